"""Block structure as CommonMark reads it: a parser of our own in the engine's place for one.

The engine's own processors look at paragraphs first and lists second, so they lose numbers, split
items at a fence and need a blank line before a list. Here the lines are walked once; a container
(quote, list item, note) gathers its lines, takes its marks off and is parsed in turn. Every line
of a container is one line of the source, so each block knows the line on which it begins and says
so in `data-at`.
"""

import re
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown.blockparser import BlockParser
from markdown.util import AtomicString

from builder.text.markdown.lines import (
    FENCE,
    HEADING,
    HTML_STARTS,
    ITEM,
    LAZY,
    LONE_TAG,
    NOTE,
    PLACE,
    QUOTE,
    RAW,
    RULE,
    UNDERLINE,
    Gathering,
    Lines,
    gather_item,
    indent_of,
    interrupts_paragraph,
    item_of_kind,
    skip_blank,
)
from builder.text.markdown.plain import set_text
from builder.text.markdown.tables import append_table, is_table
from builder.text.markdown.tree import place_of

MAX_DEPTH = 20
"""How deep quotes and lists may stand in each other."""
DEFINITION = re.compile(
    r" {0,3}\[((?:[^\[\]\\]|\\.){1,999})\]: *\n? *(<[^<>\n]*>|[^\s<]\S*)"
    r"""(?:(?: +| *\n *)("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))? *(?:\n|$)"""
)
PLAIN_DEFINITION = re.compile(r" {0,3}\[((?:[^\[\]\\]|\\.){1,999})\]: *\n? *(<[^<>\n]*>|[^\s<]\S*) *(?:\n|$)")


