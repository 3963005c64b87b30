"""Every URL of the project: its name, what its gate asks for, an address to try it at."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import get_converters

from toctoc.reports.paper_tour import PaperForm

# What a gated address is tried with: the gate stands before the look-up, so any id will do.
SAMPLES = {
    "int": 1,
    "slug": "x",
    "str": "2026-12-02",
    "day": date(2026, 12, 2),
    "uuid": UUID(int=1),
    "paper": PaperForm.PAGE,
}


def patterns() -> dict[str, URLPattern]:
    """Return the pattern of each URL name, written `area:verb-noun`."""
    return dict(_walk(get_resolver(), ""))


def gates() -> dict[str, tuple | None]:
    """Return the actions each URL asks one of; None where there is no gate."""
    return {
        name: getattr(pattern.callback, "needed_actions", None)
        for name, pattern in patterns().items()
    }


def sample_address(name: str, programme: str) -> str:
    """Return an address of the URL inside a programme, with made-up ids and days."""
    converters = patterns()[name].pattern.converters
    kinds = {type(converter): kind for kind, converter in get_converters().items()}
    values = {key: SAMPLES[kinds[type(one)]] for key, one in converters.items()}
    return reverse(name, kwargs={**values, "programme": programme})


def _walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _walk(
                entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            )
        else:
            yield f"{prefix}{entry.name}", entry
