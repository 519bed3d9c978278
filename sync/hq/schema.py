"""HQ's tables. Written for SQLite and PostgreSQL alike: no rowids, text ordered by bytes.

Three groups: what devices sent (precious), what follows from it (the fold; can be made again), and the streams, which
*are* the state of everything HQ took in from files.
"""

from time import time_ns

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

from kiosk.domain.waiting import LAPSE_GRACE_MS
from kiosk.errors import EnvironmentProblem
from sync.hq.scarce import note_scarce

# 2: transfer_facts; 3: members, credit, order_phone, address_due, member_order; 4: former_gen, enrolment, blob_news;
# 5: device_seen; 6: lapse_due, right_facts, right_waiting, scarce
VERSION = 6
_stored = MetaData()


# Compared and ordered by bytes, as SQLite does.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def _text(name: str, *, primary_key: bool = False) -> Column[str]:
    return Column(name, TEXT, nullable=False, primary_key=primary_key)


def _number(name: str, *, primary_key: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=False, primary_key=primary_key)


def _table(name: str, *parts: Column[str] | Column[int] | Column[bytes] | PrimaryKeyConstraint | Index) -> Table:
    return Table(name, _stored, *parts, sqlite_with_rowid=False)


# What devices sent. `position` is the order of arrival over all devices; `state` is stored, folded or held.
event = _table(
    "event",
    _text("device"), _number("epoch"), _number("seq"), _number("position"),
    _text("id"), _text("type"), _number("version"), Column("body", LargeBinary, nullable=False), _text("actor"),
    _number("hlc"), _number("wall_ms"), _text("content"), _text("chain"), _number("received_ms"), _text("state"),
    PrimaryKeyConstraint("device", "epoch", "seq"),
    Index("event_position", "position", unique=True),
)  # fmt: skip
# Found without walking the history: only what still waits is in this index.
Index(
    "event_waiting",
    event.c.position,
    sqlite_where=event.c.state == "stored",
    postgresql_where=event.c.state == "stored",
)
run = _table(
    "run",
    _text("device"), _number("epoch"), _number("first_seq"), _number("last_seq"), _text("seal"), _number("received_ms"),
    PrimaryKeyConstraint("device", "epoch", "last_seq"),
)  # fmt: skip
branch = _table(
    "branch",
    _text("sha256", primary_key=True), _text("device"), _number("epoch"), _number("first_seq"), _number("last_seq"),
    Column("raw", LargeBinary, nullable=False), _number("received_ms"),
)  # fmt: skip
private_blob = _table(
    "private_blob",
    _text("sha256", primary_key=True), Column("content", LargeBinary, nullable=False), _number("received_ms"),
)  # fmt: skip

# Content that was erased: never taken in again, whoever sends it once more.
forgotten_blob = _table("forgotten_blob", _text("sha256", primary_key=True), _number("forgotten_ms"))

# Content that came after the events that name it may have been folded: the tasks that wait for it are written anew.
blob_news = _table("blob_news", _text("sha256", primary_key=True))

# Which phone an order's shopper used first: it alone may change what was given.
order_phone = _table(
    "order_phone", _text("order_id"), _text("device"), _text("secret_hash"), _number("given_ms"),
    PrimaryKeyConstraint("order_id", "device"),
)  # fmt: skip

