"""One day in a shop, in real processes: sold, paid, cut off, killed, handed over, refused, and the books agree."""

import random
from collections import Counter
from pathlib import Path

import pytest

from kiosk.errors import RuleError
from tests.e2e import books
from tests.e2e.power import Confirming
from tests.e2e.processes import TabletProcess, kiosk, wait_until
from tests.e2e.retailer import GUIDE, MANAGER, PHONE, PRICES_MINOR, STOCK, gtin_of
from tests.e2e.shop import Shop, enrol, open_shop, requested

SHIRT_M, SHIRT_L = "LINEN-SHIRT/INDIGO/M", "LINEN-SHIRT/INDIGO/L"
SCARF, COAT, TOTE = "SILK-SCARF/ROSE/ONE", "WOOL-COAT/CAMEL/S", "CANVAS-TOTE/SAND/ONE"
KILLS = 3


@pytest.mark.slow
def test_a_day_with_cut_lines_and_power_cuts_ends_with_equal_books(tmp_path: Path) -> None:
    with open_shop(tmp_path) as shop:
        dealer = enrol(shop.hq, "JB", f"http://127.0.0.1:{shop.hq.port}", tmp_path / "dealer")
        with shop.tablet() as tablet:
            morning = _sell_by_scans(shop, tablet)
            _pay(tablet, morning, cash="1100")
            shop.wait_until_delivered()
            shop.cable.cut()
            last_coat = shop.sell(tablet, *requested(COAT), TOTE, phone=PHONE)
            from_warehouse = shop.sell(tablet, *requested(SHIRT_M), phone=PHONE)
            assert [line["status"] for line in from_warehouse["lines"]] == ["requested"]
            _dealer_takes_the_last(dealer)
        _three_power_cuts(shop)
        with shop.tablet() as tablet:
            _hand_over_once(shop, tablet, morning)
            _pay(tablet, last_coat["number"], reference="T-20261107-1")
            _shelf_work(tablet)
            shop.cable.heal()
            shop.wait_until_delivered()
            _hear_from_hq(tablet, last_coat["number"], from_warehouse["number"])
            _everything_is_printed(shop, tablet)
            shop.wait_until_delivered()
            tablet.ask("sync")
        assert shop.hq.end() == 0
        _audit(shop)


def _sell_by_scans(shop: Shop, tablet: TabletProcess) -> str:
    """A shirt and a scarf scanned at the open desk, garbage between them; the order's number."""
    shop.scanner.wait_for_listener()
    for code in (gtin_of(SHIRT_M), "no code of ours at all", gtin_of(SCARF)):
        shop.scanner.scan(code)
    wait_until(lambda: tablet.desk()["pieces"] == 2, "two scans are not in the basket")
    number: str = tablet.desk(place="")["number"]
    shop.told[number] = PRICES_MINOR["LINEN-SHIRT"] + PRICES_MINOR["SILK-SCARF"]
    return number


def _pay(tablet: TabletProcess, number: str, **how: str) -> None:
    paid = tablet.ask("pay", number=number, **GUIDE, **how)
    assert paid["due_minor"] == 0
    assert len(paid["receipts"]) == 1


def _dealer_takes_the_last(dealer: Path) -> None:
    """Another shop, on line, requests the coat that ours has just requested off line; from a terminal."""
    kiosk("sync", "--once", "--data", dealer)
    kiosk("order", "place", f"{COAT}:bring_here:WH", "--phone", PHONE, "--data", dealer)
    kiosk("sync", "--once", "--data", dealer)


def _three_power_cuts(shop: Shop) -> None:
    moments = random.Random(7)
    for _ in range(KILLS):
        tablet = TabletProcess(shop.tablet_folder)
        shopper = Confirming(tablet, (TOTE, SHIRT_L), shop.told)
        shopper.kill_after(1, moments.random())
        assert not tablet.surprises(), tablet.surprises()


