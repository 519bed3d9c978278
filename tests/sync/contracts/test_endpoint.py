"""What a device may rely on at HQ, whoever plays it and whatever lies in between."""

import contextlib
import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.errors import HqRefused, InputError, OutOfStep, SnapshotRequired
from kiosk.ports.sync import acknowledgement_message
from sync.protocol import (
    Endpoint,
    Page,
    ResolveAnswer,
    SessionRequest,
    encode_run,
    manifest_message,
    session_message,
)
from tests.sync.contracts.offices import CATALOGUE, SHOP, Device, Office, opened, styles
from tests.sync.fakes import MemoryKey, signed_by
from tests.sync.hq.desk import Newcomer


@pytest.fixture(scope="module", params=["memory", "direct", "http"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(request.param, tmp_path_factory.mktemp("hq")) as office:
        office.put(*styles(3))
        yield office


@pytest.fixture
def device(office: Office) -> Device:
    return Device(office)


# --- enrolment and sessions


def test_a_pairing_code_enrols_one_device_of_its_shop(office: Office) -> None:
    newcomer = Newcomer(office.pair())
    offer = office.endpoint.enrol_start(newcomer.start)
    assert len(bytes.fromhex(offer.hq_public_key)) == 32
    assert not office.endpoint.enrol_finish(newcomer.finish(offer)).device
    office.confirm(newcomer.seen(offer).digits())
    answer = office.endpoint.enrol_finish(newcomer.finish(offer), wait_s=5)
    assert answer.shop == SHOP
    assert office.endpoint.enrol_finish(newcomer.finish(offer)) == answer  # it was lost on its way
    with pytest.raises(HqRefused):
        office.endpoint.enrol_start(Newcomer(newcomer.start.code).start)


def test_other_digits_enrol_nobody(office: Office) -> None:
    newcomer = Newcomer(office.pair())
    offer = office.endpoint.enrol_start(newcomer.start)
    office.endpoint.enrol_finish(newcomer.finish(offer))
    digits = newcomer.seen(offer).digits()
    with contextlib.suppress(InputError):
        office.confirm("000000" if digits != "000000" else "000001")
    with pytest.raises(HqRefused):
        office.endpoint.enrol_finish(newcomer.finish(offer))


def test_a_code_nobody_gave_enrols_nobody(office: Office) -> None:
    with pytest.raises(HqRefused):
        office.endpoint.enrol_start(Newcomer("WRONG").start)


def test_a_session_needs_the_proof_of_the_device_s_key(device: Device) -> None:
    asked = device.endpoint.session(SessionRequest(device.id, "test"))
    assert asked.challenge
    assert not asked.token
    forged = MemoryKey().sign(session_message(device.id, asked.challenge)).hex()
    with pytest.raises(HqRefused):
        device.endpoint.session(SessionRequest(device.id, "test", asked.challenge, forged))


def test_an_unknown_device_has_no_session(office: Office) -> None:
    with pytest.raises(HqRefused):
        office.endpoint.session(SessionRequest("nobody", "test"))


def test_a_session_says_what_hq_holds_and_which_streams_there_are(device: Device) -> None:
    device.journal.record_some(3)
    device.endpoint.push(device.run())
    answer = device.session()
    assert answer.token
    assert answer.holds == ((1, 3, device.journal.events[2].chain),)
    assert {CATALOGUE, f"shop.{SHOP}"} <= set(answer.streams)
    assert answer.snapshot_set.startswith(CATALOGUE)


ASKED: dict[str, Callable[[Endpoint, str], object]] = {
    "heads": lambda endpoint, token: endpoint.heads(token),
    "page": lambda endpoint, token: endpoint.page(token, CATALOGUE, gen="", after=0),
    "manifest": lambda endpoint, token: endpoint.manifest(token, "nonsense"),
    "blob": lambda endpoint, token: b"".join(endpoint.blob(token, "00" * 32)),
    "resolve": lambda endpoint, token: endpoint.resolve(token, "00" * 16),
}


@pytest.mark.parametrize("what", ASKED)
def test_without_a_valid_token_nothing_is_handed_out(office: Office, what: str) -> None:
    with pytest.raises(HqRefused):
        ASKED[what](office.endpoint, "nonsense")


# --- up


def test_a_run_is_acknowledged_with_hq_s_signature(device: Device) -> None:
    device.journal.record_some(5)
    ack = device.endpoint.push(device.run())
    assert (ack.device, ack.epoch, ack.through, ack.chain) == (device.id, 1, 5, device.journal.events[4].chain)
    message = acknowledgement_message(ack.device, ack.epoch, ack.through, ack.chain)
    assert signed_by(device.identity.hq_public_key, ack.signature, message)


def test_a_run_that_comes_again_is_acknowledged_again(device: Device) -> None:
    device.journal.record_some(5)
    run = device.run()
    first, second = device.endpoint.push(run), device.endpoint.push(run)
    assert (first.through, first.chain) == (second.through, second.chain)


def test_a_run_that_overlaps_adds_what_is_new(device: Device) -> None:
    device.journal.record_some(3)
    device.endpoint.push(device.run())
    device.journal.record_some(4)
    assert device.endpoint.push(device.run()).through == 7


def test_a_run_after_a_gap_is_not_taken(device: Device) -> None:
    device.journal.record_some(2)
    device.journal.acknowledged(device.endpoint.push(device.run(max_events=1)))
    device.journal.record_some(2)
    gap = device.sealed()
    seal_of_gap = replace(gap, previous_chain=gap.events[0].chain, events=gap.events[1:])
    with pytest.raises(OutOfStep) as raised:
        device.endpoint.push(encode_run(seal_of_gap))
    assert not raised.value.forked
    assert device.endpoint.push(encode_run(gap)).through == 4


@pytest.mark.expects_warnings("journals that differ are told")
def test_other_events_under_the_same_numbers_are_told_apart_and_go_up_under_another_epoch(device: Device) -> None:
    device.journal.record_some(2)
    device.endpoint.push(device.run())  # and the acknowledgement was lost with this machine: an older copy goes on
    device.journal.rewrite(1)
    with pytest.raises(OutOfStep) as raised:
        device.endpoint.push(device.run())
    assert raised.value.forked
    device.journal.part_ways(1)
    assert device.endpoint.push(device.run()).epoch == 2


def test_a_run_that_its_author_did_not_seal_is_not_taken(device: Device) -> None:
    device.journal.record_some(2)
    run = device.sealed()
    with pytest.raises((HqRefused, InputError)):
        device.endpoint.push(encode_run(replace(run, seal="00" * 64)))
    assert device.endpoint.push(encode_run(run)).through == 2


def test_an_event_that_was_changed_on_the_way_is_not_taken(device: Device) -> None:
    device.journal.record_some(2)
    run = device.sealed()
    changed = replace(run.events[0], body=run.events[0].body.replace(b"test", b"TEST"))
    with pytest.raises(InputError):
        device.endpoint.push(encode_run(replace(run, events=(changed, run.events[1]))))
    assert device.endpoint.push(encode_run(run)).through == 2


@pytest.mark.parametrize("raw", [b"{}", b"[]", b"garbage \xff", b'{"events": []}'])
def test_what_is_no_run_is_not_taken(office: Office, raw: bytes) -> None:
    with pytest.raises(InputError):
        office.endpoint.push(raw)


def test_a_full_run_goes_in_one_piece(device: Device) -> None:
    device.journal.record_some(500)
    assert device.endpoint.push(device.run()).through == 500


# --- down


def read(device: Device, token: str, *, limit: int, gen: str = "", after: int = 0) -> list[Page]:
    pages = [device.endpoint.page(token, CATALOGUE, gen=gen, after=after, limit=limit)]
    while pages[-1].more:
        last = pages[-1]
        pages.append(device.endpoint.page(token, CATALOGUE, gen=last.gen, after=last.rows[-1].seq, limit=limit))
    return pages


def test_pages_make_a_round(office: Office, device: Device) -> None:
    office.put(*styles(25, first=100))
    token = device.token()
    (head,) = (head for head in device.endpoint.heads(token).heads if head.stream == CATALOGUE)
    pages = read(device, token, limit=10)
    rows = [row for page in pages for row in page.rows]
    seqs = [row.seq for row in rows]
    assert seqs == sorted(set(seqs))
    assert all(len(page.rows) == 10 for page in pages[:-1])
    assert [page.announced for page in pages] == [len(rows) - 10 * number for number in range(len(pages))]
    assert (pages[-1].gen, pages[-1].upto, seqs[-1]) == (head.gen, head.head, head.head)
    assert {row.id for row in rows} >= {row_id for _entity, row_id, _body in styles(25, first=100)}


def test_a_round_goes_on_from_its_cursor_and_brings_only_what_changed(office: Office, device: Device) -> None:
    token = device.token()
    last = read(device, token, limit=2000)[-1]
    office.put(("style", "STYLE-0001", styles(1)[0][2]), ("style", "STYLE-0002", None))
    (page,) = read(device, token, limit=2000, gen=last.gen, after=last.upto)
    assert [(row.id, row.body is None) for row in page.rows] == [("STYLE-0001", False), ("STYLE-0002", True)]
    office.put(*styles(3))


def test_a_cursor_at_the_head_brings_nothing(device: Device) -> None:
    token = device.token()
    last = read(device, token, limit=2000)[-1]
    (page,) = read(device, token, limit=2000, gen=last.gen, after=last.upto)
    assert (page.rows, page.more, page.announced, page.upto) == ((), False, 0, last.upto)


@pytest.mark.parametrize("wrong", ["gen", "above the head"])
def test_a_cursor_that_cannot_go_on_needs_a_snapshot(device: Device, wrong: str) -> None:
    token = device.token()
    last = read(device, token, limit=2000)[-1]
    gen, after = ("another", last.upto) if wrong == "gen" else (last.gen, last.upto + 1)
    with pytest.raises(SnapshotRequired):
        device.endpoint.page(token, CATALOGUE, gen=gen, after=after)


def test_heads_wait_until_something_moves(office: Office, device: Device) -> None:
    token = device.token()
    heads = device.endpoint.heads(token)
    known = {head.stream: head.head for head in heads.heads}
    timer = threading.Timer(0.2, lambda: office.put(*styles(1, first=500)))
    timer.start()
    moved = device.endpoint.heads(token, wait_s=20, known=known)
    timer.join()
    assert any(head.head > known[head.stream] for head in moved.heads)


def test_heads_answer_at_once_when_something_has_moved(office: Office, device: Device) -> None:
    token = device.token()
    known = {head.stream: head.head for head in device.endpoint.heads(token).heads}
    office.put(*styles(1, first=501))
    assert device.endpoint.heads(token, wait_s=20, known=known).heads


def test_heads_do_not_wait_for_ever(device: Device) -> None:
    token = device.token()
    heads = device.endpoint.heads(token)
    known = {head.stream: head.head for head in heads.heads}
    assert device.endpoint.heads(token, wait_s=0.1, known=known).heads == heads.heads


# --- snapshots


def test_a_snapshot_is_signed_and_its_chunks_make_the_file(device: Device) -> None:
    token = device.token()
    manifest = device.endpoint.manifest(token, device.session().snapshot_set)
    key = Ed25519PublicKey.from_public_bytes(device.identity.hq_public_key)
    key.verify(bytes.fromhex(manifest.signature), manifest_message(manifest))
    whole = hashlib.sha256()
    for chunk in manifest.chunks:
        content = b"".join(device.endpoint.blob(token, chunk.sha256))
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (chunk.sha256, chunk.size)
        whole.update(content)
    assert whole.hexdigest() == manifest.sha256
    assert sum(chunk.size for chunk in manifest.chunks) == manifest.size


def test_the_stream_goes_on_where_the_snapshot_ends(device: Device) -> None:
    token = device.token()
    manifest = device.endpoint.manifest(token, device.session().snapshot_set)
    device.endpoint.page(token, CATALOGUE, gen=manifest.gen, after=manifest.cursors[CATALOGUE])


@pytest.mark.parametrize("what", ["manifest", "blob"])
def test_what_hq_does_not_have_is_said(device: Device, what: str) -> None:
    token = device.token()
    with pytest.raises(InputError):
        ASKED[what](device.endpoint, token)


def test_who_has_a_card_that_is_in_no_index_is_told(office: Office, device: Device) -> None:
    hashed = "0f" * 16
    assert device.endpoint.resolve(device.token(), hashed) == ResolveAnswer(known=False)
    office.put_member(hashed, {"member": "m-9", "tier": "gold", "price_list": "", "home_shop": "XH", "consent": True})
    answer = device.endpoint.resolve(device.token(), hashed)
    assert answer == ResolveAnswer(known=True, member="m-9", tier="gold", home_shop="XH", consent=True)
    office.put_member(hashed, None)
    assert not device.endpoint.resolve(device.token(), hashed).known


def test_every_refusal_is_explained(office: Office) -> None:
    with pytest.raises(HqRefused, match=r"\w+ \w+"):
        office.endpoint.heads("nonsense")
