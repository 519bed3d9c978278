"""Who may speak to HQ: pairing codes, enrolled devices, sessions."""

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, text

from kiosk.domain.catalogue import LocationKind
from kiosk.errors import HqRefused, InputError
from sync.hq.database import HqDatabase, HqRead, HqUnit
from sync.hq.keys import HqKey, is_public_key, is_signed
from sync.hq.member_rows import INDEX
from sync.hq.publishing import CATALOGUE, has_tablets, shop_stream, stock_stream
from sync.hq.streams import ensure
from sync.protocol import EnrolAnswer, EnrolRequest, SessionAnswer, SessionRequest, session_message

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U: read aloud, typed once
_CODE_LENGTH = 8
_MAX_TRIES = 5
_CODE_MS = 10 * 60 * 1000
_CHALLENGE_MS = 2 * 60 * 1000
_SESSION_MS = 12 * 60 * 60 * 1000
_MAX_TILLS = 99
_WHO = "devices"  # whoever changes who may speak does it one after the other


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
    """How HQ and a tablet stand: what HQ holds of it, and when it last heard of it (UTC ms, 0 = never)."""

    id: str
    shop: str
    till: str
    name: str
    enrolled_ms: int
    revoked_ms: int | None
    events: int
    heard_ms: int


def refused(reason: str, message: str, *, status: int = 401) -> HqRefused:
    """`reason` goes to the device as the problem's code: pairing, token, revoked or stream."""
    return HqRefused(message, reason=reason, status=status)


