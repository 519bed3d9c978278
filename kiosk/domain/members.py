"""Facts about a member's life: joining, claiming a record, consent, what is written down, merging, the end.

None of them holds personal content. A phone stands in a fact as the retailer's keyed hash, what the member or a guide
wrote stands in a salted side-blob (`kiosk.domain.profile`) that a fact names by its SHA-256.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from kiosk.domain.clientele import CLIENTELE_FACTS
from kiosk.domain.codes import own_check_digit, own_digit_holds

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PHONE_HASH = re.compile(r"[0-9a-f]{32}")
_CODE = re.compile(r"M-\d{6,18}")
CODE_DIGITS = 15  # random ones: of a million codes made apart from each other hardly two are the same


class Proof(StrEnum):
    """What a guide attests about whoever stands there and a phone number or record."""

    RANG = "rang"  # the guide rang the number, and the shopper's phone rang
    CARD = "card"  # the record's card was shown
    ORDER = "order"  # an order of the record was shown


class Purpose(StrEnum):
    """What a member's data may be used for."""

    MEMBERSHIP = "membership"  # recognised, points, orders in one place
    ADVICE = "advice"  # sizes, preferences and what was bought, for guides
    MESSAGES = "messages"  # being told of new things by phone


class Field(StrEnum):
    """What can be written down about a member."""

    PHONE = "phone"
    NAME = "name"
    NOTES = "notes"
    SIZES = "sizes"
    PREFERENCES = "preferences"
    TAGS = "tags"
    BIRTHDAY = "birthday"


@dataclass(frozen=True, slots=True)
class Consent:
    """To which text (its version, and the language it was read in) and to which purposes somebody agreed."""

    version: str
    language: str
    purposes: tuple[Purpose, ...]

    def __post_init__(self) -> None:
        if not self.version or not self.purposes or len(set(self.purposes)) != len(self.purposes):
            raise ValueError("consent names its text and its purposes, each once")


@dataclass(frozen=True, slots=True)
class MemberJoined:
    """Somebody becomes a member. `proof` is given by the guide who helped; without it the phone is only said to be
    theirs."""

    TYPE: ClassVar[str] = "MemberJoined"
    VERSION: ClassVar[int] = 1
    member_id: str
    shop: str
    code: str
    phone_hash: str
    consent: Consent
    profile: str
    guide: str | None = None
    proof: Proof | None = None

    def __post_init__(self) -> None:
        _check_identity(self.code, self.phone_hash, self.profile)
        _check_proof(self.proof, self.guide)


@dataclass(frozen=True, slots=True)
class MemberClaimed:
    """`member_id` says that `record` is theirs; "" = whatever HQ has under the phone. Without proof it is only kept:
    nothing of the record is shown to anybody for it.

    Of a claim that is proven later only id, proof and guide are said again, and the phone that rang."""

    TYPE: ClassVar[str] = "MemberClaimed"
    VERSION: ClassVar[int] = 1
    member_id: str
    shop: str
    record: str = ""
    code: str = ""
    phone_hash: str = ""
    consent: Consent | None = None
    profile: str | None = None
    guide: str | None = None
    proof: Proof | None = None

    def __post_init__(self) -> None:
        if self.code:
            _check_identity(self.code, self.phone_hash, self.profile or "")
        elif self.proof is None or (self.proof is Proof.RANG and not _PHONE_HASH.fullmatch(self.phone_hash)):
            raise ValueError("a claim is made with a code, or proven: by a phone that rang, or by what was shown")
        if self.record == self.member_id:
            raise ValueError("nobody claims themselves")
        _check_proof(self.proof, self.guide)


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """Consent, to a newer text or once more. `after`: the withdrawals (event ids) that it was given in spite of."""

    TYPE: ClassVar[str] = "ConsentGiven"
    VERSION: ClassVar[int] = 1
    member_id: str
    shop: str
    consent: Consent
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn:
    """Consent was taken back: stronger than every consent that did not know of it."""

    TYPE: ClassVar[str] = "ConsentWithdrawn"
    VERSION: ClassVar[int] = 1
    member_id: str
    shop: str


@dataclass(frozen=True, slots=True)
class ProfileChanged:
    """Some fields were written anew; what they say stands in the side-blob `profile`."""

    TYPE: ClassVar[str] = "ProfileChanged"
    VERSION: ClassVar[int] = 1
    member_id: str
    shop: str
    fields: tuple[Field, ...]
    profile: str

    def __post_init__(self) -> None:
        if not self.fields or not _SHA256.fullmatch(self.profile):
            raise ValueError("a change names its fields and the SHA-256 of what they say")


@dataclass(frozen=True, slots=True)
class MembersMerged:
    """HQ: `member_id` is the same person as `into`, whose record goes on. `after`: withdrawals of either that the
    consents of `member_id` were given in spite of."""

    TYPE: ClassVar[str] = "MembersMerged"
    VERSION: ClassVar[int] = 1
    member_id: str
    into: str
    after: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.member_id == self.into:
            raise ValueError("two members are merged, not one")


@dataclass(frozen=True, slots=True)
class MembersSplit:
    """HQ: they are two people after all; no rule merges the two again."""

    TYPE: ClassVar[str] = "MembersSplit"
    VERSION: ClassVar[int] = 1
    member_id: str
    into: str


@dataclass(frozen=True, slots=True)
class MemberErased:
    """HQ: everything personal is gone for good, at the member's wish."""

    TYPE: ClassVar[str] = "MemberErased"
    VERSION: ClassVar[int] = 1
    member_id: str


HQ_FACTS: tuple[Any, ...] = (MembersMerged, MembersSplit, MemberErased)
MEMBER_FACTS: tuple[Any, ...] = (
    MemberJoined,
    MemberClaimed,
    ConsentGiven,
    ConsentWithdrawn,
    ProfileChanged,
    *HQ_FACTS,
    *CLIENTELE_FACTS,
)
MEMBER_EVENTS = frozenset(kind.TYPE for kind in MEMBER_FACTS)


def member_code(random_digits: str) -> str:
    """What card and phone carry, from fifteen random digits."""
    if len(random_digits) != CODE_DIGITS or not (random_digits.isascii() and random_digits.isdigit()):
        raise ValueError("fifteen digits expected")
    return f"M-{random_digits}{own_check_digit(random_digits)}"


def _check_identity(code: str, phone_hash: str, profile: str) -> None:
    if not (code.isascii() and _CODE.fullmatch(code) and own_digit_holds(code[2:])):
        raise ValueError("a member code is M- and digits with their check digit")
    if not _PHONE_HASH.fullmatch(phone_hash):
        raise ValueError("a phone stands in a fact as its keyed hash only")
    if not _SHA256.fullmatch(profile):
        raise ValueError("personal content is named by its SHA-256")


def _check_proof(proof: Proof | None, guide: str | None) -> None:
    if proof is not None and not guide:
        raise ValueError("a proof is what a guide attests")
