"""One factory a model: the smallest valid object, fixed dates, no side effects."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory

from toctoc.agenda import models as agenda
from toctoc.agenda.enums import AbsenceKind, VisitStatus
from toctoc.agenda.recurrence import first_weekday, weekly_rule
from toctoc.dispatch import models as dispatch
from toctoc.people import models as people
from toctoc.people.enums import Need, OrganisationKind, Role
from toctoc.territory import models as territory

PARIS = ZoneInfo("Europe/Paris")
# A Monday morning without holiday or clock change near: the "now" of most tests.
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=PARIS)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a local moment, for readable tests: at(date(2026, 12, 1), 14, 30)."""
    return datetime.combine(day, time(hour, minute), tzinfo=PARIS)


class CommuneFactory(DjangoModelFactory):
    class Meta:
        model = territory.Commune
        django_get_or_create = ("code_insee",)

    code_insee = "64405"
    name = "Morlaàs"
    postcode = "64160"
    population = 4500
    lat_deg = 43.345
    lon_deg = -0.265
    area_km2 = 13.9


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = territory.Programme
        django_get_or_create = ("slug",)
        skip_postgeneration_save = True

    name = "Nord Est Béarn"
    slug = "nord-est-bearn"
    siren = "200067296"
    service_phone = "+33559000000"
    created_at = NOW

    @factory.post_generation
    def communes(self, create, extracted, **kwargs):
        if create:
            self.communes.set(extracted or [CommuneFactory()])


class PlanningSettingsFactory(DjangoModelFactory):
    class Meta:
        model = dispatch.PlanningSettings
        django_get_or_create = ("programme",)

    programme = factory.SubFactory(ProgrammeFactory)


class SectorPlanFactory(DjangoModelFactory):
    class Meta:
        model = territory.SectorPlan

    programme = factory.SubFactory(ProgrammeFactory)
    name = "Quatre secteurs"
    starts_on = date(2026, 9, 1)


class SectorFactory(DjangoModelFactory):
    class Meta:
        model = territory.Sector

    plan = factory.SubFactory(SectorPlanFactory)
    letter = "A"
    name = "Autour de Morlaàs"


class SectorCommuneFactory(DjangoModelFactory):
    class Meta:
        model = territory.SectorCommune

    sector = factory.SubFactory(SectorFactory)
    plan = factory.SelfAttribute("sector.plan")
    commune = factory.SubFactory(CommuneFactory)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = people.Organisation
        django_get_or_create = ("programme", "name")

    programme = factory.SubFactory(ProgrammeFactory)
    name = "Association d’essai"
    kind = OrganisationKind.ASSOCIATION


