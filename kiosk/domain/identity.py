"""Keyed hashes by which members are found: nobody without the retailer's key gets from one to a phone or a code."""

import hmac
from dataclasses import dataclass
from enum import StrEnum


class IdentityKind(StrEnum):
    """What a hash stands for."""

    PHONE = "phone"  # 11 digits
    CODE = "code"  # a whole member code


@dataclass(frozen=True, slots=True)
class IndexedMember:
    """What every shop knows of a member."""

    member: str
    tier: str = ""
    price_list: str = ""
    home_shop: str = ""
    consent: bool = False


def identity_hash(key: bytes, kind: IdentityKind, value: str) -> str:
    """HMAC-SHA256 over kind and value, its first 16 bytes as 32 hex digits."""
    return hmac.digest(key, f"{kind.value}:{value}".encode(), "sha256")[:16].hex()
