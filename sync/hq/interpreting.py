"""What stored events mean: the shared fold over HQ's tables, and holding what HQ does not understand.

An event that cannot be interpreted is held, and later events of its aggregate wait behind it; nothing else does. An
event id has its effect once, whatever seq it comes under.
"""

import logging
from dataclasses import dataclass, field

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from kiosk.domain.events import Event, LinesDecided, StockOpened
from kiosk.domain.fold import aggregate_of, fold
from kiosk.domain.order import ORDER_EVENTS
from kiosk.errors import InputError
from sync.hq.database import HqDatabase, HqTx
from sync.hq.deciding import decide

log = logging.getLogger(__name__)
_BATCH = 250
_HQ_ONLY = frozenset({LinesDecided.TYPE, StockOpened.TYPE})


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


@dataclass(slots=True)
class _Stored:
    event: Event
    position: int
    received_ms: int
    revoked_ms: int | None


@dataclass(slots=True)
class Batch:
    """The interpretation of some events in one transaction."""

    tx: HqTx
    _folded: list[int] = field(default_factory=list)
    _through: dict[tuple[str, int], int] = field(default_factory=dict)

    def take(self, stored: _Stored, since_ms: int | None = None) -> None:
        event = stored.event
        try:
            self._interpret(stored)
        except Held as held:
            self._hold(stored, held, since_ms)
        else:
            self._folded.append(stored.position)
        key = (event.device, event.epoch)
        self._through[key] = max(event.seq, self._through.get(key, 0))

    def _interpret(self, stored: _Stored) -> None:
        event = stored.event
        if stored.revoked_ms is not None and stored.received_ms >= stored.revoked_ms:
            raise Held(_alone(event), "sent after its device was revoked")
        known = self.tx.conn.execute(_KNOWN, {"id": event.id}).scalar_one_or_none()
        if known == event.content and event.type not in ORDER_EVENTS:
            return  # facts of orders are merged again: which of two identities a fact keeps is the domain's rule
        if known not in (None, event.content):
            raise Held(_alone(event), "another event with other content has the same id")
        if event.type in _HQ_ONLY:
            raise Held(_alone(event), "only HQ records this")
        self._fold(stored, aggregate_of(event))

    def _fold(self, stored: _Stored, aggregate: str) -> None:
        event = stored.event
        blocker = {"aggregate": aggregate, "position": stored.position}
        if (first := self.tx.conn.execute(_BLOCKER, blocker).one_or_none()) is not None:
            raise Held(aggregate, f"waits behind {first.type} {first.seq} of {first.device}")
        try:
            with self.tx.conn.begin_nested():
                fold(self.tx.store, event)
                if event.type in ORDER_EVENTS:
                    decide(self.tx, aggregate.removeprefix("order:"))
                self.tx.conn.execute(_EFFECT, {"id": event.id, "content": event.content})
        except (SQLAlchemyError, OSError):
            raise
        except Exception as error:
            # The edge where one poisonous event must not stop all others; the reason is shown to a person.
            self.tx.forget()
            reason = str(error) if isinstance(error, InputError) else f"{type(error).__name__}: {error}"
            raise Held(aggregate, reason[:300]) from error

    def _hold(self, stored: _Stored, held: Held, since_ms: int | None) -> None:
        event = stored.event
        values = {
            "position": stored.position, "device": event.device, "epoch": event.epoch, "seq": event.seq,
            "aggregate": held.aggregate, "type": event.type, "reason": str(held),
            "since_ms": self.tx.now_ms if since_ms is None else since_ms,
        }  # fmt: skip
        self.tx.conn.execute(_HOLD, values)
        if since_ms is None:
            self.tx.conn.execute(_STATE, {"position": stored.position, "state": "held"})
            log.warning("held %s %s/%s/%s: %s", event.type, event.device, event.epoch, event.seq, held)

    def finish(self) -> None:
        """Note how far every journal is folded: what the cut says."""
        if self._folded:
            self.tx.conn.execute(_STATE, [{"position": position, "state": "folded"} for position in self._folded])
        ends = [{"device": key[0], "epoch": key[1], "through": seq} for key, seq in sorted(self._through.items())]
        if ends:
            self.tx.conn.execute(_PROGRESS, ends)


