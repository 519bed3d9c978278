"""Hats: caps, beanies, bucket and wide-brimmed hats."""

import math

from assets.garments.fabric import Spec, cables, dress_up, ribs
from assets.garments.geometry import path
from assets.garments.pen import SHADE, Pen


def hat(pen: Pen, spec: Spec) -> None:
    pen.standing = {"beanie": 584.0, "bucket": 578.0}.get(spec.cut, 562.0)
    pen.lift = 50 if spec.cut != "beanie" else 20
    {"cap": _cap, "beanie": _beanie, "bucket": _bucket}.get(spec.cut, _brim)(pen, spec)


def _cap(pen: Pen, spec: Spec) -> None:
    crown = path(
        "M176 500 C164 392 214 270 330 258 C450 256 516 360 510 486 C508 506 500 "
        "516 488 520 C400 540 280 536 196 516 C184 512 178 508 176 500"
    )
    outline = pen.solid(crown, depth=22)
    dress_up(pen, outline, spec)
    pen.seam(
        "M330 258 C312 320 296 420 300 528", "M330 258 C250 280 214 380 204 514", "M330 258 C400 290 426 400 424 526"
    )
    pen.stitch("M336 260 C320 320 304 420 308 528", "M336 260 C406 292 432 400 430 526", opacity=0.3)
    pen.folds([(240, 330, 232, 400, 236, 470, 8.0), (470, 330, 478, 400, 470, 480, -8.0)], 0.8)
    pen.gleam((262, 300, 236, 380, 230, 480, -20.0), opacity=0.1)
    for x, y in ((258, 350), (392, 352)):
        pen.parts.append(f'<circle cx="{x}" cy="{y}" r="4" opacity=".55"/>')
    pen.button(330, 258, 9, "")
    brim = path(
        "M188 500 C120 510 64 536 54 566 C52 584 76 588 110 580 C200 558 330 560 "
        "420 552 C450 548 470 536 486 520 C390 536 270 530 188 500"
    )
    pen.flat(brim.moved(4, 8), SHADE, 0.12)
    dress_up(pen, pen.solid(brim, form="v", depth=12, rim=0.4), spec)
    for step in (8, 17, 26):
        pen.stitch(
            path(
                f"M{180 - step * 2} {508 + step * 0.7} C{130 - step} {520 + step} {90} "
                f"{545 + step * 0.6} {78 + step} {572 - step * 0.1}"
            ),
            opacity=0.22,
        )
    pen.dusk((190, 502, 300, 540, 484, 522, -7.0), opacity=0.12)


def _beanie(pen: Pen, spec: Spec) -> None:
    crown = path("M146 470 C136 320 190 176 300 170 C410 176 464 320 454 470 L146 470")
    outline = pen.solid(crown, depth=24)
    if spec.pattern == "cable":
        cables(pen, (300,), 214, 460, 19)
        cables(pen, (222, 378), 262, 460, 13)
    else:
        ribs(pen, outline, 0, 13)
    pen.folds(
        [
            (300, 172, 270, 200, 246, 250, 8.0),
            (300, 172, 330, 200, 356, 250, -8.0),
            (300, 172, 298, 210, 300, 250, 6.0),
        ],
        1.0,
    )
    cuff = path(
        "M132 456 C180 474 420 474 468 456 C474 496 472 540 464 574 C400 592 200 592 136 574 C128 540 126 496 132 456"
    )
    pen.dusk((140, 460, 300, 486, 460, 460, 8.0), opacity=0.12)
    band = pen.solid(cuff, depth=16)
    ribs(pen, band, 0, 13)
    pen.flat("M372 508L424 505L424 541L372 544Z", "#8a6748")
    pen.line("M376 512L420 509L420 537L376 540Z", 1.4, "#e4d2b4", 0.8, "4 3")
    if spec.length == "pompom":
        pen.parts.append(
            '<circle cx="300" cy="150" r="56" fill="currentColor"/><circle cx="300" cy="150" r="56" fill="url(#b)"/>'
        )
        for _ in range(90):
            angle, radius = pen.chance.uniform(0, 6.28), pen.chance.uniform(18, 58)
            x, y = 300 + radius * math.cos(angle), 150 + radius * math.sin(angle)
            pen.line(
                f"M{x:.0f} {y:.0f}l{9 * math.cos(angle):.0f} {9 * math.sin(angle):.0f}",
                3,
                pen.chance.choice((SHADE, "#fff")),
                0.16,
            )


