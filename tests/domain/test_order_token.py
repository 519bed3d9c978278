"""An order token: what it says comes back, and nothing that is none is taken for one."""

import base64
import random
import uuid

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain.order_token import LASTS_MS, MOST_CHARACTERS, Asks, OrderToken, read, seal
from kiosk.errors import InputError

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
TOKEN = OrderToken(
    "JA-02-a1b2c3", "0199a0b0-0000-7000-8000-000000000001", Asks.ADDRESS | Asks.INVOICE, 1_764_000_000_000
)


def test_what_it_says_comes_back_and_the_signature_is_of_all_of_it() -> None:
    text = seal(TOKEN, KEY.sign)
    signed = read(text)
    assert signed.token == TOKEN
    KEY.public_key().verify(signed.signature, signed.message)
    assert len(text) <= MOST_CHARACTERS
    assert text.replace("-", "").replace("_", "").isalnum(), "it stands in an address as it is"


def test_every_changed_byte_breaks_the_signature_or_the_token() -> None:
    raw = base64.urlsafe_b64decode(seal(TOKEN, KEY.sign) + "==")
    for at in range(len(raw)):
        changed = bytearray(raw)
        changed[at] ^= 1 << at % 8
        try:
            signed = read(base64.urlsafe_b64encode(bytes(changed)).rstrip(b"=").decode())
        except InputError:
            continue
        with pytest.raises(InvalidSignature):
            KEY.public_key().verify(signed.signature, signed.message)


def test_garbage_is_no_token_and_no_trace() -> None:
    rng = random.Random(7)
    for _ in range(2_000):
        raw = rng.randbytes(rng.randrange(0, 160))
        text = base64.urlsafe_b64encode(raw).decode() if rng.random() < 0.7 else raw.decode("latin-1")
        try:
            read(text)
        except InputError:
            continue
        assert raw[0] == 1, "only the right version is read"


@pytest.mark.parametrize("text", ["", "A", "A" * 241, "Ä" * 80, "../../etc", "AQ" * 40 + "=", "<script>"])
def test_what_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        read(text)


def test_it_ends_after_two_weeks() -> None:
    assert not TOKEN.expired(TOKEN.issued_ms + LASTS_MS)
    assert TOKEN.expired(TOKEN.issued_ms + LASTS_MS + 1)


def test_an_order_whose_id_is_no_uuid_has_none() -> None:
    with pytest.raises(ValueError, match="UUID"):
        seal(OrderToken("d", "order-1", Asks.ADDRESS, 0), KEY.sign)
    assert read(seal(OrderToken("d", str(uuid.UUID(int=5)), Asks.INVOICE, 0), KEY.sign)).token.asks is Asks.INVOICE
