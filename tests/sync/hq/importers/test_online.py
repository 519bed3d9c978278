"""online_orders.csv and online_changes.csv: events of the web shop's own journal, each once, whatever comes again."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from kiosk.domain import codec
from kiosk.domain.binding import BoundHow, GuideBound
from kiosk.domain.credit_entries import Number
from kiosk.domain.events import LinesDispatched, LinesReady
from kiosk.domain.facts import OrderFacts
from kiosk.domain.members import Consent, ConsentGiven, Purpose
from kiosk.domain.order import Attention, LineStatus, OrderStatus, OrderView, view
from kiosk.domain.standing import Standing, standing_of
from sync.hq.crediting import CreditBooks, Moved
from sync.hq.database import HqDatabase
from sync.hq.importers import ImportReport
from sync.hq.journal import ONLINE_DEVICE
from sync.hq.member_desk import erase_member
from tests.sync.hq.importers.conftest import FILES, NOON

Take = Callable[..., ImportReport]
Online = Callable[..., ImportReport]
HEAD = "order,placed_at,line,sku,quantity,unit_price,total,fulfilment,shop,member,phone,paid_at,tender,reference\n"
CHANGED = "order,at,status,line,quantity,refund,location,reason,grade,tender,reference\n"
AT = "2025-11-01T10:00:00+08:00"
PAID = "2025-11-01T10:01:00+08:00,wallet,W-1"
DELIVER = f"WEB-1,{AT},1,WOOL/CAMEL/M,1,1899,1799,deliver,,m1,,{PAID}\n"
FETCH = f"WEB-2,{AT},1,LINEN/INDIGO/M,2,299,598,pick_up,JA,,13800000002,{PAID.replace('W-1', 'W-2')}\n"
LATER = "2025-11-01T11:00:00+08:00"
RULES = (Path(__file__).parents[3] / "credit" / "rules" / "usual.toml").read_text("utf-8").replace("2026-", "2025-")


@pytest.fixture
def online(take: Take) -> Online:
    return lambda rows=DELIVER + FETCH, changes="": take(
        online_orders=HEAD + rows, **({"online_changes": CHANGED + changes} if changes else {})
    )


def orders(database: HqDatabase) -> dict[str, OrderFacts]:
    with database.read() as read:
        found = read.conn.execute(text("SELECT facts FROM order_facts ORDER BY number")).scalars()
        return {facts.placed[0].body.number: facts for facts in (codec.load(OrderFacts, one) for one in found)}


def seen(database: HqDatabase, number: str) -> OrderView:
    found = view(orders(database)[number])
    assert found is not None
    return found


def in_shop(database: HqDatabase, shop: str) -> dict[str, OrderFacts]:
    """What the shop's tablets are told, by number."""
    with database.read() as read:
        found = (codec.load(OrderFacts, body) for _, body in read.rows(f"shop.{shop}", "order"))
        return {facts.placed[0].body.number: facts for facts in found}


def heads(database: HqDatabase) -> list[tuple[str, int]]:
    with database.read() as read:
        return [
            tuple(row) for row in read.conn.execute(text("SELECT stream, max(seq) FROM stream_row GROUP BY stream"))
        ]


def test_orders_come_in_are_decided_and_reach_the_shop_that_hands_them_over(
    online: Online, database: HqDatabase
) -> None:
    report = online()
    assert (report.failed, report.file("online_orders.csv").added, report.file("online_orders.csv").events) == (
        False,
        2,
        4,
    )
    coat, shirts = seen(database, "WEB-1"), seen(database, "WEB-2")
    assert (coat.status, coat.due_minor, coat.lines[0].status) == (OrderStatus.PAID, 0, LineStatus.CONFIRMED)
    assert (coat.lines[0].promise.source, coat.placed.member, coat.lines[0].line.sold_by) == ("WH", "m1", "online")
    assert not coat.lacks_address  # the web shop has it, and nobody is rung about it
    assert (shirts.lines[0].promise.source, shirts.lines[0].promise.place) == ("JA", "JA")
    assert set(shirts.placed.pick_up_codes) == {"JA"}
    assert coat.stamp.at_ms < NOON - 3_600_000  # it happened when the web shop says
    assert list(in_shop(database, "JA")) == ["WEB-2"]
    assert in_shop(database, "XH") == {}
    standing = standing_of(in_shop(database, "JA")["WEB-2"], "JA")
    assert Standing.TO_HAND_OVER in standing
    assert Standing.CALL_BACK not in standing


