"""The same sale from a terminal: plain values in, plain values out."""

from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.events import Outcome, body_of
from kiosk.domain.staff import LOCK_OUT_MS
from kiosk.errors import InputError, KioskError, RuleError
from kiosk.services.arguments import Args
from kiosk.services.desk import Desk
from kiosk.services.fulfilling import AlreadyHandedOver
from kiosk.services.guiding import PinLocked, PinWrong
from kiosk.services.terminal import Verbs
from kiosk.services.wording import moment_text
from tests.domain.histories import Scribe
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet

LIN = {"badge": retailer.LIN_BADGE, "pin": retailer.LIN_PIN}


class Terminal:
    """A desk of its own for every verb, as the running kiosk gives it."""

    def __init__(self, tablet: MemoryTablet) -> None:
        self.tablet = tablet

    def __call__(self, verb: str, **args: Any) -> Any:
        return Verbs(Desk(self.tablet.shop), self.tablet.catalogue).run(verb.replace("_", "-"), args)

    def placed(self, *lines: str) -> Args:
        order: Args = self("place", lines=list(lines or (retailer.SHIRT_M,)), phone=retailer.PHONE)
        return order


@pytest.fixture
def terminal() -> Terminal:
    return Terminal(memory_tablet())


def test_a_whole_sale(terminal):
    assert terminal("search", text="linen", language="en")["styles"] == [
        {"style": "LINEN-SHIRT", "name": "Linen shirt", "price": "¥399.00"}
    ]
    shown = terminal("show", style="LINEN-SHIRT")
    medium = next(item for item in shown["variants"] if item["sku"] == retailer.SHIRT_M)
    assert next(way["kind"] for way in medium["ways"]) == "take_now"
    order = terminal.placed(f"{retailer.SHIRT_M}*2")
    assert (order["number"], order["due"], order["status"]) == ("JA-02-A-000001", "¥798.00", "placed")
    paid = terminal("pay", number=order["number"], cash="1,000", **LIN)
    assert (paid["status"], paid["due_minor"], paid["receipts"]) == ("paid", 0, ["JA-02-A-R-000001"])
    assert terminal("hand_over", code=f"P-{order['pick_up_codes']['JA']}", **LIN)["handed_over"] == [retailer.SHIRT_M]
    assert terminal("status", number=order["number"])["status"] == "completed"
    assert terminal("orders") == []


def test_a_second_hand_over_says_when_and_by_whom(terminal):
    order = terminal.placed()
    terminal("pay", number=order["number"], reference="T-0001", **LIN)
    terminal("hand_over", code=order["number"], **LIN)
    with pytest.raises(
        AlreadyHandedOver, match=r"Already handed over\. On \d{4}-\d\d-\d\d \d\d:\d\d by \S+\."
    ) as refused:
        terminal("hand_over", code=order["number"], **LIN)
    assert refused.value.params["at_ms"]


@pytest.mark.parametrize("spelling", ["{number}", "P-{code}", "{code}", " {code} ", "{first} {rest}"])
def test_goods_are_handed_over_by_number_or_code_however_it_is_typed(terminal, spelling):
    order = terminal.placed()
    terminal("pay", number=order["number"], reference="T-0001", **LIN)
    code = order["pick_up_codes"]["JA"]
    typed = spelling.format(number=order["number"], code=code, first=code[:4], rest=code[4:])
    assert terminal("hand_over", code=typed, **LIN)["order"]["status"] == "completed"


