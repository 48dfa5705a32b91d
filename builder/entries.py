"""Entries to calls: `check --call` judges a folder by the rules of a call, `new issue-form` asks for an entry."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from builder.diagnostics import Diagnostic, Location
from builder.frozen import Frozen, replace
from builder.model.fields import is_slug
from builder.model.language import Language
from builder.model.registry import REGISTRIES
from builder.model.site import SiteRecord
from builder.pages.entry_forms import entry_form
from builder.render.entry_documents import issue_form
from builder.sources.discover import SourceTree, read_tree
from builder.sources.entry_rules import Entry, judge
from builder.sources.link import link
from builder.sources.read import read
from builder.text.wording import words_for


class NoSuchCallError(LookupError):
    """The call that was asked for is not there; `known` are those that are."""

    def __init__(self, known: tuple[str, ...]) -> None:
        super().__init__()
        self.known = known


def check_entry(root: Path, site: SiteRecord, call: str, folder: Path, today: date) -> tuple[Diagnostic, ...]:
    """All that is found in the folder, and what each rule of the call says of it."""
    slug = folder.resolve().name
    place = f"content/practices/{slug if is_slug(slug) else 'entry'}"
    own = {f"{place}/{path.name}": path for path in sorted(folder.iterdir()) if path.is_file()}
    texts = {name: path for name, path in own.items() if name.endswith(".md")}
    pictures = {name: path for name, path in own.items() if path.suffix.lower() in (".jpg", ".jpeg", ".png", ".webp")}
    sources = {**_registries(root), **texts, **pictures}
    tree = read_tree(sources, lambda name: sources[name].read_bytes())
    home = f"{place}/index.{Language.UK.value}.md"
    completed, added = _completed(tree.value, home, today)
    records = read(completed, site.languages)
    linked = link(records.value, site, today=today, drafts=True)
    found = [*tree.diagnostics, *records.diagnostics, *linked.diagnostics]
    if call not in linked.value.calls:
        own_faults = tuple(item for item in found if item.location.path == f"content/calls/{call}.yaml")
        if own_faults:
            return own_faults
        raise NoSuchCallError(tuple(linked.value.calls))
    practices = (*linked.value.practices, *linked.value.withdrawn)
    for document, practice in zip(records.value.practices, practices, strict=False):
        entry = Entry(document=document, practice=practice, files=tuple(path.name for path in own.values()))
        found.extend(judge(entry, linked.value.calls[call], today))
    shown = _as_typed(root, folder)
    told = (item for item in found if item.location.path.startswith(f"{place}/") and item.code not in NOT_ASKED)
    return tuple(_moved(_without(added, home, item), place, shown) for item in told)


NOT_ASKED = frozenset({"V201"})
"""A translation is the work of the editors, and so is what `_completed` adds."""
CLOSE = "\n---\n"


class _Added(Frozen):
    """How many lines were added to a file, and after which."""

    after: int
    lines: int


def _completed(tree: SourceTree, path: str, today: date) -> tuple[SourceTree, _Added]:
    """The sources with the fields of a practice that no applicant fills in: the day it is shown, and its sources."""
    file = tree.texts.get(path)
    fields, close, body = file.text.partition(CLOSE) if file else ("", "", "")
    if file is None or not close:
        return tree, _Added(after=0, lines=0)
    ours = {"date": today.isoformat(), "sources": "[{title: –, publisher: –, lang: uk}]"}
    missing = [f"{name}: {value}" for name, value in ours.items() if f"\n{name}:" not in fields]
    whole = replace(file, text="\n".join([fields, *missing]) + close + body)
    added = _Added(after=fields.count("\n") + 1, lines=len(missing))
    return replace(tree, texts={**tree.texts, path: whole}), added


def _without(added: _Added, path: str, item: Diagnostic) -> Diagnostic:
    """The finding at the line where it stands in the file as it was written."""
    if item.location.path != path or item.location.line <= added.after:
        return item
    line = max(item.location.line - added.lines, added.after)
    return replace(item, location=replace(item.location, line=line))


def issue_form_of(root: Path, site: SiteRecord, call: str, language: Language, today: date) -> str:
    """The form for an entry to a call, for a forge."""
    sources = _registries(root)
    records = read(read_tree(sources, lambda name: sources[name].read_bytes()).value, site.languages)
    calls = link(records.value, site, today=today).value.calls
    if call not in calls:
        raise NoSuchCallError(tuple(calls))
    return issue_form(entry_form(words_for(language), calls[call]))


def _registries(root: Path) -> Mapping[str, Path]:
    return dict(_records(root))


def _records(root: Path) -> Iterator[tuple[str, Path]]:
    for registry in REGISTRIES:
        for path in sorted((root / "content" / registry).glob("*.yaml")):
            yield f"content/{registry}/{path.name}", path


def _as_typed(root: Path, folder: Path) -> str:
    """The folder from the site's root where it stands below it."""
    absolute = folder.resolve()
    return (absolute.relative_to(root.resolve()) if absolute.is_relative_to(root.resolve()) else absolute).as_posix()


def _moved(item: Diagnostic, place: str, shown: str) -> Diagnostic:
    """The finding at the path where the folder really is."""

    def move(location: Location) -> Location:
        return replace(location, path=location.path.replace(place, shown, 1))

    return replace(item, location=move(item.location), related=tuple(move(own) for own in item.related))
