"""Hundreds of network sessions of real tablets with a real HQ, each over a line that fails in some way.

The engine's time-outs are scaled down, the line is not: 20 kB/s are 20 kB/s. After each session the line heals, and
without a restart everything is at HQ, each event once. `KIOSK_SEED` repeats a run.
"""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.domain.events import GoodsReceived, ReceivedLine
from kiosk.errors import HqUnreachable
from kiosk.ports.storage import JournalTx
from sync.address import Patience
from sync.protocol import PATH_EVENTS, PATH_HEADS, PATH_SESSION, PATH_STREAMS
from sync.server.pace import Pace, Paces
from tests.e2e.books import rows
from tests.faults.scale import first_seed, turns
from tests.storage.tablets import line, placed
from tests.sync.contracts.offices import SHOP
from tests.sync.proxy import PORTALS, RESET, Fault, FaultProxy
from tests.sync.real_ends import SKU, Hq, Tablet, open_hq

SESSIONS = turns(300, 10_000)
TABLETS = 10
SEED = first_seed(20_261_127)
HURRIED = Patience(connect_s=1, read_s=0.4, body_s=2)  # of 5, 20 and 120 s
NO_LIMIT = Paces(*[Pace(1e9, 1e9)] * 3)
HEALED_S = 60.0  # so long may it take until all is at HQ
_MOST_UP, _MOST_DOWN = 9_000, 9_000  # bytes of a session, about
_PATHS = tuple(
    path.encode() for path in (PATH_EVENTS, PATH_EVENTS, PATH_EVENTS, PATH_SESSION, PATH_HEADS, PATH_STREAMS)
)


def _cut(chance: random.Random, *, silent: bool) -> Fault:
    """Somewhere in the conversation; half of the time early, where most of it happens."""
    share = chance.random() ** chance.choice([1, 3])
    if chance.random() < 0.5:
        return Fault(cut_up=1 + int(share * _MOST_UP), silent=silent)
    return Fault(cut_down=1 + int(share * _MOST_DOWN), silent=silent)


FAULTS = {
    "latency": lambda chance: Fault(latency_s=chance.uniform(0.01, 0.08)),
    "20 kB/s": lambda _: Fault(bytes_a_s=20_000),
    "reset": lambda _: RESET,
    "half-open": lambda _: Fault(half_open=True),
    "cut": lambda chance: _cut(chance, silent=False),
    "falls silent": lambda chance: _cut(chance, silent=True),
    "portal": lambda chance: Fault(portal=chance.choice(PORTALS)),
    "answer lost": lambda chance: Fault(lose_answer_to=chance.choice(_PATHS)),
}
#: What costs a time-out comes less often.
_OFTEN = {
    "latency": 2,
    "20 kB/s": 2,
    "reset": 3,
    "half-open": 1,
    "cut": 6,
    "falls silent": 1,
    "portal": 3,
    "answer lost": 5,
}


@dataclass
class Life:
    """A tablet on its own line. `orders`: all it ever placed; `slowest_s`: how long it took at most after healing."""

    hq: Hq
    tablet: Tablet
    proxy: FaultProxy
    name: str
    orders: list[str] = field(default_factory=list)
    boxes: int = 0
    disturbed: int = 0
    slowest_s: float = 0.0
    met: Counter[str] = field(default_factory=Counter)

    def session(self, number: int) -> None:
        """Something is sold, HQ has news, and both are told over a line that fails; then it heals."""
        seed = f"{SEED}-{self.name}-{number}"
        chance = random.Random(seed)
        try:
            self._work(chance)
            self._fail(chance)
            self._heal()
            self._look()
        except Exception as error:
            raise AssertionError(f"session {seed}: {error} (KIOSK_SEED={SEED} plays it again)") from error

    def _work(self, chance: random.Random) -> None:
        boxes = chance.randrange(3)
        for _ in range(chance.randint(1, 2)):
            self.orders.append(self.tablet.storage.journal.run(_order))
        self._receive(boxes)
        if chance.random() < 0.3:
            with self.hq.office.database.write() as tx:
                tx.put_rows(f"shop.{SHOP}", [("setting", f"news-{chance.randrange(20)}", '{"value": "NEW"}')])
        if chance.random() < 0.2:
            self.tablet.restart()
        elif chance.random() < 0.5:
            self.tablet.reconnect()

    def _receive(self, boxes: int) -> None:
        first, self.boxes = self.boxes, self.boxes + boxes
        received = [GoodsReceived(SHOP, f"BOX-{first + box}", (ReceivedLine(SKU, 1),)) for box in range(boxes)]
        self.tablet.storage.journal.run(lambda tx: [tx.append(box, "G-LIN") for box in received])

    def _fail(self, chance: random.Random) -> None:
        kinds = chance.choices(list(_OFTEN), list(_OFTEN.values()), k=chance.randint(1, 2))
        self.met.update(kinds)
        self.proxy.faults.extend(FAULTS[kind](chance) for kind in kinds)
        self.proxy.break_all()
        errors = [self.tablet.engine.cycle().error for _ in range(len(kinds))]
        assert all(isinstance(error, HqUnreachable) for error in errors if error), errors
        self.disturbed += any(errors)

    def _heal(self) -> None:
        self.proxy.heal()
        self.proxy.break_all()
        began = time.monotonic()
        while self.tablet.engine.cycle().error or self.tablet.storage.reader.sync_status().pending_events:
            assert time.monotonic() - began < HEALED_S, "a minute after the line healed it is not well"
        self.slowest_s = max(self.slowest_s, time.monotonic() - began)

    def _look(self) -> None:
        """HQ has 1, 2, 3 … of this tablet."""
        find = "SELECT count(*), max(seq), count(DISTINCT id) FROM event WHERE device = ?"
        with self.hq.office.database.read() as read:
            found = read.conn.exec_driver_sql(find, (self.tablet.storage.identity.device,)).one()
        assert tuple(found) == (self.tablet.storage.journal.position.seq,) * 3


