"""Licences by the names that editors write."""

from builder.model.site import LICENCES
from builder.pages.views import Link

SHORT = {"CC0": "CC0-1.0"}


def licence_link(name: str) -> Link:
    """Its short name and where it is explained; words of another kind lead nowhere."""
    written = name.upper().replace(" ", "-")
    text, url = LICENCES.get(SHORT.get(written, written), (name, ""))
    return Link(text=text, url=url)
