"""What happens to orders while nobody looks at the glass: hooks of the walk."""

from kiosk.domain.calls import CallTried, TriedOutcome
from kiosk.domain.credit_facts import CreditClaimed, CreditDecided, CreditDisputed, CreditOutcome
from kiosk.domain.details import Detail, DetailsGiven
from kiosk.domain.events import (
    Body,
    CallBackMade,
    Fulfilment,
    GoodsHandedOver,
    HandedLine,
    LineDecision,
    LinesDecided,
    LinesDispatched,
    LinesReady,
    OrderCancelled,
    OrderLapsed,
    OrderPaid,
    Outcome,
    Promise,
    Reason,
    Tender,
    TenderKind,
)
from kiosk.domain.repairs import (
    AnotherWay,
    Attention,
    AttentionSettled,
    LinesAskedAgain,
    MoneyRefunded,
    RefundedLine,
    RefundReason,
)
from kiosk.domain.returns import (
    GoodsReturned,
    Grade,
    PriceReduced,
    Reduction,
    ReductionKind,
    ReturnedLine,
    ReturnReason,
)
from kiosk.domain.staff import PinAttempts
from kiosk.ports.sync import RoundApplied
from tests.fakes import retailer
from tests.fakes.health import MemoryHealth
from tests.ui.glasses import Shown


def day_goes_by(shown: Shown) -> None:
    """Almost: what was placed before lapses within the hour."""
    shown.tablet.clock.advance(minutes=23 * 60 + 20)
    shown.bus.publish(RoundApplied("shop.JA", 1))


def all_of_them(shown: Shown) -> None:
    """Every kind of fact about the order whose number is remembered, sensible or not."""
    facts = shown.tablet.reader.order_by_number(shown.player.remembered["N"])
    assert facts is not None
    order, line = facts.order_id, facts.placed[0].body.lines[0].line_id
    told = facts.placed[0].body.lines[0].promise
    moved = Promise(told.earliest_ms, told.latest_ms, "WH", told.place)
    now_ms = shown.tablet.clock()
    bodies: tuple[tuple[Body, str], ...] = (
        (LinesDecided(order, (LineDecision(line, Outcome.RE_SOURCED, Reason.TIME, moved),)), "hq"),
        (PriceReduced(order, ReductionKind.DISCOUNT, (Reduction(line, 5_000),), "1/3", "G-MEI"), "G-LIN"),
        (OrderPaid(order, "JA-02-A-R-000007", "JA", (Tender(TenderKind.CASH, 54_900, 60_000, 5_100),)), "G-LIN"),
        (LinesReady(order, (line,), "JA"), "G-LIN"),
        (LinesDispatched(order, (line,), "WH", "SF123"), "G-GONE"),
        (GoodsHandedOver(order, "JA", (HandedLine(line, "JA"),)), "G-LIN"),
        (
            GoodsReturned(
                order,
                "JA-02-A-T-000001",
                "JA",
                (ReturnedLine(line, 1, 54_900, ReturnReason.SIZE, Grade.WORN),),
                (Tender(TenderKind.EXTERNAL, 54_900, reference="TX-9"),),
            ),
            "G-MEI",
        ),
        (LinesDecided(order, (LineDecision(line, Outcome.REFUSED, Reason.GOODS),)), "hq"),
        (CallTried(order, (line,), TriedOutcome.NOT_REACHED, now_ms + 3_600_000), "G-LIN"),
        (CallTried(order, (line,), TriedOutcome.WRONG_NUMBER), "G-LIN"),
        (CallBackMade(order, (line,), "2/3"), "G-LIN"),
        (OrderCancelled(order, "3/3"), "G-LIN"),
        (OrderLapsed(order, now_ms), "device"),
        (CreditClaimed(order, (line,), "G-MEI", "4/3", "G-MEI"), "G-LIN"),
        (CreditDisputed(order, f"{line}/commission/selling_guide", "5/3"), "G-LIN"),
        (
            CreditDecided(order, f"{line}/commission/selling_guide", CreditOutcome.GOES_TO, "6/3", "G-MEI", "G-LIN"),
            "G-MEI",
        ),
        (DetailsGiven(order, "JA-02", Detail.INVOICE, "0" * 64), "hq"),
        (LinesAskedAgain(order, (AnotherWay(line, Fulfilment.DELIVER, moved, "brand", "brand"),), {}), "G-LIN"),
        (
            MoneyRefunded(
                order,
                "JA-02-A-T-000002",
                "JA",
                RefundReason.NOT_AVAILABLE,
                (RefundedLine(line, 54_900),),
                0,
                (Tender(TenderKind.CASH, 54_900),),
                "G-MEI",
            ),
            "G-LIN",
        ),
        (AttentionSettled(order, Attention.CANCEL_AFTER_PAYMENT, ("0",), "7/3"), "G-MEI"),
    )
    for body, actor in bodies:
        shown.tablet.clock.advance(minutes=7)
        shown.tablet.journal.run(lambda tx, body=body, actor=actor: tx.append(body, actor))  # type: ignore[misc]
    shown.bus.publish(RoundApplied("shop.JA", 1))


def much_is_wrong(shown: Shown) -> None:
    """Devices, clock, disk and index; and a manager who mistyped her PIN."""
    health, now_ms = shown.glass.health, shown.tablet.clock()
    assert isinstance(health, MemoryHealth)
    health.unwell()
    shown.tablet.journal.run(lambda tx: tx.put_pin_attempts(retailer.MEI.id, PinAttempts(5, now_ms)))
