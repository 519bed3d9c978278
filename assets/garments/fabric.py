"""What cloth is made of and printed with, laid on an outline: weave, ribs, quilting, stripes, checks, flowers."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assets.garments.geometry import Polygon, bands, data, hatch, inset, inside, number
from assets.garments.pen import INK_DARK, SHADE, Pen


@dataclass(frozen=True, slots=True)
class Spec:
    """What is drawn: a kind of garment, how it is cut, and of what. Words left empty take the kind's usual answer."""

    kind: str
    cut: str = ""
    collar: str = ""
    sleeve: str = "long"
    length: str = ""
    pattern: str = "plain"
    fabric: str = "matte"
    seed: int = 0


GLOSS = {"satin": 2.0, "leather": 2.3, "padded": 1.3, "nylon": 1.5, "velvet": 1.5, "wool": 0.7, "knit": 0.75}


def lines(segments: Iterable[tuple[tuple[float, float], tuple[float, float]]]) -> str:
    return "".join(f"M{number(a)} {number(b)}L{number(c)} {number(d)}" for (a, b), (c, d) in segments)


def dress_up(pen: Pen, outline: Polygon, spec: Spec, degrees: float = 0.0) -> None:
    """The fabric and then the pattern, turned by the way the piece hangs."""
    weave = FABRICS.get(spec.fabric)
    if weave:
        weave(pen, outline, degrees)
    pattern = PATTERNS.get(spec.pattern)
    if pattern:
        pattern(pen, outline, degrees)


# Fabrics


def _wool(pen: Pen, outline: Polygon, degrees: float) -> None:
    fine = inset(outline, 3)
    pen.line(lines(hatch(fine, 63 + degrees, 10)), 1.9, SHADE, 0.09, "3 6 2 5")
    pen.line(lines(hatch(fine, -58 + degrees, 10)), 1.7, "#fff", 0.1, "2 5 3 7")


def _denim(pen: Pen, outline: Polygon, degrees: float) -> None:
    fine = inset(outline, 2)
    pen.line(lines(hatch(fine, -62 + degrees, 4.5)), 1.2, "#fff", 0.11)
    pen.line(lines(hatch(fine, -62 + degrees, 4.5, 0.0)), 1.2, SHADE, 0.05)


def _corduroy(pen: Pen, outline: Polygon, degrees: float) -> None:
    pen.line(lines(hatch(inset(outline, 2), 90 + degrees, 6)), 1.7, SHADE, 0.16)
    pen.line(lines(hatch(inset(outline, 2), 90 + degrees, 6, 0.2)), 1.3, "#fff", 0.16)


def _linen(pen: Pen, outline: Polygon, degrees: float) -> None:
    pen.line(lines(hatch(inset(outline, 3), degrees, 7)), 1.1, SHADE, 0.1, "12 5 4 8")
    pen.line(lines(hatch(inset(outline, 3), 90 + degrees, 7)), 1.1, "#fff", 0.16, "9 6 5 4")


def _knit(pen: Pen, outline: Polygon, degrees: float) -> None:
    fine = inset(outline, 2)
    pen.line(lines(hatch(fine, 90 + degrees, 7)), 2.6, SHADE, 0.1)
    pen.line(lines(hatch(fine, 90 + degrees, 7, 0.0)), 2.4, "#fff", 0.1, "4 4")


def _chunky(pen: Pen, outline: Polygon, degrees: float) -> None:
    ribs(pen, outline, degrees, 13)
    pen.line(lines(hatch(inset(outline, 2), degrees, 8)), 1.6, SHADE, 0.09)


def _canvas(pen: Pen, outline: Polygon, degrees: float) -> None:
    pen.line(lines(hatch(inset(outline, 3), degrees, 6)), 1.4, SHADE, 0.06)
    pen.line(lines(hatch(inset(outline, 3), 90 + degrees, 6)), 1.4, "#fff", 0.1)


def ribs(pen: Pen, outline: Polygon, degrees: float = 0.0, gap: float = 7.0) -> None:
    """Knitted ribs, standing."""
    fine = inset(outline, 1)
    pen.line(lines(hatch(fine, 90 + degrees, gap)), gap * 0.36, SHADE, 0.2)
    pen.line(lines(hatch(fine, 90 + degrees, gap, 0.05)), gap * 0.3, "#fff", 0.15)


def cables(pen: Pen, xs: Iterable[float], top: float, bottom: float, width: float = 13.0) -> None:
    """Twisted ropes of a cable knit."""
    for x in xs:
        turns = max(1, round((bottom - top) / (width * 2.5)))
        step = (bottom - top) / turns
        for side in (-1, 1):
            gutter = x + side * (width + 9)
            pen.line(f"M{number(gutter)} {top:g}L{number(gutter)} {bottom:g}", 5, SHADE, 0.2)
        under, over = "", ""
        for turn in range(turns):
            y = top + turn * step
            over += _strand(x - width, x + width, y, step)
            under += _strand(x + width, x - width, y, step)
        for strand in (under, over):
            pen.line(strand, width * 1.3, SHADE, 0.3)
            pen.line(strand, width * 1.0, "currentColor", 1)
            pen.line(strand, width * 0.42, "#fff", 0.2)


