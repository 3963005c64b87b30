"""A phone as the tests hold it: raw requests, and the `caldav` client."""

from dataclasses import dataclass, field

import caldav
import requests

from toctoc.people.models import AppPassword


@dataclass
class Phone:
    """One device signed in; `send` speaks HTTP, `calendar` the real client's language."""

    url: str
    email: str
    password: str
    device: AppPassword
    session: requests.Session = field(default_factory=requests.Session)
    clients: list[caldav.DAVClient] = field(default_factory=list)

    def __post_init__(self):
        self.session.auth = (self.email, self.password)

    def close(self):
        for one in (self.session, *self.clients):
            one.close()

    @property
    def home(self):
        return f"/dav/u{self.device.account_id}/"

    def send(self, method, path="", body="", **headers):
        """Send a request; a path without a slash in front is under this account's folder."""
        url = self.url + (path if path.startswith("/") else self.home + path)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.session.request(
            method, url, data=body.encode(), headers=named, allow_redirects=False, timeout=60
        )

    def put(self, calendar, name, text, **headers):
        return self.send(
            "PUT", f"{calendar}/{name}", text, Content_Type="text/calendar", **headers
        )

    def client(self):
        url = f"{self.url}/dav/"
        made = caldav.DAVClient(url=url, username=self.email, password=self.password)
        self.clients.append(made)
        return made

    def calendars(self):
        """Return the calendars the real client discovers, by the last part of their address."""
        found = self.client().principal().calendars()
        return {str(one.url).rstrip("/").rpartition("/")[2]: one for one in found}


def event(uid="chez-moi@telephone", *lines, start="20261203T140000", end="20261203T150000"):
    """Return an event as a phone writes it; if not said otherwise on 3 December 2026, 14 h."""
    body = (
        f"UID:{uid}",
        "DTSTAMP:20261130T080000Z",
        f"DTSTART;TZID=Europe/Paris:{start}",
        f"DTEND;TZID=Europe/Paris:{end}",
        "SUMMARY:Dentiste",
        *lines,
    )
    return wrap("BEGIN:VEVENT", *body, "END:VEVENT")


def wrap(*lines):
    whole = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//essai", *lines, "END:VCALENDAR")
    return "\r\n".join(whole) + "\r\n"
