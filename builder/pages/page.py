"""A planned page: where it goes, which template fills it, what that template sees."""

from collections.abc import Sequence
from typing import TypeVar

from builder.frozen import Frozen
from builder.model.language import Language
from builder.pages import views
from builder.pages.context import Context
from builder.pages.urls import Base, alternates, paginated, url

T = TypeVar("T")


class Page(Frozen):
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


class Place(Frozen):
    """An address of the site, known before its page is made.

    `key` names the page: its kind, and what tells it from others of its kind. `segments` and `number` are those of
    `urls.url` and `urls.paginated`; `languages` have this page; the others are as in `Page`.
    """

    key: tuple[str, ...]
    language: Language
    segments: tuple[str, ...] = ()
    number: int = 1
    file: str = ""
    """Name of a file below the address, such as `feed.xml`; empty for a page."""
    languages: tuple[Language, ...] = ()
    source: str = ""
    lastmod: str = ""
    listed: bool = True

    @property
    def url(self) -> str:
        return self._url_in(self.language)

    def alternates(self, base: Base) -> tuple[tuple[str, str], ...]:
        return alternates(base, [(language, self._url_in(language)) for language in self.languages])

    def _url_in(self, language: Language) -> str:
        return paginated(url(language, *self.segments), self.number) + self.file


def batch_of(items: Sequence[T], number: int, size: int) -> Sequence[T]:
    """What stands on one page of a list, numbered from 1."""
    return items[(number - 1) * size : number * size]


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