def _strand(start: float, end: float, y: float, step: float) -> str:
    return (
        f"M{number(start)} {number(y - step * 0.1)}C{number(start)} {number(y + step * 0.5)}"
        f" {number(end)} {number(y + step * 0.5)} {number(end)} {number(y + step * 1.1)}"
    )


# Patterns


def _striped(pen: Pen, outline: Polygon, degrees: float) -> None:
    pen.flat("".join(data(band) for band in bands(outline, 90 + degrees, 19, 7)), INK_DARK, 0.5)
    pen.line(lines(hatch(outline, 90 + degrees, 19, 0.04)), 1.3, INK_DARK, 0.5)


def _pinstriped(pen: Pen, outline: Polygon, degrees: float) -> None:
    pen.line(lines(hatch(inset(outline, 1), 90 + degrees, 17)), 1.3, INK_DARK, 0.5)


def _breton(pen: Pen, outline: Polygon, degrees: float) -> None:
    pen.flat("".join(data(band) for band in bands(outline, degrees, 31, 11, 0.2)), INK_DARK, 0.88)


def _block(pen: Pen, outline: Polygon, _degrees: float) -> None:
    """The lower half in another colour."""
    height = max(y for _, y in outline) - min(y for _, y in outline)
    for lower in bands(outline, 0, height * 3, height * 0.49, 0.165):
        pen.flat(data(lower), INK_DARK, 0.82)


def _checked(pen: Pen, outline: Polygon, degrees: float) -> None:
    for turn in (0.0, 90.0):
        pen.flat("".join(data(band) for band in bands(outline, turn + degrees, 62, 20, 0.3)), INK_DARK, 0.26)
        pen.line(lines(hatch(outline, turn + degrees, 62, 0.86)), 2.2, INK_DARK, 0.5)
        pen.line(lines(hatch(outline, turn + degrees, 62, 0.08)), 1.8, "#b5563f", 0.6)


def _gingham(pen: Pen, outline: Polygon, degrees: float) -> None:
    for turn in (0.0, 90.0):
        pen.flat("".join(data(band) for band in bands(outline, turn + degrees, 24, 12)), INK_DARK, 0.34)


def _herringbone(pen: Pen, outline: Polygon, degrees: float) -> None:
    pen.line(lines(hatch(inset(outline, 2), 90 + degrees, 13)), 9, SHADE, 0.10, "2 4")
    pen.line(lines(hatch(inset(outline, 2), 90 + degrees, 13, 0.0)), 9, "#fff", 0.10, "2 4")


def scattered(pen: Pen, outline: Polygon, gap: float, margin: float) -> list[tuple[float, float]]:
    """Places spread evenly, yet not in rows, none nearer to the edge than `margin`."""
    room = inset(outline, margin)
    left, right = min(x for x, _ in room), max(x for x, _ in room)
    top, bottom = min(y for _, y in room), max(y for _, y in room)
    found, row = [], 0
    y = top
    while y < bottom:
        x = left + (gap / 2 if row % 2 else 0)
        while x < right:
            point = (x + pen.chance.uniform(-0.24, 0.24) * gap, y + pen.chance.uniform(-0.24, 0.24) * gap)
            if inside(room, point):
                found.append(point)
            x += gap
        y += gap * 0.86
        row += 1
    return found


