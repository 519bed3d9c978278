"""Paper: what stands on it in either language, and that it follows the shopper and not the guide."""

import pytest

from kiosk.domain.codes import CodeKind, recognise
from kiosk.domain.events import Outcome
from kiosk.domain.order import OrderView
from kiosk.ports.devices import PartKind, Slip
from kiosk.services.receipts import order_slip
from tests.domain.histories import Scribe
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet, words


@pytest.fixture
def tablet() -> MemoryTablet:
    return memory_tablet()


def _barcodes(slip: Slip) -> list[str]:
    return [part.text for part in slip.parts if part.kind is PartKind.BARCODE]


def _big_order(tablet: MemoryTablet) -> OrderView:
    """A line of every kind."""
    tablet.desk.add(retailer.SHIRT_M, 2)
    tablet.desk.add(retailer.SHIRT_M, kind="pick_up")
    tablet.desk.add(retailer.SHIRT_L, kind="bring_here", source="XH")
    tablet.desk.add(retailer.COAT_S, kind="deliver")
    return tablet.desk.place(retailer.PHONE)


ON_A_SLIP = {
    "zh": [
        "静安店",
        "订单",
        "亚麻衬衫",
        "靛蓝 M × 2",
        "现在带走",
        "徐汇店取",
        "从徐汇店调货",
        "云仓发货",
        "已申请",
        "已确认",
    ],
    "en": ["Jing'an", "Order", "Linen shirt", "Indigo M × 2", "Take now", "Pick up at Xuhui", "Brought from Xuhui"],
}
MORE_ON_IT = {
    "zh": ["靛蓝 M × 2 | ¥798.00", "取货码 · 徐汇店", "应付 | ¥3,195.00", "明天 14:00", "联系电话 ****0000"],
    "en": [
        "Indigo M × 2 | ¥798.00",
        "Pick-up code · Xuhui",
        "Ships from Cloud warehouse",
        "Requested",
        "Confirmed",
        "To pay | ¥3,195.00",
        "tomorrow 14:00",
        "****0000",
    ],
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_order_slip_says_what_when_where_and_how_much(tablet, language):
    tablet.desk.set_language(language)
    order = _big_order(tablet)
    text = words(tablet.slips[0])
    for sentence in [*ON_A_SLIP[language], *MORE_ON_IT[language], order.placed.number]:
        assert sentence in text
    assert "{" not in text


def test_bar_codes_on_a_slip_are_its_number_and_a_code_for_every_place(tablet):
    order = _big_order(tablet)
    codes = order.placed.pick_up_codes
    assert _barcodes(tablet.slips[0]) == [f"P-{codes['JA']}", f"P-{codes['XH']}", order.placed.number]
    kinds = [recognise(text).kind for text in _barcodes(tablet.slips[0])]
    assert kinds == [CodeKind.PICK_UP, CodeKind.PICK_UP, CodeKind.ORDER]
    digits = codes["JA"]
    assert f"{digits[:4]} {digits[4:]}" in words(tablet.slips[0])


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "zh",
            ["收据", "合计 | ¥798.00", "现金 | ¥798.00", "收到 | ¥1,000.00", "找零 | ¥202.00", "导购 LIN1", "谢谢光临"],
        ),
        (
            "en",
            ["Receipt", "Total | ¥798.00", "Cash | ¥798.00", "Received | ¥1,000.00", "Change | ¥202.00", "Guide LIN1"],
        ),
    ],
)
def test_a_receipt_says_what_was_paid_and_how(tablet, language, expected):
    tablet.desk.set_language(language)
    tablet.desk.add(retailer.SHIRT_M, 2)
    order = tablet.desk.place()
    tablet.desk.set_language("zh")
    tablet.unlock()
    tablet.desk.pay_cash(order.order_id, 100_000)
    receipt = tablet.slips[-1]
    for sentence in [*expected, order.placed.number]:
        assert sentence in words(receipt)
    assert (receipt.kind, receipt.reference) == ("receipt", "JA-02-A-R-000001")
    assert _barcodes(receipt) == [f"P-{order.placed.pick_up_codes['JA']}", order.placed.number]


def test_a_guide_without_a_public_code_is_named_by_id(tablet):
    tablet.desk.add(retailer.SHIRT_M)
    order = tablet.desk.place()
    tablet.unlock(retailer.MEI_BADGE, retailer.MEI_PIN)
    tablet.desk.pay_external(order.order_id, "T-4711")
    assert "G-MEI" in words(tablet.slips[-1])
    assert "T-4711" in words(tablet.slips[-1])


def test_paper_is_in_the_language_the_shopper_ordered_in(tablet):
    tablet.desk.set_language("en")
    tablet.desk.add(retailer.SHIRT_M)
    order = tablet.desk.place()
    tablet.desk.reset()
    assert tablet.desk.language == "zh"
    tablet.unlock()
    tablet.desk.pay_external(order.order_id, "T-4711")
    assert [("Linen shirt" in words(slip), "亚麻" in words(slip)) for slip in tablet.slips] == [(True, False)] * 2


def test_an_unknown_language_prints_english_and_says_so_on_the_order(tablet):
    tablet.desk.set_language("xx")
    tablet.desk.add(retailer.SHIRT_M)
    assert tablet.desk.place().placed.language == "en"


def test_what_was_refused_is_on_the_receipt_and_not_in_its_total(tablet):
    tablet.desk.set_language("en")
    order = _big_order(tablet)
    tablet.journal.hq_knows(Scribe(order_id=order.order_id).decided(Outcome.REFUSED, "2", "4"))
    tablet.unlock()
    tablet.desk.pay_external(order.order_id, "T-4711")
    text = words(tablet.slips[-1])
    assert text.count("Refused: not available") == 2
    assert "Camel S × 1 | –" in text
    assert "Total | ¥1,197.00" in text
    assert _barcodes(tablet.slips[-1]) == [f"P-{order.placed.pick_up_codes['JA']}", order.placed.number], (
        "nothing waits in the other shop any more"
    )


def test_a_slip_printed_again_shows_the_order_as_it_is_now(tablet):
    order = _big_order(tablet)
    tablet.journal.hq_knows(Scribe(order_id=order.order_id).decided(Outcome.CONFIRMED, "3"))
    now = tablet.desk.order(order.order_id)
    assert now is not None
    again = words(order_slip(now, tablet.desk._paper(retailer.JA, "zh")))
    assert again.count("已确认") == 2
    assert "联系电话" not in again


def test_nothing_on_paper_can_be_more_than_text(tablet):
    """Every part is a plain string; what a name does to a printer is for the driver to prevent."""
    _big_order(tablet)
    for part in tablet.slips[0].parts:
        assert isinstance(part.text, str)
        assert part.scale in (1, 2)
