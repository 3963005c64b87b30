"""The made-up programme: the right people, and an agenda that could be real."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from tests.factories import NOW
from toctoc.agenda.enums import RequestStatus, VisitStatus
from toctoc.agenda.models import Absence, HelpRequest, PlaceRequest, Session, Visit
from toctoc.cli.demo.calls import call_moments
from toctoc.cli.demo.database import prepare_database
from toctoc.cli.demo.filling import RESIDENTS
from toctoc.cli.demo.programme import AGE, PASSWORD, SLUG
from toctoc.cli.demo.residents import draw_residents
from toctoc.cli.demo.welcome import demo_accounts, print_welcome
from toctoc.common.phone import parse_phone
from toctoc.people.models import Account, Resident, Volunteer
from toctoc.people.permissions import current_roles
from toctoc.territory.models import Commune, Programme
from toctoc.territory.operations import load_facts


@pytest.fixture
def filled(db) -> Programme:
    prepare_database(NOW)
    return Programme.objects.get(slug=SLUG)


def test_demo_has_its_people_and_their_roles(filled):
    assert Resident.objects.count() == RESIDENTS
    held = {
        email: current_roles(Account.objects.get(email=email), filled, on=NOW.date())
        for email, _, _ in demo_accounts()
    }
    assert held == {email: {role} for email, _, role in demo_accounts()}
    assert all(account.check_password(PASSWORD) for account in Account.objects.all())
    assert sum(one.is_minor(NOW.date()) for one in Volunteer.objects.all()) == 1


def test_demo_agenda_has_past_and_coming_visits_and_every_kind_of_answer(filled):
    booked = Visit.objects.filter(status=VisitStatus.BOOKED)
    assert booked.filter(starts_at__lt=NOW).count() >= 10
    assert booked.filter(starts_at__gt=NOW).count() >= 10
    assert {visit.programme for visit in booked} == {filled}
    assert Visit.objects.filter(status=VisitStatus.CANCELLED, lead=None).count() == 1
    assert Absence.objects.get().starts_at > NOW
    statuses = Counter(HelpRequest.objects.values_list("status", flat=True))
    assert statuses[RequestStatus.OPEN] == 1
    assert set(statuses) == set(RequestStatus)


def test_demo_has_places_and_workshops_held_to_come_and_full(filled):
    assert filled.places.count() == 3
    held, first, *_series, full = Session.objects.order_by("pk")
    assert (held.status, held.walk_ins) == ("held", 2)
    assert held.enrolments.filter(status="present").count() == 4
    assert first.starts_at > NOW
    assert first.enrolments.filter(needs_lift=True).count() == 1
    assert PlaceRequest.objects.get().session == first
    statuses = Counter(full.enrolments.values_list("status", flat=True))
    assert statuses == {"enrolled": 4, "waiting": 1}


def test_demo_visits_keep_to_hours_and_absences(filled):
    absence = Absence.objects.get()
    for visit in Visit.objects.filter(status=VisitStatus.BOOKED).select_related("volunteer"):
        assert visit.promised_from <= visit.starts_at <= visit.promised_until
        assert visit.volunteer.is_on_mission(visit.starts_at.date())
        if visit.volunteer == absence.volunteer:
            assert visit.ends_at <= absence.starts_at or visit.starts_at >= absence.ends_at


def test_demo_is_filled_once(filled):
    before = Visit.objects.count(), Resident.objects.count()
    assert prepare_database(NOW + timedelta(days=1)) == NOW
    assert (Visit.objects.count(), Resident.objects.count()) == before


@pytest.mark.django_db
def test_interrupted_fill_leaves_nothing(monkeypatch):
    def stop(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("toctoc.cli.demo.filling.hire_team", stop)
    with pytest.raises(KeyboardInterrupt):
        prepare_database(NOW)
    assert (Programme.objects.count(), Commune.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_made_up_residents_are_the_same_each_time_and_ring_nobody():
    communes = load_facts("200067296")
    drawn = draw_residents(communes, count=40, rng=Random(1))
    assert drawn == draw_residents(communes, count=40, rng=Random(1))
    phones = [phone for one in drawn for phone in (one.landline, one.mobile) if phone]
    assert [parse_phone(phone) for phone in phones] == phones
    assert {phone[:8] for phone in phones} <= {"+3353649", "+3363998"}


def test_calls_come_on_working_days_and_never_after_now():
    moments = call_moments(50, days=12, now=NOW)
    assert len(moments) == 50
    assert moments == sorted(moments)
    assert {moment.weekday() for moment in moments} <= set(range(5))
    assert moments[-1] <= NOW
    assert moments[0] >= NOW - timedelta(days=17)


def test_welcome_of_an_old_demo_says_that_it_is(capsys, tmp_path):
    print_welcome("127.0.0.1:8000", tmp_path, filled_at=NOW - timedelta(days=20), now=NOW)
    assert "Ces données datent du 10/11/2026" in capsys.readouterr().out


def test_programme_of_the_demo_is_two_months_old(filled):
    assert filled.created_at == NOW - AGE
