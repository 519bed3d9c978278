"""A tablet is revoked while orders wait on it: they arrive, then what is the shop's goes. As processes."""

import json
from pathlib import Path

import pytest

from kiosk.control import running
from tests.e2e import books
from tests.e2e.processes import TabletProcess, kiosk, wait_until
from tests.e2e.retailer import PHONE
from tests.e2e.shop import Shop, open_shop

SCARF, TOTE = "SILK-SCARF/ROSE/ONE", "CANVAS-TOTE/SAND/ONE"
PERSONAL = ("shop.db", "members.db", "device.key", "blobs", "journal.db", "identity.json")


def device_of(folder: Path) -> str:
    return str(json.loads((folder / "identity.json").read_bytes())["device"])


def held(shop: Shop) -> list[str]:
    said = kiosk("hq", "held", "--data", shop.hq.folder)
    return [line for line in said.splitlines() if "sent after its device was revoked" in line]


@pytest.mark.parametrize("glass", [False, True], ids=["headless", "glass"])
def test_a_revoked_tablet_sends_what_it_has_and_only_then_deletes_what_is_the_shops(
    tmp_path: Path, glass: bool
) -> None:
    with open_shop(tmp_path, expects=("sent after its device was revoked",)) as shop:
        folder = shop.tablet_folder
        device = device_of(folder)
        how = ("--size", "800x600") if glass else ("--headless",)
        expected = (
            "out of service",
            "is there: Head office took",
            r"^Error: Head office took",
            "uncollectable objects",
            "propagateSizeHints",
        )
        with TabletProcess(folder, *how, ready=not glass, expects=expected) as tablet:
            wait_until(lambda: running(folder), "the kiosk does not answer")
            shop.cable.cut()
            orders = [shop.sell(tablet, sku, phone=PHONE) for sku in (SCARF, TOTE, TOTE)]
            kiosk("hq", "revoke", device, "--data", shop.hq.folder)
            assert all((folder / name).exists() for name in PERSONAL)
            assert shop.status()["pending_orders"] == 3
            shop.cable.heal()
            assert tablet.finish(90) == 1
            assert any("out of service" in line for line in tablet.complaints)
        assert not any((folder / name).exists() for name in PERSONAL)
        assert not list(folder.glob("catalogue-*"))
        assert len(held(shop)) >= len(orders)
        kept = books.rows(folder / "retired" / device / "journal.db", "SELECT count(*) FROM event")
        at_hq = books.rows(
            shop.hq.folder / "hq.db", f"SELECT count(*) FROM event WHERE device = '{device}' AND epoch = 1"
        )
        assert kept == at_hq

        for command in (("run", "--headless"), ("sync", "--once"), ("doctor",), ("order", "list")):
            said = kiosk(*command, "--data", folder, fails=True)
            assert f"Head office took this tablet (device {device} of shop JA) out of service" in said
            assert "kiosk hq pair SHOP" in said

        shop.hq.enrol("JA", shop.cable.url, folder)
        shop.sync()
        assert device_of(folder) != device
        with shop.tablet() as again:
            shop.sell(again, SCARF)
            wait_until(lambda: shop.status()["pending_events"] == 0, "HQ lacks the new device's order")


def test_a_revoked_tablet_that_does_not_run_is_cleared_by_its_next_sync(tmp_path: Path) -> None:
    with open_shop(tmp_path) as shop:
        kiosk("hq", "revoke", device_of(shop.tablet_folder), "--data", shop.hq.folder)
        said = kiosk("sync", "--once", "--data", shop.tablet_folder, fails=True)
        assert "Head office took this tablet out of service" in said
        assert not any((shop.tablet_folder / name).exists() for name in PERSONAL)
        shop.hq.enrol("JA", shop.cable.url, shop.tablet_folder)
        shop.sync()
