"""Every component in every state, on one page: for developers and for the accessibility test.

All people and places here are made up. The page exists only where DEBUG is on.
"""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from toctoc.common.half_days import COUNT
from toctoc.people.enums import Channel
from toctoc.people.queries import Reach, Way
from toctoc.web.components import Option, SectorBadge
from toctoc.web.screens import render_screen

COMMUNES = (
    "Abère",
    "Anoye",
    "Gabaston",
    "Lucgarier",
    "Morlaàs",
    "Ponson-Debat-Pouts",
    "Saint-Jammes",
)
SECTORS = tuple(
    SectorBadge(number=number, letter="ABCDEFGH"[number - 1]) for number in range(1, 9)
)
NAVIGATION = [
    {"label": _("Appel"), "url": "#main", "icon": "phone", "current": True},
    {"label": _("Agenda"), "url": "#main", "icon": "calendar-days", "current": False},
    {"label": _("Tournées"), "url": "#main", "icon": "route", "current": False},
    {"label": _("Personnes aidées"), "url": "#main", "icon": "users", "current": False},
    {"label": _("Équipe"), "url": "#main", "icon": "id-card", "current": False},
    {"label": _("Territoire"), "url": "#main", "icon": "map", "current": False},
]
REACHES = (
    Reach(Channel.PHONE, (Way(Channel.PHONE, ("+33536490011",)),)),
    Reach(
        Channel.SMS,
        (Way(Channel.SMS, ("+33639980001",)), Way(Channel.PHONE, ("+33639980001",))),
    ),
    Reach(Channel.LETTER, (Way(Channel.LETTER, text="12 chemin des Crêtes, Morlaàs (64160)"),)),
    Reach(Channel.EMAIL, ()),
)
SIDE_DEG = 0.04
WIDTH_CELLS = 4


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label=_("Nom"), help_text=_("Comme la personne le dit au téléphone.")
    )
    phone = forms.CharField(
        label=_("Téléphone"), required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    commune = forms.ChoiceField(
        label=_("Commune"), choices=[("", ""), *((name, name) for name in COMMUNES)]
    )
    street = forms.CharField(label=_("Rue"), required=False)
    person = forms.CharField(label=_("Retrouver une fiche"), required=False)
    person_id = forms.CharField(required=False, widget=forms.HiddenInput)
    need = forms.ChoiceField(
        label=_("Pour quoi faire ?"),
        choices=[("equipment", _("Matériel")), ("technical", _("Technique"))],
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(
        label=_("Comment la joindre ?"),
        choices=[("phone", _("Téléphone")), ("letter", _("Lettre"))],
    )
    equipment = forms.MultipleChoiceField(
        label=_("Matériel à la maison"),
        required=False,
        choices=[("computer", _("Ordinateur")), ("tablet", _("Tablette")), ("box", _("Box"))],
        widget=forms.CheckboxSelectMultiple,
    )
    half_days = forms.MultipleChoiceField(
        label=_("Quand est-ce possible ?"),
        choices=[(str(index), str(index)) for index in range(COUNT)],
        widget=forms.CheckboxSelectMultiple,
    )
    not_before = forms.DateField(
        label=_("Pas avant le"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(
        label=_("Pour trouver la maison"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    two_people = forms.BooleanField(label=_("Toujours venir à deux"), required=False)
    lat = forms.FloatField(label=_("Latitude"), required=False)
    lon = forms.FloatField(label=_("Longitude"), required=False)

    INITIAL: ClassVar[dict[str, Any]] = {
        "name": "Jeanne Lacaze",
        "commune": "Morlaàs",
        "need": "technical",
        "half_days": ["0", "2", "5"],
        "equipment": ["tablet"],
    }


def _cell(row: int, column: int) -> dict[str, Any]:
    """Return a made-up square commune of a made-up territory."""
    lat, lon = 43.3 + row * SIDE_DEG, -0.3 + column * SIDE_DEG * 1.4
    north, east = lat + SIDE_DEG, lon + SIDE_DEG * 1.4
    index = row * WIDTH_CELLS + column
    return {
        "name": COMMUNES[index % len(COMMUNES)],
        "lat": (lat + north) / 2,
        "lon": (lon + east) / 2,
        "sector": index // 2 + 1,
        "cell": [[lat, lon], [lat, east], [north, east], [north, lon]],
    }


def sample_map() -> dict[str, Any]:
    """Return a map of sixteen square communes, eight sectors, a base and two stops."""
    communes = [_cell(row, column) for row in range(4) for column in range(WIDTH_CELLS)]
    stops = [communes[5], communes[11]]
    base = {**communes[0], "name": "Base", "kind": "base", "mark": "B"}
    points = [
        {
            "name": f"Visite à {one['name']}",
            "lat": one["lat"],
            "lon": one["lon"],
            "mark": str(rank),
        }
        for rank, one in enumerate(stops, start=1)
    ]
    return {
        "communes": communes,
        "sectors": [
            {
                "number": one["sector"],
                "letter": "ABCDEFGH"[one["sector"] - 1],
                "lat": one["lat"],
                "lon": one["lon"] + SIDE_DEG * 0.7,
            }
            for one in communes[::2]
        ],
        "points": [{key: base[key] for key in ("name", "lat", "lon", "kind", "mark")}, *points],
        "way": [[one["lat"], one["lon"]] for one in (base, *stops, base)],
    }


def show_components(request: HttpRequest) -> HttpResponse:
    """Show the page, or the answers of its sample combobox."""
    if "person" in request.GET:
        return _answer_combobox(request)
    context = {
        "form": SampleForm(initial=SampleForm.INITIAL),
        "empty_form": SampleForm({}, prefix="empty"),
        "communes": COMMUNES,
        "programme": {"name": _("Programme d’essai")},
        "user": {"is_authenticated": True, "get_short_name": "Camille"},
        "navigation": NAVIGATION,
        "sectors": SECTORS,
        "map_data": sample_map(),
        "kinds": ("info", "ok", "warning", "danger"),
        "reaches": REACHES,
        "variants": ("primary", "secondary", "danger", "quiet"),
    }
    return render_screen(request, "design/show.html", "", context)


def _answer_combobox(request: HttpRequest) -> HttpResponse:
    typed = request.GET["person"].casefold()
    people = ("Jeanne Lacaze", "Jean Laborde", "Marie Cazenave")
    options = [
        Option(label=name, value=str(index), detail="Morlaàs")
        for index, name in enumerate(people)
        if typed and typed in name.casefold()
    ]
    return render(request, "design/options.html", {"options": options})
