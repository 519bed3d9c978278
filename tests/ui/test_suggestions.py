"""What can be tried when nothing was typed."""

from kiosk.domain.catalogue import Style
from kiosk.ports.storage import Category
from kiosk.texts import load_texts
from ui.suggestions import RECENT, remembered, spelt_out, suggestions

JACKET = Style(
    "YJ-24101",
    "夹棉外套",
    "Padded coat",
    "coats",
    "外套",
    "Coats",
    terms="夹 棉 外 套 jia mian wai tao jiamian mianwai waitao mianwaitao jiamianwaitao jmwt padded coat yj 24101",
)
COATS = Category("coats", "外套", "Coats", 5)


def test_a_category_a_word_in_pinyin_and_a_number_from_a_tag_are_offered() -> None:
    assert suggestions(load_texts("zh"), [COATS], [JACKET], []) == ("外套", "waitao", "YJ-24101")
    assert suggestions(load_texts("en"), [COATS], [JACKET], []) == ("Coats", "waitao", "YJ-24101")


def test_an_empty_range_offers_nothing_and_a_style_without_pinyin_only_its_number() -> None:
    assert suggestions(load_texts("zh"), [], [], []) == ()
    assert spelt_out(Style("TEE", "", "Tee", "tops", "", "Tops", terms="tee tops")) == ""


def test_the_shoppers_own_searches_come_first_and_once() -> None:
    assert suggestions(load_texts("zh"), [COATS], [JACKET], ["外套", "鞋"])[:3] == ("外套", "鞋", "waitao")


def test_a_search_is_remembered_without_what_was_typed_on_the_way() -> None:
    recent = remembered(remembered((), "mao"), "maoyi ")
    assert recent == ("maoyi",)
    assert remembered(recent, "x") == recent
    assert remembered(recent, "") == recent
    for word in ("aa", "bb", "cc", "dd", "ee"):
        recent = remembered(recent, word)
    assert recent == ("ee", "dd", "cc", "bb")
    assert len(recent) == RECENT
