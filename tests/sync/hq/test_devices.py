"""Pairing, sessions, and what a device may read."""

from itertools import pairwise

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from kiosk.domain.catalogue import Location, LocationKind
from kiosk.domain.events import EpochStarted
from kiosk.errors import HqRefused, HqUnreachable, InputError, SnapshotRequired
from sync.hq.office import HeadOffice
from sync.protocol import EnrolAnswer, SessionRequest, session_message
from tests.fakes import retailer
from tests.sync.hq.desk import Clock, Newcomer, enrolled, open_stock, put_range, read_stream, taken_in

MINUTE_MS = 60_000


def enrol(office: HeadOffice, code: str, shop: str = "JA") -> EnrolAnswer:
    return taken_in(office, Newcomer(code, name="till at the door"), shop)


def refused(office: HeadOffice, code: str) -> str:
    with pytest.raises(HqRefused) as error:
        enrol(office, code)
    return str(error.value.params["reason"])


def test_a_code_makes_one_tablet_of_the_shop(office: HeadOffice) -> None:
    code = office.pair("JA")
    answer = enrol(office, code)
    assert (answer.shop, answer.till, answer.till_prefix, answer.region) == ("JA", "01", "JA", "east")
    assert refused(office, code) == "pairing"
    assert [device.id for device in office.devices()] == [answer.device]


def test_tills_of_a_shop_count_up_and_are_not_given_out_again(office: HeadOffice) -> None:
    first = enrol(office, office.pair("JA"))
    office.revoke(first.device)
    assert [enrol(office, office.pair("JA")).till, enrol(office, office.pair("XH"), "XH").till] == ["02", "01"]