def _dotted(pen: Pen, outline: Polygon, degrees: float) -> None:
    room = inset(outline, 5)
    d = ""
    for row, ((ax, ay), (bx, by)) in enumerate(hatch(room, degrees, 21)):
        steps = int(((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 / 24)
        for step in range(steps + 1):
            t = (step + (0.5 if row % 2 else 0.0)) / (steps or 1)
            if t <= 1:
                d += (
                    f"M{number(ax + (bx - ax) * t - 3.5)} {number(ay + (by - ay) * t)}a3.5 3.5 "
                    "0 1 0 7 0a3.5 3.5 0 1 0-7 0"
                )
    pen.flat(d, INK_DARK, 0.8)


def _ring(x: float, y: float, radius: float) -> str:
    return (
        f"M{number(x - radius)} {number(y)}a{radius:g} {radius:g} 0 1 0 "
        f"{2 * radius:g} 0a{radius:g} {radius:g} 0 1 0-{2 * radius:g} 0"
    )


def _floral(pen: Pen, outline: Polygon, _degrees: float) -> None:
    """Small flowers: five petals are a ring drawn in five round dots."""
    flowers: dict[tuple[str, float], str] = {}
    leaves = {"#5f7d5c": "", "#8aa07a": ""}
    hearts = ""
    for x, y in scattered(pen, outline, 27, 11):
        size = pen.chance.choice((2.8, 3.4, 4.4))
        kind = pen.chance.choice(("#d9705f", "#f2e4d0", "#e3a85c", "#f2e4d0")), size
        flowers[kind] = flowers.get(kind, "") + _ring(x, y, size)
        hearts += f"M{number(x)} {number(y)}h.1"
        side, drop = pen.chance.choice((-1, 1)), pen.chance.choice((-4, 3, 6))
        leaf = pen.chance.choice(tuple(leaves))
        if inside(outline, (x + side * (size * 1.8 + 9), y + drop)):
            leaves[leaf] += f"M{number(x + side * size * 1.8)} {number(y + 2)}l{side * 7} {drop}"
    for ink, d in leaves.items():
        pen.line(d, 3, ink, 0.9, round_ends=True)
    for (ink, size), d in flowers.items():
        pen.line(d, size * 1.75, ink, 0.95, f".1 {2 * math.pi * size / 5 - 0.1:.2f}", round_ends=True)
    pen.line(hearts, 4.4, "#8a4f38", 0.9, round_ends=True)


def _printed(pen: Pen, outline: Polygon, _degrees: float) -> None:
    """Small brushed leaves."""
    d = ""
    for x, y in scattered(pen, outline, 25, 12):
        dx, dy = pen.chance.uniform(-8, 8), pen.chance.uniform(5, 11)
        d += (
            f"M{number(x)} {number(y)}q{number(dx + 4)} {number(dy / 2)} {number(dx)} "
            f"{number(dy)}q{number(-dx - 4)} {number(-dy / 2)} {number(-dx)} "
            f"{number(-dy)}Z"
        )
    pen.flat(d, INK_DARK, 0.6)


def _fair_isle(pen: Pen, outline: Polygon, degrees: float) -> None:
    """Rows of a knitted yoke: dashes read as stitches."""
    rows = list(hatch(inset(outline, 3), degrees, 9))
    for place, segment in enumerate(rows):
        dash = ("4 8", "8 4", "3 3", "12 6", "")[place % 5]
        ink = (INK_DARK, INK_DARK, "#c06b4f", INK_DARK, "")[place % 5]
        if ink:
            pen.line(lines([segment]), 5, ink, 0.62, dash)


def quilted(pen: Pen, outline: Polygon, gap: float = 46.0, degrees: float = 52.0) -> None:
    """Diamonds stitched through the padding, each with light on its upper side."""
    for turn in (degrees, -degrees):
        segments = list(hatch(inset(outline, 3), turn, gap))
        pen.line(lines(segments), 7, SHADE, 0.07)
        pen.line(lines(segments), 1.4, SHADE, 0.36)
        pen.line(
            lines(((a + 1, b + 4.5), (c + 1, d + 4.5)) for (a, b), (c, d) in segments), 3.5, "#fff", 0.1 * pen.gloss
        )


#: How a tube of down is lit, in shares of its height from the seam above it: start, height, ink, opacity.
_SWELL = (
    (0.02, 0.34, "#fff", 0.06), (0.08, 0.2, "#fff", 0.07), (0.5, 0.5, SHADE, 0.045), (0.66, 0.34, SHADE, 0.06),
    (0.8, 0.2, SHADE, 0.09), (0.92, 0.08, SHADE, 0.12),
)  # fmt: skip


def channels(pen: Pen, outline: Polygon, gap: float = 54.0, degrees: float = 0.0) -> None:
    """Lying tubes of down: each swells, catches light above and darkens into its seam."""
    for at, height, ink, opacity in _SWELL:
        d = "".join(data(band) for band in bands(outline, degrees, gap, gap * height, at - 0.25))
        pen.flat(d, ink, round(opacity * (pen.gloss if ink == "#fff" else 1), 3))
    seams = list(hatch(outline, degrees, gap, 0.75))
    pen.line(lines(seams), 1.8, SHADE, 0.45)
    puckers = []
    for (ax, ay), (bx, by) in seams:
        for _ in range(int(abs(bx - ax) / 24)):
            t = pen.chance.uniform(0.06, 0.94)
            x, y, down = ax + (bx - ax) * t, ay + (by - ay) * t, pen.chance.choice((-1, 1, 1))
            puckers.append(
                (x, y, x + 3, y + 8 * down, x + pen.chance.uniform(-6, 6), y + pen.chance.uniform(12, 20) * down, 1.8)
            )
    pen.folds(puckers, 0.7)


Laid = Callable[[Pen, Polygon, float], None]
FABRICS: dict[str, Laid] = {
    "wool": _wool, "denim": _denim, "corduroy": _corduroy, "linen": _linen, "knit": _knit, "chunky": _chunky,
    "canvas": _canvas, "rib": ribs,
}  # fmt: skip
PATTERNS: dict[str, Laid] = {
    "stripe": _striped, "pinstripe": _pinstriped, "breton": _breton, "block": _block, "check": _checked,
    "gingham": _gingham, "herringbone": _herringbone, "dots": _dotted, "floral": _floral, "print": _printed,
    "fairisle": _fair_isle,
}  # fmt: skip
