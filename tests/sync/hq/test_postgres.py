"""HQ on PostgreSQL: what only several processes, a server and its rights can break. (What HQ does is tested on both
databases by the other modules: see `hq_url` in conftest.)"""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from kiosk.domain.contact import contact_blob
from kiosk.domain.events import Fulfilment, GoodsReceived, ReceivedLine
from kiosk.errors import EnvironmentProblem, InputError
from sync.hq.database import HqDatabase
from sync.hq.office import HeadOffice
from sync.hq.schema import VERSION, tables
from sync.protocol import encode_run
from tests.fakes.retailer import COAT_S, SHIRT_M
from tests.postgres import new_database, run
from tests.sync.hq.desk import Tablet, enrolled, line, open_office, open_stock, placed, put_range, read_stream
from tests.sync.hq.hammer import WRITERS, hammer

ROOT = Path(__file__).parents[3]


@pytest.fixture
def url() -> Iterator[str]:
    with new_database() as found:
        yield found


def two_offices(folder: Path, url: str) -> tuple[HeadOffice, HeadOffice]:
    """Two processes' worth: they share a database and a folder of keys, and nothing else."""
    first, other = (open_office(folder / name, url=url, shared=folder / "shared") for name in ("a", "b"))
    return first, other


def test_32_writers_that_pause_and_give_up_leave_8_readers_nothing_missed_doubled_or_skipped(url: str) -> None:
    seen = hammer(url, seconds=3, seed=20261127)
    assert seen.problems == []
    assert (seen.missed, seen.doubled, seen.gaps) == (0, 0, 0)
    assert seen.committed >= WRITERS
    assert seen.given_up > 0
    assert seen.rows > 8 * seen.committed


def test_two_heads_of_one_office_serve_the_same_tablets(tmp_path: Path, url: str) -> None:
    first, other = two_offices(tmp_path, url)
    with first, other:
        put_range(first)
        open_stock(other, "WH", COAT_S=500)
        tablets = [enrolled(office) for office in (first, other) * 3]
        assert len({tablet.device for tablet in tablets}) == 6

        def trade(tablet: Tablet, offices: tuple[HeadOffice, HeadOffice]) -> None:
            for number in range(20):
                contact = tablet.keep(contact_blob(f"1380000{number:04}", tablet.device))
                tablet.append(GoodsReceived("JA", f"{tablet.device}-{number}", (ReceivedLine(SHIRT_M, 1),)))
                source = line(Fulfilment.DELIVER, COAT_S, "WH", "door")
                tablet.append(placed(f"{tablet.device}-{number}", source, contact=contact))
                offices[number % 2].push(encode_run(tablet.run(2 * number + 1)))

        traders = [threading.Thread(target=trade, args=(tablet, (first, other))) for tablet in tablets]
        for trader in traders:
            trader.start()
        for trader in traders:
            trader.join()
        assert first.drain(60)
        assert other.drain(60)
        counts = first.summary()
        assert counts == other.summary()
        assert (counts["events"], counts["orders"], counts["waiting"], counts["held"]) == (240, 120, 0, 0)
        assert counts["own_events"] == 121, "each order was decided once"
        here, there = (read_stream(office, tablets[0].session(office).token, "shop.JA") for office in (first, other))
        assert here == there
        assert len(here.seqs) == len(set(here.seqs))
        assert {row_id: body for row_id, body in here.of("stock").items() if row_id == SHIRT_M}[SHIRT_M].count("120")
        assert first.stock_differences() == []
        found = other.rebuild()
        assert (found.events, found.differences, found.broken) == (361, (), ())


def test_a_long_poll_at_one_process_hears_of_what_the_other_stored(tmp_path: Path, url: str) -> None:
    first, other = two_offices(tmp_path, url)
    with first, other:
        put_range(first)
        tablet = enrolled(first)
        token = tablet.session(first).token
        known = {head.stream: head.head for head in other.heads(token).heads}
        mover = threading.Timer(0.3, open_stock, (first, "JA"), {"SHIRT_M": 3})
        mover.start()
        moves = other.database.moves
        heads = other.heads(token, wait_s=8, known=known)  # before it would look by itself
        mover.join()
        assert other.database.moves > moves
        assert {head.stream for head in heads.heads if head.head > known[head.stream]} >= {"shop.JA", "stock.east"}


def test_a_snapshot_that_one_process_made_is_the_others_too(tmp_path: Path, url: str) -> None:
    first, other = two_offices(tmp_path, url)
    with first, other:
        put_range(first)
        tablet = enrolled(first)
        (made,) = first.build_snapshots()
        assert other.build_snapshots() == (made,)
        token = tablet.session(other).token
        assert len(b"".join(other.blob(token, made.chunks[0].sha256))) == made.chunks[0].size


