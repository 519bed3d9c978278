"""Old events leave the journal behind HQ's signature, a closed day and ninety days; nothing else is told from it."""

from functools import partial
from pathlib import Path

import pytest

from kiosk.domain.cashing import DayClosed, Figures
from kiosk.domain.events import Event, start_of
from kiosk.domain.order import view
from kiosk.storage.pruning import KEPT_MS, prune
from kiosk.storage.tablet import TabletStorage
from tests.storage.tablets import T0_MS, Clock, acknowledge, append, deliver, handed, new_tablet, paid, place

DAY_MS = 86_400_000
LATER_MS = T0_MS + KEPT_MS + DAY_MS


def events(tablet: TabletStorage) -> list[tuple[int, int, str]]:
    with tablet.journal.readers.snapshot() as conn:
        return conn.execute("SELECT epoch, seq, type FROM event ORDER BY epoch, seq").fetchall()


def close_day(tablet: TabletStorage, number: str = "Z-1") -> Event:
    at = tablet.journal.position
    figures = Figures(0, opened=False)
    body = DayClosed("day", "JA", number, "2025-11-23", "CNY", 1, 1, at.epoch, at.seq, at.chain, figures, 0, 0)
    return append(tablet, body)[0]


@pytest.fixture
def tablet(tmp_path: Path) -> TabletStorage:
    """A day of three orders, closed and at HQ; and one order since, which is not."""
    tablet = new_tablet(tmp_path)
    for number in range(1, 4):
        order = place(tablet, order_id=f"order-{number}", code=f"{number}2345675")
        append(tablet, paid(order.order_id), handed(order.order_id))
    close_day(tablet)
    deliver(tablet)
    assert tablet.journal.let_go(T0_MS) == 0
    place(tablet, order_id="since", code="42345675")
    return tablet


def seen(tablet: TabletStorage) -> list[object]:
    """What people and the sync engine are told of the journal."""
    reader = tablet.reader
    orders = [view(facts) for name in ("order-1", "order-2", "order-3", "since") if (facts := reader.order(name))]
    found = tablet.examination.found(chain=1_000)
    return [
        orders, reader.sync_status(), reader.open_orders(50), tablet.journal.position, tablet.journal.known_to_hq(),
        tablet.journal.next_run(), reader.since_z().last, reader.own_stock(("LINEN-SHIRT/INDIGO/M",)),
        (found.journal, found.broken_at),
    ]  # fmt: skip


def test_what_hq_signed_for_ninety_days_ago_goes_and_nobody_is_told_anything_else(tablet: TabletStorage) -> None:
    before, last = seen(tablet), events(tablet)[-1]
    assert tablet.journal.let_go(LATER_MS) == 11
    assert events(tablet) == [(1, 11, "DayClosed"), last]
    assert seen(tablet) == before
    assert tablet.journal.let_go(LATER_MS) == 0
    assert place(tablet, order_id="next", code="52345675").number == "JA-02-A-000005"
    tablet.close()


def test_at_whatever_step_the_power_goes_the_tablet_is_the_same(tablet: TabletStorage) -> None:
    before, folder = seen(tablet), tablet.folder
    for _ in range(11):
        tablet.journal._writer.run(partial(_one, tablet))
        tablet.close()
        tablet = TabletStorage.open(folder, clock=Clock())
        assert seen(tablet) == before
    assert len(events(tablet)) == 2
    tablet.close()


def _one(tablet: TabletStorage) -> None:
    conn = tablet.journal._database.conn
    conn.execute("BEGIN IMMEDIATE")
    assert prune(conn, LATER_MS, limit=1) == 1
    conn.execute("COMMIT")


def test_nothing_goes_before_its_time_by_hqs_clock(tablet: TabletStorage) -> None:
    before = events(tablet)
    assert tablet.journal.let_go(T0_MS + KEPT_MS - 1) == 0
    assert events(tablet) == before
    tablet.close()


def test_what_hq_has_not_signed_for_or_signed_for_lately_stays(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    place(tablet, order_id="order-1")
    close_day(tablet)
    assert tablet.journal.let_go(T0_MS) == tablet.journal.let_go(LATER_MS) == 0, "nobody signed"
    deliver(tablet)
    assert tablet.journal.let_go(LATER_MS) == 0, "signed for just now, however old it is"
    assert tablet.journal.let_go(LATER_MS + KEPT_MS) == 3
    tablet.close()


def test_a_day_that_was_never_closed_stays(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    place(tablet, order_id="order-1")
    deliver(tablet)
    assert tablet.journal.let_go(T0_MS) == tablet.journal.let_go(LATER_MS) == 0
    tablet.close()


@pytest.mark.expects_warnings("HQ was put back")
def test_hq_put_back_to_a_later_day_gets_again_what_it_lacks(tablet: TabletStorage) -> None:
    deliver(tablet)
    at = tablet.journal.position
    tablet.journal.let_go(LATER_MS)
    z = next(event for event in events(tablet) if event[2] == "DayClosed")
    with tablet.journal.readers.snapshot() as conn:
        ((chain,),) = conn.execute("SELECT chain FROM base").fetchall()
    assert not tablet.journal.agrees([(1, z[1], chain)])
    tablet.journal.held_by_hq([(1, z[1], chain)])
    run = tablet.journal.next_run()
    assert run is not None
    assert (run.epoch, run.previous_chain, run.events[-1].seq) == (1, chain, at.seq)
    tablet.close()


@pytest.mark.expects_warnings("HQ was put back to before what is gone")
def test_hq_put_back_to_before_what_is_gone_gets_the_rest_under_another_epoch(tablet: TabletStorage) -> None:
    deliver(tablet)
    place(tablet, order_id="open", code="62345675")
    tablet.journal.let_go(LATER_MS)
    tablet.journal.held_by_hq([(1, 4, "some chain")])
    run = tablet.journal.next_run()
    assert run is not None
    assert (run.epoch, run.events[0].seq, run.previous_chain) == (2, 1, start_of("ja-02", 2).chain)
    assert [event.type for event in run.events] == ["OrderPlaced", "OrderPlaced", "EpochStarted"]
    tablet.journal.acknowledged(acknowledge(run.events[-1]))
    assert tablet.journal.next_run() is None
    tablet.journal.held_by_hq([(1, 4, "some chain"), (2, 3, run.events[-1].chain)])
    assert tablet.journal.next_run() is None, "said once"
    found = tablet.examination.found(chain=1_000)
    assert (found.journal, found.broken_at) == ("", 0)
    tablet.close()


@pytest.mark.expects_warnings("HQ was put back")
def test_what_hq_lost_meanwhile_has_to_be_signed_for_ninety_days_anew(tablet: TabletStorage) -> None:
    with tablet.journal.readers.snapshot() as conn:
        ((chain,),) = conn.execute("SELECT chain FROM event WHERE seq = 5").fetchall()
    tablet.journal.held_by_hq([(1, 5, chain)])
    assert tablet.journal.let_go(LATER_MS) == 0
    deliver(tablet)
    assert tablet.journal.let_go(LATER_MS) == 0
    assert tablet.journal.let_go(LATER_MS + KEPT_MS) > 0
    tablet.close()


def test_an_old_answer_about_what_is_gone_does_no_harm(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    first = append(tablet, paid("order-1"))[0]
    close_day(tablet)
    deliver(tablet)
    tablet.journal.let_go(T0_MS)
    tablet.journal.let_go(LATER_MS)
    tablet.journal.acknowledged(acknowledge(first))
    assert tablet.journal.known_to_hq()[0][1] == 3
    tablet.close()
