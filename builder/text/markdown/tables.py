"""Tables as GitHub reads them: a row of headings, a row of hyphens, rows to the next blank line."""

import re
from xml.etree.ElementTree import Element, SubElement

from builder.text.markdown.lines import PLACE, Lines, interrupts_paragraph
from builder.text.markdown.plain import set_text

DELIMITER_ROW = re.compile(r" {0,3}\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$")
CELL_BORDER = re.compile(r"(?<!\\)\|")


def is_table(lines: Lines, at: int) -> bool:
    """Whether a header row with a delimiter row of as many cells under it stands at `lines[at]`."""
    if at + 1 >= len(lines) or "-" not in lines[at + 1]:
        return False
    row, delimiter = lines[at], lines[at + 1]
    if ("|" not in row and "|" not in delimiter) or not DELIMITER_ROW.match(delimiter) or row.startswith("    "):
        return False
    if "|" not in delimiter and ":" not in delimiter:
        return False
    return len(_cells(row)) == len(_cells(delimiter))


def _cells(row: str) -> list[str]:
    parts = CELL_BORDER.split(row.strip(" "))
    if parts and not parts[0]:
        parts.pop(0)
    if parts and not parts[-1].strip(" "):
        parts.pop()
    return [part.strip(" ").replace("\\|", "|") for part in parts]


def append_table(parent: Element, lines: Lines, at: int, first: int) -> int:
    alignments = [_alignment(cell) for cell in _cells(lines[at + 1])]
    table = SubElement(parent, "table")
    _row(SubElement(table, "thead"), "th", _cells(lines[at]), alignments, first + at)
    at += 2
    body: Element | None = None
    while (
        at < len(lines)
        and lines[at].strip()
        and not lines[at].startswith("    ")
        and not interrupts_paragraph(lines[at])
    ):
        body = SubElement(table, "tbody") if body is None else body
        _row(body, "td", _cells(lines[at]), alignments, first + at)
        at += 1
    return at


def _alignment(delimiter: str) -> str:
    left, right = delimiter.startswith(":"), delimiter.endswith(":")
    return "center" if left and right else "left" if left else "right" if right else ""


def _row(parent: Element, tag: str, cells: list[str], alignments: list[str], place: int) -> None:
    row = SubElement(parent, "tr", {PLACE: str(place)})
    for index, alignment in enumerate(alignments):
        cell = SubElement(row, tag)
        if alignment:
            cell.set("style", f"text-align:{alignment}")
        set_text(cell, cells[index : index + 1])
