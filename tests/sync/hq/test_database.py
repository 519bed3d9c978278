"""Streams under writers: gapless, in commit order, whole sets by difference."""

import random
import sqlite3
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.events import OpenedStock, StockOpened
from kiosk.errors import EnvironmentProblem
from kiosk.storage.catalogue import SCHEMA, CatalogueReplica
from sync.hq.database import Changes, HqDatabase
from sync.hq.office import HeadOffice
from sync.hq.streams import heads


@pytest.fixture
def database(tmp_path: Path) -> HqDatabase:
    return HqDatabase(tmp_path / "hq.db", clock=lambda: 1_000)


def seqs(database: HqDatabase, stream: str) -> list[int]:
    with database.read() as read:
        found = read.conn.exec_driver_sql("SELECT seq FROM stream_row WHERE stream = ? ORDER BY seq", (stream,))
        return list(found.scalars())


def head(database: HqDatabase, stream: str) -> tuple[int, int]:
    with database.read() as read:
        (found,) = heads(read.conn, (stream,))
    return found.head, found.live


def rows(database: HqDatabase, stream: str, entity: str) -> dict[str, str]:
    with database.read() as read:
        return dict(read.rows(stream, entity))


def test_only_rows_that_changed_are_stamped(database: HqDatabase) -> None:
    with database.write() as tx:
        assert tx.put_rows("catalogue", [("style", "A", "1"), ("style", "B", "1")]) == 2
    with database.write() as tx:
        assert tx.put_rows("catalogue", [("style", "A", "1"), ("style", "B", "2"), ("style", "C", None)]) == 1
    assert head(database, "catalogue") == (3, 2)
    assert seqs(database, "catalogue") == [1, 3]


def test_a_row_put_three_times_in_one_transaction_has_one_seq(database: HqDatabase) -> None:
    with database.write() as tx:
        for body in ("1", "2", "3"):
            tx.put_rows("catalogue", [("style", "A", body), ("style", f"other-{body}", body)])
        assert tx.row("catalogue", "style", "A") == "3"
    assert seqs(database, "catalogue") == [1, 2, 3, 4]
    assert head(database, "catalogue") == (4, 4)


def test_a_tombstone_takes_a_seq_and_leaves_the_live_count(database: HqDatabase) -> None:
    with database.write() as tx:
        tx.put_rows("shop.JA", [("order", "o1", "{}")])
    with database.write() as tx:
        assert tx.put_rows("shop.JA", [("order", "o1", None)]) == 1
        assert tx.row("shop.JA", "order", "o1") is None
    assert head(database, "shop.JA") == (2, 0)


def test_a_failed_transaction_leaves_no_trace(database: HqDatabase) -> None:
    with database.write() as tx:
        tx.put_rows("catalogue", [("style", "A", "1")])
    with pytest.raises(ZeroDivisionError):
        _fail_half_way(database)
    assert rows(database, "catalogue", "style") == {"A": "1"}
    assert head(database, "catalogue") == (1, 1)
    with database.write() as tx:
        assert tx.append(StockOpened("JA", 1, (OpenedStock("X", 1),))).seq == 1


def _fail_half_way(database: HqDatabase) -> None:
    with database.write() as tx:
        tx.put_rows("catalogue", [("style", "A", "2"), ("style", "B", "2")])
        tx.append(StockOpened("JA", 1, (OpenedStock("X", 1),)))
        raise ZeroDivisionError


def test_a_whole_set_adds_changes_withdraws_and_leaves_the_rest(database: HqDatabase) -> None:
    with database.write() as tx:
        assert tx.put_whole("catalogue", "style", [("A", "1"), ("B", "1"), ("C", "1")]) == Changes(added=3)
        tx.put_rows("catalogue", [("variant", "A", "not a style")])
    with database.write() as tx:
        changes = tx.put_whole("catalogue", "style", [("B", "2"), ("C", "1"), ("D", "1")])
    assert changes == Changes(added=1, changed=1, withdrawn=1, same=1)
    assert rows(database, "catalogue", "style") == {"B": "2", "C": "1", "D": "1"}
    assert rows(database, "catalogue", "variant") == {"A": "not a style"}


def test_a_whole_set_of_a_scope_leaves_other_scopes_alone(database: HqDatabase) -> None:
    with database.write() as tx:
        tx.put_whole("catalogue", "price", [("east//A", "1"), ("east_//A", "1"), ("west//A", "1")])
        changes = tx.put_whole("catalogue", "price", [("east//B", "1")], scope="east/")
    assert changes == Changes(added=1, withdrawn=1)
    assert set(rows(database, "catalogue", "price")) == {"east_//A", "west//A", "east//B"}


def test_the_same_whole_set_again_moves_nothing(database: HqDatabase) -> None:
    items = [(f"S{number}", "{}") for number in range(100)]
    for _ in range(2):
        with database.write() as tx:
            changes = tx.put_whole("catalogue", "style", reversed(items))
    assert changes == Changes(same=100)
    assert head(database, "catalogue") == (100, 100)


