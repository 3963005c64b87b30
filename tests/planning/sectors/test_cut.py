"""Sectors: each unit in one, in one piece, of like weight; the same cut every time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toctoc.planning.errors import InvalidParameter
from toctoc.planning.model import Point
from toctoc.planning.sectors import Unit, cut_sectors, voronoi_cells

GRID = tuple(
    Unit(point=Point(lat_deg=43 + row / 20, lon_deg=column / 20), weight=1.0)
    for row in range(4)
    for column in range(4)
)
GRID_NEIGHBOURS = [
    [
        other
        for other in range(16)
        if abs(other // 4 - unit // 4) + abs(other % 4 - unit % 4) == 1
    ]
    for unit in range(16)
]


def is_whole(sector_of, neighbours, sector):
    members = {i for i, own in enumerate(sector_of) if own == sector}
    reached, frontier = set(), list(members)[:1]
    while frontier:
        i = frontier.pop()
        if i not in reached:
            reached.add(i)
            frontier += [j for j in neighbours[i] if j in members]
    return bool(members) and reached == members


def test_a_square_of_sixteen_is_cut_in_its_four_quarters():
    cut = cut_sectors(GRID, 4, neighbours=GRID_NEIGHBOURS)
    quarters = [cut.sector_of[i] for i in (0, 1, 4, 5)]
    assert quarters == [quarters[0]] * 4
    assert cut.weights == pytest.approx((4, 4, 4, 4))
    assert cut.imbalance_ratio == pytest.approx(0)


def test_sectors_are_numbered_from_west_to_east():
    cut = cut_sectors(GRID, 2, neighbours=GRID_NEIGHBOURS)
    west = {cut.sector_of[i] for i in range(16) if i % 4 == 0}
    assert west == {0} or len(west) == 2  # cut from north to south, else by latitude


units = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 300), st.integers(0, 50)),
    min_size=3, max_size=14, unique_by=lambda unit: unit[:2],
)  # fmt: skip


@given(units, st.integers(1, 3))
def test_every_sector_is_in_one_piece_whatever_the_territory(places, sectors):
    given_units = [
        Unit(point=Point(lat_deg=43 + y / 1_000, lon_deg=x / 1_000), weight=weight)
        for x, y, weight in places
    ]
    cut = cut_sectors(given_units, sectors)
    neighbours = [
        cell.neighbours for cell in voronoi_cells([unit.point for unit in given_units])
    ]
    assert all(is_whole(cut.sector_of, neighbours, sector) for sector in range(sectors))
    assert sum(cut.weights) == pytest.approx(sum(unit.weight for unit in given_units))
    assert cut == cut_sectors(given_units, sectors)


def test_units_nobody_lives_in_are_dealt_out_too():
    deserted = [Unit(point=unit.point, weight=0.0) for unit in GRID]
    cut = cut_sectors(deserted, 4, neighbours=GRID_NEIGHBOURS)
    assert set(cut.sector_of) == {0, 1, 2, 3}


@pytest.mark.parametrize("sectors", [0, 17])
def test_an_impossible_number_of_sectors_is_refused(sectors):
    with pytest.raises(InvalidParameter):
        cut_sectors(GRID, sectors)


def test_a_territory_in_two_pieces_is_refused():
    apart = [[1], [0], []]
    with pytest.raises(InvalidParameter) as refused:
        cut_sectors(GRID[:3], 1, neighbours=apart)
    assert refused.value.name == "neighbours"


def test_a_negative_weight_is_refused():
    with pytest.raises(InvalidParameter):
        Unit(point=GRID[0].point, weight=-1)
