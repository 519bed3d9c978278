"""Whether something carries HQ's signature: the tablet's end."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def is_signed(public_key: bytes, signature_hex: str, message: bytes) -> bool:
    """Whether the Ed25519 signature is the key's over exactly this message; text that is no signature is not."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(bytes.fromhex(signature_hex), message)
    except (InvalidSignature, ValueError):
        return False
    return True
