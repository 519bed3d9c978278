"""Looks and size guides on a tablet: only what the range here has."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.catalogue import Look, LookPiece, Measure, SizeGuide
from kiosk.storage.tablet import TabletStorage
from tests.storage.tablets import Stream, new_tablet, small_range, style

SHIRT, COAT, SILK = (
    LookPiece("LINEN-SHIRT", "INDIGO"),
    LookPiece("WOOL-COAT", "CAMEL"),
    LookPiece("SILK-SHIRT", "INDIGO"),
)
GUIDE = SizeGuide(
    "TOPS", "上装", "Tops", "宽松", "Loose", ("S", "M"), (Measure("胸围", "Chest", (820, 880), (870, 930)),)
)


def look(look_id: str, *pieces: LookPiece, rank: int = 1) -> Look:
    return Look(look_id, f"{look_id} 搭配", f"Look {look_id}", "描述", "Text", pieces, rank)


@pytest.fixture
def tablet(tmp_path: Path) -> Iterator[TabletStorage]:
    opened = new_tablet(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def stream() -> Stream:
    made = small_range()
    for item in (look("A", SHIRT, COAT, rank=2), look("B", COAT, SILK, SHIRT, rank=1), look("C", SILK, COAT, rank=3)):
        made.put("look", item.id, item)
    made.put("size_guide", "TOPS", GUIDE)
    return made


def shown(tablet: TabletStorage, limit: int = 24, offset: int = 0) -> list[str]:
    return [item.id for item in tablet.catalogues.looks(limit, offset)]


def test_before_the_first_catalogue_there_is_no_look_and_no_guide(tablet: TabletStorage) -> None:
    range_ = tablet.catalogues
    assert (range_.looks(), range_.look("A"), range_.looks_with("LINEN-SHIRT"), range_.size_guide("TOPS")) == (
        (), None, (), None
    )  # fmt: skip


def test_looks_come_by_rank_page_by_page_and_as_they_were_sent(tablet: TabletStorage, stream: Stream) -> None:
    stream.pull(tablet.catalogues)
    assert shown(tablet) == ["B", "A", "C"]
    assert [shown(tablet, 2), shown(tablet, 2, 2), shown(tablet, 2, 4)] == [["B", "A"], ["C"], []]
    assert tablet.catalogues.look("A") == look("A", SHIRT, COAT, rank=2)
    assert [item.id for item in tablet.catalogues.looks_with("LINEN-SHIRT")] == ["B", "A"]
    assert tablet.catalogues.looks_with("NOTHING") == ()


def test_a_look_shows_the_pieces_that_are_here_and_goes_when_fewer_than_two_are(
    tablet: TabletStorage, stream: Stream
) -> None:
    stream.pull(tablet.catalogues)
    stream.remove("variant", "SILK-SHIRT/INDIGO/M")
    stream.pull(tablet.catalogues)
    assert shown(tablet) == ["B", "A"]
    assert shown(tablet, 1, 1) == ["A"]  # a page is not short for a look that is not shown
    assert tablet.catalogues.look("B") == look("B", COAT, SHIRT)
    assert tablet.catalogues.look("C") is None
    assert tablet.catalogues.looks_with("SILK-SHIRT") == ()
    assert [item.id for item in tablet.catalogues.looks_with("WOOL-COAT")] == ["B", "A"]


def test_a_piece_in_a_colour_that_the_style_does_not_have_is_not_shown(tablet: TabletStorage, stream: Stream) -> None:
    stream.put("look", "A", look("A", SHIRT, LookPiece("WOOL-COAT", "NEON"), rank=2))
    stream.pull(tablet.catalogues)
    assert tablet.catalogues.look("A") is None
    stream.put("look", "A", look("A", SHIRT, LookPiece("WOOL-COAT", "NEON"), SILK))
    stream.pull(tablet.catalogues)
    assert tablet.catalogues.look("A") == look("A", SHIRT, SILK)


def test_looks_and_guides_follow_what_changes_and_goes(tablet: TabletStorage, stream: Stream) -> None:
    stream.pull(tablet.catalogues)
    stream.put("look", "A", look("A", COAT, SILK, rank=9))
    stream.remove("look", "B")
    stream.remove("size_guide", "TOPS")
    stream.pull(tablet.catalogues)
    assert shown(tablet) == ["C", "A"]
    assert tablet.catalogues.looks_with("LINEN-SHIRT") == ()
    assert tablet.catalogues.size_guide("TOPS") is None
    anew = small_range()
    anew.put("look", "D", look("D", SHIRT, SILK))
    anew.pull(tablet.catalogues, anew=True)
    assert shown(tablet) == ["D"]
    assert tablet.catalogues.looks_with("WOOL-COAT") == ()


def test_a_style_names_its_size_guide(tablet: TabletStorage, stream: Stream) -> None:
    linen = style("LINEN-SHIRT", "亚麻衬衫", "Linen shirt", rank=2)
    stream.put("style", "LINEN-SHIRT", '{"id":"LINEN-SHIRT","name_zh":"亚麻","name_en":"Linen","size_guide":"TOPS"}')
    stream.pull(tablet.catalogues)
    named = tablet.catalogues.style("LINEN-SHIRT")
    assert named is not None
    assert (named.size_guide, linen.size_guide) == ("TOPS", "")
    assert tablet.catalogues.size_guide(named.size_guide) == GUIDE


def test_rows_of_a_kind_that_only_a_newer_tablet_knows_are_passed_over(tablet: TabletStorage, stream: Stream) -> None:
    """As a tablet of the version before passes over looks."""
    stream.put("horoscope", "H1", '{"sign": "ram"}')
    stream.put("look", "E", '{"id":"E","name_zh":"新","name_en":"New","mood":"calm","pieces":[]}')
    stream.pull(tablet.catalogues)
    assert shown(tablet) == ["B", "A", "C"]
    assert tablet.catalogues.cursor("catalogue") is not None
