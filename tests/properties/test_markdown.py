"""Whatever is written, a body is safe, the same each time, and no traceback."""

import re
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from builder.text.markdown import convert, plain, typeset
from builder.text.markdown.allowed import sanitise

LANGUAGES = st.sampled_from(["uk", "en"])
PIECES = (
    "\n", "\n\n", "# ", "## ", "- ", "1. ", "> ", "```", "`", "*", "**", "_", "[", "](", "](../a/)", ")", "![",
    '](a.jpg "t")', "<b>", "</b>", "<div>", "</div>", "<p>", "</p>", '<a href="x">', "</a>", "<script>", "</script>",
    "<table>", "<tr>", "<td>", "</table>", "<svg>", "<style>", "<math>", "<mi>", "<img src=x onerror=a>", "<!--", "-->",
    "<h1>", "<blockquote>", "<figure>", "<details>", "<summary>", "<ol>", "<li>", "<v-ref n=1>", "<v-notes>", "<title>",
    "<body onload=x>", "<head>", "<frameset>", "<select>", "<p class=x style=y id=z>", "<plaintext>", "<template>",
    "<noscript>", "<textarea>", "[^1]", "[^1]: ", "| a | b |\n|---|---|\n| c | d |\n", "слово", " ", "    ", '"', "'",
    " - ", "...", "&amp;", "&#1;", "&#x202e;", "\u202e", "\x00", "\ud800", "javascript:x", "\\", "  \n", "— хто, де",
    "---", "===", "</body>", "<span lang=en>", "</span>", "<pre>", "<code>", "<br>", "<th>", "<dl><dt>", "<v-raw>",
    "\u2029", "\ufffc", "<x:y z:w=1>", "<a xlink:href=javascript:x>", "<?php ?>", "<![CDATA[", "]]>",
)  # fmt: skip
BODIES = st.one_of(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.text(max_size=200))
WITHOUT_TAGS = (
    *(piece for piece in PIECES if "<" not in piece), "](https://a.example/x?y=1&z=2)", "](https://a.b:99999/)",
    "](//x/)", "](mailto:a@b.example)",
    "](http://1.2.3.4/)", "](https://xn--a.example/)", "](x y)", "](<> 'a\"b&c')", "](a:b)",
    "[r]\n\n[r]: /x (a &lt;b&gt;)\n\n", "&lt;b&gt;", "*em**em*", "***x***", "&nbsp;", "&quot;", "![-](b.jpg)\n", "\n> ",
    "\n\n## Як повторити\n\n1. **a** b\n", "\n\n[^1]: x *y*\n\n", "&#1;", "&#42;",
)  # fmt: skip
BODIES_WITHOUT_TAGS = st.lists(st.sampled_from(WITHOUT_TAGS), max_size=14).map("".join)
MARKS = (
    "*", "**", "***", "****", "_", "слово", "а", " ", ", ", "(", "!", "[a](b)", "**b c**", "*i*", "\n", "\n- ",
    "\n\n> ",
)  # fmt: skip
EMPHASISED = st.lists(st.sampled_from(MARKS), max_size=14).map("".join)
NOT_LETTERS = re.compile(r"<[^>]*>|&nbsp;|[^аслово]")
OBEYED_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
HOPELESS = 10
"""Seconds of the processor: several times what a slow machine needs."""
any_text = settings(suppress_health_check=list(HealthCheck), max_examples=300)


@any_text
@given(BODIES, LANGUAGES)
def test_a_body_is_safe_and_settled(text: str, language: str) -> None:
    html = convert(text, language=language, path="a.md").value.html
    assert sanitise(html) == html
    assert not OBEYED_UNSEEN.search(html)
    assert not re.search(r"<(?:script|style|iframe)|<[^>]*\s(?:on\w+|style)=|<[^>]*href=\"\s*javascript", html, re.I)


@example("_&lt;script&gt;_ *em**em*`x`", "uk")
@settings(any_text, max_examples=1000)
@given(BODIES_WITHOUT_TAGS, LANGUAGES)
def test_the_sanitiser_would_change_nothing_where_it_is_not_asked(text: str, language: str) -> None:
    html = convert(text, language=language, path="a.md").value.html
    assert sanitise(html) == html
    assert not OBEYED_UNSEEN.search(html)


