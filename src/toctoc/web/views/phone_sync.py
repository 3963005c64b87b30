"""What comes from the phones: entries in order, each stored once; and whether access holds.

Nothing a volunteer wrote is refused here but what has no key to be known by. What the agenda
contradicts is kept by `record_entry`; what comes after access was withdrawn is kept as notes.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import NamedTuple
from uuid import UUID

from django.core import signing
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from toctoc.agenda.enums import FieldEntryKind
from toctoc.agenda.models import FieldEntry
from toctoc.dispatch.operations import FieldNote, record_entry
from toctoc.people.enums import Action
from toctoc.people.models import Account, Volunteer
from toctoc.people.permissions import can
from toctoc.people.queries import find_account, get_volunteer
from toctoc.territory.queries import find_programme
from toctoc.web.access import StaffRequest, needs
from toctoc.web.views.phone_package import (
    TICKET,
    answer_entry,
    own_volunteer,
    owner_word,
)

MOST_ENTRIES = 1000
TICKET_LASTS = timedelta(days=14)
REFUSED = "refused"

type Letter = Mapping[str, object]


class Bearer(NamedTuple):
    """Whose phone it is: the account it was filled for, and the file it noted things under."""

    account: Account
    volunteer: Volunteer

    def has_access(self, now: datetime) -> bool:
        programme = self.volunteer.programme
        is_theirs = self.volunteer.account_id == self.account.pk
        return is_theirs and can(self.account, Action.SEE_OWN_TOURS, programme, on=now.date())


@require_POST
@needs(Action.SEE_OWN_TOURS)
def sync_entries(request: StaffRequest) -> JsonResponse:
    """Store what a phone sends, in its order; answer where each entry stands.

    A phone that was filled for another account, or in another programme, is told so (409): what
    one person noted never goes out under another's name.
    """
    letter = _open(request)
    if letter is None:
        return JsonResponse({"entries": []}, status=HTTPStatus.BAD_REQUEST)
    if letter.get("owner") != owner_word(request):
        return JsonResponse({"entries": []}, status=HTTPStatus.CONFLICT)
    bearer = Bearer(request.user, own_volunteer(request))
    answers = [
        _answer(one, _record(bearer, one, letter, now=request.now))
        for one in _list_entries(letter)
    ]
    return JsonResponse({"entries": answers, "received_at": request.now.isoformat()})


@csrf_exempt
@require_POST
def check_access(request: HttpRequest) -> HttpResponse:
    """Tell a phone that is signed out whether its volunteer still has access.

    The signed ticket is all it shows, and no cookie is looked at. Where access was withdrawn,
    what still waits on the phone is taken as notes, which change nothing in the agenda: the
    phone wipes itself after this answer.
    """
    letter = _open(request) or {}
    now: datetime = request.now  # type: ignore[attr-defined]  # ClockMiddleware
    bearer = _find_bearer(letter.get("ticket"))
    if bearer is None:
        return JsonResponse({"access": "unknown"})
    if bearer.has_access(now):
        return JsonResponse({"access": "held"})
    for one in _list_entries(letter):
        _record(bearer, one, letter, now=now, as_note=True)
    return JsonResponse({"access": "withdrawn"})


def _open(request: HttpRequest) -> Letter | None:
    try:
        letter = json.loads(request.body)
    except ValueError:
        return None
    return letter if isinstance(letter, dict) else None


def _list_entries(letter: Letter) -> Sequence[Letter]:
    entries = letter.get("entries")
    if not isinstance(entries, list):
        return []
    return [one for one in entries[:MOST_ENTRIES] if isinstance(one, dict)]


def _record(
    bearer: Bearer, sent: Letter, letter: Letter, *, now: datetime, as_note: bool = False
) -> FieldEntry | None:
    key = _uuid(sent.get("key"))
    if key is None:
        return None
    note = _read(key, sent, letter, now=now, as_note=as_note)
    return record_entry(bearer.volunteer, note=note, by=bearer.account, now=now)


def _read(
    key: UUID, sent: Letter, letter: Letter, *, now: datetime, as_note: bool
) -> FieldNote:
    kind, data, visit = _kind(sent.get("kind")), sent.get("data"), sent.get("visit")
    if as_note or kind is None or not isinstance(data, dict):
        said = str(kind.label) if kind else str(sent.get("kind"))
        text = _("Reçu d’un téléphone, à lire : %(kind)s") % {"kind": said}
        kind, data = FieldEntryKind.NOTE, {"text": text, "sent": dict(sent)}
    return FieldNote(
        key=key,
        kind=kind,
        done_at=_moment(sent.get("done_at")) or now,
        sent_at=_moment(letter.get("sent_at")),
        visit_pk=visit if isinstance(visit, int) else None,
        device=str(letter.get("device", "")),
        data=data,
    )


def _kind(value: object) -> FieldEntryKind | None:
    if isinstance(value, str) and value in FieldEntryKind.values:
        return FieldEntryKind(value)
    return None


def _answer(sent: Letter, entry: FieldEntry | None) -> dict[str, object]:
    if entry is None:
        return {"key": sent.get("key"), "state": REFUSED, "reason": ""}
    return answer_entry(entry)


def _find_bearer(ticket: object) -> Bearer | None:
    """Return for whom a ticket was made, if it is ours and not too old."""
    try:
        slug, pk, account_pk = signing.loads(str(ticket), salt=TICKET, max_age=TICKET_LASTS)
        programme, account = find_programme(slug), find_account(account_pk)
        if programme is None or account is None:
            return None
        return Bearer(account, get_volunteer(programme, pk))
    except (signing.BadSignature, ValueError, TypeError, ObjectDoesNotExist):
        return None


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _moment(value: object) -> datetime | None:
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment and is_aware(moment) else None
