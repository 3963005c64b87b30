"""What can go wrong about people."""

from toctoc.common.errors import ToctocError


class NotAllowed(ToctocError):
    """The person's roles in this programme do not grant the action. Data: `action`."""


class MissionOver(ToctocError):
    """The volunteer's mission does not cover the day. Data: `volunteer`, `day`."""


class UnreachableChannel(ToctocError):
    """The chosen channel cannot reach the person. Data: `channel`, `missing`."""


class MissingName(ToctocError):
    """A file needs a last name. Data: `field`."""


class CredentialInNote(ToctocError):
    """A note seems to hold a password, a card or a national number. Data: `kind`, `field`."""


class InvalidMission(ToctocError):
    """A mission ends before it starts. Data: `starts_on`, `ends_on`."""


class HoursOutsideLaw(ToctocError):
    """More weekly hours than the law lets anyone give. Data: `hours`, `limit`, `is_minor`."""


class NameTaken(ToctocError):
    """Another volunteer of the programme has this name. Data: `name`."""


class AccountTaken(ToctocError):
    """The account is already tied to another volunteer's file. Data: `account`."""


class ForeignPiece(ToctocError):
    """An organisation, account or commune of another programme. Data: `piece`, `programme`."""


class LastAdmin(ToctocError):
    """A programme keeps at least one administrator. Data: `membership`."""


class HasAdmin(ToctocError):
    """A programme's first administrator is appointed once. Data: `programme`."""