def _bucket(pen: Pen, spec: Spec) -> None:
    brim = path(
        "M184 420 C146 456 112 508 102 546 C98 570 150 584 300 584 C450 584 502 "
        "570 498 546 C488 508 454 456 416 420 L184 420"
    )
    outline = pen.solid(brim, depth=18)
    dress_up(pen, outline, spec)
    for step in range(1, 6):
        k = step / 6
        pen.stitch(
            path(
                f"M{184 - 78 * k} {430 + 116 * k} C{230 - 40 * k} {452 + 132 * k} "
                f"{370 + 40 * k} {452 + 132 * k} {416 + 78 * k} {430 + 116 * k}"
            ),
            opacity=0.3,
        )
    crown = path(
        "M180 440 C182 380 204 300 220 276 C250 258 350 258 380 276 C396 300 418 380 420 440 C360 462 240 462 180 440"
    )
    outline = pen.solid(crown, depth=17)
    dress_up(pen, outline, spec)
    pen.seam("M222 278 C260 296 340 296 378 278", "M300 291 C298 340 298 400 300 456")
    pen.dusk((180, 442, 300, 476, 420, 442, -8.0), opacity=0.1)
    pen.gleam((214, 300, 200, 360, 196, 436, -12.0), (160, 460, 136, 500, 122, 548, -10.0), opacity=0.12)
    for x in (226, 240):
        pen.parts.append(f'<circle cx="{x}" cy="372" r="3.5" opacity=".55"/>')


def _brim(pen: Pen, spec: Spec) -> None:
    brim = path(
        "M28 500 C60 462 180 440 300 440 C420 440 540 462 572 500 C580 530 500 566 300 568 C100 566 20 530 28 500"
    )
    outline = pen.solid(brim, form="v", depth=16, rim=0.4)
    straw = spec.fabric == "straw"
    if straw:
        for step in range(1, 8):
            k = step / 8
            pen.line(
                path(
                    f"M{300 - 268 * k} {496} C{300 - 240 * k} {496 + 66 * k} "
                    f"{300 + 240 * k} {496 + 66 * k} {300 + 268 * k} 496"
                ),
                5,
                SHADE,
                0.12,
                "6 3",
            )
    pen.dusk((150, 494, 300, 540, 450, 494, -14.0), opacity=0.1)
    pen.gleam((44, 510, 140, 552, 300, 560, 7.0), opacity=0.16)
    crown = path(
        "M158 496 C162 420 170 340 196 296 C220 262 262 262 300 276 C338 262 380 "
        "262 404 296 C430 340 438 420 442 496 C380 522 220 522 158 496"
    )
    outline = pen.solid(crown, depth=18)
    dress_up(pen, outline, spec)
    if straw:
        for y in range(310, 500, 13):
            pen.line(
                f"M{196 - (y - 296) * 0.17:.0f} {y}Q300 {y + 20} {404 + (y - 296) * 0.17:.0f} {y}",
                5,
                SHADE,
                0.13,
                "6 3",
            )
    pen.folds(
        [
            (300, 278, 292, 320, 296, 372, 12.0),
            (214, 290, 222, 330, 246, 366, 9.0),
            (388, 290, 378, 330, 356, 366, -9.0),
        ],
        1.3,
    )
    pen.gleam((196, 310, 176, 390, 170, 480, -16.0), opacity=0.12)
    ribbon = path("M161 452 C220 482 380 482 439 452 L442 496 C380 524 220 524 158 496 L161 452")
    pen.flat(ribbon, "#2f2823", 0.86)
    pen.flat(ribbon, "url(#fl)", 0.7)
    pen.flat(path("M420 462 L462 452 L458 500 L424 506 L420 462"), "#2f2823", 0.92)
