"""Money in real processes: HQ's limits on a tablet, a PIN over kills, several tenders, and HQ's books after it."""

import csv
import io
from pathlib import Path

import pytest

from kiosk.errors import RuleError
from tests.e2e.processes import TabletProcess, kiosk, wait_until
from tests.e2e.retailer import GUIDE, MANAGER, write_lines, write_retailer
from tests.e2e.shop import Shop, open_shop

SHIRT = "LINEN-SHIRT/INDIGO/M"
ROLES = (
    "role,line_discount_percent,order_discount_minor,price_match_percent,small_change_minor,refund_minor",
    "guide,10,10000,0,100,0",
)
MANAGER_SAYS = {"manager_badge": MANAGER["badge"], "manager_pin": MANAGER["pin"]}


@pytest.mark.slow
def test_limits_pins_and_tenders_from_head_office_to_its_books(tmp_path: Path) -> None:
    files = write_retailer(tmp_path / "files")
    write_lines(files / "roles.csv", ROLES)
    with open_shop(tmp_path, retailer=files) as shop:
        with shop.tablet() as tablet:
            number = shop.sell(tablet, SHIRT)["number"]
            assert _reduce(tablet, number, "10")["due_minor"] == 61_515
            assert _refused(tablet, number, "10") == "needs_manager"
        _wrong_pins_over_kills(shop, number)
        with shop.tablet() as tablet:
            assert _refused(tablet, number, "10", **MANAGER_SAYS) == "pin_locked"
            paid = tablet.ask("pay", number=number, card=["600:POS-8841"], cash="20", **GUIDE)
            assert (paid["status"], len(paid["receipts"])) == ("paid", 1)
            second = shop.sell(tablet, SHIRT)["number"]
            used = {"number": second, "card": ["600:POS-8841"], "cash": "100"}
            with pytest.raises(RuleError) as refused:
                tablet.ask("pay", **used, **GUIDE)
            assert refused.value.code == "reference_used"
            _new_limits_come_down(shop, tablet, files, second)
            shop.wait_until_delivered()
        rows = _books(shop)
        assert [(row["reduced_minor"], row["order_due_minor"]) for row in rows] == [("6835", "0"), ("34175", "34175")]


def _reduce(tablet: TabletProcess, number: str, percent: str, **more: str) -> dict[str, int]:
    found: dict[str, int] = tablet.ask("reduce", number=number, percent=percent, reason="small flaw", **GUIDE, **more)
    return found


def _refused(tablet: TabletProcess, number: str, percent: str, **more: str) -> str:
    with pytest.raises(RuleError) as refused:
        _reduce(tablet, number, percent, **more)
    return refused.value.code


def _wrong_pins_over_kills(shop: Shop, number: str) -> None:
    """Each try is counted although the power goes right after it."""
    for _ in range(5):
        tablet = TabletProcess(shop.tablet_folder)
        wrong = {"manager_badge": MANAGER["badge"], "manager_pin": "0000"}
        assert _refused(tablet, number, "10", **wrong) == "pin_wrong"
        tablet.kill()


def _new_limits_come_down(shop: Shop, tablet: TabletProcess, files: Path, number: str) -> None:
    """HQ allows more, and soon the tablet does."""
    write_lines(files / "roles.csv", (ROLES[0], "guide,50,any,0,100,0"))
    shop.import_files(files)

    def allowed() -> bool:
        try:
            return _reduce(tablet, number, "50")["due_minor"] == 34_175
        except RuleError:
            return False

    wait_until(allowed, "the new limits have not come")


def _books(shop: Shop) -> list[dict[str, str]]:
    out = shop.place / "orders.csv"
    kiosk("hq", "export", "orders", "--out", out, "--data", shop.hq.folder)
    return list(csv.DictReader(io.StringIO(out.read_text("utf-8"))))
