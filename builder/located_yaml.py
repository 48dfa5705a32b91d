"""YAML text to a tree in which every value knows its line and column.

Scalars stay text, exactly as written: the schema decides what a value means, so
`NO`, `00012345`, `12:30` and `2024-13-01` reach it unharmed. What other YAML readers
would turn into something else is reported, and what could harm a reader (anchors,
tags, duplicate keys, unbounded nesting) is refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zlib import compress, decompress

import yaml

from builder.diagnostics import Diagnostic, Location, Outcome, Term, finding
from builder.frozen import Frozen

MAX_CHARACTERS = 200_000
MAX_DEPTH = 40

_NULLS = {"", "~", "null"}
_SWITCH_WORDS = re.compile(r"(?:y|n|yes|no|on|off)", re.IGNORECASE)
_LEADING_ZERO = re.compile(r"[-+]?0[0-9_]+")
_CLOCK = re.compile(r"[0-9]{1,2}(?::[0-5]?[0-9])+")
_MISREAD = (("V118", _SWITCH_WORDS), ("V119", _LEADING_ZERO), ("V120", _CLOCK))
_MAY_BE_MISREAD = re.compile(r"[-+0-9].*|.{1,3}")
_BLOCK_MARKS = re.compile(r"^[ \t?:-]+", re.MULTILINE)
_OTHER_LINE_ENDS = "\x85\u2028\u2029"

Path = tuple[str | int, ...]


Spot = tuple[str, int, int, int | None]
"""A place as a `Location` names it: path, line, column, column after the last. Few are ever told of."""


def _located(spot: Spot) -> Location:
    path, line, column, end_column = spot
    return Location(path=path, line=line, column=column, end_column=end_column)


@dataclass(slots=True)
class Node:
    """A YAML value: text or nothing, a list, or a mapping of nodes, with the place where it stands.

    `place` marks the value; `key_place` marks its key, where it has one. `quoted` tells
    that a text was written in quotes or as a block. `block` is the line on which a
    block scalar's text begins and how far it is indented, for findings inside it.
    """

    value: "str | list[Node] | dict[str, Node] | None"
    spot: Spot
    key_spot: Spot | None = None
    quoted: bool = False
    block: tuple[int, int] | None = None

    @property
    def place(self) -> Location:
        return _located(self.spot)

    @property
    def key_place(self) -> Location | None:
        return None if self.key_spot is None else _located(self.key_spot)

    def plain(self) -> object:
        """The value without places, for the schema."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def items(self) -> Mapping[str, "Node"]:
        return self.value if isinstance(self.value, dict) else {}

    def get(self, key: str) -> "Node | None":
        return self.items().get(key)

    def at(self, path: Path) -> "Node":
        """The node at `path`, or its nearest parent that exists."""
        node = self
        for step in path:
            child: Node | None = None
            if isinstance(node.value, dict):
                child = node.value.get(str(step))
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                child = node.value[step]
            if child is None:
                break
            node = child
        return node

    def place_of(self, path: Path) -> Location:
        """Where the value at `path` stands, or its nearest parent."""
        return self.at(path).place

    def key_place_of(self, path: Path) -> Location:
        """Where the key at `path` stands, or else its value."""
        node = self.at(path)
        return node.key_place or node.place


class Fields(Frozen, kw_only=False):
    """The places of a file's fields without the tree that knows them: it is composed again for the few that are asked.

    `packed` is the YAML, `line` the line of the file on which it begins.
    """

    path: str
    packed: bytes
    line: int

    @classmethod
    def of(cls, text: str, *, path: str, line: int) -> "Fields":
        return cls(path, compress(text.encode(), 1), line)

    def at(self, path: Path) -> Node:
        return self._tree().at(path)

    def place_of(self, path: Path) -> Location:
        return self._tree().place_of(path)

    def key_place_of(self, path: Path) -> Location:
        return self._tree().key_place_of(path)

    def _tree(self) -> Node:
        fields = _Reader(self.path, self.line).read(decompress(self.packed).decode())
        return Node(fields.value, (self.path, self.line, 1, None))


