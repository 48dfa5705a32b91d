"""Everything after conversion: one walk over one tree, whatever engine made it.

The walk meets each element once, in the order of the page. An element is first given its final
shape (a paragraph of a picture becomes a figure), then its texts are collected. At the end all
texts are set by the typographer at once and put back.
"""

import re
from collections.abc import Callable

from lxml import etree

from builder.diagnostics import Diagnostic, finding
from builder.text.markdown.addresses import heading_id, is_beside_text, may_be_linked
from builder.text.markdown.allowed import sanitise
from builder.text.markdown.blocks import NestingError
from builder.text.markdown.body import Body, BodyImage, BodyLink, Heading
from builder.text.markdown.inlines import NOTE_REFERENCE
from builder.text.markdown.lines import NOTES, PLACE
from builder.text.markdown.places import Places
from builder.text.markdown.raw_html import ALIGNED, drop_forbidden
from builder.text.markdown.shapes import BLOCKS, gather_photos, make_step, take_author
from builder.text.markdown.texts import Texts
from builder.text.markdown.tree import Node, is_blank, remove, replace, take_attribute, text_of
from builder.text.markdown.typography import BREAK, OBJECT, typeset
from builder.text.markdown.unseen import without_unseen, without_unseen_references
from builder.text.markdown.words import steps_headings, word

