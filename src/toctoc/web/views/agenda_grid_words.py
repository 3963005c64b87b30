"""What the grid's script says by itself, handed to it with the page."""

from django.utils.translation import gettext as _

BUBBLE_WIDTH_PX = 290


def grid_words() -> dict[str, str | int]:
    """Return the script's sentences; {what} and {more} are filled in there."""
    return {
        "name": _("Grille de l’agenda"),
        "move": _("Déplacer"),
        "undo": _("Annuler ce déplacement"),
        "checking": _("Vérification…"),
        "unreachable": _(
            "Le serveur ne répond pas : rien n’a été enregistré. Réessayez dans un moment."
        ),
        "changed": _("L’agenda a changé entre-temps : {what}."),
        "changedMore": _("L’agenda a changé entre-temps : {what} ; et {more} de plus."),
        "gone": _("{what} : n’y est plus"),
        "bubbleWidth": BUBBLE_WIDTH_PX,
    }
