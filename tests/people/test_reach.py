"""Which channels reach a person: what the file holds decides, the chosen one comes first."""

import pytest

from tests.factories import RelativeFactory, ResidentFactory
from toctoc.people.enums import Channel
from toctoc.people.models import Resident
from toctoc.people.queries import find_reach, get_resident, list_channels


def contact(**known):
    return Resident(**{"landline": "", "mobile": "", "email": "", "street": "", **known})


@pytest.mark.parametrize(
    ("known", "reaching"),
    [
        ({}, ()),
        ({"landline": "+33559000001"}, (Channel.PHONE,)),
        ({"mobile": "+33639980001"}, (Channel.PHONE, Channel.SMS)),
        ({"email": "odette@exemple.invalid"}, (Channel.EMAIL,)),
        ({"street": "chemin des Crêtes"}, (Channel.LETTER,)),
        ({"street": "  "}, ()),
    ],
)
def test_channel_reaches_where_the_file_holds_what_it_needs(known, reaching):
    assert list_channels(contact(**known), []) == reaching


def test_relative_reaches_by_a_number_or_an_address(db):
    resident = ResidentFactory(landline="")
    RelativeFactory(resident=resident, phone="", email="")
    assert find_reach(resident).channels == ()
    daughter = RelativeFactory(resident=resident, phone="", email="fille@exemple.invalid")
    way = find_reach(resident).first
    assert (way.channel, way.relative, way.text) == (
        Channel.RELATIVE,
        daughter,
        "fille@exemple.invalid",
    )


def test_chosen_channel_comes_first_where_it_leads_somewhere(db):
    resident = ResidentFactory(channel="email", email="odette@exemple.invalid")
    assert find_reach(resident).channels == (Channel.EMAIL, Channel.PHONE)
    resident.email = ""
    reach = find_reach(resident)
    assert (reach.chosen, reach.channels) == (Channel.EMAIL, (Channel.PHONE,))


def test_number_to_ring_first_is_the_landline(db):
    resident = ResidentFactory(mobile="+33639980001")
    assert find_reach(resident).first.numbers == ("+33559000001", "+33639980001")


def test_reach_costs_one_query_and_none_once_relatives_are_read(db, django_assert_num_queries):
    resident = ResidentFactory()
    with django_assert_num_queries(1):
        find_reach(resident)
    read = get_resident(resident.programme, resident.pk)
    with django_assert_num_queries(0):
        find_reach(read)
