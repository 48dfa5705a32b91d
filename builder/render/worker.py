"""The service worker: reading offline where it is switched on, and the end of it where it is not.

Its bytes change with the site's own files and with the page for what is not kept, never with a text.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from builder.pages.offline import OFFLINE, WORKER, store_name
from builder.pages.urls import Base
from builder.render.output import OutputFile

_COMMENT = re.compile(r"/\*.*?\*/\n*", re.DOTALL)
NEEDED = ("assets/css/", "assets/js.", "assets/images/favicon.")
"""How the paths begin of what every page needs; fonts and icons of apps are kept when they are asked for."""

FileRow = tuple[str, str, int]
"""Path, digest, size."""


def service_worker(source: str, base: Base, files: Sequence[FileRow], offline: FileRow) -> OutputFile:
    """The worker that keeps what is read."""
    site = {
        "name": store_name(base),
        "start": base.href("/"),
        "version": _version(source, [*files, offline]),
        "files": [base.href(f"/{path}") for path, _, _ in files if path.startswith(NEEDED)],
        "offline": base.href(OFFLINE),
    }
    return _script(source, site)


def farewell(source: str, base: Base) -> OutputFile:
    """The worker that comes where an earlier one was, and takes everything away."""
    return _script(source, {"name": store_name(base)})


def _version(source: str, files: Iterable[FileRow]) -> str:
    told = "".join(f"{path} {digest}\n" for path, digest, _ in sorted(files))
    return sha256(f"{told}{source}".encode()).hexdigest()[:10]


def _script(source: str, site: Mapping[str, object]) -> OutputFile:
    head = f"const site = {json.dumps(site, ensure_ascii=False)};\n"
    return OutputFile(WORKER.removeprefix("/"), (head + _COMMENT.sub("", source)).encode())
