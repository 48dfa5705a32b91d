"""The plan: every page of the site, known before anything is rendered.

First come the addresses (`places`), then for each the page that stands there (`page_at`).
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product

from builder.diagnostics import Diagnostic, Location, Outcome, finding
from builder.frozen import Frozen
from builder.model.language import Language
from builder.model.showcase import Call, Edition, Event, Practice, Showcase
from builder.pages import views
from builder.pages.badges import awarded, badge_file
from builder.pages.calls import CALENDAR as CALL_CALENDAR
from builder.pages.calls import SECTION as CALLS
from builder.pages.cards import SECTION as PRACTICES
from builder.pages.context import BodyKey, Context
from builder.pages.events import CALENDAR, has_calendar
from builder.pages.events import SECTION as EVENTS
from builder.pages.exports import sitemap_pages
from builder.pages.honours import SECTION as COMPETITIONS
from builder.pages.honours import edition_segments
from builder.pages.insight import SEGMENT as INSIGHT
from builder.pages.kinds import page_at
from builder.pages.offline import OFFLINE
from builder.pages.page import Page, Place, page_count
from builder.pages.search_form import SEARCH
from builder.pages.tables import FOLDER
from builder.pages.taxonomies import FEEDS, Taxonomy, taxonomies
from builder.pages.texts import HOME
from builder.pages.urls import RESERVED_PAGES, RESERVED_SEGMENTS, Base, base_of
from builder.text.markdown import Body
from builder.text.wording import Words

NOT_FOUND = "404.html"
FOLDERS = {"donors": "organisations", "themes": "categories", "competitions": "awards"}
"""Section of the site → folder of content/, where they differ."""


class SitePlan(Frozen):
    """All pages in the order in which they are rendered and written."""

    pages: tuple[Page, ...]
    base: Base


def plan(
    showcase: Showcase,
    bodies: Mapping[BodyKey, Body],
    pictures: Mapping[str, views.Picture],
    words: Mapping[Language, Words],
    today: date,
) -> Outcome[SitePlan]:
    """Every page of every language. Two pages with one address are an error naming both sources."""
    base = base_of(showcase.site.base_url)
    groups = taxonomies(showcase)
    contexts = {
        language: Context(
            language=language,
            words=words[language],
            base=base,
            showcase=showcase,
            taxonomies=groups,
            bodies=bodies,
            pictures=pictures,
            build_day=lambda: today,
        )
        for language in showcase.site.languages
    }
    planned = places(showcase, groups)
    pages = [page_at(contexts, place) for place in planned.value]
    pages.extend(sitemap_pages(base, planned.value))
    return Outcome(SitePlan(pages=tuple(pages), base=base), planned.diagnostics)


def places(showcase: Showcase, groups: Mapping[str, Taxonomy]) -> Outcome[tuple[Place, ...]]:
    """Every address but those for machines, with what is wrong about them."""
    planned = [place for language in showcase.site.languages for place in _places_in(showcase, groups, language)]
    first = showcase.site.languages[0]
    planned.append(Place(key=("not-found",), language=first, file=NOT_FOUND, languages=(first,), listed=False))
    if showcase.site.features.offline:
        planned.append(Place(key=("offline",), language=first, file=OFFLINE[1:], languages=(first,), listed=False))
    return Outcome(tuple(planned), (*_reserved(showcase), *_collisions(planned)))


def _places_in(showcase: Showcase, groups: Mapping[str, Taxonomy], language: Language) -> Iterator[Place]:
    both, size = tuple(showcase.site.languages), showcase.site.page_size
    yield from _practices(showcase.practices, language, "practice")
    yield from _practices(showcase.withdrawn, language, "withdrawn")
    for section, taxonomy in groups.items():
        for term in taxonomy.terms.values():
            for number in range(1, page_count(len(term.practices), size) + 1):
                place = ("term", section, term.id, str(number))
                yield Place(key=place, language=language, segments=(section, term.id), number=number, languages=both)
    for section in groups:
        key = (COMPETITIONS,) if section == COMPETITIONS else ("index", section)
        yield Place(key=key, language=language, segments=(section,), languages=both)
    yield Place(key=("data",), language=language, segments=(FOLDER,), languages=both)
    yield from _editions(showcase, language)
    yield from _events(showcase, language)
    for number in range(1, page_count(len(showcase.practices), size) + 1):
        key = ("practices", str(number))
        yield Place(key=key, language=language, segments=(PRACTICES,), number=number, languages=both)
    yield Place(key=("insight",), language=language, segments=(INSIGHT,), languages=both, listed=False)
    yield from _calls(showcase, language)
    yield from _texts(showcase, language)
    yield from _moved(showcase, groups, language)
    for segments in ((), *((section, id_) for section in sorted(FEEDS) for id_ in groups[section].terms)):
        yield Place(key=("feed", *segments), language=language, segments=segments, file="feed.xml", listed=False)
    if showcase.site.features.search:
        yield Place(key=(SEARCH,), language=language, segments=(SEARCH,), languages=both)
    home = showcase.pages.get(HOME)
    source = home.texts[language].path if home and language in home.texts else ""
    yield Place(key=("home",), language=language, languages=both, source=source)


def _calls(showcase: Showcase, language: Language) -> Iterator[Place]:
    both = tuple(showcase.site.languages)
    yield Place(key=("calls",), language=language, segments=(CALLS,), languages=both)
    yield Place(key=("call-feed",), language=language, segments=(CALLS,), file="feed.xml", listed=False)
    for id_ in showcase.calls:
        segments, source = (CALLS, id_), f"content/calls/{id_}.yaml"
        yield Place(key=("call", id_), language=language, segments=segments, languages=both, source=source)
        key = ("call-calendar", id_)
        yield Place(key=key, language=language, segments=segments, file=CALL_CALENDAR, listed=False, source=source)


def _editions(showcase: Showcase, language: Language) -> Iterator[Place]:
    both = tuple(showcase.site.languages)
    for edition in showcase.editions.values():
        segments, source = edition_segments(edition), f"content/editions/{edition.id}.yaml"
        yield Place(key=("edition", edition.id), language=language, segments=segments, languages=both, source=source)
        if language is both[0]:
            for number in awarded(edition):
                file = badge_file(edition, number)
                for at in (segments, *_former_addresses(showcase, edition)):
                    key = ("badge", edition.id, str(number), "/".join(at))
                    yield Place(key=key, language=language, segments=at, file=file, listed=False, source=source)


def _events(showcase: Showcase, language: Language) -> Iterator[Place]:
    both = tuple(showcase.site.languages)
    yield Place(key=(EVENTS,), language=language, segments=(EVENTS,), languages=both)
    for event in showcase.events.values():
        segments, source = (EVENTS, event.id), f"content/events/{event.id}.yaml"
        yield Place(key=("event", event.id), language=language, segments=segments, languages=both, source=source)
        if has_calendar(event):
            key = ("event-calendar", event.id)
            yield Place(key=key, language=language, segments=segments, file=CALENDAR, listed=False, source=source)


def _practices(practices: Iterable[Practice], language: Language, kind: str) -> Iterator[Place]:
    for practice in practices:
        marks = practice.marks
        if language in marks.languages:
            yield Place(
                key=(kind, practice.slug),
                language=language,
                segments=(PRACTICES, practice.slug),
                languages=_in_order(marks.languages),
                source=_source(practice.slug, language),
                lastmod=marks.changed.isoformat(),
                listed=kind == "practice",
            )


def _in_order(languages: Iterable[Language]) -> tuple[Language, ...]:
    return tuple(sorted(languages, key=list(Language).index))


def _source(slug: str, language: Language) -> str:
    return f"content/{PRACTICES}/{slug}/index.{language.value}.md"


def _texts(showcase: Showcase, language: Language) -> Iterator[Place]:
    for slug, page in showcase.pages.items():
        if slug != HOME and language in page.texts:
            yield Place(
                key=("text", slug),
                language=language,
                segments=(slug,),
                languages=_in_order(page.texts),
                source=page.texts[language].path,
                lastmod=page.record.updated.isoformat() if page.record.updated else "",
            )


def _moved(showcase: Showcase, groups: Mapping[str, Taxonomy], language: Language) -> Iterator[Place]:
    """Every former address that leads to a present one."""
    for target, former, source in _aliased(showcase, groups, language):
        for segments in former:
            key = ("moved", "/".join(segments), "/".join(target), source)
            yield Place(key=key, language=language, segments=segments, source=source, listed=False)


Moved = tuple[tuple[str, ...], Iterable[tuple[str, ...]], str]
"""The address of a page, its former ones, and its source."""


def _aliased(showcase: Showcase, groups: Mapping[str, Taxonomy], language: Language) -> Iterator[Moved]:
    """All that has moved; pages of text live at the root."""
    for practice in (*showcase.practices, *showcase.withdrawn):
        marks = practice.marks
        if marks.aliases and language in marks.languages:
            aliases = showcase.former(PRACTICES, practice.slug, marks.aliases)
            source = _source(practice.slug, language)
            yield (PRACTICES, practice.slug), ((PRACTICES, alias) for alias in aliases), source
    for page in showcase.pages.values():
        if page.record.aliases and language in page.texts:
            aliases = showcase.former("pages", page.slug, page.record.aliases)
            yield (page.slug,), ((alias,) for alias in aliases), page.texts[language].path
    yield from _aliased_records(showcase, groups)
    yield from _aliased_editions(showcase)


def _aliased_records(showcase: Showcase, groups: Mapping[str, Taxonomy]) -> Iterator[Moved]:
    linked: Mapping[str, Mapping[str, Call | Event]] = {CALLS: showcase.calls, EVENTS: showcase.events}
    for section, records in linked.items():
        for item in records.values():
            if item.record.aliases:
                yield _aliased_record(showcase, section, item.id, item.record.aliases)
    for section, taxonomy in groups.items():
        for term in taxonomy.terms.values():
            record = getattr(term.subject, "record", None)
            if record is not None and record.aliases:
                yield _aliased_record(showcase, section, term.id, record.aliases)


def _aliased_record(showcase: Showcase, section: str, id_: str, aliases: Sequence[str]) -> Moved:
    former = showcase.former(FOLDERS.get(section, section), id_, aliases)
    return (section, id_), ((section, alias) for alias in former), ""


def _aliased_editions(showcase: Showcase) -> Iterator[Moved]:
    for edition in showcase.editions.values():
        source = f"content/editions/{edition.id}.yaml"
        yield edition_segments(edition), _former_addresses(showcase, edition), source


def _former_addresses(showcase: Showcase, edition: Edition) -> Sequence[tuple[str, ...]]:
    """An edition has moved where it has former years itself, or its award former addresses."""
    section, award, year = edition_segments(edition)
    awards = showcase.former("awards", award, showcase.awards[award].record.aliases)
    years = showcase.former("editions", edition.id, edition.record.aliases)
    return [(section, *names) for names in product((award, *awards), (year, *years))][1:]


def _reserved(showcase: Showcase) -> Iterator[Diagnostic]:
    for slug, page in showcase.pages.items():
        if slug in RESERVED_PAGES:
            yield finding("V502", Location(path=page.texts[Language.UK].path), value=slug)
    for practice in (*showcase.practices, *showcase.withdrawn):
        if practice.slug in RESERVED_SEGMENTS:
            yield finding("V502", Location(path=_source(practice.slug, Language.UK)), value=practice.slug)


def _collisions(planned: Iterable[Place]) -> Iterator[Diagnostic]:
    """Addresses that are one on a disk that knows no case."""
    taken: dict[str, Place] = {}
    for place in planned:
        url = place.url
        key = url if url.isascii() and url.islower() else unicodedata.normalize("NFC", url).casefold()
        first = taken.setdefault(key, place)
        if first is not place:
            where = [Location(path=p.source or "content") for p in (place, first)]
            yield finding("V501", where[0], related=where[1:], url=url)
