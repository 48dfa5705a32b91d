"""What becomes of a body: shapes, checks, links, pictures, notes."""

import pytest

from builder.diagnostics import Diagnostic, Severity, catalogue
from builder.text.markdown import Body, Heading, convert, heading_id


def body(text: str, language: str = "uk") -> Body:
    return convert(text, language=language, path="index.uk.md").value


def html(text: str, language: str = "uk") -> str:
    return body(text, language).html.replace("&nbsp;", "~")


def findings(text: str, first_line: int = 1, first_column: int = 1) -> tuple[Diagnostic, ...]:
    return convert(
        text, language="uk", path="index.uk.md", first_line=first_line, first_column=first_column
    ).diagnostics


def told(text: str) -> list[tuple[str, int, int]]:
    return [(d.code, d.location.line, d.location.column) for d in findings(text)]


SHAPES = {
    "a picture alone is a figure": (
        '![Люди](a.jpg "Центр")',
        '<figure class="photo"><img src="a.jpg" alt="Люди" loading="lazy" decoding="async">'
        "<figcaption>Центр</figcaption></figure>",
    ),
    "a picture without a title has no caption": (
        "![Люди](a.jpg)",
        '<figure class="photo"><img src="a.jpg" alt="Люди" loading="lazy" decoding="async"></figure>',
    ),
    "a picture among words stays there": (
        "Ось ![знак](a.png).",
        '<p>Ось <img src="a.png" alt="знак" loading="lazy" decoding="async">.</p>',
    ),
    "a hyphen marks decoration": (
        "Ось ![-](a.png).",
        '<p>Ось <img src="a.png" alt="" loading="lazy" decoding="async">.</p>',
    ),
    "a word with one letter before its hyphen is one piece, but for code": (
        "Є *е-черга* й `е-код` з <b>е-чергою</b>",
        '<p>Є <em><span class="nb">е-черга</span></em> й~<code>е-код</code> з~'
        '<b><span class="nb">е-чергою</span></b></p>',
    ),
    "two pictures in a row are a gallery": (
        "![А](a.jpg)\n\n![Б](b.jpg)",
        '<div class="gallery"><figure class="photo"><img src="a.jpg" alt="А" loading="lazy" decoding="async"></figure>'
        '<figure class="photo"><img src="b.jpg" alt="Б" loading="lazy" decoding="async"></figure></div>',
    ),
    "two pictures in one paragraph are a gallery": (
        "![А](a.jpg)\n![Б](b.jpg)",
        '<div class="gallery"><figure class="photo"><img src="a.jpg" alt="А" loading="lazy" decoding="async"></figure>'
        '<figure class="photo"><img src="b.jpg" alt="Б" loading="lazy" decoding="async"></figure></div>',
    ),
    "a quotation with its author": (
        "> Сказано так.\n> — Віра Коваль, голова громади",
        '<figure class="quote"><blockquote class="said"><p>Сказано так.</p></blockquote>'
        "<figcaption><b>Віра Коваль</b> голова громади</figcaption></figure>",
    ),
    "a quotation with its author apart": (
        "> Сказано *так*.\n>\n> – Віра Коваль",
        '<figure class="quote"><blockquote class="said"><p>Сказано <em>так</em>.</p></blockquote>'
        "<figcaption><b>Віра Коваль</b></figcaption></figure>",
    ),
    "a hyphen before the author": (
        "> Сказано так.\n> - Віра Коваль, голова",
        '<figure class="quote"><blockquote class="said"><p>Сказано так.</p></blockquote>'
        "<figcaption><b>Віра Коваль</b> голова</figcaption></figure>",
    ),
    "a quotation without an author": ("> Сказано так.", "<blockquote><p>Сказано так.</p></blockquote>"),
    "a dialogue is not an author": ("> — Так.", "<blockquote><p>— Так.</p></blockquote>"),
    "the list of how to repeat it is the steps": (
        "## Як повторити\n\n1. **Домовтеся.** Спершу\n2. Далі",
        '<h2 id="як-повторити">Як повторити</h2><ol class="steps"><li><div><b>Домовтеся.</b> Спершу</div></li>'
        "<li><div>Далі</div></li></ol>",
    ),
    "the steps may follow an introduction": (
        "## Як повторити\n\nКоротко:\n\n1. Далі",
        '<h2 id="як-повторити">Як повторити</h2><p>Коротко:</p><ol class="steps"><li><div>Далі</div></li></ol>',
    ),
    "only the first numbered list is the steps": (
        "## Як повторити\n\n1. Далі\n\nА також:\n\n1. так",
        '<h2 id="як-повторити">Як повторити</h2><ol class="steps"><li><div>Далі</div></li></ol><p>А~також:</p>'
        "<ol><li>так</li></ol>",
    ),
    "another numbered list is a list": ("## Виклик\n\n1. так", '<h2 id="виклик">Виклик</h2><ol><li>так</li></ol>'),
    "a table": (
        "| Що | |\n|:--|--:|\n| так | 5 |",
        '<div class="table-scroll" role="region" tabindex="0" aria-label="Таблиця 1"><table class="table"><thead><tr>'
        '<th scope="col" class="ta-left">Що</th><td class="ta-right"></td></tr></thead><tbody><tr>'
        '<td class="ta-left">так</td><td class="ta-right">5</td></tr></tbody></table></div>',
    ),
    "a footnote": (
        "Так[^а].\n\n[^а]: Джерело.",
        '<p>Так<sup class="note"><a href="#v-fn-1" id="v-fnref-1" aria-label="Примітка 1">1</a></sup>.</p>'
        '<section class="footnotes" aria-label="Примітки"><ol><li id="v-fn-1"><p>Джерело.~'
        '<a href="#v-fnref-1" class="back" aria-label="Назад до тексту, примітка 1">до тексту</a></p></li>'
        "</ol></section>",
    ),
    "a link to another site": (
        "[так](https://example.org/)",
        '<p><a href="https://example.org/" rel="external noopener">так</a></p>',
    ),
    "addresses stay as written": (
        "[так](../інша/?а=1&б=2#як-повторити)",
        '<p><a href="../інша/?а=1&amp;б=2#як-повторити">так</a></p>',
    ),
    "ids and classes of the author go": ('<p id="x" class="y">так</p>', "<p>так</p>"),
    "scripts go with their content": ("так <script>alert(1)</script>ні", "<p>так ні</p>"),
    "unknown tags go, their words stay": ("так <font>ні</font>", "<p>так ні</p>"),
    "a surplus closing tag loses nothing": ("</div>\n\nтак", "<p>так</p>"),
    "a note of the author to himself goes": ("так <!-- ні -->", "<p>так </p>"),
    "language of a passage": (
        'так <span lang="en">"a b"</span>',
        '<p>так <span lang="en">“a~b”</span></p>',
    ),
    "code is not set": ('`у "коді" - так`', '<p><code>у "коді" - так</code></p>'),
    "quotes across emphasis": ('"*так*" і "**ні** "там""', "<p>«<em>так</em>» і~«<strong>ні</strong> „там“»</p>"),
}


