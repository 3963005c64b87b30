"""Who comes to a session: enrolled and waiting people, private links, asked places, the cap."""

from django.conf import settings
from django.db import models

from toctoc.agenda.enums import SEATED, EnrolmentSource, EnrolmentStatus
from toctoc.agenda.models.session import Session
from toctoc.people.enums import Channel
from toctoc.people.models import Resident
from toctoc.territory.models import Programme


class Enrolment(models.Model):
    """A person's place in a session. Seats are numbered: the database gives each one once.

    `told_at` is empty where the person does not know yet how things stand now: a seat that
    became free, a session moved or cancelled.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="enrolments")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="enrolments")
    status = models.CharField(max_length=10, choices=EnrolmentStatus)
    seat = models.PositiveSmallIntegerField(null=True, blank=True)
    needs_lift = models.BooleanField(default=False)  # comes only if someone drives
    source = models.CharField(
        max_length=10, choices=EnrolmentSource, default=EnrolmentSource.AGENT
    )
    enrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    enrolled_at = models.DateTimeField()
    told_channel = models.CharField(max_length=10, choices=Channel, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["enrolled_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "seat"], name="one_person_a_seat"),
            models.UniqueConstraint(
                fields=["session", "resident"],
                condition=~models.Q(status=EnrolmentStatus.CANCELLED),
                name="one_live_enrolment_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=SEATED, seat__isnull=False, seat__gte=1)
                | (~models.Q(status__in=SEATED) & models.Q(seat__isnull=True)),
                name="enrolment_seat_exactly_when_seated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resident_id} in {self.session_id}: {self.status}"


class SessionLink(models.Model):
    """A private link by which a place is asked for; only its digest is kept."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(max_length=80)  # to whom it was given
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the token, hex
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.label


class PlaceRequest(models.Model):
    """A place asked for through a link, until an agent answers it; then the row goes."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="requests")
    link = models.ForeignKey(SessionLink, on_delete=models.CASCADE, related_name="requests")
    last_name = models.CharField(max_length=80)
    first_name = models.CharField(max_length=80)
    phone = models.CharField(max_length=16)  # E.164
    needs_lift = models.BooleanField(default=False)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "phone", "last_name", "first_name"],
                name="one_request_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class SessionCap(models.Model):
    """At most so many people in any session of the programme, while health asks for it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    max_people = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-set_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme"],
                condition=models.Q(lifted_at__isnull=True),
                name="one_cap_in_force",
            ),
            models.CheckConstraint(condition=models.Q(max_people__gte=1), name="cap_of_one"),
        ]

    def __str__(self) -> str:
        return f"at most {self.max_people}"
