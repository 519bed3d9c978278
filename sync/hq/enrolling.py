"""How a tablet becomes one HQ knows: a pairing code, what its device says, and a person who compares six digits."""

import hmac
import re
import secrets
import threading
import time
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, text

from kiosk.errors import InputError
from sync.hq.admitting import admit, identity_of
from sync.hq.database import HqDatabase, HqUnit
from sync.hq.devices import WHO, refused
from sync.hq.keys import HqKey, is_public_key, is_signed
from sync.hq.publishing import has_tablets
from sync.pairing import NONCE_BYTES, Transcript, code_hash, commitment, new_nonce, spaced, tidy_code
from sync.protocol import EnrolAnswer, EnrolFinish, EnrolOffer, EnrolStart

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U: read aloud, typed once
_CODE_LENGTH = 8
_MAX_TRIES = 5
_MAX_OPEN = 32  # codes and enrolments under way, of all shops together
_CODE_MS = 10 * 60 * 1000
_ENROLMENT_MS = 3 * 60 * 1000  # a device waits for two
_SLICE_S = 1.0  # another process of HQ's may have been told
_HEX = re.compile(r"[0-9a-f]+")


class Stage(StrEnum):
    """How far the enrolment behind a pairing code is."""

    OPEN = "open"  # nobody has typed the code yet
    STARTED = "started"
    SHOWN = "shown"  # both sides can show the digits; a person decides
    CONFIRMED = "confirmed"
    DONE = "done"  # the device has its identity
    REFUSED = "refused"
    OVER = "over"  # its time is, or there was none


@dataclass(frozen=True, slots=True)
class Pairing:
    """The enrolment behind a code, for whoever made the code. `digits`: once both sides can show them."""

    stage: Stage
    name: str = ""
    digits: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True)
class _Enrolment:
    id: str
    code_hash: str
    shop: str
    public_key: str
    name: str
    commitment: str
    hq_nonce: str
    digits: str
    stage: str
    device: str


