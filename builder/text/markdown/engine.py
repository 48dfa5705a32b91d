"""The Markdown engine behind one function.

Nothing outside this folder knows which engine it is. A time budget belongs around `to_html`: text
in, HTML out, no other state than the one instance of the process.
"""

from collections.abc import Callable, Iterable
from functools import cache
from html import escape
from typing import cast
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor, Treeprocessor

from builder.text.markdown.blocks import CommonBlocks, NestingError
from builder.text.markdown.inlines import NOTE_REFERENCE, look_for_marks_of, register_inlines
from builder.text.markdown.lines import NOTES, RAW
from builder.text.markdown.plain import is_read

__all__ = ["NestingError", "to_html", "to_tree"]

VOID = frozenset({"br", "hr", "img"})


def to_html(text: str) -> str:
    """Convert Markdown to HTML, unsafe and without our ids: to be judged, finished and sanitised.

    Raises `NestingError` when quotes and lists stand in each other without end.
    """
    return _serialize(to_tree(text)).strip()


def to_tree(text: str) -> Element:
    """Convert Markdown to a tree; HTML that an author wrote stands in it as text of elements `RAW`.

    Raises `NestingError`.
    """
    engine = _engine()
    engine.references.clear()
    if not text.strip():
        return Element("div")
    root = cast(Element, engine.parser.parseDocument(text.split("\n")).getroot())
    look_for_marks_of(engine, text)
    for processor in engine.treeprocessors:
        processor.run(root)
    return root


@cache
def _engine() -> Markdown:
    """The one instance of this process: our blocks, our inlines, the engine's emphasis and bookkeeping."""
    engine = Markdown()
    for name in ("prettify", "unescape"):
        engine.treeprocessors.deregister(name)
    engine.parser = CommonBlocks(engine)
    register_inlines(engine)
    engine.treeprocessors.register(_ReadMarks(engine), "inline", 20)
    engine.treeprocessors.register(_AddNotes(engine), "add_notes", 30)
    engine.treeprocessors.register(_NumberNotes(engine), "number_notes", 10)
    return engine


class _ReadMarks(InlineProcessor):
    """Reads the inline marks of texts in which they were not plain."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        return tree if is_read(tree) else super().run(tree, ancestors)


class _AddNotes(Treeprocessor):
    """Puts the footnotes' texts at the end, so that their inline marks are read with the others."""

    def run(self, root: Element) -> None:
        notes = cast(CommonBlocks, self.md.parser).notes
        if notes:
            holder = SubElement(SubElement(root, NOTES), "ol")
            for label, note in notes.items():
                note.set("label", label)
                holder.append(note)


class _NumberNotes(Treeprocessor):
    """Numbers the footnotes in the order of their references; what nobody refers to is left out."""

    def run(self, root: Element) -> None:
        if not cast(CommonBlocks, self.md.parser).notes:
            return
        holder = root[-1][0]
        waiting = {note.attrib.pop("label"): note for note in list(holder)}
        numbers: dict[str, int] = {}
        holder[:] = []
        for note in self._in_order(root, waiting, numbers):
            holder.append(note)
        if not len(holder):
            root.remove(root[-1])

    def _in_order(self, root: Element, waiting: dict[str, Element], numbers: dict[str, int]) -> Iterable[Element]:
        """Each note when its first reference is met: those in the text, then those in the notes."""
        queue = [root]
        for place in queue:
            for reference in place.iter(NOTE_REFERENCE):
                label = reference.attrib.pop("label")
                if label not in numbers:
                    numbers[label] = len(numbers) + 1
                    queue.append(waiting[label])
                reference.set("n", str(numbers[label]))
        return queue[1:]


def _serialize(root: Element) -> str:
    parts: list[str] = []
    _write_children(root, parts.append)
    return "".join(parts)


def _write_children(parent: Element, write: Callable[[str], object]) -> None:
    """HTML of everything inside `parent`, without recursion: emphasis may be nested without end."""
    pending: list[Element | str] = list(reversed(parent))
    while pending:
        node = pending.pop()
        if isinstance(node, str):
            write(node)
            continue
        tail = escape(node.tail, quote=False) if node.tail else ""
        if node.tag == RAW:
            write((node.text or "") + tail)
            continue
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.items())
        write(f"<{node.tag}{attributes}>")
        if node.tag in VOID:
            write(tail)
            continue
        if node.text:
            write(escape(node.text, quote=False))
        pending.append(f"</{node.tag}>{tail}")
        pending.extend(reversed(node))