def interpret_stored(database: HqDatabase) -> int:
    """Interpret the oldest stored events in one transaction; returns how many, 0 when none wait."""
    with database.read() as read:
        if read.conn.execute(text("SELECT 1 FROM event WHERE state = 'stored' LIMIT 1")).first() is None:
            return 0
    with database.write() as tx:
        rows = tx.conn.execute(_WAITING, {"limit": _BATCH}).all()
        batch = Batch(tx)
        for row in rows:
            batch.take(_stored(row))
        batch.finish()
    return len(rows)


def retry_held(database: HqDatabase) -> int:
    """Try held events again, oldest first: after an upgrade, or when a person has dealt with what blocked them.
    Returns how many are folded now."""
    with database.write() as tx:
        rows = tx.conn.execute(_HELD_EVENTS).all()
        before = len(rows)
        batch = Batch(tx)
        for row in rows:
            tx.conn.execute(text("DELETE FROM held WHERE position = :position"), {"position": row.position})
            batch.take(_stored(row), row.since_ms)
        batch.finish()
        after = int(tx.conn.execute(text("SELECT count(*) FROM held")).scalar_one())
    return before - after


def held_events(database: HqDatabase) -> tuple[HeldEvent, ...]:
    """What waits, oldest first."""
    with database.read() as read:
        rows = read.conn.execute(
            text("SELECT position, device, epoch, seq, aggregate, type, reason, since_ms FROM held ORDER BY position")
        )
        return tuple(HeldEvent(*row) for row in rows)


def _stored(row: object) -> _Stored:
    values = row._mapping  # type: ignore[attr-defined]
    event = Event(
        values["id"], values["type"], values["version"], values["body"], values["actor"], values["hlc"],
        values["wall_ms"], values["device"], values["epoch"], values["seq"], values["content"], values["chain"],
    )  # fmt: skip
    return _Stored(event, values["position"], values["received_ms"], values["revoked_ms"])


def _alone(event: Event) -> str:
    return f"event:{event.id}"


_FIELDS = (
    "e.device, e.epoch, e.seq, e.position, e.id, e.type, e.version, e.body, e.actor, e.hlc, e.wall_ms, e.content,"
    " e.chain, e.received_ms, d.revoked_ms FROM event e LEFT JOIN device d ON d.id = e.device"
)
_WAITING = text(f"SELECT {_FIELDS} WHERE e.state = 'stored' ORDER BY e.position LIMIT :limit")
_HELD_EVENTS = text(f"SELECT h.since_ms, {_FIELDS} JOIN held h ON h.position = e.position ORDER BY e.position")
_KNOWN = text("SELECT content FROM effect WHERE event_id = :id")
_EFFECT = text("INSERT INTO effect (event_id, content) VALUES (:id, :content) ON CONFLICT DO NOTHING")
_BLOCKER = text(
    "SELECT type, device, seq FROM held WHERE aggregate = :aggregate AND position < :position ORDER BY position LIMIT 1"
)
_STATE = text("UPDATE event SET state = :state WHERE position = :position")
_HOLD = text(
    "INSERT INTO held (position, device, epoch, seq, aggregate, type, reason, since_ms)"
    " VALUES (:position, :device, :epoch, :seq, :aggregate, :type, :reason, :since_ms)"
)
_PROGRESS = text(
    "INSERT INTO progress (device, epoch, through) VALUES (:device, :epoch, :through)"
    " ON CONFLICT (device, epoch) DO UPDATE SET through = excluded.through WHERE excluded.through > progress.through"
)
