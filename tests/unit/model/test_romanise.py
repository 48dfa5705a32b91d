import pytest

from builder.model.romanise import romanise, slugify


@pytest.mark.parametrize(
    ("ukrainian", "latin"),
    [
        ("Згурський", "Zghurskyi"),
        ("Розгін", "Rozghin"),
        ("Юрій", "Yurii"),
        ("Єнакієве", "Yenakiieve"),
        ("Їжакевич", "Yizhakevych"),
        ("Щербухи", "Shcherbukhy"),
        ("Ґорґани", "Gorgany"),
        ("Кам’янець-Подільський", "Kamianets-Podilskyi"),
        ("ЗГУРІВКА", "ZGHURIVKA"),
        ("Комиш-Зоря", "Komysh-Zoria"),
    ],
)
def test_resolution_55_is_followed(ukrainian: str, latin: str) -> None:
    assert romanise(ukrainian) == latin


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ", "‘", "`"])
def test_any_apostrophe_vanishes(apostrophe: str) -> None:
    assert romanise(f"Знам{apostrophe}янка") == "Znamianka"


def test_a_decomposed_letter_is_read_as_the_whole_one() -> None:
    assert romanise("Краи\u0306") == romanise("Край") == "Krai"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Квартири для переселенців у Знам’янці", "kvartyry-dlia-pereselentsiv-u-znamiantsi"),
        ("Бахмутська", "bakhmutska"),
        ("Івано-Франківська", "ivano-frankivska"),
        ("  «Місто — для всіх!», 2022  ", "misto-dlia-vsikh-2022"),
        ("Café d’Été", "cafe-dete"),
        ("за\u0301мок", "zamok"),
        ("", ""),
        ("«…»", ""),
    ],
)
def test_a_slug_is_latin_words_joined_by_hyphens(text: str, slug: str) -> None:
    assert slugify(text) == slug
