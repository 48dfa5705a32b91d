"""The preview in a real loop, with real saves and a browser's requests and WebSocket."""

import asyncio
import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

from builder.serve import BuildResult, PortTakenError, preview
from builder.serve.answers import Found, Moved, content_type, is_own_host, is_page, look_up, with_script
from builder.serve.rounds import Afterwards, Touched
from tests.makers import write_site

PAGE = "<!DOCTYPE html><html><head><title>x</title></head><body>{}</body></html>"
PATIENCE = 20


@dataclass
class Result:
    ok: bool
    findings: Sequence[str] = ()
    changed: bool = True


@dataclass
class Site:
    """A tiny site: its one source becomes its one page; a source that says «broken» fails to build."""

    folder: Path
    building: threading.Event = field(default_factory=threading.Event)
    may_end: threading.Event = field(default_factory=threading.Event)
    slowness: float = 0
    builds: int = 0
    at_once: int = 0
    afterwards: Afterwards | None = None
    told: list[Touched] = field(default_factory=list)
    """What each build was told of."""

    @property
    def output(self) -> Path:
        return self.folder / "public"

    def save(self, text: str, name: str = "content/page.md") -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def save_by_renaming(self, text: str, name: str) -> None:
        self.save(text, f"{name}.new")
        (self.folder / f"{name}.new").replace(self.folder / name)

    def build(self, touched: Touched) -> Result:
        self.builds += 1
        self.told.append(touched)
        self.at_once += 1
        assert self.at_once == 1, "two builds at once"
        text = (self.folder / "content/page.md").read_text(encoding="utf-8")
        self.building.set()
        time.sleep(self.slowness)
        self.may_end.wait(PATIENCE)
        self.at_once -= 1
        if "broken" in text:
            return Result(False, [text])
        if "explode" in text:
            raise RuntimeError(text)
        self.output.mkdir(exist_ok=True)
        page, made = self.output / "index.html", PAGE.format(text)
        changed = not page.exists() or page.read_text(encoding="utf-8") != made
        page.write_text(made, encoding="utf-8")
        return Result(True, changed=changed)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.may_end.set()
    site.save("first")
    site.save("x", "site.yaml")
    return site


@dataclass
class Browser:
    """What a browser does: asks for pages, and listens on the WebSocket as livereload's client does."""

    url: str
    preview: asyncio.Future[Any]
    """Done when the preview has ended."""

    async def get(self, path: str = "", **headers: str) -> HTTPResponse:
        request = HTTPRequest(self.url + path, headers=headers, follow_redirects=False)
        return await AsyncHTTPClient().fetch(request, raise_error=False)

    async def text(self, path: str = "") -> str:
        return (await self.get(path)).body.decode()

    async def listen(self, version: str | None = None, **headers: str) -> WebSocketClientConnection:
        url = re.sub(r"^http(://[^/]+).*", r"ws\1/livereload", self.url)
        connection = await websocket_connect(HTTPRequest(url, headers=headers))
        hello = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"], "snipver": version}
        await connection.write_message(json.dumps(hello))
        assert (await heard(connection))["command"] == "hello"
        await connection.write_message(json.dumps({"command": "info", "url": self.url}))
        await asyncio.sleep(0.05)
        return connection


async def heard(connection: WebSocketClientConnection) -> dict[str, Any]:
    message = await asyncio.wait_for(connection.read_message(), PATIENCE)
    assert message is not None
    told: dict[str, Any] = json.loads(message)
    return told


