"""A revoked device leaves service when HQ has signed for everything, and only on HQ's own word."""

from pathlib import Path

import pytest

from kiosk.errors import HqRefused
from kiosk.ports.sync import TakenOutOfService
from sync.protocol import revoked_message
from tests.sync.memory_hq import MemoryHq
from tests.sync.memory_tablet import DEVICE, Tablet, failing, unreachable

pytestmark = pytest.mark.expects_warnings("a refusal is logged once")


@pytest.fixture
def hq() -> MemoryHq:
    return MemoryHq("shop.JA", "catalogue")


@pytest.fixture
def tablet(hq: MemoryHq, tmp_path: Path) -> Tablet:
    return Tablet(hq, tmp_path)


def revoked(hq: MemoryHq, proof: str | None = None) -> HqRefused:
    signed = hq.signed_by_hq(revoked_message(DEVICE)) if proof is None else proof
    return HqRefused("revoked", reason="revoked", proof=signed)


def test_a_revoked_device_leaves_service_when_hq_has_signed_for_everything(tablet: Tablet, hq: MemoryHq) -> None:
    hq.before = failing("session", revoked(hq))
    tablet.journal.record_some(3)
    tablet.engine.cycle()
    assert len(hq.events[DEVICE, 1]) == 3
    assert tablet.said[-1] == TakenOutOfService()
    tablet.engine.cycle()
    assert tablet.said.count(TakenOutOfService()) == 1
    assert [state.code for state in tablet.states()] == ["hq_revoked"]


@pytest.mark.parametrize("broken", ["push", "acknowledge"])
def test_a_revoked_device_stays_as_long_as_hq_lacks_anything(tablet: Tablet, hq: MemoryHq, broken: str) -> None:
    refusing, cut = failing("session", revoked(hq)), failing(broken, unreachable(), times=2)

    def before(request: str) -> None:
        refusing(request)
        cut(request)

    hq.before = before
    tablet.journal.record_some(3)
    for _ in range(2):
        tablet.engine.cycle()
        assert TakenOutOfService() not in tablet.said
    tablet.engine.cycle()
    assert TakenOutOfService() in tablet.said
    assert tablet.journal.next_run() is None


@pytest.mark.parametrize("proof", ["", "00" * 64, "no hex", "another device's"])
def test_a_revocation_that_hq_did_not_sign_is_a_refusal_and_nothing_more(
    tablet: Tablet, hq: MemoryHq, proof: str
) -> None:
    forged = hq.signed_by_hq(revoked_message("device-2")) if proof == "another device's" else proof
    hq.before = failing("session", revoked(hq, forged))
    tablet.engine.cycle()
    assert TakenOutOfService() not in tablet.said
    assert [state.code for state in tablet.states()] == ["hq_refused"]
