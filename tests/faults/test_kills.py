"""200 power cuts while orders are confirmed: no order lost, none doubled, no number missing."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from drivers.virtual import VirtualPrinter
from tests.e2e import books
from tests.e2e.power import Confirming
from tests.e2e.processes import TabletProcess, wait_until
from tests.e2e.retailer import GUIDE, PRICES_MINOR, TOTES
from tests.e2e.shop import Shop, enrol, open_shop
from tests.faults.kiosks import Zygote

KILLS = 200
SEED = 20_261_107
MOST_ORDERS = 4  # of one life


@pytest.mark.slow
def test_no_order_is_lost_doubled_or_skipped_in_two_hundred_power_cuts(tmp_path: Path) -> None:
    with open_shop(tmp_path) as first, ExitStack() as ends:
        second = _second_tablet(first, ends)
        first.cable.cut()
        with ThreadPoolExecutor(2) as pool:
            lives = [pool.submit(_kill_often, shop, SEED + n) for n, shop in enumerate((first, second))]
            cut_off = sum(life.result() for life in lives)
        assert cut_off >= KILLS // 2, "most kills met no confirmation: this proves nothing"
        first.cable.heal()
        for shop in (first, second):
            _come_back(shop)
        assert first.hq.end() == 0
        for shop in (first, second):
            _audit(shop)


def _second_tablet(first: Shop, ends: ExitStack) -> Shop:
    """Another till of the same shop, with a printer of its own: a kiosk to kill on each of two cores."""
    folder = enrol(first.hq, "JA", first.cable.url, first.place / "second")
    printer = VirtualPrinter()
    printer.start()
    ends.callback(printer.stop)
    (folder / "kiosk.toml").write_text(f'[printer]\nurl = "{printer.url}"\n', "utf-8")
    shop = Shop(first.place, first.hq, first.cable, printer, first.scanner, folder)
    shop.sync()
    return shop


def _kill_often(shop: Shop, seed: int) -> int:
    """Half of all kills on one tablet; how many of them met a confirmation under way."""
    moments = random.Random(seed)
    log = shop.tablet_folder.with_suffix(".log")
    with Zygote() as zygote:
        met = sum(_live_and_die(zygote, shop, log, moments) for _ in range(KILLS // 2))
    said = [line for line in log.read_text("utf-8").splitlines() if not line.startswith("kiosk runs on")]
    assert said == []
    return met


def _live_and_die(zygote: Zygote, shop: Shop, log: Path, moments: random.Random) -> bool:
    """One life in ten ends while the kiosk still starts; the others at some moment of their orders."""
    kiosk = zygote.start(shop.tablet_folder, log)
    if moments.random() < 0.1:
        wait_until(lambda: (shop.tablet_folder / "kiosk.lock").stat().st_size, "it does not even start")
        kiosk.kill()
        return False
    kiosk.wait_until_it_answers()
    shopper = Confirming(kiosk, moments.sample(TOTES, len(TOTES)), shop.told)
    shopper.kill_after(moments.randrange(MOST_ORDERS), moments.uniform(0, 1.2))
    return shopper.cut_off


def _come_back(shop: Shop) -> None:
    """One more life without a kill: everything is printed and delivered."""
    with shop.tablet() as tablet:
        known = {order["number"] for order in tablet.ask("orders", limit=1_000_000)}
        wait_until(lambda: known <= _printed(shop, tablet), "not every slip was printed")
        tablet.ask("sync")
        shop.wait_until_delivered()


def _printed(shop: Shop, tablet: TabletProcess) -> set[str]:
    """What was killed too often in the middle of its slip is printed once a guide asks for it."""
    tablet.print_set_aside(**GUIDE)
    return {number for slip in tuple(shop.printer.slips) for number in books.numbers_on(slip)}


def _audit(shop: Shop) -> None:
    tablet = books.tablet_books(shop.tablet_folder)
    hq = books.hq_books(shop.hq.folder, books.device_of(shop.tablet_folder))
    assert len(tablet.totals) >= len(shop.told) >= KILLS // 2
    assert set(tablet.totals.values()) == {PRICES_MINOR["CANVAS-TOTE"]}
    books.assert_kept(tablet, shop.told, shop.printer.slips)
    books.assert_gapless(tablet.totals)
    books.assert_same_history(tablet, hq)
