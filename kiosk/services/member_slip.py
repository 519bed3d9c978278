"""The card of a member, as a slip: the code in bars and digits, and what it is good for."""

from kiosk.ports.devices import Align, Part, PartKind, Slip
from kiosk.services.slip_parts import AIR, HALF, Paper, guide_code, head, steps
from kiosk.services.wording import moment_text


def code_lines(code: str) -> list[str]:
    """`1234 5678`, `9012 3456`: read out in breaths, and no line breaks on the narrow roll."""
    digits = code[2:]
    return [f"{digits[at : at + 4]} {digits[at + 4 : at + 8]}".strip() for at in range(0, len(digits), 8)]


def member_slip(code: str, paper: Paper, helper: str = "") -> Slip:
    """A card to cut out or to photograph. No name and no number stand on it: whoever finds it learns nothing. Below it
    the code of the guide who helped."""
    texts, guide = paper.texts, paper.guide(helper) if helper else None
    parts = [
        *head(paper, texts("paper.member_card.title"), ""),
        HALF,
        Part(PartKind.TEXT, texts("paper.member_card.welcome"), align=Align.CENTRE, bold=True),
        HALF,
        Part(PartKind.BARCODE, code, align=Align.CENTRE, words=False),
        AIR,
        *(Part(PartKind.TEXT, line, align=Align.CENTRE, bold=True, scale=2) for line in code_lines(code)),
        HALF,
        Part(PartKind.TEXT, moment_text(paper.now_ms, paper.here), align=Align.CENTRE),
        Part(PartKind.RULE),
        *steps(
            texts("paper.next"),
            [
                texts("paper.member_card.scan"),
                texts("paper.member_card.photograph"),
                texts("paper.member_card.take_back"),
            ],
        ),
        *([Part(PartKind.RULE), HALF] if guide else []),
        *guide_code(guide, paper),
    ]
    return paper.slip("member_card", code, parts)
