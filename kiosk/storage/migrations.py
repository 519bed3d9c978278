"""The shapes of the four files. Append only: a step that was released is never changed, a new one is added below it.

Each step runs in one transaction together with the note that it ran.
"""

from sqlite_utils import Database, Migrations

from kiosk.storage.public_migrations import CATALOGUE_STEPS, MEMBERS_STEPS
from kiosk.storage.schemas import JOURNAL, SHOP
from kiosk.storage.shapes import CURSOR as _CURSOR
from kiosk.storage.shapes import make_index as _index
from kiosk.storage.shapes import make_table as _table
from kiosk.storage.shapes import run as _run

_journal, _shop = (Migrations(schema.migration_set) for schema in (JOURNAL, SHOP))
MIGRATIONS = {steps.name: steps for steps in (_journal, _shop, CATALOGUE_STEPS, MEMBERS_STEPS)}


@_journal()
def m001_events(database: Database) -> None:
    event = {
        "epoch": int, "seq": int, "id": str, "type": str, "version": int, "body": bytes, "actor": str,
        "hlc": int, "wall_ms": int, "content": str, "chain": str, "order_id": str,
    }  # fmt: skip
    _table(database, "event", event, ("epoch", "seq"))
    database.table("event").create_index(["id"], unique=True)
    _table(
        database, "watermark", {"epoch": int, "through": int, "chain": str, "signature": str, "last_seq": int}, "epoch"
    )
    _table(database, "counter", {"name": str, "epoch": int, "n": int}, ("name", "epoch"))
    _table(database, "pin_attempts", {"staff_id": str, "failed": int, "last_ms": int}, "staff_id")
    database.execute(
        "CREATE TABLE blob_pending (sha256 TEXT, epoch INTEGER, seq INTEGER, PRIMARY KEY (epoch, seq, sha256)) STRICT"
    )
    _index(database, "blob_pending", "sha256")


@_journal()
def m002_own_orders(database: Database) -> None:
    order = {
        "order_id": str, "facts": str, "number": str, "placed_ms": int, "total_minor": int, "lapses_ms": int,
        "here": int, "open": int, "unpaid": int,
    }  # fmt: skip
    _table(database, "own_order", order, "order_id")
    _index(database, "own_order", "number")
    _run(
        database,
        "CREATE TABLE own_order_epoch (epoch INTEGER NOT NULL, order_id TEXT NOT NULL, "
        "last_seq INTEGER NOT NULL, PRIMARY KEY (epoch, order_id)) STRICT, WITHOUT ROWID",
        "CREATE TABLE own_order_sku (sku TEXT NOT NULL, epoch INTEGER NOT NULL, order_id TEXT NOT NULL, "
        "last_seq INTEGER NOT NULL, PRIMARY KEY (sku, epoch, order_id)) STRICT, WITHOUT ROWID",
        "CREATE TABLE pick_up_code (code TEXT NOT NULL, order_id TEXT NOT NULL, "
        "PRIMARY KEY (code, order_id)) STRICT, WITHOUT ROWID",
    )
    _index(database, "own_order_epoch", "epoch", "last_seq")
    _index(database, "own_order_sku", "sku", "epoch", "last_seq")
    movement = {
        "event_id": str, "line": int, "epoch": int, "seq": int, "location": str, "sku": str, "delta": int,
        "at_ms": int, "reason": str,
    }  # fmt: skip
    _table(database, "own_movement", movement, ("event_id", "line"))
    _index(database, "own_movement", "sku", "epoch", "seq")


@_journal()
def m003_print_jobs(database: Database) -> None:
    job = {
        "id": int, "slip": str, "reference": str, "state": str, "attempts": int, "reason": str, "created_ms": int,
    }  # fmt: skip
    _table(database, "print_job", job, "id")
    _index(database, "print_job", "id", where="state = 'waiting'")


@_journal()
def m004_desk(database: Database) -> None:
    parked = {"basket_id": str, "code": str, "body": str, "lapses_ms": int}
    _table(database, "parked_basket", parked, "basket_id")
    _index(database, "parked_basket", "code")
    _table(database, "guide_call", {"call_id": str, "body": str, "called_ms": int}, "call_id")


@_journal()
def m005_day(database: Database) -> None:
    _table(database, "z_report", {"number": str, "epoch": int, "seq": int}, "number")
    _index(database, "z_report", "epoch", "seq")


@_journal()
def m006_print(database: Database) -> None:
    """`paper`: the first job of the same slip; `earlier`: papers of it that came out elsewhere; `forgiven`: attempts
    before a person asked again."""
    texts, numbers = ("kind", "which", "note", "ended_by"), ("paper", "earlier", "forgiven", "ended_ms")
    _run(
        database,
        *(f"ALTER TABLE print_job ADD COLUMN {name} TEXT NOT NULL DEFAULT ''" for name in texts),
        *(f"ALTER TABLE print_job ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0" for name in numbers),
        "UPDATE print_job SET paper = id, "
        "kind = CASE WHEN json_valid(slip) THEN coalesce(json_extract(slip, '$.kind'), '') ELSE '' END",
        "CREATE INDEX print_job_open ON print_job (id) WHERE state IN ('waiting', 'attention')",
    )
    _index(database, "print_job", "paper")
    _index(database, "print_job", "reference", "kind")


