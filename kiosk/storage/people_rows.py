"""The people of this shop: HQ's rows with what was said on this tablet and HQ's state does not include yet."""

# ruff: noqa: S608 - names in the statements are this package's own constants; values are always bound

import sqlite3
from dataclasses import replace

from kiosk.domain import codec
from kiosk.domain.events import Event
from kiosk.domain.people import BadgeOff, Person, with_own_facts
from kiosk.domain.staff import Role, StaffMember
from kiosk.storage.overlay import held_events, outside, read_cut

_STAFF = "id, shop, name, role, badge_sha256, pin_hash, public_code"


def put_person(journal: sqlite3.Connection, said: Person, event: Event) -> None:
    """Keep what a fact of ours says, and the badge that it switches off."""
    journal.execute(
        "INSERT OR REPLACE INTO own_person (event_id, epoch, seq, staff_id, said) VALUES (?, ?, ?, ?, ?)",
        (event.id, event.epoch, event.seq, said.id, codec.dump(said).decode()),
    )
    journal.executemany(
        "INSERT OR IGNORE INTO own_badge_off (badge_sha256, body) VALUES (?, ?)",
        [(item.badge_sha256, codec.dump(item).decode()) for item in said.off],
    )


def people(journal: sqlite3.Connection, shop: sqlite3.Connection, device: str, shop_id: str) -> tuple[StaffMember, ...]:
    """Who works here, by name: a shop has some tens."""
    rows = shop.execute(f"SELECT {_STAFF} FROM staff").fetchall()
    at_hq = (replace(StaffMember(*row), role=Role(row[3])) for row in rows)
    members = with_own_facts(at_hq, _not_at_hq(journal, shop, device))
    return tuple(member for member in members if member.shop == shop_id)


def badge_off(journal: sqlite3.Connection, shop: sqlite3.Connection, badge_sha256: str) -> BadgeOff | None:
    """Since when and why the badge opens nothing any more; None when nobody switched it off."""
    for conn, table in ((shop, "badge_off"), (journal, "own_badge_off")):
        for (body,) in conn.execute(
            f"SELECT body FROM {table} WHERE badge_sha256 = ? LIMIT 1", (badge_sha256,)
        ).fetchall():
            return codec.load(BadgeOff, body)
    return None


def _not_at_hq(journal: sqlite3.Connection, shop: sqlite3.Connection, device: str) -> list[Person]:
    """What our facts outside HQ's cut say, oldest first."""
    cut = read_cut(shop, device)
    condition, values = outside(journal, cut, "seq")
    rows = journal.execute(
        f"SELECT said FROM own_person WHERE {condition} OR (epoch, seq) IN "
        "(SELECT value ->> 0, value ->> 1 FROM json_each(?)) ORDER BY epoch, seq",
        (*values, held_events(cut)),
    )
    return [codec.load(Person, said) for (said,) in rows.fetchall()]
