"""HQ's signing key, and checking what devices sign."""

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.errors import EnvironmentProblem


class HqKey:
    """HQ's Ed25519 key. Every tablet holds its public half: whoever loses the file has to enrol all of them again."""

    def __init__(self, path: Path) -> None:
        """Reads the key file, or makes one only its owner can read. Raises EnvironmentProblem when it is damaged."""
        raw = path.read_bytes() if path.exists() else _create(path)
        if len(raw) != 32:
            raise EnvironmentProblem(
                f"{path} is not HQ's key (32 bytes expected, {len(raw)} found). Nothing was changed. "
                "Put the key back from the backup; with a new key every tablet must be enrolled again."
            )
        self._key = Ed25519PrivateKey.from_private_bytes(raw)

    def sign(self, message: bytes) -> str:
        """The signature in hex."""
        return self._key.sign(message).hex()

    def public_hex(self) -> str:
        return self._key.public_key().public_bytes_raw().hex()


def _create(path: Path) -> bytes:
    raw = Ed25519PrivateKey.generate().private_bytes_raw()
    draft = path.with_suffix(f".{os.getpid()}.new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, raw)
        os.fsync(handle)
    finally:
        os.close(handle)
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return path.read_bytes()  # another process was a moment earlier
    finally:
        draft.unlink()
    return raw


def is_signed(public_hex: str, message: bytes, signature_hex: str) -> bool:
    """Whether the signature is of this message and key; text that is no signature is not."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_hex))
        key.verify(bytes.fromhex(signature_hex), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_public_key(public_hex: str) -> bool:
    """Whether the text is an Ed25519 public key in hex."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_hex))
    except ValueError:
        return False
    return True
