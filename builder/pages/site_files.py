"""Small files about the site as a whole: the web manifest of each language, and whom to tell of a vulnerability."""

import json
from collections.abc import Mapping, Sequence

from builder.model.language import Language
from builder.model.site import SiteRecord
from builder.pages.urls import Base, url

MANIFEST = "manifest.webmanifest"
SECURITY = ".well-known/security.txt", "security.txt"
"""Where RFC 9116 wants it, and where it was looked for before; some hosts leave out what begins with a dot."""

PAPER = "#ffffff"
"""`--paper` of the design, on which an opening app is shown."""

Icons = Sequence[tuple[str, int, str]]
"""(URL, width, purpose) of each."""


def manifest_path(language: Language) -> str:
    return f"{language.prefix}/{MANIFEST}".removeprefix("/")


def site_files(site: SiteRecord, base: Base, icons: Icons) -> Mapping[str, bytes]:
    """Each by its path."""
    manifests = {manifest_path(language): web_manifest(site, base, language, icons) for language in site.languages}
    security = security_txt(site, base)
    return {**manifests, **({path: security for path in SECURITY} if security else {})}


def web_manifest(site: SiteRecord, base: Base, language: Language, icons: Icons) -> bytes:
    """What a phone needs to keep the site among its apps."""
    name = site.title.best(language)
    manifest = {
        "id": base.href(url(language)),
        "name": name,
        "short_name": name,
        "description": site.tagline.best(language),
        "lang": language.value,
        "dir": "ltr",
        "start_url": base.href(url(language)),
        "scope": base.href("/"),
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": base.href(address), "sizes": f"{width}x{width}", "type": "image/png", "purpose": purpose}
            for address, width, purpose in icons
        ],
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()


def security_txt(site: SiteRecord, base: Base) -> bytes:
    """RFC 9116; empty where nobody has said whom to tell."""
    contact, expires = site.security_contact, site.expires
    if contact is None or expires is None:
        return b""
    lines = [
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {expires.isoformat()}T23:59:59Z",
        f"Preferred-Languages: {', '.join(language.value for language in site.languages)}",
        f"Canonical: {base.permalink(f'/{SECURITY[0]}')}",
    ]
    return "".join(f"{line}\n" for line in lines).encode()
