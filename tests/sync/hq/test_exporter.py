"""Orders as CSV: for the books, and for spreadsheets that must not run what shoppers typed."""

import csv
import io
from dataclasses import replace

from kiosk.domain.contact import contact_blob
from kiosk.domain.events import Fulfilment, GoodsHandedOver, HandedLine, OrderPaid, Tender, TenderKind
from kiosk.domain.returns import (
    GoodsReturned,
    Grade,
    PriceReduced,
    Reduction,
    ReductionKind,
    ReturnedLine,
    ReturnReason,
)
from sync.hq.exporter import ORDER_COLUMNS, write_orders
from sync.hq.office import HeadOffice
from tests.fakes.retailer import COAT_S, PHONE, SHIRT_M
from tests.sync.hq.desk import enrolled, line, open_stock, placed


def exported(office: HeadOffice) -> list[dict[str, str]]:
    out = io.StringIO()
    count = write_orders(office.database, out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert len(rows) == count
    assert PHONE not in out.getvalue()
    return rows


def test_every_line_stands_with_its_parties_and_state(office: HeadOffice) -> None:
    tablet = enrolled(office)
    open_stock(office, "WH", COAT_S=1)
    contact = tablet.keep(contact_blob(PHONE, "salt"))
    lines = (
        line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA"),
        replace(line(Fulfilment.DELIVER, COAT_S, "WH", "door", line_id="2"), guide="G-LIN", stock_owner="dealer-xh"),
    )
    tablet.append(placed("o1", *lines, contact=contact))
    tablet.append(OrderPaid("o1", "JA-01-R-000007", "JA", (Tender(TenderKind.CASH, 79_800),)))
    tablet.push(office)
    first, second = exported(office)
    assert (first["order_number"], first["line"], first["line_status"]) == ("JA-01-A-0000o1", "1", "confirmed")
    assert first["placed_at"] == "2025-11-24T16:00:00+00:00"
    assert (second["source"], second["place"], second["guide"]) == ("WH", "door", "G-LIN")
    assert (second["stock_owner"], second["line_status"], second["status"]) == ("dealer-xh", "confirmed", "paid")
    assert (second["order_paid_minor"], second["receipt_numbers"]) == ("79800", "JA-01-R-000007")


def test_what_was_taken_off_and_what_came_back_stands_at_its_line(office: HeadOffice) -> None:
    tablet = enrolled(office)
    open_stock(office, "JA", SHIRT_M=4)
    lines = (
        line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA", quantity=2),
        line(Fulfilment.TAKE_NOW, COAT_S, "JA", "JA", line_id="2"),
    )
    handed = tuple(HandedLine(item.line_id, "JA") for item in lines)
    back = (ReturnedLine("1", 1, 38_900, ReturnReason.SIZE, Grade.WORN),)
    tablet.append(placed("o1", *lines))
    tablet.append(PriceReduced("o1", ReductionKind.DISCOUNT, (Reduction("1", 2_000),), "a stain"))
    tablet.append(OrderPaid("o1", "JA-01-R-000007", "JA", (Tender(TenderKind.CASH, 117_700),)))
    tablet.append(GoodsHandedOver("o1", "JA", handed))
    tablet.append(GoodsReturned("o1", "JA-01-T-000001", "JA", back, (Tender(TenderKind.CASH, 38_900),)))
    tablet.push(office)
    first, second = exported(office)
    assert (first["reduced_minor"], first["returned"], first["refunded_minor"]) == ("2000", "1", "38900")
    assert (second["reduced_minor"], second["returned"], second["refunded_minor"]) == ("0", "0", "0")
    assert first["return_numbers"] == second["return_numbers"] == "JA-01-T-000001"
    assert (first["order_due_minor"], first["attention"], first["status"]) == ("0", "", "completed")


def test_what_was_taken_off_a_line_stands_beside_its_total(office: HeadOffice) -> None:
    tablet = enrolled(office)
    tablet.append(placed("o1", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
    tablet.append(PriceReduced("o1", ReductionKind.DISCOUNT, (Reduction("1", 900),), "a stain", "M-JA"))
    tablet.push(office)
    (row,) = exported(office)
    assert (row["total_minor"], row["reduced_minor"], row["order_due_minor"]) == ("39900", "900", "39000")


def test_a_name_that_is_a_formula_stays_a_name(office: HeadOffice) -> None:
    tablet = enrolled(office)
    item = replace(line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA"), name_en='=HYPERLINK("http://x")')
    tablet.append(placed("o1", item))
    tablet.push(office)
    assert exported(office)[0]["name_en"] == '\'=HYPERLINK("http://x")'


def test_an_export_without_orders_is_a_header(office: HeadOffice) -> None:
    assert exported(office) == []
    assert "phone" not in " ".join(ORDER_COLUMNS)


def test_the_summary_counts_what_hq_holds(office: HeadOffice) -> None:
    tablet = enrolled(office)
    open_stock(office, "JA", SHIRT_M=1)
    tablet.append(placed("o1", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
    tablet.push(office)
    counts = office.summary()
    assert (counts["events"], counts["orders"], counts["devices"], counts["held"]) == (1, 1, 1, 0)
    assert (counts["own_events"], counts["waiting"], counts["stock_rows"], counts["oversold"]) == (1, 0, 1, 0)
