"""Attacks on an enrolment, over real sockets where a socket matters."""

import threading
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from kiosk.errors import HqRefused, InputError
from sync.client import HttpEndpoint
from sync.enrolment import enrol
from sync.hq.enrolling import Stage
from sync.hq.office import HeadOffice
from sync.pairing import Transcript, code_hash, new_nonce
from sync.protocol import PATH_ENROL_FINISH, PATH_ENROL_START, EnrolFinish, EnrolOffer, EnrolStart
from sync.server.run import Server, serve_in_thread
from tests.sync.fakes import MemoryKey
from tests.sync.hq.desk import Clock, Newcomer, open_office, put_range, taken_in
from tests.sync.server.impostor import Impostor

MINUTE_MS = 60_000


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[HeadOffice]:
    with open_office(tmp_path, clock=clock) as opened:
        put_range(opened)
        yield opened


@pytest.fixture
def server(office: HeadOffice) -> Iterator[Server]:
    running = serve_in_thread(office)
    yield running
    running.stop()


@pytest.fixture
def hq(server: Server) -> Iterator[HttpEndpoint]:
    with closing(HttpEndpoint(server.url)) as endpoint:
        yield endpoint


def other(digits: str) -> str:
    return f"{(int(digits) + 1) % 10**6:06d}"


def test_a_device_becomes_a_tablet_when_a_person_confirms_its_digits(office: HeadOffice, server: Server) -> None:
    code, key = office.pair("JA"), MemoryKey()
    shown: list[str] = []

    def look(digits: str) -> None:
        shown.append(digits)
        assert office.enrolments.pairing(code).digits == digits
        threading.Timer(0.1, office.confirm, ("JA", f"{digits[:3]} {digits[3:]}")).start()

    with closing(HttpEndpoint(server.url)) as endpoint:
        identity = enrol(endpoint, code, key, "at the door", hq_url=server.url, show=look)
    assert len(shown) == 1
    assert [(item.id, item.name) for item in office.devices()] == [(identity.device, "at the door")]
    assert identity.hq_pins == ()  # loopback
    found = office.enrolments.pairing(code)
    assert (found.stage, found.device) == (Stage.DONE, identity.device)


def test_five_wrong_codes_over_the_wire_close_the_right_one(office: HeadOffice, hq: HttpEndpoint) -> None:
    newcomer = Newcomer(office.pair("JA"))
    for _ in range(5):
        with pytest.raises(HqRefused):
            hq.enrol_start(Newcomer("WRONG234").start)
    with pytest.raises(HqRefused):
        hq.enrol_start(newcomer.start)


def test_a_replayed_start_gets_the_same_answer_and_another_device_none(office: HeadOffice, hq: HttpEndpoint) -> None:
    code = office.pair("JA")
    first = Newcomer(code)
    offer = hq.enrol_start(first.start)
    assert hq.enrol_start(first.start) == offer
    with pytest.raises(HqRefused):
        hq.enrol_start(Newcomer(code).start)
    with pytest.raises(HqRefused):  # the same key that would like to choose its nonce after HQ's
        hq.enrol_start(Newcomer(code, first.key).start)
    assert hq.enrol_start(first.start) == offer


def test_a_nonce_that_was_not_committed_to_ends_the_enrolment(office: HeadOffice, hq: HttpEndpoint) -> None:
    newcomer = Newcomer(office.pair("JA"))
    offer = hq.enrol_start(newcomer.start)
    honest = newcomer.finish(offer)
    newcomer.nonce = new_nonce()  # signed properly, but chosen when HQ's was known
    with pytest.raises(HqRefused, match="not the one it committed to"):
        hq.enrol_finish(newcomer.finish(offer))
    with pytest.raises(HqRefused):
        hq.enrol_finish(honest)
    with pytest.raises(InputError, match="No tablet of JA waits"):
        office.confirm("JA", "123456")
    assert office.devices() == ()


def test_whoever_has_not_the_private_key_ends_the_enrolment(office: HeadOffice, hq: HttpEndpoint) -> None:
    newcomer = Newcomer(office.pair("JA"))
    offer = hq.enrol_start(newcomer.start)
    newcomer.key = Ed25519PrivateKey.generate()
    with pytest.raises(HqRefused, match="another HQ key or certificate"):
        hq.enrol_finish(newcomer.finish(offer))
    assert office.enrolments.pairing(newcomer.start.code).stage == Stage.REFUSED


