"""What the ledger of credit is made from, whether the journal is a dictionary or a file."""

from kiosk.domain.binding import BoundHow, GuideBound, MembersHandedOver
from kiosk.domain.credit_entries import Number
from kiosk.domain.people import StaffLeft
from kiosk.domain.stock import StockRow
from kiosk.services.approving import Approval
from tests.contracts.benches import Bench, guide_at
from tests.credit.story import rules_named
from tests.domain.histories import Scribe
from tests.fakes import retailer

MEI = Approval(retailer.MEI_BADGE, retailer.MEI_PIN)
_SHIRTS = (StockRow("JA", retailer.SHIRT_M, 9),)


def _bind(bench: Bench, member: str, guide: str = "G-LIN") -> None:
    bench.clock.now_ms += 1_000
    bench.journal.run(lambda tx: tx.append(GuideBound(member, guide, "JA", BoundHow.BADGE), guide))


def test_bindings_are_known_at_once_after_a_restart_and_with_hqs_on_top(bench: Bench) -> None:
    _bind(bench, "m-1")
    _bind(bench, "m-2", "G-BO")
    bench.journal.run(lambda tx: tx.append(MembersHandedOver(("m-2",), "G-BO", "G-LIN", "JA"), "G-MEI"))
    elsewhere = Scribe().write(GuideBound("m-1", "G-XU", "XH", BoundHow.CODE), "xh-01")
    for _ in range(2):
        assert [item.member_id for item in bench.reader.members_of("G-LIN")] == ["m-1", "m-2"]
        assert [item.member_id for item in bench.reader.members_of("G-BO")] == ["m-2"]
        assert bench.reader.members_of("G") == bench.reader.members_of("LIN") == ()
        bench.restart()
    bench.hq_knows(elsewhere)
    known = bench.reader.bindings("m-1")
    assert known is not None
    assert sorted(told.guide for told in known.told) == ["G-LIN", "G-XU"]
    assert [item.member_id for item in bench.reader.members_of("G-XU")] == ["m-1"]
    assert bench.reader.bindings("m-9") is None


def test_who_left_is_known_at_once_and_after_a_restart(bench: Bench) -> None:
    assert bench.reader.guides_left() == {}
    left = bench.journal.run(lambda tx: tx.append(StaffLeft("G-LIN", "JA"), "G-MEI"))
    for _ in range(2):
        assert bench.reader.guides_left() == {"G-LIN": left.hlc >> 16}
        bench.restart()


def test_rules_and_own_members_are_hqs_word(bench: Bench) -> None:
    assert bench.reader.credit_rules().rules == ()
    assert bench.reader.own_members() == {}
    rules = rules_named("midnight")
    bench.hq_credit(rules, {"m-42": "G-LIN"})
    assert bench.reader.credit_rules() == rules
    assert bench.reader.own_members() == {"m-42": "G-LIN"}


def test_orders_are_found_by_when_they_last_changed(bench: Bench) -> None:
    bench.hq_stock(*_SHIRTS)
    desk = guide_at(bench)
    desk.add(retailer.SHIRT_M)
    early = desk.place().order_id
    bench.clock.now_ms += 60_000
    since = bench.clock.now_ms
    assert bench.reader.orders_changed(since) == ()
    desk.add(retailer.SHIRT_M)
    late = desk.place().order_id
    assert [facts.order_id for facts in bench.reader.orders_changed(since)] == [late]
    desk.till.pay_cash(early, 40_000)
    bench.hq_knows()
    assert {facts.order_id for facts in bench.reader.orders_changed(since)} == {early, late}


def test_what_people_say_about_credit_is_durable_and_the_ledger_is_computed_again(bench: Bench) -> None:
    bench.hq_stock(*_SHIRTS)
    bench.hq_credit(rules_named("usual"), {})
    desk = guide_at(bench)
    bench.clock.now_ms = 1_795_672_920_000  # 26 November 2026: the rule is in effect
    desk.lock()
    desk.add(retailer.SHIRT_M)
    order_id = desk.place().order_id
    desk.scan(retailer.LIN_BADGE)
    desk.enter_pin(retailer.LIN_PIN)
    desk.till.pay_cash(order_id, 40_000)
    desk.credit.claim(order_id, reason="forgot the badge", approval=MEI)
    desk.credit.dispute(order_id, "1/commission/fulfilling_shop", "not from this shop")
    before = desk.credit.order(order_id)
    assert desk.credit.today().sums[Number.COMMISSION].pending_minor == 1_696
    bench.hq_knows()
    bench.restart()
    again = guide_at(bench)
    assert again.credit.order(order_id) == before
    assert again.credit.month().sums[Number.COMMISSION].pending_minor == 1_696