def _order(tx: JournalTx) -> str:
    order_id, number = tx.new_id(), tx.next_number("order")
    contact = tx.keep_blob(b'{"phone":"13800000000","for":"' + order_id.encode() + b'"}')
    tx.append(placed(order_id, number, line(sku=SKU), code=contact), "shopper")
    return order_id


@pytest.mark.slow
def test_whatever_a_line_does_each_event_arrives_once_and_everything_comes_down(tmp_path: Path) -> None:
    with open_hq(tmp_path / "hq", NO_LIMIT) as hq, ExitStack() as ends:
        undisturbed = Tablet(hq, tmp_path / "undisturbed", hq.url)
        undisturbed.sync_until_well()
        lives = [_begin(hq, tmp_path, f"tablet-{number}", ends) for number in range(TABLETS)]
        with ThreadPoolExecutor(TABLETS) as pool:
            done = [pool.submit(_live, life, SESSIONS // TABLETS) for life in lives]
            for each in done:
                each.result()
        _agree(hq, lives, undisturbed)
        for tablet in (undisturbed, *(life.tablet for life in lives)):
            tablet.stop()
        print(_told(lives))
        assert set().union(*(life.met for life in lives)) == set(FAULTS)
        assert sum(life.disturbed for life in lives) > SESSIONS // 2, "most lines were well: this proves nothing"
        assert sum(life.proxy.lost_answers for life in lives) > SESSIONS // 20


def _begin(hq: Hq, place: Path, name: str, ends: ExitStack) -> Life:
    proxy = ends.enter_context(FaultProxy(hq.url))
    tablet = Tablet(hq, place / name, proxy.url)
    tablet.sync_until_well()
    tablet.patience = HURRIED
    tablet.reconnect()
    return Life(hq, tablet, proxy, name)


def _live(life: Life, sessions: int) -> None:
    for number in range(sessions):
        life.session(number)


def _agree(hq: Hq, lives: list[Life], undisturbed: Tablet) -> None:
    office = hq.office
    assert office.drain()
    with office.database.read() as read:
        ids = list(read.conn.exec_driver_sql("SELECT id FROM event WHERE type <> 'StockOpened'").scalars())
        orders = set(read.conn.exec_driver_sql("SELECT order_id FROM order_facts").scalars())
    assert len(ids) == len(set(ids))
    assert orders == {order for life in lives for order in life.orders}
    assert hq.on_hand() == 100 + sum(life.boxes for life in lives)
    assert undisturbed.sync_until_well()[-1].error is None
    theirs = undisturbed.rows()
    for life in lives:
        life.tablet.sync_until_well()
        assert _chain(life.tablet.folder / "journal.db", life) == _chain(office.database.path, life)
        ours = life.tablet.rows()
        assert ours.keys() == theirs.keys()
        assert [table for table in ours if ours[table] != theirs[table]] == [], f"{life.name} was told something else"
    assert office.held() == ()
    assert office.stock_differences() == []
    found = office.rebuild()
    assert (found.differences, found.broken) == ((), ())


def _chain(path: Path, life: Life) -> list[tuple[object, ...]]:
    of = " WHERE device = ?" if path.name == "hq.db" else ""
    values = (life.tablet.storage.identity.device,) if of else ()
    return rows(path, f"SELECT epoch, seq, id, chain FROM event{of} ORDER BY epoch, seq", *values)


def _told(lives: list[Life]) -> str:
    met = sum((life.met for life in lives), Counter())
    kinds = ", ".join(f"{count} × {kind}" for kind, count in met.most_common())
    return (
        f"seed {SEED}: {SESSIONS} sessions, {sum(life.disturbed for life in lives)} of them failed at first ({kinds}), "
        f"{sum(life.proxy.lost_answers for life in lives)} answers lost; well again after "
        f"{max(life.slowest_s for life in lives):.1f} s at most"
    )
