"""Runs that HQ takes, and those it must not."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain.events import EpochStarted, Fulfilment
from kiosk.errors import HqRefused, InputError, OutOfStep
from kiosk.ports.sync import SealedRun, acknowledgement_message, seal_message
from sync.hq.keys import is_signed
from sync.hq.office import HeadOffice
from sync.protocol import encode_run
from tests.fakes.retailer import SHIRT_M
from tests.sync.hq.desk import Newcomer, Tablet, enrolled, line, placed, taken_in


@pytest.fixture
def tablet(office: HeadOffice) -> Tablet:
    made = enrolled(office)
    for number in range(1, 6):
        made.append(placed(f"o{number}", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
    return made


def resealed(tablet: Tablet, run: SealedRun) -> bytes:
    """As a device would that lies consistently."""
    last = run.events[-1]
    seal = tablet.key.sign(seal_message(run.device, run.epoch, last.seq, last.chain)).hex()
    return encode_run(replace(run, seal=seal))


def holds(office: HeadOffice) -> int:
    return office.summary()["events"]


def test_the_acknowledgement_is_signed_by_the_key_the_device_was_given(office: HeadOffice) -> None:
    newcomer = Newcomer(office.pair("JA"))
    answer = taken_in(office, newcomer)
    tablet = Tablet(answer.device, "JA", newcomer.key)
    tablet.append(EpochStarted(1, "first start", "test", "JA"))
    ack = tablet.push(office)
    message = acknowledgement_message(ack.device, ack.epoch, ack.through, ack.chain)
    assert is_signed(office.enrol_start(newcomer.start).hq_public_key, message, ack.signature)
    assert (ack.device, ack.epoch, ack.through, ack.chain) == (tablet.device, 1, 1, tablet.events[-1].chain)


def test_the_same_run_twice_is_stored_once_and_acknowledged_twice(office: HeadOffice, tablet: Tablet) -> None:
    assert tablet.push(office) == tablet.push(office, 1)
    assert holds(office) == 5
    assert office.summary()["orders"] == 5


def test_a_run_that_overlaps_adds_only_what_is_new(office: HeadOffice, tablet: Tablet) -> None:
    tablet.push(office, 1, 3)
    assert tablet.push(office, 2, 5).through == 5
    assert holds(office) == 5


def test_an_old_run_again_is_signed_for_and_changes_nothing(office: HeadOffice, tablet: Tablet) -> None:
    """For no more than was sent: whoever sends it may be an older copy of the journal, which has no more."""
    tablet.push(office)
    again = tablet.push(office, 1, 2)
    assert (again.through, again.chain) == (2, tablet.events[1].chain)
    assert holds(office) == 5


def test_a_gap_is_refused_with_what_hq_holds(office: HeadOffice, tablet: Tablet) -> None:
    tablet.push(office, 1, 2)
    with pytest.raises(OutOfStep, match=r"holds events 1 to 2 .* Send it from 3"):
        tablet.push(office, 4, 5)
    assert holds(office) == 2


@pytest.mark.parametrize("field", ["body", "actor", "id", "type", "chain", "content"])
def test_a_changed_event_is_refused_and_nothing_of_the_run_is_stored(
    office: HeadOffice, tablet: Tablet, field: str
) -> None:
    run = tablet.run()
    victim = run.events[2]
    changes: dict[str, object] = {field: b'{"order_id":"other"}' if field == "body" else "other"}
    forged = replace(victim, **changes)  # type: ignore[arg-type]
    events = (*run.events[:2], forged, *run.events[3:])
    with pytest.raises(InputError, match="hashes do not fit"):
        office.push(resealed(tablet, replace(run, events=events)))
    assert holds(office) == 0


def test_events_left_out_or_reordered_are_refused(office: HeadOffice, tablet: Tablet) -> None:
    run = tablet.run()
    for events in ((run.events[0], *run.events[2:]), (run.events[1], run.events[0], *run.events[2:])):
        with pytest.raises(InputError):
            office.push(resealed(tablet, replace(run, events=events)))
    assert holds(office) == 0


def test_a_seal_of_another_key_is_refused(office: HeadOffice, tablet: Tablet) -> None:
    stranger = Tablet(tablet.device, "JA", Ed25519PrivateKey.generate())
    with pytest.raises(InputError, match="seal"):
        office.push(resealed(stranger, tablet.run()))
    with pytest.raises(InputError, match="seal"):
        office.push(encode_run(replace(tablet.run(), seal="no signature")))
    assert holds(office) == 0


def test_a_seal_of_a_longer_run_does_not_fit_a_shorter_one(office: HeadOffice, tablet: Tablet) -> None:
    run = tablet.run()
    with pytest.raises(InputError, match="seal"):
        office.push(encode_run(replace(run, events=run.events[:3])))


def test_a_device_hq_does_not_know_is_refused(office: HeadOffice, tablet: Tablet) -> None:
    stranger = Tablet("JA-77-nobody", "JA", tablet.key)
    stranger.append(EpochStarted(1, "first start", "test", "JA"))
    with pytest.raises(HqRefused, match="does not know the device"):
        office.push(encode_run(stranger.run()))


@pytest.mark.parametrize("raw", [b"", b"no json", b"{}", b"[]", b"\xff\xfe", b'{"device":"JA-01","epoch":"one"}'])
def test_what_is_no_run_is_refused(office: HeadOffice, raw: bytes) -> None:
    with pytest.raises(InputError):
        office.push(raw)


def test_a_blob_that_is_not_what_it_is_called_is_refused(office: HeadOffice, tablet: Tablet) -> None:
    contact = tablet.keep(b"somebody")
    tablet.append(placed("o9", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA"), contact=contact))
    run = tablet.run()
    with pytest.raises(InputError, match="not what it is called"):
        office.push(encode_run(replace(run, blobs={contact: b"somebody else"})))
    assert holds(office) == 0


def test_a_blob_that_no_event_names_is_refused(office: HeadOffice, tablet: Tablet) -> None:
    stray = tablet.keep(b"of nobody")
    with pytest.raises(InputError, match="belongs to no event"):
        office.push(encode_run(replace(tablet.run(), blobs={stray: b"of nobody"})))


@pytest.mark.expects_warnings("journals that differ are told")
def test_a_history_that_contradicts_what_hq_holds_is_kept_aside(office: HeadOffice, tablet: Tablet) -> None:
    """A copied device: same identity, another past. The main line stays, nothing is lost."""
    tablet.push(office)
    twin = Tablet(tablet.device, "JA", tablet.key)
    for number in range(1, 8):
        twin.append(placed(f"t{number}", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
    for _ in range(2):
        with pytest.raises(OutOfStep, match="on two machines") as raised:
            office.push(encode_run(twin.run()))
        assert raised.value.forked
    assert (holds(office), office.summary()["branches"]) == (5, 1)
    with pytest.raises(OutOfStep):
        office.push(encode_run(twin.run(6, 7)))
    assert (holds(office), office.summary()["branches"]) == (5, 2)
    assert [device.branches for device in office.devices()] == [2]


def test_a_new_epoch_starts_at_one_and_is_told_apart_in_a_session(office: HeadOffice, tablet: Tablet) -> None:
    tablet.push(office)
    again = Tablet(tablet.device, "JA", tablet.key, epoch=2)
    again.append(EpochStarted(2, "restored", "test", "JA"))
    again.push(office)
    assert tablet.session(office).holds == ((1, 5, tablet.events[-1].chain), (2, 1, again.events[-1].chain))


def test_a_run_begins_with_its_own_identity(office: HeadOffice, tablet: Tablet) -> None:
    """Events of one device cannot be sent as another's, even by somebody who holds both keys."""
    other = enrolled(office, "XH")
    events = tuple(replace(event, device=other.device) for event in tablet.events)
    foreign = replace(tablet.run(), device=other.device, events=events)
    with pytest.raises(InputError):
        office.push(resealed(other, foreign))
