"""Numbers the season commands take, checked before anything starts."""

import argparse


def a_count(typed: str) -> int:
    """Read how many there are: one at least.

    >>> a_count("30")
    30
    """
    return _whole(typed, least=1)


def a_seed(typed: str) -> int:
    """Read a seed, or another number from 0 up."""
    return _whole(typed, least=0)


def some_jobs(typed: str) -> int:
    """Read a number of processes; -1: one a core."""
    return -1 if typed == "-1" else a_count(typed)


def _whole(typed: str, *, least: int) -> int:
    try:
        value = int(typed)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{typed!r} n’est pas un nombre entier") from error
    if value < least:
        raise argparse.ArgumentTypeError(f"{value} : {least} au moins")
    return value
