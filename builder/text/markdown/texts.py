"""The texts of a body in one piece: set at once, then put back.

A quotation may begin in one element and end in another, so an element's text cannot be set alone.
"""

from itertools import accumulate

from builder.text.markdown.tree import Node
from builder.text.markdown.typography import OBJECT, ellipsis, retouch
from builder.text.markdown.unseen import without_unseen

NOT_WORDS = ("—", "–", "-", OBJECT)


class Texts:
    """Texts in the order of the page, with marks for what stands between them."""

    def __init__(self, *, clean: bool) -> None:
        self._clean = clean
        self._parts: list[str] = []
        self._slots: list[tuple[int, Node, bool, str]] = []
        self._languages: set[str] = set()

    def mark(self, mark: str) -> None:
        """Note the border of a block, the break of a line, or a thing that is not text."""
        self._parts.append(mark)

    def add(self, element: Node, text: str, tail: bool, language: str) -> None:
        """Add the text inside an element, or the one after it, in its language."""
        self._slots.append((len(self._parts), element, tail, language))
        self._languages.add(language)
        if self._clean:
            text = without_unseen(text)
        self._parts.append(ellipsis(text) if "..." in text else text)

    def whole(self) -> str:
        return "".join(self._parts)

    def set(self) -> int:
        """Put the texts back as they are printed; the number of words in them."""
        whole = self.whole()
        versions = {
            language: retouch(whole, language) if language in ("uk", "en") else whole for language in self._languages
        }
        places = list(accumulate(map(len, self._parts), initial=0))
        for at, element, tail, language in self._slots:
            text = versions[language][places[at] : places[at + 1]]
            if tail:
                element.tail = text
            else:
                element.text = text
        words = whole.split()
        return len(words) - sum(words.count(mark) for mark in NOT_WORDS if mark in whole)
