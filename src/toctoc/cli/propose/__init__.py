"""`toctoc propose`: the offers of the call screen, for a home and a need."""

from toctoc.cli.propose.command import add_parser

__all__ = ["add_parser"]
