"""Codes: GS1's own arithmetic, our patterns, and no scan that does harm."""

import csv
import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.codes import (
    MAX_CODE,
    MEANINGS,
    Code,
    CodeKind,
    Meaning,
    Screen,
    gtin_check_digit,
    is_phone,
    meaning,
    normalise_gtin,
    own_check_digit,
    own_digit_holds,
    pick_up_code,
    recognise,
)

DIGITS = st.text(string.digits, min_size=1, max_size=17)
#: Printed on goods, and in GS1's own examples.
REAL_GTINS = ("4006381333931", "96385074", "036000291452", "00012345600012", "5901234123457", "73513537")


@pytest.mark.parametrize("text", REAL_GTINS)
def test_real_numbers_have_the_check_digit_gs1_says(text):
    assert gtin_check_digit(text[:-1]) == text[-1]
    assert normalise_gtin(text) == text.zfill(14)


def test_gs1s_own_vectors_hold(test_data):
    with (test_data / "gs1" / "gs1_check_digit_vectors.csv").open(newline="", encoding="utf-8") as file:
        vectors = list(csv.DictReader(file))
    assert len(vectors) > 10
    for vector in vectors:
        text = vector["input"]
        if not text.isdigit():
            assert normalise_gtin(text) is None
            continue
        assert (gtin_check_digit(text[:-1]) == text[-1]) == (vector["valid"] == "True"), text
        if len(text) in (8, 12, 13, 14):
            assert (normalise_gtin(text) is not None) == (vector["valid"] == "True"), text


@given(DIGITS)
def test_every_single_wrong_digit_is_found_by_both_check_digits(digits):
    for number, check in ((digits, gtin_check_digit(digits)), (digits, own_check_digit(digits))):
        whole = number + check
        made = gtin_check_digit if check == gtin_check_digit(digits) else own_check_digit
        for at, right in enumerate(whole):
            for wrong in string.digits.replace(right, ""):
                changed = whole[:at] + wrong + whole[at + 1 :]
                assert made(changed[:-1]) != changed[-1]


@given(st.text(string.digits, min_size=11, max_size=11).filter(lambda text: text.strip("0")))
def test_the_same_article_as_upc_a_ean_13_and_gtin_14_is_one_number(digits):
    upc_a = digits + gtin_check_digit(digits)
    spellings = (upc_a, "0" + upc_a, "00" + upc_a, f"  {upc_a}\r\n")
    assert {recognise(text) for text in spellings} == {Code(CodeKind.GTIN, "00" + upc_a)}


@given(st.text(string.digits, min_size=7, max_size=7).filter(lambda text: text.strip("0")))
def test_a_short_gtin_8_is_padded(digits):
    whole = digits + gtin_check_digit(digits)
    assert recognise(whole) == Code(CodeKind.GTIN, whole.zfill(14))


@pytest.mark.parametrize(
    "text", ["", "0" * 8, "0" * 13, "1", "123456789", "4006381333932", "400638133393l", "４００６３８１３３３９３１"]
)
def test_what_is_no_gtin_is_none(text):
    assert normalise_gtin(text) is None


@given(st.text(string.digits, min_size=7, max_size=7))
def test_a_pick_up_code_is_recognised_and_misread_ones_are_not(digits):
    code = pick_up_code(digits)
    assert recognise(f"P-{code}") == recognise(f" p-{code}\n") == Code(CodeKind.PICK_UP, code)
    at = int(digits[0]) % 8
    wrong = code[:at] + str((int(code[at]) + 1) % 10) + code[at + 1 :]
    assert recognise(f"P-{wrong}") == Code(CodeKind.UNKNOWN, "")


def test_codes_that_are_printed_already_stay_valid():
    """The arithmetic of our own check digit is final: paper and cards with it are in people's pockets."""
    assert [pick_up_code(digits) for digits in ("0000000", "1234567", "9081726")] == [
        "00000005",
        "12345673",
        "90817266",
    ]
    assert own_check_digit("10000042") == "8"


@pytest.mark.parametrize("digits", ["", "123456", "12345678", "123456a"])
def test_a_pick_up_code_is_made_of_seven_digits(digits):
    with pytest.raises(ValueError, match="seven"):
        pick_up_code(digits)


