"""What stored events mean: the shared fold over HQ's tables, and holding what HQ does not understand.

An event that cannot be interpreted is held, and later events of its aggregate wait behind it; nothing else does. An
event id has its effect once, whatever seq it comes under.
"""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kiosk.domain.details import DetailsGiven
from kiosk.domain.events import Event, LinesDecided, StockOpened, body_of
from kiosk.domain.facts import ORDER_EVENTS
from kiosk.domain.fold import aggregate_of, fold
from kiosk.domain.members import HQ_FACTS, MEMBER_EVENTS
from kiosk.domain.people import PEOPLE_EVENTS
from kiosk.domain.rights import RIGHT_EVENTS, RightsReturned
from kiosk.errors import EnvironmentProblem, InputError
from sync.hq import joining
from sync.hq.database import HqDatabase, HqTx
from sync.hq.deciding import Desk
from sync.hq.stored import SELECT_STORED, StoredEvent, as_said, read_event, read_stored
from sync.hq.stores.words import any_of, machines_fault

log = logging.getLogger(__name__)
_BATCH, _SHORT_BATCH = 250, 100  # short ones while devices send: whoever sends waits for one at most
_OF_RIGHTS = RIGHT_EVENTS - {RightsReturned.TYPE}
_HQ_ONLY = frozenset(
    {LinesDecided.TYPE, StockOpened.TYPE, DetailsGiven.TYPE, *_OF_RIGHTS, *(kind.TYPE for kind in HQ_FACTS)}
)
MERGED_AGAIN = ORDER_EVENTS | MEMBER_EVENTS
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")  # as JSON has it: no database's text can hold it everywhere


@dataclass(frozen=True, slots=True)
class HeldEvent:
    """An event that waits for a person, or for a program that knows it."""

    position: int
    device: str
    epoch: int
    seq: int
    aggregate: str
    type: str
    reason: str
    since_ms: int


class Held(Exception):
    """Why an event has no effect for now, and what waits with it."""

    def __init__(self, aggregate: str, reason: str) -> None:
        super().__init__(reason)
        self.aggregate = aggregate


class _Poison(Exception):
    """An event broke the fold in a way nobody foresaw: the batch is tried again without it."""

    def __init__(self, position: int, held: Held) -> None:
        super().__init__(str(held))
        self.position = position
        self.held = held


