"""A device knows HQ by the key of its certificate: from the enrolment on, through a rotation, and nobody else."""

import ssl
import stat
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from kiosk.bootstrap.certificate import KEY, Tls, make_certificate, own_certificate
from kiosk.errors import EnvironmentProblem, HqImpostor, InputError
from kiosk.ports.identity import DeviceIdentity
from sync.client import HttpEndpoint
from sync.engine import SyncEngine
from sync.enrolment import enrol
from sync.hq.enrolling import Stage
from sync.hq.office import HeadOffice
from sync.pins import pin_of_file
from sync.server.run import Server, serve_in_thread
from sync.trust import Trust
from tests.sync.fakes import MemoryJournal, MemoryKey
from tests.sync.hq.desk import open_office, put_range
from tests.sync.memory_hq import MemoryHq
from tests.sync.server.impostor import Impostor
from tests.sync.server.test_enrolling import Relay


class Certificate:
    def __init__(self, folder: Path, name: str) -> None:
        self.cert, self.key = folder / f"{name}.pem", folder / f"{name}.key"
        make_certificate(self.cert, self.key)
        self.pin = pin_of_file(self.cert)

    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.cert, self.key)
        return context


@pytest.fixture
def first(tmp_path: Path) -> Certificate:
    return Certificate(tmp_path, "first")


@pytest.fixture
def second(tmp_path: Path) -> Certificate:
    return Certificate(tmp_path, "second")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[HeadOffice]:
    with open_office(tmp_path / "hq") as opened:
        put_range(opened)
        yield opened


@pytest.fixture
def server(office: HeadOffice, first: Certificate) -> Iterator[Server]:
    running = serve(office, first)
    yield running
    running.stop()


def serve(office: HeadOffice, certificate: Certificate, following: str = "", port: int = 0) -> Server:
    office.known_by(certificate.pin, following)
    return serve_in_thread(office, port=port, cert=certificate.cert, key=certificate.key)


class Device:
    """Enrolled over TLS. Its engine heeds what HQ says of its certificates, as a tablet's does."""

    def __init__(self, office: HeadOffice, url: str) -> None:
        self.key, trust = MemoryKey(), Trust(enrolling=True)
        with closing(HttpEndpoint(url, trust=trust)) as endpoint:
            confirm = partial(office.confirm, "JA")
            self.identity: DeviceIdentity = enrol(endpoint, office.pair("JA"), self.key, "t", hq_url=url, show=confirm)
        self.trust = Trust(self.identity.hq_pins)
        self.journal = MemoryJournal(self.identity.device, self.key, self.identity.hq_public_key)
        self.said: list[object] = []

    def cycle(self, url: str = "") -> Exception | None:
        """One cycle of a program that was just started."""
        with closing(HttpEndpoint(url or self.identity.hq_url, trust=self.trust)) as endpoint:
            engine = SyncEngine(
                endpoint, self.identity, self.key, self.journal, (), None,  # type: ignore[arg-type]
                self.said.append, clock=lambda: 1, program="test", schema=1,
                heed_pins=partial(setattr, self.trust, "pins"),
            )  # fmt: skip
            return engine.cycle().error


def test_the_enrolment_notes_the_certificate_that_both_screens_cover(
    office: HeadOffice, server: Server, first: Certificate
) -> None:
    device = Device(office, server.url)
    assert device.identity.hq_pins == (first.pin,)
    device.journal.record_some(2)
    assert device.cycle() is None
    assert device.journal.next_run(10) is None


def test_whoever_has_another_certificate_is_sent_nothing(
    office: HeadOffice, server: Server, second: Certificate
) -> None:
    device = Device(office, server.url)
    device.journal.record_some(2)
    with Impostor(server.url, tls=second.context()) as impostor:
        error = device.cycle(impostor.url)
    assert isinstance(error, HqImpostor)
    assert "HQ's certificate is not the one of the enrolment" in str(error)
    assert "nothing was sent" in str(error)
    assert impostor.passed == []
    assert device.said[-1].code == "hq_impostor"  # type: ignore[attr-defined]
    assert device.journal.next_run(10) is not None
    assert device.cycle() is None  # and when HQ itself answers again, all goes on
    assert device.journal.next_run(10) is None


def test_a_certificate_that_an_authority_signed_is_not_believed_in_the_place_of_the_pinned(
    office: HeadOffice, server: Server, tmp_path: Path
) -> None:
    import trustme

    device = Device(office, server.url)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with Impostor(server.url, tls=context) as impostor:
        assert isinstance(device.cycle(impostor.url), HqImpostor)
    assert impostor.passed == []


def test_somebody_who_only_passes_on_what_is_said_under_a_certificate_of_his_own_enrols_nobody(
    office: HeadOffice, server: Server, second: Certificate
) -> None:
    code = office.pair("JA")
    trust = Trust(enrolling=True)
    with (
        Impostor(server.url, tls=second.context()) as impostor,
        closing(HttpEndpoint(impostor.url, trust=trust)) as endpoint,
        pytest.raises(InputError, match="another HQ key or certificate"),
    ):
        enrol(endpoint, code, MemoryKey(), "till", hq_url=server.url, show=partial(office.confirm, "JA"))
    assert office.enrolments.pairing(code).stage == Stage.REFUSED
    assert office.devices() == ()


