"""Typography of both languages over plain text.

Every change but one puts one character in the place of one other, so the text of a whole body can be
set at once, across its elements, and cut back into the pieces it came from. The one exception, three
dots into an ellipsis, is `ellipsis`, done on each piece alone.

Ukrainian: no-break space after one-letter words and «не», before a dash, between a number and its
noun; «» with „“ inside; apostrophe ’; a spaced hyphen becomes a dash. English: no-break space after
“a”, after “No.” and between a number and its noun; “ ” and ‘ ’; a spaced hyphen becomes a short dash. In both,
2022-2024 becomes a range.
"""

import re
from collections.abc import Callable
from functools import lru_cache

NBSP = "\u00a0"
BREAK = "\u2029"
"""Stands between two blocks: no quotation reaches across it."""
OBJECT = "\ufffc"
"""Stands for something inside a line that is not text: code, a picture, the number of a note."""

# Each pattern begins with the characters it looks for, and looks behind only then: one that looks behind
# first does so at every character of the text.
_HYPHEN = re.compile(r"[-–](?=[ \n\u00a0])")
_APOSTROPHE = re.compile(r"['ʼ](?<=[^\W\d_].)(?=[^\W\d_])")
_NO_NOUN = (
    "та|і|й|або|чи|у|в|на|з|із|зі|за|до|від|по|для|про|при|під|над|без|через|що|як|але|а|бо|це"
    "|and|or|to|in|of|at|on|by|for|from|with|the|a|an|as|but|is|are|was|were|had|has|have|that|which|who|it|they|we|not"
)
_NUMBER = rf"(?<=\d.)(?=[a-zа-яіїєґ%‰₴°])(?!(?:{_NO_NOUN})\b)|(?<=\d )(?<!\d{{4}} )(?=\d{{3}}(?!\d))"
_SIGN = r"(?<=[№§].)(?=\d)"
_SHORT_UK = r"(?<=[увзійаояУВЗІЙАОЯ].)(?<![\w’'ʼ\-]..)(?=\S)|(?<=[Нн][еЕ].)(?<![\w’'ʼ\-]...)(?=\S)"  # one letter, «не»
_SHORT_EN = r"(?<=[aA].)(?<![\w’'\-]..)(?=\S)"
_MONTH = r"(?<=\d.)(?=(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
_CURRENCY = r"(?<=\b(?:EUR|USD|UAH).)(?=[0-9])"
_NUMERO = r"(?<=No\..)(?=\d)"
# Of the few spaces that come through the first look behind, those at which no line may break.
_NO_BREAK_UK = re.compile(rf"[ \n](?<=[увзійаояУВЗІЙАОЯеЕ\d№§].)(?:{_SHORT_UK}|{_NUMBER}|{_SIGN})", re.DOTALL)
_NO_BREAK_EN = re.compile(
    rf"[ \n](?<=[aA\d№§RDH.].)(?:{_SHORT_EN}|{_MONTH}|{_NUMBER}|{_SIGN}|{_CURRENCY}|{_NUMERO})", re.DOTALL
)
_RANGE = re.compile(r"\d{1,4}-\d{1,4}(?![\w\-–—/:]|[.,]\d)")
_ADDRESS = re.compile(r"(?:://|www\.|@)[^\s\"«»„“”<>]*")
_ELLIPSIS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_LETTER_WORD = re.compile(r"(?<![\w’-])[^\W\d_]-\w[\w’\u0301\u00ad]{0,15}(?![\w’\u0301\u00ad])")
_QUOTE = re.compile(rf"[\"«»„“”{BREAK}]")
_SINGLE = re.compile(rf"['{BREAK}]")

_SPACES = frozenset(f" \n{NBSP}")
_OPENING_BEFORE = frozenset(f" \n\t{NBSP}{BREAK}([{{«„“‘—–-/")
_CLOSING_AFTER = frozenset(f" \n\t{NBSP}{BREAK})]}}»“”’—–-/.,;:!?…")


Marks = tuple[str, str]
Opened = list[tuple[int, bool]]
"""Quotes that wait for their partner: where they stand, and whether they are straight."""


@lru_cache(maxsize=50_000)
def typeset(text: str, language: str) -> str:
    """Plain text of a title or a label as it is printed; setting it twice changes nothing.

    Remembered: names of terms stand on thousands of pages.
    """
    return retouch(ellipsis(text), language)


def ellipsis(text: str) -> str:
    return _ELLIPSIS.sub("…", text) if "..." in text else text


def unbroken(escaped: str) -> str:
    """Text that is escaped, without tags, as HTML in which no line ends after the one letter of «е-приймальня».

    A word that is too long for the line of a phone, even in a title, is left alone.
    """
    return _LETTER_WORD.sub(r'<span class="nb">\g<0></span>', escaped) if "-" in escaped else escaped


def retouch(text: str, language: str) -> str:
    """Text of the same length, set by the rules of a language; addresses in it stay as they are."""
    rules = _english if language == "en" else _ukrainian
    if "@" in text or "://" in text or "www." in text:
        return _around_addresses(text, rules)
    return rules(text)


