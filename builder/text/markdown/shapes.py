"""Shapes that the design gives to plain Markdown: photos and galleries, quotations, steps."""

import re
from xml.etree.ElementTree import Element, SubElement

from builder.text.markdown.lines import PLACE
from builder.text.markdown.tree import Node, is_blank, move_content, place_of, remove, replace
from builder.text.markdown.unseen import without_unseen

BLOCKS = frozenset(
    {
        "p", "h2", "h3", "h4", "li", "ul", "ol", "blockquote", "figure", "figcaption", "table", "caption",
        "tr", "td", "th", "dl", "dt", "dd", "details", "summary", "div", "section", "pre", "hr",
    }
)  # fmt: skip
SAID_BY = re.compile(r"[—–-]\s*(?=\S)")


def gather_photos(parent: Node) -> None:
    """Make figures of the paragraphs that hold only pictures, and a gallery of several in a row."""
    run: list[Node] = []
    for child in [*parent, None]:
        if child is not None and child.tag == "p" and _holds_only_images(child):
            run.append(child)
        elif run:
            _photos(parent, run)
            run = []


def _holds_only_images(paragraph: Node) -> bool:
    if not len(paragraph) or paragraph[0].tag != "img" or not is_blank(paragraph.text):
        return False
    return all(child.tag in ("img", "br") and is_blank(child.tail) for child in paragraph)


def _photos(parent: Node, paragraphs: list[Node]) -> None:
    figures = [_figure(image, paragraph) for paragraph in paragraphs for image in paragraph.findall("img")]
    holder = figures[0]
    if len(figures) > 1:
        holder = Element("div", {"class": "gallery"})
        holder.extend(figures)
    for surplus in paragraphs[1:]:
        remove(parent, surplus)
    replace(parent, paragraphs[0], holder)


def _figure(image: Node, paragraph: Node) -> Node:
    figure = Element("figure", {"class": "photo"})
    line = paragraph.get(PLACE)
    if line:
        figure.set(PLACE, line)
    image.tail = None
    figure.append(image)
    title = image.get("title")
    if title:
        SubElement(figure, "figcaption").text = without_unseen(title)
    return figure


def take_author(quote: Node) -> Node | None:
    """The last line of a quotation as its caption, when it begins with a dash."""
    if not len(quote):
        return None
    last = quote[-1]
    if last.tag == "ul" and len(last) == 1 and len(quote) > 1:
        line = _only_text_of(last[0])
    elif last.tag == "p":
        line = _last_line(last, only=len(quote) == 1)
    else:
        return None
    if line is None:
        return None
    if (not len(last) and is_blank(last.text)) or last.tag == "ul":
        quote.remove(last)
    return _name_in_bold(line)


def _only_text_of(item: Node) -> Node | None:
    """The one paragraph of a list item, as a caption."""
    source = item[0] if len(item) == 1 and item[0].tag == "p" and is_blank(item.text) else item
    if any(child.tag in BLOCKS for child in source):
        return None
    caption = Element("figcaption")
    move_content(source, caption)
    return caption


def _last_line(paragraph: Node, *, only: bool) -> Node | None:
    """The last line of a paragraph as a caption, if it begins with a dash and something stands before it."""
    holders: list[tuple[Node, bool]] = [(paragraph, False), *((child, True) for child in paragraph)]
    for holder, tail in reversed(holders):
        text = (holder.tail if tail else holder.text) or ""
        head, line_break, line = text.rpartition("\n")
        if not line_break and tail and holder.tag == "br":
            head, line_break, line = "", "\n", text
        if not line_break and not tail and not only:
            head, line_break, line = "", "\n", text
        if not line_break:
            continue
        dash = SAID_BY.match(line.lstrip())
        if dash is None:
            return None
        return _cut_off(paragraph, holder, tail, head, line.lstrip()[dash.end() :])
    return None


def _cut_off(paragraph: Node, holder: Node, tail: bool, head: str, line: str) -> Node:
    caption = Element("figcaption")
    caption.text = line
    first = place_of(paragraph, holder) + 1 if tail else 0
    caption.extend(paragraph[first:])
    del paragraph[first:]
    if tail:
        holder.tail = head
        if holder.tag == "br" and is_blank(head):
            remove(paragraph, holder)
    else:
        holder.text = head
    return caption


def _name_in_bold(caption: Node) -> Node:
    """The name, up to the first comma, stands out from the post."""
    text = (caption.text or "").lstrip()
    name, comma, post = text.partition(",")
    if not comma and len(caption):
        caption.text = text
        return caption
    bold = Element("b")
    bold.text = name.strip()
    bold.tail = f" {post.strip()}" if comma else None
    caption.text = None
    caption.insert(0, bold)
    return caption


def make_step(item: Node) -> None:
    """Put the content of a step into one box; the bold words at its head are its name."""
    step = Element("div")
    move_content(item, step)
    item.append(step)
    head = step[0] if len(step) and is_blank(step.text) and step[0].tag == "p" else step
    if len(head) and is_blank(head.text) and head[0].tag == "strong":
        head[0].tag = "b"
        head.text = None
