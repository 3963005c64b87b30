"""`toctoc roads`: roads built from OpenStreetMap, drives between points, what is known."""

from toctoc.cli.roads.command import add_parser

__all__ = ["add_parser"]
