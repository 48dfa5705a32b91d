"""How much a body may hold, judged before conversion.

The numbers are far beyond anything written for readers. They keep a text that was made to be slow
from costing more than a second: the engine's cost grows with the square of the marks in one paragraph.
"""

import re

from builder.diagnostics import Diagnostic, finding
from builder.text.markdown.places import Places

MAX_BYTES = 200_000
MAX_MARKS = 1_500
"""Inline marks in one paragraph."""

MARK = re.compile(r"[\[\]*_`<&]|\\[\s\S]|  \n")
PARAGRAPH = re.compile(r"(?:[^\n]+(?:\n|\Z))+")


def excess(text: str, places: Places) -> Diagnostic | None:
    """The first limit that a body passes, as a finding."""
    size = len(text.encode())
    if size > MAX_BYTES:
        return finding("V450", places.at(0), size=size // 1000, limit=MAX_BYTES // 1000)
    if len(text) <= MAX_MARKS:
        return None
    for paragraph in PARAGRAPH.finditer(text):
        if paragraph.end() - paragraph.start() > MAX_MARKS and len(MARK.findall(paragraph[0])) > MAX_MARKS:
            return finding("V453", places.at(paragraph.start()), limit=MAX_MARKS)
    return None
