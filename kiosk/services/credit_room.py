"""Credit at the desk: what a guide has, why, and what people say about it. Computed here, from local facts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from kiosk.domain.binding import BoundHow, bound_at
from kiosk.domain.catalogue import LocationKind
from kiosk.domain.credit import ledger
from kiosk.domain.credit_entries import Dispute, Entry, Number, Parties, Sums, sums_of
from kiosk.domain.facts import OrderFacts
from kiosk.domain.promises import local
from kiosk.domain.staff import Role, StaffMember
from kiosk.errors import InputError, RuleError
from kiosk.services import crediting
from kiosk.services.approving import Approval
from kiosk.services.credit_words import CreditWords
from kiosk.services.room import Room

_WITH_TABLETS = frozenset({LocationKind.SHOP, LocationKind.DEALER, LocationKind.COUNTER})


@dataclass(frozen=True, slots=True)
class Told:
    """An entry with its sentence in the desk's language."""

    order_id: str
    order_number: str
    entry: Entry
    sentence: str


@dataclass(frozen=True, slots=True)
class Purse:
    """What somebody has of a stretch of time: sums by number, and the entries behind them, newest first."""

    guide: str
    since_ms: int
    sums: dict[Number, Sums]
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Handed:
    """How many members went from whom to whom."""

    from_guide: str
    to_guide: str
    members: int


