"""A planned page: where it goes, which template fills it, what that template sees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from builder.model.language import Language
from builder.pages import views
from builder.pages.context import Context
from builder.pages.urls import paginated, url

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One output file. `source` is the content file it comes from, for findings; empty for made pages.

    `lastmod` is the day on which its content last changed (ISO), or empty; `listed` tells
    whether search engines should know it.
    """

    kind: str
    language: Language
    url: str
    template: str
    view: views.View
    source: str = ""
    lastmod: str = ""
    listed: bool = True


def batches(items: Sequence[T], size: int) -> Iterator[tuple[int, Sequence[T]]]:
    """Pages of a list, numbered from 1; an empty list has one empty page."""
    for number, start in enumerate(range(0, max(len(items), 1), size), 1):
        yield number, items[start : start + size]


def pagination(context: Context, segments: tuple[str, ...], current: int, total: int) -> views.Pagination | None:
    """The way through a list of `total` pages; nothing where there is only one."""
    if total < 2:
        return None
    base = url(context.language, *segments)
    links = [
        views.Link(text=context.words.number(n), url=context.base.href(paginated(base, n))) for n in range(1, total + 1)
    ]
    return views.Pagination(
        current=current,
        pages=tuple(links),
        previous=links[current - 2] if current > 1 else None,
        next=links[current] if current < total else None,
    )


def page_count(items: int, size: int) -> int:
    return max(-(-items // size), 1)
