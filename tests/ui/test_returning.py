"""Goods come back before a guide at the glass, exchanged or not."""

import pytest

from kiosk.domain.events import TenderKind, body_of
from kiosk.domain.order import OrderView
from kiosk.domain.returns import GoodsReturned, Grade, ReturnReason
from kiosk.ports.sync import RoundApplied
from tests.domain.histories import Scribe
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet
from tests.ui.conftest import Open
from tests.ui.front import JACKET, JACKET_M, KNIT_M, wide_tablet
from tests.ui.glasses import Shown

JACKET_S = f"{JACKET}/NAVY/S"


def sold(tablet: MemoryTablet, *skus: str, quantity: int = 1) -> OrderView:
    """An order that was paid and handed over this morning."""
    tablet.unlock()
    for sku in skus:
        tablet.desk.add(sku, quantity)
    placed = tablet.desk.place()
    tablet.desk.till.pay_external(placed.order_id, "T-0001")
    order = tablet.desk.hand_over(placed.order_id).order
    tablet.desk.lock()
    return order


def returning(open_glass: Open, *skus: str, quantity: int = 1) -> tuple[Shown, OrderView]:
    """The page of a return, of an order with these."""
    tablet = wide_tablet()
    order = sold(tablet, *skus, quantity=quantity)
    shown = open_glass(tablet, language="en")
    shown.play("wait page browse", "wait object browse.card.0")
    shown.sign_in()
    shown.play(f"scan {order.placed.number}", "wait page order", "click order.return", "wait page returning")
    return shown, order


def last_return(shown: Shown) -> GoodsReturned:
    events = shown.tablet.journal.state.events
    body = body_of(next(event for event in reversed(events) if event.type == GoodsReturned.TYPE))
    assert isinstance(body, GoodsReturned)
    return body


def test_a_piece_comes_back_and_is_paid_out_in_cash(open_glass: Open) -> None:
    shown, order = returning(open_glass, JACKET_M, KNIT_M)
    assert not shown.window.app.returning.canGoOn
    shown.play("click returning.line.1.more", "expect returning.difference 'Give back ¥329.00'")
    shown.play("expect returning.sums 'Say why'", "click returning.line.1.reason.size")
    shown.play("click returning.goOn", "wait page settling", "expect settling.amount ¥329.00")
    shown.play("click settling.settle", "wait page returned", "expect returned.title '¥329.00'")
    body = last_return(shown)
    ((line,), (tender,)) = body.lines, body.tenders
    assert (line.line_id, line.reason, line.grade) == ("2", ReturnReason.SIZE, Grade.AS_NEW)
    assert (tender.kind, tender.amount_minor) == (TenderKind.CASH, 32_900)
    assert shown.tablet.slips[-1].open_drawer
    shown.play("expect returned.paper.0 'Return slip'", "click returned.order", "wait page order")
    shown.play("expect order.tag.2 'Returned: 1'", "expect order.givenBack '¥329.00 · JA-02-A-T-000001'")
    shown.play(f"scan {order.placed.number}", "wait object order.return")


def test_a_faulty_piece_is_graded_so_unless_the_guide_says_otherwise(open_glass: Open) -> None:
    shown, _ = returning(open_glass, JACKET_M)
    model = shown.window.app.returning
    shown.play("click returning.line.0.more", "click returning.line.0.reason.faulty")
    assert model.lines.rows[0].grade == "faulty"
    shown.play("click returning.line.0.grade.worn", "click returning.line.0.reason.colour")
    assert model.lines.rows[0].grade == "worn"


def test_no_more_can_be_chosen_than_went_out(open_glass: Open) -> None:
    shown, _ = returning(open_glass, JACKET_S, quantity=2)
    model = shown.window.app.returning
    shown.play("click returning.line.0.more", "click returning.line.0.more")
    model.setPieces("1", 3)
    model.setPieces("no such line", 1)
    assert model.lines.rows[0].pieces == 2
    model.setPieces("1", -1)
    assert (model.lines.rows[0].pieces, model.canGoOn) == (0, False)


