"""Data for machines inside a page: schema.org as JSON-LD."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from builder.pages.urls import Base
from builder.pages.views import Link

Node = dict[str, Any]

_ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""Replaced one by one: five looks for one character are quicker than one at every character."""


def block(nodes: Iterable[Node]) -> str:
    """The nodes as the text of a script element, which nothing in it can end; empty where there are none."""
    graph = list(nodes)
    if not graph:
        return ""
    whole = {"@context": "https://schema.org", "@graph": graph}
    text = msgspec.json.encode(whole).decode()
    for character, escape in _ESCAPED.items():
        text = text.replace(character, escape)
    return text


def node(kind: str, **fields: object) -> Node:
    """A thing of this kind with the fields that are known."""
    return {"@type": kind, **{name: value for name, value in fields.items() if value not in (None, "", [], ())}}


def breadcrumbs(base: Base, crumbs: Sequence[Link], permalink: str) -> Node:
    """The way to a page, which is its last step."""
    return node(
        "BreadcrumbList",
        itemListElement=[
            node(
                "ListItem",
                position=position,
                name=plain(crumb.text),
                item=base.origin + crumb.url if crumb.url else permalink,
            )
            for position, crumb in enumerate(crumbs, start=1)
        ],
    )


def plain(text: str) -> str:
    """Without the blanks that only typesetting needs."""
    return text.replace("\u00a0", " ")
