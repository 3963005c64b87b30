"""The readers of environment variables refuse what they do not understand."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from toctoc.config.environment import (
    database_from_url,
    env_bool,
    env_list,
    env_secret,
    env_text,
    mailer_from_url,
)


def test_unset_variable_has_its_default(monkeypatch):
    monkeypatch.delenv("TOCTOC_DATA", raising=False)
    assert env_text("TOCTOC_DATA") == "var"


def test_variable_outside_the_table_is_refused():
    with pytest.raises(KeyError):
        env_text("TOCTOC_UNHEARD_OF")


@pytest.mark.parametrize(("typed", "meant"), [("yes", True), ("No", False)])
def test_switch_is_read(monkeypatch, typed, meant):
    monkeypatch.setenv("TOCTOC_HTTPS", typed)
    assert env_bool("TOCTOC_HTTPS") is meant


def test_switch_with_a_typo_is_refused(monkeypatch):
    monkeypatch.setenv("TOCTOC_HTTPS", "true")
    with pytest.raises(ImproperlyConfigured, match="TOCTOC_HTTPS must be yes or no"):
        env_bool("TOCTOC_HTTPS")


def test_list_loses_blanks(monkeypatch):
    monkeypatch.setenv("TOCTOC_HOSTS", "a.example, b.example,")
    assert env_list("TOCTOC_HOSTS") == ["a.example", "b.example"]


def test_secret_is_read_from_its_file_first(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("from the file\n", encoding="utf-8")
    monkeypatch.setenv("TOCTOC_SECRET_KEY", "from the variable")
    monkeypatch.setenv("TOCTOC_SECRET_KEY_FILE", str(tmp_path / "secret"))
    assert env_secret("TOCTOC_SECRET_KEY") == "from the file"


def test_no_database_url_means_sqlite_in_the_data_folder():
    database = database_from_url("", Path("var"))
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == Path("var/toctoc.sqlite3")
    assert "synchronous=NORMAL" in database["OPTIONS"]["init_command"]


def test_postgres_url_is_taken_apart():
    url = "postgres://le%40a:mot%2Fde@db.example:5433/toctoc?sslmode=require"
    database = database_from_url(url, Path("var"))
    asked = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    assert [database[key] for key in asked] == [
        "toctoc",
        "le@a",
        "mot/de",
        "db.example",
        "5433",
        {"sslmode": "require"},
    ]


def test_other_database_is_refused():
    with pytest.raises(ImproperlyConfigured, match="postgres://"):
        database_from_url("mysql://a@b/c", Path("var"))


def test_no_email_url_writes_to_the_log():
    assert mailer_from_url("")["BACKEND"].endswith("console.EmailBackend")


@pytest.mark.parametrize(
    ("url", "port", "use_tls", "use_ssl"),
    [
        ("smtp://relay.example", 587, False, False),
        ("smtp://a:b@relay.example", 587, True, False),
        ("smtps://a:b@relay.example", 465, False, True),
        ("smtps://a:b@relay.example:466", 466, False, True),
    ],
)
def test_email_url_decides_encryption(url, port, use_tls, use_ssl):
    options = mailer_from_url(url)["OPTIONS"]
    assert (options["port"], options["use_tls"], options["use_ssl"]) == (port, use_tls, use_ssl)


def test_other_mailer_is_refused():
    with pytest.raises(ImproperlyConfigured, match="smtp://"):
        mailer_from_url("http://mail.example")
