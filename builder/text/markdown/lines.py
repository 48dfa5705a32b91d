"""How lines are read: what begins a block, what goes on one, which lines a container takes."""

import re

RAW = "v-raw"
"""Tag of an element whose text is HTML as the author wrote it."""
NOTES = "v-notes"
"""Tag of the list of footnotes at the end."""
PLACE = "data-at"
"""Attribute with the line on which a block begins, counted from 1."""
LAZY = "\x03"
"""Put before a line that goes on a paragraph without the marks of its containers: it begins no block
at any depth. Control characters of the author are gone before the text comes here."""
HEADING = re.compile(r" {0,3}(#{1,6})(?: +|$)")
RULE = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
UNDERLINE = re.compile(r" {0,3}(?:(=+)|-+) *$")
FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
QUOTE = re.compile(r" {0,3}> ?")
ITEM = re.compile(r"( {0,3})([-+*]|(\d{1,9})[.)])( +|$)")
NOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]: *")
_BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt"
    "|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu"
    "|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr"
    "|track|ul"
)
_ATTRIBUTE = r"""\s+[a-zA-Z_:][\w:.-]*+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""
HTML_STARTS: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...] = (
    (
        re.compile(r" {0,3}<(?:script|pre|style|textarea)(?:\s|>|$)", re.I),
        re.compile(r"</(?:script|pre|style|textarea)>", re.I),
    ),
    (re.compile(r" {0,3}<!--"), re.compile(r"-->")),
    (re.compile(r" {0,3}<\?"), re.compile(r"\?>")),
    (re.compile(r" {0,3}<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(r" {0,3}<![a-zA-Z]"), re.compile(r">")),
    (re.compile(rf" {{0,3}}</?(?:{_BLOCK_TAGS})(?:\s|/?>|$)", re.I), None),
)
"""How a block of HTML begins, and the mark on whose line it ends (None: at a blank line)."""
LONE_TAG = re.compile(rf" {{0,3}}(?:<[a-zA-Z][\w-]*+(?:{_ATTRIBUTE})*\s*/?>|</[a-zA-Z][\w-]*\s*>)\s*$")
"""A tag of any name alone on its line begins a block too, but not in the middle of a paragraph."""
Lines = list[str]


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def interrupts_paragraph(line: str) -> bool:
    """Whether a line begins a block although no blank line stands before it."""
    mark = line.lstrip(" ")[:1]
    if not mark or mark not in "#>-+*_`~<[0123456789" or indent_of(line) > 3:
        return False
    if mark == "<":
        return _begins_html(line)
    if mark == "[":
        return bool(NOTE.match(line))
    if HEADING.match(line) or QUOTE.match(line) or FENCE.match(line) or RULE.match(line):
        return True
    item = ITEM.match(line)
    return bool(item and item.end() < len(line) and item[3] in (None, "1"))


def _begins_html(line: str) -> bool:
    return any(start.match(line) for start, _ in HTML_STARTS)


def ends_as_paragraph(line: str) -> bool:
    """Whether the innermost block of a line is a paragraph that the next line may go on without its marks."""
    while True:
        mark = QUOTE.match(line) or (None if RULE.match(line) else ITEM.match(line))
        if mark is None:
            break
        line = line[mark.end() :]
    text = line.strip()
    return bool(text) and not (HEADING.match(line) or RULE.match(line) or FENCE.match(line) or _begins_html(line))


class Gathering:
    """What is known of the lines of a container gathered so far: is a fence open, may a lazy line follow."""

    def __init__(self) -> None:
        self.lines: Lines = []
        self.fence = ""

    def add(self, line: str) -> None:
        self.lines.append(line)
        if "```" in line or "~~~" in line:
            self._follow_fence(line)

    def _follow_fence(self, line: str) -> None:
        bare = line.lstrip(" ")
        if self.fence:
            if bare.rstrip(" ").strip(self.fence[0]) == "" and len(bare.rstrip(" ")) >= len(self.fence):
                self.fence = ""
            return
        while mark := ITEM.match(bare) or QUOTE.match(bare):
            bare = bare[mark.end() :]
        opening = FENCE.match(bare)
        self.fence = opening[1] if opening else ""

    def takes_lazily(self, line: str) -> bool:
        last = self.lines[-1] if self.lines else ""
        begins_block = interrupts_paragraph(line) or ITEM.match(line)
        return not self.fence and not begins_block and ends_as_paragraph(last)


def gather_item(lines: Lines, at: int, mark: re.Match[str]) -> tuple[Lines, int]:
    """The lines of the list item that begins at `lines[at]`, without its indent and the blank lines
    that follow it, and the index after them."""
    line = lines[at]
    width = len(mark[1]) + len(mark[2])
    spaces = len(mark[4])
    empty = mark.end() == len(line)
    offset = width + (spaces if 1 <= spaces <= 4 and not empty else 1)
    gathered = Gathering()
    gathered.add(line[offset:])
    at += 1
    while at < len(lines):
        line = lines[at]
        if not line or line.isspace():
            if empty and len(gathered.lines) == 1:
                break
            gathered.add("")
        elif indent_of(line) >= offset:
            gathered.add(line[offset:])
        elif not gathered.takes_lazily(line):
            break
        else:
            gathered.add(LAZY + line)
        at += 1
    while not gathered.lines[-1] and len(gathered.lines) > 1:
        gathered.lines.pop()
        at -= 1
    return gathered.lines, at


def skip_blank(lines: Lines, at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def item_of_kind(lines: Lines, at: int, kind: str) -> re.Match[str] | None:
    """The marker at `lines[at]` if an item of the same list begins there."""
    mark = ITEM.match(lines[at]) if at < len(lines) else None
    return mark if mark and mark[2][-1] == kind and not RULE.match(lines[at]) else None
