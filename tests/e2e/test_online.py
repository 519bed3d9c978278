"""An order of the web shop on processes: imported while head office serves, packed and handed over in a shop, once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.errors import KioskError
from tests.e2e.processes import TabletProcess, kiosk, wait_until
from tests.e2e.retailer import GUIDE, write_lines
from tests.e2e.shop import open_shop

HEAD = "order,placed_at,line,sku,quantity,unit_price,total,fulfilment,shop,phone,paid_at,tender,reference"
SCARF = "SILK-SCARF/ROSE/ONE"


def web_order(folder: Path, number: str) -> Path:
    """A paid order of a scarf, to be fetched in JA."""
    folder.mkdir(exist_ok=True)
    placed = (datetime.now(UTC) - timedelta(minutes=5)).isoformat(timespec="seconds")
    paid = f"{placed},wallet,W-{number}"
    row = f"{number},{placed},1,{SCARF},1,399.00,379.00,pick_up,JA,13800000001,{paid}"
    write_lines(folder / "online_orders.csv", (HEAD, row))
    return folder


def waiting(tablet: TabletProcess, number: str) -> bool:
    return any(order["number"] == number and order["lines"] for order in tablet.ask("orders", **GUIDE))


@pytest.mark.slow
def test_an_online_order_is_handed_over_once_and_the_same_file_brings_no_second(tmp_path: Path) -> None:
    with open_shop(tmp_path) as shop, shop.tablet() as tablet:
        files = web_order(tmp_path / "web", "WEB-1")
        for _ in range(2):
            kiosk("hq", "import", files, "--data", shop.hq.folder)
            wait_until(lambda: waiting(tablet, "WEB-1"), "the shop has not heard of the web shop's order")
        done = tablet.ask("hand-over", code="WEB-1", **GUIDE)
        assert (done["handed_over"], done["order"]["status"], done["order"]["due_minor"]) == ([SCARF], "completed", 0)
        with pytest.raises(KioskError, match="handed over"):
            tablet.ask("hand-over", code="WEB-1", **GUIDE)
        shop.wait_until_delivered()
        kiosk("hq", "import", files, "--data", shop.hq.folder)
        told = kiosk("hq", "export", "orders", "--data", shop.hq.folder)
        (row,) = (line for line in told.splitlines() if line.startswith("WEB-1,"))
        assert ",ONLINE," in row
        assert "handed_over" in row
        assert "13800000001" not in told
        written = b"".join(path.read_bytes() for path in shop.tablet_folder.rglob("*") if path.is_file())
        assert b"13800000001" not in written, "nobody has to be called, and no tablet has the number"
