"""Lines as they are sent, read back by the icalendar library."""

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from toctoc.agenda.ics.lines import MAX_OCTETS, join_lines, text_line

TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200)


@given(TEXTS.filter(lambda one: one == one.strip()))
def test_any_text_is_read_back_as_it_was(text):
    lines = ("BEGIN:VCALENDAR", "BEGIN:VEVENT", text_line("SUMMARY", text))
    sent = join_lines((*lines, "END:VEVENT", "END:VCALENDAR"))
    assert max(map(len, sent.split(b"\r\n"))) <= MAX_OCTETS
    (event,) = Calendar.from_ical(sent).walk("VEVENT")
    assert str(event["SUMMARY"]) == text


def test_lines_of_a_text_stay_apart():
    assert text_line("DESCRIPTION", "a,b;c\\d\ne") == "DESCRIPTION:a\\,b\\;c\\\\d\\ne"
