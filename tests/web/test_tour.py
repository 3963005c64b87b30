"""Tours: whose may be seen, what the sheet says and keeps to itself, on screen and on paper."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.factories import NOW, RelativeFactory, VisitFactory, VolunteerFactory, at
from toctoc.people.enums import Equipment

TODAY, TOMORROW, WEDNESDAY = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)
# Session, account, programme, roles; volunteer; tour: six; relatives, companions.
SHEET_QUERIES = 13
LIST_QUERIES = 16


def visit_on(volunteer, day, hour=10, **fields):
    return VisitFactory(
        programme=volunteer.programme,
        volunteer=volunteer,
        promised_from=at(day, hour),
        promised_until=at(day, hour, 30),
        starts_at=at(day, hour),
        ends_at=at(day, hour + 1),
        **fields,
    )


def tour_url(volunteer, day, name="show-tour"):
    return reverse(f"tour:{name}", args=[volunteer.programme.slug, volunteer.pk, day])


def show(client, volunteer, day, name="show-tour"):
    return client.get(tour_url(volunteer, day, name))


def plain(response):
    return response.text.replace("\u00a0", " ")


@pytest.fixture
def volunteer(client_of):
    return client_of("volunteer")


@pytest.fixture
def other(cast):
    return VolunteerFactory(programme=cast.programme, name="Bilal Essai")


@pytest.mark.parametrize("name", ["show-tour", "print-tour"])
@pytest.mark.parametrize(
    ("part", "status"),
    [
        ("volunteer", 200),
        ("agent", 200),
        ("coordinator", 200),
        ("partner", 403),
        ("admin", 403),
    ],
)
def test_tour_is_for_its_volunteer_and_the_office(client_of, cast, part, status, name):
    assert show(client_of(part), cast.volunteer, TODAY, name).status_code == status


@pytest.mark.parametrize("name", ["show-tour", "print-tour"])
def test_tour_of_somebody_else_does_not_exist_for_a_volunteer(volunteer, other, name):
    assert show(volunteer, other, TODAY, name).status_code == 404


def test_tour_of_another_programme_does_not_exist(agent, cast):
    stranger = VolunteerFactory(programme=cast.elsewhere)
    url = reverse("tour:show-tour", args=[cast.programme.slug, stranger.pk, TODAY])
    assert agent.get(url).status_code == 404


def test_day_that_does_not_exist_is_no_address(agent, cast):
    url = tour_url(cast.volunteer, TODAY).replace("2026-11-30", "2026-02-30")
    assert agent.get(url).status_code == 404


def test_sheets_of_everybody_are_for_the_office(volunteer, agent, cast):
    url = reverse("tour:print-day", args=[cast.programme.slug, TODAY])
    assert volunteer.get(url).status_code == 403
    assert agent.get(url).status_code == 200


@pytest.mark.parametrize(
    ("day", "is_shown"),
    [
        (TODAY, True),
        (TOMORROW, True),
        (WEDNESDAY, False),
        (TODAY - timedelta(days=3), False),
    ],
)
def test_access_note_is_shown_on_the_eve_and_the_day(volunteer, cast, day, is_shown):
    visit = visit_on(cast.volunteer, day)
    visit.resident.access_note = "Portail vert"
    visit.resident.save()
    text = show(volunteer, cast.volunteer, day).text
    assert ("Portail vert" in text) is is_shown
    assert ("sera visible la veille" in text) is not is_shown


def test_access_note_is_always_shown_to_the_office(agent, cast):
    visit = visit_on(cast.volunteer, WEDNESDAY)
    visit.resident.access_note = "Portail vert"
    visit.resident.save()
    assert "Portail vert" in show(agent, cast.volunteer, WEDNESDAY).text


def test_next_visit_stands_on_top_with_two_buttons(volunteer, cast):
    visit_on(cast.volunteer, TODAY, 14)
    first = visit_on(cast.volunteer, TODAY, 10)
    response = show(volunteer, cast.volunteer, TODAY)
    sheet = response.context["sheet"]
    assert sheet.current.visit == first
    assert sheet.current_title == "Prochaine visite"
    assert 'href="tel:+33559000001"' in response.text
    assert 'href="geo:43.36000,-0.25000?q=43.36000,-0.25000(Visite%201)"' in response.text


def test_visit_under_way_is_now(volunteer, cast):
    visit_on(cast.volunteer, TODAY, 8)
    current = visit_on(cast.volunteer, TODAY, NOW.hour)
    sheet = show(volunteer, cast.volunteer, TODAY).context["sheet"]
    assert (sheet.current.visit, sheet.current_title) == (current, "Maintenant")


def test_day_that_is_over_says_so(volunteer, cast):
    visit_on(cast.volunteer, TODAY, 7)
    assert "Journée terminée" in show(volunteer, cast.volunteer, TODAY).text


def test_day_to_come_starts_with_its_first_visit(volunteer, cast):
    visit_on(cast.volunteer, TOMORROW)
    sheet = show(volunteer, cast.volunteer, TOMORROW).context["sheet"]
    assert sheet.current_title == "Première visite"


def test_sheet_says_where_whom_what_and_how_far(volunteer, cast):
    visit = visit_on(cast.volunteer, TODAY)
    resident = visit.resident
    resident.house_number, resident.street = "12", "chemin des Crêtes"
    resident.equipment = [Equipment.TABLET, Equipment.BOX]
    resident.save()
    RelativeFactory(resident=resident)
    text = plain(show(volunteer, cast.volunteer, TODAY))
    for word in (
        "12 chemin des Crêtes",
        "64160 Morlaàs",
        "Promis entre 10 h et 10 h 30",
        "Technique · 1 h · Tablette, Box internet",
        "Solange Lafictive (fille)",
        "05 59 00 00 01",
        "1 visite · 5,4 km",
    ):
        assert word in text


def test_person_without_a_phone_has_no_button_that_rings_nobody(volunteer, cast):
    visit = visit_on(cast.volunteer, TODAY)
    visit.resident.landline = ""
    visit.resident.save()
    text = show(volunteer, cast.volunteer, TODAY).text
    assert "Pas de téléphone connu" in text
    assert 'href="tel:+33559000001"' not in text


def test_two_people_only_names_who_comes_along(volunteer, cast, other):
    lead = visit_on(cast.volunteer, TODAY)
    lead.resident.two_people_only = True
    lead.resident.save()
    visit_on(other, TODAY, help_request=lead.help_request, lead=lead)
    assert "Avec Bilal Essai." in show(volunteer, cast.volunteer, TODAY).text


def test_nothing_personal_stands_in_a_link(volunteer, cast):
    visit = visit_on(cast.volunteer, TODAY)
    text = show(volunteer, cast.volunteer, TODAY).text
    links = [part.split('"')[0] for part in text.split('href="')[1:]]
    assert not [link for link in links if visit.resident.last_name in link]


def test_empty_day_says_what_to_do(volunteer, agent, cast):
    assert "Mes autres jours" in show(volunteer, cast.volunteer, TODAY).text
    assert "Toutes les tournées du jour" in show(agent, cast.volunteer, TODAY).text


def test_printed_sheet_has_sketch_numbers_and_service_phone(volunteer, cast):
    visit_on(cast.volunteer, TODAY)
    response = show(volunteer, cast.volunteer, TODAY, "print-tour")
    assert "<svg" in response.text
    assert "05 59 00 00 00" in plain(response)
    assert len(response.context["sheets"]) == 1


def test_sheets_of_a_day_leave_out_who_stays(agent, cast, other):
    visit_on(cast.volunteer, TODAY)
    url = reverse("tour:print-day", args=[cast.programme.slug, TODAY])
    sheets = agent.get(url).context["sheets"]
    assert [sheet.tour.volunteer for sheet in sheets] == [cast.volunteer]


def test_list_of_a_day_shows_every_tour_and_who_has_none(coordinator, cast, other):
    visit_on(other, TOMORROW)
    url = reverse("tour:list-tours", args=[cast.programme.slug])
    context = coordinator.get(url, {"jour": "2026-12-01"}).context
    assert [tour.volunteer for tour in context["tours"]] == [other]
    assert context["idle"] == [cast.volunteer]


def test_list_with_a_day_that_does_not_exist_shows_today(coordinator, cast):
    url = reverse("tour:list-tours", args=[cast.programme.slug])
    context = coordinator.get(url, {"jour": "hier"}).context
    assert context["day"] == TODAY
    assert list(context["form"].errors) == ["day"]


def test_volunteer_lists_only_their_own_next_days(volunteer, cast, other):
    visit_on(other, TOMORROW)
    visit_on(cast.volunteer, TODAY)
    visit_on(cast.volunteer, WEDNESDAY)
    visit_on(cast.volunteer, TODAY - timedelta(days=3))
    url = reverse("tour:list-tours", args=[cast.programme.slug])
    assert [one.day for one in volunteer.get(url).context["days"]] == [TODAY, WEDNESDAY]


def test_volunteer_without_a_file_is_told_whom_to_ask(client_of, cast):
    url = reverse("tour:list-tours", args=[cast.elsewhere.slug])
    response = client_of("volunteer_elsewhere").get(url)
    assert "n’est pas encore reliée" in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_sheet_asks_the_same_however_long(volunteer, cast, django_assert_num_queries, count):
    for hour in range(10, 10 + count):
        visit_on(cast.volunteer, TODAY, hour)
    with django_assert_num_queries(SHEET_QUERIES):
        show(volunteer, cast.volunteer, TODAY)


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_however_many(coordinator, cast, django_assert_num_queries, count):
    for _one in range(count):
        visit_on(VolunteerFactory(programme=cast.programme), TODAY)
    with django_assert_num_queries(LIST_QUERIES):
        coordinator.get(reverse("tour:list-tours", args=[cast.programme.slug]))


@pytest.mark.parametrize(("part", "shown"), [("coordinator", True), ("volunteer", False)])
def test_tours_to_come_lead_to_preparing_them(client_of, cast, part, shown):
    visit_on(cast.volunteer, TOMORROW)
    url = reverse("tour:list-tours", args=[cast.programme.slug])
    page = client_of(part).get(f"{url}?jour={TOMORROW}")
    address = reverse("tour:prepare-day", args=[cast.programme.slug, TOMORROW])
    assert (address in page.text) is shown
