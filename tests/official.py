"""Official files kept beside the project, never in it: tests that read them skip without."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"
needs_official_files = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the official files (../shared/data) are not here"
)
