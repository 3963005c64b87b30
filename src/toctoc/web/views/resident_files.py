"""Opening and changing a resident's file; possible duplicates are shown while typing."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Self

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from toctoc.common.errors import ToctocError
from toctoc.common.phone import InvalidPhone, parse_phone
from toctoc.people.enums import Action, DuplicateReason
from toctoc.people.errors import CredentialInNote, MissingName, UnreachableChannel
from toctoc.people.models import Resident
from toctoc.people.operations import ResidentFields, create_resident, update_resident
from toctoc.people.queries import Duplicate, find_duplicates, get_resident
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.forms.residents import (
    AT_FAULT,
    RelativeForm,
    RelativeFormSet,
    ResidentForm,
)
from toctoc.web.screens import redirect_screen, render_screen
from toctoc.web.sentences import sentence_for
from toctoc.web.views.addresses import SEARCH, AddressBox, is_searching
from toctoc.web.views.residents import point_of

# Reasons strong enough to ask once more before a second file is made.
TO_CONFIRM = frozenset({DuplicateReason.SAME_PHONE, DuplicateReason.SAME_NAME})
REFUSALS = (UnreachableChannel, CredentialInNote, MissingName)


@dataclass(frozen=True, slots=True)
class FileScreen:
    """A file on the screen: what it held, what is typed."""

    request: StaffRequest
    resident: Resident | None
    form: ResidentForm
    relatives: Any  # a RelativeFormSet, made by a factory

    @classmethod
    def open(cls, request: StaffRequest, resident: Resident | None = None) -> Self:
        is_posted = request.method == "POST"
        data = ResidentForm.with_chosen(request.POST) if is_posted else None
        held = ResidentFields.of(resident) if resident else None
        form = ResidentForm(
            data,
            programme=request.programme,
            today=request.today,
            initial=ResidentForm.initial_of(held) if held else None,
        )
        rows = [RelativeForm.initial_of(each) for each in held.relatives] if held else []
        return cls(request, resident, form, RelativeFormSet(data, initial=rows))

    def is_valid(self) -> bool:
        """Check both parts, so that all errors show at once."""
        return all([self.form.is_valid(), self.relatives.is_valid()])

    def to_fields(self) -> ResidentFields:
        return self.form.to_fields(self.relatives.to_fields())

    def address_box(self) -> AddressBox:
        """Return the address box; where an address is looked for, nothing is wrong yet."""
        if is_searching(self.request):
            self.form.errors.clear()
        is_asked = SEARCH in self.request.POST
        return AddressBox(self.request, "fiche", self.form, is_asked=is_asked)

    def blame(self, error: ToctocError) -> None:
        """Put a refusal beside the box that can mend it."""
        is_channel = isinstance(error, UnreachableChannel)
        field = AT_FAULT[str(error.missing)] if is_channel else None
        self.form.add_error(field, sentence_for(error))

    def render(
        self,
        status: int = HTTPStatus.OK,
        *,
        duplicates: Sequence[Duplicate] = (),
        asks: bool = False,
    ) -> HttpResponse:
        context = {
            "form": self.form,
            "relatives": self.relatives,
            "resident": self.resident,
            "duplicates": duplicates,
            "asks": asks,
            "box": self.address_box(),
            "map_data": point_of(self.resident) if self.resident else {},
            "back_url": address_of(self.request, self.resident),
        }
        template = "residents/edit.html"
        return render_screen(self.request, template, "duplicate-list", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.EDIT_RESIDENTS)
def create_file(request: StaffRequest) -> HttpResponse:
    """Open a file; where it looks like an existing one, ask before making a second."""
    screen = FileScreen.open(request)
    if request.method != "POST" or is_searching(request):
        return screen.render()
    if not screen.is_valid():
        return screen.render(HTTPStatus.UNPROCESSABLE_ENTITY)
    duplicates = _find_duplicates(request)
    is_doubtful = any(each.why in TO_CONFIRM for each in duplicates)
    if is_doubtful and "confirmed" not in request.POST:
        return screen.render(HTTPStatus.CONFLICT, duplicates=duplicates, asks=True)
    fields = screen.to_fields()
    try:
        resident = create_resident(
            request.programme, by=request.user, now=request.now, fields=fields
        )
    except REFUSALS as error:
        screen.blame(error)
        return screen.render(HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("La fiche de %(name)s est créée.") % {"name": resident})
    return redirect_screen(request, address_of(request, resident))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.EDIT_RESIDENTS)
def edit_file(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a file."""
    screen = FileScreen.open(request, or_404(get_resident, request.programme, pk))
    if request.method != "POST" or is_searching(request):
        return screen.render()
    if not screen.is_valid():
        return screen.render(HTTPStatus.UNPROCESSABLE_ENTITY)
    resident = or_404(get_resident, request.programme, pk)  # the screen keeps the old name
    try:
        update_resident(resident, by=request.user, now=request.now, fields=screen.to_fields())
    except REFUSALS as error:
        screen.blame(error)
        return screen.render(HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("La fiche est à jour."))
    return redirect_screen(request, address_of(request, resident))


@require_POST
@needs(Action.EDIT_RESIDENTS)
def show_duplicates(request: StaffRequest) -> HttpResponse:
    """Answer the files that what is being typed looks like, as a piece of the page."""
    return FileScreen.open(request).render(duplicates=_find_duplicates(request))


def address_of(request: StaffRequest, resident: Resident | None) -> str:
    slug = request.programme.slug
    if resident is None:
        return reverse("residents:list-residents", args=[slug])
    return reverse("residents:show-resident", args=[slug, resident.pk])


def _find_duplicates(request: StaffRequest) -> list[Duplicate]:
    """Look for what is typed, valid or not: half a name is enough."""
    typed = request.POST
    phones = [_number(typed.get(name, "")) for name in ("landline", "mobile")]
    return find_duplicates(
        request.programme,
        last_name=typed.get("last_name", ""),
        first_name=typed.get("first_name", ""),
        commune=request.programme.communes.filter(pk=typed.get("commune", "")).first(),
        phone=next(filter(None, phones), ""),
    )


def _number(typed: str) -> str:
    try:
        return parse_phone(typed)
    except InvalidPhone:
        return ""
