"""Range, prices, places and people are whole: what is missing is withdrawn, what HQ has not changed is not sent."""

from collections.abc import Callable
from pathlib import Path

from kiosk.domain import codec
from kiosk.domain.catalogue import Publication, Style
from sync.hq.database import HqDatabase
from sync.hq.importers import ImportReport
from tests.sync.hq.importers.conftest import FILES, NOON

Take = Callable[..., ImportReport]


def without(name: str, line: int) -> str:
    lines = FILES[f"{name}.csv"].splitlines(keepends=True)
    return "".join(lines[: line - 1] + lines[line:])


def ids(database: HqDatabase, entity: str, stream: str = "catalogue") -> list[str]:
    with database.read() as read:
        return [key for key, _ in read.rows(stream, entity)]


def style(database: HqDatabase, style_id: str) -> Style:
    with database.read() as read:
        return codec.load(Style, read.row("catalogue", "style", style_id) or "")


def test_the_same_files_again_change_nothing(take: Take) -> None:
    assert take().changes == 3 + 2 + 3 + 3 + 3 + 1 + 1 + 1
    again = take()
    assert again.changes == 0
    assert sum(found.same for found in again.files) == 17


def test_what_is_missing_is_withdrawn(take: Take, database: HqDatabase) -> None:
    take()
    report = take(variants=without("variants", 3), prices=without("prices", 3))
    assert report.file("variants.csv").withdrawn == 1
    assert report.file("prices.csv").withdrawn == 1
    assert ids(database, "variant") == ["LINEN/INDIGO/M", "WOOL/CAMEL/M"]
    assert ids(database, "price") == ["east//LINEN", "east//WOOL/CAMEL/M"]


def test_a_withdrawn_style_takes_its_variants_along_when_their_file_is_not_there(
    take: Take, database: HqDatabase, folder: Path
) -> None:
    take()
    (folder / "variants.csv").unlink()
    take(styles=without("styles", 3))
    assert ids(database, "style") == ["LINEN"]
    assert ids(database, "variant") == ["LINEN/INDIGO/L", "LINEN/INDIGO/M"]


def test_search_terms_follow_new_colours_when_only_the_variants_come(
    take: Take, database: HqDatabase, folder: Path
) -> None:
    take()
    (folder / "styles.csv").unlink()
    take(variants=FILES["variants.csv"] + "WOOL/RED/M,WOOL,RED,砖红,Brick,M,,\n")
    terms = style(database, "WOOL").terms.split()
    assert {"砖红", "zhuanhong", "brick", "camel"} <= set(terms)


def test_popularity_decides_the_rank_and_the_file_decides_between_equals(take: Take, database: HqDatabase) -> None:
    take()
    assert (style(database, "LINEN").rank, style(database, "WOOL").rank) == (1, 2)
    take(styles="style,name_zh,name_en,category,popularity\nLINEN,亚麻衬衫,,shirts,5\nWOOL,羊毛大衣,,coats,70\n")
    assert (style(database, "LINEN").rank, style(database, "WOOL").rank) == (2, 1)


def test_a_bad_row_keeps_its_rank_and_moves_no_other_style(take: Take, database: HqDatabase) -> None:
    head = "style,name_zh,name_en,category,popularity\n"
    linen, wool, tote = "LINEN,亚麻衬衫,,shirts,70\n", "WOOL,羊毛大衣,,coats,50\n", "TOTE,帆布袋,,bags,30\n"
    take(styles=head + linen + wool + tote)
    report = take(styles=head + linen.replace("70", "many") + wool + tote)
    assert report.file("styles.csv").bad == 1
    assert report.file("styles.csv").changes == 0
    assert [style(database, each).rank for each in ("LINEN", "WOOL", "TOTE")] == [1, 2, 3]


