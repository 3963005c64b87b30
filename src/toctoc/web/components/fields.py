"""Components around form fields: the field itself, half-day grid, combobox, list of errors.

They take Django's bound fields, so that labels, hints, errors and values come from one place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.forms import BaseForm, BoundField, CheckboxInput, Select, Textarea
from django.forms.utils import flatatt
from django.forms.widgets import ChoiceWidget, FileInput
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from toctoc.common.half_days import COUNT, HALVES, WORKING_DAYS
from toctoc.web.components.component import BadProp, Component

type Text = str | Promise

HALF_LABELS = (_("Matin"), _("Après-midi"))


def _join_classes(*names: str) -> str:
    return " ".join(name for name in names if name)


def _control(field: BoundField, css_class: str, **attrs: Any) -> SafeString:
    own = str(field.field.widget.attrs.get("class", ""))
    return field.as_widget(attrs={**attrs, "class": _join_classes(css_class, own)})


def _subwidgets(field: BoundField, **attrs: Any) -> list[dict[str, Any]]:
    """Return the options of radios or checkboxes, each with its HTML attributes ready."""
    base = field.build_widget_attrs({"id": field.auto_id, **attrs})
    options = field.field.widget.subwidgets(field.html_name, field.value(), attrs=base)
    return [{**one, "attributes": flatatt(one["attrs"])} for one in options]


@dataclass(frozen=True, kw_only=True)
class Field(Component):
    """Label, hint, error and control of one form field, tied together for screen readers."""

    template: ClassVar[str] = "components/field.html"
    field: BoundField
    layout: str = "inline"
    width: str = "full"

    def __post_init__(self) -> None:
        self.check_prop("layout", ("inline", "list"))
        self.check_prop("width", ("full", "medium", "short"))

    @property
    def kind(self) -> str:
        widget = self.field.field.widget
        if self.field.is_hidden:
            return "hidden"
        if isinstance(widget, ChoiceWidget) and not isinstance(widget, Select):
            return "group"
        return "checkbox" if isinstance(widget, CheckboxInput) else "control"

    def context(self) -> dict[str, Any]:
        parts = {"kind": self.kind, "required": self.field.field.required}
        if self.kind == "group":
            parts["options"] = _subwidgets(self.field, **self.attrs)
        elif self.kind == "checkbox":
            parts["control"] = _control(self.field, "form-check-input", **self.attrs)
        elif self.kind == "control":
            parts["control"] = _control(self.field, self._control_class(), **self.attrs)
        return {**super().context(), **parts}

    def _control_class(self) -> str:
        widget = self.field.field.widget
        if isinstance(widget, Textarea | FileInput):
            return "form-control"
        return "form-select" if isinstance(widget, Select) else "form-control"


@dataclass(frozen=True, kw_only=True)
class HalfDayGrid(Component):
    """Ten checkboxes, Monday to Friday, morning and afternoon, as a table.

    The field has ten choices in the order of `common.half_days`: Monday morning, afternoon, …
    """

    template: ClassVar[str] = "components/half_days.html"
    field: BoundField

    def context(self) -> dict[str, Any]:
        options = _subwidgets(self.field, **self.attrs)
        if len(options) != COUNT:
            raise BadProp(
                component="HalfDayGrid", prop="field", value=len(options), known=COUNT
            )
        days = [
            {"long": WEEKDAYS[day], "short": WEEKDAYS_ABBR[day]} for day in range(WORKING_DAYS)
        ]
        rows = [
            {
                "label": HALF_LABELS[half],
                "index": half,
                "cells": list(zip(days, options[half :: len(HALVES)], strict=True)),
            }
            for half in range(len(HALVES))
        ]
        return {
            **super().context(),
            "days": days,
            "rows": rows,
            "required": self.field.field.required,
        }


@dataclass(frozen=True, kw_only=True)
class Combobox(Component):
    """A text box with answers under it: from `options`, from a select, or from `options_url`.

    With `options_url` the server answers `combobox_options`; the value chosen goes to the
    hidden field `value_field`. Without script it is a plain text box or select.
    """

    template: ClassVar[str] = "components/combobox.html"
    field: BoundField
    options: Sequence[str] = ()
    options_url: str = ""
    value_field: BoundField | None = None

    def context(self) -> dict[str, Any]:
        identity = self.field.auto_id
        is_select = isinstance(self.field.field.widget, Select)
        css_class = "form-select" if is_select else "form-control"
        control = _control(self.field, css_class, **self._fed_by(identity), **self.attrs)
        return {
            **super().context(),
            "control": control,
            "list_id": f"{identity}-list",
            "datalist_id": f"{identity}-options",
            "value_id": self.value_field.auto_id if self.value_field else "",
            "required": self.field.field.required,
        }

    def _fed_by(self, identity: str) -> dict[str, str]:
        if self.options:
            return {"list": f"{identity}-options"}
        if not self.options_url:
            return {}
        return {
            "autocomplete": "off",
            "hx-get": self.options_url,
            "hx-trigger": "input changed delay:200ms",
            "hx-target": f"#{identity}-list",
            "hx-sync": "this:replace",
        }


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer of a combobox: `href` opens a page, `value` goes to the value field.

    `fill`, JSON of values by box, is written in the form before; `is_shown_only`: told, and not
    to be chosen.
    """

    label: str
    value: str = ""
    detail: str = ""
    href: str = ""
    fill: str = ""
    is_shown_only: bool = False


@dataclass(frozen=True, kw_only=True)
class Errors(Component):
    """What stops a form, on top of it, each line leading to its field."""

    template: ClassVar[str] = "components/errors.html"
    form: BaseForm

    def context(self) -> dict[str, Any]:
        items = [
            {"href": self._anchor(field), "label": field.label, "text": error}
            for field in self.form
            for error in field.errors
        ]
        return {**super().context(), "items": items, "general": self.form.non_field_errors()}

    @staticmethod
    def _anchor(field: BoundField) -> str:
        if field.is_hidden:
            return ""
        first = field.use_fieldset and isinstance(field.field.widget, ChoiceWidget)
        return f"#{field.auto_id}_0" if first else f"#{field.auto_id}"
