"""(I/O) The index beside the published site.

Each part is made in a folder of its own that bears the digest of what it is made from, so it is made once for all
outputs, and a killed run leaves none half made. Then all parts are published as a site is: staged, renamed into
place, with a manifest of what is ours. The list of the parts, which the script of the page reads first, is also what
tells whether there is anything to do.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from builder.diagnostics import Diagnostic, Location, finding
from builder.pages.urls import SEARCH_INDEX
from builder.publish.manifest import MANIFEST_NAME, Entry, Site, dump_manifest, entry_of, load_manifest
from builder.publish.write import clean, publish
from builder.search.engine import EngineError, index
from builder.search.parts import KnownPart, Part

LIST = "index.json"
SCRIPT = "pagefind.js"
SEAL = "sealed"
"""Beside the files of a part while they are kept: what they were when they were made."""
WANTED = ("pagefind-entry.json", "pagefind.*.pf_meta", "wasm.*.pagefind", "index/*", "fragment/*")
"""What of the engine's files a browser asks for; its ready-made interfaces are not ours."""


def publish_index(
    parts: Sequence[KnownPart], output: Path, work: Path | None, stopped: Callable[[], bool] = lambda: False
) -> tuple[Diagnostic, ...]:
    """Make `output` hold exactly the index of these parts. `work` keeps what is made for the next time.

    Without an engine there is no index, and a notice that says so. Raises StoppedError once it is not wanted any
    more, and PublishError when the machine refuses; what was published before then stands as it was.
    """
    target = output / SEARCH_INDEX
    if not parts:
        if work is not None:
            shutil.rmtree(work, ignore_errors=True)
        return remove_index(output)
    listing = _listing([known.part for known in parts])
    if _is_published(target, listing):
        return ()
    with _workshop(work) as shop:
        try:
            made = {path: file for known in parts for path, file in _made(known, shop, stopped).items()}
        except EngineError as error:
            remove_index(output)
            return (finding("V940", Location(path="site.yaml"), reason=str(error)),)
        (shop / LIST).write_bytes(listing)
        made |= {LIST: _kept(shop / LIST), SCRIPT: _kept(shop / parts[0].part.digest / SCRIPT)}
        manifest = {path: made[path].entry for path in sorted(made)}
        found = publish(Site(manifest, lambda path: made[path].place.read_bytes()), target).diagnostics
        _forget(shop, keep={known.part.digest for known in parts})
    return found


def remove_index(output: Path) -> tuple[Diagnostic, ...]:
    """Leave nothing of an index."""
    target = output / SEARCH_INDEX
    if not target.is_dir():
        return ()
    found = clean(target).diagnostics
    if target.parent.is_dir() and not any(target.parent.iterdir()):
        target.parent.rmdir()
    return found


def _listing(parts: Sequence[Part]) -> bytes:
    rows = [{"path": part.path, "tag": part.tag, "digest": part.digest} for part in parts]
    return json.dumps(rows, separators=(",", ":")).encode() + b"\n"


def _is_published(target: Path, listing: bytes) -> bool:
    """Whether the list stands there and every file that its manifest names, each of its size."""
    try:
        manifest = load_manifest((target / MANIFEST_NAME).read_text(encoding="utf-8"))
        sizes = {path: os.lstat(f"{target}/{path}").st_size for path in manifest}
        written = (target / LIST).read_bytes()
    except (OSError, UnicodeDecodeError):
        return False
    return written == listing and bool(manifest) and all(size == manifest[path].size for path, size in sizes.items())


@contextmanager
def _workshop(work: Path | None) -> Iterator[Path]:
    if work is not None:
        work.mkdir(parents=True, exist_ok=True)
        yield work
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


class _Kept(NamedTuple):
    """A file of the index where it was made."""

    entry: Entry
    place: Path


def _kept(place: Path) -> _Kept:
    return _Kept(entry_of(place.read_bytes()), place)


def _made(known: KnownPart, shop: Path, stopped: Callable[[], bool]) -> dict[str, _Kept]:
    """The files of a part by their paths in the index, made now unless they are kept as they were made."""
    folder, path = shop / known.part.digest, known.part.path
    files = _files(folder, path)
    if files and _seal_in(folder) == _seal(files):
        return files
    draft = Path(tempfile.mkdtemp(dir=shop))
    try:
        for name, content in index(known.make(), known.part.tag, stopped):
            if name == SCRIPT or any(fnmatch(name, pattern) for pattern in WANTED):
                _write(draft / name, content)
        (draft / SEAL).write_text(_seal(_files(draft, path)), encoding="ascii")
        shutil.rmtree(folder, ignore_errors=True)
        draft.replace(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return _files(folder, path)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)


def _files(folder: Path, path: str) -> dict[str, _Kept]:
    places = (place for pattern in WANTED for place in sorted(folder.glob(pattern)))
    return {f"{path}/{place.relative_to(folder).as_posix()}": _kept(place) for place in places}


def _seal(files: Mapping[str, _Kept]) -> str:
    """One digest for all of them."""
    return sha256(dump_manifest({path: file.entry for path, file in files.items()}).encode()).hexdigest()


def _seal_in(folder: Path) -> str:
    try:
        return (folder / SEAL).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""


def _forget(shop: Path, keep: set[str]) -> None:
    for folder in shop.iterdir():
        if folder.is_dir() and folder.name not in keep:
            shutil.rmtree(folder, ignore_errors=True)
