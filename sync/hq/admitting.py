"""A device becomes one of a shop's: its id, its till number, its streams."""

import secrets

from sqlalchemy import Connection, text

from kiosk.errors import InputError
from sync.hq.database import HqUnit
from sync.hq.devices import streams_of
from sync.hq.streams import ensure
from sync.protocol import EnrolAnswer

_MAX_TILLS = 99


def admit(tx: HqUnit, shop: str, name: str, public_key: str) -> str:
    """A new device of the shop; returns its id. Raises InputError when the shop has no till number left."""
    location = tx.locations()[shop]
    till = _next_till(tx.conn, shop)
    device = f"{shop}-{till}-{secrets.token_hex(3)}"
    values = {
        "id": device, "shop": shop, "till": till, "till_prefix": location.till_prefix or location.id,
        "region": location.region, "name": name, "public_key": public_key, "now": tx.now_ms,
    }  # fmt: skip
    tx.conn.execute(_NEW_DEVICE, values)
    ensure(tx.conn, streams_of(tx, device, shop, location.region))
    return device


def identity_of(conn: Connection, device: str) -> EnrolAnswer:
    """What a device is told when it was taken in."""
    return EnrolAnswer(*conn.execute(_IDENTITY, {"id": device}).one())


def _next_till(conn: Connection, shop: str) -> str:
    """Numbers of revoked devices are not given out again: order numbers carry them."""
    used = set(conn.execute(text("SELECT till FROM device WHERE shop = :shop"), {"shop": shop}).scalars())
    free = (f"{number:02d}" for number in range(1, _MAX_TILLS + 1) if f"{number:02d}" not in used)
    till = next(free, None)
    if till is None:
        raise InputError(f"shop {shop} has used up its {_MAX_TILLS} till numbers")
    return till


_NEW_DEVICE = text(
    "INSERT INTO device (id, shop, till, till_prefix, region, name, public_key, enrolled_ms)"
    " VALUES (:id, :shop, :till, :till_prefix, :region, :name, :public_key, :now)"
)
_IDENTITY = text("SELECT id, shop, till, till_prefix, region FROM device WHERE id = :id")
