"""HQ's page behind a guide's public code, over a real socket: who is bound, what is said, and what nobody finds out."""

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import requests

from kiosk.domain import codec
from kiosk.domain.binding import DAY_MS, BoundHow, GuideBound, MemberBindings, Told
from kiosk.domain.identity import IdentityKind, identity_hash
from kiosk.domain.members import ConsentWithdrawn
from kiosk.domain.people import StaffLeft
from sync.hq.member_rows import IDENTITY, INDEX
from sync.hq.office import HeadOffice
from sync.server.guide_page import STEP_S
from sync.server.run import serve_in_thread
from tests.fakes import retailer
from tests.sync.hq.desk import NOW_MS, Clock, Tablet, enrolled, open_office, open_stock, put_range, read_stream
from tests.sync.hq.test_crediting import publish, rules, sale, sell, shares
from tests.sync.hq.test_members import KEY, OTHER, PHONE, code_of, joins, old_list, same_key
from tests.sync.server.browsers import Browser

LIN, MEI = "LIN1", "G-MEI"  # Mei has no code of her own: her id is it
CARD, NOBODYS = code_of(1), code_of(77)


class Phone(Browser):
    def look(self, page: str = LIN, /, **query: str) -> requests.Response:
        return super().look(page, **query)

    def send(self, page: str = LIN, /, **fields: str) -> requests.Response:
        return super().send(page, **fields)

    def scan(self, card: str, guide: str = LIN) -> requests.Response:
        self.look(guide)
        return self.send(guide, card=card)


@dataclass
class Shop:
    """HQ's server; a tablet of shop JA, where m-1 has joined; Lin and Mei work there."""

    office: HeadOffice
    clock: Clock
    tablet: Tablet
    url: str

    def phone(self, language: str = "en-GB,en") -> Phone:
        return Phone(f"{self.url}/g", language)

    def told(self, member: str = "m-1") -> list[Told]:
        """What HQ knows of the member's guides."""
        with self.office.database.write() as tx:
            known = tx.store.bindings(member)
        return list(known.told) if known else []

    def own_events(self) -> list[tuple[str, str]]:
        with self.office.database.read() as read:
            rows = read.conn.exec_driver_sql("SELECT type, actor FROM event WHERE device = 'hq' ORDER BY seq")
            return [(row[0], row[1]) for row in rows]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    clock = Clock()
    with open_office(tmp_path / "hq", clock=clock) as office:
        put_range(office)
        same_key(office)
        publish(office, rules())
        open_stock(office, "JA", SHIRT_M=90)
        tablet = enrolled(office)
        joins(tablet, "m-1", 1)
        tablet.push(office)
        server = serve_in_thread(office, guides=office.guides)
        yield Shop(office, clock, tablet, server.url)
        server.stop()


def test_who_scans_a_guides_code_and_types_the_card_is_that_guides_member(shop: Shop) -> None:
    phone = shop.phone()
    seen = phone.look()
    assert (seen.status_code, "Lin works at Jing&#x27;an" in seen.text) == (200, True)
    done = phone.send(card=CARD)
    assert done.status_code == 200
    assert "If this is your card, Lin of Jing&#x27;an is now your guide" in done.text
    (told,) = shop.told()
    assert (told.guide, told.shop, told.how, told.from_guide) == ("G-LIN", "JA", BoundHow.CODE, "")
    assert shop.own_events()[-1] == (GuideBound.TYPE, "shopper")


def test_the_page_speaks_the_phones_language(shop: Shop) -> None:
    chinese = shop.phone("zh-CN,zh").look()
    assert 'lang="zh-CN"' in chinese.text
    assert "Lin在静安店工作" in chinese.text
    assert 'lang="en"' in shop.phone("zh").look(lang="en").text
    assert 'lang="en"' in shop.phone("zh").look(lang="../../etc").text


@pytest.mark.parametrize(
    "typed", [CARD[2:], f"m {CARD[2:6]} {CARD[6:10]}-{CARD[10:]}", CARD.translate({ord("1"): "１"})]
)
def test_a_card_is_typed_as_it_stands_on_paper(shop: Shop, typed: str) -> None:
    assert shop.phone().scan(typed).status_code == 200
    assert [told.guide for told in shop.told()] == ["G-LIN"]


