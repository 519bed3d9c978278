"""Taking in sealed runs: check everything, store durably, then sign for it. Interpreting comes later, elsewhere.

Runs that wait share one transaction, and with it one wait for the disk (docs/decisions/0033-group-commit.md).
"""

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, text

from kiosk.domain.events import MAX_BODY_BYTES, Event, start_of, verify
from kiosk.errors import EnvironmentProblem, InputError, OutOfStep
from kiosk.ports.sync import Acknowledgement, SealedRun, acknowledgement_message, seal_message
from sync.hq.database import HqDatabase, HqUnit
from sync.hq.devices import EnrolledDevice, find_device, refused
from sync.hq.journal import store_events
from sync.hq.keys import HqKey, is_signed
from sync.hq.together import Together, Waiting
from sync.protocol import FORKED, GAP, MAX_RUN_BYTES, decode_run, encode_run

log = logging.getLogger(__name__)
_MAX_RAW_BYTES = 8 * MAX_RUN_BYTES  # JSON in JSON doubles quotes, base64 adds a third; blobs travel with their events
_MAX_BLOB_BYTES = 64 * 1024
_MAX_NUMBER = 2**63 - 1
_MAX_TOGETHER = 4_000  # events in one transaction: whoever comes next waits for all of them


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A run whose own words hold, and how it came."""

    run: SealedRun
    raw: bytes


_Group = Sequence[Waiting[_Arrival, bool]]


class Intake:
    """Stores what devices send."""

    def __init__(self, database: HqDatabase, key: HqKey) -> None:
        self._database = database
        self._key = key
        self._together = Together(self._store, _fits)

    def push(self, raw: bytes) -> Acknowledgement:
        """Take in a run. When this returns, the run is on disk and will not be forgotten.

        Idempotent: what HQ holds already is checked, skipped and signed for. Raises OutOfStep on a gap, and on a run
        that contradicts what HQ holds, which is kept as a branch: the device sends its events again under another
        epoch. Raises InputError, and stores nothing, on a wrong hash, a wrong seal or blobs that are not what they are
        called; HqRefused when HQ does not know the device."""
        with self._database.turns.coming():
            run = _decoded(raw)
            with self._database.read() as read:
                device = find_device(read.conn, run.device)
            _check(run, device)
            taken = self._together.do(_Arrival(run, raw))
        if not taken:
            raise _forked(run)
        last = run.events[-1]
        signature = self._key.sign(acknowledgement_message(run.device, run.epoch, last.seq, last.chain))
        return Acknowledgement(run.device, run.epoch, last.seq, last.chain, signature)

    def _store(self, gather: Callable[[], _Group]) -> None:
        """One transaction for all that waits. What breaks it is found by storing each alone; what the machine cannot
        do now, it can do for none of them."""
        group: _Group = ()

        def keys() -> list[str]:
            nonlocal group
            group = gather()
            return [f"journal/{each.item.run.device}" for each in group]

        try:
            with self._database.aside_for(keys) as tx:
                results = _take_in(tx, [each.item for each in group])
            for each, result in zip(group, results, strict=True):
                _tell(each, result)
        except EnvironmentProblem:
            raise
        except Exception as error:
            if len(group) < 2:
                raise
            log.debug("%s", error, exc_info=error)
            for each in group:
                self._store_alone(each)

    def _store_alone(self, each: Waiting[_Arrival, bool]) -> None:
        try:
            with self._database.aside(f"journal/{each.item.run.device}") as tx:
                (result,) = _take_in(tx, [each.item])
            _tell(each, result)
        except Exception as error:
            each.fail(error)


def _fits(group: Sequence[_Arrival], more: _Arrival) -> bool:
    """A device's next run follows what its last one left."""
    if any(more.run.device == each.run.device for each in group):
        return False
    return sum(len(each.run.events) for each in (*group, more)) <= _MAX_TOGETHER


