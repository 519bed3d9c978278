"""Facts about members as tests write them: a few people, two shops, clocks that differ."""

from dataclasses import dataclass, field
from typing import Any

from kiosk.domain import clock
from kiosk.domain.events import Event, start_of, write
from kiosk.domain.member_facts import MemberFacts, member_facts_of, merge_member
from kiosk.domain.members import (
    Consent,
    ConsentGiven,
    ConsentWithdrawn,
    Field,
    MemberClaimed,
    MemberJoined,
    ProfileChanged,
    Proof,
    Purpose,
    member_code,
)

MINUTE_MS, DAY_MS = 60_000, 24 * 3_600_000
CONSENT = Consent("2026-11", "zh", (Purpose.MEMBERSHIP,))
NEWER = Consent("2027-01", "en", (Purpose.MEMBERSHIP, Purpose.ADVICE))
PHONE_HASH, OTHER_PHONE = "a" * 32, "b" * 32


def joined(member: str, shop: str = "JA", phone: str = PHONE_HASH, *, guide: str = "", digit: int = 1) -> MemberJoined:
    proof = Proof.RANG if guide else None
    code = member_code(f"{digit:015d}")
    return MemberJoined(member, shop, code, phone, CONSENT, f"{digit:064x}", guide or None, proof)


def claimed(member: str, record: str = "r-old", *, guide: str = "", digit: int = 1) -> MemberClaimed:
    proof = Proof.RANG if guide else None
    code = member_code(f"{digit:015d}")
    return MemberClaimed(member, "JA", record, code, PHONE_HASH, CONSENT, f"{digit:064x}", guide or None, proof)


def given(member: str, *after: str, consent: Consent = NEWER) -> ConsentGiven:
    return ConsentGiven(member, "JA", consent, after)


def withdrawn(member: str, shop: str = "JA") -> ConsentWithdrawn:
    return ConsentWithdrawn(member, shop)


def changed(member: str, digit: int, *fields: Field) -> ProfileChanged:
    return ProfileChanged(member, "JA", fields, f"{digit:064x}")


@dataclass
class Teller:
    """Writes events of several devices."""

    ends: dict[str, Any] = field(default_factory=dict)
    told: list[Event] = field(default_factory=list)

    def tell(self, body: Any, at_ms: int, device: str = "ja-01", actor: str = "") -> Event:
        after = self.ends.get(device) or start_of(device, 1)
        who = actor or getattr(body, "guide", None) or "shopper"
        number = len(self.told) + 1
        event = write(body, after=after, event_id=f"e{number:03d}", actor=who, hlc=clock.tick(0, at_ms), at_ms=at_ms)
        self.ends[device] = type(after)(device, 1, event.seq, event.chain, event.hlc)
        self.told.append(event)
        return event


def facts_after(*events: Event) -> MemberFacts:
    known: MemberFacts | None = None
    for event in events:
        known = merge_member(known, member_facts_of(event))
    assert known is not None
    return known
