"""WSGI entry point for gunicorn: `gunicorn toctoc.config.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.config.settings")

screens = get_wsgi_application()

from django.conf import settings  # noqa: E402 -- apps first

from toctoc.config.demo import loopback_only  # noqa: E402 -- same
from toctoc.dav.mount import mount_calendars  # noqa: E402 -- same
from toctoc.dispatch.queries import prepare_offers  # noqa: E402 -- same

application = mount_calendars(screens)
if settings.DEMO:
    application = loopback_only(application)

prepare_offers()
# What is loaded by now stays: walking through it again made one call in a hundred wait.
gc.collect()
gc.freeze()
