"""Small moves on an lxml tree that keep the text around an element where it stands."""

from lxml import etree

Node = etree._Element


def remove(element: Node) -> None:
    """Take an element out with its content, but leave the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    _leave_text(element, parent, element.tail)
    parent.remove(element)


def unwrap(element: Node) -> None:
    """Take a tag out and leave its content in its place."""
    parent = element.getparent()
    if parent is None:
        return
    _leave_text(element, parent, element.text)
    at = parent.index(element)
    children = list(element)
    for child in reversed(children):
        parent.insert(at, child)
    if children:
        children[-1].tail = (children[-1].tail or "") + (element.tail or "")
        element.tail = None
        parent.remove(element)
    else:
        remove(element)


def replace(element: Node, by: Node) -> None:
    """Put another element in the place of one."""
    by.tail, element.tail = element.tail, None
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, by)


def move_content(source: Node, target: Node) -> None:
    """Move text and children from one element to the end of an empty other."""
    target.text, source.text = source.text, None
    target.extend(list(source))


def take_attribute(element: Node, name: str) -> str | None:
    """The value of an attribute, which the element loses."""
    value = element.get(name)
    if value is not None:
        del element.attrib[name]
    return value


def is_blank(text: str | None) -> bool:
    return not text or text.isspace()


def text_of(element: Node) -> str:
    return "".join(str(text) for text in element.itertext())


def _leave_text(element: Node, parent: Node, text: str | None) -> None:
    if not text:
        return
    previous = element.getprevious()
    if previous is None:
        parent.text = (parent.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text
