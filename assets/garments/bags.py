"""Bags, scarves and belts."""

from assets.garments.fabric import Spec, dress_up
from assets.garments.geometry import half, path
from assets.garments.pen import SHADE, Pen

BRASS = "#c2a05a"


def bag(pen: Pen, spec: Spec) -> None:
    draw = {"crossbody": _crossbody, "backpack": _backpack, "hobo": _hobo, "clutch": _crossbody}.get(spec.cut, _tote)
    draw(pen, spec)


def _handle(pen: Pen, data: str, width: float, shade: float = 0.0) -> None:
    """A strap: cloth with a lit and a shaded edge."""
    line = path(data)
    pen.line(line.moved(4, 5), width, SHADE, 0.14)
    pen.line(line, width, "currentColor", 1)
    pen.line(line, width, SHADE, 0.14 + shade)
    pen.line(line.moved(-width * 0.12, -width * 0.1), width * 0.55, "currentColor", 0.8)
    pen.line(line.moved(-width * 0.2, -width * 0.16), width * 0.2, "#fff", 0.22)
    pen.line(line, width * 0.72, SHADE, 0.06)


def _tote(pen: Pen, spec: Spec) -> None:
    pen.standing, pen.wide = 666, 180
    leather = spec.fabric == "leather"
    _handle(pen, "M214 300 C214 130 262 78 300 78 C338 78 386 130 386 300", 17, 0.22)
    pen.solid(half("M0 268 C80 268 140 270 172 276 L166 316 L0 320"), shade=0.42, depth=6)
    body = half(
        "M0 296 C70 296 130 290 172 276 C178 400 188 540 190 640 C188 656 180 664 168 664 C110 668 50 668 0 668"
    )
    outline = pen.solid(body, depth=20)
    dress_up(pen, outline, spec)
    pen.folds(
        [
            (136, 300, 160, 400, 150, 520, 12.0),
            (462, 296, 440, 400, 452, 540, -12.0),
            (200, 640, 260, 620, 330, 640, -8.0),
            (250, 300, 262, 380, 254, 460, 8.0),
        ],
        0.8,
    )
    pen.seam(path("M129 310 C180 326 420 326 471 310"))
    pen.stitch(path("M129 304 C180 320 420 320 471 304"), opacity=0.3)
    _handle(pen, "M206 360 C204 170 250 108 300 108 C350 108 396 170 394 360", 19)
    for x in (206, 394):
        patch = path(f"M{x - 16} 322 L{x + 16} 322 L{x + 16} 384 L{x - 16} 384 L{x - 16} 322")
        pen.solid(patch, casts=False, depth=4)
        pen.stitch(
            path(f"M{x - 11} 350 L{x + 11} 350 L{x + 11} 379 L{x - 11} 379 L{x - 11} 350 L{x + 11} 379"), opacity=0.4
        )
    if leather:
        pen.button(300, 342, 7, BRASS)
        pen.seam("M128 600 C240 616 360 616 472 600")
    else:
        pen.flat("M262 470L338 470L338 516L262 516Z", "#f1eadc", 0.9)
        pen.line("M278 486L322 486M288 500L312 500", 3, "#4a4239", 0.8)


def _crossbody(pen: Pen, spec: Spec) -> None:
    pen.standing, pen.lift, pen.wide = 608, 0, 165
    if spec.cut != "clutch":
        _handle(pen, "M150 372 C96 170 210 66 300 66 C390 66 504 170 450 372", 13)
    body = half("M0 330 C90 330 140 330 158 336 C172 400 180 500 174 572 C172 594 160 604 140 606 C90 610 40 610 0 610")
    outline = pen.solid(body, depth=20, rim=0.4)
    dress_up(pen, outline, spec)
    pen.seam("M128 580 C220 598 380 598 472 580")
    flap = half("M0 318 C90 318 144 322 162 330 C170 380 168 430 150 462 C110 500 50 506 0 506")
    for drop in (4, 9, 14):
        pen.flat(flap.moved(2, drop), SHADE, 0.07)
    outline = pen.solid(flap, depth=17, rim=0.36)
    dress_up(pen, outline, spec)
    pen.stitch(
        path(
            "M148 344 C140 390 144 430 158 454 C196 488 250 496 300 496 C350 496 404 "
            "488 442 454 C456 430 460 390 452 344"
        ),
        opacity=0.34,
    )
    pen.gleam((160, 346, 250, 330, 400, 340, -9.0), (172, 360, 160, 410, 172, 452, -12.0), opacity=0.16)
    pen.flat("M280 470L320 470L320 526L280 526Z", BRASS)
    pen.flat("M280 470L320 470L320 526L280 526Z", "url(#fl)", 1)
    pen.flat("M280 470L320 470L320 526L280 526Z", "url(#v)", 1)
    pen.parts.append('<circle cx="300" cy="498" r="9" fill="#8d7038"/><circle cx="298" cy="496" r="6" fill="#d9bd7c"/>')
    if spec.cut != "clutch":
        for x in (150, 450):
            pen.parts.append(f'<circle cx="{x}" cy="372" r="13" fill="none" stroke="{BRASS}" stroke-width="5"/>')
            pen.parts.append(
                f'<circle cx="{x - 1}" cy="371" r="13" fill="none" stroke="#fff" stroke-width="1.4" opacity=".5"/>'
            )


