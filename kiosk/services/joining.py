"""Becoming a member, and what a member may ask for; each is one unit of work.

Whoever types a phone number is told the same, and gets the same card, whether or not the phone is known: the card of
somebody who is known opens nothing of their record until a guide has vouched for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.binding import BoundHow, GuideBound
from kiosk.domain.member_facts import MemberFacts, withdrawals
from kiosk.domain.members import (
    CODE_DIGITS,
    Consent,
    ConsentGiven,
    ConsentWithdrawn,
    Field,
    MemberClaimed,
    MemberJoined,
    ProfileChanged,
    Proof,
    member_code,
)
from kiosk.domain.profile import profile_blob
from kiosk.errors import RuleError
from kiosk.ports.storage import JournalTx
from kiosk.services.member_slip import member_slip
from kiosk.services.slip_parts import Paper

CARDS_A_MINUTE, CARDS_AN_HOUR = 3, 30
_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a guide attests: the record whose card or order was shown, or the phone that rang."""

    guide: str
    proof: Proof
    record: str = ""
    phone_hash: str = ""


@dataclass(frozen=True, slots=True)
class Joining:
    """Somebody who wants a card. `known`: the member the index has under the phone, "" when none."""

    phone: str
    phone_hash: str
    consent: Consent
    known: str = ""
    vouched: Vouched | None = None
    helper: str = ""  # the guide who is signed in: the member is theirs from now on


@dataclass(frozen=True, slots=True)
class Card:
    """What was made: says nothing of whether the phone was known."""

    member_id: str
    code: str


def join(tx: JournalTx, joining: Joining, paper: Paper) -> Card:
    """Record the consent, keep the phone as a side-blob, queue the card. Raises RuleError when too many joined just
    now, InputError when it is no mobile number; nothing has happened then."""
    _check_pace(tx)
    card = Card(f"m-{tx.new_id().replace('-', '')}", member_code(tx.random_digits(CODE_DIGITS)))
    profile = tx.keep_blob(profile_blob({Field.PHONE: joining.phone}, _salt(tx)))
    vouched, here = joining.vouched, paper.here.id
    guide, proof = (vouched.guide, vouched.proof) if vouched else (None, None)
    identity = (card.code, joining.phone_hash, joining.consent, profile, guide, proof)
    record = (vouched.record if vouched else "") or joining.known
    said = MemberClaimed(card.member_id, here, record, *identity) if record else None
    tx.append(said or MemberJoined(card.member_id, here, *identity), guide or joining.helper or "shopper")
    if joining.helper:
        tx.append(GuideBound(card.member_id, joining.helper, here, BoundHow.JOINED), joining.helper)
    tx.enqueue(member_slip(card.code, paper, joining.helper))
    return card


def vouch(tx: JournalTx, member_id: str, shop: str, vouched: Vouched) -> None:
    """A guide attests afterwards whose phone or record it is."""
    said = MemberClaimed(
        member_id, shop, vouched.record, phone_hash=vouched.phone_hash, guide=vouched.guide, proof=vouched.proof
    )
    tx.append(said, vouched.guide)


def give_consent(
    tx: JournalTx, member_id: str, shop: str, consent: Consent, known: MemberFacts | None, actor: str
) -> None:
    """Consent to a newer text or to other purposes, in spite of every withdrawal that is known here."""
    tx.append(ConsentGiven(member_id, shop, consent, withdrawals(known) if known else ()), actor)


def withdraw_consent(tx: JournalTx, member_id: str, shop: str, actor: str) -> None:
    tx.append(ConsentWithdrawn(member_id, shop), actor)


def write_down(tx: JournalTx, member_id: str, shop: str, fields: Mapping[Field, str], actor: str) -> None:
    """New content of some fields; it lies encrypted beside the journal until HQ has it."""
    if not fields or Field.PHONE in fields:
        raise RuleError("There is nothing here that could be written down.")
    profile = tx.keep_blob(profile_blob(fields, _salt(tx)))
    tx.append(ProfileChanged(member_id, shop, tuple(field for field in Field if field in fields), profile), actor)


def _salt(tx: JournalTx) -> str:
    return tx.new_id() + tx.random_digits(16)


def _check_pace(tx: JournalTx) -> None:
    minute, hour = (tx.member_cards_since(tx.now_ms - minutes * _MINUTE_MS) for minutes in (1, 60))
    if minute >= CARDS_A_MINUTE or hour >= CARDS_AN_HOUR:
        raise RuleError("Many cards were made here just now. Nothing was recorded; try again in a few minutes.")
