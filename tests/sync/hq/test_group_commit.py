"""Runs of several devices share one transaction; what is wrong with one is nobody else's."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from kiosk.domain.events import Fulfilment
from kiosk.errors import EnvironmentProblem, OutOfStep
from kiosk.ports.sync import Acknowledgement
from sync.hq.office import HeadOffice
from sync.protocol import encode_run
from tests.fakes.retailer import SHIRT_M
from tests.sync.hq.desk import Clock, Tablet, enrolled, line, open_office, placed, put_range

MANY = 8


@pytest.fixture
def quiet_office(tmp_path: Path, hq_clock: Clock, hq_url: str) -> Iterator[HeadOffice]:
    """Interprets when it is told to: its transactions would be counted."""
    with open_office(tmp_path / "hq", clock=hq_clock, url=hq_url, interpret=False) as opened:
        put_range(opened)
        yield opened
        opened.interpret()
        found = opened.rebuild()
        assert (found.differences, found.broken) == ((), ())


@pytest.fixture
def tablets(quiet_office: HeadOffice) -> list[Tablet]:
    """Each with three orders."""
    made = [enrolled(quiet_office) for _ in range(MANY)]
    for which, tablet in enumerate(made):
        for number in range(3):
            tablet.append(placed(f"o{which}{number}", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
    return made


def until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + 30
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.001)


def pushed_together(office: HeadOffice, runs: Sequence[tuple[Tablet, bytes]]) -> list[object]:
    """What each was told. The first one's turn does not come until all others wait."""
    told: dict[int, object] = {}

    def push(number: int, run: bytes) -> None:
        try:
            told[number] = office.push(run)
        except Exception as error:
            told[number] = error

    threads = [threading.Thread(target=push, args=(number, run)) for number, (_, run) in enumerate(runs)]
    together, one_writer = office._intake._together, office.database.store.one_writer
    with office.database.aside(f"journal/{runs[0][0].device}"):  # as if somebody took in a run of the first one's
        threads[0].start()
        until(lambda: together._working)
        until(lambda: len(together._waiting) == int(one_writer))  # on PostgreSQL it has begun, and waits for its lock
        for number, thread in enumerate(threads[1:], 1 + int(one_writer)):
            thread.start()
            until(lambda number=number: len(together._waiting) == number)  # type: ignore[misc]
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()
    return [told[number] for number in range(len(runs))]


def runs_of(tablets: Sequence[Tablet], first: int = 1, last: int = 3) -> list[tuple[Tablet, bytes]]:
    return [(tablet, encode_run(tablet.run(first, last))) for tablet in tablets]


def throughs(told: Sequence[object]) -> list[int | None]:
    return [found.through if isinstance(found, Acknowledgement) else None for found in told]


def held(office: HeadOffice, tablets: Sequence[Tablet]) -> list[int]:
    """How many events of each are stored."""
    with office.database.read() as read:
        rows = read.conn.exec_driver_sql("SELECT device, count(*) FROM event GROUP BY device").all()
    counts = {row[0]: int(row[1]) for row in rows}
    return [counts.get(tablet.device, 0) for tablet in tablets]


@contextmanager
def commits(office: HeadOffice) -> Iterator[list[object]]:
    found: list[object] = []
    engine = office.database.store._writer  # type: ignore[attr-defined]
    note = lambda conn: found.append(conn)  # noqa: E731, PLW0108 - a listener is found again by who it is
    event.listen(engine, "commit", note)
    yield found
    event.remove(engine, "commit", note)


def test_runs_that_wait_share_a_transaction_and_each_is_signed_for(
    quiet_office: HeadOffice, tablets: list[Tablet]
) -> None:
    with commits(quiet_office) as found:
        told = pushed_together(quiet_office, runs_of(tablets))
    assert throughs(told) == [3] * MANY
    assert held(quiet_office, tablets) == [3] * MANY
    assert [ack.chain for ack in told if isinstance(ack, Acknowledgement)] == [each.events[2].chain for each in tablets]
    assert len(found) <= 3, "the one that kept the first waiting, the first, all others"


