"""Which variants are scarce: those of limited styles. Noted when the range changes, for it is asked with every order;
and whether HQ knows which rights to them are out."""

from sqlalchemy import Connection, column, insert, select, table, text

from sync.hq.stores.words import style_named


def note_scarce(conn: Connection) -> None:
    """Look through the range again."""
    conn.execute(text("DELETE FROM scarce"))
    if conn.execute(_LIMITED).first() is not None:
        conn.execute(_NOTE)


def is_paused(conn: Connection) -> bool:
    """Whether a tablet that is in service has not answered yet which rights it spent, since HQ was put back."""
    return conn.execute(_ASKED).first() is not None


_ASKED = text(
    "SELECT 1 FROM right_facts r JOIN device d ON d.id = r.device"
    " WHERE r.kept = 1 AND r.epoch = 0 AND r.open = 1 AND d.revoked_ms IS NULL LIMIT 1"
)
_rows = table("stream_row", column("stream"), column("entity"), column("id"), column("body"))
_of_range = _rows.c.stream == "catalogue"
_LIMITED = select(_rows.c.id).where(_of_range, _rows.c.entity == "style", _rows.c.body.like('%"sale_mode":"limited"%'))
_variants = select(_rows.c.id).where(
    _of_range, _rows.c.entity == "variant", _rows.c.body.is_not(None), style_named(_rows.c.body).in_(_LIMITED)
)
_NOTE = insert(table("scarce", column("sku"))).from_select(["sku"], _variants)
