"""Who this device is: given by HQ at enrolment, kept in a file beside the journal."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class DeviceIdentity:
    """`till` is the two-digit number in order numbers (`JA-02-A-000417`); `hq_public_key` verifies acknowledgements.
    `hq_pins`: certificates by which HQ is known (sync.pins); none where an authority vouches, or without TLS."""

    device: str
    shop: str
    till: str
    till_prefix: str
    region: str
    hq_url: str
    hq_public_key: bytes
    hq_pins: tuple[str, ...] = ()


class DeviceKey(Protocol):
    """The device's Ed25519 private key; the bytes never leave the adapter."""

    def sign(self, message: bytes) -> bytes: ...

    def public_bytes(self) -> bytes: ...

    def encrypt(self, plain: bytes) -> bytes:
        """Authenticated encryption at rest with a key derived from this one."""

    def decrypt(self, sealed: bytes) -> bytes: ...
