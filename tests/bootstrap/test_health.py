"""A doctor at a real folder, with and without a kiosk that runs on it; and the bundle that leaves the shop."""

import io
import json
import logging
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.bootstrap.devices import DeviceBoard
from kiosk.bootstrap.health import Doctor
from kiosk.bootstrap.tablet import RunningTill
from kiosk.cli import cli
from kiosk.cli.doctor import doctor
from kiosk.domain.member import Member
from kiosk.ports.devices import PrinterState
from kiosk.ports.health import Check, Device, DeviceState, Verdict
from kiosk.ports.orders import CallBackTask
from kiosk.services.health import checks
from kiosk.storage.keys import FileDeviceKey
from kiosk.storage.tablet import TabletStorage
from tests.fakes import retailer
from tests.fakes.clock import FakeClock
from tests.storage.tablets import IDENTITY, Stream, append, paid, place, small_range
from tests.storage.test_catalogues import adopt, snapshot

NOBODY = replace(IDENTITY, hq_url="http://127.0.0.1:9")  # the port that throws everything away


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tablet with a range and two orders."""
    made = tmp_path / "tablet"
    tablet = TabletStorage.create(made, NOBODY)
    adopt(tablet, snapshot(tmp_path, small_range()))
    order = place(tablet)
    append(tablet, paid(order.order_id), actor=retailer.LIN.id)
    tablet.close()
    return made


def _found(folder: Path) -> dict[str, Check]:
    with Doctor(folder) as looking:
        return {check.key: check for check in checks(looking.findings())}


def test_a_sound_folder_is_whole_though_hq_is_away(folder: Path) -> None:
    found = _found(folder)
    assert (found["journal"].code, found["journal"].params) == ("whole", {"events": 3, "checked": 3})
    assert found["shop"].code == "whole"
    assert (found["catalogue"].code, found["catalogue"].params["styles"]) == ("whole", 3)
    assert (found["hq"].code, found["clock"].code, found["printer"].code) == ("offline", "unknown", "none")
    assert found["folder"].verdict is found["space"].verdict is found["fonts"].verdict is Verdict.OK


def test_a_record_that_somebody_changed_is_found(folder: Path) -> None:
    with sqlite3.connect(folder / "journal.db") as conn:
        conn.execute("UPDATE event SET actor = 'somebody' WHERE seq = 2")
    conn.close()
    found = _found(folder)["journal"]
    assert (found.verdict, found.code, found.params) == (Verdict.FAIL, "broken_chain", {"seq": 2})


def test_a_record_that_is_missing_is_found(folder: Path) -> None:
    with sqlite3.connect(folder / "journal.db") as conn:
        conn.execute("DELETE FROM event WHERE seq = 2")
    conn.close()
    assert _found(folder)["journal"].params == {"seq": 2}


def test_an_older_copy_of_the_journal_is_found(folder: Path) -> None:
    (folder / "journal.guard").write_text(json.dumps({"epoch": 1, "seq": 99}))
    found = _found(folder)["journal"]
    assert (found.verdict, found.code) == (Verdict.WARN, "behind")


def test_an_index_that_lacks_a_style_is_found(folder: Path) -> None:
    (catalogue,) = folder.glob("catalogue-*.db")
    with sqlite3.connect(catalogue) as conn:
        conn.execute(
            "INSERT INTO style_fts (style_fts, rowid, terms, tag) "
            "SELECT 'delete', row, terms, tag FROM style ORDER BY row LIMIT 1"
        )
    conn.close()
    assert _found(folder)["catalogue"].params == {"styles": 3, "indexed": 2}


def test_a_torn_page_is_found(folder: Path) -> None:
    (catalogue,) = folder.glob("catalogue-*.db")
    raw = bytearray(catalogue.read_bytes())
    middle = len(raw) // 2 // 4096 * 4096
    raw[middle : middle + 4096] = b"\xff" * 4096
    catalogue.write_bytes(raw)
    assert _found(folder)["catalogue"].code == "damaged"


def test_a_printer_that_is_not_there_fails_and_the_doctor_says_so(folder: Path) -> None:
    (folder / "kiosk.toml").write_text('[printer]\nurl = "tcp://127.0.0.1:9"\n[scanner]\nurl = "serial:///dev/none"\n')
    found = _found(folder)
    assert (found["printer"].code, found["drawer"].code, found["scanner"].code) == ("offline", "offline", "offline")
    done = CliRunner().invoke(doctor, ["--data", str(folder)])
    assert done.exit_code == 1
    assert "FAIL Receipt printer: cannot be reached" in done.output
    assert "Check power, cable and cover" in done.output


def test_a_doctor_in_a_terminal_ends_well_and_speaks_json(folder: Path) -> None:
    done = CliRunner().invoke(doctor, ["--data", str(folder), "--json"])
    assert done.exit_code == 0, done.output
    told = {check["check"]: check for check in json.loads(done.output)}
    assert told["journal"] == {
        "check": "journal",
        "verdict": "ok",
        "code": "whole",
        "name": "Journal",
        "found": "whole: 3 records, hashes of the newest 3 hold",
        "do": "",
        "events": 3,
        "checked": 3,
    }


@pytest.fixture
def till(folder: Path) -> Iterator[RunningTill]:
    with RunningTill(folder) as running:
        running.start(lambda _text: None)
        yield running


def test_a_doctor_asks_the_kiosk_that_runs(till: RunningTill) -> None:
    with Doctor(till.folder) as looking:
        found = looking.findings()
    assert {report.device: report.state for report in found.devices} == dict.fromkeys(Device, DeviceState.NONE)
    assert found.files.events == 3
    assert till.health.findings().files == found.files


# The bundle.


SECRETS = (
    retailer.PHONE, "13912345678", retailer.LIN.name, "王小明", retailer.LIN_BADGE, retailer.LIN.badge_sha256,
    "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g", "LIN1", retailer.MEMBER_CODE, "86421357", "9753",
    "s3cr3t", "192.168.7.9",
)  # fmt: skip


def test_a_bundle_says_how_the_tablet_is_and_nothing_about_anybody(folder: Path, tmp_path: Path) -> None:
    """Personal content is planted wherever a tablet keeps or says any."""
    tablet = TabletStorage.open(folder)
    stream = Stream("shop.JA")
    stream.put("staff", "G-LIN", replace(retailer.LIN, pin_hash=SECRETS[6]))
    stream.put("member", "m-42", Member("m-42", retailer.MEMBER_CODE, "王小明", "gold", "JA", 120))
    stream.put("task", "t-1", CallBackTask("order-7", "JA-02-A-000001", ("1",), "13912345678", 1))
    stream.pull(tablet.shop)
    order = place(tablet, code="86421357")
    append(tablet, paid(order.order_id), actor="G-LIN")
    tablet.shop.note_offline(5, "Lin (13912345678) pulled the plug of https://lin:s3cr3t@hq.example")
    tablet.close()
    (folder / "kiosk.toml").write_text('[printer]\nurl = "tcp://192.168.7.9:1"\n')
    with RunningTill(folder) as till:
        till.start(lambda _text: None)
        log = logging.getLogger("kiosk.test")
        log.setLevel(logging.INFO)
        log.info("Lin rang %s with badge %s and PIN 9753", retailer.PHONE, retailer.LIN_BADGE)
        log.info("order JA-02-A-000001 waits under 86421357 for 王小明, %s", retailer.MEMBER_CODE)
        log.info("hash %s of %s", SECRETS[6], retailer.LIN.badge_sha256)
        packed = till.health.pack_bundle()
        with Doctor(folder) as looking:
            again = looking.pack(tmp_path / "again.zip")
    key = FileDeviceKey.load(folder / "device.key")
    for bundle in (packed, again):
        content = _whole(bundle)
        for secret in (*SECRETS, key._private.private_bytes_raw().hex(), "G-LIN"):
            whole = rf"(?<![A-Za-z]){re.escape(secret)}(?![A-Za-z])"  # Lin is in "online", and is not told by it
            assert not re.search(whole, content, re.IGNORECASE), secret
        assert "JA-02-A-000001" in content, "an order's number names nobody"
        for told in ("m009_orders_by_standing", '"OrderPaid": 2', sqlite3.sqlite_version, '"url": "tcp"'):
            assert told in content


def _whole(bundle: Path) -> str:
    with zipfile.ZipFile(io.BytesIO(bundle.read_bytes())) as archive:
        assert set(archive.namelist()) == {"checks.json", "findings.json", "settings.json", "files.json", "log.txt"}
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def test_a_journal_that_is_no_database_ends_the_doctor_with_a_sentence(folder: Path) -> None:
    (folder / "journal.db").write_bytes(b"no database" * 1_000)
    done = CliRunner().invoke(cli, ["doctor", "--data", str(folder)])
    assert done.exit_code == 1
    assert "journal.db is not a database" in done.output
    assert "Traceback" not in done.output


def test_a_printer_that_went_away_is_offline_since_then_and_its_drawer_with_it() -> None:
    clock = FakeClock()
    board = DeviceBoard(clock, scanner=False, printer=True)
    assert [(report.device, report.state) for report in board.reports()] == [
        (Device.SCANNER, DeviceState.NONE),
        (Device.PRINTER, DeviceState.UNKNOWN),
        (Device.DRAWER, DeviceState.UNKNOWN),
    ]
    board.note_printer(PrinterState.OK)
    since_ms = clock()
    clock.advance(minutes=5)
    board.note_printer(PrinterState.OK)
    states = {report.device: (report.state, report.since_ms) for report in board.reports()}
    assert states[Device.PRINTER] == (DeviceState.OK, since_ms)
    assert states[Device.DRAWER] == (DeviceState.UNKNOWN, 0), "nobody knows of a drawer, and it is never well"
    board.note_printer(PrinterState.OFFLINE)
    states = {report.device: (report.state, report.since_ms) for report in board.reports()}
    assert states[Device.PRINTER] == states[Device.DRAWER] == (DeviceState.OFFLINE, clock())
