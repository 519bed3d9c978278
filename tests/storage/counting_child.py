"""A process that counts and tells each piece that it has noted, until it is killed."""

from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from kiosk.domain.counting import Tally
from kiosk.ports.storage import JournalTx
from kiosk.services import counting
from kiosk.storage.tablet import TabletStorage


def count_on(folder: Path, told: Connection) -> None:
    """One more piece of one of three articles, for ever; what was sent through the pipe is durable."""
    tablet = TabletStorage.open(folder)
    if tablet.reader.counting() is None:
        tablet.journal.run(lambda tx: counting.begin(tx, ["Floor", "Window"], whole=False))
    for number in count():
        zone, sku = ("Floor", "Window")[number % 2], "ABC"[number % 3]
        seen = tablet.journal.run(partial(_one_more, zone=zone, sku=sku))
        told.send((zone, sku, seen.pieces))


def _one_more(tx: JournalTx, zone: str, sku: str) -> Tally:
    return counting.see(tx, zone, sku, lambda before: before + 1, "G-LIN")
