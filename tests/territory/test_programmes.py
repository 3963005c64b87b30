"""Programmes over communes of any origin, and the places their tours leave from."""

import pytest

from tests.factories import NOW, CommuneFactory, ProgrammeFactory
from toctoc.territory.errors import NoCommune, SlugTaken
from toctoc.territory.models import Programme
from toctoc.territory.operations import add_base, add_communes, create_programme_over
from toctoc.territory.operations.programmes import RESERVED_SLUGS
from toctoc.territory.queries import list_bases

pytestmark = pytest.mark.django_db


def test_programme_is_created_over_the_communes_given():
    communes = [CommuneFactory(code_insee="64901"), CommuneFactory(code_insee="64902")]
    programme = create_programme_over(communes, name="Essai", slug="essai", now=NOW)
    assert set(programme.communes.values_list("pk", flat=True)) == {"64901", "64902"}


def test_programme_without_commune_is_refused():
    with pytest.raises(NoCommune):
        create_programme_over([], name="Essai", slug="essai", now=NOW)


@pytest.mark.parametrize("slug", ["nord-est-bearn", *sorted(RESERVED_SLUGS)])
def test_address_of_another_programme_or_page_is_refused(slug):
    ProgrammeFactory()
    with pytest.raises(SlugTaken) as caught:
        create_programme_over([CommuneFactory()], name="Essai", slug=slug, now=NOW)
    assert caught.value.data == {"slug": slug}
    assert Programme.objects.count() == 1


def test_first_words_of_the_products_own_addresses_are_reserved():
    from django.urls import get_resolver

    own = {str(one.pattern).split("/")[0] for one in get_resolver().url_patterns}
    assert {word for word in own if word and "<" not in word} <= RESERVED_SLUGS


def test_only_communes_a_programme_had_not_are_added():
    programme = ProgrammeFactory(communes=[CommuneFactory(code_insee="64901")])
    both = [CommuneFactory(code_insee="64901"), CommuneFactory(code_insee="64902")]
    assert [one.pk for one in add_communes(programme, both)] == ["64902"]
    assert programme.communes.count() == 2


def test_base_stands_amid_its_commune_or_where_it_is_put(django_assert_num_queries):
    programme = ProgrammeFactory()
    commune = programme.communes.get()
    add_base(programme, label="Mairie", commune=commune)
    add_base(programme, label="Local", commune=commune, place=(43.35, -0.26))
    with django_assert_num_queries(1):
        found = [
            (base.label, base.lat_deg, base.commune.name) for base in list_bases(programme)
        ]
    assert found == [("Local", 43.35, "Morlaàs"), ("Mairie", 43.345, "Morlaàs")]


def test_base_of_the_same_label_is_moved():
    programme = ProgrammeFactory()
    commune = programme.communes.get()
    add_base(programme, label="Local", commune=commune)
    base = add_base(programme, label="Local", commune=commune, place=(43.35, -0.26))
    assert (programme.bases.count(), base.lat_deg, str(base)) == (1, 43.35, "Local")
