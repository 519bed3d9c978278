"""Head office put back from yesterday, on processes: nothing is lost, and who was forgotten stays forgotten."""

import re
from pathlib import Path

from tests.e2e import books
from tests.e2e.processes import HqProcess, TabletProcess, kiosk, wait_until
from tests.e2e.retailer import TOTES
from tests.e2e.shop import enrol, open_shop


def _orders(hq: Path) -> set[str]:
    return {number for (number,) in books.rows(hq / "hq.db", "SELECT number FROM order_facts")}


def _nothing_waits(hq: Path) -> bool:
    return re.search(r"^waiting +0$", kiosk("hq", "summary", "--data", hq), re.MULTILINE) is not None


def test_what_happened_after_the_backup_comes_again_from_the_tablets(tmp_path: Path) -> None:
    with open_shop(tmp_path, expects=("was put back",)) as shop:
        second = enrol(shop.hq, "JA", shop.cable.url, tmp_path / "second")
        kiosk("sync", "--once", "--json", "--data", second)
        line = ("kiosk.storage.runs", "sync.worker", "sync.engine", "HQ")
        with shop.tablet(expects=line) as here, TabletProcess(second, expects=line) as other:
            numbers = {tablet.ask("place", lines=[TOTES[0]])["number"] for tablet in (here, other)}
            for folder in (shop.tablet_folder, second):
                kiosk("sync", "--once", "--json", "--data", folder)
            said = kiosk("hq", "backup", tmp_path / "backup", "--data", shop.hq.folder)
            assert "each with its checksum" in said
            assert not (tmp_path / "backup" / "hq.guard").exists()
            numbers |= {tablet.ask("place", lines=[TOTES[0]])["number"] for tablet in (here, other)}
            for folder in (shop.tablet_folder, second):
                kiosk("sync", "--once", "--json", "--data", folder)
            shop.hq.kill()
            assert "sends again" in kiosk("hq", "restore", tmp_path / "backup", "--data", shop.hq.folder)
            assert len(_orders(shop.hq.folder)) == 2
            with HqProcess(shop.hq.folder, ("was put back",), port=shop.hq.port) as again:
                for folder in (shop.tablet_folder, second):
                    kiosk("sync", "--once", "--json", "--data", folder)
                wait_until(
                    lambda: "waiting                      0" in kiosk("hq", "summary", "--data", again.folder),
                    "HQ waits",
                )
                assert "0 are not HQ's" in kiosk("hq", "rebuild", "--data", again.folder)
                assert again.end() == 0
            assert _orders(shop.hq.folder) == numbers
            assert len(numbers) == 4


def test_a_damaged_backup_changes_nothing(tmp_path: Path) -> None:
    with open_shop(tmp_path) as shop:
        kiosk("hq", "backup", tmp_path / "backup", "--data", shop.hq.folder)
        assert "not empty" in kiosk("hq", "backup", tmp_path / "backup", "--data", shop.hq.folder, fails=True)
        assert "in use by kiosk hq" in kiosk("hq", "restore", tmp_path / "backup", "--data", shop.hq.folder, fails=True)
        with (tmp_path / "backup" / "hq.db").open("r+b") as file:
            file.seek(5_000)
            file.write(b"something else")
        assert shop.hq.end() == 0
        before = (shop.hq.folder / "hq.db").read_bytes()
        assert "hq.db" in kiosk("hq", "restore", tmp_path / "backup", "--data", shop.hq.folder, fails=True)
        assert (shop.hq.folder / "hq.db").read_bytes() == before