def test_what_was_acknowledged_is_there_after_the_process_was_killed(tmp_path: Path, url: str) -> None:
    """Run after run, killed in the middle of the next ones."""
    with open_office(tmp_path / "hq", url=url) as office:
        put_range(office)
        open_stock(office, "WH", COAT_S=500)
        tablet = enrolled(office)
    runs = tmp_path / "runs"
    runs.mkdir()
    for number in range(60):
        tablet.append(GoodsReceived("JA", f"BOX-{number}", (ReceivedLine(SHIRT_M, 1),)))
        tablet.append(placed(f"o{number}", line(Fulfilment.DELIVER, COAT_S, "WH", "door")))
        (runs / f"{number:03}").write_bytes(encode_run(tablet.run(2 * number + 1)))
    acknowledged = 0
    for after in (3, 11, 20):
        command = [sys.executable, "-m", "tests.sync.hq.child", str(tmp_path / "hq"), str(runs), "interpret", url]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            for _ in range(after):
                acknowledged = int(child.stdout.readline())
            child.kill()
            acknowledged = max([acknowledged, *map(int, child.stdout.read().split())])
        with open_office(tmp_path / "hq", url=url, interpret=False) as office:
            assert office.summary()["events"] >= acknowledged > 0
    with open_office(tmp_path / "hq", url=url) as office:
        for path in sorted(runs.iterdir()):
            office.push(path.read_bytes())
        assert office.drain(60)
        counts = office.summary()
        assert (counts["events"], counts["orders"], counts["waiting"], counts["held"]) == (120, 60, 0, 0)
        assert counts["own_events"] == 61  # one stock file, one decision an order
        assert office.stock_differences() == []
        assert office.rebuild().differences == ()


