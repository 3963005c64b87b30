"""Workshops, meetings and trainings: the list, and one of them with who comes.

Who only goes out on tours sees the sessions they run, and keeps their sheets.
"""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from toctoc.agenda.queries import (
    count_place_requests,
    find_cap,
    get_session,
    list_coming_sessions,
    list_enrolments_to_tell,
    list_past_sessions,
)
from toctoc.people.enums import Action
from toctoc.people.queries import find_volunteer_of
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.screens import render_screen
from toctoc.web.views.sessions_page import render_session, row_of

PER_PAGE = 40


@require_safe
@needs(Action.SEE_AGENDA, Action.SEE_OWN_TOURS)
def list_sessions(request: StaffRequest) -> HttpResponse:
    """Show what is coming; a volunteer sees what they run."""
    sessions = list_coming_sessions(request.programme, now=request.now)
    sees_all = Action.SEE_AGENDA in request.actions
    if not sees_all:
        me = find_volunteer_of(request.user, request.programme)
        sessions = sessions.filter(crew__volunteer=me, crew__is_active=True)
    cap = find_cap(request.programme)
    manages = Action.MANAGE_SESSIONS in request.actions
    programme, now = request.programme, request.now
    context = {
        "rows": [row_of(session, cap) for session in sessions],
        "cap": cap,
        "sees_all": sees_all,
        "may_manage": manages,
        "may_cap": Action.MANAGE_TEAM in request.actions,
        "to_tell": list_enrolments_to_tell(programme, now=now).count() if manages else 0,
        "asked": count_place_requests(programme, now=now) if manages else 0,
    }
    return render_screen(request, "sessions/list.html", "", context)


@require_safe
@needs(Action.SEE_AGENDA)
def list_past(request: StaffRequest) -> HttpResponse:
    """Show what is over, the latest first: who came."""
    sessions = list_past_sessions(request.programme, now=request.now)
    page = Paginator(sessions, PER_PAGE).get_page(request.GET.get("page"))
    rows = [row_of(session, None) for session in page]
    return render_screen(request, "sessions/past.html", "", {"page": page, "rows": rows})


@require_safe
@needs(Action.SEE_AGENDA)
def show_session(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a session: when, where, who runs it, who comes, and who is to be told."""
    return render_session(request, or_404(get_session, request.programme, pk))
