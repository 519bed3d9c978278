"""What the engine relies on in a journal and in a replica: the ones in memory and the ones on files keep it alike."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.domain.events import EpochStarted, start_of, verify
from kiosk.errors import BugError, KioskError
from kiosk.ports.sync import (
    Acknowledgement,
    Cursor,
    EventSource,
    Replica,
    StreamRow,
    acknowledgement_message,
    seal_message,
)
from kiosk.storage.tablet import TabletStorage
from tests.storage.tablets import HQ_KEY, IDENTITY, append, new_tablet
from tests.sync.fakes import MemoryJournal, MemoryKey, MemoryReplica, signed_by

SHOP, DEVICE = f"shop.{IDENTITY.shop}", f"device.{IDENTITY.device}"


# --- EventSource


class Author:
    """A journal and whoever writes into it."""

    def __init__(self, source: EventSource, public_key: bytes, record: Callable[[int], object]) -> None:
        self.source, self.public_key, self.record = source, public_key, record


@pytest.fixture(params=["memory", "files"])
def author(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Author]:
    if request.param == "memory":
        key = MemoryKey()
        journal = MemoryJournal(IDENTITY.device, key, IDENTITY.hq_public_key)
        journal.record_some(1)  # as every journal begins
        yield Author(journal, key.public_bytes(), journal.record_some)
        return
    tablet = new_tablet(tmp_path)
    facts = EpochStarted(1, "test", "0")
    yield Author(tablet.journal, tablet.key.public_bytes(), lambda count: append(tablet, *[facts] * count))
    tablet.close()


def signed(through: int, chain: str, epoch: int = 1) -> Acknowledgement:
    message = acknowledgement_message(IDENTITY.device, epoch, through, chain)
    return Acknowledgement(IDENTITY.device, epoch, through, chain, HQ_KEY.sign(message).hex())


def test_a_run_holds_what_hq_does_not_have_sealed_and_in_order(author: Author) -> None:
    author.record(4)
    run = author.source.next_run()
    assert run is not None
    assert [event.seq for event in run.events] == [1, 2, 3, 4, 5]
    previous = start_of(IDENTITY.device, 1).chain
    assert run.previous_chain == previous
    for event in run.events:
        assert verify(event, previous)
        previous = event.chain
    assert signed_by(author.public_key, run.seal, seal_message(IDENTITY.device, 1, 5, previous))


def test_a_run_is_cut_to_the_events_asked_for_and_the_next_follows_its_acknowledgement(author: Author) -> None:
    author.record(4)
    first = author.source.next_run(max_events=2)
    assert first is not None
    assert author.source.next_run(max_events=2) == first
    author.source.acknowledged(signed(2, first.events[-1].chain))
    second = author.source.next_run()
    assert second is not None
    assert [event.seq for event in second.events] == [3, 4, 5]
    assert second.previous_chain == first.events[-1].chain


def test_a_run_holds_at_least_one_event_however_little_room_there_is(author: Author) -> None:
    author.record(4)
    run = author.source.next_run(max_bytes=1)
    assert run is not None
    assert len(run.events) == 1


def test_when_hq_has_everything_there_is_no_run(author: Author) -> None:
    run = author.source.next_run()
    assert run is not None
    assert author.source.newest_acknowledgement() is None
    ack = signed(1, run.events[-1].chain)
    author.source.acknowledged(ack)
    assert author.source.next_run() is None
    assert author.source.newest_acknowledgement() == ack


def test_an_old_acknowledgement_moves_nothing_back(author: Author) -> None:
    author.record(2)
    run = author.source.next_run()
    assert run is not None
    author.source.acknowledged(signed(3, run.events[2].chain))
    author.source.acknowledged(signed(1, run.events[0].chain))
    assert author.source.next_run() is None


@pytest.mark.expects_warnings("journals that differ are told")
def test_what_hq_lost_is_sent_again(author: Author) -> None:
    author.record(4)
    run = author.source.next_run()
    assert run is not None
    author.source.acknowledged(signed(5, run.events[-1].chain))
    author.source.held_by_hq([(1, 5, run.events[-1].chain)])
    assert author.source.next_run() is None
    author.source.held_by_hq([(1, 3, run.events[2].chain)])
    again = author.source.next_run()
    assert again is not None
    assert [event.id for event in again.events] == [event.id for event in run.events[3:]]
    author.source.acknowledged(signed(5, run.events[-1].chain))
    author.source.held_by_hq([])
    everything = author.source.next_run()
    assert everything is not None
    assert everything.events == run.events


@pytest.mark.expects_warnings("journals that differ are told")
def test_when_hq_holds_more_than_we_have_another_epoch_begins(author: Author) -> None:
    run = author.source.next_run()
    assert run is not None
    author.source.acknowledged(signed(1, run.events[-1].chain))
    author.source.held_by_hq([(1, 7, "c" * 64)])
    author.record(1)
    again = author.source.next_run()
    assert again is not None
    assert (again.epoch, [event.seq for event in again.events]) == (2, [1, 2])


@pytest.mark.expects_warnings("journals that differ are told")
def test_events_that_contradict_what_hq_holds_go_up_under_another_epoch(author: Author) -> None:
    author.record(4)
    run = author.source.next_run()
    assert run is not None
    author.source.acknowledged(signed(2, run.events[1].chain))
    author.source.part_ways(1)
    author.record(1)
    again = author.source.next_run()
    assert again is not None
    assert (again.epoch, [event.seq for event in again.events]) == (2, [1, 2, 3, 4, 5])
    assert [event.content for event in again.events[:3]] == [event.content for event in run.events[2:]]
    previous = again.previous_chain
    assert previous == start_of(IDENTITY.device, 2).chain
    for event in again.events:
        assert verify(event, previous)
        previous = event.chain
    author.source.acknowledged(signed(5, previous, epoch=2))
    assert author.source.next_run() is None


@pytest.mark.parametrize("forge", ["signature", "chain", "future"])
def test_what_hq_did_not_sign_or_we_never_wrote_moves_nothing(author: Author, forge: str) -> None:
    run = author.source.next_run()
    assert run is not None
    chain = run.events[0].chain
    ack = {
        "signature": Acknowledgement(IDENTITY.device, 1, 1, chain, "00" * 64),
        "chain": signed(1, "f" * 64),
        "future": signed(9, chain),
    }[forge]
    with pytest.raises(KioskError if forge == "signature" else BugError):
        author.source.acknowledged(ack)
    assert author.source.next_run() == run


# --- Replica


@pytest.fixture(params=["memory", "files"])
def replica(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Replica]:
    if request.param == "memory":
        yield MemoryReplica(SHOP, DEVICE)
        return
    tablet: TabletStorage = new_tablet(tmp_path)
    yield tablet.shop
    tablet.close()


def staff(number: int, seq: int, *, gone: bool = False) -> StreamRow:
    body = json.dumps({"id": f"G-{number}", "shop": IDENTITY.shop, "name": f"Guide {number}", "role": "guide"})
    return StreamRow("staff", f"G-{number}", seq, None if gone else body)


def take(replica: Replica, stream: str, rows: list[StreamRow], cursor: Cursor, *, from_zero: bool = False) -> int:
    replica.begin(stream, from_zero=from_zero, announced=len(rows))
    replica.stage(stream, rows)
    return replica.finish(stream, cursor, (), 5)


def test_a_replica_knows_its_streams_and_begins_without_a_cursor(replica: Replica) -> None:
    assert [replica.holds(stream) for stream in (SHOP, DEVICE, "shop.ELSEWHERE", "stock.east")] == [1, 1, 0, 0]
    assert replica.cursor(SHOP) is None


def test_a_round_moves_its_own_cursor_and_says_how_many_rows(replica: Replica) -> None:
    assert take(replica, SHOP, [staff(1, 1), staff(2, 2)], Cursor("g", 2), from_zero=True) == 2
    assert replica.cursor(SHOP) == Cursor("g", 2)
    assert replica.cursor(DEVICE) is None


def test_a_round_that_is_not_finished_moves_nothing_and_is_dropped_by_the_next(replica: Replica) -> None:
    replica.begin(SHOP, from_zero=True, announced=5)
    replica.stage(SHOP, [staff(1, 1)])
    assert replica.cursor(SHOP) is None
    assert take(replica, SHOP, [staff(2, 2)], Cursor("g", 2), from_zero=True) == 1


def test_rounds_of_two_streams_may_be_open_at_once(replica: Replica) -> None:
    replica.begin(SHOP, from_zero=True, announced=1)
    replica.stage(SHOP, [staff(1, 1)])
    assert take(replica, DEVICE, [StreamRow("notice", "n", 1, "Hello")], Cursor("d", 1), from_zero=True) == 1
    assert replica.finish(SHOP, Cursor("g", 1), (), 5) == 1


def test_a_round_may_be_staged_in_many_pieces_and_may_be_empty(replica: Replica) -> None:
    replica.begin(SHOP, from_zero=True, announced=3)
    for number in range(3):
        replica.stage(SHOP, [staff(number, number + 1)])
    assert replica.finish(SHOP, Cursor("g", 3), (), 5) == 3
    assert take(replica, SHOP, [], Cursor("g", 4)) == 0
    assert replica.cursor(SHOP) == Cursor("g", 4)


def test_a_tombstone_for_what_was_never_here_is_no_error(replica: Replica) -> None:
    assert take(replica, SHOP, [staff(1, 1, gone=True)], Cursor("g", 1), from_zero=True) == 1
