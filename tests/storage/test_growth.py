"""What a round costs grows with its rows, not with their square: counted in steps of SQLite, not in seconds."""

from pathlib import Path

from kiosk.ports.sync import Cursor, StreamRow
from kiosk.storage.catalogue import CatalogueReplica
from kiosk.storage.writer import WriterThread

STREAMS = ("stock.east", "stock.west")
BODY = '{"on_hand":3}'


def steps(folder: Path, rows: int) -> int:
    """Thousands of machine steps for the second region's figures, from zero, beside the first one's."""
    folder.mkdir()
    writer = WriterThread("growth")
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    with CatalogueReplica(folder / "c.db", STREAMS, writer=writer) as replica:
        for stream in STREAMS:
            found = [StreamRow("stock", f"{stream}/LINEN-SHIRT-{row}", row + 1, BODY) for row in range(rows)]
            replica.begin(stream, from_zero=True, announced=rows)
            replica.stage(stream, found)
            writer.run(lambda: replica._database.conn.set_progress_handler(count, 1000))
            counted = 0
            replica.finish(stream, Cursor("gen", rows), (), 1)
            writer.run(lambda: replica._database.conn.set_progress_handler(None, 0))
        result = counted
    writer.close()
    return result


def test_a_second_regions_figures_cost_in_proportion_to_their_rows(tmp_path: Path) -> None:
    once, twice = steps(tmp_path / "once", 2_000), steps(tmp_path / "twice", 4_000)

    assert once > 0
    assert twice < 3 * once


def steps_of_one_price(folder: Path, styles: int) -> int:
    """Tens of machine steps for one new price in a range of so many styles, of which SQLite has statistics."""
    folder.mkdir()
    writer = WriterThread("growth")
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    rows = [
        row
        for number in range(styles)
        for row in (
            StreamRow("style", f"S{number}", 1, f'{{"category":"tops","rank":{number + 1},"terms":"linen"}}'),
            StreamRow("variant", f"S{number}/M", 1, f'{{"style":"S{number}","swatch":"#3b5a80","size":"M"}}'),
            StreamRow("price", f"cn//S{number}", 1, '{"minor":39900}'),
        )
    ]
    with CatalogueReplica(folder / "c.db", writer=writer) as replica:
        replica.begin("catalogue", from_zero=True, announced=len(rows))
        replica.stage("catalogue", rows)
        replica.finish("catalogue", Cursor("gen", 1), (), 1)
        replica.compact()
        replica.begin("catalogue", from_zero=False, announced=1)
        replica.stage("catalogue", [StreamRow("price", "cn//S7", 2, '{"minor":29900}')])
        writer.run(lambda: replica._database.conn.set_progress_handler(count, 10))
        replica.finish("catalogue", Cursor("gen", 2), (), 1)
        writer.run(lambda: replica._database.conn.set_progress_handler(None, 0))
    writer.close()
    return counted


def test_one_new_price_costs_the_same_in_a_small_range_and_in_a_large_one(tmp_path: Path) -> None:
    small, large = steps_of_one_price(tmp_path / "small", 300), steps_of_one_price(tmp_path / "large", 3_000)

    assert small > 0
    assert large < 1.5 * small
