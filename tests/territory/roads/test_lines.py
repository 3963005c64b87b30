"""Encoded polylines, and lines thinned for drawing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toctoc.territory.roads.lines import decode_line, encode_line, thin_line

spots = st.tuples(st.integers(-9_000_000, 9_000_000), st.integers(-18_000_000, 18_000_000))


@given(st.lists(spots, max_size=30))
def test_a_line_survives_writing_and_reading(cells):
    line = [(lat / 1e5, lon / 1e5) for lat, lon in cells]
    assert decode_line(encode_line(line)) == line


def test_the_example_of_the_format_is_read_and_written():
    line = [(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)]
    assert encode_line(line) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@"
    assert decode_line("_p~iF~ps|U_ulLnnqC_mqNvxq`@") == line


@pytest.mark.parametrize("cut", ["_p~iF", "_p~iF~ps|", "~"])
def test_a_line_cut_short_is_refused(cut):
    with pytest.raises(ValueError, match=r"."):
        decode_line(cut)


def test_bends_are_kept_and_points_between_them_are_not():
    straight = [(43.3, -0.3 + 0.001 * k) for k in range(20)]
    bend = [(43.3 + 0.001 * k, -0.281) for k in range(1, 20)]
    assert thin_line([*straight, *bend]) == [straight[0], straight[-1], bend[-1]]


@pytest.mark.parametrize("line", [[], [(43.3, -0.3)], [(43.3, -0.3), (43.4, -0.3)]])
def test_short_lines_stay_as_they_are(line):
    assert thin_line(line) == line


def test_a_loop_back_to_where_it_began_keeps_its_farthest_point():
    home, far = (43.3, -0.3), (43.4, -0.3)
    assert thin_line([home, far, home]) == [home, far, home]
