"""A manager lets people in, switches badges off, and lets people go."""

import pytest

from kiosk.domain.people import BadgeOff, OffReason
from kiosk.domain.staff import Role
from kiosk.errors import InputError, RuleError
from kiosk.ports.devices import PartKind
from kiosk.services.guiding import BadgeSwitchedOff, BadgeUnknown, PinLocked, PinWrong
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet, words

BLANK = "B-BLANK00001"


@pytest.fixture
def tablet() -> MemoryTablet:
    made = memory_tablet()
    made.unlock(retailer.MEI_BADGE, retailer.MEI_PIN)
    return made


def _bars(tablet: MemoryTablet) -> str:
    return next(part.text for part in tablet.slips[-1].parts if part.kind is PartKind.BARCODE)


def test_a_new_guide_with_a_scanned_badge_signs_in_at_once(tablet):
    people = tablet.desk.people
    added = people.add("  Bo   Chen ", Role.GUIDE, "2580", people.read_badge(BLANK.lower()))
    assert [item.member.name for item in people.all()] == ["Bo Chen", "Lin", "Mei"]
    assert tablet.slips == []
    tablet.desk.lock()
    tablet.unlock(BLANK, "2580")
    assert tablet.desk.staff == added
    assert added.role is Role.GUIDE


def test_a_printed_badge_stands_on_its_slip_as_bars_and_nowhere_else(tablet):
    tablet.desk.people.add("Bo", Role.GUIDE, "2580")
    badge = _bars(tablet)
    assert tablet.slips[-1].secret
    assert tablet.slips[-1].reference not in badge
    assert all(not part.words for part in tablet.slips[-1].parts if part.kind is PartKind.BARCODE)
    assert "Bo" in words(tablet.slips[-1])
    assert all(
        badge.encode() not in event.body and b'"2580"' not in event.body for event in tablet.journal.state.events
    )
    tablet.desk.lock()
    tablet.unlock(badge, "2580")


def test_who_did_it_is_recorded(tablet):
    tablet.desk.people.add("Bo", Role.GUIDE, "2580")
    last = tablet.journal.state.events[-1]
    assert (last.type, last.actor) == ("StaffAdded", "G-MEI")


def test_a_badge_that_somebody_has_had_or_lost_cannot_be_given(tablet):
    people = tablet.desk.people
    with pytest.raises(InputError, match="has this badge already"):
        people.read_badge(retailer.LIN_BADGE)
    with pytest.raises(InputError, match="no badge"):
        people.read_badge(retailer.SHIRT_M)
    people.lost("G-LIN")
    with pytest.raises(InputError, match="stays off"):
        people.read_badge(retailer.LIN_BADGE)


def test_a_lost_badge_is_refused_with_a_sentence_from_this_moment(tablet):
    tablet.desk.people.lost("G-LIN")
    tablet.desk.lock()
    with pytest.raises(BadgeSwitchedOff) as refused:
        tablet.desk.scan(retailer.LIN_BADGE)
    assert refused.value.params == {"at_ms": tablet.clock()}
    with pytest.raises(BadgeUnknown):
        tablet.desk.scan("B-STRANGER1")


def test_a_new_badge_switches_the_old_one_off(tablet):
    people = tablet.desk.people
    people.give_badge("G-LIN", people.read_badge(BLANK))
    tablet.desk.lock()
    with pytest.raises(BadgeSwitchedOff):
        tablet.desk.scan(retailer.LIN_BADGE)
    tablet.unlock(BLANK, retailer.LIN_PIN)


def test_a_new_pin_counts_at_once_and_ends_a_lock_out(tablet):
    tablet.desk.lock()
    tablet.desk.scan(retailer.LIN_BADGE)
    for _ in range(5):
        with pytest.raises(PinWrong):
            tablet.desk.enter_pin("0000")
    with pytest.raises(PinLocked):
        tablet.desk.enter_pin(retailer.LIN_PIN)
    assert tablet.desk.locked_until_ms() == tablet.clock() + 300_000
    tablet.unlock(retailer.MEI_BADGE, retailer.MEI_PIN)
    tablet.desk.people.new_pin("G-LIN", "9517")
    tablet.desk.lock()
    tablet.desk.scan(retailer.LIN_BADGE)
    assert tablet.desk.locked_until_ms() == 0
    tablet.desk.enter_pin("9517")


