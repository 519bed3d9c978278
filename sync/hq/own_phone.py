"""Head office's page for one order, on the shopper's own phone: whoever has the slip's token says where it goes.

The token is proved by the tablet's key, so that it works before the order itself has arrived. The first phone that
gives something is the one that may change it; to any other the page says only *that* it was given. What was given is
never shown again, to nobody.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from sqlalchemy import text

from kiosk.domain.details import Address, Detail, DetailsGiven, Invoice, details_blob
from kiosk.domain.order import OrderStatus, OrderView, view
from kiosk.domain.order_token import OrderToken, SignedToken, read
from sync.hq.database import HqDatabase, HqRead
from sync.hq.devices import EnrolledDevice, find_device, refused
from sync.hq.folding import HqFoldStore
from sync.hq.keys import is_signed
from sync.hq.members import MemberBook

_EARLY_MS = 24 * 3_600_000  # a tablet's clock may be ahead by so much


@dataclass(frozen=True, slots=True)
class PhonePage:
    """What a phone is shown. `given` and `order` are empty while HQ knows nothing of the order; `mine` is whether this
    phone may give or change something."""

    token: OrderToken
    given: frozenset[Detail]
    mine: bool
    order: OrderView | None


class PhoneDesk:
    """Any thread may ask. Raises HqRefused on a token that is none, or of nobody HQ knows, or too old."""

    def __init__(self, database: HqDatabase) -> None:
        self._database = database

    def look(self, token: str, secret: str) -> PhonePage:
        """What the page says; `secret` is what this phone was given at its first look, "" before."""
        with self._database.read() as found:
            return self._page(found, self._proved(found, token), secret)

    def give(
        self, token: str, secret: str, address: Address | None = None, invoice: Invoice | None = None
    ) -> PhonePage:
        """Take in what the shopper typed, durably. Raises HqRefused for any phone but the first that gave something."""
        with self._database.write() as tx:
            proved = self._proved(tx, token)
            if not secret or not self._page(tx, proved, secret).mine:
                raise refused("phone", "This was given from another phone. A guide in the shop can help.", status=403)
            tx.conn.execute(_BIND, _named(proved) | {"hash": _hash(secret), "now": tx.now_ms})
            for what, details in ((Detail.ADDRESS, address), (Detail.INVOICE, invoice)):
                if details is not None:
                    blob = details_blob(details, secrets.token_hex(16))
                    sha256 = hashlib.sha256(blob).hexdigest()
                    tx.private.keep({sha256: blob}, tx.now_ms)
                    tx.append(DetailsGiven(proved.order_id, proved.device, what, sha256))
        with self._database.read() as found:
            return self._page(found, proved, secret)

    def _proved(self, found: HqRead, token: str) -> OrderToken:
        signed = read(token)
        device = find_device(found.conn, signed.token.device)
        if device is None or not _holds(device, signed):
            raise refused("token", "This code is not one of our shops'.", status=404)
        now_ms = self._database.clock()
        if signed.token.expired(now_ms) or signed.token.issued_ms > now_ms + _EARLY_MS:
            raise refused("expired", "This code is too old. A guide in the shop can help.", status=410)
        return signed.token

    def _page(self, found: HqRead, token: OrderToken, secret: str) -> PhonePage:
        facts = HqFoldStore(found.conn).order(token.order_id)
        order = view(facts) if facts else None
        if order is not None and order.stamp.device != token.device:
            raise refused("token", "This code is not one of our shops'.", status=404)
        if order is not None and _is_over(found, order):
            raise refused("over", "This order is over. A guide in the shop can help.", status=410)
        told = facts.given if facts else ()
        given = frozenset(fact.body.what for fact in told if fact.body.device == token.device)
        bound: str | None = found.conn.execute(_BOUND, _named(token)).scalar_one_or_none()
        mine = bound is None or hmac.compare_digest(bound, _hash(secret))
        return PhonePage(token, given, mine, order)


def _holds(device: EnrolledDevice, signed: SignedToken) -> bool:
    """What a device signed before it was revoked is what a shopper has in hand; what it signs after is nobody's."""
    if device.revoked_ms is not None and signed.token.issued_ms >= device.revoked_ms:
        return False
    return is_signed(device.public_key, signed.message, signed.signature.hex())


def _is_over(found: HqRead, order: OrderView) -> bool:
    """Nothing is asked for any more, or whoever bought it was erased."""
    member = order.placed.member
    erased = bool(member) and MemberBook(found.conn).person(member or "").view.erased
    return erased or order.status in (OrderStatus.CANCELLED, OrderStatus.LAPSED)


def _named(token: OrderToken) -> dict[str, object]:
    return {"order_id": token.order_id, "device": token.device}


def _hash(secret: str) -> str:
    return hashlib.sha256(b"kiosk/phone/1|" + secret.encode()).hexdigest()


_BOUND = text("SELECT secret_hash FROM order_phone WHERE order_id = :order_id AND device = :device")
_BIND = text(
    "INSERT INTO order_phone (order_id, device, secret_hash, given_ms) VALUES (:order_id, :device, :hash, :now)"
    " ON CONFLICT (order_id, device) DO NOTHING"
)