class DeviceRegister:
    """Enrolment and sessions over HQ's database."""

    def __init__(self, database: HqDatabase, key: HqKey) -> None:
        self._database = database
        self._key = key

    def pair(self, shop: str) -> str:
        """A code that enrols one device of the shop within ten minutes. Raises InputError when HQ does not know the
        shop."""
        code = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
        with self._database.aside(_WHO) as tx:
            if not has_tablets(tx.locations().get(shop)):
                known = sorted(place.id for place in tx.locations().values() if has_tablets(place))
                raise InputError(f"{shop!r} is no shop HQ knows. It knows: {', '.join(known) or 'none yet'}.")
            values = {"hash": _hash(code), "shop": shop, "until": tx.now_ms + _CODE_MS}
            tx.conn.execute(_NEW_CODE, values)
        return code

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Take the code and give the device its identity. Raises HqRefused on a wrong or used-up code."""
        if not is_public_key(request.public_key):
            raise InputError("the device's public key is not an Ed25519 key in hex")
        with self._database.aside(_WHO) as tx:
            shop = self._take_code(tx, _tidy(request.code))
            answer = self._admit(tx, shop, request) if shop else None
        if answer is None:
            raise refused(
                "pairing", "This code is not valid (any more). Ask for a new one and type it within ten minutes."
            )
        return answer

    def _take_code(self, tx: HqUnit, code: str) -> str | None:
        """The shop the code is for. A wrong one counts against every open code: five wrong ones close them all."""
        now = {"now": tx.now_ms, "tries": _MAX_TRIES, "hash": _hash(code)}
        shop: str | None = tx.conn.execute(_TAKE_CODE, now).scalar_one_or_none()
        if shop is None:
            tx.conn.execute(text("UPDATE pairing SET tries = tries + 1"))
        tx.conn.execute(text("DELETE FROM pairing WHERE expires_ms < :now OR tries >= :tries"), now)
        return shop

    def _admit(self, tx: HqUnit, shop: str, request: EnrolRequest) -> EnrolAnswer:
        location = tx.locations()[shop]
        till = _next_till(tx.conn, shop)
        prefix = location.till_prefix or location.id
        device = f"{shop}-{till}-{secrets.token_hex(3)}"
        values = {
            "id": device, "shop": shop, "till": till, "till_prefix": prefix, "region": location.region,
            "name": request.name[:80], "public_key": request.public_key.lower(), "now": tx.now_ms,
        }  # fmt: skip
        tx.conn.execute(_NEW_DEVICE, values)
        ensure(tx.conn, streams_of(tx, device, shop, location.region))
        return EnrolAnswer(device, shop, till, prefix, location.region, self._key.public_hex())

    def session(self, request: SessionRequest) -> SessionAnswer:
        """A challenge, then, with its proof, a token and what HQ holds of this device. Raises HqRefused."""
        if not request.challenge:
            return self._challenge(request.device)
        with self._database.aside(_WHO) as tx:
            asked = tx.conn.execute(_TAKE_CHALLENGE, {"hash": _hash(request.challenge), "device": request.device})
            expires_ms = asked.scalar_one_or_none()
            device = find_device(tx.conn, request.device)
            message = session_message(request.device, request.challenge)
            proven = device is not None and is_signed(device.public_key, message, request.proof)
            fresh = expires_ms is not None and expires_ms >= tx.now_ms
            answer = self._open(tx, device) if device and proven and fresh and device.revoked_ms is None else None
        if answer is None:
            raise _why_refused(device)
        return answer

    def _challenge(self, device_id: str) -> SessionAnswer:
        challenge = secrets.token_hex(16)
        with self._database.aside(_WHO) as tx:
            device = find_device(tx.conn, device_id)
            if device is None or device.revoked_ms is not None:
                raise _why_refused(device)
            tx.conn.execute(text("DELETE FROM challenge WHERE expires_ms < :now"), {"now": tx.now_ms})
            values = {"hash": _hash(challenge), "device": device_id, "until": tx.now_ms + _CHALLENGE_MS}
            tx.conn.execute(_NEW_CHALLENGE, values)
        return SessionAnswer(challenge=challenge)

    def _open(self, tx: HqUnit, device: EnrolledDevice) -> SessionAnswer:
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
            holds=_holds(tx.conn, device.id),
            streams=streams,
            snapshot_set=snapshot_set(streams),
        )

    def by_token(self, read: HqRead, token: str, now_ms: int) -> EnrolledDevice:
        """The device whose session this is. Raises HqRefused when there is none, it ended, or it was revoked."""
        find = text("SELECT device FROM session WHERE token_hash = :hash AND expires_ms >= :now")
        device_id = read.conn.execute(find, {"hash": _hash(token), "now": now_ms}).scalar_one_or_none()
        device = find_device(read.conn, device_id) if device_id else None
        if device is None:
            raise refused("token", "This session has ended. The device opens a new one by itself.")
        if device.revoked_ms is not None:
            raise _why_refused(device)
        return device

    def revoke(self, device_id: str) -> None:
        """Stop serving a device: what it still sends is stored and held for a person. Raises InputError for an unknown
        one."""
        with self._database.aside(_WHO) as tx:
            mark = text("UPDATE device SET revoked_ms = coalesce(revoked_ms, :now) WHERE id = :id")
            if not tx.conn.execute(mark, {"now": tx.now_ms, "id": device_id}).rowcount:
                raise InputError(f"HQ knows no device {device_id!r}.")
            tx.conn.execute(text("DELETE FROM session WHERE device = :id"), {"id": device_id})

    def all(self) -> tuple[DeviceState, ...]:
        """Every device, by id."""
        with self._database.read() as read:
            return tuple(DeviceState(*row) for row in read.conn.execute(_STATES))


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


def _why_refused(device: EnrolledDevice | None) -> HqRefused:
    if device is not None and device.revoked_ms is not None:
        return refused("revoked", "HQ has revoked this device. Its events are safe; enrol it again.", status=403)
    return refused("token", "HQ does not know this device, or it could not prove its key. Enrol it again.")


def _next_till(conn: Connection, shop: str) -> str:
    """Numbers of revoked devices are not given out again: order numbers carry them."""
    used = set(conn.execute(text("SELECT till FROM device WHERE shop = :shop"), {"shop": shop}).scalars())
    free = (f"{number:02d}" for number in range(1, _MAX_TILLS + 1) if f"{number:02d}" not in used)
    till = next(free, None)
    if till is None:
        raise InputError(f"shop {shop} has used up its {_MAX_TILLS} till numbers")
    return till


def _holds(conn: Connection, device: str) -> tuple[tuple[int, int, str], ...]:
    """Asked of the runs, of which there are few, not of the events."""
    find = text(
        "SELECT e.epoch, e.seq, e.chain FROM (SELECT epoch, max(last_seq) AS last FROM run WHERE device = :device"
        " GROUP BY epoch) AS ends JOIN event e ON e.device = :device AND e.epoch = ends.epoch AND e.seq = ends.last"
        " ORDER BY e.epoch"
    )
    return tuple((row.epoch, row.seq, row.chain) for row in conn.execute(find, {"device": device}))


def _tidy(code: str) -> str:
    return "".join(code.upper().split()).replace("-", "")


def _hash(secret: str) -> str:
    return hashlib.sha256(b"kiosk/secret/1|" + secret.encode()).hexdigest()


_DEVICE = "SELECT id, shop, till, region, name, public_key, enrolled_ms, revoked_ms FROM device"
_STATES = text(
    "SELECT id, shop, till, name, enrolled_ms, revoked_ms,"
    " CAST(coalesce((SELECT sum(r.last_seq - r.first_seq + 1) FROM run r WHERE r.device = d.id), 0) AS BIGINT)"
    " AS events,"
    " coalesce((SELECT max(r.received_ms) FROM run r WHERE r.device = d.id), 0) AS heard_ms FROM device d ORDER BY id"
)
_NEW_CODE = text("INSERT INTO pairing (code_hash, shop, expires_ms, tries) VALUES (:hash, :shop, :until, 0)")
_TAKE_CODE = text(
    "DELETE FROM pairing WHERE code_hash = :hash AND expires_ms >= :now AND tries < :tries RETURNING shop"
)
_NEW_DEVICE = text(
    "INSERT INTO device (id, shop, till, till_prefix, region, name, public_key, enrolled_ms)"
    " VALUES (:id, :shop, :till, :till_prefix, :region, :name, :public_key, :now)"
)
_NEW_CHALLENGE = text("INSERT INTO challenge (hash, device, expires_ms) VALUES (:hash, :device, :until)")
_TAKE_CHALLENGE = text("DELETE FROM challenge WHERE hash = :hash AND device = :device RETURNING expires_ms")
_NEW_SESSION = text("INSERT INTO session (token_hash, device, expires_ms) VALUES (:hash, :device, :until)")