@_journal()
def m007_people(database: Database) -> None:
    person = {"event_id": str, "epoch": int, "seq": int, "staff_id": str, "said": str}
    _table(database, "own_person", person, "event_id")
    _index(database, "own_person", "epoch", "seq")
    database.execute("CREATE TABLE own_badge_off (badge_sha256 TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) STRICT")


@_journal()
def m008_counting(database: Database) -> None:
    """Counts that are under way, transfers we know of from our own events, and events by the day."""
    _table(database, "counting", {"count_id": str, "body": str}, "count_id")
    seen = {
        "count_id": str, "zone": str, "sku": str, "pieces": int, "least": int, "most": int, "opened_ms": int,
        "at_ms": int,
    }  # fmt: skip
    _table(database, "tally", seen, ("count_id", "sku", "zone"))
    _table(database, "own_transfer", {"transfer_id": str, "facts": str, "open": int}, "transfer_id")
    database.execute("CREATE INDEX event_by_time ON event (wall_ms)")


@_journal()
def m009_orders_by_standing(database: Database) -> None:
    """Only orders that HQ does not have are listed from here: few, so nothing is indexed. -1: read it in full."""
    _standing_columns(database, "own_order")


@_journal()
def m010_members(database: Database) -> None:
    """`card`: a card was made. None of it is personal content: that lies in side-blobs until HQ has it."""
    said = {
        "event_id": str, "epoch": int, "seq": int, "member_id": str, "code": str, "card": int, "said": str,
        "at_ms": int,
    }  # fmt: skip
    _table(database, "own_member", said, "event_id")
    _index(database, "own_member", "member_id")
    _index(database, "own_member", "code", where="code <> ''")
    _index(database, "own_member", "at_ms", where="card = 1")


def _standing_columns(database: Database, table: str) -> None:
    _run(
        database,
        f"ALTER TABLE {table} ADD COLUMN standing INTEGER NOT NULL DEFAULT 0",
        f"ALTER TABLE {table} ADD COLUMN changed_ms INTEGER NOT NULL DEFAULT 0",
        f"ALTER TABLE {table} ADD COLUMN words TEXT NOT NULL DEFAULT ''",
        f"UPDATE {table} SET standing = iif(open, -1, 0), words = lower(number) || '#'",  # noqa: S608
    )


@_journal()
def m011_credit(database: Database) -> None:
    """Bindings we know of from our own events, and the orders of a stretch of time."""
    _table(database, "own_binding", {"id": str, "body": str}, "id")
    _index(database, "own_order", "changed_ms")


@_journal()
def m012_base(database: Database) -> None:
    """Up to where an epoch's events are gone, with the chain hash there; what HQ had signed for at which moment."""
    _table(database, "base", {"epoch": int, "seq": int, "chain": str}, "epoch")
    _table(database, "signed", {"epoch": int, "at_ms": int, "seq": int}, ("epoch", "at_ms"))


@_journal()
def m013_rights(database: Database) -> None:
    """What our own events say of rights to scarce goods."""
    _table(database, "own_right", {"id": str, "body": str}, "id")


@_shop()
def m001_streams(database: Database) -> None:
    _table(database, "cursor", _CURSOR, "stream")
    _table(database, "cut", {"device": str, "epoch": int, "n": int, "held": str}, ("device", "epoch"))
    _table(database, "pointer", {"name": str, "file": str}, "name")
    _table(database, "link", {"id": int, "online": int, "since_ms": int, "last_error": str}, "id")


@_shop()
def m002_rows(database: Database) -> None:
    staff = {
        "id": str, "shop": str, "name": str, "role": str, "badge_sha256": str, "pin_hash": str, "public_code": str,
    }  # fmt: skip
    _table(database, "staff", staff, "id")
    _index(database, "staff", "badge_sha256")
    member = {
        "id": str, "code": str, "masked_name": str, "tier": str, "home_shop": str, "points": int,
    }  # fmt: skip
    _table(database, "member", member, "id")
    _index(database, "member", "code")
    stock = {"sku": str, "location": str, "on_hand": int, "reserved": int, "opened_ms": int}
    _table(database, "stock", stock, "sku")
    order = {
        "order_id": str, "facts": str, "number": str, "placed_ms": int, "lapses_ms": int, "device": str,
        "open": int, "unpaid": int, "codes": str,
    }  # fmt: skip
    _table(database, "order_row", order, "order_id")
    _index(database, "order_row", "number")
    _index(database, "order_row", "placed_ms", where="open = 1")
    _index(database, "order_row", "lapses_ms", where="unpaid = 1")
    database.execute(
        "CREATE TABLE pick_up_code (code TEXT NOT NULL, order_id TEXT NOT NULL, "
        "PRIMARY KEY (code, order_id)) STRICT, WITHOUT ROWID"
    )
    _index(database, "pick_up_code", "order_id")
    _table(database, "task", {"id": str, "body": str}, "id")
    _table(database, "notice", {"id": str, "body": str}, "id")


