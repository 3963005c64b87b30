"""One request to the calendar server: who asks, from which device, and what came of it.

Radicale hands its plugins little more than a user's name; the rest travels here.
"""

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree.ElementTree import Element  # only the type; defusedxml reads what comes in

from toctoc.agenda.queries import Calendar, list_calendars
from toctoc.common.errors import ToctocError
from toctoc.people.models import AppPassword


class Refused(ToctocError):
    """A change that is not taken. Data: `sentence` (French), `status`, `calendar`, `name`.

    With `name`, that event of the calendar is put back as it stands.
    """

    def __init__(
        self, *, sentence: str, status: int, calendar: Calendar | None = None, name: str = ""
    ) -> None:
        super().__init__(sentence=sentence, status=status, calendar=calendar, name=name)
        self.sentence, self.status = sentence, status
        self.calendar, self.name = calendar, name


@dataclass(slots=True)
class Exchange:
    """What is known of the request under way."""

    now: datetime
    device: AppPassword | None = None
    report: Element | None = None  # what a REPORT asks for
    _calendars: dict[str, Calendar] | None = field(default=None)

    @property
    def user(self) -> str:
        """The name of whoever asks in addresses, which name nobody: "u12"."""
        return f"u{self.device.account_id}" if self.device else ""

    @property
    def calendars(self) -> dict[str, Calendar]:
        """The calendars this account may see now, by name: asked anew at each request."""
        if self._calendars is None:
            found = (
                list_calendars(self.device.account, on=self.now.date()) if self.device else []
            )
            self._calendars = {calendar.name: calendar for calendar in found}
        return self._calendars


_current: ContextVar[Exchange] = ContextVar("exchange")
begin, end, current = _current.set, _current.reset, _current.get
