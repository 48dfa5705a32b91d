"""A finished tree as HTML that is safe to publish, written as the sanitiser would write it.

The sanitiser reads and writes a whole body anew, which costs as much as making it. It is not asked where it could
change nothing: where no tag is the author's (the text has no `<`), and every tag, attribute, class and address
written here is on its own list. That is judged while writing, element by element; whatever is not on the list, or
whose spelling might be mended, sends the body to the sanitiser. The list has no tag whose content a browser reads
in another way (script, style, svg), so that escaped text stays text in whatever order the tags stand.
"""

import re
from html import escape

from builder.text.markdown.allowed import AUTHOR, CLASSES, EVERYWHERE, OURS, sanitise
from builder.text.markdown.tree import Node
from builder.text.markdown.typography import unbroken
from builder.text.markdown.unseen import without_unseen

VOID = frozenset({"br", "hr", "img"})
CODE = frozenset({"pre", "code", "kbd", "samp"})
"""Tags whose text stands as it was typed."""
ALLOWED = {tag: frozenset({*AUTHOR.get(tag, ()), *OURS.get(tag, ()), *EVERYWHERE}) for tag in {*AUTHOR, *OURS}}
ADDRESSES = frozenset({"href", "src"})
PLAIN_ADDRESS = re.compile(
    r"https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}(?:[/?#][^\x00-\x20\x7f<>\"\s]*)?"
    r"|(?!//)[^\x00-\x20\x7f<>\":\\\s]*"
)
"""An address that the sanitiser takes as it is: of a host with a plain name, or inside the site."""


def printed(root: Node, *, judge_html: bool) -> str:
    """HTML of everything inside `root`; `judge_html` says that an author may have written tags of it."""
    writer = _Writer()
    for child in root:
        writer.write(child)
    html = "".join((_shown(root.text or ""), *writer.parts)).replace("\u00a0", "&nbsp;")
    if judge_html or "\x02" in html or "\x03" in html:  # by which the engine marks places, and may lose one
        html = without_unseen(html)
    return html if writer.sure and not judge_html else sanitise(html)


class _Writer:
    """Writes elements; `sure` as long as all that it wrote is on the list."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.sure = True

    def write(self, element: Node, *, as_typed: bool = False) -> None:
        """An element with the text after it; `as_typed` inside code. Its depth was bounded by the walk before."""
        tag, write = element.tag, self.parts.append
        allowed = ALLOWED.get(tag)
        if allowed is None:
            self.sure, allowed = False, frozenset()
        write(f"<{tag}{self._attributes(element, tag, allowed)}>" if element.keys() else f"<{tag}>")
        if tag not in VOID:
            inside = as_typed or tag in CODE
            if text := element.text:
                write(_escaped(text) if inside else _shown(text))
            for child in element:
                self.write(child, as_typed=inside)
            write(f"</{tag}>")
        if tail := element.tail:
            write(_escaped(tail) if as_typed else _shown(tail))

    def _attributes(self, element: Node, tag: str, allowed: frozenset[str]) -> str:
        written = ""
        for name, value in element.items():
            if not _is_sure(tag, name, value, allowed):
                self.sure = False
            quoted = _escaped(value).replace('"', "&quot;")
            written += f' {name}="{quoted}"'
        return written


def _is_sure(tag: str, name: str, value: str, allowed: frozenset[str]) -> bool:
    if name == "class":
        return value in CLASSES.get(tag, ())
    if name not in allowed or "<" in value or ">" in value:
        return False
    return name not in ADDRESSES or PLAIN_ADDRESS.fullmatch(value) is not None


def _shown(text: str) -> str:
    return unbroken(_escaped(text))


def _escaped(text: str) -> str:
    return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text
