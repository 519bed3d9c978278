"""The retailer's key for hashes of phones and codes, as the shops' tablets have it."""

import json

from sqlalchemy import Connection, text

KEY_SETTING = "members.key"


def members_key(conn: Connection) -> bytes:
    found = conn.execute(_SETTING, {"id": KEY_SETTING}).scalars().first()
    return bytes.fromhex(json.loads(found)["value"]) if found else b""


_SETTING = text("SELECT body FROM stream_row WHERE entity = 'setting' AND id = :id AND body IS NOT NULL LIMIT 1")
