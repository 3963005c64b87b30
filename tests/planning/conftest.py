"""Tests of the core: no Django, no clock. Compiling a kernel takes as long as it takes.

Numba keeps compiled callers when only what they call has changed, in another file: so the
cache's folder is named after all of the core's sources.
"""

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from hypothesis import settings

import toctoc.planning

SOURCES = sorted(Path(toctoc.planning.__file__).parent.rglob("*.py"))
DIGEST = sha256(b"".join(path.read_bytes() for path in SOURCES)).hexdigest()[:16]
os.environ.setdefault(
    "NUMBA_CACHE_DIR", str(Path(tempfile.gettempdir()) / f"toctoc-kernels-{DIGEST}")
)

settings.register_profile("core", deadline=None)
settings.load_profile("core")
