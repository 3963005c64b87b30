"""Radicale, set up for us: our sign-in, rights and tables; refusals told and kept."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _
from radicale import config
from radicale.app import Application as Radicale
from radicale.log import logger

from toctoc.agenda.operations import put_back
from toctoc.dav.auth import Auth
from toctoc.dav.exchange import Refused, current
from toctoc.dav.rights import Rights
from toctoc.dav.storage import Storage
from toctoc.people.operations import note_app_password_error

MAX_EVENT_BYTES = 100_000
MAX_OCCURRENCES = 1000
QUIET = frozenset(
    {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND, HTTPStatus.PRECONDITION_FAILED}
)

type Answer = tuple[int, Any, Any, Any]


class Application(Radicale):
    """Radicale with our plugins. No file of its own, no page, no new calendars."""

    def __init__(self) -> None:
        logger.setLevel("ERROR")  # its lines name who signs in; devices keep their own errors
        settings = config.load()
        settings.update(
            {
                "auth": {"type": Auth, "delay": 0, "realm": "Toctoc"},
                "rights": {
                    "type": Rights,
                    "permit_delete_collection": False,
                    "permit_overwrite_collection": False,
                },
                "storage": {"type": Storage},
                "web": {"type": "none"},
                "server": {
                    "validate_path_value": "none",  # phones choose names as they like
                    "validate_user_value": "none",
                    "max_resource_size": MAX_EVENT_BYTES,
                    "max_vevent_rrule_occurrence": MAX_OCCURRENCES,
                    "delay_on_error": 0,
                },
                "reporting": {
                    "max_expand_occurrence": 10 * MAX_OCCURRENCES,
                    "max_freebusy_occurrence": 10 * MAX_OCCURRENCES,
                },
            },
            "toctoc",
            privileged=True,
        )
        super().__init__(settings)

    def do_PUT(self, *args: Any) -> Answer:  # noqa: N802 -- Radicale's name
        return _told(super().do_PUT, *args)

    def do_DELETE(self, *args: Any) -> Answer:  # noqa: N802 -- same
        return _told(super().do_DELETE, *args)

    def _read_xml_request_body(self, *args: Any) -> Element | None:
        found: Element | None = super()._read_xml_request_body(*args)
        current().report = found
        return found


def _told(answer: Callable[..., Answer], *args: Any) -> Answer:
    """Answer a write; keep what was refused for the device's owner, and put events back.

    Nothing of the refused write is left: its transaction is over. No ETag is given back, since
    what is stored is never letter for letter what came (RFC 4791 §5.3.4): programs fetch it.
    """
    try:
        status, headers, body, xml = answer(*args)
    except Refused as refused:
        return _refuse(refused)
    if status >= HTTPStatus.BAD_REQUEST:
        if status in QUIET:
            return status, headers, body, xml
        sentence = _("Votre appareil a envoyé un événement que Toctoc ne comprend pas.")
        _keep(sentence)
        return status, headers, body if status == HTTPStatus.CONFLICT else sentence, xml
    kept = {name: value for name, value in dict(headers).items() if name != "ETag"}
    return status, kept, body, xml


def _refuse(refused: Refused) -> Answer:
    if refused.sentence:
        _keep(refused.sentence)
    if refused.calendar is not None and refused.name:
        put_back(refused.calendar, name=refused.name, note=refused.sentence, now=current().now)
    if refused.status < HTTPStatus.BAD_REQUEST:
        return refused.status, {}, None, None
    return refused.status, {"Content-Type": "text/plain"}, refused.sentence, None


def _keep(sentence: str) -> None:
    exchange = current()
    if exchange.device is not None:
        note_app_password_error(exchange.device, error=sentence, now=exchange.now)
