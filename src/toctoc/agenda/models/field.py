"""What volunteers note on the spot, who must be looked after, and what a day comes to."""

from django.conf import settings
from django.db import models

from toctoc.agenda.enums import (
    AlarmKind,
    FieldEntryKind,
    FieldEntrySource,
    FieldEntryState,
    KeptReason,
)
from toctoc.agenda.models.visit import Visit
from toctoc.common.encryption import EncryptedJSONField
from toctoc.people.models import Volunteer


class FieldEntry(models.Model):
    """One thing noted on the spot, once, however often it is sent.

    `key` is given where it is noted: the same key of a volunteer is the same entry. `done_at`
    is when it was done, by the phone's clock put right by `clock_offset_s`. An entry that
    could not be applied is KEPT with its reason until a person settles it. `data` is encrypted:
    it holds what a volunteer writes about a person at home.
    """

    key = models.UUIDField()
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(
        Visit, on_delete=models.SET_NULL, null=True, blank=True, related_name="field_entries"
    )
    kind = models.CharField(max_length=10, choices=FieldEntryKind)
    source = models.CharField(
        max_length=10, choices=FieldEntrySource, default=FieldEntrySource.PHONE
    )
    device = models.CharField(max_length=40, blank=True)
    done_at = models.DateTimeField()
    received_at = models.DateTimeField()
    clock_offset_s = models.IntegerField(default=0)
    data = EncryptedJSONField(default=dict)
    state = models.CharField(max_length=10, choices=FieldEntryState)
    reason = models.CharField(max_length=20, choices=KeptReason, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["done_at", "pk"]
        verbose_name_plural = "field entries"
        indexes = [
            models.Index(fields=["volunteer", "done_at"]),
            models.Index(
                fields=["received_at"],
                condition=models.Q(state=FieldEntryState.KEPT, settled_at__isnull=True),
                name="field_entries_to_settle",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "key"], name="one_field_entry_a_key"),
            models.CheckConstraint(
                condition=models.Q(state=FieldEntryState.KEPT, reason__in=KeptReason.values)
                | models.Q(state=FieldEntryState.APPLIED, reason=""),
                name="field_entry_kept_with_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.done_at:%Y-%m-%d %H:%M}"


class LoneAlarm(models.Model):
    """Somebody has to make sure that a volunteer is all right; raised once a missed moment.

    `due_at` is when news was due: the planned arrival or end and the programme's delay, or the
    moment the volunteer asked to be called. Whoever takes it in hand acknowledges it; unheeded
    it is escalated. It ends with news from the spot, or by a person's word (`resolved_by`).
    """

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="+")
    visit = models.ForeignKey(
        Visit, on_delete=models.CASCADE, null=True, blank=True, related_name="alarms"
    )
    kind = models.CharField(max_length=20, choices=AlarmKind)
    due_at = models.DateTimeField()
    raised_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    escalated_at = models.DateTimeField(null=True, blank=True)
    escalation_mailed_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-raised_at", "-pk"]
        indexes = [
            models.Index(
                fields=["volunteer", "raised_at"],
                condition=models.Q(resolved_at__isnull=True),
                name="lone_alarms_standing",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "kind", "due_at"],
                condition=~models.Q(kind=AlarmKind.CALL_ME),
                name="one_alarm_a_missed_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | models.Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="alarm_acknowledged_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.raised_at:%Y-%m-%d %H:%M}"


class DaySheet(models.Model):
    """What a volunteer's day came to: road and mission time, counted once the day is over.

    A person may correct both, with a reason; what was counted stays beside it.
    """

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    distance_m = models.PositiveIntegerField()
    work_s = models.PositiveIntegerField()
    counted_at = models.DateTimeField()
    corrected_distance_m = models.PositiveIntegerField(null=True, blank=True)
    corrected_work_s = models.PositiveIntegerField(null=True, blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "day"], name="one_sheet_a_volunteer_and_day"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    corrected_at__isnull=True,
                    corrected_by__isnull=True,
                    corrected_distance_m__isnull=True,
                    corrected_work_s__isnull=True,
                    reason="",
                )
                | (
                    models.Q(
                        corrected_at__isnull=False,
                        corrected_by__isnull=False,
                        corrected_distance_m__isnull=False,
                        corrected_work_s__isnull=False,
                    )
                    & ~models.Q(reason="")
                ),
                name="day_sheet_corrected_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer_id}: {self.day}"
