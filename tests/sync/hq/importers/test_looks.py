"""looks.csv: pieces worn together."""

from collections.abc import Callable

import pytest

from kiosk.domain import codec
from kiosk.domain.catalogue import Look, LookPiece
from sync.hq.database import HqDatabase
from sync.hq.importers import ImportReport
from tests.sync.hq.importers.conftest import FILES

Take = Callable[..., ImportReport]

HEAD = "look,name_zh,name_en,description_zh,description_en,pieces,popularity\n"
AUTUMN = "AUTUMN,初秋,Early autumn,叠穿,Layers,LINEN/INDIGO WOOL/CAMEL,50\n"
OFFICE = "OFFICE,通勤,,,,WOOL/CAMEL linen/indigo,70\n"
LINEN, WOOL = LookPiece("LINEN", "INDIGO"), LookPiece("WOOL", "CAMEL")


def looks(database: HqDatabase) -> list[Look]:
    with database.read() as read:
        found = [codec.load(Look, body) for _, body in read.rows("catalogue", "look")]
    return sorted(found, key=lambda look: look.rank)


def test_looks_are_ranked_by_popularity_and_blank_names_stand_in_for_each_other(
    take: Take, database: HqDatabase
) -> None:
    report = take(looks=HEAD + AUTUMN + OFFICE)
    assert report.complaints() == []
    assert looks(database) == [
        Look("OFFICE", "通勤", "通勤", pieces=(WOOL, LINEN), rank=1),
        Look("AUTUMN", "初秋", "Early autumn", "叠穿", "Layers", (LINEN, WOOL), 2),
    ]


def test_the_same_looks_again_change_nothing_and_what_is_missing_is_withdrawn(take: Take, database: HqDatabase) -> None:
    take(looks=HEAD + AUTUMN + OFFICE)
    again = take(looks=HEAD + AUTUMN + OFFICE).file("looks.csv")
    assert (again.changes, again.same) == (0, 2)
    report = take(looks=HEAD + AUTUMN).file("looks.csv")
    assert (report.withdrawn, report.changed) == (1, 1)  # AUTUMN moves up to the first rank
    assert [look.id for look in looks(database)] == ["AUTUMN"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("BAD,坏,Bad,,,SILK/RED WOOL/CAMEL,", "style 'SILK' of piece 'SILK/RED' is not known or has no variants"),
        ("BAD,坏,Bad,,,LINEN/RED WOOL/CAMEL,", "style 'LINEN' has no colour 'RED'"),
        ("BAD,坏,Bad,,,LINEN/INDIGO,", "pieces has 1 pieces; 2 to 8 are allowed"),
        ("BAD,坏,Bad,,,,", "pieces has 0 pieces; 2 to 8 are allowed"),
        (f"BAD,坏,Bad,,,{'LINEN/INDIGO ' * 9},", "pieces has 9 pieces; 2 to 8 are allowed"),
        ("BAD,坏,Bad,,,LINEN/INDIGO linen/Indigo,", "piece 'linen/Indigo' stands there twice"),
        ("BAD,坏,Bad,,,LINEN WOOL/CAMEL,", "piece 'LINEN' is not written STYLE/COLOUR"),
        ("BAD,,,,,LINEN/INDIGO WOOL/CAMEL,", "name_zh and name_en are blank"),
        ("B D,坏,Bad,,,LINEN/INDIGO WOOL/CAMEL,", "look 'B D' is not an id (A-Z 0-9 . _ -)"),
        ("BAD,坏,Bad,,,LINEN/INDIGO WOOL/CAMEL,many", "popularity 'many' is not a whole number"),
        ("AUTUMN,坏,Bad,,,LINEN/INDIGO WOOL/CAMEL,", "'AUTUMN' stands there already, at line 2"),
    ],
)
def test_a_bad_look_is_named_by_line_and_reason_and_the_rest_is_taken(
    take: Take, database: HqDatabase, row: str, reason: str
) -> None:
    report = take(looks=f"{HEAD}{AUTUMN}{row}\n{OFFICE}")
    assert [str(complaint) for complaint in report.complaints()] == [f"looks.csv:3: {reason}"]
    assert [look.id for look in looks(database)] == ["OFFICE", "AUTUMN"]


def test_a_bad_row_leaves_the_look_that_hq_has_with_its_rank(take: Take, database: HqDatabase) -> None:
    take(looks=HEAD + AUTUMN + OFFICE)
    before = looks(database)
    report = take(looks=HEAD + AUTUMN.replace("WOOL/CAMEL", "WOOL/RED") + OFFICE)
    assert report.file("looks.csv").bad == 1
    assert looks(database) == before


def test_looks_may_come_alone_and_without_the_optional_columns(take: Take, database: HqDatabase) -> None:
    take()
    report = take(looks="look,name_zh,name_en,pieces\nTWO,两件,Two,LINEN/INDIGO WOOL/CAMEL\n")
    assert report.complaints() == []
    assert looks(database) == [Look("TWO", "两件", "Two", pieces=(LINEN, WOOL), rank=1)]


def test_strokes_in_codes_of_styles_and_colours_are_parted_by_the_known_style(take: Take, database: HqDatabase) -> None:
    styles = FILES["styles.csv"] + "A/B,丝,Silk,shirts,,\n"
    variants = FILES["variants.csv"] + "A/B/1,A/B,Red/White,红白,Red White,M,,\n"
    report = take(styles=styles, variants=variants, looks=f"{HEAD}TWO,两件,Two,,,a/b/red/white WOOL/CAMEL,\n")
    assert report.complaints() == []
    assert looks(database)[0].pieces[0] == LookPiece("A/B", "Red/White")


def test_looks_of_which_none_can_be_used_are_refused(take: Take, database: HqDatabase) -> None:
    take(looks=HEAD + AUTUMN)
    report = take(looks=HEAD + AUTUMN.replace("LINEN/INDIGO", "LINEN/NONE"))
    assert "no row of looks.csv can be used" in report.file("looks.csv").refused
    assert [look.id for look in looks(database)] == ["AUTUMN"]
