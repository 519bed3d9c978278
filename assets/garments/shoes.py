"""Shoes in profile, toe to the left, one behind the other."""

from collections.abc import Sequence

from assets.garments.fabric import Spec, dress_up
from assets.garments.geometry import Path, path
from assets.garments.pen import SHADE, Pen

RUBBER, GUM, WOOD, BLACK = "#efe9dd", "#b98a5a", "#7a5a40", "#2b2724"


FLOOR = 640.0


def shoe(pen: Pen, spec: Spec) -> None:
    pen.pair, pen.standing, pen.lift = True, FLOOR, 112
    draw = {
        "loafer": _loafer,
        "heel": _heel,
        "flat": _flat,
        "sandal": _sandal,
        "derby": _derby,
        "runner": _runner,
        "canvas": _canvas,
    }.get(spec.cut, _sneaker)
    draw(pen, spec)


def lay_sole(pen: Pen, shape: Path, fill: str, line: str = "") -> None:
    pen.outlines.append(shape.d())
    pen.flat(shape, fill)
    pen.flat(shape, "url(#v)", 0.9)
    pen.flat(shape, "url(#vl)", 0.8)
    if line:
        pen.line(path(line), 1.4, SHADE, 0.3)


def laces(pen: Pen, points: Sequence[tuple[float, float, float, float]], ink: str = "#f4efe6") -> None:
    for ax, ay, bx, by in points:
        pen.line(f"M{ax} {ay + 4}Q{(ax + bx) / 2} {(ay + by) / 2 - 1} {bx} {by + 4}", 7, SHADE, 0.28, round_ends=True)
        pen.line(f"M{ax} {ay}Q{(ax + bx) / 2} {(ay + by) / 2 - 6} {bx} {by}", 6.5, ink, 1, round_ends=True)
        pen.line(
            f"M{ax} {ay - 1.5}Q{(ax + bx) / 2} {(ay + by) / 2 - 7.5} {bx} {by - 1.5}", 1.8, "#fff", 0.5, round_ends=True
        )


def inside_of(pen: Pen, shape: Path) -> None:
    pen.flat(shape, "#d8c9b4")
    pen.flat(shape, SHADE, 0.5)
    pen.flat(shape, "url(#v)", 1)


def _sneaker(pen: Pen, spec: Spec) -> None:
    inside_of(pen, path("M300 452 C350 430 440 420 476 430 L470 462 L316 470 L300 452"))
    upper = path(
        "M62 604 C54 576 62 552 92 540 C140 524 196 508 236 480 C258 464 274 446 292 436 C304 430 316 438 324 452"
        " C360 472 420 462 458 432 C468 424 482 424 488 434 C498 452 504 500 506 540 C508 566 508 590 506 604 L62 604"
    )
    tongue = path("M262 468 C262 440 270 420 286 410 C300 404 316 410 322 424 L328 458 L290 486 L262 468")
    pen.solid(tongue, depth=8, shade=0.06)
    outline = pen.solid(upper, form="v", depth=16, rim=0.4)
    dress_up(pen, outline, spec)
    pen.gleam((96, 552, 150, 536, 220, 508, -12.0), (350, 486, 420, 488, 470, 460, -10.0), opacity=0.16)
    pen.folds([(156, 530, 172, 552, 170, 590, 7.0), (196, 514, 214, 540, 214, 576, 6.0)], 0.8)
    toe = path("M64 592 C66 566 92 552 134 548 C156 550 164 574 160 604")
    pen.seam(toe)
    pen.stitch(toe.moved(5, 4), opacity=0.3)
    quarter = path("M226 546 C246 560 262 580 262 604")
    facing = path("M180 512 C218 500 262 466 296 438 L324 468 C300 494 262 524 226 546 L180 512")
    pen.seam(quarter, facing)
    pen.stitch(facing.moved(-3, 6), opacity=0.3)
    heel = path("M446 444 C444 490 446 540 440 604")
    pen.seam(heel)
    tab = path("M452 438 C462 426 482 422 489 434 C494 446 497 462 499 480 L452 484 C452 468 452 452 452 438")
    pen.solid(tab, casts=False, depth=5, shade=0.2)
    collar = path("M324 452 C360 472 420 462 458 432")
    pen.line(collar, 8, SHADE, 0.22)
    pen.line(collar.moved(0, -2), 4, "#fff", 0.25)
    laces(
        pen,
        [(204, 506, 240, 532), (224, 494, 261, 518), (245, 479, 281, 502), (265, 463, 300, 485), (284, 447, 316, 468)],
    )
    sole = path(
        "M56 596 C58 584 66 584 76 586 C200 594 380 592 500 582 C512 582 516 592 "
        "516 606 C516 626 510 638 494 640 L92 640 C66 640 52 622 56 596"
    )
    lay_sole(pen, sole, RUBBER, "M60 612 C200 620 380 618 514 610")
    pen.dusk((66, 586, 280, 602, 508, 582, -3.0), opacity=0.12)


