"""The dialect: what forges preview is what the site shows."""

import re
from html import unescape
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from builder.text.markdown.engine import to_html

SAMPLES = Path(__file__).parents[3] / "data" / "markdown" / "lists.md"
BLOCK_TAG = r"</?(?:p|ul|ol|li|blockquote|h[1-6]|hr|pre|table|thead|tbody|tr|th|td|div)\b[^>]*>"


def samples() -> dict[str, str]:
    _, *cases = re.split(r"^%%% ", SAMPLES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(case.split("\n", 1) for case in cases)


def normal(html: str) -> str:
    """HTML without what readers cannot see: space between blocks, marks of lines, names of languages."""
    html = re.sub(r' data-at="\d+"| class="language-[^"]*"', "", html.replace(" />", ">"))
    html = re.sub(rf"\s*({BLOCK_TAG})\s*", r"\1", re.sub(r"<br>\s*", "<br>", html))
    return unescape(re.sub(r"\n*</code></pre>", "</code></pre>", html)).strip()


@pytest.mark.parametrize("text", samples().values(), ids=samples().keys())
def test_a_sample_reads_as_forges_preview_it(text: str) -> None:
    reference = MarkdownIt("commonmark").enable("table").render(text)
    assert normal(to_html(text)) == normal(reference)


def test_the_samples_are_many_and_named() -> None:
    assert len(samples()) >= 60
