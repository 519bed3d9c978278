"""shop.db: what HQ tells this shop and this device. Personal, and disposable once HQ has our events."""

# ruff: noqa: S608 - names in the statements are this package's own constants; values are always bound

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from kiosk.domain import codec, in_transit
from kiosk.domain.facts import OrderFacts
from kiosk.domain.order import view
from kiosk.domain.standing import changed_ms, standing_of, words_of
from kiosk.ports.identity import DeviceIdentity
from kiosk.ports.sync import CutEntry, StreamRow
from kiosk.storage.files import Readers
from kiosk.storage.overlay import facts_from
from kiosk.storage.projections import CLOSED, is_unpaid
from kiosk.storage.schemas import SHOP
from kiosk.storage.staging import BODY, ROW_ID, Column, Entity, StagedReplica, number, text
from kiosk.storage.writer import WriterThread

STAFF = Entity(
    "staff",
    "staff",
    (ROW_ID,),
    tuple(text(name) for name in ("shop", "name", "role", "badge_sha256", "pin_hash", "public_code")),
)
MEMBER = Entity(
    "member",
    "member",
    (ROW_ID,),
    (
        *(text(name) for name in ("code", "masked_name", "tier", "home_shop", "alias_of", "purposes")),
        number("points"),
        number("agreed_ms"),
    ),
)
PROFILE = Entity("profile", "profile", (ROW_ID,), (BODY,))
INSIGHT = Entity("insight", "insight", (ROW_ID,), (BODY,))
SETTING = Entity("setting", "setting", (ROW_ID,), (text("value"),))
STOCK = Entity(
    "stock",
    "stock",
    (Column("sku", "id"),),
    (text("location"), number("on_hand"), number("reserved"), number("opened_ms")),
)
ORDER = Entity(
    "order",
    "order_row",
    (Column("order_id", "id"),),
    (
        text("facts"), text("number"), number("placed_ms"), number("lapses_ms"), text("device"), number("open"),
        number("unpaid"), text("codes"), number("standing"), number("changed_ms"), text("words"),
    ),
)  # fmt: skip
FAR_ORDER = Entity("far_order", "far_order", (Column("order_id", "id"),), (text("facts"), number("changed_ms")))
TRANSFER = Entity("transfer", "transfer_row", (Column("transfer_id", "id"),), (text("facts"), number("open")))
TASK = Entity("task", "task", (ROW_ID,), (BODY,))
BADGE_OFF = Entity("badge_off", "badge_off", (ROW_ID,), (text("badge_sha256"), BODY))
ROLE_LIMITS = Entity("role_limits", "role_limits", (ROW_ID,), (BODY,))
CREDIT_RULES = Entity("credit_rules", "credit_rules", (ROW_ID,), (BODY,))
BINDING = Entity("binding", "binding", (ROW_ID,), (BODY,))
COLLEAGUE = Entity("colleague", "colleague", (ROW_ID,), (text("name"), number("left_ms")))
OWN_MEMBER = Entity("own_member", "own_member", (ROW_ID,), (text("guide"),))
NOTICE = Entity("notice", "notice", (ROW_ID,), (BODY,))
RIGHT = Entity("right", "right_row", (ROW_ID,), (text("sku"), text("location"), number("recalled"), BODY))

_CREDIT_ENTITIES = (CREDIT_RULES, BINDING, COLLEAGUE, OWN_MEMBER)
_MEMBER_ENTITIES = (MEMBER, PROFILE, INSIGHT, SETTING)
_SHOP_ENTITIES = (
    STAFF, *_MEMBER_ENTITIES, STOCK, ORDER, FAR_ORDER, TRANSFER, TASK, BADGE_OFF, ROLE_LIMITS, *_CREDIT_ENTITIES,
)  # fmt: skip
_DEVICE_ENTITIES = (NOTICE, RIGHT)


_PERSONAL = (MEMBER, PROFILE, INSIGHT, TASK)


