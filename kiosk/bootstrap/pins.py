"""Checking PINs by Argon2id."""

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError


def verify_pin(pin_hash: str, pin: str) -> bool:
    """Whether the PIN is the one of an Argon2id hash (RFC 9106, PHC string)."""
    try:
        return PasswordHasher().verify(pin_hash, pin)
    except (Argon2Error, InvalidHashError):
        return False