def _canvas(pen: Pen, spec: Spec) -> None:
    """Low canvas plimsoll with a rubber toe."""
    _sneaker(pen, spec)
    cap = path("M58 604 C56 576 78 562 116 560 C136 562 144 580 142 606 L58 604")
    pen.flat(cap, RUBBER)
    pen.flat(cap, "url(#v)", 1)
    pen.line(cap, 1.3, SHADE, 0.35)


def _runner(pen: Pen, spec: Spec) -> None:
    _sneaker(pen, spec)
    swoop = path("M176 596 C240 588 320 540 440 506 L440 530 C340 556 280 590 250 598 L176 596")
    pen.flat(swoop, "#f4efe6", 0.92)
    pen.line(swoop, 1.2, SHADE, 0.3)
    sole = path(
        "M44 592 C60 580 70 584 90 588 C220 596 360 586 520 566 C532 570 534 600 "
        "520 624 C512 640 496 642 480 640 L110 642 C74 640 44 622 44 592"
    )
    lay_sole(pen, sole, RUBBER, "M48 606 C200 622 380 606 528 592")
    for x in range(90, 500, 26):
        pen.line(f"M{x} 640L{x + 6} 626", 3, SHADE, 0.3)
    pen.flat(path("M110 642 L480 640 L486 630 L100 632 L110 642"), BLACK, 0.75)


def _loafer(pen: Pen, spec: Spec) -> None:
    inside_of(pen, path("M262 508 C320 476 420 460 480 466 L474 500 L290 530 L262 508"))
    upper = path(
        "M54 610 C44 586 54 566 90 552 C140 534 196 520 240 492 C252 486 262 492 "
        "270 502 C320 522 430 510 474 466 C486 460 494 470 498 484"
        " C506 520 508 570 506 610 L54 610"
    )
    outline = pen.solid(upper, form="v", depth=16, rim=0.42)
    dress_up(pen, outline, spec)
    pen.gleam((82, 568, 130, 548, 190, 530, -12.0), (300, 540, 400, 548, 478, 510, -14.0), opacity=0.2)
    apron = path("M84 574 C120 552 190 552 232 560 C262 552 272 530 272 504")
    pen.seam(apron, width=2.2)
    pen.line(apron.moved(-1, -5), 5, SHADE, 0.1)
    pen.stitch(apron.moved(0, 4), opacity=0.35)
    saddle = path("M206 512 C222 500 246 490 262 496 C280 520 300 560 304 608 L246 608 C246 570 236 536 206 512")
    pen.flat(saddle.moved(-4, 2), SHADE, 0.14)
    pen.solid(saddle, casts=False, form="v", depth=7, rim=0.3)
    pen.stitch(path("M216 514 C244 540 252 572 252 606"), path("M264 506 C284 536 294 570 297 606"), opacity=0.3)
    pen.flat(path("M222 530 C236 522 256 520 270 526 L274 536 C258 530 240 534 228 540 L222 530"), SHADE, 0.55)
    collar = path("M270 502 C320 522 430 510 474 466")
    pen.line(collar, 6, SHADE, 0.25)
    pen.line(collar.moved(0, -2), 2.5, "#fff", 0.25)
    pen.seam("M440 496 C444 540 444 580 442 610")
    pen.folds([(150, 540, 166, 562, 164, 596, 5.0)], 0.8)
    sole = path("M50 606 C180 616 380 614 510 604 L512 620 C380 626 180 628 62 626 C52 622 48 614 50 606")
    lay_sole(pen, sole, WOOD)
    lay_sole(pen, path("M372 622 L512 618 L508 640 L378 640 L372 622"), BLACK)


def _derby(pen: Pen, spec: Spec) -> None:
    inside_of(pen, path("M282 476 C340 446 430 440 478 448 L472 480 L300 500 L282 476"))
    upper = path(
        "M52 608 C44 582 56 562 96 548 C150 528 206 510 244 482 C260 470 276 458 "
        "290 458 C320 500 430 492 472 448 C486 444 494 456 498 470"
        " C506 512 508 566 506 608 L52 608"
    )
    outline = pen.solid(upper, form="v", depth=16, rim=0.42)
    dress_up(pen, outline, spec)
    pen.gleam((80, 566, 130, 544, 196, 524, -12.0), (320, 520, 400, 530, 478, 494, -14.0), opacity=0.2)
    pen.seam(
        "M150 532 C176 552 184 580 180 608", "M244 482 C252 520 276 560 300 608", "M436 478 C442 530 442 570 440 608"
    )
    pen.stitch("M156 530 C182 552 190 580 186 608", opacity=0.35)
    facing = path("M236 498 C250 476 272 456 292 456 L316 490 C300 512 280 528 262 536 L236 498")
    pen.flat(facing.moved(-2, 4), SHADE, 0.14)
    pen.solid(facing, casts=False, form="v", depth=6)
    laces(pen, [(254, 492, 280, 512), (266, 480, 293, 500), (279, 468, 306, 488)], "#3b2f26")
    sole = path("M48 602 C180 612 380 610 510 600 L514 618 C380 624 180 626 60 624 C48 618 46 610 48 602")
    lay_sole(pen, sole, WOOD, "M52 610 C180 618 380 616 512 608")
    lay_sole(pen, path("M368 620 L514 616 L510 640 L374 640 L368 620"), BLACK)


