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
