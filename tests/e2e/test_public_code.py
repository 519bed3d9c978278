"""A guide's public code, on processes: from the receipt to head office's page, to the tablet, and into both ledgers."""

import csv
import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.e2e.processes import TabletProcess, kiosk, wait_until
from tests.e2e.retailer import GUIDE, MANAGER, PHONE, gtin_of, write_lines, write_retailer
from tests.e2e.shop import Shop, open_shop

RULES = Path(__file__).parents[1] / "credit" / "rules" / "usual.toml"
SHIRT, SCARF = "LINEN-SHIRT/INDIGO/M", "SILK-SCARF/ROSE/ONE"
ONLINE = "order,placed_at,line,sku,quantity,unit_price,total,fulfilment,shop,member,phone,paid_at,tender,reference"
PUBLIC = "https://hq.example.com"


@pytest.mark.slow
def test_who_scans_the_receipts_code_is_the_guides_member_and_later_orders_count(tmp_path: Path) -> None:
    files = write_retailer(tmp_path / "files")
    (files / "credit.toml").write_text(RULES.read_text("utf-8").replace("2026-01-01", "2020-01-01"), "utf-8")
    with open_shop(tmp_path, retailer=files, public_url=PUBLIC) as shop, shop.tablet() as tablet:
        card = _joins_alone(tablet)
        wait_until(lambda: shop.status()["pending_events"] == 0, "HQ has not heard of the member")
        link = _on_a_receipt(shop, tablet)
        assert link == f"{PUBLIC}/g/S-LIN"
        assert tablet.ask("credit-members", guide="S-LIN", **GUIDE) == []
        _scan(f"http://127.0.0.1:{shop.hq.port}{link.removeprefix(PUBLIC)}", card["code"])
        wait_until(
            lambda: tablet.ask("credit-members", guide="S-LIN", **GUIDE) == [card["member"]],
            "the binding has not come down",
        )
        numbers = [_buys(tablet, card["code"]), _buys_online(shop, tablet, card["member"])]
        shop.wait_until_delivered()
        far = _buys_online_far_away(shop, card["member"])
        wait_until(lambda: far in _months_orders(tablet), "the guide does not see their share of a sale elsewhere")
        shares = {item["party"]: item["amount_minor"] for item in _of_month(tablet) if item["order"] == far}
        assert shares["S-LIN"] == _at_hq(shop, far)["S-LIN"] > 0
        assert all(order["number"] != far for order in tablet.ask("orders", **GUIDE)), "it is nobody's work here"
        for number in numbers:
            told = tablet.ask("credit-order", number=number, **GUIDE)
            shares = {entry["party"]: entry["amount_minor"] for entry in told if entry["number"] == "commission"}
            assert shares["S-LIN"] > 0, "Lin's, for whose member it is"
            assert _at_hq(shop, number) == shares


def _joins_alone(tablet: TabletProcess) -> dict[str, str]:
    """A shopper at the tablet, without a guide."""
    version = tablet.ask("member-text")["version"]
    found: dict[str, str] = tablet.ask(
        "member-join", consent=version, phone=PHONE, purposes=["membership"]
    )  # fmt: skip
    return found


def _on_a_receipt(shop: Shop, tablet: TabletProcess) -> str:
    """What a camera reads on the receipt of something that Lin sold."""
    order = shop.tell(tablet.ask("place", lines=[SHIRT], phone="", **GUIDE))
    tablet.ask("pay", number=order["number"], cash="700", **MANAGER)

    def links() -> list[str]:
        return [text for slip in tuple(shop.printer.slips) for text in slip.qrs if "/g/" in text]

    wait_until(links, "no receipt with a guide's code came out")
    return links()[0]


def _scan(url: str, card: str) -> None:
    """By way of the proxy that speaks HTTPS: it hands over the cookie, which no plain HTTP would get from a browser."""
    seen = requests.get(url, timeout=30)
    assert "; Secure" in seen.headers["Set-Cookie"]
    proof = re.search(r'name="proof" value="([0-9a-f]+)"', seen.text)
    assert proof
    cookie = {"Cookie": seen.headers["Set-Cookie"].partition(";")[0]}
    sent = requests.post(url, data={"proof": proof[1], "card": card}, headers=cookie, timeout=30)
    assert sent.status_code == 200


def _buys(tablet: TabletProcess, card: str) -> str:
    """The member by themselves; the manager takes the money."""
    tablet.desk(scan=card)
    tablet.desk(scan=gtin_of(SCARF))
    number: str = tablet.desk(place="")["number"]
    tablet.ask("pay", number=number, cash="400", **MANAGER)
    return number


def _buys_online(shop: Shop, tablet: TabletProcess, member: str) -> str:
    """In the web shop, to be fetched in JA."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    row = f"WEB-1,{now},1,{SCARF},1,399.00,399.00,pick_up,JA,{member},13800000001,{now},wallet,W-1"
    (shop.place / "web").mkdir()
    write_lines(shop.place / "web" / "online_orders.csv", (ONLINE, row))
    shop.import_files(shop.place / "web")

    def known() -> bool:
        return any(order["number"] == "WEB-1" for order in tablet.ask("orders", **GUIDE))

    wait_until(known, "the shop has not heard of the web shop's order")
    return "WEB-1"


def _buys_online_far_away(shop: Shop, member: str) -> str:
    """To the door, from the warehouse: no shop has anything to do with it."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    row = f"WEB-2,{now},1,{SHIRT},1,683.50,683.50,deliver,,{member},,{now},wallet,W-2"
    write_lines(shop.place / "web" / "online_orders.csv", (ONLINE, row))
    shop.import_files(shop.place / "web")
    return "WEB-2"


def _of_month(tablet: TabletProcess) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tablet.ask("credit", month=True, **GUIDE)["entries"]
    return [entry for entry in found if entry["number"] == "commission"]


def _months_orders(tablet: TabletProcess) -> set[str]:
    return {entry["order"] for entry in _of_month(tablet)}


def _at_hq(shop: Shop, number: str) -> dict[str, Any]:
    month = f"{datetime.now(UTC).astimezone():%Y-%m}"
    out = shop.place / "credit.csv"
    kiosk("hq", "credit", "--month", month, "--out", out, "--data", shop.hq.folder)
    rows = csv.DictReader(io.StringIO(out.read_text("utf-8")))
    return {
        row["party"]: int(row["amount_minor"])
        for row in rows
        if row["order_number"] == number and row["number"] == "commission"
    }