class AccountFactory(DjangoModelFactory):
    class Meta:
        model = people.Account

    email = factory.Sequence(lambda n: f"compte{n}@exemple.invalid")
    name = "Camille Essai"


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = people.Membership

    account = factory.SubFactory(AccountFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    organisation = factory.SubFactory(
        OrganisationFactory, programme=factory.SelfAttribute("..programme")
    )
    role = Role.AGENT


class VolunteerFactory(DjangoModelFactory):
    class Meta:
        model = people.Volunteer

    programme = factory.SubFactory(ProgrammeFactory)
    organisation = factory.SubFactory(
        OrganisationFactory, programme=factory.SelfAttribute("..programme")
    )
    name = factory.Sequence(lambda n: f"Volontaire {n}")
    phone = "+33600000001"
    mission_starts_on = date(2026, 10, 1)
    mission_ends_on = date(2027, 6, 30)
    base_label = "Local de Morlaàs"
    base_commune = factory.SubFactory(CommuneFactory)
    base_lat_deg = 43.345
    base_lon_deg = -0.265


class AvailabilityFactory(DjangoModelFactory):
    class Meta:
        model = agenda.Availability

    class Params:
        weekday = 0
        valid_from = None
        until = None

    volunteer = factory.SubFactory(VolunteerFactory)
    rule = factory.LazyAttribute(lambda o: weekly_rule([o.weekday], until=o.until))
    starts_on = factory.LazyAttribute(lambda o: first_weekday(o.weekday, o.valid_from))
    starts_at = time(9)
    ends_at = time(17)


class AbsenceFactory(DjangoModelFactory):
    class Meta:
        model = agenda.Absence

    volunteer = factory.SubFactory(VolunteerFactory)
    starts_at = at(date(2026, 12, 1), 0)
    ends_at = at(date(2026, 12, 2), 0)
    kind = AbsenceKind.LEAVE
    created_by = factory.SubFactory(AccountFactory)


class ResidentFactory(DjangoModelFactory):
    class Meta:
        model = people.Resident

    programme = factory.SubFactory(ProgrammeFactory)
    last_name = "Lafictive"
    first_name = "Odette"
    landline = "+33559000001"
    commune = factory.SubFactory(CommuneFactory)
    lat_deg = 43.36
    lon_deg = -0.25
    created_at = NOW
    last_contact_at = NOW


class RelativeFactory(DjangoModelFactory):
    class Meta:
        model = people.Relative

    resident = factory.SubFactory(ResidentFactory)
    name = "Solange Lafictive"
    link = "fille"
    phone = "+33600000002"


class HelpRequestFactory(DjangoModelFactory):
    class Meta:
        model = agenda.HelpRequest

    programme = factory.SubFactory(ProgrammeFactory)
    resident = factory.SubFactory(
        ResidentFactory, programme=factory.SelfAttribute("..programme")
    )
    need = Need.TECHNICAL
    length_min = 60
    opened_by = factory.SubFactory(AccountFactory)
    opened_at = NOW
    saved_at = NOW


class VisitFactory(DjangoModelFactory):
    """A booked visit on Wednesday 2 December 2026 at 10 h, promised to the half hour."""

    class Meta:
        model = agenda.Visit

    programme = factory.SubFactory(ProgrammeFactory)
    help_request = factory.SubFactory(
        HelpRequestFactory,
        programme=factory.SelfAttribute("..programme"),
        status="booked",
        closed_at=NOW,
    )
    resident = factory.SelfAttribute("help_request.resident")
    volunteer = factory.SubFactory(
        VolunteerFactory, programme=factory.SelfAttribute("..programme")
    )
    need = Need.TECHNICAL
    promised_from = at(date(2026, 12, 2), 10)
    promised_until = at(date(2026, 12, 2), 10, 30)
    starts_at = at(date(2026, 12, 2), 10)
    ends_at = at(date(2026, 12, 2), 11)
    booked_by = factory.SubFactory(AccountFactory)
    booked_at = NOW

    class Params:
        cancelled = factory.Trait(
            status=VisitStatus.CANCELLED, cancelled_at=NOW, cancel_reason="resident"
        )


class VisitEventFactory(DjangoModelFactory):
    class Meta:
        model = agenda.VisitEvent

    visit = factory.SubFactory(VisitFactory)
    kind = "booked"
    at = NOW


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = agenda.Place
        django_get_or_create = ("programme", "name")

    programme = factory.SubFactory(ProgrammeFactory)
    name = "Cyberbase d’essai"
    commune = factory.SubFactory(CommuneFactory)
    address = "1 place Inventée"
    lat_deg = 43.345
    lon_deg = -0.265
    seats = 8


class PlaceOpeningFactory(DjangoModelFactory):
    class Meta:
        model = agenda.PlaceOpening

    place = factory.SubFactory(PlaceFactory)
    weekday = 3
    starts_at = time(9)
    ends_at = time(17)


class SessionFactory(DjangoModelFactory):
    """A workshop on Thursday 3 December 2026 from 14 h to 16 h."""

    class Meta:
        model = agenda.Session

    programme = factory.SubFactory(ProgrammeFactory)
    title = "Premiers pas sur tablette"
    place = factory.SubFactory(PlaceFactory, programme=factory.SelfAttribute("..programme"))
    starts_at = at(date(2026, 12, 3), 14)
    ends_at = at(date(2026, 12, 3), 16)
    created_by = factory.SubFactory(AccountFactory)
    created_at = NOW

    class Params:
        cancelled = factory.Trait(
            status="cancelled", cancelled_at=NOW, cancel_reason="Salle indisponible"
        )


class SessionVolunteerFactory(DjangoModelFactory):
    class Meta:
        model = agenda.SessionVolunteer

    session = factory.SubFactory(SessionFactory)
    volunteer = factory.SubFactory(
        VolunteerFactory, programme=factory.SelfAttribute("..session.programme")
    )
    starts_at = factory.SelfAttribute("session.starts_at")
    ends_at = factory.SelfAttribute("session.ends_at")


class EnrolmentFactory(DjangoModelFactory):
    """Somebody in the first seat; `waiting=True` for the waiting list."""

    class Meta:
        model = agenda.Enrolment

    session = factory.SubFactory(SessionFactory)
    resident = factory.SubFactory(
        ResidentFactory, programme=factory.SelfAttribute("..session.programme")
    )
    status = "enrolled"
    seat = 1
    enrolled_by = factory.SubFactory(AccountFactory)
    enrolled_at = NOW

    class Params:
        waiting = factory.Trait(status="waiting", seat=None)
