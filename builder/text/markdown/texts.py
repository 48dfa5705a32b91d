"""The texts of a tree, set by the typographer all at once and put back.

A quotation may begin in one element and end in another, so an element's text cannot be set alone.
"""

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

    def mark(self, mark: str) -> None:
        """Note the border of a block, the break of a line, or a thing that is not text."""
        self._parts.append(mark)

    def add(self, element: Node, text: str, tail: bool, language: str) -> None:
        """Add the text inside an element, or the one after it, in its language."""
        self._slots.append((len(self._parts), element, tail, language))
        self._parts.append(ellipsis(without_unseen(text) if self._clean else text))

    def whole(self) -> str:
        return "".join(self._parts)

    def set(self) -> int:
        """Put the texts back as they are printed; the number of words in them."""
        whole = self.whole()
        languages = {language for _, _, _, language in self._slots} & {"uk", "en"}
        versions = {language: retouch(whole, language) for language in languages}
        start, index = 0, 0
        for at, element, tail, language in self._slots:
            start += sum(map(len, self._parts[index:at]))
            index = at
            _put(element, tail, versions.get(language, whole)[start : start + len(self._parts[at])])
        words = whole.split()
        return len(words) - sum(words.count(mark) for mark in NOT_WORDS)


def _put(element: Node, tail: bool, text: str) -> None:
    if tail and text != element.tail:
        element.tail = text
    elif not tail and text != element.text:
        element.text = text
