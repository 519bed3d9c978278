"""Members for a terminal."""

from collections.abc import Callable
from typing import Any

from kiosk.domain.clientele import ContactOutcome
from kiosk.domain.member import Member
from kiosk.domain.members import Field, Proof, Purpose
from kiosk.errors import InputError
from kiosk.services.arguments import Args, cropped, text_of, texts_of
from kiosk.services.desk import Desk


class MemberVerbs:
    """No answer holds a phone number, a name, or whether somebody was known before."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def by_name(self) -> dict[str, Callable[[Args], Any]]:
        return {
            "member-text": self._text,
            "member-join": self._join,
            "member-claim": self._claim,
            "member-consent": self._consent,
            "member-note": self._note,
            "member-show": self._show,
            "member-picture": self._picture,
            "member-wish": self._wish,
            "contacts": self._contacts,
            "contacted": self._contacted,
        }

    def _text(self, _: Args) -> Any:
        """What a shopper reads before they agree."""
        told = self._desk.members.consent_text()
        purposes = {purpose.value: sentence for purpose, sentence in told.purposes}
        return {
            "version": told.version,
            "language": told.language,
            "title": told.title,
            "who": told.who,
            "purposes": purposes,
            "take_back": told.take_back,
        }

    def _join(self, args: Args) -> Any:
        """`consent`: the version of the text that was read; `purposes`: what was agreed to."""
        told, version = self._desk.members.consent_text(), text_of(args, "consent")
        if version != told.version:
            raise InputError(f"The text to agree to is {told.version}. Read it: kiosk member text")
        proof = _proof(args) if "proof" in args else None
        card = self._desk.members.join(text_of(args, "phone"), _purposes(args), proof, text_of(args, "shown", ""))
        return {"code": card.code, "member": card.member_id}

    def _claim(self, args: Args) -> Any:
        code = text_of(args, "code")
        self._desk.members.claim(code, _proof(args), text_of(args, "shown"))
        return {"code": code, "vouched": True}

    def _consent(self, args: Args) -> Any:
        """`take_back`, or `purposes` to agree to anew."""
        member = self._desk.members.show(text_of(args, "code"))
        if args.get("take_back") is True:
            self._desk.members.withdraw(member.id)
            return {"code": member.code, "consent": False}
        self._desk.members.agree(_purposes(args), member.id)
        return {"code": member.code, "consent": True}

    def _note(self, args: Args) -> Any:
        """A guide writes `text` down as the member's `field`; an empty one takes it away."""
        word, member = text_of(args, "field"), self._desk.members.show(text_of(args, "code"))
        if word not in tuple(Field):
            raise InputError(f"{cropped(word)!r} is nothing that is written down: {', '.join(Field)}.")
        self._desk.members.write_down(member.id, {Field(word): text_of(args, "text", "")})
        return {"code": member.code, "field": word}

    def _show(self, args: Args) -> Any:
        return _told(self._desk.members.show(text_of(args, "code")))

    def _picture(self, args: Args) -> Any:
        """What a guide sees of whoever has `code`; no word of what is written down."""
        room, member = self._desk.clientele, self._desk.clientele.open(text_of(args, "code"))
        shared, private = room.shared(member.id), room.private(member.id)
        seen = private.figures
        return {
            **_told(member),
            "segment": seen.segment.value,
            "orders": seen.orders,
            "spend_minor": seen.spend_minor,
            "spend_year_minor": seen.spend_year_minor,
            "sizes": list(seen.sizes),
            "bought": [item.number for item in private.purchases],
            "looked_at": [style for style, _ in private.looked],
            "wishes": [{"style": item.wish.style, "here": item.here} for item in shared.wishes],
            "coupons": [{"id": item.id, "until_ms": item.until_ms} for item in shared.coupons],
            "advice": [{"sku": item.sku, "why": item.why.value, "because": item.because} for item in private.advice],
        }

    def _wish(self, args: Args) -> Any:
        """`style`, or `remove` it."""
        member, style = self._desk.members.show(text_of(args, "code")), text_of(args, "style")
        if args.get("remove") is True:
            self._desk.clientele.unwish(member.id, style)
        else:
            self._desk.clientele.wish(member.id, style, text_of(args, "sku", ""))
        return {"wishes": [item.wish.style for item in self._desk.clientele.shared(member.id).wishes]}

    def _contacts(self, _: Args) -> Any:
        return [
            {"member": item.member.id, "contact": item.contact.key, "reason": item.contact.reason.value}
            for item in self._desk.clientele.contacts()
        ]

    def _contacted(self, args: Args) -> Any:
        word = text_of(args, "outcome")
        if word not in tuple(ContactOutcome):
            raise InputError(f"{cropped(word)!r} is no outcome: {', '.join(ContactOutcome)}.")
        member_id, key = text_of(args, "member"), text_of(args, "contact")
        self._desk.clientele.contacted(member_id, key, ContactOutcome(word))
        return {"member": member_id, "contact": key, "outcome": word}


def _told(member: Member) -> Args:
    """What the glass shows of a member."""
    return {
        "member": member.id,
        "code": member.code,
        "name": member.masked_name,
        "tier": member.tier,
        "home_shop": member.home_shop,
        "points": member.points,
    }


def _proof(args: Args) -> Proof:
    word = text_of(args, "proof")
    if word not in tuple(Proof):
        raise InputError(f"{cropped(word)!r} is no proof: {', '.join(Proof)}.")
    return Proof(word)


def _purposes(args: Args) -> tuple[Purpose, ...]:
    words = texts_of(args, "purposes") if "purposes" in args else [Purpose.MEMBERSHIP.value]
    unknown = [word for word in words if word not in tuple(Purpose)]
    if unknown:
        raise InputError(f"{cropped(unknown[0])!r} is no purpose: {', '.join(Purpose)}.")
    return tuple(Purpose(word) for word in words)