def _ukrainian(text: str) -> str:
    if "'" in text or "ʼ" in text:
        text = _APOSTROPHE.sub("’", text)
    if '"' in text:
        text = _double_quotes(text, ("«", "»"), ("„", "“"))
    return _ranges(_NO_BREAK_UK.sub(NBSP, _dashes(text, "—")))


def _english(text: str) -> str:
    if '"' in text:
        text = _double_quotes(text, ("“", "”"), ("“", "”"))
    if "'" in text or "ʼ" in text:
        text = _single_quotes(_APOSTROPHE.sub("’", text))
    return _ranges(_NO_BREAK_EN.sub(NBSP, _dashes(text, "–")))


def _ranges(text: str) -> str:
    return _RANGE.sub(_range, text) if "-" in text else text


def _dashes(text: str, dash: str) -> str:
    """Hyphens between spaces as dashes, and no break before a dash.

    Ukrainian has the long dash, English the short one with spaces; a long one is left as its author
    set it. A short dash between two numbers is a range and stays.
    """
    found = [m.start() for m in _HYPHEN.finditer(text) if _is_dash(text, m.start())]
    if found:
        characters = list(text)
        for at in found:
            characters[at - 1 : at + 1] = NBSP, dash
        text = "".join(characters)
    return text.replace(" —", NBSP + "—").replace("\n—", NBSP + "—") if "—" in text else text


def _is_dash(text: str, at: int) -> bool:
    if at < 2 or text[at - 1] not in _SPACES or text[at - 2] in _SPACES or text[at - 2] == BREAK:
        return False
    return text[at] == "-" or not (text[at - 2].isdigit() and text[at + 2 : at + 3].isdigit())


def _range(m: re.Match[str]) -> str:
    """A range of years or of small numbers; codes, dates and telephone numbers are not ranges."""
    before = m.string[m.start() - 1 : m.start()]
    if before.isalnum() or (before and before in "_-–—.,/:+№"):
        return m[0]
    first, last = m[0].split("-")
    years = len(first) == len(last) == 4 and 1800 <= int(first) < int(last) <= 2100
    small = len(first) < 4 and len(last) < 4 and first[0] != "0" and last[0] != "0" and int(first) < int(last)
    return f"{first}–{last}" if years or small else m[0]


def _around_addresses(text: str, rules: Callable[[str], str]) -> str:
    """Text set by the rules, but for the addresses in it, which count as one thing each."""
    spans: list[tuple[int, int]] = []
    end = 0
    for address in _ADDRESS.finditer(text):
        start = address.start()
        while start > end and (text[start - 1].isalnum() or text[start - 1] in "+.-_"):
            start -= 1
        end = address.end()
        spans.append((start, end))
    done = rules(_replaced(text, spans, OBJECT))
    parts: list[str] = []
    end = 0
    for start, stop in spans:
        parts += done[end:start], text[start:stop]
        end = stop
    return "".join(parts) + done[end:]


def _replaced(text: str, spans: list[tuple[int, int]], mark: str) -> str:
    parts: list[str] = []
    end = 0
    for start, stop in spans:
        parts += text[end:start], mark * (stop - start)
        end = stop
    return "".join(parts) + text[end:]


def _double_quotes(text: str, outer: Marks, inner: Marks) -> str:
    """Straight quotes made into pairs; one without a partner in its block stays straight."""
    characters = list(text)
    opened: list[tuple[int, bool]] = []
    for found in _QUOTE.finditer(text):
        at, mark = found.start(), found[0]
        if mark == BREAK:
            opened.clear()
        elif mark == '"':
            _pair(text, characters, opened, at, outer, inner)
        elif mark in "«„" or (mark == "“" and outer[0] == "“"):
            opened.append((at, False))
        elif opened and not opened[-1][1]:
            opened.pop()
    return "".join(characters)


def _pair(
    text: str,
    characters: list[str],
    opened: Opened,
    at: int,
    outer: Marks,
    inner: Marks,
) -> None:
    """Take a straight quote as the close of the last open one, or as an opening one."""
    partner = next((index for index in range(len(opened) - 1, -1, -1) if opened[index][1]), None)
    if partner is not None and not _opens(text, at):
        marks = outer if partner == 0 else inner
        characters[opened[partner][0]], characters[at] = marks
        del opened[partner:]
    elif _is_before(text, at):
        opened.append((at, True))


def _opens(text: str, at: int) -> bool:
    """Whether a straight quote can only be an opening one: space or a mark before it, a word after it."""
    return _is_before(text, at) and not _is_after(text, at)


def _is_before(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in _OPENING_BEFORE or text[at - 1] == '"'


def _is_after(text: str, at: int) -> bool:
    return at + 1 == len(text) or text[at + 1] in _CLOSING_AFTER


def _single_quotes(text: str) -> str:
    """Single straight quotes made into pairs, the others into apostrophes."""
    characters = list(text)
    opened: int | None = None
    for found in _SINGLE.finditer(text):
        at = found.start()
        if found[0] == BREAK:
            opened = None
            continue
        characters[at] = "’"
        if _opens(text, at):
            opened = at
        elif opened is not None and _is_after(text, at):
            characters[opened] = "‘"
            opened = None
    return "".join(characters)
