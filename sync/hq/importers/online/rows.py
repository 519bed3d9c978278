"""Rows of the web shop's files as drafts: read, and checked as far as a file alone can tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain import codes
from kiosk.domain.events import Fulfilment
from kiosk.domain.returns import Grade, ReturnReason
from kiosk.domain.tenders import TenderKind
from sync.hq.importers import fields
from sync.hq.importers.fields import BadRow
from sync.hq.importers.table import Columns
from sync.hq.importers.whole import Cells, Input

ORDERS = Columns(
    required=("order", "placed_at", "line", "sku", "quantity", "unit_price", "total", "fulfilment"),
    optional=("shop", "member", "phone", "currency", "paid_at", "tender", "reference"),
)
CHANGES = Columns(
    required=("order", "at", "status"),
    optional=("line", "quantity", "refund", "location", "reason", "grade", "tender", "reference"),
)
MAX_LINES = 50  # of one order
_MAX_LINE = 999
_MAX_REFERENCE = 60
_MAX_REASON = 200


class _Way(StrEnum):
    DELIVER = Fulfilment.DELIVER.value
    PICK_UP = Fulfilment.PICK_UP.value


class _PaidWith(StrEnum):
    EXTERNAL = TenderKind.EXTERNAL.value
    WALLET = TenderKind.WALLET.value


class _Status(StrEnum):
    CANCELLED = "cancelled"
    RETURNED = "returned"
    INFORMED = "informed"


@dataclass(frozen=True, slots=True)
class Payment:
    """When the order was paid in full, and how."""

    at_ms: int
    tender: TenderKind
    reference: str


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line of an order; `row` is where it stands in the file."""

    row: int
    line_id: str
    sku: str
    quantity: int
    unit_price_minor: int
    total_minor: int


@dataclass(slots=True)
class Draft:
    """An order as the file tells it. `shop`: where it is picked up, "" = delivered; `member`: an id or a code."""

    row: int
    number: str
    placed_ms: int
    kind: Fulfilment
    shop: str
    member: str
    phone: str
    currency: str
    paid: Payment | None
    lines: list[DraftLine] = field(default_factory=list)

    @property
    def total_minor(self) -> int:
        return sum(line.total_minor for line in self.lines)


@dataclass(frozen=True, slots=True)
class CancelRow:
    row: int
    number: str
    at_ms: int
    reason: str


@dataclass(frozen=True, slots=True)
class InformedRow:
    """The web shop told the shopper what HQ refused, and gave the money back where it was paid."""

    row: int
    number: str
    at_ms: int
    outcome: str


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """Pieces of a line that came back; rows of one order and reference are one return. `refund` is still text: how
    many decimals it may have the order's currency says."""

    row: int
    number: str
    at_ms: int
    line_id: str
    quantity: int
    refund: str
    location: str
    reason: ReturnReason
    grade: Grade
    tender: TenderKind
    reference: str


ChangeRow = CancelRow | InformedRow | ReturnRow


def read_orders(source: Input, latest_ms: int) -> dict[str, Draft]:
    """The orders of which every row is good, by number, in the order of the file. An order with a bad row is left out
    whole: what is missing from it could not come later."""
    found: dict[str, Draft] = {}
    spoilt: dict[str, int] = {}
    for row, cells in source.table.read(source.desk):
        try:
            _add_row(found, row, cells, latest_ms)
        except BadRow as problem:
            source.desk.bad(row, str(problem))
            spoilt.setdefault(cells[0].upper(), row)
    for number in found.keys() & spoilt.keys():
        leave_out(source, found.pop(number), spoilt[number])
    return found


def leave_out(source: Input, draft: Draft, because_of: int) -> None:
    """Tell that an order is not taken for the sake of one of its rows."""
    source.desk.notice(draft.row, f"order {draft.number} is left out whole: line {because_of} of the file is bad")


def read_changes(source: Input, latest_ms: int) -> Iterator[ChangeRow]:
    for row, cells in source.table.read(source.desk):
        try:
            yield _change(row, cells, latest_ms)
        except BadRow as problem:
            source.desk.bad(row, str(problem))


_SHARED = (
    ("placed_at", "placed_ms"), ("fulfilment", "kind"), ("shop", "shop"), ("member", "member"), ("phone", "phone"),
    ("currency", "currency"), ("paid_at, tender or reference", "paid"),
)  # fmt: skip


