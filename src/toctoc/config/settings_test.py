"""Settings of the test runs: fast hashing, secrets made up, database from the environment."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("TOCTOC_SECRET_KEY", "tests-only")
os.environ.setdefault("TOCTOC_FIELD_KEYS", "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=")
os.environ.setdefault("TOCTOC_HTTPS", "no")

from toctoc.config.settings import *  # noqa: F403 -- the environment is set first

DATABASE = DATABASES["default"]  # noqa: F405 -- from the settings above
if "sqlite3" in str(DATABASE["ENGINE"]):
    # A file, as in production: processes and the threads of a live server each open their own.
    name = f"toctoc-tests-{os.getpid()}.sqlite3"
    DATABASE["TEST"] = {"NAME": Path(tempfile.gettempdir()) / name}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
WHITENOISE_AUTOREFRESH = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
