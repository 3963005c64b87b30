"""The demo's data folder: recognised by its mark, holding the secrets made on the first run."""

import base64
import secrets
from pathlib import Path

from toctoc.cli.errors import CommandFailed

MARK = "DEMO.txt"
MARK_TEXT = """Données de démonstration de Toctoc : aucune personne d’ici n’existe.
Ce dossier peut être supprimé à tout moment ; `toctoc demo` le remplit à nouveau.
"""
SECRET_KEY = "secret-key"  # noqa: S105 -- the name of a file
FIELD_KEYS = "field-keys"


def open_folder(path: Path) -> None:
    """Make the folder a demo's, or recognise it as one.

    Raises CommandFailed where it holds anything else: the demo writes among no other files.
    """
    if path.exists() and not path.is_dir():
        raise CommandFailed(f"{path} n’est pas un dossier : choisissez-en un avec --data.")
    if path.exists() and any(path.iterdir()) and not (path / MARK).exists():
        raise CommandFailed(
            f"le dossier {path} contient autre chose que la démonstration : "
            "choisissez-en un autre avec --data."
        )
    path.mkdir(parents=True, exist_ok=True)
    (path / MARK).write_text(MARK_TEXT, encoding="utf-8")
    _keep_secret(path / SECRET_KEY, secrets.token_urlsafe(50))
    _keep_secret(path / FIELD_KEYS, base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())


def find_folder(path: Path) -> None:
    """Recognise a demo's folder. Raises CommandFailed where there is none."""
    if not (path / MARK).exists():
        raise CommandFailed(f"{path} n’est pas le dossier d’une démonstration")


def _keep_secret(path: Path, value: str) -> None:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(value, encoding="ascii")


def demo_environment(path: Path) -> dict[str, str]:
    """Return the settings of a demo in this folder, whatever the environment says otherwise.

    Its own database even where another is configured, and no message leaves the machine.
    """
    path = path.resolve()
    return {
        "DJANGO_SETTINGS_MODULE": "toctoc.config.settings",
        "TOCTOC_DEMO": "yes",
        "TOCTOC_DEBUG": "no",
        "TOCTOC_HTTPS": "no",
        "TOCTOC_DATA": str(path),
        "TOCTOC_DATABASE_URL": "",
        "TOCTOC_DATABASE_URL_FILE": "",
        "TOCTOC_EMAIL_URL": "",
        "TOCTOC_EMAIL_URL_FILE": "",
        "TOCTOC_HOSTS": "localhost,127.0.0.1,[::1]",
        "TOCTOC_SECRET_KEY_FILE": str(path / SECRET_KEY),
        "TOCTOC_FIELD_KEYS_FILE": str(path / FIELD_KEYS),
    }
