"""What can go wrong about people."""

from toctoc.common.errors import ToctocError


class NotAllowed(ToctocError):
    """The person's roles in this programme do not grant the action. Data: `action`."""


class MissionOver(ToctocError):
    """The volunteer's mission does not cover the day. Data: `volunteer`, `day`."""


class UnreachableChannel(ToctocError):
    """The chosen channel cannot reach the person. Data: `channel`, `missing`."""
