"""200 power cuts while orders are confirmed: no order lost, none doubled, no number missing."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from drivers.escpos_ops import DecodedSlip
from tests.e2e import books
from tests.e2e.power import Confirming
from tests.e2e.processes import TabletProcess, wait_until
from tests.e2e.retailer import PRICES_MINOR
from tests.e2e.shop import Shop, enrol, open_shop

KILLS = 200
SEED = 20_261_107
LONGEST_LIFE_S = 0.08  # from ready to the kill; a confirmation takes some milliseconds of it
LINE = "CANVAS-TOTE/SAND/ONE"


@pytest.mark.slow
def test_no_order_is_lost_doubled_or_skipped_in_two_hundred_power_cuts(tmp_path: Path) -> None:
    with open_shop(tmp_path) as first:
        second = _second_tablet(first)
        first.cable.cut()
        with ThreadPoolExecutor(2) as pool:
            lives = [pool.submit(_kill_often, shop, SEED + n) for n, shop in enumerate((first, second))]
            cut_off = sum(life.result() for life in lives)
        assert cut_off >= KILLS // 4, "most kills met no confirmation: this proves nothing"
        first.cable.heal()
        for shop in (first, second):
            _come_back(shop)
        assert first.hq.end() == 0
        for shop in (first, second):
            _audit(shop)


def _second_tablet(first: Shop) -> Shop:
    """Another till of the same shop, with a printer of its own: a kill on each of two cores."""
    folder = enrol(first.hq, "JA", first.cable.url, first.place / "second")
    from drivers.virtual import VirtualPrinter

    printer = VirtualPrinter()
    printer.start()
    (folder / "kiosk.toml").write_text(f'[printer]\nurl = "{printer.url}"\n', "utf-8")
    shop = Shop(first.place, first.hq, first.cable, printer, first.scanner, folder)
    shop.sync()
    return shop


def _kill_often(shop: Shop, seed: int) -> int:
    """Half of all kills on one tablet; how many of them met a confirmation under way."""
    random_moments = random.Random(seed)
    return sum(_live_and_die(shop, random_moments) for _ in range(KILLS // 2))


def _live_and_die(shop: Shop, moments: random.Random) -> bool:
    tablet = TabletProcess(shop.tablet_folder)
    shopper = Confirming(tablet, (LINE,), shop.told)
    shopper.kill(when=lambda: time.sleep(moments.uniform(0, LONGEST_LIFE_S)))
    assert not tablet.surprises(), tablet.surprises()
    return shopper.cut_off


def _come_back(shop: Shop) -> None:
    """One more life without a kill: everything is printed and delivered."""
    with shop.tablet() as tablet:
        known = {order["number"] for order in tablet.ask("orders", limit=1_000_000)}
        wait_until(lambda: known <= _printed(shop), "not every slip was printed")
        shop.wait_until_delivered()


def _printed(shop: Shop) -> set[str]:
    return {number for slip in tuple(shop.printer.slips) for number in books.numbers_on(slip)}


def _audit(shop: Shop) -> None:
    tablet = books.tablet_books(shop.tablet_folder)
    hq = books.hq_books(shop.hq.folder, books.device_of(shop.tablet_folder))
    slips: list[DecodedSlip] = shop.printer.slips
    assert len(tablet.totals) >= len(shop.told) > KILLS // 2
    assert set(tablet.totals.values()) == {PRICES_MINOR["CANVAS-TOTE"]}
    books.assert_kept(tablet, shop.told, slips)
    books.assert_gapless(tablet.totals)
    books.assert_same_history(tablet, hq)
