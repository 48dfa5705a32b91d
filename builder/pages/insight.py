"""What the collection covers and what it lacks, for those who own it: `/insight/`.

Everything is counted from the marks of practices; titles come from their cards. Only this page knows the build day.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from builder.frozen import Frozen
from builder.model.fields import PartialDate
from builder.model.language import Language
from builder.model.showcase import Marks, Practice
from builder.pages import views
from builder.pages.cards import SECTION as PRACTICES
from builder.pages.cards import card
from builder.pages.context import Context, head, in_order, practices_in_words, term_count, term_link
from builder.pages.finding import LIMIT
from builder.pages.page import Page
from builder.pages.spreadsheets import spreadsheet
from builder.pages.taxonomies import Term, ids_of
from builder.pages.urls import url

SEGMENT = "insight"
LISTED = 50
"""Practices that a list of what is to be done names; the rest are counted."""
CELLS = 4_000
"""A larger table is left to its file: no reader would find a way through it."""


class Crossing(Frozen):
    """A table of practices by two sections: `rows` down, `columns` across."""

    name: str
    rows: str
    columns: str
    narrowed: bool = False
    """Whether the list of practices can be narrowed to a cell; else a cell leads to the page of its row."""


CROSSINGS: Mapping[str, Crossing] = {
    crossing.name: crossing
    for crossing in (
        Crossing(name="regions-themes", rows="regions", columns="themes", narrowed=True),
        Crossing(name="communities-programmes", rows="communities", columns="programmes"),
    )
}
"""By the name of the file in which each can be had."""


def table_url(language: Language, name: str) -> str:
    return url(language, SEGMENT) + f"{name}.csv"


def insight_page(context: Context) -> Page:
    words = context.words
    heading, practices, today = words("section-insight"), tuple(context.showcase.practices), context.build_day()
    view = views.InsightView(
        head=head(
            context,
            title=heading,
            description=words("lead-insight"),
            segments=(SEGMENT,),
            noindex=True,
        ),
        heading=heading,
        lead=words("lead-insight"),
        day=context.day(PartialDate(today.year, today.month, today.day)),
        shares=tuple(_shares(context, practices)),
        tables=tuple(_table(context, crossing) for crossing in CROSSINGS.values()),
        tallies=tuple(_tallies(context)),
        tasks=tuple(_tasks(context, practices)),
    )
    return Page(
        kind="insight",
        language=context.language,
        url=url(context.language, SEGMENT),
        template="pages/insight.html",
        view=view,
        listed=False,
    )


# Shares


def _shares(context: Context, practices: Sequence[Practice]) -> Iterator[tuple[str, str]]:
    """(«14 із 16», what they are) pairs."""
    words, total = context.words, len(practices)
    marks = [practice.marks for practice in practices]
    every = set(context.showcase.site.languages)
    tests: Mapping[str, Callable[[Marks], bool]] = {
        words("share-translated"): lambda own: every <= set(own.languages),
        words("share-measured"): lambda own: own.results > 0,
        words("share-sourced"): lambda own: own.sourced > 0,
        words("share-current"): lambda own: not own.stale,
    }
    for what, test in tests.items():
        held = sum(map(test, marks))
        yield words("out-of", n=words.number(held), total=words.number(total)), what


# Tables


def _table(context: Context, crossing: Crossing) -> views.CrossTable:
    name = crossing.name
    rows, columns = in_order(context, crossing.rows), in_order(context, crossing.columns)
    too_large = len(rows) * len(columns) > CELLS
    return views.CrossTable(
        id=name,
        caption=context.words(f"table-{name}"),
        note=context.words("table-too-large") if too_large else "",
        corner=context.words(f"section-{crossing.rows}"),
        columns=() if too_large else tuple(_short_link(context, term) for term in columns),
        rows=() if too_large else tuple(_rows(context, crossing)),
        file=views.Link(
            text=context.words("as-csv"), url=context.base.href(table_url(context.language, crossing.name))
        ),
    )


def _short_link(context: Context, term: Term) -> views.Link:
    named = term_count(context, term, short=True)
    return views.Link(text=named.text, url=named.url, lang=named.lang)


def _rows(context: Context, crossing: Crossing) -> Iterator[views.CrossRow]:
    counts = _crossed(context, crossing)
    columns = tuple(term.id for term in in_order(context, crossing.columns))
    for term in in_order(context, crossing.rows):
        cells = []
        for column in columns:
            count = counts.get((term.id, column), 0)
            target = _cell_url(context, crossing, term.id, column)
            text = context.words.number(count)
            cells.append(views.Count(text=text, url=target, count=count, number=text, words=""))
        yield views.CrossRow(
            heading=term_link(context, term), total=term_count(context, term).number, cells=tuple(cells)
        )


def _crossed(context: Context, crossing: Crossing) -> dict[tuple[str, str], int]:
    """(row, column) → how many practices bear both."""
    rows, columns = ids_of(crossing.rows), ids_of(crossing.columns)
    counts: dict[tuple[str, str], int] = {}
    for practice in context.showcase.practices:
        marks = practice.marks
        for cell in {(row, column) for row in rows(marks) for column in columns(marks)}:
            counts[cell] = counts.get(cell, 0) + 1
    return counts


def _cell_url(context: Context, crossing: Crossing, row: str, column: str) -> str:
    if not crossing.narrowed or len(context.showcase.practices) > LIMIT:
        return context.href(crossing.rows, row)
    kinds = (context.taxonomies[section].kind for section in (crossing.rows, crossing.columns))
    query = "&".join(f"{kind}={id_}" for kind, id_ in zip(kinds, (row, column), strict=True))
    return f"{context.href(PRACTICES)}?{query}"


def table_csv(context: Context, name: str) -> bytes:
    """A table as a file for spreadsheets, whole whatever its size."""
    crossing = CROSSINGS[name]
    counts = _crossed(context, crossing)
    rows, columns = in_order(context, crossing.rows), in_order(context, crossing.columns)
    corner = context.words(f"section-{crossing.rows}")
    return spreadsheet(
        [
            (corner, *(term_link(context, term).text for term in columns)),
            *(
                (term_link(context, term).text, *(str(counts.get((term.id, column.id), 0)) for column in columns))
                for term in rows
            ),
        ]
    )


# Counts and what is to be done


def _tallies(context: Context) -> Iterator[views.Group]:
    for section in ("years", "donors"):
        terms = tuple(term_count(context, term) for term in in_order(context, section))
        if terms:
            yield views.Group(heading=context.words(f"section-{section}"), terms=terms)


def _tasks(context: Context, practices: Sequence[Practice]) -> Iterator[views.Group]:
    """What waits for the editors; a list with nothing in it says so."""
    words, today = context.words, context.build_day()
    overdue = sorted((p.marks.review_by, p.slug) for p in practices if p.marks.review_by and p.marks.review_by < today)
    late = [(context.showcase.practice(slug), words.day(day)) for day, slug in overdue if day]
    every = context.showcase.site.languages
    lacking = [(p, [lang for lang in every if lang not in p.marks.languages]) for p in practices]
    yield _task(context, words("task-overdue"), late)
    yield _task(context, words("task-stale"), [(p, _named(context, p.marks.stale)) for p in practices if p.marks.stale])
    yield _task(context, words("task-untranslated"), [(p, _named(context, lack)) for p, lack in lacking if lack])
    yield _task(context, words("task-unmeasured"), [(p, "") for p in practices if not p.marks.results])


def _named(context: Context, languages: Iterable[Language]) -> str:
    return context.words.listed([context.words.language_name(language.value) for language in languages])


def _task(context: Context, heading: str, waiting: Sequence[tuple[Practice, str]]) -> views.Group:
    terms = []
    for practice, remark in waiting[:LISTED]:
        shown = card(context, practice)
        terms.append(views.Count(text=shown.title, url=shown.url, count=0, number="", words=remark, lang=shown.lang))
    more = len(waiting) - len(terms)
    text = context.words("nothing-to-do") if not waiting else ""
    if more:
        text = context.words("and-others", n=practices_in_words(context, more))
    return views.Group(heading=heading, terms=tuple(terms), text=text)
