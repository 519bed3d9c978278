"""The catalogue file and the rounds that change it: the same code makes HQ's snapshots and keeps the tablet's copy.

`style.row` is the order in which searches list: popularity as it was when the style was first written here. A style
whose rank changes keeps its row until the next snapshot, because moving it would rewrite its part of the search index.
"""

# ruff: noqa: S608 - names in the statements are this package's own constants; values are always bound

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from kiosk.errors import EnvironmentProblem
from kiosk.ports.sync import CutEntry
from kiosk.storage.narrowing_index import NarrowingIndex
from kiosk.storage.schemas import CATALOGUE
from kiosk.storage.staging import BODY, ROW_ID, Column, Entity, StagedReplica, number, text
from kiosk.storage.writer import WriterThread

SCHEMA = len(CATALOGUE.steps)  # the version a snapshot's manifest names
CATALOGUE_STREAM = "catalogue"
STOCK_PREFIX = "stock."
ROW_SPACING = 64  # rows a rank may take before its styles move into the next one's room
UNRANKED_ROW = 1 << 40

_NO_CODE = re.compile(r"[\W_]+")
_REST = "substr(id, instr(id, '/') + 1)"

LOCATION = Entity("location", "location", (ROW_ID,), (BODY,))
STYLE = Entity(
    "style",
    "style",
    (ROW_ID,),
    (
        *(text(name) for name in ("name_zh", "name_en", "category", "category_zh", "category_en")),
        Column("sale_mode", "coalesce(body ->> '$.sale_mode', 'everywhere')"),
        *(text(name) for name in ("picture", "description_zh", "description_en")),
        number("rank"),
        text("terms"),
        text("size_guide"),
        text("thumbnail"),
        Column("tag", "'§' || hex(coalesce(body ->> '$.category', ''))"),
    ),
)
VARIANT = Entity(
    "variant",
    "variant",
    (Column("sku", "id"),),
    (
        *(text(name) for name in ("style", "colour", "colour_zh", "colour_en", "size", "gtin", "swatch")),
        number("position", "order"),
        Column("sku_tail", "reversed(id)"),
        Column("gtin_tail", "reversed(coalesce(body ->> '$.gtin', ''))"),
    ),
)
PRICE_CODE = f"substr({_REST}, instr({_REST}, '/') + 1)"
PRICE = Entity(
    "price",
    "price",
    (
        Column("zone", "substr(id, 1, instr(id, '/') - 1)"),
        Column("code", PRICE_CODE),
        Column("tier", f"substr({_REST}, 1, instr({_REST}, '/') - 1)"),
    ),
    (number("minor"), Column("currency", "coalesce(body ->> '$.currency', 'CNY')")),
)
LOOK = Entity("look", "look", (ROW_ID,), (BODY, number("rank")))
SIZE_GUIDE = Entity("size_guide", "size_guide", (ROW_ID,), (BODY,))
PUBLICATION = Entity("publication", "publication", (ROW_ID,), (number("effective_ms"),))
STOCK = Entity(
    "stock",
    "regional_stock",
    (Column("sku", _REST), Column("location", "substr(id, 1, instr(id, '/') - 1)")),
    (number("on_hand"), number("reserved"), number("opened_ms")),
    scoped=True,
)
_RANGE = (LOCATION, STYLE, VARIANT, PRICE, PUBLICATION, LOOK, SIZE_GUIDE)


def is_public(stream: str) -> bool:
    """Whether the stream lives in a catalogue file. Which regions' figures a shop sees is HQ's to say: its own
    region's, and those of every region with a warehouse."""
    return stream == CATALOGUE_STREAM or stream.startswith(STOCK_PREFIX)


def tail_key(text_: str) -> str:
    """Letters and digits of a code, backwards, so that its end becomes the beginning an index can find."""
    return _NO_CODE.sub("", text_.upper())[::-1]


def category_tag(category: str) -> str:
    """The search term that stands for a category; no text a person types contains its first character."""
    return f"§{category.encode().hex().upper()}"