MAX_DEPTH = 60
"""How deep elements may stand in each other, emphasis and raw HTML included."""
CODE = frozenset({"pre", "code", "kbd", "samp"})
LEFT_REFERENCE = re.compile(r"\[\^[^\]\s]+\]")
VOID = frozenset({"br", "hr", "img"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def finish(html: str, places: Places, language: str, *, judge_html: bool) -> tuple[Body, list[Diagnostic]]:
    """Shape, check, set and sanitise the engine's HTML.

    `judge_html` says that the author may have written tags. Raises `NestingError`.
    """
    root = _parse(without_unseen_references(html) if judge_html else html)
    findings = drop_forbidden(root, places) if judge_html else []
    walk = _Finishing(root, places, language, judge_html)
    walk.children(root, language, 0, False)
    walk.tell_left_references(walk.texts.whole())
    words = walk.texts.set()
    walk.remove_doomed()
    walk.link_notes_back()
    shaped = _serialize(root)
    printed = sanitise(without_unseen(shaped) if judge_html else shaped)
    body = Body(
        html=printed,
        headings=tuple(
            Heading(level=int(h.tag[1]), id=h.get("id", ""), text=text_of(h).strip()) for h in walk.headings
        ),
        links=tuple(walk.links),
        images=tuple(walk.images),
        # Tags an author wrote may have swallowed a place that was given one.
        ids=tuple(name for name in walk.ids if not judge_html or f' id="{name}"' in printed),
        words=words,
    )
    return body, findings + walk.findings


def _parse(html: str) -> Node:
    document = etree.fromstring(f"<body><div>{html}</div></body>", _parser())
    page = document.find("body") if document is not None else None
    if page is None or not len(page):
        return etree.Element("div")
    root = page[0]
    for stray in list(page)[1:]:  # an author's surplus `</div>` closed ours too early
        root.append(stray)
    return root


def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)


def _serialize(root: Node) -> str:
    """XML is written, not HTML: libxml2's HTML would rewrite the addresses."""
    xml = etree.tostring(root, encoding="unicode", with_tail=False)
    xml = xml.replace("\u00a0", "&nbsp;").replace("/>", ">")  # as the sanitiser writes them
    return xml[xml.index(">") + 1 : -len("</div>")] if xml.endswith("</div>") else ""


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
        self._doomed: list[Node] = []
        self._has_photos = root.find(".//p/img") is not None
        holder = root.find(f".//{NOTES}/ol")
        self._note_count = 0 if holder is None else len(holder)

    # The walk

    def children(self, parent: Node, language: str, depth: int, quiet: bool) -> None:
        """Finish the children of an element and collect its text; `quiet` inside code."""
        if depth > MAX_DEPTH:
            raise NestingError(self.line)
        if parent.text and not quiet:
            self.texts.add(parent, parent.text, False, language)
        if self._has_photos:
            gather_photos(parent)
        for child in list(parent):
            shaped = self._shape(child, language)
            if shaped is not None:
                self._element(shaped, language, depth, quiet)
            left = child if shaped is None else shaped
            if left.tail and not quiet:
                self.texts.add(left, left.tail, True, language)

    def _element(self, element: Node, language: str, depth: int, quiet: bool) -> None:
        tag = str(element.tag)
        if tag in VOID:
            self.texts.mark("\n" if tag == "br" else OBJECT)
            return
        if tag in CODE or element.get("class") == "note":
            self.texts.mark(OBJECT)
            quiet = True
        if tag in BLOCKS:
            self.texts.mark(BREAK)
        own = element.get("lang")
        self.children(element, own[:2].lower() if own else language, depth + 1, quiet)
        if tag in BLOCKS:
            self.texts.mark(BREAK)
        if element.text is None and not len(element):
            element.text = ""
        if tag in ("p", "figure", "div") and not len(element) and is_blank(element.text):
            self._doom(element)

    def _doom(self, element: Node) -> None:
        """Mark an element to go once the texts are set: the one after it must still be found behind it."""
        self._doomed.append(element)

    def remove_doomed(self) -> None:
        for element in self._doomed:
            parent = element.getparent()
            remove(element)
            if parent is not None and parent.tag in ("p", "figure") and not len(parent) and is_blank(parent.text):
                remove(parent)

    def _shape(self, element: Node, language: str) -> Node | None:
        """The element in its final form; None when nothing of it is left to finish."""
        line = element.get(PLACE)
        if line is not None:
            del element.attrib[PLACE]
            self.line = int(line) if line.isdecimal() else self.line
        shape = _SHAPES.get(str(element.tag))
        return shape(self, element, language) if shape else element

    def tell_left_references(self, whole: str) -> None:
        """Marks of footnotes that stayed text because the text has no such note."""
        if "[^" not in whole:
            return
        for left in LEFT_REFERENCE.finditer(whole):
            start, end = self.places.find(left[0], 1)
            if end > start and not self.places.searched[:start].endswith("\\"):
                self.findings.append(finding("V463", self.places.at(start, end), note=left[0]))

    # The shapes

    def _heading(self, element: Node, language: str) -> Node | None:
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

    def _quotation(self, element: Node, language: str) -> Node | None:
        if element.get("class") == "said":
            return element
        author = take_author(element)
        if author is None:
            return element
        figure = etree.Element("figure", {"class": "quote"})
        replace(element, figure)
        element.set("class", "said")
        figure.append(element)
        figure.append(author)
        return figure

    def _numbered(self, element: Node, language: str) -> Node:
        heading = _heading_above(element)
        if heading is not None and text_of(heading).strip().casefold() in steps_headings():
            element.set("class", "steps")
            for item in element.findall("li"):
                make_step(item)
        return element

    def _table(self, element: Node, language: str) -> Node:
        if element.get("class") == "table":
            return element
        self.tables += 1
        element.set("class", "table")
        scroll = etree.Element(
            "div",
            {
                "class": "table-scroll",
                "role": "region",
                "tabindex": "0",
                "aria-label": word("table", self.language, number=self.tables),
            },
        )
        replace(element, scroll)
        scroll.append(element)
        return scroll

    def _cell(self, element: Node, language: str) -> Node:
        style = take_attribute(element, "style")
        aligned = ALIGNED.match(style) if style else None
        if element.tag == "th":
            row = element.getparent()
            if not len(element) and is_blank(element.text):
                element.tag = "td"
            elif row is not None and (head := row.getparent()) is not None and head.tag == "thead":
                element.set("scope", "col")
        if aligned:
            element.set("class", f"ta-{aligned[1]}")
        return element

    def _link(self, element: Node, language: str) -> Node:
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

    def _image(self, element: Node, language: str) -> Node | None:
        src = without_unseen((element.get("src") or "").strip())
        alt, title = element.get("alt") or "", take_attribute(element, "title")
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
        parent = element.getparent()
        if title and not (parent is not None and parent.get("class") == "photo"):
            element.set("title", title)
        self.images.append(
            BodyImage(src=src, alt=alt, title=title, line=place.line, column=place.column, end_column=place.end_column)
        )
        return element

    def _reference(self, element: Node, language: str) -> Node | None:
        number = int(element.get("n") or 0) if (element.get("n") or "0").isdecimal() else 0
        if not 1 <= number <= self._note_count:
            self._doom(element)
            return None
        given = self.references.setdefault(number, [])
        name = f"v-fnref-{number}" + (f"-{len(given) + 1}" if given else "")
        given.append(name)
        self.ids[name] = None
        mark = etree.Element("sup", {"class": "note"})
        label = word("footnote", self.language, number=number)
        link = etree.SubElement(mark, "a", {"href": f"#v-fn-{number}", "id": name, "aria-label": label})
        link.text = str(number)
        replace(element, mark)
        return mark

    def _notes(self, element: Node, language: str) -> Node | None:
        holder = element.find("ol")
        if self.notes or holder is None:
            self._doom(element)
            return None
        section = etree.Element("section", {"class": "footnotes", "aria-label": word("footnotes", self.language)})
        replace(element, section)
        section.append(holder)
        self.notes = list(holder)
        for number, note in enumerate(self.notes, 1):
            note.set("id", f"v-fn-{number}")
            self.ids[f"v-fn-{number}"] = None
        return section

    def link_notes_back(self) -> None:
        """End each footnote with links to the places in the text that refer to it."""
        for number, note in enumerate(self.notes, 1):
            last = note[-1] if len(note) and note[-1].tag == "p" else etree.SubElement(note, "p")
            for name in self.references.get(number, ()):
                label = word("back_to_text", self.language, number=number)
                link = etree.SubElement(last, "a", {"href": f"#{name}", "class": "back", "aria-label": label})
                link.text = word("back", self.language)
                previous = link.getprevious()
                if previous is None:
                    last.text = (last.text or "") + "\u00a0"
                else:
                    previous.tail = (previous.tail or "") + "\u00a0"


def _heading_above(element: Node) -> Node | None:
    """The heading of the part of the text in which this element is the first of its kind."""
    for before in element.itersiblings(preceding=True):
        if before.tag in HEADINGS:
            return before
        if before.tag == element.tag:
            return None
    return None


Shape = Callable[[_Finishing, Node, str], Node | None]
_SHAPES: dict[str, Shape] = {
    **{tag: _Finishing._heading for tag in HEADINGS},
    "a": _Finishing._link,
    "blockquote": _Finishing._quotation,
    "img": _Finishing._image,
    "ol": _Finishing._numbered,
    "table": _Finishing._table,
    "td": _Finishing._cell,
    "th": _Finishing._cell,
    NOTES: _Finishing._notes,
    NOTE_REFERENCE: _Finishing._reference,
}
