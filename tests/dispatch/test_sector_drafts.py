"""Drafts of sectors over the real communes: where they start from, what they come to."""

import pytest

from tests.factories import NOW, CommuneFactory, ProgrammeFactory
from toctoc.dispatch.errors import NoSectorCut
from toctoc.dispatch.operations import cut_territory
from toctoc.dispatch.operations.sector_drafts import CutWish, draft_sectors
from toctoc.dispatch.operations.sector_seasons import play_sector_seasons
from toctoc.dispatch.queries.sector_comparison import compare_cuts
from toctoc.dispatch.queries.sector_figures import weigh_cut
from toctoc.dispatch.queries.sector_ground import read_ground
from toctoc.dispatch.queries.sector_seasons import days_of
from toctoc.territory.enums import DraftOrigin
from toctoc.territory.operations import add_base, create_programme, start_sector_plan
from toctoc.territory.queries import current_plan, read_plan

pytestmark = pytest.mark.django_db
ENOUGH_S = 600.0  # a small territory is proved in a moment, on the slowest machine


@pytest.fixture
def bearn():
    return create_programme("Nord Est Béarn", slug="bearn", siren="200067296", now=NOW)


@pytest.fixture
def row():
    """Six villages of a hundred people in a row, ten kilometres apart."""
    villages = [
        CommuneFactory(
            code_insee=f"6400{n}",
            name=f"Village {n}",
            population=100,
            lat_deg=43.3,
            lon_deg=n / 8,
        )
        for n in range(6)
    ]
    return ProgrammeFactory(slug="rangee", communes=villages)


def start(programme, origin, **wish):
    wished = CutWish(origin=origin, **wish)
    return draft_sectors(programme, name="Essai", wish=wished, now=NOW)


def test_a_draft_from_today_holds_the_plan_in_force(bearn):
    cut_territory(bearn, sectors=4, starts_on=NOW.date())
    draft = start(bearn, DraftOrigin.TODAY)
    assert draft.placements == read_plan(current_plan(bearn, on=NOW.date()))["placements"]
    assert len(draft.placements) == 73


@pytest.mark.parametrize("origin", [DraftOrigin.TODAY, DraftOrigin.NOTHING])
def test_a_draft_from_nothing_has_sectors_and_places_nobody(row, origin):
    draft = start(row, origin, sectors=3)
    assert (list(draft.sectors), draft.placements) == (["A", "B", "C"], {})


def test_an_optimised_draft_is_balanced_lettered_from_west_and_says_its_proof(row):
    draft = start(row, DraftOrigin.OPTIMISED, sectors=2, seconds=ENOUGH_S)
    assert "".join(draft.placements[f"6400{n}"] for n in range(6)) == "AAABBB"
    assert draft.design["outcome"] == "optimal"
    assert draft.design["gap_ratio"] == pytest.approx(0)


def test_a_draft_of_groups_by_distance_places_everybody(row):
    draft = start(row, DraftOrigin.KMEANS, sectors=2)
    assert sorted(set(draft.placements.values())) == ["A", "B"]
    assert len(draft.placements) == 6


def test_a_cut_that_cannot_be_says_what_is_in_the_way(row):
    with pytest.raises(NoSectorCut) as refused:
        start(row, DraftOrigin.OPTIMISED, sectors=4, seconds=ENOUGH_S)
    assert refused.value.data["rule"] == "balance"
    assert refused.value.data["nearest_ratio"] == pytest.approx(1 / 3, abs=0.05)


def test_figures_tell_balance_loose_parts_and_who_is_not_placed(row):
    placements = {"64000": "A", "64001": "B", "64002": "A", "64003": "B", "64004": "B"}
    figures = weigh_cut(read_ground(row), ["A", "B", "C"], placements)
    first, second, third = figures.sectors
    assert [one.name for one in figures.unplaced] == ["Village 5"]
    assert (first.communes, first.population) == (2, 200)
    assert [[one.name for one in part] for part in first.loose] == [["Village 2"]]
    assert figures.loose_count == 2
    assert second.load_ratio > first.load_ratio > 0
    assert (third.communes, third.load_ratio, third.centre) == (0, 0.0, None)
    assert figures.imbalance_ratio == 1.0


def test_ground_is_read_in_two_queries(bearn, django_assert_num_queries):
    with django_assert_num_queries(2):
        ground = read_ground(bearn)
    assert len(ground.communes) == 73
    assert all(ground.adjacency.neighbours)


def test_cuts_stand_side_by_side(bearn):
    cut_territory(bearn, sectors=4, starts_on=NOW.date())
    draft = start(bearn, DraftOrigin.TODAY)
    rows = compare_cuts(read_ground(bearn), draft.placements, [draft])
    assert [row.kind for row in rows] == ["today", "draft", "kmeans", "none"]
    today, _, kmeans, none = (row.figures for row in rows)
    assert none.tour_m > today.tour_m
    assert none.drive_s > today.drive_s
    assert kmeans.imbalance_ratio > today.imbalance_ratio
    assert len(kmeans.sectors) == 4


def test_wishes_by_code_are_kept(row):
    add_base(row, label="Local", commune=row.communes.get(pk="64001"))
    draft = start(
        row,
        DraftOrigin.OPTIMISED,
        sectors=2,
        balance_ratio=0.5,
        seconds=ENOUGH_S,
        together=(("64002", "64003"),),
        placed={"64005": "A"},
        is_based=True,
    )
    assert draft.placements["64002"] == draft.placements["64003"]
    assert (draft.placements["64005"], draft.placements["64001"]) == ("A", "B")


def test_days_of_the_week_are_shared_between_sectors():
    assert days_of(["A", "B"]) == {"A": {0, 2, 4}, "B": {1, 3, 4}}
    assert days_of(["A", "B", "C", "D"])["A"] == {0, 4}
    assert days_of("ABCDEFG")["G"] == {1}
    assert days_of([]) == {}


def test_seasons_are_played_under_each_cut(row):
    start_sector_plan(
        row,
        name="Deux",
        starts_on=NOW.date(),
        sectors={
            "A": ("Ouest", ["64000", "64001", "64002"]),
            "B": ("Est", ["64003", "64004", "64005"]),
        },
    )
    played = play_sector_seasons.func(row.slug, NOW.date().isoformat())
    assert [one["kind"] for one in played] == ["today", "kmeans", "none"]
    assert all(one["metres_per_visit"] > 0 for one in played)
    assert all(one["wait_days"] >= 0 for one in played)
    assert play_sector_seasons.func("inconnu", NOW.date().isoformat()) == []
