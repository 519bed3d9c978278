"""The client against servers that say anything at all: every answer has one meaning, and a broken line is no answer."""

import gzip
import hashlib
import json
import threading
import time
from collections.abc import Callable
from email.utils import formatdate
from pathlib import Path

import msgspec
import pytest
import trustme
from backports import zstd

from kiosk.errors import (
    EnvironmentProblem,
    HqRefused,
    HqUnreachable,
    InputError,
    KioskError,
    SnapshotRequired,
    TooOld,
)
from sync.address import Patience
from sync.answers import hq_ahead_ms
from sync.client import HttpEndpoint
from sync.protocol import EnrolStart, Heads
from sync.trust import Trust
from tests.sync.proxy import Fault, FaultProxy
from tests.sync.scripted import Answer, ScriptedServer, message, problem

HEADS = {"heads": [], "server_ms": 5}
BLOB = bytes(range(256)) * 40
ETAG = '"blob"'
QUICK = Patience(connect_s=1, read_s=0.3, body_s=5)


def ask(answer: Answer) -> Heads:
    with ScriptedServer(answer) as server:
        return HttpEndpoint(server.url).heads("token")


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, HqRefused), (403, HqRefused), (409, SnapshotRequired), (426, TooOld),
        (400, InputError), (404, InputError), (413, InputError), (422, InputError),
        (408, HqUnreachable), (425, HqUnreachable), (429, HqUnreachable),
        (500, HqUnreachable), (502, HqUnreachable), (503, HqUnreachable),
    ],
)  # fmt: skip
def test_every_status_of_hq_has_one_meaning(status: int, error: type[KioskError]) -> None:
    with pytest.raises(error, match="because") as caught:
        ask(problem(status))
    if isinstance(caught.value, HqUnreachable):
        assert caught.value.status == status


@pytest.mark.parametrize("status", [200, 302, 401, 403, 404, 409, 413, 426, 500, 511])
def test_a_page_of_a_captive_portal_is_no_answer_of_hq_whatever_its_status(status: int) -> None:
    page = Answer(status, b"<html>Log in</html>", {"Content-Type": "text/html", "Location": "http://127.0.0.1:9/"})
    with pytest.raises(HqUnreachable):
        ask(page)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, json.dumps(HEADS).encode(), {"Content-Type": "text/plain"}),
        Answer(200, b"{}", {"Content-Type": "application/json"}),
        Answer(200, b"\xff\xfe", {"Content-Type": "application/json"}),
        Answer(200, b"", {"Content-Type": "application/json"}),
        Answer(200, b"not gzip", {"Content-Type": "application/json", "Content-Encoding": "gzip"}),
        Answer(200, gzip.compress(b"{}")[:-9], {"Content-Type": "application/json", "Content-Encoding": "gzip"}),
        Answer(200, b"??", {"Content-Type": "application/json", "Content-Encoding": "br"}),
        Answer(200, b'{"heads": []', {"Content-Type": "application/json", "Content-Length": "99"}, cut_after=12),
        Answer(
            200, gzip.compress(b" " * (80 << 20), 9), {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        ),
    ],
    ids=["not ours", "no fields", "no text", "empty", "no gzip", "cut gzip", "other encoding", "cut", "bomb"],
)
def test_what_cannot_be_read_is_asked_again_later(answer: Answer) -> None:
    with pytest.raises(HqUnreachable):
        ask(answer)


def test_nobody_is_followed_to_another_address() -> None:
    with ScriptedServer(message(HEADS)) as elsewhere:
        moved = Answer(307, b"", {"Location": elsewhere.url + "/v1/heads"})
        with ScriptedServer(moved) as server, pytest.raises(HqUnreachable):
            HttpEndpoint(server.url).heads("token")
    assert elsewhere.asked == []


def test_unknown_fields_are_ignored_and_gzip_is_read() -> None:
    body = gzip.compress(json.dumps(HEADS | {"newer": 1}).encode())
    assert ask(Answer(200, body, {"Content-Type": "application/json", "Content-Encoding": "gzip"})) == Heads((), 5)


@pytest.mark.parametrize(("given", "expected"), [("7", 7), ("0", 0), ("999999", 3600)])
def test_retry_after_is_passed_on(given: str, expected: float) -> None:
    with pytest.raises(HqUnreachable) as caught:
        ask(problem(503, **{"Retry-After": given}))
    assert caught.value.retry_after_s == expected


