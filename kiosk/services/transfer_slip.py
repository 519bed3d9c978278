"""The slip of a box on its way to another shop: one goes into the box, one stays with the sender.

It says all that the other end needs without a line to head office: bars that name the transfer, and a QR code with
sender, number and every article (kiosk.domain.transfers.slip_text)."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.catalogue import Location
from kiosk.domain.transfers import GoodsSent, slip_text
from kiosk.ports.devices import Align, Part, PartKind, Slip
from kiosk.services.slip_parts import AIR, HALF, Paper, head, steps
from kiosk.services.wording import moment_text


@dataclass(frozen=True, slots=True)
class Named:
    """What paper calls an article, in the sender's language."""

    name: str
    detail: str


def transfer_slips(sent: GoodsSent, names: Mapping[str, Named], to: Location, paper: Paper) -> tuple[Slip, Slip]:
    """For the box, and to keep."""
    return _slip(sent, names, to, paper, box=True), _slip(sent, names, to, paper, box=False)


def _slip(sent: GoodsSent, names: Mapping[str, Named], to: Location, paper: Paper, *, box: bool) -> Slip:
    texts = paper.texts
    state = texts("paper.transfer_box" if box else "paper.transfer_keep")
    pieces = sum(line.quantity for line in sent.lines)
    parts = [
        *head(paper, texts("paper.transfer"), state),
        Part(PartKind.TEXT, sent.document, bold=True, scale=2),
        Part(PartKind.TEXT, moment_text(paper.now_ms, paper.here)),
        HALF,
        Part(PartKind.PAIR, texts("paper.transfer_from"), right=texts.named(paper.here)),
        Part(PartKind.PAIR, texts("paper.transfer_to"), right=texts.named(to), bold=True),
        *([Part(PartKind.TEXT, sent.note)] if sent.note else []),
        HALF,
        Part(PartKind.BARCODE, sent.transfer_id, align=Align.CENTRE, words=False),
        Part(PartKind.TEXT, in_groups(sent.transfer_id), align=Align.CENTRE),
        Part(PartKind.RULE, bold=True),
        *(part for line in sent.lines for part in _line(line.sku, line.quantity, names)),
        Part(PartKind.RULE),
        Part(PartKind.PAIR, texts("paper.transfer_pieces"), right=str(pieces), bold=True, right_scale=2),
    ]
    parts += _for_the_box(sent, paper) if box else _to_sign(paper)
    return Slip("transfer_slip", sent.document, tuple(parts))


def in_groups(mark: str) -> str:
    """`T-4827 1936 1234 5675`: sixteen digits, as they are read out and typed."""
    digits = mark.removeprefix("T-")
    return "T-" + " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _line(sku: str, quantity: int, names: Mapping[str, Named]) -> list[Part]:
    known = names.get(sku, Named(sku, ""))
    return [
        Part(PartKind.PAIR, known.name, right=f"× {quantity}", bold=True),
        Part(PartKind.TEXT, f"{known.detail} · {sku}" if known.detail else sku),
    ]


def _for_the_box(sent: GoodsSent, paper: Paper) -> list[Part]:
    texts, content = paper.texts, slip_text(sent)
    how = [texts("paper.transfer_scan" if content else "paper.transfer_scan_goods"), texts("paper.transfer_differs")]
    code = [AIR, Part(PartKind.QR, content, align=Align.CENTRE)] if content else []
    return [Part(PartKind.RULE, bold=True), *steps(texts("paper.next"), how), *code]


def _to_sign(paper: Paper) -> list[Part]:
    """Whoever takes the box signs for it."""
    return [
        HALF,
        Part(PartKind.TEXT, paper.texts("paper.transfer_taken_by")),
        Part(PartKind.FEED, "2"),
        Part(PartKind.RULE),
    ]
