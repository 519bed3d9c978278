"""A guide's members at the desk: what is theirs to see, what only the guide sees, and whom to get in touch with."""

from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from kiosk.domain.advising import Advice, Contact, Reason, advise, contacts, size_fits
from kiosk.domain.basket import Offer
from kiosk.domain.calls import CallReason
from kiosk.domain.clientele import ContactOutcome
from kiosk.domain.events import Fulfilment
from kiosk.domain.insight import (
    DAY_MS,
    Coupon,
    Entry,
    Figures,
    Insight,
    Purchase,
    Wish,
    figures,
    looked_not_bought,
    my_sizes,
    timeline,
    wishes,
)
from kiosk.domain.member import Member
from kiosk.domain.members import Field, Purpose
from kiosk.domain.order import OrderStatus, OrderView, view
from kiosk.domain.promises import local
from kiosk.domain.staff import Role
from kiosk.errors import EnvironmentProblem, InputError, RuleError
from kiosk.ports.members import Client
from kiosk.services import clientele
from kiosk.services.credit_room import Credit
from kiosk.services.members_room import Members
from kiosk.services.own_phone import PublicCode
from kiosk.services.room import Room

ASKED_A_MINUTE, ASKED_AN_HOUR = 6, 40
_MINUTE_MS, _HOUR_MS = 60_000, 3_600_000
_COLLECT_DAYS = 120  # an order older than this waits for nobody
_CLOSED = (OrderStatus.CANCELLED, OrderStatus.LAPSED, OrderStatus.COMPLETED)


@dataclass(frozen=True, slots=True)
class WishSeen:
    """`here`: the variant that fits and is here now, "" when none is. `in_range`: whether the style is sold."""

    wish: Wish
    here: str
    in_range: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """What the member may see as well: both look at the tablet."""

    member: Member
    coupons: tuple[Coupon, ...]
    wishes: tuple[WishSeen, ...]  # their size, here now, first
    waiting: tuple[OrderView, ...]  # orders that are not over, as far as this shop knows them


@dataclass(frozen=True, slots=True)
class Private:
    """For the guide's eyes alone."""

    figures: Figures
    purchases: tuple[Purchase, ...]
    looked: tuple[tuple[str, int], ...]  # style and when
    timeline: tuple[Entry, ...]
    advice: tuple[Advice, ...]
    fields: dict[Field, str]


@dataclass(frozen=True, slots=True)
class ToContact:
    """An entry of the contact list and whom it is about."""

    contact: Contact
    member: Member
    coupon: Coupon | None = None


