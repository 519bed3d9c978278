"""What shoppers asked for and did not find."""

from kiosk.domain.visits import NothingFound
from kiosk.ports.storage import JournalTx


def note_nothing_found(tx: JournalTx, shop: str, text: str, filtered: int) -> None:
    tx.append(NothingFound(shop, text, filtered), "shopper")