class ShopStore(StagedReplica):
    """Implements ports.sync.Replica for `shop.<id>` and `device.<id>`; also keeps whether HQ answers, and which
    catalogue file is in use."""

    schema = SHOP

    def __init__(self, writer: WriterThread, folder: Path, identity: DeviceIdentity) -> None:
        self._here = identity.shop
        self._shop_stream = f"shop.{identity.shop}"
        self._device_stream = f"device.{identity.device}"
        super().__init__(writer, folder / "shop.db")
        writer.run(lambda: writer.wipe(self.path))  # the power may have gone before what went had left the log
        self.readers = Readers(self.path)

    def entities(self, stream: str) -> Sequence[Entity]:
        return {self._shop_stream: _SHOP_ENTITIES, self._device_stream: _DEVICE_ENTITIES}.get(stream, ())

    def all_entities(self) -> Iterable[Entity]:
        return (*_SHOP_ENTITIES, *_DEVICE_ENTITIES)

    def body_to_keep(self, row: StreamRow) -> str | None:
        """Orders and transfers are staged with what they are looked up by: it follows from their facts, not from their
        text."""
        if row.entity == TRANSFER.name and row.body is not None:
            facts = codec.load(in_transit.TransferFacts, row.body)
            return json.dumps({"facts": row.body, "open": int(in_transit.settled(facts).open)})
        if row.entity == FAR_ORDER.name and row.body is not None:
            return json.dumps({"facts": row.body, "changed_ms": changed_ms(facts_from(row.body))})
        if row.entity != ORDER.name or row.body is None:
            return row.body
        return json.dumps({"facts": row.body, **_look_ups(facts_from(row.body), self._here)})

    def apply(self, entity: Entity, stream: str, *, from_zero: bool) -> None:
        super().apply(entity, stream, from_zero=from_zero)
        if entity in _PERSONAL and (from_zero or self._has_staged(stream, entity)):
            self._writer.wipe(self.path)  # what went lies in older pages of the log until that is emptied
        if entity is ORDER:
            self._apply_codes(stream, from_zero=from_zero)

    def _has_staged(self, stream: str, entity: Entity) -> bool:
        rows = self._database.conn.execute(
            "SELECT 1 FROM temp.staged WHERE stream = ? AND entity = ? LIMIT 1", (stream, entity.name)
        ).fetchall()
        return bool(rows)

    def _apply_codes(self, stream: str, *, from_zero: bool) -> None:
        changed = "(SELECT id FROM temp.staged WHERE stream = :stream AND entity = 'order')"
        scope = "" if from_zero else f" WHERE order_id IN {changed}"
        self._database.conn.execute(f"DELETE FROM pick_up_code{scope}", {"stream": stream} if scope else {})
        self._database.conn.execute(
            "INSERT OR IGNORE INTO pick_up_code (code, order_id) SELECT code.value, order_id "
            f"FROM order_row, json_each(order_row.codes) AS code WHERE order_id IN {changed}",
            {"stream": stream},
        )

    def finishing(self, stream: str, cut: Sequence[CutEntry]) -> None:
        if stream != self._shop_stream:
            return
        conn = self._database.conn
        conn.execute("DELETE FROM cut")
        conn.executemany(
            "INSERT INTO cut (device, epoch, n, held) VALUES (?, ?, ?, ?)",
            [(entry.device, entry.epoch, entry.n, json.dumps(entry.held)) for entry in cut],
        )

    def note_online(self, at_ms: int) -> None:
        """HQ answered. `since` moves only when it had not before."""
        self._note(online=1, at_ms=at_ms, why="")

    def note_offline(self, at_ms: int, why: str) -> None:
        """HQ did not answer, and why; `since` moves only when it had before."""
        self._note(online=0, at_ms=at_ms, why=why)

    def _note(self, *, online: int, at_ms: int, why: str) -> None:
        self._write(
            (
                (
                    "INSERT INTO link (id, online, since_ms, last_error) VALUES (1, :online, :at, :why) "
                    "ON CONFLICT (id) DO UPDATE SET online = excluded.online, last_error = excluded.last_error, "
                    "since_ms = iif(online = excluded.online, since_ms, excluded.since_ms) "
                    "WHERE online <> excluded.online OR last_error <> excluded.last_error"
                ),
                {"online": online, "at": at_ms, "why": why},
            )
        )

    def point_to(self, name: str) -> None:
        """Durably: the file that was in use before is removed right after."""

        def work() -> None:
            self._database.conn.execute("PRAGMA synchronous = FULL")
            try:
                self._database.conn.execute(
                    "INSERT OR REPLACE INTO pointer (name, file) VALUES ('catalogue', ?)", (name,)
                )
            finally:
                self._database.conn.execute("PRAGMA synchronous = NORMAL")

        self._writer.run(work)


def _look_ups(facts: OrderFacts, here: str) -> dict[str, object]:
    seen = view(facts)
    if seen is None:
        return {"codes": "[]"}
    return {
        "number": seen.placed.number,
        "placed_ms": seen.stamp.at_ms,
        "lapses_ms": seen.placed.lapses_ms,
        "device": seen.stamp.device,
        "open": int(seen.status not in CLOSED),
        "unpaid": int(is_unpaid(seen)),
        "codes": json.dumps(sorted(seen.placed.pick_up_codes.values())),
        "standing": int(standing_of(facts, here)),
        "changed_ms": changed_ms(facts),
        "words": words_of(facts),
    }


def task_phones(shop: sqlite3.Connection) -> set[str]:
    """The numbers that tasks name."""
    rows = shop.execute("SELECT body ->> '$.phone' FROM task").fetchall()
    return {phone for (phone,) in rows if phone}
