"""The shapes of the two files without a shop's own: the catalogue and the index of members. Append only."""

from sqlite_utils import Database, Migrations

from kiosk.storage.schemas import CATALOGUE, MEMBERS
from kiosk.storage.shapes import CURSOR as _CURSOR
from kiosk.storage.shapes import make_index as _index
from kiosk.storage.shapes import make_table as _table
from kiosk.storage.shapes import run as _run

_catalogue, _members = CATALOGUE_STEPS, MEMBERS_STEPS = (
    Migrations(CATALOGUE.migration_set),
    Migrations(MEMBERS.migration_set),
)


@_catalogue()
def m001_range(database: Database) -> None:
    _table(database, "cursor", _CURSOR, "stream")
    style = {
        "row": int, "id": str, "name_zh": str, "name_en": str, "category": str, "category_zh": str, "category_en": str,
        "sale_mode": str, "picture": str, "description_zh": str, "description_en": str, "rank": int, "terms": str,
        "tag": str,
    }  # fmt: skip
    _table(database, "style", style, "row")
    database.table("style").create_index(["id"], unique=True)
    _index(database, "style", "category")
    # The ascii tokenizer keeps every character beyond ASCII: terms are folded at HQ, and must not be cut up anew
    # by whatever version of Unicode this SQLite knows.
    database.execute(
        "CREATE VIRTUAL TABLE style_fts USING fts5(terms, tag, content='style', content_rowid='row', "
        "tokenize='ascii', detail='none', columnsize=0, prefix='1 2 3')"
    )
    _table(database, "category", {"id": str, "name_zh": str, "name_en": str, "styles": int}, "id")


@_catalogue()
def m002_variants_and_prices(database: Database) -> None:
    _run(
        database,
        "CREATE TABLE variant (sku TEXT NOT NULL PRIMARY KEY, style TEXT NOT NULL, colour TEXT NOT NULL, "
        "colour_zh TEXT NOT NULL, colour_en TEXT NOT NULL, size TEXT NOT NULL, gtin TEXT NOT NULL, "
        "swatch TEXT NOT NULL, position INTEGER NOT NULL, sku_tail TEXT NOT NULL, gtin_tail TEXT NOT NULL"
        ") STRICT, WITHOUT ROWID",
        "CREATE TABLE price (zone TEXT NOT NULL, code TEXT NOT NULL, tier TEXT NOT NULL, minor INTEGER NOT NULL, "
        "currency TEXT NOT NULL, PRIMARY KEY (zone, code, tier)) STRICT, WITHOUT ROWID",
        "CREATE TABLE regional_stock (sku TEXT NOT NULL, location TEXT NOT NULL, stream TEXT NOT NULL, "
        "on_hand INTEGER NOT NULL, reserved INTEGER NOT NULL, opened_ms INTEGER NOT NULL, "
        "PRIMARY KEY (sku, location)) STRICT, WITHOUT ROWID",
    )
    _index(database, "variant", "style")
    _index(database, "variant", "sku_tail")
    _index(database, "variant", "gtin_tail", where="gtin_tail <> ''")
    _table(database, "location", {"id": str, "body": str}, "id")
    _table(database, "publication", {"id": str, "effective_ms": int}, "id")


@_catalogue()
def m003_looks_and_narrowing(database: Database) -> None:
    _table(database, "look", {"id": str, "body": str, "rank": int}, "id")
    _index(database, "look", "rank", "id")
    _table(database, "look_piece", {"style": str, "look": str}, ("style", "look"))
    _index(database, "look_piece", "look")
    _table(database, "size_guide", {"id": str, "body": str}, "id")
    _table(database, "narrowing", {"kind": str, "value": str, "bits": bytes}, ("kind", "value"))
    _run(
        database,
        "ALTER TABLE style ADD COLUMN size_guide TEXT NOT NULL DEFAULT ''",
        # Rows of kinds that were not known when they came were passed over. HQ, which knows no such generation, gives
        # all of them once more; until it can be reached, what is here goes on being shown.
        "UPDATE cursor SET gen = 'before looks' WHERE stream = 'catalogue' AND gen IS NOT NULL",
    )


@_catalogue()
def m004_longer_beginnings(database: Database) -> None:
    """A beginning of four to six letters is looked up in an index of its own: without one FTS5 gathers every row of
    every word that begins so, 4 ms where fifteen thousand styles are black. A file that is in use keeps what it has
    until the next one comes: filling the index anew would keep the shop waiting."""
    if database.execute("SELECT 1 FROM style LIMIT 1").fetchall():
        return
    _run(
        database,
        "DROP TABLE style_fts",
        "CREATE VIRTUAL TABLE style_fts USING fts5(terms, tag, content='style', content_rowid='row', "
        "tokenize='ascii', detail='none', columnsize=0, prefix='1 2 3 4 5 6')",
    )


@_catalogue()
def m005_thumbnails(database: Database) -> None:
    """Those of styles that are here come with the next file, or when the style changes; until then lists show the
    pictures themselves."""
    _run(database, "ALTER TABLE style ADD COLUMN thumbnail TEXT NOT NULL DEFAULT ''")


@_members()
def m001_index(database: Database) -> None:
    """`member`: 16 bytes of an id of ours, or another id as it is; `kind`: tier, price list, home shop and consent."""
    _table(database, "cursor", _CURSOR, "stream")
    _run(
        database,
        "CREATE TABLE identity (hash BLOB NOT NULL PRIMARY KEY, member ANY NOT NULL, kind TEXT NOT NULL) "
        "STRICT, WITHOUT ROWID",
    )
