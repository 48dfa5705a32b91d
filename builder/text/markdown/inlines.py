"""Inline marks in which the engine's own patterns are slow or differ from what forges preview.

Brackets are paired once for each text, so a text of nothing but brackets costs one walk. What the
engine does well (pairing the stars of emphasis) is left to it.
"""

import re
from html import unescape
from typing import cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import HTML_RE, DelimiterProcessor, InlineProcessor
from markdown.util import ETX, INLINE_PLACEHOLDER_RE, STX, AtomicString

from builder.text.markdown.blocks import CommonBlocks, link_label
from builder.text.markdown.lines import RAW
from builder.text.markdown.unseen import without_unseen

NOTE_REFERENCE = "v-ref"
"""Tag of a reference to a footnote; its `label` names the note."""
PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
BRACKET = re.compile(r"[\[\]]")
TARGET = re.compile(
    r"\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\<]|\\.)(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.|\([^\s()]*\))*\))*)|)"
    r"""(?:\s+("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*\)""",
    re.DOTALL,
)
LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL)
REPLACED = (
    "backtick", "escape", "reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref",
    "autolink", "automail", "linebreak", "html", "entity",
)  # fmt: skip
"""The engine's patterns in whose place ours stand."""
AUTOLINK = r"<(?:([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)|([\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+))>"
_UNMARKED = str.maketrans("", "", "*_")
NOTE_LABEL = re.compile(r"\^([^\]\s]+)$")
ESCAPE = re.compile(r"\\(.)", re.DOTALL)
MARKS_IN_ALT = re.compile(r"(\*{1,3}|_{1,3})(?=\S)([^*_]+)(?<=\S)\1")

Match = tuple[Element | str | None, int | None, int | None]


_MARKS = ("`", "\\", "<", "&", "<", "![", "[", "  \n", "")
"""A mark of each pattern in the order of `register_inlines`; emphasis, the last, has two."""


class CodeSpan(InlineProcessor):
    """Backticks around code: closed by a run of as many backticks, else plain text."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        run = m[0]
        closing = re.compile(rf"(?<!`){run}(?!`)").search(data, m.end())
        if closing is None:
            return None, m.start(), m.end()
        code = data[m.end() : closing.start()].replace("\n", " ")
        if code.startswith(" ") and code.endswith(" ") and code.strip():
            code = code[1:-1]
        element = Element("code")
        element.text = AtomicString(code)
        return element, m.start(), closing.end()


class Escape(InlineProcessor):
    """A backslash before a mark makes it text; at the end of a line it breaks the line."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        if m[1] == "\n":
            return Element("br"), m.start(), m.end()
        return (m[1] if m[1] in PUNCTUATION else None), m.start(), m.end() if m[1] in PUNCTUATION else m.start() + 1


