"""Parts of jackets and coats: zips, lapels, hoods, pockets."""

from assets.garments.body import Cut, arms, torso
from assets.garments.collars import back_neck, back_stand
from assets.garments.fabric import Spec, dress_up
from assets.garments.geometry import Polygon, half, path
from assets.garments.pen import SHADE, Pen

METAL = "#b9b4aa"


def zip_line(pen: Pen, top: float, bottom: float, x: float = 300.0) -> None:
    pen.dusk((x + 5, top, x + 9, (top + bottom) / 2, x + 5, bottom, -6.0), opacity=0.06)
    pen.line(f"M{x} {top}L{x} {bottom}", 7, SHADE, 0.35)
    pen.line(f"M{x} {top}L{x} {bottom}", 4, METAL, 0.9, "2 2")
    pen.line(f"M{x - 8} {top}L{x - 8} {bottom}M{x + 8} {top}L{x + 8} {bottom}", 1.2, SHADE, 0.3)
    pen.line(f"M{x - 9} {top}L{x - 9} {bottom}M{x + 7} {top}L{x + 7} {bottom}", 1.2, "#fff", 0.18)
    pen.line(f"M{x} {top + 4}L{x} {top + 24}", 5, METAL, 1, round_ends=True)
    pen.line(f"M{x - 1} {top + 5}L{x - 1} {top + 22}", 1.5, "#fff", 0.6)


def slanted_pockets(pen: Pen, y: float, inner: float = 58, outer: float = 92, drop: float = 74) -> None:
    for side in (-1, 1):
        line = path(f"M{300 + side * inner} {y} L{300 + side * outer} {y + drop}")
        welt = path(
            f"M{300 + side * inner} {y} L{300 + side * outer} {y + drop} "
            f"L{300 + side * (outer + 9)} {y + drop - 5} L{300 + side * (inner + 9)} "
            f"{y - 5} L{300 + side * inner} {y}"
        )
        pen.flat(welt.moved(2, 4), SHADE, 0.16)
        pen.solid(welt, casts=False, depth=3, rim=0.3)
        pen.seam(line)


def base(pen: Pen, spec: Spec, cut: Cut, wide: float = 12.0) -> Polygon:
    back_neck(pen, cut)
    if spec.cut in ("denim", "overshirt", ""):
        back_stand(pen, cut)
    arms(pen, spec, cut, wide)
    outline = pen.solid(torso(cut), depth=16)
    dress_up(pen, outline, spec)
    return outline


def funnel(pen: Pen, cut: Cut, height: float = 40.0) -> None:
    """A stand-up collar, zipped to the chin."""
    n, t = cut.neck + 4, cut.top
    back = half(
        f"M0 {t - height + 10} C{n * 0.5} {t - height + 10} {n * 0.85} "
        f"{t - height + 5} {n - 4} {t - height} L{n - 6} {t} L0 {t + 20}"
    )
    pen.solid(back, shade=0.42, depth=5)
    pen.flat(
        f"M285 {t - height + 16}L315 {t - height + 16}L315 {t - height + 28}L285 {t - height + 28}Z", "#efe9dd", 0.8
    )
    wing = path(
        f"M{n - 4} {t - height} C{n + 4} {t - height * 0.5} {n + 9} {t - 8} "
        f"{n + 12} {t + 10} C{n * 0.8} {t + 34} {n * 0.4} {t + 42} 0 {t + 44}"
        f" L0 {t - height + 36} C{n * 0.4} {t - height + 30} {n * 0.7} {t - height + 16} {n - 4} {t - height}",
        dx=300,
    )
    for piece in (wing.mirrored(), wing):
        pen.solid(piece, depth=8, rim=0.3)
    pen.seam(
        path(
            f"M{300 - n - 11} {t + 10} C{300 - n * 0.8} {t + 34} {300 - n * 0.4} "
            f"{t + 42} 300 {t + 44} C{300 + n * 0.4} {t + 42} {300 + n * 0.8} {t + 34} "
            f"{300 + n + 11} {t + 10}"
        )
    )


