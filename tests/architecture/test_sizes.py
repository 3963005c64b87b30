"""Nothing grows past what can be read in one go (limits: CONTRIBUTING.md)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import (
    ROOT,
    Function,
    expect_none,
    functions,
    name_of,
    python_files,
    template_files,
    text_of,
    tree_of,
)

FILE_LINES = 400
CONFTEST_LINES = 250
TEMPLATE_LINES = 150
FUNCTION_LINES = 50
TEST_LINES = 40
PARAMETERS = 6
PUBLIC_METHODS = 15


def docstring_lines(node: ast.AST) -> int:
    first = node.body[0] if node.body else None
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return first.end_lineno - first.lineno + 1 if is_docstring else 0


def long_functions(name: str, tree: ast.Module) -> Iterator[str]:
    for function in functions(tree):
        lines = function.end_lineno - function.lineno + 1 - docstring_lines(function)
        is_test = Path(name).name.startswith("test_") and function.name.startswith("test_")
        if lines > (TEST_LINES if is_test else FUNCTION_LINES):
            yield f"{name}:{function.lineno} {function.name}: {lines} lines"


def parameters(function: Function) -> int:
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    starred = (arguments.vararg, arguments.kwarg)
    return sum(one.arg not in {"self", "cls"} for one in named) + sum(map(bool, starred))


def greedy_functions(name: str, tree: ast.Module) -> Iterator[str]:
    for function in functions(tree):
        if (count := parameters(function)) > PARAMETERS:
            yield f"{name}:{function.lineno} {function.name}: {count} parameters"


def crowded_classes(name: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            methods = [item for item in node.body if isinstance(item, Function)]
            public = [method.name for method in methods if not method.name.startswith("_")]
            if len(public) > PUBLIC_METHODS:
                yield f"{name}:{node.lineno} {node.name}: {len(public)} public methods"


def long_files(paths: list[Path], limit: int) -> Iterator[str]:
    for path in paths:
        if (lines := text_of(path).count("\n")) > limit:
            yield f"{name_of(path)}: {lines} lines"


def test_no_file_is_too_long():
    front = [*(ROOT / "frontend").rglob("*.js"), *(ROOT / "frontend").rglob("*.css")]
    expect_none(long_files([*python_files(), *front], FILE_LINES))


def test_no_conftest_is_too_long():
    conftests = [path for path in python_files("tests") if path.name == "conftest.py"]
    expect_none(long_files(conftests, CONFTEST_LINES))


def test_no_template_is_too_long():
    expect_none(long_files(template_files(), TEMPLATE_LINES))


@pytest.mark.parametrize("check", [long_functions, greedy_functions, crowded_classes])
def test_no_function_or_class_is_too_large(check):
    found = (line for path in python_files() for line in check(name_of(path), tree_of(path)))
    expect_none(found)


def test_long_function_is_seen_and_its_docstring_forgiven():
    body = "\n".join(["    x = 1"] * FUNCTION_LINES)
    tree = ast.parse(
        f'def long():\n    """Say."""\n{body}\ndef short():\n    """A.\n{body}"""\n'
    )
    assert list(long_functions("a.py", tree)) == [f"a.py:1 long: {FUNCTION_LINES + 1} lines"]


def test_long_test_is_seen_sooner():
    body = "\n".join(["    x = 1"] * TEST_LINES)
    tree = ast.parse(f"def test_long():\n{body}\n")
    assert list(long_functions("test_a.py", tree)) == ["test_a.py:1 test_long: 41 lines"]


def test_seventh_parameter_is_seen():
    tree = ast.parse(
        "def f(self, a, b, /, c, *, d, e, f, **g): ...\ndef g(a, b, c, d, e, f): ..."
    )
    assert list(greedy_functions("a.py", tree)) == ["a.py:1 f: 7 parameters"]


def test_sixteenth_public_method_is_seen():
    methods = "\n".join(f"    def m{n}(self): ..." for n in range(16))
    tree = ast.parse(f"class Crowd:\n    def _m(self): ...\n{methods}")
    assert list(crowded_classes("a.py", tree)) == ["a.py:1 Crowd: 16 public methods"]
