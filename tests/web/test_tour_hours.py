"""Hours to announce: who waits for theirs, what to say, and a list that empties itself."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import RelativeFactory, VisitFactory, VolunteerFactory, at
from toctoc.agenda.enums import VisitEventKind
from toctoc.dispatch.operations import fix_hours

DAY = date(2026, 12, 1)
# Session, account, programme, roles; hours; relatives, companions, their volunteers.
QUERIES = 7


def half_day_visit(volunteer, hour, **fields):
    return VisitFactory(
        programme=volunteer.programme,
        volunteer=volunteer,
        promise="half_day",
        promised_from=at(DAY, 9),
        promised_until=at(DAY, 11, 30),
        starts_at=at(DAY, hour),
        ends_at=at(DAY, hour + 1),
        **fields,
    )


@pytest.fixture
def visit(cast, now):
    visit = half_day_visit(cast.volunteer, 10)
    fix_hours(cast.programme, DAY, by=None, now=now)
    return visit


def address(programme):
    return reverse("tour:list-hours", args=[programme.slug, DAY])


def show(client, programme):
    return client.get(address(programme)).text.replace("\u00a0", " ")


def test_person_whose_hour_is_fixed_is_listed_with_number_and_sentence(agent, programme, visit):
    text = show(agent, programme)
    assert 'href="tel:+33559000001"' in text
    assert "« Alix viendra chez vous demain, entre 10 h et 10 h 30. »" in text


def test_person_who_was_told_leaves_the_list(agent, programme, visit, now):
    response = agent.post(reverse("tour:note-told", args=[programme.slug, visit.pk]))
    visit.refresh_from_db()
    assert response["Location"] == address(programme)
    assert (visit.told_channel, visit.told_at) == ("phone", now)
    assert "Tout le monde connaît son heure" in show(agent, programme)
    assert visit.events.filter(kind=VisitEventKind.TOLD).count() == 1


def test_visit_cancelled_meanwhile_is_not_announced(agent, programme, visit, now):
    visit.status, visit.cancelled_at = "done", None
    visit.save()
    page = agent.post(reverse("tour:note-told", args=[programme.slug, visit.pk]), follow=True)
    assert "Cette visite n’est plus prévue" in page.text


def test_promise_still_wide_is_nobody_s_to_ring_about(agent, cast, programme):
    half_day_visit(cast.volunteer, 10)
    assert "Tout le monde connaît son heure" in show(agent, programme)


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_however_many(
    agent, programme, now, django_assert_num_queries, count
):
    for _more in range(count):
        visit = half_day_visit(VolunteerFactory(programme=programme), 10)
        RelativeFactory(resident=visit.resident)
    fix_hours(programme, DAY, by=None, now=now)
    with django_assert_num_queries(QUERIES):
        agent.get(address(programme))
