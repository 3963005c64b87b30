"""The e-mail that goes with an access: a link to choose a password, or word of a new role."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from toctoc.people.enums import Role
from toctoc.people.models import Account, Membership


def send_invitation(request: HttpRequest, membership: Membership) -> None:
    """Tell someone of their access; who has no password yet gets the link to choose one."""
    account = membership.account
    values = {
        "account": account,
        "programme": membership.programme,
        "role": Role(membership.role).label,
        "site_url": request.build_absolute_uri(reverse("home")),
        "password_url": ""
        if account.has_usable_password()
        else _password_url(request, account),
    }
    send_mail(
        _("Votre accès à Toctoc – %(programme)s") % {"programme": membership.programme},
        render_to_string("team/invitation.txt", values),
        None,
        [account.email],
    )


def _password_url(request: HttpRequest, account: Account) -> str:
    """Return allauth's own address to set a password, good for PASSWORD_RESET_TIMEOUT."""
    key = default_token_generator.make_token(account)
    address = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(account), "key": key},
    )
    return request.build_absolute_uri(address)