class Clientele:
    """Part of a desk. What only a guide sees opens with the member's code or phone, shown or typed since they signed
    in, and is shut when they sign out."""

    def __init__(self, room: Room, members: Members, credit: Credit) -> None:
        self._room = room
        self._members = members
        self._credit = credit
        self._asked: deque[int] = deque(maxlen=ASKED_AN_HOUR)

    # Looking

    def open(self, text: str) -> Member:
        """Whose code or phone this is. Raises InputError when nobody here has it, RuleError when too many were tried
        just now: nobody finds out who is a member by typing numbers."""
        self._room.guide()
        self._check_pace()
        wanted = text.strip()
        return self._members.show_phone(wanted) if wanted.isdigit() else self._members.show(wanted)

    def public_code(self) -> PublicCode | None:
        """By which a member makes whoever is signed in their guide; None where phones cannot reach head office."""
        return self._room.public_code(self._room.guide().id)

    def is_open(self, member_id: str) -> bool:
        """Whether what only a guide sees of them may be shown now."""
        return self._room.open.staff is not None and member_id in self._room.open.members

    def shared(self, member_id: str) -> Shared:
        """Of a member who is open here, to whoever is before the tablet."""
        member, insight = self._known(member_id)
        now_ms, fits = self._room.shop.clock(), self._fits(member, insight)
        seen = [self._wish(wish, fits) for wish in wishes(insight)]
        return Shared(
            member,
            tuple(coupon for coupon in insight.coupons if coupon.valid(now_ms)),
            tuple(sorted(seen, key=lambda item: (not item.here, not item.in_range))),
            self._waiting(member.id),
        )

    def private(self, member_id: str) -> Private:
        """Raises RuleError unless a guide is signed in and was shown the member's code or phone since."""
        self._room.guide()
        member, insight = self._known(member_id)
        now_ms = self._room.shop.clock()
        return Private(
            figures(insight, now_ms),
            insight.purchases,
            looked_not_bought(insight),
            timeline(insight, now_ms),
            advise(insight, self._worn_with, self._fits(member, insight)),
            self._room.shop.reader.member_profile(member.id),
        )

    # Wishes

    def wish(self, member_id: str, style: str, sku: str = "") -> None:
        """For later. Raises InputError when the range does not have it."""
        catalogue = self._room.shop.catalogue
        variant = catalogue.variant(sku) if sku else None
        if catalogue.style(style) is None or (sku and (variant is None or variant.style != style)):
            raise InputError("This article is not in the range on this tablet. It may be new: a guide can help.")
        who, here, actor = self._opened(member_id).id, self._room.here.id, self._actor
        self._room.run(lambda tx: clientele.add_wish(tx, who, here, style, sku, actor))

    def wished(self, style: str) -> bool | None:
        """Whether it is on the list of whoever the basket belongs to; None while nobody is recognised."""
        member = self._members.current()
        if member is None or member.id not in self._room.open.members:
            return None
        insight = self._room.shop.reader.insight(member.id)
        return any(wish.style == style for wish in wishes(insight)) if insight else False

    def unwish(self, member_id: str, style: str) -> None:
        who, here, actor = self._opened(member_id).id, self._room.here.id, self._actor
        self._room.run(lambda tx: clientele.remove_wish(tx, who, here, style, actor))

    def looked_at(self, style: str) -> None:
        """The page of a style was opened. Of whoever was recognised and agreed to advice it is kept, once a visit; a
        full disk costs the note, never the page."""
        there, reader = self._room.open, self._room.shop.reader
        who = there.basket.member
        if there.staff is not None or not who or (who, style) in there.looked:
            return
        member = reader.member(who)
        if member is None or Purpose.ADVICE not in member.purposes.split():
            return
        here, there.looked = self._room.here.id, there.looked | {(who, style)}
        with suppress(EnvironmentProblem):
            self._room.run(lambda tx: clientele.note_look(tx, member.id, here, style))

    # The contact list

    def contacts(self) -> tuple[ToContact, ...]:
        """Of the members of whoever is signed in, or of all for a manager: first those whose order cannot be had, who
        wait for a call (`desk.calls`); then who agreed to be told of things."""
        return (*self._refused(), *self._to_tell())

    def _refused(self) -> list[ToContact]:
        mine, reader = self._mine(), self._room.shop.reader
        found: list[ToContact] = []
        for task in reader.call_backs():
            facts = reader.order(task.order_id)
            who = facts.placed[0].body.member if facts and facts.placed else None
            member = self._members.known(who) if who and (mine is None or who in mine) else None
            if member is not None and task.reason is CallReason.REFUSED:
                key = f"refused:{task.order_id}"
                contact = Contact(member.id, key, Reason.REFUSED, task.number, task.created_ms)
                found.append(ToContact(contact, member))
        return sorted(found, key=lambda item: item.contact.due_ms)

    def _mine(self) -> set[str] | None:
        """The members of whoever is signed in; None = all, for a manager."""
        staff = self._room.guide()
        return None if staff.role is Role.MANAGER else set(self._credit.members_of(staff.id))

    def _to_tell(self) -> list[ToContact]:
        mine, now_ms = self._mine(), self._room.shop.clock()
        today = local(now_ms, self._room.here).date()
        found: list[ToContact] = []
        for client in self._room.shop.reader.clients():
            if _may_be_told(client.member) and (mine is None or client.member.id in mine):
                here = self._fits(client.member, client.insight)
                due = contacts(client.insight, client.birthday, today, now_ms, here)
                found += [ToContact(item, client.member, _coupon(client, item)) for item in due]
        return sorted(found, key=lambda item: (item.contact.due_ms or now_ms + 400 * DAY_MS, item.contact.key))

    def number(self, member_id: str, key: str) -> str:
        """The phone to ring about an entry of the list; "" when none was written down."""
        self._due(member_id, key)
        return self._room.shop.reader.member_profile(member_id).get(Field.PHONE, "")

    def contacted(self, member_id: str, key: str, outcome: ContactOutcome) -> None:
        """What came of it."""
        staff, here = self._room.guide(), self._room.here.id
        self._due(member_id, key)
        self._room.run(lambda tx: clientele.note_contact(tx, member_id, here, key, outcome, staff.id))

    # How

    def _due(self, member_id: str, key: str) -> None:
        due = any(item.member.id == member_id and item.contact.key == key for item in self._to_tell())
        if not due:
            raise RuleError("This is done, or no longer needed. Nothing was recorded.")

    def _check_pace(self) -> None:
        now_ms = self._room.shop.clock()
        lately = sum(at_ms > now_ms - _MINUTE_MS for at_ms in self._asked)
        hour = sum(at_ms > now_ms - _HOUR_MS for at_ms in self._asked)
        if lately >= ASKED_A_MINUTE or hour >= ASKED_AN_HOUR:
            raise RuleError("Many members were looked up here just now. Scan a card, or try again in a few minutes.")
        self._asked.append(now_ms)

    def _opened(self, member_id: str) -> Member:
        member = self._members.known(member_id) if member_id in self._room.open.members else None
        if member is None:
            raise RuleError("Scan the member's code first.")
        return member

    def _known(self, member_id: str) -> tuple[Member, Insight]:
        member = self._opened(member_id)
        return member, self._room.shop.reader.insight(member.id) or Insight(member.id)

    def _waiting(self, member_id: str) -> tuple[OrderView, ...]:
        since_ms = self._room.shop.clock() - _COLLECT_DAYS * DAY_MS
        found = map(view, self._room.shop.reader.orders_changed(since_ms, member_id, (member_id,)))
        theirs = [order for order in found if order and order.placed.member == member_id]
        waiting = [order for order in theirs if order.status not in _CLOSED and any(item.open for item in order.lines)]
        return tuple(sorted(waiting, key=lambda order: order.stamp, reverse=True))

    def _wish(self, wish: Wish, fits: Callable[[str], str]) -> WishSeen:
        catalogue = self._room.shop.catalogue
        return WishSeen(wish, self._as_meant(wish, fits), catalogue.style(wish.style) is not None)

    def _as_meant(self, wish: Wish, fits: Callable[[str], str]) -> str:
        """The very colour and size where one was meant and is here, else one that fits."""
        if wish.sku and self._is_here(self._room.shelf.offers(wish.sku, self._room.here)):
            return wish.sku
        return fits(wish.style)

    def _fits(self, member: Member, insight: Insight) -> Callable[[str], str]:
        """The variant of a style that fits the member and is here now."""
        room, now_ms = self._room, self._room.shop.clock()
        written = room.shop.reader.member_profile(member.id).get(Field.SIZES, "")
        sizes = my_sizes(written, figures(insight, now_ms).sizes)

        @cache
        def find(style: str) -> str:
            seen = room.shelf.style(style, room.here)
            fitting = (cell for cell in (seen.cells if seen else ()) if size_fits(cell.variant.size, sizes))
            return next((cell.variant.sku for cell in fitting if self._is_here(cell.offers)), "")

        return find

    @staticmethod
    def _is_here(offers: Iterable[Offer]) -> bool:
        return any(offer.kind is Fulfilment.TAKE_NOW for offer in offers)

    def _worn_with(self, style: str) -> tuple[str, ...]:
        looks = self._room.shop.catalogue.looks_with(style)
        return tuple(
            dict.fromkeys(piece.style for look in looks for piece in look.pieces if piece.style != style)
        )  # fmt: skip

    @property
    def _actor(self) -> str:
        return self._room.open.staff.id if self._room.open.staff else "shopper"


def _may_be_told(member: Member) -> bool:
    return Purpose.MESSAGES in member.purposes.split()


def _coupon(client: Client, contact: Contact) -> Coupon | None:
    return next((item for item in client.insight.coupons if item.id == contact.what), None)
