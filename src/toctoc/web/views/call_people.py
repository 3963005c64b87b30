"""Who is calling: finding the file, taking it, or starting a new one."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_POST

from toctoc.agenda.models import HelpRequest
from toctoc.common.phone import InvalidPhone, can_receive_sms, parse_phone, show_phone
from toctoc.people.enums import Action
from toctoc.people.models import Resident
from toctoc.people.queries import get_resident, search_residents
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.components import Option
from toctoc.web.screens import render_screen
from toctoc.web.views.call import call_url, find_call, on_open_call, save_typing
from toctoc.web.views.call_draft import typed_from_file
from toctoc.web.views.call_known import describe
from toctoc.web.views.call_screen import BLANK, CallScreen
from toctoc.web.views.call_typed import FIELDS, OF_THE_NEED, Typed

FOUND = 8
SHORTEST_SEARCH = 2
POINT = ("lat", "lon", "origin", "at_centre")  # belongs to one address


@require_POST
@needs(Action.ANSWER_CALLS)
def search_people(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer the files that match what is typed, as options of the search box."""
    find_call(request, pk)
    text = request.POST.get("person", "").strip()
    is_enough = len(text) >= SHORTEST_SEARCH
    files = search_residents(request.programme, text)[:FOUND] if is_enough else ()
    options = [
        Option(label=str(resident), value=str(resident.pk), detail=describe(resident))
        for resident in files
    ]
    return render(request, "call/options.html", {"options": options})


@require_POST
@needs(Action.ANSWER_CALLS)
def show_matches(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer the files that may be the person's being typed."""
    screen = CallScreen(request, find_call(request, pk), request.POST)
    return render_screen(request, "call/show.html", "match-list", {"call": screen})


@on_open_call
def choose_resident(request: StaffRequest, help_request: HelpRequest) -> HttpResponse:
    """Take a found file: its contents fill the form; what it does not know stays as typed."""
    chosen = request.POST.get("resident") or request.POST.get("chosen", "")
    resident = _find_resident(request, chosen)
    file = {name: texts for name, texts in typed_from_file(resident).items() if any(texts)}
    typed = _stays(help_request, request.POST)
    if request.POST.get("need"):  # the half-days are this request's, no longer the usual ones
        file.pop("half_days", None)
    data = MultiValueDict({**typed, **file, "person": [""]})
    save_typing(request, help_request, data, resident=resident)
    return redirect(f"{call_url(request, help_request)}#id_need_0")


@on_open_call
def start_file(request: StaffRequest, help_request: HelpRequest) -> HttpResponse:
    """Start a new file from what was searched for: a number or a name; the need stays."""
    typed = _stays(help_request, request.POST)
    searched = {} if typed.get("last_name", [""]) != [""] else read_search(request.POST)
    data = MultiValueDict({**BLANK, **typed, **searched, "person": [""]})
    save_typing(request, help_request, data, resident=None)
    return redirect(f"{call_url(request, help_request)}#id_last_name")


def read_search(data: MultiValueDict[str, str]) -> Typed:
    """Turn what was searched for into the field it belongs to."""
    text = str(data.get("person", "")).strip()
    if not text:
        return {}
    if not re.search(r"\d", text):
        last, _space, first = text.partition(" ")
        return {"last_name": [last.title()], "first_name": [first.title()]}
    try:
        number = parse_phone(text)
    except InvalidPhone:
        return {"landline": [text]}
    return {"mobile" if can_receive_sms(number) else "landline": [show_phone(number)]}


def _stays(help_request: HelpRequest, data: MultiValueDict[str, str]) -> Typed:
    """Return what was typed of the person, unless it is another one's file; and of the need."""
    names = FIELDS if help_request.resident_id is None else OF_THE_NEED
    typed = {name: data.getlist(name) for name in names if name in data}
    return {name: texts for name, texts in typed.items() if any(texts) and name not in POINT}


def _find_resident(request: StaffRequest, typed: str) -> Resident:
    if not typed.isdecimal():
        raise Http404
    return or_404(get_resident, request.programme, int(typed))
