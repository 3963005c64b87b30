"""Phone numbers in every writing people here use."""

import pytest

from toctoc.common.phone import InvalidPhone, can_receive_sms, parse_phone, show_phone

MOBILE, LANDLINE = "+33612345678", "+33559334610"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("06 12 34 56 78", MOBILE),
        ("06.12.34.56.78", MOBILE),
        ("06-12-34-56-78", MOBILE),
        ("06–12–34–56–78", MOBILE),
        ("0612345678", MOBILE),
        ("  06 12 34 56 78. ", MOBILE),
        ("06\u00a012\u00a034\u00a056\u00a078", MOBILE),
        ("６１２３４５６７８", MOBILE),
        ("6 12 34 56 78", MOBILE),
        ("+33 6 12 34 56 78", MOBILE),
        ("+33612345678", MOBILE),
        ("+33 (0)6 12 34 56 78", MOBILE),
        ("+33 06 12 34 56 78", MOBILE),
        ("0033 6 12 34 56 78", MOBILE),
        ("0033 (0)6 12 34 56 78", MOBILE),
        ("33612345678", MOBILE),
        ("05,59,33,46,10", LANDLINE),
        ("05/59/33/46/10", LANDLINE),
        ("(05) 59 33 46 10", LANDLINE),
        ("Tél. 05 59 33 46 10", LANDLINE),
        ("09 72 12 34 56", "+33972123456"),
        ("+34 911 23 45 67", "+34911234567"),
        ("06 39 98 00 01", "+33639980001"),  # of the range kept for fiction
    ],
)
def test_phone_is_read_in_every_writing(typed, stored):
    assert parse_phone(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "personne",
        "06 12 34 56 7",
        "06 12 34 56 78 9",
        "112",
        "05 59 33 46 10 / 06 12 34 56 78",
    ],
)
def test_phone_that_cannot_be_rung_is_refused_with_what_was_typed(typed):
    with pytest.raises(InvalidPhone) as caught:
        parse_phone(typed)
    assert caught.value.data == {"typed": typed}


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (MOBILE, "06 12 34 56 78"),
        ("+33639980001", "06 39 98 00 01"),
        ("+34911234567", "+34 911 23 45 67"),
        ("", ""),
    ],
)
def test_phone_is_shown_as_people_here_write_it(stored, shown):
    assert show_phone(stored) == shown


@pytest.mark.parametrize(
    ("stored", "can"),
    [
        (MOBILE, True),
        ("+33639980001", True),
        (LANDLINE, False),
        ("+33972123456", False),
        ("", False),
    ],
)
def test_only_a_mobile_receives_sms(stored, can):
    assert can_receive_sms(stored) is can
