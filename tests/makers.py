"""A small valid site as data, and the command line run on such sites as a person would run it."""

import io
import json
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jinja2.bccache import Bucket
from PIL import Image

from builder.cli import run
from builder.render import templates

UK = "content/practices/warm-school/index.uk.md"
EN = "content/practices/warm-school/index.en.md"

SITE: Mapping[str, str] = {
    "site.yaml": """\
title: {uk: Взірець, en: Vzirets}
tagline: {uk: Добрі практики громад, en: Good practices of communities}
publisher: {uk: Редакція, en: The editors}
contact: info@hromady.example
base_url: https://hromady.example/
navigation: [practices, regions, about]
""",
    UK: """\
---
title: Тепла школа
summary: Школа платить за тепло менше.
community: [bakhmutska]
programme: [warm-homes]
donor: [{organisation: warm-fund, role: funder}]
category: [energy]
date: 2024-03-15
period: {from: 2022, to: 2023}
results:
  - {value: 30, unit: "%", label: {uk: менше тепла, en: less heat}, source: 1}
sources:
  - {title: Звіт про школу, publisher: Міська рада, lang: uk, url: https://rada.example/zvit}
---

## Виклик

Узимку в класах було холодно.

## Що зробили

Стіни утеплили. Що ми називаємо практикою, сказано [на сторінці про сайт](../../pages/about/).
""",
    EN: """\
---
title: A warm school
summary: The school pays less for heat.
---

## Challenge

The classrooms were cold in winter.

## What was done

The walls were insulated. What we call a practice is said [on the page about us](../../pages/about/).
""",
    "content/pages/home/index.uk.md": "---\ntitle: Практики громад\nsummary: Те, що вже вийшло.\n---\n",
    "content/pages/home/index.en.md": "---\ntitle: Practices\nsummary: What has worked.\n---\n",
    "content/pages/about/index.uk.md": "---\ntitle: Про нас\nsummary: Хто ми.\n---\n\nРозповідь.\n",
    "content/pages/about/index.en.md": "---\ntitle: About\nsummary: Who we are.\n---\n\nA text.\n",
    "content/categories/energy.yaml": "name: {uk: Енергія, en: Energy}\nmotif: spark\n",
    "content/organisations/warm-fund.yaml": "name: {uk: Фонд тепла, en: Warmth Fund}\ncountry: UA\n",
    "content/programmes/warm-homes.yaml": "name: {uk: Теплі домівки, en: Warm Homes}\nperiod: {from: 2020}\n",
}


def write_site(root: Path, files: Mapping[str, str | bytes] = SITE) -> Path:
    """Write files by their paths below `root`; the value is `root`."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def picture(width: int = 64, height: int = 48) -> bytes:
    """A picture as a camera might have taken it: PNG."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), (13, 74, 147)).save(stream, "PNG")
    return stream.getvalue()


def contents(folder: Path) -> dict[str, bytes]:
    """Everything that stands in a folder, by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings of a command that was asked for `--format json`."""
        found: list[dict[str, Any]] = json.loads(self.out)
        return found

    @property
    def places(self) -> list[str]:
        """The same as `CODE path:line:column`."""
        return [f"{item['code']} {item['path']}:{item['line']}:{item['column']}" for item in self.findings]


def vzirets(*arguments: str | Path) -> Ran:
    """Run the command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    return Ran(int(code), out.getvalue(), err.getvalue())


def check(root: Path, *arguments: str) -> Ran:
    """`vzirets check` with its findings as data."""
    return vzirets("check", "-C", root, "--today", "2026-11-22", "--format", "json", *arguments)


def read_templates_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse and compile each text of a template once in this process. What is kept is known by the whole text, so that
    it is right whatever a test changes: only the work is spared that every build from nothing does anew.
    """
    known: dict[str, list[tuple[dict[str, bytes | None], tuple[str, ...] | None]]] = {}
    find_closure = templates.closure

    def closure(name: str, read: Callable[[str], bytes | None]) -> tuple[str, ...] | None:
        for texts, found in known.get(name, ()):
            if all(read(template) == text for template, text in texts.items()):
                return found
        seen: dict[str, bytes | None] = {}

        def noted(template: str) -> bytes | None:
            return seen.setdefault(template, read(template))

        found = find_closure(name, noted)
        known.setdefault(name, []).append((seen, found))
        return found

    codes: dict[tuple[str, str], Any] = {}
    load, dump = templates.Compiled.load_bytecode, templates.Compiled.dump_bytecode

    def load_bytecode(self: templates.Compiled, bucket: Bucket) -> None:
        load(self, bucket)
        if bucket.code is None and (code := codes.get((bucket.key, bucket.checksum))):
            bucket.code = code
            dump(self, bucket)  # as if it had just been compiled

    def dump_bytecode(self: templates.Compiled, bucket: Bucket) -> None:
        codes[bucket.key, bucket.checksum] = bucket.code
        dump(self, bucket)

    monkeypatch.setattr("builder.nodes.core.closure", closure)
    monkeypatch.setattr(templates.Compiled, "load_bytecode", load_bytecode)
    monkeypatch.setattr(templates.Compiled, "dump_bytecode", dump_bytecode)