# Who may speak.
device = _table(
    "device",
    _text("id", primary_key=True), _text("shop"), _text("till"), _text("till_prefix"), _text("region"), _text("name"),
    _text("public_key"), _number("enrolled_ms"), Column("revoked_ms", BigInteger),
)  # fmt: skip
pairing = _table(
    "pairing", _text("code_hash", primary_key=True), _text("shop"), _number("expires_ms"), _number("tries"),
)  # fmt: skip
# A code that a device has typed. The device's nonce is not kept: it proves anew that it knows it.
enrolment = _table(
    "enrolment",
    _text("id", primary_key=True), _text("code_hash"), _text("shop"), _text("public_key"), _text("name"),
    _text("commitment"), _text("hq_nonce"), _text("digits"), _text("stage"), _text("device"), _number("expires_ms"),
    Index("enrolment_code", "code_hash", unique=True),
)  # fmt: skip
challenge = _table("challenge", _text("hash", primary_key=True), _text("device"), _number("expires_ms"))
# When a tablet last asked, with which program, and how far its rows are.
device_seen = _table(
    "device_seen",
    _text("device", primary_key=True),
    _number("seen_ms"),
    _text("program"),
    _text("known"),
)
session = _table("session", _text("token_hash", primary_key=True), _text("device"), _number("expires_ms"))

# What follows from the events.
effect = _table("effect", _text("event_id", primary_key=True), _text("content"))
progress = _table(
    "progress", _text("device"), _number("epoch"), _number("through"), PrimaryKeyConstraint("device", "epoch")
)
held = _table(
    "held",
    _number("position", primary_key=True), _text("device"), _number("epoch"), _number("seq"), _text("aggregate"),
    _text("type"), _text("reason"), _number("since_ms"),
    Index("held_device", "device", "epoch", "seq"),
    Index("held_aggregate", "aggregate"),
)  # fmt: skip
order_facts = _table(
    "order_facts",
    _text("order_id", primary_key=True), _text("facts"), _text("number"), _text("shop"), _text("contact"),
    _number("placed_ms"),
    Index("order_placed", "placed_ms"),
    Index("order_contact", "contact"),
)  # fmt: skip
order_shop = _table(
    "order_shop", _text("order_id"), _text("shop"), PrimaryKeyConstraint("order_id", "shop"),
)  # fmt: skip
shop_device = _table("shop_device", _text("shop"), _text("device"), PrimaryKeyConstraint("shop", "device"))
parcel = _table(
    "parcel",
    _text("order_id"), _text("line_id"), _text("location"), _number("decided_ms"),
    PrimaryKeyConstraint("order_id", "line_id"),
    Index("parcel_location", "location", "decided_ms"),
)  # fmt: skip
# Orders whose shoppers are rung about the address, and from when.
address_due = _table(
    "address_due", _text("order_id", primary_key=True), _number("due_ms"), Index("address_due_when", "due_ms"),
)  # fmt: skip
# Unpaid orders, and when HQ lets them lapse if nobody else does.
lapse_due = _table(
    "lapse_due", _text("order_id", primary_key=True), _number("due_ms"), Index("lapse_due_when", "due_ms"),
)  # fmt: skip
# Rights to scarce goods. `open`: its tablet may spend it; `outstanding`: pieces that are nobody else's for it; `kept`:
# one of the two.
right_facts = _table(
    "right_facts",
    _text("right_id", primary_key=True), _text("facts"), _text("device"), _number("epoch"), _text("location"),
    _text("sku"), _number("kept"), _number("open"), _number("spent"), _number("outstanding"), _number("until_ms"),
)  # fmt: skip
# Found without walking the history, as those events are that wait.
Index(
    "right_kept",
    right_facts.c.location,
    right_facts.c.sku,
    sqlite_where=right_facts.c.kept == 1,
    postgresql_where=right_facts.c.kept == 1,
)
# Orders of scarce goods that HQ decides when it knows again which rights are out.
right_waiting = _table("right_waiting", _text("order_id", primary_key=True))
scarce = _table("scarce", _text("sku", primary_key=True))  # variants of limited styles
transfer_facts = _table(
    "transfer_facts",
    _text("transfer_id", primary_key=True), _text("facts"), _number("open"), _number("changed_ms"),
    Index("transfer_open", "open", "changed_ms"),
)  # fmt: skip
member_facts = _table(
    "member_facts",
    _text("member_id", primary_key=True), _text("facts"), _text("phone_hash"), _text("code"), _text("merged_into"),
    Index("member_phone", "phone_hash"),
    Index("member_code", "code"),
    Index("member_into", "merged_into"),
)  # fmt: skip
# Whose order it is: what a member bought is gathered from their orders alone.
member_order = _table(
    "member_order",
    _text("order_id", primary_key=True), _text("member_id"), Index("member_order_member", "member_id"),
)  # fmt: skip
# Whose member somebody is, and the shops that have to know: those of their guides, and those with their orders.
member_binding = _table("member_binding", _text("member_id", primary_key=True), _text("facts"))
binding_shop = _table(
    "binding_shop", _text("member_id"), _text("shop"), PrimaryKeyConstraint("member_id", "shop"),
)  # fmt: skip
movement = _table(
    "movement",
    _text("source"), _number("n"), _text("location"), _text("sku"), _number("delta"), _number("at_ms"), _text("reason"),
    PrimaryKeyConstraint("source", "n"),
    Index("movement_place", "location", "sku"),
)  # fmt: skip
reservation = _table(
    "reservation",
    _text("source"), _number("n"), _text("location"), _text("sku"), _number("quantity"), _text("line_id"),
    PrimaryKeyConstraint("source", "n"),
    Index("reservation_place", "location", "sku"),
)  # fmt: skip
opening = _table(
    "opening",
    _text("location"), _text("sku"), _number("quantity"), _number("at_ms"), PrimaryKeyConstraint("location", "sku"),
)  # fmt: skip
stock = _table(
    "stock",
    _text("location"), _text("sku"), _number("on_hand"), _number("reserved"), _number("opened_ms"),
    PrimaryKeyConstraint("location", "sku"),
    Index("stock_sku", "sku"),
)  # fmt: skip
stock_place = _table("stock_place", _text("location", primary_key=True), _text("region"), _text("shop"))

