"""A PostgreSQL cluster that lives as long as a `with` block: own folder, own socket, no port.

PostgreSQL refuses to run as root: there the server runs as the system user postgres. Nothing is
synced to disk, since nothing of it is kept.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

SETTINGS = {
    "listen_addresses": "",  # the socket in the folder is the only door
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}


class PostgresMissing(Exception):
    """No PostgreSQL server, or no system user to run it as, on this machine."""


@contextmanager
def throwaway_postgres() -> Iterator[str]:
    """Start a cluster, yield its TOCTOC_DATABASE_URL, stop and remove it whatever happens.

    Raises PostgresMissing.
    """
    binaries, owner = find_binaries(), find_owner()
    folder = Path(tempfile.mkdtemp(prefix="toctoc-postgres-"))
    try:
        if owner:
            shutil.chown(folder, user=owner, group=owner)
            folder.chmod(0o755)  # the socket must be reachable by who runs the tests
        _start(binaries, folder, owner)
        yield f"postgres://postgres@/toctoc?host={folder}"
    finally:
        _stop(binaries, folder, owner)
        shutil.rmtree(folder, ignore_errors=True)


def find_binaries() -> Path:
    """Return the folder of initdb and pg_ctl: Debian keeps them off the PATH."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(debian, key=lambda path: int(path.parts[-3]), default=None)
    found = newest or shutil.which("initdb")
    if not found:
        raise PostgresMissing("no initdb: install postgresql")
    return Path(found).resolve().parent


def find_owner() -> str | None:
    """Return the user the server must run as; None: whoever runs this."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise PostgresMissing("no system user postgres to run the server as") from None


def _start(binaries: Path, folder: Path, owner: str | None) -> None:
    data, log = folder / "data", folder / "server.log"
    initdb = binaries / "initdb"
    look = ("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
    _run([initdb, "-D", data, "--username=postgres", "--auth=trust", *look], owner)
    options = {**SETTINGS, "unix_socket_directories": str(folder)}
    flags = " ".join(f"-c {name}='{value}'" for name, value in options.items())
    # pg_ctl gives the server a session of its own: Ctrl-C reaches us, and we stop it.
    _run([binaries / "pg_ctl", "-D", data, "-l", log, "-w", "-o", flags, "start"], owner)


def _stop(binaries: Path, folder: Path, owner: str | None) -> None:
    if (folder / "data" / "postmaster.pid").exists():
        _run([binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"], owner)


def _run(command: Sequence[str | Path], owner: str | None) -> None:
    subprocess.run(
        [str(part) for part in command],
        user=owner,
        group=owner,
        extra_groups=[] if owner else None,
        cwd="/",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        stdout=subprocess.DEVNULL,
        check=True,
    )
