"""Knitwear: pullovers, cardigans, vests and polos."""

from assets.garments.body import Cut, armholes, arms, body_folds, cuffs, hem_band, torso
from assets.garments.collars import back_neck, back_stand, neck_band, placket, roll, shirt_collar
from assets.garments.fabric import Spec, cables, dress_up, ribs
from assets.garments.geometry import path
from assets.garments.pen import SHADE, Pen


def knit(pen: Pen, spec: Spec) -> None:
    """Pullover, cardigan, vest and polo."""
    deep = {"vee": 104, "roll": 26, "cardigan": 250}.get(spec.collar, 42)
    cut = Cut(
        drop=deep,
        vee=spec.collar in ("vee", "cardigan"),
        hem_y=590,
        chest=152,
        waist=146,
        hem=140,
        neck=56,
        shoulder=154,
        cuff_y=566,
        round_hem=5,
    )
    wide = 14 if spec.fabric == "chunky" else 6
    back_neck(pen, cut)
    if spec.collar == "polo":
        back_stand(pen, cut)
    arms(pen, spec, cut, wide)
    outline = pen.solid(torso(cut), depth=17)
    dress_up(pen, outline, spec)
    if spec.pattern == "cable":
        cables(pen, (300,) if spec.collar != "cardigan" else (), cut.top + cut.drop + 30, cut.hem_y - 44, 19)
        cables(pen, (218, 382), cut.chest_y - 96, cut.hem_y - 44, 12)
        ribs_between(pen, cut)
    body_folds(pen, cut, 1.15)
    cuffs(pen, spec, cut, 46, wide=wide)
    hem_band(pen, cut, 48)
    if spec.sleeve == "none":
        armholes(pen, cut)
    if spec.collar == "roll":
        roll(pen, cut)
    elif spec.collar == "cardigan":
        _cardigan_front(pen, cut)
    elif spec.collar == "polo":
        placket(pen, cut.top + 40, cut.top + 150, 3, "")
        shirt_collar(pen, cut, spec)
    else:
        neck_band(pen, cut, 17)


def ribs_between(pen: Pen, cut: Cut) -> None:
    """Moss stitch beside the cables."""
    for x in (258, 342):
        pen.line(f"M{x} {cut.chest_y - 80}L{x} {cut.hem_y - 46}", 22, SHADE, 0.06, "3 4")
        pen.line(f"M{x} {cut.chest_y - 76}L{x} {cut.hem_y - 46}", 22, "#fff", 0.07, "3 4")


def _cardigan_front(pen: Pen, cut: Cut) -> None:
    n, t, d = cut.neck, cut.top, cut.drop
    strip = path(
        f"M{n - 4} {t - 8} L{n + 16} {t + 2} C{n + 6} {t + d * 0.4} {34} "
        f"{t + d * 0.8} 15 {t + d + 24} L15 {cut.hem_y + 6} L-13 {cut.hem_y + 6}"
        f" L-13 {t + d + 18} C6 {t + d * 0.8} {n - 22} {t + d * 0.4} {n - 4} {t - 8}",
        dx=300,
    )
    left = path(
        f"M{-n + 4} {t - 8} L{-n - 16} {t + 2} C{-n - 6} {t + d * 0.4} -34 "
        f"{t + d * 0.8} -15 {t + d + 24} L-13 {t + d + 6}"
        f" C-6 {t + d * 0.8} {-n + 22} {t + d * 0.4} {-n + 4} {t - 8}",
        dx=300,
    )
    for piece in (left, strip):
        pen.flat(piece.moved(3, 3), SHADE, 0.12)
        outline = pen.solid(piece, casts=False, depth=5, rim=0.28)
        ribs(pen, outline, 0, 5)
    for place in range(5):
        pen.button(301, t + d + 36 + place * (cut.hem_y - t - d - 60) / 4, 6.5, "#7b6650")
