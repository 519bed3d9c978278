"""Slips: what paper says about an order. A slip is a small document; the printer's driver gives it bytes.

Three kinds: the order slip of an unpaid order, which a guide scans; the receipt of a paid one; and, printed with the
receipt, one pick-up slip for every place where goods wait or will wait, which hands them over.
"""

from kiosk.domain.contact import mask
from kiosk.domain.events import Fulfilment, Tender, TenderKind
from kiosk.domain.money import format_minor
from kiosk.domain.order import LineStatus, LineView, OrderView
from kiosk.ports.devices import Align, Part, PartKind, Slip
from kiosk.services.own_phone import PublicCode
from kiosk.services.slip_parts import (
    AIR,
    HALF,
    Paper,
    guide_code,
    head,
    lines,
    number_of_pieces,
    pick_up_digits,
    reductions,
    steps,
    total,
)
from kiosk.services.wording import clock_text, date_text, hours_text, moment_text
from kiosk.texts import Texts

#: Lines that somebody comes for later; the others are handed over at once, or brought to a door.
FETCHED = (Fulfilment.PICK_UP, Fulfilment.BRING_HERE)
_RULE, _HEAVY = Part(PartKind.RULE), Part(PartKind.RULE, bold=True)


def order_slip(order: OrderView, paper: Paper, phone: str = "") -> Slip:
    """Paper of an unpaid order: its number as bars and as QR code, its lines, what is due until when, what comes
    next."""
    texts, placed = paper.texts, order.placed
    parts = head(paper, texts("paper.order_slip"), texts("paper.unpaid"), owing=True)
    parts += [
        _number(placed.number),
        Part(PartKind.TEXT, moment_text(order.stamp.at_ms, paper.here)),
        HALF,
        Part(PartKind.BARCODE, placed.number, align=Align.CENTRE, words=False),
        AIR,
        Part(PartKind.TEXT, texts("paper.scan_slip"), align=Align.CENTRE),
        _HEAVY,
        *lines(order.lines, order, paper),
        _RULE,
        *number_of_pieces(order, paper),
        *reductions(order, paper),
        total(texts("paper.to_pay"), order.due_minor, placed.currency),
        _HEAVY,
        *steps(texts("paper.next"), _next_steps(order, paper)),
    ]
    codes = _codes(order, paper)
    if phone:
        codes.append(Part(PartKind.PAIR, texts("paper.contact"), right=mask(phone)))
    parts += [HALF, *codes] if codes else []
    parts += _blocks(_own_phone(order, paper)) or [
        Part(PartKind.QR, placed.number, align=Align.CENTRE),
        Part(PartKind.TEXT, texts("paper.scan_here"), align=Align.CENTRE),
    ]
    return paper.slip("order_slip", placed.number, parts)


def _own_phone(order: OrderView, paper: Paper) -> list[Part]:
    """What the shopper's own phone reads: where to give an address, or ask for an invoice."""
    link = paper.link(order, paper.now_ms)
    asked = "address" if order.lacks_address else "invoice"
    words = Part(PartKind.TEXT, paper.texts(f"paper.own_phone.{asked}"), align=Align.CENTRE, bold=True)
    return [words, AIR, Part(PartKind.QR, link, align=Align.CENTRE), HALF] if link else []


def _whose(order: OrderView, paper: Paper) -> PublicCode | None:
    """The code of the guide who sold the first line that has one."""
    sold = (item.line.guide for item in order.lines if item.kept and item.line.guide)
    return next((code for guide in sold if (code := paper.guide(guide))), None)


def _blocks(*codes: list[Part]) -> list[Part]:
    """Codes for phones with their words, one below the other, each under a rule."""
    return [part for code in codes if code for part in (_RULE, HALF, *code)]


def _number(number: str) -> Part:
    return Part(PartKind.TEXT, number, bold=True, scale=2)


def _next_steps(order: OrderView, paper: Paper) -> list[str]:
    """What the shopper does, and what then happens, as far as it concerns this order. The first one is urgent."""
    texts, kept = paper.texts, [item for item in order.lines if item.open]
    kinds = {item.line.fulfilment for item in kept}
    lapses_ms = order.placed.lapses_ms
    when = texts("paper.moment", day=date_text(texts, lapses_ms, paper.here), time=clock_text(lapses_ms, paper.here))
    return [
        texts("paper.pay_before", when=when),
        *([texts("paper.take_after_payment")] if Fulfilment.TAKE_NOW in kinds else []),
        *([texts("paper.pick_up_later")] if kinds & set(FETCHED) else []),
        *([texts("paper.send_after_payment")] if Fulfilment.DELIVER in kinds else []),
        *([texts("paper.requested_note")] if _has_requested(kept) else []),
    ]


def _has_requested(items: list[LineView]) -> bool:
    return any(item.status is LineStatus.REQUESTED for item in items)


def _codes(order: OrderView, paper: Paper) -> list[Part]:
    """The pick-up code of every place where something waits later. Only digits: bars come when it is paid."""
    codes = order.placed.pick_up_codes
    return [
        Part(
            PartKind.PAIR,
            paper.texts("paper.pick_up_at", place=_name(place, paper)),
            right=pick_up_digits(codes[place]),
            bold=True,
        )
        for place in fetched(order)
    ]


