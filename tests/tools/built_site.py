"""A built site, read as a browser reads it: an address leads to a file, a link to an address."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import html

# Where an element names something the browser fetches by itself, and where it names something a reader may follow.
RESOURCES = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "object": ("data",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
}
FETCHED_LINK_RELS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon", "mask-icon"}
LINKS = {"a": ("href",), "area": ("href",), "form": ("action",), "link": ("href",)}


class Reference(NamedTuple):
    """One mention of an address in a page."""

    page: str
    line: int
    element: str
    target: str

    def __str__(self) -> str:
        return f"{self.page} line {self.line}: <{self.element}> {self.target}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltSite:
    """`root` is the output folder; `base` the permalink of the home page, which may carry a path prefix."""

    root: Path
    base: str

    @property
    def prefix(self) -> str:
        return urlsplit(self.base).path

    def addresses(self) -> list[str]:
        """The address of every HTML page, from the root of the host."""
        return sorted(self.address(file) for file in self.root.rglob("*.html"))

    def address(self, file: Path) -> str:
        path = file.relative_to(self.root).as_posix()
        return self.prefix + (path.removesuffix("index.html") if file.name == "index.html" else path)

    def file(self, address: str) -> Path | None:
        """The file that answers the address as a plain static server would, with exactly these letters."""
        path = unquote(urlsplit(address).path)
        if not path.startswith(self.prefix):
            return None
        inside = path.removeprefix(self.prefix)
        file = self.root / (inside + "index.html" if inside == "" or inside.endswith("/") else inside)
        return file if file.is_file() else None

    def page(self, address: str) -> html.HtmlElement:
        file = self.file(address)
        assert file is not None, f"no page at {address}"
        return _parsed(file)

    def is_ours(self, target: str) -> bool:
        return urlsplit(target)[:2] == urlsplit(self.base)[:2]

    def resources(self, address: str) -> Iterator[Reference]:
        """Everything the browser fetches by itself to show the page, as absolute addresses."""
        for element in self.page(address).iter(*RESOURCES):
            for name in RESOURCES[element.tag]:
                for value in _addresses_in(name, element.get(name)):
                    yield self._reference(address, element, value)
        for element in self.page(address).iter("link"):
            if FETCHED_LINK_RELS & set(element.get("rel", "").split()):
                yield self._reference(address, element, element.get("href", ""))

    def links(self, address: str) -> Iterator[Reference]:
        """Everything the page points to, as absolute addresses with their fragments."""
        for element in self.page(address).iter(*LINKS):
            for name in LINKS[element.tag]:
                if (value := element.get(name)) is not None:
                    yield self._reference(address, element, value)

    def has_fragment(self, target: str) -> bool:
        """Whether the fragment of the target, if it has one, is an id in the page it names."""
        address, fragment = urldefrag(target)
        file = self.file(address)
        if not fragment or fragment == "top" or file is None or file.suffix != ".html":
            return True
        return unquote(fragment) in _ids(file)

    def _reference(self, address: str, element: html.HtmlElement, value: str) -> Reference:
        absolute = urljoin(urljoin(self.base, address), value.strip())
        return Reference(address, element.sourceline or 0, str(element.tag), absolute)


def read_built_site(root: Path) -> BuiltSite:
    """The site in `root`, whose home page says by its canonical link where it is published."""
    [canonical] = _parsed(root / "index.html").xpath('//link[@rel="canonical"]/@href')
    return BuiltSite(root=root, base=str(canonical))


def _addresses_in(attribute: str, value: str | None) -> list[str]:
    if not value:
        return []
    if attribute == "srcset":
        return [candidate.split()[0] for candidate in value.split(",") if candidate.strip()]
    return [value]


@cache
def _parsed(file: Path) -> html.HtmlElement:
    return html.document_fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


@cache
def _ids(file: Path) -> frozenset[str]:
    return frozenset(str(value) for value in _parsed(file).xpath("//@id"))