async def eventually(holds: Callable[[], Awaitable[bool]]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not await holds():
        assert time.monotonic() < deadline, "never came true"
        await asyncio.sleep(0.02)


async def built_times(site: Site, times: int) -> bool:
    return site.builds == times


@asynccontextmanager
async def running(site: Site, prefix: str = "/", host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Browser]:
    url: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(
        preview(
            site.build,
            watch=[site.folder / "content", site.folder / "site.yaml", site.folder / "missing"],
            output=site.output,
            render_failure=lambda findings: PAGE.format(f"failed: {findings[0]}"),
            host=host,
            port=port,
            prefix=prefix,
            files={"/~preview.css": b"b{}"},
            open_browser=False,
            poll=False,
            started=url.set_result,
            built=lambda result: None,
            afterwards=site.afterwards,
        )
    )
    ends: list[asyncio.Future[Any]] = [task, url]
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    try:
        yield Browser(url.result() if url.done() else "", task)
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def in_a_loop(test: Callable[[Site], Coroutine[Any, Any, None]]) -> Callable[[Site], None]:
    """The test as pytest runs it, in a loop and a thread of its own: a browser under test keeps a loop in pytest's."""

    async def within_time(site: Site) -> None:
        await asyncio.wait_for(test(site), 60)

    def run(site: Site) -> None:
        with ThreadPoolExecutor(max_workers=1) as thread:
            thread.submit(lambda: asyncio.run(within_time(site))).result()

    run.__name__, run.__doc__ = test.__name__, test.__doc__
    return run


@in_a_loop
async def test_pages_come_with_the_reload_script_as_a_file_and_the_disk_keeps_them_without(site: Site) -> None:
    async with running(site) as browser:
        page = await browser.text()
        src = re.search(r'<script src="(/livereload\.js\?port=\d+&amp;snipver=v\w+[^"]*)" async></script></head>', page)
        assert src
        assert "livereload" in await browser.text("livereload.js")
        assert "<script>" not in page
        assert (site.output / "index.html").read_text(encoding="utf-8") == PAGE.format("first")


@in_a_loop
async def test_browsers_keep_only_what_bears_a_digest_of_its_content(site: Site) -> None:
    for name in (
        "assets/css/main.32739c8923.css",
        "assets/js.26b7bb8566/modules/map.js",
        "assets/fonts/own.0123456789.woff2",
    ):
        site.save("x", f"public/{name}")
    kept = "max-age=31536000, immutable"
    async with running(site) as browser:
        for address, told in {
            "": "no-store",
            "assets/css/main.32739c8923.css": kept,
            "assets/js.26b7bb8566/modules/map.js": kept,
            "assets/fonts/own.0123456789.woff2": "no-store",  # somebody has named it so
            "assets/css/main.0000000000.css": "no-store",  # it is not there, and may come
        }.items():
            assert (await browser.get(address)).headers["Cache-Control"] == told


@in_a_loop
async def test_a_save_reloads_the_browser_and_shows_the_new_page(site: Site) -> None:
    async with running(site) as browser:
        assert "first" in await browser.text()
        connection = await browser.listen()
        site.save("second")
        assert await heard(connection) == {"command": "reload", "path": "*", "liveCSS": True, "liveImg": True}
        assert "second" in await browser.text()


@in_a_loop
async def test_two_saves_within_a_second_show_the_second(site: Site) -> None:
    async with running(site) as browser:
        await browser.text()
        connection = await browser.listen()
        for text in ("second", "third"):
            site.save(text)
            assert (await heard(connection))["command"] == "reload"
            assert text in await browser.text()


@in_a_loop
async def test_what_may_wait_begins_once_the_page_is_shown_and_ends_at_the_next_save(site: Site) -> None:
    begun, ended = threading.Event(), threading.Event()

    def work(result: BuildResult, stopped: Callable[[float], bool]) -> bool:
        begun.set()
        if stopped(PATIENCE):
            ended.set()
        return True

    site.afterwards = work
    async with running(site) as browser:
        assert "first" in await browser.text()
        connection = await browser.listen()
        await asyncio.to_thread(begun.wait, PATIENCE)
        assert not ended.is_set()
        site.save("second")
        assert (await heard(connection))["command"] == "reload"
        assert ended.is_set()
        assert "second" in await browser.text()


@in_a_loop
async def test_a_save_during_what_may_wait_is_built_once_and_without_looking_at_everything(site: Site) -> None:
    begun, answers = threading.Event(), iter([False])

    def work(result: BuildResult, stopped: Callable[[float], bool]) -> bool:
        begun.set()
        stopped(PATIENCE)
        return next(answers, True)  # it came upon the save itself

    site.afterwards = work
    async with running(site) as browser:
        assert "first" in await browser.text()
        connection = await browser.listen()
        await asyncio.to_thread(begun.wait, PATIENCE)
        site.save("second")
        assert (await heard(connection))["command"] == "reload"
        assert site.told == [None, {site.folder / "content/page.md"}]


@in_a_loop
async def test_a_save_that_changes_no_page_reloads_none(site: Site) -> None:
    async with running(site) as browser:
        page = await browser.text()
        connection = await browser.listen()
        site.save("first")

        await eventually(partial(built_times, site, 2))
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(connection.read_message(), 0.3)
        assert await browser.text() == page


@in_a_loop
async def test_a_build_is_told_what_was_saved_and_the_first_has_to_look_at_everything(site: Site) -> None:
    async with running(site) as browser:
        await browser.text()
        connection = await browser.listen()
        site.save("second")
        await heard(connection)
        assert site.told == [None, {site.folder / "content/page.md"}]


@in_a_loop
async def test_what_nobody_told_of_leads_to_a_build_that_looks_at_everything(site: Site) -> None:
    answers = iter([False, True])
    site.afterwards = lambda result, stopped: next(answers)

    async def looked_twice() -> bool:
        return site.told == [None, None]

    async with running(site):
        await eventually(looked_twice)


@in_a_loop
async def test_a_save_during_a_build_leads_to_another_build(site: Site) -> None:
    site.slowness = 0.3
    async with running(site) as browser:
        await browser.text()
        site.building.clear()
        site.save("second")
        await asyncio.to_thread(site.building.wait, PATIENCE)
        site.save("third")

        async def third_is_shown() -> bool:
            return "third" in await browser.text()

        await eventually(third_is_shown)
        assert site.builds == 3


@in_a_loop
async def test_a_page_that_was_on_its_way_during_a_build_reloads_when_it_connects(site: Site) -> None:
    async with running(site) as browser:
        version = re.search(r"snipver=(v\w+)", await browser.text())
        assert version
        site.save("second")

        async def second_is_shown() -> bool:
            return "second" in await browser.text()

        await eventually(second_is_shown)
        assert (await heard(await browser.listen(version[1])))["command"] == "reload"


@in_a_loop
async def test_a_fresh_page_is_not_reloaded_when_it_connects(site: Site) -> None:
    async with running(site) as browser:
        version = re.search(r"snipver=(v\w+)", await browser.text())
        assert version
        connection = await browser.listen(version[1])
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(connection.read_message(), 0.3)


@in_a_loop
async def test_a_failed_build_shows_its_findings_and_the_next_good_one_heals_the_page(site: Site) -> None:
    async with running(site) as browser:
        await browser.text()
        connection = await browser.listen()
        site.save("broken line 3")
        await heard(connection)
        for path in ("", "any/other/page/", "index.html"):
            failure = await browser.get(path)
            assert failure.code == 500
            assert "failed: broken line 3" in failure.body.decode()
            assert "/livereload.js?" in failure.body.decode()
        assert "first" in (site.output / "index.html").read_text(encoding="utf-8")
        site.save("mended")
        await heard(connection)
        assert "mended" in await browser.text()


@in_a_loop
async def test_a_fault_that_is_undone_gives_the_page_back(site: Site) -> None:
    async with running(site) as browser:
        page = await browser.text()
        connection = await browser.listen()
        for text in ("broken", "first"):
            site.save(text)
            await heard(connection)
        healed = await browser.get()
        assert healed.code == 200
        assert re.sub("snipver=v[0-9a-f]+", "", healed.body.decode()) == re.sub("snipver=v[0-9a-f]+", "", page)


@in_a_loop
async def test_a_failed_build_leaves_pictures_and_styles_in_place(site: Site) -> None:
    site.save("b{}", "public/main.css")
    site.save("broken")
    async with running(site) as browser:
        assert (await browser.get()).code == 500
        assert await browser.text("main.css") == "b{}"
        style = await browser.get("~preview.css")
        assert (style.body, style.headers["Content-Type"]) == (b"b{}", "text/css; charset=utf-8")


@in_a_loop
async def test_a_file_saved_by_renaming_is_noticed_each_time(site: Site) -> None:
    async with running(site) as browser:
        await browser.text()
        for turn in range(2):
            site.save_by_renaming("y", "site.yaml")
            await eventually(partial(built_times, site, turn + 2))


@in_a_loop
async def test_by_products_of_an_editor_and_the_output_itself_build_nothing(site: Site) -> None:
    async with running(site) as browser:
        await browser.text()
        for name in ("content/.page.md.swp", "content/page.md~", "content/.#page.md", "public/x.html", "other.yaml"):
            site.save("x", name)
        await asyncio.sleep(0.4)
        assert site.builds == 1


@in_a_loop
async def test_the_first_page_waits_for_the_first_build(site: Site) -> None:
    site.slowness = 0.3
    async with running(site) as browser:
        assert "first" in await browser.text()


@in_a_loop
async def test_the_server_answers_while_a_build_runs(site: Site) -> None:
    async with running(site) as browser:
        await browser.text()
        site.may_end.clear()
        site.building.clear()
        site.save("second")
        await asyncio.to_thread(site.building.wait, PATIENCE)
        assert "first" in await browser.text()
        assert site.at_once == 1
        site.may_end.set()


@in_a_loop
async def test_another_site_may_not_listen(site: Site) -> None:
    async with running(site) as browser:
        own = browser.url.rstrip("/")
        for origin in (
            "https://elsewhere.example",
            "http://localhost:1",
            own.replace("127.0.0.1", "127.0.0.2"),
            "null",
        ):
            with pytest.raises(HTTPClientError) as refused:
                await browser.listen(Origin=origin)
            assert refused.value.code == 403
        await browser.listen(Origin=own)


@in_a_loop
async def test_a_name_that_a_stranger_lets_point_here_is_refused(site: Site) -> None:
    async with running(site) as browser:
        for path in ("", "livereload.js", "livereload"):
            assert (await browser.get(path, Host="elsewhere.example:80")).code == 403
        assert (await browser.get(Host="localhost:80")).code == 200


@in_a_loop
async def test_a_message_outside_the_protocol_ends_its_connection_only(site: Site) -> None:
    async with running(site) as browser:
        await browser.text()
        good = await browser.listen()
        for message in ("{", "[]", "{}", '{"command": 7}', "\x00"):
            bad = await browser.listen()
            await bad.write_message(message)
        site.save("second")
        assert (await heard(good))["command"] == "reload"


@in_a_loop
async def test_a_missing_page_gets_the_site_s_own_answer(site: Site) -> None:
    site.save(PAGE.format("not here"), "public/404.html")
    async with running(site) as browser:
        missing = await browser.get("no/such/page/")
        assert missing.code == 404
        assert "not here" in missing.body.decode()
        assert "/livereload.js?" in missing.body.decode()


@in_a_loop
async def test_a_site_with_a_prefix_lives_under_it(site: Site) -> None:
    async with running(site, prefix="/vzirets/") as browser:
        assert browser.url.endswith("/vzirets/")
        assert "first" in await browser.text()
        root = replace(browser, url=browser.url.removesuffix("vzirets/"))
        moved = await root.get()
        assert (moved.code, moved.headers["Location"]) == (302, "/vzirets/")
        assert (await root.get("index.html")).code == 404
        assert "livereload" in await root.text("livereload.js")


@in_a_loop
async def test_a_taken_port_is_told_as_such(site: Site) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError) as error:
            async with running(site, port=port):
                pass
        assert (error.value.host, error.value.port) == ("127.0.0.1", port)


