"""`toctoc tour`: the tours of a day, in the order they are driven."""

from toctoc.cli.tour.command import add_parser

__all__ = ["add_parser"]