def empty_node(path: str) -> Node:
    return Node({}, (path, 1, 1, None))


def parse(text: str, *, path: str, first_line: int = 1) -> Outcome[Node]:
    """Compose a YAML mapping. `first_line` is the line of the file on which `text` begins."""
    reader = _Reader(path, first_line)
    return Outcome(reader.read(text), tuple(reader.found))


class _Loader(yaml.CSafeLoader):
    """Composes without guessing what a scalar is: its tag is only asked for when it was written."""

    def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:
        return "tag:yaml.org,2002:str"


class _Reader:
    """Walks one composed document; `found` gathers what it meets."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.found: list[Diagnostic] = []
        self.lines: list[str] = []

    def read(self, text: str) -> Node:
        for mark in _OTHER_LINE_ENDS:  # they would count as lines here, and nowhere else
            if mark in text:
                text = text.replace(mark, " ")
        self.lines = text.split("\n")
        blank = Node({}, self._spot(0, 0))
        if len(text) > MAX_CHARACTERS:
            self._report("V137", blank.spot, limit=MAX_CHARACTERS)
            return blank
        too_deep = _first_too_deep(text)
        if too_deep is not None:
            self._report("V138", self._spot(*too_deep), limit=MAX_DEPTH)
            return blank
        try:
            root = yaml.compose(text, Loader=_Loader)
        except yaml.YAMLError as error:
            self._report_syntax(error)
            return blank
        if root is None:
            return blank
        if not isinstance(root, yaml.MappingNode):
            self._report("V108", self._mark(root))
            return blank
        if "*" in text:  # what an alias begins with
            self._refuse_aliases(root)
        return blank if self.found else self._convert(root)

    def _spot(self, line: int, column: int) -> Spot:
        return (self.path, self.first_line + line, column + 1, None)

    def _mark(self, node: yaml.Node) -> Spot:
        start, end = node.start_mark, node.end_mark
        line, column = start.line, start.column
        after = end.column
        same_line = line == end.line and after > column
        return (self.path, self.first_line + line, column + 1, after + 1 if same_line else None)

    def _report(self, code: str, spot: Spot, **values: str | int | Term) -> None:
        self.found.append(Diagnostic(code=code, location=_located(spot), values=values))

    def _report_syntax(self, error: yaml.YAMLError) -> None:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line, column = (mark.line, mark.column) if mark else (0, 0)
        if mark is None and isinstance(position := getattr(error, "position", None), int):
            before = "\n".join(self.lines).encode("utf-8")[:position].decode("utf-8", "ignore")
            line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        line = min(line, len(self.lines) - 1)
        opened = getattr(error, "context_mark", None)
        if opened is not None and opened.line < line and "flow" in str(getattr(error, "context", "")):
            line, column = opened.line, opened.column  # the bracket that was never closed
        tab = _tab_in_indentation(self.lines, line)
        if tab is not None:
            self._report("V104", self._spot(*tab))
            return
        colon = _unquoted_colon(self.lines, line)
        if colon is not None:
            self._report("V142", self._spot(*colon))
            return
        line, column = _unclosed_quote(self.lines, line) or (line, column)
        self._report("V103", self._spot(line, column), problem=str(getattr(error, "problem", None) or "YAML"))

    def _refuse_aliases(self, root: yaml.Node) -> None:
        """A node met twice was written once and repeated by an alias: that is how small files grow without end."""
        seen: set[int] = set()
        for node in _walk(root, seen):
            self._report("V106", self._mark(node))

    def _convert(self, node: yaml.Node, key: Spot | None = None) -> Node:
        spot, tag = self._mark(node), node.tag
        if tag != "tag:yaml.org,2002:str" and not _is_harmless(tag):
            self._report("V107", spot, tag=tag)
        if isinstance(node, yaml.ScalarNode):
            return self._convert_scalar(node, spot, key)
        if isinstance(node, yaml.MappingNode):
            return Node(self._convert_mapping(node), spot, key)
        return Node([self._convert(item) for item in node.value], spot, key)

    def _convert_mapping(self, node: yaml.MappingNode) -> dict[str, Node]:
        out: dict[str, Node] = {}
        for key_node, value_node in node.value:
            key_spot = self._mark(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self._report("V109", key_spot)
                continue
            key = key_node.value
            if key in out:
                first = out[key].key_place
                self.found.append(finding("V105", _located(key_spot), related=[first] if first else [], field=key))
                continue
            out[key] = self._convert(value_node, key_spot)
        return out

    def _convert_scalar(self, node: yaml.ScalarNode, spot: Spot, key: Spot | None) -> Node:
        text, style = node.value, node.style
        if style in ("|", ">"):
            return Node(text, spot, key, quoted=True, block=self._block_start(node.start_mark.line))
        if style:
            return Node(text, spot, key, quoted=True)
        if text in _NULLS:
            return Node(None, spot, key)
        if _MAY_BE_MISREAD.fullmatch(text):
            self._warn_of_other_readers(text, spot)
        return Node(text, spot, key)

    def _block_start(self, line: int) -> tuple[int, int]:
        """The first written line below a block scalar's mark, and its indentation."""
        for number in range(line + 1, len(self.lines)):
            if self.lines[number].strip():
                return self.first_line + number, len(self.lines[number]) - len(self.lines[number].lstrip(" "))
        return self.first_line + line + 1, 0

    def _warn_of_other_readers(self, text: str, spot: Spot) -> None:
        for code, pattern in _MISREAD:
            if pattern.fullmatch(text):
                self._report(code, spot, value=text)


