"""A bad row is reported with file, line and reason, counted, and does not stop the rest."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.hq.database import HqDatabase
from sync.hq.importers import ImportReport, import_directory
from tests.sync.hq.importers.conftest import FILES

Take = Callable[..., ImportReport]


def with_row(name: str, row: str) -> str:
    return FILES[f"{name}.csv"] + row + "\n"


BAD = [
    ("locations", "HZ,kiosk,a,b,east,east,BRAND", "kind 'kiosk' is not one of shop, dealer, counter, warehouse, van"),
    ("locations", "H Z,shop,a,b,east,east,BRAND", "location 'H Z' is not an id (A-Z 0-9 . _ -)"),
    ("locations", "HZ,shop,a,b,,east,BRAND", "region is blank"),
    ("locations", "HZ,shop,,,east,east,BRAND", "name_zh and name_en are blank"),
    ("locations", "shop-21,shop,a,b,east,east,BRAND",
     "till_prefix (or the location's id, when blank) is 'shop-21', not 1 to 8 of A-Z 0-9"),
    ("styles", "SILK,  , ,shirts,,", "name_zh and name_en are blank"),
    ("styles", "SILK,丝,Silk,,,", "category is blank"),
    ("styles", "LINEN,丝,Silk,shirts,,", "'LINEN' stands there already, at line 2"),
    ("styles", "SI LK,丝,Silk,shirts,,", "style 'SI LK' is not a code (2 to 48 of A-Z 0-9 . _ / + -)"),
    ("styles", "SILK,丝,Silk,shirts", "4 cells where the header has 6"),
    ("styles", "SILK,丝,Silk, soft,shirts,,", "7 cells where the header has 6; is a text with a comma not in quotes?"),
    ("styles", 'SILK,"丝"绸,Silk,shirts,,', "its quotes do not match (a quote inside a quoted text is written twice)"),
    ("styles", f"SILK,{'长' * 201},Silk,shirts,,", "name_zh has 201 characters; 200 are allowed"),
    ("variants", "SILK/RED/M,SILK,RED,红,Red,M,,", "style 'SILK' is not known"),
    ("variants", "WOOL/RED/M,WOOL,RED,红,Red,M,2100000000030,",
     "gtin 2100000000030 has the wrong check digit; 6 would be right"),
    ("variants", "WOOL/RED/M,WOOL,RED,红,Red,M,2.1E+12,",
     "gtin '2.1E+12' is not digits only (a spreadsheet may have rounded it)"),
    ("variants", "WOOL/RED/M,WOOL,RED,红,Red,M,21000000000,",
     "gtin 21000000000 has 11 digits; 8, 12, 13 or 14 are allowed"),
    ("variants", "WOOL/RED/M,WOOL,RED,红,Red,M,0000000000000,", "gtin 0000000000000 is all zeros"),
    ("variants", "WOOL/RED/M,WOOL,RED,红,Red,M,2100000000012,", "gtin 2100000000012 is that of line 2"),
    ("variants", "WOOL/RED/M,WOOL,RED,红,Red,M,,red", "swatch 'red' is not a colour like #2f4a3c"),
    ("variants", "WOOL/CAMEL/M2,WOOL,CAMEL,驼色,Camel,M,,", "its style has this colour and size already"),
    ("variants", "WOOL/RED/M,WOOL,,红,Red,M,,", "colour is blank"),
    ("variants", "WOOL/RED/M,WOOL,RED,红,Red,,,", "size is blank"),
    ("variants", "B-WOOL00001,WOOL,RED,红,Red,M,,", "sku 'B-WOOL00001' looks like another kind of code (badge)"),
    ("variants", "2100000000036,WOOL,RED,红,Red,M,,", "sku '2100000000036' looks like another kind of code (gtin)"),
    ("prices", "east,WOOL,0,", "price 0 is zero; a missing row means: not priced"),
    ("prices", "east,WOOL,0.00,", "price 0.00 is zero; a missing row means: not priced"),
    ("prices", "east,WOOL,-5,", "price -5 is negative; a missing row means: not priced"),
    ("prices", "east,WOOL,19.999,", "price 19.999 has more than the 2 decimals of CNY"),
    ("prices", 'east,WOOL,"19,90",', "price '19,90' is not an amount (write 1193.50 or 1,193.50)"),
    ("prices", "east,WOOL,¥19,", "price '¥19' is not an amount (write 1193.50 or 1,193.50)"),
    ("prices", "east,WOOL,,", "price is blank"),
    ("prices", "mars,WOOL,19,", "zone 'mars' is no location's price zone"),
    ("prices", "east,SILK,19,", "code 'SILK' is neither a style nor a sku"),
    ("prices", "east,linen,19,", "'east//LINEN' stands there already, at line 2"),
    ("stock", "JA,LINEN/INDIGO/M,3,2025-11-01T09:00:00+08:00", "JA LINEN/INDIGO/M stands there already, at line 2"),
    ("stock", "JA,LINEN/INDIGO/L,-1,2025-11-01T09:00:00+08:00", "quantity -1 is negative"),
    ("stock", "JA,LINEN/INDIGO/L,many,2025-11-01T09:00:00+08:00", "quantity 'many' is not a whole number"),
    ("stock", "JA,LINEN/INDIGO/L,1.5,2025-11-01T09:00:00+08:00", "quantity '1.5' is not a whole number"),
    ("stock", "JA,LINEN/INDIGO/L,,2025-11-01T09:00:00+08:00", "quantity is blank"),
    ("stock", "JA,SILK,1,2025-11-01T09:00:00+08:00", "sku 'SILK' is not known"),
    ("stock", "ZZ,LINEN/INDIGO/L,1,2025-11-01T09:00:00+08:00", "location 'ZZ' is not known"),
    ("stock", "JA,LINEN/INDIGO/L,1,yesterday",
     "counted_at 'yesterday' is not a moment like 2026-11-20T21:30:00+08:00"),
    ("stock", "JA,LINEN/INDIGO/L,1,2025-11-01T09:00:00",
     "counted_at '2025-11-01T09:00:00' has no offset from UTC (add +08:00, or Z)"),
    ("stock", "JA,LINEN/INDIGO/L,1,2026-11-01T09:00:00Z",
     "counted_at 2026-11-01T09:00:00Z is in the future: sales until then would not count"),
    ("staff", "G2,JA,导购二,guide,B-TEST00002,1234",
     "pin_hash is no Argon2id hash ($argon2id$v=19$m=…,t=…,p=…$…$…); never write the PIN itself"),
    ("staff", "G2,WH,导购二,guide,B-TEST00002,HASH", "shop 'WH' is no shop, dealer's shop or counter of ours"),
    ("staff", "G2,JA,导购二,owner,B-TEST00002,HASH", "role 'owner' is not one of guide, manager"),
    ("staff", "G2,JA,导购二,guide,B-TEST00001,HASH", "its code or badge is that of line 2"),
    ("staff", "G2,JA,导购二,guide,12345,HASH", "badge is none: B- and 8 to 40 of A-Z 0-9 expected"),
    ("staff", "G2,JA, ,guide,B-TEST00002,HASH", "name is blank"),
    ("roles", "boss,1,1,1,1,1", "role 'boss' is not one of guide, manager"),
    ("roles", "guide,1,1,1,1,1", "'guide' stands there already, at line 2"),
    ("roles", "manager,101,1,1,1,1", "line_discount_percent 101 is more than 100"),
    ("roles", "manager,10,-1,1,1,1", "order_discount_minor -1 is negative"),
    ("roles", "manager,10,1,2.5,1,1", "price_match_percent '2.5' is not a whole number"),
    ("roles", "manager,10,1,1,,1", "small_change_minor is blank; write 0 for nothing, any for no limit"),
    ("roles", "manager,10,1,1,1,1000000001", "refund_minor 1000000001 is more than 1000000000"),
    ("members", "m2,M-88000000021,会员二,,,XX,0", "home_shop 'XX' is no shop, dealer's shop or counter of ours"),
    ("members", "m2,M-88000000022,会员二,,,JA,0",
     "code is none: M- and 6 to 18 digits expected, the last one the check digit"),
    ("members", "m2,M-88000000021,会员二,,,JA,-5", "points -5 is negative"),
]  # fmt: skip

LAST = {
    "locations": "HZ,dealer,杭州店,Hangzhou,east,east,DEALER",
    "styles": "SILK,丝,Silk,shirts,,",
    "variants": "WOOL/RED/M,WOOL,RED,红,Red,M,,",
    "prices": "east,WOOL,19,",
    "stock": "JA,LINEN/INDIGO/L,0,2025-11-01T09:00:00+08:00",
    "staff": "G2,JA,导购二,manager,B-TEST00002,HASH",
    "roles": "manager,any,Any,100,0,1",
    "members": "m2,M-88000000021,会员二,,,XH,0",
}


@pytest.mark.parametrize("name", dict.fromkeys(name for name, _, _ in BAD))
def test_bad_rows_are_named_by_file_line_and_reason_and_the_rest_is_taken(take: Take, name: str) -> None:
    """All bad rows of a file between its good ones and one more good one, which is taken although it comes last."""
    bad = [(row.replace("HASH", pin_hash()), reason) for kind, row, reason in BAD if kind == name]
    first, *good = FILES[f"{name}.csv"].splitlines()
    report = take(
        **{name: "\n".join([first, *good, *(row for row, _ in bad), LAST[name].replace("HASH", pin_hash()), ""])}
    )
    line = len(good) + 2
    assert [str(complaint) for complaint in report.complaints()] == [
        f"{name}.csv:{line + place}: {reason}" for place, (_, reason) in enumerate(bad)
    ]
    assert report.failed
    found = report.file(f"{name}.csv")
    assert (found.rows, found.bad) == (len(good) + len(bad) + 1, len(bad))
    assert found.added == len(good) + 1
    assert not any(other.bad for other in report.files if other.file != found.file)


def pin_hash() -> str:
    row = next(csv.reader([FILES["staff.csv"].splitlines()[1]]))
    return f'"{row[5]}"'


def test_names_with_control_characters_are_cleaned_with_a_remark(take: Take, database: HqDatabase) -> None:
    report = take(styles=with_row("styles", "SILK,丝\x07绸\u202e衬衫,Silk\tShirt,shirts,,"))
    assert [str(complaint) for complaint in report.complaints()] == [
        "styles.csv:4: name_zh has control characters; they were taken out",
    ]
    assert not report.failed
    with database.read() as read:
        body = read.row("catalogue", "style", "SILK") or ""
    assert '"name_zh":"丝 绸 衬衫","name_en":"Silk Shirt"' in body


def test_a_bad_row_leaves_what_hq_has_of_it(take: Take, database: HqDatabase) -> None:
    take()
    report = take(variants=FILES["variants.csv"].replace("2100000000012", "2100000000013"))
    found = report.file("variants.csv")
    assert (found.bad, found.withdrawn, found.changed, found.same) == (1, 0, 0, 3)
    with database.read() as read:
        assert '"gtin":"02100000000012"' in (read.row("catalogue", "variant", "LINEN/INDIGO/M") or "")
    assert report.file("stock.csv").bad == 0  # the variant is still known


def test_all_bad_rows_are_in_a_file_and_the_first_twenty_in_the_report(
    database: HqDatabase, folder: Path, tmp_path: Path
) -> None:
    rows = "".join(f"JA,NOBODY/{number},1,2025-11-01T09:00:00+08:00\n" for number in range(1_500))
    (folder / "stock.csv").write_text(FILES["stock.csv"] + rows, "utf-8")
    report = import_directory(database, folder, bad_rows=tmp_path / "bad_rows.csv")
    assert report.file("stock.csv").bad == 1_500
    text = report.text()
    assert text.count("is not known") == 20
    assert "… and 1,480 more" in text
    with (tmp_path / "bad_rows.csv").open(encoding="utf-8-sig", newline="") as stream:
        written = list(csv.reader(stream))
    assert written[0] == ["file", "line", "kind", "reason"]
    assert written[1] == ["stock.csv", "5", "bad", "sku 'NOBODY/0' is not known"]
    assert len(written) == 1_501


def test_a_good_import_leaves_no_file_of_bad_rows(database: HqDatabase, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "bad_rows.csv").write_text("of the last import", "utf-8")
    import_directory(database, folder, bad_rows=tmp_path / "bad_rows.csv")
    assert not (tmp_path / "bad_rows.csv").exists()


def test_complaints_never_quote_people(take: Take) -> None:
    report = take(
        staff=with_row("staff", "G2,JA,某某某,guide,B-SECRET1,1234"),
        members=with_row("members", "m2,M-880000,某某某,13800000002,,JA,0"),
    )
    said = report.text()
    assert report.bad == 2
    assert not any(secret in said for secret in ("某某某", "SECRET1", "1234", "13800000002", "880000"))
