"""A process that confirms orders until it is killed, and says each number once it may be shown."""

from multiprocessing.connection import Connection
from pathlib import Path

from kiosk.ports.devices import Slip
from kiosk.ports.storage import JournalTx
from kiosk.storage.tablet import TabletStorage
from tests.storage.tablets import placed


def confirm(tx: JournalTx) -> str:
    order_id, number = tx.new_id(), tx.next_number("order")
    contact = tx.keep_blob(b'{"phone":"13800000000","for":"' + order_id.encode() + b'"}')
    tx.append(placed(order_id, number, code=contact), "shopper")
    tx.enqueue(Slip("order_slip", number, ()))
    return number


def sell(folder: Path, shown: Connection) -> None:
    tablet = TabletStorage.open(folder)
    while True:
        shown.send(tablet.journal.run(confirm))
