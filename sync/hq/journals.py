"""Whether HQ's journals are what was written and sealed: no event edited, missing, added or in another place.

Hashes alone show an accident; who edits an event and computes all hashes behind it anew is found by the seals, which
only the device could make. (HQ's own journals have no seals; their hashes are looked at.)
"""

from collections.abc import Iterator

from sqlalchemy import text

from kiosk.domain.events import Event, start_of, verify
from kiosk.ports.sync import seal_message
from sync.hq.database import HqRead
from sync.hq.keys import is_signed

Key = tuple[str, int]  # device, epoch
Seals = dict[tuple[str, int, int], tuple[str, str]]  # device, epoch, last event → public key, seal


def broken(read: HqRead) -> Iterator[str]:
    """What is wrong, journal by journal, in words; the first thing of each, for all behind it follows from it."""
    seals: Seals = {
        (row.device, row.epoch, row.last_seq): (row.public_key, row.seal) for row in read.conn.execute(_SEALS)
    }
    ends: dict[Key, tuple[int, str]] = {}
    wrong: set[Key] = set()
    for row in read.conn.execute(_EVENTS):
        event = Event(*row)
        key = (event.device, event.epoch)
        if key in wrong:
            continue
        before, chain = ends.get(key, (0, start_of(*key).chain))
        ends[key] = (event.seq, event.chain)
        reason = _wrong(event, before, chain) or _unsealed(event, seals.get((*key, event.seq)))
        if reason:
            wrong.add(key)
            yield f"{event.device}, epoch {event.epoch}: {reason}"
    for device, epoch, last in _sealed_ends(seals):
        had, _ = ends.get((device, epoch), (0, ""))
        if (device, epoch) not in wrong and had < last:
            yield f"{device}, epoch {epoch}: events {had + 1} to {last} are missing at its end"


def _wrong(event: Event, before: int, chain: str) -> str:
    if event.seq != before + 1:
        return f"events {before + 1} to {event.seq - 1} are missing"
    return "" if verify(event, chain) else f"event {event.seq} is not what was written there"


def _unsealed(event: Event, sealed_by: tuple[str, str] | None) -> str:
    if sealed_by is None:
        return ""
    public_key, seal = sealed_by
    sealed = is_signed(public_key, seal_message(event.device, event.epoch, event.seq, event.chain), seal)
    return "" if sealed else f"up to event {event.seq} it is not what the device sealed"


def _sealed_ends(seals: Seals) -> Iterator[tuple[str, int, int]]:
    last: dict[Key, int] = {}
    for device, epoch, seq in seals:
        last[device, epoch] = max(seq, last.get((device, epoch), 0))
    return ((*key, seq) for key, seq in sorted(last.items()))


_EVENTS = text(
    "SELECT id, type, version, body, actor, hlc, wall_ms, device, epoch, seq, content, chain FROM event"
    " ORDER BY device, epoch, seq"
).execution_options(yield_per=500)
_SEALS = text(
    "SELECT r.device, r.epoch, r.last_seq, r.seal, d.public_key FROM run r JOIN device d ON d.id = r.device"
    " ORDER BY r.device, r.epoch, r.last_seq"
)
