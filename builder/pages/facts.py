"""Facts beside a text: what a record says in a few words, and what no source gives, said so."""

from collections.abc import Iterable, Iterator, Mapping

from builder.model.fields import Text
from builder.pages import views
from builder.pages.context import Context, term_link


def fact(context: Context, key: str, values: Iterable[views.Link]) -> views.Fact:
    return views.Fact(label=context.words(key), values=tuple(values))


def plain(text: str) -> views.Link:
    """A value that leads nowhere."""
    return views.Link(text=text, url="")


def written(context: Context, text: Text) -> views.Link:
    """The same in words of the record, which may be in the other language only."""
    return views.Link(text=context.text(text), url="", lang=context.lang(text))


def site(context: Context, address: str | None, key: str = "fact-site") -> Iterator[views.Fact]:
    """An address on another site, shown without what only machines need of it."""
    if address is not None:
        shown = address.partition("://")[2].removeprefix("www.").rstrip("/")
        yield fact(context, key, [views.Link(text=shown, url=address)])


def terms(context: Context, section: str, ids: Iterable[str]) -> Iterator[views.Fact]:
    """The terms of a section that are known, under a label that tells one from several."""
    known = context.taxonomies[section].terms
    links = [term_link(context, known[id_]) for id_ in ids if id_ in known]
    if links:
        yield fact(context, f"fact-{section}" if len(links) > 1 else f"fact-{section}-one", links)


def unknown(context: Context, named: Iterable[str], labels: Mapping[str, str]) -> Iterator[views.Fact]:
    """What a record says that no source gives, in the order of the labels, each label once."""
    silent = set(named)
    for key in dict.fromkeys(key for field, key in labels.items() if field in silent):
        yield views.Fact(label=context.words(key), unknown=context.words("not-stated"))
