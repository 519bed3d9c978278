"""Figures about the whole of HQ's database."""

from collections.abc import Sequence

from sqlalchemy import text

from sync.hq.database import HqDatabase


def summary(database: HqDatabase) -> dict[str, int]:
    """Counts for a status line."""
    with database.read() as read:
        return {name: int(read.conn.execute(text(sql)).scalar_one()) for name, sql in _COUNTS.items()}


def stock_differences(database: HqDatabase) -> Sequence[tuple[str, str, int, int]]:
    """Proof of conservation: (location, sku, on hand, opening + movements) wherever the two differ."""
    with database.read() as read:
        return [(row[0], row[1], row[2], row[3]) for row in read.conn.execute(text(_DIFFERENCES))]


_DIFFERENCES = (
    "SELECT s.location, s.sku, s.on_hand, coalesce(o.quantity, 0) + coalesce(sum(m.delta), 0) AS due FROM stock s"
    " LEFT JOIN opening o ON o.location = s.location AND o.sku = s.sku"
    " LEFT JOIN movement m ON m.location = s.location AND m.sku = s.sku AND m.at_ms > coalesce(o.at_ms, 0)"
    " GROUP BY s.location, s.sku, s.on_hand, o.quantity"
    " HAVING s.on_hand <> coalesce(o.quantity, 0) + coalesce(sum(m.delta), 0)"
)
_COUNTS = {
    "events": "SELECT coalesce(sum(last_seq - first_seq + 1), 0) FROM run",
    "own_events": "SELECT coalesce(max(seq), 0) FROM event WHERE device = 'hq'",
    "waiting": "SELECT count(*) FROM event WHERE state = 'stored'",
    "held": "SELECT count(*) FROM held",
    "branches": "SELECT count(*) FROM branch",
    "orders": "SELECT count(*) FROM order_facts WHERE number <> ''",
    "transfers_open": "SELECT count(*) FROM transfer_facts WHERE open = 1",
    "devices": "SELECT count(*) FROM device WHERE revoked_ms IS NULL",
    "stock_rows": "SELECT count(*) FROM stock",
    "oversold": "SELECT count(*) FROM stock WHERE on_hand < 0",
}


def figures(database: HqDatabase) -> dict[str, float]:
    """The counts, and ages in seconds, for whoever watches HQ."""
    now_ms = database.clock()
    with database.read() as read:
        oldest_ms = read.conn.execute(text(_OLDEST)).scalar_one()
        silent = read.conn.execute(text(_SILENT), {"before": now_ms - _SILENT_MS}).scalar_one()
    waiting_s = max(0.0, (now_ms - oldest_ms) / 1000) if oldest_ms is not None else 0.0
    return {**summary(database), "waiting_s": waiting_s, "silent": float(silent)}


_SILENT_MS = 24 * 3_600_000
_OLDEST = "SELECT min(received_ms) FROM event WHERE state = 'stored'"
_SILENT = (
    "SELECT count(*) FROM device d WHERE d.revoked_ms IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM run r WHERE r.device = d.id AND r.received_ms >= :before) AND NOT EXISTS"
    " (SELECT 1 FROM device_seen s WHERE s.device = d.id AND s.seen_ms >= :before)"
)
