"""What can go wrong with times and visits."""

from toctoc.common.errors import ToctocError


class SlotTaken(ToctocError):
    """The time is no longer free for this volunteer. Data: `volunteer`, `at`."""


class AlreadyBooked(ToctocError):
    """The help request already has its visit (another tab, another agent). Data: `visit`."""


class VisitAlreadyStarted(ToctocError):
    """A visit that has started is neither moved nor cancelled. Data: `visit`, `now`."""


class VisitNotBooked(ToctocError):
    """Only a booked visit can be moved or cancelled. Data: `visit`, `status`."""


class RequestNotOpen(ToctocError):
    """The help request is no longer being worked on. Data: `help_request`, `status`."""


class IncompleteRequest(ToctocError):
    """Something needed to find an appointment is missing. Data: `missing` (field names)."""


class InvalidPeriod(ToctocError):
    """A period ends before it starts, or lies in the past. Data: `starts_at`, `ends_at`."""


class InvalidWeek(ToctocError):
    """A volunteer's week overlaps itself or has no rest day. Data: `volunteer`, `weekday`."""


class OtherProgramme(ToctocError):
    """Two things that must belong to one programme do not. Data: what they are."""
