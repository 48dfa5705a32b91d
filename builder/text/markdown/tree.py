"""Small moves on a tree that keep the text around an element where it stands."""

from xml.etree.ElementTree import Element

Node = Element


def parents_of(root: Node) -> dict[Node, Node]:
    """Every element's parent: the tree itself does not know them."""
    return {child: parent for parent in root.iter() for child in parent}


def place_of(parent: Node, element: Node) -> int:
    return list(parent).index(element)


def remove(parent: Node, element: Node) -> None:
    """Take an element out with its content, but leave the text after it."""
    _leave_text(parent, place_of(parent, element), element.tail)
    parent.remove(element)


def unwrap(parent: Node, element: Node) -> None:
    """Take a tag out and leave its content in its place."""
    at = place_of(parent, element)
    _leave_text(parent, at, element.text)
    children = list(element)
    if children:
        children[-1].tail = (children[-1].tail or "") + (element.tail or "")
        parent[at : at + 1] = children
    else:
        remove(parent, element)


def replace(parent: Node, element: Node, by: Node) -> None:
    """Put another element in the place of one."""
    by.tail, element.tail = element.tail, None
    parent[place_of(parent, element)] = by


def move_content(source: Node, target: Node) -> None:
    """Move text and children from one element to the end of an empty other."""
    target.text, source.text = source.text, None
    target.extend(list(source))
    del source[:]


def is_blank(text: str | None) -> bool:
    return not text or text.isspace()


def text_of(element: Node) -> str:
    return "".join(element.itertext())


def _leave_text(parent: Node, at: int, text: str | None) -> None:
    """Put a text before the child that stands at a place."""
    if not text:
        return
    if at == 0:
        parent.text = (parent.text or "") + text
    else:
        previous = parent[at - 1]
        previous.tail = (previous.tail or "") + text
