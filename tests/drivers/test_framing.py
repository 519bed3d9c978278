"""Frames are delivered whole or not at all."""

import random

import pytest

from drivers.framing import LONGEST_FRAME, STALE_S, Framer


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\x03"])
def test_a_frame_ends_with_its_terminator(end: bytes) -> None:
    framer = Framer()
    assert framer.feed(b"40063813", 0.0) == []
    assert framer.feed(b"33931" + end + b"96", 0.1) == [b"4006381333931"]
    assert framer.feed(b"385074" + end, 0.2) == [b"96385074"]


def test_a_part_is_dropped_when_the_line_goes_quiet() -> None:
    framer = Framer()
    framer.feed(b"40063", 1.0)
    framer.feed(b"", 1.0 + STALE_S)
    framer.feed(b"", 1.1 + STALE_S)
    assert framer.feed(b"96385074\r", 3.0) == [b"96385074"]
    assert framer.dropped == 1


def test_bytes_that_lay_waiting_on_a_busy_machine_are_one_frame() -> None:
    framer = Framer()
    framer.feed(b"4", 1.0)
    assert framer.feed(b"006381333931\r", 9.0) == [b"4006381333931"]


def test_a_pulled_cable_drops_the_part() -> None:
    framer = Framer()
    framer.feed(b"40063", 1.0)
    framer.reset()
    assert framer.feed(b"\r96385074\r", 1.1) == [b"96385074"]


def test_an_endless_frame_is_dropped_to_its_end_and_takes_no_memory() -> None:
    framer = Framer()
    for _ in range(50):
        assert framer.feed(b"x" * 1000, 0.0) == []
    assert framer.feed(b"tail\rnext\r", 0.0) == [b"next"]
    assert framer.dropped == 1
    assert framer.feed(b"y" * LONGEST_FRAME + b"\r", 0.0) == [b"y" * LONGEST_FRAME]


def test_ten_thousand_random_inputs_deliver_only_complete_frames() -> None:
    chance = random.Random(20261122)
    framer, sent, now_s, delivered = Framer(longest=64), b"", 0.0, list[bytes]()
    for _ in range(10_000):
        data = bytes(chance.choices(b"0123456789\r\n\x03\x00\xffAB", k=chance.randrange(30)))
        now_s += chance.choice([0.001, 0.05])
        sent += data
        delivered += framer.feed(data, now_s)
    whole = [part for part in sent.replace(b"\n", b"\r").replace(b"\x03", b"\r").split(b"\r")[:-1] if part]
    assert delivered == [part for part in whole if len(part) <= 64]
    assert len(delivered) > 5000


def test_ten_thousand_random_inputs_with_pauses_never_deliver_a_part_before_a_pause() -> None:
    chance = random.Random(4)
    framer, now_s = Framer(), 0.0
    for number in range(10_000):
        code = f"<{number}>".encode()
        cut = chance.randrange(len(code))
        framer.feed(code[:cut], now_s)
        now_s += 1.0
        framer.feed(b"", now_s)
        assert framer.feed(code + b"\r", now_s) == [code]
