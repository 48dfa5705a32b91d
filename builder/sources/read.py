"""Texts of content/ → checked records, each still on its own: nothing is linked here."""

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Generic, TypeVar

from builder.diagnostics import Diagnostic, Location, Outcome, finding, has_errors, near
from builder.frozen import Frozen
from builder.located_yaml import Fields, Node, parse
from builder.model.fields import Need, Record, is_slug
from builder.model.language import Language
from builder.model.practice import PageRecord, PageTextRecord, PracticeRecord, TranslationRecord
from builder.model.registry import REGISTRIES, RegistryRecord
from builder.model.showcase import Block, Text
from builder.sources.discover import SourceFile, SourceTree
from builder.sources.front_matter import FIELDS_LINE, RawDocument, split_document
from builder.sources.safety import check_text
from builder.sources.schema import field_types, needs, validate

_SIDE = re.compile(r"(content/(?:practices|pages)/[^/]+)/(index\.[^/]*\.md)", re.DOTALL)

R = TypeVar("R", bound=Record)
Home = TypeVar("Home", PracticeRecord, PageRecord)


class Located(Frozen, Generic[R]):
    """A record with its file and the places of its fields."""

    id: str
    path: str
    record: R
    fields: Node | Fields


class Document(Frozen, Generic[Home]):
    """A folder of texts: the home file's record, and for each language a text with its body."""

    home: Located[Home]
    texts: Mapping[Language, Text]
    bodies: Mapping[Language, Block]


class Records(Frozen):
    """All of content/, checked but not linked."""

    practices: tuple[Document[PracticeRecord], ...]
    pages: tuple[Document[PageRecord], ...]
    registries: Mapping[str, Mapping[str, Located[RegistryRecord]]]
    pictures: frozenset[str]
    left_out: frozenset[tuple[str, str]] = frozenset()
    """(folder of content/, id) of all that is there, but was reported and left out: it may be named."""


class _Side(Frozen):
    """A document in one language: its checked fields, and its file taken apart."""

    record: TranslationRecord | PageTextRecord
    raw: RawDocument

    @property
    def revision(self) -> str:
        """A short digest of what a translator reads: it moves when the words do, not when lines are wrapped anew."""
        words = " ".join(f"{self.record.title}\n{self.record.summary}\n{self.raw.body}".split())
        return blake2b(words.encode(), digest_size=4).hexdigest()

    def is_behind(self, original: "_Side") -> bool:
        """Whether it says which text it was made from, and that has changed since."""
        made_from = self.record.source_rev
        return self is not original and bool(made_from) and made_from != original.revision

    def text(self, *, stale: bool) -> Text:
        record = self.record
        return Text(
            path=self.raw.path,
            title=record.title,
            summary=record.summary,
            cover_alt=(record.cover_alt or "") if isinstance(record, TranslationRecord) else "",
            stale=stale,
        )

    @property
    def body(self) -> Block:
        return Block(path=self.raw.path, text=self.raw.body, line=self.raw.body_line)


def read(tree: SourceTree, languages: Iterable[Language]) -> Outcome[Records]:
    """Check every file. One that does not fit is reported and left out; the rest go on."""
    languages = tuple(languages)
    found: list[Diagnostic] = list(_missing_sides(tree, languages))
    folders = _folders(tree, found)
    practices = _documents(folders.pop("practices", {}), PracticeRecord, TranslationRecord, languages, found)
    pages = _documents(folders.pop("pages", {}), PageRecord, PageTextRecord, languages, found)
    registries = {name: _registry(folders.pop(name, {}), schema, found) for name, schema in REGISTRIES.items()}
    for files in folders.values():
        found.extend(finding("V129", Location(path=file.path)) for file in files.values())
    records = Records(
        practices=practices,
        pages=pages,
        registries=registries,
        pictures=tree.pictures,
        left_out=frozenset(_present(tree) - _ids(practices, pages, registries)),
    )
    return Outcome(records, tuple(found))


def _present(tree: SourceTree) -> set[tuple[str, str]]:
    """(folder of content/, id) of everything that has a file."""
    paths = (path.split("/") for path in (*tree.texts, *tree.unreadable))
    return {(parts[1], parts[2].removesuffix(".yaml")) for parts in paths if len(parts) > 2}


