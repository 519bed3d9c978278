"""Becoming a member at the glass, and what stays of it there: nothing."""

import pytest

from kiosk.domain.identity import IdentityKind, IndexedMember, identity_hash
from kiosk.services.members_room import MEMBERS_KEY
from tests.fakes import retailer
from tests.ui.glasses import Shown
from tests.ui.walk.members import JOIN, PHONE

KEY = "00" * 32


def _join(shown: Shown) -> None:
    shown.play(*(line.strip() for line in JOIN.splitlines() if line.strip()))


@pytest.fixture
def able(english: Shown) -> Shown:
    english.tablet.reader.settings[MEMBERS_KEY] = KEY
    return english


def _can_join(shown: Shown) -> bool:
    return bool(shown.window.app.joining.canJoin)


def _scene(shown: Shown) -> str:
    """Every text the page and the view-models hold."""
    app = shown.window.app
    models = (app.joining, app.me, app.phone)
    names = ("shown", "headline", "code", "source", "points", "standing", "since")
    held = [str(getattr(model, name)) for model in models for name in names if hasattr(model, name)]
    return " ".join((app.member, *held))


def test_a_card_takes_eleven_digits_and_four_touches(able: Shown) -> None:
    steps = [line.split()[0] for line in JOIN.splitlines() if line.strip()]
    assert steps.count("click") == 3, "the pill, the consent, the button"
    _join(able)
    (slip,) = [slip for slip in able.tablet.slips if slip.kind == "member_card"]
    code = slip.reference
    assert able.window.app.me.code.replace(" ", "") == code
    assert able.tablet.desk.basket.member is not None
    able.play("expect me.headline Welcome", "expect me.agreed.membership Recognise")


def test_nothing_is_agreed_to_beforehand_and_leaving_leaves_nothing(able: Shown) -> None:
    able.play("click bar.member", "wait page joining", f"type {PHONE}")
    assert not _can_join(able)
    able.play("click joining.purpose.messages")
    assert _can_join(able), "whoever agrees to more agrees to be recognised"
    able.play("click joining.purpose.membership")
    assert not _can_join(able)
    able.play("click bar.back", "wait page browse")
    assert able.window.app.joining.shown == ""
    assert able.tablet.slips == []
    assert able.tablet.desk.basket.member is None


def test_a_number_that_is_known_is_met_in_the_same_words(able: Shown) -> None:
    _join(able)
    words = {name: getattr(able.window.app.me, name) for name in ("headline", "then", "points")}
    able.play("click me.done", "wait page browse")
    hashed = identity_hash(bytes.fromhex(KEY), IdentityKind.PHONE, PHONE)
    able.tablet.reader.identities[hashed] = IndexedMember("m-7", "gold", "", "XH", True)
    able.tablet.clock.advance(minutes=5)
    _join(able)
    assert {name: getattr(able.window.app.me, name) for name in words} == words
    assert able.window.app.me.standing == "Jing'an"


@pytest.mark.parametrize("way", ["idle", "done"])
def test_when_they_leave_nothing_of_them_is_on_the_glass(able: Shown, way: str) -> None:
    able.play(f"scan {retailer.MEMBER_CODE}", "wait page me", "wait text me.points 120")
    assert "王**" in _scene(able)
    if way == "idle":
        able.play("leave")
        for _ in range(20):
            able.window.app.idle._tick()
        able.play("wait page browse")
    else:
        able.play("click me.done", "wait page browse")
    left = _scene(able)
    for trace in ("王", "120", "M-", "1000"):
        assert trace not in left, (trace, left)
    assert able.tablet.desk.basket.member is None


def test_consent_is_taken_back_at_once(able: Shown) -> None:
    _join(able)
    code = able.window.app.me.code.replace(" ", "")
    able.play("click me.takeBack", "click me.takeBackNow", "wait page browse", "expect bar.member Member")
    assert able.tablet.desk.basket.member is None
    able.play(f"scan {code}", "wait object notice")
    assert able.window.app.page == "browse"


def test_a_scan_of_the_card_in_the_middle_of_something_does_not_interrupt_it(able: Shown) -> None:
    able.play("scan " + retailer.SHIRT_M, "wait page style", f"scan {retailer.MEMBER_CODE}", "wait text bar.member 王")
    assert able.window.app.page == "style"
    able.play("click bar.member", "wait page me", "click bar.back", "wait page style")


def test_whoever_was_never_asked_agrees_with_the_card_alone(able: Shown) -> None:
    able.play(f"scan {retailer.MEMBER_CODE}", "wait page me", "expect me.since 'never asked'", "click me.agree")
    able.play("wait page joining", "wait gone pad.1", "click joining.purpose.membership", "click joining.join")
    able.play("wait page me", "wait object me.agreed.membership", "wait gone me.agree")
    (event,) = [event for event in able.tablet.journal.state.events if event.type == "ConsentGiven"]
    assert event.actor == "shopper"


def test_a_member_of_another_shop_sees_their_own_page(able: Shown) -> None:
    code = "M-1234567890123451"
    hashed = identity_hash(bytes.fromhex(KEY), IdentityKind.CODE, code)
    able.tablet.reader.identities[hashed] = IndexedMember("m-9", "gold", "", "XH", True)
    able.play(f"scan {code}", "wait page me", "wait text me.since 'another shop'", "expect me.headline 3451")
    assert able.window.app.me.standing.startswith("Gold")


def test_a_style_is_put_on_the_wish_list_and_taken_off_and_nobody_elses(able: Shown) -> None:
    able.play(f"scan {retailer.SHIRT_M}", "wait page style", "wait gone style.wish")
    able.play(f"scan {retailer.MEMBER_CODE}", "wait text bar.member 王", f"scan {retailer.SHIRT_M}")
    able.play("wait object style.wish", "click style.wish")
    able.player.until(lambda: bool(able.window.app.style.wish.wished), "the wish to be kept")
    able.play("click bar.member", "wait page me", "wait object me.wish.0", "click me.wish.0", "wait page style")
    able.play("wait object style.wish", "click style.wish")
    able.player.until(lambda: not able.window.app.style.wish.wished, "the wish to be gone")
    able.play("click bar.member", "wait page me", "wait gone me.wish.0", "click me.done", "wait page browse")
    able.play(f"scan {retailer.SHIRT_M}", "wait page style", "wait gone style.wish")