@pytest.mark.parametrize(("text", "expected"), SHAPES.values(), ids=SHAPES.keys())
def test_a_body_takes_the_shape_of_the_design(text: str, expected: str) -> None:
    assert html(text) == expected


FINDINGS = {
    "a picture without a description": ("Так\n\nі ![](a.jpg)", [("V451", 3, 7)]),
    "a picture of another host": ("![так](https://example.org/a.jpg)", [("V457", 1, 8)]),
    "a picture inside the text itself": ("![так](data:image/png;base64,AA)", [("V457", 1, 8)]),
    "a script": ("Так\n\n<script>x</script>", [("V454", 3, 1)]),
    "an attribute that runs": ('Так <b onclick="x">ні</b>', [("V455", 1, 8)]),
    "a style": ('<p style="color:red">ні</p>', [("V455", 1, 4)]),
    "a link that runs": ("[так](javascript:alert)", [("V456", 1, 7)]),
    "a telephone": ("[так](tel:123)", [("V456", 1, 7)]),
    "an address without its scheme": ("[так](//example.org)", [("V456", 1, 7)]),
    "a heading of the first level": ("так\n\n# Ні", [("V458", 3, 1)]),
    "a skipped level": ("## Так\n\n#### Ні", [("V459", 3, 1)]),
    "a level too deep": ("## А\n\n### Б\n\n#### В\n\n##### Г", [("V460", 7, 1)]),
    "an unseen character": ("так\nсло\u202eво", [("V461", 2, 4)]),
    "an empty heading": ("##\n\nтак", [("V462", 1, 1)]),
    "a footnote that is not there": ("так[^x]", [("V463", 1, 4)]),
    "a footnote nobody refers to": ("так\n\n[^x]: ні", [("V464", 3, 1)]),
    "a link without text": ("[](../a/)", [("V465", 1, 4)]),
    "what stands in code is no tag": ("`<script>`\n\n    <script>\n\n```\n<b id=x>\n```", []),
    "a tag after the same one in code": ("`<iframe>` <iframe></iframe>", [("V454", 1, 12)]),
    "a text beyond the size": ("слово " * 40_000, [("V450", 1, 1)]),
    "quotations without end": ("так\n\n" + "> " * 30 + "так", [("V452", 3, 1)]),
    "tags without end": ("<div>" * 200, [("V452", 1, 1)]),
    "a paragraph of nothing but brackets": ("так\n\n" + "[" * 5000, [("V453", 3, 1)]),
}


