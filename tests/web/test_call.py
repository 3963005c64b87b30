"""The call screen: typed, saved as it stands, answered with offers."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.factories import (
    AbsenceFactory,
    HelpRequestFactory,
    PlanningSettingsFactory,
    ResidentFactory,
    VisitFactory,
    at,
)
from tests.web.calls import CALLER, call_url, offers_in, open_call, show, type_in
from tests.web.htmx import find, post_fragment, read
from toctoc.agenda.enums import PromiseKind
from toctoc.agenda.models import HelpRequest
from toctoc.dispatch.models import PlanningSettings
from toctoc.people.models import Resident

# Session, account, programme, roles; call, settings, communes, team, duplicates, sectors;
# offers: six.
QUERIES = 18


def piece_of(response, identifier):
    parent, place = find(read(response), identifier)
    return parent.children[place]


@pytest.fixture
def call(agent, programme):
    return open_call(agent, programme)


def test_new_call_when_opened_leads_to_its_search_box(agent, programme):
    response = agent.post(reverse("call:open-call", args=[programme.slug]))
    call = HelpRequest.objects.get()
    assert response["Location"] == f"{call_url('show-call', call)}#id_person"


def test_blank_call_says_what_it_waits_for_and_complains_of_nothing(agent, call):
    response = show(agent, call)
    panel = response.context["call"].panel
    assert [field.name for field in panel.missing] == ["commune", "need"]
    assert response.context["call"].form.errors == {}


def test_form_when_saved_half_typed_comes_back_as_it_stood(agent, call):
    half = {"last_name": "Lacr", "landline": "05 59", "commune": "Morl", "half_days": ["0"]}
    response = agent.post(call_url("save-call", call), half)
    form = show(agent, call).context["call"].form
    assert response.status_code == 204
    assert {name: form[name].value() for name in half} == half
    assert form["half_days"].value() == ["0"]


def test_valid_fields_when_saved_are_stored_beside_the_typing(agent, call):
    type_in(agent, call, length="1 h 30", not_before="8/12", landline="05 59")
    call.refresh_from_db()
    assert (call.need, call.length_min, call.not_before.isoformat()) == (
        "technical",
        90,
        "2026-12-08",
    )


def test_door_code_when_saved_is_unreadable_in_the_database(agent, call):
    type_in(agent, call, access_note="Digicode 45B12")
    call.refresh_from_db()
    assert "45B12" not in str(call.typed)
    assert show(agent, call).context["call"].form["access_note"].value() == "Digicode 45B12"


def test_nobody_s_file_is_written_while_the_call_is_only_typed(agent, call):
    type_in(agent, call)
    assert not Resident.objects.exists()


def test_offers_for_a_caller_without_file_come_in_three_half_days(agent, call):
    type_in(agent, call)
    cards = show(agent, call).context["call"].panel.cards
    assert [card.rank for card in cards] == [1, 2, 3]
    assert len({card.when for card in cards}) == 3


@pytest.mark.parametrize("part", ["offer-list", "call-sector"])
def test_offers_by_htmx_are_those_of_the_whole_page(agent, call, part):
    fragment = post_fragment(agent, call_url("show-offers", call), CALLER)
    type_in(agent, call)
    swapped, whole = (piece_of(answer, part) for answer in (fragment, show(agent, call)))
    swapped.attributes = [one for one in swapped.attributes if one[0] != "hx-swap-oob"]
    assert swapped == whole
    assert b"<html" not in fragment.content


def test_offers_by_htmx_save_nothing(agent, call):
    post_fragment(agent, call_url("show-offers", call), CALLER)
    call.refresh_from_db()
    assert call.typed == {}


def test_offers_without_script_are_saved_and_shown_on_the_page(agent, call):
    response = agent.post(call_url("show-offers", call), CALLER)
    assert response["Location"] == f"{call_url('show-call', call)}#offers"
    assert len(offers_in(show(agent, call))) == 3


def test_later_moves_the_first_possible_day(agent, call):
    agent.post(call_url("show-offers", call), {**CALLER, "later": "2026-12-10"})
    days = {token[:10] for token in offers_in(show(agent, call))}
    assert min(days) >= "2026-12-10"


def test_fewer_than_three_offers_say_why_not_more(agent, cast, call):
    AbsenceFactory(
        volunteer=cast.volunteer,
        starts_at=at(date(2026, 12, 21), 0),
        ends_at=at(date(2026, 12, 22), 0),
    )
    type_in(agent, call, half_days=["0"], not_before="21/12/2026")
    response = show(agent, call)
    panel = response.context["call"].panel
    assert 0 < len(panel.cards) < 3
    assert panel.refusals
    assert all(sentence in response.text for sentence in panel.refusals)


def test_visit_longer_than_any_shift_is_refused_in_words(agent, call):
    type_in(agent, call, length="8 h")
    panel = show(agent, call).context["call"].panel
    assert (panel.cards, panel.is_ready) == ((), True)
    assert panel.refusals
    assert panel.news.startswith("Aucun rendez-vous possible.")


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("commune", "Atlantis", "« Atlantis » n’est pas une commune du territoire."),
        ("commune", "Morlaas-les", "peut-être Morlaàs"),
        ("not_before", "24/11/2026", "Ce jour est passé : indiquez un jour à venir."),
        ("not_before", "31/02", "Cette date n’existe pas"),
        ("length", "longtemps", "Cette durée n’est pas lisible"),
        ("length", "9 h", "La durée est d’au plus 480 minutes."),
        ("landline", "05 59", "Ce numéro n’existe pas"),
        ("access_note", "mot de passe : Soleil64", "un mot de passe"),
        ("details", "identifiant : jeanne64", "un mot de passe"),
    ],
)
def test_wrong_field_is_told_beside_it_and_kept_as_typed(agent, call, field, typed, sentence):
    type_in(agent, call, **{field: typed})
    bound = show(agent, call).context["call"].form[field]
    assert sentence in bound.errors[0]
    assert bound.value() == typed


def test_point_far_from_the_commune_is_refused(agent, call):
    type_in(agent, call, lat="44.8", lon="-0.58")
    form = show(agent, call).context["call"].form
    assert "loin de Morlaàs" in form.errors["commune"][0]
    type_in(agent, call, lat="44.8", lon="-0.58", at_centre="on")
    assert show(agent, call).context["call"].form.errors == {}


def test_visit_already_promised_is_shown_with_the_known_file(agent, cast, programme):
    resident = ResidentFactory(programme=programme)
    coming = VisitFactory(
        programme=programme,
        volunteer=cast.volunteer,
        help_request__resident=resident,
    )
    call = HelpRequestFactory(programme=programme, resident=resident, typed={})
    assert show(agent, call).context["call"].history.coming == coming


def test_call_of_another_programme_is_not_found(agent, cast):
    call = HelpRequestFactory(programme=cast.elsewhere)
    url = reverse("call:show-call", args=[cast.programme.slug, call.pk])
    assert agent.get(url).status_code == 404


def test_call_screen_reads_the_database_a_fixed_number_of_times(
    agent, call, cast, programme, django_assert_num_queries, django_assert_max_num_queries
):
    type_in(agent, call)
    with django_assert_max_num_queries(QUERIES) as alone:
        show(agent, call)
    for hour in (9, 11, 14):
        start = at(date(2026, 12, 3), hour)
        moments = dict.fromkeys(("promised_from", "promised_until", "starts_at"), start)
        VisitFactory(
            programme=programme,
            volunteer=cast.volunteer,
            ends_at=start + timedelta(hours=1),
            **moments,
        )
    with django_assert_num_queries(len(alone)):
        show(agent, call)


def test_programme_s_promise_is_chosen_until_the_agent_chooses_another(agent, call, programme):
    PlanningSettingsFactory(programme=programme)
    PlanningSettings.objects.update(promise=PromiseKind.HALF_DAY)
    assert show(agent, call).context["call"].form["promise"].value() == "half_day"
    type_in(agent, call, promise="half_day")
    call.refresh_from_db()
    assert call.promise == ""
    type_in(agent, call, promise="wide")
    call.refresh_from_db()
    assert call.promise == PromiseKind.WIDE
    assert show(agent, call).context["call"].form["promise"].value() == "wide"


@pytest.mark.parametrize(
    ("promise", "when", "said"),
    [
        (
            "exact",
            " vers ",
            "Nous arriverons à cette heure-là, ou dans la demi-heure qui suit.",
        ),
        ("wide", " entre ", "Nous arriverons à un moment de ces deux heures."),
        (
            "half_day",
            ", entre ",
            "Nous viendrons dans cette demi-journée, et nous vous dirons l’heure la veille.",
        ),
    ],
)
def test_offers_are_made_anew_for_another_promise(agent, call, promise, when, said):
    answer = post_fragment(agent, call_url("show-offers", call), {**CALLER, "promise": promise})
    cards = answer.context["call"].panel.cards
    assert len(cards) == 3
    assert all(when in card.when for card in cards)
    assert said in answer.text
