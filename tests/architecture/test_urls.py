"""Every URL has a name people can guess, a gate, and a test that mentions it."""

import re
from collections.abc import Iterable, Iterator, Mapping

from tests.addresses import gates
from tests.architecture.sources import expect_none, python_files, text_of
from toctoc.people.enums import Action

# Open without a role in a programme: the front door, the accessibility statement, signing in;
# the phone's page holds nothing of anybody (web/views/phone.py);
# setting a programme up has a gate of its own (`founders_only`, tests/web/test_setup.py), one's
# own calendars are an account's (tests/web/test_calendars.py).
PUBLIC = re.compile(
    r"home|accessibility|design|account_\w+|asking:ask-place|setup:[a-z-]+|calendars:[a-z-]+"
    r"|phone:[a-z-]+"
)
NAME = re.compile(r"account_\w+|[a-z]+(?:-[a-z]+)*|[a-z]+:[a-z]+(?:-[a-z]+)+")


def untested(names: Iterable[str], sources: Mapping[str, str]) -> Iterator[str]:
    """Find names no test mentions, whole or, in a test of its area, without the area."""
    quoted = {
        file: set(re.findall(r"""["']([\w:-]+)["']""", text)) for file, text in sources.items()
    }
    whole = set().union(*quoted.values())
    for name in names:
        area, _, bare = name.partition(":")
        own = (found for file, found in quoted.items() if file.startswith(f"test_{area}"))
        if name not in whole and not any(bare in found for found in own):
            yield f"{name}: in no test"


def test_every_url_inside_a_programme_has_a_gate():
    open_doors = [name for name, needed in gates().items() if needed is None]
    expect_none(name for name in open_doors if not PUBLIC.fullmatch(name))


def test_every_url_is_named_area_verb_noun():
    expect_none(name for name in gates() if not NAME.fullmatch(name))


def test_every_url_is_in_a_test():
    tests = [path for path in python_files("tests") if "architecture" not in path.parts]
    expect_none(untested(gates(), {path.name: text_of(path) for path in tests}))


def test_url_in_no_test_is_seen():
    sources = {
        "test_week.py": "reverse('agenda:show-week', args=[slug])  # agenda:move-visit",
        "test_call_people.py": "url_of('start-file')",
        "test_agenda.py": "url_of('choose-resident')",
    }
    names = ["agenda:show-week", "agenda:move-visit", "call:start-file", "call:choose-resident"]
    found = list(untested(names, sources))
    assert found == ["agenda:move-visit: in no test", "call:choose-resident: in no test"]


def test_gate_is_read_from_each_url():
    assert gates()["agenda:show-week"] == (Action.SEE_AGENDA,)
    assert gates()["account_login"] is None
