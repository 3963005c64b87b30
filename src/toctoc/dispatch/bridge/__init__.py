"""Agenda rows to planning core and back: the only place that knows time zones and primary keys.

Seconds are local wall clock since midnight of day 0, a Monday, so that 9 h stays 9 h whatever
the clocks do in between. Stops are named by the key of the visit (of a pair: of its lead).
"""

from toctoc.dispatch.bridge.calendar import (
    build_horizon,
    build_promise,
    build_rules,
    eve_of,
    is_frozen_day,
    is_working_day,
    list_eve_days,
)
from toctoc.dispatch.bridge.clock import LocalClock, local_day
from toctoc.dispatch.bridge.openings import list_openings, openings_on
from toctoc.dispatch.bridge.problem import LoadedProblem, find_settings, load_problem
from toctoc.dispatch.bridge.request import (
    NEW_STOP,
    build_day_request,
    build_params,
    build_request,
    check_complete,
    list_bases,
    needs_pair,
    promise_kind,
    promise_of,
    split_by_base,
)
from toctoc.dispatch.bridge.roster import DAY, Roster, load_roster
from toctoc.dispatch.bridge.sector_days import keep_sector_days
from toctoc.dispatch.bridge.sessions import hold_sessions
from toctoc.dispatch.bridge.shifts import whole_day_shift
from toctoc.dispatch.bridge.stops import VisitRow, build_stop, fixed_session, fixed_stop
from toctoc.territory.queries import holiday_name

__all__ = [
    "DAY",
    "NEW_STOP",
    "LoadedProblem",
    "LocalClock",
    "Roster",
    "VisitRow",
    "build_day_request",
    "build_horizon",
    "build_params",
    "build_promise",
    "build_request",
    "build_rules",
    "build_stop",
    "check_complete",
    "eve_of",
    "find_settings",
    "fixed_session",
    "fixed_stop",
    "hold_sessions",
    "holiday_name",
    "is_frozen_day",
    "is_working_day",
    "keep_sector_days",
    "list_bases",
    "list_eve_days",
    "list_openings",
    "load_problem",
    "load_roster",
    "local_day",
    "needs_pair",
    "openings_on",
    "promise_kind",
    "promise_of",
    "split_by_base",
    "whole_day_shift",
]
