"""A rebuild finds what HQ's rows and its journals disagree about, changes nothing, and disturbs nobody. (That they do
agree is asked after every test of HQ's: see `office` in conftest.)"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.domain.events import Fulfilment, chain_hash, content_hash, start_of
from sync.hq.office import HeadOffice
from sync.hq.rebuild import FOLDED, LISTED, Difference
from tests.fakes.retailer import SHIRT_L, SHIRT_M
from tests.sync.hq.desk import enrolled, line, open_office, open_stock, placed, put_range
from tests.sync.hq.test_orders import handed, paid


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[HeadOffice]:
    """HQ with 30 orders, sold and paid from the shelf or brought from another shop, and one event that it holds.
    Whether it agrees with its journals is not asked at the end: that is what these tests spoil."""
    with open_office(tmp_path / "hq") as office:
        put_range(office)
        open_stock(office, "JA", SHIRT_M=20, SHIRT_L=20)
        open_stock(office, "XH", SHIRT_M=5)
        tablet = enrolled(office)
        for number in range(30):
            kind, source = (Fulfilment.TAKE_NOW, "JA") if number % 3 else (Fulfilment.BRING_HERE, "XH")
            tablet.append(placed(f"order-{number:02d}", line(kind, SHIRT_M if number % 2 else SHIRT_L, source, "JA")))
            if number % 3:
                tablet.append(paid(f"order-{number:02d}"))
                tablet.append(handed(f"order-{number:02d}"))
        tablet.append(placed("order-00", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")), event_id=tablet.events[0].id)
        tablet.push(office)
        assert len(office.held()) == 1
        yield office


def spoil(office: HeadOffice, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(office.database.path)) as conn:
        assert conn.execute(statement, values).rowcount > 0
        conn.commit()


def content(office: HeadOffice) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(office.database.path)) as conn:
        tables = [row[0] for row in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {table: conn.execute(f"SELECT * FROM {table}").fetchall() for table in tables}


def test_what_hq_has_is_what_its_journals_say_and_looking_changes_nothing(busy: HeadOffice) -> None:
    before = content(busy)
    found = busy.rebuild()
    assert (found.different, found.differences) == (0, ())
    assert found.events == sum(event[-1] == "folded" for event in before["event"])
    assert found.events > 30, "decisions of HQ's own and counts are among them"
    assert found.rows == sum(len(before[table]) for table in FOLDED) > 60
    assert content(busy) == before
    assert [path.name for path in busy.database.path.parent.iterdir() if path.name.startswith(".rebuild")] == []


def test_every_folded_table_is_compared_with_all_its_columns(busy: HeadOffice) -> None:
    has = {table for table, rows in content(busy).items() if rows}
    for table in FOLDED.keys() & has:
        with closing(sqlite3.connect(busy.database.path)) as conn:
            columns = [row for row in conn.execute(f"PRAGMA table_info({table})") if row[1] not in FOLDED[table]]
        for _, column, kind, *_ in columns:
            changed = f"{column} + 1" if kind == "BIGINT" else f"{column} || ' '"
            back = f"{column} - 1" if kind == "BIGINT" else f"substr({column}, 1, length({column}) - 1)"
            spoil(busy, f"UPDATE {table} SET {column} = {changed}")
            assert {found.table for found in busy.rebuild().differences} == {table}, column
            spoil(busy, f"UPDATE {table} SET {column} = {back}")
    assert busy.rebuild().different == 0


def test_a_figure_an_order_and_a_movement_that_are_not_so_are_named(busy: HeadOffice) -> None:
    spoil(busy, "UPDATE stock SET on_hand = on_hand + 1 WHERE location = 'JA' AND sku = ?", SHIRT_M)
    spoil(busy, "DELETE FROM order_facts WHERE order_id = 'order-07'")
    spoil(busy, "INSERT INTO movement SELECT 'order:alien', n, location, sku, -3, at_ms, reason FROM movement LIMIT 1")
    found = busy.rebuild()
    assert found.different == 3
    by_table = {item.table: item for item in found.differences}
    assert by_table["stock"].key == f"JA/{SHIRT_M}"
    assert by_table["order_facts"] == Difference("order_facts", "order-07", None, by_table["order_facts"].gives)
    assert "order-07" in str(by_table["order_facts"].gives)
    assert (by_table["movement"].key.split("/")[0], by_table["movement"].gives) == ("order:alien", None)


def test_many_differences_are_counted_and_the_first_are_told(busy: HeadOffice) -> None:
    spoil(busy, "DELETE FROM order_facts")
    found = busy.rebuild()
    assert (found.different, len(found.differences)) == (30, LISTED)


def test_an_event_that_was_changed_after_it_came_is_named_and_gives_other_rows(busy: HeadOffice) -> None:
    tablet = busy.devices()[0].id
    spoil(
        busy,
        "UPDATE event SET body = CAST(replace(body, '39900', '39901') AS BLOB) WHERE device = ? AND seq = 2",
        tablet,
    )
    found = busy.rebuild()
    assert {item.table for item in found.differences} == {"order_facts"}
    assert found.broken == (f"{tablet}, epoch 1: event 2 is not what was written there",)


def test_an_event_that_is_gone_or_stands_elsewhere_is_named(busy: HeadOffice) -> None:
    tablet = busy.devices()[0].id
    assert busy.rebuild().broken == ()
    spoil(busy, "UPDATE event SET seq = 1000 - seq WHERE device = ? AND seq IN (7, 8)", tablet)
    spoil(busy, "UPDATE event SET seq = seq - 985 WHERE device = ? AND seq > 900", tablet)
    assert busy.rebuild().broken == (f"{tablet}, epoch 1: event 7 is not what was written there",)
    spoil(busy, "DELETE FROM event WHERE device = ? AND seq = 4", tablet)
    assert busy.rebuild().broken == (f"{tablet}, epoch 1: events 4 to 4 are missing",)


def test_an_end_that_was_cut_off_is_missed_for_it_was_sealed(busy: HeadOffice) -> None:
    tablet = busy.devices()[0].id
    spoil(busy, "DELETE FROM event WHERE device = ? AND seq > 40", tablet)
    assert busy.rebuild().broken == (f"{tablet}, epoch 1: events 41 to 71 are missing at its end",)


def test_who_computes_all_hashes_anew_cannot_make_the_seal(busy: HeadOffice) -> None:
    tablet = busy.devices()[0].id
    with closing(sqlite3.connect(busy.database.path)) as conn:
        rows = conn.execute(
            "SELECT id, type, version, replace(body, '39900', '39901'), actor, hlc, wall_ms, seq FROM event"
            " WHERE device = ? ORDER BY seq", (tablet,),
        ).fetchall()  # fmt: skip
        chain = start_of(tablet, 1).chain
        for event_id, kind, version, body, actor, hlc, wall_ms, seq in rows:
            raw = body.encode() if isinstance(body, str) else body
            content = content_hash(event_id, kind, version, raw, actor, hlc, wall_ms)
            chain = chain_hash(content, tablet, 1, seq, chain)
            values = (raw, content, chain, tablet, seq)
            conn.execute("UPDATE event SET body = ?, content = ?, chain = ? WHERE device = ? AND seq = ?", values)
        conn.commit()
    assert busy.rebuild().broken == (f"{tablet}, epoch 1: up to event 71 it is not what the device sealed",)
