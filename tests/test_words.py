"""Every word a person reads comes from assets/i18n, in both languages, and every word there is asked for."""

import re
from pathlib import Path

import pytest

from kiosk.texts import LANGUAGES, load_texts
from tests.words import HAN, ROOT, asked, sentences

READ = [
    path for part in ("ui", "kiosk/services", "kiosk/domain", "kiosk/ports") for path in (ROOT / part).rglob("*.py")
]
#: Speaks to whoever writes scripts or types commands, or holds words to be found, not to be shown.
UNSEEN = {
    "ui/drive.py": "what a script's writer reads on standard error",
    "kiosk/services/terminal.py": "what whoever types commands reads",
    "kiosk/domain/colours.py": "words that are looked for in names of colours",
    "ui/viewmodels/gallery.py": "a range of one style, in both languages",
    "kiosk/domain/terms.py": "characters that are searched for",
    "kiosk/domain/pinyin.py": "syllables that are searched for",
    "kiosk/domain/simplified.py": "characters that are compared",
}
#: Names that look like words.
NAMES = {"Kiosk", "Glass", "Property"}
#: Told by a page of its own, with its own words: the page of what was handed over.
OWN_PAGE = {"Already handed over.", "Already handed over; the rest is not here yet."}
#: The same in every language: what the other language is called, units, signs.
OTHER_LANGUAGE = {
    "ui.bar.other_language",
    "ui.access.language.zh",
    "ui.access.language.en",
    "ui.access.other_language",
    "phone.other_language",
}
LATIN_IN_CHINESE = {"Python", "PySide", "SQLite", "Qt", "EN", "MB", "KB", "PIN", "HQ", "SKU", "QR", "cm", "mm", "kg"}


@pytest.mark.parametrize("path", sorted(READ), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_says_anything_by_itself(path: Path) -> None:
    if str(path.relative_to(ROOT)) in UNSEEN:
        return
    said = [
        f"{item.line}: {item.text}" for item in sentences(path.read_text("utf-8")) if item.text not in NAMES | OWN_PAGE
    ]
    assert said == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('text = "Your basket is empty"', ["Your basket is empty"]),
        ('def f(count):\n    return f"{count} pieces left"', [" pieces left"]),
        ('row = Row(label="购物袋")', ["购物袋"]),
        ('"""A docstring says much."""', []),
        ('raise RuleError("The basket is empty.")', []),
        ('_log.warning("the line went down")', []),
        ('texts("ui.basket.title")', []),
        ('tone = "reduction"', []),
    ],
)
def test_a_sentence_in_python_is_recognised(source: str, found: list[str]) -> None:
    assert [item.text for item in sentences(source)] == found


def test_every_word_is_asked_for() -> None:
    wanted, keys = asked(), load_texts("en").keys()
    assert len(keys) > 300
    said = {key for key in keys if key.startswith("error.said.")}
    unused = {key for key in keys - said if key not in wanted}
    unused |= {key for key in said if key.removeprefix("error.said.") not in wanted.keys}
    assert sorted(unused) == []


def test_what_nobody_asks_for_would_be_found() -> None:
    wanted = asked()
    assert "ui.basket.title" in wanted
    assert "ui.pin.no_such_word" not in wanted
    assert "ui.nowhere.at_all" not in wanted


def test_both_languages_have_the_same_words() -> None:
    zh, en = (load_texts(language) for language in LANGUAGES)
    assert zh.keys() ^ en.keys() == set()


def test_english_is_written_without_chinese_characters() -> None:
    en = load_texts("en")
    assert {key for key in sorted(en.keys()) if HAN.search(en._sentences[key])} - OTHER_LANGUAGE == set()


def test_chinese_is_written_without_english_words() -> None:
    zh = load_texts("zh")
    plain = {key: re.sub(r"\{[^}]*\}", "", zh._sentences[key]) for key in zh.keys() - OTHER_LANGUAGE}
    foreign = {key: set(re.findall(r"[A-Za-z]{2,}", text)) - LATIN_IN_CHINESE for key, text in plain.items()}
    assert {key: words for key, words in foreign.items() if words} == {}


def test_chinese_is_written_with_chinese_marks() -> None:
    zh = load_texts("zh")
    assert [key for key in sorted(zh.keys()) if re.search(r"[一-鿿][,.;:?!]", zh._sentences[key])] == []
