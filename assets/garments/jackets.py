"""Jackets."""

from dataclasses import replace

from assets.garments.body import Cut, arms, body_folds, cuffs, hem_band, sleeve, torso
from assets.garments.collars import back_neck, back_stand, patch_pocket, shirt_collar
from assets.garments.fabric import Spec, channels, dress_up, quilted, ribs
from assets.garments.geometry import half, path
from assets.garments.pen import SHADE, Pen
from assets.garments.tailoring import (
    METAL,
    base,
    cords,
    flaps,
    front_edge,
    funnel,
    hood,
    lapels,
    opening,
    slanted_pockets,
    zip_line,
)


def jacket(pen: Pen, spec: Spec) -> None:
    draw = {
        "bomber": _bomber,
        "padded": _padded,
        "puffer": _padded,
        "quilted": _quilted,
        "denim": _trucker,
        "biker": _biker,
        "wind": _wind,
        "blazer": _blazer,
    }.get(spec.cut, _overshirt)
    draw(pen, spec)


def _bomber(pen: Pen, spec: Spec) -> None:
    cut = Cut(hem_y=560, hem=134, waist=156, chest=158, shoulder=158, drop=36, neck=54, cuff_y=556, round_hem=4)
    base(pen, spec, cut, 16)
    body_folds(pen, cut, 1.3)
    cuffs(pen, spec, cut, 40, wide=14)
    hem_band(pen, cut, 46)
    slanted_pockets(pen, 400)
    zip_line(pen, cut.top + 46, cut.hem_y + 2)
    n, t = cut.neck, cut.top
    collar = half(
        f"M0 {t + 30} C{n * 0.6} {t + 30} {n * 0.94} {t + 10} {n - 2} {t - 12} "
        f"L{n + 16} {t - 2} C{n + 14} {t + 26} {n * 0.7} {t + 58} 0 {t + 58}"
    )
    ribs(pen, pen.solid(collar, depth=6), 0, 6)


def _padded(pen: Pen, spec: Spec) -> None:
    vest = spec.sleeve == "none"
    cut = Cut(
        hem_y=576,
        hem=152,
        waist=156,
        chest=160,
        shoulder=150 if vest else 160,
        drop=40,
        neck=56,
        cuff_y=560,
        round_hem=8,
    )
    gap = 62.0 if spec.cut == "puffer" else 50.0
    back_neck(pen, cut)
    if not vest:
        right, _ = sleeve(cut, "long", 20)
        for side, shape in ((-1, right.mirrored()), (1, right)):
            outline = pen.solid(shape, form="t", depth=18)
            channels(pen, outline, gap * 0.96, -12 * side)
            pen.dusk(
                (
                    300 + side * (cut.shoulder - 6),
                    cut.shoulder_y + 6,
                    300 + side * (cut.chest - 6),
                    208,
                    300 + side * (cut.chest + 3),
                    284,
                    13.0 * side,
                ),
                opacity=0.08,
            )
    outline = pen.solid(torso(cut), depth=19)
    channels(pen, outline, gap)
    pen.gleam((196, 170, 200, 360, 192, 560, -14.0), opacity=0.05)
    if not vest:
        cuffs(pen, spec, cut, 26, ribbed=False, wide=18)
    slanted_pockets(pen, 420, 70, 100, 66)
    zip_line(pen, cut.top + 8, cut.hem_y + 10)
    funnel(pen, cut, 44)
    zip_line(pen, cut.top - 6, cut.top + 50)


