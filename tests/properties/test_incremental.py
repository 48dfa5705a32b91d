"""Whatever happens to a site between two builds: the next one gives what a clean build gives, byte for byte.

The clean build is made in one process, the others in two."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from builder.build import STORE, Options, Result, build, make
from builder.graph import engine, inputs, spool, store
from builder.graph.store import FILE as STORE_FILE
from builder.graph.store import discard
from builder.live import Live
from builder.nodes import kinds
from builder.publish.manifest import MANIFEST_NAME
from tests.makers import SITE, UK, contents, picture, write_site

TEMPLATES = Path(__file__).parents[2] / "templates"
TODAY = date(2026, 11, 22)

SLUGS = ("warm-school", "light", "water", "bridge")
NAMES = ("Світло", "Вода", "Міст", "Дім")
FILLED = ("pages/practice.html", "pages/term.html", "components/card.html", "components/link.html", "feeds/atom.xml")
FIELDS = (
    "draft: true",
    "aliases: [old]",
    "featured: true",
    "publish_from: 2030-01-01",
    "withdrawn: {on: 2026-01-01, why: Застаріло}",
    "programme: [warm-homes]",
    "programme: [whole]",
    "donor: [warm-fund]",
    "works_in: [kanivska]",
    "adapted_from: [light]",
    "adapted_from: [water, bridge]",
    "status: running",
    "review_by: 2026-11-22",
    "no_such_field: 1",
    "cover: view.png",
    "images: [{file: view.png, credit: {uk: Рада, en: Council}, licence: CC0, focus: 10% 90%}]",
)
LINKS = (
    "../light/",
    "../water/#виклик",
    "#виклик",
    "/regions/donetska/",
    "/donors/warm-fund/",
    "/events/forum/",
    "/competitions/prize/2024/",
    "../../pages/about/",
)
REGISTRIES = {
    "categories/energy": "name: {{uk: {name}, en: Energy {n}}}\nmotif: spark\n",
    "categories/culture": "name: {{uk: {name}, en: Culture}}\nmotif: star\naliases: [energy, art]\n",
    "organisations/warm-fund": "name: {{uk: {name}, en: Fund {n}}}\ntext: {{uk: '[є](../light/)', en: Text}}\n",
    "organisations/light-fund": "name: {{uk: Фонд світла, en: Light}}\nother_names: [{{uk: {name}, en: House {n}}}]\n",
    "programmes/warm-homes": "name: {{uk: Домівки, en: Homes {n}}}\npart_of: whole\n",
    "programmes/whole": "name: {{uk: {name}, en: Whole}}\nchain: [{{organisation: warm-fund, role: funder}}]\n",
    "calls/call": "name: {{uk: {name}, en: C}}\norganisers: [warm-fund]\nopens: 2026-11-1{n}\ncloses: 2026-11-22\n",
    "awards/prize": "name: {{uk: {name}, en: Prize {n}}}\norganisers: [warm-fund]\naliases: [cup]\n",
    "editions/prize-2024": (
        "award: prize\nyear: 2024\naliases: [year-{n}]\nprogramme: [whole]\nresults:\n"
        "  - {{practice: light, outcome: winner, votes: [{{value: {n}}}]}}\n"
        "  - {{community: bakhmutska, outcome: finalist}}\n"
    ),
    "calls/prize-call": (
        "name: {{uk: {name}, en: Call}}\nedition: prize-2024\norganisers: [warm-fund]\ncloses: 2026-1{n}-22\n"
    ),
    "events/forum": (
        "name: {{uk: {name}, en: Forum {n}}}\nkind: forum\ndate: 2026-11-2{n}\npractices: [water]\nthemes: [energy]\n"
    ),
    "communities/bakhmutska": "state_note: {{uk: {name}, en: Note {n}}}\n",
}

AS_IF_LARGE = (
    (engine, "WORTH_SPREADING", 5),
    (engine, "ROUND", 2),
    (engine, "AHEAD", 1),
    (engine, "LEAST_FOR_ANEW", 20),
    (engine, "TOGETHER", 16),
    (store, "MOST_CHANGES", 6),
    (spool, "ROOM", 1 << 14),
    (spool, "BUFFER", 1 << 11),
    (inputs, "HELD", 1 << 11),
)
"""What a large site brings about: work in several processes, values that are let go, stores written anew."""

slugs = st.sampled_from(SLUGS)
numbers = st.integers(0, 9)
sides = st.sampled_from(["index.uk.md", "index.en.md"])


class Killed(BaseException):
    """The build ends here, as if the process had been killed."""


class Incremental(RuleBasedStateMachine):
    """A small site, changed by hand and built after each change: with what the last builds left, and without."""

    def __init__(self) -> None:
        super().__init__()
        self.patched = pytest.MonkeyPatch()
        for module, name, value in AS_IF_LARGE:
            self.patched.setattr(module, name, value)
        for name in ("document", "head", "practice", "piece", "card_text"):
            self.patched.setitem(kinds._MOST, name, 2)
        self.folder = Path(tempfile.mkdtemp())
        self.root = write_site(self.folder / "site", SITE)
        self.options = Options(root=self.root, output=self.folder / "public", today=TODAY, jobs=2)
        for number, slug in enumerate(SLUGS[1:]):
            self.add(slug, number)

    def teardown(self) -> None:
        self.patched.undo()
        shutil.rmtree(self.folder)

    def practice(self, slug: str, side: str = "index.uk.md") -> Path:
        return self.root / "content" / "practices" / slug / side

    # Editors at work

    @rule(slug=slugs, number=numbers)
    def add(self, slug: str, number: int) -> None:
        text = SITE[UK].replace("Тепла школа", f"{NAMES[number % len(NAMES)]} {number}")
        self.practice(slug).parent.mkdir(parents=True, exist_ok=True)
        self.practice(slug).write_text(text.replace("2024-03-15", f"2024-03-1{number % 3}"), encoding="utf-8")

    @rule(slug=slugs, side=sides)
    def delete(self, slug: str, side: str) -> None:
        self.practice(slug, side).unlink(missing_ok=True)

    @rule(day=st.sampled_from((date(2026, 11, 12), TODAY, date(2026, 11, 24))))
    def wait(self, day: date) -> None:
        self.options = replace(self.options, today=day)

    @rule(slug=slugs, other=slugs)
    def rename(self, slug: str, other: str) -> None:
        old, new = self.practice(slug).parent, self.practice(other).parent
        if old.exists() and not new.exists():
            old.rename(new)

    @rule(slug=slugs, side=sides, link=st.sampled_from(LINKS))
    def write(self, slug: str, side: str, link: str) -> None:
        if self.practice(slug, side).exists():
            with self.practice(slug, side).open("a", encoding="utf-8") as file:
                view = "![Вид](view.png)" if (self.practice(slug).parent / "view.png").exists() else ""
                file.write(f"\n\nЩе одне [посилання]({link}) про Міст.\n\n{view}\n")

    @rule(slug=slugs, side=sides, number=numbers)
    def retitle(self, slug: str, side: str, number: int) -> None:
        self._edit(self.practice(slug, side), "\ntitle: ", f"\ntitle: {NAMES[number % 4]} ")

    @rule(is_current=st.booleans())
    def translate(self, is_current: bool) -> None:
        """The English side says from which Ukrainian text it was made: that which stands there, or another."""
        path = self.practice("warm-school", "index.en.md")
        if not path.exists():
            return
        text = re.sub("\nsource_rev: .*", "", path.read_text(encoding="utf-8"))
        path.write_text(text.replace("---\n", '---\nsource_rev: "00000000"\n', 1), encoding="utf-8")
        found = make(replace(self.options, store=False, jobs=1)).findings if is_current else ()
        for item in found:
            if item.code == "V205":
                self._edit(path, "00000000", str(item.values["revision"]))

    @rule(slug=slugs, field=st.sampled_from(FIELDS))
    def declare(self, slug: str, field: str) -> None:
        path = self.practice(slug)
        if path.exists() and f"\n{field.partition(':')[0]}:" not in path.read_text(encoding="utf-8"):
            self._edit(path, "---\n", f"---\n{field}\n")

    @rule(slug=slugs, width=st.integers(16, 20))
    def illustrate(self, slug: str, width: int) -> None:
        if self.practice(slug).parent.exists():
            (self.practice(slug).parent / "view.png").write_bytes(picture(width, 12))

    @rule(slug=slugs, kept=st.integers(0, 60))
    def damage_picture(self, slug: str, kept: int) -> None:
        path = self.practice(slug).parent / "view.png"
        if path.exists():
            path.write_bytes(path.read_bytes()[:kept])

    @rule(slug=slugs)
    def remove_picture(self, slug: str) -> None:
        (self.practice(slug).parent / "view.png").unlink(missing_ok=True)

    @rule(data=st.data())
    def damage_what_workers_made(self, data: Any) -> None:
        files = sorted(path for path in (self.root / STORE / "made").rglob("*") if path.is_file())
        if files:
            path = data.draw(st.sampled_from(files))
            path.write_bytes(path.read_bytes()[::-1])

    @rule(record=st.sampled_from(sorted(REGISTRIES)), number=numbers)
    def register(self, record: str, number: int) -> None:
        path = self.root / "content" / f"{record}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(REGISTRIES[record].format(name=NAMES[number % 4], n=number), encoding="utf-8")

    @rule(record=st.sampled_from(sorted(REGISTRIES)))
    def unregister(self, record: str) -> None:
        (self.root / "content" / f"{record}.yaml").unlink(missing_ok=True)

    @rule(width=st.integers(16, 20), named=st.booleans())
    def give_an_emblem(self, width: int, named: bool) -> None:
        record = self.root / "content/organisations/warm-fund.yaml"
        if record.exists():
            (record.parent / "emblem.png").write_bytes(picture(width, 12))
            if named and "emblem:" not in record.read_text(encoding="utf-8"):
                self._edit(record, "name:", "emblem: emblem.png\nname:")

    @rule()
    def take_the_emblem_away(self) -> None:
        (self.root / "content/organisations/emblem.png").unlink(missing_ok=True)

    @rule(offline=st.booleans(), expires=st.sampled_from(["2025-12-31", "2027-12-31"]))
    def switch(self, offline: bool, expires: str) -> None:
        features = f"features: {{offline: {str(offline).lower()}}}\n"
        security = f"security_contact: security@hromady.example\nexpires: {expires}\n"
        (self.root / "site.yaml").write_text(f"{SITE['site.yaml']}{features}{security}", encoding="utf-8")

    @rule(size=st.sampled_from([1, 2, 24]), cards=st.booleans())
    def resize(self, size: int, cards: bool) -> None:
        settings = f"{SITE['site.yaml']}page_size: {size}\nfeatures: {{cards: {str(cards).lower()}}}\n"
        (self.root / "site.yaml").write_text(settings, encoding="utf-8")

    @rule(name=st.sampled_from(FILLED), number=numbers)
    def restyle(self, name: str, number: int) -> None:
        path = self.root / "templates" / name
        if path.exists() and number > 6:
            path.unlink()
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        broken = "{{ view.nothing }}" if number == 0 and name.startswith("pages/") else ""
        path.write_text(f"{(TEMPLATES / name).read_text(encoding='utf-8')}<!-- {number} -->{broken}", encoding="utf-8")

    def _edit(self, path: Path, old: str, new: str) -> None:
        if path.exists():
            path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    # What else happens to files

    @rule(slug=slugs)
    def touch(self, slug: str) -> None:
        if self.practice(slug).exists():
            os.utime(self.practice(slug), (1, 1))

    @rule(data=st.data())
    def damage_output(self, data: Any) -> None:
        files = sorted(path for path in self.options.output.rglob("*") if path.is_file() and path.name != MANIFEST_NAME)
        if files:
            path = data.draw(st.sampled_from(files))
            if data.draw(st.booleans()):
                path.unlink()
            else:
                path.write_bytes(path.read_bytes()[::-1])

    @rule(place=st.floats(0, 0.999), times=st.integers(1, 2000))
    def damage_store(self, place: float, times: int) -> None:
        path = self.root / STORE / STORE_FILE
        if path.exists():
            data = path.read_bytes()
            start = int(len(data) * place)
            path.write_bytes(data[:start] + b"\xaa" * times + data[start + times :])

    @rule()
    def kill_while_publishing(self) -> None:
        def die(*_: object, **__: object) -> None:
            raise Killed

        with pytest.MonkeyPatch.context() as patch, pytest.raises(Killed):
            patch.setattr("builder.publish.write._place", die)
            patch.setattr("builder.build.passes", lambda *_: True)
            patch.setattr("builder.publish.write._is_published", lambda *_: False)
            build(self.options)
            raise Killed

    # What must hold

    @rule(drafts=st.booleans())
    def built_otherwise(self, drafts: bool) -> None:
        self.options = replace(self.options, drafts=drafts)

    @rule(days=st.integers(-1, 1))
    def on_another_day(self, days: int) -> None:
        self.options = replace(self.options, today=TODAY + timedelta(days))

    @precondition(lambda self: True)
    @invariant()
    def as_if_built_from_nothing(self) -> None:
        self.assert_clean(build(self.options))

    def assert_clean(self, done: Result) -> None:
        clean = make(replace(self.options, store=False, jobs=1))
        assert (done.ok, done.findings) == (clean.ok, clean.findings)
        if done.ok:
            expected = {path: clean.files.content(path) for path in clean.files.manifest}
            published = contents(self.options.output)
            published.pop(MANIFEST_NAME)
            assert [path for path in expected if published.get(path) != expected[path]] == []
            assert published.keys() == expected.keys()


class Previewed(Incremental):
    """The same in one process that is told what was touched, as the preview is; others build beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.live = Live(self.options)
        self.shown = self.options
        self.before: dict[Path, tuple[int, int, int]] | None = None
        self.rounds = 0
        self.harmed = False

    def teardown(self) -> None:
        self.live.close()
        super().teardown()

    @rule()
    def build_beside(self) -> None:
        build(replace(self.options, jobs=1))

    @rule(place=st.floats(0, 0.999), times=st.integers(1, 2000))
    def damage_store(self, place: float, times: int) -> None:  # nobody writes into a file in use
        discard(self.root / STORE)

    @rule(data=st.data())
    def damage_output(self, data: Any) -> None:
        super().damage_output(data)
        self.harmed = True

    @precondition(lambda self: True)
    @invariant()
    def as_if_built_from_nothing(self) -> None:
        if self.shown != self.options:
            self.live.close()
            self.live, self.shown, self.before = Live(self.options), self.options, None
        now = {path: _stamp(path) for path in self.root.rglob("*") if STORE not in path.parts}
        touched = None if self.before is None else {path for path, _ in self.before.items() ^ now.items()}
        self.before = now
        done = self.live.build(touched)
        self.rounds += 1
        if self.harmed or self.rounds % 3 == 0:
            assert self.live.settle()
            self.harmed = self.harmed and not done.ok  # with errors the folder stays as it is
        self.assert_clean(done)


def _stamp(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_ino, status.st_mtime_ns if path.is_file() else 0, status.st_size if path.is_file() else 0


def _machine(examples: int, steps: int, machine: type[Incremental] = Incremental) -> Callable[[], None]:
    case = machine.TestCase()
    case.settings = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    return lambda: case.runTest()


def test_any_sequence_of_changes_gives_a_clean_build() -> None:
    _machine(3, 10)()


def test_any_sequence_of_changes_is_shown_as_a_clean_build_shows_it() -> None:
    _machine(3, 10, Previewed)()


@pytest.mark.proof
def test_any_long_sequence_of_changes_is_shown_as_a_clean_build_shows_it() -> None:
    _machine(30, 40, Previewed)()


@pytest.mark.proof
def test_any_long_sequence_of_changes_gives_a_clean_build() -> None:
    _machine(30, 40)()
