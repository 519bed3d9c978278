"""Signing in: a try is counted before it is looked at, and neither a crash nor a restart gives one back."""

import pytest

from kiosk.domain.staff import LOCK_OUT_MS
from kiosk.errors import InputError, RuleError
from kiosk.services.guiding import PinLocked, PinWrong, sign_in
from tests.fakes import retailer
from tests.fakes.clock import FakeClock
from tests.fakes.storage import MemoryJournal
from tests.fakes.tablet import memory_tablet


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def journal(clock: FakeClock) -> MemoryJournal:
    return MemoryJournal(clock)


def _wrong(journal: MemoryJournal, times: int = 1) -> PinWrong:
    for _ in range(times):
        with pytest.raises(PinWrong) as refused:
            sign_in(journal, retailer.LIN, "0000", retailer.verify_pin)
    return refused.value


def test_the_right_pin_signs_in_and_forgets_wrong_ones(journal):
    assert _wrong(journal, 4).params == {"failed": 4, "left": 1}
    assert sign_in(journal, retailer.LIN, retailer.LIN_PIN, retailer.verify_pin) is retailer.LIN
    assert _wrong(journal).params == {"failed": 1, "left": 4}


def test_five_wrong_pins_lock_even_for_the_right_one_until_the_time_is_over(journal, clock):
    assert _wrong(journal, 5).params["left"] == 0
    with pytest.raises(PinLocked) as refused:
        sign_in(journal, retailer.LIN, retailer.LIN_PIN, retailer.verify_pin)
    assert refused.value.params == {"until_ms": clock() + LOCK_OUT_MS}
    clock.now_ms += LOCK_OUT_MS - 1
    with pytest.raises(PinLocked):
        sign_in(journal, retailer.LIN, retailer.LIN_PIN, retailer.verify_pin)
    clock.now_ms += 1
    assert sign_in(journal, retailer.LIN, retailer.LIN_PIN, retailer.verify_pin) is retailer.LIN


def test_a_locked_try_does_not_lengthen_the_lock(journal, clock):
    _wrong(journal, 5)
    clock.now_ms += LOCK_OUT_MS // 2
    with pytest.raises(PinLocked) as refused:
        sign_in(journal, retailer.LIN, "0000", retailer.verify_pin)
    assert refused.value.params["until_ms"] == clock() + LOCK_OUT_MS // 2


def test_a_restart_does_not_unlock(journal, clock):
    _wrong(journal, 3)
    _wrong(journal.restarted(), 2)  # on its own copy of what was on disk: the process before is gone
    again = journal.restarted()
    _wrong(again, 2)
    with pytest.raises(PinLocked):
        sign_in(again.restarted(), retailer.LIN, retailer.LIN_PIN, retailer.verify_pin)


def test_the_try_is_on_disk_before_the_pin_is_looked_at(journal):
    """Pulling the plug while the hash is computed costs a try; otherwise it would be a way to try for ever."""

    def power_cut(_hash: str, _pin: str) -> bool:
        assert journal.state.pins["G-LIN"].failed == 1
        raise SystemExit

    with pytest.raises(SystemExit):
        sign_in(journal, retailer.LIN, retailer.LIN_PIN, power_cut)
    assert _wrong(journal.restarted()).params["failed"] == 2


def test_one_guides_wrong_pins_do_not_lock_another(journal):
    _wrong(journal, 5)
    assert sign_in(journal, retailer.MEI, retailer.MEI_PIN, retailer.verify_pin) is retailer.MEI


def test_the_desk_asks_for_the_pin_of_the_badge_it_saw_last():
    tablet = memory_tablet()
    with pytest.raises(RuleError, match="badge first"):
        tablet.desk.enter_pin(retailer.LIN_PIN)
    tablet.desk.scan(retailer.LIN_BADGE)
    tablet.desk.scan(retailer.MEI_BADGE)
    with pytest.raises(PinWrong):
        tablet.desk.enter_pin(retailer.LIN_PIN)
    assert tablet.desk.staff is None
    assert tablet.desk.enter_pin(retailer.MEI_PIN) is retailer.MEI
    with pytest.raises(RuleError, match="badge first"):
        tablet.desk.enter_pin(retailer.MEI_PIN)


def test_a_badge_of_nobody_here_opens_nothing():
    tablet = memory_tablet()
    with pytest.raises(InputError, match="not known in this shop"):
        tablet.desk.scan("B-STRANGER1")
    assert tablet.desk.screen == "shopper"
