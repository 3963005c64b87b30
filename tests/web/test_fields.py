"""Form fields that read French writing: what they understand, what they answer otherwise."""

from datetime import date, time

import pytest
from django import forms
from django.core.exceptions import ValidationError

from tests.factories import CommuneFactory
from toctoc.common.half_days import HalfDays
from toctoc.web.forms.fields import (
    ClockField,
    CommuneField,
    FrenchDateField,
    HalfDaysField,
    LengthField,
    NoteField,
    PhoneField,
    ProgrammeForm,
)

TODAY = date(2026, 11, 30)


class SampleForm(ProgrammeForm):
    commune = CommuneField()
    day = FrenchDateField(required=False)


def refusal(field, typed):
    with pytest.raises(ValidationError) as caught:
        field.clean(typed)
    return " ".join(caught.value.messages)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("08/12/2026", date(2026, 12, 8)),
        ("8/12/26", date(2026, 12, 8)),
        ("8/12", date(2026, 12, 8)),
        ("8-12-2026", date(2026, 12, 8)),
        ("8.12", date(2026, 12, 8)),
        ("08122026", date(2026, 12, 8)),
        ("2026-12-08", date(2026, 12, 8)),
        ("8 décembre", date(2026, 12, 8)),
        ("mardi 8 décembre 2026", date(2026, 12, 8)),
        ("le mardi 8 dec", date(2026, 12, 8)),
        ("1er février", date(2027, 2, 1)),
        ("24/11", date(2026, 11, 24)),
        ("15/3", date(2027, 3, 15)),
        ("29/2", date(2028, 2, 29)),
        ("", None),
    ],
)
def test_day_is_read_in_every_writing(typed, day):
    field = FrenchDateField(required=False)
    field.today = TODAY
    assert field.clean(typed) == day


@pytest.mark.parametrize(
    "typed",
    ["31/2", "demain", "8/13", "2026-02-30", "8 brumaire", "32/1", "1/1/9999", "0001-01-01"],
)
def test_day_that_does_not_exist_is_refused_with_an_example(typed):
    field = FrenchDateField()
    field.today = TODAY
    assert refusal(field, typed) == (
        "Cette date n’existe pas : écrivez par exemple 8/12 ou 08/12/2026."
    )


def test_day_without_year_where_no_day_is_known_asks_for_the_year():
    assert refusal(FrenchDateField(), "8/12") == "Ajoutez l’année, par exemple 08/12/2026."


def test_day_is_shown_as_french_people_write_it():
    class DayForm(forms.Form):
        day = FrenchDateField()

    assert 'value="08/12/2026"' in str(DayForm(initial={"day": date(2026, 12, 8)})["day"])


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("14h30", time(14, 30)),
        ("14 h 30", time(14, 30)),
        ("14\u00a0h\u00a030", time(14, 30)),
        ("14:30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("9h", time(9)),
        ("9 heures", time(9)),
        ("9", time(9)),
        ("0930", time(9, 30)),
    ],
)
def test_hour_is_read_in_every_writing(typed, hour):
    assert ClockField().clean(typed) == hour


@pytest.mark.parametrize("typed", ["25h", "14h60", "midi", "9h5x"])
def test_hour_that_does_not_exist_is_refused_with_an_example(typed):
    assert refusal(ClockField(), typed) == (
        "Cette heure n’existe pas : écrivez par exemple 14 h 30 ou 14:30."
    )


@pytest.mark.parametrize(("hour", "shown"), [(time(14, 30), "14 h 30"), (time(9), "9 h")])
def test_hour_is_shown_as_french_people_write_it(hour, shown):
    assert ClockField().prepare_value(hour) == shown


@pytest.mark.parametrize(
    ("typed", "length_min"),
    [("60", 60), ("45 min", 45), ("1h", 60), ("1 h 30", 90), ("1:30", 90), ("90'", 90)],
)
def test_length_is_read_in_minutes(typed, length_min):
    assert LengthField().clean(typed) == length_min


def test_length_out_of_bounds_or_unreadable_says_so():
    field = LengthField(min_value=5, max_value=480)
    assert refusal(field, "2") == "La durée est d’au moins 5 minutes."
    assert refusal(field, "9 h") == "La durée est d’au plus 480 minutes."
    assert refusal(field, "une heure") == (
        "Cette durée n’est pas lisible : écrivez par exemple 45 min ou 1 h 30."
    )