def _add_row(found: dict[str, Draft], row: int, cells: Cells, latest_ms: int) -> None:
    number, placed_at, line, sku, quantity, unit_price, total, way, shop, member, phone, currency, *paid = cells
    draft = Draft(
        row, _order_number(number), _past(placed_at, "placed_at", latest_ms),
        Fulfilment(fields.choice(_Way, way, "fulfilment").value), shop, _member(member), _phone(phone),
        currency.upper() or "CNY", _payment(paid, latest_ms),
    )  # fmt: skip
    if (draft.kind is Fulfilment.PICK_UP) != bool(shop):
        raise BadRow("shop is only for what is picked up" if shop else "shop is blank: where is it picked up?")
    if draft.paid is not None and draft.paid.at_ms < draft.placed_ms:
        raise BadRow("paid_at is before placed_at")
    added = _line(row, line, sku, quantity, unit_price, total, draft.currency)
    known = found.setdefault(draft.number, draft)
    for column, name in _SHARED:
        if getattr(known, name) != getattr(draft, name):
            raise BadRow(f"{column} is another than in line {known.row} of the file, of the same order")
    if any(other.line_id == added.line_id for other in known.lines):
        raise BadRow(f"line {added.line_id} of order {draft.number} stands there already")
    if len(known.lines) == MAX_LINES:
        raise BadRow(f"order {draft.number} has more than {MAX_LINES} lines")
    known.lines.append(added)


def _line(row: int, line: str, sku: str, quantity: str, unit_price: str, total: str, currency: str) -> DraftLine:
    pieces = _pieces(quantity)
    price_minor = fields.amount(unit_price, currency, "unit_price")
    total_minor = fields.amount(total, currency, "total", free=True)
    if total_minor > pieces * price_minor:
        raise BadRow(f"total {total} is more than {pieces} × {unit_price}")
    return DraftLine(row, _line_id(line), fields.code(sku, "sku"), pieces, price_minor, total_minor)


def _payment(cells: Sequence[str], latest_ms: int) -> Payment | None:
    paid_at, tender, reference = cells
    if not paid_at:
        if tender or reference:
            raise BadRow("paid_at is blank, yet there is a tender or a reference")
        return None
    kind = TenderKind(fields.choice(_PaidWith, tender, "tender").value)
    return Payment(_past(paid_at, "paid_at", latest_ms), kind, _short(reference, "reference", _MAX_REFERENCE))


def _change(row: int, cells: Cells, latest_ms: int) -> ChangeRow:
    number, at, status, line, quantity, refund, location, reason, grade, tender, reference = cells
    order, at_ms = _order_number(number), _past(at, "at", latest_ms)
    kind = fields.choice(_Status, status, "status")
    if kind is not _Status.RETURNED:
        if line:
            raise BadRow(f"line must be blank: {kind.value} is said of an order as a whole")
        words = _short(reason, "reason", _MAX_REASON)
        return (CancelRow if kind is _Status.CANCELLED else InformedRow)(row, order, at_ms, words)
    return ReturnRow(
        row, order, at_ms, _line_id(line), _pieces(quantity), refund, location,
        fields.choice(ReturnReason, reason, "reason", default=ReturnReason.OTHER),
        fields.choice(Grade, grade, "grade"), TenderKind(fields.choice(_PaidWith, tender, "tender").value),
        _short(reference, "reference", _MAX_REFERENCE),
    )  # fmt: skip


def _past(text: str, column: str, latest_ms: int) -> int:
    at_ms = fields.moment(text, column)
    if at_ms > latest_ms:
        raise BadRow(f"{column} {text} is in the future")
    return at_ms


def _order_number(text: str) -> str:
    """The web shop's number, in capitals as scanners give it back."""
    number = fields.code(text, "order")
    if codes.recognise(number).kind is codes.CodeKind.ORDER:
        raise BadRow(f"order {number} looks like the number of a shop's own order")
    return number


def _line_id(text: str) -> str:
    number = fields.whole(text, "line", highest=_MAX_LINE)
    if not number:
        raise BadRow("line 0: the lines of an order are numbered from 1")
    return str(number)


def _pieces(text: str) -> int:
    pieces = fields.whole(text, "quantity")
    if not pieces:
        raise BadRow("quantity is 0")
    return pieces


def _member(text: str) -> str:
    return text.upper() if codes.recognise(text).kind is codes.CodeKind.MEMBER else text


def _phone(text: str) -> str:
    """Checked without ever being quoted."""
    if text and not codes.is_phone(text):
        raise BadRow("phone is not a mobile number of 11 digits")
    return text


def _short(text: str, column: str, longest: int) -> str:
    if not text:
        raise BadRow(f"{column} is blank")
    if len(text) > longest or fields.clean(text)[1]:
        raise BadRow(f"{column} has more than {longest} characters, or control characters")
    return text
