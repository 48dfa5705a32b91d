"""The pipeline on one screen: what stands on the disk → the nodes that changed → files → output folder.

`nodes/` says how the site is made and `graph/` what of it must be made again. Where nothing changed, nothing of
either is even imported: a build then costs a look at the files.
"""

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from builder.diagnostics import Diagnostic, Location, Outcome, Severity, finding, has_errors, sort_findings
from builder.graph.inputs import Inputs, Recorded, bytes_of, files_below
from builder.graph.names import PARTS as NAME_PARTS
from builder.graph.spool import Spool
from builder.graph.store import Store, StoreError, discard
from builder.graph.values import dumps, loads
from builder.graph.workers import WorkerError, processors
from builder.packaged import recall, to_remember
from builder.pages.urls import SEARCH_INDEX
from builder.publish.manifest import Entry, Site, site_of, unpublishable
from builder.publish.write import UNPUBLISHABLE, Published, Seen, clean, publish
from builder.render.folders import theme_folders
from builder.report import words
from builder.search.parts import KnownPart, Part

if TYPE_CHECKING:
    from builder.graph.engine import Graph
    from builder.workshop.shop import Workshop

T = TypeVar("T")

STORE = ".vzirets"
"""Folder beside site.yaml for what may be lost at any time."""
FILE = "site.yaml"
PACKAGE = Path(__file__).parent
INPUTS, PUBLISHING, STORING = "inputs", "publishing", "storing"
"""Steps of a build beside the nodes, whose times bear the names of their kinds."""


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
    jobs: int = 0
    """Processes to work in; none says as many as there are processors."""
    publishes: bool = True
    """Whether there is use for the bytes of the files, and not only for what is wrong with them."""
    index: bool = True
    """Whether to make the index of search once the site is published; `index` may do so later."""
    verify: bool = False
    """Whether to make everything a second time without the store, and compare."""


