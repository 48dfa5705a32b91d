"""Everything after conversion: one walk over one tree, whatever engine made it.

The walk meets each element once, in the order of the page. An element is first given its final
shape (a paragraph of a picture becomes a figure), then its texts are collected. At the end all
texts are set by the typographer at once and put back.
"""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from builder.diagnostics import Diagnostic, finding
from builder.text.markdown.addresses import heading_id, is_beside_text, may_be_linked
from builder.text.markdown.blocks import NestingError
from builder.text.markdown.body import Body, BodyImage, BodyLink, Heading
from builder.text.markdown.inlines import NOTE_REFERENCE
from builder.text.markdown.lines import NOTES, PLACE
from builder.text.markdown.places import Places
from builder.text.markdown.printed import CODE, VOID, printed
from builder.text.markdown.raw_html import ALIGNED
from builder.text.markdown.shapes import BLOCKS, gather_photos, make_step, take_author
from builder.text.markdown.texts import Texts
from builder.text.markdown.tree import Node, is_blank, parents_of, place_of, remove, replace, text_of
from builder.text.markdown.typography import BREAK, OBJECT, typeset
from builder.text.markdown.unseen import without_unseen
from builder.text.markdown.words import steps_headings, word

MAX_DEPTH = 60
"""How deep elements may stand in each other, emphasis and raw HTML included."""
LEFT_REFERENCE = re.compile(r"\[\^[^\]\s]+\]")
MAY_BE_EMPTIED = frozenset({"p", "figure", "div"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def finish(root: Node, places: Places, language: str, *, judge_html: bool) -> tuple[Body, list[Diagnostic]]:
    """Shape, check, set and print the engine's tree.

    `judge_html` says that the author may have written tags. Raises `NestingError`.
    """
    walk = _Finishing(root, places, language, judge_html)
    walk.children(root, language, 0, False)
    walk.tell_left_references(walk.texts.whole())
    words = walk.texts.set()
    walk.remove_doomed()
    walk.link_notes_back()
    html = printed(root, judge_html=judge_html)
    body = Body(
        html=html,
        headings=tuple(
            Heading(level=int(h.tag[1]), id=h.get("id", ""), text=text_of(h).strip()) for h in walk.headings
        ),
        links=tuple(walk.links),
        images=tuple(walk.images),
        # Tags an author wrote may have swallowed a place that was given one.
        ids=tuple(name for name in walk.ids if not judge_html or f' id="{name}"' in html),
        words=words,
    )
    return body, walk.findings


class _Finishing:
    def __init__(self, root: Node, places: Places, language: str, judge_html: bool) -> None:
        self.texts = Texts(clean=judge_html)
        self.places = places
        self.language = language
        self.findings: list[Diagnostic] = []
        self.headings: list[Node] = []
        self.links: list[BodyLink] = []
        self.images: list[BodyImage] = []
        self.ids: dict[str, None] = {}
        self.line = 1
        self.level = 1
        self.tables = 0
        self.notes: list[Node] = []
        self.references: dict[int, list[str]] = {}
        self._taken: dict[str, int] = {}
        self._root = root
        self._doomed: list[Node] = []
        self._has_images = next(root.iter("img"), None) is not None
        self._note_count = next((len(holder) for notes in root.iter(NOTES) for holder in notes.findall("ol")), 0)

    # The walk

    def children(self, parent: Node, language: str, depth: int, quiet: bool) -> None:
        """Finish the children of an element and collect its text; `quiet` inside code."""
        if depth > MAX_DEPTH:
            raise NestingError(self.line)
        texts = self.texts
        if parent.text and not quiet:
            texts.add(parent, parent.text, False, language)
        if self._has_images:
            gather_photos(parent)
        for child in list(parent):
            left = child
            line = child.get(PLACE)  # asking for `attrib` would give each element a dictionary
            if line is not None:
                del child.attrib[PLACE]
                self.line = int(line) if line.isdecimal() else self.line
            shape = _SHAPES.get(child.tag)
            shaped = shape(self, parent, child, language) if shape else child
            if shaped is not None:
                self._element(shaped, language, depth, quiet)
                left = shaped
            if left.tail and not quiet:
                texts.add(left, left.tail, True, language)

    def _element(self, element: Node, language: str, depth: int, quiet: bool) -> None:
        tag, mark = element.tag, self.texts.mark
        if tag in VOID:
            mark("\n" if tag == "br" else OBJECT)
            return
        if tag in CODE or element.get("class") == "note":
            mark(OBJECT)
            quiet = True
        is_block = tag in BLOCKS
        if is_block:
            mark(BREAK)
        own = element.get("lang")
        self.children(element, own[:2].lower() if own else language, depth + 1, quiet)
        if is_block:
            mark(BREAK)
        if tag in MAY_BE_EMPTIED and _is_empty(element):
            self._doom(element)

    def _doom(self, element: Node) -> None:
        """Mark an element to go once the texts are set: the one after it must still be found behind it."""
        self._doomed.append(element)

    def remove_doomed(self) -> None:
        parents = parents_of(self._root) if self._doomed else {}
        for element in self._doomed:
            parent = parents.pop(element, None)
            if parent is None:
                continue
            remove(parent, element)
            if parent.tag in ("p", "figure") and not len(parent) and is_blank(parent.text) and parent in parents:
                remove(parents.pop(parent), parent)

    def tell_left_references(self, whole: str) -> None:
        """Marks of footnotes that stayed text because the text has no such note."""
        if "[^" not in whole:
            return
        for left in LEFT_REFERENCE.finditer(whole):
            start, end = self.places.find(left[0], 1)
            if end > start and not self.places.searched[:start].endswith("\\"):
                self.findings.append(finding("V463", self.places.at(start, end), note=left[0]))

    # The shapes

    def _heading(self, parent: Node, element: Node, language: str) -> Node | None:
        text = text_of(element).strip()
        place = self.places.at(self.places.offset(self.line))
        if not text and element.find(".//img") is None:
            self.findings.append(finding("V462", place))
            self._doom(element)
            return None
        level = int(str(element.tag)[1])
        if level == 1:
            self.findings.append(finding("V458", place, heading=text))
        elif level > 4:
            self.findings.append(finding("V460", place, heading=text))
        elif level > self.level + 1:
            self.findings.append(finding("V459", place, heading=text, level=level, expected=self.level + 1))
        self.level = min(max(level, 2), 4)
        element.tag = f"h{self.level}"
        element.set("id", self._heading_id(text))
        self.headings.append(element)
        return element

    def _heading_id(self, text: str) -> str:
        base = heading_id(text)
        name, number = base, self._taken.get(base, 1)
        while name in self.ids:
            number += 1
            name = f"{base}-{number}"
        self._taken[base] = number
        self.ids[name] = None
        return name

    def _quotation(self, parent: Node, element: Node, language: str) -> Node | None:
        if element.get("class") == "said":
            return element
        author = take_author(element)
        if author is None:
            return element
        figure = Element("figure", {"class": "quote"})
        replace(parent, element, figure)
        element.set("class", "said")
        figure.append(element)
        figure.append(author)
        return figure

    def _numbered(self, parent: Node, element: Node, language: str) -> Node:
        heading = _heading_above(parent, element)
        if heading is not None and text_of(heading).strip().casefold() in steps_headings():
            element.set("class", "steps")
            for item in element.findall("li"):
                make_step(item)
        return element

    def _table(self, parent: Node, element: Node, language: str) -> Node:
        if element.get("class") == "table":
            return element
        self.tables += 1
        element.set("class", "table")
        scroll = Element(
            "div",
            {
                "class": "table-scroll",
                "role": "region",
                "tabindex": "0",
                "aria-label": word("table", self.language, number=self.tables),
            },
        )
        replace(parent, element, scroll)
        scroll.append(element)
        return scroll

    def _head(self, parent: Node, element: Node, language: str) -> Node:
        for cell in (cell for row in element for cell in row if cell.tag == "th" and not _is_empty(cell)):
            cell.set("scope", "col")
        return element

    def _cell(self, parent: Node, element: Node, language: str) -> Node:
        style = element.attrib.pop("style", None)
        aligned = ALIGNED.match(style) if style else None
        if element.tag == "th" and _is_empty(element):
            element.tag = "td"
        if aligned:
            element.set("class", f"ta-{aligned[1]}")
        return element

    def _link(self, parent: Node, element: Node, language: str) -> Node:
        href = element.get("href")
        if href is None or element.get("aria-label"):  # an anchor of nothing, or one of ours
            return element
        start, end = self.places.find(href, self.line)
        place = self.places.at(start, end)
        href = without_unseen(href.strip())
        if not may_be_linked(href):
            self.findings.append(finding("V456", place, address=href))
            element.attrib.clear()
            element.tag = "span"
            return element
        if not text_of(element).strip() and not any(image.get("alt") for image in element.iter("img")):
            self.findings.append(finding("V465", place, address=href))
        link = BodyLink(href=href, line=place.line, column=place.column, end_column=place.end_column)
        element.set("href", href)
        if link.external and not href.lower().startswith("mailto:"):
            element.set("rel", "external noopener")
        self.links.append(link)
        return element

    def _image(self, parent: Node, element: Node, language: str) -> Node | None:
        src = without_unseen((element.get("src") or "").strip())
        alt, title = element.get("alt") or "", element.attrib.pop("title", None)
        place = self.places.at(*self.places.find(src, self.line))
        if not is_beside_text(src):
            self.findings.append(finding("V457", place, address=src))
            self._doom(element)
            return None
        if not alt.strip():
            self.findings.append(finding("V451", place, file=src))
        alt = "" if alt.strip() == "-" else typeset(without_unseen(alt), language)
        title = typeset(without_unseen(title), language) if title else None
        element.attrib.clear()
        element.attrib.update({"src": src, "alt": alt, "loading": "lazy", "decoding": "async"})
        if title and parent.get("class") != "photo":
            element.set("title", title)
        self.images.append(
            BodyImage(src=src, alt=alt, title=title, line=place.line, column=place.column, end_column=place.end_column)
        )
        return element

    def _reference(self, parent: Node, element: Node, language: str) -> Node | None:
        number = int(element.get("n") or 0) if (element.get("n") or "0").isdecimal() else 0
        if not 1 <= number <= self._note_count:
            self._doom(element)
            return None
        given = self.references.setdefault(number, [])
        name = f"v-fnref-{number}" + (f"-{len(given) + 1}" if given else "")
        given.append(name)
        self.ids[name] = None
        mark = Element("sup", {"class": "note"})
        label = word("footnote", self.language, number=number)
        link = SubElement(mark, "a", {"href": f"#v-fn-{number}", "id": name, "aria-label": label})
        link.text = str(number)
        replace(parent, element, mark)
        return mark

    def _notes(self, parent: Node, element: Node, language: str) -> Node | None:
        holder = element.find("ol")
        if self.notes or holder is None:
            self._doom(element)
            return None
        section = Element("section", {"class": "footnotes", "aria-label": word("footnotes", self.language)})
        replace(parent, element, section)
        section.append(holder)
        self.notes = list(holder)
        for number, note in enumerate(self.notes, 1):
            note.set("id", f"v-fn-{number}")
            self.ids[f"v-fn-{number}"] = None
        return section

    def link_notes_back(self) -> None:
        """End each footnote with links to the places in the text that refer to it."""
        for number, note in enumerate(self.notes, 1):
            last = note[-1] if len(note) and note[-1].tag == "p" else SubElement(note, "p")
            for name in self.references.get(number, ()):
                if len(last):
                    last[-1].tail = (last[-1].tail or "") + "\u00a0"
                else:
                    last.text = (last.text or "") + "\u00a0"
                label = word("back_to_text", self.language, number=number)
                link = SubElement(last, "a", {"href": f"#{name}", "class": "back", "aria-label": label})
                link.text = word("back", self.language)


def _is_empty(element: Node) -> bool:
    return not len(element) and is_blank(element.text)


def _heading_above(parent: Node, element: Node) -> Node | None:
    """The heading of the part of the text in which this element is the first of its kind."""
    for before in reversed(parent[: place_of(parent, element)]):
        if before.tag in HEADINGS:
            return before
        if before.tag == element.tag:
            return None
    return None


Shape = Callable[[_Finishing, Node, Node, str], Node | None]
_SHAPES: dict[str, Shape] = {
    **{tag: _Finishing._heading for tag in HEADINGS},
    "a": _Finishing._link,
    "blockquote": _Finishing._quotation,
    "img": _Finishing._image,
    "ol": _Finishing._numbered,
    "table": _Finishing._table,
    "td": _Finishing._cell,
    "th": _Finishing._cell,
    "thead": _Finishing._head,
    NOTES: _Finishing._notes,
    NOTE_REFERENCE: _Finishing._reference,
}
