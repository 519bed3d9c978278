"""The printer driver at the end of real sockets, pseudo-terminals and files."""

import os
import pty
import socket
import threading
import time
import tty
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
import zxingcpp

from drivers.escpos import PROFILE_58, PROFILE_80, PrinterProfile, encode
from drivers.escpos_sheet import PAPER_58
from drivers.printer import EscposPrinter, read_status
from drivers.transports import FileTransport, SerialTransport, TcpTransport, Transport
from drivers.virtual import VirtualPrinter
from kiosk.ports.devices import PrinterProblem, PrinterState
from tests.drivers.paper import RECEIPT, decode, slip, text
from tests.goldens import as_image


@pytest.fixture
def virtual(tmp_path: Path) -> Iterator[VirtualPrinter]:
    printer = VirtualPrinter(tmp_path / "slips")
    printer.start()
    yield printer
    printer.stop()


def driver(
    virtual: VirtualPrinter, print_timeout_s: float = 5.0, profile: PrinterProfile = PROFILE_80
) -> EscposPrinter:
    return EscposPrinter(TcpTransport("127.0.0.1", virtual.port), profile, 0.3, print_timeout_s)


def test_a_slip_is_out_when_print_returns(virtual: VirtualPrinter) -> None:
    driver(virtual).print(RECEIPT)
    (made,) = virtual.slips
    assert made == decode(encode(RECEIPT, PROFILE_80))[0]
    assert made.cut
    assert made.drawer == 1


def test_paper_that_ends_in_a_slip_is_told_long_before_the_slip_is_given_up(virtual: VirtualPrinter) -> None:
    virtual.paper_lasts = 100
    began = time.monotonic()
    with pytest.raises(PrinterProblem, match="may be incomplete") as told:
        driver(virtual, print_timeout_s=60.0).print(RECEIPT)
    assert time.monotonic() - began < 10
    assert told.value.params["trouble"] == "paper_out"
    assert told.value.params["sent"]
    virtual.paper = "ok"
    assert virtual.wait_for_slips(1)[0].cut, "a printer that gets paper goes on where it stopped"


def test_an_answer_that_comes_before_its_question_is_kept_for_it() -> None:
    class Early:
        """A cable on which both answers come at once."""

        name, two_way = "early", True
        said = bytes((0x00, 0x12))

        def open(self) -> None: ...

        def write(self, data: bytes) -> None: ...

        def read(self, timeout_s: float) -> bytes:
            said, self.said = self.said, b""
            return said

        def close(self) -> None: ...

    printer = EscposPrinter(Early(), PROFILE_80, 0.01, 0.05)
    assert printer._answer(0.01, mask=0x93, value=0x12) == 0x12
    assert printer._answer(0.01, mask=0x90, value=0x00) == 0x00


def test_every_slip_is_kept_as_text_and_as_a_picture(tmp_path: Path) -> None:
    virtual = VirtualPrinter(tmp_path / "slips")
    virtual.start()
    printer = driver(virtual)
    printer.print(RECEIPT)
    printer.print(slip(text("退/换货")))
    virtual.stop()
    names = sorted(path.name for path in (tmp_path / "slips").iterdir())
    assert names == ["001-衣橱.png", "001-衣橱.txt", "002-退换货.png", "002-退换货.txt"]
    assert "￥598.00" in (tmp_path / "slips" / "001-衣橱.txt").read_text("utf-8")
    (found,) = zxingcpp.read_barcodes(as_image(tmp_path / "slips" / "001-衣橱.png"))
    assert found.text == "JA-02-A-000417"


def test_the_printer_of_narrow_paper_keeps_narrow_pictures(tmp_path: Path) -> None:
    virtual = VirtualPrinter(tmp_path, width=32)
    virtual.start()
    driver(virtual, profile=PROFILE_58).print(RECEIPT)
    virtual.stop()
    assert as_image(tmp_path / "001-衣橱.png").width == PAPER_58.dots + 2 * PAPER_58.margin


def test_a_second_start_does_not_write_over_the_first_one_s_slips(tmp_path: Path) -> None:
    for _ in range(2):
        virtual = VirtualPrinter(tmp_path)
        virtual.start()
        driver(virtual).print(slip(text("衬衫")))
        virtual.stop()
    assert sorted(path.name for path in tmp_path.glob("*.txt")) == ["001-衬衫.txt", "002-衬衫.txt"]


@pytest.mark.parametrize(
    ("paper", "cover_open", "state"),
    [
        ("ok", False, PrinterState.OK),
        ("low", False, PrinterState.PAPER_LOW),
        ("out", False, PrinterState.PAPER_OUT),
        ("ok", True, PrinterState.COVER_OPEN),
    ],
)
def test_the_state_is_what_the_printer_says(
    virtual: VirtualPrinter, paper: str, cover_open: bool, state: PrinterState
) -> None:
    virtual.paper, virtual.cover_open = paper, cover_open
    assert driver(virtual).state() is state


