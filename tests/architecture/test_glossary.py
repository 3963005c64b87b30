"""One word per idea: every model, and every state people read, stands in the glossary."""

import re
from collections.abc import Iterable, Iterator

from django.apps import apps

from tests.architecture.sources import ROOT, expect_none, ladder, text_of

GLOSSARY = ROOT / "docs" / "glossary.md"
# | French word | `Identifier` | meaning |
ROW = re.compile(r"^\| [^|]+ \| (`[^|]+`) \| [^|]+ \|$", re.MULTILINE)


def unlisted(names: Iterable[str], text: str) -> Iterator[str]:
    listed = {name for cell in ROW.findall(text) for name in re.findall(r"`(\w+)`", cell)}
    return (f"{name}: not in docs/glossary.md" for name in names if name not in listed)


def test_every_model_is_in_the_glossary():
    own = {name for rung in ladder() for name in rung}
    models = [model for model in apps.get_models() if model._meta.app_label in own]
    expect_none(unlisted((model.__name__ for model in models), text_of(GLOSSARY)))


def test_unlisted_model_is_seen():
    text = "| mot | identifier | meaning |\n|---|---|---|\n| visite | `Visit` | at a home |\n"
    assert list(unlisted(["Visit", "Tour"], text)) == ["Tour: not in docs/glossary.md"]
