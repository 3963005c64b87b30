"""Setting a programme up: who may, the steps in order, and nothing stored before the end."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import CommuneFactory
from tests.official import FOLDER, needs_official_files
from tests.territory.files.village_files import HEADER, ROWS, collection, feature, square, table
from tests.territory.gateways.national_server import national_server
from toctoc.people.models import Membership
from toctoc.territory.models import Commune, Programme, SetupDraft
from toctoc.web.views.setup_programme import suggest_name

pytestmark = pytest.mark.django_db

CHOOSE = "/mise-en-place/"
ELSEWHERE = "64909,Houx,64990,5,43.9,-0.9,1,200900002,CC d’Ailleurs"
CONTOURS = collection(
    feature("64901", "Aubépine", square(-0.2, 43.3)),
    feature("64902", "Bruyère", square(-0.1, 43.3)),
)
ANSWERS = {
    "name": "Pays d’Essai",
    "slug": "",
    "phone": "05 36 49 00 01",
    "authority": "CC d’Essai",
    "association": "Association Exemple",
    "base_1": "Maison des services",
    "base_commune_1": "64902",
}


@pytest.fixture
def admin(client_of):
    return client_of("admin")


def upload(*sources):
    return {"documents": [SimpleUploadedFile(one.name, one.content) for one in sources]}


def text_of(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def url(step, draft):
    return reverse(f"setup:{step}", args=[draft.token])


@pytest.fixture
def draft(admin):
    admin.post(CHOOSE, upload(table(*ROWS), CONTOURS))
    return SetupDraft.objects.get()


@pytest.mark.parametrize(
    "part", ["agent", "coordinator", "volunteer", "partner", "observer", "nobody"]
)
def test_only_administrators_set_programmes_up(client_of, part):
    assert client_of(part).get(CHOOSE).status_code == 403


def test_visitor_signs_in_first(client):
    assert reverse("setup:choose-communes") == CHOOSE
    assert client.get(CHOOSE)["Location"] == f"{reverse('account_login')}?next={CHOOSE}"


def test_whoever_runs_the_installation_needs_no_programme(client, cast):
    founder = cast["nobody"]
    founder.is_staff = True
    founder.save()
    client.force_login(founder)
    assert client.get(CHOOSE).status_code == 200


def test_empty_table_leads_to_files(admin):
    assert "commencez par lire des fichiers" in text_of(admin.get(CHOOSE))


def test_files_become_a_draft_and_nothing_else(admin, draft):
    assert Commune.objects.filter(pk="64901").count() == 0
    page = text_of(admin.get(url("show-communes", draft)))
    assert "2 communes, 460 habitants" in page
    assert "Nouvelles ici : 2." in page
    for said in ("Aubépine", "64902", "64990", "340", "oui"):
        assert said in page
    assert '"cell": [[[[43.' in page


def test_problems_stay_on_screen_all_of_them_with_their_lines(admin):
    wrong = table(
        "64901,Aubépine,64990,beaucoup,43.3,-0.2,1,,", "X,Bruyère,64990,1,43.3,-0.2,1,,"
    )
    answer = admin.post(CHOOSE, upload(wrong))
    page = text_of(answer)
    assert answer.status_code == 422
    assert "2 choses à corriger : rien n’est enregistré" in page
    assert "communes.csv, ligne 2 : « beaucoup » n’est pas un nombre possible" in page
    assert "communes.csv, ligne 3 : « X » n’est pas un code INSEE" in page
    assert SetupDraft.objects.count() == 0


def test_names_of_files_and_communes_cannot_break_the_page(admin):
    source = table("64901,<script>alert(1)</script>,64990,?,43.3,-0.2,1,,", name="<b>.csv")
    page = text_of(admin.post(CHOOSE, upload(source)))
    assert "<b>.csv" not in page
    source = table("64901,</script><script>x,64990,1,43.3,-0.2,1,,")
    admin.post(CHOOSE, upload(source))
    page = text_of(admin.get(url("show-communes", SetupDraft.objects.get())))
    assert "</script><script>x" not in page


@pytest.mark.parametrize(
    ("count", "size", "said"),
    [
        (0, 0, "Choisissez au moins un fichier"),
        (5, 9, "au plus 4 fichiers"),
        (1, 41, "40 Mo"),
        (1, 0, "Ce fichier est vide"),
    ],
)
def test_uploads_are_bounded(admin, monkeypatch, count, size, said):
    monkeypatch.setattr("toctoc.web.forms.setup.MAX_BYTES", 40)
    monkeypatch.setattr("toctoc.web.forms.setup.MEGABYTE", 1)
    documents = [SimpleUploadedFile(f"{n}.csv", b"x" * size) for n in range(count)]
    answer = admin.post(CHOOSE, {"documents": documents})
    assert answer.status_code == 422
    assert said in text_of(answer)


def test_several_intercommunalities_are_asked_about(admin):
    admin.post(CHOOSE, upload(table(*ROWS, ELSEWHERE)))
    draft = SetupDraft.objects.get()
    page = text_of(admin.get(url("show-communes", draft)))
    assert "3 communes de 2 intercommunalités" in page
    assert admin.get(url("describe-programme", draft))["Location"] == url(
        "show-communes", draft
    )
    admin.post(url("show-communes", draft), {"epci": "200900002"})
    assert "1 commune, 5 habitants" in text_of(admin.get(url("show-communes", draft)))


def test_a_programme_may_span_several_intercommunalities(admin):
    admin.post(CHOOSE, upload(table(*ROWS, ELSEWHERE)))
    draft = SetupDraft.objects.get()
    admin.post(url("show-communes", draft), {"epci": "tout"})
    admin.post(url("describe-programme", draft), ANSWERS)
    admin.post(url("confirm-programme", draft))
    programme = Programme.objects.get(slug="pays-dessai")
    assert (programme.communes.count(), programme.siren) == (3, "")


def test_only_what_concerns_the_intercommunality_chosen_is_shown(admin):
    undrawn = collection(
        feature("64901", "Aubépine", None), feature("64909", "Houx", square(-0.9, 43.9))
    )
    admin.post(CHOOSE, upload(table(*ROWS, ELSEWHERE), undrawn))
    draft = SetupDraft.objects.get()
    admin.post(url("show-communes", draft), {"epci": "200900002"})
    page = text_of(admin.get(url("show-communes", draft)))
    assert "1 commune, 5 habitants" in page
    assert "À vérifier" not in page


def test_intercommunality_that_was_not_offered_changes_nothing(admin, draft):
    admin.post(url("show-communes", draft), {"epci": "999999999"})
    assert "2 communes" in text_of(admin.get(url("show-communes", draft)))


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


def test_draft_is_its_owners_alone(admin, client_of, draft):
    other = client_of("admin_elsewhere")
    for step in ("show-communes", "describe-programme", "confirm-programme"):
        assert other.get(url(step, draft)).status_code == 404
        assert admin.get(url(step, draft)).status_code in {200, 302}
    assert other.post(url("drop-setup", draft)).status_code == 404
    assert "Mises en place commencées" not in text_of(other.get(CHOOSE))


def test_draft_is_resumed_from_the_first_page_or_dropped(admin, draft):
    assert url("show-communes", draft) in text_of(admin.get(CHOOSE))
    admin.post(url("drop-setup", draft))
    assert SetupDraft.objects.count() == 0


def test_intercommunality_of_the_table_is_found_by_name_and_by_siren(admin):
    known = {"epci_code": "200900001", "epci_name": "CC d’Essai"}
    CommuneFactory(code_insee="64901", name="Aubépine", **known)
    for typed in ("essai", "200 900 001"):
        assert "CC d’Essai" in text_of(admin.get(CHOOSE, {"q": typed}))
    assert "ne répond à" in text_of(admin.get(CHOOSE, {"q": "Landes"}))
    admin.post(CHOOSE, {"siren": "200900001"})
    draft = SetupDraft.objects.get()
    assert "Nouvelles ici : 0." in text_of(admin.get(url("show-communes", draft)))


def test_national_directory_is_asked_too_and_may_fail(admin, settings):
    with national_server() as server:
        settings.COMMUNES_API_URL = server.url
        assert "CC d’Ailleurs" in text_of(admin.get(CHOOSE, {"q": "ailleurs"}))
        admin.post(CHOOSE, {"siren": "200900001"})
        assert len(SetupDraft.objects.get().reading["rows"]) == 1
        server.mood = "500"
        assert "ne répond pas" in text_of(admin.get(CHOOSE, {"q": "ailleurs"}))
        page = admin.post(CHOOSE, {"siren": "200900002"}, follow=True)
        assert "ne répond pas" in text_of(page)


def test_unknown_intercommunality_is_told(admin):
    page = admin.post(CHOOSE, {"siren": "200900009"}, follow=True)
    assert "L’intercommunalité 200900009 n’est pas connue ici" in text_of(page)


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


def test_warnings_of_files_are_shown_before_anything(admin):
    bare = table("64901,Aubépine,43.3,-0.2", header="code,nom,lat,lon")
    admin.post(CHOOSE, upload(bare))
    page = text_of(admin.get(url("show-communes", SetupDraft.objects.get())))
    assert "Communes dont le code postal n’est pas connu : 1." in page
    assert "approché" in page


def test_preview_takes_the_same_queries_for_two_communes_as_for_ten(
    admin, draft, django_assert_num_queries
):
    with django_assert_num_queries(9):
        admin.get(url("show-communes", draft))
    rows = [f"6491{n},Village {n},64990,1,43.{n},-0.{n}1,1,," for n in range(10)]
    admin.post(CHOOSE, upload(table(*rows, header=HEADER)))
    many = SetupDraft.objects.exclude(pk=draft.pk).get()
    with django_assert_num_queries(9):
        admin.get(url("show-communes", many))


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
