"""What is said where fewer than three offers are found: one test a reason."""

from datetime import date

from tests.dispatch.scenes import (
    BASE,
    FAR,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    book,
    call,
    hire,
)
from tests.factories import AbsenceFactory, ResidentFactory, at
from toctoc.common.half_days import HalfDays
from toctoc.dispatch.queries import OfferSet, list_offers

MORNINGS = str(HalfDays.from_pairs((weekday, 0) for weekday in range(5)))
TUESDAY_MORNING = str(HalfDays.from_pairs([(1, 0)]))
ONE_DAY = {"lead_days": 1, "horizon_days": 1}  # only Tuesday may be booked


def said(found: OfferSet) -> str:
    return " ".join(found.refusals).replace("\u00a0", " ")


def limit(programme, **settings):
    for name, value in settings.items():
        setattr(programme.planning_settings, name, value)
    programme.planning_settings.save()


def test_week_that_is_full_is_said_with_the_day_from_which_there_is_room(programme, now, cast):
    limit(programme, horizon_days=6)
    for volunteer in (cast.volunteer, hire(programme)):
        volunteer.weekly_hours = 3
        volunteer.save()
        book(volunteer, TUESDAY, 13, 30, length_min=120, place=BASE)
    suits = str(HalfDays.from_pairs([(1, 0), (3, 0)]))
    found = list_offers(call(programme, suits=suits), now=now)
    assert [row.promised_from.date() for row in found.offers] == [date(2026, 12, 8)]
    assert said(found) == (
        "Aucune place avant le mardi 8 décembre : la semaine des deux volontaires est complète."
    )


def test_lack_of_room_is_said_in_minutes(programme, alix, now):
    limit(programme, **ONE_DAY)
    book(alix, TUESDAY, 9, 30, length_min=150, width_min=0)
    found = list_offers(call(programme, suits=TUESDAY_MORNING), now=now)
    assert found.offers == ()
    assert found.refusals[0].startswith("Il manque ")
    assert found.refusals[0].endswith(" mardi matin.")
    assert found.nearest == ""  # said already


def test_visit_longer_than_any_shift_is_said(programme, alix, now):
    found = list_offers(call(programme, length_min=480), now=now)
    assert found.offers == ()
    assert "ne tient pas dans les heures de travail" in found.refusals[0]


def test_skill_that_nobody_has_is_said(programme, alix, now):
    alix.skills = ["equipment"]
    alix.save()
    found = list_offers(call(programme), now=now)
    assert said(found) == (
        "Aucune place jusqu’au mardi 29 décembre : "
        "aucun volontaire présent ne fait « Technique »."
    )


def test_programme_without_volunteers_says_that_nobody_works(cast, now):
    found = list_offers(call(cast.elsewhere), now=now)
    assert said(found) == (
        "Aucune place jusqu’au mardi 29 décembre : personne ne travaille à ce moment."
    )
    assert found.nearest == ""


def test_pair_that_cannot_be_formed_is_said(programme, alix, now):
    limit(programme, **ONE_DAY)
    found = list_offers(call(programme, pair=True), now=now)
    assert "il faut deux volontaires ensemble" in found.refusals[0]


def test_tour_with_all_its_visits_is_said(programme, alix, now):
    limit(programme, **ONE_DAY, max_visits_per_tour=1)
    book(alix, TUESDAY, 10)
    found = list_offers(call(programme), now=now)
    assert "la tournée a déjà toutes ses visites" in found.refusals[0]


def test_tour_that_is_late_already_is_said(programme, alix, now):
    limit(programme, **ONE_DAY)
    book(alix, TUESDAY, 10, place=BASE)
    book(alix, TUESDAY, 11, place=FAR, width_min=0)
    found = list_offers(call(programme), now=now)
    assert "ne tient déjà plus ses promesses" in found.refusals[0]


def test_day_beyond_the_horizon_is_said(programme, alix, now):
    found = list_offers(call(programme, not_before=date(2027, 3, 1)), now=now)
    assert said(found) == (
        "Aucune place à partir du lundi 1er mars : "
        "l’agenda n’est ouvert que jusqu’au mardi 29 décembre."
    )


def test_minor_may_not_work_longer_than_seven_hours_a_day(programme, now, cast):
    limit(programme, **ONE_DAY)
    cast.volunteer.delete()
    young = hire(programme, hours=((8, 19),), adult_on=date(2027, 5, 1), weekly_hours=28)
    book(young, TUESDAY, 8, 30, length_min=180, place=BASE)
    book(young, TUESDAY, 13, 30, length_min=180, place=BASE)
    found = list_offers(call(programme, place=BASE, length_min=90), now=now)
    assert found.offers == ()
    assert any("trop longue" in text for text in found.refusals)


def test_refusals_are_short(programme, alix, now):
    limit(programme, horizon_days=3)
    book(alix, TUESDAY, 9, 30, length_min=150, width_min=0)
    AbsenceFactory(volunteer=alix, starts_at=at(WEDNESDAY, 0), ends_at=at(THURSDAY, 0))
    found = list_offers(call(programme, suits=MORNINGS), now=now)
    assert len(found.offers) == 1
    assert len(found.refusals) == 2
    assert ResidentFactory.build().last_name not in " ".join(found.refusals)
