"""What people read about settings says what the code reads."""

from pathlib import Path

from toctoc.config.documentation import environment_example, settings_page
from toctoc.config.environment import TABLE

ROOT = Path(__file__).resolve().parents[2]


def test_settings_page_is_written_from_the_table():
    assert (ROOT / "docs/settings.md").read_text(encoding="utf-8") == settings_page()


def test_environment_example_is_written_from_the_table():
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == environment_example()


def test_every_variable_has_its_row():
    rows = [line for line in settings_page().splitlines() if line.startswith("| `TOCTOC_")]
    assert [row.split("`")[1] for row in rows] == [variable.name for variable in TABLE]
