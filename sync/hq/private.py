"""Personal content as HQ has it: sealed in the database, opened by the vault, filled into rows when a page is read.

No row of a stream holds it: a `profile` and a `task` name blobs, so that a copy of the database tells nothing either.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, LargeBinary, bindparam, select, text

from kiosk.domain.contact import phone_in
from kiosk.domain.members import Field
from kiosk.domain.profile import fields_in
from sync.hq.schema import private_blob
from sync.hq.stores.words import any_of, holds, keep_blobs_apart
from sync.hq.vault import Vault
from sync.protocol import WireRow

PROFILE, TASK = "profile", "task"
CONTACT = "contact"  # of a task's row: the blob with the number to call


class PrivateContent:
    """What one connection sees, opened."""

    def __init__(self, conn: Connection, vault: Vault) -> None:
        self.conn = conn
        self._vault = vault

    def of(self, names: Iterable[str]) -> dict[str, bytes]:
        """SHA-256 → plain content of those that HQ has."""
        rows = self.conn.execute(_CONTENTS, {"names": sorted(set(names))})
        return self._vault.open({row.sha256: bytes(row.content) for row in rows})

    def has(self, name: str) -> bool:
        return bool(name) and self.conn.execute(_CONTENTS, {"names": [name]}).first() is not None

    def keep(self, contents: dict[str, bytes], now_ms: int) -> list[str]:
        """Store what is new and was not erased; returns which."""
        keep_blobs_apart(self.conn, erasing=False)
        known = set(self.conn.execute(_KNOWN, {"names": sorted(contents)}).scalars())
        fresh = {name: content for name, content in contents.items() if name not in known}
        sealed = self._vault.seal(fresh) if fresh else {}
        values = [{"sha256": name, "content": content, "now": now_ms} for name, content in sorted(sealed.items())]
        if values:
            self.conn.execute(_PUT, values)
        return sorted(fresh)

    def naming(self, phones: Collection[str]) -> frozenset[str]:
        """Every blob that names one of the phones."""
        found = (self._vault.named(phone) for phone in phones)
        plain = (self.conn.execute(_NAMING, {"phone": phone.encode()}).scalars() for phone in phones)
        return frozenset().union(*found, *plain)

    def forget(self, names: frozenset[str], now_ms: int) -> None:
        """Remove content, and never take it in again."""
        keep_blobs_apart(self.conn, erasing=True)
        self.conn.execute(_FORGOTTEN, [{"sha256": name, "now": now_ms} for name in sorted(names)])
        self.conn.execute(_DROP, {"names": sorted(names)})

    def filled(self, rows: Sequence[WireRow]) -> tuple[WireRow, ...]:
        """The rows as a tablet gets them: with what the blobs say that they name."""
        documents = {at: json.loads(row.body) for at, row in enumerate(rows) if row.body and _names_blobs(row)}
        wanted = (name for at, document in documents.items() for name in _named(rows[at], document))
        contents = self.of(wanted) if documents else {}
        return tuple(
            _filled(row, documents[at], contents) if at in documents else row for at, row in enumerate(rows)
        )  # fmt: skip


def named_in_task(body: str, contact: str | None) -> str:
    """A task's row that says which blob has the number to call."""
    return json.dumps(
        {**json.loads(body), **({CONTACT: contact} if contact else {})}, ensure_ascii=False, separators=(",", ":")
    )


def _names_blobs(row: WireRow) -> bool:
    return row.entity in (PROFILE, TASK)


def _named(row: WireRow, document: dict[str, Any]) -> list[str]:
    names = document.values() if row.entity == PROFILE else [document.get(CONTACT)]
    return [str(name) for name in names if name]


def _filled(row: WireRow, document: dict[str, Any], contents: dict[str, bytes]) -> WireRow:
    if row.entity == TASK:
        contact = document.pop(CONTACT, None)
        if contact is not None:
            document["phone"] = phone_in(contents.get(contact, b""))
    else:
        said = {field: fields_in(contents.get(name, b"")).get(Field(field), "") for field, name in document.items()}
        document = {field: words for field, words in said.items() if words}
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return WireRow(row.entity, row.id, row.seq, body)


_CONTENTS, _DROP = (
    text(f"{verb} FROM private_blob WHERE sha256 IN :names").bindparams(any_of("names"))
    for verb in ("SELECT sha256, content", "DELETE")
)
_KNOWN = text(
    "SELECT sha256 FROM private_blob WHERE sha256 IN :names"
    " UNION SELECT sha256 FROM forgotten_blob WHERE sha256 IN :names"
).bindparams(any_of("names"))
_NAMING = select(private_blob.c.sha256).where(holds(private_blob.c.content, bindparam("phone", type_=LargeBinary)))
_PUT = text(
    "INSERT INTO private_blob (sha256, content, received_ms) VALUES (:sha256, :content, :now)"
    " ON CONFLICT (sha256) DO NOTHING"
)
_FORGOTTEN = text(
    "INSERT INTO forgotten_blob (sha256, forgotten_ms) VALUES (:sha256, :now) ON CONFLICT (sha256) DO NOTHING"
)
