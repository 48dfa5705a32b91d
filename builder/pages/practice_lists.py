"""The list of all practices, with every value of every facet as a link."""

from collections.abc import Iterator

from builder.pages import views
from builder.pages.cards import SECTION, cards
from builder.pages.context import Context, head, practices_in_words
from builder.pages.finding import facets, finding, too_many
from builder.pages.page import Page, batch_of, page_count, pagination
from builder.pages.search_form import search_form
from builder.pages.urls import paginated, url


def practices_pages(context: Context) -> Iterator[Page]:
    total = page_count(len(context.showcase.practices), context.showcase.site.page_size)
    return (practices_list_page(context, number) for number in range(1, total + 1))


def practices_list_page(context: Context, number: int) -> Page:
    """One page of the list, numbered from 1."""
    practices, words = context.showcase.practices, context.words
    total = page_count(len(practices), context.showcase.site.page_size)
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
        cards=cards(batch_of(practices, number, context.showcase.site.page_size)),
        facets=context.once(facets),
        pagination=pagination(context, (SECTION,), number, total),
        finding=finding(context),
        too_many=too_many(context),
        search=search_form(context, words("search-question")),
    )
    return Page(
        kind="practices",
        language=context.language,
        url=paginated(url(context.language, SECTION), number),
        template="pages/practices.html",
        view=view,
    )
