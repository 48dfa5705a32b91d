"""What an address of the preview gets: a file of the output folder, with the reload script in every page."""

import mimetypes
import re
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

HEAD_END = re.compile(rb"</head\s*>|</body\s*>|\Z", re.IGNORECASE)
TYPES = {
    ".ics": "text/calendar",
    ".geojson": "application/geo+json",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".js": "text/javascript",
    ".xml": "application/xml",
    ".csv": "text/csv",
    ".md": "text/markdown",
}
DIGEST = re.compile(r"/assets/(?:(?:css|images)/.*\.[0-9a-f]{10}\.\w+$|js\.[0-9a-f]{10}/)")
TEXTUAL = ("text/", "application/json", "application/xml", "application/manifest+json", "application/geo+json")


@dataclass(frozen=True, slots=True)
class Found:
    """A file that answers an address."""

    path: Path


@dataclass(frozen=True, slots=True)
class Moved:
    """The address that the browser is to ask for instead."""

    url: str


def look_up(address: str, output: Path, prefix: str) -> Found | Moved | None:
    """What a percent-encoded path of a request names; None for nothing, or nothing inside the output folder.

    `prefix` is the path under which the site lives, with a slash at both ends.
    """
    if not address.startswith(prefix):
        return Moved(prefix) if address in ("/", prefix.rstrip("/")) else None
    try:
        return _in_folder(unquote(address[len(prefix) :]), output.resolve(), prefix)
    except (OSError, ValueError):  # a name that no disk can hold
        return None


def _in_folder(relative: str, root: Path, prefix: str) -> Found | Moved | None:
    path = (root / relative).resolve()
    if relative.startswith("/") or "\\" in relative or not path.is_relative_to(root):
        return None
    if path.is_dir():
        if relative and not relative.endswith("/"):
            return Moved(prefix + quote(path.relative_to(root).as_posix()) + "/")
        path /= "index.html"
    elif relative.endswith("/"):
        return None
    return Found(path) if path.is_file() else None


def is_page(address: str) -> bool:
    """Whether a browser that asks for this address wants to show a page, not a picture or a script."""
    name = unquote(address).rpartition("/")[2]
    return "." not in name or name.endswith((".html", ".htm"))


def names_its_content(address: str) -> bool:
    """Whether a digest of the content is part of the address, as in `assets/css/main.32739c8923.css`: a browser may
    keep it, and a page that is loaded again after a save need not fetch it."""
    return DIGEST.search(address) is not None


def content_type(name: str) -> str:
    """The type by the ending of a name, the same on every machine for all that a site consists of."""
    suffix = Path(name).suffix.lower()
    found = TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith(TEXTUAL) else found


def with_script(page: bytes, src: str) -> bytes:
    """The page with a script loaded from a file at the end of its head, or as late as it must be."""
    tag = f'<script src="{src}" async></script>'.encode()
    match = HEAD_END.search(page)
    at = match.start() if match else len(page)
    return page[:at] + tag + page[at:]


def is_own_host(host: str, bound: str) -> bool:
    """Whether a Host header names this machine in a way that no foreign site can bring about.

    A name that a stranger resolves to this machine (DNS rebinding) is neither an
    address, nor localhost, nor what the server was told to listen on.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return name in ("localhost", bound.lower()) or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def is_same_origin(origin: str, host: str) -> bool:
    return urlsplit(origin).netloc.lower() == host.lower()
