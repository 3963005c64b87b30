"""`toctoc territory`: communes from official files, and programmes over them."""

from toctoc.cli.territory.command import add_parser

__all__ = ["add_parser"]
