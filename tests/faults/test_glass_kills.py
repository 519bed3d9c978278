"""Twenty power cuts while somebody confirms orders at the glass: a number that was on the glass is kept, once."""

import random
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.e2e import books
from tests.e2e.processes import wait_until
from tests.e2e.retailer import PRICES_MINOR, TOTES, gtin_of
from tests.e2e.shop import Shop, open_shop
from tests.faults.kiosks import Zygote
from tests.faults.scale import first_seed, turns
from tests.faults.test_kills import come_back, second_tablet

KILLS = turns(20, 1_000)
SEED = first_seed(20_261_127)
MOST_ORDERS = 3  # of one life
_ORDER = """
wait page attract
scan {tag}
wait page style
click style.add
wait text bar.basket 1
click bar.basket
wait page basket
say "confirming"
click basket.confirm
wait page placed
remember NUMBER placed.number
say "shown {{NUMBER}}"
click placed.done
"""
#: Off screen there is no window manager to give hints to.
_SAID = re.compile(r"confirming$|shown \S+$|.*propagateSizeHints")


@dataclass
class Glass:
    """A tablet that is killed at its glass. `met`: how often a confirmation was under way."""

    shop: Shop
    moments: random.Random
    met: int = 0
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.log = self.shop.tablet_folder.with_suffix(".log")

    def die_often(self, times: int) -> None:
        with Zygote("glass") as zygote:
            for _ in range(times):
                self._live_and_die(zygote)
                totals = books.tablet_books(self.shop.tablet_folder).totals
                assert {number: totals.get(number) for number in self.shop.told} == self.shop.told
        assert [line for line in self._said(0) if not _SAID.match(line)] == []

    def _live_and_die(self, zygote: Zygote) -> None:
        begins = self.log.stat().st_size if self.log.exists() else 0
        glass = zygote.start(self.shop.tablet_folder, self.log, "--drive", self._script())
        shown = self.moments.randrange(MOST_ORDERS)
        wait_until(lambda: self._count("confirming", begins) > shown or glass.ended(0), "nobody comes to confirm")
        assert not glass.ended(0), self._said(begins)
        time.sleep(self.moments.uniform(0, 0.3))
        glass.kill()
        self.met += self._said(begins)[-1] == "confirming"
        for line in self._said(begins):
            if line.startswith("shown "):
                number = line.split()[1]
                assert number not in self.shop.told, f"{number} was shown twice"
                self.shop.told[number] = PRICES_MINOR["CANVAS-TOTE"]

    def _script(self) -> Path:
        path = self.shop.tablet_folder.with_suffix(".drive")
        tags = [gtin_of(sku) for sku in self.moments.sample(TOTES, MOST_ORDERS + 2)]
        path.write_text("timeout 60\n" + "".join(_ORDER.format(tag=tag) for tag in tags), "utf-8")
        return path

    def _said(self, begins: int) -> list[str]:
        return self.log.read_bytes()[begins:].decode("utf-8").splitlines()

    def _count(self, word: str, begins: int) -> int:
        return self._said(begins).count(word)


@pytest.mark.slow
def test_a_number_that_was_on_the_glass_is_kept_once_over_kills(tmp_path: Path) -> None:
    print(f"KIOSK_SEED={SEED} plays it again")
    with open_shop(tmp_path) as first, ExitStack() as ends:
        shops = first, second_tablet(first, ends)
        glasses = [Glass(shop, random.Random(SEED + number)) for number, shop in enumerate(shops)]
        with ThreadPoolExecutor(2) as pool:
            for life in [pool.submit(glass.die_often, KILLS // 2) for glass in glasses]:
                life.result()
        assert sum(glass.met for glass in glasses) >= KILLS // 4, "most kills met no confirmation: this proves nothing"
        for shop in shops:
            come_back(shop)
        assert first.hq.end() == 0
        for shop in shops:
            _audit(shop)


def _audit(shop: Shop) -> None:
    tablet = books.tablet_books(shop.tablet_folder)
    books.assert_kept(tablet, shop.told, shop.printer.slips)
    books.assert_gapless(tablet.totals)
    books.assert_same_history(tablet, books.hq_books(shop.hq.folder, books.device_of(shop.tablet_folder)))
    assert len(tablet.totals) - len(shop.told) <= KILLS // 2, "at most the one under way at each kill was not shown"
