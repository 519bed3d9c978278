"""One thread that owns read-write connections.

SQLite before 3.51.3 can corrupt a WAL when two connections of one process checkpoint: so exactly one connection writes
a file, and all checkpoints happen in its thread, when nobody waits.
"""

import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from kiosk.errors import BugError
from kiosk.storage.files import BUSY_MS, OpenFile, connect_writer

T = TypeVar("T")
_log = logging.getLogger(__name__)

IDLE_S = 0.2
_WIPE_MS = 20
BUSY_JOBS = 500  # at the latest after so many units of work the WAL is copied back, idle or not


class WriterThread:
    """Runs one function at a time. The connections it opens live, checkpoint and close in its thread."""

    def __init__(self, name: str) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._files: dict[Path, OpenFile] = {}
        self._unchecked = 0
        self._closed = False
        self._gate = threading.Lock()
        self._to_wipe: set[Path] = set()
        self._idle_tasks: list[Callable[[], None]] = []
        self._thread = threading.Thread(target=self._loop, name=name, daemon=True)
        self._thread.start()

    def run(self, work: Callable[[], T]) -> T:
        """Run in the writer thread and wait. What `work` raises is raised here."""
        if threading.current_thread() is self._thread:
            raise BugError(f"{self._thread.name}: a unit of work waits for another one in its own thread")
        return self.submit(work).result()

    def submit(self, work: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()
        with self._gate:
            if self._closed:
                raise BugError(f"{self._thread.name} is closed; nothing more can be written")
            self._jobs.put(lambda: _perform(work, future))
        return future

    def when_idle(self, task: Callable[[], None]) -> None:
        """Also run `task` each time the thread has come to rest after work, and once at the end."""
        self._idle_tasks.append(task)

    def wipe(self, path: Path) -> None:
        """In the next quiet moment empty the log of `path`: something was removed that must leave no copy. For this
        thread's own work."""
        self._to_wipe.add(path)

    def open(self, path: Path, *, synchronous: str) -> OpenFile:
        """A read-write connection to `path`, to be used in this thread only."""

        def opened() -> OpenFile:
            self._files[path] = connect_writer(path, synchronous=synchronous)
            return self._files[path]

        return self.run(opened)

    def release(self, path: Path) -> None:
        """Checkpoint and close the connection to `path`, if there is one."""
        self.run(lambda: self._close_file(path))

    def close(self) -> None:
        """Finish what is queued, copy every WAL back, close the files. May be called twice."""
        with self._gate:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        self._thread.join()

    def _loop(self) -> None:
        while (job := self._next()) is not None:
            job()
            self._unchecked += 1
            del job  # what it held must not live until the next one comes
        self._rest()
        for path in list(self._files):
            self._close_file(path)

    def _next(self) -> Callable[[], None] | None:
        while self._unchecked:
            if self._unchecked < BUSY_JOBS:
                try:
                    return self._jobs.get(timeout=IDLE_S)
                except queue.Empty:
                    self._rest()
            for path, database in self._files.items():
                self._copy_back(path, database)
            self._unchecked = len(self._to_wipe & self._files.keys())  # where somebody read just then: once more
        return self._jobs.get()

    def _copy_back(self, path: Path, database: OpenFile) -> None:
        if path not in self._to_wipe:
            _checkpoint(database, "PASSIVE")
        elif _emptied(database):
            self._to_wipe.discard(path)

    def _rest(self) -> None:
        for task in self._idle_tasks:
            try:
                task()
            except OSError as error:
                _log.warning("%s: work of an idle moment failed: %s", self._thread.name, error)

    def _close_file(self, path: Path) -> None:
        database = self._files.pop(path, None)
        if database is not None:
            _checkpoint(database, "TRUNCATE")
            database.close()


def _perform(work: Callable[[], T], future: Future[T]) -> None:
    try:
        result = work()
    except BaseException as error:  # whatever it is, the caller gets it and the thread lives on
        future.set_exception(error)
    else:
        future.set_result(result)


def _emptied(database: OpenFile) -> bool:
    """Copy the log back and empty it, without waiting for readers; whether it is empty."""
    database.conn.execute(f"PRAGMA busy_timeout = {_WIPE_MS}")
    try:
        found = _checkpoint(database, "TRUNCATE")
    finally:
        database.conn.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    return bool(found) and found[0] == 0


def _checkpoint(database: OpenFile, mode: str) -> tuple[Any, ...]:
    """Busy readers are no error: the next one copies more. A full disk is none either: the WAL keeps everything."""
    try:
        return tuple(database.conn.execute(f"PRAGMA wal_checkpoint({mode})").fetchone())
    except sqlite3.OperationalError as error:
        _log.warning("checkpoint postponed: %s", error)
        return ()
