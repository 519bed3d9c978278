"""Addresses in the configuration lead to drivers, or say what an address looks like."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from drivers.printer import EscposPrinter
from drivers.registry import HIDDEN_IMPORTS, open_printer, open_scanner
from drivers.scanner_serial import SerialScanner
from drivers.virtual import VirtualPrinter, VirtualScanner
from kiosk.errors import InputError
from tests.drivers.paper import RECEIPT


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("tcp://192.0.2.7:9100", "192.0.2.7:9100"),
        ("tcp://printer.example", "printer.example:9100"),
        ("tcp://192.0.2.7:9100?width=58", "192.0.2.7:9100"),
        ("serial:///dev/ttyUSB0", "/dev/ttyUSB0"),
        ("serial:///dev/ttyUSB0?baud=115200&flow=rts&width=80", "/dev/ttyUSB0"),
        ("file:///dev/usb/lp0", "/dev/usb/lp0"),
    ],
)
def test_a_printer_s_address_is_understood_without_opening_anything(url: str, name: str) -> None:
    printer = open_printer(url)
    assert isinstance(printer, EscposPrinter)
    assert printer.name == name


@pytest.mark.parametrize(
    "url",
    [
        "",
        "printer",
        "tcp://",
        "tcp://host:0x1",
        "tcp://host:99999",
        "tcp://host/queue",
        "http://host",
        "usb://1/2",
        "serial://",
        "serial://dev/ttyUSB0",
        "serial:///dev/ttyUSB0?baud=fast",
        "serial:///dev/ttyUSB0?baud=1",
        "serial:///dev/ttyUSB0?flow=maybe",
        "file://",
        "tcp://host?width=57",
        "tcp://host?widht=58",
        "tcp://host?width",
        "tcp://[host",
    ],
)
def test_a_wrong_printer_address_says_which_forms_there_are(url: str) -> None:
    with pytest.raises(InputError, match=r"tcp://HOST:9100.*serial:///.*file:///.*width=58"):
        open_printer(url)


@pytest.mark.parametrize("url", ["", "tcp://host:1", "serial://", "serial:///dev/x?baud=x", "serial:///dev/x?speed=1"])
def test_a_wrong_scanner_address_says_which_form_there_is(url: str) -> None:
    with pytest.raises(InputError, match="serial:///dev/ttyACM0"):
        open_scanner(url)


def test_the_virtual_devices_are_reached_by_their_addresses(tmp_path: Path) -> None:
    virtual, far = VirtualPrinter(), VirtualScanner(tmp_path / "scanner")
    virtual.start()
    open_printer(f"{virtual.url}?width=58").print(RECEIPT)
    assert "─" * 16 in virtual.slips[0].text.splitlines()
    assert isinstance(open_scanner(far.url), SerialScanner)
    virtual.stop()
    far.close()


@pytest.mark.parametrize("name", HIDDEN_IMPORTS)
def test_what_is_imported_late_can_be_imported(name: str) -> None:
    assert importlib.import_module(name).__name__ == name


def test_importing_the_drivers_loads_none_of_the_heavy_libraries() -> None:
    heavy = sorted({name.split(".")[0] for name in HIDDEN_IMPORTS})
    program = "import sys, drivers.registry, drivers.spooler, drivers.virtual"
    program += f"\nprint([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