def test_the_goods_are_set_aside(online: Online, database: HqDatabase) -> None:
    online()
    with database.read() as read:
        find = text("SELECT location, sku, on_hand, reserved FROM stock WHERE reserved > 0 ORDER BY location")
        assert [tuple(row) for row in read.conn.execute(find)] == [
            ("JA", "LINEN/INDIGO/M", 3, 2),
            ("WH", "WOOL/CAMEL/M", 1, 1),
        ]


def test_the_same_files_again_change_nothing(online: Online, database: HqDatabase) -> None:
    online()
    before = heads(database)
    report = online()
    assert heads(database) == before
    assert (report.file("online_orders.csv").same, report.file("online_orders.csv").events, report.changes) == (2, 0, 0)


def test_its_journal_is_one_chain_of_its_own(online: Online, database: HqDatabase) -> None:
    online(DELIVER)
    online(DELIVER + FETCH)
    with database.read() as read:
        find = text("SELECT seq, type FROM event WHERE device = :device ORDER BY seq")
        told = [tuple(row) for row in read.conn.execute(find, {"device": ONLINE_DEVICE})]
    assert told == [(1, "OrderPlaced"), (2, "OrderPaid"), (3, "OrderPlaced"), (4, "OrderPaid")]


def test_in_whatever_portions_the_orders_come_the_facts_are_the_same(
    online: Online, take: Take, database: HqDatabase
) -> None:
    rng = random.Random(20251101)
    skus, totals = ("LINEN/INDIGO/M", "LINEN/INDIGO/L"), (299, 250)
    rows = [
        f"N-{number},{AT},{line},{rng.choice(skus)},1,299,{rng.choice(totals)},deliver,,,,,,\n"
        for number in range(8)
        for line in range(1, rng.randint(2, 4))
    ]
    by_order = [[row for row in rows if row.startswith(f"N-{number},")] for number in range(8)]
    for count in (3, 5, 8):
        chosen = rng.sample(by_order, count)
        shuffled = [row for order in chosen for row in rng.sample(order, len(order))]
        assert not online("".join(shuffled)).failed
    pieces = {
        number: {(item.line.line_id, item.line.sku, item.line.total_minor) for item in seen(database, number).lines}
        for number in orders(database)
    }
    assert sum(map(len, pieces.values())) == len(rows)
    assert all(len(facts.placed) == 1 for facts in orders(database).values())
    told: dict[str, set[object]] = {row.split(",")[0]: set() for row in rows}
    for row in rows:
        number, _, line, sku, _, _, total, *_ = row.split(",")
        told[number].add((line, sku, int(total) * 100))
    assert pieces == told


