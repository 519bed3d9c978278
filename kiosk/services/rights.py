"""Rights to scarce goods that head office wants back."""

from kiosk.domain.rights import ReturnedRight, RightsReturned
from kiosk.ports.storage import Journal, JournalTx

_AT_ONCE = 200


def return_rights(journal: Journal) -> int:
    """Answer what head office asked: give back what was not spent of rights whose lease is over. Returns how many.

    What is told follows all orders that spent them in the journal, so head office knows those first."""
    return journal.run(_returned)


def _returned(tx: JournalTx) -> int:
    asked = tx.rights_asked_back()[:_AT_ONCE]
    if asked:
        tx.append(RightsReturned(tuple(ReturnedRight(right.right_id, right.spent) for right in asked)), actor="device")
    return len(asked)
