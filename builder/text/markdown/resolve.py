"""Final addresses in a converted body: a cheap step after the costly one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape

from builder.text.markdown.words import word

ADDRESS = re.compile(r'<(?:a href|img src)="([^"]*)"( title="[^"]*")?')


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTarget:
    """Where a link leads; `hreflang` when the page is in the other language than the text, which is then said."""

    url: str
    hreflang: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageTarget:
    """A published picture: its address and its size in pixels."""

    url: str
    width: int
    height: int


def resolve(html: str, hrefs: Mapping[str, str | LinkTarget], images: Mapping[str, ImageTarget]) -> str:
    """The HTML of a body with the addresses in it, as written, replaced by those given for them."""
    if not hrefs and not images:
        return html

    def final(m: re.Match[str]) -> str:
        written = unescape(m[1])
        if m[0].startswith("<a"):
            return _link(hrefs[written], m[2] or "") if written in hrefs else m[0]
        return _image(images[written]) + (m[2] or "") if written in images else m[0]

    return ADDRESS.sub(final, html)


def _link(target: str | LinkTarget, title: str) -> str:
    if isinstance(target, str):
        return f'<a href="{escape(target)}"{title}'
    if target.hreflang is None:
        return f'<a href="{escape(target.url)}"{title}'
    reader = "uk" if target.hreflang == "en" else "en"
    note = title or f' title="{escape(word(f"page_in_{target.hreflang}", reader))}"'
    return f'<a href="{escape(target.url)}" hreflang="{escape(target.hreflang)}"{note}'


def _image(target: ImageTarget) -> str:
    return f'<img src="{escape(target.url)}" width="{target.width}" height="{target.height}"'
