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
    which: str = ""  # tells slips of one kind and reference apart: the place of a pick-up slip
    copy_mark: str = ""  # what stands at the head of every further paper of it, {n} counts them; "" = in both languages
    secret: bool = False  # what is on it opens something: kept sealed until it is printed, and not a moment longer


class PrinterState(StrEnum):
    """How the printer is. What keeps it from printing has the same name as a PrinterTrouble."""

    OK = "ok"
    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    FAULT = "fault"
    OFFLINE = "offline"  # so it says itself
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"  # it is there and does not answer; never shown as OK
    NONE = "none"  # this tablet has none

    @property
    def can_print(self) -> bool:
        """Whether there is any use in sending it a slip."""
        return self in (PrinterState.OK, PrinterState.PAPER_LOW, PrinterState.UNKNOWN)


class PrinterTrouble(StrEnum):
    """What keeps a slip from coming out; the words for it are those of whoever tells a person."""

    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    FAULT = "fault"  # the printer reports an error of its own
    OFFLINE = "offline"
    UNREACHABLE = "unreachable"
    STOPPED = "stopped"  # in the middle of a slip, which may be incomplete
    INTERRUPTED = "interrupted"  # the tablet ended in the middle of a slip
    UNREADABLE = "unreadable"  # the stored slip cannot be read
    OTHER = "other"


class PrinterProblem(EnvironmentProblem):
    """The slip did not, or may not have, come out. The job stays in the queue. `params["trouble"]` says why,
    `params["sent"]` whether a byte of it may have reached the printer."""

    code = "printer"


class ReceiptPrinter(Protocol):
    """Prints one slip and returns when the device has taken it whole. Raises PrinterProblem."""

    def print(self, slip: Slip) -> None: ...

    def state(self) -> PrinterState: ...


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What is to be printed next. `attempts`: how often it was begun since it was queued or a person asked again."""

    id: int
    slip: Slip
    attempts: int


class PrintQueue(Protocol):
    """The journal's print jobs, as the spooler sees them."""

    def next_job(self) -> PrintJob | None:
        """The oldest job that waits for paper."""

    def starting(self, job_id: int) -> int | None:
        """Commits the attempt before the first byte is sent; returns how many papers of this slip may have come out
        before, None when somebody has just discarded it."""

    def printed(self, job_id: int) -> None: ...

    def waits(self, job_id: int, reason: PrinterTrouble) -> None:
        """It was not begun; why, for staff."""

    def failed(self, job_id: int, reason: PrinterTrouble, *, sent: bool) -> None:
        """Keeps the job for another try. When nothing was sent the attempt does not count."""

    def set_aside(self, job_id: int, reason: PrinterTrouble) -> None:
        """Tries no more: somebody has to look at it."""


class PrintState(StrEnum):
    WAITING = "waiting"
    ATTENTION = "attention"  # a person decides: again, or not at all
    PRINTED = "printed"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class QueuedJob:
    """A print job as staff see it. `attempts`: how many papers of it may have come out. `reason` is a PrinterTrouble,
    "" when nothing is wrong so far. What was discarded says by whom, when and why (`note`)."""

    id: int
    kind: str
    reference: str
    which: str
    state: PrintState
    reason: str
    attempts: int
    created_ms: int
    ended_ms: int = 0
    ended_by: str = ""
    note: str = ""


class PrintJobs(Protocol):
    """The journal's print jobs in a unit of work, as staff see them."""

    def find(self, job_id: int) -> QueuedJob | None: ...

    def newest(self, kind: str, reference: str, which: str = "") -> Slip | None:
        """The slip that was last queued here under these names; it never opens the drawer again."""

    def try_again(self, job_id: int) -> None:
        """Let it wait for paper, with as many attempts as a fresh one."""

    def discard(self, job_id: int, note: str, actor: str) -> None: ...