class Enrolments:
    """Over HQ's database, so that it does not matter which process of HQ's is asked.

    A code is used up by the first start that HQ answers; the same device may ask again and gets the same answer, no
    other device starts with it. `pin` is that of the certificate HQ serves (sync.pins), "" without TLS."""

    def __init__(self, database: HqDatabase, key: HqKey) -> None:
        self._database = database
        self._key = key
        self._changed = threading.Condition()
        self.pin = ""

    # What HQ's people do.

    def pair(self, shop: str) -> str:
        """A code that enrols one device of the shop within ten minutes. Raises InputError when HQ does not know the
        shop, or too many codes are open."""
        code = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
        with self._database.aside(WHO) as tx:
            if not has_tablets(tx.locations().get(shop)):
                known = sorted(place.id for place in tx.locations().values() if has_tablets(place))
                raise InputError(f"{shop!r} is no shop HQ knows. It knows: {', '.join(known) or 'none yet'}.")
            _forget_old(tx)
            if tx.conn.execute(_COUNT_OPEN).scalar_one() >= _MAX_OPEN:
                raise InputError(
                    f"{_MAX_OPEN} tablets are being enrolled; that is as many as HQ lets wait at one time. "
                    "Finish some of them, or wait: a code ends by itself after ten minutes."
                )
            tx.conn.execute(_NEW_CODE, {"hash": code_hash(code), "shop": shop, "until": tx.now_ms + _CODE_MS})
        return code

    def pairing(self, code: str, seen: str = "", wait_s: float = 0) -> Pairing:
        """How far the enrolment behind a code is; waits up to `wait_s` for it to be further than `seen`."""
        until, hashed = time.monotonic() + wait_s, code_hash(tidy_code(code))
        found = self._pairing(hashed)
        while found.stage == seen and self._wait(until):
            found = self._pairing(hashed)
        return found

    def confirm(self, shop: str, digits: str) -> str:
        """Somebody read these six digits on a tablet of the shop: take in the one that shows them; returns its name.

        Raises InputError when none does: then whoever waits for this shop is refused, and their codes are used up."""
        typed = "".join(digits.split())
        with self._database.aside(WHO) as tx:
            waiting = _waiting(tx, shop)
            found = next((item for item in waiting if hmac.compare_digest(item.digits, typed)), None)
            for item in (found,) if found else waiting:
                _to_stage(tx, item, Stage.CONFIRMED if found else Stage.REFUSED)
        self._tell()
        if not waiting:
            raise InputError(f"No tablet of {shop} waits to be confirmed. Nothing was changed.")
        if found is None:
            raise InputError(
                f"{spaced(typed)} is not what HQ shows. The tablet was refused and its code is used up. If you typed "
                "what it shows, somebody may stand between it and HQ: look into it before you pair it again."
            )
        return found.name

    def refuse(self, shop: str, digits: str) -> None:
        """Somebody says that the tablet that shows these digits here is not theirs."""
        with self._database.aside(WHO) as tx:
            for item in _waiting(tx, shop):
                if item.digits == digits:
                    _to_stage(tx, item, Stage.REFUSED)
        self._tell()

    # What devices ask.

    def start(self, request: EnrolStart) -> EnrolOffer:
        """Take the code; HQ's nonce for the device's commitment. Raises HqRefused on a wrong or used-up code."""
        if not is_public_key(request.public_key):
            raise InputError("the device's public key is not an Ed25519 key in hex")
        if len(request.commitment) != 64 or not _HEX.fullmatch(request.commitment):
            raise InputError("the device's commitment is not a SHA-256 in hex")
        with self._database.aside(WHO) as tx:
            _forget_old(tx)
            found = self._begun(tx, request)
        if found is None:
            raise refused(
                "pairing", "This code is not valid (any more). Ask for a new one and type it within ten minutes."
            )
        self._tell()
        return EnrolOffer(found.id, found.hq_nonce, self._key.public_hex())

    def finish(self, request: EnrolFinish, *, wait_s: float = 0) -> EnrolAnswer:
        """The device's identity, once a person has confirmed the digits; an answer without a device until then, after
        `wait_s`. Raises HqRefused when nobody started this, its time is over, somebody said no, the nonce is not the
        one committed to, or the device saw something else than HQ did: the last two end the enrolment."""
        until = time.monotonic() + wait_s
        self._reveal(request)
        answer = self._settled(request.enrolment)
        while answer is None and self._wait(until):
            answer = self._settled(request.enrolment)
        return answer or EnrolAnswer()

    def _begun(self, tx: HqUnit, request: EnrolStart) -> _Enrolment | None:
        hashed = code_hash(tidy_code(request.code))
        known = _find(tx.conn, "code_hash = :key", hashed)
        if known is not None:
            same = (known.public_key, known.commitment) == (request.public_key.lower(), request.commitment)
            return known if same and known.stage != Stage.REFUSED else None
        shop = _take_code(tx, hashed)
        if shop is None:
            return None
        name = "".join(character for character in request.name if character.isprintable())[:80]
        fresh = _Enrolment(
            secrets.token_hex(NONCE_BYTES), hashed, shop, request.public_key.lower(), name, request.commitment,
            new_nonce(), "", Stage.STARTED, "",
        )  # fmt: skip
        values = {field: getattr(fresh, field) for field in _Enrolment.__slots__}
        tx.conn.execute(_NEW_ENROLMENT, {**values, "until": tx.now_ms + _ENROLMENT_MS})
        return fresh

    def _reveal(self, request: EnrolFinish) -> None:
        with self._database.aside(WHO) as tx:
            _forget_old(tx)
            found = _find(tx.conn, "id = :key", request.enrolment)
            wrong = self._wrong(found, request) if found and found.stage != Stage.REFUSED else ""
            if found and wrong and found.stage != Stage.DONE:
                _to_stage(tx, found, Stage.REFUSED)
            elif found and found.stage == Stage.STARTED:
                digits = self._seen(found, request.nonce).digits()
                tx.conn.execute(_SHOW, {"id": found.id, "digits": digits, "stage": Stage.SHOWN})
        self._tell()
        if wrong:
            raise refused("pairing", wrong)

    def _wrong(self, found: _Enrolment, request: EnrolFinish) -> str:
        if not hmac.compare_digest(commitment(found.code_hash, found.public_key, request.nonce), found.commitment):
            return "the device's nonce is not the one it committed to; the code is used up"
        if not is_signed(found.public_key, self._seen(found, request.nonce).message(found.id), request.proof):
            return "the device saw another HQ key or certificate than this HQ has; the code is used up"
        return ""

    def _seen(self, found: _Enrolment, nonce: str) -> Transcript:
        return Transcript(
            found.code_hash, found.public_key, self._key.public_hex(), self.pin, found.hq_nonce, nonce
        )  # fmt: skip

    def _settled(self, enrolment: str) -> EnrolAnswer | None:
        with self._database.read() as read:
            found = _find(read.conn, "id = :key AND expires_ms >= :now", enrolment, self._database.clock())
        if found is None:
            raise refused("pairing", "nobody confirmed this device in time, or it never started")
        if found.stage == Stage.REFUSED:
            raise refused("pairing", "somebody at HQ saw other digits, and refused this device")
        if found.stage not in (Stage.CONFIRMED, Stage.DONE):
            return None
        with self._database.aside(WHO) as tx:
            found = _find(tx.conn, "id = :key", enrolment) or found
            device = found.device or admit(tx, found.shop, found.name, found.public_key)
            tx.conn.execute(_DONE, {"id": found.id, "device": device, "stage": Stage.DONE})
            return identity_of(tx.conn, device)

    def _pairing(self, hashed: str) -> Pairing:
        now_ms = self._database.clock()
        with self._database.read() as read:
            found = _find(read.conn, "code_hash = :key AND expires_ms >= :now", hashed, now_ms)
            code = read.conn.execute(_FIND_CODE, {"hash": hashed, "now": now_ms}).one_or_none()
        if found is None:
            return Pairing(Stage.OPEN if code else Stage.OVER)
        return Pairing(Stage(found.stage), found.name, found.digits, found.device)

    def _wait(self, until: float) -> bool:
        """Until something changed or may have; False when the time is over, or HQ closes."""
        left_s = until - time.monotonic()
        if left_s <= 0:
            return False
        with self._changed:
            self._changed.wait(min(left_s, _SLICE_S))
        return not self._database.closed

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()


