"""What a file may hold, as cleaned values: the argument of the operations beside.

`ResidentFields.of(resident)` with `dataclasses.replace` changes one thing of an existing file.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Self

from toctoc.common.half_days import HalfDays
from toctoc.people.enums import Channel, Equipment, Need, PointSource, Travel
from toctoc.people.models import Account, Organisation, Relative, Resident, Volunteer
from toctoc.people.queries import Place
from toctoc.territory.models import Commune


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeFields:
    """A relative, neighbour or proxy; phone is E.164."""

    name: str
    link: str = ""
    phone: str = ""
    email: str = ""
    is_proxy: bool = False

    @classmethod
    def of(cls, relative: Relative) -> Self:
        return cls(
            name=relative.name,
            link=relative.link,
            phone=relative.phone,
            email=relative.email,
            is_proxy=relative.is_proxy,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentFields:
    """A resident's file; phones are E.164.

    `channel` None: the best one that the rest allows. `place` None: the commune's centre.
    `point_source` says where a place comes from, `ban_id` which address of the base it is.
    """

    last_name: str
    commune: Commune
    first_name: str = ""
    landline: str = ""
    mobile: str = ""
    email: str = ""
    channel: Channel | None = None
    house_number: str = ""
    street: str = ""
    place: Place | None = None
    point_source: PointSource = PointSource.MAP
    ban_id: str = ""
    access_note: str = ""
    two_people_only: bool = False
    half_days: HalfDays = field(default_factory=HalfDays.whole_week)
    equipment: tuple[Equipment, ...] = ()
    relatives: tuple[RelativeFields, ...] = ()

    @classmethod
    def of(cls, resident: Resident) -> Self:
        """Return what a file holds now; the relatives in one query unless prefetched."""
        is_placed = resident.point_source != PointSource.COMMUNE
        return cls(
            last_name=resident.last_name,
            first_name=resident.first_name,
            commune=resident.commune,
            landline=resident.landline,
            mobile=resident.mobile,
            email=resident.email,
            channel=Channel(resident.channel),
            house_number=resident.house_number,
            street=resident.street,
            place=Place(resident.lat_deg, resident.lon_deg) if is_placed else None,
            point_source=PointSource(resident.point_source),
            ban_id=resident.ban_id,
            access_note=resident.access_note,
            two_people_only=resident.two_people_only,
            half_days=resident.half_days,
            equipment=tuple(Equipment(each) for each in resident.equipment),
            relatives=tuple(RelativeFields.of(each) for each in resident.relatives.all()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerFields:
    """A volunteer's file. `base_place` None: the commune's centre."""

    name: str
    organisation: Organisation
    mission_starts_on: date
    mission_ends_on: date
    base_label: str
    base_commune: Commune
    base_place: Place | None = None
    phone: str = ""
    adult_on: date | None = None
    weekly_hours: int = 28
    travel: Travel = Travel.CAR
    skills: tuple[Need, ...] = tuple(Need)
    account: Account | None = None

    @classmethod
    def of(cls, volunteer: Volunteer) -> Self:
        """Return what a file holds now; no query where get_volunteer read it."""
        return cls(
            name=volunteer.name,
            organisation=volunteer.organisation,
            mission_starts_on=volunteer.mission_starts_on,
            mission_ends_on=volunteer.mission_ends_on,
            base_label=volunteer.base_label,
            base_commune=volunteer.base_commune,
            base_place=Place(volunteer.base_lat_deg, volunteer.base_lon_deg),
            phone=volunteer.phone,
            adult_on=volunteer.adult_on,
            weekly_hours=volunteer.weekly_hours,
            travel=Travel(volunteer.travel),
            skills=tuple(Need(each) for each in volunteer.skills),
            account=volunteer.account,
        )
