"""What is asked for a device or a private link: a name, which calendar, how much it says."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toctoc.agenda.ics.feed import calendar_title
from toctoc.agenda.queries import Calendar
from toctoc.people.enums import CalendarDetail
from toctoc.web.forms.residents import text_box


class _DetailForm(forms.Form):
    """How much a calendar may say outside Toctoc; what may not be chosen is not shown."""

    detail = forms.ChoiceField(
        label=_("Ce que disent les visites"),
        help_text=_(
            "Un agenda de téléphone se voit sur l’écran verrouillé et part souvent chez "
            "Google ou Apple : choisissez le moins possible."
        ),
        choices=CalendarDetail.choices,
        initial=CalendarDetail.BRIEF,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, calendars: Sequence[Calendar], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not any(calendar.may_see_people for calendar in calendars):
            brief = CalendarDetail.BRIEF
            self.fields["detail"].choices = [(brief.value, brief.label)]  # type: ignore[attr-defined]  # a ChoiceField


class DeviceForm(_DetailForm):
    """A phone or a program that synchronises both ways."""

    label = forms.CharField(
        max_length=60,
        label=_("Nom de l’appareil"),
        help_text=_("Pour le reconnaître : « mon téléphone », « ordinateur du bureau »."),
        widget=text_box(),
    )
    field_order = ("label", "detail")


class LinkForm(_DetailForm):
    """A private link, read only."""

    calendar = forms.ChoiceField(label=_("Quel agenda"), widget=forms.RadioSelect)
    field_order = ("calendar", "detail")

    def __init__(self, *args: Any, calendars: Sequence[Calendar], **kwargs: Any) -> None:
        super().__init__(*args, calendars=calendars, **kwargs)
        self.calendars = {calendar.name: calendar for calendar in calendars}
        named = [(name, calendar_title(one)) for name, one in self.calendars.items()]
        self.fields["calendar"].choices = named  # type: ignore[attr-defined]  # a ChoiceField
        if named:
            self.fields["calendar"].initial = named[0][0]

    def chosen(self) -> Calendar:
        return self.calendars[self.cleaned_data["calendar"]]
