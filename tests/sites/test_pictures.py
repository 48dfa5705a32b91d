"""Pictures of a whole site: on the pages, in the output folder, in the memory, and where something goes wrong."""

import io
import re
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from builder.build import STORE, Options, Result, build, make
from builder.nodes import rare
from builder.render.pictures import make_picture
from builder.workshop.memory import Made
from builder.workshop.shop import Job, Workshop
from tests.makers import SITE, UK, contents, write_site
from tests.tools.photos import SECRETS, drawing, photograph

FOLDER = "content/practices/warm-school"
HEAD = """\
cover: hills.jpg
cover_alt: Пагорби ввечері
images:
  - {file: hills.jpg, credit: {uk: Олена Кравець, en: Olena Kravets}, licence: CC BY 4.0, focus: 70% 20%}
  - {file: plan.png, credit: {uk: Рада, en: Council}, licence: з дозволу ради}
  - {file: yard.webp, credit: {uk: Рада, en: Council}, licence: CC0}
date:"""
BODY = """\
![Пагорби](hills.jpg "Вид від школи")

## Виклик

![План](plan.png)

![Двір](yard.webp)
"""


def illustrated(root: Path) -> Options:
    text = SITE[UK].replace("date:", HEAD).replace("## Виклик\n", BODY)
    pictures = {
        f"{FOLDER}/hills.jpg": photograph(1600, 1200, 6),
        f"{FOLDER}/plan.png": drawing(),
        f"{FOLDER}/yard.webp": photograph(500, 300, kind="WEBP"),
    }
    return Options(root=write_site(root, {**SITE, UK: text, **pictures}), output=root / "public")


def page(options: Options, path: str = "practices/warm-school") -> str:
    return (options.output / path / "index.html").read_text(encoding="utf-8")


def test_an_illustrated_practice(tmp_path: Path) -> None:
    options = illustrated(tmp_path)
    assert build(options).findings == ()
    html = page(options)

    cover, first, *gallery = re.findall(r"<figure.*?</figure>", html, re.DOTALL)
    assert 'fetchpriority="high"' in cover and "lazy" not in cover
    assert all('loading="lazy"' in figure for figure in (first, *gallery))
    assert 'width="1200" height="1600" alt="Пагорби ввечері"' in cover
    assert re.search(
        r'<source type="image/avif" srcset="[^"]+ 320w, [^"]+ 640w, [^"]+ 960w, [^"]+ 1200w" sizes="', first
    )
    credit = (
        'Фото: Олена\u00a0Кравець, <a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>'
    )
    assert credit.replace("\u00a0", " ") in cover.replace("\u00a0", " ")
    assert f"Вид від\u00a0школи. {credit}".replace("\u00a0", " ") in first.replace("\u00a0", " ")
    assert "<figcaption>Фото: Рада, з дозволу ради</figcaption>" in gallery[0]
    assert ">CC0 1.0</a></figcaption>" in gallery[1]
    assert html.count('<div class="gallery">') == 1

    row = page(options, "practices")
    assert 'class="cover focus x3 y1"' in row and 'sizes="(min-width: 36em) 8.5rem, 6.5rem"' in row


def test_every_address_on_the_pages_is_a_file_without_metadata(tmp_path: Path) -> None:
    options = illustrated(tmp_path)
    build(options)
    files = contents(options.output)
    pages = [text.decode() for path, text in files.items() if path.endswith(".html")]
    asked = {url for text in pages for url in re.findall(r"/(practices/[^\s\"]+\.(?:avif|webp|jpg|png))", text)}
    published = {
        path for path in files if path.startswith("practices/") and path.endswith((".avif", ".webp", ".jpg", ".png"))
    }
    assert asked == published
    assert [path for path in published if any(trace in files[path] for trace in SECRETS)] == []


def shared(options: Options, path: str) -> dict[str, str]:
    """What the page tells networks."""
    return dict(
        re.findall(r'<meta (?:property|name)="((?:og|twitter):[a-z:_]+)" content="([^"]*)">', page(options, path))
    )


def test_a_practice_without_a_card_shows_its_cover_where_it_is_shared(tmp_path: Path) -> None:
    options = illustrated(tmp_path)
    build(options)
    told = shared(options, "practices/warm-school")
    assert told["og:image"].startswith("https://hromady.example/practices/warm-school/hills-")
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "1600")
    assert told["og:image:alt"] == "Пагорби ввечері"
    assert "og:image" not in shared(options, "practices")
    assert shared(options, "practices")["twitter:card"] == "summary"


@pytest.mark.parametrize(
    "language, place", [("", "Бахмутська міська громада, Донецька область. Взірець"), ("en/", "Bakhmut city")]
)
def test_a_practice_has_a_card_in_each_language(tmp_path: Path, language: str, place: str) -> None:
    options = illustrated(tmp_path)
    settings = f"{SITE['site.yaml']}features: {{cards: true}}\n".replace("example/", "example/site/")
    (tmp_path / "site.yaml").write_text(settings, encoding="utf-8")
    assert build(options).ok
    for path in ("practices/warm-school", "practices", "regions", "about", "."):
        told = shared(options, f"{language}{path}")
        assert told["og:image"].startswith(f"https://hromady.example/site/{language}")
        card = options.output / told["og:image"].removeprefix("https://hromady.example/site/")
        with Image.open(card) as image:
            assert (str(image.width), str(image.height)) == (told["og:image:width"], told["og:image:height"])
        assert told["og:type"] == ("article" if path == "practices/warm-school" else "website")
        assert (told["og:locale"], told["og:locale:alternate"]) == (
            ("en_GB", "uk_UA") if language else ("uk_UA", "en_GB")
        )
    assert place in shared(options, f"{language}practices/warm-school")["og:image:alt"]
    assert len(list(options.output.rglob("card-*.png"))) == 4


