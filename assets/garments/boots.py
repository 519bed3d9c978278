"""Boots in profile."""

from assets.garments.fabric import Spec, dress_up
from assets.garments.geometry import Path, path
from assets.garments.pen import SHADE, Pen
from assets.garments.shoes import BLACK, FLOOR, WOOD, inside_of, laces, lay_sole


def boot(pen: Pen, spec: Spec) -> None:
    pen.pair, pen.standing, pen.lift = True, FLOOR, 30 if spec.cut in ("tall", "rain") else 72
    draw = {"chelsea": _chelsea, "tall": _tall, "rain": _tall, "heeled": _heeled}.get(spec.cut, _laced)
    draw(pen, spec)


def _boot_body(top: float, front: float = 270, back: float = 492) -> Path:
    return path(
        f"M50 602 C44 572 58 548 98 534 C150 516 206 506 238 474 C256 452 262 420 {front - 4} 380 L{front} {top + 8}"
        f" C{front + 60} {top + 18} {back - 70} {top + 14} {back - 8} {top} "
        f"C{back} 330 484 400 488 450 C496 490 506 540 506 602 L50 602"
    )


def _boot_sole(pen: Pen, fill: str, thick: bool = False) -> None:
    if thick:
        lay_sole(
            pen,
            path(
                "M44 596 C180 606 380 604 512 594 L518 618 L514 640 L370 640 L358 630 "
                "L300 630 L286 640 L80 640 C52 636 40 614 44 596"
            ),
            fill,
            "M46 610 C180 618 380 616 516 608",
        )
        for x in [*range(80, 280, 28), *range(380, 510, 28)]:
            pen.line(f"M{x} 640L{x} 628", 6, SHADE, 0.4)
        return
    lay_sole(pen, path("M46 598 C180 608 380 606 510 596 L512 614 C380 620 180 622 60 620 C48 616 44 606 46 598"), fill)
    lay_sole(pen, path("M368 616 L512 612 L508 640 L376 640 L368 616"), BLACK)


def _chelsea(pen: Pen, spec: Spec) -> None:
    body = _boot_body(322)
    inside_of(pen, path("M270 330 C330 316 430 312 484 322 C430 342 330 344 270 330"))
    outline = pen.solid(body, form="v", depth=18, rim=0.42)
    dress_up(pen, outline, spec)
    pen.gleam(
        (84, 562, 140, 536, 214, 514, -13.0),
        (300, 350, 292, 420, 280, 500, -12.0),
        (470, 360, 462, 430, 474, 520, 8.0),
        opacity=0.2,
    )
    elastic = path("M330 336 C324 400 336 470 372 500 C402 470 420 400 420 336 C390 342 360 342 330 336")
    pen.flat(elastic, SHADE, 0.5)
    pen.line(
        "".join(f"M{x} 342L{x - (x - 375) * 0.3:.0f} {490 - abs(x - 374) * 1.1:.0f}" for x in range(340, 416, 8)),
        2,
        "#fff",
        0.14,
    )
    pen.seam(elastic)
    pen.seam("M372 500 C378 540 380 570 378 602", "M240 476 C290 500 330 540 344 602")
    pen.folds(
        [
            (240, 478, 272, 486, 300, 470, 7.0),
            (232, 500, 262, 516, 292, 508, 6.0),
            (170, 520, 186, 544, 182, 580, 6.0),
            (486, 452, 462, 470, 430, 466, -6.0),
        ],
        1.1,
    )
    tab = path("M456 322 C456 296 486 296 486 322 L478 326 C476 308 464 308 464 326 L456 322")
    pen.solid(tab, depth=3)
    _boot_sole(pen, WOOD)


