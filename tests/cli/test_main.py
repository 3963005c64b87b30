"""The `toctoc` command: what goes wrong is told in one line, with the right exit status."""

import subprocess
import sys

import pytest

from toctoc.cli.__main__ import COMMANDS, main


def run_toctoc(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "toctoc.cli", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


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


def test_season_needs_no_database_settings():
    ended = run_toctoc("season", "bench", "/nowhere")
    assert (ended.returncode, ended.stderr) == (1, "toctoc: /nowhere: no such folder\n")
