"""The credit of an order: a pure function of facts, so that tablet, HQ and a rebuild agree to the cent.

An order that is not paid in full gives nothing. Every line gives revenue once, commission as its rule shares it out
(to the last cent, by largest remainder), and credit in full to each role that the rule names. What comes back, or could
not be had, is taken back in proportion to its pieces, rounded so that all of them together take back exactly all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kiosk.domain.binding import Binding, MemberBindings, bound_at
from kiosk.domain.credit_entries import Dispute, Entry, Number, Parties, Reason, State, TakenOff, Why, reason
from kiosk.domain.credit_facts import CreditOutcome
from kiosk.domain.credit_rules import GUIDE_ROLES, CreditRule, CreditRules, LeaverPending, OwnPurchase, Role
from kiosk.domain.events import Outcome
from kiosk.domain.facts import OrderFacts, SettledFact, Stamp
from kiosk.domain.money import allocate
from kiosk.domain.order import LineStatus, LineView, OrderView, view
from kiosk.domain.returns import refund_minor

ONLINE = "online"  # `sold_by` of what the online team sold, and the team's own name
HOUSE = "house"


def ledger(
    facts: OrderFacts, rules: CreditRules, bindings: Mapping[str, MemberBindings], parties: Parties, now_ms: int
) -> tuple[Entry, ...]:
    """All entries of an order as of `now_ms`, line by line: what was given, then what was taken back. Before the first
    rule there is revenue alone; nothing before the order is paid."""
    seen = view(facts)
    paid = paid_at(facts, seen) if seen else None
    if seen is None or paid is None:
        return ()
    rule = rules.at(paid.at_ms)
    member = seen.placed.member or ""
    bound = bound_at(bindings.get(member), paid.at_ms, rules.windows) if member else None
    sale = _Sale(facts, seen, paid, rule, bound, parties, now_ms)
    return tuple(entry for item in seen.lines if item.price_minor > 0 for entry in sale.line(item))


def paid_at(facts: OrderFacts, seen: OrderView) -> Stamp | None:
    """The payment with which the order was paid in full; None while it is not."""
    if not seen.paid:
        return None
    kept_minor = sum(item.price_minor for item in seen.lines if item.kept)
    given_up_minor = sum(item.price_minor for item in seen.lines if item.given_up)
    # What was given up later was paid for, too, unless it had been refused before.
    return _reached(facts, kept_minor + given_up_minor) or _reached(facts, kept_minor)


def _reached(facts: OrderFacts, owed_minor: int) -> Stamp | None:
    """The payment with which as much was paid."""
    for fact in facts.paid:
        owed_minor -= sum(tender.amount_minor for tender in fact.body.tenders)
        if owed_minor <= 0:
            return fact.stamp
    return None


@dataclass(frozen=True, slots=True)
class _Holder:
    """Who had a role, and why; `party` "" = nobody, and the reason says why not."""

    party: str
    reason: Reason
    own: bool = False


@dataclass(frozen=True, slots=True)
class _Sale:
    facts: OrderFacts
    seen: OrderView
    paid: Stamp
    rule: CreditRule | None
    bound: Binding | None
    parties: Parties
    now_ms: int

    def line(self, item: LineView) -> Iterator[Entry]:
        lost = self._given_up(item) or self._refused(item)
        if item.status is LineStatus.REFUSED and lost is None:
            return  # it was never paid for
        for entry in self._given(item):
            back = tuple(self._taken_back(entry, item, lost))
            gone = sum(found.amount_minor for found in back) == -entry.amount_minor
            yield replace(entry, state=State.REVERSED) if gone else entry
            yield from back

    # What is given

    def _given(self, item: LineView) -> Iterator[Entry]:
        line, base = item.line, item.price_minor
        why = reason(Why.REVENUE, at_ms=self.paid.at_ms)
        role = Role.ONLINE_TEAM if line.sold_by == ONLINE else Role.SELLING_SHOP
        yield self._entry(item, Number.REVENUE, role, _Holder(line.sold_by, why), base, 100)
        if self.rule is None:
            return
        yield from self._commission(item, self.rule)
        yield from self._credit(item, self.rule)

    def _commission(self, item: LineView, rule: CreditRule) -> Iterator[Entry]:
        shares = rule.online if item.line.sold_by == ONLINE else rule.in_shop
        roles = [role for role in Role if shares.get(role.value)]
        parts = allocate(rule.commission_minor(item.price_minor), [shares[role.value] for role in roles])
        for role, part in zip(roles, parts, strict=True):
            if part:
                holder = self._decided(item, Number.COMMISSION, role) or self._heir(item, role, rule)
                yield self._entry(item, Number.COMMISSION, role, holder, part, shares[role.value])

    def _credit(self, item: LineView, rule: CreditRule) -> Iterator[Entry]:
        """In full for each role; nobody counts a line twice."""
        counted: set[str] = set()
        for role in rule.in_full:
            holder = self._decided(item, Number.CREDIT, role) or self._holder(item, role, rule)
            if holder.party and holder.party not in counted:
                counted.add(holder.party)
                yield self._entry(item, Number.CREDIT, role, holder, item.price_minor, 100)

    def _entry(
        self, item: LineView, number: Number, role: Role, holder: _Holder, amount_minor: int, percent: int
    ) -> Entry:
        key = entry_key(item.line.line_id, number, role)
        due_ms = self._due(item)
        earned = 0 < due_ms <= self.now_ms
        return Entry(
            key=key,
            line_id=item.line.line_id,
            number=number,
            role=role,
            party=holder.party,
            amount_minor=amount_minor,
            state=State.EARNED if earned else State.PENDING,
            at_ms=self.paid.at_ms,
            due_ms=due_ms,
            reason=holder.reason,
            rule=self.rule.name if self.rule else "",
            percent=percent,
            base_minor=item.price_minor,
            own_purchase=holder.own,
            dispute=self._dispute(key),
            taken_off=self._taken_off(item),
        )

    def _due(self, item: LineView) -> int:
        """The end of the return window, which begins when the goods have gone out; 0 = they have not."""
        sent = (fact.stamp for fact in self.facts.dispatched if item.line.line_id in fact.body.line_ids)
        out = item.handed or next(sent, None)
        if out is None:
            return 0
        return max(out.at_ms, self.paid.at_ms) + (self.rule.return_ms if self.rule else 0)

    def _taken_off(self, item: LineView) -> TakenOff | None:
        kinds = {
            fact.body.kind.value
            for fact in self.facts.reduced
            if any(line.line_id == item.line.line_id for line in fact.body.lines)
        }
        return TakenOff(item.reduced_minor, tuple(sorted(kinds))) if item.reduced_minor else None

    # Who had a role

    def _heir(self, item: LineView, role: Role, rule: CreditRule) -> _Holder:
        """Who has a role's share: its holder, else that of the role it falls to, at last the house."""
        found = first = self._holder(item, role, rule)
        passed = {role}
        while not found.party:
            role = Role(rule.missing.get(role.value, Role.HOUSE.value))
            if role in passed:
                role = Role.HOUSE
            passed.add(role)
            found = self._holder(item, role, rule)
        return found if found is first else _Holder(found.party, first.reason, first.own)

    def _holder(self, item: LineView, role: Role, rule: CreditRule) -> _Holder:
        if role is Role.HOUSE:
            return _Holder(HOUSE, reason(Why.HOUSE))
        nobody = _Holder("", reason(Why.FELL_NOBODY, role=role.value))
        if role in GUIDE_ROLES:
            holder = self._seller(item) if role is Role.SELLING_GUIDE else self._bound()
            return self._present(item, role, holder, rule) if holder else nobody
        placed, source = self.seen.placed.shop, item.promise.source
        if role is Role.ONLINE_TEAM:
            return _Holder(ONLINE, reason(Why.ONLINE)) if item.line.sold_by == ONLINE else nobody
        if role is Role.SELLING_SHOP:
            return _Holder(placed, reason(Why.SHOP)) if placed in self.parties.shops else nobody
        return _Holder(source, reason(Why.FILLED)) if source in self.parties.shops else nobody

    def _seller(self, item: LineView) -> _Holder | None:
        """The guide of the line. A claim before payment, by the guide themselves, fills a blank; one that a manager
        allowed changes it at any time."""
        line = item.line
        found = _Holder(line.guide, reason(Why.SOLD, at_ms=self.seen.stamp.at_ms)) if line.guide else None
        for fact in self.facts.claimed:
            body, at_ms = fact.body, fact.stamp.at_ms
            if line.line_id not in body.line_ids:
                continue
            if body.approved_by is not None:
                why = reason(Why.CLAIMED_LATE, at_ms=at_ms, by=body.approved_by, words=body.reason)
                found = _Holder(body.guide, why)
            elif found is None and fact.stamp < self.paid and fact.stamp.actor == body.guide:
                found = _Holder(body.guide, reason(Why.CLAIMED, at_ms=at_ms))
        return found

    def _bound(self) -> _Holder | None:
        bound = self.bound
        if bound is None:
            return None
        if bound.handed_by:
            why = reason(Why.HANDED, guide=bound.handed_by, until_ms=bound.until_ms)
            return _Holder(bound.guide, why)
        return _Holder(bound.guide, reason(Why.BOUND, until_ms=bound.until_ms))

    def _present(self, item: LineView, role: Role, holder: _Holder, rule: CreditRule) -> _Holder:
        """The guide, unless they had left, or bought it themselves."""
        guide = holder.party
        left_ms = self.parties.left_ms.get(guide)
        if left_ms is not None and self._too_late(item, left_ms, rule):
            return _Holder("", reason(Why.FELL_LEFT, role=role.value, guide=guide, at_ms=left_ms))
        if self.parties.own_members.get(self.seen.placed.member or "") != guide:
            return holder
        if rule.own_purchase is OwnPurchase.FULL:
            return replace(holder, own=True)
        return _Holder("", reason(Why.FELL_OWN, role=role.value, guide=guide), own=True)

    def _too_late(self, item: LineView, left_ms: int, rule: CreditRule) -> bool:
        if left_ms <= self.paid.at_ms:
            return True
        due_ms = self._due(item)
        return rule.leaver_pending is LeaverPending.FALLS and not 0 < due_ms <= left_ms

    # What people said about an entry

    def _decision(self, key: str) -> SettledFact | None:
        found = [fact for fact in self.facts.settled if fact.body.entry == key]
        return found[-1] if found else None

    def _decided(self, item: LineView, number: Number, role: Role) -> _Holder | None:
        fact = self._decision(entry_key(item.line.line_id, number, role))
        if fact is None or fact.body.outcome is not CreditOutcome.GOES_TO or fact.body.guide is None:
            return None
        why = reason(Why.DECIDED, by=fact.body.manager, at_ms=fact.stamp.at_ms, words=fact.body.reason)
        return _Holder(fact.body.guide, why)

    def _dispute(self, key: str) -> Dispute:
        disputed = [fact.stamp for fact in self.facts.disputed if fact.body.entry == key]
        decision = self._decision(key)
        if disputed and (decision is None or decision.stamp < disputed[-1]):
            return Dispute.OPEN
        return Dispute.DECIDED if decision else Dispute.NONE

    # What is taken back

    def _given_up(self, item: LineView) -> tuple[Why, Stamp] | None:
        """When its money went back without goods."""
        named = (fact for fact in self.facts.refunded for line in fact.body.lines if line.line_id == item.line.line_id)
        found = next(named, None)
        return (Why.REFUNDED, found.stamp) if found else None

    def _refused(self, item: LineView) -> tuple[Why, Stamp] | None:
        """When HQ said that a line which is paid for cannot be had."""
        if item.status is not LineStatus.REFUSED:
            return None
        owed = sum(other.price_minor for other in self.seen.lines)
        if self.seen.paid_minor < owed:
            return None
        decisions = ((fact.stamp, told) for fact in self.facts.decided for told in fact.body.decisions)
        stamps = (
            stamp for stamp, told in decisions if told.line_id == item.line.line_id and told.outcome is Outcome.REFUSED
        )
        return Why.REFUSED, next(stamps)

    def _taken_back(self, entry: Entry, item: LineView, lost: tuple[Why, Stamp] | None) -> Iterator[Entry]:
        if lost is not None:
            code, stamp = lost
            at_ms = max(stamp.at_ms, self.paid.at_ms)
            yield _reversal(entry, code.value, -entry.amount_minor, at_ms, reason(code, at_ms=stamp.at_ms))
            return
        before, quantity = 0, item.line.quantity
        for fact in self.facts.returned:
            for back in fact.body.lines:
                pieces = min(back.quantity, quantity - before) if back.line_id == item.line.line_id else 0
                amount = refund_minor(entry.amount_minor, quantity, before, pieces) if pieces else 0
                before += pieces
                if amount:
                    at_ms = fact.stamp.at_ms
                    why = reason(Why.RETURNED, pieces=pieces, of=quantity, number=fact.body.number, at_ms=at_ms)
                    yield _reversal(entry, fact.stamp.event_id, -amount, max(at_ms, self.paid.at_ms), why)


def entry_key(line_id: str, number: Number, role: Role) -> str:
    """What disputes and decisions name an entry by: it stays, whoever has the share."""
    return f"{line_id}/{number.value}/{role.value}"


def _reversal(entry: Entry, what: str, amount_minor: int, at_ms: int, why: Reason) -> Entry:
    return replace(
        entry,
        key=f"{entry.key}/{what}",
        amount_minor=amount_minor,
        state=State.REVERSED,
        at_ms=at_ms,
        reason=why,
        dispute=Dispute.NONE,
        reverses=entry.key,
        taken_off=None,
    )