NO_FILES = site_of(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a run made and found. There is no `site` where site.yaml already failed."""

    findings: tuple[Diagnostic, ...]
    ok: bool
    files: Site = NO_FILES
    configured: bool = True
    output: Path | None = None
    """Where it was to be written; nothing was to be written by a check."""
    published: Published | None = None
    index: tuple[KnownPart, ...] = ()
    """The parts that the index of search consists of."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Where time went: by what was done, summed over all processes. See `profile` in the wording of commands."""

    @property
    def changed(self) -> bool:
        """Whether the output folder holds other files or bytes than before; so too where nothing was published."""
        return self.published is None or bool(self.published.written or self.published.removed)

    @property
    def index_parts(self) -> tuple[Part, ...]:
        return tuple(known.part for known in self.index)


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
    return _run(replace(options, publishes=False), progress, lambda made, _: made, writes=False)


def build(options: Options, progress: Progress[Any] = iter) -> Result:
    """Make the site and publish it; with errors the folder stays as it was."""

    def write(made: Result, seen: Mapping[str, Seen]) -> Result:
        if options.clean and made.ok:
            clean_output(options.output)
        return written(options, made, lambda: publish(made.files, options.output, seen={} if options.clean else seen))

    result = _run(options, progress, write, writes=True)
    return index(options, result) if options.index else result


def written(options: Options, made: Result, write: Callable[[], Outcome[Published]]) -> Result:
    """The result once it is published, which with errors it is not."""
    made = replace(made, output=options.output)
    if not made.ok:
        return made
    outcome = write()
    findings = sort_findings([*made.findings, *outcome.diagnostics])
    return replace(made, findings=findings, ok=passes(findings, options.strict), published=outcome.value)


def index(options: Options, result: Result, stopped: Callable[[], bool] = lambda: False) -> Result:
    """Publish the index of search beside a site that was published, or remove it where there is to be none.

    Raises StoppedError once it is not wanted any more.
    """
    work = options.root / STORE / "search"
    has_index = (options.output / SEARCH_INDEX).is_dir() or work.is_dir()
    if result.published is None or not result.ok or not (result.index or has_index):
        return result
    from builder.search.index import publish_index

    found = publish_index(result.index, options.output, work if options.store else None, stopped)
    findings = sort_findings([*result.findings, *found])
    return replace(result, findings=findings, ok=passes(findings, options.strict))


def clean_output(output: Path, store: Path | None = None) -> Outcome[Published]:
    """Remove what we made there, and the store; foreign files stay."""
    if (output / SEARCH_INDEX).is_dir():
        from builder.search.index import remove_index

        remove_index(output)
    return clean(output, store)


Finish = Callable[[Result, Mapping[str, Seen]], Result]


@contextmanager
def without_collector() -> Iterator[None]:
    """A build leaves no rings of garbage behind, so looking for them would be a tenth of its time for nothing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@without_collector()
def _run(options: Options, progress: Progress[Any], finish: Finish, *, writes: bool) -> Result:
    """Make, finish, remember. Where what is remembered turns out unreadable, it is thrown away and all is made."""
    store = open_store(options, writes)
    try:
        result = _with_store(options, store, progress, finish)
    except StoreError:
        if store is not None:
            store.close()
        discard(options.root / STORE)
        store = None
        result = _with_store(options, None, progress, finish)
    except WorkerError as error:
        return Result(findings=(finding("V912", Location(path=FILE), status=error.status),), ok=False)
    finally:
        if store is not None:
            store.close()
    return _verified(options, result) if options.verify and result.ok else result


def open_store(options: Options, writes: bool) -> Store | None:
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
    began = time.process_time()
    if store is not None and (parsed := store.part("packaged")) is not None:
        recall(parsed)
    inputs, changed = look_since(options, store)
    looked = time.process_time()
    seen = remembered_in(store, seen_in(options))
    if store is not None and changed is not None and not changed:
        made, parts = _unchanged(options, store)
    else:
        content = opened(options, store, inputs, changed or (), progress)
        made, parts = made_by(options, content, published=seen.keys())
    finishing = time.process_time()
    result = finish(made, seen)
    finished = time.process_time()
    if store is not None and store.writes and not inputs.moved:
        parts([*beside(options, store, inputs, result, seen)])
    own = {INPUTS: looked - began, PUBLISHING: finished - finishing, STORING: time.process_time() - finished}
    return replace(result, seconds={**own, **made.seconds})


def seen_in(options: Options) -> str:
    """The part of the store that tells what was published in the output folder."""
    return f"seen {options.output.resolve()}"


def beside(
    options: Options, store: Store, inputs: Inputs, result: Result, seen: Mapping[str, Seen]
) -> Iterator[tuple[str, bytes]]:
    """What is to be remembered beside the nodes, as far as it is not as it was."""
    if result.published is not None and result.published.seen:
        yield from store.patched(seen_in(options), _changes(seen, result.published.seen))
    yield from store.patched("stamps", _changes(inputs.recorded, inputs.stamps))
    words()  # a command prints from them only when all is remembered
    if (parsed := to_remember()) is not None:
        yield "packaged", parsed


def _changes(old: Mapping[str, T], new: Mapping[str, T]) -> dict[str, T | None]:
    """What makes one mapping of another; nothing stands for what goes."""
    if old == new:
        return {}
    changed: dict[str, T | None] = {key: value for key, value in new.items() if old.get(key) != value}
    changed.update(dict.fromkeys(key for key in old if key not in new))
    return changed


Remember = Callable[[Sequence[tuple[str, bytes]]], object]
Rows = Sequence[tuple[tuple[str, str, int], tuple[str, ...]]]
"""Files of the site (path, SHA-256, size), each with the node that makes it."""


def _unchanged(options: Options, store: Store) -> tuple[Result, Remember]:
    """The result of the last build, without making anything; the graph is only needed for bytes that are gone."""
    known, rows = store.part("result"), store.part("rows")
    if known is None or rows is None:
        raise StoreError("result")
    configured, findings, parts = loads(known)
    content = Content(options, store)
    files, index = _site(content, loads(rows)), content.parts(parts)
    ok = configured and passes(findings, options.strict)
    result = Result(findings=findings, ok=ok, files=files, configured=configured, index=index)
    return result, lambda parts: store.save(parts, ()) if parts else None


def opened(
    options: Options, store: Store | None, inputs: Inputs, changed: Iterable[str], progress: Progress[Any] = iter
) -> "Content":
    """The content of a site over the nodes that are remembered; `changed` names the inputs that are not."""
    content = Content(options, store)
    content.nodes = open_nodes(options, store, inputs, content, changed, progress)
    return content


def made_by(options: Options, content: "Content", published: Set[str]) -> tuple[Result, Remember]:
    """What the nodes of a build make of its inputs.

    Paths that have been `published` beside each other need no look whether they can be.
    """
    nodes = content.nodes
    configured = nodes.ask("config") is not None
    if configured:
        nodes.prepare(options.jobs or processors())
    rows: Rows = nodes.ask("files") if configured else ()
    parts = nodes.ask("index-parts") if configured else ()
    nodes.graph.inputs.let_go()
    paths = [file[0] for file, _ in rows]
    fit = len(paths) == len(set(paths)) and published >= set(paths)
    unfit = () if fit else (finding(UNPUBLISHABLE, Location(path=path)) for path in unpublishable(paths))
    findings = sort_findings([*_once_for_each_line(nodes.graph.found()), *unfit])
    ok = configured and passes(findings, options.strict)
    seconds, (files, index) = dict(nodes.graph.times), (_site(content, rows), content.parts(parts))
    result = Result(findings=findings, ok=ok, files=files, configured=configured, index=index, seconds=seconds)

    def remember(further: Sequence[tuple[str, bytes]]) -> None:
        nodes.graph.save((*further, ("result", dumps((configured, findings, parts))), ("rows", dumps(rows))))

    return result, remember


def _site(content: "Content", rows: Rows) -> Site:
    content.makers = {file[0]: node for file, node in rows}
    entries = {path: Entry(sha256, size) for (path, sha256, size), _ in rows}
    return Site({path: entries[path] for path in sorted(entries)}, content.of)


class Content:
    """The bytes of files: those made in this build lie in a spool, the others are made again when asked for."""

    def __init__(self, options: Options, store: Store | None) -> None:
        self._options = options
        self._store = store
        self._wanted = ""
        self.spool: Spool[str] = Spool(options.root / STORE)
        self.makers: Mapping[str, tuple[str, ...]] = {}
        self.nodes: Any = None

    def hand_out(self, path: str, content: bytes) -> None:
        """Take the bytes of a file; a check has no use for them."""
        if self._options.publishes or path == self._wanted:
            self.spool.add(path, content)

    def of(self, path: str) -> bytes:
        node = self.makers[path]
        if node[0] in ("picture", "share-card"):
            content: bytes = self._opened().rare.workshop_bytes(path, *node)
            return content
        if path not in self.spool:
            self._wanted = path
            self._make(*node)
        return self.spool.content(path)

    def parts(self, parts: Iterable[Part]) -> tuple[KnownPart, ...]:
        return tuple(KnownPart(part, partial(self._records, part.path)) for part in parts)

    def _records(self, path: str) -> Sequence[Any]:
        """The records of a part of the index: by the nodes of this build, or what they left in the store."""
        if self._store is None and self.nodes is not None:
            return tuple(self.nodes.rare.records(path))
        options = replace(self._options, clean=False, publishes=False)
        store = open_store(options, writes=False)
        try:
            return _records(options, store, path)
        except StoreError:
            return _records(options, None, path)
        finally:
            if store is not None:
                store.close()

    def _opened(self) -> Any:  # noqa: ANN401
        if self._store is not None and self._store.closed:
            self._store = self.nodes = None
        if self.nodes is None:
            self.nodes = open_nodes(
                self._options, self._store, look(self._options, remembered_in(self._store, "stamps")), self
            )
        return self.nodes

    def _make(self, *node: str) -> None:
        self._opened().ask(*node)
        if self._wanted not in self.spool:
            self.nodes.graph.refresh(*node)


def _records(options: Options, store: Store | None, path: str) -> Sequence[Any]:
    inputs, changed = look_since(options, store)
    return tuple(opened(options, store, inputs, changed or ()).nodes.rare.records(path))


def open_nodes(
    options: Options,
    store: Store | None,
    inputs: Inputs,
    content: Content,
    changed: Iterable[str] = (),
    progress: Progress[Any] = iter,
    before: "Graph | None" = None,
) -> Any:  # noqa: ANN401
    """The functions of the site over a graph; all that makes pages is imported here, and only when it is needed.

    `changed` names the inputs that are not as they are remembered. The graph of the build `before`, in this process,
    knows that itself.
    """
    from builder.graph.engine import Graph
    from builder.nodes.core import Nodes
    from builder.nodes.kinds import kinds

    def workshop() -> "Workshop":
        from builder.workshop.memory import Memory
        from builder.workshop.shop import Workshop

        kept = options.root / STORE / "made" if options.store else None
        memory = Memory(kept, writes=store is not None and store.writes)
        return Workshop(memory, options.jobs or processors())

    themes = {name: theme_folders(options.root, name) for name in ("templates", "assets")}
    nodes = Nodes(options.root, themes, content.hand_out, progress, workshop=workshop)
    if before is None:
        nodes.use(Graph(kinds(nodes), inputs, store, options.root / STORE, [content.spool]))
        nodes.graph.sweep(changed)
    else:
        nodes.use(before)
        before.again(kinds(nodes), inputs, [content.spool])
    return nodes


def look(options: Options, recorded: Recorded) -> Inputs:
    """All that this build may read; `recorded` is what files held under which stamp when they were last read."""

    def on_demand(name: str) -> str | None:
        kind, _, zone = name.partition(" ")
        return build_day(options.today, zone).isoformat() if kind == "day" else None

    inputs = Inputs(recorded, on_demand)
    inputs.add_value("option base_url", options.base_url or "")
    inputs.add_value("option drafts", "yes" if options.drafts else "")
    inputs.add_file(FILE, str(options.root / FILE))
    inputs.add_content(options.root, "content")
    inputs.add_value("links", "\0".join(sorted(inputs.links)))
    for name in ("templates", "assets"):
        inputs.add_theme(name, theme_folders(options.root, name))
    return inputs


def look_since(options: Options, store: Store | None) -> tuple[Inputs, list[str] | None]:
    """All that this build may read, and the names of what is not as it is remembered; no names where nothing is."""
    inputs, known = look(options, remembered_in(store, "stamps")), remembered_in(store, "used")
    if store is not None and not known and store.part(NAME_PARTS[0]) is not None:
        raise StoreError("used")  # there are nodes, and what they read is lost
    return inputs, inputs.changed(known) if known else None


def remembered_in(store: Store | None, name: str) -> Mapping[str, Any]:
    return store.mapping(name) if store is not None else {}


def version() -> str:
    """What besides its inputs decides the bytes of a site: this program, Python, and the libraries beside it."""
    own = sha256(sys.version.encode())
    for name, path in sorted(files_below(str(PACKAGE))):
        if name.endswith((".py", ".yaml", ".json", ".tsv")):
            own.update(f"{name}\0".encode() + bytes_of(path))
    for folder in sys.path:
        if folder.endswith("-packages") and Path(folder).is_dir():
            own.update(
                "\0".join(
                    sorted(path.name for path in Path(folder).iterdir() if path.suffix.endswith("-info"))
                ).encode()
            )
    return own.hexdigest()


def passes(findings: Iterable[Diagnostic], strict: bool) -> bool:
    if strict:
        return all(item.severity is Severity.NOTICE for item in findings)
    return not has_errors(findings)


def _once_for_each_line(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What templates get wrong is wrong on many pages, and told for the first by address."""
    told: dict[object, Diagnostic] = {}
    for number, item in enumerate(findings):
        of_template = item.code in ("V601", "V602")
        key = (item.location.path, item.location.line) if of_template else number
        if key not in told or str(item.values["url"]) < str(told[key].values["url"]):
            told[key] = item
    return list(told.values())


def _verified(options: Options, result: Result) -> Result:
    """The result, with a finding where a clean build gives other bytes."""
    fresh = make(replace(options, store=False, verify=False))
    expected, actual = fresh.files.manifest, result.files.manifest
    other = sorted(path for path in expected.keys() | actual.keys() if expected.get(path) != actual.get(path))
    if fresh.findings == result.findings and fresh.index_parts == result.index_parts and not other:
        return result
    place = Location(path=other[0] if other else FILE)
    found = finding("V920", place, files=", ".join(other[:5]), count=len(other))
    discard(options.root / STORE)
    return replace(result, findings=sort_findings([*result.findings, found]), ok=False)
