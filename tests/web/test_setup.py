"""Setting a programme up: who may, which communes, and nothing stored before the end."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import CommuneFactory
from tests.territory.files.village_files import HEADER, ROWS, collection, feature, square, table
from tests.territory.gateways.national_server import national_server
from tests.web.setup_steps import CHOOSE, ELSEWHERE, begin, text_of, upload, url
from toctoc.territory.models import Commune, SetupDraft

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(admin):
    return begin(admin)


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
