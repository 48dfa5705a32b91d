"""Finding a practice: the facets of the list, and the index by which a browser narrows it in place.

A facet is data: what it is called and which of its values a practice bears. A value that is a term is a plain link
to its page; the others (status, measured results, «not named») are there for scripts alone. Everything is read from
the marks of practices and from their cards, so that an edit of a story costs the index nothing.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from builder.frozen import Frozen
from builder.model.language import Language
from builder.model.practice import Status
from builder.model.showcase import Marks, Showcase
from builder.pages import views
from builder.pages.cards import SECTION
from builder.pages.context import Context, in_order, practices_in_words, term_count
from builder.pages.taxonomies import KINDS, ids_of
from builder.pages.urls import url
from builder.text.wording import Words

LIMIT = 5_000
"""A larger list is not narrowed in the browser: the index would weigh more than the pages that it spares."""

NONE = "none"
"""The value of practices that bear none."""


class FacetKind(Frozen):
    """What a facet is called, and which of its values a practice bears. `section` is where the values have pages."""

    key: str
    ids: Callable[[Marks], Iterable[str]]
    section: str = ""
    values: tuple[str, ...] = ()
    """Values in their order, where no section lists them, and …"""
    named: Callable[[Words, str], str] = lambda _, value: value
    """… what they are called."""


FACETS: tuple[FacetKind, ...] = (
    *(
        FacetKind(key=kind, ids=ids_of(section), section=section)
        for section, kind in KINDS.items()
        if section != "communities"
    ),
    FacetKind(
        key="status",
        ids=lambda marks: (marks.status.value,) if marks.status is not Status.UNKNOWN else (),
        values=tuple(status.value for status in Status if status is not Status.UNKNOWN),
        named=lambda words, value: words(f"status-{value}"),
    ),
    FacetKind(
        key="results",
        ids=lambda marks: ("yes",) if marks.results else (),
        values=("yes",),
        named=lambda words, value: words(f"results-{value}"),
    ),
)
"""All facets, in the order in which they stand beside the list."""

SHORT = frozenset({"region", "award"})
"""Facets whose values stand by their short names."""

NEVER_NONE = frozenset({"results"})
"""Facets in which the lack of a value is nothing to look for."""


def index_url(language: Language) -> str:
    return url(language, SECTION) + "index.json"


def can_be_narrowed(showcase: Showcase) -> bool:
    return 0 < len(showcase.practices) <= LIMIT


def finding(context: Context) -> views.Finding | None:
    """What a script needs to narrow the list; nothing where there is no list, or too long a one."""
    if not can_be_narrowed(context.showcase):
        return None
    return views.Finding(
        index=context.base.href(index_url(context.language)),
        list=context.href(SECTION),
        size=context.showcase.site.page_size,
        plural_forms=context.words.forms("practices"),
    )


def too_many(context: Context) -> str:
    """Why the facets of a very long list cannot be combined."""
    if len(context.showcase.practices) <= LIMIT:
        return ""
    return context.words("too-many-to-narrow", n=context.words.number(LIMIT))


# The facets beside the list


def facets(context: Context) -> tuple[views.Facet, ...]:
    """Every value of every facet that some practice bears, with how many do; of a list too long to be narrowed,
    those that have a page."""
    shown = [(kind, tuple(_terms(context, kind))) for kind in FACETS if kind.section]
    if can_be_narrowed(context.showcase):
        marks = _marks(context)
        shown = [(kind, (*dict(shown).get(kind, ()), *_pageless(context, marks, kind))) for kind in FACETS]
    return tuple(
        views.Facet(key=kind.key, title=context.words(f"facet-{kind.key}"), values=values)
        for kind, values in shown
        if values
    )


def _terms(context: Context, kind: FacetKind) -> Iterator[tuple[str, views.Count]]:
    for term in in_order(context, kind.section):
        if term.practices:
            yield term.id, term_count(context, term, short=kind.key in SHORT)


def _pageless(context: Context, marks: Sequence[Marks], kind: FacetKind) -> Iterator[tuple[str, views.Count]]:
    """The values that are no terms; the lack of a value only beside others."""
    held = _held(marks, kind)
    for value in kind.values:
        if value in held:
            yield value, _count(context, kind.named(context.words, value), len(held[value]))
    if NONE in held and len(held) > 1:
        yield NONE, _count(context, context.words(f"without-{kind.key}"), len(held[NONE]))


def _count(context: Context, text: str, count: int) -> views.Count:
    number, words = context.words.number(count), practices_in_words(context, count)
    return views.Count(text=text, url="", count=count, number=number, words=words)


def _marks(context: Context) -> Sequence[Marks]:
    """Those of all practices in the order of the list."""
    return [practice.marks for practice in context.showcase.practices]


def _held(marks: Sequence[Marks], kind: FacetKind) -> dict[str, list[int]]:
    """Value → places in the list of the practices that bear it."""
    held: dict[str, list[int]] = {}
    for place, own in enumerate(marks):
        values = tuple(kind.ids(own)) or ((NONE,) if kind.key not in NEVER_NONE else ())
        for value in values:
            held.setdefault(value, []).append(place)
    return held


# The index


def finding_index(context: Context) -> bytes:
    """What a browser needs to narrow and sort the list of one language, as JSON.

    `slugs` in the order of the list, so that a place tells the page on which its card stands; `facets`: key → value
    → places; `orders`: name → all places in that order.
    """
    marks = _marks(context)
    orders = {"title": _by_title(context), "region": _by_region(context, marks)}
    index = {
        "slugs": [practice.slug for practice in context.showcase.practices],
        "facets": {kind.key: _held(marks, kind) for kind in FACETS},
        "orders": orders,
    }
    return json.dumps(index, separators=(",", ":")).encode()


def _by_title(context: Context) -> Sequence[int]:
    """The order of the Ukrainian alphabet; titles in another language than the page's come last."""
    keys = [context.title_key(practice.slug) for practice in context.showcase.practices]
    return sorted(range(len(keys)), key=keys.__getitem__)


def _by_region(context: Context, marks: Iterable[Marks]) -> Sequence[int]:
    """By the name of the first region of each in this order; in a region as in the list."""
    rank = {term.id: number for number, term in enumerate(in_order(context, "regions"))}
    first = [min(map(rank.__getitem__, own.regions)) for own in marks]
    return sorted(range(len(first)), key=first.__getitem__)