@pytest.mark.parametrize(("text", "expected"), FINDINGS.values(), ids=FINDINGS.keys())
def test_what_is_wrong_is_told_in_its_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert told(text) == expected


def test_each_code_of_bodies_has_a_failing_sample() -> None:
    sampled = {code for _, places in FINDINGS.values() for code, _, _ in places}
    assert sampled == {code for code in catalogue()["codes"] if "V450" <= code <= "V479"}


def test_beyond_a_limit_nothing_is_published() -> None:
    outcome = convert("[" * 5000, language="uk", path="a.md")
    assert outcome.value == Body()
    assert outcome.diagnostics[0].severity is Severity.ERROR


def test_places_count_from_where_the_text_stands_in_its_file() -> None:
    first, second = findings("![](a.jpg)\n\n![](b.jpg)", first_line=10, first_column=5)
    assert (first.location.line, first.location.column, first.location.end_column) == (10, 9, 14)
    assert (second.location.line, second.location.column) == (12, 5)


def test_links_are_told_with_their_places() -> None:
    links = body("Так [а](../a/) і [б](../a/),\n`[в](../b/)` та [г][r]\n\n[r]: <../c/>").links
    assert [(link.href, link.line, link.column) for link in links] == [
        ("../a/", 1, 9),
        ("../a/", 1, 22),
        ("../c/", 4, 7),
    ]


def test_links_to_other_sites_are_marked() -> None:
    links = body("[а](https://example.org) [б](mailto:office@example.org) [в](#г) [ґ](a.pdf)").links
    assert [link.external for link in links] == [True, True, False, False]


def test_headings_keep_their_words() -> None:
    assert body("## Об'єкт: *що* зробили\n\n### Що зробили\n\n### Що зробили").headings == (
        Heading(level=2, id="обєкт-що-зробили", text="Об’єкт: що зробили"),
        Heading(level=3, id="що-зробили", text="Що зробили"),
        Heading(level=3, id="що-зробили-2", text="Що зробили"),
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [("Як повторити", "як-повторити"), ("How to repeat it?", "how-to-repeat-it"), ("V-fn 1", "h-v-fn-1"), ("!", "h")],
)
def test_a_heading_never_takes_a_name_of_the_page(text: str, name: str) -> None:
    assert heading_id(text) == name


def test_two_references_lead_to_one_note_and_back() -> None:
    done = body("а[^1] б[^1]\n\n[^1]: Джерело.")
    assert done.ids == ("v-fnref-1", "v-fnref-1-2", "v-fn-1")
    assert done.html.count('class="back"') == 2


def test_notes_are_numbered_by_their_references() -> None:
    assert html("а[^б] в[^а]\n\n[^а]: Перша.\n\n[^б]: Друга.").index("Друга") < html(
        "а[^б] в[^а]\n\n[^а]: Перша.\n\n[^б]: Друга."
    ).index("Перша")


def test_an_author_cannot_make_notes_of_ours() -> None:
    assert html('<v-ref n="1"></v-ref><v-notes>так</v-notes>') == ""


def test_words_are_counted_without_marks() -> None:
    assert body("## Два слова\n\nУ — `коді` - так, 5 ![опис](a.jpg)").words == 5


def test_english_words_are_added_in_english() -> None:
    assert 'aria-label="Back to the text, note 1"' in html("a[^1]\n\n[^1]: b", "en")


def test_what_is_left_empty_ends_where_it_ends() -> None:
    assert html("> #\n\nДалі") == "<blockquote></blockquote><p>Далі</p>"


def test_a_tag_written_by_entities_stays_text() -> None:
    assert html("_&lt;b&gt;_ **&lt;script&gt;**") == "<p><em>&lt;b&gt;</em> <strong>&lt;script&gt;</strong></p>"


def test_one_body_leaves_nothing_for_the_next() -> None:
    body("[а][r][^1]\n\n[r]: x\n\n[^1]: y")
    assert html("[а][r][^1]") == "<p>[а][r][^1]</p>"