def test_a_printer_that_does_not_answer_is_unknown_and_still_prints(virtual: VirtualPrinter) -> None:
    virtual.answering = False
    printer = driver(virtual)
    assert printer.state() is PrinterState.UNKNOWN
    printer.print(RECEIPT)
    assert virtual.wait_for_slips(1)[0].cut
    virtual.answering = True
    assert printer.state() is PrinterState.OK


def test_a_printer_that_is_not_there_is_unreachable_and_says_what_to_do(virtual: VirtualPrinter) -> None:
    virtual.stop()
    printer = driver(virtual)
    assert printer.state() is PrinterState.UNREACHABLE
    with pytest.raises(PrinterProblem, match=r"cannot be reached .* was not printed; it stays in the queue"):
        printer.print(RECEIPT)


def test_nothing_is_sent_to_a_printer_without_paper(virtual: VirtualPrinter) -> None:
    virtual.paper = "out"
    with pytest.raises(PrinterProblem, match=r"put in a new roll.*JA-02-A-000417 was not printed"):
        driver(virtual).print(RECEIPT)
    virtual.paper = "ok"
    driver(virtual).print(slip(text("next")))
    assert [made.text.strip() for made in virtual.slips] == ["next"]


def test_a_connection_lost_in_the_middle_of_a_slip_is_a_problem_and_leaves_a_torn_slip(virtual: VirtualPrinter) -> None:
    virtual.hang_up_after = 60
    with pytest.raises(PrinterProblem, match="may be incomplete; it stays in the queue"):
        driver(virtual).print(RECEIPT)
    (torn,) = virtual.wait_for_slips(1)
    assert not torn.cut


def test_a_silent_printer_that_hangs_up_is_noticed_too(virtual: VirtualPrinter) -> None:
    virtual.answering = False
    printer = driver(virtual)
    assert printer.state() is PrinterState.UNKNOWN
    virtual.hang_up_after = 60
    long = slip(*[text(f"line {number}") for number in range(3000)])
    with pytest.raises(PrinterProblem, match="may be incomplete"):
        printer.print(long)


def test_paper_that_runs_out_while_printing_is_a_problem(virtual: VirtualPrinter) -> None:
    class RunsOut(TcpTransport):
        def write(self, data: bytes) -> None:
            if len(data) > 10:
                virtual.paper = "out"
            super().write(data)

    printer = EscposPrinter(RunsOut("127.0.0.1", virtual.port), PROFILE_80, 0.3, 0.3)
    with pytest.raises(PrinterProblem, match=r"out of paper.*may be incomplete"):
        printer.print(RECEIPT)
    virtual.paper = "ok"
    assert virtual.wait_for_slips(1)[0].cut, "the printer keeps what it was sent, and prints it with the next roll"


def test_several_tablets_share_a_printer(virtual: VirtualPrinter) -> None:
    def print_ten(name: str) -> None:
        printer = driver(virtual)
        for number in range(10):
            printer.print(slip(text(f"{name}{number}"), text("衬衫 " * 200)))

    tablets = [threading.Thread(target=print_ten, args=(name,)) for name in "ABC"]
    for tablet in tablets:
        tablet.start()
    for tablet in tablets:
        tablet.join(30)
    titles = {made.text.split()[0] for made in virtual.slips}
    assert titles == {f"{name}{number}" for name, number in product("ABC", range(10))}
    assert len(virtual.slips) == 30


def test_what_no_font_has_is_counted(virtual: VirtualPrinter) -> None:
    printer = driver(virtual)
    printer.print(slip(text("帽子 😀")))
    printer.print(slip(text("帽子 😀")))
    assert printer.missing == {"😀": 2}


class AtPty:
    """Something at the other end of a serial line that answers as it is told."""

    def __init__(self, answer: Callable[[bytes], bytes]) -> None:
        self.master, slave = pty.openpty()
        tty.setraw(slave)
        self.path = os.ttyname(slave)
        self._slave = slave
        self.received = b""
        self._answer = answer
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while (data := os.read(self.master, 4096)) != b"\xff" * 7:
            self.received += data
            os.write(self.master, self._answer(data))

    def close(self) -> None:
        os.write(self._slave, b"\xff" * 7)
        self._thread.join(10)
        os.close(self._slave)
        os.close(self.master)


def well(data: bytes) -> bytes:
    """A printer without a worry: XON, a report nobody asked for, then the answer."""
    if data.startswith(b"\x10\x04"):
        return b"\x11\x10\x12"
    return b"\x00" if data.endswith(b"\x1dr\x01") else b""


