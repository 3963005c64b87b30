"""What an e-mail about an alarm says. No name in the subject: it shows on locked screens."""

from django.utils.translation import gettext as _

from toctoc.agenda.enums import AlarmKind
from toctoc.agenda.models import LoneAlarm, Visit
from toctoc.common.phone import show_phone
from toctoc.common.wording import clock


def alarm_subject(alarm: LoneAlarm) -> str:
    """Say that somebody must be rung, and how urgent it has become."""
    if alarm.escalated_at is not None:
        return _("Toctoc : personne n’a encore joint un volontaire")
    return _("Toctoc : un volontaire à joindre maintenant")


def alarm_body(alarm: LoneAlarm) -> str:
    """Say who, since when, where, and which number to ring."""
    lines = [alarm_sentence(alarm), ""]
    phone = show_phone(alarm.volunteer.phone)
    lines.append(_("Téléphone : %(phone)s") % {"phone": phone or _("pas de numéro connu")})
    if alarm.visit is not None:
        lines.append(_("Adresse : %(address)s") % {"address": _address(alarm.visit)})
    lines += [
        "",
        _(
            "Appelez, puis notez dans Toctoc, page « Alertes », que vous vous en occupez. "
            "Sans réponse et en cas de doute, appelez le 112."
        ),
        "",
    ]
    return "\n".join(lines)


def alarm_sentence(alarm: LoneAlarm) -> str:
    """Say in one sentence what is missing, of whom, and since when."""
    words = {"name": alarm.volunteer.name, "due": clock(alarm.due_at)}
    if alarm.visit is not None:
        words["planned"] = clock(alarm.visit.expected_at or alarm.visit.starts_at)
    match alarm.kind:
        case AlarmKind.NO_ARRIVAL:
            return (
                _(
                    "%(name)s devait arriver à %(planned)s : à %(due)s, toujours pas "
                    "de nouvelles."
                )
                % words
            )
        case AlarmKind.NO_DEPARTURE:
            return (
                _("%(name)s n’a pas signalé la fin de sa visite : sans nouvelles à %(due)s.")
                % words
            )
    return _("%(name)s demande à être appelé, depuis %(due)s.") % words


def _address(visit: Visit) -> str:
    resident = visit.resident
    return ", ".join(part for part in (resident.street_line, str(resident.commune)) if part)