def _ids(
    practices: Iterable[Document[PracticeRecord]],
    pages: Iterable[Document[PageRecord]],
    registries: Mapping[str, Mapping[str, Located[RegistryRecord]]],
) -> set[tuple[str, str]]:
    ids = {(folder, id_) for folder, located in registries.items() for id_ in located}
    ids |= {("practices", document.home.id) for document in practices}
    return ids | {("pages", document.home.id) for document in pages}


def _folders(tree: SourceTree, found: list[Diagnostic]) -> dict[str, dict[str, SourceFile]]:
    """Files by the folder of content/ they stand in, under their path below it."""
    folders: dict[str, dict[str, SourceFile]] = {}
    for path, file in tree.texts.items():
        _, folder, *rest = path.split("/")
        if rest:
            folders.setdefault(folder, {})["/".join(rest)] = file
        else:
            found.append(finding("V129", Location(path=path)))
    return folders


# Folders of texts


def _missing_sides(tree: SourceTree, languages: tuple[Language, ...]) -> Iterator[Diagnostic]:
    """Folders that lack a language: without the Ukrainian side nothing can be published."""
    sides: dict[str, set[str]] = {}
    for path in (*tree.texts, *tree.unreadable):
        if side := _SIDE.fullmatch(path):
            sides.setdefault(side[1], set()).add(side[2])
    for folder, names in sides.items():
        for language in languages:
            file, slug = f"index.{language.value}.md", folder.rpartition("/")[2]
            if file in names or not is_slug(slug):
                continue
            if language is Language.UK:
                yield finding("V200", Location(path=f"{folder}/{min(names)}"), slug=slug)
                break
            yield finding("V201", Location(path=f"{folder}/index.uk.md"), slug=slug, language=language.value)


def _documents(
    files: Mapping[str, SourceFile],
    home_schema: type[Home],
    text_schema: type[TranslationRecord] | type[PageTextRecord],
    languages: Iterable[Language],
    found: list[Diagnostic],
) -> tuple[Document[Home], ...]:
    by_slug: dict[str, dict[Language, SourceFile]] = {}
    for name, file in files.items():
        slug, language = _identity(name, file.path, tuple(languages), found)
        if language is not None:
            by_slug.setdefault(slug, {})[language] = file
    documents = (
        _document(slug, sides, home_schema, text_schema, languages, found) for slug, sides in sorted(by_slug.items())
    )
    return tuple(document for document in documents if document is not None)


def _identity(
    name: str, path: str, languages: tuple[Language, ...], found: list[Diagnostic]
) -> tuple[str, Language | None]:
    """Folder and language of `<slug>/index.<language>.md`."""
    slug, _, file_name = name.partition("/")
    stem, _, suffix = file_name.partition(".")
    language = suffix.removesuffix(".md")
    if stem != "index" or "/" in file_name or not suffix.endswith(".md"):
        found.append(finding("V129", Location(path=path)))
    elif language not in languages:
        found.append(finding("V209", Location(path=path), language=language, allowed=", ".join(languages)))
    elif not is_slug(slug):
        found.append(finding("V124", Location(path=path), field="slug", value=slug))
    else:
        return slug, Language(language)
    return slug, None


def _document(
    slug: str,
    sides: Mapping[Language, SourceFile],
    home_schema: type[Home],
    text_schema: type[TranslationRecord] | type[PageTextRecord],
    languages: Iterable[Language],
    found: list[Diagnostic],
) -> Document[Home] | None:
    raw = {language: _take_apart(file, found) for language, file in sides.items()}
    home_raw = raw.get(Language.UK)
    if home_raw is None:
        found.extend(item for file in sides.values() for item in check_text(file.text, path=file.path))
        return None
    outcome = validate(home_raw.fields, home_schema, path=home_raw.path)
    found.extend(outcome.diagnostics)
    home = outcome.value
    themes = home.category if isinstance(home, PracticeRecord) else ()
    for file in sides.values():
        found.extend(check_text(file.text, path=file.path, themes=themes))
    sound: dict[Language, _Side] = {}
    if home is not None:
        sound[Language.UK] = _Side(record=home, raw=home_raw)
        found.extend(_check_not_stated(home, home_raw.fields, home_schema))
    for language in languages:
        if language is Language.UK:
            continue
        side = raw.get(language)
        record = None if side is None else _translation(side, home_raw.fields, home_schema, text_schema, found)
        if side is not None and record is not None:
            sound[language] = _Side(record=record, raw=side)
    found.extend(_without_body(sound.values()))
    if home is None:
        return None
    original = sound.get(home.original)
    stale = [language for language, side in sound.items() if original is not None and side.is_behind(original)]
    for language in stale:
        place = sound[language].raw.fields.place_of(("source_rev",))
        found.append(finding("V205", place, revision=sound[home.original].revision))
    fields = Fields.of(home_raw.yaml, path=home_raw.path, line=FIELDS_LINE)
    located = Located(id=slug, path=home_raw.path, record=home, fields=fields)
    return Document(
        home=located,
        texts={language: side.text(stale=language in stale) for language, side in sound.items()},
        bodies={language: side.body for language, side in sound.items()},
    )


