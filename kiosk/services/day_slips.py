"""The day on paper: the reading (X), the closing (Z) and the slips that open the drawer.

What an X says of the drawer ends before the sum that should be in it: that is told after the count, on the Z.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kiosk.domain.cashing import DENOMINATIONS, CashMoved, DayOpened, Figures, LateSum, Sum, TenderSum
from kiosk.domain.catalogue import Location
from kiosk.domain.day import Day
from kiosk.domain.money import format_minor
from kiosk.domain.staff import StaffMember
from kiosk.domain.tenders import TenderKind
from kiosk.ports.devices import Align, Part, PartKind, Slip
from kiosk.ports.storage import ZReport
from kiosk.services.slip_parts import AIR, HALF, Paper, head
from kiosk.services.wording import business_date_text, day_text, moment_text
from kiosk.texts import Texts

_RULE, _HEAVY = Part(PartKind.RULE), Part(PartKind.RULE, bold=True)
_OF_IT = "–"  # before what belongs to the line above
_SHORT = 16  # of the chain's 64 characters, for a person to compare


@dataclass(frozen=True, slots=True)
class DayPaper:
    """What the day's slips need beside their figures. `name`: whoever did something, by the id that facts carry."""

    paper: Paper
    currency: str
    name: Callable[[str], str]

    @property
    def texts(self) -> Texts:
        return self.paper.texts

    @property
    def here(self) -> Location:
        return self.paper.here

    def money(self, minor: int) -> str:
        return format_minor(minor, self.currency)


def x_slip(day: Day, staff: StaffMember, paper: DayPaper) -> Slip:
    texts = paper.texts
    parts = [
        *head(paper.paper, texts("paper.cashing.x_report"), ""),
        Part(PartKind.TEXT, texts("paper.cashing.x_no_closing"), align=Align.CENTRE, bold=True, inverse=True),
        AIR,
        _date(day.business_date, paper),
        *_opened(day.figures, day.opened_ms, paper),
        Part(PartKind.PAIR, texts("paper.cashing.read"), right=_when_and_who(paper.paper.now_ms, staff.id, paper)),
        _HEAVY,
        *_figures(day.figures, paper),
        *_drawer(day.figures, paper),
        Part(PartKind.TEXT, texts("paper.cashing.x_blind")),
        *_late(day.figures.late, paper),
        _HEAVY,
        Part(PartKind.TEXT, texts("paper.cashing.x_no_closing"), align=Align.CENTRE, bold=True),
    ]
    return Slip("x_report", f"X {day.business_date}", tuple(parts))


def z_slip(report: ZReport, paper: DayPaper, *, copy: bool = False) -> Slip:
    """Made of the Z alone: a copy is the same paper, but for its mark."""
    texts, closed = paper.texts, report.body
    mark = Part(PartKind.TEXT, texts("paper.cashing.copy"), align=Align.CENTRE, bold=True, scale=2, inverse=True)
    parts = [
        *head(paper.paper, texts("paper.cashing.z_report"), ""),
        *([mark] if copy else []),
        Part(PartKind.TEXT, closed.number, bold=True, scale=2),
        AIR,
        _date(closed.business_date, paper),
        *_opened(closed.figures, closed.opened_ms, paper),
        Part(PartKind.PAIR, texts("paper.cashing.closed"), right=_when_and_who(report.closed_ms, report.actor, paper)),
        _HEAVY,
        *_figures(closed.figures, paper),
        *_drawer(closed.figures, paper),
        *_counted(report, paper),
        *_late(closed.figures.late, paper),
        _HEAVY,
        *_proof(report, paper),
        *_signature(paper),
    ]
    return Slip("z_report", closed.number, tuple(parts))


def opening_slip(opened: DayOpened, staff: StaffMember, paper: DayPaper) -> Slip:
    """The float goes in: the drawer opens."""
    texts = paper.texts
    parts = [
        *head(paper.paper, texts("paper.cashing.day_opened"), ""),
        _date(opened.business_date, paper),
        Part(PartKind.PAIR, texts("paper.cashing.opened"), right=_when_and_who(paper.paper.now_ms, staff.id, paper)),
        _HEAVY,
        _total(texts("paper.cashing.float"), paper.money(opened.float_minor)),
        _HEAVY,
        *_signature(paper),
    ]
    return Slip("day_opened", texts("paper.cashing.day_opened"), tuple(parts), open_drawer=True)


