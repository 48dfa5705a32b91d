"""Whatever stands in content/: every address once, every practice within reach, both languages alike."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from hypothesis import given, settings

from builder.model.language import Language
from builder.model.showcase import Practice, Showcase
from builder.model.site import SiteRecord
from builder.pages import insight, tables, views
from builder.pages.cards import card
from builder.pages.context import Context
from builder.pages.finding import finding_index, index_url
from builder.pages.lazy import LazyView
from builder.pages.page import Page
from builder.pages.plan import SitePlan
from builder.pages.terms import TermView
from builder.pages.urls import output_path, url
from builder.sources.read import Records
from tests.strategies import LETTERS, contents, showcases
from tests.values import EN, UK, context, linked, planned

few_plans = settings(max_examples=25)


TABLE = (".csv", ".json", ".geojson")
"""Files of data are made beside the pages."""


class Listed(NamedTuple):
    """A list of practices over all its pages."""

    first: Page
    cards: tuple[views.ListedPractice, ...]
    count: int


def plan_of(showcase: Showcase) -> SitePlan:
    outcome = planned(showcase)
    assert outcome.diagnostics == ()
    return outcome.value


def values_in(value: Any, *kinds: type[Any]) -> Iterator[Any]:
    """Every value of these kinds inside a view, with the parts that a template would ask for."""
    if isinstance(value, tuple):
        for item in value:
            yield from values_in(item, *kinds)
        return
    if isinstance(value, kinds):
        yield value
    names = getattr(value, "__struct_fields__", ())
    if isinstance(value, LazyView):
        names = [name for name in dir(value) if not name.startswith("_")]
    for name in names:
        if not isinstance(inner := getattr(value, name), str):
            yield from values_in(inner, *kinds)


FOLLOWED = (views.Link, views.Count, views.Region, views.Swatch, views.ChainLink, views.SourceItem)


def cards_on(page: Page, shown: Context) -> Iterator[views.Card]:
    """The cards of the practices that a page lists."""
    for item in values_in(page.view, views.ListedPractice):
        yield card(shown, shown.showcase.practice(item.slug))


def addresses_on(page: Page, shown: Context) -> set[str]:
    """The addresses of everything on a page that can be followed."""
    named = {item.url for item in (*values_in(page.view, *FOLLOWED), *cards_on(page, shown))}
    feeds = {address for head in values_in(page.view, views.Head) for _, address in head.feeds}
    return {address for address in named | feeds if address}


def contexts(showcase: Showcase) -> Mapping[Language, Context]:
    return {language: context(showcase, language) for language in Language}


BESIDE_THE_PLAN = {
    *(f"/{path}" for path in tables.FILES),
    *(insight.table_url(*named) for named in product(Language, insight.CROSSINGS)),
    *map(index_url, Language),
}
"""Files that pages lead to and that are made of data, not of a view."""


def pages_by_url(plan: SitePlan) -> dict[str, Page]:
    return {page.url: page for page in plan.pages}


def listed(plan: SitePlan, pages: Mapping[str, Page], first: Page) -> Listed:
    """The list that begins on a page, read as a reader does: page after page by the link to the next."""
    page = first
    cards: list[views.ListedPractice] = []
    while True:
        view = page.view
        assert isinstance(view, views.PracticesView | TermView)
        cards.extend(view.cards)
        if view.pagination is None or view.pagination.next is None:
            return Listed(first, tuple(cards), view.count)
        page = pages[view.pagination.next.url.removeprefix(plan.base.prefix)]


def slugs(cards: Sequence[views.ListedPractice]) -> list[str]:
    return [card.slug for card in cards]


def lists_that_hold(practice: Practice) -> Iterator[tuple[str, ...]]:
    """Every list that a practice must stand in."""
    yield ("practices",)
    yield from (("regions", oblast.slug) for oblast in practice.oblasts)
    yield from (("communities", place.slug) for place in practice.communities)
    yield from (("themes", category.id) for category in practice.categories)
    yield from (("programmes", programme.id) for programme in practice.programmes)
    yield from (("programmes", whole) for programme in practice.programmes for whole in programme.parents)
    yield from (("donors", donor.id) for donor in practice.donors)
    yield from (("years", str(year)) for year in practice.years)


def lists(plan: SitePlan, language: Language) -> Iterator[Listed]:
    """All lists of practices of a language."""
    pages = pages_by_url(plan)
    for page in plan.pages:
        view = page.view
        if page.language is not language or not isinstance(view, views.PracticesView | TermView):
            continue
        if view.pagination is None or view.pagination.previous is None:
            yield listed(plan, pages, page)


# Addresses


@few_plans
@given(showcases())
def test_no_two_pages_share_an_address(showcase: Showcase) -> None:
    plan = plan_of(showcase)
    keys = [unicodedata.normalize("NFC", page.url).casefold() for page in plan.pages]
    assert [key for key, times in Counter(keys).items() if times > 1] == []
    assert len({output_path(page.url).casefold() for page in plan.pages}) == len(plan.pages)


@few_plans
@given(contents(clashing=True))
def test_a_former_address_leads_to_its_practice_or_is_told_to_be_taken(content: tuple[Records, SiteRecord]) -> None:
    written = Counter(
        f"/practices/{alias}/" for document in content[0].practices for alias in document.home.record.aliases
    )
    outcome = linked(*content)
    told = Counter(item.values["url"] for item in outcome.diagnostics if item.code == "V501")
    moved = {page.url for page in plan_of(outcome.value).pages if page.kind == "moved" and page.language is UK}
    assert written == told + Counter(address for address in moved if address in written)


@few_plans
@given(showcases())
def test_every_address_in_a_view_leads_to_a_page_and_begins_with_the_prefix(showcase: Showcase) -> None:
    plan = plan_of(showcase)
    there, shown = pages_by_url(plan).keys() | BESIDE_THE_PLAN, contexts(showcase)
    for page in plan.pages:
        addresses = addresses_on(page, shown[page.language])
        followed = {urlsplit(address).path for address in addresses if "://" not in address}
        assert [address for address in followed if not address.startswith(plan.base.prefix + "/")] == []
        assert {address.removeprefix(plan.base.prefix) for address in followed} <= there, page.url


@few_plans
@given(showcases())
def test_all_27_regions_have_a_page_even_when_empty(showcase: Showcase) -> None:
    plan = plan_of(showcase)
    for language in Language:
        regions = [page for page in plan.pages if page.kind == "region" and page.language is language]
        firsts = {page.url for page in regions if "/page/" not in page.url}
        assert len(firsts) == 27


# Two languages


@few_plans
@given(showcases())
def test_alternates_name_each_other_and_x_default_is_ukrainian(showcase: Showcase) -> None:
    plan = plan_of(showcase)
    heads = {head.canonical: head for page in plan.pages for head in values_in(page.view, views.Head) if page.listed}
    for permalink, head in heads.items():
        named = dict(head.alternates)
        if not named:
            continue
        assert named[head.language] == permalink
        assert named["x-default"] == named["uk"]
        assert {address: dict(heads[address].alternates) for address in named.values()} == dict.fromkeys(
            named.values(), named
        )


@few_plans
@given(showcases())
def test_a_page_in_one_language_has_no_alternates_and_any_other_has(showcase: Showcase) -> None:
    plan = plan_of(showcase)
    by_url = pages_by_url(plan)
    for page in plan.pages:
        head = getattr(page.view, "head", None)
        if page.kind in ("moved", "not-found") or head is None:
            continue
        other = page.url.removeprefix("/en") if page.language is EN else f"/en{page.url}"
        assert bool(head.alternates) is (other in by_url), page.url


@few_plans
@given(showcases())
def test_rows_of_untranslated_practices_say_so_and_lead_to_the_ukrainian_page(showcase: Showcase) -> None:
    plan, shown = plan_of(showcase), contexts(showcase)
    texts = {practice.slug: practice.texts for practice in showcase.practices}
    for page in plan.pages:
        for row in cards_on(page, shown[page.language]):
            foreign = page.language not in texts[row.slug]
            spoken = UK if foreign else page.language
            assert row.url == plan.base.href(url(spoken, "practices", row.slug))
            assert row.lang == ("uk" if foreign else "")
            assert bool(row.note) is foreign


@few_plans
@given(showcases())
def test_lists_of_both_languages_hold_the_same_practices_in_the_same_order(showcase: Showcase) -> None:
    plan = plan_of(showcase)
    ukrainian, english = ([(slugs(item.cards), item.count) for item in lists(plan, side)] for side in (UK, EN))
    assert ukrainian == english
    assert all(len(names) == count for names, count in ukrainian)


@few_plans
@given(showcases())
def test_counts_in_indexes_and_facets_are_those_of_the_lists_they_lead_to(showcase: Showcase) -> None:
    plan = plan_of(showcase)
    totals = {plan.base.href(item.first.url): item.count for side in Language for item in lists(plan, side)}
    for page in plan.pages:
        if isinstance(page.view, views.HomeView | views.PracticesView) or page.kind == "index":
            kinds = (views.Count, views.Region, views.Swatch)
            counted = [item for item in values_in(page.view, *kinds) if item.url in totals]
            assert [item for item in counted if item.count != totals[item.url]] == [], page.url


@few_plans
@given(showcases())
def test_the_index_that_a_browser_narrows_by_agrees_with_the_lists_that_facets_lead_to(showcase: Showcase) -> None:
    plan = plan_of(showcase)
    for language in Language:
        index = json.loads(finding_index(context(showcase, language)))
        held = {plan.base.href(item.first.url): slugs(item.cards) for item in lists(plan, language)}
        view = pages_by_url(plan)[url(language, "practices")].view
        assert isinstance(view, views.PracticesView)
        for facet in view.facets:
            for id_, count in facet.values:
                narrowed = [index["slugs"][place] for place in index["facets"][facet.key][id_]]
                assert len(narrowed) == count.count
                assert narrowed == held.get(count.url, narrowed)
        assert all(sorted(order) == list(range(len(showcase.practices))) for order in index["orders"].values())


# Within reach


@few_plans
@given(showcases())
def test_every_practice_is_reached_from_every_list_it_belongs_to_and_from_no_other(showcase: Showcase) -> None:
    plan = plan_of(showcase)
    expected: dict[tuple[str, ...], set[str]] = {}
    for practice in showcase.practices:
        for segments in lists_that_hold(practice):
            expected.setdefault(segments, set()).add(practice.slug)
    for language in Language:
        found = {
            tuple(item.first.url.removeprefix(language.prefix).strip("/").split("/")): slugs(item.cards)
            for item in lists(plan, language)
        }
        assert {segments: set(names) for segments, names in found.items() if names} == expected
        assert all(len(names) == len(set(names)) for names in found.values())


@few_plans
@given(showcases())
def test_every_term_is_reached_from_its_index(showcase: Showcase) -> None:
    plan, shown = plan_of(showcase), contexts(showcase)
    indexes = [page for page in plan.pages if page.kind == "index"]
    in_indexes = {address for page in indexes for address in addresses_on(page, shown[page.language])}
    terms = {page.url for page in plan.pages if isinstance(page.view, TermView) and "/page/" not in page.url}
    assert {plan.base.href(address) for address in terms} <= in_indexes


@few_plans
@given(showcases())
def test_a_practice_without_a_period_is_listed_among_the_years_as_not_stated(showcase: Showcase) -> None:
    plan = plan_of(showcase)
    for language in Language:
        index = addresses_on(pages_by_url(plan)[url(language, "years")], context(showcase, language))
        for practice in showcase.practices:
            own = plan.base.href(url(practice.spoken(language), "practices", practice.slug))
            assert (own in index) is (not practice.years)


@few_plans
@given(showcases())
def test_withdrawn_practices_keep_a_page_and_leave_everything_else(showcase: Showcase) -> None:
    plan = plan_of(showcase)
    own = {url(side, "practices", practice.slug) for practice in showcase.withdrawn for side in practice.texts}
    pages, shown = pages_by_url(plan), contexts(showcase)
    assert {pages[address].kind for address in own} <= {"withdrawn"}
    for page in plan.pages:
        if page.kind not in ("withdrawn", "moved"):
            addresses = addresses_on(page, shown[page.language])
            assert own.isdisjoint(address.removeprefix(plan.base.prefix) for address in addresses)
        if isinstance(page.view, views.SitemapView):
            assert {plan.base.permalink(address) for address in own}.isdisjoint(row[0] for row in page.view.urls)


# Order


@few_plans
@given(showcases())
def test_lists_run_by_date_then_by_the_ukrainian_alphabet_then_by_slug(showcase: Showcase) -> None:
    def place(practice: Practice) -> tuple[int, list[int], str]:
        letters = [LETTERS.index(letter) for letter in practice.texts[UK].title]
        return -practice.record.date.toordinal(), letters, practice.slug

    order = [practice.slug for practice in sorted(showcase.practices, key=place)]
    plan = plan_of(showcase)
    for language in Language:
        for item in lists(plan, language):
            assert slugs(item.cards) == [slug for slug in order if slug in slugs(item.cards)]


# Feeds and sitemap


@few_plans
@given(showcases())
def test_feeds_and_sitemap_name_each_practice_in_the_languages_it_has(showcase: Showcase) -> None:
    plan = plan_of(showcase)
    pages = pages_by_url(plan)
    sitemap = pages["/sitemap.xml"].view
    assert isinstance(sitemap, views.SitemapView)
    in_sitemap = {row[0] for row in sitemap.urls if "/practices/practice-" in row[0]}
    in_feeds: set[str] = set()
    for language in Language:
        feed = pages[f"{language.prefix}/feed.xml"].view
        assert isinstance(feed, views.FeedView)
        in_feeds |= {entry.permalink for entry in feed.entries}
        for page in plan.pages:
            if isinstance(page.view, views.FeedView) and page.language is language:
                assert set(page.view.entries) <= set(feed.entries)
    own = {
        plan.base.permalink(url(language, "practices", practice.slug))
        for practice in showcase.practices
        for language in practice.texts
    }
    assert in_sitemap == in_feeds == own


@few_plans
@given(showcases())
def test_the_sitemap_names_every_page_that_readers_should_find(showcase: Showcase) -> None:
    plan = plan_of(showcase)
    sitemap = pages_by_url(plan)["/sitemap.xml"].view
    assert isinstance(sitemap, views.SitemapView)
    unlisted = {"withdrawn", "moved", "not-found", "feed", "machine", "insight"}
    expected = [plan.base.permalink(page.url) for page in plan.pages if page.kind not in unlisted]
    assert [row[0] for row in sitemap.urls] == expected