def _tell(each: Waiting[_Arrival, bool], result: bool | OutOfStep) -> None:
    if isinstance(result, OutOfStep):
        each.fail(result)
    else:
        each.succeed(result)


def _take_in(tx: HqUnit, arrivals: Sequence[_Arrival]) -> list[bool | OutOfStep]:
    """For each run whether it is part of the main line, which holds all of it now; else it is kept as a branch, or
    leaves a gap. No two are of one device."""
    results: list[bool | OutOfStep] = []
    fresh: list[Event] = []
    runs: list[dict[str, str | int]] = []
    for run, raw in ((each.run, each.raw) for each in arrivals):
        through, first = _end(tx.conn, run.device, run.epoch), run.events[0].seq
        continues = first <= through + 1 and _continues(tx.conn, run, through)
        results.append(continues if first <= through + 1 else _gap(run, through))
        if continues:
            _keep_blobs(tx, run)
            new = [event for event in run.events if event.seq > through]
            fresh += new
            runs += [_run_row(run, new, tx.now_ms)] if new else []
        elif first <= through + 1:
            _keep_branch(tx, run, raw)
    if fresh:
        store_events(tx.conn, fresh, tx.now_ms, state="stored")
        tx.conn.execute(_PUT_RUN, runs)
    return results


def _run_row(run: SealedRun, new: Sequence[Event], now_ms: int) -> dict[str, str | int]:
    return {
        "device": run.device, "epoch": run.epoch, "first": new[0].seq, "last": new[-1].seq, "seal": run.seal,
        "now": now_ms,
    }  # fmt: skip


def _gap(run: SealedRun, through: int) -> OutOfStep:
    return OutOfStep(
        f"HQ holds events 1 to {through} of {run.device}, epoch {run.epoch}; this run starts at {run.events[0].seq}. "
        f"Send it from {through + 1}.",
        forked=False, reason=GAP,
    )  # fmt: skip


def _decoded(raw: bytes) -> SealedRun:
    if len(raw) > _MAX_RAW_BYTES:
        raise InputError(f"a run of {len(raw)} bytes; HQ takes {_MAX_RAW_BYTES}", status=413)
    return decode_run(raw)


def _check(run: SealedRun, device: EnrolledDevice | None) -> None:
    if device is None:
        raise refused(
            "device", f"HQ does not know the device {run.device}. Its events are safe; enrol it again.", status=403
        )
    if not 1 <= run.epoch <= _MAX_NUMBER:
        raise InputError(f"epoch {run.epoch} of {run.device} is out of range")
    chain, seq = run.previous_chain, run.events[0].seq
    if seq == 1 and chain != start_of(run.device, run.epoch).chain:
        raise InputError(f"the journal of {run.device}, epoch {run.epoch} does not begin with its own identity")
    for event in run.events:
        _check_event(event, seq, chain)
        chain, seq = event.chain, seq + 1
    last = run.events[-1]
    message = seal_message(run.device, run.epoch, last.seq, last.chain)
    if not is_signed(device.public_key, message, run.seal):
        raise InputError(f"the seal of {run.device}, epoch {run.epoch}, event {last.seq} is not the device's")
    for sha256, content in run.blobs.items():
        _check_blob(sha256, content, run.events)


def _check_blob(sha256: str, content: bytes, events: tuple[Event, ...]) -> None:
    """Blobs are outside the seal: one that no sealed event names could be anybody's."""
    if hashlib.sha256(content).hexdigest() != sha256 or len(content) > _MAX_BLOB_BYTES:
        raise InputError(f"blob {sha256[:12]} is not what it is called, or too large")
    if not any(sha256.encode() in event.body for event in events):
        raise InputError(f"blob {sha256[:12]} belongs to no event of this run")


