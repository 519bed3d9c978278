"""The last pieces of a limited style, on processes: sold without a line as far as rights go, and told afterwards."""

import csv
import json
from pathlib import Path
from typing import Any

from kiosk.domain.rights import IN_HAND
from kiosk.errors import RuleError
from tests.e2e.processes import TabletProcess, kiosk, wait_until
from tests.e2e.retailer import PHONE, write_lines, write_retailer
from tests.e2e.shop import Shop, enrol, open_shop

SCARF = "SILK-SCARF/ROSE/ONE"
PIECES = 4


def _limited(folder: Path) -> Path:
    files = write_retailer(folder, {("JA", SCARF): PIECES, ("JB", SCARF): 0})
    with (files / "styles.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    modes = ("limited" if row[0] == "SILK-SCARF" else "" for row in rows)
    write_lines(
        files / "styles.csv", (",".join((*head, "sale_mode")), *(",".join((*row, next(modes))) for row in rows))
    )
    return files


def _rights(shop: Shop) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(kiosk("hq", "rights", "--json", "--data", shop.hq.folder))
    return found


def _lines(shop: Shop) -> dict[str, str]:
    told = csv.DictReader(kiosk("hq", "export", "orders", "--data", shop.hq.folder).splitlines())
    return {row["order_number"]: row["line_status"] for row in told}


def _sell(tablet: TabletProcess, way: str, phone: str = "") -> str:
    """The number of an order of one piece; "" when the tablet has none to promise."""
    try:
        return str(tablet.ask("place", lines=[f"{SCARF}:{way}"], phone=phone)["number"])
    except RuleError:
        return ""


def test_the_last_pieces_are_sold_here_without_a_line_and_elsewhere_and_never_one_more(tmp_path: Path) -> None:
    line = ("sync.engine", "sync.worker")
    with open_shop(tmp_path, retailer=_limited(tmp_path / "limited")) as shop:
        far = enrol(shop.hq, "JB", f"http://127.0.0.1:{shop.hq.port}", tmp_path / "far")
        wait_until(lambda: [right["pieces"] for right in _rights(shop)] == [IN_HAND], "the tablet has no right")
        with shop.tablet(expects=line) as here, TabletProcess(far, expects=line) as there:
            for tablet in (here, there):
                tablet.ask("sync")
            shop.cable.cut()
            sold = [_sell(here, "take_now") for _ in range(IN_HAND + 1)]
            assert [bool(number) for number in sold] == [True] * IN_HAND + [False]
            asked = [_sell(there, "bring_here:JA", PHONE) for _ in range(PIECES)]
            there.ask("sync")
            wait_until(lambda: len(_lines(shop)) == PIECES, "head office has not all requests")
            states = _lines(shop)
            assert sorted(states[number] for number in asked) == ["confirmed"] * 2 + ["refused"] * 2
            shop.cable.heal()
            here.ask("sync")
            wait_until(lambda: set(sold) - {""} < set(_lines(shop)), "head office has not what was sold meanwhile")
        assert sum(right["outstanding"] for right in _rights(shop)) == 0
        assert kiosk("hq", "oversold", "--data", shop.hq.folder) == "0 oversold\n"
        assert "0 are not HQ's" in kiosk("hq", "rebuild", "--data", shop.hq.folder)
