"""The receipt printer: a profile and a cable. Says how the printer is, and when a slip is really out."""

import logging
import threading
import time
from collections import Counter
from dataclasses import dataclass

from drivers.escpos import PrinterProfile, encode_counted
from drivers.transports import Transport
from kiosk.ports.devices import PrinterProblem, PrinterState, PrinterTrouble, Slip

_log = logging.getLogger(__name__)

#: DLE EOT n: 1 the printer, 2 why it is off line, 4 the paper sensors. Answered at once, even by a busy printer.
_PRINTER, _OFFLINE_CAUSE, _PAPER = 1, 2, 4
#: GS r 1: paper sensors, answered when everything before it is printed.
_WHEN_PRINTED = b"\x1dr\x01"
#: How long a printer may take to answer at once, and to print a long slip.
ANSWER_TIMEOUT_S = 0.5
PRINT_TIMEOUT_S = 20.0
#: How often a printer that has not finished a slip is asked whether anything keeps it from going on.
LOOK_EVERY_S = 0.5
_CHECK_CABLE = "check its power and its cable"


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """The state, and for staff what is wrong and what to do."""

    state: PrinterState
    sentence: str = ""
    trouble: PrinterTrouble = PrinterTrouble.OTHER

    @property
    def can_print(self) -> bool:
        return self.state.can_print


_OUT_OF_PAPER = PrinterStatus(PrinterState.PAPER_OUT, "is out of paper: put in a new roll", PrinterTrouble.PAPER_OUT)
_UNKNOWN = PrinterStatus(PrinterState.UNKNOWN, "does not answer")


def read_status(printer: int, cause: int | None, paper: int | None) -> PrinterStatus:
    """What three DLE EOT answers mean (None: not answered). Bits as in the ESC/POS command reference."""
    if (paper or 0) & 0x60 or (cause or 0) & 0x20:
        return _OUT_OF_PAPER
    if (cause or 0) & 0x04:
        return PrinterStatus(PrinterState.COVER_OPEN, "has its cover open: close it", PrinterTrouble.COVER_OPEN)
    if (cause or 0) & 0x40:
        sentence = "reports an error: switch it off and on, look for jammed paper"
        return PrinterStatus(PrinterState.FAULT, sentence, PrinterTrouble.FAULT)
    if printer & 0x08:
        sentence = "is off line: press its feed button, or switch it off and on"
        return PrinterStatus(PrinterState.OFFLINE, sentence, PrinterTrouble.OFFLINE)
    if (paper or 0) & 0x0C:
        return PrinterStatus(PrinterState.PAPER_LOW, "is almost out of paper")
    return PrinterStatus(PrinterState.OK)


