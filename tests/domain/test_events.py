"""The envelope: nothing in it can be changed, removed, reordered or cut off without being noticed."""

import random
from dataclasses import fields, replace
from typing import Any

import pytest

from kiosk.domain.events import (
    BODIES,
    MAX_BODY_BYTES,
    MAX_PIECES,
    CountedLine,
    Event,
    Fulfilment,
    GoodsReceived,
    LineDecision,
    OpenedStock,
    OrderPlaced,
    Outcome,
    Position,
    Reason,
    ReceivedLine,
    Tender,
    TenderKind,
    body_of,
    start_of,
    verify,
    write,
)
from kiosk.errors import InputError
from tests.domain.histories import Scribe, line, order, random_history
from tests.domain.samples import sample


def _chain_holds(events: list[Event]) -> bool:
    chain = start_of(events[0].device, events[0].epoch).chain
    for seq, event in enumerate(events, 1):
        if event.seq != seq or not verify(event, chain):
            return False
        chain = event.chain
    return True


def _journal(count: int = 12) -> list[Event]:
    scribe, rng = Scribe(), random.Random(5)
    return [scribe.write(sample(rng.choice(list(BODIES.values())), rng)) for _ in range(count)]


@pytest.mark.parametrize("kind", BODIES.values(), ids=lambda kind: kind.__name__)
def test_every_body_is_written_verified_and_read_back(kind):
    body = sample(kind, random.Random(kind.__name__))
    event = Scribe().write(body)
    assert verify(event, start_of("ja-01", 1).chain)
    assert body_of(event) == body
    assert (event.type, event.version) == (kind.TYPE, kind.VERSION)


def test_any_changed_field_is_noticed():
    event = _journal(1)[0]
    start = start_of(event.device, event.epoch).chain
    for item in fields(Event):
        value = getattr(event, item.name)
        other = value + 1 if isinstance(value, int) else value + (b" " if isinstance(value, bytes) else "x")
        changed: dict[str, Any] = {item.name: other}
        assert not verify(replace(event, **changed), start), item.name


def test_any_changed_bit_of_a_body_is_noticed():
    event = Scribe().write(order())
    start = start_of("ja-01", 1).chain
    for at in range(len(event.body)):
        changed = bytearray(event.body)
        changed[at] ^= 1 << (at % 8)
        assert not verify(replace(event, body=bytes(changed)), start)


def test_a_byte_cannot_move_from_one_field_into_the_next():
    """Lengths are hashed too: joined fields alone would let `ab` + `c` pass for `a` + `bc`."""
    event = Scribe().write(order(), actor="G-LIN")
    moved = replace(event, id=event.id[:-1], type=event.id[-1] + event.type)
    assert not verify(moved, start_of("ja-01", 1).chain)


def test_a_journal_notices_a_removed_doubled_or_swapped_event():
    events = _journal()
    assert _chain_holds(events)
    for at in range(len(events) - 1):
        assert not _chain_holds(events[:at] + events[at + 1 :])
        assert not _chain_holds([*events[: at + 1], *events[at:]])
        swapped = [*events[:at], events[at + 1], events[at], *events[at + 2 :]]
        assert not _chain_holds(swapped)
        assert not _chain_holds([replace(event, seq=seq) for seq, event in enumerate(swapped, 1)])


def test_the_same_history_under_another_identity_has_other_hashes():
    assert start_of("ja-01", 1).chain != start_of("ja-01", 2).chain != start_of("ja-02", 1).chain
    event = _journal(1)[0]
    assert not verify(replace(event, epoch=2), start_of("ja-01", 2).chain)


def test_seq_goes_up_by_one_and_follows_the_position_given():
    after = Position("ja-01", 3, 41, "f" * 64, 9)
    event = write(order(), after=after, event_id="e", actor="a", hlc=10, at_ms=1)
    assert (event.seq, event.epoch, verify(event, "f" * 64)) == (42, 3, True)


def _box(kind: str, count: int) -> GoodsReceived:
    return GoodsReceived("JA", kind * count, (ReceivedLine("A", 1),))