def receipt(order: OrderView, number: str, tenders: tuple[Tender, ...], paper: Paper, guide: str) -> Slip:
    """Paper of a paid order. Cash opens the drawer."""
    texts, currency = paper.texts, order.placed.currency
    parts = head(paper, texts("paper.receipt"), texts("paper.paid"))
    parts += [
        _number(number),
        Part(PartKind.PAIR, moment_text(paper.now_ms, paper.here), right=texts("paper.guide", name=guide)),
        Part(PartKind.PAIR, texts("paper.order"), right=order.placed.number),
        _HEAVY,
        *lines(order.lines, order, paper),
        _RULE,
        *number_of_pieces(order, paper),
        *reductions(order, paper),
        total(texts("paper.total"), sum(tender.amount_minor for tender in tenders), currency),
    ]
    for tender in tenders:
        parts += _tender(tender, currency, texts)
    parts.append(_HEAVY)
    places = [_name(place, paper) for place in fetched(order)]
    if places:
        parts += [Part(PartKind.TEXT, texts("paper.pick_up_follows", places=texts("paper.separator").join(places)))]
    parts += [
        HALF,
        Part(PartKind.BARCODE, order.placed.number, align=Align.CENTRE),
        AIR,
        Part(PartKind.TEXT, texts("paper.scan_receipt"), align=Align.CENTRE),
        HALF,
        *_blocks(_own_phone(order, paper), guide_code(_whose(order, paper), paper)),
        Part(PartKind.TEXT, texts("paper.thanks"), align=Align.CENTRE, bold=True),
    ]
    return paper.slip("receipt", number, parts, open_drawer=any(t.kind is TenderKind.CASH for t in tenders))


def _tender(tender: Tender, currency: str, texts: Texts) -> list[Part]:
    parts = [
        Part(PartKind.PAIR, texts(f"paper.{tender.kind.value}"), right=format_minor(tender.amount_minor, currency))
    ]
    if tender.kind is TenderKind.CASH:
        parts += [
            Part(PartKind.PAIR, texts("paper.given"), right=format_minor(tender.given_minor, currency)),
            Part(PartKind.PAIR, texts("paper.change"), right=format_minor(tender.change_minor, currency), bold=True),
        ]
    elif tender.reference:
        parts.append(Part(PartKind.TEXT, texts("paper.reference", reference=tender.reference)))
    return parts


def fetched(order: OrderView) -> dict[str, list[LineView]]:
    """Place → open lines that somebody comes for there later."""
    places: dict[str, list[LineView]] = {}
    for item in order.lines:
        if item.open and item.line.fulfilment in FETCHED and item.promise.place in order.placed.pick_up_codes:
            places.setdefault(item.promise.place, []).append(item)
    return places


def pick_up_slips(order: OrderView, number: str, paper: Paper) -> tuple[Slip, ...]:
    """One for every place where something of a paid order is fetched later. `number` is the receipt's: it proves the
    payment."""
    return tuple(_pick_up_slip(place, items, order, number, paper) for place, items in fetched(order).items())


def _pick_up_slip(place: str, items: list[LineView], order: OrderView, number: str, paper: Paper) -> Slip:
    texts, code = paper.texts, order.placed.pick_up_codes[place]
    parts = head(paper, texts("paper.pick_up_slip"), texts("paper.paid"), shop=False)
    parts += [
        AIR,
        Part(PartKind.PAIR, texts("paper.where"), right=_name(place, paper), bold=True, right_scale=2),
        *_when_and_open(place, items, paper),
        HALF,
        Part(PartKind.TEXT, texts("paper.show_code"), align=Align.CENTRE),
        AIR,
        Part(PartKind.BARCODE, f"P-{code}", align=Align.CENTRE, words=False),
        HALF,
        Part(PartKind.TEXT, pick_up_digits(code), align=Align.CENTRE, bold=True, scale=3),
        _HEAVY,
        *lines(tuple(items), order, paper, amounts=False),
        _RULE,
        *steps(texts("paper.next"), _pick_up_steps(items, texts)),
        HALF,
        Part(PartKind.PAIR, texts("paper.order"), right=order.placed.number),
        Part(PartKind.PAIR, texts("paper.receipt_number"), right=number),
    ]
    return paper.slip("pick_up_slip", order.placed.number, parts, which=place)


def _when_and_open(place: str, items: list[LineView], paper: Paper) -> list[Part]:
    """From when everything is there, and the place's hours where they are known."""
    texts, location = paper.texts, paper.location(place)
    at_ms = max(item.promise.earliest_ms for item in items)
    day, time = date_text(texts, at_ms, paper.here), clock_text(at_ms, paper.here)
    parts = [Part(PartKind.PAIR, texts("paper.ready_from"), right=texts("paper.times", day=day, time=time), bold=True)]
    for at, hours in enumerate(hours_text(texts, location) if location else ()):
        parts.append(Part(PartKind.PAIR, "" if at else texts("paper.hours"), right=hours))
    return parts


def _pick_up_steps(items: list[LineView], texts: Texts) -> list[str]:
    waits = [texts("paper.wait_for_word")] if _has_requested(items) else []
    return [*waits, texts("paper.bring"), texts("paper.keep_safe")]


def _name(place: str, paper: Paper) -> str:
    location = paper.location(place)
    return paper.texts.named(location) if location else place
