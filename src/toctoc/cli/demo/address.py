"""Where the demo may listen: a free port of this very machine.

Its accounts are open to whoever reaches it, so nobody else may.
"""

import argparse
import socket
from contextlib import closing
from errno import EADDRINUSE
from ipaddress import ip_address

from toctoc.cli.errors import CommandFailed

LOCALHOST = "127.0.0.1"
PORTS = range(1, 65_536)


def loopback(text: str) -> str:
    """Read --host: an address of this machine that no other can reach."""
    if text == "localhost":
        return LOCALHOST
    try:
        is_loopback = ip_address(text).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        message = f"la démonstration ne s’ouvre que sur cette machine ({LOCALHOST})"
        raise argparse.ArgumentTypeError(message)
    return text


def port_number(text: str) -> int:
    """Read --port."""
    if not text.isdecimal() or int(text) not in PORTS:
        message = f"{text!r} n’est pas un port (1 à {PORTS[-1]})"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def check_port(host: str, port: int) -> None:
    """Refuse a port already in use, before any work is done. Raises CommandFailed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            if error.errno != EADDRINUSE:
                raise
            message = f"le port {port} est déjà pris : choisissez-en un autre avec --port."
            raise CommandFailed(message) from error


def address_of(host: str, port: int) -> str:
    """Return host and port as URLs and gunicorn write them."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