def test_lines_name_pieces_way_and_source(terminal):
    order = terminal.placed(
        f"{retailer.SHIRT_M}*2:take_now", f"{retailer.SHIRT_L}:bring_here:WH", f"{retailer.COAT_S}:deliver"
    )
    assert [(line["quantity"], line["kind"], line["source"]) for line in order["lines"]] == [
        (2, "take_now", "JA"), (1, "bring_here", "WH"), (1, "deliver", "WH"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line", ["{sku}*", "{sku}*1:walk", "{sku}*0", "{sku}*9999", "NOTHING", "", "{sku}:pick_up:NOWHERE"]
)
def test_a_line_that_cannot_be_is_refused_or_is_one_piece(terminal, line):
    text = line.format(sku=retailer.SHIRT_M)
    if text.endswith("*"):
        assert terminal.placed(text)["lines"][0]["quantity"] == 1
        return
    with pytest.raises(KioskError):
        terminal.placed(text)
    assert terminal("orders") == []


@pytest.mark.parametrize("pieces", ["x", "-1", "1.5", "٣", "9" * 5_000])
def test_pieces_that_are_no_number_are_refused(terminal, pieces):
    with pytest.raises(InputError, match="are a number"):
        terminal.placed(f"{retailer.SHIRT_M}*{pieces}")


def test_what_needs_a_guide_needs_badge_and_pin_every_time(terminal):
    order = terminal.placed()
    terminal("pay", number=order["number"], reference="T-0001", **LIN)
    for verb, args in (
        ("hand_over", {"code": order["number"]}),
        ("call_backs", {}),
        ("count", {"lines": [retailer.SHIRT_M]}),
    ):
        with pytest.raises(RuleError, match="needs a guide"):
            terminal(verb, **args)
        with pytest.raises(KioskError):
            terminal(verb, badge=retailer.SHIRT_M, pin="2468", **args)
    with pytest.raises(KioskError):
        terminal("call_backs", badge=retailer.LIN_BADGE, pin="0000")


def test_paying_without_cash_or_reference_takes_nothing(terminal):
    order = terminal.placed()
    for args in ({}, {"cash": ""}, {"reference": ""}, {"cash": "12,50"}, {"cash": "lots"}):
        with pytest.raises(InputError):
            terminal("pay", number=order["number"], **args, **LIN)
    assert terminal("status", number=order["number"])["status"] == "placed"


def test_amounts_are_in_the_currency_of_the_order(terminal):
    """A shop in Tokyo has no hundredths: 1,000 typed there is 1,000 yen, not ten."""
    terminal.tablet.shop = replace(terminal.tablet.shop, currency="JPY")
    terminal.tablet.catalogue.currency = "JPY"
    order = terminal.placed(retailer.TOTE_ONE)
    assert order["due"] == "¥12,900"
    assert terminal("pay", number=order["number"], cash="12,900", **LIN)["status"] == "paid"


def test_a_refused_line_is_called_back(terminal):
    order = terminal.placed(retailer.COAT_S)
    terminal.tablet.journal.hq_knows(Scribe(order_id=order["order_id"]).decided(Outcome.REFUSED, "1"))
    assert terminal("call_backs", **LIN) == [{"number": order["number"], "lines": ["1"]}]
    terminal("call_back", number=order["number"], outcome="told", **LIN)
    assert terminal("call_backs", **LIN) == []
    with pytest.raises(InputError, match="No call-back"):
        terminal("call_back", number=order["number"], outcome="told", **LIN)


def test_what_is_brought_here_is_made_ready_and_cancelled_orders_are_not(terminal):
    order = terminal.placed(f"{retailer.SHIRT_L}:bring_here:XH")
    decided = Scribe(order_id=order["order_id"]).decided(Outcome.CONFIRMED, "1")
    terminal.tablet.journal.hq_knows(decided)
    assert terminal("ready", number=order["number"], **LIN)["lines"][0]["status"] == "ready"
    assert terminal("cancel", number=order["number"], reason="changed their mind", **LIN)["status"] == "cancelled"
    with pytest.raises(RuleError):
        terminal("ready", number=order["number"], **LIN)


def test_boxes_and_counts(terminal):
    lines = [f"{retailer.SHIRT_M}*2", retailer.SHIRT_M]
    said = terminal("receive", document="DN-1", lines=lines, **LIN)
    assert said == {"document": "DN-1", "pieces": 3, "set_aside": []}
    assert terminal("count", lines=[f"{retailer.SHIRT_M}*5"], **LIN) == {"differences": {retailer.SHIRT_M: -1}}


@pytest.mark.parametrize(
    ("verb", "args", "named"),
    [
        ("search", {"text": 5}, "text"),
        ("search", {"limit": "20"}, "limit"),
        ("search", {"limit": True}, "limit"),
        ("orders", {"limit": -1}, "limit"),
        ("show", {}, "style"),
        ("place", {}, "lines"),
        ("place", {"lines": retailer.SHIRT_M}, "lines"),
        ("place", {"lines": [retailer.SHIRT_M, 2]}, "lines"),
        ("place", {"lines": [retailer.SHIRT_M], "phone": 13_800_000_000}, "phone"),
        ("status", {"number": ["JA-02-A-000001"]}, "number"),
        ("status", {"number": "\udcff\udcfe"}, "number"),
        ("pay", {"number": None}, "number"),
        ("ready", {}, "number"),
        ("hand_over", {}, "code"),
        ("hand_over", {"code": 12345678}, "code"),
        ("dispatch", {}, "number"),
        ("call_back", {}, "number"),
        ("receive", {"lines": [retailer.SHIRT_M]}, "document"),
        ("receive", {"document": "DN-1", "lines": [retailer.SHIRT_M], "source": 7}, "source"),
        ("count", {"lines": {retailer.SHIRT_M: 3}}, "lines"),
        ("status", {"number": "X", "language": 7}, "language"),
        ("status", {"number": "X", "badge": 7}, "badge"),
        ("status", {"number": "X", "badge": retailer.LIN_BADGE}, "pin"),
    ],
)
def test_an_argument_of_the_wrong_kind_is_named(terminal, verb, args, named):
    if "badge" not in args:
        args = args | LIN
    before = len(terminal.tablet.journal.state.events)
    with pytest.raises(InputError, match=f"^'{named}' "):
        terminal(verb, **args)
    assert len(terminal.tablet.journal.state.events) == before


def test_an_unknown_language_is_no_language_of_ours(terminal):
    with pytest.raises(InputError, match="'fr' is no language"):
        terminal("search", language="fr")


@pytest.mark.parametrize(
    ("verb", "args"),
    [
        ("show", {"style": "Q" * 60}),
        ("place", {"lines": ["Q" * 4_000]}),
        ("place", {"lines": [f"{retailer.SHIRT_M}*{'9' * 4_000}"]}),
        ("count", {"lines": ["\x1b[2J" * 400]}),
        ("receive", {"document": "DN-1", "lines": [retailer.SHIRT_M], "source": "Q" * 4_000}),
        ("Q" * 4_000, {}),
    ],
)
def test_a_sentence_repeats_a_little_of_what_was_typed_and_nothing_a_screen_could_act_on(terminal, verb, args):
    with pytest.raises(InputError) as refused:
        terminal(verb, **args, **LIN)
    assert len(str(refused.value)) < 160
    assert str(refused.value).isprintable()


def test_a_badge_that_is_none_is_told_from_one_nobody_knows(terminal):
    for badge in (retailer.SHIRT_M, "B-12", "P-00000005", "lin"):
        with pytest.raises(InputError, match="begins with B-"):
            terminal("call_backs", badge=badge, pin="2468")
    with pytest.raises(InputError, match="not known in this shop"):
        terminal("call_backs", badge="B-STRANGER1", pin="2468")


def test_a_wrong_pin_tells_the_tries_left_and_a_lock_when_it_ends(terminal):
    wrong = {"badge": retailer.LIN_BADGE, "pin": "0000"}
    for left in ("4 tries are left", "3 tries are left", "2 tries are left", "1 try is left", "the badge is locked"):
        with pytest.raises(PinWrong, match=left):
            terminal("call_backs", **wrong)
    ends = moment_text(terminal.tablet.clock() + LOCK_OUT_MS, retailer.JA)
    with pytest.raises(PinLocked, match=f"locked until {ends}") as refused:
        terminal("call_backs", **LIN)
    assert refused.value.params["until_ms"]


def test_a_parcel_is_sent_once(terminal):
    order = terminal.placed(f"{retailer.COAT_S}:deliver")
    decided = Scribe(order_id=order["order_id"]).decided(Outcome.RE_SOURCED, "1", source="JA", place="door")
    terminal.tablet.journal.hq_knows(decided)
    terminal("pay", number=order["number"], reference="T-0001", **LIN)
    sent = terminal("dispatch", number=order["number"], reference="SF-17", **LIN)
    assert [line["status"] for line in sent["lines"]] == ["in_transit"]
    with pytest.raises(RuleError, match="waits here to be sent"):
        terminal("dispatch", number=order["number"], reference="SF-17", **LIN)


def test_a_verb_that_does_not_exist_says_so(terminal):
    with pytest.raises(InputError, match="no verb"):
        terminal("dance")
    assert "hand-over" in Verbs(terminal.tablet.desk, terminal.tablet.catalogue).names()


def _handed_over(terminal: Terminal, *lines: str) -> str:
    order = terminal.placed(*lines)
    terminal("pay", number=order["number"], reference="T-0001", **LIN)
    terminal("hand_over", code=order["number"], **LIN)
    return str(order["number"])


def test_goods_come_back_and_are_paid_out_in_cash_unless_something_else_is_said(terminal):
    number = _handed_over(terminal, f"{retailer.SHIRT_M}*3")
    done = terminal("return", number=number, lines=["1:size"], **LIN)
    assert (done["return"], done["refund"], done["paid_back"], done["exchange"]) == (
        "JA-02-A-T-000001",
        "¥399.00",
        "¥399.00",
        None,
    )
    assert (done["order"]["lines"][0]["returned"], done["order"]["refunded_minor"]) == (1, 39_900)
    parts = {"cash": "100", "wallet": "WX-1234"}
    assert terminal("return", number=number, lines=["1*2:faulty:faulty"], **parts, **LIN)["paid_back"] == "¥798.00"
    assert terminal("status", number=number)["returns"] == ["JA-02-A-T-000001", "JA-02-A-T-000002"]
    with pytest.raises(RuleError, match="Only 0"):
        terminal("return", number=number, lines=["1"], **LIN)


def test_an_exchange_says_who_pays_what(terminal):
    number = _handed_over(terminal, retailer.TOTE_ONE)
    new = {"new": [retailer.SHIRT_M], "lines": ["1:changed_mind:as_new"], "number": number}
    with pytest.raises(InputError, match=r"¥270\.00 is due"):
        terminal("return", **new, **LIN)
    with pytest.raises(InputError, match="less than"):
        terminal("return", cash="269.99", **new, **LIN)
    done = terminal("return", cash="300", **new, **LIN)
    assert (done["paid"], done["paid_back"], done["exchange"]["status"]) == ("¥270.00", "¥0.00", "completed")
    again = {"number": done["exchange"]["number"], "lines": ["1"], "new": [retailer.SHIRT_M]}
    assert terminal("return", **again, **LIN)["paid"] == "¥0.00"


def test_a_part_in_cash_and_the_rest_by_a_terminal(terminal):
    number = _handed_over(terminal, retailer.TOTE_ONE)
    new = {"new": [retailer.SHIRT_M], "lines": ["1"], "number": number, "reference": "POS-0001"}
    with pytest.raises(InputError, match="leaves nothing"):
        terminal("return", cash="270", **new, **LIN)
    done = terminal("return", cash="70", **new, **LIN)
    assert done["exchange"]["due_minor"] == 0
    event = next(event for event in reversed(terminal.tablet.journal.state.events) if event.type == "OrderPaid")
    kinds = [(item.kind.value, item.amount_minor) for item in body_of(event).tenders]
    assert kinds == [("credit", 12_900), ("cash", 7_000), ("external", 20_000)]


@pytest.mark.parametrize("line", ["1:because", "1:size:old", "1*x", "1*0", "9", ""])
def test_a_line_that_is_none_changes_nothing(terminal, line):
    number = _handed_over(terminal)
    events = len(terminal.tablet.journal.state.events)
    with pytest.raises(KioskError):
        terminal("return", number=number, lines=[line], **LIN)
    assert len(terminal.tablet.journal.state.events) == events
