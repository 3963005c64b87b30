"""Every main screen, as each role first meets it: no barrier axe can find, nothing cut off.

Light and dark, wide and on a phone, and at twice the size, which is half the width.
"""

import pytest
from django.urls import reverse

from tests.e2e.known_roads import know_roads
from tests.e2e.road import LAST_WEEK, send_out
from tests.e2e.sector_drafts import draft_today
from tests.e2e.setup_drafts import start_setup
from tests.e2e.village import (
    TOUR_DAY,
    announce_hours,
    free_place,
    prepare_eve,
    settle_village,
)
from tests.e2e.weeks import CHANGED_DAY, leave_visits, settle_weeks
from tests.e2e.workshops import call_for_workshops, cap_workshops, hold_workshops

pytestmark = pytest.mark.e2e

DAY = TOUR_DAY
# name, who looks, what the address needs beside the programme
SCREENS = {
    "call:list-requests": ("agent", lambda _: []),
    "call:show-call": ("agent", lambda v: [v.call.pk]),
    "call:show-confirmation": ("agent", lambda v: [v.visits[0].pk]),
    "agenda:show-week": ("coordinator", lambda _: []),
    "agenda:show-day": ("coordinator", lambda _: []),
    "agenda:show-visit": ("agent", lambda v: [v.visits[0].pk]),
    "agenda:place-visit": ("agent", lambda v: [v.visits[0].pk]),
    "agenda:move-visit": ("agent", lambda v: [v.visits[0].pk]),
    "agenda:cancel-visit": ("agent", lambda v: [v.visits[0].pk]),
    "agenda:list-absences": ("coordinator", lambda _: []),
    "agenda:add-absence": ("coordinator", lambda _: []),
    "agenda:plan-series": ("agent", lambda v: [v.visits[0].pk]),
    "agenda:list-waiting": ("coordinator", lambda v: free_place(v) and []),
    "agenda:show-freed-place": ("coordinator", lambda v: [free_place(v).pk]),
    "places:list-places": ("coordinator", lambda v: hold_workshops(v) and []),
    "places:create-place": ("agent", lambda _: []),
    "places:edit-place": ("agent", lambda v: [hold_workshops(v).session.place_id]),
    "sessions:list-sessions": ("coordinator", lambda v: hold_workshops(v) and []),
    "sessions:list-past": ("agent", lambda _: []),
    "sessions:plan-session": ("agent", lambda v: hold_workshops(v) and []),
    "sessions:show-session": ("agent", lambda v: [hold_workshops(v).session.pk]),
    "sessions:edit-session": ("agent", lambda v: [hold_workshops(v).session.pk]),
    "sessions:move-session": ("agent", lambda v: [hold_workshops(v).session.pk]),
    "sessions:change-crew": ("agent", lambda v: [hold_workshops(v).session.pk]),
    "sessions:cancel-session": ("agent", lambda v: [hold_workshops(v).session.pk]),
    "sessions:enrol-person": ("agent", lambda v: [hold_workshops(v).session.pk]),
    "sessions:show-sheet": ("agent", lambda v: [hold_workshops(v).held.pk]),
    "sessions:print-sheet": ("agent", lambda v: [hold_workshops(v).session.pk]),
    "sessions:answer-asked": ("agent", lambda v: [hold_workshops(v).asked.pk]),
    "sessions:list-told": ("agent", lambda v: hold_workshops(v) and []),
    "sessions:choose-workshop": (
        "agent",
        lambda v: hold_workshops(v) and [v.residents[0].pk],
    ),
    "sessions:edit-cap": ("coordinator", lambda v: cap_workshops(v) or []),
    "sessions:show-spots": ("agent", lambda v: call_for_workshops(v) or []),
    "tour:prepare-day": ("coordinator", lambda v: [prepare_eve(v)]),
    "tour:list-hours": ("coordinator", lambda v: [announce_hours(v)]),
    "tour:type-tour": ("coordinator", lambda v: [send_out(v).pk, LAST_WEEK]),
    "field:show-day": ("coordinator", lambda v: send_out(v) and []),
    "field:list-notes": ("coordinator", lambda v: send_out(v) and []),
    "field:show-month": ("coordinator", lambda v: send_out(v) and []),
    "field:correct-sheet": ("coordinator", lambda v: [send_out(v).pk, LAST_WEEK]),
    "field:list-own": ("volunteer", lambda v: send_out(v) and []),
    "team:edit-planning": ("coordinator", lambda _: []),
    "tour:list-tours": ("volunteer", lambda _: []),
    "tour:show-tour": ("volunteer", lambda v: [v.volunteer.pk, DAY]),
    "tour:note-visit": ("volunteer", lambda v: [v.visits[0].pk, "rapport"]),
    "tour:print-tour": ("volunteer", lambda v: [v.volunteer.pk, DAY]),
    "tour:print-day": ("coordinator", lambda _: [DAY]),
    "residents:list-residents": ("agent", lambda _: []),
    "residents:show-resident": ("agent", lambda v: [v.residents[0].pk]),
    "residents:create-file": ("agent", lambda _: []),
    "residents:edit-file": ("agent", lambda v: [v.residents[0].pk]),
    "team:list-volunteers": ("coordinator", lambda _: []),
    "team:show-volunteer": ("coordinator", lambda v: [v.volunteer.pk]),
    "team:create-volunteer": ("coordinator", lambda _: []),
    "team:edit-volunteer": ("coordinator", lambda v: [v.volunteer.pk]),
    "team:edit-week": ("coordinator", lambda v: [settle_weeks(v).volunteer_id]),
    "team:set-plain-week": ("coordinator", lambda v: [settle_weeks(v).volunteer_id]),
    "team:add-rule": ("coordinator", lambda v: [v.volunteer.pk]),
    "team:change-rule": ("coordinator", lambda v: [settle_weeks(v).pk]),
    "team:change-day": ("coordinator", lambda v: [settle_weeks(v).pk, CHANGED_DAY]),
    "agenda:show-ways": ("coordinator", lambda v: [leave_visits(v).pk]),
    "agenda:list-hours": ("coordinator", lambda v: leave_visits(v) and []),
    "agenda:plan-team-time": ("coordinator", lambda _: []),
    "team:list-access": ("admin", lambda _: []),
    "team:invite-member": ("admin", lambda _: []),
    "team:end-access": ("admin", lambda v: [v.access.pk]),
    "territory:show-map": ("observer", lambda _: []),
    "territory:show-roads": ("admin", lambda v: know_roads(v.cast) or []),
    "sectors:list-plans": ("admin", lambda v: draft_today(v.cast) and []),
    "sectors:edit-draft": ("admin", lambda v: [draft_today(v.cast).pk]),
    "sectors:compare-cuts": ("admin", lambda v: draft_today(v.cast) and []),
    "sectors:import-file": ("admin", lambda _: []),
    "sectors:find-address": ("observer", lambda _: []),
}
# Setting a programme up, outside any: of a draft, where one is needed.
SETUP = ("choose-communes", "show-communes", "describe-programme", "confirm-programme")
# One's own, outside any programme.
OWN = ("calendars:list-access", "calendars:add-device", "calendars:create-link")
PUBLIC = ("account_login", "account_reset_password", "accessibility")
LOOKS = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]
TWICE_THE_SIZE = 640  # 1280 px wide at 200 %: what the page has to lay out in


