"""Members at the desk: a card within a minute, the record for who vouches, consent given and taken back at once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kiosk.domain.codes import CodeKind, is_phone, recognise
from kiosk.domain.identity import IdentityKind, IndexedMember, identity_hash
from kiosk.domain.member import Member
from kiosk.domain.member_facts import settle
from kiosk.domain.members import Consent, Field, Proof, Purpose
from kiosk.domain.profile import shown_name
from kiosk.errors import EnvironmentProblem, InputError, RuleError
from kiosk.services import joining
from kiosk.services.joining import Card, Joining, Vouched
from kiosk.services.room import Room
from kiosk.texts import load_texts

MEMBERS_KEY = "members.key"


class MemberUnknown(InputError):
    """Nobody has the code or phone, as far as is known here. With `hashed` among its params head office may know."""

    code = "member_unknown"


@dataclass(frozen=True, slots=True)
class ConsentText:
    """What somebody reads before they agree: the text's version and language, and a sentence for each purpose."""

    version: str
    language: str
    title: str
    who: str
    purposes: tuple[tuple[Purpose, str], ...]
    take_back: str


class Members:
    """Part of a desk. A member is open at the desk once their code was shown here: to whoever shops what is public, to
    a guide what is written down, until the tablet is locked or forgets."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def consent_text(self) -> ConsentText:
        """In the language that is chosen here."""
        texts = load_texts(self._room.open.language)
        purposes = tuple((purpose, texts(f"consent.purpose.{purpose.value}")) for purpose in Purpose)
        return ConsentText(
            texts("consent.version"), texts.language, texts("consent.title"), texts("consent.who"), purposes,
            texts("consent.take_back"),
        )  # fmt: skip

    def join(
        self,
        phone: str,
        purposes: Iterable[Purpose] = (Purpose.MEMBERSHIP,),
        proof: Proof | None = None,
        shown: str = "",
    ) -> Card:
        """A card for whoever agreed to the text on the glass; the basket is theirs at once, also without a line.

        What comes back does not tell whether the phone was known. `proof` is what a signed-in guide attests: that the
        phone rang, or that the old card or an order of theirs was `shown` (its code or number)."""
        phone_hash = self._phone_hash(phone)
        found = self._room.shop.reader.identity(phone_hash)
        vouched = self._vouched(proof, phone if proof is Proof.RANG else shown) if proof else None
        staff = self._room.open.staff
        helper = staff.id if staff is not None else ""
        asked = Joining(phone, phone_hash, self._consent(purposes), found.member if found else "", vouched, helper)
        paper = self._room.paper()
        card = self._room.run(lambda tx: joining.join(tx, asked, paper))
        self._recognise(card.member_id)
        return card

    def proof_of(self, text: str) -> tuple[Proof, str]:
        """What an old card or an order slip that a guide scans proves, and its code or number. Raises InputError when
        it is neither, or nobody's."""
        self._room.guide()
        code = recognise(text)
        if code.kind is CodeKind.MEMBER:
            self._id_under(code.value)
            return Proof.CARD, code.value
        found = self._room.shop.reader.orders_by_pick_up_code(code.value) if code.kind is CodeKind.PICK_UP else ()
        number = found[0].placed[0].body.number if len(found) == 1 else code.value
        if code.kind in (CodeKind.ORDER, CodeKind.PICK_UP):
            self._buyer(number)
            return Proof.ORDER, number
        raise InputError("This is neither a member's card nor an order slip. Nothing was changed.")

    def claim(self, code: str, proof: Proof, shown: str = "") -> None:
        """A guide vouches for whoever has the card `code`: HQ opens the record to it. `shown`: the number that rang,
        the old card's code, or the order's number."""
        vouched, member_id = self._vouched(proof, shown), self._id_under(code)
        if vouched.record == member_id:
            raise RuleError("This is the card itself. Show the old card, or an order of the old one.")
        self._room.run(lambda tx: joining.vouch(tx, member_id, self._room.here.id, vouched))

    def show(self, code: str) -> Member:
        """Whose code it is; they are open at this desk from then on. Raises InputError when it is unknown here."""
        return self._open(self._by_code(code))

    def show_phone(self, phone: str) -> Member:
        """The same by phone, for a guide. Raises InputError when nobody known here has it."""
        self._room.guide()
        reader = self._room.shop.reader
        hashed = self._phone_hash(phone)
        indexed = self._indexed(hashed)
        member = reader.member(indexed.member) if indexed else None
        if member is None and indexed and indexed.consent and not self._taken_back(indexed.member):
            member = _from_elsewhere(indexed, "", phone)
        if member is None:
            raise MemberUnknown(
                "Nobody is known here under this number: not a member, or not synced yet.",
                hashed="" if indexed else hashed,
            )
        return self._open(member)

    def current(self) -> Member | None:
        """Whoever the basket belongs to."""
        member_id = self._room.open.basket.member
        return self.known(member_id) if member_id else None

    def known(self, member_id: str) -> Member | None:
        """As this shop knows them; else, while they are open here, as the index of all members does."""
        found = self._room.shop.reader.member(member_id)
        return found or (None if self._taken_back(member_id) else self._room.open.elsewhere.get(member_id))

    def agree(self, purposes: Iterable[Purpose], member_id: str = "") -> None:
        """Consent of the member who is open, by default the basket's, to the text on the glass."""
        who, consent, reader = self._opened(member_id), self._consent(purposes), self._room.shop.reader
        known, here = reader.member_facts(who), self._room.here.id
        self._room.run(lambda tx: joining.give_consent(tx, who, here, consent, known, self._actor))

    def withdraw(self, member_id: str = "") -> None:
        """Consent is taken back: from this moment nobody here is shown anything of theirs, and the basket is nobody's.

        An order that is under way is finished."""
        who, here = self._opened(member_id), self._room.here.id
        self._room.run(lambda tx: joining.withdraw_consent(tx, who, here, self._actor))
        there = self._room.open
        there.members -= {who}
        if there.basket.member == who:
            there.basket = replace(there.basket, member=None, member_name="")

    def profile(self, member_id: str) -> dict[Field, str]:
        """What is written down, for a guide who was shown the member's code since signing in."""
        self._room.guide()
        return self._room.shop.reader.member_profile(self._opened(member_id))

    def write_down(self, member_id: str, fields: dict[Field, str]) -> None:
        """A guide notes something; an empty text takes a field away."""
        staff, who, here = self._room.guide(), self._opened(member_id), self._room.here.id
        self._room.run(lambda tx: joining.write_down(tx, who, here, fields, staff.id))

    def _key(self) -> bytes:
        found = self._room.shop.reader.setting(MEMBERS_KEY)
        if not found:
            raise EnvironmentProblem("This tablet cannot take members in yet. Connect it to head office once.")
        return bytes.fromhex(found)

    def _consent(self, purposes: Iterable[Purpose]) -> Consent:
        texts, chosen = load_texts(self._room.open.language), tuple(dict.fromkeys(purposes))
        if Purpose.MEMBERSHIP not in chosen:
            raise RuleError("Without consent to be recognised there is no membership. Nothing was recorded.")
        return Consent(texts("consent.version"), texts.language, chosen)

    def _phone_hash(self, phone: str) -> str:
        if not is_phone(phone):
            raise InputError("This is not a mobile number: 11 digits, beginning with 1.")
        return identity_hash(self._key(), IdentityKind.PHONE, phone)

    def _vouched(self, proof: Proof, shown: str) -> Vouched:
        """What the guide attests; a card or an order is looked up, so that it is one."""
        guide = self._room.guide().id
        if proof is Proof.RANG:
            return Vouched(guide, proof, phone_hash=self._phone_hash(shown))
        return Vouched(guide, proof, self._id_under(shown) if proof is Proof.CARD else self._buyer(shown))

    def _id_under(self, code: str) -> str:
        """The record of a card, also of one whose owner was never asked."""
        found, reader = _member_code(code), self._room.shop.reader
        known = reader.member_by_code(found)
        indexed = None if known else reader.identity(identity_hash(self._key(), IdentityKind.CODE, found))
        return indexed.member if indexed else self.whose(found).id

    def _buyer(self, number: str) -> str:
        facts = self._room.shop.reader.order_by_number(number.strip().upper())
        member = facts.placed[0].body.member if facts and facts.placed else None
        if not member:
            raise InputError("No member bought this order, as far as is known here.")
        return member

    def _by_code(self, code: str) -> Member:
        return self.whose(_member_code(code))

    def whose(self, code: str) -> Member:
        """Whoever has a member code: as this shop knows them, or as every shop does. Raises MemberUnknown."""
        reader = self._room.shop.reader
        member = reader.member_by_code(code)
        if member is not None:
            return member
        key = reader.setting(MEMBERS_KEY)
        hashed = identity_hash(bytes.fromhex(key), IdentityKind.CODE, code) if key else ""
        indexed = self._indexed(hashed) if key else None
        if indexed is not None and not indexed.consent:
            raise MemberUnknown(
                "Nobody may recognise this card: its owner has not agreed, or no longer "
                "does. Becoming a member opens it."
            )
        if not key or not reader.index_came():
            raise MemberUnknown(
                "This tablet does not know the members yet. Connect it to head office; "
                "a guide can make a card meanwhile.",
                hashed=hashed,
            )
        if indexed is None or self._taken_back(indexed.member):
            raise MemberUnknown(
                "This code is no member's. If the card is new, it comes with the next sync; "
                "a guide can make another card.",
                hashed="" if indexed else hashed,
            )
        return _from_elsewhere(indexed, code, code)

    def heard(self, hashed: str, found: IndexedMember | None, *, answered: bool) -> None:
        """What head office said of a code or phone that is in no index here; it holds until the desk forgets. Raises
        MemberUnknown when that is nobody, or when it did not answer."""
        if not answered:
            raise MemberUnknown(
                "Nobody is known here under this, and head office does not answer now. "
                "A guide can make a card meanwhile; what was a member's comes to it later."
            )
        if found is None:
            raise MemberUnknown("Head office knows no member under this either. A guide can make a card.")
        self._room.open.heard[hashed] = found

    def _indexed(self, hashed: str) -> IndexedMember | None:
        return self._room.shop.reader.identity(hashed) or self._room.open.heard.get(hashed)

    def recognise(self, code: str) -> Member:
        """Whose code it is; the basket is theirs. Raises MemberUnknown."""
        member = self._open(self.whose(code))
        there = self._room.open
        there.basket = replace(there.basket, member=member.id, member_name=member.masked_name)
        return member

    def _open(self, member: Member) -> Member:
        there = self._room.open
        there.members |= {member.id}
        if self._room.shop.reader.member(member.id) is None:
            there.elsewhere[member.id] = member
        return member

    def _taken_back(self, member_id: str) -> bool:
        own = self._room.shop.reader.member_facts(member_id)
        return own is not None and bool(own.withdrawn) and settle(own).consent is None

    def _recognise(self, member_id: str) -> None:
        there, member = self._room.open, self._room.shop.reader.member(member_id)
        there.basket = replace(there.basket, member=member_id, member_name=member.masked_name if member else "")
        there.members |= {member_id}

    def _opened(self, member_id: str) -> str:
        there = self._room.open
        who = member_id or there.basket.member or ""
        if who not in there.members:
            raise RuleError("Scan the member's code first.")
        return who

    @property
    def _actor(self) -> str:
        return self._room.open.staff.id if self._room.open.staff else "shopper"


def _member_code(text: str) -> str:
    found = recognise(text)
    if found.kind is not CodeKind.MEMBER:
        raise InputError("This is no member code. Scan the card.")
    return found.value


def _from_elsewhere(indexed: IndexedMember, code: str, shown: str) -> Member:
    """Whom this shop has no row of; `shown`: of which code or number the end is said."""
    purposes = Purpose.MEMBERSHIP.value if indexed.consent else ""
    return Member(
        indexed.member, code, shown_name("", shown), indexed.tier, indexed.home_shop, purposes=purposes
    )  # fmt: skip
