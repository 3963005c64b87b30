"""`toctoc sectors`: a territory cut in sectors, from a file of contours, without a database."""

from toctoc.cli.sectors.command import add_parser

__all__ = ["add_parser"]
