"""Founding a programme: everything at once, by whoever may."""

from dataclasses import replace

import pytest

from tests.factories import NOW
from tests.territory.files.village_files import ROWS, table
from toctoc.dispatch.models import PlanningSettings
from toctoc.dispatch.operations.founding import BaseWish, Wishes, found_programme
from toctoc.people.errors import NotAllowed
from toctoc.people.models import Organisation
from toctoc.people.permissions import can_found, current_roles
from toctoc.territory.errors import NoCommune, SlugTaken, UnreadableFiles
from toctoc.territory.files import read_files
from toctoc.territory.models import Commune, Programme

pytestmark = pytest.mark.django_db

READING = read_files([table(*ROWS)])
WISHES = Wishes(
    name="Pays d’Essai",
    slug="pays-d-essai",
    siren="200900001",
    phone="+33536490001",
    authority="CC d’Essai",
    association="Association Exemple",
    bases=(BaseWish("Maison des services", "64902"),),
)


def test_programme_is_whole_and_its_founder_administers_it(cast):
    admin = cast["admin"]
    programme = found_programme(READING, wishes=WISHES, by=admin, now=NOW)
    kinds = {one.name: one.kind for one in programme.organisations.all()}
    assert kinds == {"CC d’Essai": "local_authority", "Association Exemple": "association"}
    assert programme.bases.get().commune.name == "Bruyère"
    assert PlanningSettings.objects.filter(programme=programme).count() == 1
    assert current_roles(admin, programme, on=NOW.date()) == {"admin"}
    assert current_roles(cast["agent"], programme, on=NOW.date()) == set()


def test_programme_may_do_without_association_and_base(cast):
    bare = replace(WISHES, association="", bases=())
    programme = found_programme(READING, wishes=bare, by=cast["admin"], now=NOW)
    assert (programme.organisations.count(), programme.bases.count()) == (1, 0)


@pytest.mark.parametrize(
    ("reading", "wishes", "refusal"),
    [
        (READING, replace(WISHES, slug="nord-est-bearn"), SlugTaken),
        (READING, replace(WISHES, siren="999999999"), UnreadableFiles),
        (read_files([]), replace(WISHES, siren=""), NoCommune),
    ],
)
def test_what_is_refused_leaves_nothing_behind(cast, reading, wishes, refusal):
    before = Organisation.objects.count(), Commune.objects.count()
    with pytest.raises(refusal):
        found_programme(reading, wishes=wishes, by=cast["admin"], now=NOW)
    assert Programme.objects.count() == 2
    assert (Organisation.objects.count(), Commune.objects.count()) == before


@pytest.mark.parametrize(
    ("part", "may"),
    [("admin", True), ("coordinator", False), ("agent", False), ("nobody", False)],
)
def test_administrators_may_found_and_nobody_else(cast, part, may):
    assert can_found(cast[part], on=NOW.date()) is may
    if not may:
        with pytest.raises(NotAllowed):
            found_programme(READING, wishes=WISHES, by=cast[part], now=NOW)


def test_whoever_runs_the_installation_may_found_unless_closed(cast):
    founder = cast["nobody"]
    founder.is_staff = True
    assert can_found(founder, on=NOW.date())
    founder.is_active = False
    assert not can_found(founder, on=NOW.date())


def test_only_the_installations_own_people_update_what_others_have(cast):
    found_programme(READING, wishes=WISHES, by=cast["admin"], now=NOW)
    newer = read_files([table(ROWS[0].replace(",120,", ",131,"), ROWS[1])])
    again = replace(WISHES, slug="autre", name="Autre")
    found_programme(newer, wishes=again, by=cast["admin"], now=NOW)
    assert Commune.objects.get(pk="64901").population == 120
    founder = cast["admin_elsewhere"]
    founder.is_staff = True
    third = replace(WISHES, slug="troisieme", name="Troisième")
    found_programme(newer, wishes=third, by=founder, now=NOW)
    assert Commune.objects.get(pk="64901").population == 131
