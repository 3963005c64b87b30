"""The national directory, against a real server that answers in its format."""

import socket

import pytest

from tests.territory.gateways.national_server import national_server
from toctoc.territory.errors import DirectoryUnreachable, UnknownTerritory
from toctoc.territory.files import MAX_BYTES, read_files
from toctoc.territory.gateways import Epci, NationalDirectory, find_directory


def test_intercommunality_is_found_by_name():
    with national_server() as server:
        found = NationalDirectory(server.url).find_epcis("  d’essai ")
    assert found == [Epci("200900001", "CC d’Essai")]
    assert server.asked == [
        ("/epcis", {"nom": ["d’essai"], "fields": ["nom,code"], "limit": ["10"]})
    ]


def test_intercommunality_is_found_by_siren_written_with_spaces():
    with national_server() as server:
        found = NationalDirectory(server.url).find_epcis("200 900 002")
    assert [one.name for one in found] == ["CC d’Ailleurs"]
    assert server.asked[0][1]["code"] == ["200900002"]


def test_answer_that_is_no_list_of_intercommunalities_is_garbage():
    with national_server("object") as server, pytest.raises(DirectoryUnreachable) as caught:
        NationalDirectory(server.url).find_epcis("essai")
    assert caught.value.data["reason"] == "garbage"


def test_nothing_typed_asks_nothing():
    with national_server() as server:
        assert NationalDirectory(server.url).find_epcis(" ") == []
    assert server.asked == []


def test_communes_are_answered_as_a_file_that_reads_like_another():
    with national_server() as server:
        source = NationalDirectory(server.url + "/").fetch_communes("200900001")
    reading = read_files([source])
    row = reading.rows[0]
    assert reading.notices == ()
    assert (row.code, row.name, row.postcode, row.population) == (
        "64901",
        "Aubépine",
        "64990",
        120,
    )
    assert (row.epci_code, row.epci_name, row.area_km2) == ("200900001", "CC d’Essai", 5.505)
    assert row.geometry is not None
    assert server.asked[0][1]["geometry"] == ["contour"]


def test_unknown_intercommunality_is_told_from_a_failure():
    with national_server() as server, pytest.raises(UnknownTerritory) as caught:
        NationalDirectory(server.url).fetch_communes("999999999")
    assert caught.value.data == {"siren": "999999999"}


@pytest.mark.parametrize("siren", ["../regions", "20090000", "200900001/x", ""])
def test_what_is_no_siren_is_asked_nowhere(siren):
    with national_server() as server, pytest.raises(UnknownTerritory):
        NationalDirectory(server.url).fetch_communes(siren)
    assert server.asked == []


@pytest.mark.parametrize(
    ("mood", "reason"),
    [
        ("500", "HTTP 500"),
        ("redirect", "HTTP 302"),
        ("garbage", "garbage"),
        ("slow", "timed out"),
    ],
)
def test_directory_that_misbehaves_is_unreachable(mood, reason):
    timeout_s = 0.2 if mood == "slow" else 20
    with national_server(mood) as server, pytest.raises(DirectoryUnreachable) as caught:
        NationalDirectory(server.url, timeout_s=timeout_s).find_epcis("essai")
    assert caught.value.data["reason"] == reason
    assert len(server.asked) == 1


def test_answer_cut_short_is_no_answer():
    with national_server("cut") as server, pytest.raises(DirectoryUnreachable):
        NationalDirectory(server.url, timeout_s=20).fetch_communes("200900001")


def test_answer_too_large_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr("toctoc.territory.gateways.national.MAX_BYTES", 10)
    with national_server() as server, pytest.raises(DirectoryUnreachable) as caught:
        NationalDirectory(server.url).fetch_communes("200900001")
    assert caught.value.data["reason"] == "too large"
    assert MAX_BYTES > 10


def test_garbage_instead_of_communes_is_said_as_of_any_file():
    with national_server("garbage") as server:
        source = NationalDirectory(server.url).fetch_communes("200900001")
    assert [each.kind.name for each in read_files([source]).notices] == ["WEB_PAGE"]


def test_nobody_listening_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(DirectoryUnreachable):
        NationalDirectory(f"http://127.0.0.1:{port}").find_epcis("essai")


def test_only_the_web_is_asked():
    with pytest.raises(DirectoryUnreachable) as caught:
        NationalDirectory("file:///etc").find_epcis("essai")
    assert caught.value.data["reason"] == "scheme"


def test_no_directory_unless_the_settings_name_one(settings):
    assert find_directory() is None
    settings.COMMUNES_API_URL = "https://communes.invalid"
    assert find_directory().base_url == "https://communes.invalid"