def _quilted(pen: Pen, spec: Spec) -> None:
    cut = Cut(hem_y=590, hem=154, waist=148, chest=154, shoulder=156, drop=44, neck=54, cuff_y=560, round_hem=8)
    back_neck(pen, cut)
    back_stand(pen, cut)
    right, _ = sleeve(cut, "long", 8)
    for side, shape in ((-1, right.mirrored()), (1, right)):
        outline = pen.solid(shape, form="t", depth=14)
        quilted(pen, outline, 40)
        pen.dusk(
            (
                300 + side * (cut.shoulder - 6),
                cut.shoulder_y + 6,
                300 + side * (cut.chest - 6),
                208,
                300 + side * (cut.chest + 3),
                284,
                13.0 * side,
            ),
            opacity=0.075,
        )
    outline = pen.solid(torso(cut), depth=16)
    quilted(pen, outline, 42)
    body_folds(pen, cut, 0.7)
    t = cut.top
    pen.seam(f"M286 {t + 60} L286 {cut.hem_y + 8}")
    pen.dusk((290, t + 60, 296, 380, 290, cut.hem_y + 6, -6.0), opacity=0.06)
    for y in range(int(t) + 100, int(cut.hem_y) - 20, 82):
        pen.button(300, y, 7, METAL)
    slanted_pockets(pen, 420, 66, 98, 66)
    shirt_collar(pen, cut, replace(spec, collar="", pattern="corduroy"))
    edge = path(
        f"M{302 - cut.hem} {cut.hem_y - 8} C{300 - cut.hem * 0.5} {cut.hem_y + 4} "
        f"{300 + cut.hem * 0.5} {cut.hem_y + 4} {298 + cut.hem} {cut.hem_y - 8}"
    )
    pen.seam(edge)


def _trucker(pen: Pen, spec: Spec) -> None:
    cut = Cut(hem_y=540, hem=140, waist=148, chest=152, shoulder=156, drop=40, neck=52, cuff_y=556, round_hem=4)
    base(pen, replace(spec, fabric="denim"), cut, 8)
    gold = "#c98f45"
    body_folds(pen, cut, 0.8)
    yoke = path(f"M{cut.shoulder - 14} 214 L0 226", dx=300)
    for side in (-1, 1):
        line = yoke if side > 0 else yoke.mirrored()
        pen.seam(line)
        pen.stitch(line.moved(0, 5), ink=gold, opacity=0.8)
        for a, b in ((46, 36), (92, 64)):
            seam = path(f"M{300 + side * a} 224 L{300 + side * b} {cut.hem_y - 40}")
            pen.seam(seam)
            pen.stitch(seam.moved(4 * side, 0), ink=gold, opacity=0.75)
        x = 300 + side * 66 - 31
        patch_pocket(pen, x, 220, 62, 78, flap=True)
        pen.button(x + 31, 240, 4.5, "#b07c43")
    cuffs(pen, spec, cut, 36, ribbed=False, wide=8)
    band = hem_band(pen, cut, 36, ribbed=False)
    dress_up(pen, band, replace(spec, fabric="denim", pattern="plain"))
    pen.stitch(path(f"M{304 - cut.hem} 510 C240 518 360 518 {296 + cut.hem} 510"), ink=gold, opacity=0.8)
    pen.seam(f"M288 {cut.top + 44} L288 {cut.hem_y + 4}")
    pen.stitch(f"M292 {cut.top + 44} L292 {cut.hem_y}", f"M312 {cut.top + 44} L312 {cut.hem_y}", ink=gold, opacity=0.8)
    for y in range(180, int(cut.hem_y), 68):
        pen.button(302, y, 6, "#b07c43")
    shirt_collar(pen, cut, replace(spec, collar="", fabric="denim"))


def _blazer(pen: Pen, spec: Spec) -> None:
    cut = Cut(
        hem_y=600,
        hem=152,
        waist=134,
        chest=150,
        shoulder=158,
        shoulder_y=142,
        drop=40,
        neck=50,
        cuff_y=564,
        round_hem=6,
    )
    deep = 214 if spec.length != "double" else 250
    base(pen, spec, cut, 6)
    body_folds(pen, cut, 0.75)
    opening(pen, cut, deep)
    for side in (-1, 1):
        dart = path("M70 250 C62 330 64 400 70 452", dx=300)
        pen.seam(dart if side > 0 else dart.mirrored(), width=1.2)
    flaps(pen, 452)
    welt = path("M352 268 L404 258 L406 270 L354 280 L352 268")
    pen.solid(welt, casts=False, depth=3)
    lapels(pen, cut, spec, deep, 66)
    front_edge(pen, cut, cut.top + deep - 2, 302)
    rows = ((300, 336), (300, 416)) if spec.length != "double" else ((270, 372), (330, 372), (270, 440), (330, 440))
    for x, y in rows:
        pen.button(x - 8 if len(rows) == 2 else x, y, 7.5, "#4a3b2e" if spec.fabric != "satin" else "")
    for side in (-1, 1):
        for step in range(3):
            pen.button(
                300 + side * (cut.shoulder + cut.sleeve_out - 10 - step * 1.5),
                cut.cuff_y - 12 - step * 13,
                3.6,
                "#4a3b2e",
            )


