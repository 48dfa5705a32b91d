"""Nodes that few edits touch: addresses, competitions, pictures, cards, data, forms, the index of search.

They are imported with the first of them that has to be made anew.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from builder.config import FILE
from builder.diagnostics import Location, Outcome, finding
from builder.frozen import replace
from builder.graph.store import StoreError
from builder.graph.values import digest, dumps
from builder.model.language import Language
from builder.model.showcase import Award, Call, Edition, Event, Honour, Subject, honours, named_by, trophies
from builder.nodes.core import BATCH, MACHINE, FileRow, FileRows, Nodes
from builder.pages import open_data, tables
from builder.pages import plan as planning
from builder.pages import search as searching
from builder.pages.calls import FORMS, MARKDOWN, call_state
from builder.pages.calls import SECTION as CALLS
from builder.pages.cards import share_card
from builder.pages.competition_data import results_csv, results_json
from builder.pages.entry_forms import entry_form
from builder.pages.exports import DataRow, data_rows, practices_csv, practices_json, sitemap_pages
from builder.pages.finding import LIMIT, finding_index, index_url
from builder.pages.frame import frame
from builder.pages.insight import CROSSINGS, table_csv, table_url
from builder.pages.insight import SEGMENT as INSIGHT
from builder.pages.links import record_addresses
from builder.pages.offline import OFFLINE
from builder.pages.page import Page
from builder.pages.page import Place as Address
from builder.pages.share import SITE, card_path, site_card
from builder.pages.site_files import site_files
from builder.pages.taxonomies import KINDS
from builder.pages.urls import output_path, url
from builder.pages.views import Frame, Picture, ShareCard
from builder.render.bodies import DATA_URLS, text_urls
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
from builder.render.worker import farewell, service_worker
from builder.search.parts import MANY, Group, Part, groups, part
from builder.sources.discover import PICTURE_SUFFIXES
from builder.sources.emblems import EMBLEM_FOLDERS, is_emblem
from builder.sources.link_competitions import link_award, link_call, link_edition, link_event
from builder.sources.linker import Known
from builder.text.wording import words_for
from builder.workshop.shop import Job, Workshop

T = TypeVar("T")


class RareNodes:
    """The functions of these nodes; `core` are those of all others."""

    def __init__(self, core: Nodes) -> None:
        self.core = core
        self.ask = core.ask

    @cached_property
    def workshop(self) -> Workshop:
        return self.core.open_workshop()

    def _linked(self, folder: str, id_: str, link: Callable[[Any, Known], Outcome[T]]) -> T | None:
        """A record with what it names, where there is one."""
        item = self.ask("record", folder, id_)
        return None if item is None else self.core.told(link(item, self.core.known))

    def award(self, id_: str) -> Award | None:
        return self._linked("awards", id_, link_award)

    def edition(self, id_: str) -> Edition | None:
        return self._linked("editions", id_, link_edition)

    def call(self, id_: str) -> Call | None:
        return self._linked("calls", id_, link_call)

    def event(self, id_: str) -> Event | None:
        return self._linked("events", id_, link_event)

    def edition_ids(self) -> tuple[str, ...]:
        return tuple(id_ for id_ in self.ask("record-ids", "editions") if self.ask("edition", id_) is not None)

    def honours(self) -> dict[str, tuple[Honour, ...]]:
        return honours(self.core.showcase.editions.values())

    def trophies(self) -> dict[str, tuple[Honour, ...]]:
        return trophies(self.core.showcase.editions.values(), self._listed_communities)

    def _listed_communities(self, slug: str) -> tuple[str, ...]:
        marks = self.ask("marks", slug)
        return () if marks is None or marks.withdrawn else marks.communities

    def named_by(self) -> dict[Subject, tuple[Subject, ...]]:
        shown = self.core.showcase
        return named_by(shown.awards, shown.editions, shown.calls, shown.events)

    def picture(self, path: str) -> tuple[tuple[FileRow, ...], Picture]:
        """The files of a picture, and how pages show it."""
        self.core.graph.depend(path)
        job = self._picture_job(path)
        entry = self.workshop.made(job)
        if entry is None:
            self.core.graph.report([finding("V930", Location(path=path))])
            return (), UNFIT
        if entry.key != job.key:
            self.core.graph.inputs.moved.add(path)
        self.core.graph.report(findings_of(path, entry))
        files = [(target, file.sha256, file.size) for file, target in output_paths(path, entry)]
        return tuple(files), shown_picture(path, entry, self.core.base.prefix)

    def _picture_job(self, path: str) -> Job:
        key_of, make = (emblem_key, make_emblem) if is_emblem(path) else (picture_key, make_picture)
        return Job(key_of(self.core.graph.inputs.digest_of(path), Path(path).suffix), make, (self.core.root / path,))

    def share_card(self, language: str, slug: str) -> FileRow:
        """The card for networks of a practice, or of the site."""
        card = self._share_card(language, slug)
        entry = self.workshop.made(self._card_job(card))
        assert entry is not None  # noqa: S101  # nothing foreign is read
        return card_path(Language(language), slug, card), entry.files[0].sha256, entry.files[0].size

    def _share_card(self, language: str, slug: str) -> ShareCard:
        if slug == SITE:
            return site_card(self.ask("settings"), words_for(Language(language)))
        return share_card(self.core.context(Language(language)), slug)

    def _card_job(self, card: ShareCard) -> Job:
        return Job(card_key(card), make_card, (card,))

    def shared(self) -> tuple[tuple[str, str], ...]:
        """(language, slug) of every card, where the site has any."""
        if not self.ask("settings").features.cards:
            return ()
        listed = ((slug, self.ask("marks", slug).languages) for slug in self.ask("order", "listed"))
        own = [(language.value, slug) for slug, languages in listed for language in languages]
        return (*((language.value, SITE) for language in self.ask("languages")), *own)

    def make_pictures_ahead(self) -> None:
        """All that stand in content/, before anyone knows which are published: nearly all are."""
        suffixes, files = tuple(PICTURE_SUFFIXES), sorted(self.core.graph.inputs.places)
        paths = [path for path in files if path.startswith("content/") and path.lower().endswith(suffixes)]
        self.workshop.make_ahead([*map(self._picture_job, paths)], self.core.progress)

    def made_ahead(self) -> None:
        """Pictures and cards at once, on all cores, before they are asked for one after the other."""
        paths = self.ask("published-pictures")
        for path in paths:
            self.core.graph.depend(path)
        cards = [self._card_job(self._share_card(*key)) for key in self.ask("shared")]
        self.workshop.make_ahead([*map(self._picture_job, paths), *cards], self.core.progress)

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
        self.core.graph.depend("assets/")
        made = static_files(self.core.root, self.ask("settings").theme)
        entries = tuple(self.core.publish(file) for file in made.files)
        return replace(made, files=()), entries

    def finding(self, language: str) -> FileRow:
        """The index by which a browser narrows the list of practices."""
        spoken = Language(language)
        return self.core.publish(OutputFile(output_path(index_url(spoken)), finding_index(self.core.context(spoken))))

    def table(self, language: str, name: str) -> FileRow:
        """A table of the owner's page."""
        spoken = Language(language)
        return self.core.publish(
            OutputFile(output_path(table_url(spoken, name)), table_csv(self.core.context(spoken), name))
        )

    def takes_entries(self, id_: str) -> bool:
        """Whether a call is not over yet on the day of the build."""
        shown = self.core.showcase
        call = shown.calls.get(id_)
        return call is not None and not call_state(self.core.context(self.ask("languages")[0]), call).is_over

    def entry_form(self, id_: str, language: str, name: str) -> FileRow:
        """The form for an entry to a call, to fill in on paper or on a computer."""
        spoken = Language(language)
        form = entry_form(words_for(spoken), self.core.showcase.calls[id_])
        made = entry_markdown(form) if name == MARKDOWN else entry_document(form)
        return self.core.publish(OutputFile(output_path(url(spoken, CALLS, id_) + name), made))

    def frame(self, language: str) -> Frame:
        return frame(self.core.showcase, words_for(Language(language)), self.core.base, self.ask("static")[0])

    def data(self, path: str) -> FileRow:
        return self.core.publish(OutputFile(path, self._data(path)))

    def data_rows(self, number: str) -> tuple[str, str]:
        """A part of the rows of practices, so that an edit puts together its part only."""
        start = int(number) * BATCH
        slugs = self.ask("order", "listed")[start : start + BATCH]
        joined = data_rows([DataRow(*self.ask("data-row", slug)) for slug in slugs])
        return joined.json, joined.csv

    def _data(self, path: str) -> bytes:
        site, languages = self.ask("settings"), self.ask("languages")
        if path in (tables.PRACTICES_CSV, tables.PRACTICES_JSON):
            batches = range(0, self.ask("total", "listed"), BATCH)
            rows = [DataRow(*self.ask("data-rows", str(start // BATCH))) for start in batches]
            return practices_csv(rows) if path == tables.PRACTICES_CSV else practices_json(site, rows)
        if path in (tables.RESULTS_CSV, tables.RESULTS_JSON):
            return (results_csv if path == tables.RESULTS_CSV else results_json)(self.core.showcase, self.core.base)
        if path == tables.REGIONS_GEOJSON:
            return open_data.regions_geojson(self.core.taxonomies["regions"], self.core.base, languages)
        if path == tables.PACKAGE:
            files = [open_data.Described(*self.ask("data", other)) for other in tables.FILES if other != path]
            words = {spoken: words_for(spoken) for spoken in languages}
            return open_data.datapackage(site, self.core.base, words, files)
        section = next(name for name in KINDS if path == tables.table_path(name))
        return open_data.terms_csv(self.core.taxonomies[section], self.core.base, languages)

    def site_files(self) -> tuple[FileRow, ...]:
        """Manifests and security.txt."""
        made = site_files(self.ask("settings"), self.core.base, self.ask("static")[0].icons)
        return tuple(self.core.publish(OutputFile(path, content)) for path, content in made.items())

    def worker(self) -> FileRow:
        """The service worker, or what takes an earlier one away."""
        static, files = self.ask("static")
        if not self.ask("settings").features.offline:
            return self.core.publish(farewell(static.workers["farewell"], self.core.base))
        page = self.ask("page", self.ask("languages")[0].value, "offline")
        return self.core.publish(
            service_worker(static.workers["worker"], self.core.base, files, page or (OFFLINE, "", 0))
        )

    def found_keys(self, language: str, kind: str) -> tuple[tuple[str, ...], ...]:
        """The names of what can be found: practices, or all other pages."""
        context = self.core.context(Language(language))
        return tuple(searching.page_keys(context) if kind else searching.practice_keys(context))

    def found_record(self, language: str, *key: str) -> searching.Record:
        return searching.record(self.core.context(Language(language)), *key)

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
            self.core.graph.report([many])
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

    def addresses(self) -> tuple[Address, ...]:
        return self.core.told(planning.places(self.core.showcase, self.core.taxonomies))

    def keys(self) -> tuple[tuple[str, ...], ...]:
        """The names of all pages, in the order of the plan."""
        planned = [(place.language.value, *place.key) for place in self.ask("addresses")]
        return (*planned, *((MACHINE, page.url) for page in self.machine_pages()))

    def machine_page(self, url: str) -> Page:
        """The page for machines at an address."""
        return next(page for page in self.machine_pages() if page.url == url)

    def machine_pages(self) -> Iterator[Page]:
        return sitemap_pages(self.core.base, self.ask("addresses"))

    def urls(self) -> dict[str, None]:
        """Every address that a link may name from the root."""
        languages = self.ask("languages")
        terms = [(section, id_) for section in KINDS for id_ in self.ask("terms", section)]
        addresses: list[tuple[str, ...]] = [(), ("practices",), (INSIGHT,), *((section,) for section in KINDS), *terms]
        addresses.extend(record_addresses(self.core.showcase))
        shared = {url(language, *parts) for language in languages for parts in addresses}
        return dict.fromkeys(sorted({*shared, *text_urls(self.core.showcase), *DATA_URLS}))

    def published_pictures(self) -> tuple[str, ...]:
        folders = [f"content/pages/{slug}" for slug in self.ask("page-ids")]
        paths = [f"{folder}/{name}" for folder in folders for name in self.core.pictures_in(folder)]
        for slug in self.ask("order", "listed"):
            paths.extend(f"content/practices/{slug}/{name}" for name in self.ask("marks", slug).pictures)
        return tuple(sorted({*paths, *self._emblems()}))

    def _emblems(self) -> set[str]:
        """Those that records name. The others are told, unless a record is faulty: it may name them."""
        named = set[str]()
        for folder in EMBLEM_FOLDERS:
            ids = self.ask("record-ids", folder)
            own = set(filter(None, (self.ask("emblem", folder, id_) for id_ in ids)))
            if len(ids) == len(self.ask("all-ids", folder)):
                there = {f"content/{folder}/{name}" for name in self.core.pictures_in(f"content/{folder}")}
                self.core.graph.report(finding("V706", Location(path=path)) for path in sorted(there - own))
            named |= own
        return named

    def empty(self, path: str) -> FileRow:
        return self.core.publish(OutputFile(path, b""))

    def other_files(self) -> FileRows:
        """All but those of pages."""
        languages = self.ask("languages")
        found: list[tuple[FileRow, tuple[str, ...]]] = [(file, ("static",)) for file in self.ask("static")[1]]
        self.core.graph.need("made-ahead")
        for path in self.ask("published-pictures"):
            found.extend((file, ("picture", path)) for file in self.ask("picture", path)[0])
        found.extend((file, ("site-files",)) for file in self.ask("site-files"))
        nodes: list[tuple[str, ...]] = [("share-card", *key) for key in self.ask("shared")]
        nodes.extend(("data", path) for path in tables.FILES)
        if 0 < self.ask("total", "listed") <= LIMIT:
            nodes.extend(("finding", language.value) for language in languages)
        nodes.extend(("table", language.value, name) for language in languages for name in CROSSINGS)
        open_calls = [id_ for id_ in self.ask("record-ids", "calls") if self.ask("takes-entries", id_)]
        nodes.extend(
            ("entry-form", id_, lang.value, name) for id_ in open_calls for lang in languages for name in FORMS
        )
        nodes.extend([("worker",), ("empty", ".nojekyll")])
        return (*found, *((self.ask(*node), node) for node in nodes))
