"""What a volunteer wrote in the calendar of her own phone: to everyone else, time taken."""

from django.conf import settings
from django.db import models

from toctoc.common.encryption import EncryptedTextField
from toctoc.people.models import Volunteer


class PersonalEvent(models.Model):
    """An event of a volunteer's own, once or recurring, as her phone sent it.

    Its occurrences are absences, which say nothing but when. The event itself is kept to be
    given back as it came; it is encrypted, and nobody else is ever shown it.
    """

    volunteer = models.ForeignKey(
        Volunteer, on_delete=models.CASCADE, related_name="personal_events"
    )
    name = models.CharField(max_length=255)  # of the file, as the phone chose it
    uid = models.CharField(max_length=255)
    content = EncryptedTextField()  # iCalendar
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)  # empty: recurs without end
    # How far an event without end has been laid out as absences.
    expanded_until = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "name"], name="one_personal_event_a_name"
            ),
            models.UniqueConstraint(
                fields=["volunteer", "uid"], name="one_personal_event_a_uid"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gte=models.F("starts_at")),
                name="personal_event_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer_id}: {self.starts_at:%Y-%m-%d %H:%M}"