def _check_event(event: Event, seq: int, previous: str) -> None:
    where = f"event {event.seq} of {event.device}, epoch {event.epoch}"
    if event.seq != seq:
        raise InputError(f"{where}: {seq} expected; a run has no gaps")
    if len(event.body) > MAX_BODY_BYTES:
        raise InputError(f"{where}: its body has {len(event.body)} bytes; an event holds {MAX_BODY_BYTES}")
    if not all(0 <= number <= _MAX_NUMBER for number in (event.seq, event.hlc, event.wall_ms, event.version)):
        raise InputError(f"{where}: a number is out of range")
    if not event.id or any("\0" in part for part in (event.id, event.type, event.actor)):
        raise InputError(f"{where}: id, type or actor is not text")
    if not verify(event, previous):
        raise InputError(f"{where}: its hashes do not fit its content or what came before; it was changed on the way")


def _forked(run: SealedRun) -> OutOfStep:
    first, last = run.events[0].seq, run.events[-1].seq
    return OutOfStep(
        f"HQ has other events under numbers {first} to {last} of {run.device}, epoch {run.epoch}: its data are on two "
        "machines, or were put back. These are kept beside them. Send yours again under another epoch.",
        forked=True, reason=FORKED,
    )  # fmt: skip


def _end(conn: Connection, device: str, epoch: int) -> int:
    """The last seq that HQ holds of the main line."""
    last = text("SELECT coalesce(max(seq), 0) FROM event WHERE device = :device AND epoch = :epoch")
    return int(conn.execute(last, {"device": device, "epoch": epoch}).scalar_one())


def _continues(conn: Connection, run: SealedRun, through: int) -> bool:
    """Whether the run agrees with what HQ holds, where they overlap and where it goes on."""
    find = text(
        "SELECT seq, chain FROM event WHERE device = :device AND epoch = :epoch AND seq BETWEEN :first AND :last"
    )
    first = run.events[0].seq
    values = {"device": run.device, "epoch": run.epoch, "first": first - 1, "last": run.events[-1].seq}
    ours = {row.seq: row.chain for row in conn.execute(find, values)}
    if first > 1 and ours.get(first - 1) != run.previous_chain:
        return False
    return all(ours.get(event.seq) == event.chain for event in run.events if event.seq <= through)


def _keep_branch(tx: HqUnit, run: SealedRun, raw: bytes) -> None:
    """As it came, but for personal content: nobody could find that again when it has to be erased; it comes once more
    with the events themselves. `kiosk hq devices` counts branches."""
    raw = encode_run(replace(run, blobs={})) if run.blobs else raw
    values = {
        "sha256": hashlib.sha256(raw).hexdigest(), "device": run.device, "epoch": run.epoch,
        "first": run.events[0].seq, "last": run.events[-1].seq, "raw": raw, "now": tx.now_ms,
    }  # fmt: skip
    if tx.conn.execute(_PUT_BRANCH, values).rowcount:
        log.error("the data of %s are on two machines, or were put back: a branch of epoch %d", run.device, run.epoch)


def _keep_blobs(tx: HqUnit, run: SealedRun) -> None:
    """Blobs also come with events that were stored before, and may be folded by now: whoever interprets is told."""
    fresh = tx.private.keep(run.blobs, tx.now_ms) if run.blobs else ()
    if fresh:
        tx.conn.execute(_TELL_BLOB, [{"sha256": sha256} for sha256 in fresh])


_TELL_BLOB = text("INSERT INTO blob_news (sha256) VALUES (:sha256) ON CONFLICT (sha256) DO NOTHING")
_PUT_RUN = text(
    "INSERT INTO run (device, epoch, first_seq, last_seq, seal, received_ms)"
    " VALUES (:device, :epoch, :first, :last, :seal, :now)"
)
_PUT_BRANCH = text(
    "INSERT INTO branch (sha256, device, epoch, first_seq, last_seq, raw, received_ms)"
    " VALUES (:sha256, :device, :epoch, :first, :last, :raw, :now) ON CONFLICT (sha256) DO NOTHING"
)
