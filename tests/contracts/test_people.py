"""What a shop says about its people, whether the journal is a dictionary or a file."""

import pytest

from kiosk.domain.people import OffReason
from kiosk.domain.staff import LOCK_OUT_MS, Role
from kiosk.services.desk import Desk
from kiosk.services.guiding import BadgeSwitchedOff, PinLocked, PinWrong
from tests.contracts.benches import Bench, desk_at
from tests.fakes import retailer

SHIRT_M = retailer.SHIRT_M


def _unlocked(bench: Bench, badge: str, pin: str) -> Desk:
    desk = desk_at(bench)
    desk.scan(badge)
    desk.enter_pin(pin)
    return desk


def test_what_a_manager_says_about_people_counts_at_once_and_after_a_restart(bench):
    people = _unlocked(bench, retailer.MEI_BADGE, retailer.MEI_PIN).people
    bo = people.add("Bo", Role.GUIDE, "2580", people.read_badge("B-BLANK00001"))
    people.lost("G-LIN")
    people.new_pin("G-MEI", "9517")
    for _ in range(2):
        assert [member.name for member in bench.reader.people()] == ["Bo", "Lin", "Mei"]
        assert bench.reader.staff(bo.id) == bo
        assert bench.reader.staff_by_badge(bo.badge_sha256) == bo
        assert bench.reader.staff_by_badge(retailer.LIN.badge_sha256) is None
        off = bench.reader.badge_off(retailer.LIN.badge_sha256)
        assert off is not None
        assert (off.shop, off.reason) == ("JA", OffReason.LOST)
        mei = bench.reader.staff("G-MEI")
        assert mei is not None
        assert mei.pin_hash == "pin:9517"
        bench.restart()


def test_when_hq_has_what_was_said_its_rows_count_alone_but_a_lost_badge_stays_off(bench):
    _unlocked(bench, retailer.MEI_BADGE, retailer.MEI_PIN).people.lost("G-LIN")
    bench.hq_knows()
    assert bench.reader.staff("G-LIN") == retailer.LIN, "this HQ says so"
    with pytest.raises(BadgeSwitchedOff):
        desk_at(bench).scan(retailer.LIN_BADGE)


def test_no_desk_is_unlocked_after_a_restart_and_a_lock_out_is_as_it_was(bench):
    desk = _unlocked(bench, retailer.LIN_BADGE, retailer.LIN_PIN)
    desk.add(SHIRT_M)
    bench.restart()
    assert desk_at(bench).staff is None
    assert not desk_at(bench).basket.lines
    desk = desk_at(bench)
    desk.scan(retailer.LIN_BADGE)
    for _ in range(5):
        with pytest.raises(PinWrong):
            desk.enter_pin("0000")
    until_ms = desk.locked_until_ms()
    assert until_ms == bench.clock() + LOCK_OUT_MS
    bench.restart()
    desk = desk_at(bench)
    desk.scan(retailer.LIN_BADGE)
    assert desk.locked_until_ms() == until_ms
    with pytest.raises(PinLocked):
        desk.enter_pin(retailer.LIN_PIN)
    bench.clock.advance(minutes=5)
    assert desk.locked_until_ms() == 0
