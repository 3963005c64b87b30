"""A check is silenced only for a reason that stands beside it, in words."""

import io
import re
import tokenize
from collections.abc import Iterator

from tests.architecture.sources import ROOT, expect_none, name_of, python_files, text_of

SCRIPTS = [ROOT / "tools" / name for name in ("postgres", "screenshots", "test")]
# what opens a suppression, and the only form in which it is accepted
FORMS = (
    (re.compile(r"#\s*noqa"), re.compile(r"# noqa: [A-Z]+\d+(, [A-Z]+\d+)* -- \S.+")),
    (re.compile(r"#\s*ruff:"), re.compile(r"# ruff: noqa: [A-Z]+\d+(, [A-Z]+\d+)* -- \S.+")),
    (re.compile(r"#\s*type:"), re.compile(r"# type: ignore\[[\w-]+(, ?[\w-]+)*\]  # \S.+")),
    (re.compile(r"#\s*pragma:"), re.compile(r"# pragma: no (cover|branch) -- \S.+")),
    (re.compile(r"#\s*pylint:|#\s*nosec"), re.compile(r"(?!)")),
)
# an import inside a function hides a dependency from the reader: only for these reasons
LATE_IMPORTS = ("slow import", "optional package", "settings first", "apps first")


def comments(source: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def unreasoned(name: str, source: str) -> Iterator[str]:
    for line, comment in comments(source):
        for opening, accepted in FORMS:
            if (found := opening.search(comment)) and not accepted.match(
                comment, found.start()
            ):
                yield f"{name}:{line} {comment}"


def late_imports(name: str, source: str) -> Iterator[str]:
    for line, comment in comments(source):
        _, is_late, reason = comment.partition("PLC0415 -- ")
        if is_late and reason not in LATE_IMPORTS:
            yield f"{name}:{line} {reason}: not one of {', '.join(LATE_IMPORTS)}"


def test_every_suppression_says_why():
    paths = [*python_files(), *(path for path in SCRIPTS if path.exists())]
    found = (line for path in paths for line in unreasoned(name_of(path), text_of(path)))
    expect_none(found)


def test_late_imports_have_one_of_the_known_reasons():
    found = (
        line for path in python_files() for line in late_imports(name_of(path), text_of(path))
    )
    expect_none(found)


def test_suppression_without_reason_is_seen():
    noqa, types = "# no" + "qa", "# ty" + "pe: ignore"
    source = (
        f"a = 1  {noqa}\n"
        f"b = 1  {noqa}: E501\n"
        f"c = 1  {noqa}: E501 -- a table reads better whole\n"
        f"d = 1  {types}\n"
        f"e = 1  {types}[misc]\n"
        f"f = 1  {types}[misc]  # no types there\n"
        f"g = '{noqa}'\n"
    )
    assert [line.split(" ")[0] for line in unreasoned("a.py", source)] == [
        "a.py:1",
        "a.py:2",
        "a.py:4",
        "a.py:5",
    ]


def test_late_import_for_another_reason_is_seen():
    source = "import a  # noqa: PLC0415 -- slow import\nimport b  # noqa: PLC0415 -- a cycle\n"
    assert [line.split(" ")[0] for line in late_imports("a.py", source)] == ["a.py:2"]