def cash_slip(moved: CashMoved, staff: StaffMember, paper: DayPaper) -> Slip:
    texts = paper.texts
    title = texts("paper.cashing.cash_in" if moved.amount_minor > 0 else "paper.cashing.cash_out")
    parts = [
        *head(paper.paper, title, ""),
        Part(PartKind.TEXT, _when_and_who(paper.paper.now_ms, staff.id, paper)),
        _HEAVY,
        Part(PartKind.TEXT, texts(f"paper.cashing.reason.{moved.reason.value}"), bold=True),
        *([Part(PartKind.TEXT, moved.note)] if moved.note else []),
        _total(title, paper.money(abs(moved.amount_minor))),
        _HEAVY,
        *_signature(paper),
    ]
    return Slip("cash_slip", title, tuple(parts), open_drawer=True)


def count_slip(staff: StaffMember, paper: DayPaper) -> Slip:
    """Room to note what lies in the drawer, which opens with it."""
    texts = paper.texts
    parts = [
        *head(paper.paper, texts("paper.cashing.count"), ""),
        Part(PartKind.TEXT, _when_and_who(paper.paper.now_ms, staff.id, paper)),
        _HEAVY,
    ]
    for minor in DENOMINATIONS[paper.currency]:
        parts += [AIR, Part(PartKind.PAIR, paper.money(minor), right="× ______")]
    parts += [AIR, _HEAVY, AIR, Part(PartKind.PAIR, texts("paper.total"), right="__________", bold=True), HALF]
    return Slip("count_slip", texts("paper.cashing.count"), tuple(parts), open_drawer=True)


def _total(words: str, amount: str) -> Part:
    return Part(PartKind.PAIR, words, right=amount, bold=True, right_scale=2)


def _date(day: str, paper: DayPaper) -> Part:
    text = business_date_text(paper.texts, date.fromisoformat(day))
    return Part(PartKind.PAIR, paper.texts("paper.cashing.business_day"), right=text, bold=True)


def _opened(figures: Figures, opened_ms: int, paper: DayPaper) -> list[Part]:
    opened = moment_text(opened_ms, paper.here) if figures.opened else paper.texts("paper.cashing.not_opened")
    return [Part(PartKind.PAIR, paper.texts("paper.cashing.opened"), right=opened)]


def _when_and_who(at_ms: int, staff_id: str, paper: DayPaper) -> str:
    return f"{moment_text(at_ms, paper.here)} {paper.name(staff_id)}"


def _row(words: str, item: Sum, paper: DayPaper, *, minus: bool = False, lead: str = "") -> Part:
    """`Receipts (12) … ¥6,480.00`."""
    amount = paper.money(-item.amount_minor if minus else item.amount_minor)
    named = paper.texts("paper.cashing.counted_as", name=words, count=item.count)
    return Part(PartKind.PAIR, named, right=amount, lead=lead)


def _heading(words: str) -> Part:
    return Part(PartKind.TEXT, words, bold=True)


def _figures(figures: Figures, paper: DayPaper) -> list[Part]:
    texts = paper.texts
    net_minor = figures.paid.amount_minor - figures.returned.amount_minor
    parts = [
        _row(texts("paper.cashing.receipts"), figures.paid, paper),
        _row(texts("paper.cashing.returns"), figures.returned, paper, minus=True),
        _total(texts("paper.cashing.net"), paper.money(net_minor)),
    ]
    for title, rows in (
        ("paper.cashing.by_tender", [part for item in figures.tenders for part in _tender(item, paper)]),
        (
            "paper.cashing.by_guide",
            [_guide(item.staff_id, item.net_minor, item.paid.count, paper) for item in figures.guides],
        ),
        ("paper.cashing.orders", _orders(figures, paper)),
    ):
        parts += [_RULE, _heading(texts(title)), *rows] if rows else []
    return parts


def _tender(item: TenderSum, paper: DayPaper) -> list[Part]:
    parts = [_row(paper.texts(f"paper.{item.kind.value}"), item.taken, paper)]
    if item.given_back.count:
        parts.append(_row(paper.texts("paper.cashing.given_back"), item.given_back, paper, minus=True, lead=_OF_IT))
    return parts


def _guide(staff_id: str, net_minor: int, count: int, paper: DayPaper) -> Part:
    return _row(paper.name(staff_id), Sum(count, net_minor), paper)


