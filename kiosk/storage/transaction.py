"""One unit of work on the journal: everything in it becomes durable together, or nothing happened."""

import secrets
import sqlite3
from dataclasses import dataclass, replace

import uuid_utils.compat as uuid

from kiosk.domain import clock, codec
from kiosk.domain.events import Body, Event, Position, write
from kiosk.domain.facts import OrderFacts, newest_hlc
from kiosk.domain.fold import fold
from kiosk.domain.rights import RightFacts
from kiosk.domain.staff import PinAttempts
from kiosk.domain.stock import StockRow
from kiosk.domain.visits import BasketParked
from kiosk.errors import BugError
from kiosk.ports.devices import Slip
from kiosk.ports.identity import DeviceIdentity, DeviceKey
from kiosk.ports.storage import GuideCall, SinceZ
from kiosk.storage.blobs import BlobStore
from kiosk.storage.day_rows import put_day_event, since_z
from kiosk.storage.desk_rows import guide_call, parked_basket, pin_attempts, put_desk_event
from kiosk.storage.member_rows import cards_since
from kiosk.storage.overlay import merged, own_figures
from kiosk.storage.print_jobs import PrintJobRows
from kiosk.storage.projections import JournalFold
from kiosk.storage.right_rows import rights_asked_back, rights_of
from kiosk.storage.stock_rows import CountingTx

#: Numbers of different papers never look alike.
_MARKS = {"order": "", "receipt": "R-", "return": "T-", "transfer": "V-", "z": "Z-"}
_MAX_LEAD_MS = 5 * 60 * 1000  # another device's clock may be this far ahead of ours, no further


