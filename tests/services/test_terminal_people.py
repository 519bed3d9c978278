"""The people of the shop from a terminal."""

from typing import Any

import pytest

from kiosk.errors import InputError, RuleError
from kiosk.services.desk import Desk
from kiosk.services.guiding import BadgeSwitchedOff
from kiosk.services.terminal import Verbs
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet

MEI = {"badge": retailer.MEI_BADGE, "pin": retailer.MEI_PIN}
LIN = {"badge": retailer.LIN_BADGE, "pin": retailer.LIN_PIN}


@pytest.fixture
def tablet() -> MemoryTablet:
    return memory_tablet()


def ask(tablet: MemoryTablet, verb: str, **args: Any) -> Any:
    """A desk of its own for every verb, as the running kiosk gives it."""
    return Verbs(Desk(tablet.shop), tablet.catalogue).run(verb, args)


def test_a_manager_lists_adds_and_revokes(tablet):
    added = ask(tablet, "people-add", name="Bo", new_pin="2580", new_badge="B-BLANK00001", **MEI)
    assert (added["name"], added["role"], added["printed"]) == ("Bo", "guide", False)
    listed = ask(tablet, "people", **MEI)
    assert [(item["name"], item["role"], item["badge"]) for item in listed] == [
        ("Bo", "guide", True), ("Lin", "guide", True), ("Mei", "manager", True),
    ]  # fmt: skip
    assert listed[2]["last_sign_in_here"]
    assert ask(tablet, "people-revoke", who="lin", **MEI) == {"staff_id": "G-LIN", "name": "Lin", "badge": False}
    with pytest.raises(BadgeSwitchedOff):
        ask(tablet, "people", **LIN)
    assert ask(tablet, "people-revoke", who=added["staff_id"], **MEI)["badge"] is False


def test_without_a_card_a_badge_is_printed_and_no_answer_holds_it(tablet):
    added = ask(tablet, "people-add", name="Bo", role="manager", new_pin="2580", **MEI)
    assert (added["printed"], added["role"]) == (True, "manager")
    assert len(tablet.slips) == 1
    assert "B-" not in str(added)


@pytest.mark.parametrize(
    ("args", "why"),
    [
        ({"name": "Bo", "new_pin": "1234"}, "in a row"),
        ({"name": "", "new_pin": "2580"}, "1 to 40"),
        ({"name": "Bo", "new_pin": "2580", "role": "king"}, "no role"),
        ({"name": "Bo", "new_pin": "2580", "new_badge": retailer.LIN_BADGE}, "has this badge"),
        ({"name": "Bo", "new_pin": "2580", "new_badge": "Bo"}, "no badge"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_happens(tablet, args, why):
    with pytest.raises((InputError, RuleError), match=why):
        ask(tablet, "people-add", **args, **MEI)
    assert [item["name"] for item in ask(tablet, "people", **MEI)] == ["Lin", "Mei"]


def test_a_guide_and_a_name_of_two_or_of_nobody_are_refused(tablet):
    with pytest.raises(RuleError, match="needs a manager"):
        ask(tablet, "people", **LIN)
    with pytest.raises(InputError, match="Nobody of this shop"):
        ask(tablet, "people-revoke", who="Bo", **MEI)
    ask(tablet, "people-add", name="Lin", new_pin="2580", **MEI)
    with pytest.raises(InputError, match="Several people"):
        ask(tablet, "people-revoke", who="Lin", **MEI)