def _hobo(pen: Pen, spec: Spec) -> None:
    pen.standing, pen.wide = 638, 170
    _handle(pen, "M150 372 C150 130 236 72 300 72 C364 72 450 130 450 372", 26)
    body = half("M0 392 C60 392 110 372 150 336 C186 400 208 500 190 576 C176 626 110 640 0 640")
    outline = pen.solid(body, depth=24, rim=0.42)
    dress_up(pen, outline, spec)
    pen.solid(half("M0 382 C60 382 108 364 148 332 L152 344 C112 384 62 402 0 402"), casts=False, depth=5, shade=0.1)
    pen.folds(
        [
            (160, 352, 176, 450, 150, 560, 14.0),
            (196, 384, 216, 470, 214, 580, 12.0),
            (440, 352, 420, 450, 448, 560, -14.0),
            (404, 384, 384, 470, 392, 590, -12.0),
            (300, 404, 292, 480, 306, 560, 10.0),
        ],
        1.1,
    )
    pen.gleam((180, 420, 150, 500, 150, 580, -16.0), (260, 420, 250, 500, 256, 590, -12.0), opacity=0.12)
    for x in (150, 450):
        pen.parts.append(f'<circle cx="{x}" cy="346" r="15" fill="none" stroke="{BRASS}" stroke-width="6"/>')


def _backpack(pen: Pen, spec: Spec) -> None:
    pen.standing, pen.wide = 666, 165
    for side in (-1, 1):
        _handle(
            pen,
            f"M{300 + side * 104} 640 C{300 + side * 196} 600 {300 + side * 206} 380 {300 + side * 120} 230",
            24,
            0.2,
        )
    _handle(pen, "M260 150 C260 96 340 96 340 150", 15)
    body = half("M0 128 C80 128 132 146 146 220 C158 330 166 500 162 620 C160 652 146 664 116 666 C70 668 30 668 0 668")
    outline = pen.solid(body, depth=24, rim=0.4)
    dress_up(pen, outline, spec)
    arch = path("M158 330 C160 220 180 166 300 162 C420 166 440 220 442 330")
    pen.line(arch, 7, SHADE, 0.35)
    pen.line(arch, 3.5, "#8f8a80", 0.95, "2 2")
    pen.line("M440 320L440 352", 5, "#c9c3b6", 1, round_ends=True)
    pocket = half("M0 410 C70 410 110 414 126 424 C136 480 138 560 132 620 C110 634 60 638 0 638")
    for drop in (4, 9):
        pen.flat(pocket.moved(2, drop), SHADE, 0.07)
    outline = pen.solid(pocket, depth=15, casts=False)
    dress_up(pen, outline, spec)
    pen.line("M180 448C240 440 360 440 420 448", 7, SHADE, 0.35)
    pen.line("M180 448C240 440 360 440 420 448", 3.5, "#8f8a80", 0.95, "2 2")
    pen.line("M412 447L420 474", 5, "#c9c3b6", 1, round_ends=True)
    pen.flat("M262 250L338 250L338 292L262 292Z", "#8a6748")
    pen.line("M267 255L333 255L333 287L267 287Z", 1.4, "#e4d2b4", 0.8, "4 3")
    pen.folds([(164, 380, 190, 460, 176, 560, 10.0), (436, 380, 412, 460, 426, 560, -10.0)], 0.8)
    pen.gleam((180, 190, 160, 300, 158, 420, -16.0), opacity=0.12)


