"""A snapshot is installed and a round of 100,000 rows applied while orders are confirmed: nobody waits for either.

Judged by order of events, not by the clock: orders begin and end between any two steps of the way down.
"""

import threading
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Self

from kiosk.ports.sync import Cursor
from kiosk.storage.tablet import TabletStorage
from tests.bench.world import (
    GEN,
    VARIANTS,
    ZONE,
    build_snapshot,
    desk_of,
    install,
    on_shelf,
    open_tablet,
    pages,
    price_round,
)
from tests.e2e.processes import wait_until

NEW_PRICE = 12_300
FEW, MANY = 3, 20


@dataclass
class Diary:
    """What began and ended, in the order in which it happened."""

    entries: list[str] = field(default_factory=list)
    _gate: threading.Lock = field(default_factory=threading.Lock)

    def note(self, entry: str) -> None:
        with self._gate:
            self.entries.append(entry)

    def orders_within(self, step: str) -> int:
        """Orders that both began and ended while the step lasted."""
        first, last = self.entries.index(f"{step} begins"), self.entries.index(f"{step} ends")
        inside = self.entries[first:last]
        return sum(f"{entry.removesuffix(' ends')} begins" in inside for entry in inside if entry.endswith(" ends"))


class Seller:
    """Confirms orders in a thread of its own until stopped; keeps each one's prices in the order of confirming."""

    def __init__(self, storage: TabletStorage, diary: Diary) -> None:
        self._desk = desk_of(storage)
        self._diary = diary
        self._stop = threading.Event()
        self.prices: list[int] = []
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="desk")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(60)
        assert not self._thread.is_alive()
        if self._error:
            raise self._error

    def _run(self) -> None:
        try:
            for number in count():
                if self._stop.is_set():
                    return
                self._diary.note(f"order {number} begins")
                self._desk.add(on_shelf(number), kind="take_now")
                self.prices.append(self._desk.place().lines[0].line.unit_price_minor)
                self._diary.note(f"order {number} ends")
        except BaseException as error:
            self._error = error


def test_orders_go_on_while_a_snapshot_is_installed_and_a_hundred_thousand_rows_come_in(tmp_path: Path) -> None:
    manifest = build_snapshot(tmp_path / "snapshot.db")
    diary = Diary()
    with open_tablet(tmp_path / "tablet", tmp_path / "snapshot.db", manifest) as storage:
        with Seller(storage, diary) as seller:
            diary.note("snapshot begins")
            install(storage, tmp_path / "snapshot.db", manifest)
            diary.note("snapshot ends")
            _apply_round(storage, diary)
            sold_before = len(seller.prices)
            wait_until(lambda: len(seller.prices) > sold_before + FEW, "nobody sells after the round")
        placed = storage.journal.position.seq - 1  # the journal's first event begins its epoch
        assert placed == len(seller.prices)
        assert storage.catalogues.price(on_shelf(0), ZONE) == NEW_PRICE
    assert diary.orders_within("snapshot") >= FEW
    assert diary.orders_within("staging") >= MANY
    assert diary.orders_within("switch") >= FEW
    assert seller.prices[-1] == NEW_PRICE
    first_new = seller.prices.index(NEW_PRICE)
    assert set(seller.prices[first_new:]) == {NEW_PRICE}, "the round became visible in part"


def _apply_round(storage: TabletStorage, diary: Diary) -> None:
    """What the sync engine does with 100,000 changed prices: pages, then all of them visible at once."""
    catalogues = storage.catalogues
    rows = price_round(NEW_PRICE, 10**6)
    diary.note("staging begins")
    catalogues.begin("catalogue", from_zero=False, announced=VARIANTS)
    for page in pages(rows):
        catalogues.stage("catalogue", page)
    diary.note("staging ends")
    diary.note("switch begins")
    assert catalogues.finish("catalogue", Cursor(GEN, 10**7), (), 1) == VARIANTS
    diary.note("switch ends")