def test_a_later_order_counts_for_the_guide_here_and_on_the_shops_tablets(shop: Shop) -> None:
    shop.phone().scan(CARD)
    told = read_stream(shop.office, shop.tablet.session(shop.office).token, "shop.JA").of("binding")
    assert [item.guide for item in codec.load(MemberBindings, told["m-1"]).told] == ["G-LIN"]
    online = sale("o1", guide=None, member="m-1")
    online = replace(online, lines=tuple(replace(line, sold_by="online") for line in online.lines))
    sell(shop.tablet, sale("o2", guide="G-MEI", member="m-1"))
    shop.tablet.push(shop.office)
    assert shares(shop.office) == {"G-MEI": 1_197, "G-LIN": 499, "JA": 299}
    sell(shop.tablet, online)
    shop.tablet.push(shop.office)
    assert shares(shop.office)["G-LIN"] > 499, "of what was ordered online, too"


def test_whichever_of_two_cards_it_is_the_person_is_bound(shop: Shop) -> None:
    other = enrolled(shop.office, "XH")
    joins(other, "m-9", 9, phone=PHONE, at_ms=NOW_MS + 60_000)
    other.push(shop.office)
    shop.phone().scan(code_of(9))
    assert [told.guide for told in shop.told("m-1")] == ["G-LIN"], "the one that goes on"
    assert shop.told("m-9") == []
    told = read_stream(shop.office, shop.tablet.session(shop.office).token, "shop.JA").of("binding")
    assert sorted(told) == ["m-1", "m-9"], "tablets find it under either card"


def test_said_again_within_a_day_it_is_no_second_event_and_later_it_begins_anew(shop: Shop) -> None:
    answers = {shop.phone().scan(CARD).text for _ in range(2)}
    shop.clock.now_ms += DAY_MS - 1
    answers.add(shop.phone().scan(CARD).text)
    assert len(shop.told()) == len(answers) == 1
    shop.clock.now_ms += 2
    shop.phone().scan(CARD)
    assert [told.at_ms for told in shop.told()] == [NOW_MS, NOW_MS + DAY_MS + 1]


def test_another_guide_is_heard_and_the_protection_that_there_is_decides(shop: Shop) -> None:
    shop.phone().scan(CARD, LIN)
    shop.clock.now_ms += 3_600_000
    assert "Mei" in shop.phone().scan(CARD, MEI).text
    shop.phone().scan(CARD, MEI)
    assert [told.guide for told in shop.told()] == ["G-LIN", "G-MEI"], "a fact, and only one"
    sell(shop.tablet, sale("o1", guide=None, member="m-1"))
    shop.tablet.push(shop.office)
    assert "G-MEI" not in shares(shop.office)
    assert shares(shop.office)["G-LIN"] > 0, "the protected one"


def test_who_scans_again_on_the_day_the_protection_ends_is_heard_again(shop: Shop) -> None:
    shop.phone().scan(CARD, MEI)
    (window,) = {rules().windows(NOW_MS)}
    assert window is not None
    shop.clock.now_ms += window.protected_ms - 3_600_000
    shop.phone().scan(CARD, LIN)
    shop.clock.now_ms += 2 * 3_600_000
    shop.phone().scan(CARD, LIN)
    shop.phone().scan(CARD, LIN)
    assert [told.guide for told in shop.told()] == ["G-MEI", "G-LIN", "G-LIN"], "the third said nothing new"


def _like(answer: requests.Response) -> tuple[object, ...]:
    """All that an answer says, but its date and the phone's own secret."""
    names = tuple(sorted(name for name in answer.headers if name.lower() != "date"))
    cookie = re.sub(r"card=[A-Za-z0-9_-]{32}", "card=…", answer.headers.get("Set-Cookie", ""))
    return answer.status_code, answer.text, names, cookie


