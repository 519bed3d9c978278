"""Whether the three files are whole, and what is in them: reads only, beside whoever works on them."""

# ruff: noqa: S608 - names in the statements are those of the files' own tables

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, TypeVar

from kiosk.domain.events import Event, start_of, verify
from kiosk.ports.health import FilesFound
from kiosk.storage.files import Snapshots
from kiosk.storage.journal import GUARD_FILE, Guard
from kiosk.storage.member_rows import profile_words
from kiosk.storage.pruning import base_of
from kiosk.storage.shop import task_phones

T = TypeVar("T")
CHAIN = 2_000  # newest events whose hashes are computed anew
_EVENT = "id, type, version, body, actor, hlc, wall_ms, ?, epoch, seq, content, chain"


_Range = tuple[str, int | None, int]
_NO_RANGE: _Range = ("", None, 0)


class Catalogue(Protocol):
    """The catalogue in use."""

    def read(self, work: Callable[[sqlite3.Connection], T], nothing: T) -> T: ...


class Examination:
    """Of one tablet's folder."""

    def __init__(self, folder: Path, device: str, journal: Snapshots, shop: Snapshots, catalogue: Catalogue) -> None:
        self._folder = folder
        self._device = device
        self._journal = journal
        self._shop = shop
        self._catalogue = catalogue

    def found(self, chain: int = CHAIN) -> FilesFound:
        """Everything; takes a second for every few hundred megabytes."""
        journal_problem, (events, checked, broken_at, behind) = _looked_at(
            lambda: self._read_journal(chain), (0, 0, 0, False)
        )
        shop_problem, shop_found = _looked_at(lambda: _in(self._shop, _damage), "")
        catalogue_problem, range_found = _looked_at(lambda: self._catalogue.read(_range, _NO_RANGE), _NO_RANGE)
        damage, styles, indexed = range_found
        return FilesFound(
            events,
            checked,
            journal_problem or _in_vain(lambda: _in(self._journal, _damage)),
            broken_at,
            behind,
            shop_problem or shop_found,
            catalogue_problem or damage,
            styles,
            indexed,
        )

    def counts(self) -> dict[str, dict[str, int]]:
        """Rows a table of each file, events a type, steps that made the file; figures only."""
        return {
            "journal": _in(self._journal, _tables),
            "events": _in(self._journal, lambda conn: _pairs(conn, "SELECT type, count(*) FROM event GROUP BY type")),
            "shop": _in(self._shop, _tables),
            "catalogue": self._catalogue.read(_tables, {}),
        }

    def steps(self) -> dict[str, list[str]]:
        """The migrations that ran on each file."""
        return {
            "journal": _in(self._journal, _steps),
            "shop": _in(self._shop, _steps),
            "catalogue": self._catalogue.read(_steps, []),
        }

    def personal(self) -> set[str]:
        """What people here are called and known by, and what opens doors: to be taken out of whatever leaves."""
        with self._shop.snapshot() as shop:
            staff = shop.execute("SELECT id, name, badge_sha256, pin_hash, public_code FROM staff").fetchall()
            members = shop.execute("SELECT code, masked_name FROM member").fetchall()
            colleagues = shop.execute("SELECT name FROM colleague").fetchall()
            codes = shop.execute("SELECT code FROM pick_up_code").fetchall()
            phones = task_phones(shop) | profile_words(shop)
        return {str(value) for row in (*staff, *members, *colleagues, *codes) for value in row if value} | phones

    def _read_journal(self, chain: int) -> tuple[int, int, int, bool]:
        with self._journal.snapshot() as conn:
            ((events, epoch, seq),) = conn.execute("SELECT count(*), coalesce(max(epoch), 0), 0 FROM event").fetchall()
            ((seq,),) = conn.execute("SELECT coalesce(max(seq), 0) FROM event WHERE epoch = ?", (epoch,)).fetchall()
            gone = base_of(conn, epoch) or (0, start_of(self._device, epoch).chain)
            checked, broken_at = self._check_chain(conn, epoch, max(seq - chain, gone[0]), gone)
        known = Guard(self._folder / GUARD_FILE).read()
        return events, checked, broken_at, known > (epoch, seq)

    def _check_chain(self, conn: sqlite3.Connection, epoch: int, after: int, gone: tuple[int, str]) -> tuple[int, int]:
        """How many events were looked at, and the seq of the first that does not hold, 0 when all do."""
        before = conn.execute("SELECT chain FROM event WHERE epoch = ? AND seq = ?", (epoch, after)).fetchall()
        chain = before[0][0] if before and after > gone[0] else gone[1]
        rows = conn.execute(
            f"SELECT {_EVENT} FROM event WHERE epoch = ? AND seq > ? ORDER BY seq", (self._device, epoch, after)
        ).fetchall()
        for at, row in enumerate(rows, 1):
            event = Event(*row)
            if event.seq != after + at or not verify(event, chain):
                return at, after + at
            chain = event.chain
        return len(rows), 0


def _looked_at(look: Callable[[], T], nothing: T) -> tuple[str, T]:
    """What SQLite says against it, and what was found."""
    try:
        return "", look()
    except sqlite3.DatabaseError as error:
        return str(error), nothing


def _in_vain(look: Callable[[], str]) -> str:
    problem, found = _looked_at(look, "")
    return problem or found


def _in(file: Snapshots, work: Callable[[sqlite3.Connection], T]) -> T:
    with file.snapshot() as conn:
        return work(conn)


def _damage(conn: sqlite3.Connection) -> str:
    """The first thing that is wrong with the file, "" when nothing is."""
    ((verdict,), *_) = conn.execute("PRAGMA quick_check(1)").fetchall()
    return "" if verdict == "ok" else str(verdict)


def _range(conn: sqlite3.Connection) -> _Range:
    """Damage, styles, and styles that the index for searching knows. SQLite before 3.44 does not look into the index
    itself, and its own check writes; but every style has one tag, and the index's vocabulary says how many it has."""
    ((styles,),) = conn.execute("SELECT count(*) FROM style").fetchall()
    ((untagged,),) = conn.execute("SELECT count(*) FROM style WHERE tag = ''").fetchall()
    conn.execute("CREATE VIRTUAL TABLE temp.style_words USING fts5vocab('main', 'style_fts', 'row')")
    try:
        ((tagged,),) = conn.execute("SELECT total(doc) FROM temp.style_words WHERE term LIKE '§%'").fetchall()
    finally:
        conn.execute("DROP TABLE temp.style_words")
    return _damage(conn), styles, untagged + int(tagged)


def _tables(conn: sqlite3.Connection) -> dict[str, int]:
    names = conn.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    found: dict[str, int] = {}
    for (name,) in names:
        with suppress(sqlite3.DatabaseError):
            ((found[name],),) = conn.execute(f'SELECT count(*) FROM "{name}"').fetchall()
    return found


def _pairs(conn: sqlite3.Connection, statement: str) -> dict[str, int]:
    return dict(conn.execute(statement).fetchall())


def _steps(conn: sqlite3.Connection) -> list[Any]:
    return [name for (name,) in conn.execute("SELECT name FROM _sqlite_migrations ORDER BY name").fetchall()]
