"""Addresses and files are two names of one thing."""

from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st

from builder.model.fields import is_slug
from builder.model.language import Language
from builder.pages.urls import Base, alternates, base_of, output_path, paginated, url
from tests.strategies import BASES

segments = st.text("abcxyz0189-", min_size=1, max_size=12).filter(is_slug)
languages = st.sampled_from(Language)
numbers = st.integers(1, 9_999)
bases = st.sampled_from(BASES).map(base_of)
pages = st.builds(
    lambda language, parts, number: paginated(url(language, *parts), number),
    languages,
    st.lists(segments, max_size=3),
    numbers,
)
files = st.builds(
    lambda page, name: page + name, pages, st.sampled_from(["feed.xml", "404.html", "robots.txt", "data.json"])
)
urls = pages | files


def url_of(path: str) -> str:
    """The URL of a file of the output, for all that such a file can be."""
    return "/" + (path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path)


@given(urls)
def test_the_file_of_a_url_leads_back_to_it(address: str) -> None:
    assert url_of(output_path(address)) == address


@given(urls)
def test_the_url_of_a_file_leads_back_to_it(address: str) -> None:
    path = output_path(address)
    assert output_path(url_of(path)) == path
    assert not path.startswith("/")
    assert not path.endswith("/")


@given(urls, urls)
def test_two_urls_are_two_files(one: str, other: str) -> None:
    assert (one == other) is (output_path(one) == output_path(other))


@given(languages, st.lists(segments, max_size=3))
def test_a_url_begins_and_ends_with_a_slash_and_holds_nothing_empty(language: Language, parts: list[str]) -> None:
    address = url(language, *parts)
    assert address.startswith(f"{language.prefix}/")
    assert address.endswith("/")
    assert "//" not in address


@given(pages)
def test_the_first_page_of_a_list_is_the_list(address: str) -> None:
    assert paginated(address, 1) == address


@given(pages, numbers, numbers)
def test_the_pages_of_a_list_are_apart(address: str, one: int, other: int) -> None:
    assert (one == other) is (paginated(address, one) == paginated(address, other))


@given(bases, urls)
def test_a_permalink_is_the_host_and_what_pages_print(base: Base, address: str) -> None:
    parts = urlsplit(base.permalink(address))
    assert parts.path == base.href(address) == base.prefix + address
    assert f"{parts.scheme}://{parts.netloc}" == base.origin


@given(bases)
def test_the_base_of_its_own_home_page_is_the_same_base(base: Base) -> None:
    assert base_of(base.permalink("/")) == base


@given(bases, segments)
def test_a_page_in_one_language_has_no_alternates(base: Base, slug: str) -> None:
    assert alternates(base, [(Language.UK, url(Language.UK, slug))]) == ()


@given(bases, segments)
def test_alternates_name_every_language_and_by_default_the_ukrainian_page(base: Base, slug: str) -> None:
    named = alternates(base, [(language, url(language, slug)) for language in Language])
    assert [name for name, _ in named] == ["uk", "en", "x-default"]
    assert named[2][1] == named[0][1] == base.permalink(f"/{slug}/")
