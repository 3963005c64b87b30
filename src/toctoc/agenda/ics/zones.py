"""Time zones in calendars: the rules a program needs to know what "10 h in Paris" means."""

from datetime import date
from functools import lru_cache

from icalendar import Timezone

PARIS = b"""BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
""".replace(b"\n", b"\r\n")
YEARS = (date(2020, 1, 1), date(2040, 1, 1))


@lru_cache
def zone_text(name: str) -> bytes:
    """Return the VTIMEZONE of a zone: by rule for Paris, else change by change to 2040."""
    if name == "Europe/Paris":
        return PARIS
    zone = Timezone.from_tzid(name, first_date=YEARS[0], last_date=YEARS[1])
    return bytes(zone.to_ical())
