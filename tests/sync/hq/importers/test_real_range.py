"""A slice of the large real range, as a retailer's directory. The whole of it is for the benchmark."""

from pathlib import Path

from kiosk.domain import codec
from kiosk.domain.catalogue import Style, Variant
from sync.hq.database import HqDatabase
from sync.hq.importers import import_directory
from sync.hq.importers.fields import moment
from tests.data.real_range import COUNTED_AT, convert

STYLES = 1_000


def test_the_real_range_is_taken_without_a_bad_row_and_again_without_a_change(
    test_data: Path, tmp_path: Path, database: HqDatabase, now: list[int]
) -> None:
    now[0] = moment(COUNTED_AT) + 1
    counts = convert(test_data / "catalogue" / "styles_44446.csv", tmp_path / "range", STYLES)
    report = import_directory(database, tmp_path / "range")
    assert report.bad == 0, report.text()
    assert {name: report.file(name).added for name in counts} == counts
    assert counts["variants.csv"] > 10 * STYLES
    assert import_directory(database, tmp_path / "range").changes == 0
    with database.read() as read:
        styles = [codec.load(Style, body) for _, body in read.rows("catalogue", "style")]
        variants = [codec.load(Variant, body) for _, body in read.rows("catalogue", "variant")]
    assert len({variant.gtin for variant in variants}) == counts["variants.csv"]
    assert sorted(style.rank for style in styles) == list(range(1, STYLES + 1))
    shirt = next(style for style in styles if style.id == "S15970")
    assert {"衬衫", "chenshan", "navy", "藏青", "turtle"} <= set(shirt.terms.split())
