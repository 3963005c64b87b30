"""Writes what people read about settings from the table: docs/settings.md and .env.example.

Run from the project's root by `make settings-doc`; a test compares both with the table.
"""

from pathlib import Path

from toctoc.config.environment import TABLE, Variable

KINDS = {
    "int": "a whole number",
    "bool": "`yes` or `no`",
    "list": "words separated by commas",
    "path": "folder",
    "secret": "text, or its file in `…_FILE`",
    "text": "text",
    "url": "URL",
}
INTRODUCTION = """# Settings

Toctoc reads these environment variables and nothing else. Written from the table in
`src/toctoc/config/environment.py` by `make settings-doc`; change it there.

| Variable | Kind | Default | Meaning |
|---|---|---|---|
"""
SECRETS = """
Make the two secrets once, and keep them: without the field key, access notes cannot be read.

```
python -c "import secrets; print(secrets.token_urlsafe(50))"
python -c "import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())"
```

A new field key goes in front of the old ones: the first writes, all of them read.
"""


def settings_page() -> str:
    """Return docs/settings.md."""
    return INTRODUCTION + "".join(_row(variable) for variable in TABLE) + SECRETS


def _row(variable: Variable) -> str:
    default = f"`{variable.default}`" if variable.default else "(none)"
    return f"| `{variable.name}` | {KINDS[variable.kind]} | {default} | {variable.meaning} |\n"


def environment_example() -> str:
    """Return .env.example: every variable with its meaning and default, none of them set."""
    head = "# For systemd's EnvironmentFile= or a container's --env-file; docs/settings.md\n"
    blocks = (f"\n# {one.meaning}\n# {one.name}={one.default}\n" for one in TABLE)
    return head + "".join(blocks)


def main() -> None:
    Path("docs").mkdir(exist_ok=True)
    Path("docs/settings.md").write_text(settings_page(), encoding="utf-8")
    Path(".env.example").write_text(environment_example(), encoding="utf-8")


if __name__ == "__main__":
    main()
