"""The end of an epoch that contradicts what HQ holds goes under another one.

It happens when one journal lies on two machines, or an older copy of it was put back and written on. What the events
say, their ids and what they did here stay; numbers, chain and epoch are new. HQ had signed for none of them.
"""

# ruff: noqa: S608 - names in the statements are this package's own constants; values are always bound

import sqlite3

from kiosk.domain.events import Position, chain_hash, start_of

#: Everything that names an event by its place: table → the column with its seq.
BY_PLACE = {
    "blob_pending": "seq",
    "own_member": "seq",
    "own_movement": "seq",
    "own_order_epoch": "last_seq",
    "own_order_sku": "last_seq",
    "own_person": "seq",
    "z_report": "seq",
}


def move_end(conn: sqlite3.Connection, device: str, epoch: int, to_epoch: int) -> Position:
    """Move what HQ has not signed for of `epoch` to the beginning of `to_epoch`, which must be empty; returns where it
    ends there. In the caller's transaction."""
    ((through,),) = conn.execute("SELECT through FROM watermark WHERE epoch = ?", (epoch,)).fetchall()
    position = _rewritten(conn, device, epoch, through, to_epoch)
    for table, seq in BY_PLACE.items():
        conn.execute(
            f"UPDATE {table} SET epoch = ?, {seq} = {seq} - ? WHERE epoch = ? AND {seq} > ?",
            (to_epoch, through, epoch, through),
        )
    conn.execute("UPDATE watermark SET last_seq = through WHERE epoch = ?", (epoch,))
    conn.execute("UPDATE watermark SET last_seq = ? WHERE epoch = ?", (position.seq, to_epoch))
    return position


def _rewritten(conn: sqlite3.Connection, device: str, epoch: int, through: int, to_epoch: int) -> Position:
    position = start_of(device, to_epoch)
    hlc = position.hlc
    rows = conn.execute(
        "SELECT seq, content, hlc FROM event WHERE epoch = ? AND seq > ? ORDER BY seq", (epoch, through)
    ).fetchall()
    for seq, content, stamp in rows:
        chain = chain_hash(content, device, to_epoch, position.seq + 1, position.chain)
        hlc = max(hlc, stamp)
        position = Position(device, to_epoch, position.seq + 1, chain, hlc)
        conn.execute(
            "UPDATE event SET epoch = ?, seq = ?, chain = ? WHERE epoch = ? AND seq = ?",
            (to_epoch, position.seq, chain, epoch, seq),
        )
    return position
