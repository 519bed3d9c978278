"""Members at HQ: who is one person, what shops are told of them, and what is forgotten."""

import json

import pytest

from kiosk.domain import clock
from kiosk.domain.events import Fulfilment
from kiosk.domain.identity import IdentityKind, identity_hash
from kiosk.domain.member import Member
from kiosk.domain.members import (
    Consent,
    ConsentGiven,
    ConsentWithdrawn,
    Field,
    MemberClaimed,
    MemberErased,
    MemberJoined,
    MembersMerged,
    ProfileChanged,
    Proof,
    Purpose,
    member_code,
)
from kiosk.domain.profile import profile_blob
from kiosk.errors import InputError, OutOfStep, RuleError
from sync.hq.member_key import KEY_SETTING
from sync.hq.office import HeadOffice
from sync.protocol import WireRow, encode_run
from tests.fakes import retailer
from tests.sync.hq.desk import (
    NOW_MS,
    Clock,
    Tablet,
    enrolled,
    line,
    placed,
    read_stream,
)

KEY = bytes(range(32))
PHONE, OTHER = "13800006620", "13900001234"
CONSENT = Consent("2026-11", "zh", (Purpose.MEMBERSHIP,))
DAY_MS = 24 * 3_600_000


def phone_hash(phone: str) -> str:
    return identity_hash(KEY, IdentityKind.PHONE, phone)


def code_of(digit: int) -> str:
    return member_code(f"{digit:015d}")


@pytest.fixture(autouse=True)
def _key(office: HeadOffice) -> None:
    same_key(office)


def same_key(office: HeadOffice) -> None:
    row = json.dumps({"value": KEY.hex()})
    with office.database.write() as tx:
        for stream in ("members", *(f"shop.{place}" for place in tx.locations())):
            tx.put_rows(stream, [("setting", KEY_SETTING, row)])


def old_list(office: HeadOffice, member: Member = retailer.MEMBER, phone: str = PHONE) -> None:
    """A member of an older list, imported without consent."""
    body = {"member": member.id, "tier": member.tier, "price_list": "", "home_shop": member.home_shop, "consent": False}
    with office.database.write() as tx:
        row = json.dumps({"id": member.id, "code": member.code, "masked_name": member.masked_name,
                          "tier": member.tier, "home_shop": member.home_shop, "points": member.points})  # fmt: skip
        tx.put_rows("members", [("file", member.id, row)])
        tx.put_rows(f"shop.{member.home_shop}", [("member", member.id, row)])
        tx.put_rows("members.index", [("identity", phone_hash(phone), json.dumps(body))])


def joins(
    tablet: Tablet, member: str, digit: int, *, phone: str = PHONE, guide: str = "", at_ms: int = NOW_MS
) -> MemberJoined:
    blob = tablet.keep(profile_blob({Field.PHONE: phone}, f"salt-{member}"))
    proof = Proof.RANG if guide else None
    body = MemberJoined(
        member, tablet.shop, code_of(digit), phone_hash(phone), CONSENT, blob, guide or None, proof
    )  # fmt: skip
    tablet.append(body, at_ms=at_ms, actor=guide or "shopper")
    return body


def claims(tablet: Tablet, member: str, record: str, digit: int, *, guide: str = "", proof: Proof = Proof.RANG) -> None:
    blob = tablet.keep(profile_blob({Field.PHONE: PHONE}, f"salt-{member}"))
    said = (guide, proof) if guide else (None, None)
    body = MemberClaimed(member, tablet.shop, record, code_of(digit), phone_hash(PHONE), CONSENT, blob, *said)
    tablet.append(body, actor=guide or "shopper")


def members_in(office: HeadOffice, shop: str) -> dict[str, dict[str, object]]:
    with office.database.read() as read:
        return {row_id: json.loads(body) for row_id, body in read.rows(f"shop.{shop}", "member")}


def profiles_in(office: HeadOffice, shop: str) -> dict[str, dict[str, str]]:
    """As a tablet gets them."""
    with office.database.read() as read:
        rows = [WireRow("profile", row_id, 1, body) for row_id, body in read.rows(f"shop.{shop}", "profile")]
        return {row.id: json.loads(row.body or "") for row in read.private.filled(rows)}


def indexed(office: HeadOffice, hashed: str) -> dict[str, object] | None:
    with office.database.read() as read:
        body = read.row("members.index", "identity", hashed)
    return json.loads(body) if body is not None else None


def states(office: HeadOffice) -> dict[str, tuple[str, str]]:
    return {item.id: (item.state, item.of) for item in office.members()}