class Credit:
    """Part of a desk. A guide sees their own; a manager everybody's, decides, and hands members over."""

    def __init__(self, room: Room) -> None:
        self._room = room

    # Looking

    def today(self, guide: str = "") -> Purse:
        """Of whoever is signed in, or, for a manager, of `guide`: what moved since midnight on the shop's clock."""
        return self._purse(guide, self._midnight(0))

    def month(self, guide: str = "") -> Purse:
        """Since the first of this month."""
        now = local(self._room.shop.clock(), self._room.here)
        return self._purse(guide, self._midnight(now.day - 1))

    def order(self, order_id: str) -> tuple[Told, ...]:
        """All entries of an order, in its own order: anybody signed in may see why."""
        self._room.guide()
        facts = self._room.shop.reader.order(order_id)
        if facts is None:
            raise RuleError("This order is not known here. It may be from another shop, or not synced yet.")
        return self._all((facts,), lambda _: True)

    def disputes(self) -> tuple[Told, ...]:
        """Entries of the last two months that somebody disputed and nobody has decided: the manager's task."""
        self._room.manager()
        since_ms = self._midnight(62)
        orders = self._room.shop.reader.orders_changed(since_ms, "disputed")
        return self._all(orders, lambda entry: entry.dispute is Dispute.OPEN)

    def names(self, told: Iterable[Told]) -> dict[str, str]:
        """What people are called who stand in entries and their reasons, as far as this shop knows."""
        entries = tuple(item.entry for item in told)
        said = (dict(entry.reason.args) for entry in entries)
        named = {str(args[name]) for args in said for name in {"guide", "by"} & args.keys()}
        ids = named | {entry.party for entry in entries}
        return {party: name for party in sorted(ids) if (name := self._person(party))}

    def colleagues(self) -> tuple[StaffMember, ...]:
        """Whoever works in this shop: to whom a manager can give something."""
        self._room.manager()
        return tuple(sorted(self._room.shop.reader.people(), key=lambda person: person.name))

    def members_of(self, guide: str) -> tuple[str, ...]:
        """Ids of the members who are this guide's now, each person once."""
        self._own_or_manager(guide)
        reader = self._room.shop.reader
        rules, now_ms = reader.credit_rules(), self._room.shop.clock()
        bound = ((item.member_id, bound_at(item, now_ms, rules.windows)) for item in reader.members_of(guide))
        theirs = [member for member, found in bound if found and found.guide == guide]
        people = {member: known.id if (known := reader.member(member)) else member for member in theirs}
        return tuple(member for member in theirs if people[member] == member or people[member] not in theirs)

    # Saying

    def claim(
        self,
        order_id: str,
        line_ids: tuple[str, ...] = (),
        reason: str = "",
        guide: str = "",
        approval: Approval | None = None,
    ) -> tuple[Told, ...]:
        """Lines (none = all) are whoever is signed in's, or `guide`'s. Raises NeedsManager after payment; the same once
        more with a manager's badge, PIN and a reason is allowed."""
        authority = self._room.authority(approval)
        by = authority.staff
        seller = self._colleague(guide) if guide else by
        manager = authority.manager or (by if by.role is Role.MANAGER else None)
        self._room.run(lambda tx: crediting.claim(tx, order_id, line_ids, seller, by, reason, manager))
        return self.order(order_id)

    def dispute(self, order_id: str, entry: str, words: str) -> tuple[Told, ...]:
        """Whoever is signed in does not agree with an entry."""
        by = self._room.guide()
        self._named(order_id, entry)
        self._room.run(lambda tx: crediting.dispute(tx, order_id, entry, words, by))
        return self.order(order_id)

    def decide(self, order_id: str, entry: str, reason: str, goes_to: str = "") -> tuple[Told, ...]:
        """A manager's word: the entry stands, or goes to a guide of this shop."""
        manager = self._room.manager()
        self._named(order_id, entry)
        guide = self._colleague(goes_to).id if goes_to else ""
        self._room.run(lambda tx: crediting.decide(tx, order_id, entry, guide, reason, manager))
        return self.order(order_id)

    def bind(self, member_id: str, how: BoundHow = BoundHow.BADGE) -> None:
        """The member at the tablet and whoever is signed in belong together from now on, as far as windows allow."""
        guide = self._room.guide()
        self._room.run(lambda tx: crediting.bind(tx, member_id, guide, how))

    def hand_over_members(self, from_guide: str, to_guide: str, members: tuple[str, ...] = ()) -> Handed:
        """A manager gives the members of a guide (none named = all they have now) to a colleague."""
        manager, to = self._room.manager(), self._colleague(to_guide)
        theirs = self.members_of(from_guide)
        if strangers := set(members) - set(theirs):
            raise InputError("A member who was named is not this guide's.", count=len(strangers))
        chosen = members or theirs
        count = self._room.run(lambda tx: crediting.hand_over_members(tx, chosen, from_guide, to, manager))
        return Handed(from_guide, to.id, count)

    # How

    def _purse(self, guide: str, since_ms: int) -> Purse:
        guide = guide or self._room.guide().id
        self._own_or_manager(guide)
        reader = self._room.shop.reader
        members = tuple(item.member_id for item in reader.members_of(guide))
        orders = reader.orders_changed(since_ms, guide, members)
        told = self._all(orders, lambda entry: entry.party == guide and entry.at_ms >= since_ms)
        newest = sorted(told, key=lambda item: item.entry.at_ms, reverse=True)
        sums = sums_of((item.entry for item in told), self._room.shop.clock())
        by_number = {number: sums.get((guide, number), Sums()) for number in Number}
        return Purse(guide, since_ms, by_number, tuple(newest))

    def _all(self, orders: Iterable[OrderFacts], wanted: Callable[[Entry], bool]) -> tuple[Told, ...]:
        """The wanted entries of these orders, with their sentences."""
        reader, parties, now_ms = self._room.shop.reader, self._parties(), self._room.shop.clock()
        rules, texts, here = reader.credit_rules(), self._room.paper().texts, self._room.here
        called, bindings_of = cache(self._called), cache(reader.bindings)
        found: list[Told] = []
        for facts in orders:
            placed = facts.placed[0].body if facts.placed else None
            if placed is None:
                continue
            known = bindings_of(placed.member) if placed.member else None
            bindings = {known.member_id: known} if known else {}
            words = CreditWords(texts, here, called, placed.currency)
            entries = (entry for entry in ledger(facts, rules, bindings, parties, now_ms) if wanted(entry))
            found += [Told(facts.order_id, placed.number, entry, words.sentence(entry)) for entry in entries]
        return tuple(found)

    def _parties(self) -> Parties:
        shop = self._room.shop
        shops = (place.id for place in shop.catalogue.locations() if place.kind in _WITH_TABLETS)
        return Parties(shop.reader.guides_left(), shop.reader.own_members(), frozenset(shops))

    def _called(self, party: str) -> str:
        place = self._room.shop.catalogue.location(party)
        return self._person(party) or (self._room.paper().texts.named(place) if place else party)

    def _person(self, party: str) -> str:
        reader = self._room.shop.reader
        staff = reader.staff(party)
        return staff.name if staff is not None else reader.guide_name(party)

    def _midnight(self, days_ago: int) -> int:
        moment = local(self._room.shop.clock(), self._room.here) - timedelta(days=days_ago)
        return int(moment.replace(hour=0, minute=0, second=0, microsecond=0).timestamp() * 1000)

    def _own_or_manager(self, guide: str) -> None:
        if self._room.guide().id != guide:
            self._room.manager()

    def _colleague(self, guide: str) -> StaffMember:
        found = self._room.shop.reader.staff(guide)
        if found is None:
            raise InputError("Nobody of this shop is known by this. They may have left already.")
        return found

    def _named(self, order_id: str, entry: str) -> None:
        """Raises InputError when the order's ledger has no such entry to speak about."""
        line_id, _, rest = entry.partition("/")
        known = {item.entry.key for item in self.order(order_id) if not item.entry.reverses}
        lines = {item.entry.line_id for item in self.order(order_id)}
        if entry not in known and not (line_id in lines and rest in _GUIDES_ENTRIES):
            raise InputError("This order has no such entry.")


#: A guide who is missing from the credit has no entry to point at; the one that should be theirs can be named.
_GUIDES_ENTRIES = frozenset({"credit/selling_guide", "credit/bound_guide"})
