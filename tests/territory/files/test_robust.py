"""Whatever a file holds, it is read or refused in words: reading never breaks."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.territory.files.village_files import HEADER
from toctoc.territory.files import SourceFile, read_files, say

NUMBERS = st.integers() | st.floats()
PLAIN = st.none() | st.booleans() | NUMBERS | st.text(max_size=12)
ANYTHING = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["code", "nom", "type", "coordinates"]), inner)
    ),
    max_leaves=12,
)
PROPERTIES = st.fixed_dictionaries(
    {},
    optional={
        name: ANYTHING | st.sampled_from(["64901", "1901", 64901])
        for name in (
            *("code", "nom", "population", "codesPostaux", "codeEpci", "epci", "surface"),
            *("centre", "contour", "anciensCodes", "chefLieu", "type", "lat", "lon"),
        )
    },
)
GEOMETRY = ANYTHING | st.fixed_dictionaries(
    {
        "type": st.sampled_from(["Polygon", "MultiPolygon", "Point"]),
        "coordinates": st.recursive(
            NUMBERS, lambda inner: st.lists(inner, max_size=5), max_leaves=30
        ),
    }
)
FEATURE = st.fixed_dictionaries(
    {"type": st.just("Feature"), "properties": PROPERTIES | ANYTHING, "geometry": GEOMETRY}
)


def read_and_say(content):
    """Read a file and say all there is to say of it."""
    reading = read_files([SourceFile("fichier", content)])
    assert all(say(notice) for notice in reading.notices)
    assert reading.rows or reading.formers or reading.notices


@settings(deadline=None, max_examples=60)
@given(st.binary(min_size=1, max_size=200))
def test_any_bytes_are_read_or_refused(content):
    read_and_say(content)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_table_is_read_or_refused(lines):
    read_and_say("\n".join([HEADER, *lines]).encode("utf-8", errors="replace"))


@settings(deadline=None, max_examples=60)
@given(st.lists(FEATURE | ANYTHING, max_size=4), ANYTHING)
def test_any_geojson_is_read_or_refused(features, crs):
    content = {"type": "FeatureCollection", "features": features, "crs": crs}
    read_and_say(json.dumps(content).encode())


@settings(deadline=None, max_examples=60)
@given(st.lists(PROPERTIES, max_size=4))
def test_any_answer_of_the_national_api_is_read_or_refused(communes):
    read_and_say(json.dumps(communes).encode())