def test_phone_is_stored_e164_and_shown_in_pairs():
    field = PhoneField()
    assert field.clean("05.59.33.46.10") == "+33559334610"
    assert field.prepare_value("+33559334610") == "05 59 33 46 10"
    assert field.prepare_value("05 59") == "05 59"
    assert PhoneField(required=False).clean("") == ""


@pytest.mark.parametrize(
    ("line", "typed", "says"),
    [
        ("", "05 59", "Ce numéro n’existe pas : écrivez dix chiffres, comme 05 59 33 46 10."),
        (
            "mobile",
            "05 59 33 46 10",
            "Ce numéro ne reçoit pas de SMS : écrivez-le dans « Téléphone fixe ».",
        ),
        (
            "landline",
            "06 12 34 56 78",
            "Ce numéro est un portable : écrivez-le dans « Portable ».",
        ),
    ],
)
def test_phone_that_does_not_fit_says_where_it_goes(line, typed, says):
    assert refusal(PhoneField(line=line), typed) == says


def test_half_days_are_ten_boxes_and_one_value():
    field = HalfDaysField()
    assert field.clean(["0", "9"]) == HalfDays.from_text("1000000001")
    assert field.prepare_value(HalfDays.from_text("1000000001")) == ["0", "9"]
    assert refusal(field, []) == "Cochez au moins une demi-journée."


@pytest.mark.parametrize(
    ("note", "says"),
    [
        ("mdp : Soleil64", "un mot de passe ou un code secret"),
        ("4111 1111 1111 1111", "un numéro de carte bancaire"),
        ("2 69 05 49 588 157 80", "un numéro de sécurité sociale"),
    ],
)
def test_note_that_holds_a_credential_says_what_to_do(note, says):
    assert refusal(NoteField(), note) == (
        f"Cette note semble contenir {says}. "
        "Ils ne se notent jamais ici : effacez-les, puis enregistrez."
    )


def test_note_that_helps_to_find_the_home_is_kept():
    assert NoteField().clean("Portail 1234A, chien") == "Portail 1234A, chien"


@pytest.mark.parametrize(
    "typed", ["64405", "Morlaàs", "morlaas", "MORLAAS (64160)", "Morlaàs (64160)"]
)
def test_commune_is_read_by_code_or_name(programme, typed):
    form = SampleForm({"commune": typed, "day": "8/12"}, programme=programme, today=TODAY)
    assert form.is_valid()
    assert form.cleaned_data["commune"].name == "Morlaàs"
    assert form.cleaned_data["day"] == date(2026, 12, 8)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (
            "Morlas",
            "« Morlas » n’est pas une commune du territoire : peut-être Morlaàs ?",
        ),
        ("Bordeaux", "« Bordeaux » n’est pas une commune du territoire."),
        ("", "Ce champ est obligatoire."),
    ],
)
def test_unknown_commune_is_refused_and_a_close_one_suggested(programme, typed, says):
    form = SampleForm({"commune": typed}, programme=programme, today=TODAY)
    assert form.errors["commune"] == [says]


def test_form_left_as_it_was_has_not_changed(programme):
    initial = {"commune": programme.communes.get(), "day": date(2026, 12, 8)}
    typed = {"commune": "64405", "day": "08/12/2026"}
    form = SampleForm(typed, programme=programme, today=TODAY, initial=initial)
    assert form.changed_data == []
    assert not HalfDaysField().has_changed(HalfDays.from_text("1000000001"), ["0", "9"])
    assert HalfDaysField().has_changed(HalfDays.from_text("1000000001"), ["0"])


def test_commune_of_another_programme_is_not_offered(cast):
    cast.elsewhere.communes.set([CommuneFactory(code_insee="40001", name="Ailleurs")])
    form = SampleForm({"commune": "40001"}, programme=cast.programme, today=TODAY)
    assert not form.is_valid()
    assert "Ailleurs" not in str(form["commune"])


def test_list_of_communes_takes_one_query(programme, django_assert_num_queries):
    with django_assert_num_queries(1):
        form = SampleForm({"commune": "64405"}, programme=programme, today=TODAY)
        assert form.is_valid()
        assert str(form["commune"]).count("<option") == 2
