"""`python -m tests.bench.curves bench.json curves.svg`: how figures grow with the range, p99 over its variants."""

import json
import math
import re
import sys
from collections import defaultdict
from html import escape
from pathlib import Path

WIDTH, HEIGHT, LEFT, TOP, BOTTOM, RIGHT = 860, 440, 70, 40, 60, 300
COLOURS = ("#2b3a55", "#a14a36", "#4f7a4d", "#b8862b", "#6d4a76", "#3a8087", "#7a7a7a", "#c06a8a")
_FONT = 'font-family="sans-serif"'
_SIZED = re.compile(r"(?P<what>.*), (?P<variants>[\d,]+) variants")
Curve = list[tuple[int, float]]  # variants and milliseconds, growing


def main(source: Path, target: Path) -> None:
    found = curves(json.loads(source.read_text("utf-8"))["figures"])
    target.write_text(drawn(found), "utf-8")


def curves(figures: list[dict[str, object]]) -> dict[str, Curve]:
    """Every time that was measured at several sizes."""
    found: defaultdict[str, Curve] = defaultdict(list)
    for figure in figures:
        sized = _SIZED.fullmatch(str(figure["name"]))
        if sized and figure["unit"] == "ms" and figure["p99"] is not None:
            variants = int(sized["variants"].replace(",", ""))
            found[sized["what"]].append((variants, float(str(figure["p99"]))))
    return {what: sorted(points) for what, points in found.items() if len(points) > 1}


def drawn(found: dict[str, Curve]) -> str:
    """Both axes by powers of ten."""
    points = [point for curve in found.values() for point in curve]
    across = _axis([variants for variants, _ in points])
    up = _axis([value for _, value in points])

    def at(variants: float, value: float) -> tuple[float, float]:
        x = LEFT + (math.log10(variants) - across[0]) / (across[-1] - across[0]) * (WIDTH - LEFT - RIGHT)
        y = HEIGHT - BOTTOM - (math.log10(value) - up[0]) / (up[-1] - up[0]) * (HEIGHT - TOP - BOTTOM)
        return round(x, 1), round(y, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-size="13" {_FONT}>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="24" font-size="15">p99 in milliseconds, over the number of variants</text>',
    ]
    for power in across:
        x, y = at(10**power, 10 ** up[0])
        parts.append(f'<text x="{x}" y="{y + 22}" text-anchor="middle">{10**power:,}</text>')
    for power in up:
        x, y = at(10 ** across[0], 10**power)
        parts.append(f'<line x1="{x}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}" stroke="#e2e2e2"/>')
        parts.append(f'<text x="{x - 8}" y="{y + 4}" text-anchor="end">{10**power:g}</text>')
    for number, (what, curve) in enumerate(sorted(found.items(), key=lambda item: -item[1][-1][1])):
        colour, places = COLOURS[number % len(COLOURS)], [at(*point) for point in curve]
        line = " ".join(f"{x},{y}" for x, y in places)
        dashed = ' stroke-dasharray="5 4"' if what.startswith("raw") else ""
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>')
        parts += [f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in places]
        label = f"{what}: {curve[-1][1]:.3g}"
        y = TOP + 20 + number * 24
        parts.append(f'<rect x="{WIDTH - RIGHT + 14}" y="{y - 9}" width="12" height="4" fill="{colour}"/>')
        parts.append(f'<text x="{WIDTH - RIGHT + 32}" y="{y}" font-size="12">{escape(label)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _axis(values: list[float]) -> range:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return range(low, max(high, low + 1) + 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
