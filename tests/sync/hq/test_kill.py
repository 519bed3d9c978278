"""What HQ acknowledged survives `kill -9`, and has its effect once."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.domain.events import Fulfilment, GoodsReceived, ReceivedLine
from sync.hq.office import HeadOffice
from sync.protocol import encode_run
from tests.fakes.retailer import COAT_S, SHIRT_M
from tests.sync.hq.desk import Tablet, enrolled, line, open_office, open_stock, placed, put_range

ROOT = Path(__file__).parents[3]


def prepared(folder: Path, url: str) -> Tablet:
    with open_office(folder, url=url) as office:
        put_range(office)
        open_stock(office, "WH", COAT_S=500)
        tablet = enrolled(office)
    for number in range(120):
        tablet.append(GoodsReceived("JA", f"BOX-{number}", (ReceivedLine(SHIRT_M, 1),)))
        tablet.append(placed(f"o{number}", line(Fulfilment.DELIVER, COAT_S, "WH", "door")))
    return tablet


def kill_after_the_acknowledgement(folder: Path, run: Path, how: str, url: str) -> int:
    command = [sys.executable, "-m", "tests.sync.hq.child", str(folder), str(run), how, url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        through = int(child.stdout.readline())
        child.kill()
    return through


def figures(office: HeadOffice) -> dict[tuple[str, str], tuple[int, int]]:
    with office.database.read() as read:
        found = read.conn.exec_driver_sql("SELECT location, sku, on_hand, reserved FROM stock")
        return {(row[0], row[1]): (row[2], row[3]) for row in found}


@pytest.mark.parametrize("how", ["store", "interpret"])
def test_a_run_that_was_acknowledged_is_interpreted_once_after_a_kill(tmp_path: Path, how: str, hq_url: str) -> None:
    """Killed between storing and interpreting, or somewhere in the middle of interpreting."""
    tablet = prepared(tmp_path, hq_url)
    run = tmp_path / "run.json"
    run.write_bytes(encode_run(tablet.run()))
    assert kill_after_the_acknowledgement(tmp_path, run, how, hq_url) == 240
    with open_office(tmp_path, url=hq_url) as office:
        assert office.drain(60)
        assert office.push(run.read_bytes()).through == 240
        assert office.drain(60)
        assert figures(office) == {("JA", SHIRT_M): (120, 0), ("WH", COAT_S): (500, 120)}
        counts = office.summary()
        assert (counts["events"], counts["orders"], counts["waiting"], counts["held"]) == (240, 120, 0, 0)
        assert counts["own_events"] == 121  # one stock file, one decision an order
        assert office.stock_differences() == []