def with_emblems(options: Options) -> Options:
    fund, homes = "content/organisations/warm-fund.yaml", "content/programmes/warm-homes.yaml"
    thanks = "acknowledgement: {uk: Коштом Фонду тепла., en: Paid by the Warmth Fund.}\n"
    more = {
        fund: f"{SITE[fund]}{thanks}emblem: fund.png\n",
        homes: f"{SITE[homes]}emblem: homes.jpg\n",
        "content/organisations/fund.png": drawing(900, 300),
        "content/programmes/homes.jpg": photograph(200, 160),
    }
    write_site(options.root, more)
    return options


@pytest.mark.parametrize(
    "language, names", [("", ["Фонд тепла", "Теплі домівки"]), ("en/", ["Warmth Fund", "Warm Homes"])]
)
def test_emblems_of_those_who_paid_stand_at_the_end_of_the_practice(
    tmp_path: Path, language: str, names: list[str]
) -> None:
    options = with_emblems(illustrated(tmp_path))
    assert build(options).findings == ()

    html = page(options, f"{language}practices/warm-school")
    (shown,) = re.findall(r'<ul class="emblems">.*?</ul>', html, re.DOTALL)
    assert html.index('id="v-sources"') < html.index('id="v-thanks"') < html.index(shown)
    assert re.findall(r'alt="([^"]*)"', shown) == names
    assert re.findall(r'width="(\d+)" height="(\d+)"', shown) == [("640", "213"), ("200", "160")]
    others = [path for path in options.output.rglob("*.html") if path.parent.name != "warm-school"]
    assert [path for path in others if "emblems" in path.read_text(encoding="utf-8")] == []


def test_an_emblem_is_neither_cut_nor_recoloured(tmp_path: Path) -> None:
    options = with_emblems(illustrated(tmp_path))
    build(options)

    (published,) = options.output.glob("organisations/fund-*")
    with Image.open(published) as emblem, Image.open(tmp_path / "content/organisations/fund.png") as original:
        assert emblem.getcolors(1 << 20) == original.resize((640, 213), Image.Resampling.LANCZOS).getcolors(1 << 20)
    (published,) = options.output.glob("programmes/homes-*")
    with Image.open(published) as emblem, Image.open(io.BytesIO(photograph(200, 160))) as original:
        assert emblem.tobytes() == original.tobytes()
    assert [trace for trace in SECRETS if trace in published.read_bytes()] == []


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of what had to be made."""
    keys: list[str] = []
    work = Workshop._work

    def counted(self: object, jobs: list[Job], *rest: object) -> object:
        keys.extend(job.key for job in jobs)
        return work(self, jobs, *rest)

    monkeypatch.setattr(Workshop, "_work", counted)
    return keys


def test_a_picture_is_made_once_whatever_is_forgotten_beside(tmp_path: Path, made: list[str]) -> None:
    options = illustrated(tmp_path)
    build(options)
    assert len(made) == 3
    (tmp_path / UK).write_text(
        (tmp_path / UK).read_text(encoding="utf-8").replace("Тепла", "Дуже тепла"), encoding="utf-8"
    )
    build(options)
    for name in (f"{STORE}/store.db", f"{FOLDER}/renamed"):
        (tmp_path / name).unlink(missing_ok=True)
    build(options)
    build(replace(options, output=tmp_path / "elsewhere"))
    make(options)
    assert len(made) == 3

    (tmp_path / FOLDER / "plan.png").write_bytes(drawing(600, 300))
    build(options)
    assert len(made) == 4


def test_equal_pictures_are_made_once(tmp_path: Path, made: list[str]) -> None:
    options = illustrated(tmp_path)
    for copy in ("twin.jpg", "third.jpg"):
        (tmp_path / FOLDER / copy).write_bytes((tmp_path / FOLDER / "hills.jpg").read_bytes())
    build(options)
    assert len(made) == 3


def test_what_is_remembered_is_never_needed(tmp_path: Path) -> None:
    options = illustrated(tmp_path)
    build(options)
    before = contents(options.output)
    for entry in (tmp_path / STORE / "made").iterdir():
        for number, file in enumerate(sorted(entry.glob("*.avif"))):
            file.write_bytes(file.read_bytes()[::-1]) if number else file.unlink()
    for path in options.output.rglob("*.avif"):
        path.unlink()
    assert build(options).ok
    assert contents(options.output) == before
    assert build(replace(options, clean=True, verify=True)).findings == ()


def test_a_picture_in_the_store_of_a_site_for_reading_only(tmp_path: Path) -> None:
    options = illustrated(tmp_path)
    assert make(options).ok
    assert not (tmp_path / STORE).exists()


def die(path: Path) -> Made:
    """As a decoder would that a hostile file brings down."""
    if path.name == "plan.png":
        signal.raise_signal(signal.SIGKILL)
    return make_picture(path)


def test_a_worker_that_dies_is_a_finding_on_its_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rare, "make_picture", die)
    done: Result = make(illustrated(tmp_path))
    assert {(item.code, item.location.path) for item in done.findings} == {("V930", f"{FOLDER}/plan.png")}
    assert any("hills" in path for path in done.files.manifest)


def changing(path: Path) -> Made:
    """As if an editor saved another picture just before the worker opened it."""
    if path.name == "plan.png":
        path.write_bytes(drawing(333, 222))
    return make_picture(path)


def test_a_picture_that_changes_while_it_is_read_is_not_remembered_wrongly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = illustrated(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(rare, "make_picture", changing)
        build(options)
    build(options)
    files = make(replace(options, store=False)).files
    clean = {path: files.content(path) for path in files.manifest}
    published = contents(options.output)
    assert {path: published.get(path) for path in clean} == clean