def test_retry_after_may_be_a_date() -> None:
    in_half_an_hour = formatdate(time.time() + 1800, usegmt=True)
    with pytest.raises(HqUnreachable) as caught:
        ask(problem(503, **{"Retry-After": in_half_an_hour}))
    assert caught.value.retry_after_s is not None
    assert 0 < caught.value.retry_after_s <= 1800


@pytest.mark.parametrize("given", ["", "soon", "-1"])
def test_a_retry_after_that_says_nothing_is_ignored(given: str) -> None:
    with pytest.raises(HqUnreachable) as caught:
        ask(problem(503, **{"Retry-After": given}))
    assert caught.value.retry_after_s is None


def test_what_is_asked_is_what_the_protocol_says() -> None:
    page = {"stream": "stock.east", "gen": "g", "upto": 1, "rows": [], "more": False, "announced": 0}
    run = json.dumps({"events": ["x"] * 500}).encode()
    ack = {"device": "d", "epoch": 1, "through": 2, "chain": "c", "signature": "s"}
    with ScriptedServer(message(HEADS), message(page), message(ack)) as server:
        endpoint = HttpEndpoint(server.url + "/")
        endpoint.heads("token", wait_s=2.5, known={"shop.JA": 3, "catalogue": 7})
        endpoint.page("token", "stock.east/1", gen="g", after=4, limit=9)
        endpoint.push(run)
    heads, paged, pushed = server.asked
    assert heads.path == "/v1/heads?known=catalogue%3A7&known=shop.JA%3A3&wait=2.5"
    assert heads.headers["authorization"] == "Bearer token"
    assert paged.path == "/v1/streams/stock.east%2F1?gen=g&after=4&limit=9"
    assert "authorization" not in pushed.headers
    assert pushed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(pushed.body) == run


def test_a_cookie_of_whoever_answers_is_not_kept() -> None:
    with ScriptedServer(message(HEADS, **{"Set-Cookie": "portal=1"})) as server:
        endpoint = HttpEndpoint(server.url)
        endpoint.heads("token")
        endpoint.heads("token")
    assert all("cookie" not in asked.headers for asked in server.asked)


def test_a_proxy_in_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert ask(message(HEADS)).server_ms == 5


@pytest.mark.parametrize("url", ["http://hq.example.com", "http://10.0.0.1:8080/x", "http://localhost.example.com"])
def test_plain_http_to_another_machine_is_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(EnvironmentProblem, match="not encrypted"):
        HttpEndpoint(url)


@pytest.mark.parametrize("url", ["", "hq.example.com", "ftp://hq.example.com", "https://"])
def test_what_is_no_address_is_said(url: str) -> None:
    with pytest.raises(InputError, match="address"):
        HttpEndpoint(url)


def test_nobody_at_the_address_is_unreachable_without_a_status() -> None:
    with ScriptedServer(message(HEADS)) as server:
        url = server.url
    with pytest.raises(HqUnreachable, match="Nothing is lost") as caught:
        HttpEndpoint(url).heads("token")
    assert caught.value.status is None


def test_a_line_that_never_answers_is_given_up() -> None:
    with ScriptedServer(message(HEADS)) as server, FaultProxy(server.url) as proxy:
        proxy.faults.append(Fault(half_open=True))
        endpoint = HttpEndpoint(proxy.url, patience=QUICK)
        with pytest.raises(HqUnreachable, match="no answer in time"):
            endpoint.heads("token")
        assert endpoint.heads("token").server_ms == 5


def test_an_answer_that_drips_is_given_up() -> None:
    body = json.dumps(HEADS | {"padding": "x" * 200_000}).encode()
    with (
        ScriptedServer(Answer(200, body, {"Content-Type": "application/json"})) as server,
        FaultProxy(server.url) as proxy,
    ):
        proxy.after = Fault(latency_s=0.2)
        endpoint = HttpEndpoint(proxy.url, patience=Patience(connect_s=1, read_s=5, body_s=0.1))
        with pytest.raises(HqUnreachable, match="took longer"):
            endpoint.heads("token")