def test_who_leaves_is_no_longer_here_and_their_badge_opens_nothing(tablet):
    tablet.desk.people.leaves("G-LIN")
    assert [item.member.name for item in tablet.desk.people.all()] == ["Mei"]
    with pytest.raises(InputError, match="left already"):
        tablet.desk.people.lost("G-LIN")
    tablet.desk.lock()
    with pytest.raises(BadgeSwitchedOff):
        tablet.desk.scan(retailer.LIN_BADGE)


def test_the_last_managers_badge_of_a_shop_stays_until_another_has_one(tablet):
    people = tablet.desk.people
    for verb in (people.lost, people.leaves):
        with pytest.raises(RuleError, match="last manager's badge"):
            verb("G-MEI")
    people.add("Bo", Role.MANAGER, "2580", people.read_badge(BLANK))
    people.lost("G-MEI")
    assert tablet.desk.staff is None, "the tablet was unlocked with that badge"


def test_a_guide_is_told_who_can(tablet):
    tablet.desk.lock()
    tablet.unlock()
    people = tablet.desk.people
    assert people.managers() == ("Mei",)
    for verb in (people.all, lambda: people.lost("G-MEI"), lambda: people.add("Bo", Role.GUIDE, "2580")):
        with pytest.raises(RuleError, match="needs a manager"):
            verb()


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "Bo\x00"])
def test_a_name_is_a_name(tablet, name):
    with pytest.raises(RuleError, match="1 to 40"):
        tablet.desk.people.add(name, Role.GUIDE, "2580")


def test_a_pin_that_everybody_tries_is_refused_and_nothing_happened(tablet):
    before = len(tablet.journal.state.events)
    with pytest.raises(RuleError, match="in a row"):
        tablet.desk.people.add("Bo", Role.GUIDE, "1234")
    assert (len(tablet.journal.state.events), tablet.slips) == (before, [])


def test_the_last_sign_in_here_is_known(tablet):
    seen = {item.member.id: item.attempts for item in tablet.desk.people.all()}
    assert (seen["G-MEI"].failed, seen["G-MEI"].last_ms) == (0, tablet.clock())
    assert seen["G-LIN"].last_ms == 0


def test_who_is_signed_in_with_a_badge_that_hq_says_is_off_is_signed_out():
    tablet = memory_tablet()
    tablet.unlock()
    assert tablet.desk.people.sign_out_if_off() is None
    assert tablet.desk.staff == retailer.LIN
    tablet.reader.staff_members = (retailer.MEI,)
    tablet.reader.badges_off = (BadgeOff(retailer.LIN.badge_sha256, 1, "e1", "JA", OffReason.LOST),)
    assert tablet.desk.people.sign_out_if_off() == retailer.LIN
    assert tablet.desk.screen.value == "shopper"


def test_who_is_asked_for_the_pin_with_it_is_asked_no_more():
    tablet = memory_tablet()
    tablet.desk.scan(retailer.LIN_BADGE)
    tablet.reader.staff_members = (retailer.MEI,)
    assert tablet.desk.people.sign_out_if_off() == retailer.LIN
    with pytest.raises(RuleError, match="badge first"):
        tablet.desk.enter_pin(retailer.LIN_PIN)


def test_the_same_basket_before_during_and_after_a_guide():
    tablet = memory_tablet()
    desk = tablet.desk
    desk.add(retailer.SHIRT_M)
    tablet.unlock()
    assert [line.variant.sku for line in desk.basket.lines] == [retailer.SHIRT_M]
    desk.add(retailer.TOTE_ONE)
    desk.lock()
    assert [line.variant.sku for line in desk.basket.lines] == [retailer.SHIRT_M, retailer.TOTE_ONE]
    tablet.unlock()
    placed = desk.place()
    assert {item.line.guide for item in placed.lines} == {"G-LIN"}
