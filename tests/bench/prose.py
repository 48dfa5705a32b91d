"""Titles, summaries and bodies of made-up practices, put together from texts.yaml."""

import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

TEXTS = Path(__file__).parent / "texts.yaml"


@cache
def _texts() -> Any:
    return yaml.load(TEXTS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def words(*path: str) -> Any:
    """A part of texts.yaml."""
    part = _texts()
    for key in path:
        part = part[key]
    return part


def chance_of(*key: object) -> random.Random:
    """The same chances for the same key, on every machine."""
    return random.Random("/".join(map(str, key)))  # noqa: S311  # repeatable, not secret


def sentences(chance: random.Random, language: str, count: int) -> list[str]:
    return [_sentence(chance, language) for _ in range(count)]


def _sentence(chance: random.Random, language: str) -> str:
    values = {slot: chance.choice(choices)[language] for slot, choices in words("slots").items()}
    number = chance.randrange(40, 3000, 5)  # of fives: one form of the noun fits them all
    return str(chance.choice(words("sentences"))[language].format(Time=_capital(values["time"]), num=number, **values))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def title(service: str, community: str) -> str:
    return f"{_capital(service)}: {community}"


def body(chance: random.Random, language: str, neighbour: str) -> str:
    """400 to 800 words with what practices hold: headings, lists, steps, a table, a quotation, links, a footnote.

    `neighbour` is the slug of another practice, to which it links. With equal chances both languages tell the same,
    but for the last paragraphs, which fill up to the number of words.
    """
    writer = _Writer(chance, language)
    noted, year = chance.random() < 0.4, chance.randrange(2019, 2026)
    report = f"https://sources.example/{chance.randrange(40)}"
    blocks = [
        writer.heading("challenge"),
        writer.paragraph(3),
        writer.heading("background", level=3),
        writer.items("- ", 3),
        writer.heading("done"),
        f"{writer.paragraph(3)} {writer.phrase('report', url=report)}",
        writer.quotation(),
        writer.heading("results"),
        writer.paragraph(2) + ("[^1]" if noted else ""),
        writer.heading("numbers", level=3),
        writer.table(),
        writer.heading("hard"),
        writer.paragraph(2),
        writer.heading("repeat"),
        writer.items("{}. ", 4),
        writer.phrase("similar", slug=neighbour),
        writer.heading("needed"),
    ]
    blocks += writer.filling(blocks, chance.randrange(400, 700))
    if noted:
        blocks.append("[^1]: " + writer.phrase("note", year=year))
    return "\n\n".join(blocks) + "\n"


class _Writer:
    """Blocks of Markdown in one language."""

    def __init__(self, chance: random.Random, language: str) -> None:
        self.chance = chance
        self.language = language

    def phrase(self, name: str, **values: object) -> str:
        return str(words("phrases", name)[self.language].format(**values))

    def heading(self, name: str, level: int = 2) -> str:
        return f"{'#' * level} {words('headings', name)[self.language]}"

    def paragraph(self, count: int) -> str:
        first, *rest = sentences(self.chance, self.language, count)
        marked = [_stressed(first, "**"), *rest]
        if self.chance.random() < 0.4:
            marked[-1] = _stressed(marked[-1], "*") if rest else marked[-1]
        return " ".join(marked)

    def items(self, mark: str, count: int) -> str:
        lines = sentences(self.chance, self.language, count)
        return "\n".join(mark.format(number) + line for number, line in enumerate(lines, 1))

    def quotation(self) -> str:
        speaker = self.chance.choice(words("speakers"))[self.language]
        return f"> {' '.join(sentences(self.chance, self.language, 2))}\n> — {speaker}"

    def table(self) -> str:
        head = [cell[self.language] for cell in words("table", "head")]
        rows = [
            [row[self.language], str(self.chance.randrange(5, 400)), str(self.chance.randrange(100, 4000))]
            for row in words("table", "rows")
        ]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---", "---:", "---:"], *rows))

    def filling(self, blocks: list[str], target: int) -> list[str]:
        """Paragraphs until the whole has so many words."""
        more: list[str] = [self.paragraph(3)]
        count = sum(len(block.split()) for block in [*blocks, *more])
        while count < target:
            more.append(self.paragraph(3))
            count += len(more[-1].split())
        return more


def _stressed(sentence: str, mark: str) -> str:
    """The sentence with its first longer word between others marked."""
    return re.sub(r"(?<= )(\w{5,})(?= )", rf"{mark}\1{mark}", sentence, count=1)
