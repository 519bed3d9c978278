"""Necklines, collars, buttoned strips and pockets."""

from assets.garments.body import Cut
from assets.garments.fabric import Spec, dress_up, ribs
from assets.garments.geometry import half, path
from assets.garments.pen import SHADE, Pen


def back_neck(pen: Pen, cut: Cut, deep: float = 0.0) -> None:
    """The inside of the back, seen through the neckline, with its label."""
    n, t = cut.neck, cut.top
    shape = half(
        f"M0 {t + 12} C{n * 0.5} {t + 12} {n * 0.9} {t + 6} {n} {t - 2} L{n + 6} "
        f"{t + 8} L{n * 0.7} {t + cut.drop + 14 + deep}"
        f" L0 {t + cut.drop + 22 + deep}"
    )
    pen.solid(shape, shade=0.42, casts=False, depth=5)
    pen.dusk((300 - n, t + 2, 300, t + 34, 300 + n, t + 2, -20.0), opacity=0.1)
    pen.flat(f"M284 {t + 22}L316 {t + 22}L316 {t + 37}L284 {t + 37}Z", "#efe9dd", 0.85)
    pen.line(f"M290 {t + 30}L310 {t + 30}", 2, "#3b3833", 0.6)


def neck_band(pen: Pen, cut: Cut, width: float = 15.0, ribbed: bool = True) -> None:
    """A band that follows a round or pointed neckline."""
    n, t, d = cut.neck, cut.top, cut.drop
    if cut.vee:
        shape = half(
            f"M0 {t + d - 4} L{n * 0.92} {t + 2} L{n * 0.96} {t - 5} L{n + width} "
            f"{t + 3} L{n + width * 0.75} {t + 12} L0 {t + d + width * 1.5}"
        )
    else:
        shape = half(
            f"M0 {t + d - 3} C{n * 0.6} {t + d - 3} {n * 0.94} {t + d * 0.45} {n - 1} {t - 4} L{n + width} {t + 2}"
            f" C{n * 0.98 + width * 0.8} {t + d * 0.6} {n * 0.66 + 4} {t + d + width} 0 {t + d + width}"
        )
    outline = pen.solid(shape, casts=False, depth=5, rim=0.25)
    if ribbed:
        ribs(pen, outline, 0, 5)
    inner = path(
        f"M{300 - n - width} {t + 3} C{300 - n - 4} {t + d * 0.8} {300 - n * 0.66} "
        f"{t + d + width + 1} 300 {t + d + width + 1}"
        f" C{300 + n * 0.66} {t + d + width + 1} {300 + n + 4} {t + d * 0.8} "
        f"{300 + n + width} {t + 3}"
    )
    if not cut.vee:
        pen.seam(inner)


def back_stand(pen: Pen, cut: Cut) -> None:
    """The collar's inner side behind the neck."""
    n, t = cut.neck, cut.top
    shape = half(
        f"M0 {t - 9} C{n * 0.4} {t - 9} {n * 0.6} {t - 14} {n * 0.72} {t - 20} "
        f"L{n + 8} {t + 8} L{n * 0.8} {t + 40} L0 {t + 46}"
    )
    pen.solid(shape, shade=0.2, depth=5)
    pen.seam(path(f"M{300 - n} {t + 8} C{300 - n * 0.5} {t + 18} {300 + n * 0.5} {t + 18} {300 + n} {t + 8}"))


def shirt_collar(pen: Pen, cut: Cut, spec: Spec) -> None:
    """Two points that fold over a stand, open at the throat."""
    n, t = cut.neck, cut.top
    point = 62
    wing = (
        path(
            f"M{n * 0.7} {t - 20} C{n + 2} {t - 14} {n + 12} {t - 6} {n + 16} {t + 10} "
            f"L{n + 34} {t + 52} L{n * 0.62} {t + 62} L{n * 0.66} {t + 68}"
            f" L{n + 8} {t + 74} L12 {t + cut.drop + 26} L1 {t + cut.drop + 2} "
            f"C{n * 0.4} {t + 40} {n * 0.6} {t + 6} {n * 0.7} {t - 20}",
            dx=300,
        )
        if spec.collar == "camp"
        else path(
            f"M{n * 0.7} {t - 20} C{n + 2} {t - 14} {n + 12} {t - 6} {n + 16} {t + 10}"
            f" L{n * 0.92} {t + point} C{n * 0.6} {t + 44} {n * 0.3} {t + 30} 3 "
            f"{t + 32} C{n * 0.3} {t + 14} {n * 0.55} {t - 2} {n * 0.7} {t - 20}",
            dx=300,
        )
    )
    for side, piece in ((-1, wing.mirrored()), (1, wing)):
        for drop in (3, 6, 9):
            pen.flat(piece.moved(1, drop), SHADE, 0.08)
        outline = pen.solid(piece, casts=True, depth=6, rim=0.28)
        dress_up(pen, outline, spec, 30 * side)
        if spec.collar == "camp":
            continue
        pen.stitch(
            path(
                f"M{n + 11} {t + 8} L{n * 0.9} {t + point - 7} C{n * 0.6} {t + 40} {n * 0.3} {t + 28} 8 {t + 29}",
                dx=300,
            )
            if side > 0
            else path(
                f"M{n + 11} {t + 8} L{n * 0.9} {t + point - 7} C{n * 0.6} {t + 40} {n * 0.3} {t + 28} 8 {t + 29}",
                dx=300,
            ).mirrored(),
            opacity=0.25,
        )
        if spec.collar == "button":
            pen.button(300 + side * n * 0.86, t + point - 13, 3.4)


