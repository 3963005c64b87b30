"""Every URL of the project: its name, what its gate asks for, an address to try it at."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse

# What a gated address is tried with: the gate stands before the look-up, so any id will do.
SAMPLES = {"IntConverter": 1, "SlugConverter": "x", "StringConverter": "2026-12-02"}


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
    converters = _converters(name)
    values = {key: SAMPLES.get(kind, "2026-12-02") for key, kind in converters.items()}
    return reverse(name, kwargs={**values, "programme": programme})


def _converters(name: str) -> dict[str, str]:
    found = patterns()[name].pattern.converters
    return {key: type(converter).__name__ for key, converter in found.items()}


def _walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _walk(
                entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            )
        else:
            yield f"{prefix}{entry.name}", entry