class NestingError(Exception):
    """Quotes and lists stand in each other deeper than `MAX_DEPTH`."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class CommonBlocks(BlockParser):
    """Turns the lines of a body into a tree whose texts may still hold inline marks."""

    def parseDocument(self, lines: Iterable[str]) -> "ElementTree[Element]":  # type: ignore[override]  # noqa: N802 (the engine's name)
        self.notes: dict[str, Element] = {}
        root = Element("div")
        self.parse(root, [line.expandtabs(4) if "\t" in line else line for line in lines], 1, 0)
        return ElementTree(root)

    def parse(self, parent: Element, lines: Lines, first: int, depth: int) -> bool:
        """Append the blocks of `lines` to `parent`; True when a blank line stands between two of them.

        `first` is the source line of `lines[0]`.
        """
        if depth > MAX_DEPTH:
            raise NestingError(first)
        at, end, loose, blank = 0, len(lines), False, False
        while at < end:
            line = lines[at]
            if not line or line.isspace():
                blank = blank or len(parent) > 0
                at += 1
                continue
            loose = loose or blank
            blank = False
            at = self._block(parent, lines, at, first, depth)
        return loose

    def _block(self, parent: Element, lines: Lines, at: int, first: int, depth: int) -> int:
        """Append the block that begins at `lines[at]`; the index of the line after it."""
        line = lines[at]
        if line.startswith("    "):
            return self._indented_code(parent, lines, at)
        for rule in _RULES.get(line.lstrip(" ")[0], ()):
            after = rule(self, parent, lines, at, first, depth)
            if after is not None:
                return after
        return self._paragraph(parent, lines, at, first)

    def _heading(self, parent: Element, lines: Lines, at: int, first: int, depth: int) -> int | None:
        mark = HEADING.match(lines[at])
        if mark is None:
            return None
        text = lines[at][mark.end() :].rstrip(" ")
        without = text.rstrip("#")
        if not without or without.endswith(" "):
            text = without
        _block_of_text(parent, f"h{len(mark[1])}", [text.strip(" ")], first + at)
        return at + 1

    def _rule(self, parent: Element, lines: Lines, at: int, first: int, depth: int) -> int | None:
        if RULE.match(lines[at]) is None:
            return None
        SubElement(parent, "hr")
        return at + 1

    def _fence(self, parent: Element, lines: Lines, at: int, first: int, depth: int) -> int | None:
        opening = FENCE.match(lines[at])
        if opening is None:
            return None
        indent, mark = indent_of(lines[at]), opening[1]
        closing = re.compile(rf" {{0,3}}{re.escape(mark[0])}{{{len(mark)},}} *$")
        code: Lines = []
        at += 1
        while at < len(lines) and not closing.match(lines[at]):
            code.append(lines[at][min(indent, indent_of(lines[at])) :])
            at += 1
        _code(parent, code)
        return min(at + 1, len(lines))

    def _indented_code(self, parent: Element, lines: Lines, at: int) -> int:
        code: Lines = []
        while at < len(lines) and (lines[at].startswith("    ") or not lines[at].strip()):
            code.append(lines[at][4:])
            at += 1
        while not code[-1].strip():
            code.pop()
            at -= 1
        _code(parent, code)
        return at

    def _quote(self, parent: Element, lines: Lines, at: int, first: int, depth: int) -> int | None:
        gathered, start = Gathering(), at
        while at < len(lines):
            mark = QUOTE.match(lines[at])
            if mark is None and (not lines[at].strip() or not gathered.takes_lazily(lines[at])):
                break
            gathered.add(lines[at][mark.end() :] if mark else LAZY + lines[at])
            at += 1
        if at == start:
            return None
        self.parse(SubElement(parent, "blockquote"), gathered.lines, first + start, depth + 1)
        return at

    def _list(self, parent: Element, lines: Lines, at: int, first: int, depth: int) -> int | None:
        mark = ITEM.match(lines[at])
        if mark is None:
            return None
        kind, loose = mark[2][-1], False
        holder = SubElement(parent, "ul" if mark[3] is None else "ol")
        if mark[3] is not None and int(mark[3]) != 1:
            holder.set("start", str(int(mark[3])))
        while mark:
            item, after = gather_item(lines, at, mark)
            child = SubElement(holder, "li", {PLACE: str(first + at)})
            loose = self.parse(child, item, first + at, depth + 1) or loose
            at = after
            following = skip_blank(lines, at)
            mark = item_of_kind(lines, following, kind)
            if mark:
                loose = loose or following > at
                at = following
        if not loose:
            for child in holder:
                _tighten(child)
        return at

    def _html(self, parent: Element, lines: Lines, at: int, first: int, depth: int) -> int | None:
        for start, end in HTML_STARTS:
            if start.match(lines[at]):
                return _raw_until(parent, lines, at, end)
        return _raw_until(parent, lines, at, None) if LONE_TAG.match(lines[at]) else None

    def _note(self, parent: Element, lines: Lines, at: int, first: int, depth: int) -> int | None:
        mark = NOTE.match(lines[at])
        if mark is None:
            return None
        gathered, start = Gathering(), at
        gathered.add(lines[at][mark.end() :])
        at += 1
        while at < len(lines):
            line = lines[at]
            if line.strip() and not line.startswith("    ") and not gathered.takes_lazily(line):
                break
            gathered.add(line[4:] if line.startswith("    ") else LAZY + line if line.strip() else "")
            at += 1
        note = Element("li", {PLACE: str(first + start)})
        self.parse(note, gathered.lines, first + start, depth + 1)
        self.notes.setdefault(mark[1].casefold(), note)
        return at

    def _paragraph(self, parent: Element, lines: Lines, at: int, first: int) -> int:
        start, level = at, ""
        at += 1
        if is_table(lines, start):
            return append_table(parent, lines, start, first)
        while at < len(lines):
            line = lines[at]
            if not line or line.isspace():
                break
            underline = UNDERLINE.match(line)
            if underline:
                level = "h1" if underline[1] else "h2"
                break
            if interrupts_paragraph(line) or is_table(lines, at):
                break
            at += 1
        text, skipped = self._without_definitions(lines[start:at])
        if level and text:
            _block_of_text(parent, level, text, first + start + skipped)
            return at + 1
        if text:
            _block_of_text(parent, "p", text, first + start + skipped)
        return at

    def _without_definitions(self, lines: Lines) -> tuple[Lines, int]:
        """A paragraph without the link definitions at its head, and how many lines they took."""
        if not lines[0].lstrip(" ").startswith("["):
            return lines, 0
        text, at = "\n".join(lines), 0
        while found := DEFINITION.match(text, at) or PLAIN_DEFINITION.match(text, at):
            title = found[3][1:-1] if found.re is DEFINITION and found[3] else ""
            address = found[2][1:-1] if found[2].startswith("<") else found[2]
            self.md.references.setdefault(link_label(found[1]), (address, title))
            at = found.end()
        rest = text[at:]
        return (rest.split("\n") if rest.strip() else []), text.count("\n", 0, at)


Rule = Callable[[CommonBlocks, Element, Lines, int, int, int], int | None]
_RULES: dict[str, tuple[Rule, ...]] = {
    "#": (CommonBlocks._heading,),
    ">": (CommonBlocks._quote,),
    "`": (CommonBlocks._fence,),
    "~": (CommonBlocks._fence,),
    "_": (CommonBlocks._rule,),
    "-": (CommonBlocks._rule, CommonBlocks._list),
    "*": (CommonBlocks._rule, CommonBlocks._list),
    "+": (CommonBlocks._list,),
    "<": (CommonBlocks._html,),
    "[": (CommonBlocks._note,),
    **{digit: (CommonBlocks._list,) for digit in "0123456789"},
}


def link_label(text: str) -> str:
    """A label of a link reference as it is compared: case and runs of spaces do not matter."""
    return " ".join(text.split()).casefold()


def _tighten(item: Element) -> None:
    """Take the paragraphs of an item of a tight list out of their `p`."""
    previous: Element | None = None
    for child in list(item):
        if child.tag != "p":
            previous = child
            continue
        if previous is None:
            item.text = child.text
        else:
            previous.tail = child.text
        at = place_of(item, child)
        item[at : at + 1] = child[:]


def _block_of_text(parent: Element, tag: str, lines: Lines, place: int) -> None:
    set_text(SubElement(parent, tag, {PLACE: str(place)}), lines)


def _code(parent: Element, lines: Lines) -> None:
    code = SubElement(SubElement(parent, "pre"), "code")
    code.text = AtomicString("".join(f"{line}\n" for line in lines))


def _raw_until(parent: Element, lines: Lines, at: int, end: re.Pattern[str] | None) -> int:
    """Take lines as HTML to the one with the end mark, or to a blank one."""
    taken: Lines = []
    while at < len(lines):
        line = lines[at]
        if end is None and not line.strip():
            break
        taken.append(line)
        at += 1
        if end is not None and end.search(line):
            break
    SubElement(parent, RAW).text = AtomicString("\n".join(taken))
    return at
