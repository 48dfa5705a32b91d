"""A text converted, and its links led to where they mean."""

from collections.abc import Iterator, Mapping

from builder.diagnostics import Diagnostic, Location, Outcome, finding, near
from builder.frozen import replace
from builder.model.language import Language
from builder.model.showcase import Block, Showcase
from builder.pages.links import LinkMap, Written
from builder.pages.tables import FILES
from builder.pages.urls import url
from builder.pages.views import Picture
from builder.text.markdown import Body, ImageTarget, LinkTarget, convert, resolve

DATA_URLS = ("/feed.xml", "/en/feed.xml", "/data/", "/en/data/", *(f"/{path}" for path in FILES))
"""What a text may lead to besides pages."""


def converted_text(block: Block, language: Language) -> Outcome[Body]:
    return convert(
        block.text,
        language=language.value,
        path=block.path,
        first_line=block.line,
        first_column=block.column,
    )


def text_urls(showcase: Showcase) -> Iterator[str]:
    """Practices and pages, in the languages they have a text in."""
    for practice in (*showcase.practices, *showcase.withdrawn):
        yield from (url(language, "practices", practice.slug) for language in practice.texts)
    for page in showcase.pages.values():
        yield from (url(language, page.slug) for language in page.texts)


def resolved_body(
    body: Body, path: str, language: Language, links: LinkMap, pictures: Mapping[str, Picture]
) -> Outcome[Body]:
    """The body of the file `path` with final addresses; what leads nowhere is reported and left as written."""
    if not body.needs_addresses:
        return Outcome(body)
    found: list[Diagnostic] = []
    folder = path.rpartition("/")[0]
    targets: dict[str, str | LinkTarget] = {}
    for link in body.links:
        if link.external:
            continue
        place = Location(path=path, line=link.line, column=link.column, end_column=link.end_column)
        target, problems = links.resolve(Written(href=link.href, place=place), folder, language)
        found.extend(problems)
        if target is not None:
            foreign = None if target.language is language else target.language.value
            targets[link.href] = LinkTarget(url=target.href, hreflang=foreign)
    images: dict[str, ImageTarget] = {}
    for image in body.images:
        picture = pictures.get(f"{folder}/{image.src}")
        if picture is None:
            beside = pictures_beside(folder, pictures)
            place = Location(path=path, line=image.line, column=image.column, end_column=image.end_column)
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