def test_runs_and_sessions_do_not_wait_for_an_import(tmp_path: Path, url: str) -> None:
    with open_office(tmp_path, url=url) as office:
        put_range(office)
        tablet = enrolled(office)
        contact = tablet.keep(contact_blob("13800000000", "salt"))
        tablet.append(placed("o1", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA"), contact=contact))
        with office.database.write() as tx:
            tx.put_rows("catalogue", [("style", "SLOW", "{}")])
            assert office.push(encode_run(tablet.run())).through == 1
            assert tablet.session(office).holds[0][:2] == (1, 1)
            assert office.summary()["waiting"] == 1
        assert office.drain(30)
        assert office.summary()["waiting"] == 0


def test_nothing_that_was_erased_comes_back_by_a_run_that_was_under_way(tmp_path: Path, url: str) -> None:
    """The run waits for the erasure, and then leaves the content out."""
    with open_office(tmp_path, url=url) as office:
        put_range(office)
        tablet = enrolled(office)
        contact = tablet.keep(contact_blob("13800000000", "salt"))
        tablet.append(placed("o1", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA"), contact=contact))
        pushed = threading.Thread(target=office.push, args=(encode_run(tablet.run()),))
        with office.database.write() as tx:
            tx.private.forget(frozenset({contact}), tx.now_ms)
            pushed.start()
            wait_for_lock(url)
        pushed.join()
        assert office.drain(30)
        with office.database.read() as read:
            assert not read.private.has(contact)
        assert office.summary()["orders"] == 1


def wait_for_lock(url: str) -> None:
    """Until somebody waits for an advisory lock of this database."""
    find = (
        "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    patience = threading.Event()
    for _ in range(500):
        if run(find, url):
            return
        patience.wait(0.02)
    raise AssertionError("nobody waits for a lock")


def test_an_erasure_leaves_no_version_of_a_row_behind(tmp_path: Path, url: str) -> None:
    with closing(HqDatabase(tmp_path / "hq.db", url=url)) as database:
        with database.write() as tx:
            tx.private.keep({"a" * 64: b'{"phone":"13800000000"}'}, 1)
        with database.write() as tx:
            tx.private.forget(frozenset({"a" * 64}), 2)
            tx.forgotten.add("a" * 64)
    (pages,) = run("SELECT pg_relation_size('private_blob')", url)
    assert pages == (0,), "the only page of it was given back"


def test_every_text_is_ordered_by_bytes(tmp_path: Path, url: str) -> None:
    with closing(HqDatabase(tmp_path / "hq.db", url=url)) as database:
        with database.read() as read:
            find = text(
                "SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN pg_class t"
                " ON t.relname = c.table_name AND t.relkind = 'r' WHERE c.table_schema = 'public'"
                " AND c.data_type = 'text' AND c.collation_name IS DISTINCT FROM 'C'"
                " AND c.table_name <> 'schema_version'"
            )
            assert read.conn.execute(find).all() == []
            names = {row[0] for row in run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", url)}
        assert names == {table.name for table in tables()} | {"schema_version"}


# What is said where it cannot be used.


def refused(folder: Path, url: str) -> str:
    with pytest.raises(EnvironmentProblem) as caught:
        HqDatabase(folder / "hq.db", url=url)
    return str(caught.value)


def test_a_server_that_does_not_answer_is_said_without_its_password(tmp_path: Path) -> None:
    said = refused(tmp_path, "postgresql://hq:secret@127.0.0.1:9/hq")
    assert "cannot take this now" in said
    assert "nothing stored before is lost" in said
    assert "postgresql://hq:***@127.0.0.1:9/hq cannot" in said


def test_a_database_that_does_not_exist_is_said(tmp_path: Path, url: str) -> None:
    assert 'database "nowhere" does not exist' in refused(tmp_path, str(make_url(url).set(database="nowhere")))


@pytest.mark.parametrize("address", ["mysql://host/db", "hq.db", "postgresql//host"])
def test_what_is_no_address_of_postgresql_is_said(tmp_path: Path, address: str) -> None:
    with pytest.raises(InputError, match="postgresql://user@host/database"):
        HqDatabase(tmp_path / "hq.db", url=address)


def test_a_database_of_a_newer_version_is_refused_and_untouched(tmp_path: Path, url: str) -> None:
    HqDatabase(tmp_path / "hq.db", url=url).close()
    run(f"UPDATE schema_version SET version = {VERSION + 1}", url)
    assert "newer version" in refused(tmp_path, url)
    assert run("SELECT version FROM schema_version", url) == [(VERSION + 1,)]


def test_tables_of_another_program_are_left_alone(tmp_path: Path, url: str) -> None:
    run("CREATE TABLE session (id INT)", url)
    assert "tables of another program (session)" in refused(tmp_path, url)
    assert run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", url) == [("session",)]


def test_a_user_who_may_not_create_tables_is_told_what_to_grant(tmp_path: Path, url: str) -> None:
    name = make_url(url).database
    run(f"CREATE ROLE {name} LOGIN", url)
    run(f"REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC", url)
    theirs = str(make_url(url).set(username=name))
    assert "grant it CREATE and TEMPORARY" in refused(tmp_path, theirs)
    run(f"GRANT TEMPORARY ON DATABASE {name} TO {name}", url)
    assert "grant it CREATE and TEMPORARY" in refused(tmp_path, theirs)
    run(f"GRANT CREATE ON SCHEMA public TO {name}", url)
    HqDatabase(tmp_path / "hq.db", url=theirs).close()
    run(f"REASSIGN OWNED BY {name} TO postgres", url)
    run(f"DROP OWNED BY {name}", url)
    run(f"DROP ROLE {name}", url)


def test_a_database_of_another_encoding_is_refused(tmp_path: Path) -> None:
    with new_database("LATIN1") as url:
        assert "needs UTF8" in refused(tmp_path, url)


@pytest.mark.parametrize("lost", ["hq.key", "vault.db"])
def test_other_keys_than_those_it_was_begun_with_are_refused(tmp_path: Path, url: str, lost: str) -> None:
    open_office(tmp_path, url=url).close()
    (tmp_path / lost).rename(tmp_path / "aside")
    with pytest.raises(EnvironmentProblem, match=rf"was begun with another {lost}.*--shared"):
        open_office(tmp_path, url=url)
    (tmp_path / "aside").rename(tmp_path / lost)
    open_office(tmp_path, url=url).close()


def test_a_server_that_went_away_is_said_and_found_again(tmp_path: Path, url: str) -> None:
    """Every connection is ended: who works at that moment is told, whoever comes next finds the server."""
    with open_office(tmp_path, url=url) as office:
        put_range(office)
        with pytest.raises(EnvironmentProblem, match="What was not finished is undone"):
            _put_while_connections_end(office, url)
        for use in (office.devices, lambda: office.revoke("nobody")):  # who asks at once may be told the same
            with suppress(EnvironmentProblem, InputError):
                use()
        tablet = enrolled(office)
        tablet.append(GoodsReceived("JA", "BOX", (ReceivedLine(SHIRT_M, 1),)))
        tablet.push(office)
        with office.database.read() as read:
            assert read.row("catalogue", "style", "LOST") is None


def _put_while_connections_end(office: HeadOffice, url: str) -> None:
    with office.database.write() as tx:
        tx.put_rows("catalogue", [("style", "LOST", "{}")])
        run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()",
            url,
        )


def test_without_the_driver_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(EnvironmentProblem, match=r"kiosk\[postgres\]"):
        HqDatabase(tmp_path / "hq.db", url="postgresql://localhost/hq")


def test_tablets_and_their_office_need_no_driver() -> None:
    code = "import sys, sync.hq.office, kiosk.bootstrap.hq, kiosk.cli.hq; assert 'psycopg' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