class LineBreak(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        return Element("br"), m.start(), m.end()


class Entity(InlineProcessor):
    """`&amp;` and its kin become the character they stand for."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        character = without_unseen(unescape(m[0]))
        return (None if character == m[0] else character), m.start(), m.end()


class RawHtml(InlineProcessor):
    """A tag of the author, kept as written; the finishing pass judges it."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        element = Element(RAW)
        element.text = AtomicString(restored(self.md, m[0]))
        return element, m.start(), m.end()


class Autolink(InlineProcessor):
    """`<https://…>` and `<office@…>`."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        text = restored(self.md, m[1] or m[2])
        element = Element("a", {"href": text if m[1] else f"mailto:{text}"})
        element.text = AtomicString(text)
        return element, m.start(), m.end()


class Bracketed(InlineProcessor):
    """What begins with a bracket: a link or picture with its address or by reference, a footnote's number."""

    def __init__(self, pattern: str, md: Markdown) -> None:
        super().__init__(pattern, md)
        self._paired: tuple[str, dict[int, int]] = ("", {})

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        closing = self._closing(data, m.end() - 1)
        if closing is None:
            return None, m.start(), m.end()
        text = data[m.end() : closing]
        found = self._target(data, closing + 1, text)
        if found is None:
            return self._note(m, text, closing)
        address, title, end = found
        return self.element(text, address, title), m.start(), end

    def element(self, text: str, address: str, title: str | None) -> Element:
        raise NotImplementedError

    def _note(self, m: re.Match[str], text: str, closing: int) -> Match:
        return None, m.start(), m.end()

    def _closing(self, data: str, opening: int) -> int | None:
        if self._paired[0] is not data:
            self._paired = (data, _pair_brackets(data))
        return self._paired[1].get(opening)

    def _target(self, data: str, at: int, text: str) -> tuple[str, str | None, int] | None:
        if inline := TARGET.match(data, at):
            address = inline[1] if inline[1] is not None else inline[2] or ""
            return self._address(address), self._title(inline[3]), inline.end()
        full = LABEL.match(data, at)
        label = full[1] if full and full[1].strip() else text
        reference = self.md.references.get(link_label(restored(self.md, label)))
        if reference is None:
            return None
        address, title = reference
        title_text = unescape(unescaped(title)) if title else None
        return unescape(unescaped(address)), title_text, full.end() if full else at

    def _address(self, written: str) -> str:
        """The address as meant; one in angle brackets was taken for a tag before it came here."""
        address = restored(self.md, unescaped(written))
        return address[1:-1] if address.startswith("<") and address.endswith(">") else address

    def _title(self, quoted: str | None) -> str | None:
        return None if quoted is None else restored(self.md, unescaped(quoted[1:-1]))


class Emphasis(DelimiterProcessor):
    """The engine's emphasis, but where long runs of marks lead it to cut the text in the wrong places.

    It would lose letters; there the mark stays text and pairing begins anew after it.
    """

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        found: Match = super().handleMatch(m, data)
        element, start, end = found
        if not isinstance(element, Element) or _holds_all_of(element, data[start:end]):
            return found
        self.reset()
        return None, m.start(), m.end()


class Link(Bracketed):
    ANCESTOR_EXCLUDES = ("a",)

    def element(self, text: str, address: str, title: str | None) -> Element:
        element = Element("a", {"href": address})
        if title:
            element.set("title", title)
        element.text = text
        return element

    def _note(self, m: re.Match[str], text: str, closing: int) -> Match:
        label = NOTE_LABEL.match(text)
        if label is None or label[1].casefold() not in cast(CommonBlocks, self.md.parser).notes:
            return None, m.start(), m.end()
        return Element(NOTE_REFERENCE, {"label": label[1].casefold()}), m.start(), closing + 1


class Image(Bracketed):
    def element(self, text: str, address: str, title: str | None) -> Element:
        element = Element("img", {"src": address, "alt": _without_marks(restored(self.md, text))})
        if title:
            element.set("title", title)
        return element


def register_inlines(md: Markdown) -> None:
    """Put our patterns in the place of the engine's."""
    for name in REPLACED:
        md.inlinePatterns.deregister(name)
    md.inlinePatterns.register(CodeSpan(r"(?<!`)`+", md), "code", 190)
    md.inlinePatterns.register(Escape(r"\\(.)", md), "escape", 180)
    md.inlinePatterns.register(Autolink(AUTOLINK, md), "autolink", 170)
    md.inlinePatterns.register(
        Entity(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});", md), "entity", 160
    )
    md.inlinePatterns.register(RawHtml(HTML_RE, md), "html", 150)
    md.inlinePatterns.register(Image(r"!\[", md), "image", 140)
    md.inlinePatterns.register(Link(r"\[", md), "link", 130)
    md.inlinePatterns.register(LineBreak(r" {2,}\n", md), "break", 120)
    emphasis = Emphasis("*", "strong,em", md)
    emphasis.add("_", "strong,em", smart=True)
    md.inlinePatterns.register(emphasis, "em_strong", 60)


def look_for_marks_of(md: Markdown, text: str) -> None:
    """Let the engine try only those patterns whose marks the text holds: it tries each on every piece of a text.

    An entity or an escape may hold any mark, and the engine reads some texts again after it has put that in;
    a tab becomes spaces before they are sought.
    """
    patterns = list(md.inlinePatterns)
    if not any(mark in text for mark in ("&", "\\", "\t")):
        patterns = [pattern for mark, pattern in zip(_MARKS, patterns, strict=True) if mark in text]
    md.treeprocessors["inline"].inlinePatterns = patterns  # type: ignore[attr-defined]


def restored(md: Markdown, text: str) -> str:
    """Text in which what earlier patterns took out stands again, as text."""
    if "\x02" not in text:
        return text
    stash: dict[str, Element | str] = md.treeprocessors["inline"].stashed_nodes  # type: ignore[attr-defined]

    def back(m: re.Match[str]) -> str:
        node = stash.get(m[1], "")
        return node if isinstance(node, str) else restored(md, "".join(_texts(node)))

    return INLINE_PLACEHOLDER_RE.sub(back, text)


def unescaped(text: str) -> str:
    """Text without the backslashes that made its marks plain."""
    return ESCAPE.sub(lambda m: m[1] if m[1] in PUNCTUATION else m[0], text) if "\\" in text else text


def _holds_all_of(element: Element, text: str) -> bool:
    """Whether an element consists of a text but for its marks of emphasis, and cuts nothing that was taken out."""
    parts = list(element.itertext())
    ends_with_marks = text[:1] == text[-1:] != ""
    is_cut = any(part.count(STX) != part.count(ETX) for part in parts)
    return ends_with_marks and not is_cut and "".join(parts).translate(_UNMARKED) == text.translate(_UNMARKED)


def _texts(node: Element) -> list[str]:
    if node.tag == "img":
        return [node.get("alt", "")]
    return [text for text in node.itertext()]


def _without_marks(text: str) -> str:
    return MARKS_IN_ALT.sub(r"\2", text) if "*" in text or "_" in text else text


def _pair_brackets(data: str) -> dict[int, int]:
    """The place of each bracket's closing one."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for bracket in BRACKET.finditer(data):
        if bracket[0] == "[":
            opened.append(bracket.start())
        elif opened:
            pairs[opened.pop()] = bracket.start()
    return pairs
