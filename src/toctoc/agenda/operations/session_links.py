"""Private links by which a place in a session is asked for, and what was asked.

A link's token is told once, when it is made; the database keeps its digest. Asking gives
no seat and tells nothing of anybody: an agent answers, person by person.
"""

import hashlib
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from toctoc.agenda.enums import EnrolmentSource, SessionStatus
from toctoc.agenda.errors import LinkRevoked, SessionNotPlanned, TooManyRequests
from toctoc.agenda.models import Enrolment, PlaceRequest, Session, SessionLink
from toctoc.agenda.operations.enrolments import EnrolmentTerms, enrol
from toctoc.people.enums import Channel
from toctoc.people.models import Account, Resident

TOKEN_BYTES = 24
MAX_PENDING = 40  # through one link: a full coach, not a robot

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPlace:
    """What is asked through a link, as cleaned values; the phone is E.164."""

    last_name: str
    first_name: str
    phone: str
    needs_lift: bool = False


def digest_of(token: str) -> str:
    """Return what the database keeps of a link's token; no query."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_session_link(
    session: Session, *, label: str, by: Account, now: datetime
) -> tuple[SessionLink, str]:
    """Make a private link to a planned session, for whom the label says; returns its token too.

    The token is never shown again. Raises SessionNotPlanned.
    """
    if session.status != SessionStatus.PLANNED:
        raise SessionNotPlanned(session=session, status=session.status)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = SessionLink.objects.create(
        session=session, label=label, digest=digest_of(token), created_by=by, created_at=now
    )
    return link, token


def revoke_session_link(link: SessionLink, *, by: Account, now: datetime) -> SessionLink:
    """Let a link lead nowhere from now on; what was asked through it stays to be answered."""
    link.revoked_at = now
    link.save(update_fields=["revoked_at"])
    log.info("session link %s revoked by account %s", link.pk, by.pk)
    return link


@transaction.atomic
def ask_place(link: SessionLink, *, asked: AskedPlace, now: datetime) -> PlaceRequest:
    """Keep a place asked for through a link, for an agent to answer; asked twice is once.

    Raises LinkRevoked, and TooManyRequests where more wait than anyone would send.
    """
    fresh = SessionLink.objects.select_for_update(no_key=True).get(pk=link.pk)
    if fresh.revoked_at is not None:
        raise LinkRevoked
    if fresh.requests.count() >= MAX_PENDING:
        raise TooManyRequests(link=link.pk)
    same = {
        "session_id": link.session_id,
        "phone": asked.phone,
        "last_name": asked.last_name,
        "first_name": asked.first_name,
    }
    rest = {"link": fresh, "needs_lift": asked.needs_lift, "asked_at": now}
    request, _is_new = PlaceRequest.objects.get_or_create(**same, defaults=rest)
    return request


@transaction.atomic
def accept_place_request(
    request: PlaceRequest,
    *,
    resident: Resident,
    by: Account,
    now: datetime,
    told: Channel | None = None,
) -> Enrolment:
    """Enrol the person an agent recognised or filed in what was asked; the request goes.

    Raises what `enrol` does.
    """
    enrolment = enrol(
        request.session,
        resident=resident,
        by=by,
        now=now,
        terms=EnrolmentTerms(
            source=EnrolmentSource.LINK, needs_lift=request.needs_lift, told=told
        ),
    )
    request.delete()
    return enrolment


def drop_place_request(request: PlaceRequest, *, by: Account) -> None:
    """Erase what was asked through a link without enrolling anybody."""
    log.info("place request %s dropped by account %s", request.pk, by.pk)
    request.delete()
