"""Curves of the drawings: outlines as cubic curves, flattened, inset and hatched without help from the renderer.

Qt draws no clip paths and no patterns in SVG, so whatever lies on cloth is cut to its outline here.
"""

import itertools
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Point = tuple[float, float]
Curve = tuple[Point, Point, Point]  # two control points and the end
Segment = tuple[Point, Point]
Polygon = list[Point]
MIDDLE = 300.0
_WORDS = re.compile(r"[MLCQ]|-?[\d.]+")
_TAKES = {"M": 1, "L": 1, "Q": 2, "C": 3}


@dataclass(frozen=True, slots=True)
class Path:
    """One outline or line: a start and curves, one after the other."""

    start: Point
    curves: tuple[Curve, ...]

    @property
    def end(self) -> Point:
        return self.curves[-1][2]

    def d(self, *, closed: bool = True) -> str:
        """As SVG path data."""
        at, words = self.start, [f"M{number(self.start[0])} {number(self.start[1])}"]
        for one, two, end in self.curves:
            if straight(at, one, two, end):
                words.append(f"L{number(end[0])} {number(end[1])}")
            else:
                words.append("C" + " ".join(f"{number(x)} {number(y)}" for x, y in (one, two, end)))
            at = end
        return "".join(words) + ("Z" if closed else "")

    def moved(self, dx: float, dy: float) -> "Path":
        return self._each(lambda point: (point[0] + dx, point[1] + dy))

    def mirrored(self) -> "Path":
        """The same on the other side of the middle."""
        return self._each(lambda point: (2 * MIDDLE - point[0], point[1]))

    def backwards(self) -> "Path":
        ends = [self.start, *(curve[2] for curve in self.curves)]
        turned = [(two, one, ends[place]) for place, (one, two, _) in reversed(list(enumerate(self.curves)))]
        return Path(ends[-1], tuple(turned))

    def polygon(self, step: float = 14.0) -> Polygon:
        """Points on the outline about `step` apart, corners kept."""
        at, points = self.start, [self.start]
        for one, two, end in self.curves:
            length = math.dist(at, one) + math.dist(one, two) + math.dist(two, end)
            parts = max(1, round(length / step))
            points += [bezier(at, one, two, end, part / parts) for part in range(1, parts + 1)]
            at = end
        return points[:-1] if math.dist(points[0], points[-1]) < 0.5 else points

    def _each(self, change: Callable[[Point], Point]) -> "Path":
        return Path(change(self.start), tuple((change(a), change(b), change(c)) for a, b, c in self.curves))


def path(data: str, dx: float = 0.0, dy: float = 0.0) -> Path:
    """From absolute `M`, `L`, `Q` and `C` with their points, moved by (dx, dy)."""
    words = _WORDS.findall(data)
    at: Point = (0.0, 0.0)
    start: Point = at
    curves: list[Curve] = []
    place = 0
    command = "M"
    while place < len(words):
        if words[place] in _TAKES:
            command, place = words[place], place + 1
        size = _TAKES[command]
        flat = [float(word) for word in words[place : place + 2 * size]]
        points = [(flat[i] + dx, flat[i + 1] + dy) for i in range(0, 2 * size, 2)]
        place += 2 * size
        if command == "M":
            start, command = points[0], "L"
        else:
            curves.append(_cubic(at, points))
        at = points[-1]
    return Path(start, tuple(curves))


def half(data: str) -> Path:
    """A shape that is the same on both sides: `data` runs down one side from middle to middle, x counted from there."""
    right = path(data, dx=MIDDLE)
    return Path(right.start, right.curves + right.mirrored().backwards().curves)


def _cubic(at: Point, points: list[Point]) -> Curve:
    if len(points) == 1:
        return at, points[0], points[0]
    if len(points) == 2:
        (x, y), end = points
        return (
            (at[0] + (x - at[0]) * 2 / 3, at[1] + (y - at[1]) * 2 / 3),
            (end[0] + (x - end[0]) * 2 / 3, end[1] + (y - end[1]) * 2 / 3),
            end,
        )
    return points[0], points[1], points[2]


def straight(at: Point, one: Point, two: Point, end: Point) -> bool:
    return (one == at and two == end) or one == end or two == at


def bezier(at: Point, one: Point, two: Point, end: Point, t: float) -> Point:
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    if straight(at, one, two, end):
        return at[0] + (end[0] - at[0]) * t, at[1] + (end[1] - at[1]) * t
    return (
        a * at[0] + b * one[0] + c * two[0] + d * end[0],
        a * at[1] + b * one[1] + c * two[1] + d * end[1],
    )


