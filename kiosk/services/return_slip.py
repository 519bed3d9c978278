"""The slip of a return: what came back and why, what was given for it and how, and where the shopper signs."""

from kiosk.domain.events import OrderLine, Tender, TenderKind
from kiosk.domain.money import format_minor
from kiosk.domain.order import OrderView
from kiosk.domain.returns import GoodsReturned, ReturnedLine
from kiosk.domain.ticket import refund_of
from kiosk.ports.devices import Align, Part, PartKind, Slip
from kiosk.services.slip_parts import AIR, HALF, Paper, head, total
from kiosk.services.wording import moment_text

_RULE, _HEAVY = Part(PartKind.RULE), Part(PartKind.RULE, bold=True)
_ROOM_TO_SIGN = Part(PartKind.FEED, "3")


def return_slip(order: OrderView, body: GoodsReturned, new: OrderView | None, paper: Paper, guide: str) -> Slip:
    """`order`: the earlier one, whose number the bars say; `new`: the one placed in exchange. Cash that is paid out
    opens the drawer."""
    texts, currency = paper.texts, order.placed.currency
    sold = {item.line.line_id: item.line for item in order.lines}
    parts = [
        *head(paper, texts("paper.return_slip.title"), texts("paper.return_slip.exchange") if new else ""),
        Part(PartKind.TEXT, body.number, bold=True, scale=2),
        Part(PartKind.PAIR, moment_text(paper.now_ms, paper.here), right=texts("paper.guide", name=guide)),
        Part(PartKind.PAIR, texts("paper.return_slip.of"), right=order.placed.number),
        _HEAVY,
    ]
    for at, item in enumerate(body.lines):
        parts += [AIR] if at else []
        parts += _line(sold[item.line_id], item, currency, paper)
    parts += [
        _RULE,
        Part(PartKind.TEXT, texts("paper.return_slip.pieces", count=sum(item.quantity for item in body.lines))),
        total(texts("paper.return_slip.refund"), refund_of(body.lines), currency),
    ]
    for tender in body.tenders:
        parts += _tender(tender, new, currency, paper)
    parts += [
        _HEAVY,
        HALF,
        Part(PartKind.BARCODE, order.placed.number, align=Align.CENTRE),
        AIR,
        Part(PartKind.TEXT, texts("paper.return_slip.scan"), align=Align.CENTRE),
        HALF,
        Part(PartKind.TEXT, texts("paper.return_slip.sign")),
        _ROOM_TO_SIGN,
        _RULE,
    ]
    paid_out = any(tender.kind is TenderKind.CASH for tender in body.tenders)
    return Slip("return_slip", body.number, tuple(parts), open_drawer=paid_out)


def _line(line: OrderLine, item: ReturnedLine, currency: str, paper: Paper) -> list[Part]:
    texts = paper.texts
    what = f"{texts.named(line, 'colour')} {line.size} × {item.quantity}".strip()
    reason, grade = texts(f"paper.reason.{item.reason.value}"), texts(f"paper.grade.{item.grade.value}")
    why = reason if reason.casefold() == grade.casefold() else texts("paper.separator").join((reason, grade))
    return [
        Part(PartKind.TEXT, texts.named(line), bold=True),
        Part(PartKind.PAIR, what, right=format_minor(item.refund_minor, currency)),
        Part(PartKind.TEXT, why),
    ]


def _tender(tender: Tender, new: OrderView | None, currency: str, paper: Paper) -> list[Part]:
    texts, amount = paper.texts, format_minor(tender.amount_minor, currency)
    if tender.kind is TenderKind.CREDIT and new is not None:
        return [
            Part(PartKind.PAIR, texts("paper.return_slip.exchanged"), right=amount),
            Part(PartKind.PAIR, texts("paper.return_slip.new_order"), right=new.placed.number),
        ]
    paid = Part(PartKind.PAIR, texts(f"paper.back.{tender.kind.value}"), right=amount)
    return [
        paid,
        *([Part(PartKind.TEXT, texts("paper.reference", reference=tender.reference))] if tender.reference else []),
    ]