def _laced(pen: Pen, spec: Spec) -> None:
    body = _boot_body(316, 282, 488)
    tongue = path("M262 400 C256 350 262 300 276 286 C300 282 326 292 330 310 L340 420 L262 470 L262 400")
    inside_of(pen, path("M282 324 C340 304 440 300 482 316 C430 340 340 344 282 324"))
    pen.solid(tongue, depth=8, shade=0.12)
    outline = pen.solid(body, form="v", depth=18, rim=0.42)
    dress_up(pen, outline, spec)
    pen.gleam((84, 560, 140, 534, 206, 514, -13.0), (400, 340, 388, 420, 400, 500, -14.0), opacity=0.17)
    pen.seam(
        "M146 520 C176 546 184 576 180 602", "M250 462 C290 500 320 550 330 602", "M438 326 C436 420 440 520 436 602"
    )
    pen.stitch("M152 518 C182 546 190 576 186 602", "M444 326 C442 420 446 520 442 602", opacity=0.35)
    facing = path("M286 326 L318 330 C316 400 306 450 282 496 L246 470 C268 440 278 390 286 326")
    pen.flat(facing.moved(4, 3), SHADE, 0.13)
    pen.solid(facing, casts=False, form="v", depth=7, rim=0.32)
    pen.folds([(240, 484, 268, 500, 300, 492, 6.0), (486, 450, 460, 470, 440, 468, -6.0)], 1.0)
    lace = "#d8c4a0" if spec.fabric != "satin" else "#f0eadf"
    rows = [
        (252, 470, 284, 490),
        (262, 444, 294, 462),
        (270, 416, 302, 432),
        (276, 388, 308, 402),
        (281, 360, 312, 372),
        (284, 336, 314, 346),
    ]
    laces(pen, rows, lace)
    for _, _, bx, by in rows:
        pen.parts.append(
            f'<circle cx="{bx + 1}" cy="{by}" r="3.4" fill="#a88f63"/><circle '
            f'cx="{bx + 1}" cy="{by}" r="1.4" opacity=".6"/>'
        )
    pen.line(
        "M300 336C326 326 346 350 330 366C316 372 306 352 300 338C284 318 262 330 268 348C276 360 292 350 300 338",
        4.5,
        lace,
        1,
    )
    collar = path("M282 326 C340 340 430 336 480 318")
    pen.line(collar, 9, SHADE, 0.2)
    _boot_sole(pen, "#4a3a2e", thick=True)


def _tall(pen: Pen, spec: Spec) -> None:
    top = 132.0
    body = path(
        "M50 602 C44 574 58 550 98 536 C150 518 206 508 242 476 C262 452 262 400 "
        f"256 330 C250 260 244 200 246 {top + 10}"
        f" C310 {top + 22} 420 {top + 20} 486 {top} C494 220 492 300 482 380 C480 "
        "420 486 440 490 460 C498 500 506 550 506 602 L50 602"
    )
    inside_of(
        pen,
        path(f"M246 {top + 10} C310 {top - 4} 420 {top - 8} 486 {top} C430 {top + 26} 310 {top + 28} 246 {top + 10}"),
    )
    outline = pen.solid(body, form="t", depth=20, rim=0.42)
    dress_up(pen, outline, spec)
    pen.gleam((84, 562, 140, 536, 214, 514, -13.0), (306, 160, 300, 300, 300, 470, -16.0), opacity=0.22)
    pen.folds(
        [
            (258, 396, 310, 420, 360, 404, 7.0),
            (484, 400, 440, 430, 390, 424, -7.0),
            (244, 470, 284, 484, 320, 470, 7.0),
            (486, 452, 450, 474, 410, 468, -6.0),
            (170, 524, 186, 546, 182, 582, 6.0),
        ],
        1.1,
    )
    pen.seam(f"M440 {top + 14} C440 300 436 460 438 602", "M242 478 C300 500 340 540 352 602")
    pen.seam(f"M247 {top + 26} C310 {top + 40} 420 {top + 36} 488 {top + 16}")
    if spec.cut == "rain":
        _boot_sole(pen, "#3a3530", thick=True)
    else:
        _boot_sole(pen, WOOD)


def _heeled(pen: Pen, spec: Spec) -> None:
    inside_of(pen, path("M284 268 C340 254 440 250 486 260 C430 282 340 284 284 268"))
    body = path(
        "M50 618 C48 592 70 574 116 562 C170 548 216 524 252 478 C272 446 280 380 "
        "284 266 C350 280 440 276 486 258 C492 330 482 400 488 450 C496 490 500 "
        "520 494 556"
        " C440 556 390 570 340 596 C300 616 250 626 190 626 L58 626 L50 618"
    )
    outline = pen.solid(body, form="v", depth=18, rim=0.42)
    dress_up(pen, outline, spec)
    pen.gleam((84, 592, 140, 568, 214, 544, -12.0), (312, 290, 304, 400, 280, 500, -13.0), opacity=0.22)
    pen.seam("M440 276 C438 380 440 480 436 562", "M254 478 C300 510 330 550 340 596")
    pen.folds(
        [
            (252, 480, 284, 490, 316, 474, 7.0),
            (240, 506, 270, 520, 304, 512, 6.0),
            (488, 450, 460, 468, 430, 462, -6.0),
        ],
        1.0,
    )
    heel = path("M410 560 C440 552 470 552 496 548 C498 590 494 620 492 640 L428 640 C428 610 424 584 410 560")
    pen.solid(heel, form="t", depth=7)
    lay_sole(
        pen,
        path(
            "M46 620 C80 628 190 630 250 618 C310 602 350 574 414 558 L416 566 C360 "
            "588 316 618 256 632 C190 640 80 642 52 638 C44 634 42 624 46 620"
        ),
        BLACK,
    )