@given(st.text(string.digits, min_size=5, max_size=17))
def test_a_member_code_carries_a_check_digit(digits):
    code = digits + own_check_digit(digits)
    assert recognise(f"M-{code}") == recognise(f"m-{code}") == Code(CodeKind.MEMBER, f"M-{code}")
    assert own_digit_holds(code)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert recognise(f"M-{wrong}").kind is CodeKind.UNKNOWN


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("B-LIN00001", CodeKind.BADGE),
        ("b-lin00001", CodeKind.BADGE),
        ("B-" + "X" * 40, CodeKind.BADGE),
        ("JA-02-A-000417", CodeKind.ORDER),
        ("ja-02-a-000417", CodeKind.ORDER),
        ("SHJINGAN-99-ZZ-12345678", CodeKind.ORDER),
        ("LINEN-SHIRT/INDIGO/M", CodeKind.SKU),
        ("JA-02-A-00041", CodeKind.SKU),  # five digits are no order number
        ("10203", CodeKind.SKU),
        ("B-SHORT", CodeKind.SKU),
        ("P-1234567", CodeKind.SKU),
        ("/LEADING", CodeKind.UNKNOWN),
        ("A", CodeKind.UNKNOWN),
        ("A" * 49, CodeKind.UNKNOWN),
        ("WITH BLANK", CodeKind.UNKNOWN),
        ("https://example.com/01/04006381333931", CodeKind.UNKNOWN),
        ("靛蓝", CodeKind.UNKNOWN),
        ("straße", CodeKind.UNKNOWN),  # its capitals would be ASCII
        ("ﬁt", CodeKind.UNKNOWN),
        ("٠١٢٣٤٥٦٧", CodeKind.UNKNOWN),
    ],
)
def test_codes_by_their_looks(text, kind):
    assert recognise(text).kind is kind


@given(st.text(max_size=100) | st.binary(max_size=100).map(lambda raw: raw.decode("utf-8", "surrogateescape")))
def test_no_garbage_raises_or_keeps_anything_but_plain_capitals(text):
    code = recognise(text)
    assert len(code.value) <= MAX_CODE
    assert code.value.isascii()
    assert code.value == code.value.upper()
    assert (code.value == "") == (code.kind is CodeKind.UNKNOWN)


@pytest.mark.parametrize("text", ["9" * 4_000, "A" * 4_000, "\x1d" * 4_000, "{" * 4_000, "P-" + "1" * 3_998])
def test_a_qr_code_of_4000_characters_is_unknown(text):
    assert recognise(text) == Code(CodeKind.UNKNOWN, "")


def test_recognising_what_was_recognised_changes_nothing():
    rng = random.Random(6)
    for _ in range(20_000):
        code = recognise("".join(rng.choices("0123456789ABMPXZ-/. ", k=rng.randint(1, 20))))
        text = f"P-{code.value}" if code.kind is CodeKind.PICK_UP else code.value
        assert code.kind is CodeKind.UNKNOWN or recognise(text) == code


def test_every_kind_means_something_on_every_screen():
    assert set(MEANINGS) == set(Screen)
    for screen in Screen:
        assert set(MEANINGS[screen]) == set(CodeKind)
        assert all(isinstance(meaning(Code(kind, "X"), screen), Meaning) for kind in CodeKind)


def test_only_an_unlocked_tablet_opens_orders_and_hands_over():
    for screen in (Screen.SHOPPER, Screen.PIN):
        assert not {Meaning.HAND_OVER, Meaning.OPEN_ORDER} & set(MEANINGS[screen].values())


def test_while_a_pin_is_asked_for_nothing_but_another_badge_counts():
    assert {kind for kind, means in MEANINGS[Screen.PIN].items() if means is not Meaning.REFUSE} == {CodeKind.BADGE}


@pytest.mark.parametrize(
    ("text", "holds"),
    [("13800000000", True), ("19912345678", True), ("12800000000", False), ("1380000000", False),
     ("138000000001", False), ("+8613800000000", False), ("1３800000000", False),
     ("13800000000\n", False), ("", False)],
)  # fmt: skip
def test_a_mobile_number_has_eleven_digits_and_starts_with_13_to_19(text, holds):
    assert is_phone(text) is holds
