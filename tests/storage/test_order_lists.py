"""Lists of orders on real files: what only files can get wrong."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from kiosk.domain.events import Outcome
from kiosk.domain.facts import facts_of, merge
from kiosk.domain.standing import Standing
from kiosk.ports.orders import CallBackTask, OrderQuery
from kiosk.storage.tablet import TabletStorage
from tests.domain.histories import Scribe, line
from tests.storage.tablets import T0_MS, Clock, Stream, new_tablet, place


def _orders(count: int, *, done: bool) -> Stream:
    stream = Stream("shop.JA")
    for number in range(count):
        scribe = Scribe(number, f"order-{number:06}")
        facts = facts_of(scribe.placed(line(), line("2"), after_s=number))
        if done:
            for event in (scribe.paid(79_800), scribe.handed("1", "2")):
                facts = merge(facts, facts_of(event)) or facts
        stream.put("order", facts.order_id, facts)
    return stream


def test_four_digits_find_the_order_of_a_call_back_task(tmp_path: Path) -> None:
    tablet, stream = new_tablet(tmp_path), Stream("shop.JA")
    scribe = Scribe(1, "order-7")
    facts = merge(facts_of(scribe.placed()), facts_of(scribe.decided(Outcome.REFUSED, "1")))
    stream.put("order", "order-7", facts)
    stream.put("task", "order-7", CallBackTask("order-7", "JA-02-A-000001", ("1",), "13800004321", T0_MS))
    stream.pull(tablet.shop)
    assert [item.order_id for item in tablet.reader.orders(OrderQuery(text="4321")).orders] == ["order-7"]
    assert tablet.reader.orders(OrderQuery(text="3800")).orders == ()
    tablet.close()


def test_files_of_the_version_before_list_what_is_open_at_once_and_the_rest_when_hq_has_sent_it(
    tmp_path: Path,
) -> None:
    tablet = new_tablet(tmp_path, Clock())
    stream = _orders(2, done=False)
    closed = _orders(1, done=True).rows["order", "order-000000"]
    stream.put("order", "order-closed", str(closed.body).replace("order-000000", "order-closed"))
    stream.pull(tablet.shop)
    ours = place(tablet)
    tablet.close()
    _without_standings(tmp_path / "tablet" / "journal.db", "own_order", "m009_orders_by_standing")
    _without_standings(tmp_path / "tablet" / "shop.db", "order_row", "m006_orders_by_standing")

    tablet = TabletStorage.open(tmp_path / "tablet", clock=Clock())
    found = tablet.reader.orders(OrderQuery()).orders
    assert {item.order_id for item in found} == {ours.order_id, "order-000000", "order-000001"}
    counts = tablet.reader.order_counts(0, 2**60)
    assert (counts[Standing.OPEN], counts[Standing.TO_PAY], counts[Standing.DONE]) == (3, 3, 0)
    assert tablet.reader.orders(OrderQuery(text=ours.number)).orders
    cursor = tablet.shop.cursor("shop.JA")
    assert cursor is not None
    assert cursor.gen == "before standings", "HQ knows no such generation, and gives every row once more"
    stream.pull(tablet.shop, anew=True)
    assert tablet.reader.order_counts(0, 2**60)[Standing.DONE] == 1
    tablet.close()


def _without_standings(path: Path, table: str, step: str) -> None:
    database = Database(path)
    indexes = ("order_row_work", "order_row_done", "order_row_over", "order_row_words", f"{table}_changed_ms")
    for index in indexes:
        database.execute(f"DROP INDEX IF EXISTS {index}")
    for column in ("standing", "changed_ms", "words"):
        database.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    database.execute("DELETE FROM _sqlite_migrations WHERE name = ?", (step,))
    ((applied,),) = database.execute("SELECT count(*) FROM _sqlite_migrations").fetchall()
    database.execute(f"PRAGMA user_version = {applied}")
    database.conn.commit()
    database.close()


@pytest.mark.parametrize("standing", [Standing.OPEN, Standing.TO_PAY, Standing.LAPSES, Standing.ATTENTION])
def test_a_list_of_work_costs_the_same_whatever_has_been_done_before(tmp_path: Path, standing: Standing) -> None:
    assert _steps(tmp_path / "few", 100, standing) == _steps(tmp_path / "many", 1_000, standing)


def _steps(folder: Path, done: int, standing: Standing) -> int:
    """Tens of machine steps that HQ's file takes for a list while so many orders are done."""
    folder.mkdir()
    tablet = new_tablet(folder)
    _orders(done, done=True).pull(tablet.shop)
    tablet.reader.orders(OrderQuery(standing))
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    with tablet.shop.readers.snapshot() as conn:
        conn.set_progress_handler(count, 10)
        tablet.reader.orders(OrderQuery(standing, before_ms=2**60))
        conn.set_progress_handler(None, 0)
    tablet.close()
    return counted
