"""The template filters where units turn human; the words themselves are `common.wording`'s."""

from django import template

from toctoc.common import wording
from toctoc.common.phone import show_phone
from toctoc.common.wording import NBSP, hold

register = template.Library()

duration = register.filter(wording.duration)
distance = register.filter(wording.distance)
added_distance = register.filter(wording.added_distance)
clock = register.filter(wording.clock)
day_long = register.filter(wording.day_long)
day_short = register.filter(wording.day_short)
half_day = register.filter(wording.half_day)


@register.filter
def phone_national(stored: str) -> str:
    """Show an E.164 number as "06 12 34 56 78"."""
    return hold(show_phone(stored))


__all__ = [
    "NBSP",
    "added_distance",
    "clock",
    "day_long",
    "day_short",
    "distance",
    "duration",
    "half_day",
    "phone_national",
    "register",
]
