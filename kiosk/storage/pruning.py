"""Old events leave the journal: those that HQ signed for ninety days ago, behind a closed day.

Every row that follows from events has a table of its own, and stays; so do the Zs. `base` says for each epoch up to
where events are gone, and the chain hash there: what comes behind is verified and sent from it. `signed` says what HQ
had signed for at moments of its own clock: no tablet's clock, which may be years off, has a say in what goes, and an
HQ that is put back from a backup of those ninety days still has it.
"""

import logging
import sqlite3

KEPT_MS = 90 * 86_400_000
AT_ONCE = 2_000  # events in one transaction: nobody at the till waits longer for it than for an order
_log = logging.getLogger(__name__)


def base_of(conn: sqlite3.Connection, epoch: int) -> tuple[int, str] | None:
    """The last event that is gone, and its chain hash; None where the epoch is whole."""
    rows = conn.execute("SELECT seq, chain FROM base WHERE epoch = ?", (epoch,)).fetchall()
    return next(((seq, chain) for seq, chain in rows), None)


def wrote(conn: sqlite3.Connection, epoch: int, seq: int, chain: str) -> bool:
    """Whether this journal has, or had, that event, with all that came before it. What is gone HQ had signed for; its
    hash cannot be looked at any more."""
    base = base_of(conn, epoch)
    if base is not None and seq <= base[0]:
        return seq < base[0] or chain == base[1]
    rows = conn.execute("SELECT chain FROM event WHERE epoch = ? AND seq = ?", (epoch, seq))
    return rows.fetchall() == [(chain,)]


def note_signed(conn: sqlite3.Connection, now_ms: int) -> None:
    """Remember what HQ has signed for by now, on its own clock; of moments long past the last one is enough."""
    conn.execute(_NOTE, (now_ms,))
    conn.execute(_FORGET, (now_ms - KEPT_MS,))


def unsign(conn: sqlite3.Connection, epoch: int, through: int) -> None:
    """HQ was put back, and holds no more than this: what it had signed for counts no longer."""
    conn.execute("DELETE FROM signed WHERE epoch = ? AND seq > ?", (epoch, through))


def prune(conn: sqlite3.Connection, now_ms: int, limit: int = AT_ONCE) -> int:
    """Let go of the oldest events that may go, at most `limit`; returns how many are behind `base` now that were not.
    In the caller's transaction. `now_ms` is HQ's time."""
    signed = dict(conn.execute(_SIGNED, (now_ms - KEPT_MS,)).fetchall())
    closed = [(epoch, seq) for epoch, seq in conn.execute(_ZS).fetchall() if seq <= signed.get(epoch, 0)]
    if not closed:
        return 0
    z_epoch, z_seq = closed[0]
    for epoch, through in sorted(signed.items()):
        upto = through if epoch < z_epoch else min(through, z_seq) if epoch == z_epoch else 0
        if gone := _let_go(conn, epoch, upto, limit):
            return gone
    return 0


def _let_go(conn: sqlite3.Connection, epoch: int, upto: int, limit: int) -> int:
    base = base_of(conn, epoch)
    rows = conn.execute(_OLDEST, (epoch, base[0] if base else 0, upto, limit)).fetchall()
    if not rows:
        return 0
    last, chain = rows[-1]
    conn.execute(_BASE, (epoch, last, chain))
    conn.execute(_DELETE, (epoch, last))
    _log.info("events of epoch %d up to %d have left the journal: head office has them", epoch, last)
    return len(rows)


_NOTE = (
    "INSERT OR REPLACE INTO signed (epoch, at_ms, seq) "
    "SELECT epoch, ?, through FROM watermark WHERE through > 0 AND signature <> '' "
    "AND through > coalesce((SELECT max(seq) FROM signed WHERE signed.epoch = watermark.epoch), 0)"
)
_FORGET = (
    "DELETE FROM signed WHERE at_ms < (SELECT max(at_ms) FROM signed AS later "
    "WHERE later.epoch = signed.epoch AND later.at_ms <= ?)"
)
_SIGNED = "SELECT epoch, max(seq) FROM signed WHERE at_ms <= ? GROUP BY epoch"
_ZS = "SELECT epoch, seq FROM z_report ORDER BY epoch DESC, seq DESC"
_OLDEST = "SELECT seq, chain FROM event WHERE epoch = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?"
_BASE = (
    "INSERT INTO base (epoch, seq, chain) VALUES (?, ?, ?) "
    "ON CONFLICT (epoch) DO UPDATE SET seq = excluded.seq, chain = excluded.chain"
)
_DELETE = "DELETE FROM event WHERE epoch = ? AND seq <= ? AND (epoch, seq) NOT IN (SELECT epoch, seq FROM z_report)"
