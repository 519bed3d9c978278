"""The precious file: numbers without gaps, facts that stay, and units of work that happen whole or not at all."""

import re
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from kiosk.domain import clock as hlc_clock
from kiosk.domain import events
from kiosk.domain.events import EpochStarted, Event, OpenedStock, OrderCancelled, StockOpened, body_of
from kiosk.domain.order import OrderStatus, view
from kiosk.domain.staff import PinAttempts
from kiosk.errors import BugError, InputError
from kiosk.ports.devices import Part, PartKind, PrinterTrouble, Slip
from kiosk.ports.storage import JournalTx
from kiosk.storage.files import DiskFull
from kiosk.storage.tablet import TabletStorage
from kiosk.storage.transaction import Committed, series_letter
from tests.storage.tablets import (
    IDENTITY,
    SHIRT,
    T0_MS,
    Clock,
    Stream,
    append,
    handed,
    new_tablet,
    paid,
    place,
    placed,
)

SLIP = Slip("order_slip", "JA-02-A-000001", (Part(PartKind.TEXT, "亚麻衬衫"),))


def all_events(tablet: TabletStorage) -> list[Event]:
    """Everything in the journal, in order, as the engine would send it."""
    conn = sqlite3.connect(tablet.folder / "journal.db")
    rows = conn.execute(
        "SELECT id, type, version, body, actor, hlc, wall_ms, 'ja-02', epoch, seq, content, chain FROM event "
        "ORDER BY epoch, seq"
    ).fetchall()
    conn.close()
    return [Event(*row) for row in rows]


