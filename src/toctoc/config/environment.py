"""The environment variables Toctoc reads: one table, strict readers, no surprises.

`docs/settings.md` is written from TABLE (`make settings-doc`), and a test compares them.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its name, kind, default and meaning."""

    name: str
    kind: str
    default: str
    meaning: str


TABLE = (
    Variable(
        "TOCTOC_SECRET_KEY", "secret", "",
        "Signs sessions and links. Required outside demo and debug.",
    ),
    Variable(
        "TOCTOC_FIELD_KEYS", "secret", "",
        "Keys of encrypted columns, newest first, comma-separated. Required likewise.",
    ),
    Variable(
        "TOCTOC_DATA", "path", "var",
        "Folder for the embedded database and whatever the process writes.",
    ),
    Variable(
        "TOCTOC_DATABASE_URL", "url", "",
        "postgres://user:password@host:port/name. Empty: SQLite in the data folder.",
    ),
    Variable(
        "TOCTOC_HOSTS", "list", "localhost,127.0.0.1",
        "Host names served.",
    ),
    Variable(
        "TOCTOC_HTTPS", "bool", "yes",
        "Cookies only over HTTPS, HSTS, redirect to HTTPS.",
    ),
    Variable(
        "TOCTOC_DEBUG", "bool", "no",
        "Developer pages and error details. Never in production.",
    ),
    Variable(
        "TOCTOC_DEMO", "bool", "no",
        "Made-up data and open accounts; listens on loopback only.",
    ),
    Variable(
        "TOCTOC_TILE_URL", "text", "",
        "Background map tiles, such as https://…/{z}/{x}/{y}.png. Empty: none are fetched.",
    ),
    Variable(
        "TOCTOC_COMMUNES_API", "url", "",
        "Directory of communes to set programmes up from: https://geo.api.gouv.fr, or what "
        "answers like it. Empty: none is asked, files are used.",
    ),
    Variable(
        "TOCTOC_GEOCODER_URL", "url", "",
        "Geocoder asked for addresses while they are typed, in addok's format: "
        "https://data.geopf.fr/geocodage/search. It is sent the text of the address only. "
        "Empty: none is asked, the imported index answers.",
    ),
    Variable(
        "TOCTOC_GEOCODER_TIMEOUT_MS", "int", "800",
        "How long it may take; then the imported index answers.",
    ),
    Variable(
        "TOCTOC_ROADS", "text", "",
        "What road distances are asked of: model (none, great circles), valhalla (tiles of "
        "`toctoc roads build`), or an address: osrm+https://…, valhalla+https://…, "
        "openrouteservice+https://…. It is sent points only. Empty: the tiles where they were "
        "built, else none.",
    ),
    Variable(
        "TOCTOC_ROADS_KEY", "secret", "",
        "Key the road engine asks for (openrouteservice).",
    ),
    Variable(
        "TOCTOC_ROADS_TIMEOUT_S", "int", "30",
        "How long it may take for one answer; computed in the background, nobody waits.",
    ),
    Variable(
        "TOCTOC_EMAIL_URL", "url", "",
        "smtp://user:password@host:port. Empty: messages are written to the log.",
    ),
    Variable(
        "TOCTOC_EMAIL_FROM", "text", "toctoc@localhost",
        "Sender of e-mails.",
    ),
)  # fmt: skip
_BY_NAME: Mapping[str, Variable] = {variable.name: variable for variable in TABLE}


def env_text(name: str) -> str:
    """Return a variable of the table or its default."""
    return os.environ.get(name, _BY_NAME[name].default)


def env_bool(name: str) -> bool:
    """Read yes/no; anything else is refused, since a typo must not switch security off."""
    value = env_text(name).lower()
    if value not in {"yes", "no"}:
        message = f"{name} must be yes or no, not {value!r}"
        raise ImproperlyConfigured(message)
    return value == "yes"


def env_int(name: str) -> int:
    """Read a positive whole number; anything else is refused."""
    value = env_text(name)
    if not value.isdecimal() or int(value) == 0:
        message = f"{name} must be a whole number from 1, not {value!r}"
        raise ImproperlyConfigured(message)
    return int(value)


def env_list(name: str) -> list[str]:
    return [part.strip() for part in env_text(name).split(",") if part.strip()]


def env_secret(name: str) -> str:
    """Read a secret from the variable or from the file named by NAME_FILE."""
    file = os.environ.get(f"{name}_FILE")
    return Path(file).read_text(encoding="utf-8").strip() if file else env_text(name)


def database_from_url(url: str, data: Path) -> dict[str, object]:
    """Return Django's DATABASES entry: PostgreSQL from its URL, else SQLite in WAL mode."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "toctoc.sqlite3",
            "OPTIONS": {
                # IMMEDIATE: a writer waits at BEGIN instead of failing at its first write.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # Safe with the write-ahead log, which `common.write_ahead` sees to.
                "init_command": "PRAGMA synchronous=NORMAL;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        message = "TOCTOC_DATABASE_URL must start with postgres://"
        raise ImproperlyConfigured(message)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def mailer_from_url(url: str) -> dict[str, object]:
    """Return an entry of Django's MAILERS: SMTP (smtps: TLS from the start), else the log."""
    if not url:
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"}:
        message = "TOCTOC_EMAIL_URL must start with smtp:// or smtps://"
        raise ImproperlyConfigured(message)
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname or "localhost",
            "port": parts.port or (465 if parts.scheme == "smtps" else 587),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": parts.scheme == "smtp" and bool(parts.username),
            "use_ssl": parts.scheme == "smtps",
        },
    }
