"""The calls: those under way, those that wait for an answer, those that have theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from toctoc.agenda import operations as agenda
from toctoc.agenda.enums import RequestStatus
from toctoc.agenda.models import HelpRequest
from toctoc.agenda.queries import count_requests
from toctoc.agenda.queries import list_requests as find_requests
from toctoc.people.enums import Action
from toctoc.people.queries import get_resident
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.views.call_people import choose_resident
from toctoc.web.views.call_typed import first_of
from toctoc.web.views.eve_notice import find_eve_notice

PAGE: Final = 25
type Text = str | Promise


@dataclass(frozen=True, slots=True)
class Tab:
    """A pile of calls: its name, how many lie there, and the words for an empty one."""

    status: RequestStatus
    label: Text
    icon: str
    empty_title: Text
    empty_text: Text
    count: int = 0

    @property
    def is_open(self) -> bool:
        return self.status == RequestStatus.OPEN

    @property
    def is_waited_for(self) -> bool:
        """Tell whether somebody waits: whoever waits longest comes first."""
        return self.status in {RequestStatus.WAITING, RequestStatus.PHONE}


TABS: Final = (
    Tab(
        RequestStatus.OPEN,
        gettext_lazy("En cours"),
        "phone-call",
        gettext_lazy("Aucun appel en cours"),
        gettext_lazy(
            "Quand le téléphone sonne, ouvrez un appel : tout se note pendant la conversation "
            "et s’enregistre tout seul."
        ),
    ),
    Tab(
        RequestStatus.WAITING,
        gettext_lazy("Liste d’attente"),
        "clock",
        gettext_lazy("Personne n’attend"),
        gettext_lazy(
            "Quand aucun rendez-vous ne convient, mettez la personne sur la liste d’attente : "
            "elle apparaît ici jusqu’à ce qu’une place se libère."
        ),
    ),
    Tab(
        RequestStatus.PHONE,
        gettext_lazy("Par téléphone"),
        "headset",
        gettext_lazy("Personne à rappeler"),
        gettext_lazy("Les personnes qui préfèrent être aidées par téléphone apparaissent ici."),
    ),
    Tab(
        RequestStatus.WORKSHOP,
        gettext_lazy("Ateliers"),
        "presentation",
        gettext_lazy("Personne n’a été inscrit à un atelier"),
        gettext_lazy(
            "Quand un atelier répond mieux qu’une visite, « Inscrire à un atelier » pendant "
            "l’appel : il se range ici."
        ),
    ),
    Tab(
        RequestStatus.HANDED_OVER,
        gettext_lazy("Orientées"),
        "handshake",
        gettext_lazy("Aucune orientation"),
        gettext_lazy(
            "Quand un autre lieu répond mieux à la demande, notez lequel pendant l’appel : "
            "la trace reste ici."
        ),
    ),
    Tab(
        RequestStatus.BOOKED,
        gettext_lazy("Rendez-vous"),
        "calendar-check",
        gettext_lazy("Aucun rendez-vous retenu"),
        gettext_lazy("Les appels qui ont donné un rendez-vous apparaissent ici."),
    ),
    Tab(
        RequestStatus.CLOSED,
        gettext_lazy("Terminés"),
        "phone-off",
        gettext_lazy("Aucun appel terminé"),
        gettext_lazy("Les appels clos sans rendez-vous, ou réglés, apparaissent ici."),
    ),
)


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call as a line of the list; `who` comes from the file or from what is typed so far."""

    help_request: HelpRequest
    who: str
    where: str
    phone: str = ""
    is_blank: bool = False

    @classmethod
    def of(cls, help_request: HelpRequest) -> Self:
        if help_request.resident:
            resident = help_request.resident
            phone = resident.landline or resident.mobile
            return cls(help_request, str(resident), resident.commune.name, phone)
        last, first, person, commune = first_of(
            help_request.typed, "last_name", "first_name", "person", "commune"
        )
        who = f"{first} {last}".strip() or person
        where = commune.split(" (", maxsplit=1)[0]
        shown = who or _("Personne pas encore nommée")
        return cls(help_request, shown, where, is_blank=not who and not where)


@require_safe
@needs(Action.ANSWER_CALLS)
def list_requests(request: StaffRequest) -> HttpResponse:
    """List one pile of calls; those under way: one's own apart."""
    counts = count_requests(request.programme)
    tabs = [
        Tab(
            tab.status, tab.label, tab.icon, tab.empty_title, tab.empty_text, counts[tab.status]
        )
        for tab in TABS
    ]
    chosen = request.GET.get("etat", RequestStatus.OPEN)
    tab = next((one for one in tabs if one.status == chosen), tabs[0])
    found = find_requests(request.programme, statuses=[tab.status])
    paginator = Paginator(found.reverse() if tab.is_waited_for else found, PAGE)
    paginator.count = tab.count  # counted with the others
    page: Page[HelpRequest] = paginator.get_page(request.GET.get("page"))
    rows = [CallRow.of(one) for one in page]
    mine = [row for row in rows if row.help_request.opened_by_id == request.user.pk]
    groups = _split(rows, mine) if tab.is_open else [("", rows)]
    context = {
        "tabs": tabs,
        "tab": tab,
        "page": page,
        "groups": groups,
        "eve": find_eve_notice(request),
    }
    return render(request, "call/list.html", context)


@needs(Action.ANSWER_CALLS)
def open_call(request: StaffRequest) -> HttpResponseBase:
    """Open a call and go to its screen: for the file named, else ready for a name."""
    if request.method != "POST":
        return redirect("call:list-requests", request.programme.slug)
    known = request.POST.get("resident", "")
    if known:  # before anything is opened: a file that is not there is no address
        or_404(get_resident, request.programme, int(known) if known.isdigit() else 0)
    help_request = agenda.open_request(request.programme, by=request.user, now=request.now)
    if known:
        return choose_resident(request, request.programme.slug, help_request.pk)
    address = reverse("call:show-call", args=[request.programme.slug, help_request.pk])
    return redirect(f"{address}#id_person")


def _split(rows: Iterable[CallRow], mine: list[CallRow]) -> list[tuple[str, list[CallRow]]]:
    others = [row for row in rows if row not in mine]
    named = [(_("Mes appels"), mine), (_("Appels de l’équipe"), others)]
    return [(title, group) for title, group in named if group]