def test_the_tag_of_the_order_comes_back_once_and_every_other_is_taken_instead(open_glass: Open) -> None:
    shown, _ = returning(open_glass, JACKET_S)
    shown.play(f"scan {JACKET_S}", "wait object returning.line.0.reason.size", "click returning.line.0.reason.size")
    shown.play("expect returning.difference 'Give back ¥599.00'")
    shown.play(f"scan {JACKET_S}", "wait object returning.taken.0.way", "expect returning.difference Even")
    shown.play(f"scan {KNIT_M}", "wait text returning.difference 'Take ¥329.00'")
    shown.play("click returning.taken.1.fewer", "wait text returning.difference Even", "expect returning.goOn Exchange")


def test_an_even_exchange_asks_nothing_more(open_glass: Open) -> None:
    shown, _ = returning(open_glass, JACKET_M)
    shown.play(f"scan {JACKET_M}", "click returning.line.0.reason.size", f"scan {JACKET_S}")
    shown.play("wait text returning.difference Even", "click returning.goOn", "wait page returned")
    shown.play("expect returned.title 'nothing to pay'", "expect returned.paper.1 Receipt", "click returned.new")
    shown.play("wait page order", "expect order.status Completed", "expect order.number JA-02-A-000002")
    assert [slip.kind for slip in shown.tablet.slips[-2:]] == ["return_slip", "receipt"]


def test_the_shopper_pays_the_difference_in_parts(open_glass: Open) -> None:
    shown, _ = returning(open_glass, KNIT_M)
    shown.play(f"scan {KNIT_M}", "click returning.line.0.reason.changed_mind", f"scan {JACKET_S}")
    shown.play("wait text returning.difference 'Take ¥270.00'", "click returning.goOn", "wait page settling")
    shown.play("click settling.way.wallet", "type wx-1", "click settling.amountField", "type 70")
    shown.play("expect settling.settle 'Add ¥70.00'", "click settling.settle", "expect settling.left ¥200.00")
    shown.play("click settling.way.cash", "type 300", "expect settling.change ¥100.00", "click settling.settle")
    shown.play("wait page returned", "expect returned.change ¥100.00")
    paid = body_of(next(event for event in shown.tablet.journal.state.events[::-1] if event.type == "OrderPaid"))
    assert [(item.kind.value, item.amount_minor, item.change_minor, item.reference) for item in paid.tenders] == [
        ("credit", 32_900, 0, "JA-02-A-T-000001"),
        ("wallet", 7_000, 0, "WX-1"),
        ("cash", 20_000, 10_000, ""),
    ]


def test_no_more_is_given_back_than_came_to_and_a_part_can_be_taken_out(open_glass: Open) -> None:
    shown, _ = returning(open_glass, JACKET_M)
    shown.play(f"scan {JACKET_M}", "click returning.line.0.reason.size", "click returning.goOn", "wait page settling")
    settling = shown.window.app.settling
    for typed in ("600", "0"):
        shown.play(f"type {typed}", "expect settling.missing 'No more than ¥599.00'")
        assert not settling.can
        shown.play(*["press Backspace"] * len(typed))
    shown.play("type 99.5", "click settling.settle", "expect settling.left ¥499.50", "click settling.remove.0")
    shown.play("wait gone settling.left", "click settling.way.external", "expect settling.missing reference")
    shown.play("type pos", "expect settling.missing reference", "type 1", "click settling.settle", "wait page returned")
    ((tender,),) = (last_return(shown).tenders,)
    assert (tender.kind, tender.amount_minor, tender.reference) == (TenderKind.EXTERNAL, 59_900, "POS1")


