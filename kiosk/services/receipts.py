"""Slips: what paper says about an order. A slip is a small document; the printer's driver gives it bytes."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.catalogue import Location
from kiosk.domain.contact import mask
from kiosk.domain.events import Tender, TenderKind
from kiosk.domain.money import format_minor
from kiosk.domain.order import DOOR, LineStatus, LineView, OrderView
from kiosk.ports.devices import Align, Part, PartKind, Slip
from kiosk.services.wording import deadline_text, line_status, moment_text, promise_when, promise_where
from kiosk.texts import Texts


@dataclass(frozen=True, slots=True)
class Paper:
    """What a slip needs beside the order: language, shop, brand, the clock, and where locations are looked up."""

    texts: Texts
    here: Location
    brand: str
    now_ms: int
    location: Callable[[str], Location | None]


def order_slip(order: OrderView, paper: Paper, phone: str = "") -> Slip:
    """Paper of an unpaid order: its number as a bar code, its lines, until when it waits, the pick-up codes."""
    texts, placed = paper.texts, order.placed
    parts = _head(paper, texts("paper.order_slip"), placed.number, order.stamp.at_ms)
    for item in order.lines:
        parts += _line(item, order, paper)
    parts += [Part(PartKind.RULE), _total(texts("paper.to_pay"), order.due_minor, placed.currency)]
    if any(item.status is LineStatus.REQUESTED for item in order.lines):
        parts.append(Part(PartKind.TEXT, texts("paper.requested_note")))
    if phone:
        parts.append(Part(PartKind.TEXT, texts("paper.contact", masked=mask(phone))))
    parts += _codes(order, paper)
    when = deadline_text(texts, placed.lapses_ms, paper.now_ms, paper.here)
    parts += [
        Part(PartKind.TEXT, texts("paper.pay_before", when=when), bold=True),
        Part(PartKind.FEED),
        Part(PartKind.BARCODE, placed.number, align=Align.CENTRE),
        Part(PartKind.TEXT, texts("paper.scan_slip"), align=Align.CENTRE),
    ]
    return Slip("order_slip", placed.number, tuple(parts))


def receipt(order: OrderView, number: str, tenders: tuple[Tender, ...], paper: Paper, guide: str) -> Slip:
    """Paper of a paid order. Cash opens the drawer."""
    texts, currency = paper.texts, order.placed.currency
    parts = _head(paper, texts("paper.receipt"), number, paper.now_ms)
    parts.append(Part(PartKind.PAIR, texts("paper.order"), right=order.placed.number))
    for item in order.lines:
        parts += _line(item, order, paper)
    paid_minor = sum(tender.amount_minor for tender in tenders)
    parts += [Part(PartKind.RULE), _total(texts("paper.total"), paid_minor, currency)]
    for tender in tenders:
        parts += _tender(tender, currency, texts)
    parts += _codes(order, paper)
    parts += [
        Part(PartKind.TEXT, texts("paper.guide", name=guide)),
        Part(PartKind.FEED),
        Part(PartKind.BARCODE, order.placed.number, align=Align.CENTRE),
        Part(PartKind.TEXT, texts("paper.thanks"), align=Align.CENTRE),
    ]
    return Slip("receipt", number, tuple(parts), open_drawer=any(t.kind is TenderKind.CASH for t in tenders))


def _head(paper: Paper, title: str, number: str, at_ms: int) -> list[Part]:
    return [
        Part(PartKind.TEXT, paper.brand, align=Align.CENTRE, bold=True, scale=2),
        Part(PartKind.TEXT, paper.texts.named(paper.here), align=Align.CENTRE),
        Part(PartKind.FEED),
        Part(PartKind.PAIR, title, right=moment_text(at_ms, paper.here)),
        Part(PartKind.TEXT, number, bold=True, scale=2),
        Part(PartKind.RULE),
    ]


def _line(item: LineView, order: OrderView, paper: Paper) -> list[Part]:
    texts, line = paper.texts, item.line
    amount = format_minor(line.total_minor, order.placed.currency)
    kept = item.status is not LineStatus.REFUSED
    parts = [
        Part(PartKind.TEXT, texts.named(line), bold=True),
        Part(
            PartKind.PAIR, f"{texts.named(line, 'colour')} {line.size} × {line.quantity}", right=amount if kept else "–"
        ),
    ]
    if not kept:
        return [*parts, Part(PartKind.TEXT, texts("paper.refused_note"))]
    when = promise_when(texts, line.fulfilment, item.promise, paper.here, paper.now_ms)
    where = promise_where(texts, line.fulfilment, paper.location(item.promise.source))
    return [*parts, Part(PartKind.TEXT, f"{line_status(texts, item)} · {when} · {where}")]


def _total(words: str, minor: int, currency: str) -> Part:
    return Part(PartKind.PAIR, words, right=format_minor(minor, currency), bold=True, scale=2)


def _tender(tender: Tender, currency: str, texts: Texts) -> list[Part]:
    parts = [
        Part(PartKind.PAIR, texts(f"paper.{tender.kind.value}"), right=format_minor(tender.amount_minor, currency))
    ]
    if tender.kind is TenderKind.CASH:
        parts += [
            Part(PartKind.PAIR, texts("paper.given"), right=format_minor(tender.given_minor, currency)),
            Part(PartKind.PAIR, texts("paper.change"), right=format_minor(tender.change_minor, currency)),
        ]
    elif tender.reference:
        parts.append(Part(PartKind.TEXT, texts("paper.reference", reference=tender.reference)))
    return parts


def _codes(order: OrderView, paper: Paper) -> list[Part]:
    """The pick-up code of every place where something still waits, as digits and as a bar code."""
    parts: list[Part] = []
    for place, code in order.placed.pick_up_codes.items():
        if place == DOOR or not any(item.open and item.promise.place == place for item in order.lines):
            continue
        location = paper.location(place)
        name = paper.texts.named(location) if location else place
        parts += [
            Part(PartKind.FEED),
            Part(PartKind.TEXT, paper.texts("paper.pick_up_at", place=name), align=Align.CENTRE),
            Part(PartKind.TEXT, f"{code[:4]} {code[4:]}", align=Align.CENTRE, bold=True, scale=2),
            Part(PartKind.BARCODE, f"P-{code}", align=Align.CENTRE),
        ]
    return parts
