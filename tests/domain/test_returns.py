"""Refunds: whole cents, and all portions together exactly what was paid."""

import random

import pytest

from kiosk.domain.events import Tender, TenderKind
from kiosk.domain.returns import GoodsReturned, Grade, ReturnedLine, ReturnReason, refund_minor


def back(line_id: str = "1", minor: int = 100) -> ReturnedLine:
    return ReturnedLine(line_id, 1, minor, ReturnReason.SIZE, Grade.AS_NEW)


def test_all_portions_of_a_line_give_exactly_what_was_paid():
    rng = random.Random(4)
    for _ in range(5_000):
        paid, quantity = rng.randint(0, 1_000_000), rng.randint(1, 30)
        given = returned = 0
        while returned < quantity:
            pieces = rng.randint(1, quantity - returned)
            given += refund_minor(paid, quantity, returned, pieces)
            returned += pieces
        assert given == paid


def test_one_piece_gives_its_share_to_the_cent():
    shares = [refund_minor(1_000, 3, returned, 1) for returned in range(3)]
    assert (sum(shares), max(shares) - min(shares)) == (1_000, 1)


@pytest.mark.parametrize(
    ("lines", "tenders", "why"),
    [
        ((), (), "has lines"),
        ((back(), back()), (Tender(TenderKind.CASH, 200),), "each of them once"),
        ((back(),), (Tender(TenderKind.CASH, 99),), "sum of its lines"),
    ],
)
def test_a_return_that_does_not_add_up_is_none(lines, tenders, why):
    with pytest.raises(ValueError, match=why):
        GoodsReturned("order-1", "T-1", "JA", lines, tenders)