def test_a_replayed_finish_makes_no_second_device(office: HeadOffice, hq: HttpEndpoint) -> None:
    newcomer = Newcomer(office.pair("JA"))
    answer = taken_in(office, newcomer)
    offer = hq.enrol_start(newcomer.start)
    assert hq.enrol_finish(newcomer.finish(offer)) == answer
    with pytest.raises(HqRefused):
        hq.enrol_finish(EnrolFinish(offer.enrolment, new_nonce(), "00"))
    assert hq.enrol_finish(newcomer.finish(offer)) == answer
    assert len(office.devices()) == 1


def test_nobody_finishes_what_nobody_confirmed(office: HeadOffice, hq: HttpEndpoint) -> None:
    newcomer = Newcomer(office.pair("JA"))
    offer = hq.enrol_start(newcomer.start)
    for _ in range(3):
        assert not hq.enrol_finish(newcomer.finish(offer)).device
    assert office.devices() == ()


def test_wrong_digits_refuse_the_tablet_and_use_up_its_code(office: HeadOffice, hq: HttpEndpoint) -> None:
    newcomer = Newcomer(office.pair("JA"))
    offer = hq.enrol_start(newcomer.start)
    hq.enrol_finish(newcomer.finish(offer))
    with pytest.raises(InputError, match="is not what HQ shows"):
        office.confirm("JA", other(newcomer.seen(offer).digits()))
    with pytest.raises(InputError, match="No tablet of JA waits"):  # no second guess
        office.confirm("JA", newcomer.seen(offer).digits())
    with pytest.raises(HqRefused):
        hq.enrol_finish(newcomer.finish(offer))
    with pytest.raises(HqRefused):
        hq.enrol_start(newcomer.start)


def test_digits_of_one_shop_confirm_no_tablet_of_another(office: HeadOffice, hq: HttpEndpoint) -> None:
    newcomer = Newcomer(office.pair("JA"))
    offer = hq.enrol_start(newcomer.start)
    hq.enrol_finish(newcomer.finish(offer))
    with pytest.raises(InputError, match="No tablet of XH waits"):
        office.confirm("XH", newcomer.seen(offer).digits())
    assert office.confirm("JA", newcomer.seen(offer).digits()) == "test"


def test_an_enrolment_ends_with_its_time(office: HeadOffice, hq: HttpEndpoint, clock: Clock) -> None:
    code = office.pair("JA")
    newcomer = Newcomer(code)
    clock.now_ms += 10 * MINUTE_MS  # the code's last moment
    offer = hq.enrol_start(newcomer.start)
    hq.enrol_finish(newcomer.finish(offer))
    clock.now_ms += 3 * MINUTE_MS
    assert office.enrolments.pairing(code).stage == Stage.SHOWN
    clock.now_ms += 1
    assert office.enrolments.pairing(code).stage == Stage.OVER
    with pytest.raises(InputError, match="No tablet of JA waits"):
        office.confirm("JA", newcomer.seen(offer).digits())
    with pytest.raises(HqRefused):
        hq.enrol_finish(newcomer.finish(offer))
    with pytest.raises(HqRefused):
        hq.enrol_start(newcomer.start)


def test_a_confirmation_that_came_too_late_enrols_nobody(office: HeadOffice, hq: HttpEndpoint, clock: Clock) -> None:
    newcomer = Newcomer(office.pair("JA"))
    offer = hq.enrol_start(newcomer.start)
    hq.enrol_finish(newcomer.finish(offer))
    office.confirm("JA", newcomer.seen(offer).digits())
    clock.now_ms += 3 * MINUTE_MS + 1
    with pytest.raises(HqRefused):
        hq.enrol_finish(newcomer.finish(offer))
    assert office.devices() == ()


def test_so_many_enrolments_are_open_at_one_time_and_no_more(office: HeadOffice, clock: Clock) -> None:
    for _ in range(32):
        office.pair("JA")
    with pytest.raises(InputError, match="32 tablets are being enrolled"):
        office.pair("XH")
    clock.now_ms += 10 * MINUTE_MS + 1
    assert office.pair("XH")


