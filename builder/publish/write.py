"""Files in memory → the output folder, so that a good site stands there at every moment.

How the promises are kept:

* Everything that changed is first written into a staging folder inside the output folder.
  A full disk, a lack of rights or a kill up to then leaves the site as it was.
* Then each file is renamed into place: new ones, changed ones, the site map and feeds; last, what is gone is removed.
  A reader of a half-published site meets no link to a page that is not there.
* The manifest owns a path before the path is first written and until it is removed,
  so the build after a killed one knows its files and makes the site whole.
* What no manifest of ours lists is foreign: equal content is adopted, all else stops publishing before it begins.
* Files are compared with the disk, not with times or the manifest: a file damaged by hand is mended.
  The manifest alone is forced to the disk; after a power cut the comparison finds what was lost.
* A lock on the output folder itself, which leaves no file behind, keeps two builds apart.
"""

import errno
import os
import shutil
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from builder.diagnostics import Location, Outcome, finding
from builder.frozen import Frozen, field
from builder.graph.inputs import Stamp, is_settled, size_of, stamp_of
from builder.publish.manifest import (
    MANIFEST_NAME,
    STAGING_NAME,
    Entry,
    Manifest,
    Site,
    difference,
    dump_manifest,
    fold,
    load_manifest,
    parents,
    unpublishable,
)

FOREIGN_FILE = "V515"
FOREIGN_OBSTACLE = "V516"
UNPUBLISHABLE = "V517"
BUSY = "V910"

STILL_NEEDED = (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR, errno.EBUSY)
"""What the system says of a folder that holds something, is none, or is where another disk is mounted."""

PATIENCE = 10.0
"""Seconds to wait for another build of the same folder."""


Seen = tuple[Stamp | None, str]
"""What was in a file of the output folder, by its digest; one that still bears the stamp is unchanged."""


_UNSEEN: Seen = (None, "")
UNKNOWN_SIZE = -1


