"""The fold: the same rows at every end, in whatever order and however often the network brings events."""

import random
from dataclasses import replace

import pytest

from kiosk.domain import codec
from kiosk.domain.binding import MembersHandedOver
from kiosk.domain.events import BODIES, EpochStarted, Event, OpenedStock, StockOpened, body_of
from kiosk.domain.facts import ORDER_EVENTS
from kiosk.domain.fold import aggregate_of, fold
from kiosk.domain.rights import RightsRecalled, RightsReturned, RightsWithdrawn
from kiosk.domain.stock import StockRow
from kiosk.domain.visits import NothingFound
from kiosk.errors import InputError
from tests.domain.histories import Scribe, random_history
from tests.domain.samples import sample
from tests.domain.test_stock import _folded, _shop_history
from tests.fakes.fold_store import MemoryFoldStore


def _interleaved(told: list[Event], rng: random.Random) -> list[Event]:
    """The events in an order the network may give: each device's own in sequence, some of them twice or thrice."""
    lanes = {device: [event for event in told if event.device == device] for device in {e.device for e in told}}
    mixed: list[Event] = []
    while lanes:
        device = rng.choice(sorted(lanes))
        mixed.append(lanes[device].pop(0))
        if not lanes[device]:
            del lanes[device]
        if rng.random() < 0.2:
            mixed.append(rng.choice(mixed))
    return mixed


def test_any_interleaving_with_any_repetition_gives_the_same_rows():
    for seed in range(30):
        told = _shop_history(seed)
        rows = _folded(told).rows()
        for again in range(4):
            assert _folded(_interleaved(told, random.Random(seed * 31 + again))).rows() == rows


def test_even_a_device_whose_events_come_backwards_gives_the_same_rows():
    for seed in range(30):
        told = _shop_history(seed)
        assert _folded(told[::-1]).rows() == _folded(told).rows()


def test_an_event_sent_again_under_another_identity_has_no_second_effect():
    for seed in range(30):
        told = _shop_history(seed)
        again = [replace(event, device="ja-01", epoch=2, seq=900 + at) for at, event in enumerate(told)]
        assert _folded([*told, *again]).stock() == _folded(told).stock()
        assert _folded([*again, *told]).rows() == _folded([*told, *again]).rows()


def test_folding_through_stored_json_is_the_same_as_folding_in_memory():
    """What is kept as text between two events must not lose anything the next merge needs."""

    class Stored(MemoryFoldStore):
        def put_order(self, facts, event):
            super().put_order(codec.load(type(facts), codec.dump(facts)), event)

    for seed in range(30):
        told, store = random_history(seed), Stored()
        for event in told:
            fold(store, event)
        assert store.rows() == _folded(told).rows()


def test_an_event_that_cannot_be_interpreted_changes_nothing():
    told = random_history(3)
    store = _folded(told)
    before = repr(store.rows())
    for broken in (replace(told[0], body=b"{"), replace(told[0], version=9), replace(told[0], type="FloorSwept")):
        with pytest.raises(InputError):
            fold(store, broken)
    assert repr(store.rows()) == before


def test_a_newer_count_of_a_file_replaces_an_older_one_and_equal_ones_agree():
    s = Scribe()
    counts = [(10, 3), (20, 5), (20, 7), (15, 99)]
    told = [s.write(StockOpened("JA", at_ms, (OpenedStock("A", pieces),)), "hq") for at_ms, pieces in counts]
    for seed in range(24):
        random.Random(seed).shuffle(told)
        assert _folded(told).stock() == {("JA", "A"): StockRow("JA", "A", 7, 0, 20)}


def test_the_start_of_an_epoch_has_no_effect():
    store = MemoryFoldStore()
    fold(store, Scribe().write(EpochStarted(1, "new", "kiosk 1", "JA")))
    assert store.rows() == MemoryFoldStore().rows()


@pytest.mark.parametrize("kind", BODIES.values(), ids=lambda kind: kind.__name__)
def test_every_event_names_what_waits_behind_it(kind):
    body = sample(kind, random.Random(12))
    if hasattr(body, "order_id"):
        body = replace(body, order_id="order-7")
        expected = "order:order-7"
    elif hasattr(body, "location"):
        body = replace(body, location="JA")
        expected = "stock:JA"
    elif hasattr(body, "basket_id"):
        body = replace(body, basket_id="basket-7")
        expected = "basket:basket-7"
    elif hasattr(body, "call_id"):
        body = replace(body, call_id="call-7")
        expected = "call:call-7"
    elif hasattr(body, "staff_id"):
        body = replace(body, staff_id="G-LIN")
        expected = "staff:G-LIN"
    elif hasattr(body, "member_id"):
        body = replace(body, member_id="m-77")
        expected = "member:m-77"
    elif hasattr(body, "day_id"):
        body = replace(body, day_id="day-7")
        expected = "day:day-7"
    else:
        expected = "device:ja-01"
    event = Scribe().write(body)
    if isinstance(body, MembersHandedOver | NothingFound | RightsRecalled | RightsReturned | RightsWithdrawn):
        expected = f"event:{event.id}"  # of many members or rights, or of nobody: nothing waits behind it
    assert aggregate_of(event) == expected
    assert (event.type in ORDER_EVENTS) == expected.startswith("order:")
    assert body_of(event) == body


def test_what_is_not_understood_still_names_what_waits_behind_it():
    """It is asked exactly then: when this program knows neither the type nor the version."""
    event = Scribe().placed()
    assert aggregate_of(replace(event, version=2)) == "order:order-1"
    assert (
        aggregate_of(replace(event, type="OrderWrapped", body=b'{"order_id":"order-1","paper":"red"}'))
        == "order:order-1"
    )
    assert aggregate_of(replace(event, type="ShelfMoved", body=b'{"location":"JA"}')) == "stock:JA"
    for raw in (b"", b"\xff", b"[]", b"{}", b'{"order_id":7}', b'{"order_id":""}', b"[" * 100_000):
        assert aggregate_of(replace(event, type="FloorSwept", body=raw)) == f"event:{event.id}"
