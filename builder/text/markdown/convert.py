"""A body's Markdown to the HTML of a page, with what was found on the way."""

import re

from builder.diagnostics import Diagnostic, Outcome, finding
from builder.text.markdown import limits
from builder.text.markdown.body import Body
from builder.text.markdown.engine import NestingError, to_html, to_tree
from builder.text.markdown.finish import finish
from builder.text.markdown.places import Places
from builder.text.markdown.raw_html import drop_forbidden, parsed
from builder.text.markdown.unseen import UNSEEN, without_unseen

NOTE = re.compile(r"^[ >]*\[\^([^\]\s]+)\]:", re.MULTILINE)
NOTE_REFERENCE = re.compile(r"\[\^([^\]\s]+)\](?!:)")


def convert(text: str, *, language: str, path: str, first_line: int = 1, first_column: int = 1) -> Outcome[Body]:
    """Convert the Markdown of one body.

    The value depends on `text` and `language` alone; the rest says where the text stands in its
    file. No text ends in an exception: one beyond the limits is an empty body and a finding.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found: list[Diagnostic] = []
    if UNSEEN.search(text):
        found.append(_unseen_finding(text, Places(text, path, first_line, first_column)))
        text = without_unseen(text)
    places = Places(text, path, first_line, first_column)
    excess = limits.excess(text, places)
    if excess:
        return Outcome(Body(), (*found, excess))
    judge_html = "<" in text
    try:
        root = parsed(to_html(text)) if judge_html else to_tree(text)
        if judge_html:
            found += drop_forbidden(root, places)
        body, findings = finish(root, places, language, judge_html=judge_html)
    except NestingError as too_deep:
        return Outcome(Body(), (*found, _too_deep(places, too_deep.line)))
    except RecursionError:  # the engine's emphasis within emphasis, deeper than our own limits see
        return Outcome(Body(), (*found, _too_deep(places, 1)))
    return Outcome(body, (*found, *findings, *_unused_notes(text, places)))


def _too_deep(places: Places, line: int) -> Diagnostic:
    return finding("V452", places.at(places.offset(line)))


def _unseen_finding(text: str, places: Places) -> Diagnostic:
    """One finding for all unseen characters of a body, at the first of them."""
    characters = UNSEEN.findall(text)
    first = text.index(characters[0])
    code = f"U+{ord(characters[0]):04X}"
    return finding("V461", places.at(first, first + 1), character=code, count=len(characters))


def _unused_notes(text: str, places: Places) -> list[Diagnostic]:
    """Footnotes that nothing in the text refers to: they are not printed."""
    if "[^" not in text:
        return []
    used = {found[1].casefold() for found in NOTE_REFERENCE.finditer(places.searched)}
    return [
        finding("V464", places.at(note.start(1) - 2, note.end(1) + 1), note=note[1])
        for note in NOTE.finditer(places.searched)
        if note[1].casefold() not in used
    ]
