"""The form that leads to the page of search, for the pages where readers look for something."""

from builder.pages import views
from builder.pages.context import Context

SEARCH = "search"


def search_form(context: Context, label: str) -> views.SearchForm | None:
    """The form with this label; none where the site has no search."""
    if not context.showcase.site.features.search:
        return None
    return views.SearchForm(action=context.href(SEARCH), label=label, button=context.words("search-button"))
