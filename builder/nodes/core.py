"""How the site is made, as nodes: each method makes one kind of value from others, which it asks the graph for.

The kinds stand in `kinds.py`; the functions of those that few edits touch, in `rare.py`. A method that may be asked
for what is not there answers `None`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from hashlib import sha256
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from builder.config import FILE, config_of, load_config
from builder.diagnostics import Location, Outcome, finding
from builder.frozen import replace
from builder.graph.engine import Graph, Key
from builder.model.language import Language
from builder.model.place import find_communities
from builder.model.practice import PracticeRecord
from builder.model.registry import REGISTRIES, RegistryRecord
from builder.model.showcase import (
    Block,
    Category,
    Honour,
    Marks,
    Organisation,
    Place,
    Practice,
    Programme,
    Subject,
    TextPage,
    adaptations,
    awards_of,
)
from builder.model.site import SiteRecord
from builder.nodes.lookups import TEXT_FOLDERS, Ids, LeftOut, LeftOutFolders, OnDemand, Withdrawn, registry
from builder.pages.cards import card as practice_card
from builder.pages.context import Context, TitleKey, made_link
from builder.pages.kinds import page_at
from builder.pages.links import LinkMap
from builder.pages.page import Page
from builder.pages.page import Place as Address
from builder.pages.pictures import by_file, described
from builder.pages.taxonomies import Entry, entries, entry, grouped
from builder.pages.urls import Base, base_of
from builder.pages.views import Card, Picture
from builder.render.bodies import converted_text, resolved_body
from builder.render.output import OutputFile
from builder.render.templates import Compiled, Renderer, card_shapes, closure
from builder.render.weave import Tile, tile
from builder.sources.aliases import SECTIONS, Claim, claim_of, settle
from builder.sources.discover import PICTURE_SUFFIXES, SourceTree, read_tree, refused_link
from builder.sources.emblems import emblem, is_emblem
from builder.sources.link import (
    category,
    due,
    link_practice,
    link_programmes,
    list_order,
    organisation,
    recorded_place,
    text_page,
)
from builder.sources.linker import Known, record_text
from builder.sources.names import OtherNames, misnamed_in_document, misnamed_in_record, other_names
from builder.sources.read import Document, Located, Records, read
from builder.text.markdown import Body
from builder.text.wording import check_catalogue, words_for
from builder.tracked import Bodies, Lazy, TrackedContext, TrackedShowcase, piece_key, tracked_taxonomies

if TYPE_CHECKING:
    from builder.nodes.rare import RareNodes
    from builder.workshop.shop import Workshop

T = TypeVar("T")

FOLDERS = {section: folder for folder, section in SECTIONS.items() if section}
"""Section of the site → folder of content/, where they differ."""
LINKED = {"awards": "award", "editions": "edition", "calls": "call", "events": "event"}
"""Folder of content/ → kind of its records, linked each by itself."""
MACHINE = "machine"


FileRow = tuple[str, str, int]
"""A file of the site: path, SHA-256 and size. Its bytes were handed out when it was made."""

FileRows = tuple[tuple[FileRow, tuple[str, ...]], ...]
"""Files, each with the node that makes it."""

CARD = "components/card.html"
MOST_USED = ("pages/practice.html", "pages/term.html")
TEMPLATE = "template "
"""Before the name of a template: under this its filling is timed."""

SUBJECT_ENDS = 4
"""Where the key of a page has told its language, kind, section and id; the number of a page in a list follows."""

BATCH = 128
"""Pages, or practices, whose rows are remembered together."""


class Nodes:
    """The functions of one build. `hand_out` takes the bytes of every file that is made."""

    graph: Graph

    def __init__(
        self,
        root: Path,
        themes: Mapping[str, Sequence[Path]],
        hand_out: Callable[[str, bytes], None],
        progress: Callable[[Sequence[Any]], Iterable[Any]] = iter,
        *,
        workshop: "Callable[[], Workshop]",
    ) -> None:
        self.root = root
        self.open_workshop = workshop
        self.themes = themes
        self.progress = progress
        self.hand_out = hand_out
        self.renderers: dict[tuple[Base, Language], Renderer] = {}
        """With the templates that they have loaded: they serve as long as those stay as they are."""
        self._made_contexts: dict[tuple[Base, Language], TrackedContext] = {}

    def use(self, graph: Graph) -> None:
        """Ask this graph, which asks our functions, from now on."""
        self.graph = graph
        self.ask = graph.ask

    def maker(self, name: str) -> Callable[..., Any]:
        """The function of this name, among ours or among the rare ones."""
        return getattr(self, name, None) or (lambda *names: getattr(self.rare, name)(*names))

    @cached_property
    def rare(self) -> "RareNodes":
        from builder.nodes.rare import RareNodes

        return RareNodes(self)

    def told(self, outcome: Outcome[T]) -> T:
        self.graph.report(outcome.diagnostics)
        return outcome.value

    def publish(self, file: OutputFile) -> FileRow:
        self.hand_out(file.path, file.content)
        return file.path, sha256(file.content).hexdigest(), len(file.content)

    def prepare(self, jobs: int) -> None:
        """Do in several processes what takes longest: reading the texts, then filling the pages."""
        if not self.graph.has_much_to_make(("slugs", "practices"), ("keys",)):
            return
        slugs = self.ask("slugs", "practices")
        self.rare.make_pictures_ahead()
        self._load_templates()
        self.graph.spread([[*self._records()]], 1)  # processes that part now need not read them each
        shapes = self.ask("card-shapes")
        self.graph.spread([[*self._of_practice(slug, shapes, len(slugs))] for slug in slugs], jobs)
        self.graph.need("made-ahead")
        self.graph.spread([[*self._names_of_terms()]], 1)  # nor make these
        pages: dict[tuple[str, ...], list[Key]] = {}
        for key in self.ask("keys"):
            pages.setdefault(key[1:SUBJECT_ENDS], []).append(("page", *key))
        self.graph.spread(pages.values(), jobs)

    def _of_practice(self, slug: str, shapes: Iterable[str], count: int) -> Iterator[Key]:
        """What lists, of so many practices, and data need of one."""
        from builder.pages.exports import feed_entry  # few edits need them
        from builder.pages.finding import LIMIT

        yield from (("marks", slug), ("in-order", slug), ("data-row", slug))
        for language in self.ask("languages"):
            yield from (("card-text", language.value, slug, shape) for shape in shapes)
            if count <= LIMIT:  # in a larger showcase few stand in a feed, and titles are in no index
                yield from (("title-key", language.value, slug), piece_key(feed_entry, language.value, slug))

    def _records(self) -> Iterator[Key]:
        for folder in REGISTRIES:
            yield from (("record", folder, id_) for id_ in self.ask("all-ids", folder))

    def _names_of_terms(self) -> Iterator[Key]:
        """What pages of practices and of other terms print of a term."""
        for section, language in product(self.taxonomies, self.ask("languages")):
            yield from (piece_key(made_link, language.value, section, id_) for id_ in self.ask("terms", section))

    def _load_templates(self) -> None:
        """Compile what most pages are filled from, before processes part: each of them would do it anew."""
        for language in self.ask("languages"):
            self._renderer(self.base, language).load(self._most_used)

    @property
    def _most_used(self) -> list[str]:
        """Templates that most pages are filled from."""
        closures = (self.ask("closure", template) for template in MOST_USED)
        return [*dict.fromkeys(name for names in closures for name, _ in names if name)]

    # Settings

    def config(self) -> SiteRecord | None:
        self.graph.depend("option base_url")
        if not self.graph.exists(FILE):
            return self.told(load_config(self.root))
        base_url = self.graph.inputs.values["option base_url"] or None
        return self.told(config_of(self.graph.read(FILE), base_url=base_url))

    def settings(self) -> SiteRecord:
        site: SiteRecord | None = self.ask("config")
        if site is None:
            raise LookupError(FILE)
        return site

    def languages(self) -> tuple[Language, ...]:
        return tuple(self.ask("settings").languages)

    def catalogue(self) -> None:
        self.told(check_catalogue())

    def today(self) -> date:
        name = f"day {self.ask('settings').time_zone}"
        self.graph.depend(name)
        return date.fromisoformat(self.graph.inputs.values[name])

    @property
    def base(self) -> Base:
        return base_of(self.ask("settings").base_url)

    # Texts and records

    def _paths(self, folder: str) -> Iterator[str]:
        """Files below a folder of content/; its name ends in a slash."""
        for name in self.graph.folder(folder):
            if name.endswith("/"):
                yield from self._paths(folder + name)
            else:
                yield folder + name

    def _read(self, paths: Iterable[str]) -> Records:
        tree: SourceTree = self.told(read_tree(paths, self.graph.read))
        return self.told(read(tree, self.ask("languages")))

    def slugs(self, folder: str) -> tuple[str, ...]:
        """Folders of texts that stand in a folder of content/."""
        return tuple(sorted(n.removesuffix("/") for n in self.graph.folder(f"content/{folder}/") if n.endswith("/")))

    def document(self, folder: str, slug: str) -> Document[Any] | None:
        records = self._read(self._paths(f"content/{folder}/{slug}/"))
        documents: tuple[Document[Any], ...] = (*records.practices, *records.pages)
        return documents[0] if documents else None

    def head(self, folder: str, slug: str) -> Document[Any] | None:
        """A document without its bodies: whoever reads it is not made anew when a body changes."""
        document = self.ask("document", folder, slug)
        return None if document is None else replace(document, bodies={})

    def record_ids(self, folder: str) -> tuple[str, ...]:
        names = (name for name in self.graph.folder(f"content/{folder}/") if name.endswith(".yaml"))
        return tuple(id_ for name in names if self.ask("record", folder, id_ := name.removesuffix(".yaml")) is not None)

    def record(self, folder: str, id_: str) -> Located[RegistryRecord] | None:
        path = f"content/{folder}/{id_}.yaml"
        if not self.graph.exists(path):
            return None
        return self._read([path]).registries[folder].get(id_)

    def strays(self) -> None:
        """What stands in content/ and belongs to no folder of texts and no registry."""
        self.graph.depend("links")
        self.graph.report(refused_link(path) for path in self.graph.inputs.links)
        self._read(self._stray_paths())

    def _stray_paths(self) -> Iterator[str]:
        for name in self.graph.folder("content/"):
            folder = name.removesuffix("/")
            if not name.endswith("/"):
                yield f"content/{name}"
            elif folder in TEXT_FOLDERS:
                yield from (f"content/{name}{n}" for n in self.graph.folder(f"content/{name}") if not n.endswith("/"))
            elif folder in REGISTRIES:
                names = self.graph.folder(f"content/{name}")
                yield from (f"content/{name}{n}" for n in names if not n.endswith(("/", ".yaml")))
                for below in names:
                    if below.endswith("/"):
                        yield from self._paths(f"content/{name}{below}")
            else:
                yield from self._paths(f"content/{name}")

    def present(self, folder: str, id_: str) -> bool:
        """Whether there is a text that bears this id, whatever it is worth."""
        if self.graph.exists(f"content/{folder}/{id_}.yaml") and folder not in TEXT_FOLDERS:
            return True
        return any(path.endswith((".md", ".yaml")) for path in self._paths(f"content/{folder}/{id_}/"))

    # What practices may name

    def organisation(self, id_: str) -> Organisation | None:
        item = self.ask("record", "organisations", id_)
        return None if item is None else organisation(item)

    def category(self, id_: str) -> Category | None:
        item = self.ask("record", "categories", id_)
        return None if item is None else category(item)

    def recorded_place(self, slug: str) -> Place | None:
        item = self.ask("record", "communities", slug)
        return None if item is None else self.told(recorded_place(item))

    def place(self, slug: str) -> Place | None:
        recorded: Place | None = self.ask("recorded-place", slug)
        if recorded is not None:
            return recorded
        found = [community for community in find_communities(slug) if community.slug == slug]
        return Place(community=found[0]) if found else None

    def place_ids(self) -> tuple[str, ...]:
        """Communities with a practice or a record."""
        recorded = [id_ for id_ in self.ask("record-ids", "communities") if self.ask("recorded-place", id_)]
        return tuple(sorted({*self.ask("grouped", "communities"), *recorded}))

    def programmes(self) -> dict[str, Programme]:
        located = {id_: self.ask("record", "programmes", id_) for id_ in self.ask("record-ids", "programmes")}
        linked = self.told(link_programmes(located, self.known.organisations, self.known.left_out))
        return dict(linked)

    def programme(self, id_: str) -> Programme | None:
        found: dict[str, Programme] = self.ask("programmes")
        return found.get(id_)

    @cached_property
    def known(self) -> Known:
        ask = self.ask
        return Known(
            organisations=registry(ask, "organisations", "organisation"),
            programmes=registry(ask, "programmes", "programme"),
            categories=registry(ask, "categories", "category"),
            places=registry(ask, "communities", "recorded-place"),
            practices=Lazy(
                lambda: [s for s in ask("slugs", "practices") if ask("head", "practices", s) is not None],
                lambda slug: ask("head", "practices", slug),
            ).keys(),
            pictures=Lazy(lambda: (), self.pictures_in),
            awards=registry(ask, "awards", "award"),
            editions=registry(ask, "editions", "edition"),
            events=Lazy(lambda: ask("record-ids", "events"), lambda id_: ask("record", "events", id_)).keys(),
            withdrawn=Withdrawn(lambda slug: ask("head", "practices", slug)),
            left_out=LeftOut(self._left_out),
        )

    def emblem(self, folder: str, id_: str) -> str | None:
        """The path of the emblem of an organisation or a programme, where it has one."""
        item = self.ask("record", folder, id_)
        return None if item is None else self.told(emblem(item, self.known.pictures))

    def pictures_in(self, folder: str) -> frozenset[str]:
        names, suffixes = self.graph.folder(f"{folder}/"), tuple(PICTURE_SUFFIXES)
        return frozenset(name for name in names if name.lower().endswith(suffixes))

    def _left_out(self, folder: str, id_: str) -> bool:
        kind = "head" if folder in TEXT_FOLDERS else "record"
        return self.ask("present", folder, id_) and self.ask(kind, folder, id_) is None

    # Competitions and events

    def honours_of(self, slug: str) -> tuple[Honour, ...]:
        own: tuple[Honour, ...] = self.ask("honours").get(slug, ())
        return own

    def trophies_of(self, community: str) -> tuple[Honour, ...]:
        own: tuple[Honour, ...] = self.ask("trophies").get(community, ())
        return own

    def named_by_of(self, registry: str, id_: str) -> tuple[Subject, ...]:
        subjects: tuple[Subject, ...] = self.ask("named-by").get((registry, id_), ())
        return subjects

    # Names

    def other_names(self) -> OtherNames:
        ids = self.ask("record-ids", "organisations")
        return self.told(other_names(self.ask("record", "organisations", id_) for id_ in ids))

    def misnamed(self, folder: str, id_: str) -> None:
        """Organisations that a text or a record calls by another name than the registered one."""
        item = self.ask("document" if folder in TEXT_FOLDERS else "record", folder, id_)
        if item is not None:
            misnamed = misnamed_in_document if folder in TEXT_FOLDERS else misnamed_in_record
            self.graph.report(misnamed(item, self.ask("other-names")))

    # Practices

    def practice(self, slug: str) -> Practice | None:
        document = self.ask("head", "practices", slug)
        if document is None:
            return None
        self.graph.need("misnamed", "practices", slug)
        return self.told(link_practice(document, self.known))

    def marks(self, slug: str) -> Marks | None:
        practice = self.ask("practice", slug)
        if practice is None or not self.told(due(practice, lambda: self.ask("today"), self._drafts())):
            return None
        marks: Marks = practice.marks
        return replace(marks, awards=awards_of(self.ask("honours-of", slug)))

    def in_order(self, slug: str) -> tuple[tuple[int, str, str], Claim | None] | None:
        """What the order of lists needs of a practice, and its claim if it has former addresses.

        Most have none: then the value is plain, and thousands of them are read in no time."""
        document: Document[PracticeRecord] | None = self.ask("head", "practices", slug)
        if document is None:
            return None
        claim = claim_of(document.home)
        return list_order(document), claim if claim.aliases else None

    def order(self, which: str) -> tuple[str, ...]:
        """Slugs of the listed or of the withdrawn practices, in the order of lists."""
        marks = ((slug, self.ask("marks", slug)) for slug in self.ask("slugs", "practices"))
        slugs = [slug for slug, own in marks if own is not None and own.withdrawn is (which == "withdrawn")]
        return tuple(sorted(slugs, key=lambda slug: self.ask("in-order", slug)[0]))

    def total(self, which: str) -> int:
        return len(self.ask("order", which))

    def page_ids(self) -> tuple[str, ...]:
        return tuple(slug for slug in self.ask("slugs", "pages") if self.ask("text-page", slug) is not None)

    def text_page(self, slug: str) -> TextPage | None:
        document = self.ask("head", "pages", slug)
        if document is None or (document.home.record.draft and not self._drafts()):
            return None
        self.graph.need("misnamed", "pages", slug)
        return text_page(document)

    def _drafts(self) -> bool:
        self.graph.depend("option drafts")
        return self.graph.inputs.values["option drafts"] == "yes"

    def settled(self, folder: str) -> dict[str, list[str]]:
        kept = self.told(settle(self._claims(folder), folder))
        return dict(kept)

    def _claims(self, folder: str) -> Iterator[Claim]:
        if folder == "practices":
            for slug in self.ask("slugs", folder):
                if (item := self.ask("in-order", slug)) is not None:
                    yield item[1] or Claim(id=slug, path=f"content/{folder}/{slug}/index.{Language.UK.value}.md")
        elif folder == "pages":
            documents = (self.ask("head", folder, slug) for slug in self.ask("slugs", folder))
            yield from (claim_of(document.home) for document in documents if document is not None)
        else:
            yield from (claim_of(self.ask("record", folder, id_)) for id_ in self.ask("record-ids", folder))

    def former(self, folder: str, id_: str) -> tuple[str, ...]:
        return tuple(self.ask("settled", folder).get(id_, ()))

    def adaptations(self) -> dict[str, tuple[str, ...]]:
        return adaptations(self.showcase.practices)

    def adapted_by(self, slug: str) -> tuple[str, ...]:
        found: dict[str, tuple[str, ...]] = self.ask("adaptations")
        return found.get(slug, ())

    # Terms

    def grouped(self, section: str) -> dict[str, tuple[str, ...]]:
        groups = grouped(section, self.showcase.practices)
        return {id_: tuple(slugs) for id_, slugs in groups.items()}

    def members(self, section: str, id_: str) -> tuple[tuple[str, ...], dict[str, int]]:
        slugs = self.ask("grouped", section).get(id_, ())
        return slugs, {slug: number for number, slug in enumerate(slugs)}

    def count(self, section: str, id_: str) -> int:
        return len(self.ask("grouped", section).get(id_, ()))

    def terms(self, section: str) -> tuple[str, ...]:
        """Ids in the order in which they are listed."""
        held = self.ask("grouped", section)
        return tuple(item[0] for item in entries(section, self.showcase, held))

    def term(self, section: str, id_: str) -> Entry | None:
        if section in ("donors", "years") and not self.ask("count", section, id_):
            return None
        if section == "communities" and not self.ask("count", section, id_):
            recorded = self.ask("recorded-place", id_)
            if recorded is None:
                return None
        try:
            return entry(section, id_, self.showcase)
        except KeyError:
            return None

    # Pages

    @cached_property
    def showcase(self) -> TrackedShowcase:
        return TrackedShowcase(self.ask)

    def _contexts(self) -> dict[Language, TrackedContext]:
        return {language: self.context(language) for language in self.ask("settings").languages}

    def context(self, language: Language) -> TrackedContext:
        """One for each base and language; whoever is given it has read the settings."""
        key = (self.base, language)
        if key not in self._made_contexts:
            self._made_contexts[key] = self._context(*key)
        return self._made_contexts[key]

    def _context(self, base: Base, language: Language) -> TrackedContext:
        return TrackedContext(
            self.ask,
            language=language,
            words=words_for(language),
            base=base,
            showcase=self.showcase,
            taxonomies=self.taxonomies,
            bodies=Bodies(self._body_of),
            pictures=self._pictures,
            build_day=lambda: self.ask("today"),
        )

    @cached_property
    def taxonomies(self) -> Mapping[str, Any]:
        return tracked_taxonomies(self.showcase, self.ask)

    def piece(self, language: str, module: str, function: str, *names: str) -> object:
        """What many pages share, by the function that makes it; in any language where it is one for all."""
        context = self.context(Language(language or self.ask("languages")[0]))
        return getattr(import_module(module), function)(context, *names)

    def _planned(self, key: tuple[str, ...]) -> Page:
        if key[0] == MACHINE:
            return self.rare.machine_page(key[1])
        return page_at(OnDemand(self._contexts), Address(key=key[1:], language=Language(key[0])))

    def page(self, *key: str) -> FileRow | None:
        page = self._planned(key)
        self.ask("closure", page.template)
        renderer = self._renderer(self.base, page.language)
        frame = self.ask("frame", page.language.value)
        with self.graph.timed(f"{TEMPLATE}{page.template}"):
            made = self.told(renderer.render(page, frame))
        if made is None:
            return None
        return self.publish(made)

    def _renderer(self, base: Base, language: Language) -> Renderer:
        """One for each base and language; it asks for nothing, so that each page reads the same."""
        key = (base, language)
        if key not in self.renderers:
            compiled = Compiled(self.graph.kept, self.graph.keep)
            words = {language: words_for(language)}
            known = partial(self._card_text, language)
            self.renderers[key] = Renderer(self.themes["templates"], words, base, compiled, known, self._woven)
        return self.renderers[key]

    def _woven(self, slug: str, motif: str) -> Tile:
        return Tile(*self.ask("tile", slug, motif))

    def tile(self, slug: str, motif: str) -> tuple[int, str, str, str]:
        """The cloth of a slug and a motif, which stands on many pages."""
        return (*tile(slug, motif),)

    def _card_text(self, language: Language, slug: str, shape: str) -> str | Card:
        text: str | None = self.ask("card-text", language.value, slug, shape)
        if text is not None:
            return text
        self.ask("closure", CARD)
        return self._card(language, slug)

    def _is_due(self, slug: str) -> bool:
        return self.ask("marks", slug) is not None

    def _card(self, language: Language, slug: str) -> Card:
        return practice_card(self.context(language), self.showcase.practice(slug))

    def card_text(self, language: str, slug: str, shape: str) -> str | None:
        """A practice's card, filled once for all lists that it stands in; nothing where its template fails."""
        if not self._is_due(slug):
            return None
        spoken = Language(language)
        self.ask("closure", CARD)
        return self._renderer(self.base, spoken).card(spoken, self._card(spoken, slug), shape)

    def title_key(self, language: str, slug: str) -> TitleKey | None:
        """The place of a title in its alphabet: a plain value, of which thousands are read in no time."""
        if not self._is_due(slug):
            return None
        return Context.title_key(self.context(Language(language)), slug)

    def closure(self, template: str) -> tuple[tuple[str, bytes], ...]:
        """The templates that filling this one may read, with their digests."""
        names = closure(template, self._template)
        if names is None:
            return (("", self.graph.depend("templates/")),)
        return tuple((name, self.graph.depend(f"templates/{name}")) for name in names)

    def card_shapes(self) -> tuple[str, ...]:
        """The shapes in which every practice is printed somewhere."""
        return tuple(sorted(card_shapes(filter(None, map(self._template, self._most_used)))))

    def _template(self, name: str) -> bytes | None:
        path = f"templates/{name}"
        return self.graph.read(path) if self.graph.exists(path) else None

    def data_row(self, slug: str) -> tuple[str, str] | None:
        """The row of a practice in the open data."""
        if not self._is_due(slug):
            return None
        from builder.pages.exports import data_row

        row = data_row(self.showcase.whole(slug), self.base)
        return row.json, row.csv

    # Bodies

    def _written(self, section: str, id_: str, language: Language) -> Block | None:
        if section in TEXT_FOLDERS:
            document = self.ask("document", section, id_)
            return None if document is None else document.bodies.get(language)
        item = self.ask("record", FOLDERS.get(section, section), id_)
        return None if item is None else record_text(item, language)

    def _body_of(self, section: str, id_: str, language: Language) -> Body | None:
        """The text that a page prints. Most terms have none, and then no node: the page reads their record anyway."""
        if section not in TEXT_FOLDERS and self._written(section, id_, language) is None:
            return None
        body: Body | None = self.ask("resolved", section, id_, language.value)
        return body

    def body(self, section: str, id_: str, language: str) -> Body | None:
        written = self._written(section, id_, Language(language))
        return None if written is None else self.told(converted_text(written, Language(language)))

    def ids(self, section: str, id_: str, language: str) -> tuple[str, ...]:
        body = self.ask("body", section, id_, language)
        return () if body is None else body.ids

    def resolved(self, section: str, id_: str, language: str) -> Body | None:
        body: Body | None = self.ask("body", section, id_, language)
        if body is None or not body.needs_addresses:
            return body
        path, spoken = _path_of(section, id_, language), Language(language)
        pictures = self._pictures_beside(path.rpartition("/")[0], spoken)
        return self.told(resolved_body(body, path, spoken, self._links, pictures))

    @property
    def _links(self) -> LinkMap:
        return LinkMap(
            base=self.base,
            texts=Lazy(lambda: self.ask("text-folders"), lambda folder: self.ask("text-languages", folder)),
            ids=Ids(self.ask),
            urls=Lazy(lambda: self.ask("urls"), lambda path: self.ask("is-url", path) or None).keys(),
            left_out=LeftOutFolders(lambda folder: self.ask("folder-left-out", folder)),
        )

    def text_folders(self) -> tuple[str, ...]:
        """Folders of content/ that have pages."""
        practices = (*self.ask("order", "listed"), *self.ask("order", "withdrawn"))
        pages = self.ask("page-ids")
        return (*(f"content/pages/{slug}" for slug in pages), *(f"content/practices/{slug}" for slug in practices))

    def text_languages(self, folder: str) -> tuple[Language, ...] | None:
        """The languages in which the text of a folder has a page."""
        parts = folder.split("/")
        if len(parts) != 3 or parts[1] not in TEXT_FOLDERS:
            return None
        if parts[1] == "pages":
            page = self.ask("text-page", parts[2])
            return None if page is None else tuple(page.texts)
        marks = self.ask("marks", parts[2])
        return None if marks is None else marks.languages

    def folder_left_out(self, folder: str) -> bool:
        _, section, id_ = (*folder.split("/"), "", "")[:3]
        if folder.count("/") != 2 or not self.ask("present", section, id_):
            return False
        if section == "practices":
            return self.ask("practice", id_) is None
        return self.ask("head" if section == "pages" else "record", section, id_) is None

    def is_url(self, path: str) -> bool:
        return path in self.ask("urls")

    # Files

    @cached_property
    def _pictures(self) -> Mapping[str, Picture]:
        return Lazy(lambda: (), self._shown_picture)

    def _pictures_beside(self, folder: str, language: Language) -> Mapping[str, Picture]:
        """Those of one folder, which can be listed, with what their record says of them."""
        paths = [f"{folder}/{name}" for name in sorted(self.pictures_in(folder))]
        return Lazy(lambda: [path for path in paths if self._shown_picture(path)], partial(self._described, language))

    def _described(self, language: Language, path: str) -> Picture | None:
        picture = self._shown_picture(path)
        if picture is None or not path.startswith("content/practices/"):
            return picture
        _, _, slug, name = path.split("/")
        images = by_file(self.ask("head", "practices", slug).home.record.images)
        return described(picture, images.get(name), words_for(language))

    def _shown_picture(self, path: str) -> Picture | None:
        """A picture that is published: one beside a text with a page."""
        folder, _, name = path.rpartition("/")
        _, section, slug = (*folder.split("/"), "", "")[:3]
        if is_emblem(path):
            there = self.graph.exists(path)
        else:
            there = folder.count("/") == 2 and name in self.pictures_in(folder) and self.ask("shows", section, slug)
        if not there:
            return None
        picture: Picture = self.ask("picture", path)[1]
        return picture

    def shows(self, section: str, slug: str) -> bool:
        """Whether the pictures of a folder are published."""
        if section == "pages":
            return self.ask("text-page", slug) is not None
        marks = self.ask("marks", slug) if section == "practices" else None
        return marks is not None and not marks.withdrawn

    def security(self) -> None:
        """Whether whom to tell of a vulnerability is still told."""
        expires = self.ask("settings").expires
        if expires is not None and expires < self.ask("today"):
            outdated = finding("V705", Location(path=FILE), day=expires.isoformat())
            self.graph.report([outdated])

    # Search

    # The whole

    def files(self) -> FileRows:
        """Every file of the site, with the node that makes it."""
        self._read_everything()
        found = list(self.ask("other-files"))
        for number, _ in enumerate(self.progress(self.ask("keys"))):
            if number % BATCH == 0:
                found.extend(self.ask("batch", str(number // BATCH)))
        return tuple(found)

    def batch(self, number: str) -> FileRows:
        """The pages of a part of the plan."""
        start = int(number) * BATCH
        made = ((self.ask("page", *key), ("page", *key)) for key in self.ask("keys")[start : start + BATCH])
        return tuple((file, node) for file, node in made if file is not None)

    def _read_everything(self) -> None:
        """Whatever may have findings, be it published or not."""
        self.graph.need("catalogue")
        self.graph.need("strays")
        for folder in (*TEXT_FOLDERS, *REGISTRIES):
            self.graph.need("settled", folder)
        self.graph.need("programmes")
        self.graph.need("security")
        self.graph.need("place-ids")
        self.ask("order", "listed")
        self.graph.need("other-names")
        languages = self.ask("languages")
        for folder in REGISTRIES:
            for id_ in self.ask("all-ids", folder):
                self.graph.need("record", folder, id_)
                self.graph.need("misnamed", folder, id_)
                if folder in LINKED:
                    self.graph.need(LINKED[folder], id_)
                for language in languages:
                    self.graph.need("resolved", SECTIONS.get(folder, folder), id_, language.value)
        for slug in self.ask("page-ids"):
            for language in self.ask("text-page", slug).texts:
                self.graph.need("resolved", "pages", slug, language.value)

    def all_ids(self, folder: str) -> tuple[str, ...]:
        names = self.graph.folder(f"content/{folder}/")
        return tuple(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


def _path_of(section: str, id_: str, language: str) -> str:
    """Where a text stands, by its names alone: whoever reads the file too is made anew with each of its languages."""
    if section in TEXT_FOLDERS:
        return f"content/{section}/{id_}/index.{language}.md"
    return f"content/{FOLDERS.get(section, section)}/{id_}.yaml"
