"""The drawer's day from a terminal."""

import pytest

from kiosk.errors import InputError, RuleError
from tests.fakes import retailer
from tests.fakes.tablet import memory_tablet
from tests.services.test_terminal import LIN, Terminal

MEI = {"badge": retailer.MEI_BADGE, "pin": retailer.MEI_PIN}


@pytest.fixture
def terminal() -> Terminal:
    return Terminal(memory_tablet())


def test_a_whole_day(terminal: Terminal) -> None:
    assert terminal("day_open", float="500", **LIN) == {"business_date": "2026-11-23", "float": "¥500.00"}
    order = terminal.placed()
    terminal("pay", number=order["number"], cash="400", **LIN)
    assert terminal("day_cash", amount="-100.50", reason="bank", note="bag 1", **MEI)["amount"] == "−¥100.50"
    read = terminal("day_x", **LIN)
    assert read["tenders"] == {
        "cash": {"taken": {"count": 1, "amount": "¥399.00"}, "given_back": {"count": 0, "amount": "¥0.00"}}
    }
    assert read["people"]["G-LIN"]["paid"]["amount"] == "¥399.00"
    assert "expected" not in read
    closed = terminal("day_close", counted="798.00", **MEI)
    assert (closed["number"], closed["expected"], closed["difference"]) == ("JA-02-A-Z-000001", "¥798.50", "−¥0.50")
    assert len(closed["chain"]) == 64
    (listed,) = terminal("day_z", **LIN)
    assert (listed["number"], listed["net"], listed["closed"]) == (closed["number"], "¥399.00", "2026-11-23 14:00")
    assert terminal("day_z", number=closed["number"], **MEI) == closed
    assert [slip.kind for slip in terminal.tablet.slips[-2:]] == ["z_report", "z_report"]


def test_what_was_sold_after_the_z_is_listed_with_its_date(terminal: Terminal) -> None:
    for _ in range(2):
        order = terminal.placed(retailer.TOTE_ONE)
        terminal("pay", number=order["number"], reference=f"T-{order['number']}", **LIN)
        if not terminal("day_z", **LIN):
            terminal("day_close", counted="0", **MEI)
    terminal.tablet.clock.advance(days=1)
    terminal("day_open", float="0", **LIN)
    late = {"business_date": "2026-11-23", "count": 1, "sales": "¥129.00", "cash": "¥0.00"}
    assert terminal("day_x", **LIN)["late"] == [late]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ({"amount": "100", "reason": "holiday"}, "'holiday' is no reason: change, bank"),
        ({"amount": "ten", "reason": "change"}, "'ten' is not an amount"),
        ({"reason": "change"}, "'amount' is missing"),
    ],
)
def test_what_was_typed_wrong_is_told_and_changes_nothing(terminal: Terminal, args: dict[str, str], said: str) -> None:
    before = len(terminal.tablet.journal.state.events)
    with pytest.raises(InputError, match=said):
        terminal("day_cash", **args, **MEI)
    assert len(terminal.tablet.journal.state.events) == before


def test_a_guide_does_not_close(terminal: Terminal) -> None:
    terminal("day_open", float="0", **LIN)
    with pytest.raises(RuleError, match="needs a manager"):
        terminal("day_close", counted="0", **LIN)
