"""Texts whose inline marks are plain: `**strong**`, `*emphasis*`, `[words](address)`, none inside another.

Nearly all texts are. They are read here at once, as the engine would read them; the engine, made for marks of any
kind in each other, takes ten times as long and is left to the others. A text is atomic when nothing is left to read.
"""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

MARKS = ("*", "[", "_", "&", "<", "`", "\\", "  \n")
"""What may begin an inline mark, the most common first."""
# A pattern that begins with the characters it looks for is sought fast. The engine asks no more of stars that
# stand in pairs.
PLAIN = re.compile(
    r"[*\[](?:(?<=\*)(?<!\*\*)(\*?)(?![\s*])([^*]+)(?<!\s)\*\1(?!\*)"
    r"|(?<=\[)(?<!!\[)([^\[\]]+)\]\(([^\s()<>\[\]\\`&*]+)\))"
)
GROUPS = PLAIN.groups + 1
"""What a split by them gives for each: its groups, and the text after it."""
EMPHASIS = {"": "em", "*": "strong"}
"""By the second star."""


def set_text(element: Element, lines: Iterable[str]) -> None:
    """Give an element the text of a paragraph, with elements for its marks where all of them are plain."""
    text = "\n".join([line.lstrip(" \x03") for line in lines]).rstrip(" ")
    if not _has_marks(text):
        element.text = AtomicString(text)
        return
    before, *parts = PLAIN.split(text)
    marked = [parts[start : start + GROUPS] for start in range(0, len(parts), GROUPS)]
    words = [before, *(part for _, inside, label, _, after in marked for part in (inside or label, after))]
    if _has_marks("\0".join(words)):
        element.text = text
        return
    element.text = AtomicString(before)
    for star, inside, label, address, after in marked:
        child = SubElement(element, "a", {"href": address}) if label else SubElement(element, EMPHASIS[star])
        child.text, child.tail = AtomicString(inside or label), AtomicString(after)


def _has_marks(text: str) -> bool:
    return any(mark in text for mark in MARKS)


def is_read(root: Element) -> bool:
    """Whether no text holds marks that are still to be read."""
    texts = (text for element in root.iter() for text in (element.text, element.tail))
    return all(not text or isinstance(text, AtomicString) for text in texts)
