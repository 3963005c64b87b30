"""`toctoc tick`: what is due is done once, however often and wherever it is asked."""

from datetime import timedelta

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from tests.dispatch.scenes import FRIDAY, MONDAY, TUESDAY, book
from toctoc.agenda.models import DaySheet
from toctoc.cli.__main__ import main
from toctoc.dispatch.models import Eve

# A worker commits as it goes.
pytestmark = pytest.mark.django_db(transaction=True)
ELSEWHERE, HERE = "ailleurs", "nord-est-bearn"


@pytest.fixture
def at_fixed_moment(settings):
    settings.CLOCK = "tests.clock.eve"


@pytest.fixture
def wide(cast):
    return book(cast.volunteer, TUESDAY, 10, width_min=120, promise="wide")


def statuses():
    return sorted(DBTaskResult.objects.values_list("status", flat=True))


def test_before_the_hour_nothing_happens(cast, wide, toctoc, settings):
    settings.CLOCK = "tests.clock.now"
    assert toctoc("tick") == (0, "", "")
    assert (Eve.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_at_its_hour_every_programme_is_looked_at(cast, wide, toctoc):
    status, told, error = toctoc("tick")
    assert (status, error) == (0, "")
    assert told.splitlines() == [
        f"{ELSEWHERE} : tournées regardées pour 2026-12-01",
        f"{HERE} : tournées regardées pour 2026-12-01",
    ]
    wide.refresh_from_db()
    assert wide.promise == "exact"
    assert statuses() == ["SUCCESSFUL", "SUCCESSFUL"]


def test_second_tick_has_nothing_to_do(cast, wide, toctoc):
    toctoc("tick")
    assert toctoc("tick") == (0, "", "")
    assert Eve.objects.count() == 2
    assert DBTaskResult.objects.count() == 2


def test_work_may_be_left_to_others(cast, wide, toctoc):
    assert toctoc("tick", "--enqueue-only") == (0, "", "")
    assert toctoc("tick", "--enqueue-only") == (0, "", "")
    assert (statuses(), Eve.objects.count()) == (["READY", "READY"], 0)
    toctoc("tick")
    assert (statuses(), Eve.objects.count()) == (["SUCCESSFUL", "SUCCESSFUL"], 2)


def test_what_fails_is_told_and_started_again(cast, wide, toctoc, monkeypatch):
    def fail(*args, **kwargs):
        raise ConnectionError("la route est coupée")

    with monkeypatch.context() as patched:
        patched.setattr("toctoc.cli.tick.tasks.plan_eve", fail)
        status, told, error = toctoc("tick")
    assert (status, told, Eve.objects.count()) == (1, "", 0)
    assert "la route est coupée" in error
    assert toctoc("tick")[0] == 0
    assert Eve.objects.count() == 2


def test_loop_goes_on_until_interrupted(cast, toctoc, monkeypatch):
    pauses = []

    def pause(seconds):
        pauses.append(seconds)
        if len(pauses) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("toctoc.cli.tick.command.time.sleep", pause)
    assert toctoc("tick", "--every", "60")[0] == 130
    assert pauses == [60, 60]


@pytest.mark.parametrize("typed", ["0", "x", "4000"])
def test_pause_that_makes_no_sense_is_misuse(typed, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["tick", "--every", typed])
    assert ended.value.code == 2
    assert "n’est pas un nombre de secondes" in capsys.readouterr().err


def test_a_volunteer_without_news_is_told_of_and_mailed_once(cast, at_fixed_moment, toctoc):
    book(cast.volunteer, MONDAY, 14)
    status, told, error = toctoc("tick")
    assert (status, error) == (0, "")
    assert f"{HERE} : alertes : no_arrival" in told.splitlines()
    toctoc("tick")
    assert len(mail.outbox) == 1


def test_days_that_are_over_are_counted_once_a_day(cast, at_fixed_moment, toctoc):
    friday = FRIDAY - timedelta(days=7)
    book(cast.volunteer, friday, 10)
    _status, told, _error = toctoc("tick")
    assert f"{HERE} : heures et kilomètres comptés avant le 2026-11-30" in told.splitlines()
    assert DaySheet.objects.get().day == friday
    _status, told, _error = toctoc("tick")
    assert "comptés" not in told
