"""The plan: every page of the site, known before anything is rendered."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.diagnostics import Diagnostic, Location, Outcome, finding
from builder.model.language import Language
from builder.model.showcase import Showcase
from builder.pages import views
from builder.pages.context import BodyKey, Context
from builder.pages.exports import feed_pages, sitemap_pages
from builder.pages.indexes import index_pages
from builder.pages.page import Page
from builder.pages.practice_lists import practices_pages
from builder.pages.practices import practice_page
from builder.pages.taxonomies import taxonomies
from builder.pages.terms import term_pages
from builder.pages.texts import HOME, home_page, moved_pages, not_found_page, text_page, withdrawn_page
from builder.pages.urls import RESERVED_PAGES, RESERVED_SEGMENTS, Base, base_of
from builder.text.markdown import Body
from builder.text.wording import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """All pages in the order in which they are rendered and written."""

    pages: tuple[Page, ...]
    base: Base


def plan(
    showcase: Showcase,
    bodies: Mapping[BodyKey, Body],
    pictures: Mapping[str, views.Picture],
    words: Mapping[Language, Words],
) -> Outcome[SitePlan]:
    """Every page of every language. Two pages with one address are an error naming both sources."""
    base = base_of(showcase.site.base_url)
    groups = taxonomies(showcase)
    contexts = [
        Context(
            language=language,
            words=words[language],
            base=base,
            showcase=showcase,
            taxonomies=groups,
            bodies=bodies,
            pictures=pictures,
        )
        for language in showcase.site.languages
    ]
    pages = [page for context in contexts for page in _pages_of(context)]
    pages.append(not_found_page(contexts))
    pages.extend(sitemap_pages(base, pages))
    found = [*_reserved(showcase), *_collisions(pages)]
    return Outcome(SitePlan(pages=tuple(pages), base=base), tuple(found))


def _pages_of(context: Context) -> Iterator[Page]:
    showcase, language = context.showcase, context.language
    for practice in showcase.practices:
        if language in practice.texts:
            yield practice_page(context, practice)
    for practice in showcase.withdrawn:
        if language in practice.texts:
            yield withdrawn_page(context, practice)
    yield from term_pages(context)
    yield from index_pages(context)
    yield from practices_pages(context)
    for slug, page in showcase.pages.items():
        if slug != HOME and language in page.texts:
            yield text_page(context, page)
    yield from moved_pages(context)
    yield from feed_pages(context)
    yield home_page(context)


def _reserved(showcase: Showcase) -> Iterator[Diagnostic]:
    for slug, page in showcase.pages.items():
        if slug in RESERVED_PAGES:
            yield finding("V502", Location(path=page.texts[Language.UK].path), value=slug)
    for practice in (*showcase.practices, *showcase.withdrawn):
        if practice.slug in RESERVED_SEGMENTS:
            yield finding("V502", Location(path=practice.texts[Language.UK].path), value=practice.slug)


def _collisions(pages: list[Page]) -> Iterator[Diagnostic]:
    """Pages whose addresses are one on a disk that knows no case."""
    taken: dict[str, Page] = {}
    for page in pages:
        key = unicodedata.normalize("NFC", page.url).casefold()
        first = taken.setdefault(key, page)
        if first is not page:
            places = [Location(path=p.source or "content") for p in (page, first)]
            yield finding("V501", places[0], related=places[1:], url=page.url)
