"""People from a terminal, on processes: two tablets of a shop, HQ, and what is on the disk."""

import json
import subprocess
from pathlib import Path
from typing import Any

from kiosk.errors import KioskError
from tests.e2e.processes import KIOSK, environment, kiosk, wait_until
from tests.e2e.processes import TabletProcess as Running
from tests.e2e.retailer import GUIDE, MANAGER
from tests.e2e.shop import enrol, open_shop

BLANK, PIN = "B-BLANK00001", "258013"


def people(folder: Path, *words: str, typed: str = "") -> Any:
    """`kiosk people …` by a manager; what is secret comes by standard input, and the manager's own from outside."""
    own = {"KIOSK_BADGE": MANAGER["badge"], "KIOSK_PIN": MANAGER["pin"]}
    asked = [*KIOSK, "people", *words, "--data", str(folder)]
    done = subprocess.run(
        asked, input=typed, capture_output=True, text=True, timeout=60, env={**environment(), **own}, check=False
    )
    assert done.returncode == 0, done.stderr
    for secret in (PIN, BLANK, MANAGER["badge"]):
        assert secret not in done.stdout + done.stderr
    return json.loads(done.stdout)


def refuses(tablet: Running, badge: str) -> bool:
    try:
        tablet.desk(scan=badge)
    except KioskError as error:
        return "switched off" in str(error)
    return False


def test_a_guide_let_in_from_a_terminal_works_at_both_tablets_and_a_lost_badge_is_off_at_both(tmp_path: Path) -> None:
    with open_shop(tmp_path) as shop:
        second = enrol(shop.hq, "JA", shop.cable.url, tmp_path / "second")
        kiosk("sync", "--once", "--json", "--data", second)
        with shop.tablet() as here, Running(second) as other:
            added = people(shop.tablet_folder, "add", "Bo", typed=f"{PIN}\n{PIN}\n{BLANK}\n")
            here.desk(scan=BLANK)
            assert here.desk(pin=PIN)["staff"] == added["staff_id"]
            wait_until(lambda: "Bo" in str(people(second, "list")), "the other tablet has not heard of Bo")
            other.desk(scan=BLANK)
            assert other.desk(pin=PIN)["staff"] == added["staff_id"]
            people(shop.tablet_folder, "revoke", "Bo")
            wait_until(lambda: here.desk()["screen"] == "shopper", "Bo is still signed in here")
            assert refuses(here, BLANK)
            wait_until(lambda: other.desk()["screen"] == "shopper", "Bo is still signed in at the other tablet")
            assert refuses(other, BLANK)
            assert not refuses(other, GUIDE["badge"])
            here.kill()
        written = b"".join(path.read_bytes() for path in shop.tablet_folder.rglob("*") if path.is_file())
        assert BLANK.encode() not in written
        assert f'"{PIN}"'.encode() not in written
        with shop.tablet() as again:
            assert again.desk()["screen"] == "shopper"
            assert refuses(again, BLANK)
