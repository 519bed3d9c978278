"""Money from a terminal: several tenders, and what is taken off."""

import pytest

from kiosk.domain.staff import Role, RoleLimits
from kiosk.errors import InputError, RuleError
from kiosk.services.approving import NeedsManager
from kiosk.services.guiding import PinLocked, PinWrong
from tests.fakes import retailer
from tests.fakes.tablet import memory_tablet
from tests.services.test_terminal import LIN, Terminal

MEI = {"manager_badge": retailer.MEI_BADGE, "manager_pin": retailer.MEI_PIN}
WHY = {"reason": "small flaw"}


@pytest.fixture
def terminal() -> Terminal:
    tablet = memory_tablet()
    tablet.reader.role_limits[Role.GUIDE] = RoleLimits(Role.GUIDE, 10, 5_000, 10, 100, 0)
    return Terminal(tablet)


def test_card_wallet_and_cash_make_one_payment(terminal):
    number = terminal.placed()["number"]
    parts = {"card": ["200:POS-8841", "50.5:POS-8842"], "wallet": ["100:WX-0417"], "cash": "50"}
    paid = terminal("pay", number=number, **parts, **LIN)
    assert (paid["status"], paid["receipts"]) == ("paid", ["JA-02-A-R-000001"])
    assert [len(fact.body.tenders) for fact in terminal.tablet.reader.order_by_number(number).paid] == [4]


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"card": ["200"]}, "AMOUNT:REFERENCE"),
        ({"card": ["much:POS-8841"]}, "not an amount"),
        ({"card": []}, "'card' is a list"),
        ({"wallet": ["400:WX-0417"]}, "more than is due"),
        ({"card": ["200:POS-8841"], "cash": "100"}, "less than what is due"),
        ({"card": ["200:POS-8841"], "reference": "T-0001"}, "less than what is due"),
    ],
)
def test_parts_that_do_not_fit_take_nothing(terminal, parts, why):
    number = terminal.placed()["number"]
    with pytest.raises(InputError, match=why):
        terminal("pay", number=number, **parts, **LIN)
    assert terminal("status", number=number)["receipts"] == []


def test_percent_amount_and_new_price(terminal):
    number = terminal.placed(retailer.SHIRT_M, f"{retailer.TOTE_ONE}*2")["number"]
    reduced = terminal("reduce", number=number, percent="5", **WHY, **LIN)
    assert (reduced["reduced_minor"], reduced["due"]) == (3_285, "¥624.15")
    reduced = terminal("reduce", number=number, price="120", line="2", kind="price_match", **WHY, **LIN)
    assert [line["reduced"] for line in reduced["lines"]] == ["¥19.95", "¥18.00"]
    reduced = terminal("reduce", number=number, amount="0.05", kind="small_change", **LIN)
    assert reduced["due"] == "¥619.00"


def test_above_the_limit_it_says_what_to_give_and_a_manager_allows_it(terminal):
    number = terminal.placed()["number"]
    asked = {"number": number, "percent": "40", **WHY, **LIN}
    with pytest.raises(NeedsManager, match=r"above your limit.*--manager-badge and --manager-pin"):
        terminal("reduce", **asked)
    with pytest.raises(PinWrong, match="4 tries are left"):
        terminal("reduce", **asked, manager_badge=retailer.MEI_BADGE, manager_pin="0000")
    assert terminal("reduce", **asked, **MEI)["due"] == "¥239.40"
    for _ in range(5):
        with pytest.raises(PinWrong):
            terminal("reduce", **asked, manager_badge=retailer.MEI_BADGE, manager_pin="0000")
    with pytest.raises(PinLocked, match="locked until"):
        terminal("reduce", **asked, **MEI)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "one of amount, percent and price"),
        ({"amount": "1", "percent": "1"}, "one of amount, percent and price"),
        ({"percent": "5.5"}, "whole number of percent"),
        ({"percent": "-5"}, "whole number of percent"),
        ({"amount": "-1"}, "takes nothing off"),
        ({"amount": "lots"}, "not an amount"),
        ({"amount": "1", "kind": "gift"}, "none of discount, price_match, small_change"),
        ({"amount": "1", "line": "9"}, "not part of what is paid"),
        ({"amount": "1", "reason": ""}, "why"),
        ({"amount": "1", "manager_badge": retailer.MEI_BADGE}, "'manager_pin' is missing"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(terminal, said, why):
    number = terminal.placed()["number"]
    with pytest.raises(InputError, match=why):
        terminal("reduce", number=number, **{**WHY, **said}, **LIN)
    assert terminal("status", number=number)["reduced_minor"] == 0


def test_nobody_reduces_without_a_badge(terminal):
    number = terminal.placed()["number"]
    with pytest.raises(RuleError, match="needs a guide"):
        terminal("reduce", number=number, percent="5", **WHY)
