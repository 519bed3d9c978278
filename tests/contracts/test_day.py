"""The day of the drawer, whether the journal is a dictionary or a file."""

from pathlib import Path

from kiosk.domain.cashing import CashReason
from kiosk.domain.events import OrderPaid, Tender, TenderKind, start_of
from kiosk.ports.storage import JournalTx
from kiosk.services.desk import Desk
from kiosk.services.shelf import Shop
from tests.contracts.benches import Bench
from tests.domain.histories import order
from tests.fakes import retailer
from tests.fakes.catalogue import MemoryCatalogue
from tests.storage.tablets import IDENTITY, append, new_tablet


def _manager(bench: Bench) -> Desk:
    catalogue = MemoryCatalogue(retailer.LOCATIONS)
    desk = Desk(Shop(bench.journal, bench.reader, catalogue, "JA", retailer.verify_pin, bench.clock))
    desk.scan(retailer.MEI_BADGE)
    desk.enter_pin(retailer.MEI_PIN)
    return desk


def _sell(bench: Bench, order_id: str, minor: int = 39_900) -> None:
    def work(tx: JournalTx) -> None:
        tx.append(order(order_id=order_id, number=tx.next_number("order")), "shopper")
        tender = Tender(TenderKind.CASH, minor, minor)
        tx.append(OrderPaid(order_id, tx.next_number("receipt"), "JA", (tender,)), retailer.LIN.id)

    bench.journal.run(work)


def test_the_stretch_since_the_last_z_is_the_same_for_rules_and_screens(bench: Bench) -> None:
    first = bench.reader.since_z()
    assert (first.epoch, first.seq, first.events, first.last) == (1, 1, (), None)
    assert first.origin
    _sell(bench, "o-1")
    desk = _manager(bench)
    desk.day.move_cash(-5_000, CashReason.BANK)
    assert [event.type for event in bench.reader.since_z().events] == ["OrderPlaced", "OrderPaid", "CashMoved"]
    assert bench.journal.run(lambda tx: tx.since_z()) == bench.reader.since_z()
    report = desk.day.close_day(34_900)
    since = bench.reader.since_z()
    assert (since.epoch, since.seq, since.origin, since.events) == (1, report.seq, report.event_id, ())
    assert since.last == report == bench.reader.z_report(report.body.number)
    assert bench.reader.z_report("JA-02-A-Z-000009") is None


def test_a_z_carries_the_head_of_the_chain_before_it(bench: Bench) -> None:
    _sell(bench, "o-1")
    desk = _manager(bench)
    desk.day.count(39_900)
    before = bench.journal.run(lambda tx: tx.position)
    report = desk.day.close_day()
    assert (report.body.last_epoch, report.body.last_seq) == (before.epoch, before.seq)
    assert report.body.chain == before.chain != start_of(before.device, before.epoch).chain


def test_zs_are_listed_newest_first_and_survive_a_restart(bench: Bench) -> None:
    numbers = []
    for turn in range(3):
        _sell(bench, f"o-{turn}")
        numbers.append(_manager(bench).day.close_day(39_900).body.number)
    bench.restart()
    assert numbers == [f"JA-02-A-Z-{n:06d}" for n in (1, 2, 3)]
    assert [report.body.number for report in bench.reader.z_reports(2)] == numbers[:0:-1]
    assert [report.body.number for report in bench.reader.z_reports()] == numbers[::-1]


def test_a_z_after_a_restore_covers_what_the_old_epoch_left_open(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    try:
        for turn, epoch in enumerate((1, 2), 1):
            append(tablet, order(order_id=f"o-{turn}"))
            if epoch == 1:
                tablet.journal.start_epoch("restored")
        since = tablet.reader.since_z()
        assert (since.epoch, since.seq) == (1, 1)
        assert [(event.epoch, event.device) for event in since.events] == [(1, IDENTITY.device), (2, IDENTITY.device)]
        assert tablet.journal.run(lambda tx: tx.next_number("z")) == "JA-02-B-Z-000001"
    finally:
        tablet.close()
