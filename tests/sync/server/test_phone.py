"""HQ's page on a shopper's own phone, over a real socket: what it takes, what it shows, and to whom."""

import csv
import io
import re
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain.details import Detail, DetailsGiven
from kiosk.domain.events import Fulfilment, OrderPlaced
from kiosk.domain.order import OrderView, view
from kiosk.domain.order_token import LASTS_MS, Asks, OrderToken, seal
from sync.hq.office import HeadOffice
from sync.hq.shipping_list import write_shipping
from sync.server.run import serve_in_thread
from tests.fakes.retailer import SHIRT_M
from tests.sync.hq.desk import Clock, Tablet, enrolled, line, open_office, open_stock, placed, put_range
from tests.sync.server.browsers import Browser

CANARY = "金丝雀路 77 号"
ADDRESS = {"name": "王小明", "phone": "13800000001", "region": "上海市静安区", "street": CANARY}
ASKED = Asks.ADDRESS | Asks.INVOICE


@dataclass
class Counter:
    """A shop's tablet with an order for the door, and HQ's server."""

    office: HeadOffice
    clock: Clock
    tablet: Tablet
    url: str

    def __post_init__(self) -> None:
        self.order_id = str(uuid.uuid4())
        self.body = placed(self.order_id, line(Fulfilment.DELIVER, SHIRT_M, "WH", "door"))

    def token(
        self, asks: Asks = ASKED, *, at_ms: int = 0, key: Ed25519PrivateKey | None = None, device: str = ""
    ) -> str:
        token = OrderToken(device or self.tablet.device, self.order_id, asks, at_ms or self.clock.now_ms)
        return seal(token, (key or self.tablet.key).sign)

    def tell(self) -> None:
        """The shop is connected: HQ hears of the order."""
        assert isinstance(self.body, OrderPlaced)
        self.tablet.append(self.body)
        self.tablet.push(self.office)

    def order(self) -> OrderView | None:
        with self.office.database.write() as tx:
            facts = tx.store.order(self.order_id)
        return view(facts) if facts else None

    def rows(self) -> list[dict[str, str]]:
        out = io.StringIO()
        write_shipping(self.office.database, out)
        return list(csv.DictReader(io.StringIO(out.getvalue())))

    def phone(self, language: str = "en-GB,en") -> Browser:
        return Browser(f"{self.url}/o", language)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    clock = Clock()
    with open_office(tmp_path / "hq", clock=clock) as office:
        put_range(office)
        open_stock(office, "WH", SHIRT_M=9)
        server = serve_in_thread(office, phone=office.phone)
        yield Counter(office, clock, enrolled(office), server.url)
        server.stop()


def test_an_address_is_given_while_the_shop_is_offline_and_joins_the_order(counter: Counter) -> None:
    phone, token = counter.phone(), counter.token()
    seen = phone.look(token)
    assert (seen.status_code, "no line to head office" in seen.text) == (200, True)
    done = phone.send(token, **ADDRESS)
    assert done.status_code == 200
    assert "as soon as the shop is connected" in done.text
    assert counter.rows() == []
    counter.tell()
    order = counter.order()
    assert order is not None
    assert order.given == {Detail.ADDRESS}
    assert not order.lacks_address
    (row,) = counter.rows()
    assert (row["name"], row["phone"], row["region"], row["street"]) == tuple(ADDRESS.values())


def test_where_hq_knows_the_order_the_page_says_what_goes_there_in_the_phones_language(counter: Counter) -> None:
    counter.tell()
    order = counter.order()
    assert order is not None
    assert order.lacks_address
    chinese, english = counter.phone("zh-CN,zh").look(counter.token()), counter.phone().look(counter.token())
    assert 'lang="zh-CN"' in chinese.text
    assert "送到哪里" in chinese.text
    assert "Where shall it go?" in english.text
    for seen in (chinese, english):
        assert order.placed.number in seen.text
    assert 'lang="en"' in counter.phone("zh").look(counter.token(), lang="en").text


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(counter: Counter) -> None:
    phone, token = counter.phone(), counter.token()
    phone.look(token)
    seen = phone.send(token, **ADDRESS | {"phone": "12", "street": ""}, title="ACME", tax_number="1")
    assert seen.status_code == 422
    assert "A mobile number has 11 digits" in seen.text or "Please fill this in." in seen.text
    assert "A tax number has 18 signs" in seen.text
    assert 'value="王小明"' in seen.text
    assert 'aria-invalid="true"' in seen.text
    assert counter.order() is None


def test_only_the_first_phone_may_change_it_and_no_phone_is_shown_it(counter: Counter) -> None:
    mine, other, token = counter.phone(), counter.phone(), counter.token()
    mine.look(token)
    other.look(token)
    done = mine.send(token, **ADDRESS)
    refused = other.send(token, **ADDRESS | {"street": "elsewhere"})
    assert refused.status_code == 403
    again = other.look(token)
    assert "given from another phone" in again.text
    later = counter.phone().look(counter.token(at_ms=counter.clock.now_ms + 5_000))
    assert "given from another phone" in later.text, "another slip of the order is no way round"
    for seen in (done, refused, again, later, mine.look(token)):
        assert CANARY not in seen.text
        assert ADDRESS["name"] not in seen.text
    assert mine.send(token, **ADDRESS | {"street": "新路 2 号"}).status_code == 200
    counter.tell()
    assert [row["street"] for row in counter.rows()] == ["新路 2 号"]


