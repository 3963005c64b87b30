"""The `toctoc` command: what goes wrong is told in one line, with the right exit status."""

import os
import subprocess
import sys

import pytest
from django.db import OperationalError

from toctoc.cli.__main__ import COMMANDS, main
from toctoc.cli.demo import command
from toctoc.people.errors import MissingName


def run_toctoc(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "toctoc.cli", *words],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_help_lists_every_command(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    shown = capsys.readouterr().out
    assert ended.value.code == 0
    assert [name for name in COMMANDS if f"\n    {name} " not in shown] == []


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "toctoc: "),
        (["inconnue"], "toctoc: "),
        (["demo", "--port", "0"], "toctoc demo: argument --port: '0' n’est pas un port"),
        (["demo", "--port", "x"], "toctoc demo: argument --port: 'x' n’est pas un port"),
        (["demo", "--host", "0.0.0.0"], "toctoc demo: argument --host: la démonstration"),  # noqa: S104 -- refused
        (["demo", "--host", "exemple.fr"], "toctoc demo: argument --host: la démonstration"),
    ],
)
def test_misuse_is_told_in_one_line_with_status_2(words, complaint, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    told = capsys.readouterr().err
    assert (ended.value.code, told.count("\n")) == (2, 1)
    assert told.startswith(complaint)


def test_failure_is_told_in_one_line_with_status_1(tmp_path):
    (tmp_path / "notes.txt").write_text("à moi")
    ended = run_toctoc("demo", "--port", "1", "--data", str(tmp_path / "notes.txt"))
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)
    assert ended.stderr.startswith("toctoc: ")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (MissingName(field="last_name"), "toctoc: MissingName: field=last_name\n"),
        (OperationalError("no such table:\n  people"), "toctoc: no such table: people\n"),
        (PermissionError(13, "Permission denied"), "toctoc: [Errno 13] Permission denied\n"),
    ],
)
def test_whatever_a_command_raises_is_told_in_one_line(error, told, monkeypatch, capsys):
    def fail(*_words):
        raise error

    monkeypatch.setattr(command, "check_port", fail)
    assert (main(["demo"]), capsys.readouterr().err) == (1, told)


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        (
            {"TOCTOC_DATABASE_URL": "mysql://a/b"},
            "TOCTOC_DATABASE_URL must start with postgres://",
        ),
        ({"TOCTOC_DEBUG": "maybe"}, "TOCTOC_DEBUG must be yes or no, not 'maybe'"),
        ({"TOCTOC_DATABASE_URL": ""}, "no such table: territory_programme"),  # not migrated yet
    ],
)
def test_wrong_setting_or_empty_database_is_told_in_one_line(setting, told, tmp_path):
    settings = {
        "DJANGO_SETTINGS_MODULE": "toctoc.config.settings_test",
        "TOCTOC_DATA": str(tmp_path),
        **setting,
    }
    ended = run_toctoc("tour", "2026-12-08", **settings)
    assert (ended.returncode, ended.stderr) == (1, f"toctoc: {told}\n")


def test_season_needs_no_database_settings():
    ended = run_toctoc("season", "bench", "/nowhere")
    assert (ended.returncode, ended.stderr) == (1, "toctoc: /nowhere: no such folder\n")
