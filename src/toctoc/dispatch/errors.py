"""What can go wrong when an appointment is stored; see also `agenda.errors`."""

from toctoc.common.errors import ToctocError


class InfeasibleSlot(ToctocError):
    """The appointment does not fit any more, or never did.

    Data: `volunteer` (None where no single one is concerned), `at`, `reason` (of
    planning.proposals.Reason), `short` (what the reason counts), `sentence` (French).
    """


class SlotInThePast(ToctocError):
    """Nobody can be promised a moment that is over. Data: `at`, `now`."""


class InvalidLocalTime(ToctocError):
    """A clock change skips or repeats this local time. Data: `at`, `zone`."""


class OutsidePromise(ToctocError):
    """The time is outside what the person was promised: it takes a new promise.

    Data: `visit`, `at`, `promised_from`, `promised_until`.
    """


class OutsideOpenings(ToctocError):
    """The place is closed then. Data: `place`, `at`, `openings` of that day (local times)."""


class NoRoomAfter(ToctocError):
    """A visit of that length would run into the next. Data: `visit`, `length_min`."""


class InvalidLength(ToctocError):
    """No visit is that short or that long. Data: `length_min`, `least`, `most`."""


class ChangedSince(ToctocError):
    """The visit is no longer what it was when somebody decided. Data: `visit`."""


class PlanOutdated(ToctocError):
    """The day's agenda has changed since its plan was made, or a tour is under way.

    Data: `plan`.
    """


class PlanAlreadyDecided(ToctocError):
    """A plan of a day is decided once. Data: `plan`, `status`."""


class InvalidPlanningSettings(ToctocError):
    """A planning rule makes no sense. Data: `field`, `value`, `least`, `most` (may be None).

    `least` and `most` are what the value must lie between.
    """


class NoSectorCut(ToctocError):
    """No cut in sectors keeps what was asked for, or none was found in time.

    Data: `sectors`, `balance_ratio`, `rule` in the way, `communes` (names) it is about,
    `nearest_ratio` (the nearest balance found, or None).
    """


class OrderOutdated(ToctocError):
    """The rest of the day has changed since the proposal. Data: `volunteer`, `day`."""


class ReasonMissing(ToctocError):
    """A day's figures are corrected with a reason. Data: `volunteer`, `day`."""
