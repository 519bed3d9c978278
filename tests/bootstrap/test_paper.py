"""A running kiosk, its printer at the end of a socket, and a terminal that asks about paper."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from drivers.base import wait_until
from drivers.virtual import VirtualPrinter
from kiosk.bootstrap.tablet import RunningTill, Till, do_alone
from kiosk.control import ControlClient
from kiosk.ports.devices import Slip
from kiosk.storage.tablet import TabletStorage
from tests.fakes import retailer
from tests.storage.tablets import IDENTITY, Stream, small_range

LIN: dict[str, Any] = {"badge": retailer.LIN_BADGE, "pin": retailer.LIN_PIN}
SLIP = Slip("receipt", "JA-02-A-R-000001", (), open_drawer=True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tablet with its staff and its range, and a head office that nobody reaches."""
    monkeypatch.setattr("kiosk.bootstrap.tablet.verify_pin", retailer.verify_pin)
    made = tmp_path / "tablet"
    tablet = TabletStorage.create(made, replace(IDENTITY, hq_url="http://127.0.0.1:9"))
    stream = Stream("shop.JA")
    for member in retailer.STAFF:
        stream.put("staff", member.id, member)
    stream.pull(tablet.shop)
    small_range().pull(tablet.catalogues)
    tablet.close()
    return made


@pytest.fixture
def virtual() -> Iterator[VirtualPrinter]:
    printer = VirtualPrinter()
    printer.start()
    yield printer
    printer.stop()


def test_a_terminal_hears_what_the_printer_says_and_has_a_slip_printed_once_more(
    folder: Path, virtual: VirtualPrinter
) -> None:
    virtual.paper = "out"
    (folder / "kiosk.toml").write_text(f'[printer]\nurl = "{virtual.url}"\n', "utf-8")
    with RunningTill(folder) as till, ControlClient(folder) as terminal:

        def listed(**more: Any) -> Any:
            return terminal.call("print-list", **LIN, **more)

        assert listed()["printer"] == "unknown", "nobody has asked it yet"
        till.start(lambda _code: None)
        till.storage.journal.run(lambda tx: tx.enqueue(SLIP))
        assert wait_until(lambda: listed()["printer"] == "paper_out", 10)
        assert wait_until(lambda: listed()["jobs"][0]["reason"] == "paper_out", 10)
        assert listed()["jobs"][0]["may_have_come_out"] == 0
        virtual.paper = "ok"
        till.look_at_printer()
        assert wait_until(lambda: listed()["printer"] == "ok", 10)
        assert wait_until(lambda: listed()["jobs"] == [], 10)
        (job,) = listed(ended=5)["jobs"]
        terminal.call("print-again", job=job["job"], **LIN)
        original, copy = virtual.wait_for_slips(2)
    assert (original.drawer, copy.drawer) == (1, 0)
    assert "COPY 1" in copy.text
    assert "COPY" not in original.text


def test_a_tablet_without_a_printer_says_so(folder: Path) -> None:
    with Till(folder) as till:
        assert till.answer("print-list", LIN)["printer"] == "none"


def test_without_a_running_kiosk_the_files_answer_and_nothing_is_said_of_the_printer(
    folder: Path, virtual: VirtualPrinter
) -> None:
    (folder / "kiosk.toml").write_text(f'[printer]\nurl = "{virtual.url}"\n', "utf-8")
    assert do_alone(folder, "print-list", LIN) == {"printer": "unknown", "jobs": []}
