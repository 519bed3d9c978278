"""Pictures as commands send them, by rows or by columns, as rows of dots."""


def rows_of_columns(columns: bytes, height: int) -> bytes:
    """Columns from left to right, each of `height` dots (a multiple of 8), top bit first, as rows of whole bytes."""
    high = height // 8
    width = len(columns) // high if high else 0
    row_bytes = (width + 7) // 8
    rows = bytearray(row_bytes * height)
    for at, byte in enumerate(columns[: width * high]):
        x, top = at // high, at % high * 8
        for bit in range(8):
            if byte & 0x80 >> bit:
                rows[(top + bit) * row_bytes + x // 8] |= 0x80 >> x % 8
    return bytes(rows)


#: ESC * m → height of a column in dots, and how large one of its dots is printed.
COLUMN_MODES = {0: (8, 2, 3), 1: (8, 1, 3), 32: (24, 2, 1), 33: (24, 1, 1)}


def multiples(mode: int) -> tuple[int, int]:
    """GS v 0 m and GS / m: how many dots wide and high one dot of the picture is printed."""
    return 2 if mode & 1 else 1, 2 if mode & 2 else 1


def graphics(argument: bytes) -> tuple[int, int, bytes, int, int]:
    """GS ( L 112 (rows) and 113 (columns): width, height, rows of dots, and the multiples they are printed with."""
    width, height = (int.from_bytes(argument[at : at + 2], "little") for at in (6, 8))
    dots = argument[10:]
    if argument[1] == 113:
        dots = rows_of_columns(dots, -(-height // 8) * 8)
    return width, height, dots, max(1, argument[3]), max(1, argument[4])
