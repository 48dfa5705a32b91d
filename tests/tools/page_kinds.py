"""The kinds of page that SPEC's addresses promise, and a page of each to look at."""

import re

from tests.tools.built_site import BuiltSite

LANGUAGES = ("uk", "en")

SECTIONS = "calls|data|insight|practices|regions|communities|themes|programmes|donors|years|search|competitions|events"
# Address within a language. A section comes before the pages in it.
KINDS = {
    "home": r"",
    "practices": r"practices/",
    "practice": r"practices/(?!page/)[^/]+/",
    "regions": r"regions/",
    "region": r"regions/[^/]+/",
    "communities": r"communities/",
    "community": r"communities/[^/]+/",
    "themes": r"themes/",
    "theme": r"themes/[^/]+/",
    "programmes": r"programmes/",
    "programme": r"programmes/[^/]+/",
    "donors": r"donors/",
    "donor": r"donors/[^/]+/",
    "years": r"years/",
    "year": r"years/[^/]+/",
    "insight": r"insight/",
    "search": r"search/",
    "data": r"data/",
    "calls": r"calls/",
    "call": r"calls/[^/]+/",
    "page": rf"(?!en/|(?:{SECTIONS})/)[^/]+/",
    "competitions": r"competitions/",
    "award": r"competitions/[^/]+/",
    "edition": r"competitions/[^/]+/[0-9]{4}/",
    "events": r"events/",
    "event": r"events/[^/]+/",
    "not-found": r"404\.html",
    "offline": r"offline\.html",
}
IN_ALL_LANGUAGES = ("not-found", "offline")
"""Kinds of which one page at the root serves every language; it stands in for another, and no link leads to it."""
# Kinds whose emptiest page is laid out unlike their fullest one.
ALSO_SPARSE = ("practice", "region", "theme", "edition", "event")

EXAMPLES = (*KINDS, *(f"sparse {kind}" for kind in ALSO_SPARSE))
BILINGUAL_KINDS = tuple(kind for kind in EXAMPLES if kind not in IN_ALL_LANGUAGES)


def pages_of(site: BuiltSite, kind: str, language: str) -> list[str]:
    """Addresses of all pages of a kind in a language, the fullest first."""
    start = site.prefix + ("" if language == "uk" or kind in IN_ALL_LANGUAGES else f"{language}/")
    pattern = re.compile(re.escape(start) + KINDS[kind])
    found = [address for address in site.addresses() if pattern.fullmatch(address)]
    return sorted(found, key=lambda address: (-_size(site, address), address))


def stands_in(address: str) -> bool:
    """Whether the page at an address is shown in the place of others."""
    return address.endswith(("/404.html", "/offline.html"))


def example(site: BuiltSite, name: str, language: str) -> str:
    """The fullest page of a kind, or for `sparse …` the emptiest."""
    kind = name.removeprefix("sparse ")
    pages = pages_of(site, kind, language)
    assert pages, f"the site has no page of the kind {kind} in {language}"
    return pages[-1] if name.startswith("sparse ") else pages[0]


def _size(site: BuiltSite, address: str) -> int:
    file = site.file(address)
    return file.stat().st_size if file else 0
