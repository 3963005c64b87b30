"""Access notes: for agents and coordinators; on the eve and the day for who goes there."""

from datetime import date

import pytest

from tests.factories import at
from toctoc.agenda.permissions import can_see_access_note
from toctoc.people.permissions import current_roles

EVE, DAY = date(2026, 12, 1), date(2026, 12, 2)


def may_see(cast, part, visit, now):
    account = cast[part]
    roles = current_roles(account, cast.programme, on=now.date())
    return can_see_access_note(account, visit, roles=roles, now=now)


@pytest.mark.parametrize(
    ("part", "allowed"),
    [
        ("agent", True),
        ("coordinator", True),
        ("volunteer", True),
        ("partner", False),
        ("observer", False),
        ("admin", False),
        ("volunteer_elsewhere", False),
        ("agent_elsewhere", False),
        ("nobody", False),
    ],
)
def test_access_note_is_for_those_who_need_it(cast, visit, part, allowed):
    assert may_see(cast, part, visit, at(DAY, 9)) is allowed


@pytest.mark.parametrize(
    ("now", "allowed"),
    [
        (at(date(2026, 11, 30), 23, 59), False),
        (at(EVE, 0), True),
        (at(DAY, 23, 59), True),
        (at(date(2026, 12, 3), 0), False),
    ],
)
def test_volunteer_sees_the_note_from_the_eve_to_the_end_of_the_day(cast, visit, now, allowed):
    assert may_see(cast, "volunteer", visit, now) is allowed
    assert may_see(cast, "agent", visit, now)


def test_note_of_a_cancelled_visit_is_not_shown_to_the_volunteer(cast, visit):
    visit.status, visit.cancelled_at = "cancelled", at(EVE, 9)
    assert not may_see(cast, "volunteer", visit, at(DAY, 9))


def test_volunteer_without_an_account_sees_nothing(cast, visit):
    visit.volunteer.account = None
    assert not may_see(cast, "nobody", visit, at(DAY, 9))
