"""The routes over a real socket: what a device sees of HQ."""

import gzip
import hashlib
import json
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import requests
from backports import zstd

from kiosk.domain.events import Fulfilment
from kiosk.errors import EnvironmentProblem
from kiosk.ports.sync import Acknowledgement
from sync.hq.office import HeadOffice
from sync.protocol import (
    EnrolAnswer,
    EnrolFinish,
    EnrolOffer,
    Heads,
    Page,
    Problem,
    SessionAnswer,
    SessionRequest,
    WireManifest,
    encode_run,
    session_message,
)
from sync.server.run import Server, _listen, serve_in_thread
from tests.fakes.retailer import SHIRT_M
from tests.sync.hq.desk import Clock, Newcomer, Tablet, enrolled, line, open_office, open_stock, placed, put_range


class Http:
    """A plain client: what is on the wire, without our own client's help."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.trust_env = False
        self.token = ""

    def get(self, path: str, headers: dict[str, str] | None = None, **params: Any) -> requests.Response:
        return self._ask("GET", path, headers or {}, params=params)

    def post(self, path: str, body: Any, headers: dict[str, str] | None = None) -> requests.Response:
        raw = body if isinstance(body, bytes) else msgspec.json.encode(body)
        return self._ask("POST", path, headers or {}, data=raw)

    def _ask(self, method: str, path: str, headers: dict[str, str], **options: Any) -> requests.Response:
        if self.token:
            headers = {"Authorization": f"Bearer {self.token}", **headers}
        return self.session.request(method, self.url + path, headers=headers, timeout=30, **options)


def problem(response: requests.Response, status: int) -> Problem:
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == "application/json"
    return msgspec.json.decode(response.content, type=Problem)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[HeadOffice]:
    with open_office(tmp_path, clock=Clock()) as opened:
        put_range(opened)
        yield opened


@pytest.fixture
def server(office: HeadOffice) -> Iterator[Server]:
    running = serve_in_thread(office)
    yield running
    running.stop()


@pytest.fixture
def http(server: Server) -> Iterator[Http]:
    client = Http(server.url)
    yield client
    client.session.close()


@pytest.fixture
def tablet(office: HeadOffice, http: Http) -> Tablet:
    """Enrolled, with an open session."""
    made = enrolled(office)
    http.token = made.session(office).token
    return made


def test_a_device_enrols_proves_itself_and_sends_its_first_run(office: HeadOffice, http: Http) -> None:
    newcomer = Newcomer(office.pair("JA"))
    key = newcomer.key
    offer = msgspec.json.decode(http.post("/v1/enrol/start", newcomer.start).content, type=EnrolOffer)
    assert http.post("/v1/enrol/finish", newcomer.finish(offer)).json()["device"] == ""
    office.confirm("JA", newcomer.seen(offer).digits())
    told = http.post("/v1/enrol/finish?wait=5", newcomer.finish(offer))
    identity = msgspec.json.decode(told.content, type=EnrolAnswer)
    tablet = Tablet(identity.device, identity.shop, key)
    first = http.post("/v1/session", SessionRequest(tablet.device, "test"))
    challenge = msgspec.json.decode(first.content, type=SessionAnswer).challenge
    proof = key.sign(session_message(tablet.device, challenge)).hex()
    second = http.post("/v1/session", SessionRequest(tablet.device, "test", challenge, proof))
    http.token = msgspec.json.decode(second.content, type=SessionAnswer).token
    tablet.append(placed("o1", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
    sent = http.post("/v1/events", gzip.compress(encode_run(tablet.run())), {"Content-Encoding": "gzip"})
    assert msgspec.json.decode(sent.content, type=Acknowledgement).through == 1
    assert office.drain(30)
    page = msgspec.json.decode(http.get("/v1/streams/shop.JA", gen="", after=0).content, type=Page)
    assert "o1" in {row.id for row in page.rows}


def test_health_needs_no_token(http: Http) -> None:
    assert http.get("/v1/health").json() == {"status": "ok", "version": 1}


def test_events_need_no_token_their_seal_is_enough(http: Http, tablet: Tablet) -> None:
    http.token = ""
    tablet.append(placed("o1", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
    assert http.post("/v1/events", encode_run(tablet.run())).status_code == 200


def test_every_refusal_has_its_own_status_and_code(office: HeadOffice, http: Http, tablet: Tablet) -> None:
    assert problem(http.post("/v1/enrol/start", Newcomer("WRONG234").start), 401).code == "pairing"
    assert problem(http.post("/v1/enrol/finish", EnrolFinish("nothing", "00", "00")), 401).code == "pairing"
    assert problem(http.post("/v1/enrol/start", b"not json"), 400).code == "input"
    assert problem(http.post("/v1/events", b"{}"), 400).code == "input"
    assert problem(http.get("/v1/streams/shop.XH"), 403).code == "stream"
    assert problem(http.get("/v1/streams/catalogue", gen="another", after=1), 409).code == "snapshot_required"
    assert problem(http.get("/v1/streams/catalogue", gen="x", after="many"), 400).code == "input"
    assert problem(http.get("/v1/heads", known="catalogue"), 400).code == "input"
    assert problem(http.get("/v1/blobs/" + "0" * 64), 404).code == "input"
    assert problem(http.get("/v1/nothing"), 404).code == "http"
    assert problem(http.get("/v1/events"), 405).code == "http"
    office.revoke(tablet.device)
    http.token = ""
    assert problem(http.get("/v1/heads"), 401).code == "token"
    assert problem(http.post("/v1/session", SessionRequest(tablet.device, "test")), 403).code == "revoked"


def test_a_token_is_a_bearer_token(http: Http, tablet: Tablet) -> None:
    token, http.token = http.token, ""
    assert http.get("/v1/heads", {"Authorization": f"bearer {token}"}).status_code == 200
    assert http.get("/v1/heads", {"Authorization": f"Basic {token}"}).status_code == 401
    assert http.get("/v1/heads", {"Authorization": token}).status_code == 401


def test_a_page_is_gzipped_for_whoever_takes_it_and_stored_by_nobody(http: Http, tablet: Tablet) -> None:
    plain = http.get("/v1/streams/catalogue", {"Accept-Encoding": "identity"})
    packed = http.get("/v1/streams/catalogue", {"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.content == plain.content
    assert int(packed.headers["Content-Length"]) < len(plain.content)
    assert packed.headers["Cache-Control"] == "no-store"


def test_a_run_too_large_is_refused_before_it_is_read_whole(http: Http) -> None:
    assert problem(http.post("/v1/events", b" " * (9 << 20)), 413).code == "http"


def test_a_bomb_is_not_inflated(http: Http) -> None:
    bomb = gzip.compress(b" " * (64 << 20))
    assert len(bomb) < 1 << 20
    assert problem(http.post("/v1/events", bomb, {"Content-Encoding": "gzip"}), 413).code == "input"


@pytest.mark.parametrize(
    ("body", "encoding", "status"),
    [(b"not gzip", "gzip", 400), (gzip.compress(b"{}" * 99)[:-9], "gzip", 400), (b"{}", "br", 415)],
    ids=["not gzip", "cut off", "unknown"],
)
def test_a_damaged_or_unknown_encoding_is_the_callers_fault(
    http: Http, body: bytes, encoding: str, status: int
) -> None:
    problem(http.post("/v1/events", body, {"Content-Encoding": encoding}), status)


@pytest.fixture
def picture(office: HeadOffice, tablet: Tablet) -> tuple[str, bytes]:
    content = b"".join(hashlib.sha256(bytes([number])).digest() for number in range(200)) + b"plain" * 2000
    return office.put_blob(content), content


def test_a_blob_is_immutable_and_named_by_its_content(http: Http, picture: tuple[str, bytes]) -> None:
    name, content = picture
    whole = http.get(f"/v1/blobs/{name}", {"Accept-Encoding": "identity"})
    assert whole.content == content
    assert whole.headers["ETag"] == f'"{name}"'
    assert "immutable" in whole.headers["Cache-Control"]


@pytest.mark.parametrize("encoding", ["identity", "gzip", "zstd"])
def test_a_download_goes_on_where_it_broke_off(http: Http, picture: tuple[str, bytes], encoding: str) -> None:
    """The range counts the bytes as they are encoded, and encoding twice gives the same bytes."""
    name, content = picture
    headers = {"Accept-Encoding": encoding}
    whole = _raw(http, name, headers)
    half = len(whole) // 2
    rest = _raw(http, name, {**headers, "Range": f"bytes={half}-", "If-Range": f'"{name}"'}, status=206)
    assert whole[:half] + rest == whole
    middle = _raw(http, name, {**headers, "Range": "bytes=5-9"}, status=206)
    assert middle == whole[5:10]
    inflate: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.decompress, "zstd": zstd.decompress}
    assert inflate.get(encoding, bytes)(whole) == content


def _raw(http: Http, name: str, headers: dict[str, str], status: int = 200) -> bytes:
    url = f"{http.url}/v1/blobs/{name}"
    asked = {"Authorization": f"Bearer {http.token}", **headers}
    with http.session.get(url, headers=asked, stream=True, timeout=30) as response:
        assert response.status_code == status
        raw: bytes = response.raw.read(decode_content=False)
    return raw


def test_a_range_of_another_version_or_beyond_the_end(http: Http, picture: tuple[str, bytes]) -> None:
    name, content = picture
    plain = {"Accept-Encoding": "identity"}
    changed = http.get(f"/v1/blobs/{name}", {**plain, "Range": "bytes=5-", "If-Range": '"other"'})
    assert (changed.status_code, changed.content) == (200, content)
    assert http.get(f"/v1/blobs/{name}", {**plain, "Range": "bytes=999999-"}).status_code == 416
    assert http.get(f"/v1/blobs/{name}", {**plain, "Range": "lines=1-2"}).status_code == 200


def test_a_snapshot_comes_over_the_wire_whole(office: HeadOffice, http: Http, tablet: Tablet) -> None:
    manifest = msgspec.json.decode(http.get("/v1/snapshots/catalogue%2Beast").content, type=WireManifest)
    parts = [http.get(f"/v1/blobs/{sha256}").content for sha256, _ in manifest.chunks]
    assert [hashlib.sha256(part).hexdigest() for part in parts] == [sha256 for sha256, _ in manifest.chunks]
    assert hashlib.sha256(b"".join(parts)).hexdigest() == manifest.sha256


def test_the_long_poll_answers_when_something_moves(office: HeadOffice, http: Http, tablet: Tablet) -> None:
    before = msgspec.json.decode(http.get("/v1/heads").content, type=Heads)
    known = [f"{head.stream}:{head.head}" for head in before.heads]
    mover = threading.Timer(0.1, open_stock, (office, "JA"), {"SHIRT_M": 3})
    mover.start()
    after = msgspec.json.decode(http.get("/v1/heads", wait=25, known=known).content, type=Heads)
    mover.join()
    assert {head.stream for head in after.heads if f"{head.stream}:{head.head}" not in known} >= {"shop.JA"}


def test_forty_waiting_tablets_do_not_keep_others_from_working(office: HeadOffice, http: Http, tablet: Tablet) -> None:
    known = [f"{head.stream}:{head.head}" for head in office.heads(http.token).heads]
    answers: list[int] = []

    def wait() -> None:
        headers = {"Authorization": f"Bearer {http.token}"}
        params: dict[str, list[str]] = {"wait": ["30"], "known": known}
        found = requests.get(http.url + "/v1/heads", params=params, headers=headers, timeout=60)
        answers.append(found.status_code)

    waiting = [threading.Thread(target=wait) for _ in range(40)]
    for thread in waiting:
        thread.start()
    for _ in range(5):
        assert http.get("/v1/streams/catalogue").status_code == 200
    open_stock(office, "JA", SHIRT_M=3)
    for thread in waiting:
        thread.join()
    assert answers == [200] * 40


def test_a_server_that_stops_lets_waiting_tablets_go(office: HeadOffice, tablet: Tablet) -> None:
    server = serve_in_thread(office)
    token = tablet.session(office).token
    known = {head.stream: head.head for head in office.heads(token).heads}
    query = "&".join(f"known={stream}:{seq}" for stream, seq in known.items())
    answers: list[requests.Response] = []

    def wait() -> None:
        url = f"{server.url}/v1/heads?wait=55&{query}"
        answers.append(requests.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=60))

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert requests.get(f"{server.url}/v1/health", timeout=30).status_code == 200
    server.stop()
    waiting.join()
    assert [answer.status_code for answer in answers] == [200]


@pytest.mark.expects_warnings("a database that is gone is an error worth a line")
def test_hqs_own_trouble_is_not_the_devices_fault(
    office: HeadOffice, http: Http, tablet: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise EnvironmentProblem("the disk is full")

    monkeypatch.setattr(office._intake, "push", full)
    response = http.post("/v1/events", b"{}")
    assert problem(response, 503).detail == "the disk is full"
    assert response.headers["Retry-After"] == "5"
    monkeypatch.setattr(office._intake, "push", lambda _: 1 / 0)
    assert "ZeroDivision" not in problem(http.post("/v1/events", b"{}"), 500).detail


def test_plain_http_does_not_leave_the_machine(office: HeadOffice) -> None:
    for host in ("0.0.0.0", "192.0.2.1", "hq.example.com"):
        with pytest.raises(EnvironmentProblem, match="certificate"):
            serve_in_thread(office, host)


def test_a_port_that_is_taken_is_named(office: HeadOffice, server: Server) -> None:
    port = int(server.url.rpartition(":")[2])
    with pytest.raises(EnvironmentProblem, match=f"port {port}"):
        serve_in_thread(office, "127.0.0.1", port)


def test_tls_with_the_retailers_own_certificate(office: HeadOffice, tmp_path: Path) -> None:
    import trustme

    authority = trustme.CA()
    certificate, key, trusted = tmp_path / "cert.pem", tmp_path / "key.pem", tmp_path / "ca.pem"
    issued = authority.issue_cert("localhost", "127.0.0.1")
    certificate.write_bytes(b"".join(blob.bytes() for blob in issued.cert_chain_pems))
    issued.private_key_pem.write_to_path(key)
    authority.cert_pem.write_to_path(trusted)
    server = serve_in_thread(office, "127.0.0.1", 0, certificate, key)
    try:
        assert server.url.startswith("https://")
        assert requests.get(server.url + "/v1/health", verify=str(trusted), timeout=30).status_code == 200
    finally:
        server.stop()
    with pytest.raises(EnvironmentProblem, match="cannot be used"):
        serve_in_thread(office, "127.0.0.1", 0, key, certificate)
    with pytest.raises(EnvironmentProblem, match="both"):
        serve_in_thread(office, "127.0.0.1", 0, certificate)


def test_unknown_fields_are_ignored_so_either_end_may_be_newer(http: Http, tablet: Tablet) -> None:
    body = json.dumps({"device": tablet.device, "program": "kiosk 9", "colour": "blue"}).encode()
    assert http.post("/v1/session", body).json()["challenge"]


def test_a_body_that_ended_early_is_not_taken_for_whole(http: Http, tablet: Tablet) -> None:
    whole = gzip.compress(msgspec.json.encode(SessionRequest(tablet.device, "test")))
    assert http.post("/v1/session", whole, {"Content-Encoding": "gzip"}).status_code == 200
    assert "ended early" in problem(http.post("/v1/session", whole[:-4], {"Content-Encoding": "gzip"}), 400).detail


def test_an_answer_does_not_wait_for_the_other_sides_acknowledgement() -> None:
    """Small pieces leave at once on connections that HQ took, whatever asyncio thinks of the socket."""
    with _listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        taken, _ = listening.accept()
        with taken:
            assert taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
