"""Where in the text of a body a thing stands, found without asking the engine."""

import re
from bisect import bisect_right

from builder.diagnostics import Location

_CODE = re.compile(
    r"^ {0,9}(`{3,}|~{3,})[^\n]*\n.*?(?:^[ >]*\1|\Z)|(?<!`)(`+)(?!`)(?:[^\n]|\n(?!\s*\n))+?(?<!`)\2(?!`)", re.M | re.S
)
_NOT_BREAK = re.compile(r"[^\n]")


class Places:
    """Finds written things in a text and tells their places in the file it was cut from."""

    def __init__(self, text: str, path: str, first_line: int, first_column: int) -> None:
        self._text = text
        self._path = path
        self._first = (first_line, first_column)
        self._masked: str | None = None
        self._offsets: list[int] | None = None
        self._last = (0, 0)

    @property
    def searched(self) -> str:
        """The text with code blanked out: what stands there is neither link nor tag."""
        if self._masked is None:
            marked = "`" in self._text or "~~~" in self._text
            self._masked = _CODE.sub(_blank, self._text) if marked else self._text
        return self._masked

    def offset(self, line: int) -> int:
        """Where a line of the text begins, counted from 1."""
        offsets = self._line_offsets()
        return offsets[min(max(line, 1), len(offsets)) - 1]

    def _line_offsets(self) -> list[int]:
        if self._offsets is None:
            self._offsets = [0, *(found.end() for found in re.finditer("\n", self._text))]
        return self._offsets

    def find(self, written: str, line: int) -> tuple[int, int]:
        """Start and end of what an author wrote in the block that begins on `line`.

        Equal things of one block are found one after the other. What is spelled differently in the
        text (an escaped mark, an entity) is given the place of its block.
        """
        begin = self.offset(line)
        after = self._last[1] if self._last[0] == line else begin
        at = self.searched.find(written, after) if written else -1
        if at < 0:
            at = self.searched.find(written) if written else -1
        if at < 0:
            return begin, begin
        self._last = (line, at + len(written))
        return at, at + len(written)

    def search(self, pattern: re.Pattern[str], start: int = 0) -> re.Match[str] | None:
        return pattern.search(self.searched, start)

    def at(self, start: int, end: int | None = None) -> Location:
        """The location in the file of a stretch of the text."""
        offsets = self._line_offsets()
        line = bisect_right(offsets, start) - 1
        column = start - offsets[line]
        shift = self._first[1] if line == 0 else 1
        same_line = end is not None and end > start and "\n" not in self._text[start:end]
        return Location(
            path=self._path,
            line=self._first[0] + line,
            column=column + shift,
            end_column=column + shift + end - start if same_line and end is not None else None,
        )


def _blank(m: re.Match[str]) -> str:
    return _NOT_BREAK.sub(" ", m[0])
