"""The slip of a return: what came back and why, what was given for it and how, and where the shopper signs."""

from kiosk.domain.events import OrderLine, Tender, TenderKind
from kiosk.domain.money import format_minor
from kiosk.domain.order import OrderView
from kiosk.domain.repairs import MoneyRefunded
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
    kind = texts("paper.return_slip.exchange") if new else ""
    parts = _beginning(texts("paper.return_slip.title"), kind, body.number, order, paper, guide)
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
    parts += _end(order, texts("paper.return_slip.sign"), paper)
    return Slip("return_slip", body.number, tuple(parts), open_drawer=_in_cash(body.tenders))


def refund_slip(order: OrderView, body: MoneyRefunded, paper: Paper, guide: str) -> Slip:
    """Money that went back without goods: for which lines, why, and how. Cash that is paid out opens the drawer."""
    texts, currency = paper.texts, order.placed.currency
    sold = {item.line.line_id: item.line for item in order.lines}
    parts = _beginning(texts("paper.refund_slip.title"), "", body.number, order, paper, guide)
    for given_up in body.lines:
        line = sold[given_up.line_id]
        what = f"{texts.named(line, 'colour')} {line.size} × {line.quantity}".strip()
        parts += [
            Part(PartKind.TEXT, texts.named(line), bold=True),
            Part(PartKind.PAIR, what, right=format_minor(given_up.refund_minor, currency)),
            AIR,
        ]
    if body.over_minor:
        over = format_minor(body.over_minor, currency)
        parts += [Part(PartKind.PAIR, texts("paper.refund_slip.over"), right=over), AIR]
    parts += [
        Part(PartKind.TEXT, texts(f"paper.refund_reason.{body.reason.value}")),
        _RULE,
        total(texts("paper.return_slip.refund"), body.total_minor, currency),
    ]
    for tender in body.tenders:
        parts += _tender(tender, None, currency, paper)
    parts += _end(order, texts("paper.refund_slip.sign"), paper)
    return Slip("refund_slip", body.number, tuple(parts), open_drawer=_in_cash(body.tenders))


def _beginning(title: str, kind: str, number: str, order: OrderView, paper: Paper, guide: str) -> list[Part]:
    texts = paper.texts
    return [
        *head(paper, title, kind),
        Part(PartKind.TEXT, number, bold=True, scale=2),
        Part(PartKind.PAIR, moment_text(paper.now_ms, paper.here), right=texts("paper.guide", name=guide)),
        Part(PartKind.PAIR, texts("paper.return_slip.of"), right=order.placed.number),
        _HEAVY,
    ]


def _end(order: OrderView, sign: str, paper: Paper) -> list[Part]:
    """Bars that say the order, and where the shopper signs."""
    return [
        _HEAVY,
        HALF,
        Part(PartKind.BARCODE, order.placed.number, align=Align.CENTRE),
        AIR,
        Part(PartKind.TEXT, paper.texts("paper.return_slip.scan"), align=Align.CENTRE),
        HALF,
        Part(PartKind.TEXT, sign),
        _ROOM_TO_SIGN,
        _RULE,
    ]


def _in_cash(tenders: tuple[Tender, ...]) -> bool:
    return any(tender.kind is TenderKind.CASH for tender in tenders)


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
