"""The pen: cloth, light, folds, seams and the ground a thing stands on, as SVG in the profile that Qt draws.

Cloth is `currentColor`; light and shade are white and black of some opacity, so that a drawing takes any colour
afterwards. The light stands at the upper left.
"""

import random
import re
from collections.abc import Iterable

from assets.garments.geometry import Path, Point, Polygon, area, data, inset, number, path

WIDTH, HEIGHT = 600, 750
#: The ink of woven and printed patterns: one of them stands in a drawing, whichever shows on its colour.
INK_LIGHT, INK_DARK = "#f5f0e4", "#293145"
#: How far the layers of a soft shadow reach beyond the outline.
_SPREAD = (26, 21, 17, 13, 9, 5, 1, -3, -7)
#: Shade is warm: grey would make ivory look dirty.
SHADE = "#1a110a"
_GROUND = 712

_ROOT_COLOUR = re.compile(r' color="#[0-9a-fA-F]{6}"')

Fold = tuple[float, float, float, float, float, float, float]  # from, bend, to, width


class Pen:
    """Collects what is drawn, back to front. `gloss` strengthens every light: 1 is cotton, 2 satin, 3 leather."""

    def __init__(self, seed: int, gloss: float = 1.0) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - nothing hangs on it but a look
        self.gloss = gloss
        self.parts: list[str] = []
        self.outlines: list[str] = []
        self.shadows: list[Polygon] = []  # the same outlines, coarser
        self.reach: list[float] = []  # heights that cloth reaches
        self.pair = False  # drawn twice, one behind the other
        self.standing = 0.0  # where a standing thing touches the floor; 0 = it hangs on the wall
        self.wide = 215.0  # half the width of its shadow
        self.lift = 0.0  # how much higher all of it is drawn

    # Cloth

    def solid(
        self,
        shape: Path,
        *,
        shade: float = 0.0,
        depth: float = 13.0,
        casts: bool = True,
        fill: str = "currentColor",
        form: str = "f",
        rim: float = 0.34,
    ) -> Polygon:
        """A piece of cloth with soft edges and round form; returns its outline for what lies on it."""
        outline, d = shape.polygon(), shape.d()
        if casts:
            self.outlines.append(d)
            self.reach += [y for _, y in outline]
            cast = shape.polygon(26)
            self.shadows.append(cast if area(cast) > 0 else cast[::-1])  # all turn alike: where two meet is no hole
        self.parts.append(f'<path d="{d}" fill="{fill}"/>')
        self.parts.append(f'<path d="{d}" fill="{SHADE}" opacity="{rim:g}"/>')
        for part in (0.25, 0.55, 1.0):
            inner = data(inset(outline, depth * part, (-0.4 * depth * part, -0.3 * depth * part)))
            self.parts.append(f'<path d="{inner}" fill="{fill}" opacity=".5"/>')
        for gradient in (form, form + "l"):
            self.parts.append(f'<path d="{d}" fill="url(#{gradient})"/>')
        if shade:
            self.flat(d, SHADE, shade)
        return outline

    def flat(self, shape: Path | str, fill: str = SHADE, opacity: float = 1.0) -> None:
        d = shape if isinstance(shape, str) else shape.d()
        if not d:
            return
        self.parts.append(f'<path d="{d}" fill="{fill}"' + (f' opacity="{opacity:g}"/>' if opacity < 1 else "/>"))

    # Form

    def folds(self, folds: Iterable[Fold], strength: float = 1.0) -> None:
        """Creases: soft valleys with light on their far side."""
        folds = list(folds)
        for scale, opacity in ((2.4, 0.034), (1.5, 0.04), (0.8, 0.045), (0.3, 0.06)):
            self.flat("".join(_crescent(fold, scale) for fold in folds), SHADE, round(opacity * strength, 3))
        for scale, opacity in ((1.8, 0.05), (0.9, 0.055)):
            ridges = "".join(_crescent(fold, -scale) for fold in folds)
            self.flat(ridges, "#fff", round(opacity * strength * min(self.gloss, 1.35), 3))

    def gleam(self, *folds: Fold, opacity: float = 0.12) -> None:
        """Light lying on an edge or a ridge."""
        for scale in (1.0, 0.5):
            d = "".join(_crescent(fold, scale) for fold in folds)
            self.flat(d, "#fff", round(min(opacity * self.gloss, 0.6), 3))

    def dusk(self, *folds: Fold, opacity: float = 0.1) -> None:
        """Shade below an edge."""
        for scale in (1.0, 0.6, 0.3):
            self.flat("".join(_crescent(fold, scale) for fold in folds), SHADE, opacity)

    # Lines

    def line(
        self,
        line: Path | str,
        width: float = 1.5,
        ink: str = SHADE,
        opacity: float = 0.4,
        dash: str = "",
        *,
        round_ends: bool = False,
    ) -> None:
        d = line if isinstance(line, str) else line.d(closed=False)
        if not d:
            return
        more = f' stroke-dasharray="{dash}"' if dash else ""
        more += ' stroke-linecap="round"' if round_ends else ""
        self.parts.append(
            f'<path d="{d}" fill="none" stroke="{ink}" stroke-width="{width:g}" opacity="{opacity:g}"{more}/>'
        )

    def seam(self, *lines: str | Path, width: float = 1.6) -> None:
        """Where two pieces meet: a dark line with light on its lower lip."""
        paths = [path(line) if isinstance(line, str) else line for line in lines]
        self.line("".join(line.moved(1.3, 1.3).d(closed=False) for line in paths), width, "#fff", 0.16)
        self.line("".join(line.d(closed=False) for line in paths), width, SHADE, 0.42)

    def stitch(self, *lines: str | Path, ink: str = SHADE, opacity: float = 0.4) -> None:
        paths = [path(line) if isinstance(line, str) else line for line in lines]
        d = "".join(line.d(closed=False) for line in paths)
        if ink == SHADE:
            self.line("".join(line.moved(0.8, 0.8).d(closed=False) for line in paths), 1.2, "#fff", 0.2, "5 3")
        self.line(d, 1.4, ink, opacity, "5 3")

    def button(self, x: float, y: float, radius: float = 5.5, fill: str = "#e9e1d2") -> None:
        """A sewn button with its shadow and rim; `fill` "" takes the cloth's colour."""
        own = fill or "currentColor"
        self.parts.append(
            f'<circle cx="{x + 1:g}" cy="{y + 2:g}" r="{radius + 0.8:g}" opacity=".35"/>'
            f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{own}"/>'
            f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="url(#b)"/>'
            f'<circle cx="{x - 1.5:g}" cy="{y:g}" r=".9" opacity=".55"/>'
            f'<circle cx="{x + 1.5:g}" cy="{y:g}" r=".9" opacity=".55"/>'
        )

    # The whole

    def svg(self, colour: str) -> str:
        body = "".join(self.parts)
        if self.pair:
            away = 'transform="translate(62 -30) scale(.93)"'
            shade = f'<path d="{"".join(self.outlines)}" fill="{SHADE}" opacity=".2" {away}/>'
            body = f'<defs><g id="p">{body}</g></defs><use xlink:href="#p" {away}/>{shade}<use xlink:href="#p"/>'
        head = (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
            f' color="{colour}" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        )
        if self.reach and not self.standing:  # what hangs, hangs in the middle
            self.lift = round((min(self.reach) + max(self.reach)) / 2 - 366)
        group = f'<g transform="translate(0 {-self.lift:g})" stroke-linejoin="round" stroke-linecap="butt">'
        drawing = f"{head}{_DEFINITIONS}{self._backdrop()}{group}{self._shadow()}{body}</g></svg>\n"
        return tint(drawing, colour)

    def _backdrop(self) -> str:
        """Wall and floor, wider and higher than the picture: a place of any shape can be filled."""
        edge = self.standing - self.lift - 92 if self.standing else 662
        return (
            '<rect x="-9000" y="-9000" width="18600" height="18600" fill="url(#w)"/>'
            f'<g transform="translate(0 {edge:g})"><rect x="-9000" width="18600" height="9000" fill="url(#o)"/></g>'
        )

    def _shadow(self) -> str:
        if self.standing:
            y, wide = self.standing, self.wide
            shadows = [(310, 8, wide + 50, 34), (304, 0, wide + 12, 17), (300, -3, wide - 14, 8)]
            if self.pair:
                shadows[:0] = ((352, -26, wide + 20, 24), (350, -32, wide - 20, 10))
            return "".join(
                f'<ellipse cx="{x}" cy="{y + down:g}" rx="{rx:g}" ry="{ry}" fill="url(#g)"/>'
                for x, down, rx, ry in shadows
            )
        layers = "".join(  # grown and shrunk outlines, so thin that no step shows
            f'<path d="{"".join(data(inset(outline, -grown)) for outline in self.shadows)}"/>' for grown in _SPREAD
        )
        ground = f'<ellipse cx="300" cy="{_GROUND + self.lift:g}" rx="215" ry="17" fill="url(#g)" opacity=".55"/>'
        return f'{ground}<g transform="translate(13 17)" fill="#000" fill-opacity=".026">{layers}</g>'


def tint(drawing: str, colour: str) -> str:
    """The drawing in another colour (`#rrggbb`), its printed ink chosen to show on it."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    dark = 0.3 * red + 0.59 * green + 0.11 * blue < 118
    old, new = (INK_DARK, INK_LIGHT) if dark else (INK_LIGHT, INK_DARK)
    return _ROOT_COLOUR.sub(f' color="{colour}"', drawing.replace(old, new), count=1)


def _crescent(fold: Fold, scale: float) -> str:
    """A sickle between two points, thick in its middle; a negative scale lies on the other side."""
    ax, ay, cx, cy, bx, by, width = fold
    nx, ny = by - ay, -(bx - ax)
    length = (nx * nx + ny * ny) ** 0.5 or 1.0
    nx, ny = nx / length * width, ny / length * width
    near = 0.15 if scale > 0 else 0.0
    out = f"{number(cx - nx * near)} {number(cy - ny * near)}"
    back = f"{number(cx + nx * scale * 2)} {number(cy + ny * scale * 2)}"
    return f"M{number(ax)} {number(ay)}Q{out} {number(bx)} {number(by)}Q{back} {number(ax)} {number(ay)}Z"


def _stops(ink: str, stops: Iterable[tuple[float, float]]) -> str:
    return "".join(f'<stop offset="{at:g}" stop-color="{ink}" stop-opacity="{much:g}"/>' for at, much in stops)


def _linear(name: str, ink: str, stops: Iterable[tuple[float, float]], to: Point = (1, 0)) -> str:
    x, y = to
    return f'<linearGradient id="{name}" x1="0" y1="0" x2="{x:g}" y2="{y:g}">{_stops(ink, stops)}</linearGradient>'


_DEFINITIONS = "".join((
    "<defs>",
    # f: a body, lit from the left; v: what hangs and darkens downwards; t: a tube such as a sleeve or a leg
    _linear("f", SHADE, ((0, 0.16), (0.14, 0.02), (0.45, 0), (0.7, 0.07), (0.9, 0.2), (1, 0.34)), (1, 0.1)),
    _linear("fl", "#fff", ((0, 0), (0.1, 0.1), (0.28, 0.2), (0.5, 0.06), (0.7, 0), (0.97, 0), (1, 0.1)), (1, 0.1)),
    _linear("v", SHADE, ((0, 0), (0.5, 0.04), (1, 0.22)), (0.15, 1)),
    _linear("vl", "#fff", ((0, 0.2), (0.35, 0.07), (0.7, 0)), (0.25, 1)),
    _linear("t", SHADE, ((0, 0.22), (0.25, 0.02), (0.5, 0.02), (0.8, 0.18), (1, 0.4)), (1, 0.12)),
    _linear("tl", "#fff", ((0, 0), (0.2, 0.1), (0.38, 0.24), (0.58, 0.04), (0.7, 0), (1, 0.08)), (1, 0.12)),
    '<radialGradient id="g" cx=".5" cy=".5" r=".5">',
    _stops("#3a2f22", ((0, 0.42), (0.5, 0.2), (1, 0))),
    "</radialGradient>",
    '<radialGradient id="b" cx=".38" cy=".34" r=".7">',
    _stops("#fff", ((0, 0.45), (0.4, 0.05))).replace("/>", "/>"),
    '<stop offset="1" stop-color="#1a110a" stop-opacity=".4"/></radialGradient>',
    '<linearGradient id="w" gradientUnits="userSpaceOnUse" x1="100" y1="0" x2="330" y2="640">',
    '<stop offset="0" stop-color="#eeeae4"/><stop offset="1" stop-color="#e0d9cf"/></linearGradient>',
    '<linearGradient id="o" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="0" y2="130">',
    '<stop offset="0" stop-color="#d8d0c4"/><stop offset=".2" stop-color="#ddd5ca"/>',
    '<stop offset="1" stop-color="#e4ddd3"/></linearGradient>',
    "</defs>",
))  # fmt: skip


def is_drawing(text: str) -> bool:
    """Whether an SVG is one of ours, which `tint` can colour."""
    return text.startswith("<svg") and bool(_ROOT_COLOUR.search(text[: text.find(">")]))
