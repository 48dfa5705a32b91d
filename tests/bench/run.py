"""The benchmark: the same pages with Vzirets and with others, in turn in one run.

Vzirets runs twice: `vzirets` with its own templates, which print much more, and `vzirets-common` with templates that
print what the others print.

    pip install -e '.[bench]'
    python -m tests.bench.run --practices 100 1000 10000 --markdown table.md

Every contender gets the same texts, builds them cold, and builds again after each of the same changes. It must
make all common pages, and a change must reach its page; else the run stops. Compare processor time first:
it suffers least from whatever else the machine does. With `--work` on a RAM disk the disk plays no part.
"""

import argparse
import importlib.metadata
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import corpus
from tests.bench.corpus import Member, Practice
from tests.bench.layouts import LAYOUTS, Layout
from tests.bench.measure import Cost, measure
from tests.bench.prose import words

NO_BREAK = "\u00a0"
OURS = ("vzirets", "vzirets-common")


@dataclass(frozen=True, slots=True)
class Seen:
    """A text that must stand in one of the pages that a pattern names."""

    pages: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to a site before it is built, and how the pages tell that it was."""

    apply: Callable[[Layout, Path], None]
    seen: tuple[Seen, ...] = ()


@dataclass(slots=True)
class Corpus:
    """The texts of one size as they stand after the changes so far."""

    n: int
    seed: int
    members: list[Member]
    names: dict[str, dict[str, corpus.Sides]]
    edited: Practice
    changes: int = 0

    @classmethod
    def of(cls, n: int, seed: int) -> "Corpus":
        members = corpus.members(n, seed)
        return cls(n, seed, members, corpus.term_names(members), corpus.practice(n // 2, seed))


# The changes


def _cold(_: Corpus) -> Change:
    return Change(lambda layout, root: layout.forget(root))


def _nothing(_: Corpus) -> Change:
    return Change(lambda layout, root: None)


def _body(state: Corpus) -> Change:
    """A sentence at the end of a Ukrainian text."""
    sentence = _phrase(state, "added")
    text = state.edited.texts["uk"]
    _edit(state, replace(text, body=f"{text.body}\n{sentence}\n"))
    return Change(_writer(state.edited), (Seen(f"practices/{state.edited.slug}/index.html", sentence),))


def _title(state: Corpus) -> Change:
    """Another Ukrainian title, which stands in lists too."""
    title = _phrase(state, "title")
    _edit(state, replace(state.edited.texts["uk"], title=title))
    community = state.edited.communities[0].slug
    places = (f"practices/{state.edited.slug}/index.html", f"communities/{community}/**/index.html")
    return Change(_writer(state.edited), tuple(Seen(place, title) for place in places))


def _added(state: Corpus) -> Change:
    """One practice more, with its groups."""
    new = corpus.practice(len(state.members), state.seed)
    state.members.append((new.slug, new.terms))
    for section, names in corpus.term_names([(new.slug, new.terms)]).items():
        state.names[section] = {**names, **state.names[section]}

    def apply(layout: Layout, root: Path) -> None:
        layout.write_practice(root, new)
        layout.write_names(root, state.names)

    return Change(apply, (Seen(f"en/practices/{new.slug}/index.html", new.texts["en"].title),))


def _renamed(state: Corpus) -> Change:
    """Another name of a programme."""
    id_ = next(ids[0] for _, terms in state.members if (ids := terms["programmes"]))
    name = _phrase(state, "programme")
    state.names["programmes"][id_] = {**state.names["programmes"][id_], "uk": name}
    return Change(
        lambda layout, root: layout.write_names(root, state.names), (Seen(f"programmes/{id_}/index.html", name),)
    )


def _template(state: Corpus) -> Change:
    """A line more in the template that frames every page: the dearest change there is."""
    mark = _phrase(state, "mark")
    return Change(lambda layout, root: layout.mark_frame(root, mark), (Seen("index.html", mark),))


SCENARIOS: dict[str, Callable[[Corpus], Change]] = {
    "cold": _cold,
    "nothing changed": _nothing,
    "one body edited": _body,
    "one title edited": _title,
    "one practice added": _added,
    "one term renamed": _renamed,
    "one template edited": _template,
}


def _phrase(state: Corpus, name: str) -> str:
    """A Ukrainian phrase that no page holds yet."""
    state.changes += 1
    return str(words("phrases", name)["uk"].format(number=state.changes))


def _edit(state: Corpus, text: corpus.Text) -> None:
    state.edited = replace(state.edited, texts={**state.edited.texts, "uk": text})


def _writer(practice: Practice) -> Callable[[Layout, Path], None]:
    return lambda layout, root: layout.write_practice(root, practice)


# Running


@dataclass(slots=True)
class Results:
    """Costs by scenario and contender, and what must be known to judge them."""

    costs: dict[str, dict[str, list[Cost]]] = field(default_factory=dict)
    loads: list[float] = field(default_factory=list)
    common: int = 0
    beyond: dict[str, int] = field(default_factory=dict)


class MissedError(Exception):
    """A contender did not do what it was asked: its figure would be worth nothing."""


def run(state: Corpus, layouts: Sequence[Layout], scenarios: Iterable[str], repeats: int, work: Path) -> Results:
    """Every scenario `repeats` times, the contenders in turn."""
    results = Results()
    roots = {layout.name: work / f"{layout.name}-{state.n}" for layout in layouts}
    for layout in layouts:
        layout.write_site(roots[layout.name], state.n, state.seed, state.names)
    for scenario in scenarios:
        costs: dict[str, list[Cost]] = {layout.name: [] for layout in layouts}
        for _ in range(repeats):
            change = SCENARIOS[scenario](state)
            for layout in layouts:
                root = roots[layout.name]
                change.apply(layout, root)
                results.loads.append(os.getloadavg()[0])
                cost = measure(layout.command(root), root, layout.environment)
                costs[layout.name].append(cost)
                results.beyond[layout.name] = check(layout, root, state, change.seen)
                _say(f"{state.n} {scenario}: {layout.name} {cost.cpu:.2f} s CPU, {cost.wall:.2f} s")
        results.costs[scenario] = costs
    results.common = len(corpus.common_pages(state.members))
    return results


def check(layout: Layout, root: Path, state: Corpus, change: Iterable[Seen]) -> int:
    """How many pages there are beyond the common ones. Raises MissedError if one lacks or does not show the change."""
    output = root / layout.output
    made = {path.relative_to(output).as_posix() for path in output.rglob("*.html")}
    common = corpus.common_pages(state.members)
    if missed := common - made:
        raise MissedError(f"{layout.name} lacks {len(missed)} pages, such as {min(missed)}")
    for seen in change:
        if not any(seen.text in _text_of(page) for page in output.glob(seen.pages)):
            raise MissedError(f"{layout.name} does not show «{seen.text}» in {seen.pages}")
    return len(made - common)


def _text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8").replace(NO_BREAK, " ")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


# Telling


def table(n: int, results: Results) -> str:
    """Medians as Markdown; ratios are of processor time, each of ours to that of each other contender."""
    names = list(next(iter(results.costs.values())))
    pairs = [(own, name) for own in OURS if own in names for name in names if name not in OURS]
    head = [f"{n:,} practices", *names, *(f"{own} ÷ {name}" for own, name in pairs)]
    rows = [[scenario, *_cells(costs, pairs)] for scenario, costs in results.costs.items()]
    rows.append(["peak memory, MiB", *_memory_cells(results, names, pairs)])
    ruler = ["---", *["--:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ruler, *rows))


def _cells(costs: dict[str, list[Cost]], pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    cpu = {name: statistics.median(cost.cpu for cost in own) for name, own in costs.items()}
    wall = {name: statistics.median(cost.wall for cost in own) for name, own in costs.items()}
    yield from (f"{cpu[name]:.2f} / {wall[name]:.2f}" for name in costs)
    yield from (f"{cpu[own] / cpu[name]:.3f}" for own, name in pairs)


def _memory_cells(results: Results, names: Iterable[str], pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    peak = {
        name: max(cost.memory for costs in results.costs.values() for cost in costs[name]) / 2**20 for name in names
    }
    yield from (f"{peak[name]:.0f}" for name in names)
    yield from (f"{peak[own] / peak[name]:.2f}" for own, name in pairs)


def notes(results: Results, repeats: int) -> str:
    """How the table came about."""
    beyond = ", ".join(f"{name} {count}" for name, count in results.beyond.items() if count) or "none"
    return (
        f"CPU s / wall s, medians of {repeats}; ratios of CPU. {results.common:,} common HTML pages, "
        f"beyond them: {beyond}. Load {min(results.loads):.1f} to {max(results.loads):.1f}; {os.cpu_count()} cores; "
        f"Python {platform.python_version()}; {_versions()}; {datetime.now(UTC).date().isoformat()}."
    )


def _versions() -> str:
    found = []
    for package in ("vzirets", "hugo", "pelican", "markdown"):
        try:
            found.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    return ", ".join(found)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--practices", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--contenders", nargs="+", choices=LAYOUTS, default=list(LAYOUTS))
    parser.add_argument("--scenarios", nargs="+", choices=SCENARIOS, default=list(SCENARIOS))
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seed", type=int, default=corpus.SEED)
    parser.add_argument("--work", type=Path, help="a folder for the sites; a RAM disk takes the disk out")
    parser.add_argument("--markdown", type=Path, help="write the tables into this file too")
    given = parser.parse_args(arguments)
    scenarios = list(dict.fromkeys(["cold", *given.scenarios]))
    told = []
    for n in given.practices:
        with tempfile.TemporaryDirectory(prefix="bench-", dir=given.work) as work:
            layouts = [LAYOUTS[name] for name in given.contenders]
            results = run(Corpus.of(n, given.seed), layouts, scenarios, given.repeats, Path(work))
        told.append(f"{table(n, results)}\n\n{notes(results, given.repeats)}\n")
        print(told[-1], flush=True)
    if given.markdown:
        given.markdown.write_text("\n".join(told), encoding="utf-8")


if __name__ == "__main__":
    main()
