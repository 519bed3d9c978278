"""Confirming an order, with nothing else going on and while a snapshot is installed and 100,000 rows come in."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from kiosk.ports.storage import Filters, Sort
from kiosk.ports.sync import Manifest
from kiosk.services.desk import Desk
from kiosk.storage.tablet import TabletStorage
from tests.bench.measure import Figure, rate, repeat, timed, times
from tests.bench.world import (
    VARIANTS,
    apply_round,
    desk_of,
    gtin14,
    install,
    on_shelf,
    price_round,
    style_id,
)
from tests.domain.test_ticket import sold_and_returned

IDLE_ORDERS = 400
ROUNDS = 3
CONFIRM_LIMIT_MS = 10.0
GUI_LIMIT_MS = 4.0
FACETS_LIMIT_MS = 20.0
RETURNED_LIMIT_MS = 4.0
RAW_BYTES = 6_000  # about what one order with its slip writes


class RawCommits:
    """What this disk can do: one insert, one commit, `synchronous=FULL`, nothing around it."""

    def __init__(self, path: Path) -> None:
        self._conn = sqlite3.connect(path, isolation_level=None)
        self._conn.execute("PRAGMA journal_mode = WAL")
        self._conn.execute("PRAGMA synchronous = FULL")
        self._conn.execute("PRAGMA wal_autocheckpoint = 0")
        self._conn.execute("CREATE TABLE raw (id INTEGER PRIMARY KEY, content BLOB)")

    def __call__(self) -> None:
        self._conn.execute("BEGIN IMMEDIATE")
        self._conn.execute("INSERT INTO raw (content) VALUES (zeroblob(?))", (RAW_BYTES,))
        self._conn.execute("COMMIT")

    def close(self) -> None:
        self._conn.close()


class Till:
    """Confirms orders of three lines; each order takes the next three variants of the shelf."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._next = 0

    def confirm(self) -> float:
        """Seconds from the touch on "confirm" to the number that may be shown."""
        for _ in range(3):
            self._desk.add(on_shelf(self._next), kind="take_now")
            self._next += 1
        return timed(self._desk.place)


def confirming(storage: TabletStorage, folder: Path, snapshot: Path, manifest: Manifest) -> Iterator[Figure]:
    till = Till(desk_of(storage))
    with closing(RawCommits(folder / "raw-idle.db")) as raw:
        pairs = [(timed(raw), till.confirm()) for _ in range(IDLE_ORDERS)]
    yield times("raw commit, fsynced, idle", [pair[0] for pair in pairs])
    yield times("confirm 3 lines, idle", [pair[1] for pair in pairs], limit_ms=CONFIRM_LIMIT_MS)
    with closing(RawCommits(folder / "raw-busy.db")) as raw, busy(storage, snapshot, manifest) as (ended, seconds):
        pairs = []
        while not ended.is_set():
            pairs.append((timed(raw), till.confirm()))
    yield times("raw commit, fsynced, busy", [pair[0] for pair in pairs])
    yield times("confirm 3 lines, busy", [pair[1] for pair in pairs], limit_ms=CONFIRM_LIMIT_MS)
    yield rate("orders confirmed meanwhile", len(pairs), sum(seconds), "orders")
    yield rate("rounds of 100,000 rows meanwhile", ROUNDS * VARIANTS, sum(seconds[1:]), "rows")


@contextmanager
def busy(storage: TabletStorage, snapshot: Path, manifest: Manifest) -> Iterator[tuple[threading.Event, list[float]]]:
    """Installs the snapshot again, then applies the round, in a thread of its own. Seconds of each at the end."""
    ended = threading.Event()
    seconds: list[float] = []
    rounds = [list(price_round(12_300 + number, 10**6)) for number in range(ROUNDS)]  # made before anybody is timed

    def work() -> None:
        try:
            seconds.append(timed(lambda: install(storage, snapshot, manifest)))
            seconds.extend(timed(partial(apply_round, storage.catalogues, "catalogue", rows)) for rows in rounds)
        finally:
            ended.set()

    thread = threading.Thread(target=work, name="sync")
    thread.start()
    try:
        yield ended, seconds
    finally:
        thread.join()
    assert len(seconds) == 1 + ROUNDS, "the snapshot or a round failed"


def looking(storage: TabletStorage) -> Iterator[Figure]:
    """What the glass waits for: a scan with its style page, a search."""
    desk = desk_of(storage)
    numbers = [number * 7_919 % VARIANTS for number in range(2_000)]
    scans = repeat(lambda n: desk.scan(gtin14(numbers[n])), len(numbers))
    yield times("scan a GTIN to its style page", scans, limit_ms=GUI_LIMIT_MS)
    catalogue = storage.catalogues
    lookups = repeat(lambda n: catalogue.variant_by_gtin(gtin14(numbers[n])), len(numbers))
    yield times("look up a GTIN", lookups, limit_ms=GUI_LIMIT_MS)
    returned = repeat(sold_and_returned, 2_000)
    yield times("an order and its returns, from facts to figures", returned, limit_ms=RETURNED_LIMIT_MS)
    pages = repeat(lambda n: desk.style(style_id(numbers[n] // 20)), 1_000)
    yield times("style page with 20 variants", pages, limit_ms=GUI_LIMIT_MS)
    words = ("亚麻", "衬衫", "linen", "silk sc", "大衣", "wool coat 12", "牛仔裤", "cot", "yj0", "连衣", "")
    searches = repeat(lambda n: catalogue.search(words[n % len(words)], "CN"), 1_000)
    yield times("search", searches, limit_ms=GUI_LIMIT_MS)
    # Off the GUI thread, while the first cards are shown already.
    choices = [
        Filters(colours, sizes, low, None, here_now=here)
        for colours, sizes in ((("blue",), ()), ((), ("M", "L")), (("red", "pink"), ("S",)), ((), ()))
        for low, here in ((None, False), (19_900, False), (None, True))
    ]
    counts = repeat(lambda n: catalogue.facets(words[n % len(words)], "CN", filters=choices[n % 12]), 1_000)
    yield times("count every choice of a list", counts, limit_ms=FACETS_LIMIT_MS)
    sorts = tuple(Sort)
    narrowed = repeat(
        lambda n: catalogue.search(words[n % len(words)], "CN", filters=choices[n % 12], sort=sorts[n % 3]), 1_000
    )
    yield times("search narrowed and sorted", narrowed, limit_ms=FACETS_LIMIT_MS)