def _hand_over_once(shop: Shop, tablet: TabletProcess, number: str) -> None:
    """By the pick-up code, scanned twice: the second scan says when and by whom."""
    (code,) = tablet.ask("status", number=number)["pick_up_codes"].values()
    shop.scanner.wait_for_listener()
    shop.scanner.scan(GUIDE["badge"])
    wait_until(lambda: tablet.desk()["screen"] == "pin", "the badge was not taken")
    assert tablet.desk(pin=GUIDE["pin"])["staff"] == "S-LIN"
    shop.scanner.scan(f"P-{code}")
    wait_until(lambda: tablet.ask("status", number=number)["status"] == "completed", "not handed over")
    shop.scanner.scan(f"P-{code}")
    with pytest.raises(RuleError) as refused:
        tablet.desk(scan=f"P-{code}")
    assert refused.value.code == "already_handed_over"
    with pytest.raises(RuleError, match=r"Already handed over\. On \d{4}-\d\d-\d\d \d\d:\d\d by 林梅"):
        tablet.ask("hand-over", code=number, **GUIDE)


def _shelf_work(tablet: TabletProcess) -> None:
    assert tablet.ask("receive", document="DN-1", lines=[f"{SCARF}*3"], source="WH", **GUIDE)["pieces"] == 3
    counted = tablet.ask("count", lines=[f"{SHIRT_L}*2"], **MANAGER)["differences"]
    assert counted[SHIRT_L] < 0


def _hear_from_hq(tablet: TabletProcess, refused: str, confirmed: str) -> None:
    """The dealer was first: our coat is refused and becomes a call-back; the shirt from the warehouse is confirmed."""

    def statuses(number: str) -> list[str]:
        return [line["status"] for line in tablet.ask("status", number=number)["lines"]]

    wait_until(lambda: statuses(refused) == ["refused", "confirmed"], "HQ's refusal has not come")
    wait_until(lambda: statuses(confirmed) == ["confirmed"], "HQ's word has not come")
    wait_until(lambda: tablet.ask("call-backs", **GUIDE), "no call-back")
    assert [task["number"] for task in tablet.ask("call-backs", **GUIDE)] == [refused]
    tablet.ask("call-back", number=refused, outcome="takes the money back", **GUIDE)


def _everything_is_printed(shop: Shop, tablet: TabletProcess) -> None:
    known = {order["number"] for order in tablet.ask("orders", limit=1_000)}

    def printed() -> set[str]:
        tablet.print_set_aside(**GUIDE)
        return {number for slip in tuple(shop.printer.slips) for number in books.numbers_on(slip)}

    wait_until(lambda: known <= printed(), "not every slip was printed")


def _audit(shop: Shop) -> None:
    tablet = books.tablet_books(shop.tablet_folder)
    hq = books.hq_books(shop.hq.folder, books.device_of(shop.tablet_folder))
    books.assert_kept(tablet, shop.told, shop.printer.slips)
    books.assert_same_history(tablet, hq)
    books.assert_gapless(tablet.totals)
    books.assert_gapless(tablet.receipts)
    books.assert_handed_over_once(tablet)
    assert len(tablet.receipts) == 2
    assert len(shop.told) >= 3 + KILLS
    _stock_is_conserved(tablet, hq)


def _stock_is_conserved(tablet: books.Books, hq: books.Books) -> None:
    """On hand = what was counted at the opening + what the facts moved, at both ends, in every place."""
    moved = books.moved(tablet, "JA")
    assert moved[("JA", SHIRT_M)] == -1
    assert moved[("JA", SCARF)] == 3 - 1
    expected = Counter(STOCK) + Counter()
    for place, change in moved.items():
        expected[place] += change
    assert {place: pieces for place, pieces in hq.on_hand.items() if pieces} == {
        place: pieces for place, pieces in expected.items() if pieces
    }
    ours = {place: pieces for place, pieces in hq.on_hand.items() if place[0] == "JA"}
    assert tablet.on_hand == ours
