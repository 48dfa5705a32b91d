"""Builds of one site, one after the other in one process, as the preview makes them.

What one build has in memory the next need not read: the graph, what stands in the folders, what is published. A
build looks only where it is told that something was touched; `settle`, when there is time, looks at everything,
mends the output folder and writes what is to be remembered. Until then a killed preview leaves the store as it was.
"""

import gc
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from builder.build import (
    STORE,
    Content,
    Options,
    Remember,
    Result,
    beside,
    look,
    look_since,
    made_by,
    open_nodes,
    open_store,
    opened,
    remembered_in,
    seen_in,
    without_collector,
    written,
)
from builder.diagnostics import Outcome
from builder.graph.engine import Graph
from builder.graph.inputs import Inputs
from builder.graph.store import Store, StoreError, discard
from builder.packaged import recall
from builder.publish.write import Published, Seen, publish, publish_changes

Touched = Collection[Path] | None
"""Files and folders that were touched; `None` where nobody can tell."""


@dataclass(slots=True)
class _Round:
    """A build, and what the next may use of it.

    `seen` is what stands in the output folder; this process has seen it there once it `has_published`.
    """

    store: Store | None
    content: Content
    inputs: Inputs
    seen: Mapping[str, Seen]
    has_published: bool
    result: Result
    remember: Remember

    @property
    def graph(self) -> Graph:
        graph: Graph = self.content.nodes.graph
        return graph

    def close(self) -> None:
        """Let go of its files."""
        self.graph.close()
        self.content.spool.close()
        if self.store is not None:
            self.store.close()


class Live:
    """A site that is built again and again."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._last: _Round | None = None

    @without_collector()
    def build(self, touched: Touched = None) -> Result:
        """The site as it is now, published. Raises as `builder.build.build` does; the next build then begins anew."""
        last, self._last = self._last, None
        try:
            if last is None or (last.store is not None and not last.store.is_as_left()):
                self._last = self._first()
            else:
                self._last = self._next(last, touched)
        except StoreError:
            discard(self._options.root / STORE)
            self._last = self._first()
        finally:
            if last is not None and (self._last is None or self._last.graph is not last.graph):
                last.close()
        if self._last.store is not None:
            self._last.store.leave()
        if last is None or self._last.graph is not last.graph:
            last = None
            _pass_over_all()
        return self._last.result

    @without_collector()
    def settle(self, stopped: Callable[[], bool] = lambda: False) -> bool:
        """Whether all is as the last build found it; then its site stands as it made it, and it is remembered.

        Where it is `stopped` on the way, the answer is as far as it looked, and the rest waits for the next time.
        """
        last = self._last
        if last is None:
            return True
        inputs = look(self._options, last.inputs.stamps)
        if last.inputs.moved or last.graph.changed(inputs):
            return False
        if stopped():
            return True
        options, made = self._options, last.result
        before = last.seen
        result = written(options, made, lambda: publish(made.files, options.output, seen=before))
        self._last = last = replace(last, seen=_seen(result, before))
        if stopped():
            return True
        try:
            self._remember(last, inputs, result)
        except StoreError:
            self._last = None
            last.close()
            discard(options.root / STORE)
            return False
        self._last = replace(last, inputs=inputs)
        return True

    def _remember(self, last: _Round, inputs: Inputs, result: Result) -> None:
        if last.store is not None and last.store.writes:
            was = remembered_in(last.store, seen_in(self._options))
            inputs.recorded = remembered_in(last.store, "stamps")
            last.remember([*beside(self._options, last.store, inputs, result, was)])
            last.store.leave()

    def close(self) -> None:
        if self._last is not None:
            self._last.close()
        self._last = None
        _find_all()

    def _first(self) -> _Round:
        options = self._options
        store = open_store(options, writes=True)
        try:
            if store is not None and (parsed := store.part("packaged")) is not None:
                recall(parsed)
            inputs, changed = look_since(options, store)
            seen = remembered_in(store, seen_in(options))
            content = opened(options, store, inputs, changed or ())
            made, remember = made_by(options, content, seen.keys())
            result = written(options, made, lambda: publish(made.files, options.output, seen=seen))
        except BaseException:
            if store is not None:
                store.close()
            raise
        return _Round(store, content, inputs, _seen(result, seen), _has_published(result), result, remember)

    def _next(self, last: _Round, touched: Touched) -> _Round:
        options = self._options
        names = None if touched is None else [*_names(options.root, touched)]
        inputs = None if names is None or None in names else last.inputs.again(options.root, [*filter(None, names)])
        inputs = inputs or look(options, last.inputs.stamps)
        content = Content(options, last.store)
        content.nodes = open_nodes(options, last.store, inputs, content, before=last.graph)
        if inputs.digest_of("templates/") == last.inputs.digest_of("templates/"):
            content.nodes.renderers = last.content.nodes.renderers
        made, remember = made_by(options, content, last.seen.keys())

        def write() -> Outcome[Published]:
            changed = publish_changes(made.files, options.output, last.seen) if last.has_published else None
            return changed or publish(made.files, options.output, seen=last.seen)

        result = written(options, made, write)
        last.content.spool.close()
        has_published = last.has_published or _has_published(result)
        return _Round(last.store, content, inputs, _seen(result, last.seen), has_published, result, remember)


def _pass_over_all() -> None:
    """Have the collector pass over all that a first build makes, which stays; what builds leave later it must find."""
    if gc.get_freeze_count():
        _find_all()  # what stayed until we began anew
    gc.freeze()


def _find_all() -> None:
    gc.unfreeze()
    gc.collect()


def _seen(result: Result, before: Mapping[str, Seen]) -> Mapping[str, Seen]:
    return result.published.seen if result.published is not None and result.published.seen else before


def _has_published(result: Result) -> bool:
    return result.published is not None and bool(result.published.seen)


def _names(root: Path, touched: Collection[Path]) -> Iterator[str | None]:
    """The names that the inputs of content/ have, and `None` for what is none of them."""
    for path in touched:
        name = None
        for folder in (root, root.resolve()):
            with suppress(ValueError):
                name = path.relative_to(folder).as_posix()
        yield name if name is not None and name.startswith("content/") else None
