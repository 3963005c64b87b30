"""Sectors on screen: plans, drafts edited by the table, files, the sector of an address."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.tasks import TaskResultStatus
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from tests.factories import NOW, CommuneFactory
from toctoc.territory.enums import DraftOrigin
from toctoc.territory.models import SectorDraft, SectorPlan
from toctoc.territory.operations import (
    DraftContents,
    start_sector_draft,
    start_sector_plan,
)

LATER = "2026-12-14"
STREET = {"commune": "64001", "name": "Rue du Bourg", "code": "", "letter": "B"}
FILE = (
    "sector_id,city_name,city_code,street_name,street_code\n"
    "nord,Village 1,64001,,\nnord,Village 2,64002,,\nsud,Morlaàs,64405,,\n"
    "sud,Village 1,64001,Rue du Bourg,\n"
)


@pytest.fixture
def admin(client_of):
    return client_of("admin")


@pytest.fixture
def communes(programme):
    villages = [
        CommuneFactory(
            code_insee=f"6400{n}",
            name=f"Village {n}",
            population=2_250,
            lat_deg=43.3 + n / 10,
            lon_deg=-0.1 - n / 20,
        )
        for n in (1, 2)
    ]
    programme.communes.add(*villages)
    return villages


@pytest.fixture
def plan(programme, communes):
    return start_sector_plan(
        programme,
        name="Deux secteurs",
        starts_on=date(2026, 9, 1),
        sectors={"A": ("Morlaàs", ["64405"]), "B": ("Villages", ["64001", "64002"])},
    )


@pytest.fixture
def draft(programme, communes):
    contents = DraftContents(
        sectors={"A": "", "B": ""}, placements={"64405": "A", "64001": "A", "64002": "B"}
    )
    return start_sector_draft(
        programme, name="Essai", origin=DraftOrigin.NOTHING, contents=contents, now=NOW
    )


@pytest.fixture
def url_of(programme):
    return lambda name, *args: reverse(f"sectors:{name}", args=[programme.slug, *args])


def text_of(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_plans_and_drafts_are_listed_to_who_manages_them(admin, client_of, url_of, plan, draft):
    page = text_of(admin.get(url_of("list-plans")))
    for said in ("Deux secteurs", "en vigueur", "Essai", "Commencer le brouillon"):
        assert said in page
    seen = text_of(client_of("observer").get(url_of("list-plans")))
    assert "Deux secteurs" in seen
    assert "Essai" not in seen
    assert "Commencer le brouillon" not in seen


def test_without_any_plan_the_page_says_what_to_do(admin, url_of):
    assert "Aucun découpage n’est encore en vigueur" in text_of(admin.get(url_of("list-plans")))


@pytest.mark.parametrize(("origin", "placed"), [("today", 3), ("nothing", 0), ("kmeans", 3)])
def test_a_draft_starts_from_what_is_chosen(admin, url_of, plan, origin, placed):
    typed = {
        "name": "Nouveau", "origin": origin, "sectors": "2", "balance": "25", "seconds": "5"
    }  # fmt: skip
    answer = admin.post(url_of("start-draft"), typed)
    draft = SectorDraft.objects.get()
    assert answer.headers["Location"] == url_of("edit-draft", draft.pk)
    assert len(draft.placements) == placed


OPTIMISED = {
    "name": "Le meilleur", "origin": "optimised", "sectors": "2", "balance": "25",
    "seconds": "5",
}  # fmt: skip


def streamed(response):
    """Read a page that grows to its end; return its whole text."""
    assert response.streaming
    return b"".join(response.streaming_content).decode().replace("\u00a0", " ")


def test_a_search_tells_how_far_it_is_and_ends_with_the_draft(admin, url_of, communes):
    page = streamed(admin.post(url_of("start-draft"), OPTIMISED))
    draft = SectorDraft.objects.get()
    assert "Recherche de bons découpages" in page
    assert "<progress" in page
    assert f'data-opens="{url_of("edit-draft", draft.pk)}"' in page
    assert page.endswith("</html>\n")
    assert (draft.name, len(draft.placements)) == ("Le meilleur", 3)


def test_whoever_stops_a_search_gets_its_best_cut(admin, url_of, communes):
    answer = admin.post(url_of("start-draft"), OPTIMISED)
    pieces = iter(answer.streaming_content)
    stop_url = re.search(r'action="([^"]+/arreter/)"', next(pieces).decode())[1]
    b"".join(pieces)
    assert stop_url == url_of("stop-search", stop_url.split("/")[-3])
    assert admin.post(stop_url).headers["Location"] == url_of(
        "edit-draft", SectorDraft.objects.get().pk
    )


def test_a_page_that_is_closed_leaves_no_draft(admin, url_of, communes):
    answer = admin.post(url_of("start-draft"), OPTIMISED)
    next(iter(answer.streaming_content))
    for close in answer._resource_closers:  # what a server does when the browser has gone
        close()
    assert not SectorDraft.objects.exists()


def test_a_draft_that_cannot_be_says_why(admin, url_of, communes):
    typed = {
        "name": "Trop", "origin": "optimised", "sectors": "3", "balance": "5", "seconds": "5"
    }  # fmt: skip
    answer = admin.post(url_of("start-draft"), typed)
    assert answer.status_code == 422
    assert "Morlaàs pèse plus qu’un secteur ne peut porter" in text_of(answer)
    refused = admin.post(url_of("start-draft"), typed | {"sectors": "8"})
    assert refused.status_code == 422
    assert "moins de communes que de secteurs" in text_of(refused)
    assert admin.post(url_of("start-draft"), {}).status_code == 422


def test_wishes_for_an_optimised_cut_are_kept_or_refused_by_name(admin, url_of, plan):
    typed = {
        "name": "Souhaits", "origin": "optimised", "sectors": "2", "balance": "25",
        "seconds": "5", "together": "Village 1, Village 2", "placed": "Morlaàs = B",
    }  # fmt: skip
    assert "data-opens" in streamed(admin.post(url_of("start-draft"), typed))
    assert SectorDraft.objects.get().placements == {"64405": "B", "64001": "A", "64002": "A"}
    for wrong, said in (
        ({"together": "Village 1, Nulle"}, "« Nulle » n’est pas une commune"),
        ({"placed": "Morlaàs = C"}, "écrivez une commune, = et la lettre"),
        ({"together": "Morlaàs, Village 1"}, "pèse plus qu’un secteur"),
        ({"placed": "Morlaàs=A\nVillage 1=A\nVillage 2=B"}, "ne peuvent pas l’être avec"),
    ):
        refused = admin.post(url_of("start-draft"), typed | wrong)
        assert refused.status_code == 422
        assert said in text_of(refused)


def test_a_draft_shows_its_balance_and_its_communes(admin, url_of, draft):
    page = text_of(admin.get(url_of("edit-draft", draft.pk)))
    assert 'name="c-64405"' in page
    assert "à équilibrer" in page
    assert "Chaque changement est gardé aussitôt" in page


def test_the_table_places_communes_and_undo_takes_it_back(admin, url_of, draft):
    place, edit = url_of("place-communes", draft.pk), url_of("edit-draft", draft.pk)
    answer = admin.post(place, {"c-64405": "A", "c-64001": "B", "c-64002": ""})
    assert answer.headers["Location"] == edit
    draft.refresh_from_db()
    assert draft.placements == {"64405": "A", "64001": "B"}
    page = text_of(admin.get(edit))
    assert "1 commune n’a pas encore de secteur" in page
    assert "Défaire le dernier changement" in page
    admin.post(url_of("undo-step", draft.pk))
    draft.refresh_from_db()
    assert draft.placements == {"64405": "A", "64001": "A", "64002": "B"}


def test_htmx_gets_the_figures_alone(admin, url_of, draft):
    answer = admin.post(
        url_of("place-communes", draft.pk), {"c-64001": "B"}, headers={"HX-Request": "true"}
    )
    page = text_of(answer)
    assert "Équilibre" in page
    assert "<html" not in page
    wrong = admin.post(url_of("place-communes", draft.pk), {"c-64001": "Z"}, follow=True)
    assert "n’a pas de secteur Z" in text_of(wrong)


def test_a_sector_in_pieces_is_told(admin, url_of, programme, draft):
    far = CommuneFactory(
        code_insee="64003", name="Village 3", population=10, lat_deg=43.6, lon_deg=-0.3
    )
    programme.communes.add(far)
    admin.post(url_of("place-communes", draft.pk), {"c-64003": "A"})
    assert "Le secteur A est en plusieurs morceaux" in text_of(
        admin.get(url_of("edit-draft", draft.pk))
    )


def test_a_draft_enters_in_force_on_the_day_chosen(admin, url_of, plan, draft):
    start = url_of("start-plan", draft.pk)
    for day, said in (("2026-11-01", "Ce jour est passé"), ("", "obligatoire")):
        refused = admin.post(start, {"starts_on": day})
        assert refused.status_code == 422
        assert said in text_of(refused)
    done = text_of(admin.post(start, {"starts_on": LATER}, follow=True))
    assert "Les jours d’avant gardent leurs secteurs" in done
    assert "à venir" in done
    assert list(SectorPlan.objects.values_list("starts_on", flat=True)) == [
        date(2026, 9, 1),
        date(2026, 12, 14),
    ]
    named = SectorPlan.objects.get(starts_on=LATER).sectors.values_list("letter", "name")
    assert dict(named) == {"A": "Morlaàs", "B": "Village 2"}


def test_an_incomplete_draft_does_not_enter_in_force(admin, url_of, draft):
    admin.post(url_of("place-communes", draft.pk), {"c-64001": ""})
    refused = admin.post(url_of("start-plan", draft.pk), {"starts_on": LATER})
    assert refused.status_code == 422
    assert "Il reste des communes sans secteur" in text_of(refused)


def test_a_street_goes_to_another_sector_and_comes_back(admin, url_of, draft):
    add = url_of("add-street", draft.pk)
    assert admin.post(add, {"commune": "64001"}).status_code == 422
    typed = {"commune": "64001", "street": "Rue du Bourg", "letter": "B"}
    page = text_of(admin.post(add, typed, follow=True))
    assert "« Rue du Bourg » est dans le secteur B." in page
    assert admin.post(url_of("remove-street", draft.pk, 0)).status_code == 302
    draft.refresh_from_db()
    assert draft.streets == []


def test_days_are_given_to_sectors_and_what_they_are_worth_is_chosen(
    admin, client_of, url_of, programme, draft
):
    page = text_of(admin.post(url_of("give-days", draft.pk), {"d-A": ["0", "4"]}, follow=True))
    assert "Les jours des secteurs sont notés" in page
    draft.refresh_from_db()
    assert draft.days == {"A": "10001"}
    admin.post(url_of("start-plan", draft.pk), {"starts_on": LATER})
    plan = SectorPlan.objects.get()
    assert dict(plan.sectors.values_list("letter", "days")) == {"A": "10001", "B": "11111"}
    admin.post(url_of("choose-days"), {"rule": "only"})
    admin.post(url_of("choose-days"), {"rule": "autre"})
    programme.refresh_from_db()
    assert programme.sector_days == "only"
    assert "Une règle" in text_of(client_of("observer").get(url_of("list-plans")))


def test_a_draft_is_dropped(admin, url_of, draft):
    page = text_of(admin.post(url_of("drop-draft", draft.pk), follow=True))
    assert "Le brouillon « Essai » est abandonné." in page
    assert admin.get(url_of("edit-draft", draft.pk)).status_code == 404


def test_cuts_stand_side_by_side(admin, url_of, plan, draft):
    page = text_of(admin.get(url_of("compare-cuts")))
    for said in ("Secteurs d’aujourd’hui", "Essai", "Groupes par distance", "Aucun secteur"):
        assert said in page
    foreign = text_of(admin.get(url_of("compare-cuts") + "?jeu=inconnu"))
    assert "n’ont pas pu être jouées" in foreign


def test_seasons_asked_for_wait_for_the_queue(admin, url_of, plan):
    page = text_of(admin.post(url_of("play-seasons"), follow=True))
    assert "Les saisons se jouent en arrière-plan" in page


def test_seasons_once_played_stand_in_the_table(admin, client_of, url_of, plan):
    waiting = admin.post(url_of("play-seasons")).headers["Location"]
    told = {"kind": "none", "name": "", "metres_per_visit": 9_900.0, "wait_days": 6.2}
    asked = DBTaskResult.objects.all()
    asked.update(status=TaskResultStatus.SUCCESSFUL, return_value=[told])
    page = text_of(client_of("observer").get(waiting))
    assert "9,9 km" in page
    assert "6,2 j" in page
    assert "pas joué" in page
    asked.update(status=TaskResultStatus.FAILED)
    assert "n’ont pas pu être jouées" in text_of(admin.get(waiting))


def test_a_file_is_tried_then_made_a_draft(admin, url_of, communes):
    def post(text, **more):
        document = SimpleUploadedFile("secteurs.csv", text.encode())
        return admin.post(url_of("import-file"), {"document": document, **more})

    assert admin.get(url_of("import-file")).status_code == 200
    tried = text_of(post(FILE, essai="1"))
    assert "Secteurs : 2. Communes : 3. Rues à part : 1." in tried
    assert not SectorDraft.objects.exists()
    wrong = post(FILE.replace("64002", "99999"))
    assert wrong.status_code == 422
    assert "Ligne 3 :" in text_of(wrong)
    assert not SectorDraft.objects.exists()
    assert post("").status_code == 422
    assert post(FILE).status_code == 302
    draft = SectorDraft.objects.get()
    assert draft.placements == {"64001": "A", "64002": "A", "64405": "B"}


def test_a_plan_is_told_as_a_file(client_of, url_of, plan):
    answer = client_of("observer").get(url_of("export-plan", plan.pk))
    assert "secteurs-nord-est-bearn-2026-09-01.csv" in answer["Content-Disposition"]
    assert answer.content.decode().splitlines()[1] == "A,Morlaàs,64405,,"
    assert client_of("observer").get(url_of("export-plan", 0)).status_code == 404


def test_an_address_has_its_sector_and_why(admin, url_of, programme, plan, communes):
    find = url_of("find-address")
    assert "Trouver le secteur" in text_of(admin.get(find))
    whole = text_of(admin.get(find, {"commune": "64405", "street": ""}))
    assert "Parce que la commune de Morlaàs est dans le secteur A" in whole
    start_sector_plan(
        programme,
        name="Avec une rue",
        starts_on=date(2026, 10, 1),
        sectors={"A": ("Ouest", ["64405", "64001"]), "B": ("Est", ["64002"])},
        streets=[STREET],
    )
    by_street = admin.get(find, {"commune": "64001", "street": "3 rue du bourg"})
    assert "« Rue du Bourg » est une rue à part de Village 1" in text_of(by_street)
    assert "pas dans sa rue à part" in text_of(admin.get(find, {"commune": "64001"}))


def test_an_address_before_any_plan_has_no_sector(admin, url_of):
    assert "Aucun découpage n’est en vigueur" in text_of(
        admin.get(url_of("find-address"), {"commune": "64405"})
    )


@pytest.mark.parametrize("part", ["agent", "coordinator", "observer"])
def test_drafts_are_refused_to_who_only_sees(client_of, url_of, draft, part):
    assert client_of(part).get(url_of("edit-draft", draft.pk)).status_code == 403


@pytest.fixture
def drafts(programme, draft):
    """Two drafts more."""
    contents = DraftContents(sectors=draft.sectors, placements=draft.placements)
    return [
        start_sector_draft(
            programme, name=f"{number}", origin=DraftOrigin.TODAY, contents=contents, now=NOW
        )
        for number in (2, 3)
    ]


@pytest.mark.parametrize(("name", "queries"), [("list-plans", 7), ("compare-cuts", 9)])
@pytest.mark.usefixtures("plan", "drafts")
def test_lists_take_the_same_queries_with_one_draft_or_three(
    admin, url_of, django_assert_num_queries, name, queries
):
    with django_assert_num_queries(queries):
        admin.get(url_of(name))


def test_a_draft_takes_the_same_queries_whatever_it_holds(
    admin, url_of, draft, django_assert_num_queries
):
    with django_assert_num_queries(11):
        admin.get(url_of("edit-draft", draft.pk))
