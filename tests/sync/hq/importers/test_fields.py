"""Single cells, and search terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import codes
from sync.hq.importers import fields
from sync.hq.importers.fields import BadRow
from sync.hq.importers.pins import hash_pin, is_pin_hash
from sync.hq.importers.words import style_terms


@given(st.text("0123456789", min_size=1, max_size=15) | st.text(min_size=1, max_size=14))
def test_a_gtin_is_taken_exactly_when_the_shop_would_scan_it(text: str) -> None:
    """The quick check on half a million rows agrees with the one rule of the product."""
    expected = codes.normalise_gtin(text)
    if expected is None:
        with pytest.raises(BadRow):
            fields.gtin(text)
    else:
        assert fields.gtin(text) == expected


@given(st.integers(1, 10**12 - 1))
def test_every_gtin_with_its_check_digit_is_taken(number: int) -> None:
    digits = f"{number:012d}"
    text = digits + codes.gtin_check_digit(digits)
    assert fields.gtin(text) == "0" + text


@pytest.mark.parametrize(
    ("text", "minor"), [("1,193.50", 119350), ("599", 59900), ("0.01", 1), ("12.50", 1250), ("1,000,000", 100000000)]
)
def test_prices_are_minor_units(text: str, minor: int) -> None:
    assert fields.amount(text, "CNY") == minor


def test_a_currency_without_decimals_takes_none() -> None:
    assert fields.amount("1193", "JPY") == 1193
    with pytest.raises(BadRow, match="more than the 0 decimals of JPY"):
        fields.amount("1193.50", "JPY")


@given(st.text(max_size=60))
def test_no_text_survives_cleaning_with_a_control_character(text: str) -> None:
    cleaned, dirty = fields.clean(text)
    assert not any(ord(mark) < 32 or mark in "\u200b\u202e\u2066\ufeff\x7f\x85" for mark in cleaned)
    assert fields.clean(cleaned) == (cleaned, False)
    if not dirty:
        assert cleaned.split() == text.split()


def test_pin_hashes_are_argon2id_of_a_size_a_tablet_can_check() -> None:
    made = hash_pin("1111", b"sixteen bytes ok")
    assert made.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert is_pin_hash(made)
    assert not is_pin_hash(made.replace("m=19456", "m=9999999"))
    assert not is_pin_hash(made.replace("argon2id", "argon2i"))
    assert not is_pin_hash("1111")
    assert not is_pin_hash("$argon2id$")


def test_a_style_is_found_by_characters_pinyin_and_initials() -> None:
    terms = style_terms(["立领夹棉外套", "Stand-Collar Padded Jacket", "灰绿", "YJ-24101"]).split()
    assert {"外套", "立领", "jacket", "collar", "24101"} <= set(terms)
    assert {"wai", "waitao", "mianwaitao", "lilingjiamianwaitao", "lljmwt"} <= set(terms)
    assert {"huilv", "hl"} <= set(terms)
    assert len(terms) == len(set(terms))


def test_words_with_several_readings_take_the_usual_one() -> None:
    assert "zhongliang" in style_terms(["重量"]).split()
    assert "chongfu" in style_terms(["重复"]).split()
