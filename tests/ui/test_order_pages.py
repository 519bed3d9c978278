"""After "place the order": phone, the placed order as HQ answers, and the shopper's own order by its slip."""

from collections.abc import Callable

import pytest

from kiosk.domain.events import (
    CallBackMade,
    Event,
    LineDecision,
    LinesDecided,
    LinesDispatched,
    OrderLapsed,
    Outcome,
    Promise,
    Reason,
)
from kiosk.domain.order import LineView, OrderView
from kiosk.ports.sync import RoundApplied
from tests.domain.histories import Scribe
from tests.ui.front import JACKET, JACKET_M
from tests.ui.glasses import Shown

DAY_MS = 24 * 3_600_000
NOW, FETCH, BRING, DOOR = JACKET_M, f"{JACKET}/SAGE/L", f"{JACKET}/SAGE/XL", "CHUNKY-KNIT/SAGE/XL"


class Placed:
    """An order of four lines, one a way, with HQ at hand."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        for sku, way in ((NOW, "take_now"), (FETCH, "pick_up"), (BRING, "bring_here"), (DOOR, "deliver")):
            shown.tablet.desk.add(sku, kind=way)
        shown.window.app.stage.set_basket(shown.tablet.desk.basket)
        shown.play("click bar.basket", "click basket.confirm", "wait page phone", "type 13800000001")
        shown.play("click phone.place", "wait page placed", "remember N placed.number")
        self.number = shown.player.remembered["N"]
        self.scribe = Scribe(order_id=self.order.order_id)

    @property
    def order(self) -> OrderView:
        return self.shown.tablet.desk.order_by_number(self.number)

    def hq(self, *events: Event) -> None:
        """HQ's news arrive."""
        self.shown.tablet.journal.hq_knows(*events)
        self.shown.bus.publish(RoundApplied("shop.JA", 1))
        self.shown.player.breathe()

    def decided(self, outcome: Outcome, number: int) -> Event:
        item = self.order.lines[number - 1]
        decision = LineDecision(item.line.line_id, outcome, Reason.GOODS, _told(outcome, item))
        return self.scribe.write(LinesDecided(self.order.order_id, (decision,)), "hq", actor="hq")

    def scan(self) -> None:
        self.shown.play("click placed.done", "wait page browse", f"scan {self.number}", "wait page myOrder")


def _told(outcome: Outcome, item: LineView) -> Promise | None:
    told = item.line.promise
    later = Promise(told.earliest_ms + DAY_MS, told.latest_ms + DAY_MS, "WH", told.place)
    return {Outcome.CONFIRMED: told, Outcome.RE_SOURCED: later, Outcome.REFUSED: None}[outcome]


@pytest.fixture
def placed(english: Shown) -> Placed:
    return Placed(english)


def test_a_phone_number_is_grouped_and_judged_as_it_is_typed(english: Shown) -> None:
    english.play(f"scan {BRING}", "click style.add", "click style.toBasket", "click basket.confirm", "wait page phone")
    english.play("type 1380000", "expect phone.digits '138 0000'", "expect phone.hint 'Digits to go: 4'")
    english.play("type 0001", "expect phone.digits '138 0000 0001'", "expect phone.hint complete")
    english.play("click pad.erase", "expect phone.digits '138 0000 000'", "click phone.clear", "wait gone phone.clear")
    english.play("type 12", "expect phone.hint '13 to 19'", "click pad.erase", "expect phone.hint 'Digits to go'")
    english.play("expect phone.privacy encrypted")


def test_what_is_asked_of_hq_is_said_and_its_answers_are_seen_without_a_touch(placed: Placed) -> None:
    placed.shown.play("expect placed.tally '1 Confirmed, 3 Requested'", "expect placed.status.2 Requested")
    placed.shown.play("expect placed.follow '****0001'")
    placed.hq(placed.decided(Outcome.CONFIRMED, 2), placed.decided(Outcome.RE_SOURCED, 3))
    placed.shown.play("wait text placed.status.2 Confirmed", "wait text placed.status.3 'New source'")
    placed.shown.play("expect placed.note.3 'this is the time that counts'")
    placed.hq(placed.decided(Outcome.CONFIRMED, 4))
    placed.shown.play("wait gone placed.follow")


def test_a_refused_line_says_who_calls_and_lets_one_choose_again(placed: Placed) -> None:
    placed.hq(placed.decided(Outcome.REFUSED, 4))
    placed.shown.play("wait text placed.note.4 'A guide will call ****0001'")
    placed.shown.play("expect placed.refused '329.00'", "expect placed.total '1,797.00'")
    placed.shown.play("click placed.again.4", "wait page style", f"wait text style.reference {DOOR}")
    placed.shown.play("click bar.back", "wait page placed", "wait object placed.number")


def test_a_refused_line_that_was_called_about_says_so(placed: Placed) -> None:
    called = CallBackMade(placed.order.order_id, ("4",), "refund")
    placed.hq(placed.decided(Outcome.REFUSED, 4), placed.scribe.write(called))
    placed.shown.play("wait text placed.note.4 'has called you'", "wait gone placed.again.4")