def _is_harmless(tag: str) -> bool:
    return tag.startswith("tag:yaml.org,2002:") and not tag.startswith("tag:yaml.org,2002:python")


def _walk(root: yaml.Node, seen: set[int]) -> Iterator[yaml.Node]:
    """Nodes that are met a second time."""
    stack = [root]
    while stack:
        node = stack.pop()
        if id(node) in seen:
            yield node
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            stack.extend(part for pair in node.value for part in pair)
        elif isinstance(node, yaml.SequenceNode):
            stack.extend(node.value)


def _first_too_deep(text: str) -> tuple[int, int] | None:
    """Where a value nests deeper than any honest file, before composing recurses into it and takes the program down.

    Events come one by one and need no recursion, but cost as much as composing, so only a
    text that could be deep is read twice.
    """
    if _depth_bound(text) <= MAX_DEPTH:
        return None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH and event.start_mark is not None:
                    return event.start_mark.line, event.start_mark.column
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.MarkedYAMLError as error:
        # Newer LibYAML gives up by itself where brackets nest a thousand deep, before it tells of the first.
        if error.problem_mark is not None and "nesting depth" in str(error.problem):
            return error.problem_mark.line, error.problem_mark.column
    except yaml.YAMLError:
        return None
    return None


def _depth_bound(text: str) -> int:
    """No value of the text is nested deeper: a flow opens by a bracket, a block further to the right."""
    blocks = max((len(marks) for marks in _BLOCK_MARKS.findall(text)), default=0)
    return 2 * (blocks + 1) + text.count("[") + text.count("{")


def _tab_in_indentation(lines: list[str], line: int) -> tuple[int, int] | None:
    """The tab nearest above the parser's complaint, if that is what it complains of."""
    for number in range(line, max(line - 2, -1), -1):
        indentation = re.match(r"[ \t]*", lines[number])
        if indentation and "\t" in indentation.group():
            return number, indentation.group().index("\t")
    return None


def _unquoted_colon(lines: list[str], line: int) -> tuple[int, int] | None:
    """A second colon in a plain value, the commonest slip of all: `title: Дім: початок`."""
    match = re.match(r"\s*(?:- )?[\w-]+:\s+(?![\"'|>\[{])[^#]*?(: )", lines[line])
    return (line, match.start(1)) if match else None


def _unclosed_quote(lines: list[str], line: int) -> tuple[int, int] | None:
    """A quotation mark above the complaint that its own line does not close: from there the parser read on."""
    for number in range(line + 1):
        match = re.match(r"\s*(?:- )?(?:[\w-]+:\s+)?([\"'])", lines[number])
        if match and match.group(1) not in lines[number][match.end() :]:
            return number, match.start(1)
    return None