# What goes down. A row sits at its latest seq; while its transaction runs a changed row has a negative one.
stream_head = _table(
    "stream_head",
    _text("stream", primary_key=True), _text("gen"), _number("head"), _number("horizon"), _number("live"),
)  # fmt: skip
stream_row = _table(
    "stream_row",
    _text("stream"), _text("entity"), _text("id"), _number("seq"), Column("body", TEXT),
    PrimaryKeyConstraint("stream", "entity", "id"),
    Index("stream_seq", "stream", "seq", unique=True),
)  # fmt: skip
# What a stream's gen was before: whoever knows it under such a one has been sent for already.
former_gen = _table(
    "former_gen", _text("stream"), _text("gen"), PrimaryKeyConstraint("stream", "gen"),
)  # fmt: skip
snapshot = _table("snapshot", _text("name", primary_key=True), _text("manifest"), _text("gens"), _number("built_ms"))


def tables() -> tuple[Table, ...]:
    """All of them."""
    return tuple(_stored.sorted_tables)


def create_tables(conn: Connection, version: int) -> None:
    """Those that are not there yet in a database of that version, 0 for a new one."""
    _stored.create_all(conn)
    if 0 < version < _LAPSING:
        conn.execute(_ALL_MAY_LAPSE, {"due_ms": time_ns() // 1_000_000 + LAPSE_GRACE_MS})
        note_scarce(conn)


_LAPSING = 6  # before it nobody noted which orders are unpaid: all are looked at once
_ALL_MAY_LAPSE = text(
    "INSERT INTO lapse_due (order_id, due_ms) SELECT order_id, :due_ms FROM order_facts WHERE true"
    " ON CONFLICT (order_id) DO NOTHING"
)


def check_version(version: int, where: str) -> None:
    """Raises EnvironmentProblem for a database of a newer version."""
    if version > VERSION:
        raise EnvironmentProblem(
            f"{where} was written by a newer version of this program (format {version}, this one knows {VERSION}). "
            "Nothing was changed. Install the newer version and start it again."
        )
