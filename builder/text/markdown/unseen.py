"""Characters that readers do not see but browsers obey: they go."""

import re

_UNSEEN_CLASS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed
    "\u200b\u200e\u200f\u2060\ufeff"  # spaces of no width and marks of direction; the joiners U+200C and U+200D stay
    "\u2028\u2029\u202a-\u202e\u2066-\u2069"  # separators of lines, overrides of direction
    "\ufff9-\ufffc\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff"  # anchors, what is no character, halves of one
)
UNSEEN = re.compile(f"[{_UNSEEN_CLASS}]")


REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")


def without_unseen_references(html: str) -> str:
    """HTML without numeric references to such characters: the tree would not take them as text."""
    return REFERENCE.sub(_unless_unseen, html) if "&#" in html else html


def _unless_unseen(m: re.Match[str]) -> str:
    number = int(m[1], 16) if m[1] else int(m[2][:9])
    return "" if number > 0x10FFFF or UNSEEN.match(chr(number)) else m[0]


def without_unseen(text: str) -> str:
    return UNSEEN.sub("", text)