def test_a_code_is_read_as_people_type_it(office: HeadOffice) -> None:
    code = office.pair("JA")
    assert set(code) <= set("23456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert enrol(office, f" {code[:4].lower()}-{code[4:]} ").shop == "JA"


def test_a_code_ends_after_ten_minutes(office: HeadOffice, hq_clock: Clock) -> None:
    code = office.pair("JA")
    hq_clock.now_ms += 10 * MINUTE_MS + 1
    assert refused(office, code) == "pairing"


def test_five_wrong_codes_close_the_right_one(office: HeadOffice) -> None:
    code = office.pair("JA")
    for _ in range(5):
        assert refused(office, "WRONG234") == "pairing"
    assert refused(office, code) == "pairing"
    assert enrol(office, office.pair("JA")).shop == "JA"


def test_four_wrong_codes_do_not(office: HeadOffice) -> None:
    code = office.pair("JA")
    for _ in range(4):
        refused(office, "WRONG234")
    assert enrol(office, code).shop == "JA"


def test_codes_and_tokens_are_not_stored_as_they_are(office: HeadOffice) -> None:
    tablet = enrolled(office)
    code, token = office.pair("JA"), tablet.session(office).token
    with office.database.read() as read:
        stored = [
            str(row)
            for table in ("pairing", "session", "challenge", "device")
            for row in read.conn.exec_driver_sql(f"SELECT * FROM {table}")
        ]
    assert not any(code in row or token in row for row in stored)


def test_only_places_with_tablets_are_paired(office: HeadOffice) -> None:
    for name in ("WH", "NOWHERE"):
        with pytest.raises(InputError, match="It knows: JA, XH"):
            office.pair(name)


def test_a_key_that_is_none_is_refused_and_the_code_still_good(office: HeadOffice) -> None:
    code = office.pair("JA")
    for key in ("", "zz", "ab" * 31):
        with pytest.raises(InputError):
            office.enrol_start(replace(Newcomer(code).start, public_key=key))
    with pytest.raises(InputError):
        office.enrol_start(replace(Newcomer(code).start, commitment="short"))
    assert enrol(office, code).shop == "JA"


def test_a_session_needs_the_devices_own_key(office: HeadOffice) -> None:
    tablet = enrolled(office)
    challenge = office.session(SessionRequest(tablet.device, "test")).challenge
    forged = Ed25519PrivateKey.generate().sign(session_message(tablet.device, challenge)).hex()
    with pytest.raises(HqRefused):
        office.session(SessionRequest(tablet.device, "test", challenge, forged))
    right = tablet.key.sign(session_message(tablet.device, challenge)).hex()
    with pytest.raises(HqUnreachable, match="was used"):  # a challenge is good for one answer; one asks for another
        office.session(SessionRequest(tablet.device, "test", challenge, right))
    assert tablet.session(office).token


def test_a_challenge_of_one_device_is_no_use_to_another(office: HeadOffice) -> None:
    one, other = enrolled(office), enrolled(office)
    challenge = office.session(SessionRequest(one.device, "test")).challenge
    proof = other.key.sign(session_message(other.device, challenge)).hex()
    with pytest.raises(HqUnreachable, match="was used"):
        office.session(SessionRequest(other.device, "test", challenge, proof))


def test_a_challenge_ends_after_two_minutes_and_a_session_after_twelve_hours(
    office: HeadOffice, hq_clock: Clock
) -> None:
    tablet = enrolled(office)
    token = tablet.session(office).token
    hq_clock.now_ms += 12 * 60 * MINUTE_MS
    assert office.heads(token).heads
    hq_clock.now_ms += 1
    with pytest.raises(HqRefused):
        office.heads(token)
    challenge = office.session(SessionRequest(tablet.device, "test")).challenge
    proof = tablet.key.sign(session_message(tablet.device, challenge)).hex()
    hq_clock.now_ms += 2 * MINUTE_MS + 1
    with pytest.raises(HqUnreachable, match="too old"):
        office.session(SessionRequest(tablet.device, "test", challenge, proof))


def test_a_revoked_device_reads_nothing_more(office: HeadOffice) -> None:
    tablet = enrolled(office)
    token = tablet.session(office).token
    office.revoke(tablet.device)
    with pytest.raises(HqRefused):
        office.heads(token)
    with pytest.raises(HqRefused) as error:
        tablet.session(office)
    assert (error.value.params["reason"], error.value.params["status"]) == ("revoked", 403)
    with pytest.raises(InputError):
        office.revoke("nobody")


def test_a_device_is_told_its_streams_and_reads_no_others(office: HeadOffice) -> None:
    answer = enrolled(office).session(office)
    assert answer.streams[:3] == ("catalogue", "stock.east", "shop.JA")
    assert answer.streams[3].startswith("device.JA-01-")
    assert answer.snapshot_set == "catalogue+east"
    for stream in ("shop.XH", "device.other", "stock.north", "no such"):
        with pytest.raises(HqRefused):
            office.page(answer.token, stream, gen="", after=0)
    with pytest.raises(InputError):
        office.manifest(answer.token, "catalogue+north")


def test_regions_with_a_warehouse_are_for_everybody(office: HeadOffice) -> None:
    north = Location("NW", LocationKind.WAREHOUSE, "北仓", "North", "north", "cn", "brand")
    tablet = enrolled(office)
    put_range(office, (*retailer.LOCATIONS, north))
    assert tablet.session(office).snapshot_set == "catalogue+east+north"


def test_a_cursor_that_hq_cannot_continue_is_told_so(office: HeadOffice) -> None:
    token = enrolled(office).session(office).token
    page = office.page(token, "catalogue", gen="", after=99)
    assert page.rows[0].seq == 1  # without a gen there is no cursor
    with pytest.raises(SnapshotRequired):
        office.page(token, "catalogue", gen="another", after=1)
    with pytest.raises(SnapshotRequired):
        office.page(token, "catalogue", gen=page.gen, after=page.upto + 1)
    assert office.page(token, "catalogue", gen=page.gen, after=page.upto).rows == ()


def test_pages_of_a_round_hold_every_row_once_in_ascending_order(office: HeadOffice) -> None:
    token = enrolled(office).session(office).token
    in_one, in_many = (read_stream(office, token, "catalogue", limit=limit) for limit in (2000, 4))
    assert in_many.rows == in_one.rows
    assert all(left < right for left, right in pairwise(in_many.seqs))
    assert len(in_many.seqs) == len(set(in_many.seqs)) == len(in_one.rows)


def test_heads_wait_until_something_moves(office: HeadOffice) -> None:
    import threading

    token = enrolled(office).session(office).token
    before = office.heads(token)
    known = {head.stream: head.head for head in before.heads}
    assert office.heads(token, wait_s=0, known=known).heads == before.heads
    mover = threading.Timer(0.05, open_stock, (office, "JA"), {"SHIRT_M": 3})
    mover.start()
    after = office.heads(token, wait_s=30, known=known)
    mover.join()
    moved = {head.stream for head in after.heads if head.head > known[head.stream]}
    assert "shop.JA" in moved


def test_a_notice_reaches_one_device(office: HeadOffice) -> None:
    tablet = enrolled(office)
    office.notify(tablet.device, "n1", "Please close the shop at eight.")
    token = tablet.session(office).token
    stream = f"device.{tablet.device}"
    assert read_stream(office, token, stream).of("notice") == {"n1": "Please close the shop at eight."}
    office.notify(tablet.device, "n1", None)
    assert read_stream(office, token, stream).of("notice") == {}


def test_people_see_what_hq_holds_of_each_tablet_and_when_it_last_sent(office: HeadOffice, hq_clock: Clock) -> None:
    tablet = enrolled(office)
    tablet.append(EpochStarted(1, "first start", "test", "JA"))
    hq_clock.now_ms += MINUTE_MS
    tablet.push(office)
    (state,) = office.devices()
    assert (state.id, state.shop, state.events, state.heard_ms) == (tablet.device, "JA", 1, hq_clock.now_ms)
    assert state.enrolled_ms == hq_clock.now_ms - MINUTE_MS