def test_who_joins_is_known_in_their_shop_and_by_phone_and_code_everywhere(office: HeadOffice) -> None:
    tablet = enrolled(office)
    join = joins(tablet, "m-1", 1, guide="G-LIN")
    tablet.push(office)
    assert members_in(office, "JA")["m-1"]["code"] == join.code
    assert members_in(office, "XH") == {}
    body = {"member": "m-1", "tier": "", "price_list": "", "home_shop": "JA", "consent": True}
    assert indexed(office, phone_hash(PHONE)) == body
    assert indexed(office, identity_hash(KEY, IdentityKind.CODE, join.code)) == body
    (seen,) = office.member(join.code)
    assert (seen.id, seen.state, seen.guide, seen.proven, seen.consent) == ("m-1", "member", "G-LIN", True, "2026-11")
    stream = read_stream(office, tablet.session(office).token, "shop.JA")
    assert json.loads(stream.of("profile")["m-1"]) == {"phone": PHONE}


def test_two_tablets_that_enrol_one_phone_offline_make_one_member_and_both_cards_work(office: HeadOffice) -> None:
    here, there = enrolled(office), enrolled(office, "XH")
    joins(here, "m-late", 1, at_ms=NOW_MS + 60_000)
    joins(there, "m-early", 2, at_ms=NOW_MS)
    here.push(office)
    there.push(office)
    assert states(office) == {"m-early": ("member", ""), "m-late": ("merged", "m-early")}
    for shop in ("JA", "XH"):
        rows = members_in(office, shop)
        assert rows["m-early"]["code"] == code_of(2)
        assert (rows["m-late"]["code"], rows["m-late"]["alias_of"]) == (code_of(1), "m-early")
    for digit in (1, 2):
        found = indexed(office, identity_hash(KEY, IdentityKind.CODE, code_of(digit)))
        assert found is not None
        assert found["member"] == "m-early"


def test_a_merge_can_be_undone_for_good(office: HeadOffice) -> None:
    here, there = enrolled(office), enrolled(office, "XH")
    joins(here, "m-1", 1)
    joins(there, "m-2", 2, at_ms=NOW_MS + 1_000)
    here.push(office)
    there.push(office)
    assert office.split_member("m-2") == "m-1"
    there.append(ProfileChanged("m-2", "XH", (Field.NAME,), there.keep(profile_blob({Field.NAME: "Bo"}, "s"))))
    there.push(office)
    assert states(office) == {"m-1": ("member", ""), "m-2": ("pending", "m-1")}
    assert "m-2" not in members_in(office, "JA")
    assert members_in(office, "XH")["m-2"].get("alias_of") is None
    with pytest.raises(RuleError):
        office.split_member("m-2")


def test_who_only_types_a_known_phone_gets_nothing_of_the_record(office: HeadOffice, hq_clock: Clock) -> None:
    """The attack: somebody else's number typed at an offline tablet, whose clock may stand where it likes."""
    here, thief = enrolled(office), enrolled(office, "XH")
    joins(here, "m-owner", 1, guide="G-LIN")
    here.append(ProfileChanged("m-owner", "JA", (Field.NAME,), here.keep(profile_blob({Field.NAME: "王小雨"}, "s"))))
    here.push(office)
    joins(thief, "m-thief", 2, at_ms=NOW_MS - 900 * DAY_MS)
    claims(thief, "m-thief-2", "m-owner", 3)
    thief.push(office)
    assert states(office)["m-thief"] == states(office)["m-thief-2"] == ("pending", "m-owner")
    rows = members_in(office, "XH")
    assert not [row for row in rows.values() if "王" in str(row) or row.get("alias_of")]
    assert "m-owner" not in rows
    assert "王小雨" not in json.dumps(profiles_in(office, "XH"), ensure_ascii=False)
    found = indexed(office, phone_hash(PHONE))
    assert found is not None
    assert found["member"] == "m-owner"


def test_a_record_of_an_old_list_is_its_owners_when_a_guide_vouches_for_them(office: HeadOffice) -> None:
    old_list(office)
    tablet = enrolled(office, "XH")
    joins(tablet, "m-1", 1, guide="G-MEI")
    tablet.push(office)
    assert states(office)["m-1"] == ("merged", retailer.MEMBER.id)
    rows = members_in(office, "XH")
    assert (rows["m-1"]["tier"], rows["m-1"]["points"]) == ("gold", 120)
    assert rows["m-1"]["alias_of"] == retailer.MEMBER.id
    found = indexed(office, phone_hash(PHONE))
    assert found is not None
    assert (found["member"], found["consent"]) == (retailer.MEMBER.id, True)
    assert {item.guide for item in office.members()} == {"", "G-MEI"}


