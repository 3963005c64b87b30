"""Setting a programme up, as it is typed: files, and what the programme is to be."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from toctoc.dispatch.operations.founding import BaseWish, Wishes
from toctoc.territory.files import MAX_BYTES, SourceFile
from toctoc.territory.models import Commune
from toctoc.web.forms.fields import PhoneField
from toctoc.web.forms.residents import text_box

MOST_FILES = 4
BASES = 3  # boxes shown; more can be added once the programme is there
MEGABYTE = 1_000_000


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Some files chosen at once; its value is their list."""

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        chosen = data if isinstance(data, list | tuple) else [data]
        files = [super(ManyFilesField, self).clean(one, initial) for one in chosen or [None]]
        if len(files) > MOST_FILES:
            sentence = _("Choisissez au plus %(limit)s fichiers à la fois.")
            raise ValidationError(sentence, "count", params={"limit": MOST_FILES})
        if sum(file.size for file in files) > MAX_BYTES:
            sentence = _(
                "Ces fichiers dépassent %(limit)s Mo : prenez un département à la fois."
            )
            params = {"limit": MAX_BYTES // MEGABYTE}
            raise ValidationError(sentence, "size", params=params)
        return files


class FilesForm(forms.Form):
    """Official files of communes."""

    documents = ManyFilesField(
        label=_("Fichiers des communes"),
        help_text=_(
            "Un tableau (CSV), des contours (GeoJSON), ou les deux ensemble. 30 Mo au plus."
        ),
        error_messages={
            "required": _("Choisissez au moins un fichier."),
            "missing": _("Choisissez au moins un fichier."),
            "empty": _("Ce fichier est vide."),
        },
        widget=ManyFilesInput(attrs={"accept": ".csv,.txt,.json,.geojson"}),
    )

    def sources(self) -> list[SourceFile]:
        """Return the files of a valid form, read to the end."""
        return [SourceFile(one.name, one.read()) for one in self.cleaned_data["documents"]]


class ProgrammeSetupForm(forms.Form):
    """What the programme is called, how it is reached, who takes part, where tours start."""

    name = forms.CharField(
        max_length=120,
        label=_("Nom du programme"),
        help_text=_("Il s’affiche partout, et dans les courriels."),
        widget=text_box(),
    )
    slug = forms.SlugField(
        max_length=60,
        required=False,
        label=_("Adresse courte"),
        help_text=_("Laissez vide : elle est faite du nom (« pays-de-nay »)."),
        error_messages={
            "invalid": _("Des lettres sans accent, des chiffres et des tirets seulement.")
        },
        widget=text_box(),
    )
    phone = PhoneField(
        required=False,
        label=_("Téléphone du service"),
        help_text=_("Celui que les personnes appellent."),
    )
    authority = forms.CharField(
        max_length=120, label=_("Collectivité qui porte le programme"), widget=text_box()
    )
    association = forms.CharField(
        max_length=120,
        required=False,
        label=_("Association des volontaires"),
        help_text=_("Si les volontaires dépendent d’une association."),
        widget=text_box(),
    )

    def __init__(self, *args: Any, communes: Sequence[Commune], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.communes = {commune.code_insee: commune for commune in communes}
        choices = [("", ""), *((code, str(one)) for code, one in self.communes.items())]
        for number in range(1, BASES + 1):
            label, commune = _("Lieu %(n)s"), _("Commune du lieu %(n)s")
            self.fields[f"base_{number}"] = forms.CharField(
                max_length=120, required=False, label=label % {"n": number}, widget=text_box()
            )
            self.fields[f"base_commune_{number}"] = forms.ChoiceField(
                choices=choices, required=False, label=commune % {"n": number}
            )

    def bases(self) -> list[tuple[Any, Any]]:
        """Return the boxes of each base, side by side."""
        numbers = range(1, BASES + 1)
        return [(self[f"base_{each}"], self[f"base_commune_{each}"]) for each in numbers]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for number in range(1, BASES + 1):
            self._check_base(number, typed)
        labels = [wish.label for wish in self._base_wishes(typed)]
        if len(set(labels)) < len(labels):
            self.add_error("base_2", _("Deux lieux portent le même nom."))
        if not typed.get("slug") and typed.get("name"):
            typed["slug"] = slugify(typed["name"])[:60].strip("-")
            if not typed["slug"]:
                self.add_error("slug", _("Écrivez une adresse courte, comme « pays-de-nay »."))
        elif typed.get("slug"):
            typed["slug"] = typed["slug"].lower().replace("_", "-")
        return typed

    def _check_base(self, number: int, typed: Mapping[str, Any]) -> None:
        label, commune = f"base_{number}", f"base_commune_{number}"
        if bool(typed.get(label)) == bool(typed.get(commune)) or commune in self.errors:
            return
        missing = commune if typed.get(label) else label
        self.add_error(missing, _("Il manque le nom du lieu ou sa commune."))

    def _base_wishes(self, typed: Mapping[str, Any]) -> list[BaseWish]:
        return [
            BaseWish(typed[f"base_{each}"], typed[f"base_commune_{each}"])
            for each in range(1, BASES + 1)
            if typed.get(f"base_{each}") and typed.get(f"base_commune_{each}")
        ]

    def to_wishes(self, siren: str) -> Wishes:
        """Return what a valid form asks for."""
        typed = self.cleaned_data
        names = ("name", "slug", "phone", "authority", "association")
        bases = tuple(self._base_wishes(typed))
        return Wishes(siren=siren, bases=bases, **{name: typed[name] for name in names})
