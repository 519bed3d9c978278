"""Flat drawings of the demo's garments: parametric SVG in the static profile Qt renders, tinted by a colourway."""

from collections.abc import Callable

WIDTH, HEIGHT = 600, 750
PAPER, WELL = "#f3efe8", "#e9e3d9"


def shade(colour: str, factor: float) -> str:
    """The colour darker (factor below 1) or lighter (above 1, towards white)."""
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    mixed = [part * factor if factor <= 1 else part + (255 - part) * (factor - 1) for part in parts]
    return "#" + "".join(f"{round(part):02x}" for part in mixed)


class Pen:
    """Collects shapes in three tones of one colour; `mirrored` shapes appear on both sides of the middle."""

    def __init__(self, colour: str) -> None:
        self.fill = colour
        light = sum(int(colour[place : place + 2], 16) for place in (1, 3, 5)) > 3 * 60
        self.line = shade(colour, 0.62) if light else shade(colour, 1.35)
        self.dark = shade(colour, 0.84) if light else shade(colour, 1.12)
        self.light = shade(colour, 1.5)
        self.lift = 0
        self.parts: list[str] = []

    def shape(self, path: str, fill: str = "", *, mirrored: bool = False) -> None:
        self._add(f'<path d="{path}" fill="{fill or self.fill}" stroke="{self.line}" stroke-width="3"/>', mirrored)

    def stroke(self, path: str, *, mirrored: bool = False, width: float = 2.5) -> None:
        self._add(f'<path d="{path}" fill="none" stroke="{self.line}" stroke-width="{width}"/>', mirrored)

    def button(self, x: int, y: int, radius: int = 6) -> None:
        self.parts.append(f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{self.line}"/>')

    def _add(self, part: str, mirrored: bool) -> None:
        self.parts.append(part)
        if mirrored:
            self.parts.append(f'<g transform="matrix(-1 0 0 1 {WIDTH} 0)">{part}</g>')

    def svg(self) -> str:
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        )
        ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'
        ground += f'<ellipse cx="300" cy="{676 - self.lift}" rx="190" ry="20" fill="{WELL}"/>'
        style = 'stroke-linejoin="round" stroke-linecap="round"'
        return f'{head}{ground}<g {style} transform="translate(0 {-self.lift})">{"".join(self.parts)}</g></svg>\n'


def _long_sleeves(pen: Pen) -> None:
    pen.shape("M208 178 C160 196 140 250 118 392 L96 560 L158 572 L214 330Z", mirrored=True)
    pen.stroke("M101 534 L162 546", mirrored=True)


def _short_sleeves(pen: Pen) -> None:
    pen.shape("M208 178 C166 192 138 236 112 316 L190 352 L218 296Z", mirrored=True)
    pen.stroke("M118 302 L196 338", mirrored=True)


def _torso(pen: Pen, hem: int, flare: int = 0) -> None:
    left = 204 - flare
    pen.shape(
        f"M248 150 C230 166 214 172 206 178 L212 340 L{left} {hem} C260 {hem + 12} 340 {hem + 12} {600 - left} {hem}"
        " L388 340 L394 178 C386 172 370 166 352 150 C330 176 270 176 248 150Z"
    )


def jacket(pen: Pen, detail: str) -> None:
    hem = {"cropped": 520, "coat": 655}.get(detail, 590)
    _long_sleeves(pen)
    _torso(pen, hem, 14 if detail == "coat" else 0)
    if detail == "coat":
        pen.shape("M248 150 L226 196 L262 262 L300 330 L292 200Z", pen.dark, mirrored=True)
        for y in (372, 446, 520):
            pen.button(282, y, 9)
            pen.button(336, y, 9)
        pen.stroke("M222 470 L262 462", mirrored=True, width=4)
        return
    pen.shape("M244 158 L250 112 C280 124 320 124 350 112 L356 158 C330 182 270 182 244 158Z", pen.dark)
    pen.stroke(f"M300 122 L300 {hem + 8}", width=4)
    if detail == "quilted":
        for y in range(206, hem - 40, 46):
            pen.stroke(f"M210 {y} L300 {y + 34} L390 {y}")
    elif detail == "padded":
        for y in range(230, hem, 52):
            pen.stroke(f"M210 {y} C250 {y + 14} 350 {y + 14} 390 {y}")
    if detail == "cropped":
        pen.shape(f"M206 {hem - 34} L394 {hem - 34} L394 {hem} C340 {hem + 12} 260 {hem + 12} 206 {hem}Z", pen.dark)
    pen.stroke("M226 420 L252 472", mirrored=True, width=4)