class EscposPrinter:
    """A ReceiptPrinter. It holds the cable only while it talks, so that several tablets can share a printer."""

    def __init__(
        self,
        transport: Transport,
        profile: PrinterProfile,
        answer_timeout_s: float = ANSWER_TIMEOUT_S,
        print_timeout_s: float = PRINT_TIMEOUT_S,
    ) -> None:
        self._transport, self._profile = transport, profile
        self._answer_timeout_s, self._print_timeout_s = answer_timeout_s, print_timeout_s
        self._lock = threading.Lock()
        self._silent = False
        self._heard = bytearray()  # answers that nobody has asked for yet
        #: Characters that were printed as ▢ since the start.
        self.missing: Counter[str] = Counter()

    @property
    def name(self) -> str:
        return self._transport.name

    def state(self) -> PrinterState:
        return self.status().state

    def status(self) -> PrinterStatus:
        """Ask now. UNKNOWN when it is there and says nothing, UNREACHABLE when it cannot be reached."""
        with self._lock:
            try:
                status = self._ask()
                self._silent = status.state is PrinterState.UNKNOWN
            except OSError as error:
                status = _unreachable(error)
            finally:
                self._hang_up()
        return status

    def print(self, slip: Slip) -> None:
        """Print and cut. Returns when the printer says that the paper is out, or, if it never answers, when it has
        taken every byte. Raises PrinterProblem; before the first byte when the printer says that it cannot print."""
        encoded = encode_counted(slip, self._profile)
        with self._lock:
            try:
                self._print(encoded.data, slip.reference)
            finally:
                self._hang_up()
        if encoded.missing:
            self.missing += encoded.missing
            _log.info("%s: %d characters of %s are in no font", self.name, encoded.missing.total(), slip.kind)

    def _print(self, data: bytes, reference: str) -> None:
        status = self._before()
        if not status.can_print:
            raise self._problem(status, reference, sent=False)
        self._silent = status.state is PrinterState.UNKNOWN
        try:
            self._transport.write(data)
            after = self._after()
        except OSError as error:
            sentence = f"stopped taking data ({_reason(error)}): {_CHECK_CABLE}"
            stopped = PrinterStatus(PrinterState.UNREACHABLE, sentence, PrinterTrouble.STOPPED)
            raise self._problem(stopped, reference, sent=True) from error
        if not after.can_print:
            raise self._problem(after, reference, sent=True)

    def _before(self) -> PrinterStatus:
        try:
            self._transport.open()
            # One that has never answered is not asked again with every slip, only by `status`.
            return _UNKNOWN if self._silent else self._ask()
        except OSError as error:
            return _unreachable(error)

    def _problem(self, status: PrinterStatus, reference: str, *, sent: bool) -> PrinterProblem:
        fate = "may be incomplete" if sent else "was not printed"
        return PrinterProblem(
            f"The printer at {self.name} {status.sentence}. Slip {reference} {fate}; it stays in the queue.",
            printer=self.name,
            reference=reference,
            trouble=status.trouble,
            sent=sent,
        )

    def _hang_up(self) -> None:
        self._transport.close()
        self._heard.clear()

    def _ask(self) -> PrinterStatus:
        self._transport.open()
        printer = self._real_time(_PRINTER) if self._transport.two_way else None
        if printer is None:
            return _UNKNOWN
        return read_status(printer, self._real_time(_OFFLINE_CAUSE), self._real_time(_PAPER))

    def _real_time(self, n: int) -> int | None:
        self._transport.write(b"\x10\x04" + bytes([n]))
        # Fixed bits 0xx1xx10 tell an answer from XON, XOFF and reports nobody asked for.
        return self._answer(self._answer_timeout_s, mask=0x93, value=0x12)

    def _after(self) -> PrinterStatus:
        """How the printer is once the slip is out. A dropped connection raises OSError even from a silent printer.

        Whoever stands beside it need not wait for the slip to hear that its paper is at an end: that is asked
        meanwhile."""
        if self._silent:
            self._transport.read(0.01)
            return _UNKNOWN
        self._transport.write(_WHEN_PRINTED)
        status, deadline = _UNKNOWN, time.monotonic() + self._print_timeout_s
        while (left_s := deadline - time.monotonic()) > 0:
            sensors = self._answer(min(left_s, LOOK_EVERY_S), mask=0x90, value=0x00)
            if sensors is not None:
                return _OUT_OF_PAPER if sensors & 0x0C else PrinterStatus(PrinterState.OK)
            status = self._ask()
            if not status.can_print:
                return status
        # Some makers do not know GS r; then its being well must do.
        if status.state is PrinterState.UNKNOWN:
            raise TimeoutError("it answered before the slip, and not after it")
        return status

    def _answer(self, timeout_s: float, mask: int, value: int) -> int | None:
        """The first byte whose fixed bits are right, or None in time; bytes of other kinds wait for whoever asks."""
        deadline = time.monotonic() + timeout_s
        while True:
            for at, byte in enumerate(self._heard):
                if byte & mask == value:
                    del self._heard[at]
                    return byte
            left_s = deadline - time.monotonic()
            received = self._transport.read(left_s) if left_s > 0 else b""
            if not received:
                return None
            self._heard += received


def _unreachable(error: OSError) -> PrinterStatus:
    sentence = f"cannot be reached ({_reason(error)}): {_CHECK_CABLE}"
    return PrinterStatus(PrinterState.UNREACHABLE, sentence, PrinterTrouble.UNREACHABLE)


def _reason(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__