def stand_collar(pen: Pen, cut: Cut, height: float = 30.0, spec: Spec | None = None) -> None:
    """An upright band, open a little in front."""
    n, t = cut.neck, cut.top
    back = half(
        f"M0 {t - height + 8} C{n * 0.5} {t - height + 8} {n * 0.8} "
        f"{t - height + 4} {n - 3} {t - height} L{n} {t + 10} L0 {t + cut.drop}"
    )
    pen.solid(back, shade=0.4, depth=5)
    front = path(
        f"M{n - 3} {t - height} C{n + 2} {t - height * 0.5} {n + 7} {t - 8} {n + 8} {t + 4}"
        f" C{n * 0.8} {t + cut.drop * 0.6} {n * 0.4} {t + cut.drop + 3} 2 {t + cut.drop + 4}"
        f" L5 {t + cut.drop - height * 0.86} C{n * 0.4} {t + cut.drop - height} "
        f"{n * 0.8} {t - 4} {n - 3} {t - height}",
        dx=300,
    )
    for piece in (front.mirrored(), front):
        outline = pen.solid(piece, depth=6, rim=0.28)
        if spec:
            dress_up(pen, outline, spec)


def roll(pen: Pen, cut: Cut) -> None:
    """A turned-over collar."""
    n, t = cut.neck + 4, cut.top
    inside = half(f"M0 {t - 50} C{n * 0.5} {t - 50} {n * 0.86} {t - 47} {n - 4} {t - 42} L{n - 8} {t - 20} L0 {t - 10}")
    pen.solid(inside, shade=0.45, depth=5)
    shape = half(
        f"M0 {t - 36} C{n * 0.5} {t - 36} {n * 0.86} {t - 38} {n - 3} {t - 44} "
        f"C{n + 6} {t - 30} {n + 9} {t - 6} {n + 12} {t + 16}"
        f" C{n * 0.8} {t + 32} {n * 0.4} {t + 38} 0 {t + 38}"
    )
    pen.dusk((300 - n - 8, t + 16, 300, t + 66, 300 + n + 8, t + 16, -9.0), opacity=0.09)
    outline = pen.solid(shape, depth=10)
    ribs(pen, outline, 0, 8)
    pen.folds([(250, t + 12, 290, t + 22, 340, t + 8, 5.0)], 0.9)


def placket(pen: Pen, top: float, bottom: float, buttons: int, fill: str = "#efe8da", wide: float = 15.0) -> None:
    """The buttoned strip in the middle."""
    pen.dusk((300 + wide, top, 300 + wide + 3, (top + bottom) / 2, 300 + wide, bottom, -5.0), opacity=0.05)
    pen.seam(f"M{300 - wide} {top} L{300 - wide} {bottom}", f"M{300 + wide} {top} L{300 + wide} {bottom}")
    pen.stitch(
        f"M{300 - wide + 4} {top} L{300 - wide + 4} {bottom}",
        f"M{300 + wide - 4} {top} L{300 + wide - 4} {bottom}",
        opacity=0.22,
    )
    for place in range(buttons):
        pen.button(300, top + 22 + place * (bottom - top - 60) / max(buttons - 1, 1), 5.2, fill)


def patch_pocket(pen: Pen, x: float, y: float, width: float = 62.0, height: float = 70.0, flap: bool = False) -> None:
    shape = path(
        f"M{x} {y} L{x + width} {y} L{x + width} {y + height - 12} "
        f"L{x + width / 2} {y + height} L{x} {y + height - 12} L{x} {y}"
    )
    pen.dusk((x + width, y + 4, x + width + 2, y + height / 2, x + width - 2, y + height - 10, -4.0), opacity=0.06)
    pen.flat(shape, "url(#vl)", 0.35)
    pen.seam(shape)
    pen.stitch(f"M{x + 3} {y + 8} L{x + width - 3} {y + 8}", opacity=0.3)
    if flap:
        lid = path(
            f"M{x - 3} {y - 3} L{x + width + 3} {y - 3} L{x + width + 3} {y + 18} "
            f"L{x + width / 2} {y + 28} L{x - 3} {y + 18} L{x - 3} {y - 3}"
        )
        pen.solid(lid, casts=False, depth=4, rim=0.2)
        pen.seam(lid)
