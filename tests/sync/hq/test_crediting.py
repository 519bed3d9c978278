"""Credit at HQ: bindings go where they are needed, a month is exported, a draft is tried, and nothing is changed."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain import codec
from kiosk.domain.binding import BoundHow, GuideBound, MemberBindings, MembersHandedOver
from kiosk.domain.credit_facts import CreditClaimed
from kiosk.domain.credit_rules import CreditRules
from kiosk.domain.events import Fulfilment, GoodsHandedOver, HandedLine, OrderPaid, OrderPlaced, Tender, TenderKind
from kiosk.domain.people import StaffLeft
from kiosk.domain.returns import GoodsReturned, Grade, ReturnedLine, ReturnReason
from kiosk.errors import InputError
from sync.hq.credit_export import CREDIT_COLUMNS, write_credit
from sync.hq.crediting import CreditBooks
from sync.hq.importers.credit import ENTITY, STREAM
from sync.hq.importers.credit_file import read_rules
from sync.hq.office import HeadOffice
from tests.fakes import retailer
from tests.sync.hq.desk import NOW_MS, Tablet, enrolled, line, open_stock, placed, read_stream

RULES = Path(__file__).parents[2] / "credit" / "rules"
MONTH = "2025-11"


def rules(name: str = "usual") -> CreditRules:
    return read_rules((RULES / f"{name}.toml").read_text("utf-8").replace("2026-", "2020-"))


def publish(office: HeadOffice, chosen: CreditRules) -> None:
    with office.database.write() as tx:
        rows = [(rule.name, codec.dump(rule).decode()) for rule in chosen.rules]
        for stream in (STREAM, "shop.JA", "shop.XH"):
            tx.put_whole(stream, ENTITY, rows)
        for member in retailer.STAFF:
            tx.put_rows("shop.JA", [("staff", member.id, codec.dump(member).decode())])


def sale(order_id: str, *, guide: str | None = "G-LIN", member: str | None = None, pieces: int = 1) -> OrderPlaced:
    item = replace(
        line(Fulfilment.TAKE_NOW, retailer.SHIRT_M, "JA", "JA", quantity=pieces), guide=guide
    )  # fmt: skip
    return replace(placed(order_id, item), member=member)


def sell(tablet: Tablet, body: OrderPlaced) -> None:
    tablet.append(body)
    tender = Tender(TenderKind.CASH, body.total_minor)
    tablet.append(OrderPaid(body.order_id, f"R-{body.order_id}", "JA", (tender,)))
    tablet.append(GoodsHandedOver(body.order_id, "JA", (HandedLine("1", "JA"),)))


@pytest.fixture
def tablet(office: HeadOffice) -> Tablet:
    publish(office, rules())
    open_stock(office, "JA", SHIRT_M=90)
    return enrolled(office)


def exported(office: HeadOffice, month: str = MONTH) -> list[dict[str, str]]:
    out = io.StringIO()
    count = write_credit(office.database, month, out)
    found = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert len(found) == count
    return found


def shares(office: HeadOffice) -> dict[str, int]:
    sums: dict[str, int] = {}
    for row in exported(office):
        if row["number"] == "commission":
            sums[row["party"]] = sums.get(row["party"], 0) + int(row["amount_minor"])
    return sums


def test_the_ledger_of_a_month_is_exported_with_its_sentences(office: HeadOffice, tablet: Tablet) -> None:
    sell(tablet, sale("o1"))
    tablet.push(office)
    found = exported(office)
    assert tuple(found[0]) == CREDIT_COLUMNS
    assert shares(office) == {"G-LIN": 1_197 + 499, "JA": 299}
    assert {row["number"] for row in found} == {"credit", "commission", "revenue"}
    assert all(row["sentence_zh"] and row["sentence_en"] for row in found)
    assert found[1]["sentence_en"].startswith("60 % Lin: badge scanned at")
    assert exported(office, "2025-10") == exported(office, "2025-12") == []
    with pytest.raises(InputError, match="is no month"):
        exported(office, "last month")


def test_a_return_is_of_the_month_in_which_it_came_back(office: HeadOffice, tablet: Tablet) -> None:
    sell(tablet, sale("o1"))
    back = ReturnedLine("1", 1, 39_900, ReturnReason.SIZE, Grade.AS_NEW)
    returned = GoodsReturned("o1", "T-1", "JA", (back,), (Tender(TenderKind.CASH, 39_900),))
    tablet.append(returned, at_ms=NOW_MS + 10 * 86_400_000)
    tablet.push(office)
    november, december = exported(office), exported(office, "2025-12")
    assert {row["state"] for row in november} == {"reversed"}
    assert sum(int(row["amount_minor"]) for row in november) == -sum(int(row["amount_minor"]) for row in december)
    assert {row["reverses"] for row in december} == {row["entry"] for row in november}


def test_a_draft_says_who_gains_and_who_loses_and_changes_nothing(office: HeadOffice, tablet: Tablet) -> None:
    for number in range(3):
        sell(tablet, sale(f"o{number}"))
    sell(tablet, sale("o9", guide=None))
    tablet.push(office)
    before = exported(office)
    found = {(item.number, item.party): item for item in office.try_rule(rules("midnight"), MONTH)}
    lin, shop = found["commission", "G-LIN"], found["commission", "JA"]
    assert (lin.name, lin.now_minor, lin.draft_minor) == ("Lin", 3 * 1_696, 3 * 1_596)
    assert lin.difference_minor == -300
    assert (shop.now_minor, shop.draft_minor) == (4 * 299, 1_596), "winter has no share for shops, save a fallen one"
    assert found["credit", "JA"].draft_minor == 0, "nor a target"
    assert exported(office) == before
    assert office.try_rule(rules(), MONTH)
    assert all(item.difference_minor == 0 for item in office.try_rule(rules(), MONTH)), "the same rule changes nothing"


def test_a_binding_goes_to_the_guides_shop_and_to_those_with_the_members_orders(
    office: HeadOffice, tablet: Tablet
) -> None:
    other = enrolled(office, "XH")
    other.append(GuideBound("m-1", "G-XU", "XH", BoundHow.CODE), at_ms=NOW_MS - 60_000, actor="G-XU")
    other.push(office)
    token = {shop.shop: shop.session(office).token for shop in (tablet, other)}
    assert list(read_stream(office, token["XH"], "shop.XH").of("binding")) == ["m-1"]
    assert read_stream(office, token["JA"], "shop.JA").of("binding") == {}
    sell(tablet, sale("o1", member="m-1"))
    tablet.push(office)
    known = read_stream(office, token["JA"], "shop.JA").of("binding")
    assert codec.load(MemberBindings, known["m-1"]).told[0].guide == "G-XU"
    assert shares(office) == {"G-LIN": 1_197, "G-XU": 499, "JA": 299}
    other.append(MembersHandedOver(("m-1",), "G-XU", "G-YU", "XH"), at_ms=NOW_MS + 3_600_000, actor="M-XU")
    other.push(office)
    again = read_stream(office, token["JA"], "shop.JA").of("binding")
    assert [told.guide for told in codec.load(MemberBindings, again["m-1"]).told] == ["G-XU", "G-YU"]
    assert shares(office)["G-XU"] == 499, "what was paid before stays"


def test_who_left_is_told_to_every_shop(office: HeadOffice, tablet: Tablet) -> None:
    other = enrolled(office, "XH")
    tablet.append(StaffLeft("G-LIN", "JA"), actor="G-MEI")
    tablet.push(office)
    for shop in (tablet, other):
        known = read_stream(office, shop.session(office).token, f"shop.{shop.shop}").of("colleague")
        assert '"name":"Lin","left_ms":' in known["G-LIN"]
    sell(tablet, sale("o1"))
    tablet.push(office)
    assert shares(office) == {"house": 1_696, "JA": 299}, "paid after they had left"


def test_facts_about_credit_reach_every_end_with_their_order(office: HeadOffice, tablet: Tablet) -> None:
    body = sale("o1", guide=None)
    tablet.append(body)
    tablet.append(CreditClaimed("o1", ("1",), "G-LIN"), actor="G-LIN")
    tablet.append(OrderPaid("o1", "R-1", "JA", (Tender(TenderKind.CASH, 39_900),)))
    tablet.push(office)
    assert shares(office) == {"G-LIN": 1_696, "JA": 299}
    with office.database.read() as read:
        assert CreditBooks(read, NOW_MS).rules.rules == rules().rules
