"""All texts of a showcase converted, their links led to where they mean."""

from collections.abc import Iterator, Mapping

from builder.diagnostics import Diagnostic, Location, Outcome, finding, near
from builder.frozen import Frozen, replace
from builder.model.language import Language
from builder.model.showcase import Block, Showcase, Text
from builder.pages.context import BodyKey
from builder.pages.links import LinkMap, Written, record_addresses, text_folders
from builder.pages.tables import FILES
from builder.pages.taxonomies import taxonomies
from builder.pages.urls import base_of, url
from builder.pages.views import Picture
from builder.text.markdown import Body, ImageTarget, LinkTarget, convert, resolve

DATA_URLS = ("/feed.xml", "/en/feed.xml", "/data/", "/en/data/", *(f"/{path}" for path in FILES))
"""What a text may lead to besides pages."""


class Source(Frozen):
    """A text to convert: its key, its Markdown, and where that stands."""

    key: BodyKey
    text: str
    path: str
    line: int
    column: int = 1

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]


def convert_bodies(showcase: Showcase, pictures: Mapping[str, Picture]) -> Outcome[dict[BodyKey, Body]]:
    """Every body with its final addresses, by section, id and language."""
    found: list[Diagnostic] = []
    converted: list[tuple[Source, Body]] = []
    for written in _texts(showcase):
        outcome = converted_text(written)
        found.extend(outcome.diagnostics)
        converted.append((written, outcome.value))
    links = _link_map(showcase, converted)
    bodies: dict[BodyKey, Body] = {}
    for written, body in converted:
        resolved = resolved_body(written, body, links, pictures)
        found.extend(resolved.diagnostics)
        bodies[written.key] = resolved.value
    return Outcome(bodies, tuple(found))


def converted_text(written: Source) -> Outcome[Body]:
    return convert(
        written.text,
        language=written.key[2].value,
        path=written.path,
        first_line=written.line,
        first_column=written.column,
    )


def written_text(section: str, slug: str, language: Language, text: Text) -> Source:
    """The text of a practice or a page."""
    return Source(key=(section, slug, language), text=text.body, path=text.path, line=text.body_line)


def written_block(section: str, id_: str, language: Language, block: Block) -> Source:
    """The text of a registry record: it stands in a YAML block."""
    return Source(key=(section, id_, language), text=block.text, path=block.path, line=block.line, column=block.column)


def _texts(showcase: Showcase) -> Iterator[Source]:
    for practice in showcase.practices:
        yield from _document("practices", practice.slug, practice.texts)
    for page in showcase.pages.values():
        yield from _document("pages", page.slug, page.texts)
    yield from _registry_texts(showcase)


def _document(section: str, slug: str, texts: Mapping[Language, Text]) -> Iterator[Source]:
    for language, text in texts.items():
        yield written_text(section, slug, language, text)


def _registry_texts(showcase: Showcase) -> Iterator[Source]:
    """Texts of registry records stand in YAML blocks; their lines are known to the linker."""
    for (section, id_, language), block in showcase.record_texts.items():
        if language in showcase.site.languages:
            yield written_block(section, id_, language, block)


def _link_map(showcase: Showcase, converted: list[tuple[Source, Body]]) -> LinkMap:
    shared = {url(language, *segments) for language in showcase.site.languages for segments in _addresses(showcase)}
    urls = shared | set(text_urls(showcase)) | set(DATA_URLS)
    return LinkMap(
        base=base_of(showcase.site.base_url),
        texts=text_folders(showcase),
        ids={(written.folder, written.key[2]): frozenset(body.ids) for written, body in converted},
        urls=frozenset(urls),
        left_out=showcase.left_out,
    )


def _addresses(showcase: Showcase) -> Iterator[tuple[str, ...]]:
    yield ()
    yield ("practices",)
    for section, taxonomy in taxonomies(showcase).items():
        yield (section,)
        yield from ((section, id_) for id_ in taxonomy.terms)
    yield from record_addresses(showcase)


def text_urls(showcase: Showcase) -> Iterator[str]:
    """Practices and pages, in the languages they have a text in."""
    for practice in (*showcase.practices, *showcase.withdrawn):
        yield from (url(language, "practices", practice.slug) for language in practice.texts)
    for page in showcase.pages.values():
        yield from (url(language, page.slug) for language in page.texts)


def resolved_body(written: Source, body: Body, links: LinkMap, pictures: Mapping[str, Picture]) -> Outcome[Body]:
    """The body with final addresses; what leads nowhere is reported and left as written."""
    if not body.needs_addresses:
        return Outcome(body)
    found: list[Diagnostic] = []
    language = written.key[2]
    targets: dict[str, str | LinkTarget] = {}
    for link in body.links:
        if link.external:
            continue
        place = Location(path=written.path, line=link.line, column=link.column, end_column=link.end_column)
        target, problems = links.resolve(Written(href=link.href, place=place), written.folder, language)
        found.extend(problems)
        if target is not None:
            foreign = None if target.language is language else target.language.value
            targets[link.href] = LinkTarget(url=target.href, hreflang=foreign)
    images: dict[str, ImageTarget] = {}
    for image in body.images:
        picture = pictures.get(f"{written.folder}/{image.src}")
        if picture is None:
            beside = pictures_beside(written.folder, pictures)
            place = Location(path=written.path, line=image.line, column=image.column, end_column=image.end_column)
            found.append(finding("V410", place, suggestions=near(image.src, beside), value=image.src))
        else:
            images[image.src] = ImageTarget(
                url=picture.url,
                width=picture.width,
                height=picture.height,
                versions=tuple((version.type, version.srcset) for version in picture.versions),
                credit_html=picture.credit_html,
            )
    return Outcome(replace(body, html=resolve(body.html, targets, images)), tuple(found))


def pictures_beside(folder: str, pictures: Mapping[str, Picture]) -> list[str]:
    """File names of the published pictures of a folder."""
    return [path.rpartition("/")[2] for path in pictures if path.rpartition("/")[0] == folder]