_LOOKED_BACK = 30_000  # events: months of one tablet, searched in some hundredths of a second
#: The text is searched before anything is taken apart.
_REFERENCE = (
    "SELECT order_id FROM event WHERE epoch = :epoch AND seq > :since AND type = 'OrderPaid' "
    "AND instr(CAST(body AS TEXT), :written) AND EXISTS "
    "(SELECT 1 FROM json_each(CAST(body AS TEXT), '$.tenders') WHERE value ->> 'reference' = :reference "
    "AND value ->> 'amount_minor' = :minor) LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Committed:
    """What a unit of work left behind, told to listeners once it is durable."""

    events: tuple[Event, ...]
    print_jobs: tuple[int, ...]


class Transaction(CountingTx):
    """The JournalTx of one unit of work; lives in the journal's writer thread, inside its write transaction.

    `shop` is a snapshot of shop.db taken when the unit of work began.
    """

    def __init__(
        self,
        journal: sqlite3.Connection,
        shop: sqlite3.Connection,
        identity: DeviceIdentity,
        key: DeviceKey,
        blobs: BlobStore,
        position: Position,
        now_ms: int,
    ) -> None:
        self._journal = journal
        self._shop = shop
        self._identity = identity
        self._blobs = blobs
        self._now_ms = now_ms
        self._fold = JournalFold(journal, shop, identity.device, identity.shop)
        self._kept: set[str] = set()  # blobs that no event names yet
        self.blobs: set[str] = set()  # all blobs of this unit of work
        self._events: list[Event] = []
        self.print_jobs = PrintJobRows(journal, now_ms, key)
        self.position = position

    @property
    def now_ms(self) -> int:
        return self._now_ms

    def new_id(self) -> str:
        return str(uuid.uuid7())

    def random_digits(self, count: int) -> str:
        return f"{secrets.randbelow(10**count):0{count}d}"

    def append(self, body: Body, actor: str) -> Event:
        order_id = getattr(body, "order_id", "")
        hlc = clock.tick(max(self.position.hlc, self._seen_hlc(order_id)), self._now_ms)
        event = write(body, after=self.position, event_id=self.new_id(), actor=actor, hlc=hlc, at_ms=self._now_ms)
        self._journal.execute(
            "INSERT INTO event (epoch, seq, id, type, version, body, actor, hlc, wall_ms, content, chain, order_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                event.epoch, event.seq, event.id, event.type, event.version, event.body, event.actor,
                event.hlc, event.wall_ms, event.content, event.chain, order_id,
            ),
        )  # fmt: skip
        self._journal.execute("UPDATE watermark SET last_seq = ? WHERE epoch = ?", (event.seq, event.epoch))
        self._attach_blobs(event)
        fold(self._fold, event)
        put_desk_event(self._journal, event)
        put_day_event(self._journal, event)
        self.position = replace(self.position, seq=event.seq, chain=event.chain, hlc=event.hlc)
        self._events.append(event)
        return event

    def _seen_hlc(self, order_id: str) -> int:
        """The newest stamp on the order: what is written about it comes after all that its writer could see."""
        facts = self.order(order_id) if order_id else None
        if facts is None:
            return 0
        return min(newest_hlc(facts), clock.tick(0, self._now_ms + _MAX_LEAD_MS))

    def _attach_blobs(self, event: Event) -> None:
        named = {sha256 for sha256 in self._kept if sha256.encode() in event.body}
        self._journal.executemany(
            "INSERT INTO blob_pending (sha256, epoch, seq) VALUES (?, ?, ?)",
            [(sha256, event.epoch, event.seq) for sha256 in sorted(named)],
        )
        self._kept -= named

    def next_number(self, counter: str) -> str:
        epoch = self.position.epoch
        ((number,),) = self._journal.execute(
            "INSERT INTO counter (name, epoch, n) VALUES (?, ?, 1) "
            "ON CONFLICT (name, epoch) DO UPDATE SET n = n + 1 RETURNING n",
            (counter, epoch),
        ).fetchall()
        series = f"{self._identity.till_prefix}-{self._identity.till}-{series_letter(epoch)}"
        return f"{series}-{_MARKS[counter]}{number:06d}"

    def keep_blob(self, content: bytes) -> str:
        sha256 = self._blobs.keep(content)
        self._kept.add(sha256)
        self.blobs.add(sha256)
        return sha256

    def enqueue(self, slip: Slip) -> int:
        return self.print_jobs.add(slip)

    def enqueue_copy(self, slip: Slip) -> int:
        return self.print_jobs.add_copy(slip)

    def order(self, order_id: str) -> OrderFacts | None:
        return merged(self._journal, self._shop, order_id)

    def own_stock(self, sku: str) -> StockRow:
        shop = self._identity.shop
        figures = own_figures(self._journal, self._shop, self._identity.device, shop, (sku,))
        return figures.get(sku, StockRow(shop, sku, 0))

    def rights(self, sku: str) -> tuple[RightFacts, ...]:
        return rights_of(self._journal, self._shop, self._identity.shop, sku, self.position.epoch)

    def rights_asked_back(self) -> tuple[RightFacts, ...]:
        return rights_asked_back(self._journal, self._shop, self.position.epoch)

    def pick_up_code_taken(self, code: str) -> bool:
        return any(
            conn.execute("SELECT 1 FROM pick_up_code WHERE code = ? LIMIT 1", (code,)).fetchall()
            for conn in (self._journal, self._shop)
        )

    def parked_basket(self, code: str) -> BasketParked | None:
        return parked_basket(self._journal, code, self._now_ms)

    def guide_call(self) -> GuideCall | None:
        return guide_call(self._journal)

    def since_z(self) -> SinceZ:
        return since_z(self._journal, self._identity.device)

    def reference_used(self, reference: str, amount_minor: int) -> str:
        where = {"epoch": self.position.epoch, "since": self.position.seq - _LOOKED_BACK}
        what = {"written": codec.dump(reference).decode(), "reference": reference, "minor": amount_minor}
        rows = self._journal.execute(_REFERENCE, where | what).fetchall()
        facts = self.order(rows[0][0]) if rows else None
        return facts.placed[0].body.number if facts and facts.placed else "".join(order_id for (order_id,) in rows)

    def pin_attempts(self, staff_id: str) -> PinAttempts:
        return pin_attempts(self._journal, staff_id)

    def put_pin_attempts(self, staff_id: str, attempts: PinAttempts) -> None:
        self._journal.execute(
            "INSERT OR REPLACE INTO pin_attempts (staff_id, failed, last_ms) VALUES (?, ?, ?)",
            (staff_id, attempts.failed, attempts.last_ms),
        )

    def member_cards_since(self, at_ms: int) -> int:
        return cards_since(self._journal, at_ms)

    def finished(self) -> Committed:
        """Called before the commit. Raises BugError for personal content that no event names: nobody would send it."""
        if self._kept:
            raise BugError("personal content was kept, but no event of this unit of work names it")
        return Committed(tuple(self._events), tuple(self.print_jobs.wanted))


def series_letter(epoch: int) -> str:
    """The series of an epoch's numbers: 1 → A, 26 → Z, 27 → AA."""
    letters = ""
    while epoch > 0:
        epoch, rest = divmod(epoch - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