def lapels(pen: Pen, cut: Cut, spec: Spec, deep: float, wide: float = 62.0) -> None:
    """Collar and lapels that roll open to a point `deep` below the neck."""
    n, t = cut.neck, cut.top
    collar_back = half(
        f"M0 {t - 4} C{n * 0.4} {t - 4} {n * 0.7} {t - 10} {n * 0.8} {t - 16} "
        f"L{n + 10} {t + 10} L{n * 0.7} {t + 26} L0 {t + 28}"
    )
    pen.solid(collar_back, shade=0.22, depth=6)
    lapel = path(
        f"M{n * 0.98} {t + 34} L{n + wide * 0.86} {t + 84} C{n + wide * 0.5} "
        f"{t + deep * 0.6} 36 {t + deep * 0.86} 0 {t + deep}"
        f" C{n * 0.5} {t + deep * 0.6} {n * 0.84} {t + deep * 0.3} {n * 0.98} {t + 34}",
        dx=300,
    )
    collar = path(
        f"M{n * 0.8} {t - 18} C{n + 6} {t - 12} {n + 16} {t - 2} {n + 18} {t + 12} "
        f"L{n + wide * 0.62} {t + 56} L{n + wide * 0.5} {t + 76}"
        f" L{n * 0.94} {t + 48} C{n * 0.9} {t + 22} {n * 0.8} {t} {n * 0.8} {t - 18}",
        dx=300,
    )
    for side in (-1, 1):
        for shape in (lapel, collar):
            piece = shape if side > 0 else shape.mirrored()
            for drop in (3, 7, 11):
                pen.flat(piece.moved(2, drop), SHADE, 0.06)
            dress_up(pen, pen.solid(piece, depth=7, rim=0.3, casts=shape is collar), spec, 24 * side)


def opening(pen: Pen, cut: Cut, deep: float) -> None:
    """The lining seen between the lapels."""
    n, t = cut.neck, cut.top
    pen.flat(half(f"M0 {t + 14} L{n} {t} L{n - 6} {t + deep * 0.36} L0 {t + deep + 2}"), "currentColor")
    pen.flat(half(f"M0 {t + 14} L{n} {t} L{n - 6} {t + deep * 0.36} L0 {t + deep + 2}"), SHADE, 0.46)
    pen.flat(f"M284 {t + 30}L316 {t + 30}L316 {t + 46}L284 {t + 46}Z", "#efe9dd", 0.85)


def front_edge(pen: Pen, cut: Cut, top: float, x: float = 304) -> None:
    pen.dusk((x, top, x + 6, (top + cut.hem_y) / 2, x - 2, cut.hem_y + 6, -8.0), opacity=0.06)
    pen.seam(path(f"M{x} {top} C{x + 2} {top + 120} {x} {cut.hem_y - 60} {x - 4} {cut.hem_y + cut.round_hem}"))


def flaps(pen: Pen, y: float, inner: float = 44, outer: float = 116) -> None:
    for side in (-1, 1):
        x0, x1 = sorted((300 + side * inner, 300 + side * outer))
        tilt = 5 * side
        flap = path(
            f"M{x0} {y + tilt} L{x1} {y - tilt} L{x1 + 1} {y + 24 - tilt} C{x1 - 8} "
            f"{y + 31} {x0 + 8} {y + 31} {x0 + 1} {y + 26 + tilt} L{x0} {y + tilt}"
        )
        pen.flat(flap.moved(2, 5), SHADE, 0.15)
        pen.solid(flap, casts=False, depth=5, rim=0.26)
        pen.seam(path(f"M{x0} {y + tilt} L{x1} {y - tilt}"))


def hood(pen: Pen, cut: Cut) -> None:
    n, t = cut.neck, cut.top
    outer = half(
        f"M0 {t - 74} C{n * 0.9} {t - 74} {n + 36} {t - 50} {n + 40} {t - 8} "
        f"C{n + 40} {t + 20} {n + 22} {t + 44} {n * 0.5} {t + 62} L0 {t + 70}"
    )
    pen.solid(outer, depth=14)
    inner = half(
        f"M0 {t - 50} C{n * 0.7} {t - 50} {n + 10} {t - 34} {n + 10} {t - 2} "
        f"C{n + 6} {t + 26} {n * 0.5} {t + 46} 0 {t + 64}"
    )
    pen.solid(inner, shade=0.44, casts=False, depth=8)
    pen.dusk((300 - n - 8, t - 20, 300, t - 92, 300 + n + 8, t - 20, -16.0), opacity=0.06)
    pen.folds(
        [
            (300 - n - 30, t - 20, 300 - n - 8, t + 18, 300 - n + 20, t + 50, 5.0),
            (300 + n + 30, t - 20, 300 + n + 8, t + 18, 300 + n - 20, t + 50, -5.0),
        ]
    )


def cords(pen: Pen, cut: Cut) -> None:
    t = cut.top
    for side in (-1, 1):
        x = 300 + side * 22
        pen.line(
            f"M{x} {t + 58}C{x + side * 4} {t + 100} {x + side * 8} {t + 120} {x + side * 4} {t + 152}",
            4,
            "#e6dfd2",
            0.95,
        )
        pen.line(
            f"M{x + 1.5} {t + 58}C{x + side * 4 + 1.5} {t + 100} {x + side * 8 + 1.5} "
            f"{t + 120} {x + side * 4 + 1.5} {t + 152}",
            1.2,
            SHADE,
            0.3,
        )
        pen.line(f"M{x + side * 4} {t + 150}L{x + side * 4} {t + 164}", 6, "#6e6a64", 1)
