"""Where the pieces of a look stand in its picture: columns of equal tiles, the first piece largest where it can be."""

from dataclasses import dataclass

#: Pieces in each column, by how many there are.
_COLUMNS = {2: (1, 1), 3: (1, 2), 4: (2, 2), 5: (1, 2, 2), 6: (2, 2, 2), 7: (2, 2, 3), 8: (2, 3, 3)}
_FIRST_WIDTH = {3: 0.56, 5: 0.42}
MOST = max(_COLUMNS)


@dataclass(frozen=True, slots=True)
class Place:
    """A tile, in parts of the picture's width and height."""

    x: float
    y: float
    w: float
    h: float


def places(count: int) -> tuple[Place, ...]:
    """One place a piece, from 1 to MOST; together they fill the picture. More pieces than MOST have no place."""
    columns = _COLUMNS.get(min(count, MOST), (1,) if count else ())
    first = _FIRST_WIDTH.get(count, 1 / len(columns) if columns else 0.0)
    found: list[Place] = []
    x = 0.0
    for number, pieces in enumerate(columns):
        width = first if number == 0 else (1 - first) / (len(columns) - 1)
        found += [Place(x, row / pieces, width, 1 / pieces) for row in range(pieces)]
        x += width
    return tuple(found)
