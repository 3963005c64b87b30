"""Tests of the core: no Django, no clock. Compiling a kernel takes as long as it takes."""

from hypothesis import settings

settings.register_profile("core", deadline=None)
settings.load_profile("core")
