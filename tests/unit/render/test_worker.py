"""The service worker as a file: what it names, and when its bytes change."""

import json
from typing import Any

from builder.pages.urls import base_of
from builder.render.worker import farewell, service_worker

BASE = base_of("https://hromady.example/pre/fix/")
FILES = [
    ("assets/css/main.0123456789.css", "a", 1),
    ("assets/js.0123456789/main.js", "b", 1),
    ("assets/fonts/literata.woff2", "c", 1),
]
OFFLINE = ("offline.html", "d", 1)
SOURCE = "/* What it does:\n   much. */\n\nskipWaiting();\n"


def site_of(text: bytes) -> Any:
    head, _, _ = text.decode().partition(";\n")
    return json.loads(head.removeprefix("const site = "))


def test_a_worker_names_what_every_page_needs_under_the_prefix() -> None:
    made = service_worker(SOURCE, BASE, FILES, OFFLINE)
    told = site_of(made.content)
    assert made.path == "sw.js"
    assert told["files"] == ["/pre/fix/assets/css/main.0123456789.css", "/pre/fix/assets/js.0123456789/main.js"]
    assert (told["start"], told["offline"], told["name"]) == (
        "/pre/fix/",
        "/pre/fix/offline.html",
        "vzirets /pre/fix/ ",
    )


def test_comments_are_for_those_who_change_it_not_for_readers() -> None:
    assert service_worker(SOURCE, BASE, FILES, OFFLINE).content.endswith(b"};\nskipWaiting();\n")


def test_its_bytes_change_with_the_site_s_files_and_with_the_page_it_shows() -> None:
    before = service_worker(SOURCE, BASE, FILES, OFFLINE)
    other_font = [*FILES[:2], ("assets/fonts/literata.woff2", "x", 1)]
    for files, page in ((other_font, OFFLINE), (FILES, ("offline.html", "x", 1))):
        assert service_worker(SOURCE, BASE, files, page).content != before.content
    assert service_worker(SOURCE, BASE, FILES, OFFLINE).content == before.content


def test_the_farewell_knows_only_what_to_take_away() -> None:
    made = farewell("leave();\n", BASE)
    assert made.path == "sw.js"
    assert made.content == b'const site = {"name": "vzirets /pre/fix/ "};\nleave();\n'
