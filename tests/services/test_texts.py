"""Words: both languages say the same things, and whatever the program says they can."""

import ast
import string
from dataclasses import replace
from pathlib import Path

import pytest

import kiosk
from kiosk.domain.events import Fulfilment, TenderKind
from kiosk.domain.order import LineStatus
from kiosk.texts import LANGUAGES, Texts, load_texts
from tests.fakes import retailer

SOURCES = [path for part in ("domain", "services") for path in (Path(kiosk.__file__).parent / part).glob("*.py")]

ONE_WORD_IN_CHINESE = {"ui.cell.day_after"}  # 后天; English names the weekday


def _blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_keys_with_the_same_blanks():
    zh, en = load_texts("zh"), load_texts("en")
    assert zh.keys() == en.keys()
    for key in sorted(zh.keys()):
        if key not in ONE_WORD_IN_CHINESE:
            assert _blanks(zh._sentences[key]) == _blanks(en._sentences[key]), key
        assert zh._sentences[key].strip(), key


def _keys_used() -> set[str]:
    """Constant first arguments of every call of something called `texts`."""
    used = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node, "func", None)
            if isinstance(node, ast.Call) and getattr(name, "id", getattr(name, "attr", "")) == "texts" and node.args:
                used |= {item.value for item in ast.walk(node.args[0]) if isinstance(item, ast.Constant)}
    return {str(key) for key in used if "." in str(key) and str(key).strip(".") == str(key)}


def test_every_key_the_verbs_use_exists():
    used = _keys_used()
    assert {"paper.total", "promise.tomorrow", "promise.weekdays"} <= used, "the search itself must find something"
    used |= {f"promise.{item.value}" for item in LineStatus}
    used |= {f"promise.{item.value}" for item in Fulfilment if item is not Fulfilment.TAKE_NOW}
    used |= {f"paper.{item.value}" for item in TenderKind}
    for language in LANGUAGES:
        assert used <= load_texts(language).keys()


def _messages_raised() -> set[str]:
    """Messages without blanks of the errors that people at the tablet are told about; a terminal speaks English."""
    found = set()
    for path in (path for path in SOURCES if not path.stem.startswith("terminal")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                "RuleError",
                "InputError",
                "EnvironmentProblem",
            ):
                found |= {item.value for item in node.args[:1] if isinstance(item, ast.Constant)}
    return {str(message) for message in found}


def test_every_plain_refusal_can_be_said_in_both_languages():
    """The glass looks a refusal up by its words; one that is missing there would be told in general terms."""
    messages = _messages_raised() - {"That is less than what is due."}  # has blanks, and a key of its own
    assert len(messages) > 20
    for language in LANGUAGES:
        texts = load_texts(language)
        assert not sorted(message for message in messages if f"error.said.{message}" not in texts)


def test_weekdays_are_seven():
    for language in LANGUAGES:
        assert len(load_texts(language)("promise.weekdays").split()) == 7


def test_a_name_that_one_language_lacks_is_told_in_the_other():
    nameless = Texts("en", {})
    assert nameless.named(retailer.JA) == "Jing'an"
    assert nameless.named(replace(retailer.JA, name_en="")) == "静安店"


def test_an_unknown_key_is_a_bug_and_an_unknown_language_is_english():
    with pytest.raises(KeyError):
        load_texts("en")("paper.nonsense")
    assert load_texts("fr").language == "en"


def test_braces_in_a_name_stay_braces():
    assert load_texts("en")("promise.at_shop", name="{0} {name} {") == "Pick up at {0} {name} {"
