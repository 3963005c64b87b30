"""`toctoc addresses`: importing the national address base, finding an address in it."""

from toctoc.cli.addresses.command import add_parser

__all__ = ["add_parser"]
