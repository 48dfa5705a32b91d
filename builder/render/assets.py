"""The style sheet as one small file, put together from its sources.

`main.css` says what belongs together and in which layer; `bundle_css` follows it.
Reading is the caller's: text comes in through a function, text goes out.
"""

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import NamedTuple

import rcssmin

ENTRY = "main.css"
_IMPORT = re.compile(r'^@import "(?P<path>[^"]+)"(?: layer\((?P<layer>[\w.-]+)\))?;\n?', re.MULTILINE)
_FONT_URL = re.compile(r"url\((?P<path>[^)\"']+\.woff2)\)")
_UP = re.compile(r"^(?:\.\./)+")


class _Part(NamedTuple):
    layer: str | None
    css: str


def bundle_css(read: Callable[[str], str]) -> str:
    """`main.css` with its imports put in place, minified.

    `read` returns the text of a file by its path inside the folder of `main.css`. Imported
    files import nothing themselves, and their `url()` are written as seen from that folder.
    """
    entry = read(ENTRY)
    head = _IMPORT.sub("", entry)
    return str(rcssmin.cssmin(head + "\n".join(_layers(_parts(entry, read)))))


def font_files(css: str) -> tuple[str, ...]:
    """Paths of the fonts a style sheet asks for, as written in it, without leading `../`."""
    return tuple(_UP.sub("", found["path"]) for found in _FONT_URL.finditer(css))


def _parts(entry: str, read: Callable[[str], str]) -> Iterator[_Part]:
    for found in _IMPORT.finditer(entry):
        yield _Part(found["layer"], read(found["path"]))


def _layers(parts: Iterator[_Part]) -> Iterator[str]:
    """Neighbours in one layer share its block."""
    for layer, group in groupby(parts, key=lambda part: part.layer):
        css = "\n".join(part.css for part in group)
        yield f"@layer {layer}{{{css}}}" if layer else css
