"""What both ends of an enrolment compute: a commitment, and the six digits that two people compare.

A short authentication string behind a commitment, as in ZRTP (RFC 6189, 4.4.1.1 and 4.5.2) and in Bluetooth's numeric
comparison (Core Specification 5.4, volume 2, part H, 7.2.1): the device commits to its nonce, HQ answers with its own,
only then the device reveals. Whoever stands between the two has chosen everything of theirs before they can know what
either side will show. That leaves one guess in a million, and a pairing code is good for one guess.
"""

import hashlib
import secrets
from dataclasses import dataclass

NONCE_BYTES = 16
DIGITS = 6


def tidy_code(code: str) -> str:
    """A pairing code as it was made, however it is typed."""
    return "".join(code.upper().split()).replace("-", "")


def code_hash(code: str) -> str:
    """What stands for a tidy code where the code itself must not be."""
    return hashlib.sha256(b"kiosk/secret/1|" + code.encode()).hexdigest()


def new_nonce() -> str:
    return secrets.token_hex(NONCE_BYTES)


def commitment(code: str, public_key: str, nonce: str) -> str:
    """What a device sends before its nonce. `code`: its hash; keys and nonces in hex, here and below."""
    return _hash("kiosk/enrol/commit/1", code, public_key.lower(), nonce)


@dataclass(frozen=True, slots=True)
class Transcript:
    """An enrolment as one end saw it. `pin`: of HQ's certificate (sync.pins), "" where there is no TLS."""

    code: str
    public_key: str
    hq_public_key: str
    pin: str
    hq_nonce: str
    nonce: str

    def digest(self) -> str:
        """Of all of it, in hex."""
        return _hash(
            "kiosk/enrol/digits/1", self.code, self.public_key.lower(), self.hq_public_key.lower(), self.pin.lower(),
            self.hq_nonce, self.nonce,
        )  # fmt: skip

    def digits(self) -> str:
        """What this end's screen shows."""
        return f"{int(self.digest(), 16) % 10**DIGITS:0{DIGITS}d}"

    def message(self, enrolment: str) -> bytes:
        """What the device signs: it has the private key, and saw what HQ saw."""
        return f"kiosk/enrol/1|{enrolment}|{self.digest()}".encode()


def spaced(digits: str) -> str:
    """As people read it aloud: 123 456."""
    return f"{digits[:3]} {digits[3:]}"


def _hash(*parts: str) -> str:
    """SHA-256 over the parts, each behind its length: no part can run into the next."""
    whole = hashlib.sha256()
    for part in parts:
        raw = part.encode()
        whole.update(len(raw).to_bytes(4, "big") + raw)
    return whole.hexdigest()