def test_without_a_guide_the_record_stays_closed_until_one_vouches(office: HeadOffice) -> None:
    old_list(office)
    tablet = enrolled(office, "XH")
    joins(tablet, "m-1", 1)
    claims(tablet, "m-2", retailer.MEMBER.id, 2)
    tablet.push(office)
    assert states(office)["m-1"] == states(office)["m-2"] == ("pending", retailer.MEMBER.id)
    assert {row.get("points", 0) for row in members_in(office, "XH").values()} == {0}
    found = indexed(office, phone_hash(PHONE))
    assert found is not None
    assert found["consent"] is False
    rang = MemberClaimed("m-2", "XH", phone_hash=phone_hash(PHONE), guide="G-MEI", proof=Proof.RANG)
    tablet.append(rang, actor="G-MEI")
    tablet.push(office)
    assert states(office)["m-2"] == ("merged", retailer.MEMBER.id)
    assert members_in(office, "XH")["m-2"]["points"] == 120


def test_ringing_a_number_opens_only_the_record_under_that_number(office: HeadOffice) -> None:
    """The attack: the own phone rings, and the claim names another's record."""
    old_list(office, phone=OTHER)
    tablet = enrolled(office, "XH")
    claims(tablet, "m-1", retailer.MEMBER.id, 1, guide="G-LIN")
    tablet.push(office)
    assert states(office)["m-1"] == ("member", "")
    claims(tablet, "m-2", retailer.MEMBER.id, 2, guide="G-LIN", proof=Proof.CARD)
    tablet.push(office)
    assert states(office)["m-2"] == ("merged", retailer.MEMBER.id)


def test_an_own_card_or_an_own_phone_vouches_for_no_other_phone(office: HeadOffice) -> None:
    """The attack: a card for somebody else's number, shown to a guide as the old card of a record."""
    here, thief = enrolled(office), enrolled(office, "XH")
    joins(here, "m-owner", 1, guide="G-LIN")
    here.push(office)
    joins(thief, "m-thief", 2, phone=OTHER, guide="G-BO")
    joins(thief, "m-card", 3)
    claims(thief, "m-more", "m-card", 4, guide="G-BO", proof=Proof.CARD)
    claims(thief, "m-last", "m-thief", 5, guide="G-BO", proof=Proof.CARD)
    thief.push(office)
    found = states(office)
    assert found["m-owner"] == ("member", "")
    assert {name for name, (_, of) in found.items() if of == "m-owner"} <= {"m-card"}, "pending, and nothing else"
    assert found["m-card"][0] == "pending"
    assert found["m-last"] == ("merged", "m-thief")
    assert "m-owner" not in members_in(office, "XH")


def test_whoever_typed_a_number_before_its_owner_came_gets_nothing_of_the_owners(office: HeadOffice) -> None:
    """The attack: a card for somebody else's number, before they are a member themselves."""
    thief, here = enrolled(office, "XH"), enrolled(office)
    joins(thief, "m-thief", 1)
    thief.push(office)
    claims(here, "m-owner", "m-thief", 2, guide="G-LIN")
    here.push(office)
    assert states(office) == {"m-owner": ("member", ""), "m-thief": ("pending", "m-owner")}
    found = indexed(office, phone_hash(PHONE))
    assert found is not None
    assert found["member"] == "m-owner"


def test_a_guide_who_was_not_signed_in_vouches_for_nobody(office: HeadOffice) -> None:
    old_list(office)
    tablet = enrolled(office, "XH")
    blob = tablet.keep(profile_blob({Field.PHONE: PHONE}, "s"))
    forged = MemberJoined("m-1", "XH", code_of(1), phone_hash(PHONE), CONSENT, blob, "G-LIN", Proof.RANG)
    tablet.append(forged, actor="shopper")
    tablet.push(office)
    assert states(office)["m-1"] == ("pending", retailer.MEMBER.id)


@pytest.mark.expects_warnings("holding an event is worth a line in the log")
def test_only_hq_merges_and_erases(office: HeadOffice) -> None:
    tablet = enrolled(office)
    joins(tablet, "m-1", 1)
    tablet.append(MembersMerged("m-1", "m-2"))
    tablet.append(MemberErased("m-1"))
    tablet.push(office)
    assert [item.reason for item in office.held()] == ["only HQ records this"] * 2
    assert states(office) == {"m-1": ("member", "")}


