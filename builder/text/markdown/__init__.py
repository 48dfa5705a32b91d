"""Markdown of a body to HTML that is safe to publish: text in, value out, nothing opened.

`convert` is the costly step and depends on the text and its language only, so its value may be
remembered by their digest; `resolve` then puts the addresses of the site into it.
"""

from builder.text.markdown.addresses import heading_id
from builder.text.markdown.body import Body, BodyImage, BodyLink, Heading
from builder.text.markdown.convert import convert
from builder.text.markdown.resolve import ImageTarget, LinkTarget, resolve
from builder.text.markdown.typography import typeset

__all__ = [
    "Body",
    "BodyImage",
    "BodyLink",
    "Heading",
    "ImageTarget",
    "LinkTarget",
    "convert",
    "heading_id",
    "resolve",
    "typeset",
]