class _Batch:
    """The interpretation of some events, oldest first, in one transaction."""

    def __init__(self, tx: HqTx, stored: Sequence[StoredEvent], poisonous: Mapping[int, Held]) -> None:
        self._tx = tx
        self._stored = stored
        self._poisonous = poisonous
        self._desk = Desk(tx)
        self._folded: list[StoredEvent] = []
        self._held: list[tuple[StoredEvent, Held]] = []
        self._blocked = self._read_blocked()
        self._known = self._read_known()
        self._aggregates = {item.position: aggregate_of(item.event) for item in stored}
        tx.store.read_orders(filter(None, map(_order_in, self._aggregates.values())))

    def run(self) -> None:
        """Interpret all of them. Raises _Poison, and the transaction must not be kept, when one breaks the fold."""
        for stored in self._stored:
            try:
                self._interpret(stored)
            except Held as held:
                self._held.append((stored, held))
                self._blocked.setdefault(held.aggregate, (stored.position, stored.event))
            else:
                self._folded.append(stored)
        self._write()

    def _interpret(self, stored: StoredEvent) -> None:
        event = stored.event
        if stored.position in self._poisonous:
            raise self._poisonous[stored.position]
        if stored.revoked_ms is not None and stored.received_ms >= stored.revoked_ms:
            raise Held(_alone(event), "sent after its device was revoked")
        if event.type in _HQ_ONLY:
            raise Held(_alone(event), "only HQ records this")
        if event.type in PEOPLE_EVENTS and _other_shop(event, stored.shop):
            raise Held(_alone(event), "about the people of another shop")
        if b"\\u0000" in event.body and _NUL.search(event.body):
            raise Held(self._aggregates[stored.position].replace("\0", "\\0"), "a NUL character is no text")
        known = self._known.get(event.id)
        if known == event.content and event.type not in MERGED_AGAIN:
            return  # facts of orders and members are merged again: which of two identities stays is the domain's
        if known not in (None, event.content):
            raise Held(_alone(event), "another event with other content has the same id")
        self._fold(stored, self._aggregates[stored.position])
        self._known[event.id] = event.content

    def _fold(self, stored: StoredEvent, aggregate: str) -> None:
        event = stored.event
        if aggregate in self._blocked and self._blocked[aggregate][0] < stored.position:
            first = self._blocked[aggregate][1]
            raise Held(aggregate, f"waits behind {first.type} {first.seq} of {first.device}")
        try:
            fold(self._tx.store, as_said(stored))
        except InputError as error:  # and nothing has changed
            raise Held(aggregate, str(error)[:300]) from error
        except Exception as error:
            raise _blamed(stored, aggregate, error) from error
        if event.type in ORDER_EVENTS:
            self._decide(stored, aggregate, self._desk.decide)
            self._decide(stored, aggregate, lambda order_id: joining.forget_late(self._tx, order_id))
        elif event.type in MEMBER_EVENTS:
            self._decide(stored, aggregate, lambda member_id: joining.decide(self._tx, member_id))

    def _decide(self, stored: StoredEvent, aggregate: str, decide: Callable[[str], object]) -> None:
        try:
            decide(aggregate.partition(":")[2])
        except Exception as error:
            raise _blamed(stored, aggregate, error) from error

    def _read_blocked(self) -> dict[str, tuple[int, Event]]:
        """The first held event of each aggregate, among those that are not tried again here."""
        again = {stored.position for stored in self._stored}
        found: dict[str, tuple[int, Event]] = {}
        for row in self._tx.conn.execute(_HELD):
            if row.position not in again:
                found.setdefault(row.aggregate, (row.position, read_event(row)))
        return found

    def _read_known(self) -> dict[str, str]:
        ids = [stored.event.id for stored in self._stored]
        return {row.event_id: row.content for row in self._tx.conn.execute(_KNOWN, {"ids": ids})}

    def _write(self) -> None:
        conn = self._tx.conn
        if self._folded:
            conn.execute(_STATE, [{"position": stored.position, "state": "folded"} for stored in self._folded])
            conn.execute(_RELEASE, [{"position": stored.position} for stored in self._folded])
            effects = {stored.event.id: stored.event.content for stored in self._folded}
            conn.execute(_EFFECT, [{"id": event_id, "content": content} for event_id, content in effects.items()])
        for stored, held in self._held:
            self._hold(stored, held)
        ends: dict[tuple[str, int], int] = {}
        for stored in self._stored:
            key = (stored.event.device, stored.event.epoch)
            ends[key] = max(stored.event.seq, ends.get(key, 0))
        conn.execute(
            _PROGRESS, [{"device": key[0], "epoch": key[1], "through": end} for key, end in sorted(ends.items())]
        )

    def _hold(self, stored: StoredEvent, held: Held) -> None:
        event = stored.event
        values = {
            "position": stored.position, "device": event.device, "epoch": event.epoch, "seq": event.seq,
            "aggregate": held.aggregate, "type": event.type, "reason": str(held),
            "since_ms": self._tx.now_ms if stored.since_ms is None else stored.since_ms,
        }  # fmt: skip
        self._tx.conn.execute(_HOLD, values)
        if stored.since_ms is None:
            self._tx.conn.execute(_STATE, {"position": stored.position, "state": "held"})
            log.warning("held %s %s/%s/%s: %s", event.type, event.device, event.epoch, event.seq, held)


def interpret_stored(database: HqDatabase) -> int:
    """Interpret the oldest stored events in one transaction; returns how many, 0 when none wait."""
    with database.read() as read:
        if read.conn.execute(text("SELECT 1 FROM event WHERE state = 'stored' LIMIT 1")).first() is None:
            return 0
    poisonous: dict[int, Held] = {}
    limit = _BATCH if database.turns.quiet else _SHORT_BATCH
    while True:
        stored: list[StoredEvent] = []
        try:
            with database.write() as tx:
                stored = [read_stored(row) for row in tx.conn.execute(_WAITING, {"limit": limit})]
                if stored:
                    _Batch(tx, stored, poisonous).run()
                return len(stored)
        except EnvironmentProblem:
            raise  # the machine's fault, not the events'
        except _Poison as poison:
            log.debug("%s", poison, exc_info=poison)
            poisonous[poison.position] = poison.held
        except Exception as error:
            # At the end of the transaction: it does not say whose fault it is. One event alone does.
            if limit > 1:
                limit = 1
            elif not stored or stored[0].position in poisonous:
                raise
            else:
                poisonous[stored[0].position] = _unforeseen(aggregate_of(stored[0].event), error)