def test_an_invoice_alone(counter: Counter) -> None:
    counter.tell()
    phone, token = counter.phone(), counter.token(Asks.INVOICE)
    assert "street" not in phone.look(token).text
    assert phone.send(token).status_code == 422
    assert phone.send(token, title="上海某某有限公司", tax_number="9131 0000 MA1F L2TT 1x").status_code == 200
    (row,) = counter.rows()
    assert (row["invoice_title"], row["tax_number"]) == ("上海某某有限公司", "91310000MA1FL2TT1X")


def test_a_token_of_nobody_or_of_another_key_or_altered_opens_nothing(counter: Counter) -> None:
    good, stranger = counter.token(), Ed25519PrivateKey.generate()
    other = enrolled(counter.office, "XH")
    forged = [
        counter.token(key=stranger),
        counter.token(device=other.device),
        counter.token(device="JA-99-ffffff"),
        good[:-2] + ("AA" if good[-2:] != "AA" else "BB"),
        "A" * 140,
        "x",
    ]
    phone = counter.phone()
    phone.look(good)
    for token in forged:
        assert counter.phone().look(token).status_code == 404, token
        sent = phone.session.post(
            f"{counter.url}/o/{token}",
            data={"proof": phone.proof, **ADDRESS},
            cookies=dict(phone.session.cookies),
            timeout=30,
        )
        assert sent.status_code in (400, 404), token
    assert counter.order() is None


def test_a_token_of_another_shops_tablet_says_nothing_of_an_order_that_is_not_its_own(counter: Counter) -> None:
    counter.tell()
    other = enrolled(counter.office, "XH")
    theirs = counter.token(device=other.device, key=other.key)
    assert counter.phone().look(theirs).status_code == 404


def test_what_another_tablet_let_be_given_before_the_order_came_is_nobodys_address(counter: Counter) -> None:
    other = enrolled(counter.office, "XH")
    theirs, phone = counter.token(device=other.device, key=other.key), counter.phone()
    phone.look(theirs)
    assert phone.send(theirs, **ADDRESS | {"street": "thief's road"}).status_code == 200
    counter.tell()
    order = counter.order()
    assert order is not None
    assert order.lacks_address
    assert [row["street"] for row in counter.rows()] == [""]


def test_a_token_ends_with_time_and_with_its_tablet(counter: Counter) -> None:
    token = counter.token()
    counter.clock.now_ms += 60_000
    counter.office.revoke(counter.tablet.device)
    assert counter.phone().look(token).status_code == 200, "what a shopper has in hand goes on"
    assert counter.phone().look(counter.token(at_ms=counter.clock.now_ms + 1_000)).status_code == 404
    counter.clock.now_ms += LASTS_MS
    assert counter.phone().look(token).status_code == 410


def test_a_form_from_elsewhere_is_not_taken(counter: Counter) -> None:
    token, phone = counter.token(), counter.phone()
    phone.look(token)
    for fields in ({"proof": ""}, {"proof": "0" * 64}, {}):
        sent = phone.session.post(f"{counter.url}/o/{token}", data={**ADDRESS, **fields}, timeout=30)
        assert sent.status_code == 400
    assert (
        requests.post(f"{counter.url}/o/{token}", data={"proof": phone.proof, **ADDRESS}, timeout=30).status_code == 400
    )
    assert counter.order() is None


def test_a_script_in_a_field_is_text_and_a_flood_is_refused(counter: Counter) -> None:
    token, phone = counter.token(), counter.phone()
    phone.look(token)
    seen = phone.send(token, **ADDRESS | {"phone": "1", "name": '"><script>alert(1)</script>'})
    assert seen.status_code == 422
    assert "<script" not in seen.text
    assert "&lt;script&gt;" in seen.text
    assert phone.send(token, name="x" * 9_000).status_code == 413
    answers = [phone.send(token, phone="1").status_code for _ in range(30)]
    assert answers[-1] == 429


def test_the_page_loads_nothing_and_is_kept_nowhere(counter: Counter) -> None:
    seen = counter.phone().look(counter.token())
    assert seen.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in seen.headers["Content-Security-Policy"]
    assert not re.findall(r"<script|<link|<img|url\(|https?://", seen.text)
    cookie = seen.headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.expects_warnings("the event is held")
def test_a_tablet_cannot_say_that_an_address_was_given(counter: Counter) -> None:
    counter.tell()
    counter.tablet.append(DetailsGiven(counter.order_id, counter.tablet.device, Detail.ADDRESS, "0" * 64))
    counter.tablet.push(counter.office)
    assert [item.reason for item in counter.office.held()] == ["only HQ records this"]


CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "microsoft-edge"))), None
)


@pytest.mark.skipif(CHROMIUM is None, reason="no browser is installed here")
@pytest.mark.parametrize(("language", "word"), [("zh-CN", "送到哪里"), ("en-GB", "Where shall it go")])
def test_a_real_browser_shows_the_form_at_a_phones_width(
    counter: Counter, tmp_path: Path, language: str, word: str
) -> None:
    picture, profile = tmp_path / "page.png", tmp_path / "profile"
    command = [
        str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}",
        f"--lang={language}", f"--accept-lang={language}", "--window-size=390,844",
        f"--screenshot={picture}", "--dump-dom", f"{counter.url}/o/{counter.token()}",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    assert all(f'name="{field}"' in done.stdout for field in (*ADDRESS, "proof"))
    assert word in done.stdout
    assert picture.read_bytes().startswith(b"\x89PNG")
