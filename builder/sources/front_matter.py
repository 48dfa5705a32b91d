"""A Markdown file's text to its located fields and its body.

python-frontmatter does the splitting through a handler of ours. Its boundary is exactly
`---`, it keeps the place of every field, and what the library would swallow or hide (a
missing close, blank lines, the body's first line) is settled before it is asked.
"""

import re
from typing import Any, cast

import frontmatter
from frontmatter.default_handlers import YAMLHandler

from builder.diagnostics import Diagnostic, Location, Outcome, finding
from builder.frozen import Frozen
from builder.located_yaml import Node, empty_node, parse

BOUNDARY = "---"
FIELDS_LINE = 2
"""The line of a file on which its fields begin."""
_CLOSE = re.compile(r"\n---(?=\n|\Z)")
_BLANK_LINES = re.compile(r"(?:[^\S\n]*\n)*(?=[^\S\n]*\S)")


class RawDocument(Frozen):
    """A file taken apart: `fields` is a mapping node made of `yaml`, `body_line` the line on which `body` begins."""

    path: str
    fields: Node
    yaml: str
    body: str
    body_line: int


class LocatingHandler(YAMLHandler):
    """Gives python-frontmatter fields that know their place: the metadata it returns are our nodes."""

    def __init__(self, path: str, yaml: str) -> None:
        super().__init__()
        self.path = path
        self.yaml = yaml
        self.found: tuple[Diagnostic, ...] = ()

    def split(self, text: str) -> tuple[str, str]:
        return self.yaml, ""  # the body is never asked for: the library would strip it

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        outcome = parse(fm, path=self.path, first_line=FIELDS_LINE)
        self.found = outcome.diagnostics
        return dict(outcome.value.items())


def split_document(text: str, *, path: str) -> Outcome[RawDocument]:
    """Take a file apart. `text` has no BOM and only `\\n` as line end; see `discover.decode`."""
    if text != BOUNDARY and not text.startswith(f"{BOUNDARY}\n"):
        return _without_fields(text, path, "V141" if not text.strip() else "V140", Location(path=path))
    close = _CLOSE.search(text)
    if close is None:
        return _without_fields("", path, "V112", _likely_end(text.split("\n"), path))
    yaml = text[len(BOUNDARY) + 1 : close.start()]
    handler = LocatingHandler(path, yaml)
    metadata, _ = frontmatter.parse(BOUNDARY, handler=handler)
    heading = _first_heading(yaml) if handler.found else None
    if heading is not None and any(item.location.line > heading for item in handler.found):
        return _without_fields("", path, "V112", Location(path=path, line=heading))
    rest = close.end() + 1
    blank_lines = _BLANK_LINES.match(text, rest)
    begin = blank_lines.end() if blank_lines else rest
    document = RawDocument(
        path=path,
        fields=Node(cast(dict[str, Node], metadata), (path, FIELDS_LINE, 1, None)),
        yaml=yaml,
        body=text[begin:],
        body_line=text.count("\n", 0, begin) + 1 if begin <= len(text) else text.count("\n") + 2,
    )
    return Outcome(document, handler.found)


def _without_fields(body: str, path: str, code: str, place: Location) -> Outcome[RawDocument]:
    document = RawDocument(path=path, fields=empty_node(path), yaml="", body=body, body_line=1)
    return Outcome(document, (finding(code, place),))


def _first_heading(yaml: str) -> int | None:
    """The blank line before a Markdown heading above the close: then that `---` may be a rule of the text."""
    lines = ["", *yaml.split("\n")]
    for number, line in enumerate(lines[1:], 2):
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
