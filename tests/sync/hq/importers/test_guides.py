"""size_guides.csv, and the styles that name a guide."""

from collections.abc import Callable

import pytest

from kiosk.domain import codec
from kiosk.domain.catalogue import Measure, SizeGuide, Style
from sync.hq.database import HqDatabase
from sync.hq.importers import ImportReport

Take = Callable[..., ImportReport]

HEAD = "guide,name_zh,name_en,note_zh,note_en,measure_zh,measure_en,size,low_mm,high_mm\n"
ROWS = """TOPS,上装,Tops,宽松,Loose,胸围,Chest,M,880,930
TOPS,,,,,胸围,Chest,S,820,870
TOPS,上装,Tops,,,臂长,Arm,S,560,
TOPS,,,,,臂长,Arm,M,575,575
SHOES,鞋,,,,脚长,Foot,36,230,232
"""
TOPS = SizeGuide(
    "TOPS",
    "上装",
    "Tops",
    "宽松",
    "Loose",
    ("M", "S"),
    (Measure("胸围", "Chest", (880, 820), (930, 870)), Measure("臂长", "Arm", (575, 560), (575, 560))),
)
SHOES = SizeGuide("SHOES", "鞋", "鞋", sizes=("36",), measures=(Measure("脚长", "Foot", (230,), (232,)),))


def guides(database: HqDatabase) -> dict[str, SizeGuide]:
    with database.read() as read:
        return {key: codec.load(SizeGuide, body) for key, body in read.rows("catalogue", "size_guide")}


def test_rows_become_guides_and_sizes_keep_the_order_of_the_file(take: Take, database: HqDatabase) -> None:
    report = take(size_guides=HEAD + ROWS)
    assert report.complaints() == []
    assert (report.file("size_guides.csv").rows, report.file("size_guides.csv").added) == (5, 2)
    assert guides(database) == {"TOPS": TOPS, "SHOES": SHOES}


def test_the_same_guides_again_change_nothing_and_what_is_missing_is_withdrawn(
    take: Take, database: HqDatabase
) -> None:
    take(size_guides=HEAD + ROWS)
    assert take(size_guides=HEAD + ROWS).file("size_guides.csv").changes == 0
    report = take(size_guides=HEAD + "".join(ROWS.splitlines(keepends=True)[:4]))
    assert report.file("size_guides.csv").withdrawn == 1
    assert guides(database) == {"TOPS": TOPS}


@pytest.mark.parametrize(
    ("row", "line", "reason"),
    [
        ("TOPS,,,,,腰围,Waist,M,many,", 7, "low_mm 'many' is not a whole number"),
        ("TOPS,,,,,腰围,Waist,M,,", 7, "low_mm is blank"),
        ("TOPS,,,,,腰围,Waist,M,82.5,", 7, "low_mm '82.5' is not a whole number"),
        ("TOPS,,,,,腰围,Waist,M,900,82", 7, "low_mm 900 is more than high_mm 82"),
        ("TOPS,,,,,腰围,Waist,M,0,0", 7, "low_mm is zero"),
        ("TOPS,,,,,腰围,Waist,M,-4,82", 7, "low_mm -4 is negative"),
        ("TOPS,,,,,腰围,Waist,M,82000,", 7, "low_mm 82000 is more than 5000"),
        ("TOPS,,,,,胸围,Chest,M,880,930", 7, "胸围 of size 'M' stands there already, at line 2"),
        ("TOPS,,,,,腰围,Waist,,700,", 7, "size is blank"),
        ("TOPS,,,,,,,M,700,", 7, "measure_zh and measure_en are blank"),
        ("TOPS,下装,Bottoms,,,腰围,Waist,M,700,", 7, "name is another one than at line 2"),
        ("TOPS,,,合身,,腰围,Waist,M,700,", 7, "note is another one than at line 2"),
        ("TOPS,,,,,腰围,Waist,M,700,", 7, "腰围 has no figure for size S"),
        ("TOPS,,,,,胸围,Chest,L,940,", 4, "臂长 has no figure for size L"),
    ],
)
def test_a_guide_with_a_bad_row_stays_as_hq_has_it_and_the_others_are_taken(
    take: Take, database: HqDatabase, row: str, line: int, reason: str
) -> None:
    take(size_guides=HEAD + ROWS)
    report = take(size_guides=HEAD + ROWS.replace("宽松,Loose", "宽松,Loose").replace("230", "228") + row + "\n")
    assert [str(complaint) for complaint in report.complaints()] == [f"size_guides.csv:{line}: {reason}"]
    assert guides(database)["TOPS"] == TOPS
    assert guides(database)["SHOES"].measures[0].low_mm == (228,)


def test_a_new_guide_with_a_bad_row_is_not_taken_by_halves(take: Take, database: HqDatabase) -> None:
    report = take(size_guides=HEAD + ROWS.replace("820,870", "870,820"))
    assert report.file("size_guides.csv").bad == 1
    assert guides(database) == {"SHOES": SHOES}


def test_a_guide_without_a_name_and_one_with_a_bad_id_are_named(take: Take, database: HqDatabase) -> None:
    report = take(size_guides=HEAD + "NONE,,,,,胸围,Chest,M,880,\nT O,上,Top,,,胸围,Chest,M,880,\n" + ROWS)
    assert [str(complaint) for complaint in report.complaints()] == [
        "size_guides.csv:2: guide 'NONE' has neither name_zh nor name_en in any row",
        "size_guides.csv:3: guide 'T O' is not an id (A-Z 0-9 . _ -)",
    ]
    assert list(guides(database)) == ["SHOES", "TOPS"]


def test_guides_of_which_none_can_be_used_are_refused(take: Take, database: HqDatabase) -> None:
    take(size_guides=HEAD + ROWS)
    report = take(size_guides=HEAD + "TOPS,上装,Tops,,,胸围,Chest,M,?,\n")
    assert "no guide of size_guides.csv can be used" in report.file("size_guides.csv").refused
    assert guides(database) == {"TOPS": TOPS, "SHOES": SHOES}


def test_a_style_names_its_guide_and_an_unknown_one_is_left_out_with_a_remark(take: Take, database: HqDatabase) -> None:
    styles = "style,name_zh,name_en,category,size_guide\nLINEN,亚麻衬衫,,shirts,TOPS\nWOOL,羊毛大衣,,coats,COATS\n"
    report = take(size_guides=HEAD + ROWS, styles=styles)
    assert [str(complaint) for complaint in report.complaints()] == [
        "styles.csv:3: size_guide 'COATS' is not known; the style is shown without it"
    ]
    assert not report.failed
    with database.read() as read:
        found = {key: codec.load(Style, body).size_guide for key, body in read.rows("catalogue", "style")}
    assert found == {"LINEN": "TOPS", "WOOL": ""}


@pytest.mark.parametrize("place", range(5))
def test_a_row_whose_cells_cannot_be_told_apart_leaves_the_guides_beside_it_as_hq_has_them(
    take: Take, database: HqDatabase, place: int
) -> None:
    """Else a guide would lose a size, or a whole measure, to a comma."""
    take(size_guides=HEAD + ROWS)
    lines = ROWS.splitlines(keepends=True)
    lines[place] = lines[place].replace(",", ",,,", 1)
    report = take(size_guides=HEAD + "".join(lines) + "HATS,帽,Hats,,,头围,Head,M,570,\nHATS,,,,,头围,Head,L,590,\n")
    assert report.file("size_guides.csv").bad == 1
    found = guides(database)
    assert (found["TOPS"], found["SHOES"]) == (TOPS, SHOES)
    assert ("HATS" in found) is (place < 4)
