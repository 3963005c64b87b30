"""The command itself: where, in which folder, then Django and everything that needs it."""

import argparse
import os
from pathlib import Path

from toctoc.cli.demo.address import LOCALHOST, address_of, check_port, loopback, port_number
from toctoc.cli.demo.folder import demo_environment, open_folder
from toctoc.cli.django_apps import set_up_django


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "demo", help="sert un programme inventé, sur cette machine seulement"
    )
    parser.add_argument("--host", type=loopback, default=LOCALHOST, metavar="ADRESSE")
    parser.add_argument("--port", type=port_number, default=8000, metavar="N")
    parser.add_argument("--data", type=Path, default=Path("var/demo"), metavar="DOSSIER")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve the demo until interrupted; what an earlier run made is not made again."""
    check_port(options.host, options.port)
    open_folder(options.data)
    os.environ |= demo_environment(options.data)
    set_up_django()
    from toctoc.cli.demo.server import serve_demo  # noqa: PLC0415 -- apps first

    serve_demo(address_of(options.host, options.port), options.data)
    return 0