def test_nobody_learns_whether_a_card_is_a_members(shop: Shop) -> None:
    """Unknown, of an old list without consent, withdrawn, erased: the same answer, and nobody is bound."""
    old_list(shop.office)
    body = json.dumps({"member": retailer.MEMBER.id, "consent": False})
    with shop.office.database.write() as tx:
        tx.put_rows(INDEX, [(IDENTITY, identity_hash(KEY, IdentityKind.CODE, retailer.MEMBER.code), body)])
    for member, digit, phone in (("m-2", 2, OTHER), ("m-3", 3, "13900001111")):
        joins(shop.tablet, member, digit, phone=phone)
    shop.tablet.append(ConsentWithdrawn("m-2", "JA"))
    shop.tablet.push(shop.office)
    shop.office.erase_member("m-3")
    before = shop.own_events()
    cards = [NOBODYS, retailer.MEMBER.code, code_of(2), code_of(3)]
    answers = [_like(shop.phone().scan(card)) for card in cards]
    assert shop.own_events() == before, "nobody is bound"
    assert {*answers, _like(shop.phone().scan(CARD))} == {answers[0]}
    assert [told.guide for told in shop.told()] == ["G-LIN"]
    assert not re.search(r"\d{6}", str(answers[0][1]).partition("<main>")[2])


def test_the_answer_takes_as_long_for_nobodys_card_as_for_a_members(shop: Shop) -> None:
    took = {}
    for card in (CARD, NOBODYS):
        phone = shop.phone()
        phone.look()
        begun = time.monotonic()
        phone.send(card=card)
        took[card] = time.monotonic() - begun
    steps = {card: round(seconds / STEP_S) for card, seconds in took.items()}
    assert steps[CARD] == steps[NOBODYS] >= 1, took
    assert all(seconds >= STEP_S for seconds in took.values())


def test_what_is_no_members_code_at_all_is_said_beside_its_field(shop: Shop) -> None:
    phone = shop.phone()
    phone.look()
    wrong_digit = CARD[:-1] + str((int(CARD[-1]) + 1) % 10)
    for typed in ("", "13800000001", wrong_digit, "B-00000001", "' OR 1=1 --", '"><script>alert(1)</script>'):
        seen = phone.send(card=typed)
        assert (seen.status_code, "Check the digits" in seen.text) == (422, True), typed
        assert 'aria-invalid="true"' in seen.text
        assert "<script" not in seen.text
    assert shop.told() == []


def test_a_code_of_nobody_or_of_a_guide_who_left_leaves_no_trace(shop: Shop) -> None:
    shop.tablet.append(StaffLeft("G-LIN", "JA"), actor="G-MEI")
    shop.tablet.push(shop.office)
    before, phone = shop.own_events(), shop.phone()
    phone.look(MEI)
    pages = [phone.session.get(f"{shop.url}/g/{code}", timeout=30) for code in (LIN, "NOBODY")]
    sent = [phone.send(code, card=CARD) for code in (LIN, "NOBODY", "G-LIN", "%27%22%3E", "x" * 400)]
    assert [seen.status_code for seen in (*pages, *sent)] == [404] * 7
    assert len({seen.text for seen in (*pages, *sent)}) == 1
    assert all("Set-Cookie" not in seen.headers for seen in pages)
    assert shop.own_events() == before
    assert shop.told() == []


def test_a_code_that_two_people_have_is_nobodys(shop: Shop) -> None:
    twin = replace(retailer.STAFF[0], id="G-TWIN", name="Twin", public_code=MEI)
    with shop.office.database.write() as tx:
        tx.put_rows("shop.JA", [("staff", twin.id, codec.dump(twin).decode())])
    assert shop.phone().look(MEI).status_code == 404


def test_guessing_cards_is_refused_after_some_and_whatever_they_were(shop: Shop) -> None:
    phone = shop.phone()
    phone.look()
    guesses = [phone.send(card=code_of(number)).status_code for number in range(100, 132)]
    assert guesses == [200] * 30 + [429] * 2
    phone.look(MEI)
    assert phone.send(MEI, card=CARD).status_code == 429, "another guide's code is no way round"
    phone.session.headers["X-Forwarded-For"] = "203.0.113.7"  # as a proxy on this machine tells whose phone it is
    assert phone.send(LIN, card=CARD).status_code == 429, "nor another phone for the same guide"
    assert shop.told() == []
    assert phone.send(MEI, card=CARD).status_code == 200, "who has nothing to do with it goes on"


def test_one_card_is_not_typed_over_and_over(shop: Shop) -> None:
    for card in (CARD, NOBODYS):
        answers = [shop.phone().scan(card).status_code for _ in range(8)]
        assert answers == [200] * 6 + [429] * 2, "a member's or not"


