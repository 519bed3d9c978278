"""What spreadsheets make of CSV is read; what is broken as a whole is refused and changes nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.errors import InputError
from sync.hq.database import HqDatabase
from sync.hq.importers import ImportReport, Progress, import_directory
from tests.sync.hq.importers.conftest import FILES

Take = Callable[..., ImportReport]


def rows(database: HqDatabase) -> dict[str, dict[str, str]]:
    with database.read() as read:
        return {entity: dict(read.rows("catalogue", entity)) for entity in ("location", "style", "variant", "price")}


def test_a_byte_order_mark_crlf_and_reordered_columns_change_nothing(
    take: Take, database: HqDatabase, folder: Path
) -> None:
    take()
    before = rows(database)
    for name, text in FILES.items():
        (folder / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    (folder / "prices.csv").write_text(
        'TIER,Price, code ,zone\r\n,299.00,LINEN,east\r\ngold,"1,279.00",LINEN,east\r\n,1899,WOOL/CAMEL/M,east', "utf-8"
    )
    report = import_directory(database, folder)
    assert report.complaints() == []
    assert report.changes == 0
    assert rows(database) == before


def test_quoted_commas_quotes_and_line_breaks_are_part_of_a_text(take: Take, database: HqDatabase) -> None:
    report = take(
        styles="style,name_zh,name_en,category,description_en\n\n"
        'LINEN,亚麻衬衫,"Linen ""Air"" Shirt, long",shirts,"one\ntwo"\n'
        "WOOL,羊毛大衣,Wool Coat,coats,\nBAD\n"
    )
    body = rows(database)["style"]["LINEN"]
    assert r'"name_en":"Linen \"Air\" Shirt, long"' in body
    assert '"description_en":"one two"' in body
    assert [str(complaint) for complaint in report.complaints() if complaint.bad] == [
        "styles.csv:6: 1 cells where the header has 5"
    ]


def test_unknown_columns_are_left_out_with_a_remark(take: Take) -> None:
    report = take(prices="zone,code,price,tier,margin,buyer\neast,LINEN,299,,40,x\n")
    assert [str(complaint) for complaint in report.complaints()] == [
        "prices.csv:1: not known and left out: the columns margin, buyer"
    ]
    assert not report.failed


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty; its first line must name the columns"),
        (b"zone,code\neast,LINEN\n", "the column price is missing; the header has zone, code"),
        (b"zone;code;price\neast;LINEN;1\n", "its columns are not separated by commas"),
        (b"zone,code,price,code\n", "the column code stands there twice"),
        (
            "zone,code,price\neast,LINEN,299\neast,亚麻,1\n".encode("gb18030"),
            "line 3: it is not UTF-8; save it as “CSV UTF-8” and import again",
        ),
        (
            b'zone,code,price\neast,"LINEN,299\neast,WOOL,1899\neast,WOOL/CAMEL/M,1899\n',
            "line 2: a quote is opened there and not closed as it should be",
        ),
        (
            b"zone,code,price\nmars,LINEN,299\n",
            "no row of prices.csv can be used: everything would be withdrawn. HQ keeps what it has",
        ),
        (
            b"zone,code,price\n",
            "no row of prices.csv can be used: everything would be withdrawn. HQ keeps what it has",
        ),
    ],
)
def test_a_file_that_would_withdraw_by_mistake_is_refused_and_the_others_go_on(
    take: Take, database: HqDatabase, folder: Path, content: bytes, reason: str
) -> None:
    take()
    before = rows(database)
    (folder / "prices.csv").write_bytes(content)
    report = take(staff=FILES["staff.csv"].replace("导购一", "导购新"))
    refused = report.file("prices.csv")
    assert refused.refused == reason
    assert f"prices.csv         refused: {reason}" in report.text()
    assert (refused.changes, refused.same) == (0, 0)
    assert report.failed
    assert report.file("staff.csv").changed == 1
    assert rows(database) == before


def test_a_folder_without_any_known_file_is_an_error_that_names_them(database: HqDatabase, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none of the files that can be imported: locations\.csv, opening_hours\.csv"):
        import_directory(database, tmp_path)


def test_progress_ends_with_all_rows_of_each_file(database: HqDatabase, folder: Path) -> None:
    seen: dict[str, Progress] = {}
    import_directory(database, folder, progress=lambda item: seen.update({item.file: item}))
    assert {name: (item.done, item.total) for name, item in seen.items()} == {
        "locations.csv": (3, 3), "styles.csv": (2, 2), "variants.csv": (3, 3), "prices.csv": (3, 3),
        "stock.csv": (3, 3), "staff.csv": (1, 1), "roles.csv": (1, 1),
        "members.csv": (1, 1),
    }  # fmt: skip
    assert str(seen["stock.csv"]).startswith("stock.csv: 3 of 3 rows, ")
