"""Residents' files: finding, opening, changing, and what is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories import (
    NOW,
    CommuneFactory,
    RelativeFactory,
    ResidentFactory,
)
from toctoc.common.credentials import Credential
from toctoc.common.half_days import HalfDays
from toctoc.people.enums import Action, Channel, Equipment, PointSource
from toctoc.people.errors import (
    CredentialInNote,
    ForeignPiece,
    MissingName,
    NotAllowed,
    UnreachableChannel,
)
from toctoc.people.models import Relative, Resident
from toctoc.people.operations import (
    RelativeFields,
    ResidentFields,
    create_resident,
    note_contact,
    update_resident,
)
from toctoc.people.queries import Place, get_resident, place_in_commune, search_residents

DAUGHTER = RelativeFields(name="Solange", link="fille", phone="+33600000002")


@pytest.fixture
def fields(programme):
    return ResidentFields(
        last_name="Lafictive",
        first_name="Odette",
        commune=programme.communes.get(),
        landline="+33559334610",
    )


@pytest.fixture
def create(cast, fields):
    def create_with(by="agent", **changes):
        return create_resident(
            cast.programme, by=cast[by], now=NOW, fields=replace(fields, **changes)
        )

    return create_with


def test_file_is_created_whole_and_read_back(programme, create, fields):
    whole = replace(
        fields,
        mobile="+33612345678",
        email="odette@exemple.invalid",
        channel=Channel.SMS,
        house_number="12 bis",
        street="chemin des Crêtes",
        place=Place(43.36, -0.25),
        access_note="Portail 1234A",
        two_people_only=True,
        half_days=HalfDays.from_text("1000000000"),
        equipment=(Equipment.TABLET, Equipment.BOX),
        relatives=(DAUGHTER,),
    )
    changes = {name: getattr(whole, name) for name in ResidentFields.__dataclass_fields__}
    created = create(**changes)
    read = get_resident(programme, created.pk)
    assert ResidentFields.of(read) == whole
    assert (read.created_at, read.last_contact_at) == (NOW, NOW)
    assert read.point_source == PointSource.MAP


def test_home_without_a_point_stands_at_the_centre_of_its_commune(create, fields):
    resident = create()
    assert (resident.lat_deg, resident.lon_deg) == place_in_commune(fields.commune)
    assert resident.point_source == PointSource.COMMUNE
    assert ResidentFields.of(resident).place is None


@pytest.mark.parametrize(
    ("changes", "channel"),
    [
        ({}, Channel.PHONE),
        ({"landline": "", "email": "o@exemple.invalid"}, Channel.EMAIL),
        ({"landline": "", "relatives": (DAUGHTER,), "street": "Bourg"}, Channel.RELATIVE),
        ({"landline": "", "street": "Bourg"}, Channel.LETTER),
    ],
)
def test_channel_left_open_is_the_best_one(create, changes, channel):
    assert create(**changes).channel == channel


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"channel": Channel.PHONE, "landline": ""}, "landline"),
        ({"channel": Channel.SMS, "mobile": ""}, "mobile"),
        ({"channel": Channel.SMS, "mobile": "+33559334610"}, "mobile"),
        ({"channel": Channel.EMAIL}, "email"),
        ({"channel": Channel.LETTER}, "street"),
        ({"channel": Channel.RELATIVE}, "relatives"),
        (
            {"channel": Channel.RELATIVE, "relatives": (RelativeFields(name="Solange"),)},
            "relatives",
        ),
        ({"landline": ""}, "street"),
    ],
)
def test_channel_that_reaches_nobody_is_refused(create, changes, missing):
    with pytest.raises(UnreachableChannel) as caught:
        create(**changes)
    assert caught.value.missing == missing
    assert not Resident.objects.exists()


def test_file_without_a_name_is_refused(create):
    with pytest.raises(MissingName):
        create(last_name=" ")


def test_commune_of_another_territory_is_refused(create):
    with pytest.raises(ForeignPiece):
        create(commune=CommuneFactory(code_insee="40001", name="Aire-sur-l’Adour"))


def test_note_that_holds_a_password_is_refused(create):
    with pytest.raises(CredentialInNote) as caught:
        create(access_note="mdp : Soleil64")
    assert caught.value.data == {"kind": Credential.PASSWORD, "field": "access_note"}
    assert not Resident.objects.exists()


@pytest.mark.parametrize(
    ("part", "allowed"),
    [
        ("agent", True),
        ("coordinator", True),
        ("volunteer", False),
        ("partner", False),
        ("observer", False),
        ("admin", False),
        ("agent_elsewhere", False),
        ("nobody", False),
    ],
)
def test_who_may_open_a_file(create, part, allowed):
    if allowed:
        assert create(by=part).pk
        return
    with pytest.raises(NotAllowed) as caught:
        create(by=part)
    assert caught.value.action == Action.EDIT_RESIDENTS


def test_update_replaces_and_keeps_relatives_that_did_not_change(cast, create, fields):
    son = RelativeFields(name="Paul", link="fils", phone="+33600000003")
    resident = create(relatives=(DAUGHTER, son))
    kept = Relative.objects.get(name="Solange").pk
    changed = replace(fields, last_name="Nouveau", relatives=(DAUGHTER,))
    later = NOW + timedelta(days=30)
    update_resident(resident, by=cast["agent"], now=later, fields=changed)
    resident = get_resident(cast.programme, resident.pk)
    assert (resident.last_name, resident.name_folded) == ("Nouveau", "NOUVEAU ODETTE")
    assert [relative.pk for relative in resident.relatives.all()] == [kept]
    assert resident.last_contact_at == NOW


def test_contact_is_noted_and_never_goes_back(create):
    resident = create()
    note_contact(resident, at=NOW + timedelta(days=1))
    note_contact(resident, at=NOW - timedelta(days=1))
    resident.refresh_from_db()
    assert resident.last_contact_at == NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", True),
        ("lafic", True),
        ("odette lafictive", True),
        ("Laphictive", True),
        ("morlaas", True),
        ("lafictive morlaàs", True),
        ("lafictive pau", False),
        ("05 59 00", True),
        ("+33 5 59 00 00 01", True),
        ("00 33 (0)5 59 00", True),
        ("06 00 00 00 02", True),
        ("06 11", False),
        ("123", False),
    ],
)
def test_search_finds_by_name_sound_commune_and_phone(programme, text, found):
    resident = ResidentFactory(programme=programme)
    RelativeFactory(resident=resident)
    assert list(search_residents(programme, text)) == ([resident] if found else [])


def test_search_and_get_stay_inside_the_programme(cast):
    resident = ResidentFactory(programme=cast.programme)
    assert not search_residents(cast.elsewhere, "lafictive").exists()
    with pytest.raises(Resident.DoesNotExist):
        get_resident(cast.elsewhere, resident.pk)
