"""What people read goes through gettext, whose source language is French."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.template.base import Lexer, TokenType

from tests.architecture.sources import (
    TEMPLATES,
    expect_none,
    name_of,
    python_files,
    template_files,
    text_of,
    tree_of,
)

WORD = re.compile(r"[^\W\d_]{2,}")
HOLE = "\ue000"  # stands for a template tag or variable
NAMES = {"Toctoc", "km", "Alt", "geo", "min"}  # the same in every language
READ_ATTRIBUTES = {"alt", "aria-label", "aria-description", "placeholder", "title", "label"}
TOLD_PROPS = "action|caption|context_label|label|list_label|note|open_label|text|title"
FIRST_IS_TOLD = re.compile(r"""^(?:button|badge)\s+(["'])(?P<text>.*?)\1""")
PROP_IS_TOLD = re.compile(rf"""\b(?:{TOLD_PROPS})=(["'])(?P<text>.*?)\1""")
COMPONENTS = re.compile(
    r"^(?:alert|badge|button|combobox|dialog|empty_state|field|map|offer|sector_badge|table)\b"
)
TOLD_KEYWORDS = {"label", "help_text", "empty_label", "title", "caption"}
FRENCH = re.compile(r"[àâçéèêëîïôùûœÀÂÇÉÈÊËÎÏÔÙÛŒ«»]|\w’\w")


def told(text: str) -> bool:
    """Tell whether a text holds words for people, beyond names and units."""
    return any(word not in NAMES for word in WORD.findall(text))


class ReadTexts(HTMLParser):
    """Collects what a reader or a screen reader gets from a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.texts += [value for name, value in attrs if value and name in READ_ATTRIBUTES]

    def handle_data(self, data):
        self.texts.append(data)


def literal_texts(source: str) -> Iterator[str]:
    """Yield the texts of a template that stand outside translation tags and comments."""
    html, closing = "", ""
    for token in Lexer(source).tokenize():
        if closing:
            closing = "" if token.contents.startswith(closing) else closing
        elif token.token_type == TokenType.TEXT:
            html += token.contents
        elif token.token_type == TokenType.BLOCK:
            html += HOLE
            opening = token.contents.split()[0]
            if opening in {"blocktranslate", "comment"}:
                closing = f"end{opening}"
            elif token.contents == "block body_class":  # CSS classes, read by nobody
                closing = "endblock"
            if COMPONENTS.match(token.contents):
                yield from told_by_component(token.contents)
        else:
            html += HOLE
    yield from ReadTexts(html).texts


def told_by_component(contents: str) -> Iterator[str]:
    found = [FIRST_IS_TOLD.search(contents), *PROP_IS_TOLD.finditer(contents)]
    yield from (match["text"] for match in found if match)


def untranslated_in_template(name: str, source: str) -> Iterator[str]:
    for text in literal_texts(source):
        if told(text):
            yield f"{name}: {' '.join(text.split())}"


def marked(tree: ast.Module) -> set[ast.AST]:
    """Return the nodes inside a call to gettext, under whatever name it was imported."""
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    gettext = (node for node in imports if node.module == "django.utils.translation")
    markers = {alias.asname or alias.name for node in gettext for alias in node.names}
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    inside = (call for call in calls if getattr(call.func, "id", None) in markers)
    return {node for call in inside for node in ast.walk(call)}


def docstrings(tree: ast.Module) -> set[ast.AST]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def untranslated_in_python(name: str, tree: ast.Module) -> Iterator[str]:
    forgiven = marked(tree) | docstrings(tree)
    labels = {
        keyword.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg in TOLD_KEYWORDS
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node not in forgiven
        ):
            is_label = node in labels and told(node.value)
            if is_label or (FRENCH.search(node.value) and told(node.value)):
                yield f"{name}:{node.lineno} {node.value}"


def test_templates_tell_nothing_outside_gettext():
    # the component page shows made-up people, to developers only
    shown = [path for path in template_files() if path.parent != TEMPLATES / "design"]
    found = (
        line
        for path in shown
        for line in untranslated_in_template(name_of(path), text_of(path))
    )
    expect_none(found)


def test_code_tells_nothing_outside_gettext():
    apps = ("web", "dispatch", "agenda", "people", "territory")
    paths = python_files(*(f"src/toctoc/{app}" for app in apps))
    shown = [path for path in paths if path.name != "design.py"]
    found = (
        line for path in shown for line in untranslated_in_python(name_of(path), tree_of(path))
    )
    expect_none(found)


def test_untranslated_text_in_a_template_is_seen():
    source = (
        '<h1>{% translate "Agenda" %}</h1><p{% if a %} class="note"{% endif %}>Bonjour</p>\n'
        '{% blocktranslate %}Dit{% endblocktranslate %}<img alt="Plan"><i>{{ x }} km</i>'
        '{% button "Retenir" %}{% button _("Rendre") title="Vite" %}{% field form.title %}'
    )
    found = [line.partition(": ")[2] for line in untranslated_in_template("a.html", source)]
    assert found == ["Retenir", "Vite", "Bonjour", "Plan"]


def test_untranslated_text_in_code_is_seen():
    source = (
        '"""Écrit pour nous."""\n'
        "from django.utils.translation import gettext_lazy as _\n"
        'label = _("Commune à choisir")\n'
        'message = "Rendez-vous déjà pris"\n'
        'field = CharField(label="Nom", help_text=_("Prénom"))\n'
        'code = "not for people"\n'
    )
    found = list(untranslated_in_python("a.py", ast.parse(source)))
    assert sorted(found) == ["a.py:4 Rendez-vous déjà pris", "a.py:5 Nom"]
