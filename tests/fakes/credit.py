"""The credit part of the shop reader, over the state of a journal in memory."""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from kiosk.domain import clock, codec
from kiosk.domain.binding import MemberBindings, merge_bindings
from kiosk.domain.credit_rules import CreditRules
from kiosk.domain.facts import OrderFacts, newest_hlc

if TYPE_CHECKING:
    from tests.fakes.storage import MemoryJournal


class MemoryCredit(ABC):
    journal: "MemoryJournal"
    # What HQ sent; a test sets it.
    rules: CreditRules = CreditRules()
    hq_left: Mapping[str, int] = MappingProxyType({})
    hq_names: Mapping[str, str] = MappingProxyType({})
    hq_own_members: Mapping[str, str] = MappingProxyType({})

    @abstractmethod
    def _orders(self) -> list[OrderFacts]: ...

    def credit_rules(self) -> CreditRules:
        return self.rules

    def bindings(self, member_id: str) -> MemberBindings | None:
        ours, theirs = self.journal.state.bound.get(member_id), self.journal.state.hq_bound.get(member_id)
        return merge_bindings(theirs, ours) if ours else theirs

    def members_of(self, guide: str) -> tuple[MemberBindings, ...]:
        ids = sorted({*self.journal.state.bound, *self.journal.state.hq_bound})
        found = (self.bindings(member_id) for member_id in ids)
        return tuple(item for item in found if item and any(told.guide == guide for told in item.told))

    def guides_left(self) -> dict[str, int]:
        left = dict(self.hq_left)
        for _, person in self.journal.state.people:
            if person.shop.hlc and not person.shop.value:
                left.setdefault(person.id, clock.wall_ms(person.shop.hlc))
        return left

    def guide_name(self, guide: str) -> str:
        return self.hq_names.get(guide, "")

    def own_members(self) -> dict[str, str]:
        return dict(self.hq_own_members)

    def orders_changed(self, since_ms: int, naming: str = "", members: Sequence[str] = ()) -> tuple[OrderFacts, ...]:
        word = json.dumps(naming, ensure_ascii=False).encode()
        return tuple(
            facts
            for facts in self._orders()
            if clock.wall_ms(newest_hlc(facts)) >= since_ms
            and (not naming or word in codec.dump(facts) or facts.placed[0].body.member in members)
        )