def test_a_payment_may_come_later(online: Online, database: HqDatabase) -> None:
    unpaid = DELIVER.replace(PAID, ",,")
    online(unpaid)
    assert seen(database, "WEB-1").status is OrderStatus.PLACED
    report = online(DELIVER)
    assert (report.file("online_orders.csv").changed, seen(database, "WEB-1").status) == (1, OrderStatus.PAID)
    assert not online(unpaid).failed  # an older file
    assert seen(database, "WEB-1").status is OrderStatus.PAID


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (DELIVER.replace("WEB-1", ""), "order is blank"),
        (DELIVER.replace("WEB-1", "JA-26-A-000001"), "looks like the number of a shop's own order"),
        (DELIVER.replace(AT, "yesterday"), "placed_at 'yesterday' is not a moment"),
        (DELIVER.replace(AT, "2025-12-01T10:00:00+08:00"), "is in the future"),
        (DELIVER.replace(",1,WOOL", ",0,WOOL"), "line 0"),
        (DELIVER.replace("WOOL/CAMEL/M", "WOOL/RED/M"), "sku 'WOOL/RED/M' is not known"),
        (DELIVER.replace("/M,1,1899", "/M,0,1899"), "quantity is 0"),
        (DELIVER.replace("1899,1799", "1899,1900"), "total 1900 is more than 1 × 1899"),
        (DELIVER.replace("1899,1799", "1899,0"), "costs nothing"),
        (DELIVER.replace("1899,1799", "19.999,1"), "unit_price 19.999 has more than the 2 decimals"),
        (DELIVER.replace("deliver", "drone"), "fulfilment 'drone' is not one of deliver, pick_up"),
        (DELIVER.replace("deliver,,", "deliver,JA,"), "shop is only for what is picked up"),
        (FETCH.replace("JA", ""), "shop is blank"),
        (FETCH.replace("JA", "WH"), "shop 'WH' is no shop"),
        (DELIVER.replace("m1", "m9"), "member is not known"),
        (DELIVER.replace("m1", "M-88000000021"), "member is not known"),
        (FETCH.replace("13800000002", "12345"), "phone is not a mobile number"),
        (DELIVER.replace("wallet", "cash"), "tender 'cash' is not one of external, wallet"),
        (DELIVER.replace("W-1", ""), "reference is blank"),
        (DELIVER.replace("2025-11-01T10:01", "2025-11-01T09:01"), "paid_at is before placed_at"),
        (DELIVER.replace("2025-11-01T10:01:00+08:00", ""), "paid_at is blank"),
        (DELIVER + DELIVER, "line 1 of order WEB-1 stands there already"),
        (DELIVER + DELIVER.replace(",1,W", ",2,W").replace("W-1", "W-7"), "paid_at, tender or reference is another"),
    ],
)  # fmt: skip
def test_a_bad_order_is_told_and_the_others_are_taken(online: Online, database: HqDatabase, row: str, why: str) -> None:
    report = online(row + FETCH.replace("WEB-2", "WEB-3"))
    complaints = [found.reason for found in report.complaints() if found.bad]
    assert len(complaints) == 1
    assert why in complaints[0]
    assert list(orders(database)) == ["WEB-3"]


def test_an_order_with_a_bad_line_waits_whole_until_it_is_mended(online: Online, database: HqDatabase) -> None:
    second = DELIVER.replace(",1,WOOL/CAMEL/M", ",2,LINEN/INDIGO/L")
    report = online(DELIVER + second.replace("LINEN/", "LINNEN/"))
    assert orders(database) == {}
    assert [str(found) for found in report.complaints()] == [
        "online_orders.csv:2: order WEB-1 is left out whole: line 3 of the file is bad",
        "online_orders.csv:3: sku 'LINNEN/INDIGO/L' is not known",
    ]
    assert not online(DELIVER + second).failed
    assert len(seen(database, "WEB-1").lines) == 2


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (DELIVER.replace(AT, "2025-11-01T09:59:00+08:00"), "placed_at of order WEB-1 was told otherwise"),
        (DELIVER.replace("1799", "1699"), "total of line 1 of order WEB-1 was told otherwise"),
        (DELIVER.replace("deliver,,", "pick_up,JA,"), "fulfilment of order WEB-1 was told otherwise"),
        (DELIVER.replace("W-1", "W-9"), "paid_at, tender or reference of order WEB-1 was told otherwise"),
        (DELIVER.replace(",1,WOOL", ",2,WOOL"), "line 2 is new in order WEB-1"),
        (DELIVER.replace("m1", "m2"), "member of order WEB-1 was told otherwise"),
    ],
)
def test_what_an_order_said_stands(online: Online, take: Take, database: HqDatabase, row: str, why: str) -> None:
    take(members=FILES["members.csv"] + "m2,M-88000000021,会员二,13800000009,,JA,0\n")
    online(DELIVER)
    before = orders(database)
    report = online(row)
    assert [why in found.reason for found in report.complaints() if found.bad] == [True]
    assert orders(database) == before


def test_a_cancelled_order_gives_its_goods_back(online: Online, database: HqDatabase) -> None:
    unpaid = DELIVER.replace(PAID, ",,")
    report = online(unpaid, f"WEB-1,{LATER},cancelled,,,,,changed their mind,,,\n")
    assert report.file("online_changes.csv").added == 1
    assert seen(database, "WEB-1").status is OrderStatus.CANCELLED
    with database.read() as read:
        assert read.conn.execute(text("SELECT count(*) FROM stock WHERE reserved > 0")).scalar_one() == 0
    assert online(unpaid, f"WEB-1,{LATER},cancelled,,,,,changed their mind,,,\n").file("online_changes.csv").same == 1


