"""A static server on the loopback address that behaves as the hosts do where sites are published."""

import gzip
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from socket import socket
from typing import BinaryIO

from tests.tools.built_site import BuiltSite

NO_FILE = "/nowhere"
COMPRESSED = {".css", ".csv", ".geojson", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml"}
"""What hosts compress; pictures, fonts and the index of search are small as they are."""


class _Server(ThreadingHTTPServer):
    site: BuiltSite

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        """A browser that leaves a page before it is whole hangs up; anything else is an error to see."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(SimpleHTTPRequestHandler):
    server: _Server

    # A bare Debian has no table of types, and a browser refuses fonts and modules of an unknown type.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".css": "text/css",
        ".js": "text/javascript",
        ".svg": "image/svg+xml",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }

    def translate_path(self, path: str) -> str:
        return str(self.server.site.file(path) or NO_FILE)

    def send_head(self) -> BytesIO | BinaryIO | None:
        file = self.server.site.file(self.path)
        if file is None or file.suffix not in COMPRESSED or "gzip" not in self.headers.get("Accept-Encoding", ""):
            return super().send_head()
        return self._compressed(file)

    def _compressed(self, file: Path) -> BytesIO:
        body = gzip.compress(file.read_bytes(), mtime=0)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        return BytesIO(body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A missing page is answered with the site's own 404.html."""
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        body = (self.server.site.root / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test's report is not an access log."""


@contextmanager
def serving(site: BuiltSite) -> Iterator[str]:
    """Serves the site while the block runs; the value is the server's origin, without a slash at the end."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.site = site
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