def test_an_order_refused_whole_asks_for_no_payment(english: Shown) -> None:
    english.play(f"scan {BRING}", "click style.add", "click style.toBasket", "click basket.confirm")
    english.play("type 13800000001", "click phone.place", "wait page placed", "remember N placed.number")
    order = english.tablet.desk.order_by_number(english.player.remembered["N"])
    english.tablet.journal.hq_knows(Scribe(order_id=order.order_id).decided(Outcome.REFUSED, "1"))
    english.bus.publish(RoundApplied("shop.JA", 1))
    english.play("wait text placed.payBefore 'Nothing is to be paid'", "expect placed.total 0.00")
    assert [row.key for row in english.window.app.placed.steps.rows] == ["slip"]
    english.play("click placed.done", "wait page browse", "scan {N}", "wait text myOrder.headline 'none of it'")
    assert english.window.app.myOrder.status == "Not available"


def test_the_steps_name_payment_and_every_way(placed: Placed) -> None:
    rows = placed.shown.window.app.placed.steps.rows
    assert [row.key for row in rows] == ["slip", "pay", "take_now", "pick_up", "bring_here", "deliver"]
    assert "2,126.00" in rows[1].text
    assert "Xuhui" in rows[3].text


def test_a_printer_that_does_not_print_is_no_secret(placed: Placed) -> None:
    placed.shown.play("wait object placed.printing")
    reader = placed.shown.tablet.reader
    reader.print_problems = lambda: ((1, placed.number, "no paper"),)  # type: ignore[method-assign]
    placed.shown.window.app.placed._printer.timeout.emit()
    placed.shown.play("wait text placed.unprinted 'has not come out'", "wait gone placed.printing")
    reader.print_problems = lambda: ((2, "JA-02-A-000099", "no paper"),)  # type: ignore[method-assign]
    placed.shown.window.app.placed._printer.timeout.emit()
    placed.shown.play("wait gone placed.unprinted")


def test_the_slip_opens_the_order_with_its_way_line_by_line(placed: Placed) -> None:
    placed.scan()
    rows = placed.shown.window.app.myOrder.lines.rows
    assert [(len(row.stages), row.reached) for row in rows] == [(2, 1), (4, 1), (4, 1), (3, 1)]
    placed.hq(placed.decided(Outcome.CONFIRMED, 2), placed.scribe.ready("3"))
    placed.hq(placed.scribe.write(LinesDispatched(placed.order.order_id, ("4",), "WH"), "hq"))
    placed.shown.play("wait text myOrder.status.3 Ready")
    rows = placed.shown.window.app.myOrder.lines.rows
    assert [row.reached for row in rows] == [1, 2, 3, 3]


def test_neither_phone_nor_pick_up_code_is_shown_to_who_finds_a_slip(placed: Placed) -> None:
    placed.hq(placed.decided(Outcome.REFUSED, 4))
    placed.scan()
    placed.shown.play("wait text myOrder.note.4 'A guide will call you'")
    seen = "\n".join(str(row) for row in placed.shown.window.app.myOrder.lines.rows)
    assert "0001" not in seen
    assert all(code not in seen for code in placed.order.placed.pick_up_codes.values())


Then = Callable[[Placed], None]


def _paid(order: Placed) -> None:
    order.hq(order.scribe.paid(212_600))


def _completed(order: Placed) -> None:
    order.hq(order.scribe.paid(212_600), order.scribe.handed("1", "2", "3", "4"))


def _lapsed(order: Placed) -> None:
    order.hq(order.scribe.write(OrderLapsed(order.order.order_id, order.order.placed.lapses_ms)))


def _cancelled(order: Placed) -> None:
    order.shown.play("click myOrder.cancel", "click myOrder.cancel.yes")


@pytest.mark.parametrize(
    ("then", "headline", "advice"),
    [
        (_paid, "Paid", "pick-up code"),
        (_completed, "Paid, and you have everything", "receipt"),
        (_lapsed, "Not paid in time", "Nothing was charged"),
        (_cancelled, "went back to the shelf", "Nothing was charged"),
    ],
)
def test_every_end_of_an_order_has_its_words_and_no_way_to_cancel(
    placed: Placed, then: Then, headline: str, advice: str
) -> None:
    placed.scan()
    placed.shown.play("expect myOrder.headline 'Not paid yet'", "expect myOrder.payNote tomorrow")
    then(placed)
    placed.shown.play(f"wait text myOrder.headline '{headline}'", f"wait text myOrder.payNote '{advice}'")
    placed.shown.play("wait gone myOrder.cancel", "wait object myOrder.done")


def test_cancelling_says_what_it_does_before_it_is_done(placed: Placed) -> None:
    placed.scan()
    placed.shown.play("click myOrder.cancel", "wait object myOrder.cancel.yes")
    assert "(4)" in placed.shown.window.app.myOrder.sureThen
    placed.shown.play("click myOrder.cancel.no", "wait gone myOrder.cancel.yes", "expect myOrder.status 'Not paid'")


def test_a_slip_this_tablet_does_not_know_says_what_to_do(english: Shown) -> None:
    english.play("scan XH-01-A-000009", "wait text notice 'show it to a guide'", "wait page browse")
