"""Wrong PINs: every fifth one locks for five minutes, and waiting is the only way out."""

from kiosk.domain.staff import LOCK_OUT_MS, MAX_TRIES, PinAttempts

NOW_MS = 1_763_877_600_000


def test_four_wrong_pins_leave_one_try_and_the_fifth_locks():
    attempts = PinAttempts()
    for left in range(MAX_TRIES - 1, -1, -1):
        attempts = attempts.after_failure(NOW_MS)
        assert attempts.left() == left
        assert bool(attempts.locked_until()) == (left == 0)
    assert attempts.locked_until() == NOW_MS + LOCK_OUT_MS == NOW_MS + 300_000


def test_after_a_lock_there_are_five_more_tries_and_then_the_next_lock():
    attempts = PinAttempts()
    locked = []
    for at in range(1, 21):
        attempts = attempts.after_failure(NOW_MS + at)
        if attempts.locked_until():
            locked.append(at)
    assert locked == [5, 10, 15, 20]


def test_nobody_is_locked_without_a_failure():
    assert PinAttempts().locked_until() == 0