def test_consent_that_is_taken_back_ends_every_row_of_the_member_until_it_is_given_again(office: HeadOffice) -> None:
    here, there = enrolled(office), enrolled(office, "XH")
    joins(here, "m-1", 1, guide="G-LIN")
    there.append(ConsentWithdrawn("m-1", "XH"), at_ms=NOW_MS + 1_000)
    here.push(office)
    there.push(office)
    assert members_in(office, "JA") == members_in(office, "XH") == profiles_in(office, "JA") == {}
    found = indexed(office, phone_hash(PHONE))
    assert found is not None
    assert found["consent"] is False
    here.append(ConsentGiven("m-1", "JA", CONSENT), at_ms=NOW_MS + DAY_MS)
    here.push(office)
    assert members_in(office, "JA") == {}, "it did not know of the withdrawal"
    here.append(ConsentGiven("m-1", "JA", CONSENT, (there.events[0].id,)), at_ms=NOW_MS + DAY_MS)
    here.push(office)
    assert set(members_in(office, "JA")) == {"m-1"}
    joins(there, "m-2", 2, guide="G-MEI", at_ms=NOW_MS + 2 * DAY_MS)
    there.append(ConsentWithdrawn("m-2", "XH"))
    there.push(office)
    assert members_in(office, "JA") == members_in(office, "XH") == {}, "who is one person takes it back once"


def test_a_clock_from_the_future_has_the_last_word_for_five_minutes_only(office: HeadOffice, hq_clock: Clock) -> None:
    here, there = enrolled(office), enrolled(office, "XH")
    joins(here, "m-1", 1)
    here.append(
        ProfileChanged("m-1", "JA", (Field.NAME,), here.keep(profile_blob({Field.NAME: "Far"}, "s"))),
        at_ms=NOW_MS + 900 * DAY_MS,
    )
    here.push(office)
    hq_clock.now_ms = NOW_MS + DAY_MS
    there.append(
        ProfileChanged("m-1", "XH", (Field.NAME,), there.keep(profile_blob({Field.NAME: "Near"}, "s"))),
        at_ms=NOW_MS + DAY_MS,
    )
    there.push(office)
    assert profiles_in(office, "JA")["m-1"] == {"phone": PHONE, "name": "Near"}
    with office.database.read() as read:
        hlcs = read.conn.exec_driver_sql("SELECT max(hlc) FROM event").scalar_one()
    assert clock.wall_ms(hlcs) == NOW_MS + 900 * DAY_MS, "the event itself is as it was signed"


def test_erasing_removes_every_blob_and_row_and_late_events_bring_nothing_back(office: HeadOffice) -> None:
    here, there = enrolled(office), enrolled(office, "XH")
    joins(here, "m-1", 1)
    joins(there, "m-2", 2, at_ms=NOW_MS + 1_000)
    contact = here.keep(json.dumps({"salt": "s", "phone": PHONE}).encode())
    here.append(placed("order-1", line(Fulfilment.TAKE_NOW, retailer.SHIRT_M, "JA", "JA"), contact=contact))
    here.push(office)
    there.push(office)
    kept = there.keep(json.dumps({"salt": "s", "phone": OTHER}).encode())
    there.append(placed("order-2", line(Fulfilment.TAKE_NOW, retailer.SHIRT_M, "XH", "XH"), shop="XH", contact=kept))
    there.push(office)
    assert set(office.erase_member(code_of(2))) == {"m-1", "m-2"}
    assert members_in(office, "JA") == members_in(office, "XH") == profiles_in(office, "JA") == {}
    assert indexed(office, phone_hash(PHONE)) is None
    assert blobs(office) == {kept}, "what names another phone stays"
    late = there.keep(profile_blob({Field.NAME: "王小雨"}, "late"))
    there.append(ProfileChanged("m-2", "XH", (Field.NAME,), late))
    there.push(office)
    here.push(office, 1, len(here.events))  # an acknowledgement was lost: the same run once more
    assert blobs(office) == {kept}
    assert members_in(office, "XH") == {}
    assert {state for state, _ in states(office).values()} == {"erased"}
    with pytest.raises(InputError):
        office.erase_member("m-9")
    joins(here, "m-3", 3)
    here.push(office)
    assert states(office)["m-3"] == ("member", ""), "whoever comes anew begins anew"


@pytest.mark.expects_warnings("journals that differ are told")
def test_a_branch_keeps_no_personal_content(office: HeadOffice) -> None:
    tablet = enrolled(office)
    joins(tablet, "m-1", 1)
    tablet.push(office)
    twin = Tablet(tablet.device, tablet.shop, tablet.key)
    joins(twin, "m-2", 2, phone=OTHER)
    with pytest.raises(OutOfStep):
        office.push(encode_run(twin.run()))
    with office.database.read() as read:
        (raw,) = read.conn.exec_driver_sql("SELECT raw FROM branch").scalars()
    assert b'"blobs":{}' in bytes(raw) or b"blobs" not in bytes(raw)


def blobs(office: HeadOffice) -> set[str]:
    with office.database.read() as read:
        return set(read.conn.exec_driver_sql("SELECT sha256 FROM private_blob").scalars())
