"""Modules say what they are for, functions others call their rule, arrays their shape."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from tests.architecture.sources import (
    Function,
    expect_none,
    name_of,
    python_files,
    tree_of,
)

MODULE_LINES = 6
ARRAY = re.compile(r"\b(?:NDArray|ndarray)\b")


def only_reexports(tree: ast.Module) -> bool:
    """Tell whether a module only imports and lists names, as an `__init__` does."""
    return all(isinstance(node, ast.Import | ast.ImportFrom | ast.Assign) for node in tree.body)


def silent_modules(name: str, tree: ast.Module) -> Iterator[str]:
    docstring = ast.get_docstring(tree)
    if docstring is None:
        if not (PurePath(name).name == "__init__.py" and only_reexports(tree)):
            yield f"{name}: no docstring"
    elif (lines := docstring.count("\n") + 1) > MODULE_LINES and name.startswith("src/"):
        yield f"{name}: docstring of {lines} lines, {MODULE_LINES} at most"


def must_explain(name: str) -> bool:
    """Tell whether others call the module's functions: the core, reads and writes."""
    parts = PurePath(name).with_suffix("").parts
    return bool({"planning", "queries", "operations"}.intersection(parts[2:]))


def public_functions(tree: ast.Module) -> Iterator[Function]:
    for node in tree.body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            yield node


def silent_functions(name: str, tree: ast.Module) -> Iterator[str]:
    for function in public_functions(tree):
        if not ast.get_docstring(function):
            yield f"{name}:{function.lineno} {function.name}: no docstring"


def array_names(trees: Iterable[ast.Module]) -> re.Pattern[str]:
    """Return what matches an array's annotation: NumPy's names, and the core's own for them."""
    names = [
        target.id
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.Assign) and ARRAY.search(ast.unparse(node.value))
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    aliases = [
        node.name.id
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.TypeAlias) and ARRAY.search(ast.unparse(node.value))
    ]
    return re.compile(rf"\b(?:{'|'.join(['NDArray', 'ndarray', *names, *aliases])})\b")


def shapeless_arrays(name: str, tree: ast.Module, array: re.Pattern[str]) -> Iterator[str]:
    for function in public_functions(tree):
        docstring = ast.get_docstring(function)
        arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        noted = [one.annotation for one in arguments if one.annotation]
        takes_array = any(array.search(ast.unparse(annotation)) for annotation in noted)
        if takes_array and docstring is not None and "shape" not in docstring:
            yield f"{name}:{function.lineno} {function.name}: shape of its arrays not said"


def test_every_module_says_what_it_is_for():
    found = (
        line for path in python_files() for line in silent_modules(name_of(path), tree_of(path))
    )
    expect_none(found)


def test_every_function_others_call_is_explained():
    called = [path for path in python_files("src") if must_explain(name_of(path))]
    found = (line for path in called for line in silent_functions(name_of(path), tree_of(path)))
    expect_none(found)


def test_every_array_parameter_has_its_shape_said():
    core = python_files("src/toctoc/planning")
    array = array_names([tree_of(path) for path in core])
    expect_none(
        line for path in core for line in shapeless_arrays(name_of(path), tree_of(path), array)
    )


def test_silent_module_is_seen_and_reexports_are_let_pass():
    assert list(silent_modules("src/a.py", ast.parse("import os"))) == [
        "src/a.py: no docstring"
    ]
    assert (
        list(silent_modules("src/a/__init__.py", ast.parse("from a import b\n__all__ = ['b']")))
        == []
    )
    assert list(silent_modules("src/a/__init__.py", ast.parse("def f(): ..."))) != []


def test_talkative_module_is_seen():
    tree = ast.parse('"""' + "\n".join("abcdefg") + '"""')
    assert list(silent_modules("src/a.py", tree)) == [
        "src/a.py: docstring of 7 lines, 6 at most"
    ]


def test_silent_function_is_seen():
    tree = ast.parse("def f(): ...\ndef _g(): ...\ndef h():\n    'Say.'")
    assert list(silent_functions("a.py", tree)) == ["a.py:1 f: no docstring"]
    assert must_explain("src/toctoc/agenda/queries.py")
    assert must_explain("src/toctoc/dispatch/operations/booking.py")
    assert not must_explain("src/toctoc/agenda/permissions.py")


def test_array_without_shape_is_seen():
    tree = ast.parse(
        "type Ints = NDArray[np.int64]\n"
        "Flags = np.ndarray\n"
        "def f(d_m: Ints):\n    'Say.'\n"
        "def g(d_m: NDArray[np.float64]):\n    'Of shape (n,).'\n"
        "def h(is_far: Flags):\n    'Say.'\n"
        "def i(day: DayArrays):\n    'Say.'\n"
    )
    found = list(shapeless_arrays("a.py", tree, array_names([tree])))
    assert [line.split(":")[1] for line in found] == ["3 f", "7 h"]
