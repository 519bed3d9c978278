"""What the slips have in common: head, lines, totals, steps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.domain.catalogue import Location
from kiosk.domain.events import Fulfilment
from kiosk.domain.money import format_minor
from kiosk.domain.order import LineStatus, LineView, OrderView
from kiosk.ports.devices import Align, Part, PartKind, Slip
from kiosk.services.own_phone import PublicCode, no_code, no_link
from kiosk.services.wording import dated_promise, line_status, promise_where
from kiosk.texts import Texts

HALF = Part(PartKind.FEED, "0.5")
AIR = Part(PartKind.FEED, "0.3")
#: Marks that tell a line's state without reading it.
_HELD, _ASKED, _GONE = "●", "○", "×"


@dataclass(frozen=True, slots=True)
class Paper:
    """What a slip needs beside the order: language, shop, brand, the clock, where locations are looked up, and links
    for the shopper's phone."""

    texts: Texts
    here: Location
    brand: str
    now_ms: int
    location: Callable[[str], Location | None]
    link: Callable[[OrderView, int], str] = no_link  # to the order's page on the shopper's own phone
    guide: Callable[[str], PublicCode | None] = no_code  # of whoever has this id

    def slip(
        self, kind: str, reference: str, parts: Sequence[Part], *, open_drawer: bool = False, which: str = ""
    ) -> Slip:
        """A slip in this paper's language, copies of it included."""
        return Slip(kind, reference, tuple(parts), open_drawer, which, self.texts("paper.copy", n="{n}"))


def head(paper: Paper, title: str, state: str, *, shop: bool = True, owing: bool = False) -> list[Part]:
    """Whose paper it is, of what kind, and paid or not: white on black when something is owed."""
    return [
        Part(PartKind.MARK, paper.brand, align=Align.CENTRE),
        AIR,
        *([Part(PartKind.TEXT, paper.texts.named(paper.here), align=Align.CENTRE)] if shop else []),
        HALF,
        Part(PartKind.PAIR, title, right=state, bold=True, scale=2, right_scale=2 if owing else 1, inverse=owing),
    ]


def lines(items: Sequence[LineView], order: OrderView, paper: Paper, *, amounts: bool = True) -> list[Part]:
    parts: list[Part] = []
    for at, item in enumerate(items):
        parts += [AIR] if at else []
        parts += _line(item, order.placed.currency, paper, amounts)
    return parts


def _line(item: LineView, currency: str, paper: Paper, amounts: bool) -> list[Part]:
    texts, line = paper.texts, item.line
    what = f"{texts.named(line, 'colour')} {line.size} × {line.quantity}".strip()
    if amounts and line.quantity > 1:
        what += texts("paper.each", price=format_minor(line.unit_price_minor, currency))
    kept = item.kept
    right = (format_minor(line.total_minor, currency) if kept else "–") if amounts else ""
    less = _less(texts("paper.reduced"), item.reduced_minor, currency) if amounts and kept else []
    return [
        Part(PartKind.TEXT, texts.named(line), bold=True),
        Part(PartKind.PAIR, what, right=right) if right else Part(PartKind.TEXT, what),
        *less,
        _state(item, paper, where=amounts),
    ]


def _less(words: str, minor: int, currency: str) -> list[Part]:
    """What is taken off, where something is."""
    return [Part(PartKind.PAIR, words, right=format_minor(-minor, currency))] if minor else []


def _state(item: LineView, paper: Paper, *, where: bool) -> Part:
    """Confirmed, requested (white on black: it is no promise yet) or refused; when, and from where."""
    texts, kind = paper.texts, item.line.fulfilment
    if item.status is LineStatus.REFUSED:
        return Part(PartKind.TEXT, texts("paper.refused_note"), lead=_GONE)
    when = dated_promise(texts, kind, item.promise, paper.here)
    told = where and kind is not Fulfilment.TAKE_NOW
    place = promise_where(texts, kind, item.promise, paper.location) if told else ""
    status = line_status(texts, item)
    asked = item.status is LineStatus.REQUESTED
    words, lead = (when, f"{_ASKED} {status}") if asked else (f"{status} · {when}", _HELD)
    return Part(PartKind.PAIR if place else PartKind.TEXT, words, right=place, lead=lead, inverse=asked)


def number_of_pieces(order: OrderView, paper: Paper) -> list[Part]:
    """How many pieces are paid for."""
    count = sum(item.line.quantity for item in order.lines if item.kept)
    return [Part(PartKind.TEXT, paper.texts("paper.pieces", count=count))]


def reductions(order: OrderView, paper: Paper) -> list[Part]:
    """What the lines come to and what was taken off them, above the total; nothing when nothing was."""
    if not order.reduced_minor:
        return []
    currency = order.placed.currency
    gross_minor = sum(item.line.total_minor for item in order.lines if item.kept)
    return [
        Part(PartKind.PAIR, paper.texts("paper.before"), right=format_minor(gross_minor, currency)),
        *_less(paper.texts("paper.reduced_in_all"), order.reduced_minor, currency),
    ]


def guide_code(found: PublicCode | None, paper: Paper) -> list[Part]:
    """What a phone scans to make somebody one's guide, below the words that say so: beside another code nobody takes
    one for the other."""
    if found is None:
        return []
    texts = paper.texts
    return [
        Part(PartKind.TEXT, texts("paper.public_code.whose", code=found.code), align=Align.CENTRE, bold=True),
        Part(PartKind.TEXT, texts("paper.public_code.how", code=found.code), align=Align.CENTRE),
        AIR,
        Part(PartKind.QR, found.link, align=Align.CENTRE),
        HALF,
    ]


def total(words: str, minor: int, currency: str) -> Part:
    return Part(PartKind.PAIR, words, right=format_minor(minor, currency), bold=True, right_scale=2)


def steps(title: str, sentences: Sequence[str]) -> list[Part]:
    """What to do next, numbered; the first sentence is bold."""
    numbered = [Part(PartKind.TEXT, sentence, lead=f"{at}.", bold=at == 1) for at, sentence in enumerate(sentences, 1)]
    return [Part(PartKind.TEXT, title, bold=True), *numbered]


def pick_up_digits(code: str) -> str:
    """`7198 0684`: eight digits are read in two breaths."""
    return f"{code[:4]} {code[4:]}"
