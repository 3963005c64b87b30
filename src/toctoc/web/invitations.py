"""The e-mail that goes with an access: a link to choose a password, or word of a new role."""

import logging
from smtplib import SMTPException

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from toctoc.people.enums import Role
from toctoc.people.models import Account, Membership

log = logging.getLogger(__name__)


def send_invitation(request: HttpRequest, membership: Membership) -> bool:
    """Tell someone of their access; who has no password yet gets the link to choose one.

    Returns whether the mail server took it: the access stands either way.
    """
    account, programme = membership.account, membership.programme
    has_password = account.has_usable_password()
    values = {
        "account": account,
        "programme": programme,
        "role": Role(membership.role).label,
        "site_url": request.build_absolute_uri(reverse("home")),
        "password_url": "" if has_password else _password_url(request, account),
    }
    subject = _("Votre accès à Toctoc – %(programme)s") % {"programme": programme}
    body = render_to_string("team/invitation.txt", values)
    try:
        send_mail(subject, body, None, [account.email])
    except (OSError, SMTPException) as error:
        log.warning("invitation of membership %s not sent: %s", membership.pk, error)
        return False
    return True


def _password_url(request: HttpRequest, account: Account) -> str:
    """Return allauth's own address to set a password, good for PASSWORD_RESET_TIMEOUT."""
    key = default_token_generator.make_token(account)
    address = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(account), "key": key},
    )
    return request.build_absolute_uri(address)