def test_a_name_cannot_write_on_the_screen_of_whoever_confirms_it(office: HeadOffice) -> None:
    newcomer = Newcomer(office.pair("JA"), name="till\x1b[2J\r\n" + "x" * 200)
    offer = office.enrol_start(newcomer.start)
    office.enrol_finish(newcomer.finish(offer))
    assert office.enrolments.pairing(newcomer.start.code).name == "till[2J" + "x" * 73


class Relay:
    """Enrols a key of its own at HQ in the place of the device's, and answers the device as HQ would."""

    def __init__(self, code: str, pin: str = "") -> None:
        self._own = Newcomer(code, pin=pin)
        self._offer: EnrolOffer | None = None

    def up(self, path: str, body: bytes) -> bytes:
        if path.startswith(PATH_ENROL_START):
            assert msgspec.json.decode(body, type=EnrolStart).code == self._own.start.code
            return msgspec.json.encode(self._own.start)
        assert path.startswith(PATH_ENROL_FINISH)
        assert self._offer
        return msgspec.json.encode(self._own.finish(self._offer))

    def down(self, path: str, answer: bytes) -> bytes:
        if path.startswith(PATH_ENROL_START):
            self._offer = msgspec.json.decode(answer, type=EnrolOffer)
        return answer


def test_a_man_in_the_middle_with_a_key_of_his_own_shows_other_digits_and_enrols_nobody(
    office: HeadOffice, server: Server
) -> None:
    for _ in range(5):
        code = office.pair("JA")
        relay = Relay(code)
        shown: list[tuple[str, str]] = []

        def look(digits: str, code: str = code, shown: list[tuple[str, str]] = shown) -> None:
            shown.append((digits, office.enrolments.pairing(code).digits))
            with pytest.raises(InputError, match="is not what HQ shows"):
                office.confirm("JA", digits)

        with Impostor(server.url, up=relay.up, down=relay.down) as impostor:
            with closing(HttpEndpoint(impostor.url)) as endpoint, pytest.raises(InputError, match="code is used up"):
                enrol(endpoint, code, MemoryKey(), "till", hq_url=server.url, show=look)
            assert len(impostor.passed) == 3
        ((here, there),) = shown
        assert here != there
    assert office.devices() == ()


def test_of_many_exchanges_with_somebody_in_the_middle_hardly_one_shows_the_same_digits() -> None:
    """What he may choose is chosen before the nonces that he does not know: nothing is left but luck."""
    hq_key, his_hq_key, key, his_key = ("aa" * 32, "bb" * 32, "cc" * 32, "dd" * 32)
    hashed, runs, same = code_hash("2345ABCD"), 20_000, 0
    for _ in range(runs):
        hq_nonce, nonce, his_hq_nonce, his_nonce = (new_nonce() for _ in range(4))
        device = Transcript(hashed, key, his_hq_key, "", his_hq_nonce, nonce)
        office = Transcript(hashed, his_key, hq_key, "", hq_nonce, his_nonce)
        same += device.digits() == office.digits()
    assert same <= runs // 1000, same


@pytest.mark.parametrize("field", ["code", "public_key", "hq_public_key", "pin", "hq_nonce", "nonce"])
def test_the_digits_cover_everything_both_ends_saw(field: str) -> None:
    from dataclasses import replace as other_field

    seen = Transcript("a" * 64, "b" * 64, "c" * 64, "d" * 64, "e" * 32, "f" * 32)
    changed = (other_field(seen, **{field: f"{number:064x}"}) for number in range(100))
    assert sum(item.digits() == seen.digits() for item in changed) <= 1


def test_a_public_key_swapped_on_the_way_is_found_without_anybody_looking(office: HeadOffice, server: Server) -> None:
    """He has not the device's private key, and his own was not committed to."""
    stranger = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()

    def swap(path: str, body: bytes) -> bytes:
        if not path.startswith(PATH_ENROL_START):
            return body
        return msgspec.json.encode(replace(msgspec.json.decode(body, type=EnrolStart), public_key=stranger))

    code = office.pair("JA")
    with (
        Impostor(server.url, up=swap) as impostor,
        closing(HttpEndpoint(impostor.url)) as endpoint,
        pytest.raises(InputError, match="did not take this device in"),
    ):
        enrol(endpoint, code, MemoryKey(), "till", hq_url=server.url, show=partial(office.confirm, "JA"))
    assert office.enrolments.pairing(code).stage == Stage.REFUSED
    assert office.devices() == ()
