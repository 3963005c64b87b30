"""What every component is: declared props, one template, and HTML attributes passed through.

A component is a frozen dataclass; its template sees its props by name and `attributes`, the
`hx_*`, `data_*`, `aria_*` and `form*` props of the tag written as HTML.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Self

from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from toctoc.common.errors import ToctocError

PASSED_THROUGH = ("hx_", "data_", "aria_", "form")


class BadProp(ToctocError):
    """A component was given a value it does not know; carries component, prop, value, known."""


@dataclass(frozen=True, kw_only=True)
class Component:
    """Base of all components: subclasses add props and name their template."""

    template: ClassVar[str]
    attrs: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_tag(cls, **props: Any) -> Self:
        """Build from a tag's keywords: `hx_post="…"` becomes the attribute `hx-post`."""
        passed = {
            name.replace("_", "-"): props.pop(name)
            for name in list(props)
            if name.startswith(PASSED_THROUGH)
        }
        return cls(**props, attrs=passed)

    def context(self) -> dict[str, Any]:
        """Return what the template sees."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def render(self) -> SafeString:
        shown = {name: value for name, value in self.attrs.items() if value not in (None, "")}
        return render_to_string(self.template, {**self.context(), "attributes": flatatt(shown)})

    def check_prop(self, name: str, known: Collection[object]) -> None:
        """Refuse a value outside a closed list, naming what is known."""
        value = getattr(self, name)
        if value not in known:
            raise BadProp(component=type(self).__name__, prop=name, value=value, known=known)
