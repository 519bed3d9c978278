"""Calling shoppers back about what could not be had: a call that told them closes the task, one in vain does not."""

from kiosk.domain.calls import CallTried, TriedOutcome
from kiosk.domain.events import CallBackMade
from kiosk.domain.waiting import address_calls, call_backs
from kiosk.errors import RuleError
from kiosk.ports.storage import JournalTx
from kiosk.services.checkout import order_now


def call_back(tx: JournalTx, order_id: str, line_ids: tuple[str, ...], outcome: str, actor: str) -> None:
    """Close the call-back task of refused lines with what came of it."""
    if not outcome.strip():
        raise RuleError("Say what came of the call.")
    _check_waiting(tx, order_id, line_ids)
    tx.append(CallBackMade(order_id, line_ids, outcome.strip()[:200]), actor)


def call_tried(
    tx: JournalTx, order_id: str, line_ids: tuple[str, ...], outcome: TriedOutcome, again_ms: int, actor: str
) -> None:
    """Nobody was told. `again_ms`: when to ring again, 0 when that is open; a moment that has passed is open, too."""
    _check_waiting(tx, order_id, line_ids)
    tx.append(CallTried(order_id, line_ids, outcome, again_ms if again_ms > tx.now_ms else 0), actor)


def _check_waiting(tx: JournalTx, order_id: str, line_ids: tuple[str, ...]) -> None:
    order_now(tx, order_id)
    facts = tx.order(order_id)
    waiting = {*call_backs(facts), *address_calls(facts)} if facts else set()
    if not line_ids or not set(line_ids) <= waiting:
        raise RuleError("Nobody waits for a call about these lines: it was made, or is no longer needed.")
