"""One scan's bytes to a code: marks off, GTINs out of GS1's wrappings, garbage named and never raised."""

import random
from pathlib import Path

import pytest

from drivers.symbology import LONGEST_CODE, read_frame
from kiosk.domain.codes import CodeKind, recognise

GTIN, GTIN14 = "4006381333931", "04006381333931"


def scanned(frame: str) -> tuple[str, str]:
    code = read_frame(frame.encode()).code
    assert code is not None
    return code.text, code.symbology


@pytest.mark.parametrize(
    ("frame", "text", "symbology"),
    [
        (f"]E0{GTIN}", GTIN, "]E0"),
        ("]E496385074", "96385074", "]E4"),
        ("036000291452", "036000291452", ""),
        (f"]E3{GTIN}12", GTIN, "]E3"),
        (f"]E3{GTIN}12345", GTIN, "]E3"),
        (f"]C101{GTIN14}10ABC", GTIN14, "]C1"),
        (f"]C110ABC\x1d01{GTIN14}", GTIN14, "]C1"),
        (f"]e001{GTIN14}", GTIN14, "]e0"),
        (f"]d2\x1d01{GTIN14}21XYZ\x1d17261231", GTIN14, "]d2"),
        (f"]Q301{GTIN14}10ABC", GTIN14, "]Q3"),
        (f"]Q1https://id.gs1.org/01/{GTIN14}/10/ABC?17=261231", GTIN14, "]Q1"),
        (f"https://example.com/shop/01/{GTIN14}", GTIN14, ""),
        (f"01{GTIN14}10ABC\x1d17261231", GTIN14, ""),
        (f"(01){GTIN14}(10)ABC", GTIN14, ""),
        ("]C0JA-02-A-000417", "JA-02-A-000417", "]C0"),
        ("P-12345678", "P-12345678", ""),
        ("LINEN-SHIRT/INDIGO/M", "LINEN-SHIRT/INDIGO/M", ""),
        ("]Q1https://example.com/o/17", "https://example.com/o/17", "]Q1"),
        ("]C1not gs1 at all", "not gs1 at all", "]C1"),
        (f"]C101{GTIN14}91", GTIN14, "]C1"),
        ("0112345678901234", "0112345678901234", ""),
        ("]x", "]x", ""),
        ("\x02  4006381333931 ", GTIN, ""),
        (f"\x02]E0{GTIN}", GTIN, "]E0"),
        ("A\x00B\x1bC\u202eD", "ABCD", ""),
    ],
)
def test_a_frame_is_read(frame: str, text: str, symbology: str) -> None:
    assert scanned(frame) == (text, symbology)


@pytest.mark.parametrize(
    "frame", [f"]E0{GTIN}", f"]C101{GTIN14}10ABC", f"https://id.gs1.org/01/{GTIN14}", GTIN, f"(01){GTIN14}"]
)
def test_whatever_the_wrapping_it_is_the_same_article(frame: str) -> None:
    found = recognise(scanned(frame)[0])
    assert (found.kind, found.value) == (CodeKind.GTIN, GTIN14)


def test_a_qr_code_of_4000_characters_is_none_of_ours() -> None:
    reading = read_frame(b"x" * 4000)
    assert reading.code is None
    assert "4000 characters" in reading.reason
    assert read_frame(b"x" * LONGEST_CODE).code is not None
    assert read_frame(b"]Q1" + b"x" * LONGEST_CODE).code is not None
    assert read_frame(b"x" * (LONGEST_CODE + 1)).code is None


@pytest.mark.parametrize("frame", [b"", b"\x02", b"   ", b"]E0", b"\x1d\x1d", b"\xff\xfe40063", b"\xc4\xe3"])
def test_garbage_has_a_reason(frame: bytes) -> None:
    reading = read_frame(frame)
    assert reading.code is None
    assert reading.reason


def test_random_frames_never_raise_and_never_let_a_control_character_through() -> None:
    chance = random.Random(17)
    starts = [b"", b"]C1", b"]Q3", b"]d2", b"]E3", b"01", b"(01)", b"https://", b"https://id.gs1.org/01/", b"]C101"]
    alphabet = b"0123456789/?=&()]\x1d\x00\x1bABCxyz%\xe4\xb8\xad"
    for _ in range(10_000):
        body = bytes(chance.choices(alphabet, k=chance.randrange(40)))
        reading = read_frame(chance.choice(starts) + body)
        assert (reading.code is None) == bool(reading.reason)
        assert reading.code is None or reading.code.text.isprintable() or " " in reading.code.text


def test_real_search_texts_typed_by_people_never_raise(test_data: Path) -> None:
    for line in (test_data / "text" / "search_queries_50k.txt").read_bytes().splitlines()[:20_000]:
        read_frame(line)
