"""How the site is made, as nodes: each method makes one kind of value from others, which it asks the graph for.

The kinds stand in the table at the end. A method that may be asked for what is not there answers `None`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from hashlib import sha256
from importlib import import_module
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from builder.config import FILE, config_of, load_config
from builder.diagnostics import Location, Outcome, finding
from builder.graph.engine import SEPARATOR, Graph, Keep, Kind
from builder.graph.store import StoreError
from builder.graph.values import digest, dumps
from builder.model.language import Language
from builder.model.place import find_communities
from builder.model.practice import PracticeRecord
from builder.model.registry import REGISTRIES, RegistryRecord
from builder.model.showcase import (
    Award,
    Call,
    Category,
    Edition,
    Event,
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
    honours,
    named_by,
    trophies,
)
from builder.model.site import SiteRecord
from builder.pages import open_data, tables
from builder.pages import plan as planning
from builder.pages import search as searching
from builder.pages.calls import FORMS, MARKDOWN, call_state
from builder.pages.calls import SECTION as CALLS
from builder.pages.cards import share_card
from builder.pages.competition_data import results_csv, results_json
from builder.pages.entry_forms import entry_form
from builder.pages.exports import DataRow, data_row, practices_csv, practices_json, sitemap_pages
from builder.pages.finding import LIMIT, finding_index, index_url
from builder.pages.frame import frame
from builder.pages.insight import CROSSINGS, table_csv, table_url
from builder.pages.insight import SEGMENT as INSIGHT
from builder.pages.links import LinkMap, record_addresses
from builder.pages.offline import OFFLINE
from builder.pages.page import Page
from builder.pages.page import Place as Address
from builder.pages.pictures import by_file, described
from builder.pages.share import SITE, card_path, site_card
from builder.pages.site_files import site_files
from builder.pages.taxonomies import KINDS, Entry, entries, entry, grouped
from builder.pages.urls import Base, base_of, output_path, url
from builder.pages.views import Frame, Picture, ShareCard
from builder.render.bodies import (
    DATA_URLS,
    Source,
    converted_text,
    resolved_body,
    text_urls,
    written_block,
    written_text,
)
from builder.render.entry_documents import entry_document, entry_markdown
from builder.render.output import OutputFile
from builder.render.pictures import (
    UNFIT,
    emblem_key,
    findings_of,
    make_emblem,
    make_picture,
    output_paths,
    picture_key,
    shown_picture,
    version_name,
)
from builder.render.share import NAME as CARD
from builder.render.share import card_key, make_card
from builder.render.static import Static, static_files
from builder.render.templates import Compiled, Renderer, closure
from builder.render.worker import farewell, service_worker
from builder.search.parts import MANY, Group, Part, groups, part
from builder.sources.aliases import SECTIONS, Claim, claim_of, settle
from builder.sources.discover import PICTURE_SUFFIXES, SourceTree, read_tree, refused_link
from builder.sources.emblems import EMBLEM_FOLDERS, emblem
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
from builder.sources.link_competitions import link_award, link_call, link_edition, link_event
from builder.sources.linker import Known, record_text
from builder.sources.names import OtherNames, misnamed_in_document, misnamed_in_record, other_names
from builder.sources.read import Document, Located, Records, read
from builder.text.markdown import Body
from builder.text.wording import check_catalogue, words_for
from builder.tracked import Bodies, Lazy, TrackedContext, TrackedShowcase, tracked_taxonomies
from builder.workshop.shop import Job, Workshop

T = TypeVar("T")

TEXT_FOLDERS = ("practices", "pages")
FOLDERS = {section: folder for folder, section in SECTIONS.items() if section}
"""Section of the site → folder of content/, where they differ."""
LINKED = {"awards": "award", "editions": "edition", "calls": "call", "events": "event"}
"""Folder of content/ → kind of its records, linked each by itself."""
MACHINE = "machine"


FileRow = tuple[str, str, int]
"""A file of the site: path, SHA-256 and size. Its bytes were handed out when it was made."""

TEMPLATE = "template "
"""Before the name of a template: under this its filling is timed."""

BATCH = 128
"""Pages whose rows are remembered together."""


class Nodes:
    """The functions of one build. `hand_out` takes the bytes of every file that is made."""

    def __init__(
        self,
        graph_of: Callable[[Iterable[Kind]], Graph],
        root: Path,
        themes: Mapping[str, Sequence[Path]],
        hand_out: Callable[[str, bytes], None],
        progress: Callable[[Sequence[Any]], Iterable[Any]] = iter,
        *,
        workshop: Workshop,
    ) -> None:
        self.root = root
        self.workshop = workshop
        self.themes = themes
        self.progress = progress
        self.hand_out = hand_out
        self._renderers: dict[tuple[Base, Language], Renderer] = {}
        self.graph = graph_of(self._kinds())
        self.ask = self.graph.ask

    def _told(self, outcome: Outcome[T]) -> T:
        self.graph.report(outcome.diagnostics)
        return outcome.value

    def _hand_out(self, file: OutputFile) -> FileRow:
        self.hand_out(file.path, file.content)
        return file.path, sha256(file.content).hexdigest(), len(file.content)

    def prepare(self, jobs: int) -> None:
        """Do in several processes what takes longest: reading the texts, then filling the pages."""
        slugs, languages = self.ask("slugs", "practices"), self.ask("languages")
        self.graph.spread([("document", "practices", slug) for slug in slugs], jobs, itemgetter(-1))
        self.graph.need("made-ahead")
        pages = [("page", *key) for key in self.ask("keys")]
        own = {key: None for key in pages if key[2:3] == ("practice",)}
        listed = self.ask("order", "listed")
        cards = [("piece", lang.value, "builder.pages.cards", "_card", slug) for lang in languages for slug in listed]
        self.graph.spread(sorted([*own, *cards], key=itemgetter(-1)), jobs, itemgetter(-1))
        self.graph.spread([key for key in pages if key not in own], jobs, lambda key: SEPARATOR.join(key[2:]))

    # Settings

    def config(self) -> SiteRecord | None:
        self.graph.depend("option base_url")
        if not self.graph.exists(FILE):
            return self._told(load_config(self.root))
        base_url = self.graph.inputs.values["option base_url"] or None
        return self._told(config_of(self.graph.read(FILE), base_url=base_url))

    def settings(self) -> SiteRecord:
        site: SiteRecord | None = self.ask("config")
        if site is None:
            raise LookupError(FILE)
        return site

    def languages(self) -> tuple[Language, ...]:
        return tuple(self.ask("settings").languages)

    def catalogue(self) -> None:
        self._told(check_catalogue())

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
        tree: SourceTree = self._told(read_tree(paths, self.graph.read))
        return self._told(read(tree, self.ask("languages")))

    def slugs(self, folder: str) -> tuple[str, ...]:
        """Folders of texts that stand in a folder of content/."""
        return tuple(sorted(n.removesuffix("/") for n in self.graph.folder(f"content/{folder}/") if n.endswith("/")))

    def document(self, folder: str, slug: str) -> Document[Any] | None:
        records = self._read(self._paths(f"content/{folder}/{slug}/"))
        documents: tuple[Document[Any], ...] = (*records.practices, *records.pages)
        return documents[0] if documents else None

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
        return None if item is None else self._told(recorded_place(item))

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
        linked = self._told(link_programmes(located, self._known.organisations, self._known.left_out))
        return dict(linked)

    def programme(self, id_: str) -> Programme | None:
        found: dict[str, Programme] = self.ask("programmes")
        return found.get(id_)

    @cached_property
    def _known(self) -> Known:
        ask = self.ask
        return Known(
            organisations=_registry(ask, "organisations", "organisation"),
            programmes=_registry(ask, "programmes", "programme"),
            categories=_registry(ask, "categories", "category"),
            places=_registry(ask, "communities", "recorded-place"),
            practices=Lazy(
                lambda: [s for s in ask("slugs", "practices") if ask("document", "practices", s) is not None],
                lambda slug: ask("document", "practices", slug),
            ).keys(),
            pictures=Lazy(lambda: (), self._pictures_in),
            awards=_registry(ask, "awards", "award"),
            editions=_registry(ask, "editions", "edition"),
            events=Lazy(lambda: ask("record-ids", "events"), lambda id_: ask("record", "events", id_)).keys(),
            withdrawn=_Withdrawn(lambda slug: ask("document", "practices", slug)),
            left_out=_LeftOut(self._left_out),
        )

    def emblem(self, folder: str, id_: str) -> str | None:
        """The path of the emblem of an organisation or a programme, where it has one."""
        item = self.ask("record", folder, id_)
        return None if item is None else self._told(emblem(item, self._known.pictures))

    def _pictures_in(self, folder: str) -> frozenset[str]:
        names = self.graph.folder(f"{folder}/")
        return frozenset(name for name in names if Path(name).suffix.lower() in PICTURE_SUFFIXES)

    def _left_out(self, folder: str, id_: str) -> bool:
        kind = "document" if folder in TEXT_FOLDERS else "record"
        return self.ask("present", folder, id_) and self.ask(kind, folder, id_) is None

    # Competitions and events

    def award(self, id_: str) -> Award | None:
        item = self.ask("record", "awards", id_)
        return None if item is None else self._told(link_award(item, self._known))

    def edition(self, id_: str) -> Edition | None:
        item = self.ask("record", "editions", id_)
        return None if item is None else self._told(link_edition(item, self._known))

    def call(self, id_: str) -> Call | None:
        item = self.ask("record", "calls", id_)
        return None if item is None else self._told(link_call(item, self._known))

    def event(self, id_: str) -> Event | None:
        item = self.ask("record", "events", id_)
        return None if item is None else self._told(link_event(item, self._known))

    def edition_ids(self) -> tuple[str, ...]:
        return tuple(id_ for id_ in self.ask("record-ids", "editions") if self.ask("edition", id_) is not None)

    def honours(self) -> dict[str, tuple[Honour, ...]]:
        return honours(self._showcase.editions.values())

    def honours_of(self, slug: str) -> tuple[Honour, ...]:
        own: tuple[Honour, ...] = self.ask("honours").get(slug, ())
        return own

    def trophies(self) -> dict[str, tuple[Honour, ...]]:
        return trophies(self._showcase.editions.values(), self._listed_communities)

    def _listed_communities(self, slug: str) -> tuple[str, ...]:
        marks = self.ask("marks", slug)
        return () if marks is None or marks.withdrawn else marks.communities

    def trophies_of(self, community: str) -> tuple[Honour, ...]:
        own: tuple[Honour, ...] = self.ask("trophies").get(community, ())
        return own

    def named_by(self) -> dict[Subject, tuple[Subject, ...]]:
        shown = self._showcase
        return named_by(shown.awards, shown.editions, shown.calls, shown.events)

    def named_by_of(self, registry: str, id_: str) -> tuple[Subject, ...]:
        subjects: tuple[Subject, ...] = self.ask("named-by").get((registry, id_), ())
        return subjects

    # Names

    def other_names(self) -> OtherNames:
        ids = self.ask("record-ids", "organisations")
        return self._told(other_names(self.ask("record", "organisations", id_) for id_ in ids))

    def misnamed(self, folder: str, id_: str) -> None:
        """Organisations that a record calls by another name than the registered one."""
        item = self.ask("record", folder, id_)
        if item is not None:
            self.graph.report(misnamed_in_record(item, self.ask("other-names")))

    def _named_well(self, document: Document[Any]) -> None:
        self.graph.report(misnamed_in_document(document, self.ask("other-names")))

    # Practices

    def practice(self, slug: str) -> Practice | None:
        document = self.ask("document", "practices", slug)
        if document is None:
            return None
        self._named_well(document)
        return self._told(link_practice(document, self._known))

    def marks(self, slug: str) -> Marks | None:
        practice = self.ask("practice", slug)
        if practice is None or not self._told(due(practice, lambda: self.ask("today"), self._drafts())):
            return None
        marks: Marks = practice.marks
        return replace(marks, awards=awards_of(self.ask("honours-of", slug)))

    def in_order(self, slug: str) -> tuple[tuple[int, str, str], Claim | None] | None:
        """What the order of lists needs of a practice, and its claim if it has former addresses.

        Most have none: then the value is plain, and thousands of them are read in no time."""
        document: Document[PracticeRecord] | None = self.ask("document", "practices", slug)
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
        document = self.ask("document", "pages", slug)
        if document is None or (document.home.record.draft and not self._drafts()):
            return None
        self._named_well(document)
        return text_page(document)

    def _drafts(self) -> bool:
        self.graph.depend("option drafts")
        return self.graph.inputs.values["option drafts"] == "yes"

    def settled(self, folder: str) -> dict[str, list[str]]:
        kept = self._told(settle(self._claims(folder), folder))
        return dict(kept)

    def _claims(self, folder: str) -> Iterator[Claim]:
        if folder == "practices":
            for slug in self.ask("slugs", folder):
                if (item := self.ask("in-order", slug)) is not None:
                    yield item[1] or Claim(id=slug, path=f"content/{folder}/{slug}/index.{Language.UK.value}.md")
        elif folder == "pages":
            documents = (self.ask("document", folder, slug) for slug in self.ask("slugs", folder))
            yield from (claim_of(document.home) for document in documents if document is not None)
        else:
            yield from (claim_of(self.ask("record", folder, id_)) for id_ in self.ask("record-ids", folder))

    def former(self, folder: str, id_: str) -> tuple[str, ...]:
        return tuple(self.ask("settled", folder).get(id_, ()))

    def adaptations(self) -> dict[str, tuple[str, ...]]:
        return adaptations(self._showcase.practices)

    def adapted_by(self, slug: str) -> tuple[str, ...]:
        found: dict[str, tuple[str, ...]] = self.ask("adaptations")
        return found.get(slug, ())

    # Terms

    def grouped(self, section: str) -> dict[str, tuple[str, ...]]:
        groups = grouped(section, self._showcase.practices)
        return {id_: tuple(slugs) for id_, slugs in groups.items()}

    def members(self, section: str, id_: str) -> tuple[tuple[str, ...], dict[str, int]]:
        slugs = self.ask("grouped", section).get(id_, ())
        return slugs, {slug: number for number, slug in enumerate(slugs)}

    def count(self, section: str, id_: str) -> int:
        return len(self.ask("grouped", section).get(id_, ()))

    def terms(self, section: str) -> tuple[str, ...]:
        """Ids in the order in which they are listed."""
        held = self.ask("grouped", section)
        return tuple(item[0] for item in entries(section, self._showcase, held))

    def term(self, section: str, id_: str) -> Entry | None:
        if section in ("donors", "years") and not self.ask("count", section, id_):
            return None
        if section == "communities" and not self.ask("count", section, id_):
            recorded = self.ask("recorded-place", id_)
            if recorded is None:
                return None
        try:
            return entry(section, id_, self._showcase)
        except KeyError:
            return None

    # Pages

    @cached_property
    def _showcase(self) -> TrackedShowcase:
        return TrackedShowcase(self.ask)

    def _contexts(self) -> dict[Language, TrackedContext]:
        return {language: self._context(language) for language in self.ask("settings").languages}

    def _context(self, language: Language) -> TrackedContext:
        return TrackedContext(
            self.ask,
            language=language,
            words=words_for(language),
            base=self.base,
            showcase=self._showcase,
            taxonomies=self._taxonomies,
            bodies=Bodies(self.ask),
            pictures=self._pictures,
            build_day=lambda: self.ask("today"),
        )

    @cached_property
    def _taxonomies(self) -> Mapping[str, Any]:
        return tracked_taxonomies(self._showcase, self.ask)

    def piece(self, language: str, module: str, function: str, *names: str) -> object:
        """What many pages share, by the function that makes it."""
        return getattr(import_module(module), function)(self._context(Language(language)), *names)

    def addresses(self) -> tuple[Address, ...]:
        return self._told(planning.places(self._showcase, self._taxonomies))

    def keys(self) -> tuple[tuple[str, ...], ...]:
        """The names of all pages, in the order of the plan."""
        planned = [(place.language.value, *place.key) for place in self.ask("addresses")]
        return (*planned, *((MACHINE, page.url) for page in self._machine_pages()))

    def _machine_pages(self) -> Iterator[Page]:
        return sitemap_pages(self.base, self.ask("addresses"))

    def _planned(self, key: tuple[str, ...]) -> Page:
        if key[0] == MACHINE:
            return next(page for page in self._machine_pages() if page.url == key[1])
        return planning.page_at(_OnDemand(self._contexts), Address(key=key[1:], language=Language(key[0])))

    def frame(self, language: str) -> Frame:
        return frame(self._showcase, words_for(Language(language)), self.base, self.ask("static")[0])

    def page(self, *key: str) -> FileRow | None:
        page = self._planned(key)
        self.ask("closure", page.template)
        renderer = self._renderer(self.base, page.language)
        frame = self.ask("frame", page.language.value)
        with self.graph.timed(f"{TEMPLATE}{page.template}"):
            made = self._told(renderer.render(page, frame))
        if made is None:
            return None
        return self._hand_out(made)

    def _renderer(self, base: Base, language: Language) -> Renderer:
        """One for each base and language; it asks for nothing, so that each page reads the same."""
        key = (base, language)
        if key not in self._renderers:
            compiled = Compiled(self.graph.kept, self.graph.keep)
            words = {language: words_for(language)}
            self._renderers[key] = Renderer(self.themes["templates"], words, base, compiled)
        return self._renderers[key]

    def closure(self, template: str) -> tuple[tuple[str, bytes], ...]:
        """The templates that filling this one may read, with their digests."""
        names = closure(template, self._template)
        if names is None:
            return (("", self.graph.depend("templates/")),)
        return tuple((name, self.graph.depend(f"templates/{name}")) for name in names)

    def _template(self, name: str) -> bytes | None:
        path = f"templates/{name}"
        return self.graph.read(path) if self.graph.exists(path) else None

    # Bodies

    def _written(self, section: str, id_: str, language: str) -> Source | None:
        spoken = Language(language)
        if section in TEXT_FOLDERS:
            document = self.ask("document", section, id_)
            text = None if document is None else document.texts.get(spoken)
            return None if text is None else written_text(section, id_, spoken, text)
        item = self.ask("record", FOLDERS.get(section, section), id_)
        block = None if item is None else record_text(item, spoken)
        return None if block is None else written_block(section, id_, spoken, block)

    def body(self, section: str, id_: str, language: str) -> Body | None:
        written = self._written(section, id_, language)
        return None if written is None else self._told(converted_text(written))

    def ids(self, section: str, id_: str, language: str) -> tuple[str, ...]:
        body = self.ask("body", section, id_, language)
        return () if body is None else body.ids

    def resolved(self, section: str, id_: str, language: str) -> Body | None:
        body: Body | None = self.ask("body", section, id_, language)
        if body is None or not (body.links or body.images):
            return body
        written = self._written(section, id_, language)
        assert written is not None  # noqa: S101  # it has a body
        pictures = self._pictures_beside(written.folder, Language(language))
        return self._told(resolved_body(written, body, self._links, pictures))

    @property
    def _links(self) -> LinkMap:
        return LinkMap(
            base=self.base,
            texts=Lazy(lambda: self.ask("text-folders"), lambda folder: self.ask("text-languages", folder)),
            ids=_Ids(self.ask),
            urls=Lazy(lambda: self.ask("urls"), lambda path: self.ask("is-url", path) or None).keys(),
            left_out=_LeftOutFolders(lambda folder: self.ask("folder-left-out", folder)),
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
        return self.ask("document" if section == "pages" else "record", section, id_) is None

    def urls(self) -> dict[str, None]:
        """Every address that a link may name from the root."""
        languages = self.ask("languages")
        terms = [(section, id_) for section in KINDS for id_ in self.ask("terms", section)]
        addresses: list[tuple[str, ...]] = [(), ("practices",), (INSIGHT,), *((section,) for section in KINDS), *terms]
        addresses.extend(record_addresses(self._showcase))
        shared = {url(language, *parts) for language in languages for parts in addresses}
        return dict.fromkeys(sorted({*shared, *text_urls(self._showcase), *DATA_URLS}))

    def is_url(self, path: str) -> bool:
        return path in self.ask("urls")

    # Files

    @cached_property
    def _pictures(self) -> Mapping[str, Picture]:
        return Lazy(lambda: (), self._shown_picture)

    def _pictures_beside(self, folder: str, language: Language) -> Mapping[str, Picture]:
        """Those of one folder, which can be listed, with what their record says of them."""
        paths = [f"{folder}/{name}" for name in sorted(self._pictures_in(folder))]
        return Lazy(lambda: [path for path in paths if self._shown_picture(path)], partial(self._described, language))

    def _described(self, language: Language, path: str) -> Picture | None:
        picture = self._shown_picture(path)
        if picture is None or not path.startswith("content/practices/"):
            return picture
        _, _, slug, name = path.split("/")
        images = by_file(self.ask("document", "practices", slug).home.record.images)
        return described(picture, images.get(name), words_for(language))

    def _shown_picture(self, path: str) -> Picture | None:
        """A picture that is published: one beside a text with a page."""
        folder, _, name = path.rpartition("/")
        _, section, slug = (*folder.split("/"), "", "")[:3]
        if _is_emblem(path):
            there = self.graph.exists(path)
        else:
            there = folder.count("/") == 2 and name in self._pictures_in(folder) and self.ask("shows", section, slug)
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

    def picture(self, path: str) -> tuple[tuple[FileRow, ...], Picture]:
        """The files of a picture, and how pages show it."""
        self.graph.depend(path)
        job = self._picture_job(path)
        entry = self.workshop.made(job)
        if entry is None:
            self.graph.report([finding("V930", Location(path=path))])
            return (), UNFIT
        self.graph.inputs.moved |= entry.key != job.key
        self.graph.report(findings_of(path, entry))
        files = [(target, file.sha256, file.size) for file, target in output_paths(path, entry)]
        return tuple(files), shown_picture(path, entry, self.base.prefix)

    def _picture_job(self, path: str) -> Job:
        key_of, make = (emblem_key, make_emblem) if _is_emblem(path) else (picture_key, make_picture)
        return Job(key_of(self.graph.inputs.digest_of(path), Path(path).suffix), make, (self.root / path,))

    def share_card(self, language: str, slug: str) -> FileRow:
        """The card for networks of a practice, or of the site."""
        card = self._share_card(language, slug)
        entry = self.workshop.made(self._card_job(card))
        assert entry is not None  # noqa: S101  # nothing foreign is read
        return card_path(Language(language), slug, card), entry.files[0].sha256, entry.files[0].size

    def _share_card(self, language: str, slug: str) -> ShareCard:
        if slug == SITE:
            return site_card(self.ask("settings"), words_for(Language(language)))
        return share_card(self._context(Language(language)), slug)

    def _card_job(self, card: ShareCard) -> Job:
        return Job(card_key(card), make_card, (card,))

    def shared(self) -> tuple[tuple[str, str], ...]:
        """(language, slug) of every card, where the site has any."""
        if not self.ask("settings").features.cards:
            return ()
        listed = ((slug, self.ask("marks", slug).languages) for slug in self.ask("order", "listed"))
        own = [(language.value, slug) for slug, languages in listed for language in languages]
        return (*((language.value, SITE) for language in self.ask("languages")), *own)

    def made_ahead(self) -> None:
        """Pictures and cards at once, on all cores, before they are asked for one after the other."""
        paths = self.ask("published-pictures")
        for path in paths:
            self.graph.depend(path)
        cards = [self._card_job(self._share_card(*key)) for key in self.ask("shared")]
        self.workshop.make_ahead([*map(self._picture_job, paths), *cards], self.progress)

    def workshop_bytes(self, path: str, kind: str, *names: str) -> bytes:
        """The bytes of a version of a picture, or of a card."""
        if kind == "picture":
            content = self.workshop.content(self._picture_job(names[0]), version_name(path))
        else:
            content = self.workshop.content(self._card_job(self._share_card(names[0], names[1])), CARD)
        if content is None:
            raise StoreError(path)
        return content

    def static(self) -> tuple[Static, tuple[FileRow, ...]]:
        """Addresses of the site's own files, and the files."""
        self.graph.depend("assets/")
        made = static_files(self.root, self.ask("settings").theme)
        entries = tuple(self._hand_out(file) for file in made.files)
        return replace(made, files=()), entries

    def data_row(self, slug: str) -> tuple[str, tuple[str, ...]]:
        row = data_row(self._showcase.practice(slug), self.base)
        return row.json, row.cells

    def finding(self, language: str) -> FileRow:
        """The index by which a browser narrows the list of practices."""
        spoken = Language(language)
        return self._hand_out(OutputFile(output_path(index_url(spoken)), finding_index(self._context(spoken))))

    def table(self, language: str, name: str) -> FileRow:
        """A table of the owner's page."""
        spoken = Language(language)
        return self._hand_out(OutputFile(output_path(table_url(spoken, name)), table_csv(self._context(spoken), name)))

    def takes_entries(self, id_: str) -> bool:
        """Whether a call is not over yet on the day of the build."""
        shown = self._showcase
        call = shown.calls.get(id_)
        return call is not None and not call_state(self._context(self.ask("languages")[0]), call).is_over

    def entry_form(self, id_: str, language: str, name: str) -> FileRow:
        """The form for an entry to a call, to fill in on paper or on a computer."""
        spoken = Language(language)
        form = entry_form(words_for(spoken), self._showcase.calls[id_])
        made = entry_markdown(form) if name == MARKDOWN else entry_document(form)
        return self._hand_out(OutputFile(output_path(url(spoken, CALLS, id_) + name), made))

    def data(self, path: str) -> FileRow:
        return self._hand_out(OutputFile(path, self._data(path)))

    def _data(self, path: str) -> bytes:
        site, languages = self.ask("settings"), self.ask("languages")
        if path in (tables.PRACTICES_CSV, tables.PRACTICES_JSON):
            rows = [DataRow(*self.ask("data-row", slug)) for slug in self.ask("order", "listed")]
            return practices_csv(rows) if path == tables.PRACTICES_CSV else practices_json(site, rows)
        if path in (tables.RESULTS_CSV, tables.RESULTS_JSON):
            return (results_csv if path == tables.RESULTS_CSV else results_json)(self._showcase, self.base)
        if path == tables.REGIONS_GEOJSON:
            return open_data.regions_geojson(self._taxonomies["regions"], self.base, languages)
        if path == tables.PACKAGE:
            files = [open_data.Described(*self.ask("data", other)) for other in tables.FILES if other != path]
            return open_data.datapackage(site, self.base, {spoken: words_for(spoken) for spoken in languages}, files)
        section = next(name for name in KINDS if path == tables.table_path(name))
        return open_data.terms_csv(self._taxonomies[section], self.base, languages)

    def site_files(self) -> tuple[FileRow, ...]:
        """Manifests and security.txt."""
        made = site_files(self.ask("settings"), self.base, self.ask("static")[0].icons)
        return tuple(self._hand_out(OutputFile(path, content)) for path, content in made.items())

    def worker(self) -> FileRow:
        """The service worker, or what takes an earlier one away."""
        static, files = self.ask("static")
        if not self.ask("settings").features.offline:
            return self._hand_out(farewell(static.workers["farewell"], self.base))
        page = self.ask("page", self.ask("languages")[0].value, "offline")
        return self._hand_out(service_worker(static.workers["worker"], self.base, files, page or (OFFLINE, "", 0)))

    def security(self) -> None:
        """Whether whom to tell of a vulnerability is still told."""
        expires = self.ask("settings").expires
        if expires is not None and expires < self.ask("today"):
            outdated = finding("V705", Location(path=FILE), day=expires.isoformat())
            self.graph.report([outdated])

    # Search

    def found_keys(self, language: str, kind: str) -> tuple[tuple[str, ...], ...]:
        """The names of what can be found: practices, or all other pages."""
        context = self._context(Language(language))
        return tuple(searching.page_keys(context) if kind else searching.practice_keys(context))

    def found_record(self, language: str, *key: str) -> searching.Record:
        return searching.record(self._context(Language(language)), *key)

    def found_digest(self, language: str, *key: str) -> str:
        return digest(dumps(self.ask("found-record", language, *key))).hex()

    def index_parts(self) -> tuple[Part, ...]:
        """The parts of the index of search, none where the site has no search."""
        if not self.ask("settings").features.search:
            return ()
        parts = self._index_groups()
        count = sum(len(group.keys) for group in parts)
        if count > MANY:
            many = finding("V941", Location(path=FILE), count=count)
            self.graph.report([many])
        return tuple(part(group, self._found_digests(group)) for group in parts)

    def _index_groups(self) -> list[Group]:
        kinds = [(language.value, kind) for language in self.ask("languages") for kind in ("", "pages")]
        return [group for where in kinds for group in groups(*where, self.ask("found-keys", *where))]

    def _found_digests(self, group: Group) -> Iterator[str]:
        return (self.ask("found-digest", group.language, *key) for key in group.keys)

    def records(self, path: str) -> Iterator[searching.Record]:
        """Those of one part of the index, in order."""
        group = next(group for group in self._index_groups() if group.path == path)
        return (self.ask("found-record", group.language, *key) for key in group.keys)

    # The whole

    def files(self) -> tuple[tuple[FileRow, tuple[str, ...]], ...]:
        """Every file of the site, with the node that makes it."""
        self._read_everything()
        found: list[tuple[FileRow, tuple[str, ...]]] = []
        found.extend((file, ("static",)) for file in self.ask("static")[1])
        self.graph.need("made-ahead")
        for path in self.ask("published-pictures"):
            found.extend((file, ("picture", path)) for file in self.ask("picture", path)[0])
        found.extend((self.ask("share-card", *key), ("share-card", *key)) for key in self.ask("shared"))
        for number, _ in enumerate(self.progress(self.ask("keys"))):
            if number % BATCH == 0:
                found.extend(self.ask("batch", str(number // BATCH)))
        found.extend((self.ask("data", path), ("data", path)) for path in tables.FILES)
        if 0 < self.ask("total", "listed") <= LIMIT:
            found.extend((self.ask("finding", lang.value), ("finding", lang.value)) for lang in self.ask("languages"))
        owners = [("table", lang.value, name) for lang in self.ask("languages") for name in CROSSINGS]
        found.extend((self.ask(*node), node) for node in owners)
        found.extend((file, ("site-files",)) for file in self.ask("site-files"))
        found.append((self.ask("worker"), ("worker",)))
        open_calls = [id_ for id_ in self.ask("record-ids", "calls") if self.ask("takes-entries", id_)]
        languages = self.ask("languages")
        forms = [("entry-form", id_, lang.value, name) for id_ in open_calls for lang in languages for name in FORMS]
        found.extend((self.ask(*node), node) for node in forms)
        found.append((self.ask("empty", ".nojekyll"), ("empty", ".nojekyll")))
        return tuple(found)

    def batch(self, number: str) -> tuple[tuple[FileRow, tuple[str, ...]], ...]:
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

    def published_pictures(self) -> tuple[str, ...]:
        folders = [f"content/pages/{slug}" for slug in self.ask("page-ids")]
        paths = [f"{folder}/{name}" for folder in folders for name in self._pictures_in(folder)]
        for slug in self.ask("order", "listed"):
            paths.extend(f"content/practices/{slug}/{name}" for name in self.ask("marks", slug).pictures)
        emblems = {
            self.ask("emblem", folder, id_) for folder in EMBLEM_FOLDERS for id_ in self.ask("record-ids", folder)
        }
        return tuple(sorted({*paths, *filter(None, emblems)}))

    def empty(self, path: str) -> FileRow:
        return self._hand_out(OutputFile(path, b""))

    def _kinds(self) -> list[Kind]:
        return [
            Kind(
                name=name.replace("_", "-"),
                make=getattr(self, name),
                keep=keep,
                held=held,
                eager=eager,
                large=name in _LARGE,
                shipped=name == "document",
            )
            for (keep, held, eager), names in _KINDS.items()
            for name in names.split()
        ]


_LARGE = frozenset({"document", "practice", "piece"})

_KINDS = {
    (Keep.STORED, True, True): (
        "config settings languages catalogue strays record order page_ids settled grouped terms urls place_ids"
        " record_ids all_ids slugs adaptations programmes programme published_pictures"
        " piece frame closure static site_files worker security empty text_folders keys"
        " edition_ids honours trophies named_by other_names misnamed"
    ),
    (Keep.STORED, True, False): (
        "addresses data finding table entry_form files batch found_keys index_parts picture made_ahead"
        " share_card shared"
    ),
    (Keep.STORED, False, False): "body found_record",
    (Keep.STORED, False, True): "data_row",
    (Keep.TOGETHER, True, True): "marks in_order count total present text_languages folder_left_out shows former today"
    " is_url takes_entries emblem adapted_by honours_of trophies_of named_by_of",
    (Keep.TOGETHER, True, False): "found_digest",
    (Keep.TOGETHER, False, False): "page",
    (Keep.FORGOTTEN, True, True): "recorded_place place members term award edition call event",
    (Keep.PASSED, True, True): "document organisation category practice text_page",
    (Keep.FORGOTTEN, True, False): "ids",
    (Keep.PASSED, False, False): "resolved",
}
"""What becomes of a value (see `Kind`) → the functions for whose values it does."""


def _is_emblem(path: str) -> bool:
    """Whether a picture stands beside the records of organisations or programmes."""
    folder, _, name = path.rpartition("/")
    return folder.removeprefix("content/") in EMBLEM_FOLDERS and Path(name).suffix.lower() in PICTURE_SUFFIXES


def _registry(ask: Callable[..., Any], folder: str, kind: str) -> Lazy[Any]:
    return Lazy(lambda: ask("record-ids", folder), lambda id_: ask(kind, id_))


class _LeftOut:
    def __init__(self, is_left_out: Callable[[str, str], bool]) -> None:
        self._is_left_out = is_left_out

    def __contains__(self, item: object) -> bool:
        return isinstance(item, tuple) and self._is_left_out(*item)


class _Withdrawn:
    def __init__(self, document: Callable[[str], Document[PracticeRecord] | None]) -> None:
        self._document = document

    def __contains__(self, slug: object) -> bool:
        document = self._document(slug) if isinstance(slug, str) else None
        return document is not None and document.home.record.withdrawn is not None


class _LeftOutFolders:
    def __init__(self, is_left_out: Callable[[str], bool]) -> None:
        self._is_left_out = is_left_out

    def __contains__(self, folder: object) -> bool:
        return isinstance(folder, str) and self._is_left_out(folder)


class _OnDemand(Mapping[Language, TrackedContext]):
    """The contexts of all languages, made when one is asked for: their making reads the settings."""

    def __init__(self, make: Callable[[], dict[Language, TrackedContext]]) -> None:
        self._make = make

    def __getitem__(self, language: Language) -> TrackedContext:
        return self._make()[language]

    def __iter__(self) -> Iterator[Language]:
        return iter(self._make())

    def __len__(self) -> int:
        return len(self._make())


class _Ids(Mapping[tuple[str, Language], Sequence[str]]):
    """(folder, language) → ids that the text there can be entered at; none for what has no page."""

    def __init__(self, ask: Callable[..., Any]) -> None:
        self._ask = ask

    def __getitem__(self, key: tuple[str, Language]) -> Sequence[str]:
        folder, language = key
        _, section, id_ = (*folder.split("/"), "", "")[:3]
        if section in TEXT_FOLDERS and not self._ask("shows", section, id_):
            return ()
        ids: Sequence[str] = self._ask("ids", section, id_, language.value)
        return ids

    def __iter__(self) -> Iterator[tuple[str, Language]]:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError
