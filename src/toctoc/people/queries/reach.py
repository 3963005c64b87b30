"""Which channels reach a person, and where they lead: one rule for forms, screens, writes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from toctoc.common.phone import can_receive_sms
from toctoc.people.enums import Channel
from toctoc.people.models import Relative, Resident

# What a channel is lacking where it leads nowhere; a phone number may be either.
NEEDED: Mapping[Channel, str] = MappingProxyType(
    {
        Channel.PHONE: "landline",
        Channel.SMS: "mobile",
        Channel.EMAIL: "email",
        Channel.LETTER: "street",
        Channel.RELATIVE: "relatives",
    }
)


class Contact(Protocol):
    """What a file, stored or still typed, holds of how to reach somebody; phones are E.164."""

    @property
    def landline(self) -> str: ...

    @property
    def mobile(self) -> str: ...

    @property
    def email(self) -> str: ...

    @property
    def street(self) -> str: ...


class ReachableRelative(Protocol):
    """A relative, stored or still typed."""

    @property
    def phone(self) -> str: ...

    @property
    def email(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Way:
    """A channel that reaches the person, and where it leads."""

    channel: Channel
    numbers: tuple[str, ...] = ()  # E.164, the one to ring first in front
    text: str = ""  # an e-mail address or the lines of a letter
    relative: Relative | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """How a person is told: `ways` that lead somewhere, the chosen channel's first."""

    chosen: Channel
    ways: tuple[Way, ...]

    @property
    def channels(self) -> tuple[Channel, ...]:
        return tuple(way.channel for way in self.ways)

    @property
    def first(self) -> Way | None:
        """The way to take: the chosen one where it leads somewhere."""
        return self.ways[0] if self.ways else None


def list_channels(
    contact: Contact, relatives: Iterable[ReachableRelative]
) -> tuple[Channel, ...]:
    """Return the channels that reach somebody, in the order of the list; no query."""
    means = {
        Channel.PHONE: contact.landline or contact.mobile,
        Channel.SMS: can_receive_sms(contact.mobile),
        Channel.EMAIL: contact.email,
        Channel.LETTER: contact.street.strip(),
        Channel.RELATIVE: any(one.phone or one.email for one in relatives),
    }
    return tuple(channel for channel in Channel if means[channel])


def find_reach(resident: Resident) -> Reach:
    """Return how to tell a person something; one query, none where relatives are prefetched."""
    relatives = list(resident.relatives.all())
    chosen = Channel(resident.channel)
    channels = list_channels(resident, relatives)
    in_order = sorted(channels, key=lambda channel: channel != chosen)
    return Reach(chosen, tuple(_way(channel, resident, relatives) for channel in in_order))


def _way(channel: Channel, resident: Resident, relatives: list[Relative]) -> Way:
    match channel:
        case Channel.PHONE:
            numbers = tuple(one for one in (resident.landline, resident.mobile) if one)
            return Way(channel, numbers)
        case Channel.SMS:
            return Way(channel, (resident.mobile,))
        case Channel.EMAIL:
            return Way(channel, text=resident.email)
        case Channel.LETTER:
            return Way(channel, text=f"{resident.street_line}, {resident.commune}")
    relative = next(one for one in relatives if one.phone or one.email)
    numbers = (relative.phone,) if relative.phone else ()
    return Way(channel, numbers, relative.email, relative)
