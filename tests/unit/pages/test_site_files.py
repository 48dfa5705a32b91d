"""The web manifest and security.txt."""

import json
from typing import Any

from builder.pages.site_files import security_txt, site_files, web_manifest
from builder.pages.urls import base_of
from tests.values import EN, UK, site

ICONS = [("/assets/images/icon-192.0123456789.png", 192, "any"), ("/assets/images/m.png", 512, "maskable")]
BASE = base_of("https://hromady.example/pre/fix/")


def settings(**fields: Any) -> Any:
    return site(title={"uk": "Взірець", "en": "Vzirets"}, base_url="https://hromady.example/pre/fix/", **fields)


def test_each_language_has_a_manifest_that_begins_on_its_home_page() -> None:
    manifests = {language: json.loads(web_manifest(settings(), BASE, language, ICONS)) for language in (UK, EN)}
    told = {language: (made["name"], made["lang"], made["start_url"]) for language, made in manifests.items()}
    assert told == {UK: ("Взірець", "uk", "/pre/fix/"), EN: ("Vzirets", "en", "/pre/fix/en/")}
    assert manifests[EN]["scope"] == "/pre/fix/"


def test_the_icons_of_a_manifest_carry_size_purpose_and_prefix() -> None:
    [plain, maskable] = json.loads(web_manifest(settings(), BASE, UK, ICONS))["icons"]
    assert plain == {
        "src": "/pre/fix/assets/images/icon-192.0123456789.png",
        "sizes": "192x192",
        "type": "image/png",
        "purpose": "any",
    }
    assert maskable["purpose"] == "maskable"


def test_security_txt_says_whom_to_tell_and_until_when() -> None:
    made = security_txt(settings(security_contact="security@hromady.example", expires="2027-11-01"), BASE).decode()
    assert made.splitlines() == [
        "Contact: mailto:security@hromady.example",
        "Expires: 2027-11-01T23:59:59Z",
        "Preferred-Languages: uk, en",
        "Canonical: https://hromady.example/pre/fix/.well-known/security.txt",
    ]


def test_an_address_may_be_the_contact() -> None:
    made = security_txt(settings(security_contact="https://hromady.example/report", expires="2027-11-01"), BASE)
    assert made.startswith(b"Contact: https://hromady.example/report\n")


def test_without_a_contact_there_is_no_security_txt() -> None:
    assert set(site_files(settings(), BASE, ICONS)) == {"manifest.webmanifest", "en/manifest.webmanifest"}
    told = site_files(settings(security_contact="a@hromady.example", expires="2027-11-01"), BASE, ICONS)
    assert {".well-known/security.txt", "security.txt"} <= set(told)
