"""The call form as it stands: packed into JSON for safe keeping, unpacked into a form again.

Also the typing of someone whose session ended in the middle of a call: their browser's new,
nameless session holds it until they have signed in again.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from toctoc.common.encryption import seal, unseal
from toctoc.web.forms.call import CallForm
from toctoc.web.screens import wants_fragment

FIELDS: Final = tuple(name for name in CallForm.base_fields if name != "chosen")
OF_THE_NEED: Final = (
    *("kind", "place", "urgency", "need", "length", "details"),
    *("half_days", "not_before", "promise"),
)
MAX_TEXT = 1000
MAX_VALUES = 12
# A door code is never stored readable, not even half typed (RULES: encrypted at rest).
SEALED: Final = frozenset({"access_note"})
SESSION_KEY = "call_kept"
KEPT_FOR = timedelta(hours=2)
MAX_KEPT = 20_000  # characters: a whole call is two thousand; nobody fills our disk unsigned

type Typed = dict[str, list[str]]


def pack(data: MultiValueDict[str, str] | Mapping[str, list[str]]) -> Typed:
    """Return what a form holds, field by field, valid or not; notes about the door sealed."""
    values = data.getlist if isinstance(data, MultiValueDict) else data.__getitem__
    kept = {name: [str(one) for one in values(name)] for name in FIELDS if name in data}
    return {
        name: [_shut(name, one[:MAX_TEXT]) for one in texts[:MAX_VALUES]]
        for name, texts in kept.items()
    }


def unpack(typed: Mapping[str, Any]) -> MultiValueDict[str, str]:
    """Return the form's data as it stood."""
    return MultiValueDict(
        {
            name: [_open(name, text) for text in texts]
            for name, texts in typed.items()
            if name in FIELDS
        }
    )


def first_of(typed: Mapping[str, Any], *names: str) -> Iterable[str]:
    """Yield the first value of each named field, "" where none."""
    for name in names:
        texts = typed.get(name) or [""]
        yield str(texts[0])


def keeps_typing[**P](
    view: Callable[P, HttpResponseBase],
) -> Callable[P, HttpResponseBase]:
    """Keep a call form posted after the session ended, then ask to sign in; docs/flows/call.md.

    Goes outside `needs`. Requests by script are left to the script, which keeps the page open.
    """

    @wraps(view)
    def gate(*args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        request: HttpRequest = args[0]  # type: ignore[assignment]  # Django passes it first
        alone = request.user.is_authenticated or _is_scripted(request)
        if alone or request.method != "POST":
            return view(*args, **kwargs)
        return _keep(request, pk=int(str(kwargs["pk"])))

    return gate


def take_kept(request: HttpRequest, pk: int, *, now: datetime) -> Typed | None:
    """Return, once, what was typed in this call before signing in again; None where nothing."""
    kept = request.session.pop(SESSION_KEY, None)
    if not kept or kept["pk"] != pk:
        return None
    is_fresh = now - datetime.fromisoformat(kept["at"]) <= KEPT_FOR
    typed: Typed = kept["typed"]
    return typed if is_fresh else None


def _is_scripted(request: HttpRequest) -> bool:
    return wants_fragment(request) or "X-Autosave" in request.headers


def _keep(request: HttpRequest, *, pk: int) -> HttpResponse:
    now: datetime = request.now  # type: ignore[attr-defined]  # ClockMiddleware
    typed = pack(request.POST)
    if sum(len(text) for texts in typed.values() for text in texts) > MAX_KEPT:
        return redirect_to_login(request.get_full_path())
    request.session[SESSION_KEY] = {"pk": pk, "at": now.isoformat(), "typed": typed}
    request.session.set_expiry(KEPT_FOR)
    messages.warning(
        request,
        _(
            "Votre session était terminée. Rien n’est perdu : reconnectez-vous, "
            "l’appel reprendra avec tout ce que vous aviez saisi."
        ),
    )
    return redirect_to_login(request.get_full_path())


def _shut(name: str, text: str) -> str:
    return seal(text) if name in SEALED else text


def _open(name: str, text: str) -> str:
    return unseal(text) if name in SEALED else text
