"""From the call form to values: the resident's file and the request as they would be saved.

The caller's file is only written when something is decided (a visit, the waiting list…); until
then offers are found for a draft that exists in memory alone. See docs/flows/call.md.
"""

import re
from copy import copy
from dataclasses import replace
from typing import Any, Final, cast

from toctoc.agenda.enums import Urgency, VisitKind
from toctoc.agenda.models import HelpRequest
from toctoc.agenda.operations.requests import RequestFields
from toctoc.common.names import fold
from toctoc.people.enums import Channel, Equipment, PointSource
from toctoc.people.models import Resident
from toctoc.people.operations import RelativeFields, ResidentFields
from toctoc.people.queries import Place, place_in_commune
from toctoc.territory.models import Commune
from toctoc.web.forms.call import CallForm
from toctoc.web.forms.places import origin_of
from toctoc.web.views.call_typed import Typed

_HOUSE_NUMBER = re.compile(
    r"(\d{1,5}(?:\s?(?:bis|ter|quater|[a-d]))?)[\s,]+(\D.*)", re.IGNORECASE
)


# Columns of a request, and the fields of the form they come from.
COLUMNS: Final = {
    "need": "need",
    "length_min": "length",
    "kind": "kind",
    "urgency": "urgency",
    "promise": "promise",
    "details": "details",
    "suits": "half_days",
    "not_before": "not_before",
}


def split_street(line: str) -> tuple[str, str]:
    """Return number and street of an address line.

    >>> split_street("12 bis, chemin des Crêtes"), split_street("Maison Lacoste")
    (('12 bis', 'chemin des Crêtes'), ('', 'Maison Lacoste'))
    """
    found = _HOUSE_NUMBER.fullmatch(line.strip())
    return (found[1], found[2]) if found else ("", line.strip())


def request_fields(form: CallForm) -> RequestFields:
    """Return what of the call is valid by now."""
    cleaned = form.cleaned_data
    fields: dict[str, Any] = {
        column: cleaned[name] for column, name in COLUMNS.items() if name in cleaned
    }
    if "kind" in cleaned:
        fields["place"] = cleaned.get("place")
    return cast("RequestFields", fields)


def resident_fields(form: CallForm, known: Resident | None) -> ResidentFields:
    """Return the file that a complete form describes; what the form does not show is kept."""
    cleaned = form.cleaned_data
    house_number, street = split_street(cleaned["street"])
    typed: dict[str, Any] = {
        name: cleaned[name]
        for name in ("last_name", "first_name", "landline", "mobile", "email", "commune")
    }
    fields = ResidentFields(
        **typed,
        channel=Channel(cleaned["channel"]),
        house_number=house_number,
        street=street,
        place=form.typed_place(),
        point_source=form.typed_origin().source,
        ban_id=form.typed_origin().ban_id,
        access_note=cleaned["access_note"],
        two_people_only=cleaned["two_people_only"],
        half_days=cleaned["half_days"],
        equipment=tuple(Equipment(one) for one in cleaned["equipment"]),
        relatives=_list_relatives(form, ResidentFields.of(known).relatives if known else ()),
    )
    return replace(fields, half_days=known.half_days) if known else fields


def draft_request(help_request: HelpRequest, form: CallForm) -> HelpRequest:
    """Return the request as typed, of a resident as typed; both in memory only."""
    cleaned, draft = form.cleaned_data, copy(help_request)
    known = help_request.resident
    resident = copy(known) if known else Resident(programme=help_request.programme)
    commune: Commune = cleaned["commune"]
    resident.commune = commune
    resident.lat_deg, resident.lon_deg = draft_place(form) or place_in_commune(commune)
    resident.two_people_only = cleaned.get("two_people_only", False)
    draft.resident = resident
    draft.need, draft.length_min = cleaned["need"], cleaned["length"]
    draft.promise = cleaned.get("promise", "")
    draft.kind, draft.place = cleaned.get("kind", VisitKind.HOME), cleaned.get("place")
    draft.urgency = cleaned.get("urgency", Urgency.NORMAL)
    draft.suits, draft.not_before = str(cleaned["half_days"]), cleaned.get("not_before")
    return draft


def draft_place(form: CallForm) -> Place | None:
    """Return where the home stands as far as is known: its point, else its commune's centre."""
    commune = form.cleaned_data.get("commune")
    return form.typed_place() or (place_in_commune(commune) if commune else None)


def typed_from_file(resident: Resident) -> Typed:
    """Return what the form shows of a resident's file."""
    first = next(iter(resident.relatives.all()), None)
    values: dict[str, object] = {
        "last_name": resident.last_name,
        "first_name": resident.first_name,
        "landline": resident.landline,
        "mobile": resident.mobile,
        "email": resident.email,
        "channel": resident.channel,
        "commune": resident.commune,
        "street": resident.street_line,
        "access_note": resident.access_note,
        "relative_name": first.name if first else "",
        "relative_link": first.link if first else "",
        "relative_phone": first.phone if first else "",
    }
    if resident.point_source != PointSource.COMMUNE:
        origin = origin_of(ResidentFields.of(resident))
        values |= {"lat": resident.lat_deg, "lon": resident.lon_deg, "origin": origin}
    ticked = {
        "two_people_only": resident.two_people_only,
        "relative_is_proxy": first is not None and first.is_proxy,
    }
    values |= {name: "on" for name, is_on in ticked.items() if is_on}
    shown = {name: [_show(name, value)] for name, value in values.items()}
    return {**shown, "equipment": list(resident.equipment), "half_days": _ticks(resident)}


def _show(name: str, value: object) -> str:
    return str(CallForm.base_fields[name].prepare_value(value))


def _ticks(resident: Resident) -> list[str]:
    return list(CallForm.base_fields["half_days"].prepare_value(resident.half_days))


def _list_relatives(
    form: CallForm, held: tuple[RelativeFields, ...]
) -> tuple[RelativeFields, ...]:
    """Return the relatives with the typed one among them: nobody is dropped during a call."""
    cleaned = form.cleaned_data
    if not cleaned["relative_name"]:
        return held
    same = [one for one in held if fold(one.name) == fold(cleaned["relative_name"])]
    typed = RelativeFields(
        name=cleaned["relative_name"],
        link=cleaned["relative_link"],
        phone=cleaned["relative_phone"],
        is_proxy=cleaned["relative_is_proxy"],
        email=same[0].email if same else "",
    )
    return (typed, *(one for one in held if one not in same))
