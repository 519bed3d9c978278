"""Money: what is written is what is read, and no minor unit is lost when it is split."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.money import MINOR_DIGITS, allocate, format_minor, parse_minor
from kiosk.errors import InputError

CURRENCIES = st.sampled_from(sorted(MINOR_DIGITS))


@given(st.integers(-(10**14), 10**14), CURRENCIES)
def test_what_is_formatted_parses_back(minor, currency):
    assert parse_minor(format_minor(minor, currency, symbol=False), currency) == minor


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_plain_decimals_parse(whole, fen):
    assert parse_minor(f"{whole}.{fen:02d}") == whole * 100 + fen
    assert parse_minor(f" {whole}.{fen:02d}000 ") == whole * 100 + fen


@pytest.mark.parametrize(
    ("text", "minor"),
    [("1,193.50", 119350), ("0.05", 5), (".5", 50), ("12.", 1200), ("-3.20", -320), ("−3.20", -320), ("0", 0)],
)
def test_amounts_as_people_and_files_write_them(text, minor):
    assert parse_minor(text) == minor


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", ".", "-.", "12,50", "1,2,3", "1.193,50", "1,19350", "--5", "+5", "5-", "¥5", "1e3", "0x10", "٣", "½",
     "NaN", "1 000", "1_000", "9" * 16, "9" * 5000, "\x005"],
)  # fmt: skip
def test_what_is_no_amount_is_refused_not_guessed(text):
    with pytest.raises(InputError):
        parse_minor(text)


@given(st.text(max_size=30))
def test_no_text_makes_parsing_fail_in_another_way(text):
    try:
        minor = parse_minor(text)
    except InputError:
        return
    assert parse_minor(format_minor(minor, symbol=False)) == minor


@pytest.mark.parametrize(("text", "currency"), [("1.005", "CNY"), ("0.1", "JPY"), ("12.5", "VND")])
def test_more_decimals_than_the_currency_has_are_an_error_not_a_rounding(text, currency):
    with pytest.raises(InputError, match="decimals"):
        parse_minor(text, currency)


def test_amounts_look_as_people_expect():
    assert format_minor(119350) == "¥1,193.50"
    assert format_minor(-5) == "−¥0.05"
    assert format_minor(1200, "JPY") == "¥1,200"
    shown = {currency: format_minor(123_456, currency) for currency in MINOR_DIGITS}
    assert shown == {
        "CNY": "¥1,234.56", "EUR": "€1,234.56", "USD": "$1,234.56", "GBP": "£1,234.56",
        "JPY": "¥123,456", "KRW": "₩123,456", "VND": "₫123,456",
    }  # fmt: skip


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_parts_add_up_and_are_within_one_unit_of_their_share(total, weights):
    parts = allocate(total, weights)
    assert sum(parts) == total
    shares = weights if any(weights) else [1] * len(weights)
    for part, share in zip(parts, shares, strict=True):
        assert abs(part * sum(shares) - total * share) < sum(shares)  # |part − total · share / sum| < 1, in integers
        assert share or not part


def test_a_larger_weight_never_gets_less():
    rng = random.Random(1)
    for _ in range(3_000):
        weights = [rng.randint(0, 50) for _ in range(rng.randint(1, 8))]
        parts = allocate(total := rng.randint(0, 10_000), weights)
        assert sum(parts) == total
        ordered = [part for _, part in sorted(zip(weights, parts, strict=True))]
        assert ordered == sorted(ordered)


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_weights_that_mean_nothing_are_a_bug(weights):
    with pytest.raises(ValueError, match="weights"):
        allocate(100, weights)
