"""A style sheet as one small file, put together from its sources.

`main.css`, and each file of `pages/`, says what belongs together and in which layer; `bundle_css` follows it.
Reading is the caller's: text comes in through a function, text goes out.
"""

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from posixpath import dirname, join, normpath
from typing import NamedTuple

import rcssmin

_IMPORT = re.compile(r'^@import "(?P<path>[^"]+)"(?: layer\((?P<layer>[\w.-]+)\))?;\n?', re.MULTILINE)


class _Part(NamedTuple):
    layer: str | None
    css: str


def bundle_css(read: Callable[[str], str], name: str) -> str:
    """A sheet with its imports put in place, minified.

    `read` returns the text of a file by its path. Imported files import nothing themselves,
    and their `url()` are written as seen from the folder where the sheet will be published.
    """
    entry = read(name)
    head = _IMPORT.sub("", entry)
    return _minified(head) + "".join(_layers(_parts(entry, dirname(name), read)))


def _parts(entry: str, folder: str, read: Callable[[str], str]) -> Iterator[_Part]:
    for found in _IMPORT.finditer(entry):
        yield _Part(found["layer"], _minified(read(normpath(join(folder, found["path"])))))


def _layers(parts: Iterator[_Part]) -> Iterator[str]:
    """Neighbours in one layer share its block."""
    for layer, group in groupby(parts, key=lambda part: part.layer):
        css = "".join(part.css for part in group)
        yield f"@layer {layer}{{{css}}}" if layer else css


def _minified(css: str) -> str:
    """Always of a part alone: inside `@layer` the minifier would take `a :is(b)` for `a:is(b)`."""
    return str(rcssmin.cssmin(css))
