"""Typography of both languages; `~` stands for a no-break space."""

import pytest

from builder.text.markdown import typeset
from builder.text.markdown.typography import unbroken

UKRAINIAN = [
    ("у місті й в селі", "у~місті й~в~селі"),
    ("І не я, а ви", "І~не~я, а~ви"),
    ("що-й но, якщо я-то", "що-й но, якщо я-то"),
    ("місто — не село", "місто~— не~село"),
    ("місто - село", "місто~— село"),
    ("місто – село", "місто~— село"),
    ("5 громад і 10 000 людей", "5~громад і~10~000~людей"),
    ("5 і 6, 7 та 8", "5 і~6, 7 та 8"),
    ("5 %, № 7, § 3", "5~%, №~7, §~3"),
    ("у 2022-2024 роках", "у~2022–2024~роках"),
    ("10-15 осіб", "10–15~осіб"),
    ("2024-05-01, 044-123-45-67, 5-7-річні", "2024-05-01, 044-123-45-67, 5-7-річні"),
    ("ДСТУ 3008-2015, лист 15-2", "ДСТУ 3008-2015, лист 15-2"),
    ('"Так", ("ні")', "«Так», («ні»)"),
    ('"Центр "Разом" тут"', "«Центр „Разом“ тут»"),
    ('«Центр "Разом" тут»', "«Центр „Разом“ тут»"),
    ('стрічка 5" завширшки', 'стрічка 5" завширшки'),
    ("об'єкт, обʼєкт", "об’єкт, об’єкт"),
    ("так...", "так…"),
    (
        "див. https://example.org/a-b/2022-2024 і office@example.org",
        "див. https://example.org/a-b/2022-2024 і~office@example.org",
    ),
    ("", ""),
]
ENGLISH = [
    ("a city and A village", "a~city and A~village"),
    ("5 communities and 10 of them", "5~communities and 10 of them"),
    ("on 1 September 2025, in May", "on 1~September 2025, in May"),
    ("Gymnasium No. 13. No. That is all", "Gymnasium No.~13. No. That is all"),
    ("It saves EUR 106,000. In EUR only.", "It saves EUR~106,000. In EUR only."),
    ('"Yes", he said', "“Yes”, he said"),
    ("isn't, dogs' bowls, the '90s", "isn’t, dogs’ bowls, the ’90s"),
    ("'yes' and \"a 'no'\"", "‘yes’ and “a~‘no’”"),
    ("city - village", "city~– village"),
    ("city — village", "city~— village"),
    ("in 2022-2024", "in 2022–2024"),
]


@pytest.mark.parametrize(("written", "printed"), UKRAINIAN)
def test_ukrainian_is_set(written: str, printed: str) -> None:
    assert typeset(written, "uk").replace("\u00a0", "~") == printed


@pytest.mark.parametrize(("written", "printed"), ENGLISH)
def test_english_is_set(written: str, printed: str) -> None:
    assert typeset(written, "en").replace("\u00a0", "~") == printed


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("План та е-приймальня: досвід", "е-приймальня"),
        ("U-LEAD з Європою", "U-LEAD"),
        ("з е-сервісами-помічниками", "е-сервісами"),
        ("мінно-вибухові травми", None),
        ("2-й рік", None),
        ("е-за\u0301пис", "е-за\u0301пис"),
        (f"е-{'а' * 16} і далі", f"е-{'а' * 16}"),
        (f"е-{'а' * 17} і далі", None),
    ],
)
def test_no_line_ends_after_the_one_letter_of_a_word(text: str, whole: str | None) -> None:
    assert unbroken(text) == (text if whole is None else text.replace(whole, f'<span class="nb">{whole}</span>'))
