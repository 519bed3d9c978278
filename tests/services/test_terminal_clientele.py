"""What a guide knows of a member, from a terminal: figures and reasons, never a word that is written down."""

from typing import Any

import pytest

from kiosk.errors import InputError, RuleError
from kiosk.services.terminal import Verbs
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet
from tests.ui.clients import PHONE, WHO, client_tablet

MEI = {"badge": retailer.MEI_BADGE, "pin": retailer.MEI_PIN}


@pytest.fixture
def tablet() -> MemoryTablet:
    return client_tablet()


def ask(tablet: MemoryTablet, verb: str, **args: object) -> Any:
    try:
        return Verbs(tablet.desk, tablet.catalogue).run(verb, args)
    finally:
        tablet.desk.reset()


def test_a_guide_asks_what_is_known(tablet: MemoryTablet) -> None:
    seen = ask(tablet, "member-picture", code=retailer.MEMBER_CODE, **MEI)
    assert (seen["segment"], seen["orders"], seen["spend_year_minor"]) == ("loyal", 5, 612_500)
    assert seen["advice"][0] == {"sku": retailer.SHIRT_M, "why": "wish_here", "because": "LINEN-SHIRT"}
    assert [item["id"] for item in seen["coupons"]] == ["C1", "C2"]
    assert PHONE not in str(seen)
    with pytest.raises(RuleError, match="needs a guide"):
        ask(tablet, "member-picture", code=retailer.MEMBER_CODE)


def test_a_wish_comes_and_goes(tablet: MemoryTablet) -> None:
    code = retailer.MEMBER_CODE
    assert "WOOL-COAT" in ask(tablet, "member-wish", code=code, style="WOOL-COAT")["wishes"]
    assert "WOOL-COAT" not in ask(tablet, "member-wish", code=code, style="WOOL-COAT", remove=True)["wishes"]


def test_the_contact_list_is_worked_off(tablet: MemoryTablet) -> None:
    listed = ask(tablet, "contacts", **MEI)
    assert [item["reason"] for item in listed] == ["birthday", "coupon", "wish_here"]
    ask(tablet, "contacted", member=WHO, contact="coupon:C1", outcome="reached", **MEI)
    assert [item["reason"] for item in ask(tablet, "contacts", **MEI)] == ["birthday", "wish_here"]
    with pytest.raises(InputError, match="is no outcome"):
        ask(tablet, "contacted", member=WHO, contact="wish:LINEN-SHIRT", outcome="perhaps", **MEI)
