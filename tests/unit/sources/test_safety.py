"""What a contributor's text must not hold, and the honest text that looks like it."""

from pathlib import Path

import pytest

from builder.sources.safety import check_text, is_office

CONTENT = Path(__file__).parents[3] / "content"


def found(text: str, *themes: str) -> list[tuple[str, int, int, object]]:
    diagnostics = check_text(text, path="x.md", themes=themes)
    return [(d.code, d.location.line, d.location.column, d.values.get("value")) for d in diagnostics]


@pytest.mark.parametrize(
    "phone",
    [
        "+380671234567",
        "+380 67 123 45 67",
        "+38 (067) 123-45-67",
        "+38 067 123 45 67",
        "(067) 123-45-67",
        "067 123 45 67",
        "067.123.45.67",
        "067‑123‑45‑67",
        "+380 (50) 123 45 67",
        "0671234567",
    ],
)
def test_a_phone_is_found_however_it_is_written(phone: str) -> None:
    assert found(f"так\nТелефонуйте {phone}, будь ласка") == [("V131", 2, 13, phone)]


def test_a_phone_behind_a_link_is_found() -> None:
    assert [code for code, *_ in found("[Телефон](tel:+380671234567)")] == ["V131"]


@pytest.mark.parametrize(
    "honest",
    [
        "понад 10 000 000 гривень",
        "UA21080070000025254",
        "https://rada.example/0671234567/",
        "[звіт](/data/0671234567/)",
        "ЄДРПОУ 04012345",
        "2021–2023, 2024–2025",
        "0,5 млн, 0.5 млн",
        "рахунок UA303052990000026006506407829",
    ],
)
def test_other_numbers_are_no_phones(honest: str) -> None:
    assert found(honest) == []


@pytest.mark.parametrize("mailbox", ["petro.ivanenko@ukr.example", "olena1990@mail.example", "kovalenko@rada.example"])
def test_a_mailbox_of_a_person_is_found(mailbox: str) -> None:
    assert found(f"Пишіть: {mailbox}.") == [("V130", 1, 9, mailbox)]
    assert found(f"[Пишіть](mailto:{mailbox})") == [("V130", 1, 17, mailbox)]
    assert not is_office(mailbox)


@pytest.mark.parametrize("mailbox", ["info@rada.example", "Office@rada.example", "rada_dubove@ukr.example"])
def test_a_mailbox_of_an_office_may_be_printed(mailbox: str) -> None:
    assert found(f"Пишіть: {mailbox}.") == []


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("48.5953, 37.9999", 1),
        ("тут: 48.5953; 37.9999", 6),
        ("48.5953° N, 37.9999° E", 1),
        ("48°35′43″ пн. ш.", 1),
        ("48° 35' 43'' N", 1),
        ("https://maps.example/@48.5953,37.9999,15z", 23),
        ("https://maps.example/?q=48.5953%2C37.9999", 25),
        ("https://maps.example/!3d48.5953!4d37.9999", 25),
    ],
)
def test_exact_coordinates_are_found_even_in_addresses(text: str, column: int) -> None:
    assert [(code, at) for code, _, at, _ in found(text)] == [("V132", column)]


@pytest.mark.parametrize("honest", ["48.6, 38.0", "від 48 до 50 °C", "51.25 та 33 %", "48.15 млн грн, 23.5 млн євро"])
def test_rough_coordinates_and_other_decimals_are_not(honest: str) -> None:
    assert found(honest) == []


@pytest.mark.parametrize(
    "address",
    [
        "вул. Шевченка, 12",
        "вул.Шевченка 12",
        "вулиця Січових стрільців, 5",
        "вулиці Лесі Українки, буд. 7",
        "проспект Миру 5",
        "просп. «Перемоги», 4",
        "вул. 8 Березня, 5",
        "площа Ринок, 1",
        "майдан Незалежності, 2",
        "12 Shevchenka Street",
        "12a Lesi Ukrainky Street",
        "Shevchenka Street, 12",
        "vul. Shevchenka, 12",
    ],
)
def test_street_and_house_are_found_in_practices_about_shelters_and_displacement(address: str) -> None:
    for theme in ("safety", "displacement"):
        assert found(f"Укриття: {address}", "energy", theme) == [("V133", 1, 10, address)]
    assert found(f"Школа: {address}", "energy") == []


@pytest.mark.parametrize(
    "honest",
    [
        "Дитячий майданчик поруч облаштували у 2021 році.",
        "Площа укриття 120 кв. м.",
        "На площі близько 300 м² умістилося все.",
        "Вулиці освітлюють 120 ліхтарів.",
        "На вулиці Шевченка є укриття.",
        "Вулиця Шевченка стала безпечнішою за 3 роки.",
        "План дій, пл. 5",
        "5 families live in the hostel",
        "The Street Programme reached 12 schools.",
        "майданчики 2022 року",
    ],
)
def test_streets_without_a_house_and_words_like_streets_are_not(honest: str) -> None:
    assert found(honest, "safety") == []


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Тeпла", "Тепла"),
        ("Узiмку", "Узімку"),
        ("Cтрий", "Стрий"),
        ("Wаrmth", "Warmth"),
        ("здоров’я".replace("о", "o"), "здоров’я"),
    ],
)
def test_a_look_alike_letter_is_found_and_the_word_offered_as_it_was_meant(word: str, meant: str) -> None:
    (told,) = check_text(f"Це слово {word} тут", path="x.md")
    assert (told.code, told.location.column, told.suggestions) == ("V117", 10, (meant,))


@pytest.mark.parametrize(
    "honest",
    [
        "Програма «U-LEAD з Європою» та IT-команда",
        "https://rada.example/Тeпла та [звіт](/Тeпла/)",
        "Команда `Тeпла` у коді",
        "COVID-19, Wi-Fi, PDF-файл, e-приймальня",
        "SMMник і hromada.example/громада",
        "CO₂, м², кВт·год, 5G",
        "слово_word і word_слово",
        "<b>Слово</b>&nbsp;слово",
        '"Перше\\nДруге"',
    ],
)
def test_two_alphabets_side_by_side_are_no_fault(honest: str) -> None:
    assert found(honest) == []


@pytest.mark.parametrize("kind", ["*.md", "*.yaml"])
def test_our_own_texts_hold_nothing_of_the_kind(kind: str) -> None:
    paths = list(CONTENT.rglob(kind))
    assert paths
    assert [path for path in paths if found(path.read_text(encoding="utf-8"), "safety", "displacement")] == []