@pytest.mark.expects_warnings("a branch is an alarm")
def test_a_gap_a_fork_and_what_is_held_already_are_told_to_those_who_sent_them(
    quiet_office: HeadOffice, tablets: list[Tablet]
) -> None:
    for tablet in tablets[:4]:
        quiet_office.push(encode_run(tablet.run(1, 2)))
    gap, forked, again, longer = tablets[4], tablets[1], tablets[2], tablets[3]
    other = Tablet(forked.device, "JA", forked.key)
    for number in range(3):
        other.append(placed(f"x{number}", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")), event_id=f"fork-{number}")
    runs = [
        (tablets[0], encode_run(tablets[0].run(3, 3))), (gap, encode_run(gap.run(2, 3))),
        (forked, encode_run(other.run())), (again, encode_run(again.run(1, 2))), (longer, encode_run(longer.run(1, 3))),
        *runs_of(tablets[5:]),
    ]  # fmt: skip
    told = pushed_together(quiet_office, runs)
    assert throughs(told) == [3, None, None, 2, 3, 3, 3, 3]
    assert [type(found) for found in told[1:3]] == [OutOfStep, OutOfStep]
    assert [found.forked for found in told if isinstance(found, OutOfStep)] == [False, True]
    assert held(quiet_office, tablets) == [3, 2, 2, 3, 0, 3, 3, 3]
    assert quiet_office.summary()["branches"] == 1


def refuse(office: HeadOffice, device: str) -> None:
    """The database takes no event of this device, for a reason that no check of ours knows of."""
    with office.database.store.writing() as conn:
        if office.database.store.one_writer:
            conn.exec_driver_sql(
                f"CREATE TRIGGER bad BEFORE INSERT ON event WHEN NEW.device = '{device}'"
                " BEGIN SELECT RAISE(ABORT, 'not this one'); END"
            )
            return
        conn.exec_driver_sql(
            "CREATE FUNCTION bad() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$BEGIN IF NEW.device = '{device}' THEN RAISE EXCEPTION 'not this one'; END IF; RETURN NEW; END$$"
        )
        conn.exec_driver_sql("CREATE TRIGGER bad BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION bad()")


@pytest.mark.expects_warnings("PostgreSQL's driver says that it gave up what it was sending")
def test_a_run_that_breaks_the_transaction_is_the_only_one_that_fails(
    quiet_office: HeadOffice, tablets: list[Tablet]
) -> None:
    refuse(quiet_office, tablets[3].device)
    told = pushed_together(quiet_office, runs_of(tablets))
    assert throughs(told) == [3, 3, 3, None, 3, 3, 3, 3]
    assert held(quiet_office, tablets) == [3, 3, 3, 0, 3, 3, 3, 3]
    assert isinstance(told[3], Exception)
    assert "not this one" in str(told[3])


def test_two_runs_of_one_device_are_taken_in_one_after_the_other(
    quiet_office: HeadOffice, tablets: list[Tablet]
) -> None:
    one, other = tablets[:2]
    parts = [(other, encode_run(other.run(first, first))) for first in (1, 2, 3)]
    told = pushed_together(quiet_office, [(one, encode_run(one.run(1, 3))), *parts])
    assert throughs(told) == [3, 1, 2, 3]
    assert held(quiet_office, tablets[:2]) == [3, 3]


@pytest.mark.parametrize("hq_url", ["sqlite"], indirect=True)
def test_what_the_machine_cannot_do_now_is_told_to_all_and_nothing_is_stored(
    quiet_office: HeadOffice, tablets: list[Tablet]
) -> None:
    """A disk that is full: the next page is one too many."""
    with quiet_office.database.store.writing() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    for tablet in tablets:
        for number in range(100):
            tablet.append(placed(f"{tablet.device}-{number}", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
    told = pushed_together(quiet_office, runs_of(tablets, 1, 103))
    assert [type(found) for found in told] == [EnvironmentProblem] * MANY
    assert held(quiet_office, tablets) == [0] * MANY
    with quiet_office.database.store.writing() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert throughs(pushed_together(quiet_office, runs_of(tablets, 1, 103))) == [103] * MANY