def test_a_body_of_exactly_64_kib_is_kept_and_one_byte_more_is_refused():
    scribe = Scribe()
    room = MAX_BODY_BYTES - len(scribe.write(_box("x", 0)).body)
    assert len(scribe.write(_box("x", room)).body) == MAX_BODY_BYTES
    with pytest.raises(InputError, match="65536"):
        scribe.write(_box("x", room + 1))
    with pytest.raises(InputError, match="65536"):
        scribe.write(_box("衫", room // 3 + 1))  # bytes count, not characters


def test_the_fullest_basket_with_long_names_fits_one_event():
    names: dict[str, Any] = {
        "name_zh": "长" * 40,
        "name_en": "long " * 12,
        "colour_zh": "靛蓝色",
        "guide": "G-LIN-0001",
    }
    lines = tuple(replace(line(str(at), Fulfilment.BRING_HERE), **names) for at in range(60))
    assert len(Scribe().write(order(*lines)).body) < MAX_BODY_BYTES


def test_a_type_or_version_of_a_later_program_is_said_to_be_unknown():
    event = Scribe().write(order())
    for stranger in (replace(event, type="FloorSwept"), replace(event, version=2)):
        with pytest.raises(InputError, match="not known"):
            body_of(stranger)


def test_a_stored_body_is_never_encoded_again():
    """Field order, blanks and escapes of another writer stay: the bytes are the fact."""
    event = Scribe().write(GoodsReceived("JA", "DN-1", (ReceivedLine("A", 1),)))
    spaced = b' { "lines" : [ {"quantity":1,"sku":"\\u0041"} ], "document":"DN-1","location":"JA"}'
    assert body_of(replace(event, body=spaced)) == body_of(event)
    assert not verify(replace(event, body=spaced), start_of("ja-01", 1).chain)


IMPOSSIBLE = {
    "a line of no piece": lambda: line(pieces=0),
    "a line of fewer than no pieces": lambda: line(pieces=-1),
    "a line for nothing": lambda: line(minor=0),
    "a line below nothing": lambda: line(minor=-1),
    "a GTIN typed as a quantity": lambda: ReceivedLine("A", 6_901_234_567_892),
    "a box of no piece": lambda: ReceivedLine("A", 0),
    "a count below zero": lambda: CountedLine("A", -1, 0),
    "a count above all reason": lambda: CountedLine("A", MAX_PIECES + 1, 0),
    "an opening above all reason": lambda: OpenedStock("A", MAX_PIECES + 1),
    "a tender of nothing": lambda: Tender(TenderKind.CASH, 0),
    "a tender below nothing": lambda: Tender(TenderKind.EXTERNAL, -1),
    "change that is taken": lambda: Tender(TenderKind.CASH, 1, 1, -1),
    "an order without lines": lambda: OrderPlaced("o", "n", "JA", (), 0, "CNY", "", "", 0, {}),
    "two lines of one id": lambda: order(line("1"), line("1")),
    "a total that is not the sum": lambda: replace(order(), total_minor=1),
    "a new source without promise": lambda: LineDecision("1", Outcome.RE_SOURCED, Reason.PLACE),
}


@pytest.mark.parametrize("made", IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
def test_a_body_cannot_say(made):
    with pytest.raises(ValueError, match=r"\w"):
        made()


def test_the_least_that_is_possible_is_possible():
    assert Tender(TenderKind.CASH, 1).amount_minor == 1
    assert OpenedStock("A", 0).quantity == CountedLine("A", 0, 0).counted == 0
    assert ReceivedLine("A", 1).quantity == 1
    assert ReceivedLine("A", MAX_PIECES).quantity == 1_000_000


def test_figures_below_zero_are_possible_where_books_are_wrong():
    assert CountedLine("A", 0, -3).expected == -3
    assert OpenedStock("A", -2).quantity == -2


def test_random_histories_are_chained_per_device():
    for seed in range(50):
        told = random_history(seed)
        for device in {event.device for event in told}:
            assert _chain_holds([event for event in told if event.device == device])


def test_what_was_written_by_the_first_version_still_verifies():
    """The envelope is final: these hashes stand in journals that nobody can write again."""
    body = GoodsReceived("JA", "送货单 17", (ReceivedLine("LINEN-SHIRT/INDIGO/M", 4),), "WH")
    event = write(body, after=start_of("ja-02", 1), event_id="0192f0a0-0000-7000-8000-000000000001", actor="G-LIN",
                  hlc=1_763_877_600_000 << 16, at_ms=1_763_877_600_000)  # fmt: skip
    assert event.body.decode() == (
        '{"location":"JA","document":"送货单 17",'
        '"lines":[{"sku":"LINEN-SHIRT/INDIGO/M","quantity":4}],"from_location":"WH"}'
    )
    assert event.content == "60c67897125174421c51650ec436c99ee8ad28676cf75cafd07076f8a7d4f640"
    assert event.chain == "d81d3fd4afff3be5326ccccdea633fb5b971a4b1032d5639e0f337f04138a87f"
    assert {version for _, version in BODIES} == {1}
