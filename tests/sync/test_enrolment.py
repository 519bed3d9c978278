"""Becoming a shop's device: the identity comes from HQ, and whatever goes wrong changes nothing."""

import re
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from kiosk.errors import HqUnreachable, InputError
from kiosk.ports.identity import DeviceIdentity
from sync.enrolment import enrol
from sync.protocol import EnrolAnswer, EnrolOffer
from tests.sync.fakes import MemoryKey
from tests.sync.memory_hq import MemoryHq, sick

URL = "https://hq.example"


def ask(hq: MemoryHq, code: str = "123456") -> DeviceIdentity:
    return enrol(hq, code, MemoryKey(), "till 2", hq_url=URL + "/", show=hq.confirm, wait_s=1)


def test_a_pairing_code_gives_a_device_its_identity() -> None:
    hq = MemoryHq()
    assert ask(hq) == DeviceIdentity("device-2", "JA", "02", "JA-02", "east", URL, hq.public_key)


def test_a_code_may_be_typed_with_spaces() -> None:
    assert ask(MemoryHq(), " 123 456\n").device == "device-2"


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
        lambda offer: replace(offer, hq_public_key="00"),
        lambda offer: replace(offer, hq_public_key="not hex"),
        lambda offer: replace(offer, nonce=""),
    ],
)
def test_half_an_offer_is_none(spoil: Callable[[EnrolOffer], EnrolOffer]) -> None:
    hq = MemoryHq()
    whole = hq.enrol_start
    hq.enrol_start = lambda request: spoil(whole(request))  # type: ignore[method-assign]
    with pytest.raises(HqUnreachable, match="incomplete"):
        ask(hq)


def test_half_an_identity_is_none() -> None:
    hq = MemoryHq()
    hq.enrol_finish = lambda request, *, wait_s=0: EnrolAnswer("device-1")  # type: ignore[method-assign]
    with pytest.raises(HqUnreachable, match="incomplete"):
        ask(hq)


def test_the_digits_are_shown_once_both_sides_can_show_them() -> None:
    hq = MemoryHq()
    shown: list[str] = []

    def look(digits: str) -> None:
        shown.append(digits)
        assert digits in hq.shown.values()
        hq.confirm(digits)

    enrol(hq, "123456", MemoryKey(), "till 2", hq_url=URL, show=look)
    assert len(shown) == 1
    assert re.fullmatch(r"\d{6}", shown[0])


def test_somebody_who_says_no_enrols_nobody() -> None:
    hq = MemoryHq()
    with pytest.raises(InputError, match=r"did not take this device in: .*Nothing was changed.*code is used up"):
        enrol(hq, "123456", MemoryKey(), "till 2", hq_url=URL, show=lambda _digits: hq.confirm("other"))
    assert hq.devices == {}


def test_nobody_who_says_anything_enrols_nobody() -> None:
    hq = MemoryHq()
    with pytest.raises(HqUnreachable, match="Nobody at HQ confirmed the six digits"):
        enrol(hq, "123456", MemoryKey(), "till 2", hq_url=URL, show=lambda _digits: None, wait_s=0)
    assert hq.devices == {}


@pytest.mark.parametrize("lost", ["enrol-start", "enrol-finish"])
def test_a_lost_answer_is_asked_for_again(lost: str) -> None:
    hq = MemoryHq()
    cut = iter([lost])

    def away(request: str) -> None:
        if request == lost and next(cut, None):
            raise sick("away", None)

    hq.before = away
    assert ask(hq).shop == "JA"
