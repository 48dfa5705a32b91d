"""Index pages: all regions, communities, themes, programmes, donors, years."""

from collections.abc import Callable, Iterable, Iterator

from builder.frozen import replace
from builder.model.showcase import Category, Place
from builder.pages import views
from builder.pages.cards import card
from builder.pages.context import Context, head, in_order, region_map, term_count
from builder.pages.page import Page
from builder.pages.tables import table_path
from builder.pages.taxonomies import Taxonomy, Term
from builder.pages.urls import url


def index_pages(context: Context) -> Iterator[Page]:
    """One index for each taxonomy."""
    return (index_page(context, section) for section in context.taxonomies)


def index_page(context: Context, section: str) -> Page:
    words, taxonomy = context.words, context.taxonomies[section]
    heading = words(f"section-{section}")
    view = views.IndexView(
        head=head(
            context,
            title=heading,
            description=words(f"lead-{section}"),
            segments=(section,),
            section=section,
        ),
        kind=section,
        heading=heading,
        lead=words(f"lead-{section}"),
        groups=tuple(_GROUPS.get(section, _one_group)(context, taxonomy)),
        map=region_map(context) if section == "regions" else None,
        swatches=swatches(context) if section == "themes" else (),
        empty="" if taxonomy.terms else words("nothing-yet"),
        table=views.Link(text=words("as-table"), url=context.base.href(f"/{table_path(section)}")),
    )
    return Page(
        kind="index",
        language=context.language,
        url=url(context.language, section),
        template="pages/index.html",
        view=view,
    )


def _counts(context: Context, terms: Iterable[Term]) -> tuple[views.Count, ...]:
    return tuple(term_count(context, term) for term in terms)


def _one_group(context: Context, taxonomy: Taxonomy) -> Iterator[views.Group]:
    if taxonomy.terms:
        yield views.Group(heading="", terms=_counts(context, in_order(context, taxonomy.section)))


def _regions(context: Context, taxonomy: Taxonomy) -> Iterator[views.Group]:
    """Regions with practices first; the rest are shown calmly, not hidden."""
    terms = in_order(context, taxonomy.section)
    for key, wanted in (("regions-with-practices", True), ("regions-without-practices", False)):
        group = [term for term in terms if bool(term.practices) is wanted]
        if group:
            yield views.Group(heading=context.words(key), terms=_counts(context, group))


def _communities(context: Context, taxonomy: Taxonomy) -> Iterator[views.Group]:
    by_oblast: dict[str, list[Term]] = {}
    for term in in_order(context, taxonomy.section):
        assert isinstance(term.subject, Place)  # noqa: S101  # the taxonomy of communities
        by_oblast.setdefault(term.subject.community.oblast, []).append(term)
    for region in in_order(context, "regions"):
        if region.id in by_oblast:
            yield views.Group(heading=context.text(region.name), terms=_counts(context, by_oblast[region.id]))


def _themes(context: Context, taxonomy: Taxonomy) -> Iterator[views.Group]:
    return iter(())


def _years(context: Context, taxonomy: Taxonomy) -> Iterator[views.Group]:
    """Years, then the practices for which no source gives any."""
    yield from _one_group(context, taxonomy)
    undated = [practice for practice in context.showcase.practices if not practice.marks.years]
    if undated:
        counts = []
        for practice in undated:
            shown = card(context, practice)
            counts.append(
                views.Count(text=shown.title, url=shown.url, count=0, number="", words=shown.note, lang=shown.lang)
            )
        yield views.Group(heading=context.words("year-not-stated"), terms=tuple(counts))


_GROUPS: dict[str, Callable[[Context, Taxonomy], Iterator[views.Group]]] = {
    "regions": _regions,
    "communities": _communities,
    "themes": _themes,
    "years": _years,
}


def swatches(context: Context, current: str = "") -> tuple[views.Swatch, ...]:
    """All themes with their cloth, in alphabetical order."""
    made = context.once(_swatches)
    return tuple(replace(swatch, current=True) if swatch.id == current else swatch for swatch in made)


def _swatches(context: Context) -> tuple[views.Swatch, ...]:
    made = []
    for term in in_order(context, "themes"):
        assert isinstance(term.subject, Category)  # noqa: S101  # the taxonomy of themes
        count = term_count(context, term)
        made.append(
            views.Swatch(
                id=term.id,
                name=count.text,
                url=count.url,
                motif=term.subject.record.motif.value,
                count=count.count,
                words=count.words,
                summary=context.text(term.subject.record.summary),
            )
        )
    return tuple(made)
