"""The decoder takes whatever a cable brings: streams of others, noise, and every cut between two bytes."""

import random
from pathlib import Path

import pytest

from drivers.escpos import PROFILE_80, encode
from drivers.escpos_decoder import EscposDecoder
from drivers.escpos_ops import (
    Code,
    Cut,
    Drawer,
    Feed,
    Op,
    Picture,
    Skipped,
    StatusRequest,
    Text,
    as_text,
    make_slip,
)
from drivers.slip_files import title_of
from tests.drivers.paper import RECEIPT, decode, steps

RECORDED = {
    "barcode": ["Code93", "012345678901", "ABC"],
    "bit-image": ["Regular Tux (bit image)."],
    "character-encodings": ["jordbær", "größeren Zwerg", "ψυχοφθόρα"],
    "character-tables": ["ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ"],
    "demo": ["Hello world", "Full cut", "[qr Testing 123]"],
    "graphics": ["Large Tux in correct proportion."],
    "margins-and-spacing": ["page width 64"],
    "pdf417-code": ["[pdf417 Testing 123]"],
    "qr-code": ["[qr 0123456789012345678901234567890123456789]"],
    "receipt-with-logo": ["ExampleMart Ltd.", "SALES INVOICE"],
    "text-size": ["Largest possible text:"],
    "unifont-print-buffer": [],
}


def settings_and_text(ops: list[Op]) -> list[Op]:
    """Steps with the text of neighbours joined, as it does not matter how a text was cut on its way."""
    joined: list[Op] = []
    for op in ops:
        last = joined[-1] if joined else None
        if isinstance(op, Text) and isinstance(last, Text) and op.style == last.style:
            joined[-1] = Text(last.text + op.text, op.style)
        else:
            joined.append(op)
    return joined


@pytest.mark.parametrize("name", RECORDED)
def test_recorded_streams_of_another_library_are_understood(name: str, test_data: Path) -> None:
    data = (test_data / "escpos" / "escpos-php" / f"{name}.bin").read_bytes()
    slips = decode(data)
    paper = "\n".join(slip.text for slip in slips)
    assert all(words in paper for words in RECORDED[name])
    assert not [char for char in paper if char < " " and char != "\n"]


def test_the_recorded_receipt_is_one_slip_with_its_total_and_one_pulse(test_data: Path) -> None:
    slips = decode((test_data / "escpos" / "escpos-php" / "receipt-with-logo.bin").read_bytes())
    assert [(slip.cut, slip.drawer) for slip in slips] == [(True, 0), (False, 1)]
    assert slips[0].pictures == 1


@pytest.mark.parametrize("name", RECORDED)
def test_it_does_not_matter_where_a_stream_is_cut_on_its_way(name: str, test_data: Path) -> None:
    data = (test_data / "escpos" / "escpos-php" / f"{name}.bin").read_bytes()[:12_000]
    chance = random.Random(name)
    decoder, ops, at = EscposDecoder(), list[Op](), 0
    while at < len(data):
        step = chance.choice([1, 2, 3, 50, 700])
        ops += decoder.feed(data[at : at + step])
        at += step
    ops += decoder.finish()
    assert settings_and_text(ops) == settings_and_text(steps(data))


def test_our_own_slip_comes_byte_by_byte() -> None:
    data = encode(RECEIPT, PROFILE_80)
    decoder = EscposDecoder()
    ops = [op for byte in data for op in decoder.feed(bytes([byte]))]
    assert as_text(ops) == decode(data)[0].text


def test_noise_never_raises_and_every_byte_is_accounted_for() -> None:
    chance = random.Random(5)
    leads = b"\x1b\x1d\x1c\x10"
    for _ in range(3000):
        noise = bytes(chance.choice(leads) if chance.random() < 0.3 else chance.randrange(256) for _ in range(60))
        decoder = EscposDecoder()
        ops = decoder.feed(noise[:30]) + decoder.feed(noise[30:]) + decoder.finish()
        assert as_text(ops) is not None
        assert decoder.feed(b"\x1b@ok") + decoder.finish()


def test_an_absurd_length_is_not_waited_for() -> None:
    ops = steps(b"\x1d8L\xff\xff\xff\x7fafter\n")
    assert as_text(ops) == "after"


def test_every_step_of_ours_is_named() -> None:
    data = b"\x1b@\x1bp\x00\x19\xfa\x10\x04\x04\x1dr\x01ab\n\x1bd\x02\x1dv0\x00\x01\x00\x01\x00\xff\x1dV\x42\x00"
    kinds = [type(op) for op in steps(data)]
    assert kinds == [Skipped, Drawer, StatusRequest, StatusRequest, Text, Feed, Feed, Picture, Cut]


def test_the_real_time_pulse_counts_as_a_pulse() -> None:
    assert [op for op in steps(b"\x10\x14\x01\x00\x05") if isinstance(op, Drawer)] == [Drawer(0)]


def test_half_a_chinese_character_waits_for_its_other_half() -> None:
    decoder = EscposDecoder()
    lead, trail = "衬".encode("gbk")[:1], "衬".encode("gbk")[1:]
    assert not [op for op in decoder.feed(b"\x1c&" + lead) if isinstance(op, Text)]
    (whole,) = decoder.feed(trail)
    assert isinstance(whole, Text)
    assert whole.text == "衬"
    decoder.feed(lead)
    assert [op.text for op in decoder.finish() if isinstance(op, Text)] == ["\ufffd"]


def test_a_slip_is_named_after_what_stands_large_on_it_or_its_first_line_that_says_something() -> None:
    assert title_of(make_slip(steps(b"\n---\n  \nNo. 17 / A\n"))) == "No_17__A"
    assert title_of(make_slip(steps(b"YUNJIA\n\x1d!\x11Order\x1d!\x00   not paid\n12\n"))) == "Order_not_paid"
    assert title_of(make_slip(steps(b"\x1dv0\x00\x01\x00\x01\x00\xffJing'an\n"))) == "Jingan"
    assert title_of(make_slip(steps(b"x" * 99))) == "x" * 40
    assert title_of(make_slip([Code("qr", "x")])) == "qr_x"
    assert title_of(make_slip([])) == "blank"
