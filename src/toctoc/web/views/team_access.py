"""Who has access to the programme, in which role: giving it, telling of it, ending it.

Which roles someone may give is `people.permissions.GIVES`; the others are shown, not changed.
"""

from dataclasses import replace
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toctoc.people.enums import Action, Role
from toctoc.people.errors import AccountTaken, LastAdmin, NotAllowed
from toctoc.people.models import Membership, Volunteer
from toctoc.people.operations import (
    VolunteerFields,
    end_membership,
    invite_account,
    update_volunteer,
)
from toctoc.people.permissions import given_roles
from toctoc.people.queries import (
    get_membership,
    get_volunteer,
    list_memberships,
    list_organisations,
)
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.forms.team import InviteForm
from toctoc.web.invitations import send_invitation
from toctoc.web.screens import redirect_screen, render_screen
from toctoc.web.sentences import sentence_for


@require_safe
@needs(Action.MANAGE_TEAM)
def list_access(request: StaffRequest) -> HttpResponse:
    """Show who has access, and what this account may change of it."""
    given = given_roles(request.roles)
    memberships = list_memberships(request.programme, on=request.today)
    context = {
        "rows": [(each, Role(each.role) in given) for each in memberships],
        "gives_all": given == frozenset(Role),
    }
    return render_screen(request, "team/access.html", "", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_TEAM)
def invite_member(request: StaffRequest) -> HttpResponse:
    """Give a role and send word of it; the file of a volunteer named there gets the account."""
    volunteer = _volunteer_asked(request)
    form = InviteForm(
        request.POST if request.method == "POST" else None,
        roles=given_roles(request.roles),
        organisations=list_organisations(request.programme),
        initial=_initial(volunteer),
    )
    if request.method == "POST" and form.is_valid():
        try:
            membership = _invite(request, form, volunteer)
        except AccountTaken as error:
            form.add_error("email", sentence_for(error))
        else:
            _send(request, membership)
            return redirect_screen(request, _list_url(request))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"form": form, "volunteer": volunteer}
    return render_screen(request, "team/invite.html", "", context, status=status)


@require_POST
@needs(Action.MANAGE_TEAM)
def resend_invitation(request: StaffRequest, pk: int) -> HttpResponse:
    """Send the e-mail again: links to choose a password do not live long."""
    membership = or_404(get_membership, request.programme, pk)
    if Role(membership.role) not in given_roles(request.roles):
        raise PermissionDenied
    _send(request, membership)
    return redirect_screen(request, _list_url(request))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_TEAM)
def end_access(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask once more, then take a role away."""
    membership = or_404(get_membership, request.programme, pk)
    if request.method != "POST":
        return render_screen(request, "team/end_access.html", "", {"membership": membership})
    try:
        end_membership(membership, by=request.user, now=request.now)
    except (LastAdmin, NotAllowed) as error:
        messages.warning(request, sentence_for(error))
    else:
        sentence = _("%(name)s n’a plus cet accès.") % {"name": membership.account.name}
        messages.success(request, sentence)
    return redirect_screen(request, _list_url(request))


@transaction.atomic
def _invite(request: StaffRequest, form: InviteForm, volunteer: Volunteer | None) -> Membership:
    """Give the role and tie the account to the volunteer's file, or do neither."""
    typed = form.cleaned_data
    invitation = invite_account(
        form.organisations[typed["organisation"]],
        email=typed["email"],
        name=typed["name"],
        role=Role(typed["role"]),
        by=request.user,
        now=request.now,
    )
    if volunteer and invitation.membership.role == Role.VOLUNTEER:
        account = invitation.membership.account
        fields = replace(VolunteerFields.of(volunteer), account=account)
        update_volunteer(volunteer, by=request.user, now=request.now, fields=fields)
    return invitation.membership


def _send(request: StaffRequest, membership: Membership) -> None:
    """Send word of the access, and say whether it left."""
    values = {"name": membership.account.name, "email": membership.account.email}
    if send_invitation(request, membership):
        sentence = _("%(name)s a un accès : un courriel vient de partir à %(email)s.")
        messages.success(request, sentence % values)
    else:
        sentence = _(
            "%(name)s a un accès, mais le courriel n’a pas pu partir à %(email)s. "
            "Essayez plus tard avec « Renvoyer le courriel »."
        )
        messages.warning(request, sentence % values)


def _volunteer_asked(request: StaffRequest) -> Volunteer | None:
    """Return the volunteer without account whose number came with the address, if any."""
    typed = request.GET.get("volontaire", "")
    if not typed.isdigit():
        return None
    volunteer = or_404(get_volunteer, request.programme, int(typed))
    return volunteer if volunteer.account is None else None


def _initial(volunteer: Volunteer | None) -> dict[str, object]:
    if volunteer is None:
        return {}
    return {
        "name": volunteer.name,
        "role": Role.VOLUNTEER,
        "organisation": volunteer.organisation_id,
    }


def _list_url(request: StaffRequest) -> str:
    return reverse("team:list-access", args=[request.programme.slug])
