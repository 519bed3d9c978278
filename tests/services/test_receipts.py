"""Paper: what stands on it in either language, and that it follows the shopper and not the guide."""

from dataclasses import replace

import pytest

from kiosk.domain.catalogue import OpeningHours
from kiosk.domain.codes import CodeKind, recognise
from kiosk.domain.events import Outcome
from kiosk.domain.order import OrderView
from kiosk.ports.devices import PartKind, Slip
from kiosk.services.receipts import order_slip, pick_up_slips
from kiosk.services.wording import hours_text
from kiosk.texts import load_texts
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
        "订单 | 未付款",
        "亚麻衬衫",
        "靛蓝 M × 2（¥399.00/件） | ¥798.00",
        "● 已确认 · 现在带走",
        "○ 已申请 11月23日周一15:00起 | 徐汇店取",
        "○ 已申请 11月24日周二到本店 | 从徐汇店调货",
        "云仓发货",
        "应付 | ¥3,195.00",
        "请在11月24日周二14:00前",
        "静安店取货码 | ",
        "徐汇店取货码 | ",
        "联系电话 | ****0000",
    ],
    "en": [
        "Jing'an",
        "Order | Not paid",
        "Linen shirt",
        "Indigo M × 2 (¥399.00 each) | ¥798.00",
        "● Confirmed · Take now",
        "○ Requested From 15:00 Mon 23 Nov | Pick up at Xuhui",
        "○ Requested Here Tue 24 Nov | Brought from Xuhui",
        "Ships from Cloud warehouse",
        "To pay | ¥3,195.00",
        "by 14:00 Tue 24 Nov",
        "Pick-up code Jing'an | ",
        "Pick-up code Xuhui | ",
        "Phone | ****0000",
    ],
}


def _words(slip: Slip) -> str:
    return words(slip).replace("\u00a0", " ")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_order_slip_says_what_when_where_and_how_much(tablet, language):
    tablet.desk.set_language(language)
    order = _big_order(tablet)
    text = _words(tablet.slips[0])
    for sentence in [*ON_A_SLIP[language], order.placed.number]:
        assert sentence in text
    assert "{" not in text


def test_an_order_slip_carries_its_number_as_bars_and_as_qr_code_and_pick_up_codes_as_digits_only(tablet):
    order = _big_order(tablet)
    slip = tablet.slips[0]
    assert _barcodes(slip) == [order.placed.number]
    assert [part.text for part in slip.parts if part.kind is PartKind.QR] == [order.placed.number]
    assert recognise(order.placed.number).kind is CodeKind.ORDER
    for digits in order.placed.pick_up_codes.values():
        assert f"{digits[:4]} {digits[4:]}" in words(slip)


def test_an_order_slip_tells_only_the_next_steps_that_concern_it(tablet):
    tablet.desk.set_language("en")
    tablet.desk.add(retailer.SHIRT_M)
    tablet.desk.place()
    steps = [part for part in tablet.slips[0].parts if part.lead[:1].isdigit()]
    assert [part.lead for part in steps] == ["1.", "2."]
    assert [part.bold for part in steps] == [True, False]
    assert "Pay a guide" in steps[0].text
    assert "handed over" in steps[1].text
    assert "Pick-up code" not in words(tablet.slips[0]), "nothing waits anywhere later"


def test_what_is_requested_is_told_apart_from_what_is_confirmed_without_colour_or_reading(tablet):
    _big_order(tablet)
    states = [part for part in tablet.slips[0].parts if part.lead[:1] in ("●", "○")]
    assert [(part.lead[0], part.inverse) for part in states] == [("●", False), *[("○", True)] * 3]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "zh",
            [
                "收据 | 已付款",
                "合计 | ¥798.00",
                "现金 | ¥798.00",
                "收到 | ¥1,000.00",
                "找零 | ¥202.00",
                "导购 LIN1",
                "谢谢光临",
                "共 2 件",
            ],
        ),
        (
            "en",
            [
                "Receipt | Paid",
                "Total | ¥798.00",
                "Cash | ¥798.00",
                "Received | ¥1,000.00",
                "Change | ¥202.00",
                "Guide LIN1",
            ],
        ),
    ],
)
def test_a_receipt_says_what_was_paid_and_how(tablet, language, expected):
    tablet.desk.set_language(language)
    tablet.desk.add(retailer.SHIRT_M, 2)
    order = tablet.desk.place()
    tablet.desk.set_language("zh")
    tablet.unlock()
    tablet.desk.till.pay_cash(order.order_id, 100_000)
    receipt = tablet.slips[-1]
    for sentence in [*expected, order.placed.number]:
        assert sentence in words(receipt)
    assert (receipt.kind, receipt.reference) == ("receipt", "JA-02-A-R-000001")
    assert _barcodes(receipt) == [order.placed.number]
    assert receipt is tablet.slips[1], "what is taken now needs no pick-up slip"


def test_a_guide_without_a_public_code_is_named_by_id(tablet):
    tablet.desk.add(retailer.SHIRT_M)
    order = tablet.desk.place()
    tablet.unlock(retailer.MEI_BADGE, retailer.MEI_PIN)
    tablet.desk.till.pay_external(order.order_id, "T-4711")
    assert "G-MEI" in words(tablet.slips[-1])
    assert "T-4711" in words(tablet.slips[-1])


