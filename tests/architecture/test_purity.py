"""The core computes and the faces show: neither reaches for what the other layers are for."""

import ast
import sys
from collections.abc import Iterator

from tests.architecture.sources import expect_none, name_of, python_files, tree_of

CORE_MAY_IMPORT = {"numpy", "numba", "pyvrp", "highspy", "joblib"}
FACES = ("web", "dav", "api", "cli", "reports")
WRITES = {
    "save",
    "create",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, f"{'.' * node.level}{node.module or ''}"


def foreign_imports(name: str, tree: ast.Module) -> Iterator[str]:
    """An allow-list: a list of what is forbidden forgets, this one does not."""
    for line, module in imported(tree):
        root = module.split(".")[0]
        is_own = module == "toctoc.planning" or module.startswith("toctoc.planning.")
        if not (is_own or root in CORE_MAY_IMPORT or root in sys.stdlib_module_names):
            yield f"{name}:{line} imports {module}"


def rows_written(name: str, tree: ast.Module) -> Iterator[str]:
    """Find calls that write rows; `update` on a dict takes a mapping, on rows keywords."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = node.func.attr
            updates_rows = called == "update" and node.keywords and not node.args
            if called in WRITES or updates_rows:
                yield f"{name}:{node.lineno} .{called}("


def test_core_imports_only_what_is_allowed():
    core = python_files("src/toctoc/planning")
    found = (line for path in core for line in foreign_imports(name_of(path), tree_of(path)))
    expect_none(found)


def test_faces_write_only_through_operations():
    faces = python_files(*(f"src/toctoc/{face}" for face in FACES))
    found = (line for path in faces for line in rows_written(name_of(path), tree_of(path)))
    expect_none(found)


def test_foreign_import_is_seen_wherever_it_hides():
    source = "import numpy as np, pandas\nfrom toctoc.planning.model import Stop\nimport math\n"
    hidden = "def f():\n    from toctoc.common import names\n"
    found = list(foreign_imports("a.py", ast.parse(source + hidden)))
    assert found == ["a.py:1 imports pandas", "a.py:5 imports toctoc.common"]


def test_row_written_in_a_face_is_seen_and_a_dict_is_not():
    source = "visit.save()\ncontext.update({'a': 1})\nvisits.filter(pk=1).update(status='done')"
    found = list(rows_written("a.py", ast.parse(source)))
    assert found == ["a.py:1 .save(", "a.py:3 .update("]
