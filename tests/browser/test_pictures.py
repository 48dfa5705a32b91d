"""Pictures as a browser shows them: the right version, its place kept before it comes, its main point in sight."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from builder.build import Options, build
from tests.makers import SITE, UK, write_site
from tests.tools.built_site import read_built_site
from tests.tools.photos import drawing, photograph
from tests.tools.static_server import serving

FOLDER = "content/practices/warm-school"
HEAD = """\
cover: hills.jpg
cover_alt: Пагорби ввечері
images:
  - {file: hills.jpg, credit: {uk: Олена Кравець, en: Olena Kravets}, licence: CC BY 4.0, focus: 100% 50%}
  - {file: yard.jpg, credit: {uk: Рада, en: Council}, licence: CC0}
  - {file: plan.png, credit: {uk: Рада, en: Council}, licence: CC0}
date:"""
BODY = """\
## Виклик

Узимку в класах було холодно.

![Двір](yard.jpg "Двір школи")

![План](plan.png "План")

![Пагорби](hills.jpg "Вид")
"""

PLACES = """() => [...document.querySelectorAll('main *')].map(element => {
  const box = element.getBoundingClientRect();
  return [box.top + scrollY, box.left, box.width, box.height];
})"""
# When scripts have opened groups and put in controls, and that is laid out.
SCRIPTS_HAVE_BEGUN = """async () => {
  const { src } = document.querySelector('script[type=module]');
  const names = [...document.querySelectorAll('[data-module]')].flatMap(element => element.dataset.module.split(' '));
  await Promise.all(names.map(name => import(new URL(`modules/${name}.js`, src))));
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
TO_THE_END = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 300) {
    window.scrollTo(0, y);
    await new Promise(done => setTimeout(done, 60));
  }
  await Promise.all([...document.images].map(image => image.decode()));
  return [...document.images].map(image => image.currentSrc.replace(location.origin, ''));
}"""


@pytest.fixture(scope="module")
def illustrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root: Path = tmp_path_factory.mktemp("illustrated")
    text = SITE[UK].replace("date:", HEAD).replace("## Виклик\n\nУзимку в класах було холодно.\n", BODY)
    pictures = {
        f"{FOLDER}/hills.jpg": photograph(2000, 1000),
        f"{FOLDER}/yard.jpg": photograph(1600, 1200, 6),
        f"{FOLDER}/plan.png": drawing(),
    }
    options = Options(root=write_site(root, {**SITE, UK: text, **pictures}), output=root / "public")
    assert build(options).ok
    with serving(read_built_site(options.output)) as origin:
        yield origin


@pytest.mark.parametrize("width, dense, version", [(360, 1, "640.avif"), (360, 3, "1344.avif"), (1280, 1, "960.avif")])
def test_each_screen_gets_the_version_made_for_it(
    width: int, dense: int, version: str, browser: Browser, illustrated: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, device_scale_factor=dense)
    page = context.new_page()
    page.goto(f"{illustrated}/practices/warm-school/")
    cover, *_ = page.evaluate(TO_THE_END)
    assert cover.startswith("/practices/warm-school/hills-") and cover.endswith(f"-{version}")
    context.close()


@pytest.mark.parametrize("path", ["/practices/warm-school/", "/practices/", "/"])
def test_nothing_moves_when_pictures_arrive(path: str, page: Page, illustrated: str) -> None:
    waiting: list[Route] = []
    arriving = False
    page.route(
        re.compile(r"\.(avif|webp|jpg|png)$"), lambda route: route.continue_() if arriving else waiting.append(route)
    )
    page.goto(illustrated + path, wait_until="domcontentloaded")
    page.evaluate("document.fonts.ready")
    page.evaluate(SCRIPTS_HAVE_BEGUN)
    before = page.evaluate(PLACES)
    assert waiting
    arriving = True
    for route in waiting:
        route.continue_()
    page.evaluate(TO_THE_END)
    page.evaluate("window.scrollTo(0, 0)")
    after = page.evaluate(PLACES)
    assert len(after) == len(before)
    for old, new in zip(before, after, strict=True):
        assert new == pytest.approx(old, abs=0.5)  # the height of a version is a whole number of pixels


def test_pictures_further_down_wait_until_they_are_near(page: Page, illustrated: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 300})
    page.goto(f"{illustrated}/practices/warm-school/")
    lazy = page.evaluate(
        "() => [...document.images].map(image => [image.getAttribute('loading'), image.fetchPriority])"
    )
    assert lazy[0] == [None, "high"]
    assert {tuple(item) for item in lazy[1:]} == {("lazy", "auto")}


def test_a_picture_that_is_cut_keeps_its_main_point(page: Page, illustrated: str) -> None:
    page.goto(f"{illustrated}/practices/")
    position = "() => getComputedStyle(document.querySelector('img.cover')).objectPosition"
    assert page.evaluate(position) == "100% 50%"


def test_a_row_asks_for_the_smallest_version(page: Page, illustrated: str) -> None:
    page.goto(f"{illustrated}/practices/")
    (cover,) = [src for src in page.evaluate(TO_THE_END) if "hills" in src]
    assert cover.endswith("-320.avif")


def test_pictures_stand_side_by_side_in_a_gallery_and_the_odd_one_alone(
    page: Page, narrow_page: Page, illustrated: str
) -> None:
    tops = "() => [...document.querySelectorAll('.gallery img')].map(image => image.getBoundingClientRect().top)"
    for tab, rows in ((page, 2), (narrow_page, 3)):
        tab.goto(f"{illustrated}/practices/warm-school/")
        tab.evaluate(TO_THE_END)
        assert len({round(top) for top in tab.evaluate(tops)}) == rows
