"""How long an editor waits for a saved text. A proof only: time is never asserted in `make test`."""

import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.bench.corpus import write_site

pytestmark = pytest.mark.proof

Record = Callable[[str, str, str], None]

LIMITS = {1_000: 0.25, 10_000: 0.6}
"""Seconds from a save to the new page, by number of practices."""
SAVES = 9


@pytest.mark.parametrize("practices", LIMITS)
def test_a_saved_text_is_seen_in_the_browser_at_once(
    practices: int, tmp_path: Path, page: Page, record_proof: Record
) -> None:
    write_site(tmp_path, practices)
    text = sorted((tmp_path / "content/practices").iterdir())[practices // 2] / "index.uk.md"
    with preview(tmp_path) as address:
        page.goto(f"{address}/practices/{text.parent.name}/", timeout=600_000)
        seconds = [saved_and_seen(text, f"збереження-{number}", page) for number in range(SAVES)]

    median = statistics.median(seconds)
    limit = LIMITS[practices]
    measured = f"{median:.2f} s, from {min(seconds):.2f} to {max(seconds):.2f} s"
    record_proof(
        f"preview of {practices:,} practices: from a save to the new page, median of {SAVES}", measured, f"{limit} s"
    )
    assert median <= limit


def saved_and_seen(text: Path, mark: str, page: Page) -> float:
    """Seconds from saving a text with a new word to the page that has it, loaded with all that stands on it."""
    content = text.read_text(encoding="utf-8") + f"\n{mark}\n"
    time.sleep(1)
    began = time.perf_counter()
    with page.expect_event("load"):
        text.write_text(content, encoding="utf-8")
    took = time.perf_counter() - began
    assert page.get_by_text(mark).first.is_visible()
    return took


@contextmanager
def preview(site: Path) -> Iterator[str]:
    """The address of a running `vzirets serve`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "builder", "serve", "-C", str(site), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        process.stderr.readline()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
