"""A basket is put aside under a short code, and taken up again the same day."""

from dataclasses import dataclass
from typing import Protocol

from kiosk.domain.basket import Basket
from kiosk.domain.codes import parked_mark
from kiosk.domain.parked import Change, changes_of, end_of_day, parked_lines
from kiosk.domain.visits import BasketParked, BasketTakenUp, ParkedLine
from kiosk.errors import InputError, RuleError
from kiosk.ports.devices import Align, Part, PartKind, Slip
from kiosk.ports.storage import JournalTx
from kiosk.services.slip_parts import HALF, Paper, head, steps
from kiosk.services.wording import clock_text, moment_text

_TRIES = 200  # four digits: a shop with so many open baskets has another problem


class NotParked(RuleError):
    """No basket waits under this code on this tablet: mistyped, taken up already, or lapsed."""

    code = "not_parked"


@dataclass(frozen=True, slots=True)
class TakenUp:
    """The basket as it is now, and what is no longer as it was when it was put aside."""

    basket: Basket
    changes: tuple[Change, ...]


def park_basket(tx: JournalTx, basket: Basket, paper: Paper, actor: str, *, printed: bool) -> BasketParked:
    """Keep the goods of the basket until the day is over. Raises RuleError when it is empty."""
    if not basket.lines:
        raise RuleError("The basket is empty.")
    here = paper.here
    code, until_ms = _fresh_code(tx), end_of_day(tx.now_ms, here)
    parked = BasketParked(tx.new_id(), code, here.id, parked_lines(basket), until_ms)
    tx.append(parked, actor)
    if printed:
        tx.enqueue(parked_slip(parked, paper))
    return parked


def take_up_basket(tx: JournalTx, code: str, actor: str) -> BasketParked:
    """The basket under the code, which is then no longer parked. Raises NotParked."""
    parked = tx.parked_basket(code)
    if parked is None:
        raise NotParked("No basket is put aside under this code on this tablet.")
    tx.append(BasketTakenUp(parked.basket_id), actor)
    return parked


class BasketHolder(Protocol):
    """Whoever has the basket that parked goods come back to: the desk."""

    @property
    def basket(self) -> Basket: ...

    def add(self, sku: str, quantity: int = 1, *, kind: str = "", source: str = "", guide: str | None = None) -> Basket:
        """Raises InputError or RuleError."""


def put_back(parked: BasketParked, holder: BasketHolder) -> TakenUp:
    """Put the parked goods beside what is in the basket, as far as they can still be had."""
    changes = tuple(change for line in parked.lines for change in _put_back(line, holder))
    return TakenUp(holder.basket, changes)


def _put_back(line: ParkedLine, holder: BasketHolder) -> tuple[Change, ...]:
    """As many pieces of the line as there still are, the way they were chosen or else the best."""
    before = holder.basket
    for pieces in range(line.quantity, 0, -1):
        for kind, source in ((line.fulfilment.value, line.source), ("", "")):
            try:
                after = holder.add(line.sku, pieces, kind=kind, source=source, guide=line.guide)
            except (InputError, RuleError):
                continue
            return changes_of(line, before, after)
    return changes_of(line, before, before)


def parked_slip(parked: BasketParked, paper: Paper) -> Slip:
    """What the shopper takes along: the code, as digits and as a bar code, and what waits under it."""
    texts = paper.texts
    parts = [
        *head(paper, texts("paper.parked"), ""),
        Part(PartKind.TEXT, moment_text(paper.now_ms, paper.here)),
        HALF,
        Part(PartKind.BARCODE, parked_mark(parked.code), align=Align.CENTRE, words=False),
        HALF,
        Part(PartKind.TEXT, parked.code, align=Align.CENTRE, bold=True, scale=3),
        HALF,
        Part(PartKind.RULE),
        *(_line(line, paper) for line in parked.lines),
        Part(PartKind.RULE),
        *steps(
            texts("paper.next"),
            [
                texts("paper.parked_how"),
                texts("paper.parked_until", time=clock_text(parked.lapses_ms - 60_000, paper.here)),
            ],
        ),
    ]
    return paper.slip("parked_slip", parked.code, parts)


def _line(line: ParkedLine, paper: Paper) -> Part:
    texts = paper.texts
    what = f"{texts.named(line)} {texts.named(line, 'colour')} {line.size}".strip()
    return Part(PartKind.PAIR, what, right=f"× {line.quantity}")


def _fresh_code(tx: JournalTx) -> str:
    for _ in range(_TRIES):
        code = tx.random_digits(4)
        if tx.parked_basket(code) is None:
            return code
    raise RuleError("Too many baskets are put aside on this tablet. Please call a guide.")
