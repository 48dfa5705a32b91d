"""Judging the HTML that an author wrote into a body: what the list does not hold goes, with a finding."""

import re

from builder.diagnostics import Diagnostic, Location, finding
from builder.text.markdown.allowed import AUTHOR, DROPPED_WITH_CONTENT, EVERYWHERE, RENAMED
from builder.text.markdown.inlines import NOTE_REFERENCE
from builder.text.markdown.lines import NOTES, PLACE
from builder.text.markdown.places import Places
from builder.text.markdown.tree import Node, remove, unwrap

ALIGNED = re.compile(r"\s*text-align:\s*(left|center|right);?\s*$")
_ENGINE_TAGS = frozenset({NOTES, NOTE_REFERENCE, "h1", "h5", "h6"})
_ENGINE_ATTRIBUTES = {NOTE_REFERENCE: frozenset({"n"})}
_NONE = frozenset[str]()


def drop_forbidden(root: Node, places: Places) -> list[Diagnostic]:
    """Take what is not allowed out of the tree and tell what was taken."""
    findings: list[Diagnostic] = []
    gone: set[Node] = set()
    seen: dict[str, int] = {}
    for element in list(root.iterdescendants()):
        if element in gone:
            continue
        tag = str(element.tag)
        if tag in RENAMED and tag not in _ENGINE_TAGS:
            element.tag = tag = RENAMED[tag]
        if tag in AUTHOR or tag in _ENGINE_TAGS:
            findings += _drop_attributes(element, tag, places, seen)
            continue
        findings.append(finding("V454", _place(rf"</?{re.escape(tag)}\b", tag, places, seen), tag=tag))
        if tag in DROPPED_WITH_CONTENT:
            gone.update(element.iterdescendants())
            remove(element)
        else:
            unwrap(element)
    return findings


def _drop_attributes(element: Node, tag: str, places: Places, seen: dict[str, int]) -> list[Diagnostic]:
    allowed = AUTHOR.get(tag, _NONE) | _ENGINE_ATTRIBUTES.get(tag, _NONE)
    findings = []
    for name, value in ((str(name), str(value)) for name, value in element.items()):
        if name in allowed or name in EVERYWHERE or name == PLACE:
            continue
        if name == "style" and tag in ("td", "th") and ALIGNED.match(value):
            continue
        del element.attrib[name]
        pattern = rf"<{re.escape(tag)}\b[^<>]*?\s({re.escape(name)})\b"
        findings.append(finding("V455", _place(pattern, f"{tag} {name}", places, seen), tag=tag, attribute=name))
    return findings


def _place(pattern: str, key: str, places: Places, seen: dict[str, int]) -> Location:
    """The next place in the text where such a tag or attribute is written."""
    found = places.search(re.compile(pattern, re.IGNORECASE), seen.get(key, 0))
    if found is None:
        return places.at(0)
    seen[key] = found.end()
    group = 1 if found.re.groups else 0
    return places.at(found.start(group), found.end(group))