def _orders(figures: Figures, paper: DayPaper) -> list[Part]:
    """What happened to orders, as far as anything did."""
    texts = paper.texts
    counts = (
        ("paper.cashing.pieces_placed", figures.pieces),
        ("paper.cashing.pieces_back", figures.pieces_back),
        ("paper.cashing.orders_cancelled", figures.cancelled),
        ("paper.cashing.orders_lapsed", figures.lapsed),
    )
    sums = (("paper.cashing.orders_placed", figures.placed, False), ("paper.cashing.reductions", figures.reduced, True))
    return [
        *(_row(texts(words), item, paper, minus=minus) for words, item, minus in sums if item.count),
        *(Part(PartKind.PAIR, texts(words), right=str(count)) for words, count in counts if count),
    ]


def _drawer(figures: Figures, paper: DayPaper) -> list[Part]:
    """Float, cash taken and given back, cash put in and taken out; what shoppers handed in and got as change."""
    texts, cash = paper.texts, figures.tender(TenderKind.CASH)
    parts = [
        _RULE,
        _heading(texts("paper.cashing.drawer")),
        Part(PartKind.PAIR, texts("paper.cashing.float"), right=paper.money(figures.float_minor)),
        _row(texts("paper.cashing.cash_taken"), cash.taken, paper),
    ]
    if figures.change_minor:
        handed = (("paper.given", figures.given_minor), ("paper.change", figures.change_minor))
        parts += [Part(PartKind.PAIR, texts(words), right=paper.money(minor), lead=_OF_IT) for words, minor in handed]
    rows = (
        ("paper.cashing.given_back", cash.given_back, True),
        ("paper.cashing.cash_in", figures.cash_in, False),
        ("paper.cashing.cash_out", figures.cash_out, True),
    )
    parts += [_row(texts(words), item, paper, minus=minus) for words, item, minus in rows if item.count]
    opened = Part(PartKind.PAIR, texts("paper.cashing.drawer_opened"), right=str(figures.drawer_opened))
    return [*parts, opened] if figures.drawer_opened else parts


def _counted(report: ZReport, paper: DayPaper) -> list[Part]:
    texts, closed = paper.texts, report.body
    earlier = [
        Part(PartKind.PAIR, texts("paper.cashing.counted_before"), right=paper.money(minor))
        for minor in closed.earlier_counts
    ]
    kind = "exact" if not closed.difference_minor else "over" if closed.difference_minor > 0 else "short"
    return [
        _RULE,
        Part(PartKind.PAIR, texts("paper.cashing.expected"), right=paper.money(closed.expected_minor), bold=True),
        *earlier,
        Part(PartKind.PAIR, texts("paper.cashing.counted"), right=paper.money(closed.counted_minor), bold=True),
        _total(texts(f"paper.cashing.difference.{kind}"), paper.money(abs(closed.difference_minor))),
    ]


def _late(late: tuple[LateSum, ...], paper: DayPaper) -> list[Part]:
    """What this day counts though its date is an earlier one."""
    if not late:
        return []
    texts = paper.texts
    parts = [_RULE, _heading(texts("paper.cashing.late"))]
    for item in late:
        count = texts("paper.cashing.late_count", count=item.count)
        parts.append(Part(PartKind.PAIR, day_text(texts, date.fromisoformat(item.business_date)), right=count))
        sums = (
            ("paper.cashing.late_sales", item.paid_minor - item.returned_minor),
            ("paper.cashing.late_cash", item.cash_minor),
        )
        parts += [
            Part(PartKind.PAIR, texts(words), right=paper.money(minor), lead=_OF_IT) for words, minor in sums if minor
        ]
    return [*parts, Part(PartKind.TEXT, texts("paper.cashing.late_note"))]


def _proof(report: ZReport, paper: DayPaper) -> list[Part]:
    """Which entries of the journal it covers, and the hash that none of them was changed, as digits and as QR code."""
    closed = report.body
    first, last = f"{closed.first_epoch}/{closed.first_seq}", f"{closed.last_epoch}/{closed.last_seq}"
    return [
        Part(PartKind.PAIR, paper.texts("paper.cashing.entries"), right=f"{first} – {last}"),
        Part(PartKind.PAIR, paper.texts("paper.cashing.chain"), right=closed.chain[:_SHORT]),
        Part(PartKind.QR, closed.chain, align=Align.CENTRE),
        Part(PartKind.TEXT, paper.texts("paper.cashing.chain_note"), align=Align.CENTRE),
    ]


def _signature(paper: DayPaper) -> list[Part]:
    return [HALF, Part(PartKind.PAIR, paper.texts("paper.cashing.signature"), right="________________"), HALF]
