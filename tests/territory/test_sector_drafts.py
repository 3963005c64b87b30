"""Drafts of sectors: edited with undo, put in force from a day on, the past left as it was."""

from datetime import date, timedelta

import pytest

from tests.factories import NOW, CommuneFactory, ProgrammeFactory
from toctoc.territory.enums import DraftOrigin
from toctoc.territory.errors import (
    InvalidSectorPlan,
    PlanInThePast,
    UnknownCommune,
    UnknownSector,
)
from toctoc.territory.models import SectorDraft
from toctoc.territory.operations import (
    DraftContents,
    add_street_rule,
    drop_sector_draft,
    place_communes,
    put_draft_in_force,
    remove_street_rule,
    start_sector_draft,
    undo_placing,
)
from toctoc.territory.queries import (
    current_plan,
    get_sector_draft,
    list_sector_drafts,
    list_sector_plans,
    read_plan,
)

TODAY = NOW.date()
RULE = {"commune": "64001", "name": "Rue du Bourg", "code": "0012", "letter": "B"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    communes = [CommuneFactory(code_insee=f"6400{n}", name=f"Village {n}") for n in (1, 2, 3)]
    return ProgrammeFactory(communes=communes)


@pytest.fixture
def draft(programme):
    contents = DraftContents(
        sectors={"A": "Ouest", "B": "Est"},
        placements={"64001": "A", "64002": "A", "64003": "B"},
        streets=[RULE],
    )
    return start_sector_draft(
        programme, name="Essai", origin=DraftOrigin.TODAY, contents=contents, now=NOW
    )


def test_communes_change_sector_and_steps_are_taken_back(draft):
    place_communes(draft, placements={"64002": "B"}, now=NOW)
    place_communes(draft, placements={"64001": "B", "64003": ""}, now=NOW)
    place_communes(draft, placements={"64001": "B"}, now=NOW)  # there already: no step
    draft.refresh_from_db()
    assert draft.placements == {"64001": "B", "64002": "B"}
    undo_placing(draft, now=NOW)
    draft.refresh_from_db()
    assert draft.placements == {"64001": "A", "64002": "B", "64003": "B"}
    undo_placing(draft, now=NOW)
    undo_placing(draft, now=NOW)  # nothing left: nothing changes
    draft.refresh_from_db()
    assert draft.placements == {"64001": "A", "64002": "A", "64003": "B"}


def test_what_the_draft_does_not_know_is_refused(draft):
    with pytest.raises(UnknownCommune):
        place_communes(draft, placements={"99999": "A"}, now=NOW)
    with pytest.raises(UnknownSector):
        place_communes(draft, placements={"64001": "C"}, now=NOW)
    with pytest.raises(UnknownSector):
        add_street_rule(draft, rule=RULE | {"letter": "C"}, now=NOW)
    with pytest.raises(UnknownCommune):
        add_street_rule(draft, rule=RULE | {"commune": "99999"}, now=NOW)


def test_a_street_has_one_rule_however_it_is_written(draft):
    add_street_rule(draft, rule=RULE | {"name": "rue du bourg", "letter": "A"}, now=NOW)
    draft.refresh_from_db()
    assert [(one["name"], one["letter"]) for one in draft.streets] == [("rue du bourg", "A")]
    remove_street_rule(draft, number=0, now=NOW)
    draft.refresh_from_db()
    assert draft.streets == []


def test_in_force_from_a_day_the_days_before_keep_their_plan(programme, draft):
    first = put_draft_in_force(draft, starts_on=TODAY, names={"A": "Village 1"}, now=NOW)
    contents = read_plan(first)
    assert contents["sectors"] == {"A": "Village 1", "B": "B"}
    assert contents["placements"] == {"64001": "A", "64002": "A", "64003": "B"}
    assert contents["streets"] == [RULE]
    assert not SectorDraft.objects.exists()
    again = start_sector_draft(
        programme,
        name="Suite",
        origin=DraftOrigin.TODAY,
        contents=DraftContents(**contents),
        now=NOW,
    )
    later = TODAY + timedelta(days=30)
    second = put_draft_in_force(again, starts_on=later, names={}, now=NOW)
    assert current_plan(programme, on=later - timedelta(days=1)) == first
    assert current_plan(programme, on=later) == second
    assert list(list_sector_plans(programme)) == [second, first]


def test_the_past_and_half_placed_communes_are_refused(draft):
    with pytest.raises(PlanInThePast):
        put_draft_in_force(draft, starts_on=date(2026, 11, 29), names={}, now=NOW)
    place_communes(draft, placements={"64003": ""}, now=NOW)
    draft.refresh_from_db()
    with pytest.raises(InvalidSectorPlan) as refused:
        put_draft_in_force(draft, starts_on=TODAY, names={}, now=NOW)
    assert (refused.value.data["missing"], refused.value.data["empty"]) == (["64003"], ["B"])


def test_drafts_are_the_programme_s_own(programme, draft):
    assert get_sector_draft(programme, draft.pk) == draft
    assert list(list_sector_drafts(programme)) == [draft]
    elsewhere = ProgrammeFactory(slug="ailleurs")
    with pytest.raises(SectorDraft.DoesNotExist):
        get_sector_draft(elsewhere, draft.pk)
    drop_sector_draft(draft)
    assert list(list_sector_drafts(programme)) == []
