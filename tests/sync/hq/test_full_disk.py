"""HQ's disk is full at any page: what it signed for is kept, a tablet is told in words and keeps the rest.

With room again everything arrives and is interpreted, without a restart of anybody.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.events import Fulfilment
from kiosk.errors import EnvironmentProblem, HqUnreachable
from kiosk.ports.storage import JournalTx
from sync.hq.office import HeadOffice
from sync.protocol import encode_run
from sync.server.pace import Pace, Paces
from tests.fakes.retailer import COAT_S
from tests.faults.scale import first_seed, turns
from tests.storage.tablets import line as tablet_line
from tests.storage.tablets import placed as placed_here
from tests.sync.hq.desk import Tablet, enrolled, line, open_office, open_stock, placed, put_range
from tests.sync.real_ends import SKU, Hq, open_hq
from tests.sync.real_ends import Tablet as RealTablet

PAGES = turns(50, 500)
SEED = first_seed(20_261_127)
NO_LIMIT = Paces(*[Pace(1e9, 1e9)] * 3)
MOST_SALES = 2_000


def leave_room(office: HeadOffice, pages: int) -> None:
    """The database may grow by so many pages, as on a disk that is full then; those it has and does not use are gone
    first."""
    with office.database.write() as tx:
        used, unused = (tx.conn.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in _COUNTS)
        tx.conn.exec_driver_sql(f"PRAGMA max_page_count = {used + max(0, pages - unused)}").fetchall()


def make_room(office: HeadOffice) -> None:
    leave_room(office, 1 << 20)


_COUNTS = "page_count", "freelist_count"


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Hq]:
    with open_hq(tmp_path / "hq", NO_LIMIT) as opened:
        yield opened


def sell(tablet: RealTablet, chance: random.Random) -> str:
    """An order, with some content of one shopper: more than a page, or less."""

    def confirm(tx: JournalTx) -> str:
        order_id, number = tx.new_id(), tx.next_number("order")
        written = "x" * chance.choice((1, 100, 3_000, 20_000))
        contact = tx.keep_blob(f'{{"phone":"13800000000","for":"{order_id}","said":"{written}"}}'.encode())
        tx.append(placed_here(order_id, number, tablet_line(sku=SKU), code=contact), "shopper")
        return order_id

    return tablet.storage.journal.run(confirm)


def stored(hq: Hq, tablet: RealTablet) -> int:
    """How many events HQ has of a tablet. Fails on a gap."""
    find = "SELECT count(*), coalesce(max(seq), 0) FROM event WHERE device = ?"
    with hq.office.database.read() as read:
        count, last = read.conn.exec_driver_sql(find, (tablet.storage.identity.device,)).one()
    assert count == last
    return int(count)


@pytest.mark.expects_warnings("HQ tells its people when its disk is full")
def test_what_hq_has_no_room_for_stays_on_the_tablet_and_arrives_when_there_is(hq: Hq, tmp_path: Path) -> None:
    tablet, chance, sold = RealTablet(hq, tmp_path / "tablet", hq.url), random.Random(SEED), list[str]()
    tablet.sync_until_well()
    for pages in range(PAGES):
        where = f"{pages} pages of room, KIOSK_SEED={SEED}"
        leave_room(hq.office, pages)
        refused = None
        for _ in range(MOST_SALES):
            sold += [sell(tablet, chance) for _ in range(chance.randint(1, 5))]
            if refused := tablet.engine.upload():
                break
        assert isinstance(refused, HqUnreachable), where
        assert refused.status == 503, where
        assert "nothing stored before is lost" in str(refused), where
        assert refused.retry_after_s, "the tablet is told when to come again"
        pending = tablet.storage.reader.sync_status().pending_events
        assert pending > 0, where
        assert stored(hq, tablet) == tablet.storage.journal.position.seq - pending, where
        make_room(hq.office)
        assert tablet.engine.cycle().error is None, where
        assert stored(hq, tablet) == tablet.storage.journal.position.seq, where
    assert hq.office.drain(), "it interprets again by itself"
    with hq.office.database.read() as read:
        assert set(read.conn.exec_driver_sql("SELECT order_id FROM order_facts").scalars()) == set(sold)
    assert tablet.engine.cycle().error is None
    tablet.stop()
    agrees(hq.office)


def agrees(office: HeadOffice) -> None:
    assert office.held() == ()
    assert office.stock_differences() == []
    found = office.rebuild()
    assert (found.differences, found.broken) == ((), ())


def order_many(tablet: Tablet, many: int) -> None:
    for _ in range(many):
        number = len(tablet.events)
        contact = tablet.keep(b'{"phone":"13800000000","for":"%d"}' % number)
        tablet.append(placed(f"o{number}", line(Fulfilment.DELIVER, COAT_S, "WH", "door"), contact=contact))


def what_was_refused(office: HeadOffice) -> str:
    """What HQ says when it tries to interpret what is stored; "" when all was well."""
    try:
        office.interpret()
    except EnvironmentProblem as error:
        return str(error)
    return ""


def test_what_there_is_no_room_to_interpret_waits_and_has_its_effect_once(tmp_path: Path) -> None:
    with open_office(tmp_path, interpret=False) as office:
        put_range(office)
        open_stock(office, "WH", COAT_S=1_000_000)
        tablet, met = enrolled(office), 0
        for pages in range(PAGES):
            first = len(tablet.events) + 1
            order_many(tablet, 5 + pages // 2)
            office.push(encode_run(tablet.run(first)))
            leave_room(office, pages)
            if said := what_was_refused(office):
                assert "nothing stored before is lost" in said, pages
                assert office.summary()["waiting"] > 0, "what was not finished is undone, and still to do"
                met += 1
            make_room(office)
            office.interpret()
            counts = office.summary()
            assert (counts["events"], counts["waiting"], counts["held"]) == (len(tablet.events), 0, 0), pages
        assert met > PAGES * 3 // 4, "most of it found room: this proves little"
        with office.database.read() as read:
            reserved = "SELECT reserved FROM stock WHERE location = 'WH' AND sku = ?"
            assert read.conn.exec_driver_sql(reserved, (COAT_S,)).scalar_one() == len(tablet.events)
        agrees(office)