def retry_held(database: HqDatabase) -> int:
    """Try held events again, oldest first: after an upgrade, or when a person has dealt with what blocked them.
    Returns how many are folded now."""
    before = len(held_events(database))
    poisonous: dict[int, Held] = {}
    while before:
        try:
            with database.write() as tx:
                _Batch(tx, [read_stored(row) for row in tx.conn.execute(_HELD)], poisonous).run()
            break
        except EnvironmentProblem:
            raise
        except _Poison as poison:
            poisonous[poison.position] = poison.held
        except Exception as error:
            log.debug("%s", error, exc_info=error)
            _retry_each(database)
            break
    return before - len(held_events(database))


def _retry_each(database: HqDatabase) -> None:
    """One at a time, for together they break the end of the transaction. What breaks it alone stays held as it was."""
    for held in held_events(database):
        try:
            with database.write() as tx:
                rows = tx.conn.execute(_HELD_AT, {"position": held.position})
                _Batch(tx, [read_stored(row) for row in rows], {}).run()
        except EnvironmentProblem:
            raise
        except Exception as error:
            log.debug("%s", error, exc_info=error)


def held_events(database: HqDatabase) -> tuple[HeldEvent, ...]:
    """What waits, oldest first."""
    with database.read() as read:
        rows = read.conn.execute(
            text("SELECT position, device, epoch, seq, aggregate, type, reason, since_ms FROM held ORDER BY position")
        )
        return tuple(HeldEvent(*row) for row in rows)


def _other_shop(event: Event, shop: str | None) -> bool:
    """Whether a fact about people says which shop's they are, and it is not the device's own."""
    try:
        return bool(body_of(event).shop != shop)
    except InputError:
        return False  # the fold says what is wrong with it


def _blamed(stored: StoredEvent, aggregate: str, error: Exception) -> Exception:
    """The machine's fault is not the event's: tried again later."""
    if isinstance(error, DBAPIError) and machines_fault(error):
        return error
    return _Poison(stored.position, _unforeseen(aggregate, error))


def _unforeseen(aggregate: str, error: Exception) -> Held:
    return Held(aggregate, f"{type(error).__name__}: {error}"[:300])


def _order_in(aggregate: str) -> str:
    """The id of the order that an aggregate is; "" when it is none, or no text that a column holds."""
    kind, _, order_id = aggregate.partition(":")
    is_text = "\0" not in order_id and not any("\ud800" <= sign <= "\udfff" for sign in order_id)
    return order_id if kind == "order" and is_text else ""


def _alone(event: Event) -> str:
    return f"event:{event.id}"


_WAITING = text(f"{SELECT_STORED} WHERE e.state = 'stored' ORDER BY e.position LIMIT :limit")
_HELD = text(f"{SELECT_STORED} WHERE e.position IN (SELECT position FROM held) ORDER BY e.position")  # noqa: S608 ours
_HELD_AT = text(f"{SELECT_STORED} WHERE h.position = :position")
_KNOWN = text("SELECT event_id, content FROM effect WHERE event_id IN :ids").bindparams(any_of("ids"))
_EFFECT = text("INSERT INTO effect (event_id, content) VALUES (:id, :content) ON CONFLICT DO NOTHING")
_STATE = text("UPDATE event SET state = :state WHERE position = :position")
_RELEASE = text("DELETE FROM held WHERE position = :position")
_HOLD = text(
    "INSERT INTO held (position, device, epoch, seq, aggregate, type, reason, since_ms)"
    " VALUES (:position, :device, :epoch, :seq, :aggregate, :type, :reason, :since_ms)"
    " ON CONFLICT (position) DO UPDATE SET aggregate = excluded.aggregate, reason = excluded.reason"
)
_PROGRESS = text(
    "INSERT INTO progress (device, epoch, through) VALUES (:device, :epoch, :through)"
    " ON CONFLICT (device, epoch) DO UPDATE SET through = excluded.through WHERE excluded.through > progress.through"
)
