"""Every template is shown by someone; a variable nobody set fails the test that shows it."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.utils import get_app_template_dirs

from tests.architecture.sources import (
    TEMPLATES,
    expect_none,
    python_files,
    template_files,
    text_of,
    tree_of,
)

BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
IN_TEMPLATE = re.compile(r"""{%-?\s*(?:extends|include)\s+["']([\w/.-]+)["']""")
IN_PYTHON = re.compile(r"([\w/.-]+\.html)(?:#[\w-]+)?")


def named_in_template(text: str) -> set[str]:
    return set(IN_TEMPLATE.findall(text))


def named_in_python(tree: ast.Module) -> set[str]:
    texts = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {match[1] for text in texts if (match := IN_PYTHON.fullmatch(text))}


def overridden() -> set[str]:
    """Return the templates of installed packages: ours of the same name take their place."""
    folders = [Path(folder) for folder in get_app_template_dirs("templates")]
    others = [folder for folder in folders if folder != TEMPLATES]
    return {str(path.relative_to(one)) for one in others for path in one.rglob("*.html")}


def unused(names: Iterable[str], used: set[str]) -> Iterator[str]:
    return (f"{name}: shown by nobody" for name in names if name not in used)


def test_every_template_is_shown_by_someone():
    used = BY_DJANGO | overridden()
    for path in python_files("src"):
        used |= named_in_python(tree_of(path))
    for path in template_files():
        used |= named_in_template(text_of(path))
    ours = [str(path.relative_to(TEMPLATES)) for path in template_files()]
    expect_none(unused(ours, used))


def test_every_template_named_exists():
    known = {str(path.relative_to(TEMPLATES)) for path in template_files()} | overridden()
    named = {name for path in template_files() for name in named_in_template(text_of(path))}
    web = python_files("src/toctoc/web")
    named |= {name for path in web for name in named_in_python(tree_of(path))}
    expect_none(f"{name}: named, does not exist" for name in named - known)


def test_unused_template_is_seen():
    text = '{% extends "base.html" %}{% include "call/offers.html" with a=1 %}'
    tree = ast.parse('render(request, "call/show.html#offer-list")')
    used = named_in_template(text) | named_in_python(tree)
    names = ["base.html", "call/offers.html", "call/show.html", "call/old.html"]
    assert list(unused(names, used)) == ["call/old.html: shown by nobody"]


def test_undefined_variable_fails():
    with pytest.raises(pytest.fail.Exception, match="nobody"):
        Template("{{ nobody }}").render(Context())
