"""What people read about settings is what the code reads."""

import re

from tests.architecture.sources import ROOT, python_files, text_of
from toctoc.config.documentation import environment_example, settings_page
from toctoc.config.environment import TABLE


def test_settings_page_is_the_table():
    assert text_of(ROOT / "docs" / "settings.md") == settings_page()


def test_environment_example_is_the_table():
    assert text_of(ROOT / ".env.example") == environment_example()


def test_every_variable_read_is_in_the_table():
    read = {
        name
        for path in python_files("src")
        for name in re.findall(r"\bTOCTOC_[A-Z_]*[A-Z]\b", text_of(path))
    }
    known = {variable.name for variable in TABLE}
    assert {name.removesuffix("_FILE") for name in read} == known
