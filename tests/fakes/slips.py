"""Orders of every kind on paper: the slips that a shop's printer meets, in either language."""

from collections.abc import Callable
from dataclasses import replace

from drivers.spooler import as_copy
from kiosk.domain.codes import own_check_digit
from kiosk.domain.events import Fulfilment, OrderLine, OrderPlaced, Outcome, Promise, Tender, TenderKind
from kiosk.domain.facts import facts_of, merge
from kiosk.domain.order import OrderView, view
from kiosk.domain.returns import GoodsReturned, Grade, ReturnedLine, ReturnReason
from kiosk.domain.transfers import GoodsSent, SentLine
from kiosk.domain.visits import BasketParked, ParkedLine
from kiosk.ports.devices import Slip
from kiosk.services.member_slip import member_slip
from kiosk.services.own_phone import PublicCode
from kiosk.services.parking import parked_slip
from kiosk.services.receipts import order_slip, pick_up_slips, receipt
from kiosk.services.return_slip import return_slip
from kiosk.services.slip_parts import Paper
from kiosk.services.staffing import badge_slip
from kiosk.services.transfer_slip import Named, transfer_slips
from kiosk.texts import load_texts
from tests.domain.histories import Scribe
from tests.fakes import retailer
from tests.fakes.clock import MONDAY_14_MS

_HOUR_MS, _DAY_MS = 3_600_000, 86_400_000
NUMBER, RECEIPT_NUMBER = "JA-01-A-000001", "JA-01-A-R-000001"
NEW_NUMBER, RETURN_NUMBER = "JA-01-A-000002", "JA-01-A-T-000001"
CODES = {"JA": "71980684", "XH": "55012340", "WH": "10000002"}
_PLACES = {
    Fulfilment.TAKE_NOW: ("JA", "JA"),
    Fulfilment.PICK_UP: ("XH", "XH"),
    Fulfilment.BRING_HERE: ("WH", "JA"),
    Fulfilment.DELIVER: ("WH", "door"),
}
_NAMES = {
    Fulfilment.TAKE_NOW: ("立领夹棉外套", "Stand-collar quilted jacket", "灰绿", "Sage green"),
    Fulfilment.PICK_UP: ("亚麻混纺直筒长裤", "Linen-blend straight-leg trousers", "燕麦", "Oatmeal"),
    Fulfilment.BRING_HERE: ("羊毛双面呢大衣", "Double-faced wool coat with a tie belt", "驼色", "Camel"),
    Fulfilment.DELIVER: ("真丝印花连衣裙", "Printed silk dress", "墨蓝", "Ink blue"),
}


def a_line(kind: Fulfilment, number: int = 1, *, quantity: int = 1, price_minor: int = 59_900) -> OrderLine:
    source, place = _PLACES[kind]
    name_zh, name_en, colour_zh, colour_en = _NAMES[kind]
    earliest = MONDAY_14_MS + (0 if kind is Fulfilment.TAKE_NOW else _DAY_MS + 2 * _HOUR_MS)
    return OrderLine(
        line_id=str(number), sku=f"YJ-24{number:03d}/SAGE/M", style=f"YJ-24{number:03d}", quantity=quantity,
        unit_price_minor=price_minor, total_minor=price_minor * quantity, fulfilment=kind,
        promise=Promise(earliest, earliest + 6 * _HOUR_MS, source, place), sold_by="brand", collected_by="brand",
        stock_owner="brand", fulfilled_by="brand", name_zh=name_zh, name_en=name_en, colour_zh=colour_zh,
        colour_en=colour_en, size="M",
    )  # fmt: skip


def _order(
    *lines: OrderLine,
    confirmed: tuple[str, ...] = (),
    refused: tuple[str, ...] = (),
    reduced: tuple[tuple[str, int], ...] = (),
) -> OrderView:
    scribe = Scribe()
    places = dict.fromkeys(line.promise.place for line in lines if line.promise.place != "door")
    placed = OrderPlaced(
        scribe.order_id, NUMBER, "JA", lines, sum(line.total_minor for line in lines), "CNY", "2026-W47", "plain-1",
        MONDAY_14_MS + _DAY_MS, {place: CODES[place] for place in places},
    )  # fmt: skip
    facts = facts_of(scribe.write(placed))
    for line in lines:
        if line.line_id in confirmed:
            decided = scribe.decided(Outcome.CONFIRMED, line.line_id, source=line.promise.source)
            body = replace(facts_of(decided).decided[0].body)
            decision = replace(body.decisions[0], promise=line.promise)
            fact = replace(facts_of(decided).decided[0], body=replace(body, decisions=(decision,)))
            facts = merge(facts, replace(facts_of(decided), decided=(fact,))) or facts
        if line.line_id in refused:
            facts = merge(facts, facts_of(scribe.decided(Outcome.REFUSED, line.line_id))) or facts
    for line_id, minor in reduced:
        facts = merge(facts, facts_of(scribe.reduced(line_id, minor=minor))) or facts
    seen = view(facts)
    assert seen is not None
    stamp = replace(seen.stamp, hlc=MONDAY_14_MS << 16)
    return replace(seen, stamp=stamp)