class CatalogueReplica(StagedReplica):
    """Implements ports.sync.Replica for `catalogue` and every `stock.<region>` in one file.

    HQ makes a snapshot by applying its own streams to an empty file: as a context manager, it leaves the file compact
    and closed."""

    schema = CATALOGUE

    def __init__(self, path: Path, streams: Sequence[str] | None = None, *, writer: WriterThread | None = None) -> None:
        """Opens, or begins, the file; for `streams` alone, or for every public one. Without a `writer` it has one of
        its own, which ends with `close`."""
        self._streams = streams
        chosen = writer or WriterThread("catalogue-writer")
        self._own_writer = None if writer else chosen
        try:
            super().__init__(chosen, path)
        except BaseException:
            self._end()
            raise

    def entities(self, stream: str) -> Sequence[Entity]:
        if not is_public(stream) or (self._streams is not None and stream not in self._streams):
            return ()
        return _RANGE if stream == CATALOGUE_STREAM else (STOCK,)

    def all_entities(self) -> Iterable[Entity]:
        return (*_RANGE, STOCK)

    def finishing(self, stream: str, cut: Sequence[CutEntry]) -> None:
        """Public streams carry no cut: who reads them subtracts what they requested themselves."""

    def compact(self) -> None:
        """Make the file as small and quick as it can be; for a snapshot that is about to be handed out."""

        def work() -> None:
            conn = self._database.conn
            conn.execute("INSERT INTO style_fts (style_fts) VALUES ('optimize')")
            conn.execute("ANALYZE")
            conn.execute("VACUUM")

        self._writer.run(work)

    def close(self) -> None:
        """Copy the WAL back and close: afterwards the file stands alone."""
        self._writer.release(self.path)
        self._end()

    def _end(self) -> None:
        if self._own_writer is not None:
            self._own_writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        """What was filled without an error is handed out."""
        if kind is None:
            self.compact()
        self.close()

    def _prepare(self) -> None:
        conn = self._database.conn
        conn.create_function("reversed", 1, lambda value: tail_key(value or ""), deterministic=True)
        super()._prepare()
        conn.execute("CREATE TEMP TABLE touched (id TEXT PRIMARY KEY, row INTEGER) WITHOUT ROWID")
        self._narrowing = NarrowingIndex(conn, PRICE_CODE)
        # Neither a full disk nor a page nobody has missed so far must keep the shop closed for want of filters.
        with suppress(sqlite3.DatabaseError, EnvironmentProblem):
            self._narrowing.ensure()

    def _apply_round(self, stream: str, *, from_zero: bool) -> int:
        if stream != CATALOGUE_STREAM:
            return super()._apply_round(stream, from_zero=from_zero)
        with self._narrowing.following(from_zero=from_zero):
            return super()._apply_round(stream, from_zero=from_zero)

    def apply(self, entity: Entity, stream: str, *, from_zero: bool) -> None:
        if entity is STYLE and (from_zero or self._has_styles(stream)):
            self._apply_styles(stream, from_zero=from_zero)
        elif entity is not STYLE:
            super().apply(entity, stream, from_zero=from_zero)
        if entity is LOOK:
            self._apply_pieces(stream, from_zero=from_zero)

    def _apply_pieces(self, stream: str, *, from_zero: bool) -> None:
        changed = "(SELECT id FROM temp.staged WHERE stream = :stream AND entity = 'look')"
        scope = "" if from_zero else f" WHERE look IN {changed}"
        self._database.conn.execute(f"DELETE FROM look_piece{scope}", {"stream": stream} if scope else {})
        self._database.conn.execute(
            "INSERT OR IGNORE INTO look_piece (style, look) SELECT piece.value ->> '$.style', look.id "
            f"FROM look, json_each(look.body, '$.pieces') AS piece WHERE look.id IN {changed}",
            {"stream": stream},
        )

    def _has_styles(self, stream: str) -> bool:
        query = "SELECT 1 FROM temp.staged WHERE stream = ? AND entity = 'style' LIMIT 1"
        return bool(self._database.conn.execute(query, (stream,)).fetchall())

    def _apply_styles(self, stream: str, *, from_zero: bool) -> None:
        """The search index is touched only where terms or category change, and knows a style by its row for ever."""
        run, scope = self._database.conn.execute, {"stream": stream}
        run("DELETE FROM temp.touched")
        run(
            "INSERT INTO temp.touched (id, row) SELECT new.id, old.row FROM temp.in_style AS new "
            "LEFT JOIN style AS old ON old.id = new.id WHERE new.stream = :stream "
            "AND (old.id IS NULL OR old.terms <> new.terms OR old.tag <> new.tag)",
            scope,
        )
        run(f"INSERT INTO temp.touched (id, row) SELECT id, row FROM style WHERE id IN ({STYLE.gone_keys()})", scope)
        if from_zero:
            run(
                "INSERT OR IGNORE INTO temp.touched (id, row) SELECT id, row FROM style "
                "WHERE id NOT IN (SELECT id FROM temp.staged WHERE stream = :stream AND entity = 'style')",
                scope,
            )
        run(
            "INSERT INTO style_fts (style_fts, rowid, terms, tag) "
            "SELECT 'delete', style.row, style.terms, style.tag FROM temp.touched JOIN style USING (id)"
        )
        for statement in STYLE.deletes(from_zero=from_zero):
            run(statement, scope)
        self._place_new_styles(stream)
        run(_update_styles(), scope)
        run(
            "INSERT INTO style_fts (rowid, terms, tag) "
            "SELECT style.row, style.terms, style.tag FROM temp.touched JOIN style USING (id) ORDER BY style.row"
        )
        self._count_categories()

    def _place_new_styles(self, stream: str) -> None:
        """Give each new style the first free row from its rank's on; styles without a rank come last."""
        conn = self._database.conn
        new = conn.execute(
            "SELECT new.id, new.rank FROM temp.in_style AS new LEFT JOIN style AS old ON old.id = new.id "
            "WHERE new.stream = ? AND old.id IS NULL ORDER BY new.rank <= 0, new.rank, new.id",
            (stream,),
        ).fetchall()
        row = 0
        for style_id, rank in new:
            row = max(row + 1, rank * ROW_SPACING if rank > 0 else UNRANKED_ROW)
            while conn.execute("SELECT 1 FROM style WHERE row = ?", (row,)).fetchall():
                row += 1
            conn.execute(_INSERT_STYLE, (row, style_id))

    def _count_categories(self) -> None:
        self._database.conn.execute("DELETE FROM category")
        self._database.conn.execute(
            "INSERT INTO category (id, name_zh, name_en, styles) "
            "SELECT category, max(category_zh), max(category_en), count(*) FROM style GROUP BY category"
        )


_INSERT_STYLE = (
    "INSERT INTO style (row, id, name_zh, name_en, category, category_zh, category_en, sale_mode, picture, "
    "description_zh, description_en, rank, terms, size_guide, thumbnail, tag) "
    "VALUES (?, ?, '', '', '', '', '', '', '', '', '', 0, '', '', '', '')"
)


def _update_styles() -> str:
    updates = ", ".join(f"{column.name} = new.{column.name}" for column in STYLE.columns)
    return f"UPDATE style SET {updates} FROM temp.in_style AS new WHERE new.stream = :stream AND style.id = new.id"
