"""WSGI entry point for gunicorn: `gunicorn toctoc.config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.config.settings")

application = get_wsgi_application()
