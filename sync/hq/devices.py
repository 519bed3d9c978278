"""Who may speak to HQ: enrolled devices and their sessions."""

import hashlib
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, text

from kiosk.domain.catalogue import LocationKind
from kiosk.errors import HqRefused, HqUnreachable, InputError
from kiosk.ports.sync import Acknowledgement, acknowledgement_message
from sync.hq.database import HqDatabase, HqRead, HqUnit
from sync.hq.keys import HqKey, is_signed
from sync.hq.member_rows import INDEX
from sync.hq.presence import Presence, Seen, behind
from sync.hq.publishing import CATALOGUE, shop_stream, stock_stream
from sync.hq.streams import ensure, was_gen
from sync.protocol import SessionAnswer, SessionRequest, pins_message, revoked_message, session_message

log = logging.getLogger(__name__)
_CHALLENGE_MS = 2 * 60 * 1000
_SESSION_MS = 12 * 60 * 60 * 1000
WHO = "devices"  # whoever changes who may speak does it one after the other


@dataclass(frozen=True, slots=True)
class EnrolledDevice:
    """A tablet HQ knows. `revoked_ms` is None while it may speak."""

    id: str
    shop: str
    till: str
    region: str
    name: str
    public_key: str
    enrolled_ms: int
    revoked_ms: int | None


@dataclass(frozen=True, slots=True)
class DeviceState:
    """How HQ and a tablet stand: what HQ holds of it, when it last sent something, and when it last asked for news
    (UTC ms, 0 = never). `branches`: runs that contradicted what HQ holds, as when its data are on two machines.
    `program`: its version. `behind`: changes of rows that it has not brought up yet; -1 when it has not said."""

    id: str
    shop: str
    till: str
    name: str
    enrolled_ms: int
    revoked_ms: int | None
    events: int
    heard_ms: int
    branches: int
    seen_ms: int = 0
    program: str = ""
    behind: int = -1


def refused(reason: str, message: str, *, status: int = 401) -> HqRefused:
    """`reason` goes to the device as the problem's code: pairing, token, revoked or stream."""
    return HqRefused(message, reason=reason, status=status)


