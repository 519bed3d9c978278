"""members.db: who is known in every shop, under keyed hashes of codes and phones. Nobody's name or number is in it.

A million hashes are to fit into 80 MB, so a row is as small as it can be: 16 bytes of hash, 16 of the id where it is
one of ours, and the rest as a word that many share (docs/decisions/0019-members-index.md).
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from kiosk.domain.identity import IndexedMember
from kiosk.ports.storage import StreamAge
from kiosk.ports.sync import CutEntry, StreamRow
from kiosk.storage.files import DamagedFile, Readers, put_aside
from kiosk.storage.schemas import MEMBERS
from kiosk.storage.staging import Column, Entity, StagedReplica, stream_ages
from kiosk.storage.writer import WriterThread

FILE = "members.db"
STREAM = "members.index"
IDENTITY = Entity(
    "identity",
    "identity",
    (Column("hash", "bytes_of(id)"),),
    (Column("member", "packed(body ->> '$.member')"), Column("kind", "body ->> '$.kind'")),
)
_OURS = "m-"
_SEPARATOR = "\t"


class MembersIndex(StagedReplica):
    """Implements ports.sync.Replica for `members.index`."""

    schema = MEMBERS

    def __init__(self, writer: WriterThread, folder: Path) -> None:
        super().__init__(writer, folder / FILE)
        self.readers = Readers(self.path)

    def entities(self, stream: str) -> Sequence[Entity]:
        return (IDENTITY,) if stream == STREAM else ()

    def all_entities(self) -> Iterable[Entity]:
        return (IDENTITY,)

    def body_to_keep(self, row: StreamRow) -> str | None:
        """The member, and all else as one word."""
        if row.body is None:
            return None
        said = json.loads(row.body)
        rest = (str(said.get(name, "")) for name in ("tier", "price_list", "home_shop"))
        kind = _SEPARATOR.join((*rest, "1" if said.get("consent") else ""))
        return json.dumps({"member": said["member"], "kind": kind})

    def finishing(self, stream: str, cut: Sequence[CutEntry]) -> None:
        del stream, cut

    def apply(self, entity: Entity, stream: str, *, from_zero: bool) -> None:
        """The first time rows go in by the order of their hashes: pages are full then."""
        if not from_zero or self._count(stream, "count"):
            super().apply(entity, stream, from_zero=from_zero)
            return
        self._database.conn.execute(
            f"INSERT INTO identity (hash, member, kind) SELECT hash, member, kind FROM temp.{entity.view} "  # noqa: S608
            "WHERE stream = :stream ORDER BY hash",
            {"stream": stream},
        )

    def _prepare(self) -> None:
        conn = self._database.conn
        conn.create_function("bytes_of", 1, bytes.fromhex, deterministic=True)
        conn.create_function("packed", 1, _packed, deterministic=True)
        super()._prepare()


def open_index(writer: WriterThread, folder: Path) -> MembersIndex:
    """What HQ told us can be told again: a damaged file is put aside."""
    try:
        return MembersIndex(writer, folder)
    except DamagedFile:
        writer.release(folder / FILE)
        put_aside(folder / FILE)
        return MembersIndex(writer, folder)


class KnownEverywhere:
    """Reads of the file; nothing is known where it is not there."""

    def __init__(self, readers: Readers | None) -> None:
        self._readers = readers

    def find(self, hashed: str) -> IndexedMember | None:
        rows = self._rows("SELECT member, kind FROM identity WHERE hash = ?", bytes.fromhex(hashed))
        for member, kind in rows:
            tier, price_list, home_shop, consent = str(kind).split(_SEPARATOR)
            return IndexedMember(_unpacked(member), tier, price_list, home_shop, consent == "1")
        return None

    @property
    def came(self) -> bool:
        """Whether the index has come whole at least once."""
        return bool(self._rows("SELECT 1 FROM cursor WHERE stream = ? AND gen IS NOT NULL", STREAM))

    def ages(self) -> tuple[StreamAge, ...]:
        if self._readers is None:
            return ()
        with self._readers.snapshot() as conn:
            return stream_ages(conn)

    def _rows(self, statement: str, value: object) -> list[tuple[object, ...]]:
        if self._readers is None:
            return []
        with self._readers.snapshot() as conn:
            return conn.execute(statement, (value,)).fetchall()


def _packed(member: str) -> str | bytes:
    """An id that a tablet made is 32 hex digits behind `m-`: half as long as bytes."""
    digits = member.removeprefix(_OURS)
    if member.startswith(_OURS) and len(digits) == 32:
        try:
            raw = bytes.fromhex(digits)
        except ValueError:
            return member
        return raw if raw.hex() == digits else member
    return member


def _unpacked(member: object) -> str:
    return _OURS + member.hex() if isinstance(member, bytes) else str(member)