_EVERY_KIND = tuple(a_line(kind, at) for at, kind in enumerate(Fulfilment, 1))
EVERY_WAY = _order(replace(_EVERY_KIND[0], quantity=2, total_minor=119_800), *_EVERY_KIND[1:], confirmed=("3",))
SOLD_BY_LIN = replace(
    EVERY_WAY, lines=tuple(replace(item, line=replace(item.line, guide="G-LIN")) for item in EVERY_WAY.lines)
)
TAKEN_NOW = _order(a_line(Fulfilment.TAKE_NOW))
PARTLY_REFUSED = _order(*_EVERY_KIND, confirmed=("2", "3"), refused=("4",))
TWENTY_LINES = _order(
    *(a_line(kind, at, price_minor=4_115_760) for at, kind in enumerate((*Fulfilment,) * 5, 1)),
    a_line(Fulfilment.TAKE_NOW, 21, quantity=2, price_minor=20_570_800),
    confirmed=("6", "7"),
)
REDUCED = _order(*_EVERY_KIND, confirmed=("2", "3"), reduced=(("1", 6_000), ("3", 5_990)))
RARE_WORDS = _order(
    replace(a_line(Fulfilment.TAKE_NOW), name_zh="㐂福联名 T 恤™", name_en="Café crème tee ™", colour_en="Écru"),
    a_line(Fulfilment.PICK_UP, 2),
)


def paper(language: str, brand: str = "YUNJIA") -> Paper:
    locations = {location.id: location for location in retailer.LOCATIONS}
    return Paper(load_texts(language), retailer.JA, brand, MONDAY_14_MS + _HOUR_MS, locations.get)


def _reachable(language: str) -> Paper:
    """Phones get to head office: the order's own page, and the guide's."""
    link = "https://hq.example.com/o/" + "Aq7-" * 33
    code = PublicCode("LIN1", "https://hq.example.com/g/LIN1")
    return replace(paper(language), link=lambda _order, _now_ms: link, guide=lambda _guide: code)