def test_new_prices_are_a_new_publication_and_the_same_ones_are_not(
    take: Take, database: HqDatabase, now: list[int]
) -> None:
    take()
    now[0] += 60_000
    take()
    assert ids(database, "publication") == ["P-000001"]
    take(prices=FILES["prices.csv"].replace("299.00", "289.00"))
    with database.read() as read:
        ((key, body),) = read.rows("catalogue", "publication")
    assert (key, codec.load(Publication, body)) == ("P-000002", Publication("P-000002", NOON + 60_000))


def test_opening_hours_stay_when_only_locations_come(take: Take, database: HqDatabase, folder: Path) -> None:
    take(opening_hours="location,weekday,opens,closes\nJA,mon-fri,10:00,22:00\nJA,sat,10:00,24:00\n")
    (folder / "opening_hours.csv").unlink()
    report = take(locations=FILES["locations.csv"].replace("静安店", "静安新店"))
    assert report.file("locations.csv").changed == 1
    with database.read() as read:
        jing_an = read.locations()["JA"]
    assert jing_an.name_zh == "静安新店"
    assert [(hours.weekday, hours.closes_min) for hours in jing_an.hours] == [
        (0, 1320), (1, 1320), (2, 1320), (3, 1320), (4, 1320), (5, 1440),
    ]  # fmt: skip


def test_hours_that_make_no_sense_are_bad_rows(take: Take) -> None:
    rows = ("ZZ,mon,10:00,22:00", "JA,mon,10:00,22:00", "JA,mon,9:00,12:00", "JA,sun-mon,10:00,22:00",
            "JA,tue,22:00,10:00", "JA,wed,10:61,22:00", "JA,someday,10:00,22:00")  # fmt: skip
    report = take(opening_hours="location,weekday,opens,closes\n" + "\n".join(rows))
    assert [str(complaint) for complaint in report.complaints()] == [
        "opening_hours.csv:2: location 'ZZ' is not known",
        "opening_hours.csv:4: mon has hours already",
        "opening_hours.csv:5: weekday 'sun-mon' runs backwards (the week begins on mon)",
        "opening_hours.csv:6: closes 10:00 is not after opens 22:00 (hours end at 24:00 at the latest)",
        "opening_hours.csv:7: opens '10:61' is not a time of day like 09:30",
        "opening_hours.csv:8: weekday 'someday' is not one of mon, tue, wed, thu, fri, sat, sun, or two like mon-fri",
    ]


def test_who_moves_to_another_shop_leaves_the_first_ones_stream(take: Take, database: HqDatabase) -> None:
    take()
    report = take(
        staff=FILES["staff.csv"].replace("G1,JA", "G1,XH"), members=FILES["members.csv"].replace(",JA,", ",XH,")
    )
    for name in ("staff.csv", "members.csv"):
        assert (report.file(name).added, report.file(name).withdrawn) == (1, 1)
    assert ids(database, "staff", "shop.JA") == ids(database, "member", "shop.JA") == []
    assert ids(database, "staff", "shop.XH") == ["G1"]
    assert ids(database, "member", "shop.XH") == ["m1"]


def test_no_stream_holds_a_badge_a_name_or_a_phone_number_of_a_member(take: Take, database: HqDatabase) -> None:
    take()
    with database.read() as read:
        bodies = [body for kind in ("staff", "member") for _, body in read.rows("shop.JA", kind)]
    assert len(bodies) == 2
    assert not any(secret in body for body in bodies for secret in ("B-TEST", "13800000001", "会员一"))
    assert '"masked_name":"会**"' in bodies[1]


def test_a_public_code_that_two_people_have_is_told(take: Take) -> None:
    own = FILES["staff.csv"].replace("pin_hash\n", "pin_hash,public_code\n").replace('Tdk"\n', 'Tdk",LIN\n')
    assert "LIN" in own
    assert not take(staff=own).complaints()
    other = own.splitlines()[1].replace("G1", "G2").replace("B-TEST00001", "B-TEST00002")
    (told,) = take(staff=f"{own}{other}\n").complaints()
    assert (told.line, told.bad, "public_code is that of line 2" in told.reason) == (3, False, True)
