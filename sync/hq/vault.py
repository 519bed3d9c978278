"""Keys of personal content: one for each side-blob, in a file of its own beside HQ's database.

The database and every copy of it hold content that only these keys open. What is erased loses its key here, and with
it every backup of the database that was ever made. So this file is never kept in several versions: its backup is
replaced, not added to.
"""

import hashlib
import hmac
import json
import secrets
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.errors import EnvironmentProblem

_SEALED = b"\x01"  # what is kept as an older program wrote it begins with a brace
_NONCE = 12
_AT_ONCE = 500


class Vault:
    """Any thread may use it; several processes may share the file."""

    def __init__(self, path: Path) -> None:
        """Opens or begins the file. Raises EnvironmentProblem when it is none of ours."""
        path.touch(mode=0o600)
        self._path = path
        self._lock = threading.Lock()
        self._conn = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=60)
        try:
            for setting in ("journal_mode = DELETE", "secure_delete = ON", "synchronous = FULL"):
                self._conn.execute(f"PRAGMA {setting}").fetchall()
            self._conn.execute(
                "CREATE TABLE IF NOT EXISTS key (sha256 TEXT NOT NULL PRIMARY KEY, key BLOB NOT NULL, "
                "tag TEXT NOT NULL) STRICT, WITHOUT ROWID"
            )
            self._conn.execute("CREATE INDEX IF NOT EXISTS key_tag ON key (tag) WHERE tag <> ''")
            self._tags = self._secret()
        except sqlite3.DatabaseError as error:
            self._conn.close()
            raise EnvironmentProblem(
                f"{path} cannot be opened as HQ's keys ({error}). Nothing was changed. Put it back from the backup."
            ) from error

    def close(self) -> None:
        with self._lock:
            self._conn.close()

    def mark(self) -> str:
        """Tells this file from any other, and nothing of what is in it."""
        return hashlib.sha256(b"kiosk/vault/1|" + self._tags).hexdigest()

    def seal(self, contents: Mapping[str, bytes]) -> dict[str, bytes]:
        """SHA-256 → sealed content. The keys are on the disk when this returns."""
        fresh = {name: secrets.token_bytes(32) for name in contents}
        rows = [(name, key, self._tag(_phone(contents[name]))) for name, key in fresh.items()]
        with self._writing() as cursor:
            cursor.executemany("INSERT OR IGNORE INTO key (sha256, key, tag) VALUES (?, ?, ?)", rows)
        keys = self._keys(contents)
        return {name: _sealed(keys[name], name, content) for name, content in contents.items()}

    def open(self, sealed: Mapping[str, bytes]) -> dict[str, bytes]:
        """SHA-256 → plain content of what can be opened: what was erased cannot."""
        keys = self._keys(sealed)
        found = {name: _opened(keys.get(name), name, content) for name, content in sealed.items()}
        return {name: content for name, content in found.items() if content is not None}

    def named(self, phone: str) -> frozenset[str]:
        """The blobs that name a phone."""
        with self._lock:
            rows = self._conn.execute("SELECT sha256 FROM key WHERE tag = ?", (self._tag(phone),)).fetchall()
        return frozenset(name for (name,) in rows)

    def forget(self, names: Collection[str]) -> None:
        """From now on nobody opens these, in whatever copy of the database."""
        with self._writing() as cursor:
            cursor.executemany("DELETE FROM key WHERE sha256 = ?", [(name,) for name in sorted(names)])

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Cursor]:
        """One transaction, on the disk at its end. Raises EnvironmentProblem, and has changed nothing, when the disk
        does not take it: the next one may."""
        with self._lock, closing(self._conn.cursor()) as cursor:
            try:
                cursor.execute("BEGIN IMMEDIATE")
                yield cursor
                cursor.execute("COMMIT")
            except sqlite3.OperationalError as error:
                raise EnvironmentProblem(
                    f"HQ's keys {self._path} cannot take this now ({error}). What was not finished is undone; nothing "
                    "stored before is lost. Make room on the disk or end the other program, then try again."
                ) from error
            finally:
                if self._conn.in_transaction:
                    self._conn.rollback()

    def _secret(self) -> bytes:
        """By which phones are found without being written down."""
        self._conn.execute(
            "INSERT OR IGNORE INTO key (sha256, key, tag) VALUES ('tags', ?, '')", (secrets.token_bytes(32),)
        )
        ((found,),) = self._conn.execute("SELECT key FROM key WHERE sha256 = 'tags'").fetchall()
        return bytes(found)

    def _tag(self, phone: str) -> str:
        return hmac.new(self._tags, phone.encode(), hashlib.sha256).hexdigest()[:32] if phone else ""

    def _keys(self, names: Iterable[str]) -> dict[str, bytes]:
        wanted = sorted(names)
        found: dict[str, bytes] = {}
        for at in range(0, len(wanted), _AT_ONCE):
            with self._lock:
                rows = self._conn.execute(
                    "SELECT sha256, key FROM key WHERE sha256 IN (SELECT value FROM json_each(?))",
                    (json.dumps(wanted[at : at + _AT_ONCE]),),
                ).fetchall()
            found |= {str(name): bytes(key) for name, key in rows}
        return found


def _sealed(key: bytes, name: str, content: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return _SEALED + nonce + AESGCM(key).encrypt(nonce, content, name.encode())


def _opened(key: bytes | None, name: str, content: bytes) -> bytes | None:
    if not content.startswith(_SEALED):
        return content
    if key is None:
        return None
    nonce, rest = content[1 : 1 + _NONCE], content[1 + _NONCE :]
    try:
        return AESGCM(key).decrypt(nonce, rest, name.encode())
    except InvalidTag:
        return None


def _phone(content: bytes) -> str:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return ""
    phone = document.get("phone", "") if isinstance(document, dict) else ""
    return phone if isinstance(phone, str) else ""
