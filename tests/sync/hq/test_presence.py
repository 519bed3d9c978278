"""Head office says of each tablet when it last asked, with which program, and how far its rows are."""

from pathlib import Path

from kiosk.domain.events import Fulfilment
from sync.hq.devices import DeviceState
from sync.hq.office import HeadOffice
from tests.fakes.retailer import SHIRT_M
from tests.sync.hq.desk import Clock, enrolled, line, open_office, open_stock, placed


def state(office: HeadOffice) -> DeviceState:
    (found,) = office.devices()
    return found


def heads(office: HeadOffice, token: str) -> dict[str, int]:
    return {head.stream: head.head for head in office.heads(token).heads}


def test_a_tablet_is_as_far_as_it_says_and_behind_by_what_came_since(office: HeadOffice, hq_clock: Clock) -> None:
    tablet = enrolled(office)
    assert (state(office).behind, state(office).program) == (-1, "")
    token = tablet.session(office).token
    assert state(office).program == "test"
    known = heads(office, token)
    hq_clock.now_ms += 60_000
    office.heads(token, known=known)
    assert (state(office).behind, state(office).seen_ms) == (0, hq_clock.now_ms)
    open_stock(office, "JA", SHIRT_M=3)
    assert state(office).behind >= 1
    office.heads(token, known=heads(office, token))
    assert state(office).behind == 0


def test_another_process_and_the_next_one_know_it_too(
    office: HeadOffice, hq_clock: Clock, hq_url: str, tmp_path: Path
) -> None:
    tablet = enrolled(office)
    token = tablet.session(office).token
    hq_clock.now_ms += 10 * 60_000
    office.heads(token, known=heads(office, token))
    with open_office(tmp_path / "hq", clock=hq_clock, url=hq_url) as other:
        assert state(other) == state(office)


def test_what_a_tablet_sends_says_that_it_lives(office: HeadOffice, hq_clock: Clock) -> None:
    tablet = enrolled(office)
    hq_clock.now_ms += 60_000
    tablet.append(placed("o1", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
    tablet.push(office)
    assert state(office).seen_ms == hq_clock.now_ms