def test_a_paid_order_that_is_cancelled_is_given_up_and_nobody_packs_it(online: Online, database: HqDatabase) -> None:
    given_up = f"WEB-1,{LATER},cancelled,,,,,changed their mind,,,\n"
    online()
    for _ in range(2):
        assert not online(DELIVER + FETCH, given_up).failed
    order = seen(database, "WEB-1")
    assert (order.lines[0].status, order.lines[0].called, order.attention) == (LineStatus.REFUSED, True, ())
    with database.read() as read:
        find = text("SELECT location FROM stock WHERE reserved > 0")
        assert read.conn.execute(find).scalars().all() == ["JA"]  # the other order's
    at_once = DELIVER.replace("WEB-1", "WEB-5")
    assert not online(at_once, given_up.replace("WEB-1", "WEB-5")).failed
    assert seen(database, "WEB-5").lines[0].status is LineStatus.REFUSED


def test_what_is_packed_is_not_cancelled_any_more(online: Online, database: HqDatabase) -> None:
    online(FETCH)
    with database.write() as tx:
        tx.append(LinesReady(orders(database)["WEB-2"].order_id, ("1",), "JA"))
    report = online(FETCH, f"WEB-2,{LATER},cancelled,,,,,too late,,,\n")
    assert "line 1 of order WEB-2 is packed or gone" in report.complaints()[0].reason
    assert seen(database, "WEB-2").lines[0].status is LineStatus.READY


def test_what_comes_back_is_taken_back_once(online: Online, database: HqDatabase) -> None:
    online(FETCH)
    order_id = orders(database)["WEB-2"].order_id
    back = f"WEB-2,{LATER},returned,1,1,299,WH,size,as_new,wallet,R-1\n"
    for _ in range(2):
        assert not online(FETCH, back).failed
    line = seen(database, "WEB-2").lines[0]
    assert (line.returned, line.refunded_minor, seen(database, "WEB-2").return_numbers) == (1, 29_900, ("R-1",))
    assert orders(database)["WEB-2"].order_id == order_id
    again = online(FETCH, back + back.replace("R-1", "R-2").replace("1,1,299", "1,2,299"))
    assert [found.reason for found in again.complaints()] == [
        "quantity 2: more of line 1 would have come back than was sold"
    ]


def test_what_hq_refused_is_told_by_the_web_shop(online: Online, database: HqDatabase) -> None:
    two = DELIVER.replace("/M,1,1899,1799", "/M,2,1899,3598")
    online(two)
    refused = seen(database, "WEB-1")
    assert (refused.lines[0].status, Attention.REFUSED_PAID in refused.attention) == (LineStatus.REFUSED, True)
    told = f"WEB-1,{LATER},informed,,,,,money given back,,,\n"
    for _ in range(2):
        assert not online(two, told).failed
    assert seen(database, "WEB-1").attention == ()
    other = online(two, "WEB-1,2025-11-01T11:30:00+08:00,informed,,,,,twice,,,\n")
    assert "has refused nothing" in other.complaints()[0].reason


def test_a_refused_pick_up_is_the_shops_to_call_about(online: Online, database: HqDatabase) -> None:
    online(FETCH.replace("/M,2,299,598", "/L,2,299,598"))
    facts = in_shop(database, "JA")["WEB-2"]
    assert Standing.CALL_BACK in standing_of(facts, "JA")
    with database.read() as read:
        ((_, body),) = read.rows("shop.JA", "task")
    assert "13800000002" not in body  # it names the sealed blob
    assert '"contact"' in body


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (f"WEB-9,{LATER},cancelled,,,,,why,,,\n", "order WEB-9 is not known"),
        ("WEB-2,2025-11-01T09:00:00+08:00,cancelled,,,,,why,,,\n", "was not placed yet"),
        (f"WEB-2,{LATER},cancelled,1,,,,why,,,\n", "line must be blank"),
        (f"WEB-2,{LATER},cancelled,,,,,,,,\n", "reason is blank"),
        (f"WEB-2,{LATER},lost,,,,,,,,\n", "status 'lost' is not one of"),
        (f"WEB-2,{LATER},informed,,,,,told,,,\n", "has refused nothing"),
        (f"WEB-2,{LATER},returned,7,1,1,WH,,as_new,wallet,R\n", "has no such line"),
        (f"WEB-2,{LATER},returned,1,1,599,WH,,as_new,wallet,R\n", "would give back more than it cost"),
        (f"WEB-2,{LATER},returned,1,1,1,XX,,as_new,wallet,R\n", "location 'XX' is not known"),
        (f"WEB-2,{LATER},returned,1,1,1,WH,,shiny,wallet,R\n", "grade 'shiny' is not one of"),
        (f"WEB-2,{LATER},returned,1,1,1,WH,,as_new,wallet,\n", "reference is blank"),
    ],
)
def test_a_bad_change_is_told_and_left_out(online: Online, database: HqDatabase, row: str, why: str) -> None:
    good = f"WEB-2,{LATER},returned,1,1,299,WH,size,worn,wallet,R-5\n"
    report = online(FETCH, row + good)
    assert [why in found.reason for found in report.complaints() if found.bad] == [True]
    assert seen(database, "WEB-2").return_numbers == ("R-5",)


