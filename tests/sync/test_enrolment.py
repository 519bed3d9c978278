"""Becoming a shop's device: the identity comes from HQ, and whatever goes wrong changes nothing."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from kiosk.errors import HqUnreachable, InputError
from kiosk.ports.identity import DeviceIdentity
from sync.enrolment import enrol
from sync.protocol import EnrolAnswer, EnrolRequest
from tests.sync.fakes import MemoryKey
from tests.sync.memory_hq import MemoryHq, sick

URL = "https://hq.example"


def ask(hq: MemoryHq, code: str = "123456") -> DeviceIdentity:
    return enrol(hq, code, MemoryKey(), "till 2", hq_url=URL + "/")


def test_a_pairing_code_gives_a_device_its_identity() -> None:
    hq = MemoryHq()
    assert ask(hq) == DeviceIdentity("device-1", "JA", "02", "JA-02", "east", URL, hq.public_key)


def test_a_code_may_be_typed_with_spaces() -> None:
    assert ask(MemoryHq(), " 123 456\n").device == "device-1"


@pytest.mark.parametrize("code", ["999999", "", "  ", "１２３４５６"])
def test_a_wrong_code_says_what_to_do_and_changes_nothing(code: str) -> None:
    hq = MemoryHq()
    with pytest.raises(InputError, match=r"Nothing was changed") as caught:
        ask(hq, code)
    assert "kiosk hq pair" in str(caught.value)
    assert hq.devices == {}
    assert hq.codes == {"123456"}


def test_an_hq_that_is_away_is_no_wrong_code() -> None:
    hq = MemoryHq()

    def away(_request: str) -> None:
        raise sick("away", None)

    hq.before = away
    with pytest.raises(HqUnreachable):
        ask(hq)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda answer: replace(answer, hq_public_key="00"),
        lambda answer: replace(answer, hq_public_key="not hex"),
        lambda answer: replace(answer, device=""),
        lambda answer: replace(answer, shop=""),
    ],
)
def test_half_an_identity_is_none(spoil: Callable[[EnrolAnswer], EnrolAnswer]) -> None:
    hq = MemoryHq()
    whole = hq.enrol(EnrolRequest("123456", MemoryKey().public_bytes().hex(), "till"))
    hq.enrol = lambda request: spoil(whole)  # type: ignore[method-assign]
    with pytest.raises(HqUnreachable, match="incomplete"):
        ask(hq)
