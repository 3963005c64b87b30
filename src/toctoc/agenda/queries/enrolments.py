"""Reads of who comes to sessions: enrolled, waiting, to be told, asked through a link."""

from datetime import datetime

from django.db.models import Q, QuerySet

from toctoc.agenda.enums import EnrolmentStatus, SessionStatus
from toctoc.agenda.models import Enrolment, PlaceRequest, Session, SessionLink
from toctoc.people.models import Resident
from toctoc.territory.models import Programme


def list_enrolments(session: Session, *, with_cancelled: bool = False) -> QuerySet[Enrolment]:
    """Return who comes to a session by seat, then who waits, the longest first; two queries.

    With resident, commune and relatives, for the channel that reaches each.
    """
    enrolments = _with_people(Enrolment.objects.filter(session=session))
    if not with_cancelled:
        enrolments = enrolments.exclude(status=EnrolmentStatus.CANCELLED)
    return enrolments.order_by("seat", "enrolled_at", "pk")


def list_waiting_enrolments(session: Session) -> QuerySet[Enrolment]:
    """Return who waits for a seat, the longest wait first; two queries."""
    waiting = Enrolment.objects.filter(session=session, status=EnrolmentStatus.WAITING)
    return _with_people(waiting).order_by("enrolled_at", "pk")


def list_enrolments_to_tell(programme: Programme, *, now: datetime) -> QuerySet[Enrolment]:
    """Return who does not know how their session stands, by the session's time; two queries.

    Enrolled and waiting people of sessions not over, cancelled ones included.
    """
    untold = Enrolment.objects.filter(
        session__programme=programme,
        session__ends_at__gt=now,
        status__in=(EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITING),
        told_at=None,
    )
    return _with_people(untold).order_by("session__starts_at", "session", "enrolled_at", "pk")


def list_enrolments_of(resident: Resident) -> QuerySet[Enrolment]:
    """Return a person's enrolments, the latest session first; one query."""
    enrolments = Enrolment.objects.filter(resident=resident)
    enrolments = enrolments.select_related("session__place__commune", "session__programme")
    return enrolments.order_by("-session__starts_at", "-pk")


def get_enrolment(programme: Programme, pk: int) -> Enrolment:
    """Return an enrolment with its people. Raises Enrolment.DoesNotExist."""
    return _with_people(Enrolment.objects.filter(session__programme=programme)).get(pk=pk)


def list_session_links(session: Session) -> QuerySet[SessionLink]:
    """Return the links of a session that still lead there, with who made them; one query."""
    links = SessionLink.objects.filter(session=session, revoked_at=None)
    return links.select_related("created_by").order_by("created_at", "pk")


def get_session_link(programme: Programme, pk: int) -> SessionLink:
    """Return a link of the programme's sessions; one query. Raises SessionLink.DoesNotExist."""
    links = SessionLink.objects.select_related("session__programme")
    return links.get(pk=pk, session__programme=programme)


def find_session_link(digest: str, *, now: datetime) -> SessionLink | None:
    """Return the link of a digest, whatever the programme, while it still leads somewhere.

    One query. The session is planned and has not started.
    """
    links = SessionLink.objects.filter(
        digest=digest,
        revoked_at=None,
        session__status=SessionStatus.PLANNED,
        session__starts_at__gt=now,
    )
    return links.select_related("session__place__commune", "session__programme").first()


def list_place_requests(session: Session) -> QuerySet[PlaceRequest]:
    """Return the places asked for through links, the oldest first; one query."""
    requests = PlaceRequest.objects.filter(session=session)
    return requests.select_related("link").order_by("asked_at", "pk")


def get_place_request(programme: Programme, pk: int) -> PlaceRequest:
    """Return a place asked for; one query. Raises PlaceRequest.DoesNotExist."""
    requests = PlaceRequest.objects.select_related("session__programme", "link")
    return requests.get(pk=pk, session__programme=programme)


def count_place_requests(programme: Programme, *, now: datetime) -> int:
    """Count the places asked for in coming sessions; one query."""
    coming = Q(session__programme=programme, session__ends_at__gt=now)
    return PlaceRequest.objects.filter(coming).count()


def _with_people(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    enrolments = enrolments.select_related(
        "session__place__commune", "session__programme", "resident__commune", "enrolled_by"
    )
    return enrolments.prefetch_related("resident__relatives")
