from builder.text.markdown import ImageTarget, LinkTarget, convert, resolve

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