def _take_apart(file: SourceFile, found: list[Diagnostic]) -> RawDocument | None:
    """The file's halves, or nothing where they cannot be told: its fields would only be reported as missing."""
    outcome = split_document(file.text, path=file.path)
    found.extend(outcome.diagnostics)
    return None if has_errors(outcome.diagnostics) else outcome.value


def _translation(
    raw: RawDocument,
    home: Node,
    home_schema: type[Record],
    text_schema: type[TranslationRecord] | type[PageTextRecord],
    found: list[Diagnostic],
) -> TranslationRecord | PageTextRecord | None:
    own = field_types(text_schema)
    shared = [name for name in field_types(home_schema) if name not in own]
    kept = {name: node for name, node in raw.fields.items().items() if name not in shared}
    for name in shared:
        if (node := raw.fields.get(name)) is not None:
            found.append(_repeated(name, node, home.get(name)))
    outcome = validate(Node(kept, raw.fields.spot), text_schema, path=raw.path)
    found.extend(outcome.diagnostics)
    return outcome.value


def _repeated(name: str, node: Node, home: Node | None) -> Diagnostic:
    """A shared field that stands in the other file too."""
    place = node.key_place or node.place
    if home is None:
        return finding("V212", place, field=name)
    same = home.plain() == node.plain()
    return finding("V211" if same else "V210", place, related=[home.key_place or home.place], field=name)


def _without_body(sides: Iterable[_Side]) -> Iterator[Diagnostic]:
    """A page may do without a body; a practice tells its story there."""
    for side in sides:
        if isinstance(side.record, TranslationRecord) and not side.raw.body.strip():
            yield finding("V145", Location(path=side.raw.path, line=side.raw.body_line))


def _check_not_stated(
    record: Record, fields: Node, schema: type[Record], further: Iterable[str] = ()
) -> Iterator[Diagnostic]:
    """Fields that should be there are, or `not_stated` owns up to their lack; and it names real, empty ones.

    `further` are names it may bear beside those of fields.
    """
    known = (*field_types(schema), *further)
    stated = fields.get("not_stated")
    named = stated.value if stated and isinstance(stated.value, list) else [stated] if stated else []
    silent = {str(node.value): node.place for node in named if node is not None}
    for name, place in silent.items():
        if name not in known:
            yield finding("V312", place, suggestions=near(name, known), field=name)
        elif fields.get(name) is not None and fields.items()[name].value not in (None, []):
            yield finding("V135", place, related=[fields.key_place_of((name,))], field=name)
    for name in needs(schema, Need.WARNED):
        if name not in silent and not getattr(record, name):
            yield finding("V134", Location(path=fields.place.path), field=name)


# Registries


def _registry(
    files: Mapping[str, SourceFile], schema: type[RegistryRecord], found: list[Diagnostic]
) -> dict[str, Located[RegistryRecord]]:
    records: dict[str, Located[RegistryRecord]] = {}
    for name, file in files.items():
        id_ = PurePosixPath(name).stem
        if "/" in name or not name.endswith(".yaml"):
            found.append(finding("V129", Location(path=file.path)))
            continue
        if not is_slug(id_):
            found.append(finding("V124", Location(path=file.path), field="id", value=id_))
            continue
        parsed = parse(file.text, path=file.path)
        found.extend(parsed.diagnostics)
        found.extend(check_text(file.text, path=file.path))
        if has_errors(parsed.diagnostics):
            continue
        outcome = validate(parsed.value, schema, path=file.path)
        found.extend(outcome.diagnostics)
        if outcome.value is not None:
            if "not_stated" in field_types(schema):
                found.extend(_check_not_stated(outcome.value, parsed.value, schema, schema.silences))
            records[id_] = Located(id=id_, path=file.path, record=outcome.value, fields=parsed.value)
    return records