def scarf(pen: Pen, spec: Spec) -> None:
    """Laid round an invisible neck, both ends hanging."""
    back = half("M0 122 C60 122 112 136 124 168 C124 220 90 254 0 262")
    pen.solid(back, shade=0.36, depth=12)
    pen.folds([(196, 150, 300, 124, 404, 150, 8.0), (190, 168, 300, 146, 410, 168, 8.0)], 1.2)
    left = path("M206 208 C240 236 300 246 330 250 C322 360 316 500 312 612 L196 616 C196 480 196 330 206 208")
    right = path("M394 196 C370 232 330 250 292 262 C304 340 312 440 316 520 L420 512 C414 400 406 290 394 196")
    fringe = "".join(
        f"M{x} {y}C{x + pen.chance.randint(-4, 4)} {y + 16} "
        f"{x + pen.chance.randint(-5, 5)} {y + 30} {x + pen.chance.randint(-4, 4)} "
        f"{y + 46}"
        for x0, x1, y in ((322, 420, 510), (198, 312, 612))
        for x in range(x0, x1, 7)
    )
    silk = spec.fabric in ("satin", "silk")
    if not silk:
        pen.line(fringe, 5, SHADE, 0.2)
        pen.line(fringe, 4, "currentColor", 1)
        pen.line(fringe, 1.2, "#fff", 0.3)
    for shape, tilt in ((right, 4), (left, -1)):
        outline = pen.solid(shape, depth=15)
        dress_up(pen, outline, spec, tilt)
    pen.folds(
        [
            (226, 240, 238, 400, 226, 600, 10.0),
            (280, 260, 276, 420, 284, 604, 9.0),
            (370, 250, 380, 360, 390, 500, 8.0),
            (340, 268, 346, 380, 352, 506, 7.0),
        ],
        1.2,
    )
    front = path(
        "M176 176 C184 214 234 238 306 244 C380 240 418 214 424 176 C432 160 446 "
        "170 444 196 C444 226 436 246 408 264 C360 292 250 296 202 270 C164 248 "
        "154 214 158 190 C160 168 170 162 176 176"
    )
    for drop in (5, 11):
        pen.flat(front.moved(2, drop), SHADE, 0.09)
    outline = pen.solid(front, depth=16)
    dress_up(pen, outline, spec)
    pen.folds(
        [
            (180, 200, 230, 262, 320, 262, 10.0),
            (186, 230, 240, 284, 330, 280, 8.0),
            (420, 200, 380, 256, 300, 268, -9.0),
        ],
        1.2,
    )


def belt(pen: Pen, spec: Spec) -> None:
    """Coiled, its buckle in front."""
    pen.standing, pen.lift = 556, 50
    inner = path(
        "M130 402 C150 352 230 322 300 322 C370 322 450 352 470 402 C468 470 370 500 300 500 C230 500 132 470 130 402"
    )
    pen.solid(inner, shade=0.5, depth=8)
    back = path(
        "M128 396 C140 330 226 296 300 296 C374 296 460 330 472 396 L472 404 C460 "
        "366 374 346 300 346 C226 346 140 366 128 404 L128 396"
    )
    pen.solid(back, shade=0.25, depth=6)
    front = path(
        "M128 398 C150 452 226 478 300 478 C374 478 450 452 472 398 L474 478 C450 "
        "536 374 560 300 560 C226 560 150 536 126 478 L128 398"
    )
    outline = pen.solid(front, depth=12, rim=0.4)
    dress_up(pen, outline, spec)
    pen.stitch(
        path("M134 416 C156 462 228 488 300 488 C372 488 444 462 466 416"),
        path("M132 470 C156 522 228 548 300 548 C372 548 444 522 468 470"),
        opacity=0.4,
    )
    pen.gleam((140, 440, 200, 506, 290, 514, -12.0), opacity=0.2)
    for x in (392, 416, 438):
        pen.parts.append(f'<ellipse cx="{x}" cy="{512 - (x - 392) * 0.42:.0f}" rx="3.5" ry="4.5" opacity=".6"/>')
    frame = "M236 466L352 468L352 566L236 564ZM252 484L252 548L336 550L336 486Z"
    pen.flat(frame, SHADE, 0.25)
    pen.parts.append(
        f'<g transform="translate(-3 -4)"><path d="{frame}" fill="{BRASS}"/><path '
        f'd="{frame}" fill="url(#fl)"/><path d="{frame}" fill="url(#v)"/></g>'
    )
    pen.line("M240 514L346 516", 7, "#a5853f", 1, round_ends=True)
    pen.line("M240 512L346 514", 2, "#fff", 0.5, round_ends=True)
