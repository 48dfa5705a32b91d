"""What HTML a body may hold: the list that the field guide prints and the sanitiser enforces.

`AUTHOR` is what an author may write as raw HTML. `OURS` is what finishing adds to it: classes,
ids and descriptions are ours alone. Whatever stands in neither is dropped.
"""

from collections.abc import Mapping
from functools import cache

import nh3

EVERYWHERE = frozenset({"lang"})
"""Attributes that an author may write on any tag."""

_PLAIN = (
    "p h2 h3 h4 ul li blockquote figure figcaption em strong b i code pre kbd samp sub sup br hr table caption thead "
    "tbody tfoot tr mark s small span div details summary dl dt dd cite q del ins"
)
AUTHOR: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_PLAIN.split(), frozenset[str]()),
    "a": frozenset({"href", "title", "hreflang"}),
    "abbr": frozenset({"title"}),
    "details": frozenset({"open"}),
    "img": frozenset({"src", "alt", "title"}),
    "ol": frozenset({"start"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan"}),
    "time": frozenset({"datetime"}),
}
"""Tags that an author may write, each with its own attributes."""

OURS: Mapping[str, frozenset[str]] = {
    **{tag: frozenset({"id"}) for tag in ("h2", "h3", "h4", "li")},
    "a": frozenset({"id", "rel", "aria-label"}),
    "div": frozenset({"role", "tabindex", "aria-label"}),
    "img": frozenset({"width", "height", "loading", "decoding"}),
    "section": frozenset({"aria-label"}),
    "th": frozenset({"scope"}),
}
"""Attributes that finishing adds."""

CLASSES: Mapping[str, frozenset[str]] = {
    "a": frozenset({"back"}),
    "blockquote": frozenset({"said"}),
    "div": frozenset({"gallery", "table-scroll"}),
    "figure": frozenset({"photo", "quote"}),
    "ol": frozenset({"steps"}),
    "section": frozenset({"footnotes"}),
    "span": frozenset({"nb"}),
    "sup": frozenset({"note"}),
    "table": frozenset({"table"}),
    "td": frozenset({"ta-left", "ta-center", "ta-right"}),
    "th": frozenset({"ta-left", "ta-center", "ta-right"}),
}
"""Classes that finishing adds."""

SCHEMES = frozenset({"http", "https", "mailto"})
"""Schemes of links; an address without one stays inside the site."""

DROPPED_WITH_CONTENT = frozenset(
    {
        "applet", "audio", "base", "button", "canvas", "embed", "form", "frame", "frameset", "head",
        "iframe", "input", "link", "map", "math", "meta", "noembed", "noframes", "noscript", "object",
        "option", "param", "script", "select", "style", "svg", "template", "textarea", "title", "video",
        "xmp",
    }
)  # fmt: skip
"""Tags whose content goes with them; of any other tag that is not allowed only the tag goes."""

RENAMED: Mapping[str, str] = {"h1": "h2", "h5": "h4", "h6": "h4", "strike": "s", "tt": "code"}
"""Tags that are written as another."""


@cache
def _cleaner() -> nh3.Cleaner:
    tags = {*AUTHOR, *OURS}
    attributes = {tag: {*AUTHOR.get(tag, ()), *OURS.get(tag, ()), *EVERYWHERE} for tag in tags}
    return nh3.Cleaner(
        tags=tags,
        clean_content_tags=set(DROPPED_WITH_CONTENT),
        attributes=attributes,
        allowed_classes={tag: set(names) for tag, names in CLASSES.items()},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def sanitise(html: str) -> str:
    """HTML that holds nothing but the list; sanitising it again changes nothing.

    Markup that a browser would mend differently the second time (a table inside a link inside a
    table) needs more than one turn; what does not settle is not published.
    """
    clean = _cleaner().clean
    for _ in range(4):
        cleaned = clean(html)
        if cleaned == html:
            return cleaned
        html = cleaned
    return ""