def _biker(pen: Pen, spec: Spec) -> None:
    cut = Cut(hem_y=530, hem=136, waist=140, chest=150, shoulder=156, drop=44, neck=52, cuff_y=556, round_hem=4)
    base(pen, spec, cut, 6)
    body_folds(pen, cut, 1.2)
    opening(pen, cut, 150)
    lapels(pen, cut, spec, 170, 78)
    pen.line(f"M302 {cut.top + 168}L256 {cut.hem_y}", 8, SHADE, 0.4)
    pen.line(f"M302 {cut.top + 168}L256 {cut.hem_y}", 4.5, METAL, 0.95, "2 2")
    for x0, y0, x1, y1 in ((196, 372, 240, 340), (360, 350, 404, 372), (352, 262, 402, 250)):
        pen.line(f"M{x0} {y0}L{x1} {y1}", 6, SHADE, 0.4)
        pen.line(f"M{x0} {y0}L{x1} {y1}", 3.5, METAL, 0.95, "2 2")
    hem_band(pen, cut, 30, ribbed=False)
    pen.flat("M352 506L392 506L392 526L352 526ZM360 511L360 521L384 521L384 511Z", METAL)
    cuffs(pen, spec, cut, 30, ribbed=False, wide=6)


def _wind(pen: Pen, spec: Spec) -> None:
    cut = Cut(
        top=128,
        shoulder_y=166,
        chest_y=300,
        hem_y=600,
        hem=152,
        waist=154,
        chest=158,
        shoulder=158,
        drop=60,
        neck=58,
        cuff_y=572,
        round_hem=8,
    )
    hood(pen, cut)
    arms(pen, spec, cut, 14)
    outline = pen.solid(torso(cut), depth=15)
    dress_up(pen, outline, spec)
    body_folds(pen, cut, 1.5)
    pen.seam(path(f"M{302 - cut.chest} 286 C240 276 360 276 {298 + cut.chest} 286"))
    pen.dusk((302 - cut.chest, 288, 300, 292, 298 + cut.chest, 288, -5.0), opacity=0.05)
    zip_line(pen, cut.top + cut.drop - 2, cut.hem_y + 8)
    slanted_pockets(pen, 430, 66, 96, 66)
    cuffs(pen, spec, cut, 24, ribbed=False, wide=12)
    pen.stitch(path(f"M{302 - cut.hem} 582 C240 592 360 592 {298 + cut.hem} 582"))
    cords(pen, cut)


def _overshirt(pen: Pen, spec: Spec) -> None:
    cut = Cut(hem_y=596, hem=152, waist=152, chest=156, shoulder=158, drop=40, neck=52, cuff_y=562, round_hem=6)
    base(pen, spec, cut, 12)
    body_folds(pen, cut, 1.0)
    pen.seam(f"M285 {cut.top + 42} L285 {cut.hem_y + 6}")
    pen.dusk((288, cut.top + 42, 294, 360, 288, cut.hem_y + 4, -6.0), opacity=0.06)
    for place in range(5):
        pen.button(301, 184 + place * 96, 7, "#4a3b2e")
    for x in (196, 338):
        patch_pocket(pen, x, 236, 66, 78, flap=True)
        patch_pocket(pen, x - (14 if x < 300 else -10), 430, 78, 92)
    cuffs(pen, spec, cut, 40, ribbed=False, wide=12)
    shirt_collar(pen, cut, replace(spec, collar=""))
