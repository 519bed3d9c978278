"""The order token: what a slip's QR code hands to the shopper's own phone.

A tablet makes it without a line; head office can tell by the tablet's key that it did, also before it has heard of the
order. It names the order and what is asked for, and holds nothing about anybody.

Bytes, as URL-safe base64 without padding:
`version (1) | asks (1) | issued, s since 1970 (4, big-endian) | order id, a UUID (16) | device | signature (64)`;
signed are `kiosk/order-token/1|` and everything before the signature, with Ed25519.
"""

import base64
import binascii
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntFlag

from kiosk.errors import InputError

VERSION = 1
LASTS_MS = 14 * 24 * 3_600_000
MOST_CHARACTERS = 240
_PREFIX = b"kiosk/order-token/1|"
_HEAD = 22
_SIGNATURE = 64


class TokenWrong(InputError):
    """A text is no order token, whatever it is."""

    code = "token_wrong"


class Asks(IntFlag):
    """What the shopper is asked for."""

    ADDRESS = 1
    INVOICE = 2


@dataclass(frozen=True, slots=True)
class OrderToken:
    """`issued_ms` is UTC, in whole seconds, by the tablet's clock."""

    device: str
    order_id: str
    asks: Asks
    issued_ms: int

    def expired(self, now_ms: int) -> bool:
        return now_ms > self.issued_ms + LASTS_MS


@dataclass(frozen=True, slots=True)
class SignedToken:
    """A token as it was read: nothing of it holds before `signature` was found to be the device's of `message`."""

    token: OrderToken
    message: bytes
    signature: bytes


def seal(token: OrderToken, sign: Callable[[bytes], bytes]) -> str:
    """The token's text. Raises ValueError when the order's id is no UUID."""
    payload = (
        bytes([VERSION, token.asks])
        + (token.issued_ms // 1_000).to_bytes(4, "big")
        + uuid.UUID(token.order_id).bytes
        + token.device.encode()
    )
    return base64.urlsafe_b64encode(payload + sign(_PREFIX + payload)).rstrip(b"=").decode()


def read(text: str) -> SignedToken:
    """What a text says, unproven. Raises TokenWrong when it is no token."""
    if len(text) > MOST_CHARACTERS or not text.isascii():
        raise TokenWrong("this is no order token")
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        payload, signature = raw[:-_SIGNATURE], raw[-_SIGNATURE:]
        if len(payload) <= _HEAD or payload[0] != VERSION or not 0 < payload[1] <= max(Asks) * 2 - 1:
            raise TokenWrong("this is no order token")
        order_id, device = str(uuid.UUID(bytes=payload[6:_HEAD])), payload[_HEAD:].decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise TokenWrong("this is no order token") from error
    issued_ms = int.from_bytes(payload[2:6], "big") * 1_000
    return SignedToken(OrderToken(device, order_id, Asks(payload[1]), issued_ms), _PREFIX + payload, signature)
