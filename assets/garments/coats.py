"""Coats."""

from dataclasses import replace

from assets.garments.body import Cut, arms, body_folds, cuffs, sleeve, torso
from assets.garments.collars import back_neck, patch_pocket
from assets.garments.fabric import Spec, channels, dress_up
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

_LONG = Cut(
    top=64,
    neck=46,
    drop=36,
    shoulder=124,
    shoulder_y=96,
    chest=120,
    chest_y=202,
    waist=116,
    hem=144,
    hem_y=676,
    round_hem=6,
    cuff_y=436,
    sleeve_out=74,
)


def coat(pen: Pen, spec: Spec) -> None:
    draw = {"trench": _trench, "parka": _parka, "down": _long_down}.get(spec.cut, _wool_coat)
    draw(pen, spec)


def _wool_coat(pen: Pen, spec: Spec) -> None:
    deep = 170
    base(pen, spec, _LONG, 10)
    body_folds(pen, _LONG, 0.9)
    opening(pen, _LONG, deep)
    flaps(pen, 398, 40, 100)
    double = spec.collar != "single"
    lapels(pen, _LONG, spec, deep, 62)
    front_edge(pen, _LONG, _LONG.top + deep, 322 if double else 304)
    for y in (262, 330, 398) if double else (250, 320, 390):
        for x in (274, 320 - 8) if double else (298,):
            pen.button(x, y, 8, "#3d3128")
    pen.folds(
        [(240, 670, 248, 560, 242, 460, 9.0), (366, 672, 358, 560, 362, 470, 9.0), (200, 664, 210, 580, 214, 520, 7.0)],
        0.9,
    )


def _trench(pen: Pen, spec: Spec) -> None:
    cut = replace(_LONG, waist=104, hem=164)
    base(pen, spec, cut, 10)
    body_folds(pen, cut, 0.9)
    opening(pen, cut, 140)
    flap = path("M318 150 C350 168 394 176 408 170 C414 210 400 250 372 262 C350 246 330 220 318 200 L318 150")
    pen.flat(flap.moved(2, 6), SHADE, 0.16)
    pen.solid(flap, casts=False, depth=6)
    lapels(pen, cut, spec, 140, 76)
    for y in (226, 282, 430, 500):
        for x in (262, 334):
            pen.button(x, y, 7.5, "#4a3a2c")
    front_edge(pen, cut, 206, 344)
    pen.folds(
        [
            (236, 670, 246, 540, 262, 390, 10.0),
            (372, 672, 362, 540, 340, 392, 10.0),
            (300, 676, 298, 560, 300, 430, 8.0),
            (180, 660, 204, 540, 216, 420, 9.0),
        ]
    )
    belt = half("M0 350 C40 350 76 347 105 342 L107 374 C76 380 40 383 0 383")
    pen.dusk((196, 376, 300, 396, 404, 376, -7.0), opacity=0.08)
    pen.solid(belt, casts=False, depth=6)
    pen.stitch(path("M196 350 C240 357 360 357 404 350"), path("M195 368 C240 376 360 376 405 368"), opacity=0.3)
    pen.flat("M282 342L328 342L328 390L282 390ZM290 350L290 382L320 382L320 350Z", "#5b4634")
    pen.gleam((283, 343, 305, 341, 327, 343, -2.0), opacity=0.3)
    tail = path("M328 352 C352 356 372 384 378 452 L354 458 C350 410 342 388 326 380 L328 352")
    pen.flat(tail.moved(3, 4), SHADE, 0.16)
    pen.solid(tail, casts=False, depth=5)
    for side in (-1, 1):
        strap = path(
            f"M{300 + side * 134} {404} L{300 + side * 196} {396} L{300 + side * 198} "
            f"{412} L{300 + side * 134} {420} L{300 + side * 134} {404}"
        )
        pen.solid(strap, casts=False, depth=4)
    slanted_pockets(pen, 430, 60, 84, 76)


def _parka(pen: Pen, spec: Spec) -> None:
    cut = replace(
        _LONG,
        top=104,
        shoulder_y=134,
        chest_y=244,
        hem_y=640,
        drop=56,
        neck=50,
        shoulder=130,
        chest=128,
        waist=126,
        hem=140,
        cuff_y=476,
        sleeve_out=80,
    )
    hood(pen, cut)
    arms(pen, spec, cut, 14)
    outline = pen.solid(torso(cut), depth=15)
    dress_up(pen, outline, spec)
    body_folds(pen, cut, 1.2)
    pen.seam(path(f"M{304 - cut.waist} 402 C240 410 360 410 {296 + cut.waist} 402"))
    pen.folds(
        [
            (x, 404, x + pen.chance.uniform(-4, 4), 424, x + pen.chance.uniform(-8, 8), 446, 3.0)
            for x in range(188, 420, 22)
        ],
        0.9,
    )
    pen.seam(f"M284 {cut.top + 56} L284 {cut.hem_y + 6}")
    pen.dusk((287, cut.top + 56, 294, 380, 287, cut.hem_y + 4, -7.0), opacity=0.06)
    for y in range(190, 630, 86):
        pen.button(300, y, 7, METAL)
    for x in (186, 344):
        patch_pocket(pen, x, 462, 72, 90, flap=True)
    cuffs(pen, spec, cut, 28, ribbed=False, wide=12)
    cords(pen, cut)


def _long_down(pen: Pen, spec: Spec) -> None:
    cut = replace(
        _LONG,
        top=84,
        shoulder_y=116,
        chest_y=226,
        hem_y=664,
        hem=142,
        waist=134,
        chest=132,
        shoulder=130,
        cuff_y=466,
        sleeve_out=80,
        neck=50,
    )
    back_neck(pen, cut)
    right, _ = sleeve(cut, "long", 18)
    for side, shape in ((-1, right.mirrored()), (1, right)):
        channels(pen, pen.solid(shape, form="t", depth=17), 50, -12 * side)
        pen.dusk(
            (
                300 + side * (cut.shoulder - 6),
                122,
                300 + side * (cut.chest - 6),
                170,
                300 + side * (cut.chest + 3),
                228,
                12.0 * side,
            ),
            opacity=0.08,
        )
    channels(pen, pen.solid(torso(cut), depth=18), 54)
    slanted_pockets(pen, 410, 60, 86, 70)
    cuffs(pen, spec, cut, 24, ribbed=False, wide=16)
    zip_line(pen, cut.top + 8, cut.hem_y + 6)
    funnel(pen, cut, 44)
    zip_line(pen, cut.top - 4, cut.top + 50)