def test_paper_is_in_the_language_the_shopper_ordered_in(tablet):
    tablet.desk.set_language("en")
    tablet.desk.add(retailer.SHIRT_M)
    order = tablet.desk.place()
    tablet.desk.reset()
    assert tablet.desk.language == "zh"
    tablet.unlock()
    tablet.desk.till.pay_external(order.order_id, "T-4711")
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
    tablet.desk.till.pay_external(order.order_id, "T-4711")
    receipt = tablet.slips[1]
    text = words(receipt)
    assert text.count("× Refused: not available") == 2
    assert "Camel S × 1 | –" in text
    assert "Total | ¥1,197.00" in text
    assert "Pick-up slips follow for Jing'an" in text
    assert _barcodes(receipt) == [order.placed.number]
    assert [slip.kind for slip in tablet.slips[2:]] == ["pick_up_slip"], "nothing waits in the other shop any more"


def test_a_slip_printed_again_shows_the_order_as_it_is_now(tablet):
    order = _big_order(tablet)
    tablet.journal.hq_knows(Scribe(order_id=order.order_id).decided(Outcome.CONFIRMED, "3"))
    now = tablet.desk.order(order.order_id)
    assert now is not None
    again = words(order_slip(now, tablet.desk._room.paper("zh")))
    assert again.count("已确认") == 2
    assert "联系电话" not in again


def _paid_pick_up_slips(tablet: MemoryTablet, language: str) -> tuple[OrderView, list[Slip]]:
    tablet.desk.set_language(language)
    order = _big_order(tablet)
    tablet.unlock()
    tablet.desk.till.pay_external(order.order_id, "T-4711")
    return order, tablet.slips[2:]


ON_A_PICK_UP_SLIP = {
    "zh": [
        "取货凭证 | 已付款",
        "取货地点 | 徐汇店",
        "可取时间 | 11月23日周一 15:00 起",
        "营业时间 | 每天 10:00–22:00",
        "带上本凭证",
        "订单号 | ",
    ],
    "en": [
        "Pick-up slip | Paid",
        "Where | Xuhui",
        "Ready | Mon 23 Nov from 15:00",
        "Open | Every day 10:00–22:00",
        "Bring this slip",
        "Order | ",
    ],
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_pick_up_slip_says_where_when_what_and_what_to_bring_and_proves_the_payment(tablet, language):
    order, slips = _paid_pick_up_slips(tablet, language)
    assert [slip.kind for slip in slips] == ["pick_up_slip"] * 2, "one for every place where something waits"
    slip = next(slip for slip in slips if f"P-{order.placed.pick_up_codes['XH']}" in _barcodes(slip))
    text, digits = _words(slip), order.placed.pick_up_codes["XH"]
    for sentence in [*ON_A_PICK_UP_SLIP[language], f"{digits[:4]} {digits[4:]}", order.placed.number]:
        assert sentence in text
    assert "JA-02-A-R-000001" in text, "the receipt's number"
    assert recognise(*_barcodes(slip)).kind is CodeKind.PICK_UP
    assert not slip.open_drawer


def test_a_pick_up_slip_holds_what_is_fetched_there_and_no_prices(tablet):
    _, slips = _paid_pick_up_slips(tablet, "en")
    here, there = sorted(slips, key=lambda slip: "Jing'an" not in words(slip))
    assert ("Indigo L × 1" in words(here), "Indigo L × 1" in words(there)) == (True, False)
    assert ("Indigo M × 1" in words(here), "Indigo M × 1" in words(there)) == (False, True)
    assert not any("¥" in words(slip) or "Camel" in words(slip) for slip in slips)


def test_a_pick_up_slip_asks_to_wait_only_while_something_is_requested(tablet):
    tablet.desk.set_language("en")
    order = _big_order(tablet)
    tablet.journal.hq_knows(Scribe(order_id=order.order_id).decided(Outcome.CONFIRMED, "3"))
    tablet.unlock()
    tablet.desk.till.pay_external(order.order_id, "T-4711")
    here, there = sorted(tablet.slips[2:], key=lambda slip: "Indigo L" not in words(slip))
    assert "wait until it is confirmed" not in words(here)
    assert "wait until it is confirmed" in words(there)


def test_an_unpaid_order_has_no_pick_up_slips_and_a_place_without_a_name_is_its_id(tablet):
    order = _big_order(tablet)
    assert [slip.kind for slip in tablet.slips] == ["order_slip"]
    nowhere = replace(tablet.desk._room.paper("en"), location=lambda _: None)
    assert "Where | XH" in words(pick_up_slips(order, "R", nowhere)[0])
    assert "Open | " not in words(pick_up_slips(order, "R", nowhere)[0])


@pytest.mark.parametrize(
    ("hours", "zh", "en"),
    [
        (retailer.ALL_WEEK, ["每天 10:00–22:00"], ["Every day 10:00–22:00"]),
        (retailer.WEEKDAYS, ["周一至周五 08:00–18:00"], ["Mon to Fri 08:00–18:00"]),
        (
            (OpeningHours(6, 600, 1200), *retailer.WEEKDAYS, OpeningHours(5, 600, 1440)),
            ["周一至周五 08:00–18:00", "周六 10:00–24:00", "周日 10:00–20:00"],
            ["Mon to Fri 08:00–18:00", "Sat 10:00–24:00", "Sun 10:00–20:00"],
        ),
        ((), [], []),
    ],
)
def test_opening_hours_are_told_in_stretches_of_weekdays(hours, zh, en):
    place = replace(retailer.XH, hours=hours)
    assert [list(hours_text(load_texts(language), place)) for language in ("zh", "en")] == [zh, en]


def test_nothing_on_paper_can_be_more_than_text(tablet):
    """Every part is a plain string; what a name does to a printer is for the driver to prevent."""
    _big_order(tablet)
    for part in tablet.slips[0].parts:
        assert isinstance(part.text, str)
        assert part.scale in (1, 2, 3)
