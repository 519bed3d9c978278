"""Power cuts while days are closed: no Z is lost or doubled, no number is missing, every event is in exactly one."""

import random
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from kiosk.control import ControlClient
from kiosk.errors import EnvironmentProblem, RuleError
from kiosk.storage.tablet import TabletStorage
from tests.e2e import books
from tests.fakes import retailer
from tests.faults.kiosks import ForkedKiosk, Zygote
from tests.storage.tablets import IDENTITY, Stream, small_range
from tests.storage.test_catalogues import adopt, snapshot

LIVES = 40
SEED = 20_261_126
BADGE, PIN = retailer.MEI_BADGE, retailer.MEI_PIN


def alone(place: Path) -> Path:
    """A tablet's folder with a shop and its manager, out of reach of any HQ, at a port where nobody listens."""
    folder = place / "tablet"
    tablet = TabletStorage.create(folder, replace(IDENTITY, hq_url="http://127.0.0.1:9"))
    adopt(tablet, snapshot(place, small_range()))
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # the PIN is not what is tested here
    staff = Stream("shop.JA")
    staff.put("staff", retailer.MEI.id, replace(retailer.MEI, pin_hash=cheap.hash(retailer.MEI_PIN)))
    staff.pull(tablet.shop)
    tablet.close()
    return folder


class Manager:
    """Opens and closes days in a thread of its own until the kiosk is gone. `told`: every Z that was answered."""

    def __init__(self, kiosk: ForkedKiosk, told: list[str]) -> None:
        self._kiosk = kiosk
        self._told = told
        self._error: BaseException | None = None
        self.closing = False
        self._closed = 0
        self._last_s = 0.02  # how long a closing took the last time
        self._progress = threading.Condition()
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="manager", daemon=True)
        self._thread.start()

    def kill_after(self, closings: int, share: float) -> None:
        """kill -9 when so many days are closed, and `share` of the time has passed that the next one takes."""
        with self._progress:
            self._progress.wait_for(lambda: self._closed >= closings or self._ended, 60)
        time.sleep(share * self._last_s)
        self._kiosk.kill()
        self._thread.join(30)
        assert not self._thread.is_alive(), "the manager still waits for an answer of a dead kiosk"
        if self._error:
            raise self._error

    def _run(self) -> None:
        try:
            with ControlClient(self._kiosk.folder) as client:
                while True:
                    self._day(client)
        except (EnvironmentProblem, OSError, ValueError):  # ValueError: an answer torn in the middle
            pass
        except BaseException as error:  # shown by kill_after(), in the test's own thread
            self._error = error
        with self._progress:
            self._ended = True
            self._progress.notify_all()

    def _day(self, client: ControlClient) -> None:
        with suppress(RuleError):  # the life before ended between opening and closing
            client.call("day-open", float="500", badge=BADGE, pin=PIN)
        self.closing, began = True, time.perf_counter()
        self._told.append(client.call("day-close", counted="500", badge=BADGE, pin=PIN)["number"])
        self.closing = False
        with self._progress:
            self._last_s = time.perf_counter() - began
            self._closed += 1
            self._progress.notify_all()


@pytest.mark.slow
def test_zs_have_no_gap_and_no_event_is_outside_or_in_two_of_them_over_kills(tmp_path: Path) -> None:
    folder, moments, told = alone(tmp_path), random.Random(SEED), list[str]()
    met = 0
    with Zygote() as zygote:
        for _ in range(LIVES):
            kiosk = zygote.start(folder, folder.with_suffix(".log"))
            kiosk.wait_until_it_answers()
            manager = Manager(kiosk, told)
            manager.kill_after(moments.randrange(3), moments.uniform(0.2, 2))
            met += manager.closing
    assert kiosk.complaints == []
    assert met >= LIVES // 4, "most kills met no closing: this proves nothing"
    _audit(folder, told)


def _audit(folder: Path, told: list[str]) -> None:
    kept = books.tablet_books(folder)
    chains = {fact.seq: fact.chain for fact in kept.facts}
    closings = [fact for fact in kept.facts if fact.type == "DayClosed"]
    numbers = [fact.body["number"] for fact in closings]
    assert numbers == [f"JA-02-A-Z-{n:06d}" for n in range(1, len(numbers) + 1)]
    assert len(told) == len(set(told)) >= LIVES // 2
    assert set(told) <= set(numbers), "what was answered is in the journal"
    assert len(numbers) - len(told) <= LIVES
    covered = Counter(seq for fact in closings for seq in range(fact.body["first_seq"], fact.body["last_seq"] + 1))
    assert covered == Counter(range(1, closings[-1].seq))
    for fact in closings:
        assert fact.body["chain"] == chains[fact.seq - 1]
        assert (fact.body["expected_minor"], fact.body["counted_minor"]) == (50_000, 50_000)
    jobs = books.rows(folder / "journal.db", "SELECT reference FROM print_job WHERE reference LIKE '%-Z-%' ORDER BY id")
    assert [reference for (reference,) in jobs] == numbers, "each has its paper, once"