@pytest.mark.parametrize("fault", [Fault(half_open=True), Fault(latency_s=30)], ids=["waiting", "slow"])
def test_a_cut_from_another_thread_ends_the_waiting_at_once(fault: Fault) -> None:
    with ScriptedServer(message(HEADS)) as server, FaultProxy(server.url) as proxy:
        proxy.after = fault
        endpoint = HttpEndpoint(proxy.url, patience=Patience(read_s=60))
        caught: list[HqUnreachable] = []
        thread = threading.Thread(target=lambda: caught.append(expect_unreachable(endpoint)))
        thread.start()
        while proxy.connections == 0:
            time.sleep(0.01)
        endpoint.cut()
        thread.join(5)
        assert not thread.is_alive()
        assert caught
        expect_unreachable(endpoint)  # and so does everybody after


def expect_unreachable(endpoint: HttpEndpoint) -> HqUnreachable:
    with pytest.raises(HqUnreachable) as caught:
        endpoint.heads("token")
    return caught.value


# --- blobs


def encoded(encoding: str, content: bytes = BLOB) -> bytes:
    by_name: dict[str, Callable[[bytes], bytes]] = {"": bytes, "gzip": gzip.compress, "zstd": zstd.compress}
    return by_name[encoding](content)


def blob_headers(encoding: str, **more: str) -> dict[str, str]:
    return {"Content-Type": "application/octet-stream", "Content-Encoding": encoding, "ETag": ETAG} | more


ENCODINGS = pytest.mark.parametrize("encoding", ["", "gzip", "zstd"])
NOISE = b"".join(hashlib.sha256(bytes([number])).digest() for number in range(200))


@ENCODINGS
def test_a_blob_arrives_inflated(encoding: str) -> None:
    with ScriptedServer(Answer(200, encoded(encoding), blob_headers(encoding))) as server:
        assert b"".join(HttpEndpoint(server.url).blob("token", "ab")) == BLOB
    assert server.asked[0].path == "/v1/blobs/ab"


@ENCODINGS
def test_a_blob_goes_on_where_the_connection_broke(encoding: str) -> None:
    whole = encoded(encoding, NOISE)
    rest = f"bytes 3000-{len(whole) - 1}/{len(whole)}"
    with ScriptedServer(
        Answer(200, whole, blob_headers(encoding), cut_after=3000),
        Answer(206, whole[3000:], blob_headers(encoding, **{"Content-Range": rest})),
    ) as server:
        assert b"".join(HttpEndpoint(server.url).blob("token", "ab")) == NOISE
    assert server.asked[1].headers["range"] == "bytes=3000-"
    assert server.asked[1].headers["if-range"] == ETAG


@ENCODINGS
def test_a_server_that_starts_again_is_heard_out_and_nothing_comes_twice(encoding: str) -> None:
    whole = encoded(encoding, NOISE)
    with ScriptedServer(
        Answer(200, whole, blob_headers(encoding), cut_after=3000),
        Answer(200, whole, blob_headers(encoding), cut_after=4000),
        Answer(200, encoded("zstd", NOISE), blob_headers("zstd")),
    ) as server:
        assert b"".join(HttpEndpoint(server.url).blob("token", "ab")) == NOISE


def test_a_blob_that_never_gets_any_further_is_given_up() -> None:
    rest = {"Content-Range": f"bytes 3000-{len(NOISE) - 1}/{len(NOISE)}"}
    with (
        ScriptedServer(
            Answer(200, NOISE, blob_headers(""), cut_after=3000),
            Answer(206, NOISE[3000:], blob_headers("", **rest), cut_after=0),
        ) as server,
        pytest.raises(HqUnreachable),
    ):
        b"".join(HttpEndpoint(server.url).blob("token", "ab"))
    assert len(server.asked) == 2


