"""The pipeline on one screen: what stands on the disk → the nodes that changed → files → output folder.

`nodes.py` says how the site is made and `graph/` what of it must be made again. Where nothing changed, nothing of
either is even imported: a build then costs a look at the files.
"""

import marshal
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from builder.diagnostics import Diagnostic, Location, Severity, finding, has_errors, sort_findings
from builder.graph.inputs import Inputs, Stamp
from builder.graph.store import Store, StoreError, discard
from builder.graph.values import dumps, loads
from builder.publish.manifest import unpublishable
from builder.publish.write import UNPUBLISHABLE, Published, Seen, clean, publish
from builder.render.folders import theme_folders
from builder.render.output import AnyFile, KnownFile

if TYPE_CHECKING:
    from builder.graph.engine import Graph

T = TypeVar("T")

STORE = ".vzirets"
"""Folder beside site.yaml for what may be lost at any time."""
FILE = "site.yaml"
PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a run is asked to do. `today` of `None` is decided by `build_day`."""

    root: Path
    output: Path
    base_url: str | None = None
    drafts: bool = False
    strict: bool = False
    clean: bool = False
    today: date | None = None
    store: bool = True
    """Whether what an earlier build made may be used."""
    verify: bool = False
    """Whether to make everything a second time without the store, and compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a run made and found. There is no `site` where site.yaml already failed."""

    findings: tuple[Diagnostic, ...]
    ok: bool
    files: tuple[AnyFile, ...] = ()
    configured: bool = True
    output: Path | None = None
    """Where it was to be written; nothing was to be written by a check."""
    published: Published | None = None


def build_day(given: date | None, time_zone: str) -> date:
    """The day a site is built for: as given, else SOURCE_DATE_EPOCH, else today where the site lives."""
    from zoneinfo import ZoneInfo

    if given is not None:
        return given
    zone = ZoneInfo(time_zone)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        moment = datetime.now(UTC)
    return moment.astimezone(zone).date()


Progress = Callable[[Sequence[T]], Iterable[T]]
"""Hands on what it is given, and may tell a person how far it is."""


def make(options: Options, progress: Progress[Any] = iter) -> Result:
    """Everything but writing, into the store neither: the files of the site, and all findings of one run."""
    return _run(options, progress, lambda made, _: made, writes=False)


def build(options: Options, progress: Progress[Any] = iter) -> Result:
    """Make the site and publish it; with errors the folder stays as it was."""

    def write(made: Result, seen: Mapping[str, Seen]) -> Result:
        made = replace(made, output=options.output)
        if not made.ok:
            return made
        if options.clean:
            clean(options.output)
        outcome = publish(made.files, options.output, seen={} if options.clean else seen)
        findings = sort_findings([*made.findings, *outcome.diagnostics])
        return replace(made, findings=findings, ok=_passes(findings, options.strict), published=outcome.value)

    return _run(options, progress, write, writes=True)


Finish = Callable[[Result, Mapping[str, Seen]], Result]


def _run(options: Options, progress: Progress[Any], finish: Finish, *, writes: bool) -> Result:
    """Make, finish, remember. Where what is remembered turns out unreadable, it is thrown away and all is made."""
    store = _opened(options, writes)
    try:
        result = _with_store(options, store, progress, finish)
    except StoreError:
        if store is not None:
            store.close()
        discard(options.root / STORE)
        store = None
        result = _with_store(options, None, progress, finish)
    finally:
        if store is not None:
            store.close()
    return _verified(options, result) if options.verify and result.ok else result


def _opened(options: Options, writes: bool) -> Store | None:
    if not options.store or not (options.root / FILE).is_file():
        return None
    if options.clean:
        discard(options.root / STORE)
    return Store.opened(options.root / STORE, version(), writes=writes)


def _with_store(
    options: Options,
    store: Store | None,
    progress: Progress[Any],
    finish: Finish,
) -> Result:
    inputs, known = _inputs(options, store), _remembered(store, "used")
    seen_in = f"seen {options.output.resolve()}"
    seen = {path: Seen(stamp and Stamp(*stamp), sha) for path, (stamp, sha) in _remembered(store, seen_in).items()}
    changed = [name for name, was in known.items() if inputs.digest_of(name) != was]
    if store is not None and known and not changed:
        made, parts = _unchanged(options, store)
    else:
        made, parts = _made(options, store, inputs, changed, progress)
    result = finish(made, seen)
    if store is not None and store.writes and not inputs.moved:
        further: list[tuple[str, bytes]] = []
        if result.published is not None and result.published.seen and result.published.seen != seen:
            own = result.published.seen
            looked = {path: (item.stamp and tuple(item.stamp), item.sha256) for path, item in own.items()}
            further.append((seen_in, marshal.dumps(looked)))
        if inputs.stamps != inputs.recorded:
            rows = {name: (tuple(stamp), own) for name, (stamp, own) in inputs.stamps.items()}
            further.append(("stamps", marshal.dumps(rows)))
        parts(further)
    return result


Remember = Callable[[Sequence[tuple[str, bytes]]], object]


def _unchanged(options: Options, store: Store) -> tuple[Result, Remember]:
    """The result of the last build, without making anything; the graph is only needed for bytes that are gone."""
    part = store.part("result")
    if part is None:
        raise StoreError("result")
    configured, findings, rows = loads(part)
    content = _Content(options, store, None)
    files = tuple(KnownFile(path, sha, size, partial(content.of, path, node)) for path, sha, size, node in rows)
    ok = configured and _passes(findings, options.strict)
    result = Result(findings=findings, ok=ok, files=files, configured=configured)
    return result, lambda parts: store.save(parts, ()) if parts else None


def _made(
    options: Options, store: Store | None, inputs: Inputs, changed: Iterable[str], progress: Progress[Any]
) -> tuple[Result, Remember]:
    """Everything that changed made anew; `changed` names the inputs that are not as they were."""
    nodes = _nodes(options, store, inputs, progress, changed)
    configured = nodes.ask("config") is not None
    made = nodes.ask("files") if configured else ()
    unfit = (finding(UNPUBLISHABLE, Location(path=path)) for path in unpublishable([entry.path for entry, _ in made]))
    findings = sort_findings([*_once_for_each_line(nodes.graph.found()), *unfit])
    content = _Content(options, store, nodes)
    files = tuple(KnownFile(e.path, e.sha256, e.size, partial(content.of, e.path, node)) for e, node in made)
    ok = configured and _passes(findings, options.strict)
    result = Result(findings=findings, ok=ok, files=files, configured=configured)

    def remember(parts: Sequence[tuple[str, bytes]]) -> None:
        rows = tuple((*entry, node) for entry, node in made)
        own = ("result", dumps((configured, findings, rows)))
        nodes.graph.save((*parts, own))

    return result, remember


class _Content:
    """Gives the bytes of files, by the nodes of this build as long as its store is open, then by nodes without one."""

    def __init__(self, options: Options, store: Store | None, nodes: Any | None) -> None:  # noqa: ANN401
        self._options = options
        self._store = store
        self._nodes = nodes

    def of(self, path: str, node: tuple[str, ...]) -> bytes:
        if self._nodes is None:
            self._nodes = self._without_store() if self._is_closed() else self._over(self._store)
        try:
            content: bytes = self._nodes.bytes_of(path, node)
        except StoreError:
            if not self._is_closed():
                raise
            self._nodes = self._without_store()
            content = self._nodes.bytes_of(path, node)
        return content

    def _is_closed(self) -> bool:
        return self._store is None or self._store.closed

    def _without_store(self) -> Any:  # noqa: ANN401
        return self._over(None)

    def _over(self, store: Store | None) -> Any:  # noqa: ANN401
        return _nodes(self._options, store, _inputs(self._options, store), iter)


def _nodes(
    options: Options,
    store: Store | None,
    inputs: Inputs,
    progress: Progress[Any],
    changed: Iterable[str] = (),
) -> Any:  # noqa: ANN401
    """The functions of the site over a graph; all that makes pages is imported here, and only when it is needed."""
    from builder.graph.engine import Graph, Kind
    from builder.nodes import Nodes

    def graph_of(kinds: Iterable[Kind]) -> "Graph":
        return Graph(kinds, inputs, store)

    themes = {name: theme_folders(options.root, name) for name in ("templates", "assets")}
    nodes = Nodes(graph_of, options.root, themes, progress)
    nodes.graph.sweep(changed)
    return nodes


def _inputs(options: Options, store: Store | None) -> Inputs:
    """All that this build may read."""

    def on_demand(name: str) -> str | None:
        kind, _, zone = name.partition(" ")
        return build_day(options.today, zone).isoformat() if kind == "day" else None

    recorded = {name: (Stamp(*stamp), own) for name, (stamp, own) in _remembered(store, "stamps").items()}
    inputs = Inputs(recorded, on_demand)
    inputs.add_value("option base_url", options.base_url or "")
    inputs.add_value("option drafts", "yes" if options.drafts else "")
    inputs.add_file(FILE, options.root / FILE)
    inputs.add_content(options.root, "content")
    inputs.add_value("links", "\0".join(sorted(inputs.links)))
    for name in ("templates", "assets"):
        inputs.add_theme(name, theme_folders(options.root, name))
    return inputs


def _remembered(store: Store | None, name: str) -> Mapping[str, Any]:
    part = store.part(name) if store is not None else None
    found: Mapping[str, Any] = marshal.loads(part) if part else {}  # noqa: S302  # checked by its digest
    return found


def version() -> str:
    """What besides its inputs decides the bytes of a site: this program, Python, and the libraries beside it."""
    own = sha256(sys.version.encode())
    for path in sorted(path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".yaml", ".json", ".tsv")):
        own.update(f"{path.relative_to(PACKAGE)}\0".encode() + path.read_bytes())
    for folder in sys.path:
        if folder.endswith("-packages") and Path(folder).is_dir():
            own.update(
                "\0".join(
                    sorted(path.name for path in Path(folder).iterdir() if path.suffix.endswith("-info"))
                ).encode()
            )
    return own.hexdigest()


def _passes(findings: Iterable[Diagnostic], strict: bool) -> bool:
    if strict:
        return all(item.severity is Severity.NOTICE for item in findings)
    return not has_errors(findings)


def _once_for_each_line(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What templates get wrong is wrong on many pages, and told for the first."""
    told: dict[object, Diagnostic] = {}
    for number, item in enumerate(findings):
        key = (item.location.path, item.location.line) if item.code in ("V601", "V602") else number
        told.setdefault(key, item)
    return list(told.values())


def _verified(options: Options, result: Result) -> Result:
    """The result, with a finding where a clean build gives other bytes."""
    fresh = make(replace(options, store=False, verify=False))
    expected = {file.path: (file.sha256, file.size) for file in fresh.files if isinstance(file, KnownFile)}
    actual = {file.path: (file.sha256, file.size) for file in result.files if isinstance(file, KnownFile)}
    other = sorted(path for path in expected.keys() | actual.keys() if expected.get(path) != actual.get(path))
    if fresh.findings == tuple(item for item in result.findings) and not other:
        return result
    place = Location(path=other[0] if other else FILE)
    found = finding("V920", place, files=", ".join(other[:5]), count=len(other))
    discard(options.root / STORE)
    return replace(result, findings=sort_findings([*result.findings, found]), ok=False)
