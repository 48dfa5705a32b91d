"""What is said of a picture where it is shown: its author and licence, and which point of it matters most."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

from builder.frozen import replace
from builder.model.practice import Image
from builder.pages.licences import licence_link
from builder.pages.views import Picture
from builder.text.wording import Words

STEP = 25
MIDDLE = 2


def described(picture: Picture, image: Image | None, words: Words, alt: str = "") -> Picture:
    """The picture with what its record says of it."""
    if image is None:
        return replace(picture, alt=alt)
    return replace(picture, alt=alt, credit_html=credit_html(image, words), focus=focus_classes(image.focus or ""))


def by_file(images: Iterable[Image]) -> Mapping[str, Image]:
    return {image.file: image for image in images}


def credit_html(image: Image, words: Words) -> str:
    """«Фото: Екосфера, CC BY 4.0»."""
    parts: list[str] = []
    if image.credit is not None:
        spoken = image.credit.spoken(words.language)
        author = words("photo-credit", author=words.typeset_as(image.credit.best(words.language), spoken))
        lang = Markup(' lang="{}"').format(spoken.value) if spoken is not words.language else ""
        parts.append(Markup("<span{}>{}</span>").format(lang, author) if lang else escape(author))
    if image.licence is not None:
        licence = licence_link(image.licence)
        text = licence.text if parts else words("photo-licence", name=licence.text)
        link = Markup('<a rel="license" href="{}">{}</a>').format(licence.url, text)
        parts.append(link if licence.url else escape(text))
    return str(Markup(", ").join(parts))


def focus_classes(focus: str) -> str:
    """The classes that keep this point in sight where a picture is cut: «40% 30%» → `focus x2 y1`."""
    if not focus:
        return ""
    steps = (round(float(part.removesuffix("%")) / STEP) for part in focus.split())
    classes = [f"{axis}{step}" for axis, step in zip("xy", steps, strict=True) if step != MIDDLE]
    return " ".join(["focus", *classes]) if classes else ""