def test_a_part_that_was_not_asked_for_is_not_taken() -> None:
    with (
        ScriptedServer(
            Answer(200, NOISE, blob_headers(""), cut_after=3000),
            Answer(206, NOISE, blob_headers("", **{"Content-Range": f"bytes 0-{len(NOISE) - 1}/{len(NOISE)}"})),
        ) as server,
        pytest.raises(HqUnreachable),
    ):
        b"".join(HttpEndpoint(server.url).blob("token", "ab"))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (problem(404), InputError), (problem(401), HqRefused), (problem(503), HqUnreachable),
        (Answer(200, b"<html>", {"Content-Type": "text/html"}), HqUnreachable),
        (Answer(200, b"no zstd", blob_headers("zstd")), HqUnreachable),
        (Answer(200, zstd.compress(bytes(200 << 20)), blob_headers("zstd")), HqUnreachable),
    ],
    ids=["gone", "refused", "sick", "portal", "damaged", "bomb"],
)  # fmt: skip
def test_a_blob_that_does_not_come_has_a_reason(answer: Answer, error: type[KioskError]) -> None:
    with ScriptedServer(answer) as server, pytest.raises(error):
        b"".join(HttpEndpoint(server.url).blob("token", "ab"))


# --- TLS


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, Path]:
    ca = trustme.CA()
    file = tmp_path_factory.mktemp("ca") / "ca.pem"
    ca.cert_pem.write_to_path(str(file))
    return ca, file


def tls_server(ca: trustme.CA, host: str) -> ScriptedServer:
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert(host).configure_cert(context)
    server = ScriptedServer(message(HEADS))
    server._server.socket = context.wrap_socket(server._server.socket, server_side=True)
    server.url = server.url.replace("http://", "https://")
    return server


def test_hq_is_believed_when_the_authority_we_were_given_vouches_for_it(authority: tuple[trustme.CA, Path]) -> None:
    ca, file = authority
    with tls_server(ca, "127.0.0.1") as server:
        endpoint = HttpEndpoint(server.url, trust=Trust(ca_file=file))
        assert endpoint.heads("token").server_ms == 5
        endpoint.close()


@pytest.mark.parametrize("case", ["another host", "another authority"])
def test_whoever_cannot_prove_to_be_hq_is_not_asked(authority: tuple[trustme.CA, Path], case: str) -> None:
    ca, file = authority
    server = tls_server(ca, "hq.example.com") if case == "another host" else tls_server(trustme.CA(), "127.0.0.1")
    with server, pytest.raises(HqUnreachable, match="certificate"):
        HttpEndpoint(server.url, trust=Trust(ca_file=file)).enrol_start(EnrolStart("1", "2", "3", "4"))
    assert server.asked == []


def test_messages_of_requests_are_json() -> None:
    answer = {"enrolment": "e", "nonce": "00", "hq_public_key": "00"}
    with ScriptedServer(message(answer)) as server:
        assert HttpEndpoint(server.url).enrol_start(EnrolStart("123", "00", "till 2", "ff")).enrolment == "e"
    asked = {"code": "123", "public_key": "00", "name": "till 2", "commitment": "ff"}
    assert msgspec.json.decode(server.asked[0].body) == asked
    assert server.asked[0].headers["content-type"] == "application/json"


@pytest.mark.parametrize("ahead_s", [-90, 0, 400])
def test_an_answer_of_hq_says_how_far_our_clock_is_off(ahead_s: int) -> None:
    said = formatdate(time.time() + ahead_s, usegmt=True)
    with ScriptedServer(message(HEADS, Date=said)) as server:
        endpoint = HttpEndpoint(server.url)
        endpoint.heads("token")
    assert endpoint.hq_ahead_ms is not None
    assert abs(endpoint.hq_ahead_ms - ahead_s * 1000) <= 1_500


def test_a_refusal_has_a_clock_and_a_captive_portal_has_none() -> None:
    portal = Answer(200, b"<html>Welcome", {"Content-Type": "text/html", "Date": formatdate(0, usegmt=True)})
    with ScriptedServer(portal, problem(401)) as server:
        endpoint = HttpEndpoint(server.url)
        known = []
        for refusal in (HqUnreachable, HqRefused):
            with pytest.raises(refusal):
                endpoint.heads("token")
            known.append(endpoint.hq_ahead_ms is not None)
        assert known == [False, True]


@pytest.mark.parametrize(
    "date",
    ["", "soon", "Thu, 26 Nov 2026 08:00:00 GMT, Thu, 26 Nov 2026 08:00:00 GMT", "Thu, 99 Nov 2026 00:00:00 GMT"],
)
def test_a_date_that_is_none_says_nothing(date: str) -> None:
    assert hq_ahead_ms(date, 0) is None
