"""What programs change: a volunteer's own events, and visits within their promises.

A visit is moved by the very operation the screens use. What is refused is put back, with the
reason in the event itself, since a phone shows nothing else.
"""

from datetime import datetime
from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from radicale.item import Item

from toctoc.agenda.enums import CalendarKind
from toctoc.agenda.errors import UnreadableEvent
from toctoc.agenda.ics.incoming import MALFORMED, moved_to
from toctoc.agenda.models import PersonalEvent, Visit
from toctoc.agenda.operations import (
    remove_personal_event,
    save_personal_event,
)
from toctoc.agenda.queries import (
    Calendar,
    CalendarEntry,
    is_ours,
    list_entries_named,
    list_events,
)
from toctoc.common.errors import ToctocError
from toctoc.dav.exchange import Exchange, Refused
from toctoc.dav.sentences import sentence_for
from toctoc.dispatch.operations import place_visit
from toctoc.people.models import Account

PUT_BACK = HTTPStatus.NO_CONTENT  # taken note of; the next synchronisation brings it back


def write_event(
    calendar: Calendar,
    name: str,
    item: Item,
    *,
    known: CalendarEntry | None,
    exchange: Exchange,
) -> None:
    """Take an event a program sends under a name, `known` where it is there already.

    Raises Refused.
    """
    if item.component_name != "VEVENT":
        sentence = _("Seuls les événements sont pris, pas les tâches ni les notes.")
        raise Refused(sentence=sentence, status=HTTPStatus.FORBIDDEN)
    if known is not None and not isinstance(known.row, PersonalEvent):
        _change_ours(calendar, known, item, exchange)
        return
    if calendar.kind != CalendarKind.VOLUNTEER or calendar.volunteer is None or is_ours(name):
        sentence = _("Cet agenda ne reçoit pas d’événements : ajoutez-les dans Toctoc.")
        raise Refused(sentence=sentence, status=HTTPStatus.FORBIDDEN)
    try:
        _check_readable(item)
        save_personal_event(
            calendar.volunteer,
            name=name,
            content=item.serialize(),
            by=_account(exchange),
            now=exchange.now,
        )
    except UnreadableEvent as error:
        sentence = sentence_for(error)
        raise Refused(sentence=sentence, status=HTTPStatus.BAD_REQUEST) from error


def remove_event(calendar: Calendar, name: str | None, *, exchange: Exchange) -> None:
    """Take back a volunteer's own event; all else is put back. Raises Refused."""
    found = list_entries_named(calendar, [name]) if name else []
    if not found:
        sentence = _("Cet agenda ne se supprime pas : retirez plutôt l’appareil.")
        raise Refused(sentence=sentence, status=HTTPStatus.FORBIDDEN)
    row = found[0].row
    if isinstance(row, PersonalEvent):
        remove_personal_event(row, by=_account(exchange))
        return
    raise Refused(
        sentence=_("Ceci ne se supprime pas depuis un téléphone : ouvrez Toctoc."),
        status=HTTPStatus.FORBIDDEN,
        calendar=calendar,
        name=found[0].name,
    )


def _change_ours(
    calendar: Calendar, known: CalendarEntry, item: Item, exchange: Exchange
) -> None:
    """Move a visit where the program moved it. Raises Refused, which puts it back."""
    try:
        _move(calendar, known, item, exchange)
    except ToctocError as error:
        if isinstance(error, Refused):
            raise
        sentence = _("Changement refusé. %(why)s") % {"why": sentence_for(error)}
        raise _back(calendar, known, sentence) from error


def _move(calendar: Calendar, known: CalendarEntry, item: Item, exchange: Exchange) -> None:
    visit = known.row
    starts_at, ends_at, is_cancelled = moved_to(
        item.serialize(), zone=ZoneInfo(calendar.programme.time_zone)
    )
    is_as_it_was = (starts_at, ends_at) == (known.row.starts_at, known.row.ends_at)
    if is_as_it_was and not is_cancelled:
        raise _back(calendar, known, "")  # a title, an alarm: not ours to keep
    if not isinstance(visit, Visit) or not calendar.may_move:
        sentence = _("Ceci ne se change pas depuis votre téléphone : demandez à l’équipe.")
        raise _back(calendar, known, sentence)
    if is_cancelled:
        sentence = _("Une visite s’annule dans Toctoc, où l’on dit pourquoi.")
        raise _back(calendar, known, sentence)
    if ends_at - starts_at != visit.ends_at - visit.starts_at:
        sentence = _("La durée d’une visite se change dans Toctoc.")
        raise _back(calendar, known, sentence)
    _place(calendar, known, visit, starts_at, exchange)


def _place(
    calendar: Calendar,
    known: CalendarEntry,
    visit: Visit,
    starts_at: datetime,
    exchange: Exchange,
) -> None:
    """Move the visit; all is undone where somebody else moved it since the phone looked.

    What the locked row said before is in the event of the move: no lock of ours comes before
    those of the operation, which have their order.
    """
    place_visit(visit, starts_at=starts_at, by=_account(exchange), now=exchange.now)
    moved = list_events(visit).last()
    before = moved.data.get("before", {}).get("starts_at") if moved else None
    if before is None or datetime.fromisoformat(before) != visit.starts_at:
        sentence = _("Quelqu’un d’autre vient de changer cette visite.")
        raise _back(calendar, known, sentence)


def _back(calendar: Calendar, known: CalendarEntry, sentence: str) -> Refused:
    return Refused(sentence=sentence, status=PUT_BACK, calendar=calendar, name=known.name)


def _check_readable(item: Item) -> None:
    """Refuse now what would fail at each later report: one bad event must not hide the rest."""
    try:
        _start, _end = item.time_range
    except (*MALFORMED, RuntimeError) as error:
        raise UnreadableEvent(reason="malformed") from error


def _account(exchange: Exchange) -> Account:
    if exchange.device is None:  # Radicale lets nobody write who has not signed in
        message = "nobody writes without a device"
        raise TypeError(message)
    return exchange.device.account