def _take_code(tx: HqUnit, hashed: str) -> str | None:
    """The shop the code is for. A wrong one counts against every open code: five wrong ones close them all."""
    now = {"now": tx.now_ms, "tries": _MAX_TRIES}
    shop: str | None = tx.conn.execute(_TAKE_CODE, {**now, "hash": hashed}).scalar_one_or_none()
    if shop is None:
        tx.conn.execute(text("UPDATE pairing SET tries = tries + 1"))
    tx.conn.execute(text("DELETE FROM pairing WHERE expires_ms < :now OR tries >= :tries"), now)
    return shop


def _forget_old(tx: HqUnit) -> None:
    for table in ("pairing", "enrolment"):
        tx.conn.execute(text(f"DELETE FROM {table} WHERE expires_ms < :now"), {"now": tx.now_ms})  # noqa: S608 ours


def _find(conn: Connection, where: str, key: str, now_ms: int = 0) -> _Enrolment | None:
    row = conn.execute(text(f"{_ENROLMENT} WHERE {where}"), {"key": key, "now": now_ms}).one_or_none()
    return _Enrolment(*row) if row else None


def _waiting(tx: HqUnit, shop: str) -> list[_Enrolment]:
    find = text(f"{_ENROLMENT} WHERE shop = :shop AND stage = :stage AND expires_ms >= :now")
    return [_Enrolment(*row) for row in tx.conn.execute(find, {"shop": shop, "stage": Stage.SHOWN, "now": tx.now_ms})]


def _to_stage(tx: HqUnit, found: _Enrolment, stage: Stage) -> None:
    tx.conn.execute(text("UPDATE enrolment SET stage = :stage WHERE id = :id"), {"id": found.id, "stage": stage})


_ENROLMENT = "SELECT id, code_hash, shop, public_key, name, commitment, hq_nonce, digits, stage, device FROM enrolment"
_NEW_ENROLMENT = text(
    "INSERT INTO enrolment (id, code_hash, shop, public_key, name, commitment, hq_nonce, digits, stage, device,"
    " expires_ms) VALUES (:id, :code_hash, :shop, :public_key, :name, :commitment, :hq_nonce, :digits, :stage, :device,"
    " :until)"
)
_SHOW = text("UPDATE enrolment SET digits = :digits, stage = :stage WHERE id = :id")
_DONE = text("UPDATE enrolment SET device = :device, stage = :stage WHERE id = :id")
_COUNT_OPEN = text(
    "SELECT (SELECT count(*) FROM pairing)"
    " + (SELECT count(*) FROM enrolment WHERE stage IN ('started', 'shown', 'confirmed'))"
)
_NEW_CODE = text("INSERT INTO pairing (code_hash, shop, expires_ms, tries) VALUES (:hash, :shop, :until, 0)")
_FIND_CODE = text("SELECT shop FROM pairing WHERE code_hash = :hash AND expires_ms >= :now")
_TAKE_CODE = text(
    "DELETE FROM pairing WHERE code_hash = :hash AND expires_ms >= :now AND tries < :tries RETURNING shop"
)
