"""A browser tab that remembers what went wrong in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request


@dataclass(kw_only=True)
class Window:
    """A tab of one width, opening pages of the built site in light colours."""

    page: Page
    origin: str
    width: int
    troubles: list[str] = field(default_factory=list)

    def open(self, address: str) -> list[str]:
        """Opens the page and tells the console's errors, failed requests and requests to other hosts."""
        self.troubles.clear()
        self.page.goto(self.origin + address, wait_until="load")
        self.page.evaluate("() => document.fonts.ready.then(() => true)")
        return list(self.troubles)

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(
            self.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        )

    @contextmanager
    def dark(self) -> Iterator[None]:
        """The same page for a reader whose system is dark."""
        self.page.emulate_media(color_scheme="dark")
        try:
            yield
        finally:
            self.page.emulate_media(color_scheme="light")

    def watch(self) -> None:
        def note_request(url: str) -> None:
            if urlsplit(url).scheme not in {"data", "blob"} and not url.startswith(self.origin + "/"):
                self.troubles.append(f"request to another host: {url}")

        def note_failure(request: Request) -> None:
            # What the browser itself gives up, as an icon when the page is left, is no fault of the site.
            if "ERR_ABORTED" not in (request.failure or ""):
                self.troubles.append(f"request failed: {request.url}")

        self.page.on("console", lambda message: message.type == "error" and self.troubles.append(message.text))
        self.page.on("pageerror", lambda error: self.troubles.append(f"script error: {error}"))
        self.page.on("requestfailed", note_failure)
        self.page.on("request", lambda request: note_request(request.url))