@pytest.fixture
def village(cast):
    return settle_village(cast)


def address(name, village):
    arguments = SCREENS[name][1](village)
    return reverse(name, args=[village.cast.programme.slug, *arguments])


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def look_at(page, url, find_barriers):
    """Walk one screen through its looks; return what is wrong with it."""
    wrong = []
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert page.goto(url).status == 200, url
        wrong += [(width, scheme, *barrier) for barrier in find_barriers(page)]
    for width in (360, TWICE_THE_SIZE):
        page.set_viewport_size({"width": width, "height": 800})
        if overflow(page) > 0:
            wrong.append((width, f"{overflow(page)} px too wide"))
    return wrong


@pytest.mark.parametrize("name", SCREENS)
def test_screen_has_no_barrier_and_nothing_cut_off(page, sign_in, village, find_barriers, name):
    sign_in(page, SCREENS[name][0])
    assert look_at(page, address(name, village), find_barriers) == []


@pytest.mark.parametrize("step", SETUP)
def test_setup_screen_has_no_barrier_and_nothing_cut_off(
    page, sign_in, cast, find_barriers, step
):
    draft = start_setup(cast["admin"])
    sign_in(page, "admin")
    url = reverse(f"setup:{step}", args=[] if step == "choose-communes" else [draft.token])
    assert look_at(page, url, find_barriers) == []


@pytest.mark.parametrize("name", PUBLIC)
def test_public_screen_has_no_barrier(page, find_barriers, name):
    assert look_at(page, reverse(name), find_barriers) == []


def test_private_link_has_no_barrier_and_nothing_cut_off(page, village, find_barriers):
    url = reverse("asking:ask-place", args=[hold_workshops(village).token])
    assert look_at(page, url, find_barriers) == []


@pytest.mark.parametrize("name", OWN)
def test_own_screen_has_no_barrier_and_nothing_cut_off(
    page, sign_in, village, find_barriers, name
):
    sign_in(page, "volunteer")
    assert look_at(page, reverse(name), find_barriers) == []
