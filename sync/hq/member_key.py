"""The retailer's key for hashes of phones and codes: made once, and told to every shop with tablets."""

import json
import secrets
from collections.abc import Iterable

from sqlalchemy import Connection, text

from kiosk.domain.identity import IdentityKind, identity_hash
from sync.hq.streams import StreamWriter

KEY_SETTING = "members.key"
_STREAM = "members"  # read by no device


def members_key(conn: Connection) -> bytes:
    """Raises LookupError before any shop is known."""
    found = conn.execute(_SETTING, {"id": KEY_SETTING}).scalars().first()
    if found is None:
        raise LookupError("HQ has no key for members yet")
    return bytes.fromhex(json.loads(found)["value"])


def code_hash(conn: Connection, code: str) -> str:
    """Under which the index has a member code; "" before any shop is known."""
    try:
        return identity_hash(members_key(conn), IdentityKind.CODE, code)
    except LookupError:
        return ""


def tell_key(conn: Connection, streams: StreamWriter, shops: Iterable[str]) -> None:
    """Make the key where there is none, and put it into the streams of these shops."""
    try:
        key = members_key(conn)
    except LookupError:
        key = secrets.token_bytes(32)
    row = [(KEY_SETTING, json.dumps({"value": key.hex()}))]
    for stream in (_STREAM, *(f"shop.{shop}" for shop in shops)):
        streams.put(stream, "setting", row)


_SETTING = text("SELECT body FROM stream_row WHERE entity = 'setting' AND id = :id AND body IS NOT NULL LIMIT 1")
