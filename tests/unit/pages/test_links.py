"""Links in texts: from what an editor wrote to where it leads."""

from pathlib import Path

import pytest

from builder.build import Options, make
from builder.diagnostics import Location
from builder.pages.links import LinkMap, Target, Written
from builder.pages.urls import base_of
from tests.makers import SITE, write_site
from tests.makers import UK as UK_TEXT
from tests.values import EN, UK, Language

LINKS = LinkMap(
    base=base_of("https://hromady.example/pre/"),
    texts={
        "content/pages/home": (UK, EN),
        "content/pages/about": (UK, EN),
        "content/practices/svitlo": (UK, EN),
        "content/practices/voda": (UK,),
        "content/practices/kolys": (UK, EN),
    },
    ids={
        ("content/practices/svitlo", UK): frozenset({"виклик", "що-вийшло"}),
        ("content/practices/svitlo", EN): frozenset({"challenge"}),
        ("content/practices/voda", UK): frozenset({"виклик"}),
    },
    urls=frozenset({"/", "/en/", "/regions/donetska/", "/en/regions/donetska/"}),
    left_out=frozenset({"content/practices/broken"}),
)
PLACE = Location(path="content/practices/svitlo/index.uk.md", line=9, column=3)


def resolve(href: str, language: Language = UK) -> tuple[Target | None, list[str], tuple[str, ...]]:
    target, found = LINKS.resolve(Written(href=href, place=PLACE), "content/practices/svitlo", language)
    assert all(item.location == PLACE for item in found)
    return target, [item.code for item in found], found[0].suggestions if found else ()


@pytest.mark.parametrize(
    ("href", "language", "leads_to"),
    [
        ("../voda/", UK, "/pre/practices/voda/"),
        ("../voda", UK, "/pre/practices/voda/"),
        ("../voda/index.uk.md", UK, "/pre/practices/voda/"),
        ("../../pages/about/", UK, "/pre/about/"),
        ("../../pages/about/", EN, "/pre/en/about/"),
        ("../../pages/home/", EN, "/pre/en/"),
        ("../kolys/", UK, "/pre/practices/kolys/"),
        ("../voda/#виклик", UK, "/pre/practices/voda/#виклик"),
        ("../voda/#%D0%B2%D0%B8%D0%BA%D0%BB%D0%B8%D0%BA", UK, "/pre/practices/voda/#виклик"),
        ("/regions/donetska/", UK, "/pre/regions/donetska/"),
        ("/en/", UK, "/pre/en/"),
    ],
)
def test_a_link_leads_to_the_page_in_the_same_language(href: str, language: Language, leads_to: str) -> None:
    target, found, _ = resolve(href, language)
    assert found == []
    assert target is not None
    assert target.href == leads_to


def test_a_link_to_a_text_without_an_english_side_leads_to_the_ukrainian_one_and_is_told() -> None:
    target, found, _ = resolve("../voda/", EN)
    assert target == Target(href="/pre/practices/voda/", language=UK)
    assert found == ["V403"]


@pytest.mark.parametrize(
    ("href", "code", "meant"),
    [
        ("../nichoho-podibnoho/", "V401", ()),
        ("../vodaa/", "V401", ("../voda/",)),
        ("../../pages/abot/", "V401", ("../../pages/about/",)),
        ("/regions/donetsk/", "V401", ("/regions/donetska/", "/en/regions/donetska/")),
        ("#виклики", "V402", ("виклик",)),
        ("../voda/#вода", "V402", ()),
        ("../../../../etc/passwd", "V405", ()),
        ("../../../site.yaml", "V405", ()),
    ],
)
def test_what_leads_nowhere_is_told_with_what_was_meant(href: str, code: str, meant: tuple[str, ...]) -> None:
    _, found, suggestions = resolve(href)
    assert (found, suggestions) == ([code], meant)


def test_a_link_to_a_text_with_mistakes_of_its_own_is_not_one_more_mistake() -> None:
    assert resolve("../broken/") == (None, [], ())


def test_a_fragment_is_sought_in_the_language_of_the_text() -> None:
    assert resolve("#challenge", EN)[1] == []
    assert resolve("#challenge", UK)[1] == ["V402"]


def test_every_text_with_a_page_can_be_linked_to(tmp_path: Path) -> None:
    targets = {"../../pages/home/": "/", "../../pages/about/": "/about/"}
    files = dict(SITE)
    for slug, further in {"voda": "", "kolys": "withdrawn: {on: 2026-11-01, why: Застаріло}\n"}.items():
        files[f"content/practices/{slug}/index.uk.md"] = SITE[UK_TEXT].replace("---\n", f"---\n{further}", 1)
        targets[f"../{slug}/"] = f"/practices/{slug}/"
    links = " ".join(f"[текст]({target})" for target in targets)
    files[UK_TEXT] = f"{files[UK_TEXT]}\n{links}\n"

    made = make(Options(root=write_site(tmp_path, files), output=tmp_path / "public", jobs=1, store=False))

    assert not [item for item in made.findings if item.code.startswith("V40")]
    page = made.files.content("practices/warm-school/index.html").decode()
    assert [address for address in targets.values() if f'<a href="{address}">текст</a>' not in page] == []
