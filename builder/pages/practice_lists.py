"""The list of all practices, with every value of every facet as a link."""

from collections.abc import Iterator
from dataclasses import replace

from builder.model.showcase import Practice
from builder.pages import views
from builder.pages.cards import SECTION, card, cards
from builder.pages.context import Context, head, practices_in_words, term_count
from builder.pages.page import Page, batch_of, page_count, pagination
from builder.pages.urls import paginated, url


def practices_pages(context: Context) -> Iterator[Page]:
    total = page_count(len(context.showcase.practices), context.showcase.site.page_size)
    return (practices_list_page(context, number) for number in range(1, total + 1))


def practices_list_page(context: Context, number: int) -> Page:
    """One page of the list, numbered from 1."""
    practices, words = context.showcase.practices, context.words
    total = page_count(len(practices), context.showcase.site.page_size)
    batch = batch_of(practices, number, context.showcase.site.page_size)
    heading = words("section-practices")
    title = heading if number == 1 else words("page-number", title=heading, n=number)
    view = views.PracticesView(
        head=head(
            context,
            title=title,
            description=words("practices-description"),
            segments=(SECTION,),
            section=SECTION,
            page=number,
        ),
        heading=heading,
        count=len(practices),
        words=practices_in_words(context, len(practices)),
        cards=cards(context, batch) if total > 1 else tuple(_faceted(context, practice) for practice in batch),
        facets=context.once(facets),
        pagination=pagination(context, (SECTION,), number, total),
        # A page of many would tell half the truth: only a whole list is filtered in the browser.
        plural_forms="" if total > 1 else words.forms("practices"),
    )
    return Page(
        kind="practices",
        language=context.language,
        url=paginated(url(context.language, SECTION), number),
        template="pages/practices.html",
        view=view,
    )


def _faceted(context: Context, practice: Practice) -> views.Card:
    """A card that the browser can filter: the ids of its terms beside it."""
    marks = practice.marks
    ids = {
        "region": marks.regions,
        "theme": marks.themes,
        "programme": marks.programmes,
        "donor": marks.donors,
        "year": marks.years,
    }
    written = tuple((facet, " ".join(values)) for facet, values in ids.items() if values)
    return replace(card(context, practice), facets=written)


def facets(context: Context) -> tuple[views.Facet, ...]:
    """Every value of every facet as a plain link to its page."""
    groups = []
    for section, taxonomy in context.taxonomies.items():
        if section == "communities":
            continue
        values = tuple(
            (term.id, term_count(context, term, short=section == "regions"))
            for term in taxonomy.terms.values()
            if term.practices
        )
        if values:
            groups.append(views.Facet(key=taxonomy.kind, title=context.words(f"facet-{taxonomy.kind}"), values=values))
    return tuple(groups)
