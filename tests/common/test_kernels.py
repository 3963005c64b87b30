"""Compiled kernels are kept apart for each version of the core's sources."""

import os
from pathlib import Path

import pytest

from toctoc.common import kernels


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "one.py").write_text("a = 1\n", encoding="utf-8")
    monkeypatch.setattr(kernels, "PLANNING", tmp_path / "core")
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    return tmp_path


def kept_in(folder, monkeypatch) -> Path:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    kernels.keep_kernels(folder)
    return Path(os.environ["NUMBA_CACHE_DIR"])


def test_kernels_of_changed_sources_go_to_another_folder(folder, monkeypatch):
    before = kept_in(folder, monkeypatch)
    assert before.parent == folder
    assert kept_in(folder, monkeypatch) == before
    (folder / "core" / "one.py").write_text("a = 2\n", encoding="utf-8")
    assert kept_in(folder, monkeypatch) != before


def test_kernels_folder_of_the_environment_is_left_alone(folder, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", "elsewhere")
    kernels.keep_kernels(folder)
    assert os.environ["NUMBA_CACHE_DIR"] == "elsewhere"
