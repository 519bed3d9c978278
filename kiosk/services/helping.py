"""A guide is called to the tablet, and comes."""

from kiosk.domain.events import GuideAnswered, GuideCallCancelled, GuideCalled
from kiosk.ports.storage import GuideCall, JournalTx


def call_guide(tx: JournalTx, shop: str, page: str, style: str) -> GuideCall:
    """Note the call. Who has called already goes on waiting for the same guide."""
    waiting = tx.guide_call()
    if waiting is not None:
        return waiting
    called = GuideCalled(tx.new_id(), shop, page, style)
    tx.append(called, "shopper")
    return GuideCall(called, tx.now_ms)


def cancel_call(tx: JournalTx, reason: str) -> None:
    """Nobody needs to come any more; without a call nothing happens."""
    waiting = tx.guide_call()
    if waiting is not None:
        tx.append(GuideCallCancelled(waiting.called.call_id, reason), "shopper" if reason == "shopper" else "device")


def answer_call(tx: JournalTx, staff_id: str) -> GuideCall | None:
    """A guide is here; the call that is answered with it, None when nobody called."""
    waiting = tx.guide_call()
    if waiting is not None:
        tx.append(GuideAnswered(waiting.called.call_id), staff_id)
    return waiting