def test_the_first_event_says_that_an_epoch_began_and_why(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    (first,) = all_events(tablet)
    body = body_of(first)
    assert isinstance(body, EpochStarted)
    assert (body.epoch, body.reason, body.shop, first.seq) == (1, "enrolled", "JA", 1)
    tablet.close()


def test_events_form_one_chain_over_restarts(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    place(tablet)
    tablet.close()
    tablet = TabletStorage.open(tmp_path / "tablet")
    place(tablet)
    written = all_events(tablet)
    tablet.close()
    assert [event.seq for event in written] == [1, 2, 3]
    chain = events.start_of("ja-02", 1).chain
    for event in written:
        assert events.verify(event, chain)
        chain = event.chain


def test_the_clock_of_events_never_runs_back_even_if_the_machines_does(tmp_path: Path) -> None:
    clock = Clock()
    tablet = new_tablet(tmp_path, clock)
    place(tablet)
    clock.now_ms -= 3_600_000
    place(tablet)
    stamps = [event.hlc for event in all_events(tablet)]
    assert stamps == sorted(set(stamps))
    assert all_events(tablet)[-1].wall_ms == T0_MS - 3_600_000
    tablet.close()


def test_what_is_written_about_an_order_is_stamped_after_all_that_was_seen_of_it(tmp_path: Path) -> None:
    """A sibling's clock is a minute ahead: our payment of its order must not seem to precede the order."""
    sibling = new_tablet(tmp_path / "sibling", Clock(T0_MS + 60_000))
    sold = place(sibling)
    stream = Stream("shop.JA")
    stream.put("order", sold.order_id, sibling.reader.order(sold.order_id))
    sibling.close()
    tablet = new_tablet(tmp_path)
    stream.pull(tablet.shop)
    (payment,) = append(tablet, paid(sold.order_id))
    facts = tablet.reader.order(sold.order_id)
    assert facts is not None
    assert payment.hlc > facts.placed[0].stamp.hlc
    tablet.close()


def test_a_wildly_fast_clock_elsewhere_does_not_carry_ours_away(tmp_path: Path) -> None:
    sibling = new_tablet(tmp_path / "sibling", Clock(T0_MS + 365 * 86_400_000))
    sold = place(sibling)
    stream = Stream("shop.JA")
    stream.put("order", sold.order_id, sibling.reader.order(sold.order_id))
    sibling.close()
    tablet = new_tablet(tmp_path)
    stream.pull(tablet.shop)
    (payment,) = append(tablet, paid(sold.order_id))
    assert hlc_clock.wall_ms(payment.hlc) <= T0_MS + 5 * 60_000
    tablet.close()


def test_orders_and_receipts_are_counted_apart_and_carry_shop_till_and_series(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    numbers = tablet.journal.run(
        lambda tx: [tx.next_number("order"), tx.next_number("order"), tx.next_number("receipt")]
    )
    assert numbers == ["JA-02-A-000001", "JA-02-A-000002", "JA-02-A-R-000001"]
    tablet.close()


def test_a_new_epoch_begins_a_new_series_and_a_new_chain(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    place(tablet)
    assert tablet.journal.start_epoch("restored") == 2
    assert place(tablet).number == "JA-02-B-000001"
    assert [(event.epoch, event.seq) for event in all_events(tablet)] == [(1, 1), (1, 2), (2, 1), (2, 2)]
    tablet.close()


def test_series_letters_go_on_after_z() -> None:
    assert [series_letter(epoch) for epoch in (1, 2, 26, 27, 52, 53, 703)] == ["A", "B", "Z", "AA", "AZ", "BA", "AAA"]


class ChangedTheirMind(Exception):
    pass


def test_a_failed_unit_of_work_leaves_nothing_and_gives_its_number_back(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    told: list[Committed] = []
    tablet.journal.on_commit.append(told.append)
    before = all_events(tablet)

    def work(tx: JournalTx) -> None:
        tx.append(placed("order-1", tx.next_number("order")), "shopper")
        tx.enqueue(SLIP)
        tx.put_pin_attempts("G1", PinAttempts(1, T0_MS))
        tx.keep_blob(b"13800000000")
        raise ChangedTheirMind

    with pytest.raises(ChangedTheirMind):
        tablet.journal.run(work)
    assert all_events(tablet) == before
    assert tablet.reader.order("order-1") is None
    assert tablet.journal.next_job() is None
    assert tablet.journal.run(lambda tx: tx.pin_attempts("G1")) == PinAttempts()
    assert list((tablet.folder / "blobs").iterdir()) == []
    assert told == []
    assert place(tablet).number == "JA-02-A-000001"
    tablet.close()


def test_an_event_over_64_kib_is_refused_and_nothing_is_cut_off(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    with pytest.raises(InputError):
        append(tablet, OrderCancelled("order-1", "x" * 70_000))
    assert len(all_events(tablet)) == 1
    tablet.close()


def test_only_hq_opens_stock(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    with pytest.raises(BugError):
        append(tablet, StockOpened("JA", T0_MS, (OpenedStock(SHIRT, 3),)))
    assert len(all_events(tablet)) == 1
    tablet.close()


def test_a_unit_of_work_inside_another_is_refused_instead_of_waiting_for_ever(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    with pytest.raises(BugError):
        tablet.journal.run(lambda tx: place(tablet))
    place(tablet)
    tablet.close()


def test_listeners_are_told_after_the_commit_in_the_thread_that_asked(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    heard: list[tuple[str, int, tuple[str, ...], bool]] = []

    def listener(done: Committed) -> None:
        stored = tablet.reader.sync_status().pending_orders == 1
        kinds = tuple(event.type for event in done.events)
        heard.append((threading.current_thread().name, len(done.print_jobs), kinds, stored))

    tablet.journal.on_commit.append(listener)

    def work(tx: JournalTx) -> None:
        tx.append(placed("order-1", tx.next_number("order")), "shopper")
        tx.enqueue(SLIP)

    tablet.journal.run(work)
    tablet.journal.run(lambda tx: tx.pin_attempts("G1"))
    assert heard == [(threading.current_thread().name, 1, ("OrderPlaced",), True)]
    tablet.close()


def test_a_listener_that_fails_does_not_make_the_sale_seem_failed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tablet = new_tablet(tmp_path)

    def listener(done: Committed) -> None:
        raise ChangedTheirMind

    tablet.journal.on_commit.append(listener)
    assert place(tablet).number == "JA-02-A-000001"
    assert "a listener of the journal failed" in caplog.text
    tablet.close()


def test_an_order_can_be_found_by_id_number_and_pick_up_code_through_its_life(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    sold = place(tablet, code="40351765")
    reader = tablet.reader
    assert reader.open_orders() == (reader.order(sold.order_id),)
    assert reader.order_by_number(sold.number) == reader.order(sold.order_id)
    assert reader.orders_by_pick_up_code("40351765") == (reader.order(sold.order_id),)
    assert tablet.journal.run(lambda tx: (tx.pick_up_code_taken("40351765"), tx.pick_up_code_taken("12345675"))) == (
        True,
        False,
    )
    append(tablet, paid(sold.order_id), handed(sold.order_id))
    facts = reader.order(sold.order_id)
    seen = view(facts) if facts else None
    assert seen is not None
    assert seen.status is OrderStatus.COMPLETED
    assert reader.open_orders() == ()
    assert reader.order_by_number("JA-02-A-000009") is None
    assert reader.order_by_number("") is None
    tablet.close()


def test_an_order_is_due_when_its_time_is_over_and_nobody_has_paid(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    append(tablet, placed("order-1", "JA-02-A-000001", lapses_ms=T0_MS + 1000))
    append(tablet, placed("order-2", "JA-02-A-000002", lapses_ms=T0_MS + 1000), paid("order-2"))
    assert tablet.reader.unpaid_due(T0_MS + 999) == ()
    assert [facts.order_id for facts in tablet.reader.unpaid_due(T0_MS + 1000)] == ["order-1"]
    tablet.close()


def test_print_jobs_come_in_order_and_stay_until_printed(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    journal = tablet.journal
    first, second = (journal.run(lambda tx: tx.enqueue(SLIP)) for _ in range(2))
    job = journal.next_job()
    assert job is not None
    assert (job.id, job.slip, job.attempts) == (first, SLIP, 0)
    journal.starting(first)
    journal.failed(first, PrinterTrouble.PAPER_OUT, sent=True)
    assert tablet.reader.print_problems() == ((first, "JA-02-A-000001", "paper_out"),)
    again = journal.next_job()
    assert again is not None
    assert (again.id, again.attempts) == (first, 1)
    journal.printed(first)
    assert tablet.reader.print_problems() == ()
    following = journal.next_job()
    assert following is not None
    assert following.id == second
    tablet.close()


def test_failed_pins_are_remembered_over_a_restart(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    tablet.journal.run(lambda tx: tx.put_pin_attempts("G1", PinAttempts(3, T0_MS)))
    tablet.close()
    tablet = TabletStorage.open(tmp_path / "tablet")
    assert tablet.journal.run(lambda tx: tx.pin_attempts("G1")) == PinAttempts(3, T0_MS)
    tablet.close()


def test_random_digits_have_the_asked_length_and_ids_sort_by_time(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    digits, ids = tablet.journal.run(
        lambda tx: ([tx.random_digits(7) for _ in range(50)], [tx.new_id() for _ in range(50)])
    )
    assert all(re.fullmatch(r"\d{7}", text) for text in digits)
    assert len(set(digits)) > 40
    assert ids == sorted(ids)
    assert all(each[14] == "7" for each in ids)
    tablet.close()


# A full disk.


def test_room_for_orders_is_asked_of_the_disk(tmp_path: Path) -> None:
    tablet = TabletStorage.create(tmp_path / "a", IDENTITY, room_bytes=1)
    assert tablet.journal.room_for_orders()
    tablet.close()
    tablet = TabletStorage.open(tmp_path / "a", room_bytes=1 << 60)
    assert not tablet.journal.room_for_orders()
    tablet.close()


def test_a_disk_that_is_full_after_all_refuses_the_order_and_keeps_the_others(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    place(tablet)
    allow_pages(tablet, 40)
    with pytest.raises(DiskFull, match="safe"):
        _ = [place(tablet) for _ in range(200)]
    written = all_events(tablet)
    allow_pages(tablet, 1 << 30)
    sold = place(tablet)
    assert sold.number == f"JA-02-A-{len(written):06d}"
    assert [event.seq for event in all_events(tablet)] == list(range(1, len(written) + 2))
    tablet.close()


def allow_pages(tablet: TabletStorage, pages: int) -> None:
    """Where the file may not grow, SQLite says what it says when the disk is full."""
    writer, database = tablet.journal._writer, tablet.journal._database
    writer.run(lambda: database.conn.execute(f"PRAGMA max_page_count = {pages}").fetchall())


# Copies from a backup.


def test_an_older_copy_put_back_begins_a_new_epoch(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    tablet = new_tablet(tmp_path)
    place(tablet)
    tablet.close()
    journal, backup = tmp_path / "tablet" / "journal.db", tmp_path / "backup.db"
    shutil.copy(journal, backup)
    tablet = TabletStorage.open(tmp_path / "tablet")
    place(tablet)
    tablet.close()
    shutil.copy(backup, journal)
    tablet = TabletStorage.open(tmp_path / "tablet")
    assert place(tablet).number == "JA-02-B-000001"
    assert "a new epoch begins" in caplog.text
    tablet.close()
    tablet = TabletStorage.open(tmp_path / "tablet")
    assert place(tablet).number == "JA-02-B-000002"
    tablet.close()


@pytest.mark.parametrize("noted", ["", "garbage", '{"epoch": "x"}', "[]", "null"])
def test_a_note_that_cannot_be_read_is_no_reason_for_a_new_epoch(tmp_path: Path, noted: str) -> None:
    tablet = new_tablet(tmp_path)
    place(tablet)
    tablet.close()
    (tmp_path / "tablet" / "journal.guard").write_text(noted)
    tablet = TabletStorage.open(tmp_path / "tablet")
    assert place(tablet).number == "JA-02-A-000002"
    tablet.close()
