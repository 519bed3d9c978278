"""What is asked to be printed comes back from the bytes, and nothing else does."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.escpos import PROFILE_58, PROFILE_80, PrinterProfile, encode, encode_counted
from drivers.escpos_ops import Drawer, Picture, StatusRequest, Text, as_text
from drivers.escpos_text import clean, columns, to_gbk, wrap
from kiosk.ports.devices import Align, Part, PartKind
from tests.drivers.paper import RECEIPT, decode, pair, printed, slip, steps, text

PROFILES = pytest.mark.parametrize("profile", [PROFILE_80, PROFILE_58], ids=lambda profile: profile.name)
HAN = [chr(code) for code in range(0x4E00, 0x9FA6)]
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def random_name(chance: random.Random) -> str:
    """Words as product names have them, Chinese and Latin mixed."""
    words = [
        "".join(chance.choices(HAN, k=chance.randint(1, 6)))
        if chance.random() < 0.6
        else "".join(chance.choices(LATIN, k=chance.randint(1, 8)))
        for _ in range(chance.randint(1, 5))
    ]
    return chance.choice(["", " ", "·", "，"]).join(words)


@PROFILES
def test_two_thousand_names_come_back_as_they_were(profile: PrinterProfile) -> None:
    chance = random.Random(20261122)
    for _ in range(1000):
        name = random_name(chance)
        slip_text = printed(text(name), profile=profile).text
        assert slip_text.replace("\n", "").replace(" ", "") == name.replace(" ", "")
        assert all(columns(line) <= profile.columns for line in slip_text.splitlines())


@PROFILES
def test_names_that_fit_a_line_come_back_exactly(profile: PrinterProfile) -> None:
    chance = random.Random(7)
    names = [name for _ in range(1000) if columns(name := random_name(chance)) <= profile.columns]
    assert len(names) > 300
    assert printed(*map(text, names), profile=profile).text.splitlines()[: len(names)] == names


@given(st.text(max_size=80), st.text(max_size=20), st.sampled_from([1, 2]))
def test_no_name_whatever_is_in_it_moves_the_drawer_or_asks_the_printer(name: str, right: str, scale: int) -> None:
    hostile = f"\x1bp\x00\x19\xfa{name}\x10\x14\x01\x00\x05\x10\x04\x01\x1dV\x00"
    parts: tuple[Part, ...] = (text(hostile, scale=scale), pair(hostile, right, scale), Part(PartKind.BARCODE, hostile))
    parts += (Part(PartKind.QR, hostile), Part(PartKind.BARCODE, name), Part(PartKind.FEED, hostile))
    data = encode(slip(*parts), PROFILE_80)
    assert len(decode(data)) == 1
    assert not [step for step in steps(data) if isinstance(step, Drawer | StatusRequest)]


def test_a_name_that_tries_to_open_the_drawer_is_printed_as_letters() -> None:
    made = printed(text("Hemd\x1bp\x00\x19\x40 blau\x1d\x56\x00"), text("next"))
    assert (made.text.splitlines()[:2], made.drawer) == (["Hemdp@ blauV", "next"], 0)


def test_pictures_never_spell_a_command_that_printers_obey_inside_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """About one line in a hundred would, by chance: look for such lines first, then at what is sent for them."""
    chance = random.Random(1)
    lines = [text("é" + "".join(chance.choices(LATIN + " .-()一二三十卜下丁亻", k=30))) for _ in range(500)]
    with monkeypatch.context() as unguarded:
        unguarded.setattr("drivers.escpos_raster.defuse", bytes)
        dangerous = [line for line in lines if spells_command(encode(slip(line), PROFILE_80))]
    assert dangerous
    assert not [line for line in dangerous if spells_command(encode(slip(line), PROFILE_80))]


def spells_command(data: bytes) -> bool:
    return any(command in data for command in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))


@PROFILES
def test_titles_as_sellers_write_them_come_back(profile: PrinterProfile, test_data: Path) -> None:
    """5,525 real titles with replacement, control and format characters in them, one slip each hundred."""
    lines = (test_data / "text" / "taobao_titles_ner.jsonl").read_text("utf-8").split("\n")
    titles = [json.loads(line)["title"] for line in lines if line]
    assert len(titles) > 5000
    for start in range(0, len(titles), 100):
        some = titles[start : start + 100]
        made = printed(*map(text, some), profile=profile)
        asked = [line for title in some for line in wrap(clean(title), profile.columns)]
        shown = made.text.splitlines()
        assert made.drawer == 0
        assert len(shown) >= len(asked)
        for line, came in zip(asked, shown, strict=False):
            assert came == line if to_gbk(line) is not None else came.startswith("[picture")


@PROFILES
def test_only_the_line_that_gbk_cannot_hold_becomes_a_picture(profile: PrinterProfile) -> None:
    lines = ["亚麻衬衫", "㐂福 联名", "Linen shirt", "𠮷野 ™", "Café 12 ₫", "合计"]
    made = printed(*map(text, lines), profile=profile)
    shown = made.text.splitlines()[: len(lines)]
    assert [line.startswith("[picture") for line in shown] == [to_gbk(clean(line)) is None for line in lines]
    assert (shown[0], shown[2], shown[5], made.pictures) == (lines[0], lines[2], lines[5], 3)
    assert all(op.width == profile.dots for op in made.ops if isinstance(op, Picture))


def test_a_wrapped_name_is_a_picture_only_in_the_line_of_its_rare_character() -> None:
    made = printed(text("亚麻" * 20 + "㐂"))
    assert [line.startswith("[picture") for line in made.text.splitlines()[:2]] == [False, True]


def test_characters_of_no_font_are_counted() -> None:
    encoded = encode_counted(slip(text("帽子 😀😀"), text("衬衫 🂡"), text("㐂")), PROFILE_80)
    assert encoded.missing == {"😀": 2, "🂡": 1}


@PROFILES
def test_a_pair_stands_at_both_edges(profile: PrinterProfile) -> None:
    (line,) = printed(pair("亚麻衬衫 M", "¥598.00"), profile=profile).text.strip("\n").splitlines()
    assert line.startswith("亚麻衬衫 M ")
    assert line.endswith(" ￥598.00")
    assert columns(line) == profile.columns


def test_a_long_left_text_wraps_beside_its_price() -> None:
    *upper, last = printed(pair("羊毛混纺双面呢大衣 " * 6, "¥2,398.00")).text.strip("\n").splitlines()
    assert upper
    assert all(columns(line) <= 48 - columns("￥2,398.00") - 1 for line in upper)
    assert last.endswith("￥2,398.00")
    assert columns(last) == 48


def test_two_texts_too_wide_for_one_line_stand_below_each_other() -> None:
    lines = printed(pair("付款方式", "银行卡外部终端 参考号 1234567890123456", scale=2)).text.strip("\n").splitlines()
    assert lines[0] == "付款方式"
    assert all(columns(line) == 24 for line in lines[1:])


def test_style_is_set_for_its_part_and_taken_back_after_it() -> None:
    made = printed(text("衣橱", Align.CENTRE, bold=True, scale=2), text("静安"), text("右", Align.RIGHT))
    styles = {op.text: (op.style.align, op.style.bold, op.style.width) for op in made.ops if isinstance(op, Text)}
    assert styles["衣橱"] == (Align.CENTRE, True, 2)
    assert styles["静安"] == (Align.LEFT, False, 1)
    assert styles["右"] == (Align.RIGHT, False, 1)
    assert as_text(made.ops, 48).splitlines()[0].index("衣橱") == 20


def test_rule_and_feed_take_their_lines() -> None:
    made = printed(Part(PartKind.RULE), Part(PartKind.FEED), text("a"), Part(PartKind.FEED, "3"), text("b"))
    assert made.text.splitlines() == ["─" * 24, "", "a", "", "", "", "b"]


@PROFILES
def test_codes_come_back_with_their_contents(profile: PrinterProfile) -> None:
    url = "https://example.com/o/JA-02-A-000417?s=静安"
    made = printed(Part(PartKind.BARCODE, "JA-02-A-000417"), Part(PartKind.QR, url), profile=profile)
    assert (made.barcodes, made.qrs) == (("JA-02-A-000417",), (url,))


def test_a_code_too_long_for_bars_is_a_qr_code_and_too_long_for_that_is_text() -> None:
    long, endless = "JA-02-A-" + "7A" * 20, "9Z" * 2400
    made = printed(Part(PartKind.BARCODE, long), Part(PartKind.BARCODE, "取货码"), Part(PartKind.QR, endless))
    assert (made.barcodes, made.qrs) == ((), (long, "取货码"))
    assert made.text.replace("\n", "").endswith(endless)


def test_an_empty_code_prints_nothing_and_breaks_nothing() -> None:
    made = printed(Part(PartKind.BARCODE, ""), Part(PartKind.QR, "\x00"), text("still here"))
    assert (made.barcodes, made.qrs, made.text.strip()) == ((), (), "still here")


def test_a_printer_without_symbols_of_its_own_gets_them_drawn_with_the_number_below() -> None:
    plain = PrinterProfile("plain", 48, 576, native_barcode=False, native_qr=False)
    made = printed(Part(PartKind.BARCODE, "JA-02-A-000417"), Part(PartKind.QR, "hello"), profile=plain)
    assert (made.barcodes, made.qrs, made.pictures) == ((), (), 2)
    assert "JA-02-A-000417" in made.text


def test_the_drawer_is_pulsed_once_before_the_paper_and_only_when_asked() -> None:
    data = encode(RECEIPT, PROFILE_80)
    (made,) = decode(data)
    assert (made.drawer, made.cut) == (1, True)
    kinds = [type(step) for step in steps(data)]
    assert kinds.index(Drawer) < kinds.index(Text)
    assert printed(*RECEIPT.parts).drawer == 0


def test_a_price_in_dollars_stays_in_dollars() -> None:
    data = encode(slip(text("$12")), PROFILE_80)
    assert b"\x1bR\x00" in data
    assert printed(text("$12")).text.strip() == "$12"


def test_without_the_fonts_a_slip_comes_out_with_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    def not_installed(*_: object) -> None:
        raise FileNotFoundError("fonts")

    monkeypatch.setattr("drivers.escpos.draw_line", not_installed)
    encoded = encode_counted(slip(text("㐂福 " + "é" * 30)), PROFILE_58)
    (made,) = decode(encoded.data)
    assert "".join(made.text.split()) == "□福" + "□" * 30
    assert encoded.missing == {"㐂": 1, "é": 30}