@_shop()
def m003_badges_off(database: Database) -> None:
    _run(
        database,
        "CREATE TABLE badge_off (id TEXT NOT NULL PRIMARY KEY, badge_sha256 TEXT NOT NULL, body TEXT NOT NULL) STRICT",
        "CREATE INDEX badge_off_badge_sha256 ON badge_off (badge_sha256)",
        # Rows of a kind that was not known when they came were passed over: HQ gives all of them once more.
        "UPDATE cursor SET gen = 'before badges off' WHERE stream LIKE 'shop.%' AND gen IS NOT NULL",
    )


@_shop()
def m004_transfers(database: Database) -> None:
    row = {"transfer_id": str, "facts": str, "open": int}
    _table(database, "transfer_row", row, "transfer_id")
    _run(
        database,
        # A newer HQ may have sent rows that were passed over: it gives all of the stream once more.
        "UPDATE cursor SET gen = 'before transfers' WHERE stream LIKE 'shop.%' AND gen IS NOT NULL",
    )


@_shop()
def m005_limits(database: Database) -> None:
    _table(database, "role_limits", {"id": str, "body": str}, "id")
    # As with looks in the catalogue: rows of this kind may have been passed over, so HQ gives the stream once more.
    _run(database, "UPDATE cursor SET gen = 'before limits' WHERE stream GLOB 'shop.*' AND gen IS NOT NULL")


@_shop()
def m006_orders_by_standing(database: Database) -> None:
    """The numbers are those of kiosk.domain.standing; one index for what is worked on, one for what was done, one for
    what is over, one that is read from its newest end for words."""
    _standing_columns(database, "order_row")
    _run(
        database,
        "CREATE INDEX order_row_work ON order_row (placed_ms, order_id, standing) WHERE standing & 415",
        "CREATE INDEX order_row_done ON order_row (changed_ms, order_id) WHERE standing & 32",
        "CREATE INDEX order_row_over ON order_row (placed_ms, order_id) WHERE standing & 64",
        "CREATE INDEX order_row_words ON order_row (placed_ms, order_id, words)",
        # HQ, which knows no such generation, gives every row once more; until then what is here is kept.
        "UPDATE cursor SET gen = 'before standings' WHERE stream LIKE 'shop.%' AND gen IS NOT NULL",
    )


@_shop()
def m007_profiles(database: Database) -> None:
    _table(database, "profile", {"id": str, "body": str}, "id")
    _table(database, "setting", {"id": str, "value": str}, "id")
    _run(
        database,
        "ALTER TABLE member ADD COLUMN alias_of TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE member ADD COLUMN purposes TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE member ADD COLUMN agreed_ms INTEGER NOT NULL DEFAULT 0",
        "UPDATE cursor SET gen = 'before profiles' WHERE stream LIKE 'shop.%' AND gen IS NOT NULL",
    )


@_shop()
def m008_credit(database: Database) -> None:
    _table(database, "credit_rules", {"id": str, "body": str}, "id")
    _table(database, "binding", {"id": str, "body": str}, "id")
    _table(database, "colleague", {"id": str, "name": str, "left_ms": int}, "id")
    _table(database, "own_member", {"id": str, "guide": str}, "id")
    _index(database, "order_row", "changed_ms")
    # A newer HQ may have sent rows that were passed over: it gives all of the stream once more.
    _run(database, "UPDATE cursor SET gen = 'before credit' WHERE stream LIKE 'shop.%' AND gen IS NOT NULL")


@_shop()
def m009_insight(database: Database) -> None:
    _table(database, "insight", {"id": str, "body": str}, "id")
    # A newer HQ may have sent rows that were passed over: it gives all of the stream once more.
    _run(database, "UPDATE cursor SET gen = 'before insight' WHERE stream LIKE 'shop.%' AND gen IS NOT NULL")


@_shop()
def m010_far_orders(database: Database) -> None:
    """Orders of elsewhere that count for guides of this shop."""
    _table(database, "far_order", {"order_id": str, "facts": str, "changed_ms": int}, "order_id")
    _index(database, "far_order", "changed_ms")
    # A newer HQ may have sent rows that were passed over: it gives all of the stream once more.
    _run(database, "UPDATE cursor SET gen = 'before far orders' WHERE stream LIKE 'shop.%' AND gen IS NOT NULL")


@_shop()
def m011_rights(database: Database) -> None:
    """Rights of this tablet to scarce goods."""
    right = {"id": str, "sku": str, "location": str, "recalled": int, "body": str}
    _table(database, "right_row", right, "id")
    # A newer HQ may have sent rows that were passed over: it gives all of the stream once more.
    _run(database, "UPDATE cursor SET gen = 'before rights' WHERE stream LIKE 'device.%' AND gen IS NOT NULL")
