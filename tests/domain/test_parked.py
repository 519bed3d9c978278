"""A basket put aside: its code, its day, and what has changed since."""

from datetime import UTC, datetime

import pytest

from kiosk.domain.basket import Basket, BasketLine, Offer, add
from kiosk.domain.codes import Code, CodeKind, parked_mark, recognise
from kiosk.domain.events import Fulfilment, Promise
from kiosk.domain.parked import ChangeKind, changes_of, end_of_day, parked_lines
from tests.fakes import retailer

HERE = next(location for location in retailer.LOCATIONS if location.id == "JA")
NOW = Offer(Fulfilment.TAKE_NOW, Promise(0, 0, "JA", "JA"), 3)
HOME = Offer(Fulfilment.DELIVER, Promise(0, 0, "WH", "door"), 9)


def in_basket(quantity: int = 2, offer: Offer = NOW, price_minor: int = 39_900) -> Basket:
    line = BasketLine(retailer.variant(retailer.SHIRT_M), "亚麻衬衫", "Linen shirt", quantity, price_minor, offer)
    return add(Basket(member="m-1", member_name="陈"), line)


def ms(day: int, hour: int, minute: int) -> int:
    return int(datetime(2026, 11, day, hour, minute, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize("code", ["0000", "4827", "9999"])
def test_the_mark_on_the_slip_is_read_back(code):
    assert recognise(parked_mark(code)) == recognise(f" {parked_mark(code).lower()}\n") == Code(CodeKind.PARKED, code)


def test_a_retailers_sku_that_looks_alike_stays_a_sku():
    mark = parked_mark("4827")
    wrong = mark[:-1] + str((int(mark[-1]) + 1) % 10)
    assert recognise(wrong).kind is CodeKind.SKU


@pytest.mark.parametrize("code", ["", "482", "48271", "48a7", "４８２７"])
def test_a_mark_has_four_digits(code):
    with pytest.raises(ValueError, match="four digits"):
        parked_mark(code)


def test_the_day_ends_at_midnight_on_the_shops_clock():
    assert HERE.timezone == "Asia/Shanghai"
    assert end_of_day(ms(25, 15, 59), HERE) == ms(25, 16, 0)
    assert end_of_day(ms(25, 16, 0), HERE) == ms(26, 16, 0)


def test_what_is_kept_says_nothing_of_whose_it_was():
    (line,) = parked_lines(in_basket())
    assert (line.sku, line.quantity, line.fulfilment, line.source) == (retailer.SHIRT_M, 2, Fulfilment.TAKE_NOW, "JA")
    assert "m-1" not in repr(line)
    assert "陈" not in repr(line)


@pytest.mark.parametrize(
    ("after", "kinds"),
    [
        (in_basket(), ()),
        (Basket(), (ChangeKind.GONE,)),
        (in_basket(1), (ChangeKind.FEWER,)),
        (in_basket(2, HOME), (ChangeKind.OTHER_WAY,)),
        (in_basket(2, NOW, 35_900), (ChangeKind.PRICE,)),
        (in_basket(1, HOME, 45_900), (ChangeKind.FEWER, ChangeKind.OTHER_WAY, ChangeKind.PRICE)),
    ],
)
def test_what_changed_is_told_and_nothing_else(after, kinds):
    (line,) = parked_lines(in_basket())
    assert tuple(change.kind for change in changes_of(line, Basket(), after)) == kinds


def test_what_lay_in_the_basket_before_is_not_taken_for_what_came_back():
    (line,) = parked_lines(in_basket(1))
    before = in_basket(2)
    assert changes_of(line, before, before)[0].kind is ChangeKind.GONE
    assert changes_of(line, before, in_basket(3)) == ()
