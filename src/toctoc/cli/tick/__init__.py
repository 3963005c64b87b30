"""`toctoc tick`: starts what is due at its hour; cron or a loop calls it."""

from toctoc.cli.tick.command import add_parser

__all__ = ["add_parser"]
