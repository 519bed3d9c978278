"""Members on a tablet: what was said here counts at once, what HQ says counts when it has heard of it."""

import pytest

from kiosk.domain.clientele import WishAdded, WishRemoved
from kiosk.domain.insight import Insight, wishes
from kiosk.domain.member_facts import MemberFacts
from kiosk.domain.members import Consent, ConsentWithdrawn, Field, MemberJoined, ProfileChanged, Purpose, member_code
from kiosk.domain.profile import profile_blob
from kiosk.ports.storage import JournalTx
from tests.contracts.benches import Bench, desk_at
from tests.fakes import retailer
from tests.fakes.clock import MONDAY_14_MS

CONSENT = Consent("2026-11", "zh", (Purpose.MEMBERSHIP,))
CODE = member_code("4" * 15)
HOUR_MS = 3_600_000


def _join(tx: JournalTx, member_id: str = "m-1") -> None:
    profile = tx.keep_blob(profile_blob({Field.PHONE: "13800006620"}, "salt"))
    tx.append(MemberJoined(member_id, "JA", CODE, "a" * 32, CONSENT, profile), "shopper")


def _note(tx: JournalTx, text: str) -> None:
    profile = tx.keep_blob(profile_blob({Field.NOTES: text}, f"salt {text}"))
    tx.append(ProfileChanged("m-1", "JA", (Field.NOTES,), profile), "G-LIN")


def test_who_joined_here_is_known_before_hq_hears_of_it_and_after_a_restart(bench: Bench) -> None:
    bench.journal.run(_join)
    for _ in range(2):
        found = bench.reader.member_by_code(CODE)
        assert found is not None
        assert (found.id, found.home_shop, found.points) == ("m-1", "JA", 0)
        assert bench.reader.member("m-1") == found
        bench.restart()


def test_consent_taken_back_hides_a_member_of_hqs_rows_as_well(bench: Bench) -> None:
    assert bench.reader.member_by_code(retailer.MEMBER_CODE) == retailer.MEMBER
    bench.journal.run(lambda tx: tx.append(ConsentWithdrawn(retailer.MEMBER.id, "JA"), "shopper"))
    assert bench.reader.member_by_code(retailer.MEMBER_CODE) is None
    assert bench.reader.member(retailer.MEMBER.id) is None
    facts = bench.reader.member_facts(retailer.MEMBER.id)
    assert facts is not None
    assert len(facts.withdrawn) == 1


def test_what_hq_has_taken_in_is_hqs_to_tell(bench: Bench) -> None:
    bench.journal.run(_join)
    bench.hq_knows()
    assert bench.reader.member_facts("m-1") is None
    assert bench.reader.member_by_code(CODE) is None, "HQ's rows, which have come with the cut, do not have them"


def test_what_a_guide_writes_down_is_read_at_once(bench: Bench) -> None:
    bench.journal.run(_join)
    bench.journal.run(lambda tx: _note(tx, "likes linen"))
    bench.clock.now_ms += 1_000
    bench.journal.run(lambda tx: _note(tx, "likes silk"))
    assert bench.reader.member_profile("m-1") == {Field.PHONE: "13800006620", Field.NOTES: "likes silk"}
    assert bench.reader.member_profile("m-2") == {}


def test_cards_are_counted_by_the_clock(bench: Bench) -> None:
    bench.journal.run(_join)
    bench.clock.now_ms = MONDAY_14_MS + HOUR_MS
    bench.journal.run(lambda tx: _join(tx, "m-2"))
    bench.journal.run(lambda tx: tx.append(ConsentWithdrawn("m-2", "JA"), "shopper"))
    count = bench.journal.run(
        lambda tx: [tx.member_cards_since(bench.clock.now_ms - back) for back in (0, 1, 2 * HOUR_MS)]
    )
    assert count == [0, 1, 2]


@pytest.mark.parametrize("code", ["", "M-1", CODE])
def test_an_unknown_code_is_nobodys(bench: Bench, code: str) -> None:
    assert bench.reader.member_by_code(code) is None
    assert desk_at(bench).members.current() is None


def test_insight_is_hqs_row_with_what_was_said_here(bench: Bench) -> None:
    who = retailer.MEMBER.id
    assert bench.reader.insight(who) is None
    assert bench.reader.clients() == ()
    told = Insight(who, 1, 2, 30_000, said=MemberFacts(who))
    bench.hq_insights(told)
    assert bench.reader.insight(who) == told
    bench.journal.run(lambda tx: tx.append(WishAdded(who, "JA", "LINEN-SHIRT"), "shopper"))
    bench.journal.run(lambda tx: tx.append(WishAdded(who, "JA", "WOOL-COAT"), "shopper"))
    bench.journal.run(lambda tx: tx.append(WishRemoved(who, "JA", "LINEN-SHIRT"), "shopper"))
    for _ in range(2):
        seen = bench.reader.insight(who)
        assert seen is not None
        assert (seen.orders, seen.spend_minor) == (2, 30_000)
        assert [wish.style for wish in wishes(seen)] == ["WOOL-COAT"]
        (client,) = bench.reader.clients()
        assert (client.member.id, client.insight, client.birthday) == (who, seen, "")
        bench.restart()
    bench.hq_knows()
    assert bench.reader.insight(who) == told, "HQ's row says what HQ has"
    bench.journal.run(lambda tx: tx.append(ConsentWithdrawn(who, "JA"), "shopper"))
    assert bench.reader.insight(who) is None
    assert bench.reader.clients() == ()


def test_a_birthday_is_known_to_the_contact_list_as_soon_as_it_is_written_down(bench: Bench) -> None:
    who = retailer.MEMBER.id
    bench.hq_insights(Insight(who))

    def write(tx: JournalTx) -> None:
        profile = tx.keep_blob(profile_blob({Field.BIRTHDAY: "05-03"}, "salt"))
        tx.append(ProfileChanged(who, "JA", (Field.BIRTHDAY,), profile), "G-LIN")

    bench.journal.run(write)
    assert [client.birthday for client in bench.reader.clients()] == ["05-03"]