def test_what_comes_later_needs_a_phone_number_and_a_way_can_be_chosen(open_glass: Open) -> None:
    shown, _ = returning(open_glass, JACKET_M)
    shown.play(f"scan {JACKET_M}", "click returning.line.0.reason.size", f"scan {JACKET}/SAGE/L")
    shown.play("wait object returning.taken.0.way", "click returning.taken.0.way", "click returning.way.1")
    shown.play("wait text returning.sums '¥599.00'", "expect returning.goOn 'Go on'", "click returning.goOn")
    shown.play("wait page settling", "wait gone settling.way.cash", "expect settling.missing phone")
    shown.play(f"type {retailer.PHONE}", "click settling.settle", "wait page returned", "expect returned.later 1")
    assert shown.tablet.slips[-1].kind == "pick_up_slip"
    assert shown.window.app.settling.phone == ""


def test_leaving_it_half_done_changes_nothing_and_coming_back_keeps_what_was_chosen(open_glass: Open) -> None:
    shown, order = returning(open_glass, JACKET_M)
    state = shown.tablet.journal.state
    before = len(state.events), len(state.slips), dict(state.counters)
    shown.play(f"scan {JACKET_M}", "click returning.line.0.reason.size", "click returning.goOn", "wait page settling")
    shown.play("click bar.back", "wait page returning", "expect returning.difference 'Give back ¥599.00'")
    shown.play("click returning.goOn", "wait page settling", f"scan {KNIT_M}", "wait page returning")
    shown.play("wait text returning.difference 'Give back ¥270.00'", "click bar.orders", "wait page orders")
    state = shown.tablet.journal.state
    assert (len(state.events), len(state.slips), dict(state.counters)) == before
    shown.play(f"scan {order.placed.number}", "click order.return", "wait page returning")
    shown.play("expect returning.difference 'Nothing chosen'", "wait object returning.nothingTaken")
    assert shown.tablet.desk.basket.lines == ()


def test_another_slip_is_the_next_to_come_back(open_glass: Open) -> None:
    tablet = wide_tablet()
    one, two = sold(tablet, JACKET_S), sold(tablet, KNIT_M)
    shown = open_glass(tablet, language="en")
    shown.play("wait page browse")
    shown.sign_in()
    shown.play(f"scan {one.placed.number}", "click order.return", "wait page returning")
    shown.play(f"scan {two.placed.number}", f"wait text returning.number {two.placed.number}")
    tablet.unlock()
    tablet.desk.add(JACKET_S)
    unpaid = tablet.desk.place()
    shown.play(f"scan {unpaid.placed.number}", "wait page order")


def test_what_came_back_elsewhere_meanwhile_cannot_come_back_here(open_glass: Open) -> None:
    shown, order = returning(open_glass, JACKET_M)
    shown.play(f"scan {JACKET_M}", "click returning.line.0.reason.size")
    theirs = Scribe(order_id=order.order_id).returned("1", minor=59_900, device="ja-01")
    shown.tablet.journal.hq_knows(theirs)
    shown.bus.publish(RoundApplied("shop.JA", 1))
    shown.play("wait text returning.line.0.said 'Returned: 1'", "expect returning.difference 'Nothing chosen'")
    assert not shown.window.app.returning.canGoOn


def test_a_refusal_is_told_and_everything_stays_chosen(open_glass: Open) -> None:
    shown, order = returning(open_glass, JACKET_M)
    shown.play(f"scan {JACKET_M}", "click returning.line.0.reason.size", "click returning.goOn", "wait page settling")
    theirs = Scribe(order_id=order.order_id).returned("1", minor=59_900, device="ja-01")
    shown.tablet.journal.hq_knows(theirs)
    shown.play("click settling.settle", "wait text notice 'have come back before'", "wait page settling")
    assert all(event.type != GoodsReturned.TYPE for event in shown.tablet.journal.state.events)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_speaks_both_languages_from_one_moment_to_the_next(open_glass: Open, language: str) -> None:
    shown, _ = returning(open_glass, JACKET_M)
    shown.play(f"scan {JACKET_M}", f"language {language}")
    words = {"en": ("Give back", "Wrong article"), "zh": ("退 ¥599.00", "拿错商品")}[language]
    shown.play(f"wait text returning.difference '{words[0]}'", "wait object returning.line.0.reason.wrong_goods")
    labels = [row.label for row in shown.window.app.returning.reasons.rows]
    assert words[1] in labels
