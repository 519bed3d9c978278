"""Transfers: no goods out of nothing, none lost, whatever arrives first, twice, or never; and the slip in the box."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.codes import CodeKind, Meaning, Screen, meaning, recognise, transfer_mark
from kiosk.domain.events import Event, Fulfilment, GoodsReceived, LinesReady, ReceivedLine
from kiosk.domain.fold import fold
from kiosk.domain.in_transit import Transfer, facts_of, merge, places_of, settled
from kiosk.domain.stock import effects_of_event, effects_of_order
from kiosk.domain.transfers import (
    MAX_SLIP,
    MAX_UNKNOWN,
    GoodsSent,
    SentLine,
    SettledLine,
    Settlement,
    TransferClosed,
    is_slip,
    read_slip,
    slip_text,
    unknown_codes,
)
from tests.domain.histories import Scribe, known, line
from tests.fakes.fold_store import MemoryFoldStore

MARK = transfer_mark("482719361234567")
OTHER = transfer_mark("100000000000000")


def _sent(*lines: tuple[str, int], mark: str = MARK) -> GoodsSent:
    return GoodsSent(mark, "JA", "XH", "JA-02-A-V-000001", tuple(SentLine(*item) for item in lines))


def _received(*lines: tuple[str, int], at: str = "XH", mark: str | None = MARK) -> GoodsReceived:
    return GoodsReceived(at, "JA-02-A-V-000001", tuple(ReceivedLine(*item) for item in lines), "JA", mark)


def _closed(where: Settlement, *lines: tuple[str, int], mark: str = MARK) -> TransferClosed:
    return TransferClosed(mark, "JA", "JA", "XH", where, tuple(SettledLine(*item) for item in lines), "looked for it")


def _folded(told: list[Event]) -> MemoryFoldStore:
    store = MemoryFoldStore()
    for event in told:
        fold(store, event)
    return store


def _transfer(*told: Event) -> Transfer:
    return settled(_folded(list(told)).transfers[MARK])


def _on_shelves(store: MemoryFoldStore) -> Counter[str]:
    moved: Counter[str] = Counter()
    for (location, _), row in store.stock().items():
        moved[location] += row.on_hand
    return moved


def test_what_was_sent_is_in_transit_until_it_is_received():
    s = Scribe()
    sent = s.write(_sent(("A", 3), ("B", 1)))
    assert (_transfer(sent).missing, _transfer(sent).differs) == (4, False)
    assert dict(_on_shelves(_folded([sent]))) == {"JA": -4}
    came = s.write(_received(("A", 3), ("B", 1)), "xh-01")
    assert not _transfer(sent, came).open
    assert dict(_on_shelves(_folded([sent, came]))) == {"JA": -4, "XH": 4}


def test_the_receiving_alone_takes_nothing_from_the_sender():
    came = Scribe().write(_received(("A", 3)), "xh-01")
    assert dict(_on_shelves(_folded([came]))) == {"XH": 3}
    seen = _transfer(came)
    assert (seen.surplus, seen.sender, seen.receiver, seen.sent_ms) == (3, "JA", "XH", 0)


def test_a_box_without_a_transfer_still_moves_both_ends():
    came = Scribe().write(_received(("A", 3), mark=None), "xh-01")
    assert dict(_on_shelves(_folded([came]))) == {"XH": 3, "JA": -3}
    assert facts_of(came) is None


@pytest.mark.parametrize(
    ("where", "shelves"),
    [
        (Settlement.LOST, {"JA": -3, "XH": 2}),
        (Settlement.AT_SENDER, {"JA": -2, "XH": 2}),
        (Settlement.AT_RECEIVER, {"JA": -3, "XH": 3}),
    ],
)
def test_a_short_box_is_seen_and_settled_where_the_goods_are(where, shelves):
    s = Scribe()
    told = [s.write(_sent(("A", 3))), s.write(_received(("A", 2)), "xh-01")]
    assert (_transfer(*told).missing, _transfer(*told).differs) == (1, True)
    lines = _transfer(*told).to_settle(where)
    assert lines == (SettledLine("A", 1),)
    told.append(s.write(_closed(where, ("A", 1))))
    assert not _transfer(*told).open
    assert dict(_on_shelves(_folded(told))) == shelves


def test_a_box_booked_in_twice_is_seen_and_put_right_at_the_receiver():
    s = Scribe()
    told = [s.write(_sent(("A", 3))), s.write(_received(("A", 3)), "xh-01"), s.write(_received(("A", 3)), "hq")]
    assert _transfer(*told).surplus == 3
    assert _transfer(*told).to_settle(Settlement.LOST) == ()
    told.append(s.write(_closed(Settlement.AT_RECEIVER, *(("A", -3),))))
    assert dict(_on_shelves(_folded(told))) == {"JA": -3, "XH": 3}
    assert not _transfer(*told).open


def test_what_was_never_sent_cannot_be_lost():
    with pytest.raises(ValueError, match="lost"):
        _closed(Settlement.LOST, ("A", -1))


def _history(seed: int) -> list[Event]:
    """Two transfers, as two shops come to record them: short, over, twice, or never at one of the ends."""
    rng, s, told = random.Random(seed), Scribe(seed), []
    for mark in (MARK, OTHER):
        lines = [(sku, rng.randint(1, 5)) for sku in rng.sample(("A", "B", "C"), rng.randint(1, 3))]
        if rng.random() < 0.85:
            told.append(s.write(_sent(*lines, mark=mark), "ja-01"))
        for device in ("xh-01", "hq")[: rng.randint(0, 2)]:
            came = [(sku, max(1, count + rng.randint(-1, 1))) for sku, count in lines]
            told.append(s.write(_received(*came, mark=mark), device))
        if rng.random() < 0.5:
            where = rng.choice(list(Settlement))
            gone = [(sku, rng.choice((1, 2) if where is Settlement.LOST else (-2, -1, 1, 2))) for sku, _ in lines]
            told.append(s.write(_closed(where, *gone, mark=mark), rng.choice(("ja-01", "xh-01"))))
    return told


def test_no_goods_come_out_of_nothing_and_none_are_lost_in_any_order_and_with_duplicates():
    """Per article: what all shelves gained, what is in transit and what was written off are together nothing."""
    for seed in range(400):
        told, rng = _history(seed), random.Random(seed)
        expected = _folded(told)
        for _ in range(3):
            again = [*told, *rng.sample(told, min(3, len(told)))]
            rng.shuffle(again)
            assert _folded(again).rows() == expected.rows(), seed
        balance: Counter[str] = Counter()
        for effects in expected.effects.values():
            for item in effects.movements:
                balance[item.sku] += item.delta
        for facts in expected.transfers.values():
            for line_left in settled(facts).lines:
                balance[line_left.sku] += line_left.left
            for end in facts.closed:
                for gone in end.body.lines:
                    balance[gone.sku] += gone.pieces if end.body.settlement is Settlement.LOST else 0
        assert not any(balance.values()), seed


def test_merging_what_two_ends_know_is_a_union():
    for seed in range(60):
        told = [event for event in _history(seed) if (said := facts_of(event)) and said.transfer_id == MARK]
        if not told:
            continue
        parts = [facts_of(event) for event in told]
        left = right = whole = None
        for at, part in enumerate(parts):
            left, right = (merge(left, part), right) if at % 2 else (left, merge(right, part))
            whole = merge(whole, part)
        assert merge(left, right) == merge(right, left) == merge(whole, whole) == whole
        assert whole is not None
        assert places_of(whole) == {"JA", "XH"}


def test_goods_of_an_order_that_come_in_a_recorded_box_move_with_the_box_only():
    s = Scribe()
    placed = s.placed(line("1", Fulfilment.BRING_HERE))
    ready = s.write(LinesReady("order-1", ("1",), "JA", MARK))
    effects = effects_of_order(known(placed, ready))
    assert effects.movements == ()
    assert [(item.location, item.quantity) for item in effects.reservations] == [("JA", 1)]


def test_every_fact_moves_its_own_goods_only():
    s = Scribe()
    assert {m.location for m in effects_of_event(s.write(_sent(("A", 1)))).movements} == {"JA"}
    assert {m.location for m in effects_of_event(s.write(_received(("A", 1)))).movements} == {"XH"}


# The slip in the box.

_names = st.from_regex(r"[0-9A-Z][0-9A-Z._/+-]{0,20}", fullmatch=True)


@given(st.lists(st.tuples(_names, st.integers(1, 9_999)), min_size=1, max_size=12, unique_by=lambda item: item[0]))
def test_a_slip_says_all_that_the_other_end_needs(lines):
    sent = _sent(*lines)
    text = slip_text(sent)
    assert is_slip(text)
    seen = read_slip(text)
    assert (seen.transfer_id, seen.from_location, seen.to_location) == (MARK, "JA", "XH")
    assert seen.document == sent.document
    assert seen.pieces == tuple(lines)
    code = recognise(text.lower())
    assert (code.kind, code.value) == (CodeKind.TRANSFER, text)


def test_a_changed_slip_is_none():
    text = slip_text(_sent(("A", 3), ("B", 11)))
    for at in range(len(text)):
        changed = text[:at] + ("7" if text[at] != "7" else "3") + text[at + 1 :]
        assert not is_slip(changed), changed
    assert not any(is_slip(text[:end]) for end in range(len(text)))


def test_what_does_not_fit_a_square_code_is_scanned_by_hand():
    assert slip_text(_sent(*((f"YJ-24{at:03d}/SAGE/M", 1) for at in range(60)))) == ""
    assert slip_text(_sent(("a lower name", 1))) == ""
    assert len(slip_text(_sent(*((f"YJ-24{at:03d}/SAGE/M", 1) for at in range(25))))) <= MAX_SLIP


def test_the_bars_of_a_slip_mean_something_to_a_guide_alone():
    code = recognise(MARK.lower())
    assert (code.kind, code.value) == (CodeKind.TRANSFER, MARK)
    assert meaning(code, Screen.GUIDE) is Meaning.RECEIVE
    assert {meaning(code, screen) for screen in (Screen.SHOPPER, Screen.PIN)} == {Meaning.REFUSE}
    assert recognise(MARK[:-1] + str((int(MARK[-1]) + 1) % 10)).kind is CodeKind.SKU
    with pytest.raises(ValueError, match="fifteen"):
        transfer_mark("1")


def test_codes_that_are_no_article_are_kept_short_printable_and_few():
    assert unknown_codes(("X\x00Y", "XY", "", "\n", "Z" * 90)) == ("XY", "Z" * 64)
    assert len(unknown_codes(f"C{at}" for at in range(90))) == MAX_UNKNOWN
    with pytest.raises(ValueError, match="printable"):
        GoodsReceived("JA", "DN", (), unknown=("a\nb",))
