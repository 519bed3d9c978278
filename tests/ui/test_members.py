"""Becoming a member at the glass, and what stays of it there: nothing."""

import pytest

from kiosk.domain.events import body_of
from kiosk.domain.identity import IdentityKind, IndexedMember, identity_hash
from kiosk.domain.members import MemberClaimed, Proof
from kiosk.errors import HqUnreachable
from kiosk.services.members_room import MEMBERS_KEY
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.glasses import Shown
from tests.ui.test_guide import place
from tests.ui.walk.members import JOIN, PHONE
from ui.finding import items_below, text_of

KEY = "00" * 32
FAR = "M-1234567890123451"


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


def words_on_glass(shown: Shown) -> str:
    """Every text that any item of the scene holds, seen or not."""
    return " ".join(text_of(item) for item in items_below(shown.window.quick.contentItem()))


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
    left = " ".join((_scene(able), words_on_glass(able)))
    for trace in ("王", "120", "M-", "1000"):
        assert trace not in left, (trace, left)
    assert able.tablet.desk.basket.member is None


def _nobody(_hashed: str) -> IndexedMember | None:
    return None


def _no_answer(_hashed: str) -> IndexedMember | None:
    raise HqUnreachable("It does not answer.")


@pytest.mark.parametrize(
    ("state", "said", "chinese"),
    [
        ("unknown", "Head office knows no member under this either", "总部也没有"),
        ("no line", "head office does not answer now", "总部暂时没有回应"),
        ("no index", "head office does not answer now", "总部暂时没有回应"),
        ("not agreed", "its owner has not agreed", "卡主"),
        ("no key", "it waits for head office", "总部"),
    ],
)
def test_a_card_that_opens_nothing_is_told_why_and_what_to_do(
    open_glass: Open, state: str, said: str, chinese: str
) -> None:
    able = open_glass(language="en", ask_hq=_nobody if state == "unknown" else _no_answer)
    reader = able.tablet.reader
    reader.settings |= {} if state == "no key" else {MEMBERS_KEY: KEY}
    reader.index_is_here = state not in ("no index", "no key")
    if state == "not agreed":
        hashed = identity_hash(bytes.fromhex(KEY), IdentityKind.CODE, FAR)
        reader.identities[hashed] = IndexedMember("m-9", consent=False)
    able.play("wait page browse", f"scan {FAR}", f"wait text notice '{said}'")
    assert able.window.app.page == "browse"
    assert able.tablet.desk.basket.member is None
    able.play("language zh", f"wait text notice {chinese}")


def test_whoever_became_a_member_elsewhere_just_now_is_known_once_head_office_says_so(open_glass: Open) -> None:
    asked: list[str] = []

    def hq(hashed: str) -> IndexedMember | None:
        asked.append(hashed)
        return IndexedMember("m-9", "gold", "", "XH", True)

    able = open_glass(language="en", ask_hq=hq)
    able.tablet.reader.settings[MEMBERS_KEY] = KEY
    able.play("wait page browse", f"scan {FAR}", "wait page me", "expect me.headline 3451")
    assert asked == [identity_hash(bytes.fromhex(KEY), IdentityKind.CODE, FAR)]
    able.play("click me.goOn", "wait page browse", f"scan {FAR}", "wait page me")
    assert len(asked) == 1, "the desk remembers, until it forgets"
    able.play("click me.done", "wait page browse", f"scan {FAR}", "wait page me")
    assert len(asked) == 2


def test_a_guide_who_types_a_number_hears_from_head_office_as_well(open_glass: Open) -> None:
    able = open_glass(language="en", ask_hq=lambda _hashed: IndexedMember("m-9", "gold", "", "XH", True))
    able.tablet.reader.settings[MEMBERS_KEY] = KEY
    able.play("wait page browse")
    able.sign_in()
    able.play("click bar.members", "wait page clientele", f"type {PHONE}", "press Return", "wait object clientele.hold")


def _vouching(shown: Shown) -> None:
    shown.sign_in()
    shown.play("click bar.range", "wait page browse", "click bar.member", "wait page joining")
    shown.play("click joining.purpose.membership", f"type {PHONE}")


def _claims(shown: Shown) -> list[MemberClaimed]:
    bodies = map(body_of, shown.tablet.journal.state.events)
    return [body for body in bodies if isinstance(body, MemberClaimed)]


def test_an_old_card_is_scanned_as_a_proof_and_opens_the_record(able: Shown) -> None:
    _vouching(able)
    able.play("click joining.slip", f"scan {retailer.MEMBER_CODE}", "wait text joining.slip 'was shown'")
    able.play("click joining.join", "wait page me")
    (claim,) = _claims(able)
    assert (claim.record, claim.proof, claim.guide) == (retailer.MEMBER.id, Proof.CARD, retailer.LIN.id)


def test_an_order_slip_is_one_too_and_what_is_none_is_told_and_loses_nothing(able: Shown) -> None:
    able.play(f"scan {retailer.MEMBER_CODE}", "wait page me", "click me.goOn", "wait page browse")
    number = place(able)
    _vouching(able)
    able.play("click joining.slip", f"scan {retailer.SHIRT_M}", "wait text notice 'neither'")
    assert able.window.app.page == "joining"
    able.play("click notice.close", f"scan {number}", f"wait text joining.slip {number}")
    assert _can_join(able)
    able.play("click joining.join", "wait page me")
    assert [(claim.record, claim.proof) for claim in _claims(able)] == [(retailer.MEMBER.id, Proof.ORDER)]


def test_one_proof_at_a_time_and_none_without_a_guide(able: Shown) -> None:
    _vouching(able)
    model = able.window.app.joining
    able.play("click joining.slip", f"scan {retailer.MEMBER_CODE}", "wait text joining.slip 'was shown'")
    able.play("click joining.rang")
    assert (model.rang, model.slipWanted) == (True, False)
    able.play("click joining.slip")
    assert (model.rang, model.slipWanted) == (False, True)
    able.play("click joining.slip")
    assert not model.slipWanted
    able.play("click bar.lock", "wait page browse", "click bar.member", "wait page joining")
    able.play("wait gone joining.slip", "wait gone joining.rang")
    _vouching(able)
    able.play(f"scan {retailer.MEMBER_CODE}", "wait page clientele")  # nobody waits for a proof


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
    hashed = identity_hash(bytes.fromhex(KEY), IdentityKind.CODE, FAR)
    able.tablet.reader.identities[hashed] = IndexedMember("m-9", "gold", "", "XH", True)
    able.play(f"scan {FAR}", "wait page me", "wait text me.since 'another shop'", "expect me.headline 3451")
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
