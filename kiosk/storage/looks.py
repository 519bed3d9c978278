"""Looks and size guides as pages show them: only what this range has."""

# ruff: noqa: S608 - names in the statements are this module's own constants; values are always bound

import sqlite3
from dataclasses import replace
from functools import lru_cache

from kiosk.domain import codec
from kiosk.domain.catalogue import Look, SizeGuide

FEWEST = 2  # pieces; a look of one is a garment


@lru_cache(maxsize=1024)
def _look(body: str) -> Look:
    return codec.load(Look, body)


@lru_cache(maxsize=256)
def size_guide_from(body: str) -> SizeGuide:
    return codec.load(SizeGuide, body)


def looks_page(conn: sqlite3.Connection, limit: int, offset: int) -> tuple[Look, ...]:
    """Looks are counted by those that can be shown, so a page is never short for one that cannot."""
    found = conn.execute(f"SELECT body FROM look WHERE {_SHOWN} {_ORDER} LIMIT ? OFFSET ?", (limit, offset)).fetchall()
    return _known(conn, [body for (body,) in found])


def looks_with_style(conn: sqlite3.Connection, style_id: str) -> tuple[Look, ...]:
    found = conn.execute(
        f"SELECT body FROM look WHERE id IN (SELECT look FROM look_piece WHERE style = ?) {_ORDER}", (style_id,)
    ).fetchall()
    shown = _known(conn, [body for (body,) in found])
    return tuple(look for look in shown if style_id in {piece.style for piece in look.pieces})


def one_look(conn: sqlite3.Connection, look_id: str) -> Look | None:
    found = conn.execute("SELECT body FROM look WHERE id = ?", (look_id,)).fetchall()
    return next(iter(_known(conn, [body for (body,) in found])), None)


def _known(conn: sqlite3.Connection, bodies: list[str]) -> tuple[Look, ...]:
    """The looks without pieces that are not in the range, and without those of which too little is left."""
    looks = [_look(body) for body in bodies]
    found = [replace(look, pieces=tuple(it for it in look.pieces if _has(conn, it.style, it.colour))) for look in looks]
    return tuple(look for look in found if len(look.pieces) >= FEWEST)


def _has(conn: sqlite3.Connection, style: str, colour: str) -> bool:
    return bool(
        conn.execute("SELECT 1 FROM variant WHERE style = ? AND colour = ? LIMIT 1", (style, colour)).fetchall()
    )


_ORDER = "ORDER BY rank, id"
_SHOWN = (
    "(SELECT count(*) FROM json_each(look.body, '$.pieces') AS piece WHERE EXISTS (SELECT 1 FROM variant "
    f"WHERE style = piece.value ->> '$.style' AND colour = piece.value ->> '$.colour')) >= {FEWEST}"
)