def test_a_shop_fills_it_and_everybody_has_their_share(
    online: Online, take: Take, database: HqDatabase, folder: Path, now: list[int]
) -> None:
    ships = FILES["locations.csv"].replace("party\n", "party,parcels_a_day\n").replace("BRAND\n", "BRAND,5\n")
    stock = FILES["stock.csv"].replace("WH,WOOL/CAMEL/M,1", "XH,WOOL/CAMEL/M,1")
    (folder / "credit.toml").write_text(RULES, "utf-8")
    take(locations=ships, stock=stock)
    with database.write() as tx:
        tx.append(GuideBound("m1", "G1", "JA", BoundHow.JOINED))
    now[0] += 1
    online(DELIVER.replace(AT, "2025-11-01T20:27:00+08:00").replace(PAID, "2025-11-01T20:28:00+08:00,wallet,W-1"))
    facts = in_shop(database, "XH")["WEB-1"]
    assert Standing.TO_COME in standing_of(facts, "XH")
    with database.write() as tx:  # as the shop's tablet says it
        tx.append(LinesReady(facts.order_id, ("1",), "XH"))
        tx.append(LinesDispatched(facts.order_id, ("1",), "XH", "SF-1"))
    with database.read() as read:
        moved = list(CreditBooks(read, now[0]).month("2025-11"))
    assert shares(moved, Number.COMMISSION) == {"online": 4497, "G1": 2249, "XH": 2249}
    assert shares(moved, Number.CREDIT) == {"online": 179_900, "XH": 179_900}
    assert shares(moved, Number.REVENUE) == {"online": 179_900}


def shares(moved: list[Moved], number: Number) -> dict[str, int]:
    return {item.entry.party: item.entry.amount_minor for item in moved if item.entry.number is number}


def test_a_member_is_named_by_card_too_and_has_it_in_their_history(
    online: Online, take: Take, database: HqDatabase
) -> None:
    online(DELIVER.replace("m1", "M-88000000018"))
    assert seen(database, "WEB-1").placed.member == "m1"
    with database.write() as tx:  # whoever agreed to advice has it in their history
        tx.append(ConsentGiven("m1", "JA", Consent("1", "zh", (Purpose.MEMBERSHIP, Purpose.ADVICE))))
    with database.read() as read:
        insight = dict(read.rows("shop.JA", "insight"))
    assert "WEB-1" in insight["m1"]


def test_an_erased_members_order_is_taken_without_them(online: Online, database: HqDatabase, take: Take) -> None:
    take()
    erase_member(database, "m1")
    report = online(DELIVER.replace("m1,,", "m1,13800000002,"))
    assert [found.reason for found in report.complaints() if "without its member" in found.reason]
    assert seen(database, "WEB-1").placed.contact is None, "nothing of theirs comes back"
    assert (report.failed, seen(database, "WEB-1").placed.member) == (False, None)
    assert not online(DELIVER).failed


def test_no_row_and_no_complaint_has_the_telephone_number(online: Online, database: HqDatabase) -> None:
    report = online(FETCH + FETCH.replace("WEB-2", "WEB-3").replace("LINEN/", "NO/"))
    assert report.failed
    assert "13800000002" not in report.text()
    with database.read() as read:
        rows = read.conn.execute(text("SELECT body FROM stream_row WHERE body IS NOT NULL")).scalars()
        assert not [body for body in rows if "13800000002" in body]
        events = read.conn.execute(text("SELECT body FROM event")).scalars()
        assert not [body for body in events if b"13800000002" in bytes(body)]
        contact = seen(database, "WEB-2").placed.contact or ""
        assert b"13800000002" in read.private.of([contact])[contact]
