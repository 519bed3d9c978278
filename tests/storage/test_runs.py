"""The way up: sealed runs, and what it takes to believe an acknowledgement."""

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain import events
from kiosk.domain.events import GoodsReceived, OrderCancelled, ReceivedLine
from kiosk.errors import BugError, EnvironmentProblem
from kiosk.ports.sync import SealedRun, seal_message
from kiosk.storage.keys import signed_by
from kiosk.storage.tablet import TabletStorage
from tests.storage.tablets import (
    HQ_KEY,
    SHIRT,
    T0_MS,
    Clock,
    acknowledge,
    append,
    deliver,
    handed,
    new_tablet,
    paid,
    place,
)


def next_run(tablet: TabletStorage, max_events: int = 500, max_bytes: int = 1 << 20) -> SealedRun:
    run = tablet.journal.next_run(max_events, max_bytes)
    assert run is not None
    return run


def test_a_run_is_sealed_over_its_last_chain_hash_and_continues_the_one_before(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    for _ in range(4):
        place(tablet)
    first = next_run(tablet, 2)
    tablet.journal.acknowledged(acknowledge(first.events[-1]))
    second = next_run(tablet)
    assert [event.seq for event in first.events + second.events] == [1, 2, 3, 4, 5]
    assert first.previous_chain == events.start_of("ja-02", 1).chain
    assert second.previous_chain == first.events[-1].chain
    for run in (first, second):
        last = run.events[-1]
        message = seal_message("ja-02", 1, last.seq, last.chain)
        assert signed_by(tablet.key.public_bytes(), run.seal, message)
    tablet.close()


def test_what_is_not_acknowledged_is_sent_again(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    place(tablet)
    assert next_run(tablet) == next_run(tablet)
    tablet.close()
    tablet = TabletStorage.open(tmp_path / "tablet")
    assert len(next_run(tablet).events) == 2
    deliver(tablet)
    assert tablet.journal.next_run() is None
    tablet.close()


def test_a_run_stays_under_its_size_but_always_has_an_event(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    append(tablet, *(OrderCancelled(f"order-{n}", "x" * 40_000) for n in range(5)))
    assert [len(next_run(tablet, max_bytes=size).events) for size in (1, 50_000, 100_000, 1 << 20)] == [1, 2, 3, 6]
    tablet.close()


def test_personal_content_counts_towards_the_size(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    for n in range(3):
        content = bytes([n]) * 30_000
        tablet.journal.run(lambda tx, content=content: tx.append(OrderCancelled("o", tx.keep_blob(content)), "shopper"))  # type: ignore[misc]
    run = next_run(tablet, max_bytes=60_000)
    assert (len(run.events), len(run.blobs)) == (2, 1)
    tablet.close()


def test_the_oldest_epoch_goes_up_first(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    place(tablet)
    tablet.journal.start_epoch("restored")
    place(tablet)
    assert [(event.epoch, event.seq) for event in deliver(tablet)] == [(1, 1), (1, 2), (2, 1), (2, 2)]
    newest = tablet.journal.newest_acknowledgement()
    assert newest is not None
    assert (newest.epoch, newest.through) == (2, 2)
    tablet.close()


def test_an_acknowledgement_moves_the_watermark_once_and_never_back(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    for _ in range(3):
        place(tablet)
    run = next_run(tablet)
    assert tablet.journal.newest_acknowledgement() is None
    full, partial = acknowledge(run.events[-1]), acknowledge(run.events[0])
    for ack in (full, full, partial):
        tablet.journal.acknowledged(ack)
        assert tablet.journal.newest_acknowledgement() == full
    tablet.close()
    tablet = TabletStorage.open(tmp_path / "tablet")
    assert tablet.journal.newest_acknowledgement() == full
    tablet.close()


def test_an_acknowledgement_that_hq_did_not_sign_moves_nothing(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    last = next_run(tablet).events[-1]
    genuine = acknowledge(last)
    forged = (
        acknowledge(last, Ed25519PrivateKey.generate()),
        replace(genuine, through=2),
        replace(genuine, signature=""),
        replace(genuine, signature="no hex"),
    )
    for ack in forged:
        with pytest.raises(EnvironmentProblem):
            tablet.journal.acknowledged(ack)
    assert tablet.journal.newest_acknowledgement() is None
    tablet.close()


def test_hq_cannot_acknowledge_what_was_never_written_here(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    last = next_run(tablet).events[-1]
    for wrong in (
        replace(last, seq=99),
        replace(last, epoch=7),
        replace(last, chain="0" * 64),
        replace(last, device="ja-03"),
    ):
        with pytest.raises(BugError):
            tablet.journal.acknowledged(acknowledge(wrong, HQ_KEY))
    assert tablet.journal.newest_acknowledgement() is None
    tablet.close()


def test_what_hq_does_not_have_is_counted_with_its_value_and_age(tmp_path: Path) -> None:
    clock = Clock()
    tablet = new_tablet(tmp_path, clock)
    deliver(tablet)
    clock.now_ms += 1000
    place(tablet)
    clock.now_ms += 1000
    append(tablet, GoodsReceived("JA", "D-1", (ReceivedLine(SHIRT, 3),)))
    place(tablet)
    status = tablet.reader.sync_status()
    assert (status.pending_events, status.pending_orders, status.pending_minor) == (3, 2, 79_800)
    assert status.oldest_pending_ms == T0_MS + 1000
    deliver(tablet)
    status = tablet.reader.sync_status()
    assert (status.pending_events, status.pending_orders, status.pending_minor) == (0, 0, 0)
    assert status.oldest_pending_ms is None
    tablet.close()


def test_an_order_that_hq_knows_but_not_its_payment_is_still_an_order_it_lacks_something_of(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    known = place(tablet).order_id
    deliver(tablet)
    append(tablet, paid(known), handed(known))
    place(tablet)
    append(tablet, paid("of-a-sibling"))
    status = tablet.reader.sync_status()
    assert (status.pending_events, status.pending_orders, status.pending_minor) == (4, 3, 39_900)
    tablet.close()