@example("x *а**а*а")
@example("x *****б*[t](u)")
@settings(any_text, max_examples=1000)
@given(EMPHASISED)
def test_no_letter_is_lost_between_marks_of_emphasis(text: str) -> None:
    html = convert(text, language="uk", path="a.md").value.html
    assert NOT_LETTERS.sub("", html) == NOT_LETTERS.sub("", text)


@settings(any_text, max_examples=1000)
@given(st.one_of(EMPHASISED, BODIES, BODIES_WITHOUT_TAGS))
def test_plain_marks_are_read_as_the_engine_reads_them(text: str) -> None:
    ours = convert(text, language="uk", path="a.md")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain, "PLAIN", re.compile("(?!)()()()()"))
        engines = convert(text, language="uk", path="a.md")
    assert ours == engines


@example("<v-notes><ol><b>", "uk")
@any_text
@given(BODIES, LANGUAGES)
def test_ids_are_ours_and_unique(text: str, language: str) -> None:
    body = convert(text, language=language, path="a.md").value
    ids = re.findall(r' id="([^"]*)"', body.html)
    assert len(ids) == len(set(ids))
    assert set(ids) == set(body.ids)


@any_text
@given(BODIES, LANGUAGES)
def test_the_same_text_gives_the_same_body(text: str, language: str) -> None:
    first = convert(text, language=language, path="a.md")
    convert("[^1] [r]\n\n[^1]: x\n\n[r]: y", language=language, path="b.md")
    assert convert(text, language=language, path="a.md") == first


@any_text
@given(BODIES, st.integers(1, 500), st.integers(1, 40))
def test_findings_stand_in_the_file(text: str, line: int, column: int) -> None:
    outcome = convert(text, language="uk", path="a.md", first_line=line, first_column=column)
    last = line + len(re.split("\r\n|\r|\n", text))
    assert all(line <= each.location.line < last and each.location.column >= 1 for each in outcome.diagnostics)


@any_text
@given(st.text(alphabet=" \n\"'«»„“”-–—.123уa і(не,ʼ’‘@:/w\u00a0", max_size=30) | st.text(max_size=60), LANGUAGES)
def test_typesetting_twice_changes_nothing(text: str, language: str) -> None:
    once = typeset(text, language)
    assert typeset(once, language) == once


SLOW_ELSEWHERE = {
    "brackets": "[" * 5000,
    "brackets in pairs": "[" * 700 + "x" + "]" * 700,
    "pictures in pictures": "![" * 700,
    "runs of backticks": "".join("`" * n + "a" for n in range(1, 50)),
    "footnotes": "[^1]" * 1400 + "\n\n[^1]: x",
    "many footnotes": "".join(f"[^{n}]\n\n" for n in range(3000)) + "".join(f"[^{n}]: n\n" for n in range(3000)),
    "emphasis": "*a " * 5000,
    "emphasis in emphasis": "**a *b " * 180,
    "stars and lines": "*a _b " * 250,
    "quotations": "> " * 500,
    "lists": "- " * 500,
    "comments": "<!--" * 5000,
    "tags": "<a " * 5000,
    "attributes": "<x " + "a=b " * 20_000,
    "open tags": "<div>" * 5000,
    "hard breaks": "a  \n" * 30_000,
    "headings": "# a\n" * 30_000,
    "tables": "|a|b|\n|-|-|\n" + "|1|2|\n" * 20_000,
    "definitions": "[a]: b\n" * 20_000,
    "quotes": '"a ' * 20_000,
    "addresses": "x@" * 20_000,
    "lazy lines": "- a\n     lazy\nlazy\n" * 5000,
    "paragraphs of emphasis": ("*a* " * 300 + "\n\n") * 100,
}


@pytest.mark.parametrize("text", SLOW_ELSEWHERE.values(), ids=SLOW_ELSEWHERE.keys())
def test_no_text_takes_long(text: str) -> None:
    start = time.process_time()
    convert(text, language="uk", path="a.md")
    assert time.process_time() - start < HOPELESS
