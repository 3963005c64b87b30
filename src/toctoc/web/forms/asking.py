"""Who would like to come, asked on a public page: as little as it takes to call back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toctoc.web.forms.fields import PhoneField


class AskForm(forms.Form):
    """First name, name, phone; and a box only robots see."""

    first_name = forms.CharField(
        max_length=80,
        label=_("Votre prénom"),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        max_length=80,
        label=_("Votre nom"),
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    phone = PhoneField(
        label=_("Votre téléphone"),
        help_text=_("Pour vous rappeler."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    needs_lift = forms.BooleanField(
        required=False, label=_("Je n’ai pas de voiture : il faudrait m’emmener")
    )
    website = forms.CharField(
        required=False,
        label=_("Ne remplissez pas cette case"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def is_robot(self) -> bool:
        """Whether the box nobody sees was filled."""
        return bool(self.cleaned_data.get("website"))