class DeviceRegister:
    """Devices and sessions over HQ's database."""

    def __init__(self, database: HqDatabase, key: HqKey) -> None:
        self._database = database
        self._key = key
        self.presence = Presence(database)
        self.pins: tuple[str, ...] = ()  # of the certificates HQ serves, now and next

    def session(self, request: SessionRequest) -> SessionAnswer:
        """A challenge, then, with its proof, a token and what HQ holds of this device. Raises HqRefused."""
        if not request.challenge:
            return self._challenge(request.device)
        with self._database.aside(WHO) as tx:
            asked = tx.conn.execute(_TAKE_CHALLENGE, {"hash": _hash(request.challenge), "device": request.device})
            expires_ms = asked.scalar_one_or_none()
            device = find_device(tx.conn, request.device)
            message = session_message(request.device, request.challenge)
            proven = device is not None and is_signed(device.public_key, message, request.proof)
            fresh = expires_ms is not None and expires_ms >= tx.now_ms
            answer, put_back = None, False
            if device and proven and fresh and device.revoked_ms is None:
                put_back = self._was_put_back(tx, device, request)
                answer = self._open(tx, device, _astray(tx.conn, device.id, request.known))
        if put_back:
            with self._database.write() as changing:
                changing.begin_anew()
        if answer is None and device and proven and device.revoked_ms is None:
            raise HqUnreachable(
                "This challenge was used or is too old. Ask for another one.", status=425, reason="challenge"
            )
        if answer is None:
            raise self._why_refused(device)
        self.presence.began(request.device, request.program)
        return answer

    def _challenge(self, device_id: str) -> SessionAnswer:
        challenge = secrets.token_hex(16)
        with self._database.aside(WHO) as tx:
            device = find_device(tx.conn, device_id)
            if device is None or device.revoked_ms is not None:
                raise self._why_refused(device)
            tx.conn.execute(text("DELETE FROM challenge WHERE expires_ms < :now"), {"now": tx.now_ms})
            values = {"hash": _hash(challenge), "device": device_id, "until": tx.now_ms + _CHALLENGE_MS}
            tx.conn.execute(_NEW_CHALLENGE, values)
        return SessionAnswer(challenge=challenge)

    def _open(self, tx: HqUnit, device: EnrolledDevice, astray: tuple[int, ...]) -> SessionAnswer:
        token = secrets.token_urlsafe(24)
        tx.conn.execute(text("DELETE FROM session WHERE expires_ms < :now"), {"now": tx.now_ms})
        values = {"hash": _hash(token), "device": device.id, "until": tx.now_ms + _SESSION_MS}
        tx.conn.execute(_NEW_SESSION, values)
        region = region_of(tx, device)
        streams = streams_of(tx, device.id, device.shop, region)
        ensure(tx.conn, streams)
        return SessionAnswer(
            token=token,
            server_ms=tx.now_ms,
            holds=held_of(tx.conn, device.id),
            streams=streams,
            snapshot_set=snapshot_set(streams),
            astray=astray,
            pins=self.pins,
            pins_signature=self._key.sign(pins_message(self.pins)) if self.pins else "",
        )

    def _was_put_back(self, read: HqRead, device: EnrolledDevice, request: SessionRequest) -> bool:
        """Whether HQ signed for something that it does not hold, as after a backup was put back. What it gives out from
        now on is not what it gave out before under the same numbers, so every stream has to begin anew; once for all
        devices, as the others know the streams under the gen before."""
        known = request.acknowledgement
        if known is None or known.device != device.id or not self._signed(known):
            return False
        held = read.conn.execute(_HELD, {"device": device.id, "epoch": known.epoch}).scalar_one()
        if held >= known.through or was_gen(read.conn, shop_stream(device.shop), request.gen):
            return False
        log.error("HQ signed for %d events of %s and holds %d: it was put back", known.through, device.id, held)
        return True

    def _signed(self, known: Acknowledgement) -> bool:
        message = acknowledgement_message(known.device, known.epoch, known.through, known.chain)
        return is_signed(self._key.public_hex(), message, known.signature)

    def by_token(self, read: HqRead, token: str, now_ms: int) -> EnrolledDevice:
        """The device whose session this is. Raises HqRefused when there is none, it ended, or it was revoked."""
        find = text("SELECT device FROM session WHERE token_hash = :hash AND expires_ms >= :now")
        device_id = read.conn.execute(find, {"hash": _hash(token), "now": now_ms}).scalar_one_or_none()
        device = find_device(read.conn, device_id) if device_id else None
        if device is None:
            raise refused("token", "This session has ended. The device opens a new one by itself.")
        if device.revoked_ms is not None:
            raise self._why_refused(device)
        return device

    def _why_refused(self, device: EnrolledDevice | None) -> HqRefused:
        if device is None or device.revoked_ms is None:
            return refused("token", "HQ does not know this device, or it could not prove its key. Enrol it again.")
        return HqRefused(
            "HQ has revoked this device. Its events are safe; enrol it again.",
            reason="revoked", status=403, proof=self._key.sign(revoked_message(device.id)),
        )  # fmt: skip

    def revoke(self, device_id: str) -> None:
        """Stop serving a device: what it still sends is stored and held for a person. Raises InputError for an unknown
        one."""
        with self._database.aside(WHO) as tx:
            mark = text("UPDATE device SET revoked_ms = coalesce(revoked_ms, :now) WHERE id = :id")
            if not tx.conn.execute(mark, {"now": tx.now_ms, "id": device_id}).rowcount:
                raise InputError(f"HQ knows no device {device_id!r}.")
            tx.conn.execute(text("DELETE FROM session WHERE device = :id"), {"id": device_id})

    def all(self) -> tuple[DeviceState, ...]:
        """Every device, by id."""
        with self._database.read() as read:
            states = [DeviceState(*row) for row in read.conn.execute(_STATES)]
            seen = self.presence.of(read.conn, (state.id for state in states))
            heads = {row.stream: row.head for row in read.conn.execute(_HEADS)}
        return tuple(_with(state, seen[state.id], heads) for state in states)


def _with(state: DeviceState, seen: Seen, heads: Mapping[str, int]) -> DeviceState:
    rows = behind(seen, heads) if seen.known else -1
    return replace(state, seen_ms=max(seen.at_ms, state.heard_ms), program=seen.program, behind=rows)


