"""How allauth behaves here: accounts are given by a programme, nobody signs up alone."""

import logging
from collections.abc import Mapping
from smtplib import SMTPException
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)


class ClosedSignUpAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Closes self sign-up; says what goes wrong as the rest of Toctoc does."""

    error_messages: ClassVar[dict[str, Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "Ce courriel et ce mot de passe ne vont pas ensemble : vérifiez-les puis réessayez."
        ),
        "incorrect_password": _("Ce n’est pas votre mot de passe : recommencez."),
        "enter_current_password": _("Ce n’est pas votre mot de passe actuel : recommencez."),
        "too_many_login_attempts": _(
            "Trop d’essais : attendez quelques minutes, ou choisissez un autre mot de passe."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- allauth's signature
        return False

    def format_email_subject(self, subject: str) -> str:
        """Leave out the site's address, which says nothing to people."""
        return subject.strip()

    def send_mail(self, template_prefix: str, email: str, context: Mapping[str, Any]) -> None:
        """Send; where the mail server does not answer, the log says so and the page does not.

        An answer of its own would tell strangers which addresses have an account here.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            log.error("%s not sent: %s", template_prefix, error)  # noqa: TRY400 -- no address in a trace
