"""200 power cuts while orders are confirmed, on tablets and at head office: no order lost, none doubled, no number
missing, and nothing acknowledged that is not there."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from drivers.virtual import VirtualPrinter
from tests.e2e import books
from tests.e2e.power import Confirming
from tests.e2e.processes import HqProcess, TabletProcess, wait_until
from tests.e2e.retailer import GUIDE, PRICES_MINOR, TOTES
from tests.e2e.shop import Shop, enrol, open_shop
from tests.faults.kiosks import ForkedHq, Zygote
from tests.faults.scale import first_seed, turns

TURNS = turns(1, 50)  # each with a new shop
KILLS, OF_HQ = 200, 20
SEED = first_seed(20_261_107)
MOST_ORDERS = 4  # of one life


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(TURNS))
def test_no_order_is_lost_doubled_or_skipped_in_two_hundred_power_cuts(tmp_path: Path, turn: int) -> None:
    print(f"KIOSK_SEED={SEED} plays it again")
    seed = SEED + 10 * turn
    with open_shop(tmp_path) as first, ExitStack() as ends:
        shops = first, second_tablet(first, ends)
        first.hq.kill()
        office = MortalOffice(first.hq.folder, first.hq.port, shops, random.Random(seed + 2))
        with ThreadPoolExecutor(3) as pool:
            lives = [pool.submit(_kill_often, shop, seed + n, office) for n, shop in enumerate(shops)]
            of_office = pool.submit(office.die_often)
            cut_off = sum(life.result() for life in lives)
            of_office.result()
        assert cut_off >= KILLS // 2, "most kills met no confirmation: this proves nothing"
        assert office.met >= OF_HQ // 2, "most lives of head office heard nothing: this proves nothing"
        first.hq = ends.enter_context(HqProcess(first.hq.folder, port=first.hq.port))
        for shop in shops:
            come_back(shop)
        assert first.hq.end() == 0
        for shop in shops:
            _audit(shop, first.hq.folder)


def second_tablet(first: Shop, ends: ExitStack) -> Shop:
    """Another till of the same shop, with a printer of its own: a kiosk to kill on each of two cores."""
    folder = enrol(first.hq, "JA", first.cable.url, first.place / "second")
    printer = VirtualPrinter()
    printer.start()
    ends.callback(printer.stop)
    (folder / "kiosk.toml").write_text(f'[printer]\nurl = "{printer.url}"\n', "utf-8")
    shop = Shop(first.place, first.hq, first.cable, printer, first.scanner, folder)
    shop.sync()
    return shop


@dataclass
class MortalOffice:
    """Head office, killed each time that so many more lives of tablets have ended. `met`: how many of its lives had
    taken something in."""

    folder: Path
    port: int
    shops: tuple[Shop, ...]
    moments: random.Random
    met: int = 0
    _deaths: int = 0
    _more: threading.Condition = field(default_factory=threading.Condition)

    def tablet_died(self) -> None:
        with self._more:
            self._deaths += 1
            self._more.notify_all()

    def die_often(self) -> None:
        log = self.folder.with_suffix(".log")
        held = self._held()
        with Zygote("hq") as zygote:
            for life in range(1, OF_HQ + 1):
                office = zygote.serve(self.folder, log, self.port)
                self._wait_for_deaths(life * (KILLS - OF_HQ) // (OF_HQ + 1))
                self._die(office)
                before, held = held, self._held()
                self.met += held != before
                assert office.complaints == []

    def _wait_for_deaths(self, many: int) -> None:
        with self._more:
            assert self._more.wait_for(lambda: self._deaths >= many, 120), "the tablets do not get on"

    def _die(self, office: ForkedHq) -> None:
        """At some moment, in one life of ten while it still starts. What tablets hold its signature for is there."""
        if self.moments.random() >= 0.1:
            office.wait_until_it_answers()
            time.sleep(self.moments.uniform(0, 0.3))
        office.kill()
        signed = {books.device_of(shop.tablet_folder): _signed(shop.tablet_folder) for shop in self.shops}
        held = self._held()
        assert all(held.get(device, 0) >= through for device, through in signed.items()), (held, signed)

    def _held(self) -> dict[str, int]:
        """By device. Fails on a gap."""
        found = books.rows(self.folder / "hq.db", "SELECT device, count(*), max(seq) FROM event GROUP BY device")
        assert all(count == last for _, count, last in found), found
        return {device: count for device, count, _ in found}


def _signed(folder: Path) -> int:
    """How many events of its journal a tablet knows at head office."""
    ((through,),) = books.rows(folder / "journal.db", "SELECT through FROM watermark")
    return int(through)


def _kill_often(shop: Shop, seed: int, office: MortalOffice) -> int:
    """Half of the tablets' kills on one tablet; how many of them met a confirmation under way."""
    moments = random.Random(seed)
    log = shop.tablet_folder.with_suffix(".log")
    met = 0
    with Zygote() as zygote:
        for _ in range((KILLS - OF_HQ) // 2):
            met += _live_and_die(zygote, shop, log, moments)
            office.tablet_died()
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


def come_back(shop: Shop) -> None:
    """One more life without a kill: everything is printed and delivered."""
    own = set(books.tablet_books(shop.tablet_folder).totals)
    with shop.tablet() as tablet:
        known = {order["number"] for order in tablet.ask("orders", limit=1_000_000)} & own
        assert known == own
        wait_until(lambda: known <= _printed(shop, tablet), "not every slip was printed")
        tablet.ask("sync")
        shop.wait_until_delivered()


def _printed(shop: Shop, tablet: TabletProcess) -> set[str]:
    """What was killed too often in the middle of its slip is printed once a guide asks for it."""
    tablet.print_set_aside(**GUIDE)
    return {number for slip in tuple(shop.printer.slips) for number in books.numbers_on(slip)}


def _audit(shop: Shop, hq_folder: Path) -> None:
    tablet = books.tablet_books(shop.tablet_folder)
    hq = books.hq_books(hq_folder, books.device_of(shop.tablet_folder))
    assert len(tablet.totals) >= len(shop.told) >= (KILLS - OF_HQ) // 2
    assert set(tablet.totals.values()) == {PRICES_MINOR["CANVAS-TOTE"]}
    books.assert_kept(tablet, shop.told, shop.printer.slips)
    books.assert_gapless(tablet.totals)
    books.assert_same_history(tablet, hq)