@pytest.mark.parametrize("flow", ["none", "xon"])
def test_a_serial_printer_gets_every_byte_and_is_believed(flow: str) -> None:
    far = AtPty(well)
    printer = EscposPrinter(SerialTransport(far.path, 115200, flow), PROFILE_80, 0.5, 5)
    long = slip(*[text(f"亚麻衬衫 {number}") for number in range(400)])
    assert printer.state() is PrinterState.OK
    printer.print(long)
    far.close()
    (made,) = decode(far.received)
    assert made.text.splitlines()[:400] == [f"亚麻衬衫 {number}" for number in range(400)]


def test_a_silent_serial_printer_is_unknown_never_well() -> None:
    far = AtPty(lambda _: b"")
    printer = EscposPrinter(SerialTransport(far.path), PROFILE_80, 0.1, 0.1)
    assert printer.state() is PrinterState.UNKNOWN
    printer.print(RECEIPT)
    assert printer.state() is PrinterState.UNKNOWN
    far.close()


def test_an_echo_is_no_answer() -> None:
    far = AtPty(lambda data: data)
    printer = EscposPrinter(SerialTransport(far.path), PROFILE_80, 0.2, 0.2)
    assert printer.state() is PrinterState.UNKNOWN
    far.close()


def test_a_printer_that_knows_only_real_time_status_is_believed_by_that() -> None:
    far = AtPty(lambda data: b"\x12" if data.startswith(b"\x10\x04") else b"")
    EscposPrinter(SerialTransport(far.path), PROFILE_80, 0.5, 0.2).print(RECEIPT)
    far.close()
    assert len(decode(far.received)) == 1


def test_a_printer_that_is_without_paper_after_the_slip_is_a_problem() -> None:
    far = AtPty(lambda data: b"\x0f" if data.endswith(b"\x1dr\x01") else well(data))
    with pytest.raises(PrinterProblem, match=r"out of paper.*may be incomplete"):
        EscposPrinter(SerialTransport(far.path), PROFILE_80, 0.5, 5).print(RECEIPT)
    far.close()


def test_a_printer_that_falls_silent_while_printing_is_a_problem() -> None:
    answers = iter([b"\x12", b"\x12", b"\x12"])
    far = AtPty(lambda _: next(answers, b""))
    with pytest.raises(PrinterProblem, match="may be incomplete"):
        EscposPrinter(SerialTransport(far.path), PROFILE_80, 0.5, 0.2).print(RECEIPT)
    far.close()


@pytest.mark.parametrize("make", [SerialTransport, FileTransport])
def test_a_port_that_is_not_there_is_unreachable(make: Callable[[str], Transport]) -> None:
    assert EscposPrinter(make("/dev/kiosk-no-such-printer"), PROFILE_80).state() is PrinterState.UNREACHABLE
    assert not Path("/dev/kiosk-no-such-printer").exists()


def test_a_device_file_is_written_and_asked() -> None:
    far = AtPty(well)
    printer = EscposPrinter(FileTransport(far.path), PROFILE_80, 0.5, 5)
    assert printer.state() is PrinterState.OK
    printer.print(RECEIPT)
    far.close()
    assert len(decode(far.received)) == 1


def test_slips_are_appended_to_a_plain_file_which_never_answers(tmp_path: Path) -> None:
    path = tmp_path / "slips.bin"
    printer = EscposPrinter(FileTransport(str(path)), PROFILE_80)
    assert printer.state() is PrinterState.UNKNOWN
    printer.print(RECEIPT)
    printer.print(RECEIPT)
    assert path.read_bytes() == encode(RECEIPT, PROFILE_80) * 2


def test_a_printer_that_takes_nothing_more_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drivers.transports.STALL_TIMEOUT_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        transport = TcpTransport("127.0.0.1", listener.getsockname()[1])
        with pytest.raises(TimeoutError):
            transport.write(bytes(64 << 20))
        transport.close()


@pytest.mark.parametrize(
    ("printer", "cause", "paper", "state"),
    [
        (0x12, 0x12, 0x12, PrinterState.OK),
        (0x12, None, None, PrinterState.OK),
        (0x1A, None, None, PrinterState.OFFLINE),
        (0x1A, 0x16, 0x12, PrinterState.COVER_OPEN),
        (0x1A, 0x52, 0x12, PrinterState.FAULT),
        (0x1A, 0x32, None, PrinterState.PAPER_OUT),
        (0x1A, 0x12, 0x7E, PrinterState.PAPER_OUT),
        (0x12, 0x12, 0x1E, PrinterState.PAPER_LOW),
    ],
)
def test_status_bytes_mean_what_the_reference_says(
    printer: int, cause: int | None, paper: int | None, state: PrinterState
) -> None:
    status = read_status(printer, cause, paper)
    assert status.state is state
    assert status.can_print == (state in {PrinterState.OK, PrinterState.PAPER_LOW})
    assert bool(status.sentence) == (state is not PrinterState.OK)
