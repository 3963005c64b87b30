"""`toctoc demo`: a made-up programme, filled through the real operations, served on loopback.

Everything it writes lies in one data folder, which may be removed at any time.
"""

from toctoc.cli.demo.command import add_parser

__all__ = ["add_parser"]
