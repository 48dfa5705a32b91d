"""A Markdown file's text to its located fields and its body.

python-frontmatter does the splitting through a handler of ours. Its boundary is exactly
`---`, it keeps the place of every field, and what the library would swallow or hide (a
missing close, blank lines, the body's first line) is settled before it is asked.
"""

from dataclasses import dataclass
from typing import Any, cast

import frontmatter
from frontmatter.default_handlers import YAMLHandler

from builder.diagnostics import Diagnostic, Location, Outcome, finding
from builder.located_yaml import Node, empty_node, parse

BOUNDARY = "---"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDocument:
    """A file taken apart: `fields` is a mapping node, `body_line` the line on which `body` begins."""

    path: str
    fields: Node
    body: str
    body_line: int


class LocatingHandler(YAMLHandler):
    """Gives python-frontmatter fields that know their place: the metadata it returns are our nodes."""

    def __init__(self, path: str, close: int) -> None:
        super().__init__()
        self.path = path
        self.close = close
        self.found: tuple[Diagnostic, ...] = ()

    def split(self, text: str) -> tuple[str, str]:
        lines = text.split("\n")
        return "\n".join(lines[1 : self.close]), "\n".join(lines[self.close + 1 :])

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        outcome = parse(fm, path=self.path, first_line=2)
        self.found = outcome.diagnostics
        return dict(outcome.value.items())


def split_document(text: str, *, path: str) -> Outcome[RawDocument]:
    """Take a file apart. `text` has no BOM and only `\\n` as line end; see `discover.decode`."""
    lines = text.split("\n")
    if lines[0] != BOUNDARY:
        return _without_fields(text, path, "V141" if not text.strip() else "V140", Location(path=path))
    close = next((n for n, line in enumerate(lines[1:], 1) if line == BOUNDARY), None)
    if close is None:
        return _without_fields("", path, "V112", _likely_end(lines, path))
    handler = LocatingHandler(path, close)
    metadata, _ = frontmatter.parse(text, handler=handler)
    heading = _first_heading(lines, close)
    if heading is not None and any(item.location.line > heading for item in handler.found):
        return _without_fields("", path, "V112", Location(path=path, line=heading))
    blank_lines = next((n for n, line in enumerate(lines[close + 1 :]) if line.strip()), 0)
    document = RawDocument(
        path=path,
        fields=Node(cast(dict[str, Node], metadata), Location(path=path, line=2)),
        # Not the library's content: it strips the first line, and with it the indentation of a code block.
        body="\n".join(lines[close + 1 + blank_lines :]),
        body_line=close + 2 + blank_lines,
    )
    return Outcome(document, handler.found)


def _without_fields(body: str, path: str, code: str, place: Location) -> Outcome[RawDocument]:
    document = RawDocument(path=path, fields=empty_node(path), body=body, body_line=1)
    return Outcome(document, (finding(code, place),))


def _first_heading(lines: list[str], close: int) -> int | None:
    """The blank line before a Markdown heading above the close: then that `---` may be a rule of the text."""
    for number, line in enumerate(lines[1:close], 2):
        if line.startswith("## ") and not lines[number - 2].strip() and number > 3:
            return number - 1
    return None


def _likely_end(lines: list[str], path: str) -> Location:
    """Where the missing `---` probably belongs: at a near miss, else at the first line that is no field."""
    for number, line in enumerate(lines[1:], 2):
        stripped = line.strip()
        near_miss = len(stripped) > 1 and set(stripped) <= set("-—–")
        if near_miss or line.startswith("#") or (not stripped and number > 2):
            return Location(path=path, line=number)
    return Location(path=path, line=len(lines))
