"""What the grid's script says by itself, handed to it with the page."""

from django.utils.translation import gettext as _

BUBBLE_WIDTH_PX = 290


def grid_words() -> dict[str, str | int]:
    """Return the script's sentences; what stands in braces is filled in there."""
    return {
        "name": _("Grille de l’agenda"),
        "undo": _("Annuler ce déplacement"),
        "checking": _("Vérification…"),
        "unreachable": _(
            "Le serveur ne répond pas : rien n’a été enregistré. Réessayez dans un moment."
        ),
        "hours": _("{from} – {until}"),
        "label": _("{day}, {from} à {until}, {title}, {place}, {people}"),
        "labelOther": _("{day}, {from} à {until}, autre visite, {people}"),
        "together": _("{person} avec {with}"),
        "promised": _("promis : {window}"),
        "spokenPromise": _("promis {window}"),
        "sector": _("secteur {letter}"),
        "toTell": _("à prévenir"),
        "spokenToTell": _("personne à prévenir"),
        "cancelled": _("annulée"),
        "changed": _("L’agenda a changé entre-temps : {what}."),
        "changedMore": _("L’agenda a changé entre-temps : {what} ; et {more} de plus."),
        "gone": _("{what} : n’y est plus"),
        "bubbleWidth": BUBBLE_WIDTH_PX,
    }
