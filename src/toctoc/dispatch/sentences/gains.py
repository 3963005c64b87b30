"""Why somebody should be rung about a free place, from the figures that ranked them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toctoc.common.wording import distance
from toctoc.dispatch.sentences.moments import typeset
from toctoc.dispatch.sentences.offers import DETOUR_FROM_M


def gain_sentence(*, days: int, added_m: int, has_appointment: bool) -> str:
    """Say "Attend depuis 12 jours ; 3 km de détour."."""
    wait = _say_saved(days) if has_appointment else _say_waited(days)
    return typeset(f"{wait} ; {_say_way(added_m)}.")


def waiting_sentence(*, days: int, is_placed: bool) -> str:
    """Say "Attend depuis 12 jours.", and that the place looked at does not suit."""
    if not is_placed:
        return typeset(f"{_say_waited(days)}.")
    return typeset(f"{_say_waited(days)} ; {_('cette place ne lui va pas')}.")


def _say_saved(days: int) -> str:
    pattern = ngettext("viendrait %(n)d jour plus tôt", "viendrait %(n)d jours plus tôt", days)
    return pattern % {"n": days}


def _say_waited(days: int) -> str:
    if days == 0:
        return _("attend depuis aujourd’hui")
    pattern = ngettext("attend depuis %(n)d jour", "attend depuis %(n)d jours", days)
    return pattern % {"n": days}


def _say_way(added_m: int) -> str:
    if added_m < DETOUR_FROM_M:
        return _("sans détour")
    return _("%(distance)s de détour") % {"distance": distance(added_m)}
