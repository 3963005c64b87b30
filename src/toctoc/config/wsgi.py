"""WSGI entry point for gunicorn: `gunicorn toctoc.config.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.config.settings")

application = get_wsgi_application()

from toctoc.dispatch.queries import prepare_offers  # noqa: E402 -- apps first

prepare_offers()
# What is loaded by now stays: walking through it again made one call in a hundred wait.
gc.collect()
gc.freeze()
