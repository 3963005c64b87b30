"""A page that tells how far a search for sectors is while it runs, and stops it when asked.

The page is sent piece by piece: it needs no script, and nobody to work off a queue. Whoever
closes it stops the search.
"""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from toctoc.common.errors import ToctocError
from toctoc.dispatch.operations.sector_search import (
    Phase,
    Progress,
    SectorDesign,
    SectorSearch,
    draft_design,
)
from toctoc.people.enums import Action
from toctoc.territory.models import Programme
from toctoc.web.access import StaffRequest, needs
from toctoc.web.sentences import sentence_for

TEMPLATE = "sectors/search.html"
HERE = "<!-- what the search tells comes here -->"  # in the template, where the page is cut
LOOK_EVERY_S = 0.5
KEPT_S = 120  # longer than any search
PATIENCE_S = 20.0  # from being asked to stop to having stopped
PHASES = {
    Phase.SEARCH: _("Recherche de bons découpages"),
    Phase.BOUND: _("Calcul de ce qu’aucun découpage ne peut battre"),
    Phase.PROOF: _("Recherche du meilleur, ou de la preuve qu’il est trouvé"),
}


@dataclass(frozen=True, slots=True)
class Watch:
    """What the page and the search say to each other."""

    programme: Programme
    key: UUID
    told: SimpleQueue[Progress] = field(default_factory=SimpleQueue)
    stopped: Event = field(default_factory=Event)
    began_s: float = field(default_factory=time.monotonic)

    @property
    def elapsed_s(self) -> float:
        return time.monotonic() - self.began_s

    def next_word(self) -> Progress | None:
        """Wait a moment for the search to say something."""
        try:
            return self.told.get(timeout=LOOK_EVERY_S)
        except Empty:
            return None

    @property
    def is_asked_to_stop(self) -> bool:
        return bool(cache.get(_cache_key("stop", self.programme, self.key)))

    def heed(self, allowed_s: float) -> None:
        """Stop the search where its time is up or somebody asked for it."""
        if self.elapsed_s >= allowed_s or self.is_asked_to_stop:
            self.stopped.set()


def tell_search(
    request: StaffRequest, search: SectorSearch, *, name: str
) -> StreamingHttpResponse:
    """Search, and answer with a page that grows until the draft is there."""
    watch = Watch(request.programme, uuid4())
    head, tail = render_to_string(
        TEMPLATE, {"name": name, "search": watch.key}, request=request
    ).split(HERE)

    def pieces() -> Iterator[str]:
        yield head
        yield from _follow(request, search, watch, name)
        yield tail

    answer = StreamingHttpResponse(pieces())
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"  # a proxy that waits for the end tells nothing
    return answer


@require_POST
@needs(Action.MANAGE_TERRITORY)
def stop(request: StaffRequest, search: UUID) -> HttpResponse:
    """Stop a search and go where it ended: to the draft made of the best cut so far.

    Pressing the button makes the browser leave the page that follows the search: what becomes
    of it is told through the cache.
    """
    cache.set(_cache_key("stop", request.programme, search), True, KEPT_S)
    ends_s = time.monotonic() + PATIENCE_S
    while (url := cache.get(_cache_key("end", request.programme, search))) is None:
        if time.monotonic() > ends_s:
            return redirect("sectors:list-plans", request.programme.slug)
        time.sleep(LOOK_EVERY_S)
    if not url:
        messages.error(request, _("Aucun découpage n’était encore trouvé : rien n’est gardé."))
    return redirect(url or reverse("sectors:list-plans", args=[request.programme.slug]))


def _follow(
    request: StaffRequest, search: SectorSearch, watch: Watch, name: str
) -> Iterator[str]:
    with ThreadPoolExecutor(max_workers=1) as pool:
        found = pool.submit(
            search.run, should_stop=watch.stopped.is_set, on_progress=watch.told.put
        )
        try:
            yield from _lines(watch, found, search.wish.seconds)
        except GeneratorExit:  # the browser left: for good, or by the button
            watch.stopped.set()
            if watch.is_asked_to_stop:
                _conclude(request, search, watch, found.result(), name)
            raise
        end = _conclude(request, search, watch, found.result(), name)
        yield render_to_string("sectors/search_end.html", end)


def _lines(watch: Watch, found: Future[SectorDesign], allowed_s: float) -> Iterator[str]:
    """Yield a line when something is told, and one a second between."""
    last, said_s = None, float("-inf")
    while not found.done():
        watch.heed(allowed_s)
        word = watch.next_word()
        last = word or last
        if last and (word or watch.elapsed_s - said_s >= 1):
            said_s = watch.elapsed_s
            yield render_to_string("sectors/search_line.html", _line(last, said_s, allowed_s))


def _line(progress: Progress, elapsed_s: float, allowed_s: float) -> dict[str, object]:
    is_found = 0 < progress.best_s < float("inf")
    is_bounded = is_found and progress.bound_s > 0
    return {
        "phase": PHASES[progress.phase],
        "elapsed": min(int(elapsed_s), int(allowed_s)),
        "allowed": int(allowed_s),
        "gap_percent": 100 * (1 - progress.bound_s / progress.best_s) if is_bounded else None,
        "is_found": is_found,
    }


def _conclude(
    request: StaffRequest, search: SectorSearch, watch: Watch, design: SectorDesign, name: str
) -> dict[str, object]:
    """Make the draft, or say why there is none; tell whoever stopped the search where it is."""
    context: dict[str, object] = {"programme": request.programme, "url": ""}
    try:
        draft = draft_design(search, name=name, design=design, now=request.now)
    except ToctocError as error:
        context["error"] = sentence_for(error)
    else:
        url = reverse("sectors:edit-draft", args=[request.programme.slug, draft.pk])
        context |= {"url": url, "gap_percent": 100 * design.gap_ratio}
    cache.set(_cache_key("end", watch.programme, watch.key), context["url"], KEPT_S)
    return context


def _cache_key(what: str, programme: Programme, search: UUID) -> str:
    return f"sector-search-{what}-{programme.pk}-{search}"
