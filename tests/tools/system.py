"""What the tests need from the operating system, as the Debian packages that hold it.

`python -m tests.tools.system` prints the packages that are missing, which `make` then installs.
"""

import ctypes
import sys
from collections.abc import Iterator

from tests.tools.chromium import chromium


def missing_packages() -> Iterator[str]:
    if chromium() is None:
        yield "chromium"
    if sys.platform == "linux" and not _loads("libatomic.so.1"):
        yield "libatomic1"  # playwright's driver is a Node that is linked with it


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    print(" ".join(missing_packages()))