def find_device(conn: Connection, device_id: str) -> EnrolledDevice | None:
    if "\0" in device_id:
        return None  # no text for PostgreSQL
    row = conn.execute(text(_DEVICE + " WHERE id = :id"), {"id": device_id}).one_or_none()
    return EnrolledDevice(*row) if row else None


def region_of(read: HqRead, device: EnrolledDevice) -> str:
    """The region its shop is in now; where it was at enrolment when HQ no longer knows the shop."""
    location = read.locations().get(device.shop)
    return location.region if location else device.region


def streams_of(read: HqRead, device: str, shop: str, region: str) -> tuple[str, ...]:
    """What a device may read: the range, stock of its own region and of every region with a warehouse, its shop,
    itself, and under which hashes members are known."""
    regions = {place.region for place in read.locations().values() if place.kind is LocationKind.WAREHOUSE} | {region}
    stock = (stock_stream(name) for name in sorted(regions))
    return (CATALOGUE, *stock, shop_stream(shop), f"device.{device}", INDEX)


def snapshot_set(streams: tuple[str, ...]) -> str:
    """The name of the snapshot with the public ones of these streams: `catalogue+east+north`."""
    regions = sorted(stream.removeprefix("stock.") for stream in streams if stream.startswith("stock."))
    return "+".join([CATALOGUE, *regions])


def snapshot_streams(set_name: str) -> tuple[str, ...]:
    """The streams of a set named by `snapshot_set`."""
    first, *regions = set_name.split("+")
    return (first, *(stock_stream(region) for region in regions))


def _astray(conn: Connection, device: str, known: tuple[tuple[int, int, str], ...]) -> tuple[int, ...]:
    """Epochs in which HQ has something else where it signed for what the device knows."""
    find = text("SELECT chain FROM event WHERE device = :device AND epoch = :epoch AND seq = :seq")
    here = {
        epoch: conn.execute(find, {"device": device, "epoch": epoch, "seq": seq}).scalar_one_or_none()
        for epoch, seq, _ in known
    }
    return tuple(epoch for epoch, _, chain in known if here[epoch] not in (None, chain))


def held_of(conn: Connection, device: str) -> tuple[tuple[int, int, str], ...]:
    """What HQ has of a device: (epoch, through, chain), epoch by epoch. Asked of the runs, of which there are few, not
    of the events."""
    find = text(
        "SELECT e.epoch, e.seq, e.chain FROM (SELECT epoch, max(last_seq) AS last FROM run WHERE device = :device"
        " GROUP BY epoch) AS ends JOIN event e ON e.device = :device AND e.epoch = ends.epoch AND e.seq = ends.last"
        " ORDER BY e.epoch"
    )
    return tuple((row.epoch, row.seq, row.chain) for row in conn.execute(find, {"device": device}))


def _hash(secret: str) -> str:
    return hashlib.sha256(b"kiosk/secret/1|" + secret.encode()).hexdigest()


_DEVICE = "SELECT id, shop, till, region, name, public_key, enrolled_ms, revoked_ms FROM device"
_STATES = text(
    "SELECT id, shop, till, name, enrolled_ms, revoked_ms,"
    " CAST(coalesce((SELECT sum(r.last_seq - r.first_seq + 1) FROM run r WHERE r.device = d.id), 0) AS BIGINT)"
    " AS events,"
    " coalesce((SELECT max(r.received_ms) FROM run r WHERE r.device = d.id), 0) AS heard_ms,"
    " (SELECT count(*) FROM branch b WHERE b.device = d.id) AS branches FROM device d ORDER BY id"
)
_HEADS = text("SELECT stream, head FROM stream_head")
_HELD = text("SELECT coalesce(max(last_seq), 0) FROM run WHERE device = :device AND epoch = :epoch")
_NEW_CHALLENGE = text("INSERT INTO challenge (hash, device, expires_ms) VALUES (:hash, :device, :until)")
_TAKE_CHALLENGE = text("DELETE FROM challenge WHERE hash = :hash AND device = :device RETURNING expires_ms")
_NEW_SESSION = text("INSERT INTO session (token_hash, device, expires_ms) VALUES (:hash, :device, :until)")