def number(value: float) -> str:
    """Half a unit is finer than any screen shows."""
    return f"{round(value * 2) / 2:g}"


def data(polygon: Iterable[Point], *, closed: bool = True) -> str:
    """Path data in whole units, each point from the one before."""
    steps: list[str] = []
    at = (0, 0)
    for x, y in polygon:
        point = (round(x), round(y))
        steps.append(f"{point[0] - at[0]} {point[1] - at[1]}")
        at = point
    return f"M{steps[0]}l{' '.join(steps[1:])}".replace(" -", "-") + ("Z" if closed else "")


def inset(polygon: Polygon, by: float, lean: Point = (0.0, 0.0)) -> Polygon:
    """The outline drawn in by `by` on every side, moved by `lean`."""
    turn = 1 if area(polygon) > 0 else -1
    found = []
    for place, (x, y) in enumerate(polygon):
        ax, ay = polygon[place - 1]
        bx, by_ = polygon[(place + 1) % len(polygon)]
        nx, ny = -(by_ - ay) * turn, (bx - ax) * turn
        length = math.hypot(nx, ny) or 1.0
        found.append((x + nx / length * by + lean[0], y + ny / length * by + lean[1]))
    return found


def area(polygon: Polygon) -> float:
    """Signed: positive when the points run clockwise as seen on a screen."""
    return sum(polygon[place - 1][0] * y - x * polygon[place - 1][1] for place, (x, y) in enumerate(polygon)) / 2


def turned(point: Point, angle: float) -> Point:
    c, s = math.cos(angle), math.sin(angle)
    return point[0] * c - point[1] * s, point[0] * s + point[1] * c


def crossings(polygon: Polygon, y: float) -> list[float]:
    found = []
    for place, (bx, by) in enumerate(polygon):
        ax, ay = polygon[place - 1]
        if (ay <= y) != (by <= y):
            found.append(ax + (y - ay) / (by - ay) * (bx - ax))
    return sorted(found)


def hatch(polygon: Polygon, degrees: float, gap: float, start: float = 0.5) -> Iterator[Segment]:
    """Lines `gap` apart at an angle (0 = lying), cut to the outline."""
    angle = math.radians(degrees)
    level = [turned(point, -angle) for point in polygon]
    top, bottom = min(y for _, y in level), max(y for _, y in level)
    y = top + gap * start
    while y < bottom:
        xs = crossings(level, y)
        for left, right in zip(xs[::2], xs[1::2], strict=False):
            if right - left > 3:
                yield turned((left, y), angle), turned((right, y), angle)
        y += gap


def bands(polygon: Polygon, degrees: float, gap: float, width: float, start: float = 0.5) -> Iterator[Polygon]:
    """Bands of a width, `gap` apart, cut to the outline."""
    angle = math.radians(degrees)
    level = [turned(point, -angle) for point in polygon]
    top, bottom = min(y for _, y in level), max(y for _, y in level)
    parts = max(2, round(width / 9))
    y = top + gap * start
    while y + width < bottom:
        levels = [y + width * part / parts for part in range(parts + 1)]
        slices = [crossings(level, at) for at in levels]
        if len({len(xs) for xs in slices}) == 1:
            for i in range(0, len(slices[0]) - 1, 2):
                left = [(xs[i], at) for xs, at in zip(slices, levels, strict=True)]
                right = [(xs[i + 1], at) for xs, at in zip(slices, levels, strict=True)]
                yield [turned(point, angle) for point in (*left, *reversed(right))]
        y += gap


def inside(polygon: Polygon, point: Point) -> bool:
    return sum(x < point[0] for x in crossings(polygon, point[1])) % 2 == 1


def along(line: Path, parts: int) -> list[Point]:
    """Points at equal steps of a line, both ends included."""
    points = line.polygon(4.0)
    lengths = [0.0]
    for a, b in itertools.pairwise(points):
        lengths.append(lengths[-1] + math.dist(a, b))
    found, place = [], 0
    for part in range(parts + 1):
        wanted = lengths[-1] * part / parts
        while place < len(points) - 2 and lengths[place + 1] < wanted:
            place += 1
        span = lengths[place + 1] - lengths[place] or 1.0
        t = (wanted - lengths[place]) / span
        (ax, ay), (bx, by) = points[place], points[place + 1]
        found.append((ax + (bx - ax) * t, ay + (by - ay) * t))
    return found
