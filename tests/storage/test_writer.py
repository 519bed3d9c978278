"""The one thread that writes a file."""

import sqlite3
import threading
from pathlib import Path

import pytest

from kiosk.errors import BugError
from kiosk.storage.writer import BUSY_JOBS, WriterThread


def test_work_runs_in_one_thread_in_the_order_it_was_given() -> None:
    writer = WriterThread("writer")
    seen: list[tuple[int, str]] = []
    futures = [
        writer.submit(lambda n=n: seen.append((n, threading.current_thread().name)))  # type: ignore[misc]
        for n in range(50)
    ]
    for future in futures:
        future.result()
    assert seen == [(n, "writer") for n in range(50)]
    writer.close()


def test_what_work_raises_is_raised_to_whoever_asked_and_the_thread_lives_on() -> None:
    writer = WriterThread("writer")
    with pytest.raises(ZeroDivisionError):
        writer.run(lambda: 1 // 0)
    with pytest.raises(SystemExit):
        writer.run(lambda: (_ for _ in ()).throw(SystemExit))
    assert writer.run(lambda: 1) == 1
    writer.close()


def test_closing_finishes_what_is_queued_and_refuses_what_comes_later() -> None:
    writer = WriterThread("writer")
    futures = [writer.submit(lambda n=n: n) for n in range(100)]  # type: ignore[misc]
    writer.close()
    writer.close()
    assert [future.result() for future in futures] == list(range(100))
    with pytest.raises(BugError, match="closed"):
        writer.run(lambda: 1)


def test_waiting_for_oneself_is_refused() -> None:
    writer = WriterThread("writer")
    with pytest.raises(BugError, match="own thread"):
        writer.run(lambda: writer.run(lambda: 1))
    writer.close()


def rows_without_the_log(path: Path) -> int:
    """What the main file alone holds: rows of a copy that has no log beside it."""
    copy = path.with_name("copy.db")
    copy.write_bytes(path.read_bytes())
    conn = sqlite3.connect(copy)
    rows = int(conn.execute("SELECT count(*) FROM t").fetchone()[0])
    conn.close()
    return rows


def test_the_log_is_copied_back_when_nobody_waits(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    writer = WriterThread("writer")
    database = writer.open(path, synchronous="NORMAL")
    rested = threading.Event()
    writer.when_idle(rested.set)
    writer.run(lambda: database.conn.execute("CREATE TABLE t (n INTEGER)"))
    writer.run(lambda: database.conn.execute("INSERT INTO t VALUES (1)"))
    rested.clear()
    assert rested.wait(10)
    writer.run(lambda: None)  # after this the checkpoint that follows the rest is over
    assert rows_without_the_log(path) == 1
    writer.close()


def test_the_log_is_copied_back_also_when_work_never_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    writer = WriterThread("writer")
    database = writer.open(path, synchronous="OFF")
    writer.run(lambda: database.conn.execute("CREATE TABLE t (n INTEGER)"))
    for _ in range(2 * BUSY_JOBS):
        writer.submit(lambda: database.conn.execute("INSERT INTO t VALUES (1)"))
    writer.run(lambda: None)
    assert rows_without_the_log(path) >= BUSY_JOBS - 10
    writer.close()


def test_a_released_file_stands_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    writer = WriterThread("writer")
    database = writer.open(path, synchronous="NORMAL")
    writer.run(lambda: database.conn.execute("CREATE TABLE t (n INTEGER)"))
    writer.release(path)
    writer.release(path)
    assert [item.name for item in tmp_path.iterdir()] == ["a.db"]
    writer.close()


def test_work_of_an_idle_moment_that_fails_is_logged_and_harms_nobody(caplog: pytest.LogCaptureFixture) -> None:
    writer = WriterThread("writer")

    def fails() -> None:
        raise PermissionError("no")

    writer.when_idle(fails)
    writer.run(lambda: 1)
    writer.close()
    assert "idle moment failed" in caplog.text