@in_a_loop
async def test_what_a_build_raises_ends_the_preview(site: Site) -> None:
    site.save("explode")
    with pytest.raises(RuntimeError, match="explode"):
        async with running(site) as browser:
            await asyncio.wait([browser.preview], timeout=PATIENCE)


def test_an_interrupt_ends_the_preview_at_once(tmp_path: Path) -> None:
    root = write_site(tmp_path)
    command = [sys.executable, "-m", "builder", "serve", "-C", str(root), "--port", str(free_port()), "--ui-lang", "en"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=heed_interrupts) as preview:
        try:
            assert preview.stderr is not None
            assert any("Preview:" in line for line in preview.stderr)
            preview.send_signal(signal.SIGINT)
            assert preview.wait(timeout=30) == 130
            assert "The preview has stopped." in preview.stderr.read()
        finally:
            preview.kill()


def heed_interrupts() -> None:
    """A shell lets its background jobs ignore interrupts, and their children inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# --- Addresses, without a server


@pytest.fixture
def output(tmp_path: Path) -> Path:
    for name in ("index.html", "a/index.html", "тека/знімок 1.jpg", "a/empty/x.txt", "..odd"):
        path = tmp_path / "public" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (tmp_path / "public" / "link").symlink_to(tmp_path / "secret")
    return tmp_path / "public"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", "index.html"),
        ("/a/", "a/index.html"),
        ("/a/index.html", "a/index.html"),
        ("/%D1%82%D0%B5%D0%BA%D0%B0/%D0%B7%D0%BD%D1%96%D0%BC%D0%BE%D0%BA%201.jpg", "тека/знімок 1.jpg"),
        ("/..odd", "..odd"),
    ],
)
def test_an_address_names_a_file(output: Path, address: str, name: str) -> None:
    assert look_up(address, output, "/") == Found(output / name)
    assert look_up(f"/sub{address}", output, "/sub/") == Found(output / name)


@pytest.mark.parametrize(
    "address",
    ["/../secret", "/%2e%2e/secret", "/a/../../secret", "//etc/passwd", "/%2Fetc/passwd", "/link", "/a%5c..", "/%00"],
)
def test_no_address_leads_outside(output: Path, address: str) -> None:
    assert look_up(address, output, "/") is None


@pytest.mark.parametrize("address", ["/nothing", "/index.html/", "/a/empty/", "/" + "x" * 5000])
def test_an_address_of_nothing_is_nothing(output: Path, address: str) -> None:
    assert look_up(address, output, "/") is None


def test_a_folder_without_its_slash_is_moved_within_the_site(output: Path) -> None:
    assert look_up("/a", output, "/") == Moved("/a/")
    assert look_up("/sub/a", output, "/sub/") == Moved("/sub/a/")
    assert look_up("/sub", output, "/sub/") == Moved("/sub/")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (b"<head></head></head>", b'<head><script src="/s" async></script></head></head>'),
        (b"<HEAD></HEAD>", b'<HEAD><script src="/s" async></script></HEAD>'),
        (b"<p>x</body>", b'<p>x<script src="/s" async></script></body>'),
        (b"<p>x", b'<p>x<script src="/s" async></script>'),
    ],
)
def test_the_script_stands_at_the_end_of_the_head(page: bytes, expected: bytes) -> None:
    assert with_script(page, "/s") == expected


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "127.0.0.1", "[::1]:8000", "studio.lan:8000"])
def test_own_names_are_answered(host: str) -> None:
    assert is_own_host(host, "studio.lan")


@pytest.mark.parametrize(
    "host", ["", "elsewhere.example", "localhost.elsewhere.example", "127.0.0.1.nip.example", "[:"]
)
def test_foreign_names_are_not(host: str) -> None:
    assert not is_own_host(host, "127.0.0.1")


def test_what_a_browser_shows_is_a_page() -> None:
    assert all(map(is_page, ["/", "/a/", "/a", "/a.b/c", "/x.html"]))
    assert not any(map(is_page, ["/x.css", "/a/x.jpg", "/feed.xml"]))


def test_types_do_not_depend_on_the_machine() -> None:
    assert content_type("x.html") == "text/html; charset=utf-8"
    assert content_type("x.ics") == "text/calendar; charset=utf-8"
    assert content_type("x.webp") == "image/webp"
    assert content_type("CNAME") == "application/octet-stream"
