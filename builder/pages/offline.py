"""The page that a reader without a network gets where nothing is kept, in all languages at once."""

from collections.abc import Sequence

from builder.pages import views
from builder.pages.context import Context, head
from builder.pages.page import Page
from builder.pages.urls import Base

OFFLINE, WORKER = "/offline.html", "/sw.js"
"""URLs of the page and of the worker that shows it."""


def store_name(base: Base) -> str:
    """How the names of the worker's stores begin: several sites may share a host."""
    return f"vzirets {base.href('/')} "


def offline_page(contexts: Sequence[Context]) -> Page:
    first = contexts[0]
    parts = tuple(
        views.OfflinePart(
            language=context.language.value,
            heading=context.words("offline"),
            lead=context.words("offline-lead"),
            kept=context.words("offline-kept"),
        )
        for context in contexts
    )
    view = views.OfflineView(
        head=head(
            first,
            title=" · ".join(part.heading for part in parts),
            description=parts[0].lead,
            segments=(),
            languages=(first.language,),
            noindex=True,
        ),
        parts=parts,
        store=f"{store_name(first.base)}pages",
    )
    return Page(
        kind="offline",
        language=first.language,
        url=OFFLINE,
        template="pages/offline.html",
        view=view,
        listed=False,
    )
