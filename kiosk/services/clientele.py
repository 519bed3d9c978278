"""What is recorded of members beyond their cards; each is one unit of work."""

from kiosk.domain.clientele import ContactMade, ContactOutcome, StyleLookedAt, WishAdded, WishRemoved
from kiosk.ports.storage import JournalTx


def add_wish(tx: JournalTx, member_id: str, shop: str, style: str, sku: str, actor: str) -> None:
    tx.append(WishAdded(member_id, shop, style, sku), actor)


def remove_wish(tx: JournalTx, member_id: str, shop: str, style: str, actor: str) -> None:
    tx.append(WishRemoved(member_id, shop, style), actor)


def note_look(tx: JournalTx, member_id: str, shop: str, style: str) -> None:
    tx.append(StyleLookedAt(member_id, shop, style), "shopper")


def note_contact(
    tx: JournalTx, member_id: str, shop: str, contact: str, outcome: ContactOutcome, actor: str
) -> None:  # fmt: skip
    tx.append(ContactMade(member_id, shop, contact, outcome), actor)