class Published(Frozen):
    """What publishing did: paths in the order in which they were written and removed."""

    written: tuple[str, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    seen: Mapping[str, Seen] = field(default_factory=dict)


class PublishError(Exception):
    """The machine did not let us publish: `reason` is the system's own word, `path` the place it spoke of."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class _BusyError(Exception):
    """Another build holds the output folder."""


def publish(
    site: Site, output: Path, *, patience: float = PATIENCE, seen: Mapping[str, Seen] | None = None
) -> Outcome[Published]:
    """Make the output folder hold exactly the files of a site, beside the foreign ones.

    `seen` tells of files of the folder what was in them under which stamp; those that still
    bear it are not read. The value's `seen` is the same for the next time.

    With findings nothing was written: a foreign file stands in the way, a path fits no
    disk, or another build is at work for longer than `patience` seconds. Raises
    PublishError when the machine refuses.
    """
    seen = seen or {}
    if not site.manifest.keys() <= seen.keys() and (unfit := unpublishable(list(site.manifest))):
        return _refusal((UNPUBLISHABLE, path) for path in unfit)
    with _machine_errors(output):
        output.mkdir(parents=True, exist_ok=True)
        try:
            with _locked(output, patience):
                return _publish_locked(site, output, seen)
        except _BusyError:
            return _refusal([(BUSY, output.as_posix())])


def publish_changes(
    site: Site, output: Path, seen: Mapping[str, Seen], *, patience: float = PATIENCE
) -> Outcome[Published] | None:
    """Write those files of a site in which there is to be something else than this process has just `seen` there.

    Nothing is looked at that is as it was, and the manifest goes on telling what was in them: `publish` makes good
    for both. Nothing is done, and given, where that does not do: files are new or gone, or others stand in their
    place. Raises as `publish` does.
    """
    changed = [path for path, entry in site.manifest.items() if seen.get(path, _UNSEEN)[1] != entry.sha256]
    if len(seen) != len(site.manifest) + 1 or not all(path in seen for path in changed):
        return None
    with _machine_errors(output):
        root = output.resolve()
        if not all((status := _status(root / path)) and stat.S_ISREG(status.st_mode) for path in changed):
            return None
        looked = dict(seen)
        try:
            with _locked(output, patience), _staging(root, needed=bool(changed)) as staging:
                _stage(map(site.content, changed), staging)
                _place(changed, root, staging)
        except _BusyError:
            return _refusal([(BUSY, output.as_posix())])
        for path in changed:
            looked[path] = _placed(path, site.manifest[path].sha256, root)
        if changed:
            looked[MANIFEST_NAME] = _UNSEEN
    return Outcome(Published(written=tuple(changed), unchanged=len(site.manifest) - len(changed), seen=looked))


def clean(output: Path, store: Path | None = None, *, patience: float = PATIENCE) -> Outcome[Published]:
    """Remove what the manifest lists and the manifest itself, emptied folders, and the store; foreign files stay.

    Refuses and raises as `publish` does.
    """
    with _machine_errors(output):
        try:
            removed = _clean_output(output, patience) if output.is_dir() else ()
        except _BusyError:
            return _refusal([(BUSY, output.as_posix())])
        if store is not None and store.is_dir():
            shutil.rmtree(store)
    return Outcome(Published(removed=removed))


def _refusal(reasons: Iterable[tuple[str, str]]) -> Outcome[Published]:
    """Nothing published, and a finding for each code and path."""
    return Outcome(Published(), tuple(finding(code, Location(path=path), file=path) for code, path in reasons))


def _publish_locked(site: Site, output: Path, seen: Mapping[str, Seen]) -> Outcome[Published]:
    root, new = output.resolve(), site.manifest
    looked, absent = _looked_at(new, root, seen)
    unchanged = looked.keys() - {MANIFEST_NAME}
    if len(unchanged) == len(new) and _is_published(new, root, looked, seen):
        return Outcome(Published(unchanged=len(new), seen=looked))
    listing = dump_manifest(new)
    old = _owned(root, new, seen)
    changed = _writing_order(new.keys() - unchanged, absent)
    obstacles = _obstacles(changed, absent, old, root)
    if obstacles:
        return _refusal((code, (output / path).as_posix()) for code, path in obstacles)
    gone = difference(old, new).remove
    with _staging(root, needed=bool(changed or old != new)) as staging:
        _stage(map(site.content, changed), staging)
        if new.keys() - old.keys():
            _write_manifest(dump_manifest({**old, **new}), root, staging)
        removed = _remove(_in_the_way(gone, new), root, keep=new)
        _place(changed, root, staging)
        removed += _remove(gone, root, keep=new)
        if old != new:
            _write_manifest(listing, root, staging)
    for path in changed:
        looked[path] = _placed(path, new[path].sha256, root)
    if new or old:
        looked[MANIFEST_NAME] = _placed(MANIFEST_NAME, _digest_of(listing), root)
    return Outcome(Published(written=tuple(changed), unchanged=len(unchanged), removed=tuple(removed), seen=looked))


def _clean_output(output: Path, patience: float) -> tuple[str, ...]:
    root = output.resolve()
    with _locked(output, patience):
        removed = _remove(list(_owned(root, {}, {})), root, keep={})
        (root / MANIFEST_NAME).unlink(missing_ok=True)
        _clear(root / STAGING_NAME)
    with suppress(OSError):  # foreign files are left in it
        output.rmdir()
    return tuple(removed)


# --- What stands in the folder -------------------------------------------------------------------


def _owned(root: Path, new: Manifest, seen: Mapping[str, Seen]) -> Manifest:
    """The manifest that stands there: what we have seen published, where it is the one that we wrote then."""
    try:
        listing = (root / MANIFEST_NAME).read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return {}
    if seen.get(MANIFEST_NAME, _UNSEEN)[1] != _digest_of(listing):
        return load_manifest(listing)
    return {
        path: entry
        if (entry := new.get(path)) is not None and entry.sha256 == digest
        else Entry(digest, UNKNOWN_SIZE if stamp is None else size_of(stamp))
        for path, (stamp, digest) in seen.items()
        if path != MANIFEST_NAME
    }


def _looked_at(new: Manifest, root: Path, seen: Mapping[str, Seen]) -> tuple[dict[str, Seen], set[str]]:
    """The files that hold what they should, with their stamps, and those that are not there.

    Those whose stamp is no proof have none."""
    looked: dict[str, Seen] = {}
    absent: set[str] = set()
    above, now = f"{root}/", time.time_ns()
    for path, entry in new.items():
        try:
            status = os.lstat(above + path)
        except (FileNotFoundError, NotADirectoryError):
            absent.add(path)
            continue
        stamp = stamp_of(status)
        known = seen.get(path)
        if known is not None and known == (stamp, entry.sha256):
            looked[path] = known
        elif _holds(status, root / path, entry):
            looked[path] = (stamp if is_settled(stamp, now) else None, entry.sha256)
    return looked, absent


def _holds(status: os.stat_result, path: Path, entry: Entry) -> bool:
    """Whether this is a file of its own, no link, with exactly this content."""
    if not stat.S_ISREG(status.st_mode) or status.st_size != entry.size:
        return False
    return sha256(path.read_bytes()).hexdigest() == entry.sha256


def _placed(path: str, digest: str, root: Path) -> Seen:
    """A file that was just written: what is in it need not be read."""
    now = time.time_ns()
    stamp = stamp_of(os.lstat(f"{root}/{path}"))
    return stamp if is_settled(stamp, now) else None, digest


def _is_published(new: Manifest, root: Path, looked: dict[str, Seen], seen: Mapping[str, Seen]) -> bool:
    """Whether the manifest that we wrote for just these files stands there, and nothing of a killed build is left."""
    known = seen.get(MANIFEST_NAME)
    status = _status(root / MANIFEST_NAME)
    if known is None or status is None or known[0] != stamp_of(status) or len(seen) != len(new) + 1:
        return False
    if any(seen.get(path, _UNSEEN)[1] != entry.sha256 for path, entry in new.items()):
        return False
    looked[MANIFEST_NAME] = known
    return _status(root / STAGING_NAME) is None


def _digest_of(listing: str) -> str:
    return sha256(listing.encode()).hexdigest()


def _status(path: Path | str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _obstacles(changed: Iterable[str], absent: Set[str], old: Manifest, root: Path) -> list[tuple[str, str]]:
    """Codes and paths of what is not ours and stands where a file or a folder of ours must stand."""
    folders = {folder for path in changed for folder in parents(path)}
    blocked = {folder for folder in folders if not _may_hold_files(f"{root}/{folder}", ours=folder in old)}
    found = [(FOREIGN_OBSTACLE, folder) for folder in blocked if not blocked.intersection(parents(folder))]
    for path in set(changed) - absent:
        status = None if blocked.intersection(parents(path)) else _status(f"{root}/{path}")
        if status is None:
            continue
        if stat.S_ISDIR(status.st_mode):
            found += [(FOREIGN_OBSTACLE, path)] * (not _only_ours(path, old, root))
        elif path not in old:
            found.append((FOREIGN_FILE, path))
    return sorted(found, key=lambda item: item[1])


def _may_hold_files(folder: str, *, ours: bool) -> bool:
    """Whether a folder is, or can become, a real one; a link in its place could lead outside."""
    status = _status(folder)
    return status is None or stat.S_ISDIR(status.st_mode) or ours


def _only_ours(folder: str, old: Manifest, root: Path) -> bool:
    """Whether a folder goes away with our files: below it is nothing else but folders that a killed build emptied."""
    ours = old.keys() | {above for path in old for above in parents(path)}
    return all(
        path.relative_to(root).as_posix() in ours and (path.is_file() or not path.is_symlink())
        for path in (root / folder).rglob("*")
    )


# --- Writing -------------------------------------------------------------------------------------


def _writing_order(paths: Iterable[str], absent: Set[str]) -> list[str]:
    """New files before changed ones, so that no link runs ahead of its target; among equals the deeper first,
    so that the home page comes late; site maps and feeds, which robots read, at the end."""

    def rank(path: str) -> tuple[bool, bool, int, str]:
        return (path.endswith(".xml"), path not in absent, -path.count("/"), path)

    return sorted(paths, key=rank)


def _in_the_way(gone: Sequence[str], new: Manifest) -> list[str]:
    """Files of ours that must go first: a folder is to stand in their place, or a file in the place of their folder."""
    folders = {folder for path in new for folder in parents(path)} if gone else set()
    return [path for path in gone if path in folders or any(folder in new for folder in parents(path))]


@contextmanager
def _staging(root: Path, *, needed: bool) -> Iterator[Path]:
    """The folder for files on their way; whatever a killed build left in it is cleared away."""
    staging = root / STAGING_NAME
    _clear(staging)
    if needed:
        staging.mkdir()
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _clear(staging: Path) -> None:
    if staging.is_symlink():
        staging.unlink()
    elif staging.exists():
        shutil.rmtree(staging)


def _stage(contents: Iterable[bytes], staging: Path) -> None:
    for number, content in enumerate(contents):
        with open(f"{staging}/{number}", "wb", buffering=0) as file:  # noqa: PTH123  # many files: no objects for their paths
            file.write(content)


def _place(paths: Iterable[str], root: Path, staging: Path) -> None:
    """Rename staged files, numbered in the order of the paths, to where they belong."""
    there: set[str] = set()
    for number, path in enumerate(paths):
        folder = path.rpartition("/")[0]
        if folder not in there:
            (root / folder).mkdir(parents=True, exist_ok=True)
            there.add(folder)
        os.replace(f"{staging}/{number}", f"{root}/{path}")  # noqa: PTH105


def _write_manifest(listing: str, root: Path, staging: Path) -> None:
    draft = staging / "manifest"
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(listing)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(root / MANIFEST_NAME)


def _remove(paths: Sequence[str], root: Path, *, keep: Manifest) -> list[str]:
    """Remove files of ours and the folders that this empties; the removed paths.

    Left alone is what another has put in a file's place: a folder, or a link above it.
    On a disk that ignores letter case, a file whose name is kept in another case stays too.
    """
    kept = {fold(path): path for path in keep} if paths else {}
    removed = []
    for path in paths:
        target = root / path
        if target.parent.resolve() != target.parent or target.is_dir() or _is_kept(target, kept.get(fold(path)), root):
            continue
        if _status(target) is not None:
            target.unlink()
            removed.append(path)
        _drop_empty(target.parent, root)
    return removed


def _is_kept(target: Path, twin: str | None, root: Path) -> bool:
    return twin is not None and target.exists() and (root / twin).exists() and (root / twin).samefile(target)


def _drop_empty(folder: Path, root: Path) -> None:
    """Remove a folder and those above it as far as they are empty."""
    while folder != root:
        try:
            folder.rmdir()
        except FileNotFoundError:
            pass
        except OSError as error:
            if error.errno in STILL_NEEDED:
                return
            raise
        folder = folder.parent


# --- The machine ---------------------------------------------------------------------------------


@contextmanager
def _machine_errors(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PublishError(str(error.filename or output), error.strerror or str(error)) from error


@contextmanager
def _locked(output: Path, patience: float) -> Iterator[None]:
    """Hold the output folder alone; raises _BusyError when another build does not let go in time.

    Systems and network disks that cannot lock a folder publish without.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    folder = os.open(output, os.O_RDONLY)
    try:
        deadline = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise _BusyError from None
                time.sleep(0.05)
            except OSError:
                break
        yield
    finally:
        os.close(folder)
