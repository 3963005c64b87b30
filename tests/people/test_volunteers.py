"""Volunteers' files: opening, changing, the law's limits, and what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from tests.factories import NOW, CommuneFactory, OrganisationFactory, VolunteerFactory
from toctoc.people.enums import Need, Travel
from toctoc.people.errors import (
    AccountTaken,
    ForeignPiece,
    HoursOutsideLaw,
    InvalidMission,
    MissingName,
    NameTaken,
    NotAllowed,
)
from toctoc.people.models import Volunteer
from toctoc.people.operations import VolunteerFields, create_volunteer, update_volunteer
from toctoc.people.queries import Place, get_volunteer, list_volunteers


@pytest.fixture
def fields(programme):
    return VolunteerFields(
        name="Noa Essai",
        organisation=programme.organisations.first(),
        mission_starts_on=date(2026, 12, 1),
        mission_ends_on=date(2027, 6, 30),
        base_label="Mairie",
        base_commune=programme.communes.get(),
    )


@pytest.fixture
def create(cast, fields):
    def create_with(by="coordinator", **changes):
        return create_volunteer(
            cast.programme, by=cast[by], now=NOW, fields=replace(fields, **changes)
        )

    return create_with


def test_file_is_created_whole_and_read_back(cast, create, fields):
    changes = {
        "base_place": Place(43.36, -0.25),
        "phone": "+33612345678",
        "adult_on": date(2027, 3, 1),
        "weekly_hours": 35,
        "travel": Travel.BICYCLE,
        "skills": (Need.EQUIPMENT,),
        "account": cast["partner"],
    }
    volunteer = get_volunteer(cast.programme, create(**changes).pk)
    assert VolunteerFields.of(volunteer) == replace(fields, **changes)


def test_base_without_a_point_is_the_centre_of_its_commune(create, fields):
    volunteer = create()
    place = (volunteer.base_lat_deg, volunteer.base_lon_deg)
    assert place == (fields.base_commune.lat_deg, fields.base_commune.lon_deg)


@pytest.mark.parametrize(
    ("changes", "limit", "is_minor"),
    [
        ({"weekly_hours": 49}, 48, False),
        ({"weekly_hours": 0}, 48, False),
        ({"weekly_hours": 36, "adult_on": date(2027, 3, 1)}, 35, True),
    ],
)
def test_hours_outside_the_law_are_refused(create, changes, limit, is_minor):
    with pytest.raises(HoursOutsideLaw) as caught:
        create(**changes)
    assert (caught.value.limit, caught.value.is_minor) == (limit, is_minor)


def test_adult_from_the_first_day_may_give_the_hours_of_an_adult(create):
    assert create(weekly_hours=48, adult_on=date(2026, 12, 1)).weekly_hours == 48


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"name": " "}, MissingName),
        ({"name": "Alix Essai"}, NameTaken),
        ({"mission_ends_on": date(2026, 11, 30)}, InvalidMission),
    ],
)
def test_impossible_file_is_refused(create, changes, error):
    with pytest.raises(error):
        create(**changes)
    assert Volunteer.objects.count() == 1


def test_pieces_of_another_programme_are_refused(cast, create):
    pieces = {
        "organisation": OrganisationFactory(programme=cast.elsewhere),
        "base_commune": CommuneFactory(code_insee="40001", name="Aire-sur-l’Adour"),
        "account": cast["volunteer_elsewhere"],
    }
    for name, piece in pieces.items():
        with pytest.raises(ForeignPiece) as caught:
            create(**{name: piece})
        assert caught.value.piece == piece


def test_account_of_another_volunteer_is_refused(cast, create):
    with pytest.raises(AccountTaken):
        create(account=cast["volunteer"])


def test_update_keeps_its_own_name_and_account(cast):
    volunteer = get_volunteer(cast.programme, cast.volunteer.pk)
    fields = replace(VolunteerFields.of(volunteer), weekly_hours=35)
    update_volunteer(volunteer, by=cast["admin"], now=NOW, fields=fields)
    assert get_volunteer(cast.programme, volunteer.pk).weekly_hours == 35


@pytest.mark.parametrize(
    "part", ["agent", "volunteer", "partner", "observer", "coordinator_elsewhere", "nobody"]
)
def test_who_may_not_keep_the_team(create, part):
    with pytest.raises(NotAllowed):
        create(by=part)


def test_list_leaves_out_missions_that_are_over(cast):
    VolunteerFactory(
        programme=cast.programme, name="Ancien", mission_ends_on=date(2026, 11, 29)
    )
    names = [
        volunteer.name
        for volunteer in list_volunteers(cast.programme, on_mission_from=NOW.date())
    ]
    assert names == ["Alix Essai"]
