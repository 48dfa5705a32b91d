"""Addresses: URL from the site's root ↔ file in the output, permalink, alternates.

A *URL* here begins with `/` and knows nothing of the host or of a path prefix; `Site`
adds those where an address is printed.
"""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from builder.frozen import Frozen
from builder.model.language import Language

INDEX = "index.html"
SEARCH_INDEX = "search/pagefind"
"""Folder of the index of search, below the root of the site."""

RESERVED_PAGES = frozenset(
    {
        *("practices", "regions", "communities", "themes", "programmes", "donors", "years"),
        *("competitions", "calls", "events", "search", "insight", "data", "admin", "assets", "page", "sitemaps"),
        *("uk", "en", "404", "feed", "index"),
    }
)
"""Words that a page may not take as its slug: other things live there, or will."""

RESERVED_SEGMENTS = frozenset({"page"})
"""Words that no practice or term may take: their paginated lists live there."""


def url(language: Language, *segments: str) -> str:
    """The URL of a page: `url(EN, "practices", "x")` is `/en/practices/x/`."""
    return "/".join([language.prefix, *segments, ""])


def paginated(base: str, number: int) -> str:
    """The URL of a page of a list; the first is the list itself."""
    return base if number == 1 else f"{base}page/{number}/"


def output_path(page_url: str) -> str:
    """The file that holds a URL, relative to the output folder."""
    relative = page_url.removeprefix("/")
    return relative + INDEX if page_url.endswith("/") else relative


class Base(Frozen, kw_only=False):
    """Where the site is published: scheme and host, and the path prefix with no slash at its end."""

    origin: str
    prefix: str

    def href(self, page_url: str) -> str:
        """The address to print in a page."""
        return self.prefix + page_url

    def permalink(self, page_url: str) -> str:
        """The absolute, lasting address."""
        return self.origin + self.prefix + page_url


@lru_cache(maxsize=8)
def base_of(base_url: str) -> Base:
    parts = urlsplit(base_url)
    return Base(f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/"))


def alternates(base: Base, by_language: Iterable[tuple[Language, str]]) -> tuple[tuple[str, str], ...]:
    """hreflang pairs of a page that exists in more than one language; x-default is the Ukrainian one."""
    pairs = [(language.value, base.permalink(page_url)) for language, page_url in by_language]
    return (*pairs, ("x-default", pairs[0][1])) if len(pairs) > 1 else ()
