"""Whoever is erased: what their phone gave goes with them, also what comes late."""

import json
from dataclasses import replace

from kiosk.domain.events import OrderCancelled, OrderPlaced
from kiosk.domain.members import Consent, Field, MemberJoined, Purpose, member_code
from kiosk.domain.profile import profile_blob
from tests.sync.hq.desk import NOW_MS
from tests.sync.server.test_phone import ADDRESS, CANARY, Counter, counter

__all__ = ["counter"]
CONSENT = Consent("2026-11", "zh", (Purpose.MEMBERSHIP,))


def _of_a_member(counter: Counter) -> None:
    """The order is a member's, with another number to call than theirs."""
    tablet = counter.tablet
    blob = tablet.keep(profile_blob({Field.PHONE: "13900001234"}, "salt"))
    tablet.append(MemberJoined("m-1", "JA", member_code("000000000000001"), "ab" * 16, CONSENT, blob, None, None))
    tablet.push(counter.office)
    contact = tablet.keep(json.dumps({"salt": "s", "phone": "13700001111"}).encode())
    assert isinstance(counter.body, OrderPlaced)
    counter.body = replace(counter.body, member="m-1", contact=contact)


def _content(counter: Counter) -> set[bytes]:
    with counter.office.database.read() as read:
        rows = read.conn.exec_driver_sql("SELECT sha256 FROM private_blob").scalars().all()
        return set(read.private.of(rows).values())


def test_what_was_given_is_sealed_and_goes_with_the_member(counter: Counter) -> None:
    _of_a_member(counter)
    counter.tell()
    phone, token = counter.phone(), counter.token()
    phone.look(token)
    phone.send(token, **ADDRESS, title="某某")
    with counter.office.database.read() as read:
        sealed = read.conn.exec_driver_sql("SELECT content FROM private_blob").scalars().all()
    assert not [content for content in sealed if CANARY.encode() in content], "a copy of the database tells nothing"
    assert [row["street"] for row in counter.rows()] == [CANARY]
    counter.office.erase_member("m-1")
    assert _content(counter) == set()
    assert phone.send(token, **ADDRESS).status_code == 410, "nothing new is taken in"
    assert phone.look(token).status_code == 410
    assert [row["street"] for row in counter.rows()] == [""]


def test_an_order_that_comes_after_its_member_was_erased_brings_nothing(counter: Counter) -> None:
    _of_a_member(counter)
    phone, token = counter.phone(), counter.token()
    phone.look(token)
    assert phone.send(token, **ADDRESS).status_code == 200
    counter.office.erase_member("m-1")
    assert len(_content(counter)) == 1, "HQ knows an address of an order that it has not heard of"
    counter.tell()
    assert _content(counter) == set()


def test_a_cancelled_order_asks_for_nothing(counter: Counter) -> None:
    counter.tell()
    counter.tablet.append(OrderCancelled(counter.order_id, "changed_mind"), at_ms=NOW_MS + 1_000)
    counter.tablet.push(counter.office)
    phone = counter.phone()
    seen = phone.look(counter.token())
    assert (seen.status_code, "cancelled" in seen.text) == (410, True)
