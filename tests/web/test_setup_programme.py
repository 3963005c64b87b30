"""Setting a programme up, its last steps: what it is called, then all of it at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import CommuneFactory
from tests.official import FOLDER, needs_official_files
from tests.territory.files.village_files import ROWS, table
from tests.web.setup_steps import (
    ANSWERS,
    CHOOSE,
    CONTOURS,
    ELSEWHERE,
    begin,
    text_of,
    upload,
    url,
)
from toctoc.people.models import Membership
from toctoc.territory.models import Commune, Programme, SetupDraft
from toctoc.web.views.setup_programme import suggest_name

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(admin):
    return begin(admin)


def test_a_programme_may_span_several_intercommunalities(admin):
    admin.post(CHOOSE, upload(table(*ROWS, ELSEWHERE)))
    draft = SetupDraft.objects.get()
    admin.post(url("show-communes", draft), {"epci": "tout"})
    admin.post(url("describe-programme", draft), ANSWERS)
    admin.post(url("confirm-programme", draft))
    programme = Programme.objects.get(slug="pays-dessai")
    assert (programme.communes.count(), programme.siren) == (3, "")


def test_programme_is_suggested_after_its_intercommunality(admin, draft):
    page = text_of(admin.get(url("describe-programme", draft)))
    assert 'value="d’Essai"' in page
    assert 'value="CC d’Essai"' in page


def test_what_was_typed_wrong_is_kept_for_later(admin, draft):
    wrong = {**ANSWERS, "phone": "12", "base_commune_1": ""}
    answer = admin.post(url("describe-programme", draft), wrong)
    assert answer.status_code == 422
    assert "Il manque le nom du lieu ou sa commune" in text_of(answer)
    later = text_of(admin.get(url("describe-programme", draft)))
    assert 'value="Pays d’Essai"' in later
    assert 'value="12"' in later
    confirm = admin.get(url("confirm-programme", draft))
    assert confirm["Location"] == url("describe-programme", draft)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "!!!"}, "Écrivez une adresse courte"),
        ({"slug": "pas bien"}, "Des lettres sans accent"),
        ({"base_2": "Maison des services", "base_commune_2": "64901"}, "le même nom"),
        ({"base_commune_1": "99999"}, "choix"),
    ],
)
def test_each_box_says_what_is_wrong_with_it(admin, draft, typed, said):
    answer = admin.post(url("describe-programme", draft), ANSWERS | typed)
    assert answer.status_code == 422
    assert said in text_of(answer)


def test_everything_is_created_at_once_at_the_end(admin, cast, draft):
    admin.post(url("describe-programme", draft), ANSWERS)
    page = text_of(admin.get(url("confirm-programme", draft)))
    for said in ("/pays-dessai/", "05 36 49 00 01", "Maison des services (Bruyère)"):
        assert said in page
    assert not Programme.objects.filter(slug="pays-dessai").exists()
    answer = admin.post(url("confirm-programme", draft), follow=True)
    programme = Programme.objects.get(slug="pays-dessai")
    assert answer.redirect_chain[-1][0] == "/pays-dessai/territoire/"
    assert "est en place : 2 communes" in text_of(answer)
    assert (programme.siren, programme.service_phone) == ("200900001", "+33536490001")
    assert [one.name for one in programme.organisations.all()] == [
        "Association Exemple",
        "CC d’Essai",
    ]
    assert [(base.label, base.commune_id) for base in programme.bases.all()] == [
        ("Maison des services", "64902")
    ]
    assert programme.planning_settings.promise == "exact"
    [membership] = Membership.objects.filter(programme=programme)
    assert (membership.account, membership.role) == (cast["admin"], "admin")
    assert SetupDraft.objects.count() == 0


def test_founder_sees_the_new_programme_in_the_menu_and_others_do_not(admin, agent, draft):
    admin.post(url("describe-programme", draft), ANSWERS)
    admin.post(url("confirm-programme", draft))
    assert "Pays d’Essai" in text_of(admin.get("/nord-est-bearn/territoire/"))
    assert agent.get("/pays-dessai/territoire/").status_code == 404


@pytest.mark.parametrize("slug", ["nord-est-bearn", "mise-en-place"])
def test_address_already_taken_is_asked_again_and_nothing_is_created(admin, draft, slug):
    admin.post(url("describe-programme", draft), {**ANSWERS, "slug": slug})
    answer = admin.post(url("confirm-programme", draft))
    assert answer.status_code == 422
    assert "est déjà prise" in text_of(answer)
    assert not Commune.objects.filter(pk="64901").exists()
    assert SetupDraft.objects.count() == 1


def test_communes_that_can_no_longer_be_taken_lead_back_to_them(admin, draft):
    admin.post(url("describe-programme", draft), ANSWERS)
    draft.refresh_from_db()
    draft.reading["rows"][0] |= {"lat_deg": None, "geometry": None}
    draft.save()
    answer = admin.post(url("confirm-programme", draft), follow=True)
    page = text_of(answer)
    assert "Ces communes ne peuvent plus être prises" in page
    assert "on ne sait pas où est" in page.lower()
    assert not Programme.objects.filter(slug="pays-dessai").exists()


@pytest.mark.parametrize(
    ("epci", "name"),
    [
        ("CC de la Vallée d’Ossau", "Vallée d’Ossau"),
        ("CC du Haut Béarn", "Haut Béarn"),
        ("CC Pays de Nay", "Pays de Nay"),
        ("Métropole d’Essai", "Métropole d’Essai"),
        ("", ""),
    ],
)
def test_name_suggested_leaves_out_the_kind_of_intercommunality(epci, name):
    assert suggest_name(epci) == name


def test_second_click_creates_nothing_more(admin, draft, monkeypatch):
    admin.post(url("describe-programme", draft), ANSWERS)
    draft.refresh_from_db()
    admin.post(url("confirm-programme", draft))
    # The second request had read the draft before the first one dropped it.
    monkeypatch.setattr("toctoc.web.views.setup_programme.find_draft", lambda *_: draft)
    answer = admin.post(url("confirm-programme", draft))
    assert answer["Location"] == reverse("home")
    assert Programme.objects.filter(name="Pays d’Essai").count() == 1


def test_administrator_of_one_programme_does_not_rewrite_what_others_have(admin, cast):
    shared = CommuneFactory(code_insee="64901", name="Aubépine", population=7)
    cast.elsewhere.communes.add(shared)
    admin.post(CHOOSE, upload(table(*ROWS), CONTOURS))
    draft = SetupDraft.objects.get()
    admin.post(url("describe-programme", draft), ANSWERS)
    admin.post(url("confirm-programme", draft))
    shared.refresh_from_db()
    assert shared.population == 7
    assert shared.contour.geometry["type"] == "Polygon"


@needs_official_files
def test_department_from_the_official_files_becomes_a_programme(admin):
    names = ("communes.csv", "communes.geojson")
    documents = [SimpleUploadedFile(one, (FOLDER / "64" / one).read_bytes()) for one in names]
    admin.post(CHOOSE, {"documents": documents})
    draft = SetupDraft.objects.get()
    assert "545 communes de 10 intercommunalités" in text_of(
        admin.get(url("show-communes", draft))
    )
    admin.post(url("show-communes", draft), {"epci": "246400337"})
    admin.post(url("describe-programme", draft), {**ANSWERS, "base_commune_1": "64062"})
    admin.post(url("confirm-programme", draft))
    assert Programme.objects.get(slug="pays-dessai").communes.count() == 18
