"""Waiting and trying again."""

import threading

from drivers.base import Backoff, DeviceThread, Waker, wait_until


def test_a_stop_ends_every_wait_and_a_wake_only_one() -> None:
    waker = Waker()
    waker.wake()
    waker.wait()
    waker.stop()
    waker.wait()
    waker.wait()
    assert waker.stopped


def test_a_stop_at_any_moment_of_a_wait_is_not_lost() -> None:
    for _ in range(300):
        waker = Waker()
        waiting = threading.Thread(target=lambda waker=waker: [waker.wait() for _ in iter(lambda: waker.stopped, True)])
        waiting.start()
        waker.wake()
        waker.stop()
        waiting.join(10)
        assert not waiting.is_alive()


def test_intervals_double_up_to_the_longest_and_begin_again_after_success() -> None:
    backoff = Backoff(1.0, 5.0)
    assert [backoff.next_s() for _ in range(5)] == [1.0, 2.0, 4.0, 5.0, 5.0]
    backoff.reset()
    assert backoff.next_s() == 1.0


def test_a_device_thread_can_stop_itself_and_be_stopped_before_it_started() -> None:
    threads: list[DeviceThread] = []
    done = threading.Event()

    def run(waker: Waker) -> None:
        threads[0].stop()
        done.set()

    threads.append(DeviceThread("itself", run))
    threads[0].start()
    assert done.wait(10)
    DeviceThread("never started", run).stop()


def test_waiting_for_a_condition_tells_whether_it_came() -> None:
    answers = iter([False, False, True])
    assert wait_until(lambda: next(answers), 10)
    assert not wait_until(lambda: False, 0.02)
