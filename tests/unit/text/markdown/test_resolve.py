import re

import pytest

from builder.text.markdown import ImageTarget, LinkTarget, convert, resolve
from builder.text.markdown.resolve import IN_GALLERY, IN_STORY

TEXT = "[а](../a/?x&y) [б](../b/) [в](https://example.org/) ![г](a.jpg)"


def resolved(hrefs: dict[str, str | LinkTarget], images: dict[str, ImageTarget]) -> str:
    return resolve(convert(TEXT, language="uk", path="a.md").value.html, hrefs, images)


def test_addresses_are_put_in_place_of_those_written() -> None:
    assert 'href="/practices/a/?x&amp;y"' in resolved({"../a/?x&y": "/practices/a/?x&y"}, {})


def test_a_page_in_the_other_language_is_marked() -> None:
    target = LinkTarget(url="/practices/b/", hreflang="uk")
    assert '<a href="/practices/b/" hreflang="uk" title="in Ukrainian">б' in resolved({"../b/": target}, {})


def test_a_picture_gets_its_address_and_size() -> None:
    target = ImageTarget(url="/images/a.1234.jpg", width=800, height=600)
    assert '<img src="/images/a.1234.jpg" width="800" height="600" alt="г"' in resolved({}, {"a.jpg": target})


def test_an_address_that_is_not_named_stays() -> None:
    assert 'href="https://example.org/"' in resolved({"../a/?x&y": "/a/"}, {})


VERSIONS = (("image/avif", "/a-320.avif 320w, /a-640.avif 640w"),)


def pictured(text: str, credit: str = "Фото: Рада") -> str:
    names = ("a.jpg", "b.jpg", "c.jpg")
    targets = {
        name: ImageTarget(url=f"/{name}", width=8, height=6, versions=VERSIONS, credit_html=credit) for name in names
    }
    return resolve(convert(text, language="uk", path="a.md").value.html, {}, targets)


def test_a_picture_is_offered_in_better_formats() -> None:
    assert pictured("Ось ![г](a.jpg) так.") == (
        '<p>Ось <picture><source type="image/avif" srcset="/a-320.avif 320w, /a-640.avif 640w"'
        f' sizes="{IN_STORY}"><img src="/a.jpg" width="8" height="6" alt="г" loading="lazy" decoding="async"></picture>'
        " так.</p>"
    )


@pytest.mark.parametrize(
    "title, caption",
    [
        ("", "Фото: Рада"),
        (' "Двір"', "Двір. Фото: Рада"),
        (' "Двір!"', "Двір! Фото: Рада"),
        (' "«Двір»."', "«Двір». Фото: Рада"),
    ],
)
def test_a_figure_names_its_author_after_its_caption(title: str, caption: str) -> None:
    assert f"<figcaption>{caption}</figcaption></figure>" in pictured(f"![г](a.jpg{title})")


def test_a_figure_without_an_author_keeps_its_caption() -> None:
    assert "<figcaption>Двір</figcaption>" in pictured('![г](a.jpg "Двір")', credit="")


@pytest.mark.parametrize(
    "count, sizes", [(1, [IN_STORY]), (2, [IN_GALLERY] * 2), (3, [IN_GALLERY, IN_GALLERY, IN_STORY])]
)
def test_sizes_tell_how_wide_a_picture_stands(count: int, sizes: list[str]) -> None:
    text = "\n\n".join(["![г](a.jpg)", "![г](b.jpg)", "![г](c.jpg)"][:count])
    assert re.findall(r'sizes="([^"]*)"', pictured(f"{text}\n\nТак ![г](a.jpg).")) == [*sizes, IN_STORY]
