"""Cables: scanner and receipt printer, and the small document that is printed."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from kiosk.errors import EnvironmentProblem


@dataclass(frozen=True, slots=True)
class ScannedCode:
    """What a scanner read: the text, cleaned of framing, with the AIM symbology ("" when unknown)."""

    text: str
    symbology: str = ""


class Scanner(Protocol):
    """Reads bar codes until stopped; survives unplugging. Calls back from its own thread."""

    def start(self, on_scan: Callable[[ScannedCode], None]) -> None: ...

    def stop(self) -> None: ...


class PartKind(StrEnum):
    TEXT = "text"
    PAIR = "pair"  # text at the left, `right` at the right edge
    RULE = "rule"
    FEED = "feed"
    BARCODE = "barcode"  # Code 128
    QR = "qr"
    MARK = "mark"  # the brand's name, drawn large


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Part:
    """One line or block of a slip. `scale` 1 to 3 multiplies width and height.

    A FEED's text is how many lines, `0.5` and the like included; none is one. A bold RULE is a heavy one. `lead` stands
    before a text, whose further lines begin below the first one: a number, a mark. `right_scale` is the scale of a
    PAIR's right text where it differs. What is `inverse` is white on black: the lead where there is one, else a TEXT or
    the right text of a PAIR. `words` says whether a BARCODE has its content in characters below it.
    """

    kind: PartKind
    text: str = ""
    right: str = ""
    align: Align = Align.LEFT
    bold: bool = False
    scale: int = 1
    lead: str = ""
    right_scale: int = 0
    inverse: bool = False
    words: bool = True


@dataclass(frozen=True, slots=True)
class Slip:
    """A piece of paper, independent of printer and width: what is stored in the print queue, encoded when printed."""

    kind: str  # "order_slip" | "receipt" | "pick_up_slip" | …
    reference: str  # the number it carries
    parts: tuple[Part, ...]
    open_drawer: bool = False
    secret: bool = False  # what is on it opens something: kept sealed until it is printed, and not a moment longer


class PrinterState(StrEnum):
    OK = "ok"
    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    OFFLINE = "offline"
    UNKNOWN = "unknown"  # it does not answer; never shown as OK


class PrinterTrouble(StrEnum):
    """What keeps a slip from coming out; the words for it are those of whoever tells a person."""

    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    FAULT = "fault"  # the printer reports an error of its own
    OFFLINE = "offline"
    UNREACHABLE = "unreachable"
    STOPPED = "stopped"  # in the middle of a slip, which may be incomplete
    OTHER = "other"


class PrinterProblem(EnvironmentProblem):
    """The slip did not, or may not have, come out. The job stays in the queue. `params["trouble"]` says why."""

    code = "printer"


class ReceiptPrinter(Protocol):
    """Prints one slip and returns when the device has taken it whole. Raises PrinterProblem."""

    def print(self, slip: Slip) -> None: ...

    def state(self) -> PrinterState: ...


@dataclass(frozen=True, slots=True)
class PrintJob:
    id: int
    slip: Slip
    attempts: int


class PrintQueue(Protocol):
    """The journal's print jobs, as the spooler sees them."""

    def next_job(self) -> PrintJob | None:
        """The oldest job that is neither printed nor given up."""

    def starting(self, job_id: int) -> None:
        """Commits the attempt before the first byte is sent."""

    def printed(self, job_id: int) -> None: ...

    def failed(self, job_id: int, reason: str) -> None:
        """Keeps the job for another try; the reason, a PrinterTrouble, is told to staff in their language."""
