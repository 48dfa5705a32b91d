"""Final addresses in a converted body: a cheap step after the costly one."""

import re
from collections.abc import Mapping
from html import escape, unescape

from builder.frozen import Frozen
from builder.text.markdown.words import word

ATTRIBUTES = r'((?: [a-z]+="[^"]*")*)'
TARGET = re.compile(rf'<a href="([^"]*)"( title="[^"]*")?|<img src="([^"]*)"{ATTRIBUTES}>|<div class="gallery">|</div>')
FIGURE = re.compile(
    rf'(<figure class="photo"><img src="([^"]*)"{ATTRIBUTES}>)(?:<figcaption>(.*?)</figcaption>)?</figure>', re.DOTALL
)
IN_STORY = "(min-width: 68em) 36rem, (min-width: 60em) 54vw, (min-width: 40em) 36rem, 92vw"
"""How wide a picture is shown in the column of a story; see photo.css."""
IN_GALLERY = "(min-width: 40em) 17.5rem, (min-width: 30em) 45vw, 92vw"
"""Two stand in a row, the last of an odd number alone."""


class LinkTarget(Frozen):
    """Where a link leads; `hreflang` when the page is in the other language than the text, which is then said."""

    url: str
    hreflang: str | None = None


class ImageTarget(Frozen):
    """A published picture: its address, its size in pixels, and the same in better formats.

    `versions` are (type, srcset) pairs; `credit_html` is printed with it where it stands as a figure.
    """

    url: str
    width: int
    height: int
    versions: tuple[tuple[str, str], ...] = ()
    credit_html: str = ""


def resolve(html: str, hrefs: Mapping[str, str | LinkTarget], images: Mapping[str, ImageTarget]) -> str:
    """The HTML of a body with the addresses in it, as written, replaced by those given for them."""
    if not hrefs and not images:
        return html

    left = alone = 0

    def final(m: re.Match[str]) -> str:
        nonlocal left, alone
        if m[0].startswith("<a"):
            written = unescape(m[1])
            return _link(hrefs[written], m[2] or "") if written in hrefs else m[0]
        if m[0].startswith("<img"):
            written = unescape(m[3])
            sizes = IN_GALLERY if left > alone else IN_STORY
            left = max(left - 1, 0)
            return _image(images[written], m[4], sizes) if written in images else m[0]
        if m[0] != "</div>":
            left = m.string.count("<img ", m.end(), m.string.index("</div>", m.end()))
            alone = left % 2
        return m[0]

    return TARGET.sub(final, _with_credits(html, images))


def _with_credits(html: str, images: Mapping[str, ImageTarget]) -> str:
    def credited(m: re.Match[str]) -> str:
        target = images.get(unescape(m[2]))
        if target is None or not target.credit_html:
            return m[0]
        end = "" if not m[4] or m[4][-1] in ".!?…" else "."
        caption = f"{m[4]}{end} {target.credit_html}" if m[4] else target.credit_html
        return f"{m[1]}<figcaption>{caption}</figcaption></figure>"

    return FIGURE.sub(credited, html) if any(target.credit_html for target in images.values()) else html


def _link(target: str | LinkTarget, title: str) -> str:
    if isinstance(target, str):
        return f'<a href="{escape(target)}"{title}'
    if target.hreflang is None:
        return f'<a href="{escape(target.url)}"{title}'
    reader = "uk" if target.hreflang == "en" else "en"
    note = title or f' title="{escape(word(f"page_in_{target.hreflang}", reader))}"'
    return f'<a href="{escape(target.url)}" hreflang="{escape(target.hreflang)}"{note}'


def _image(target: ImageTarget, attributes: str, sizes: str) -> str:
    image = f'<img src="{escape(target.url)}" width="{target.width}" height="{target.height}"{attributes}>'
    if not target.versions:
        return image
    sources = "".join(
        f'<source type="{type_}" srcset="{escape(srcset)}" sizes="{sizes}">' for type_, srcset in target.versions
    )
    return f"<picture>{sources}{image}</picture>"
