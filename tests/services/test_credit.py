"""Credit at the desk: seen at once after payment, claimed, disputed, decided, handed over."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.binding import BoundHow
from kiosk.domain.credit_entries import Dispute, Number, State
from kiosk.domain.credit_rules import CreditRules
from kiosk.domain.staff import Role, StaffMember
from kiosk.errors import InputError, RuleError
from kiosk.services.approving import Approval, NeedsManager
from kiosk.services.credit_room import Told
from kiosk.services.guiding import PinWrong
from kiosk.services.terminal import Verbs
from sync.hq.importers.credit_file import read_rules
from tests.fakes import retailer
from tests.fakes.storage import badge_hash
from tests.fakes.tablet import MemoryTablet, memory_tablet

USUAL = Path(__file__).parents[1] / "credit" / "rules" / "usual.toml"
BO_BADGE = "B-BO00000001"
BO = StaffMember("G-BO", "JA", "Bo", Role.GUIDE, badge_hash(BO_BADGE), "pin:2580", "BO1")
MEI = Approval(retailer.MEI_BADGE, retailer.MEI_PIN)
DAY_MS = 86_400_000


def rules() -> CreditRules:
    """The usual rule, since ever: the fakes' clock stands in another year."""
    return read_rules(USUAL.read_text("utf-8").replace("2026-01-01", "2020-01-01"))


@pytest.fixture
def tablet() -> MemoryTablet:
    made = memory_tablet()
    made.reader.rules = rules()
    made.reader.staff_members = (*retailer.STAFF, BO)
    made.desk.set_language("en")
    return made


def _sold(tablet: MemoryTablet, *, by: str = "", member: bool = False) -> str:
    """A shirt, placed by nobody or with a badge, not paid."""
    desk = tablet.desk
    if by:
        tablet.unlock(*_WHO[by])
    if member:
        desk.scan(retailer.MEMBER_CODE)
    desk.add(retailer.SHIRT_M)
    return desk.place().order_id


_WHO = {
    "lin": (retailer.LIN_BADGE, retailer.LIN_PIN),
    "mei": (retailer.MEI_BADGE, retailer.MEI_PIN),
    "bo": (BO_BADGE, "2580"),
}


