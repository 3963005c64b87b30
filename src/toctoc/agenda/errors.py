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


class VisitNotStarted(ToctocError):
    """What came of a visit is not noted before it begins. Data: `visit`, `now`."""


class AlreadyInSeries(ToctocError):
    """The visits to come were planned already (another tab). Data: `help_request`."""


class NothingToReopen(ToctocError):
    """The visit has no outcome, and was not cancelled. Data: `visit`, `status`."""


class RequestNotOpen(ToctocError):
    """The help request is no longer being worked on. Data: `help_request`, `status`."""


class IncompleteRequest(ToctocError):
    """Something needed to find an appointment is missing. Data: `missing` (field names)."""


class InvalidPeriod(ToctocError):
    """A period ends before it starts, or lies in the past. Data: `starts_at`, `ends_at`."""


class InvalidWeek(ToctocError):
    """A volunteer's week overlaps itself. Data: `volunteer`, `weekday`."""


class EmptyRule(ToctocError):
    """A rule of the week holds on no day, or not on that one. Data: `rule`, `starts_on`."""


class OutsideLaw(InvalidWeek):
    """The law on volunteers' hours does not allow this. Data: `volunteer`, `day`, `rule`.

    `rule` is a LawRule; `day` the day, or the Monday of the week, on which it would be broken.
    """


class OtherProgramme(ToctocError):
    """Two things that must belong to one programme do not. Data: what they are."""


class VolunteerBusy(ToctocError):
    """A volunteer is elsewhere at that time. Data: `volunteer`, `what`, `starts_at`, `ends_at`.

    `what` is the visit, the session or the absence in the way, or None where another writer
    was a moment faster.
    """


class PlaceClosed(ToctocError):
    """Nothing new is held at a place that is closed. Data: `place`, `closed_on`."""


class SessionOver(ToctocError):
    """A session that has started is neither moved nor cancelled. Data: `session`, `now`."""


class SessionNotPlanned(ToctocError):
    """The session is cancelled, or its presences are noted. Data: `session`, `status`."""


class SessionNotStarted(ToctocError):
    """Who came is not noted before the day. Data: `session`, `now`."""


class AlreadyEnrolled(ToctocError):
    """The person is enrolled or waiting already. Data: `session`, `resident`."""


class SeatTaken(ToctocError):
    """Another writer took the seat a moment before. Data: `session`."""


class EnrolmentNotLive(ToctocError):
    """The enrolment is not in a state that allows this. Data: `enrolment`, `status`."""


class LinkRevoked(ToctocError):
    """The private link leads nowhere (any more). Data: none."""


class TooManyRequests(ToctocError):
    """More places wait for an answer than one link may ask for. Data: `link`."""


class EntryNotKept(ToctocError):
    """Only an entry that waits for a person can be settled, once. Data: `entry`."""


class AlarmOver(ToctocError):
    """The alarm has ended: by news from the spot, or by somebody's word. Data: `alarm`."""


class UnreadableEvent(ToctocError):
    """An event sent by a phone cannot be taken. Data: `reason` (a word of `ics.incoming`)."""


class PersonalAbsence(ToctocError):
    """An absence that comes from the volunteer's own phone ends there. Data: `absence`."""
