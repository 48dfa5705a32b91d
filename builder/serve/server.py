"""The server that browsers talk to: livereload's protocol and client, behind checks of origin and host."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from secrets import token_hex
from typing import Any, Protocol

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado import escape, web
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from builder.serve.answers import (
    Found,
    Moved,
    content_type,
    is_own_host,
    is_page,
    is_same_origin,
    look_up,
    names_its_content,
    with_script,
)

SOCKET = r"/livereload"
CLIENT = r"/livereload\.js"
FAILED = 500  # honest towards scripts, and kept by no cache
MAX_RETRY_DELAY = 4000  # milliseconds; the client's own minute is long after a restart


class BuildResult(Protocol):
    """How a build ended: whether the output folder holds its site, whether that changed, and what was found."""

    @property
    def ok(self) -> bool: ...

    @property
    def changed(self) -> bool: ...

    @property
    def findings(self) -> Sequence[Any]: ...


@dataclass(slots=True)
class Stage:
    """What browsers are shown at the moment.

    `version` changes with every build that changes what is shown and every start of the server; a page
    carries the version it was served with, so that one that arrived late is told to reload.
    """

    output: Path
    prefix: str
    host: str
    render_failure: Callable[[Sequence[Any]], str]
    files: Mapping[str, bytes]
    ready: Callable[[], Awaitable[object]]
    result: BuildResult | None = None
    version: str = field(default_factory=lambda: _version())

    def show(self, result: BuildResult) -> bool:
        """Whether browsers see anything else from now on."""
        before, self.result = self.result, result
        if before is not None and before.ok and result.ok and not result.changed:
            return False
        self.version = _version()
        return True

    @property
    def failure(self) -> str | None:
        """The page to show instead of the site, when there is no good one."""
        if self.result is None or self.result.ok:
            return None
        return self.render_failure(self.result.findings)


def _version() -> str:
    return f"v{token_hex(8)}"


class _NoPolling:
    """What livereload asks of a watcher where all reloads are told to it."""

    filepath = None


class PreviewServer(Server):  # type: ignore[misc]  # livereload has no types
    """livereload's server, serving a stage; `port` is known once it listens."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(watcher=_NoPolling())
        self.stage = stage
        self.port = 0

    def application(
        self, port: int, host: str, liveport: int | None = None, debug: bool | None = None, live_css: bool = True
    ) -> None:
        """Listen. Unlike the original, pages load the client as a file: the site's policy allows no inline script."""
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = live_css
        shared = {"stage": self.stage}
        handlers = [(SOCKET, ReloadSocket, shared), (CLIENT, ReloadClient, shared), (r".*", SiteFile, shared)]
        sockets = bind_sockets(port, host)
        self.port = sockets[0].getsockname()[1]
        self._http = HTTPServer(web.Application(handlers, log_function=lambda handler: None))
        self._http.add_sockets(sockets)

    def reload(self) -> None:
        LiveReloadHandler.reload_waiters()

    async def close(self) -> None:
        self._http.stop()
        for socket in LiveReloadHandler.waiters.copy():
            socket.close()
        LiveReloadHandler.waiters.clear()
        await self._http.close_all_connections()


class _Guarded(web.RequestHandler):
    """A handler that answers only requests made to this machine by its own name."""

    def initialize(self, stage: Stage) -> None:
        self.stage = stage

    def prepare(self) -> None:
        if not is_own_host(self.request.host, self.stage.host):
            raise web.HTTPError(403)

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.clear_header("Server")

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ANN401  # as tornado declares it
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}\n")


class ReloadSocket(_Guarded, LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """The connection over which a page hears that it is to reload."""

    page_version: str | None = None

    def check_origin(self, origin: str) -> bool:
        return is_same_origin(origin, self.request.host)

    def on_message(self, message: str | bytes) -> None:
        try:
            told = escape.json_decode(message)
            super().on_message(message)
            self._catch_up(told)
        except (ValueError, AttributeError, KeyError, TypeError):  # no message of the protocol
            self.close()

    def _catch_up(self, told: Mapping[str, Any]) -> None:
        """A build may have ended between a page's way to the browser and its call here: then it reloads at once."""
        if told["command"] == "hello":
            self.page_version = told.get("snipver")
        elif told["command"] == "info" and self.page_version not in (None, self.stage.version):
            self.send_message({"command": "reload", "path": "*", "liveCSS": True, "liveImg": True})


class ReloadClient(_Guarded, LiveReloadJSHandler):  # type: ignore[misc]  # livereload has no types
    """livereload's script for the browser."""


class SiteFile(_Guarded):
    """Every other address: the output folder, or the failure page in place of its pages."""

    async def get(self) -> None:
        await self.stage.ready()
        address = self.request.path
        version = self.stage.version  # taken before the file is read: a build that ends meanwhile makes the page stale
        failure = self.stage.failure
        if address in self.stage.files:
            self._send(self.stage.files[address], address, version)
        elif failure is not None and is_page(address):
            self._send(failure.encode(), "failure.html", version, status=FAILED)
        else:
            self._send_from_folder(address, version)

    head = get

    def _send_from_folder(self, address: str, version: str) -> None:
        match look_up(address, self.stage.output, self.stage.prefix):
            case Found(path):
                self._send(path.read_bytes(), path.name, version)
            case Moved(url):
                self.redirect(url)
            case None:
                self._send_missing(version)

    def _send_missing(self, version: str) -> None:
        page = self.stage.output / "404.html"
        if not page.is_file():
            raise web.HTTPError(404)
        self._send(page.read_bytes(), page.name, version, status=404)

    def _send(self, content: bytes, name: str, version: str, *, status: int = 200) -> None:
        if status == HTTPStatus.OK and names_its_content(self.request.path):
            self.set_header("Cache-Control", "max-age=31536000, immutable")
        kind = content_type(name)
        if kind.startswith("text/html"):
            content = with_script(content, self._client(version))
        self.set_status(status)
        self.set_header("Content-Type", kind)
        self.finish(content)

    def _client(self, version: str) -> str:
        """The client's address; it calls back on the port that the browser sees, and tells the version."""
        _host, _colon, port = self.request.host.rpartition(":")
        port = port if port.isdigit() else "80"
        return f"/livereload.js?port={port}&amp;snipver={version}&amp;maxdelay={MAX_RETRY_DELAY}"

    def compute_etag(self) -> None:
        """What is cached changes its address with its content, so nothing needs a tag."""
