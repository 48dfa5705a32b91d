"""Addresses that an author writes, and the names of places inside a page."""

import re

from builder.text.markdown.allowed import SCHEMES

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
OTHER_HOST = re.compile(r"[/\\]{2}")
INVISIBLE_IN_ADDRESS = re.compile(r"[\x00-\x20]+")
APOSTROPHES = re.compile(r"['’ʼ`]")
NOT_WORD = re.compile(r"[\W_]+")


def heading_id(text: str) -> str:
    """A heading as the name of a place: its words in lower case, joined by hyphens.

    Names that begin with `v-` belong to the page.
    """
    name = NOT_WORD.sub("-", APOSTROPHES.sub("", text.lower())).strip("-")
    return f"h-{name}" if name.startswith("v-") else name or "h"


def is_beside_text(src: str) -> bool:
    """Whether a picture's address stays inside the site."""
    return bool(src) and not SCHEME.match(INVISIBLE_IN_ADDRESS.sub("", src)) and not OTHER_HOST.match(src)


def may_be_linked(href: str) -> bool:
    """Whether a link may lead there: inside the site or by an allowed scheme."""
    bare = INVISIBLE_IN_ADDRESS.sub("", href)
    scheme = SCHEME.match(bare)
    return scheme[1].lower() in SCHEMES if scheme else not OTHER_HOST.match(bare)