def test_a_form_from_elsewhere_is_not_taken(shop: Shop) -> None:
    phone = shop.phone()
    phone.look()
    for proof in ("", "0" * 64):
        assert phone.send(card=CARD, proof=proof).status_code == 400
    without = requests.post(f"{shop.url}/g/{LIN}", data={"proof": phone.proof, "card": CARD}, timeout=30)
    assert without.status_code == 400
    many = "&".join(f"f{number}=1" for number in range(40))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert phone.session.post(f"{shop.url}/g/{LIN}", data=many, headers=headers, timeout=30).status_code == 400
    assert phone.send(card="9" * 9_000).status_code == 413
    assert shop.told() == []


def test_a_phone_remembers_the_card_if_it_is_to_and_forgets_it_again(shop: Shop) -> None:
    phone = shop.phone()
    assert "Max-Age" not in phone.scan(CARD).headers["Set-Cookie"], "without a wish nothing outlives the browser"
    assert "Your card ending in" not in phone.look().text
    assert "Max-Age" in phone.send(card=CARD, keep="1").headers["Set-Cookie"]
    again = phone.look(MEI)
    assert f"Your card ending in {CARD[-4:]}" in again.text
    assert CARD[2:] not in again.text, "whoever picks the phone up reads four digits"
    assert "<details>" in again.text, "another card is a tap away"
    assert "<details open>" in phone.send(MEI, card="1").text
    assert phone.send(MEI).status_code == 200, "one tap"
    assert [told.guide for told in shop.told()] == ["G-LIN", "G-MEI"]
    assert "Your card ending in" not in phone.send(MEI, forget="1").text
    assert phone.look(MEI).status_code == 200
    assert phone.send(MEI).status_code == 422, "nothing is remembered"


def test_a_cookie_that_was_made_up_does_no_more_than_typing(shop: Shop) -> None:
    """A card in it is read as a typed one is; a secret that is not ours, or anything else, proves no form."""
    phone = shop.phone()
    phone.look()
    secret = phone.session.cookies["card"]
    for value in (
        "x", "", f"{secret[:-1]}", f"{secret}%0d%0aSet-Cookie:%20a=b", f"{secret}.M-123", f"{secret}.{NOBODYS}.{CARD}",
        f"{secret}.<script>", f"{secret}.m-1",
    ):  # fmt: skip
        sent = requests.post(
            f"{shop.url}/g/{LIN}", data={"proof": phone.proof}, headers={"Cookie": f"card={value}"}, timeout=30
        )
        assert sent.status_code in (400, 422), value
        assert "a=b" not in str(sent.headers)
        assert "<script" not in sent.text
    assert shop.told() == []
    good = {"Cookie": f"card={secret}.{NOBODYS}"}
    typed = requests.post(f"{shop.url}/g/{LIN}", data={"proof": phone.proof}, headers=good, timeout=30)
    assert typed.status_code == 200
    assert shop.told() == []


def test_nothing_that_was_typed_gets_into_a_header(shop: Shop) -> None:
    phone = shop.phone()
    phone.look()
    for typed in (f"{CARD}\r\nX-Evil: 1", f"{CARD}; Domain=evil.example", f"{CARD}%0d%0aX-Evil: 1"):
        seen = phone.send(card=typed, keep="1")
        assert "evil" not in str(seen.headers).lower()
    for path in (f"{LIN}%0d%0aX-Evil:1", f"{LIN}%00", "%2e%2e%2fo"):
        assert "evil" not in str(phone.session.get(f"{shop.url}/g/{path}", timeout=30).headers).lower()


def test_the_page_loads_nothing_is_kept_nowhere_and_its_cookie_is_for_it_alone(shop: Shop) -> None:
    phone = shop.phone()
    for seen in (phone.look(), phone.send(card=NOBODYS), phone.look("NOBODY")):
        assert seen.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in seen.headers["Content-Security-Policy"]
        assert seen.headers["X-Frame-Options"] == "DENY"
        assert seen.headers["Referrer-Policy"] == "no-referrer"
        assert not re.findall(r"<script|<link|<img|url\(|https?://", seen.text)
    cookie = phone.look().headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/g" in cookie


def test_a_tablet_learns_of_nobody_who_is_bound_elsewhere(shop: Shop) -> None:
    other = enrolled(shop.office, "XH")
    shop.phone().scan(CARD)
    assert read_stream(shop.office, other.session(shop.office).token, "shop.XH").of("binding") == {}