def test_somebody_with_a_certificate_and_a_key_of_his_own_shows_other_digits(
    office: HeadOffice, server: Server, first: Certificate, second: Certificate
) -> None:
    code = office.pair("JA")
    relay, shown = Relay(code, pin=first.pin), []

    def look(digits: str) -> None:
        shown.append((digits, office.enrolments.pairing(code).digits))
        with pytest.raises(InputError, match="is not what HQ shows"):
            office.confirm("JA", digits)

    with (
        Impostor(server.url, up=relay.up, down=relay.down, tls=second.context()) as impostor,
        closing(HttpEndpoint(impostor.url, trust=Trust(enrolling=True))) as endpoint,
        pytest.raises(InputError, match="code is used up"),
    ):
        enrol(endpoint, code, MemoryKey(), "till", hq_url=server.url, show=look)
    ((here, there),) = shown
    assert here != there
    assert office.devices() == ()


def test_a_new_certificate_comes_in_without_enrolling_anew(
    office: HeadOffice, server: Server, first: Certificate, second: Certificate
) -> None:
    device = Device(office, server.url)
    port = int(server.url.rpartition(":")[2])
    office.known_by(first.pin, second.pin)
    assert device.cycle() is None
    assert list(device.trust.pins) == [first.pin, second.pin]
    server.stop()
    turned = serve(office, second, port=port)
    try:
        assert device.cycle() is None
        assert list(device.trust.pins) == [second.pin]
    finally:
        turned.stop()
    back = serve(office, first, port=port)
    try:
        assert isinstance(device.cycle(), HqImpostor)  # the old one is no longer good
    finally:
        back.stop()


def test_a_tablet_that_was_not_told_keeps_to_what_it_knows(
    office: HeadOffice, server: Server, second: Certificate
) -> None:
    device = Device(office, server.url)
    port = int(server.url.rpartition(":")[2])
    server.stop()
    turned = serve(office, second, port=port)
    try:
        assert isinstance(device.cycle(), HqImpostor)
    finally:
        turned.stop()


@pytest.mark.parametrize("signature", ["", "00" * 64, "no hex"])
def test_certificates_that_hq_did_not_sign_for_are_not_heeded(signature: str) -> None:
    from msgspec.structs import replace

    hq, key = MemoryHq(), MemoryKey()
    heeded: list[tuple[str, ...]] = []
    hq.enrolled("d", key.public_bytes())
    whole = hq.session
    hq.session = lambda request: (  # type: ignore[method-assign]
        replace(whole(request), pins=("ab" * 32,), pins_signature=signature)
    )
    identity = DeviceIdentity("d", "JA", "02", "JA-02", "east", "https://hq.example", hq.public_key, ("cd" * 32,))
    journal = MemoryJournal("d", key, hq.public_key)
    engine = SyncEngine(
        hq, identity, key, journal, (), None,  # type: ignore[arg-type]
        lambda _: None, clock=lambda: 1, program="test", schema=1, heed_pins=heeded.append,
    )  # fmt: skip
    assert engine.cycle().error is None
    assert heeded == []


def test_hq_makes_its_own_certificate_once_and_keeps_the_key_to_itself(tmp_path: Path) -> None:
    cert, key = own_certificate(tmp_path)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(cert.stat().st_mode) == 0o600
    pin, content = pin_of_file(cert), cert.read_bytes()
    assert own_certificate(tmp_path) == (cert, key)
    assert cert.read_bytes() == content
    cert.unlink()
    assert pin_of_file(own_certificate(tmp_path)[0]) == pin  # the key is what tablets know
    key.unlink()
    with pytest.raises(EnvironmentProblem, match=rf"{KEY} is not\. Nothing was started"):
        own_certificate(tmp_path)


@pytest.mark.parametrize(("host", "made"), [("127.0.0.1", False), ("::1", False), ("localhost", False),
                                            ("0.0.0.0", True), ("::", True), ("hq.example", True)])  # fmt: skip
def test_off_loopback_there_is_always_a_certificate(tmp_path: Path, host: str, made: bool) -> None:
    settled = Tls().settled(tmp_path, host)
    assert (settled.cert is not None) == (settled.key is not None) == made
    assert bool(settled.pins()[0]) == made
    assert Tls(self_signed=True).settled(tmp_path, host).cert == tmp_path / "tls.pem"


def test_a_proxy_in_front_shows_its_own_certificate(
    office: HeadOffice, first: Certificate, second: Certificate
) -> None:
    """TLS ends at the proxy; HQ is told what devices see there."""
    office.known_by(*Tls(front=second.cert).pins())
    behind = serve_in_thread(office)
    try:
        with Impostor(behind.url, tls=second.context()) as proxy:
            device = Device(office, proxy.url)
            assert device.identity.hq_pins == (second.pin,)
            assert device.trust.pins == (second.pin,)
    finally:
        behind.stop()


def test_a_file_that_is_no_certificate_is_told(tmp_path: Path) -> None:
    (tmp_path / "c.pem").write_text("nothing")
    with pytest.raises(EnvironmentProblem, match="holds no certificate"):
        Tls(front=tmp_path / "c.pem").pins()
