"""Print jobs on real files: those of older programs, those that cannot be read, and the reads that stay short."""

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from kiosk.ports.devices import PrintState, Slip
from kiosk.storage.journal import JOURNAL_FILE
from kiosk.storage.migrations import MIGRATIONS
from kiosk.storage.schemas import JOURNAL
from kiosk.storage.tablet import TabletStorage
from tests.storage.tablets import new_tablet

_OLD = """INSERT INTO print_job (slip, reference, state, attempts, reason, created_ms) VALUES
('{"kind":"receipt","reference":"JA-02-A-R-000001","parts":[],"open_drawer":true}',
 'JA-02-A-R-000001', 'waiting', 1, 'stopped', 5),
('not a slip', 'JA-02-A-000002', 'printed', 1, '', 6)"""


def test_jobs_of_an_older_program_go_on_being_counted(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    tablet.close()
    path = tmp_path / "tablet" / JOURNAL_FILE
    _as_before(path)
    conn = sqlite3.connect(path)
    conn.execute(_OLD)
    conn.commit()
    conn.close()
    tablet = TabletStorage.open(tmp_path / "tablet")
    waiting, printed = tablet.reader.print_jobs(ended=1)[::-1]
    assert (waiting.kind, waiting.state, printed.kind) == ("receipt", PrintState.WAITING, "")
    assert tablet.journal.starting(waiting.id) == 1
    copy = tablet.journal.run(lambda tx: tx.enqueue_copy(Slip("receipt", "JA-02-A-R-000001", ())))
    assert tablet.journal.starting(copy) == 2
    tablet.close()


def _as_before(path: Path) -> None:
    """Take the step back: the table as it was made, and no note that it was changed."""
    database = Database(path)
    database.table("print_job").drop()
    for index in database.query("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'print_job'"):
        database.execute(f"DROP INDEX {index['name']}")
    steps = {step.name: step for step in MIGRATIONS["journal"].pending(Database(memory=True))}
    steps["m003_print_jobs"].fn(database)
    database.execute("DELETE FROM _sqlite_migrations WHERE name = 'm006_print'")
    database.execute(f"PRAGMA user_version = {len(JOURNAL.steps) - 1}")
    database.conn.commit()
    database.close()


def test_a_slip_that_cannot_be_read_is_set_aside_and_those_behind_it_come_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tablet = new_tablet(tmp_path)
    slips = [Slip("order_slip", f"JA-02-A-00000{number}", ()) for number in (1, 2)]
    tablet.journal.run(lambda tx: [tx.enqueue(slip) for slip in slips])
    tablet.close()
    conn = sqlite3.connect(tmp_path / "tablet" / JOURNAL_FILE)
    conn.execute("UPDATE print_job SET slip = '{\"kind\": 7' WHERE id = 1")
    conn.commit()
    conn.close()
    tablet = TabletStorage.open(tmp_path / "tablet")
    job = tablet.journal.next_job()
    assert job is not None
    assert job.id == 2
    assert tablet.reader.print_problems() == ((1, "JA-02-A-000001", "unreadable"),)
    assert "print job 1 cannot be read" in caplog.text
    tablet.close()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT id FROM print_job WHERE state = 'waiting' ORDER BY id LIMIT 1",
        "SELECT id FROM print_job WHERE state IN ('waiting', 'attention') ORDER BY id",
        "SELECT sum(attempts) + max(earlier) - 1 FROM print_job WHERE paper = 7",
        "SELECT paper FROM print_job WHERE reference = 'a' AND kind = 'b' AND which = 'c' ORDER BY id DESC LIMIT 1",
    ],
)
def test_no_read_looks_at_every_job_there_ever_was(tmp_path: Path, statement: str) -> None:
    tablet = new_tablet(tmp_path)
    with tablet.journal.readers.snapshot() as conn:
        plan = " ".join(row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall())
    assert "INDEX print_job_" in plan
    tablet.close()