def _cash(order: OrderView) -> tuple[Tender, ...]:
    due = order.due_minor
    given = -(-due // 10_000) * 10_000
    return (Tender(TenderKind.CASH, due, given, given - due),)


def _card(order: OrderView) -> tuple[Tender, ...]:
    return (Tender(TenderKind.EXTERNAL, order.due_minor, reference="POS-20261123-884123"),)


def _mixed(order: OrderView) -> tuple[Tender, ...]:
    """A card and a wallet for half of it, cash for the rest."""
    card, wallet = order.due_minor // 4, order.due_minor // 4
    cash = order.due_minor - card - wallet
    return (
        Tender(TenderKind.EXTERNAL, card, reference="POS-20261123-884123"),
        Tender(TenderKind.WALLET, wallet, reference="WX-4200001234202611230987654321"),
        Tender(TenderKind.CASH, cash, cash + 5_000, 5_000),
    )


def _parked(*kinds: Fulfilment) -> BasketParked:
    lines = tuple(ParkedLine(f"SKU-{kind}", 1, kind, _PLACES[kind][0], 59_900, *_NAMES[kind], "M") for kind in kinds)
    return BasketParked("basket", "6492", "JA", lines, MONDAY_14_MS + 10 * _HOUR_MS)


def _came_back(order: OrderView, *tenders: Tender, exchange: OrderView | None = None) -> GoodsReturned:
    """Everything of the order, for what it cost; each line for another reason, in another state."""
    said = zip(order.lines, (*ReturnReason,) * 4, (*Grade,) * 7, strict=False)
    lines = tuple(
        ReturnedLine(item.line.line_id, item.line.quantity, item.line.total_minor, reason, grade)
        for item, reason, grade in said
    )
    new = exchange.order_id if exchange else None
    return GoodsReturned(order.order_id, RETURN_NUMBER, "JA", lines, tenders, new)


def _returned(language: str) -> Slip:
    back = EVERY_WAY.placed.total_minor
    tenders = (Tender(TenderKind.CASH, 20_000), Tender(TenderKind.EXTERNAL, back - 20_000, reference="POS-884123"))
    return return_slip(EVERY_WAY, _came_back(EVERY_WAY, *tenders), None, paper(language), "LIN1")


def _exchanged(language: str) -> Slip:
    credit = Tender(TenderKind.CREDIT, 59_900, reference=RETURN_NUMBER)
    new = replace(TAKEN_NOW, placed=replace(TAKEN_NOW.placed, number=NEW_NUMBER))
    body = _came_back(TAKEN_NOW, credit, exchange=new)
    return return_slip(TAKEN_NOW, body, new, paper(language), "LIN1")


def _transfer(language: str, articles: int, *, box: bool) -> Slip:
    """A box for another shop."""
    names_zh, names_en = (0, 2), (1, 3)
    lines, names = [], {}
    for at in range(articles):
        told = _NAMES[tuple(Fulfilment)[at % 4]]
        name, colour = (told[field] for field in (names_zh if language == "zh" else names_en))
        lines.append(SentLine(f"YJ-24{at:03d}/SAGE/M", at % 3 + 1))
        names[lines[-1].sku] = Named(name, f"{colour} M")
    sent = GoodsSent("T-4827193612345670", "JA", "XH", "JA-01-A-V-000007", tuple(lines), "")
    return transfer_slips(sent, names, retailer.XH, paper(language))[0 if box else 1]


#: Name → the slip in a language.
SLIPS: dict[str, Callable[[str], Slip]] = {
    "order": lambda language: order_slip(EVERY_WAY, paper(language), retailer.PHONE),
    "order-taken-now": lambda language: order_slip(TAKEN_NOW, paper(language)),
    "order-refused": lambda language: order_slip(PARTLY_REFUSED, paper(language), retailer.PHONE),
    "order-twenty": lambda language: order_slip(TWENTY_LINES, paper(language), retailer.PHONE),
    "order-rare": lambda language: order_slip(RARE_WORDS, paper(language, "云佳 YUNJIA"), retailer.PHONE),
    "receipt-cash": lambda language: receipt(EVERY_WAY, RECEIPT_NUMBER, _cash(EVERY_WAY), paper(language), "LIN1"),
    "receipt-card": lambda language: receipt(
        PARTLY_REFUSED, RECEIPT_NUMBER, _card(PARTLY_REFUSED), paper(language), "G-JA-1"
    ),
    "receipt-copy": lambda language: as_copy(
        receipt(TAKEN_NOW, RECEIPT_NUMBER, _cash(TAKEN_NOW), paper(language), "LIN1"), 1
    ),
    "order-reduced": lambda language: order_slip(REDUCED, paper(language), retailer.PHONE),
    "receipt-reduced": lambda language: receipt(REDUCED, RECEIPT_NUMBER, _mixed(REDUCED), paper(language), "LIN1"),
    "receipt-twenty": lambda language: receipt(
        TWENTY_LINES, RECEIPT_NUMBER, _cash(TWENTY_LINES), paper(language), "LIN1"
    ),
    "pick-up-other-shop": lambda language: pick_up_slips(EVERY_WAY, RECEIPT_NUMBER, paper(language))[0],
    "receipt-phones": lambda language: receipt(
        SOLD_BY_LIN, RECEIPT_NUMBER, _cash(SOLD_BY_LIN), _reachable(language), "LIN1"
    ),
    "order-phones": lambda language: order_slip(EVERY_WAY, _reachable(language), retailer.PHONE),
    "parked": lambda language: parked_slip(_parked(*Fulfilment), paper(language)),
    "return": _returned,
    "return-exchange": _exchanged,
    "transfer-box": lambda language: _transfer(language, 3, box=True),
    "transfer-keep": lambda language: _transfer(language, 3, box=False),
    "transfer-twenty": lambda language: _transfer(language, 20, box=True),
    "transfer-sixty": lambda language: _transfer(language, 60, box=True),
    "badge": lambda language: badge_slip("B-40917263558204917736", "Lin", "G-LIN", paper(language)),
    "member": lambda language: member_slip("M-409172635582049" + own_check_digit("409172635582049"), paper(language)),
    "member-guide": lambda language: member_slip(
        "M-409172635582049" + own_check_digit("409172635582049"), _reachable(language), "G-LIN"
    ),
    "pick-up-here": lambda language: pick_up_slips(EVERY_WAY, RECEIPT_NUMBER, paper(language))[1],
}
