"""allauth's forms in our words: labels that say what to type, nothing only in a placeholder."""

from collections.abc import Mapping
from typing import Any

from allauth.account import forms as allauth_forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: Mapping[str, Promise] = {
    "login": _("Courriel"),
    "email": _("Courriel"),
    "password": _("Mot de passe"),
    "oldpassword": _("Mot de passe actuel"),
    "password1": _("Nouveau mot de passe"),
    "password2": _("Le même, encore une fois"),
}
HINTS: Mapping[str, Promise] = {
    "password1": _("Douze caractères au moins. Quatre mots au hasard se retiennent bien."),
}


class _OurWords:
    """Names the fields as the rest of Toctoc does."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HINTS.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class LoginForm(_OurWords, allauth_forms.LoginForm):  # type: ignore[misc]  # allauth has no types
    """Signing in."""


class ResetPasswordForm(_OurWords, allauth_forms.ResetPasswordForm):  # type: ignore[misc]  # same
    """Asking for a link."""


class ResetPasswordKeyForm(_OurWords, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]  # same
    """Choosing a password from a link."""


class ChangePasswordForm(_OurWords, allauth_forms.ChangePasswordForm):  # type: ignore[misc]  # same
    """Changing one's password."""


class SetPasswordForm(_OurWords, allauth_forms.SetPasswordForm):  # type: ignore[misc]  # same
    """Choosing a first password."""


class ReauthenticateForm(_OurWords, allauth_forms.ReauthenticateForm):  # type: ignore[misc]  # same
    """Typing one's password once more."""
