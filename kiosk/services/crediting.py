"""What people say about credit, each in one unit of work: a claim, a dispute, a decision, members handed over."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from kiosk.domain.binding import MAX_MEMBERS, BoundHow, GuideBound, MembersHandedOver
from kiosk.domain.credit import paid_at
from kiosk.domain.credit_facts import MAX_WORDS, CreditClaimed, CreditDecided, CreditDisputed, CreditOutcome
from kiosk.domain.facts import OrderFacts
from kiosk.domain.order import OrderView, view
from kiosk.domain.staff import StaffMember
from kiosk.errors import InputError, RuleError
from kiosk.ports.storage import JournalTx
from kiosk.services.approving import NeedsManager


def claim(
    tx: JournalTx, order_id: str, line_ids: Sequence[str], guide: StaffMember, by: StaffMember, reason: str,
    manager: StaffMember | None,
) -> None:  # fmt: skip
    """`guide` sold these lines. What is paid, stands with somebody else, or is said for another guide, needs `manager`
    and a reason. Raises NeedsManager then."""
    facts, seen = _known(tx, order_id)
    wanted = tuple(dict.fromkeys(line_ids)) or tuple(item.line.line_id for item in seen.lines)
    lines = {item.line.line_id: item.line for item in seen.lines}
    if not all(line_id in lines for line_id in wanted):
        raise InputError("This order has no such line.")
    if all(seller_of(facts, line_id) == guide.id for line_id in wanted):
        raise RuleError("These lines are this guide's already.")
    taken = any(seller_of(facts, line_id) not in ("", guide.id) for line_id in wanted)
    if paid_at(facts, seen) is None and not taken and guide.id == by.id:
        tx.append(CreditClaimed(order_id, wanted, guide.id, _words(reason)), by.id)
        return
    if manager is None:
        raise NeedsManager("This is paid, or somebody else's: a manager has to allow it.")
    if not reason.strip():
        raise RuleError("What a manager allows needs a reason.")
    tx.append(CreditClaimed(order_id, wanted, guide.id, _words(reason), manager.id), by.id)


def seller_of(facts: OrderFacts, line_id: str) -> str:
    """Whose the line is, as far as is known before payment; "" = nobody's."""
    lines = facts.placed[0].body.lines if facts.placed else ()
    found = next((line.guide or "" for line in lines if line.line_id == line_id), "")
    for fact in facts.claimed:
        if line_id in fact.body.line_ids and (fact.body.approved_by is not None or not found):
            found = fact.body.guide
    return found


def as_sold(tx: JournalTx, order: OrderView) -> OrderView:
    """The order with every line's guide as is known now: forgotten badges are repaired."""
    facts = tx.order(order.order_id)
    if facts is None:
        return order
    lines = (
        replace(item, line=replace(item.line, guide=seller_of(facts, item.line.line_id) or None))
        for item in order.lines
    )
    return replace(order, lines=tuple(lines))


def dispute(tx: JournalTx, order_id: str, entry: str, words: str, by: StaffMember) -> None:
    _known(tx, order_id)
    if not words.strip():
        raise RuleError("Say in a few words what is not right.")
    tx.append(CreditDisputed(order_id, entry, _words(words)), by.id)


def decide(tx: JournalTx, order_id: str, entry: str, guide: str, reason: str, manager: StaffMember) -> None:
    """`guide`: whom the entry goes to; "" = it stands as it is."""
    _known(tx, order_id)
    if not reason.strip():
        raise RuleError("A decision needs a reason: everybody concerned will read it.")
    outcome = CreditOutcome.GOES_TO if guide else CreditOutcome.STANDS
    tx.append(CreditDecided(order_id, entry, outcome, _words(reason), manager.id, guide or None), manager.id)


def bind(tx: JournalTx, member_id: str, guide: StaffMember, how: BoundHow) -> None:
    """A member and the guide in session found each other at this tablet."""
    tx.append(GuideBound(member_id, guide.id, guide.shop, how), guide.id)


def hand_over_members(
    tx: JournalTx, members: Sequence[str], from_guide: str, to_guide: StaffMember, manager: StaffMember
) -> int:
    """All of `members` become another guide's; how many. Their windows stay as they are."""
    if from_guide == to_guide.id:
        raise RuleError("Members go from one guide to another one.")
    if not members:
        raise RuleError("This guide has no members to hand over.")
    for portion in _portions(dict.fromkeys(members)):
        tx.append(MembersHandedOver(portion, from_guide, to_guide.id, manager.shop), manager.id)
    return len(set(members))


def _portions(members: dict[str, None]) -> Iterator[tuple[str, ...]]:
    rest = iter(members)
    while portion := tuple(islice(rest, MAX_MEMBERS)):
        yield portion


def _known(tx: JournalTx, order_id: str) -> tuple[OrderFacts, OrderView]:
    facts = tx.order(order_id)
    seen = view(facts) if facts else None
    if facts is None or seen is None:
        raise RuleError("This order is not known here. It may be from another shop, or not synced yet.")
    return facts, seen


def _words(text: str) -> str:
    return " ".join(text.split())[:MAX_WORDS]