def shirt(pen: Pen, detail: str) -> None:
    (_short_sleeves if detail in ("short", "striped") else _long_sleeves)(pen)
    _torso(pen, 580)
    if detail == "striped":
        for x in range(226, 300, 18):
            pen.stroke(f"M{x} 182 L{x - 4} 582", mirrored=True, width=2)
    if detail == "stand":
        pen.shape("M248 154 L254 126 C280 138 320 138 346 126 L352 154 C330 178 270 178 248 154Z", pen.dark)
    else:
        pen.shape("M250 148 L258 124 C276 138 292 150 300 172 L268 214Z", pen.dark, mirrored=True)
    pen.stroke("M290 186 L290 588", width=2)
    pen.stroke("M312 186 L312 588", width=2)
    for y in range(214, 570, 58):
        pen.button(301, y, 5)
    pen.stroke("M334 270 L378 270 L378 318 L356 332 L334 318Z")


def knit(pen: Pen, detail: str) -> None:
    if detail != "vest":
        _long_sleeves(pen)
    _torso(pen, 570)
    if detail == "roll":
        pen.shape("M250 156 L254 96 C280 106 320 106 346 96 L350 156 C328 178 272 178 250 156Z", pen.dark)
        pen.stroke("M252 128 C280 138 320 138 348 128")
    elif detail in ("cardigan", "vest"):
        pen.shape("M248 150 L300 330 L352 150 L366 160 L308 372 L308 576 L292 576 L292 372 L234 160Z", pen.dark)
    else:
        pen.shape("M240 156 C262 206 338 206 360 156 L346 146 C326 178 274 178 254 146Z", pen.dark)
    for x in range(222, 300, 13):
        pen.stroke(f"M{x} 538 L{x - 1} 574", mirrored=True, width=2)
    pen.stroke("M208 534 C260 546 340 546 392 534")
    if detail in ("roll", "vest"):
        for x in (236, 262):
            pen.stroke(f"M{x} 380 l10 22 l-10 22 l10 22 l-10 22 l10 22", mirrored=True, width=3)


def dress(pen: Pen, detail: str) -> None:
    if detail == "skirt":
        pen.shape("M222 190 L378 190 L452 610 C380 640 220 640 148 610Z")
        pen.shape("M222 160 L378 160 L378 196 L222 196Z", pen.dark)
        for x in (236, 258, 280):
            pen.stroke(f"M{x} 200 L{x - (300 - x)} 618", mirrored=True)
        return
    if detail == "slip":
        pen.stroke("M246 96 L236 204", mirrored=True, width=5)
        pen.shape(
            "M226 220 L246 190 C276 232 324 232 354 190 L374 220 L360 360 L430 630 C360 652 240 652 170 630 L240 360Z"
        )
        pen.stroke("M300 380 C296 460 280 560 262 636", mirrored=True)
        return
    _short_sleeves(pen)
    pen.shape(
        "M248 140 C226 164 212 172 204 180 L230 380 L140 628 C230 656 370 656 460 628 L370 380 L396 180"
        " C388 172 374 164 352 140 C330 196 270 196 248 140Z"
    )
    pen.shape("M229 366 L371 366 L374 396 L226 396Z", pen.dark)
    for x in (262, 284):
        pen.stroke(f"M{x} 400 L{x - (300 - x) * 2} 630", mirrored=True)
    if detail == "shirt":
        for y in range(200, 620, 46):
            pen.button(300, y, 5)
    else:
        for x, y in ((246, 250), (342, 290), (280, 320), (220, 470), (330, 460), (276, 540), (392, 560), (200, 590)):
            pen.parts.append(f'<circle cx="{x}" cy="{y}" r="9" fill="{pen.light}"/>')
            pen.button(x, y, 3)


def trousers(pen: Pen, detail: str) -> None:
    foot, inner = {"wide": (150, 286), "tapered": (206, 262)}.get(detail, (188, 278))
    pen.shape(f"M216 130 L300 130 L300 300 L{inner} 640 L{foot} 640 L200 300Z", mirrored=True)
    pen.shape("M214 104 L386 104 L386 138 L214 138Z", pen.dark)
    pen.stroke("M300 138 L300 250")
    pen.stroke("M216 190 C240 188 252 170 256 140", mirrored=True)
    if detail == "tapered":
        pen.shape(f"M{foot} 612 L{inner} 612 L{inner} 646 L{foot} 646Z", pen.dark, mirrored=True)
        pen.stroke("M290 138 C284 170 286 190 280 214", mirrored=True, width=4)
    elif detail == "jeans":
        pen.stroke("M300 250 C318 240 322 200 322 138")
        pen.stroke(f"M{foot} 616 L{inner} 616", mirrored=True)
        pen.button(300, 122, 7)
    else:
        pen.stroke(f"M256 200 L{(foot + inner) // 2} 640", mirrored=True)


