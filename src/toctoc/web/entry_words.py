"""What an entry from the spot says, in French lines: no field is left unread."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from toctoc.agenda.enums import FieldEntryKind
from toctoc.common.half_days import HalfDays
from toctoc.web.templatetags.people import half_days_said


def tell_entry(kind: FieldEntryKind, data: Mapping[str, object]) -> Iterator[str]:
    """Yield what the entry holds beside its kind and its moment."""
    match kind:
        case FieldEntryKind.REPORT:
            yield from _labelled(data, {"done": _("Fait"), "next": _("Suite")})
        case FieldEntryKind.WANTS_MORE:
            yield from _wish(data)
        case FieldEntryKind.LATE:
            yield _("%(minutes)s minutes") % {"minutes": data.get("minutes", "?")}
        case FieldEntryKind.SIGNATURE:
            yield from _labelled(data, {"name": _("Signé par")})
        case _:
            yield from _texts(data)


def _labelled(data: Mapping[str, object], labels: Mapping[str, str]) -> Iterator[str]:
    for name, label in labels.items():
        if data.get(name):
            yield _("%(label)s : %(text)s") % {"label": label, "text": data[name]}


def _wish(data: Mapping[str, object]) -> Iterator[str]:
    try:
        yield half_days_said(HalfDays.from_text(str(data.get("half_days", ""))))
    except ValueError:
        yield str(data.get("half_days", ""))
    yield from _texts(data)


def _texts(data: Mapping[str, object]) -> Iterator[str]:
    for name in ("text", "note"):
        if data.get(name):
            yield str(data[name])