def _heel(pen: Pen, spec: Spec) -> None:
    inside_of(pen, path("M196 566 C270 520 380 440 470 398 L482 440 L250 590 L196 566"))
    upper = path(
        "M50 622 C52 600 84 582 128 574 C164 566 190 560 206 566 C230 590 300 566 "
        "360 510 C404 466 440 424 470 396 C482 390 492 398 496 412"
        " C502 444 496 486 478 520 C440 540 390 556 340 588 C300 614 250 628 190 630 L64 630 C54 630 50 628 50 622"
    )
    outline = pen.solid(upper, form="v", depth=13, rim=0.4)
    dress_up(pen, outline, spec)
    pen.gleam((84, 602, 130, 586, 190, 584, -9.0), (330, 566, 410, 520, 470, 440, -12.0), opacity=0.24)
    pen.line(path("M206 566 C230 590 300 566 360 510 C404 466 440 424 470 396"), 3, "#fff", 0.25)
    spike = path("M446 528 C466 520 482 506 492 484 C493 540 478 600 475 640 L460 640 C462 600 460 556 446 528")
    pen.solid(spike, form="t", depth=6)
    sole = path(
        "M46 624 C80 632 190 634 250 622 C310 606 360 574 440 536 L436 546 C370 "
        "584 316 622 256 636 C190 642 80 642 50 638 C44 634 42 628 46 624"
    )
    lay_sole(pen, sole, BLACK)


def _flat(pen: Pen, spec: Spec) -> None:
    inside_of(pen, path("M184 576 C280 540 400 500 484 500 L484 540 L240 604 L184 576"))
    upper = path(
        "M48 618 C48 594 82 576 126 568 C150 564 172 562 186 570 C240 606 400 590 "
        "478 500 C490 494 498 506 502 522 C508 556 508 590 506 618 L48 618"
    )
    outline = pen.solid(upper, form="v", depth=13, rim=0.4)
    dress_up(pen, outline, spec)
    pen.gleam((80, 596, 120, 582, 172, 580, -8.0), (300, 602, 400, 590, 470, 548, -10.0), opacity=0.22)
    for dx in (-1, 1):
        pen.solid(
            path(
                f"M176 572 C{176 + dx * 14} 554 {176 + dx * 34} 556 {176 + dx * 32} 570 "
                f"C{176 + dx * 30} 582 {176 + dx * 12} 580 176 572"
            ),
            casts=False,
            depth=4,
        )
    pen.button(176, 572, 5, "")
    lay_sole(pen, path("M44 612 C180 622 380 620 510 610 L510 632 C380 640 180 642 60 638 C44 634 42 620 44 612"), WOOD)


def _sandal(pen: Pen, spec: Spec) -> None:
    """Two broad straps over a shaped footbed."""
    for shape in (
        "M318 590 C322 548 344 498 392 486 C420 486 436 512 446 556 L352 588 L318 590",
        "M128 600 C136 560 164 532 204 528 C236 530 252 556 258 602 L164 602 L128 600",
    ):
        inner = path(shape).moved(10, -6)
        pen.solid(inner, shade=0.4, depth=6, casts=False)
    sole = path(
        "M44 600 C60 590 110 592 180 600 C280 606 360 584 440 568 C480 560 508 "
        "568 514 590 L512 640 L400 640 C330 636 200 642 90 640 C54 638 40 616 44 "
        "600"
    )
    lay_sole(pen, sole, GUM, "M46 614 C120 610 260 626 350 608 C420 596 470 582 514 596")
    pen.flat(
        path(
            "M50 600 C66 590 110 590 180 599 C280 605 360 582 440 566 C470 562 494 "
            "564 504 574 C440 578 380 600 320 611 C240 622 120 606 50 600"
        ),
        "#d9c2a2",
    )
    for shape in (
        "M100 606 C104 556 128 520 170 512 C214 508 244 540 256 612 L100 606",
        "M292 608 C292 552 318 490 366 474 C410 468 438 510 448 580 C400 592 340 608 292 608",
    ):
        piece = path(shape)
        pen.flat(piece.moved(4, 4), SHADE, 0.14)
        outline = pen.solid(piece, form="v", depth=13, rim=0.4)
        dress_up(pen, outline, spec)
        pen.stitch(path(shape.split(" L")[0].split(" C400")[0]).moved(5, 7), opacity=0.34)
    for x, y in ((196, 556), (384, 524)):
        pen.flat(
            f"M{x} {y}L{x + 30} {y - 6}L{x + 34} {y + 16}L{x + 4} {y + 22}ZM{x + 6} "
            f"{y + 4}L{x + 9} {y + 16}L{x + 28} {y + 12}L{x + 25} {y}Z",
            "#c7a35c",
        )
    pen.gleam((120, 560, 140, 530, 176, 522, -8.0), (310, 560, 326, 500, 366, 484, -8.0), opacity=0.2)
