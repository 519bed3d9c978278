"""Members from a terminal: what is typed is checked, and no answer tells who is known."""

import pytest

from kiosk.errors import InputError, RuleError
from kiosk.services.members_room import MEMBERS_KEY
from kiosk.services.terminal import Verbs
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet

PHONE = "13800006620"
LIN = {"badge": retailer.LIN_BADGE, "pin": retailer.LIN_PIN}


@pytest.fixture
def tablet() -> MemoryTablet:
    made = memory_tablet()
    made.reader.settings[MEMBERS_KEY] = "00" * 32
    return made


def ask(tablet: MemoryTablet, verb: str, **args: object) -> dict[str, object]:
    try:
        answer: dict[str, object] = Verbs(tablet.desk, tablet.catalogue).run(verb, args)
    finally:
        tablet.desk.reset()
    return answer


def test_somebody_reads_joins_agrees_to_more_and_takes_it_back(tablet: MemoryTablet) -> None:
    text = ask(tablet, "member-text", language="en")
    assert "remember" in str(text["title"])
    card = ask(tablet, "member-join", phone=PHONE, consent=text["version"])
    assert set(card) == {"code", "member"}
    assert PHONE not in str(card)
    shown = ask(tablet, "member-show", code=card["code"])
    assert (shown["member"], shown["points"]) == (card["member"], 0)
    assert ask(tablet, "member-consent", code=card["code"], purposes=["membership", "advice"])["consent"] is True
    assert ask(tablet, "member-consent", code=card["code"], take_back=True)["consent"] is False
    with pytest.raises(InputError):
        ask(tablet, "member-show", code=card["code"])


def test_a_guide_writes_something_down(tablet: MemoryTablet) -> None:
    code = retailer.MEMBER_CODE
    assert ask(tablet, "member-note", code=code, field="notes", text="likes linen", **LIN) == {
        "code": code, "field": "notes"
    }  # fmt: skip
    with pytest.raises(InputError, match="written down"):
        ask(tablet, "member-note", code=code, field="secrets", text="x", **LIN)
    with pytest.raises(RuleError, match="guide"):
        ask(tablet, "member-note", code=code, field="notes", text="x")


def test_a_guide_vouches_afterwards(tablet: MemoryTablet) -> None:
    version = ask(tablet, "member-text")["version"]
    card = ask(tablet, "member-join", phone=PHONE, consent=version)
    assert ask(tablet, "member-claim", code=card["code"], proof="rang", shown=PHONE, **LIN)["vouched"] is True
    with pytest.raises(RuleError, match="guide"):
        ask(tablet, "member-claim", code=card["code"], proof="rang", shown=PHONE)


@pytest.mark.parametrize(
    "args",
    [
        {"consent": "1999-01"}, {"purposes": ["fame"]}, {"proof": "honestly"}, {"phone": "12"}, {"purposes": "advice"},
        {"phone": 13800006620},
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused(tablet: MemoryTablet, args: dict[str, object]) -> None:
    version = ask(tablet, "member-text")["version"]
    with pytest.raises(InputError):
        ask(tablet, "member-join", **{"phone": PHONE, "consent": version, **LIN, **args})
