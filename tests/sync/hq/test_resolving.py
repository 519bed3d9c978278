"""Who is asked for that is in no tablet's index: told at the pace of a shop, and no more than the index says."""

import logging
import secrets
from pathlib import Path

import pytest

from kiosk.domain.identity import IdentityKind, identity_hash
from kiosk.errors import HqRefused, HqUnreachable, InputError
from sync.client import HttpEndpoint
from sync.hq.importers import import_directory
from sync.hq.member_key import members_key
from sync.hq.office import HeadOffice
from sync.hq.resolving import A_MINUTE
from sync.looking_up import MemberLookUp
from sync.protocol import ResolveAnswer
from sync.server.run import serve_in_thread
from tests.sync.hq.desk import enrolled
from tests.sync.hq.importers.conftest import FILES

CODE, PHONE = "M-88000000018", "13800000001"


@pytest.fixture
def known(office: HeadOffice, tmp_path: Path) -> HeadOffice:
    """An HQ that has taken in a members' file."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "members.csv").write_text(FILES["members.csv"], "utf-8")
    assert not import_directory(office.database, folder).failed
    return office


def hashed(office: HeadOffice, kind: IdentityKind, value: str) -> str:
    with office.database.read() as read:
        return identity_hash(members_key(read.conn), kind, value)


@pytest.mark.parametrize(("kind", "value"), [(IdentityKind.CODE, CODE), (IdentityKind.PHONE, PHONE)])
def test_code_and_phone_of_the_members_file_are_found_by_their_hashes(
    known: HeadOffice, kind: IdentityKind, value: str
) -> None:
    token = enrolled(known).session(known).token
    answer = known.resolve(token, hashed(known, kind, value))
    assert answer == ResolveAnswer(known=True, member="m1", tier="gold", home_shop="JA", consent=False)


def test_nothing_of_the_file_lies_in_the_index_but_hashes(known: HeadOffice) -> None:
    with known.database.read() as read:
        told = dict(read.rows("members.index", "identity"))
    assert set(told) == {hashed(known, IdentityKind.CODE, CODE), hashed(known, IdentityKind.PHONE, PHONE)}
    for trace in (CODE, CODE[2:], PHONE, PHONE[-4:], "会员"):
        assert not any(trace in key + body for key, body in told.items())


def test_a_phone_that_changes_in_the_file_leaves_no_hash_behind(known: HeadOffice, tmp_path: Path) -> None:
    (tmp_path / "files" / "members.csv").write_text(FILES["members.csv"].replace(PHONE, "13800000077"), "utf-8")
    import_directory(known.database, tmp_path / "files")
    token = enrolled(known).session(known).token
    assert not known.resolve(token, hashed(known, IdentityKind.PHONE, PHONE)).known
    assert known.resolve(token, hashed(known, IdentityKind.PHONE, "13800000077")).known


def test_who_was_erased_is_answered_like_nobody(known: HeadOffice) -> None:
    token = enrolled(known).session(known).token
    known.erase_member("m1")
    nobody = known.resolve(token, "0" * 32)
    assert known.resolve(token, hashed(known, IdentityKind.CODE, CODE)) == nobody == ResolveAnswer(known=False)


@pytest.mark.parametrize("text", ["", "13800000001", "g" * 32, "A" * 32, "0" * 33])
def test_what_is_no_hash_is_not_looked_for(known: HeadOffice, text: str) -> None:
    token = enrolled(known).session(known).token
    with pytest.raises(InputError, match="no hash"):
        known.resolve(token, text)


def is_answered(office: HeadOffice, token: str, asked: str) -> bool:
    try:
        office.resolve(token, asked)
    except InputError as error:
        return error.params["status"] != 429
    return True


@pytest.mark.parametrize("hq_url", ["sqlite"], indirect=True)  # the pace is kept in memory
def test_a_stolen_session_cannot_try_the_numbers_of_a_town(known: HeadOffice, caplog: pytest.LogCaptureFixture) -> None:
    thief, shop = enrolled(known), enrolled(known)
    tokens = [thief.session(known).token for _ in range(3)]  # a new session is no new pace
    wanted = hashed(known, IdentityKind.PHONE, PHONE)
    with caplog.at_level(logging.WARNING):
        answered = sum(
            is_answered(known, tokens[number % 3], secrets.token_hex(16) if number % 2 else wanted)
            for number in range(20_000)
        )
    assert answered <= A_MINUTE * 2  # a slow machine may see a second minute begin
    told = [record.getMessage() for record in caplog.records if thief.device in record.getMessage()]
    assert 1 <= len(told) <= 2
    assert not any(trace in line for line in told for trace in (wanted, PHONE, CODE, "m1"))
    assert known.resolve(shop.session(known).token, wanted).known, "another device is served as ever"


def test_a_revoked_device_is_told_nothing(known: HeadOffice) -> None:
    tablet = enrolled(known)
    token = tablet.session(known).token
    known.revoke(tablet.device)
    with pytest.raises(HqRefused):
        known.resolve(token, "0" * 32)


def test_over_the_wire_too_many_questions_are_no_answer(known: HeadOffice, caplog: pytest.LogCaptureFixture) -> None:
    tablet = enrolled(known)
    token = tablet.session(known).token
    serving = serve_in_thread(known)
    endpoint = HttpEndpoint(serving.url)
    try:
        look_up = MemberLookUp(endpoint, lambda: token, lambda: True)
        found = look_up.ask(hashed(known, IdentityKind.CODE, CODE))
        assert found is not None
        assert (found.member, found.tier, found.home_shop, found.consent) == ("m1", "gold", "JA", False)
        assert look_up.ask("0" * 32) is None
        for _ in range(2, A_MINUTE):
            look_up.ask("0" * 32)
        with pytest.raises(HqUnreachable) as error:
            look_up.ask("0" * 32)
        assert error.value.status == 429
        assert "more often than a shop scans" in caplog.text
    finally:
        endpoint.close()
        serving.stop()


def test_without_a_line_nobody_waits() -> None:
    def never(*_: object) -> None:
        raise AssertionError("asked without a line")

    endpoint = type("Endpoint", (), {"resolve": never})()
    for token, online in (("", True), ("token", False)):
        with pytest.raises(HqUnreachable, match="no line"):
            MemberLookUp(endpoint, lambda token=token: token, lambda online=online: online).ask("0" * 32)  # type: ignore[misc]
