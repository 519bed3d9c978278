"""Goods that go to another location of ours, and what becomes of a box that is not what its papers say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kiosk.domain.catalogue import Location
from kiosk.domain.codes import transfer_mark
from kiosk.domain.events import MAX_PIECES
from kiosk.domain.in_transit import Transfer, settled
from kiosk.domain.transfers import GoodsSent, SentLine, Settlement, TransferClosed, unknown_codes
from kiosk.errors import InputError, RuleError
from kiosk.ports.storage import JournalTx
from kiosk.services.slip_parts import Paper
from kiosk.services.transfer_slip import Named, transfer_slips

LONGEST_NOTE = 60
MOST_ARTICLES = 400  # in one box: an event and its paper have an end


@dataclass(frozen=True, slots=True)
class Sending:
    """What is packed: SKU → pieces, for whom. `names`: what the slip calls the articles. `unknown`: codes scanned with
    them that are no article."""

    to: Location
    pieces: Mapping[str, int]
    note: str = ""
    names: Mapping[str, Named] = field(default_factory=dict)
    unknown: Sequence[str] = ()


def send_goods(tx: JournalTx, here: Location, sending: Sending, paper: Paper, actor: str) -> GoodsSent:
    """The box leaves this shelf and is in transit until the other end has received it. Its slip prints twice: one goes
    into the box."""
    _check(here, sending)
    lines = tuple(SentLine(sku, quantity) for sku, quantity in sorted(sending.pieces.items()))
    mark, number = transfer_mark(tx.random_digits(15)), tx.next_number("transfer")
    note, unknown = sending.note.strip()[:LONGEST_NOTE], unknown_codes(sending.unknown)
    sent = GoodsSent(mark, here.id, sending.to.id, number, lines, note, unknown)
    tx.append(sent, actor)
    for slip in transfer_slips(sent, sending.names, sending.to, paper):
        tx.enqueue(slip)
    return sent


def _check(here: Location, sending: Sending) -> None:
    if not sending.pieces:
        raise InputError("A box that is sent has at least one piece.")
    if len(sending.pieces) > MOST_ARTICLES:
        raise InputError(f"One box has at most {MOST_ARTICLES} articles. Send the rest in another one.")
    if not all(1 <= quantity <= MAX_PIECES for quantity in sending.pieces.values()):
        raise InputError(f"Sent quantities are 1 to {MAX_PIECES:,}.")
    if sending.to.id == here.id:
        raise InputError("A box does not go to the shop it leaves.")


def known_transfer(tx: JournalTx, transfer_id: str) -> Transfer:
    """Raises RuleError when this tablet has not heard of it."""
    facts = tx.transfer(transfer_id)
    if facts is None:
        raise RuleError("This transfer is not known on this tablet yet. Sync, then try again.")
    return settled(facts)


def close_transfer(
    tx: JournalTx, here: Location, transfer_id: str, settlement: Settlement, reason: str, actor: str
) -> Transfer:
    """A manager says where the goods are after all of which the papers do not agree, and why."""
    transfer = known_transfer(tx, transfer_id)
    if not reason.strip():
        raise RuleError("A reason is needed to settle a difference.")
    if not transfer.sender and settlement is Settlement.AT_SENDER:
        raise RuleError("Nobody knows yet who sent this box. Sync, then try again.")
    lines = transfer.to_settle(settlement)
    if not lines:
        raise RuleError("Nothing of this transfer is left to be settled this way.")
    ends = (transfer.sender, transfer.receiver)
    tx.append(TransferClosed(transfer_id, here.id, *ends, settlement, lines, reason.strip()[:200]), actor)
    return known_transfer(tx, transfer_id)
