"""Where the planning core's machine code is kept, named after the sources it was made from.

Numba looks only at the file of each function: after an upgrade of one file, callers in
the others would go on with old code. A folder a version of the sources leaves nothing to guess.
"""

import os
from hashlib import sha256
from pathlib import Path

PLANNING = Path(__file__).resolve().parent.parent / "planning"


def keep_kernels(folder: Path) -> None:
    """Keep compiled kernels below `folder`, unless NUMBA_CACHE_DIR says otherwise.

    To be called before anything of the planning core is imported.
    """
    sources = b"".join(path.read_bytes() for path in sorted(PLANNING.rglob("*.py")))
    name = f"kernels-{sha256(sources).hexdigest()[:16]}"
    os.environ.setdefault("NUMBA_CACHE_DIR", str(folder.absolute() / name))
