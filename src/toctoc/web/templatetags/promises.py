"""What was promised, in words; the words themselves are `web.promises`'s."""

from django import template

from toctoc.web import promises

register = template.Library()

promise_window = register.filter(promises.promise_window)
promise_short = register.filter(promises.promise_short)
promise_when = register.filter(promises.promise_when)
is_hour_to_come = register.filter(promises.is_hour_to_come)