@settings(max_examples=15)
@given(st.lists(st.dictionaries(st.sampled_from("ABCDE"), st.sampled_from("12")), min_size=1, max_size=5))
def test_after_any_whole_sets_the_last_one_is_what_is_there(sets: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = HqDatabase(Path(folder) / "hq.db", clock=lambda: 1_000)
        known: dict[str, str] = {}
        moved = 0
        for wanted in sets:
            with database.write() as tx:
                changes = tx.put_whole("catalogue", "style", wanted.items())
            moved += changes.total
            assert changes.same == sum(known.get(key) == body for key, body in wanted.items())
            known = wanted
            assert rows(database, "catalogue", "style") == wanted
        assert head(database, "catalogue") == (moved, len(known)) if moved else not known
        database.close()


def test_seqs_are_gapless_and_readers_never_see_a_hole_while_eight_threads_write(database: HqDatabase) -> None:
    streams = ["catalogue", "shop.JA", "shop.XH", "stock.east"]
    problems: list[str] = []
    done = threading.Event()

    def write(seed: int) -> None:
        rng = random.Random(seed)
        for turn in range(15):
            with database.write() as tx:
                for stream in rng.sample(streams, rng.randint(1, 4)):
                    chosen = rng.sample(range(40), rng.randint(1, 6))
                    tx.put_rows(stream, [("row", str(number), f"{seed}/{turn}") for number in chosen])

    def watch() -> None:
        """A reader that follows a stream by cursor must end with every row at its latest body."""
        cursors, held = dict.fromkeys(streams, 0), {stream: dict[str, str]() for stream in streams}
        while True:
            finished = done.is_set()
            for stream in streams:
                with database.read() as read:
                    found = heads(read.conn, (stream,))
                    query = "SELECT id, seq, body FROM stream_row WHERE stream = ? AND seq > ? ORDER BY seq"
                    new = read.conn.exec_driver_sql(query, (stream, cursors[stream])).all()
                if new and new[-1].seq != found[0].head:
                    problems.append(f"{stream}: head {found[0].head}, last row {new[-1].seq}")
                held[stream].update({row.id: row.body for row in new})
                cursors[stream] = found[0].head if found else 0
            if finished:
                break
        problems.extend(stream for stream in streams if held[stream] != rows(database, stream, "row"))

    watcher = threading.Thread(target=watch)
    watcher.start()
    writers = [threading.Thread(target=write, args=(seed,)) for seed in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    done.set()
    watcher.join()
    assert problems == []
    for stream in streams:
        found = seqs(database, stream)
        assert len(set(found)) == len(found)
        assert found[-1] == head(database, stream)[0]
    database.close()


def test_a_whole_history_of_seqs_has_no_gap(database: HqDatabase) -> None:
    """Every row once: then each seq that was ever given is still there to see."""
    barrier = threading.Barrier(8)

    def write(which: int) -> None:
        barrier.wait()
        for turn in range(20):
            with database.write() as tx:
                tx.put_rows("catalogue", [("row", f"{which}-{turn}-{number}", "{}") for number in range(which + 1)])

    writers = [threading.Thread(target=write, args=(which,)) for which in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert seqs(database, "catalogue") == list(range(1, 20 * 36 + 1))
    database.close()


def test_a_database_of_a_newer_version_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "hq.db"
    HqDatabase(path).close()
    with sqlite3.connect(path) as conn:
        conn.execute("PRAGMA user_version = 99")
    conn.close()
    before = path.read_bytes()
    with pytest.raises(EnvironmentProblem, match="newer version"):
        HqDatabase(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "hq.db"
    path.write_bytes(b"somebody's letter\n" * 500)
    with pytest.raises(EnvironmentProblem, match="cannot be opened"):
        HqDatabase(path)
    assert path.read_bytes() == b"somebody's letter\n" * 500


def test_shoppers_numbers_and_the_key_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    with HeadOffice(tmp_path / "hq.db", replica_factory=CatalogueReplica, snapshot_schema=SCHEMA):
        assert (tmp_path / "hq.db").stat().st_mode & 0o077 == 0
        assert (tmp_path / "hq.key").stat().st_mode & 0o077 == 0


def test_a_damaged_key_is_said_before_anything_is_signed_with_another(tmp_path: Path) -> None:
    (tmp_path / "hq.key").write_bytes(b"half a key")
    with pytest.raises(EnvironmentProblem, match=r"not HQ's key"):
        HeadOffice(tmp_path / "hq.db", replica_factory=CatalogueReplica, snapshot_schema=SCHEMA)


def test_openings_say_what_the_files_last_said(database: HqDatabase) -> None:
    with database.write() as tx:
        tx.append(StockOpened("JA", 10, (OpenedStock("A", 5), OpenedStock("B", 1))))
        tx.append(StockOpened("JA", 5, (OpenedStock("A", 9),)))
        tx.append(StockOpened("JA", 10, (OpenedStock("B", 7),)))
        assert tx.openings("JA") == {"A": (5, 10), "B": (7, 10)}
        assert tx.openings("XH") == {}
