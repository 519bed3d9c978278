"""Rights to scarce goods, seen to by HQ's clock: granted out of what is free, asked back when their lease is over,
withdrawn from tablets that were written off.

HQ gives to nobody else what a tablet may sell by a right, until the tablet has said what it spent. So nothing here
depends on a tablet's clock or silence, and the rights that are out follow from journals alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import uuid_utils.compat as uuids
from sqlalchemy import Connection, text

from kiosk.domain.catalogue import Location
from kiosk.domain.rights import LEASE_MS, RightsGranted, RightsRecalled, RightsWithdrawn, share_out
from sync.hq.database import HqDatabase, HqTx
from sync.hq.deciding import Desk
from sync.hq.publishing import has_tablets
from sync.hq.scarce import is_paused


@dataclass(slots=True)
class Due:
    """What is to be done about rights at a moment. `grants`: (device, sku, location, pieces). `waiting`: orders that
    can be decided now."""

    grants: list[tuple[str, str, str, int]] = field(default_factory=list)
    recalled: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.grants) + len(self.recalled) + len(self.withdrawn) + len(self.waiting)


def see_to_rights(database: HqDatabase) -> int:
    """Do what is due; returns how much that was, 0 when nothing is."""
    with database.read() as read:
        due = _due(read.conn, read.locations(), database.clock())
    if not due:
        return 0
    with database.write() as tx:
        due = _due(tx.conn, tx.locations(), tx.now_ms)
        _do(tx, due)
    return len(due)


def _do(tx: HqTx, due: Due) -> None:
    if due.withdrawn:
        tx.append(RightsWithdrawn(due.withdrawn))
    if due.recalled:
        tx.append(RightsRecalled(due.recalled))
    desk = Desk(tx)
    for order_id in due.waiting:
        desk.decide(order_id)
        tx.conn.execute(_DECIDED, {"order_id": order_id})
    for device, sku, location, pieces in due.grants:
        epoch = int(tx.conn.execute(_EPOCH, {"device": device}).scalar_one())
        right_id, until_ms = str(uuids.uuid7()), tx.now_ms + LEASE_MS
        tx.append(RightsGranted(right_id, device, epoch, sku, location, pieces, until_ms))


def _due(conn: Connection, locations: Mapping[str, Location], now_ms: int) -> Due:
    """Orders that waited come before new grants: what they take is free no more."""
    withdrawn = tuple(conn.execute(_WRITTEN_OFF).scalars())
    recalled = tuple(conn.execute(_OVER, {"now": now_ms}).scalars())
    if is_paused(conn):
        return Due(recalled=recalled, withdrawn=withdrawn)
    waiting = tuple(conn.execute(_WAITING).scalars())
    if withdrawn or waiting:
        return Due(recalled=recalled, withdrawn=withdrawn, waiting=waiting)
    return Due(_grants(conn, locations), recalled)


def _grants(conn: Connection, locations: Mapping[str, Location]) -> list[tuple[str, str, str, int]]:
    held = {(row.location, row.sku, row.device): int(row.pieces) for row in conn.execute(_HELD)}
    tablets: dict[str, list[str]] = {}
    for row in conn.execute(_TABLETS):
        tablets.setdefault(row.shop, []).append(row.id)
    grants = []
    for row in conn.execute(_SCARCE_STOCK):
        if not has_tablets(locations.get(row.location)):
            continue
        has = {device: held.get((row.location, row.sku, device), 0) for device in tablets.get(row.location, ())}
        given = share_out(int(row.free), has) if has else {}
        grants += [(device, row.sku, row.location, pieces) for device, pieces in sorted(given.items())]
    return grants


_WRITTEN_OFF = text(
    "SELECT right_id FROM right_facts r JOIN device d ON d.id = r.device"
    " WHERE r.kept = 1 AND r.open = 1 AND d.revoked_ms IS NOT NULL ORDER BY right_id"
)
_OVER = text(
    "SELECT right_id FROM right_facts r JOIN device d ON d.id = r.device"
    " WHERE r.kept = 1 AND r.open = 1 AND r.until_ms > 0 AND r.until_ms <= :now AND d.revoked_ms IS NULL"
    " ORDER BY right_id"
)
_WAITING = text("SELECT order_id FROM right_waiting ORDER BY order_id")
_DECIDED = text("DELETE FROM right_waiting WHERE order_id = :order_id")
_EPOCH = text("SELECT coalesce(max(epoch), 1) FROM run WHERE device = :device")
_TABLETS = text("SELECT id, shop FROM device WHERE revoked_ms IS NULL ORDER BY id")
_HELD = text(
    "SELECT location, sku, device, sum(outstanding) AS pieces FROM right_facts WHERE kept = 1 AND outstanding > 0"
    " GROUP BY location, sku, device"
)
_SCARCE_STOCK = text(
    "SELECT s.location, s.sku, s.on_hand - s.reserved - coalesce((SELECT sum(r.outstanding) FROM right_facts r"
    " WHERE r.kept = 1 AND r.location = s.location AND r.sku = s.sku), 0) AS free"
    " FROM scarce c JOIN stock s ON s.sku = c.sku ORDER BY s.location, s.sku"
)