def _money(told: tuple[Told, ...]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for item in told:
        if item.entry.number is Number.COMMISSION:
            sums[item.entry.party] = sums.get(item.entry.party, 0) + item.entry.amount_minor
    return sums


def test_what_a_guide_sold_is_theirs_at_once_after_payment(tablet: MemoryTablet) -> None:
    order_id = _sold(tablet, by="lin")
    assert tablet.desk.credit.today().told == ()
    tablet.desk.till.pay_cash(order_id, 40_000)
    purse = tablet.desk.credit.today()
    assert purse.sums[Number.COMMISSION].pending_minor == 1_197 + 499
    assert purse.sums[Number.CREDIT].pending_minor == 39_900
    assert purse.sums[Number.REVENUE].pending_minor == 0, "the books are nobody's purse"
    assert any("60 % Lin: badge scanned at" in item.sentence for item in purse.told)
    assert tablet.desk.credit.month() == purse or tablet.desk.credit.month().told == purse.told


def test_pending_becomes_earned_when_the_window_is_over_and_a_return_takes_it_back(tablet: MemoryTablet) -> None:
    order_id = _sold(tablet, by="lin")
    tablet.desk.till.pay_cash(order_id, 40_000)
    tablet.desk.hand_over(order_id)
    tablet.clock.now_ms += 7 * DAY_MS
    tablet.unlock()
    entries = [item.entry for item in tablet.desk.credit.order(order_id)]
    assert {entry.state for entry in entries} == {State.EARNED}
    assert tablet.desk.credit.today().told == (), "it was sold a week ago"


def test_nobody_sees_anything_without_a_badge_and_a_guide_not_a_colleagues(tablet: MemoryTablet) -> None:
    order_id = _sold(tablet)
    for look in (tablet.desk.credit.today, lambda: tablet.desk.credit.order(order_id)):
        with pytest.raises(RuleError, match="needs a guide"):
            look()
    tablet.unlock()
    with pytest.raises(RuleError, match="needs a manager"):
        tablet.desk.credit.today("G-BO")
    for act in (tablet.desk.credit.disputes, lambda: tablet.desk.credit.hand_over_members("G-LIN", "G-BO")):
        with pytest.raises(RuleError, match="needs a manager"):
            act()


def test_a_forgotten_badge_is_repaired_before_payment(tablet: MemoryTablet) -> None:
    order_id = _sold(tablet)
    tablet.unlock()
    tablet.desk.credit.claim(order_id)
    tablet.desk.till.pay_cash(order_id, 40_000)
    assert _money(tablet.desk.credit.order(order_id)) == {"G-LIN": 1_696, "JA": 299}


def test_after_payment_a_claim_needs_a_managers_pin_and_a_reason(tablet: MemoryTablet) -> None:
    order_id = _sold(tablet)
    tablet.unlock()
    tablet.desk.till.pay_cash(order_id, 40_000)
    credit = tablet.desk.credit
    with pytest.raises(NeedsManager):
        credit.claim(order_id, reason="forgot my badge")
    with pytest.raises(PinWrong):
        credit.claim(order_id, reason="forgot my badge", approval=Approval(retailer.MEI_BADGE, "0000"))
    with pytest.raises(RuleError, match="needs a reason"):
        credit.claim(order_id, approval=MEI)
    assert _money(credit.order(order_id)) == {"house": 1_696, "JA": 299}, "nothing happened so far"
    told = credit.claim(order_id, reason="forgot my badge", approval=MEI)
    assert _money(told) == {"G-LIN": 1_696, "JA": 299}
    assert any("allowed by Mei: forgot my badge" in item.sentence for item in told)
    with pytest.raises(RuleError, match="already"):
        credit.claim(order_id, reason="once more", approval=MEI)


def test_nobody_takes_a_colleagues_line_without_a_manager(tablet: MemoryTablet) -> None:
    order_id = _sold(tablet, by="bo")
    tablet.unlock()
    with pytest.raises(NeedsManager):
        tablet.desk.credit.claim(order_id)
    with pytest.raises(InputError, match="no such line"):
        tablet.desk.credit.claim(order_id, ("9",))
    tablet.unlock(*_WHO["mei"])
    tablet.desk.credit.claim(order_id, reason="Bo was still signed in", guide="G-LIN")
    tablet.desk.till.pay_cash(order_id, 40_000)
    assert _money(tablet.desk.credit.order(order_id))["G-LIN"] == 1_696


def test_a_dispute_waits_for_the_manager_whose_word_moves_the_entry(tablet: MemoryTablet) -> None:
    order_id = _sold(tablet, by="bo")
    tablet.desk.till.pay_cash(order_id, 40_000)
    tablet.unlock()
    credit, entry = tablet.desk.credit, "1/commission/selling_guide"
    with pytest.raises(InputError, match="no such entry"):
        credit.dispute(order_id, "2/commission/selling_guide", "that was me")
    with pytest.raises(RuleError, match="not right"):
        credit.dispute(order_id, entry, " ")
    credit.dispute(order_id, entry, "I showed it to her")
    with pytest.raises(RuleError, match="needs a manager"):
        credit.decide(order_id, entry, "mine", "G-LIN")
    tablet.unlock(*_WHO["mei"])
    assert [item.entry.key for item in credit.disputes()] == [entry]
    with pytest.raises(InputError, match="known by this"):
        credit.decide(order_id, entry, "seen it", "G-NOBODY")
    told = credit.decide(order_id, entry, "seen it", "G-LIN")
    assert _money(told) == {"G-LIN": 1_197, "G-BO": 499, "JA": 299}
    assert credit.disputes() == ()
    decided = next(item for item in told if item.entry.key == entry)
    assert decided.entry.dispute is Dispute.DECIDED
    assert "decided by Mei" in decided.sentence


def test_a_guide_without_an_entry_of_credit_can_still_name_the_one_that_should_be_theirs(tablet: MemoryTablet) -> None:
    order_id = _sold(tablet)
    tablet.unlock()
    tablet.desk.till.pay_cash(order_id, 40_000)
    tablet.desk.credit.dispute(order_id, "1/credit/selling_guide", "that was me")
    tablet.unlock(*_WHO["mei"])
    told = tablet.desk.credit.decide(order_id, "1/credit/selling_guide", "seen it", "G-LIN")
    assert [item.entry.party for item in told if item.entry.key == "1/credit/selling_guide"] == ["G-LIN"]


def test_a_bound_member_counts_for_their_guide_and_goes_to_another_one_when_they_leave(tablet: MemoryTablet) -> None:
    tablet.unlock(*_WHO["bo"])
    tablet.desk.credit.bind(retailer.MEMBER.id)
    assert tablet.desk.credit.members_of("G-BO") == (retailer.MEMBER.id,)
    tablet.clock.now_ms += 60_000
    tablet.unlock(*_WHO["mei"])
    with pytest.raises(InputError, match="not this guide"):
        tablet.desk.credit.hand_over_members("G-BO", "G-LIN", ("m-strange",))
    assert tablet.desk.credit.hand_over_members("G-BO", "G-LIN").members == 1
    tablet.desk.people.leaves("G-BO")
    with pytest.raises(RuleError, match="no members"):
        tablet.desk.credit.hand_over_members("G-BO", "G-LIN")
    assert tablet.desk.credit.members_of("G-LIN") == (retailer.MEMBER.id,)
    tablet.desk.lock()
    order_id = _sold(tablet, member=True)
    tablet.reader.hq_names = {"G-BO": "Bo"}
    tablet.unlock(*_WHO["mei"])
    tablet.desk.till.pay_cash(order_id, 40_000)
    told = tablet.desk.credit.order(order_id)
    assert _money(told) == {"G-LIN": 1_696, "JA": 299}
    assert any("member handed over by Bo" in item.sentence for item in told)


def test_without_a_hand_over_a_leavers_share_falls(tablet: MemoryTablet) -> None:
    tablet.unlock(*_WHO["bo"])
    tablet.desk.credit.bind(retailer.MEMBER.id, BoundHow.CODE)
    tablet.clock.now_ms += 60_000
    tablet.unlock(*_WHO["mei"])
    tablet.desk.people.leaves("G-BO")
    tablet.clock.now_ms += 60_000
    order_id = _sold(tablet, by="lin", member=True)
    tablet.desk.till.pay_cash(order_id, 40_000)
    told = tablet.desk.credit.order(order_id)
    assert _money(told) == {"G-LIN": 1_696, "JA": 299}
    assert any("bound guide, G-BO, left on" in item.sentence for item in told)


def test_a_guides_own_code_on_every_sale_earns_nothing_and_is_flagged(tablet: MemoryTablet) -> None:
    tablet.reader.hq_own_members = {retailer.MEMBER.id: "G-LIN"}
    for _ in range(3):
        order_id = _sold(tablet, by="lin", member=True)
        tablet.desk.till.pay_cash(order_id, 40_000)
        told = tablet.desk.credit.order(order_id)
        assert _money(told) == {"house": 1_696, "JA": 299}
        assert sum("flagged: their own purchase" in item.sentence for item in told) == 1
    purse = tablet.desk.credit.today()
    assert purse.told == ()


def test_the_terminal_says_the_same(tablet: MemoryTablet) -> None:
    order_id = _sold(tablet)
    number = tablet.desk.order(order_id).placed.number  # type: ignore[union-attr]
    lin = {"badge": retailer.LIN_BADGE, "pin": retailer.LIN_PIN}
    mei = {"badge": retailer.MEI_BADGE, "pin": retailer.MEI_PIN}
    verbs = Verbs(tablet.desk, tablet.catalogue)
    verbs.run("credit-claim", {"number": number, "lines": ["1"], **lin})
    verbs.run("pay", {"number": number, "cash": "400", **lin})
    mine = verbs.run("credit", {"month": True, **lin})
    assert mine["commission"] == {"pending": "¥16.96", "earned": "¥0.00", "taken_back": "¥0.00"}
    entry = next(item for item in mine["entries"] if item["number"] == "commission")
    verbs.run("credit-dispute", {"number": number, "entry": entry["entry"], "words": "too little", **lin})
    (waiting,) = verbs.run("credit-disputes", mei)
    assert waiting["dispute"] == "open"
    told = verbs.run("credit-decide", {"number": number, "entry": waiting["entry"], "reason": "it is the rule", **mei})
    assert {item["entry"]: item["dispute"] for item in told}[waiting["entry"]] == "decided"
    assert verbs.run("credit-members", {"guide": "G-LIN", **lin}) == []
    with pytest.raises(RuleError, match="no members"):
        verbs.run("credit-hand-over", {"from_guide": "G-LIN", "to_guide": "G-BO", **mei})
    with pytest.raises(NeedsManager, match="--manager-badge"):
        verbs.run("credit-claim", {"number": number, "badge": BO_BADGE, "pin": "2580"})


def test_two_cards_of_one_person_are_one_member(tablet: MemoryTablet) -> None:
    """HQ gives a merged person's guides under each of their ids."""
    tablet.unlock()
    tablet.reader.members = (retailer.MEMBER, replace(retailer.MEMBER, id="m-43", code="", alias_of="m-42"))
    for member in ("m-42", "m-43"):
        tablet.desk.credit.bind(member)
    assert tablet.desk.credit.members_of("G-LIN") == ("m-42",)
