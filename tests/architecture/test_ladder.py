"""Imports, foreign keys and reverse names only go down the ladder; the map follows it."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from django.apps import apps
from django.db import models
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.sources import PACKAGE, ROOT, expect_none, ladder, text_of

MAP = ROOT / "docs" / "map.md"
MAP_ROW = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)


def heights() -> dict[str, int]:
    """Return the height of each package: the lowest rung is 0."""
    return {name: height for height, rung in enumerate(reversed(ladder())) for name in rung}


def relations(model: type[models.Model]) -> Iterator[models.Field]:
    """Return the relations a model declares itself."""
    for field in model._meta.get_fields():
        if field.is_relation and not field.auto_created and field.related_model:
            yield field


def upward(fields: Iterable[models.Field], height: dict[str, int]) -> Iterator[str]:
    for field in fields:
        own, other = field.model._meta, field.related_model._meta
        if height.get(other.app_label, -1) > height[own.app_label]:
            yield f"{own.label}.{field.name} -> {other.label}"


def undocumented(fields: Iterable[models.Field], text: str) -> Iterator[str]:
    """Find reverse names that cross apps, upward dependencies too, and are not on the map."""
    for field in fields:
        own, other = field.model._meta, field.related_model._meta
        crosses = own.app_label != other.app_label and other.app_label in heights()
        if crosses and not field.remote_field.hidden:
            reverse = field.remote_field.get_accessor_name()
            name = f"{other.object_name}.{reverse}"
            if f"`{name}`" not in text:
                yield f"{name} (of {own.label}.{field.name})"


def own_relations() -> list[models.Field]:
    own = [model for model in apps.get_models() if model._meta.app_label in heights()]
    return [field for model in own for field in relations(model)]


def misplaced(listed: list[str], expected: dict[str, int]) -> Iterator[str]:
    """Find packages the map forgot, made up, or shows above one that stands higher."""
    yield from (f"{name}: not on the map" for name in expected.keys() - set(listed))
    yield from (f"{name}: no such package" for name in set(listed) - expected.keys())
    known = [name for name in listed if name in expected]
    for above, below in pairwise(known):
        if expected[above] < expected[below]:
            yield f"{above}: stands above {below}"


def test_import_contracts_hold(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    told = capsys.readouterr().out
    assert status == EXIT_STATUS_SUCCESS, told.partition("Broken contracts")[2] or told


def test_foreign_keys_point_down_the_ladder():
    expect_none(upward(own_relations(), heights()))


def test_reverse_names_across_apps_are_on_the_map():
    expect_none(undocumented(own_relations(), text_of(MAP)))


def test_map_lists_every_package_in_the_order_of_the_ladder():
    existing = {name: height for name, height in heights().items() if (PACKAGE / name).is_dir()}
    expect_none(misplaced(MAP_ROW.findall(text_of(MAP)), existing))


def test_upward_foreign_key_is_seen():
    visit = apps.get_model("agenda.Visit")
    upside_down = {"agenda": 0, "people": 1, "territory": -1}
    found = list(upward([visit._meta.get_field("volunteer")], upside_down))
    assert found == ["agenda.Visit.volunteer -> people.Volunteer"]


def test_reverse_name_missing_from_the_map_is_seen():
    visit = apps.get_model("agenda.Visit")
    found = list(undocumented([visit._meta.get_field("volunteer")], "`Resident.visits`"))
    assert found == ["Volunteer.visits (of agenda.Visit.volunteer)"]


def test_map_out_of_order_is_seen():
    rows = MAP_ROW.findall("| `agenda` | a |\n| `web` | b |\n| `attic` | c |\n")
    found = sorted(misplaced(rows, {"web": 2, "agenda": 1, "people": 0}))
    assert found == [
        "agenda: stands above web",
        "attic: no such package",
        "people: not on the map",
    ]
