"""Judging the HTML that an author wrote into a body: what the list does not hold goes, with a finding."""

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from builder.diagnostics import Diagnostic, Location, finding
from builder.text.markdown.allowed import AUTHOR, DROPPED_WITH_CONTENT, EVERYWHERE, RENAMED
from builder.text.markdown.inlines import NOTE_REFERENCE
from builder.text.markdown.lines import NOTES, PLACE
from builder.text.markdown.places import Places
from builder.text.markdown.tree import Node, parents_of, remove, unwrap
from builder.text.markdown.unseen import without_unseen_references

if TYPE_CHECKING:
    from lxml import etree

ALIGNED = re.compile(r"\s*text-align:\s*(left|center|right);?\s*$")
_ENGINE_TAGS = frozenset({NOTES, NOTE_REFERENCE, "h1", "h5", "h6"})
_ENGINE_ATTRIBUTES = {NOTE_REFERENCE: frozenset({"n"})}
_NONE = frozenset[str]()


def parsed(html: str) -> Node:
    """HTML with tags of an author's own as a tree, mended where they do not match."""
    from lxml import etree  # few bodies have such tags, and a build of one edit feels its import

    source = f"<body><div>{without_unseen_references(html)}</div></body>"
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    document = etree.fromstring(source, parser)
    page = document.find("body") if document is not None else None
    if page is None or not len(page):
        return Element("div")
    root = page[0]
    for stray in list(page)[1:]:  # an author's surplus `</div>` closed ours too early
        root.append(stray)
    return _as_plain_tree(root)


def _as_plain_tree(root: "etree._Element") -> Node:
    """The tree as the engine would have made it; without recursion, as raw HTML may be nested without end."""
    made: dict[etree._Element, Node] = {}
    for element in root.iter():
        own = Element(str(element.tag), {str(name): str(value) for name, value in element.items()})
        own.text, own.tail = element.text, element.tail
        made[element] = own
        parent = element.getparent()
        if parent in made:
            made[parent].append(own)
    return made[root]


def drop_forbidden(root: Node, places: Places) -> list[Diagnostic]:
    """Take what is not allowed out of the tree and tell what was taken."""
    findings: list[Diagnostic] = []
    gone: set[Node] = set()
    seen: dict[str, int] = {}
    parents = parents_of(root)
    for element in list(root.iter())[1:]:
        if element in gone:
            continue
        tag = element.tag
        if tag in RENAMED and tag not in _ENGINE_TAGS:
            element.tag = tag = RENAMED[tag]
        if tag in AUTHOR or tag in _ENGINE_TAGS:
            findings += _drop_attributes(element, tag, places, seen)
            continue
        findings.append(finding("V454", _place(rf"</?{re.escape(tag)}\b", tag, places, seen), tag=tag))
        if tag in DROPPED_WITH_CONTENT:
            gone.update(element.iter())
            remove(parents[element], element)
        else:
            parents.update(dict.fromkeys(element, parents[element]))
            unwrap(parents[element], element)
    return findings


def _drop_attributes(element: Node, tag: str, places: Places, seen: dict[str, int]) -> list[Diagnostic]:
    allowed = AUTHOR.get(tag, _NONE) | _ENGINE_ATTRIBUTES.get(tag, _NONE)
    findings = []
    for name, value in list(element.items()):
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