def shoe(pen: Pen, detail: str) -> None:
    boot = detail == "boot"
    top = 250 if boot else 400
    pen.shape("M92 586 L520 586 C524 616 512 626 490 626 L112 626 C94 626 90 606 92 586Z", shade("#6d5b49", 1.1))
    pen.lift = 0 if boot else 90
    if detail == "sandal":
        pen.shape("M104 586 C96 520 100 470 112 420 C140 410 160 420 168 440 C160 490 168 540 176 586Z")
        pen.shape("M128 452 C200 424 262 428 304 466 L286 498 C246 466 200 462 140 486Z", pen.dark)
        for x in (290, 346, 402):
            pen.shape(
                f"M{x} 586 C{x - 4} 544 {x + 10} 516 {x + 34} 500 L{x + 74} 512"
                f" C{x + 52} 530 {x + 44} 556 {x + 50} 586Z"
            )
        pen.shape("M284 500 C350 470 440 500 500 560 L486 586 C430 530 360 506 290 530Z", pen.dark)
        return
    pen.shape(
        f"M98 586 C92 520 100 460 104 {top} L262 {top} C266 {top + 60} 272 430 300 462 C360 500 470 510 508 548"
        " C520 562 520 576 520 586Z"
    )
    pen.stroke("M420 586 C410 556 420 528 440 516")
    if detail == "loafer":
        pen.shape("M250 452 C290 486 330 496 372 502 L352 546 C310 534 262 510 232 480Z", pen.dark)
        return
    for step in range(4 if boot else 3):
        x, y = (250 + step * 6, 300 + step * 44) if boot else (262 + step * 34, 446 + step * 18)
        pen.stroke(f"M{x - 34} {y + 12} L{x + 12} {y}", width=6)
    pen.shape(f"M98 {top + 6} L264 {top + 6} L264 {top - 14} L98 {top - 14}Z", pen.dark)


def accessory(pen: Pen, detail: str) -> None:
    if detail == "scarf":
        pen.shape("M210 150 C250 110 350 110 390 150 L360 230 C330 250 270 250 240 230Z", pen.dark)
        pen.shape("M232 196 L312 232 L296 600 L202 600Z")
        pen.shape("M368 196 L296 240 L318 520 L402 520Z")
        for x in range(208, 296, 14):
            pen.stroke(f"M{x} 602 l-2 36", width=3)
        for x in range(324, 402, 14):
            pen.stroke(f"M{x} 522 l2 36", width=3)
        return
    if detail == "belt":
        pen.lift = 60
        pen.shape(
            "M150 400 C150 250 450 250 450 400 C450 550 150 550 150 400"
            " M190 400 C190 500 410 500 410 400 C410 300 190 300 190 400Z"
        )
        pen.shape("M256 466 L344 466 L344 534 L256 534Z M274 484 L274 516 L326 516 L326 484Z", "#b99b5b")
        return
    if detail == "tote":
        pen.stroke("M226 300 C226 120 374 120 374 300", width=14)
        pen.shape("M150 290 L450 290 L476 640 L124 640Z")
        pen.stroke("M146 330 L454 330")
        pen.shape("M236 420 L364 420 L364 520 L236 520Z", pen.dark)
        return
    pen.stroke("M170 360 C150 80 450 80 430 360", width=8)
    pen.shape("M150 350 L450 350 C470 350 472 560 452 590 L148 590 C128 560 130 350 150 350Z")
    pen.shape("M150 346 L450 346 C456 430 420 486 300 486 C180 486 144 430 150 346Z", pen.dark)
    pen.button(300, 470, 13)


DRAWINGS: dict[str, Callable[[Pen, str], None]] = {
    "outerwear": jacket, "shirts": shirt, "knitwear": knit, "dresses": dress, "trousers": trousers, "shoes": shoe,
    "accessories": accessory,
}  # fmt: skip


def draw(category: str, detail: str, colour: str) -> str:
    """The SVG of a garment of a category; `detail` picks its cut."""
    pen = Pen(colour)
    DRAWINGS[category](pen, detail)
    return pen.svg()
