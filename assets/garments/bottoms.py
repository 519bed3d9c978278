"""Trousers, shorts and skirts."""

from assets.garments.fabric import Spec, dress_up, ribs
from assets.garments.geometry import Path, along, half, path
from assets.garments.pen import SHADE, Fold, Pen

# Half the width of a leg at the hem, outside and inside, and where the hem lies.
_LEGS = {
    "straight": (128, 28, 684),
    "slim": (108, 34, 676),
    "wide": (178, 16, 690),
    "tapered": (110, 42, 656),
    "pressed": (118, 34, 684),
    "cargo": (136, 30, 676),
    "flare": (168, 30, 688),
    "shorts": (146, 14, 412),
}
GOLD = "#c98f45"


def _leg(cut: str) -> Path:
    out, inner, hem = _LEGS[cut]
    if cut in ("wide", "flare", "shorts"):
        side = f"C132 270 {out - (out - 132) * 0.5} {hem * 0.62} {out} {hem}"
    else:
        knee = (126 + out) / 2 - 6
        side = f"C131 270 {knee + 5} 330 {knee} 410 C{knee - 4} 480 {out - 3} {hem - 90} {out} {hem}"
    if cut == "flare":
        side = f"C136 300 118 340 114 410 C114 500 {out - 20} {hem - 90} {out} {hem}"
    return path(
        f"M0 88 L92 84 C104 116 124 166 128 212 {side}"
        f" C{(out * 2 + inner) / 3} {hem + 9} {(out + inner * 2) / 3} {hem + 9} {inner} {hem + 3}"
        f" C{inner - 2} {hem - 110} {min(inner, 14) + 6} {min(390, hem - 60)} 4 272 L0 266 L0 88",
        dx=300,
    )


def trousers(pen: Pen, spec: Spec) -> None:
    cut = spec.cut if spec.cut in _LEGS else "straight"
    _, inner, hem = _LEGS[cut]
    right = _leg(cut)
    waist = half("M0 62 C30 62 70 60 86 54 L92 88 C66 96 30 98 0 98")
    back = half("M0 50 C40 50 68 50 84 54 L86 66 L0 72")
    pen.solid(back, shade=0.45, depth=4)
    pen.flat("M284 54L316 54L316 63L284 63Z", "#efe9dd", 0.8)
    for side, shape in ((-1, right.mirrored()), (1, right)):
        outline = pen.solid(shape, form="t", shade=0.04 if side > 0 else 0.0)
        dress_up(pen, outline, spec, -4 * side)
    pen.dusk((302, 276, 318, 380, 300 + inner + 4, hem - 40, -10.0), opacity=0.06)
    _leg_folds(pen, cut)
    details = {"denim": _jeans_details}.get(spec.fabric, _tailored_details)
    if cut == "tapered":
        details = _jogger_details
    details(pen, cut)
    band = pen.solid(waist, casts=True, depth=6)
    if cut == "tapered":
        ribs(pen, band, 0, 6)
        for side in (-1, 1):
            pen.line(
                f"M{300 + 6 * side} 84C{300 + 14 * side} 130 {300 + 18 * side} 150 {300 + 13 * side} 196",
                5,
                "#e6dfd2",
                0.95,
            )
            pen.line(
                f"M{301.5 + 6 * side} 84C{301.5 + 14 * side} 130 {301.5 + 18 * side} 150 {301.5 + 13 * side} 196",
                1.5,
                SHADE,
                0.25,
            )
    else:
        for x in (-70, 70):
            loop = path(f"M{294 + x} 55 L{306 + x} 54 L{308 + x} 98 L{296 + x} 99 L{294 + x} 55")
            pen.flat(loop.moved(2, 2), SHADE, 0.2)
            pen.solid(loop, casts=False, depth=3, rim=0.25)
        pen.button(300, 80, 7.5, "#b78a4e" if spec.fabric == "denim" else "#5b4a3a" if spec.fabric == "matte" else "")
    pen.dusk((206, 95, 300, 106, 394, 95, -3.0), opacity=0.08)


def _leg_folds(pen: Pen, cut: str) -> None:
    out, inner, hem = _LEGS[cut]
    folds: list[Fold] = []
    for side in (-1, 1):

        def at(x: float, side: int = side) -> float:
            return 300 + side * x

        folds += [
            (at(6), 256, at(40), 246, at(80), 222, -5.0 * side),
            (at(8), 272, at(46), 276, at(98), 258, -6.0 * side),
            (at(10), 294, at(34), 308, at(76), 306, -5.0 * side),
        ]
        if cut == "shorts":
            folds.append((at(60), hem - 14, at(66), hem - 60, at(60), hem - 110, 6.0 * side))
            continue
        knee = 90 + (hem - 90) * 0.56
        mid = (out + inner) / 2
        if cut in ("wide", "flare"):
            folds += [
                (at(mid - 20), hem - 6, at(mid - 34), hem - 160, at(64), 330, 8.0 * side),
                (at(mid + 34), hem - 6, at(mid + 12), hem - 170, at(96), 360, 8.0 * side),
            ]
        else:
            folds += [
                (at(inner + 6), knee - 22, at(mid), knee - 8, at(mid + 34), knee - 26, 5.0 * side),
                (at(mid + 46), knee + 16, at(mid + 10), knee + 28, at(mid - 18), knee + 12, 5.0 * side),
                (at(inner + 4), hem - 62, at(mid), hem - 48, at(mid + 34), hem - 64, 5.0 * side),
                (at(out - 4), hem - 34, at(mid + 10), hem - 20, at(inner + 26), hem - 36, 5.0 * side),
            ]
    pen.folds(folds, 0.85)


def _fly(pen: Pen, ink: str = SHADE) -> None:
    pen.seam("M300 96 C301 170 300 230 300 268")
    pen.stitch(
        "M320 98 C321 140 321 176 312 202 C308 212 304 217 301 220", ink=ink, opacity=0.5 if ink == SHADE else 0.9
    )


def _jeans_details(pen: Pen, cut: str) -> None:
    out, inner, hem = _LEGS[cut]
    _fly(pen, GOLD)
    for side in (-1, 1):
        line = path("M36 98 C40 132 66 150 104 153", dx=300)
        line = line if side > 0 else line.mirrored()
        pen.seam(line)
        pen.stitch(line.moved(0, 5), line.moved(0, 9), ink=GOLD, opacity=0.85)
        pen.parts.append(f'<circle cx="{300 + side * 40:g}" cy="106" r="3" fill="#b07c43"/>')
        wear = (inner + out) / 2
        x0, x1 = 300 + side * (wear - 8), 300 + side * wear
        pen.gleam((x0, 232, x1, 330, x1, 470, 26.0), (x0, 232, x1, 330, x1, 470, -26.0), opacity=0.06)
        pen.gleam((x0, 250, x1, 330, x1, 430, 13.0), (x0, 250, x1, 330, x1, 430, -13.0), opacity=0.05)
        hemline = path(
            f"M{inner - 1} {hem - 14} C{(out + inner) / 2 - 10} {hem - 8} "
            f"{(out + inner) / 2 + 20} {hem - 8} {out - 1} {hem - 17}",
            dx=300,
        )
        hemline = hemline if side > 0 else hemline.mirrored()
        pen.stitch(hemline, ink=GOLD, opacity=0.85)
        pen.dusk(
            (
                300 + side * inner,
                hem - 11,
                300 + side * (out + inner) / 2,
                hem - 4,
                300 + side * out,
                hem - 14,
                2.5 * side,
            ),
            opacity=0.08,
        )


def _tailored_details(pen: Pen, cut: str) -> None:
    out, inner, hem = _LEGS[cut]
    _fly(pen)
    for side in (-1, 1):
        pocket = path("M94 96 C100 124 112 150 130 180", dx=300)
        crease = path(f"M54 150 C62 250 {(out + inner) / 2 + 2} 420 {(out + inner) / 2} {hem + 5}", dx=300)
        pleat = path("M56 98 C58 130 60 156 60 190", dx=300)
        pocket, crease, pleat = (line if side > 0 else line.mirrored() for line in (pocket, crease, pleat))
        pen.seam(pocket.moved(-14 * side, 2))
        if cut in ("pressed", "wide"):
            pen.line(crease, 1.6, SHADE, 0.28)
            pen.line(crease.moved(-3, 0), 4, "#fff", 0.11)
            pen.line(crease.moved(5, 0), 8, SHADE, 0.05)
            pen.seam(pleat)
        if cut == "cargo":
            x = 300 + side * 86 - 37
            pen.flat(path(f"M{x} 340 L{x + 74} 336 L{x + 76} 430 L{x + 2} 434 L{x} 340"), "#fff", 0.06)
            pen.seam(path(f"M{x} 340 L{x + 74} 336 L{x + 76} 430 L{x + 2} 434 L{x} 340"))
            flap = path(f"M{x - 3} 332 L{x + 77} 328 L{x + 78} 358 L{x - 2} 362 L{x - 3} 332")
            pen.flat(flap.moved(2, 5), SHADE, 0.18)
            pen.solid(flap, casts=False, depth=5)
            pen.button(x + 37, 349, 4, "")
        hemline = path(
            f"M{inner} {hem - 14} C{(out + inner) / 2 - 10} {hem - 9} "
            f"{(out + inner) / 2 + 20} {hem - 9} {out - 1} {hem - 17}",
            dx=300,
        )
        if cut not in ("pressed", "wide"):
            pen.stitch(hemline if side > 0 else hemline.mirrored(), opacity=0.3)


def _jogger_details(pen: Pen, cut: str) -> None:
    out, inner, hem = _LEGS[cut]
    pen.seam("M300 96 C301 170 300 230 300 268")
    for side in (-1, 1):
        pocket = path("M94 104 C100 136 112 160 128 186", dx=300)
        pen.seam((pocket if side > 0 else pocket.mirrored()).moved(-14 * side, 2))
        cuff = path(
            f"M{inner + 1} {hem - 20} C{(out + inner) / 2} {hem - 12} "
            f"{(out + inner) / 2 + 14} {hem - 12} {out - 1} {hem - 22}"
            f" L{out - 10} {hem + 26} C{(out + inner) / 2 + 10} {hem + 34} "
            f"{(out + inner) / 2 - 4} {hem + 34} {inner + 8} {hem + 28} L{inner + 1} "
            f"{hem - 20}",
            dx=300,
        )
        ribs(pen, pen.solid(cuff if side > 0 else cuff.mirrored(), form="t", depth=6), 0, 6)


# Skirts


def skirt(pen: Pen, spec: Spec) -> None:
    """Pleated, A-line, pencil or denim, from mini to midi."""
    hem = {"mini": 470, "midi": 640}.get(spec.length, 600)
    out = {"pencil": 132, "pleated": 206, "denim": 168}.get(spec.cut, 214)
    hip = {"pencil": 140, "pleated": 134}.get(spec.cut, 136)
    back = half("M0 84 C40 84 70 84 84 88 L88 100 L0 108")
    pen.solid(back, shade=0.45, depth=4)
    bottom = 16 if spec.cut != "pencil" else 4
    body = half(
        f"M0 128 L90 116 C106 160 {hip - 6} 200 {hip} 250 "
        f"C{hip + (out - hip) * 0.3} 340 {out - 10} {hem - 120} {out} "
        f"{hem - bottom}"
        f" C{out * 0.66} {hem + bottom * 0.6} {out * 0.33} {hem + bottom} 0 {hem + bottom}"
    )
    outline = pen.solid(body, depth=16)
    dress_up(pen, outline, spec)
    drape(pen, 90, 128, out, hem, bottom, spec)
    if spec.cut == "denim":
        pen.seam(f"M300 128 L300 {hem + 14}")
        for y in range(150, hem - 10, 58):
            pen.button(300, y, 6, "#b78a4e")
        for side in (-1, 1):
            line = path("M34 128 C40 160 70 180 118 184", dx=300)
            line = line if side > 0 else line.mirrored()
            pen.seam(line)
            pen.stitch(line.moved(0, 5), line.moved(0, 9), ink=GOLD, opacity=0.85)
    band = half("M0 96 C30 96 66 94 86 86 L91 120 C66 130 30 133 0 133")
    pen.solid(band, depth=6)
    if spec.cut == "denim":
        pen.button(300, 115, 7.5, "#b78a4e")
        pen.stitch(path("M213 116 C250 128 350 128 387 116"), ink=GOLD, opacity=0.8)
    pen.dusk((212, 124, 300, 142, 388, 124, -4.0), opacity=0.08)


def drape(pen: Pen, waist: float, top: float, out: float, hem: float, bottom: float, spec: Spec) -> None:
    """How a skirt falls from its waist: pressed pleats or loose folds, fanning out."""
    if spec.cut == "pencil":
        pen.folds(
            [
                (214, 190, 250, 206, 300, 204, 5.0),
                (386, 190, 350, 214, 310, 216, -5.0),
                (196, hem - 30, 250, hem - 50, 290, hem - 90, 5.0),
            ]
        )
        pen.seam(f"M300 {hem - 80} L300 {hem + 4}")
        return
    if spec.cut == "denim":
        return
    rim = path(
        f"M{-out} {hem - bottom} C{-out * 0.66} {hem + bottom * 0.6} {-out * 0.33} "
        f"{hem + bottom} 0 {hem + bottom}"
        f" C{out * 0.33} {hem + bottom} {out * 0.66} {hem + bottom * 0.6} {out} "
        f"{hem - bottom}",
        dx=300,
    )
    if spec.cut == "pleated":
        count = 13
        feet = along(rim, count)
        for place in range(1, count):
            x0 = 300 - waist + 2 * waist * place / count
            fx, fy = feet[place]
            bend = 300 + (x0 - 300) * 1.5
            pen.line(f"M{x0:.0f} {top}Q{bend:.0f} {top + 120} {fx:.0f} {fy:.0f}", 1.6, SHADE, 0.42)
        wide = "".join(_wedge(300 - waist + 2 * waist * i / count, top, *feet[i], 0.7) for i in range(1, count))
        narrow = "".join(_wedge(300 - waist + 2 * waist * i / count, top, *feet[i], 0.35) for i in range(1, count))
        pen.flat(wide, SHADE, 0.1)
        pen.flat(narrow, SHADE, 0.12)
        lit = "".join(_wedge(300 - waist + 2 * waist * i / count, top, *feet[i], -0.5) for i in range(1, count))
        pen.flat(lit, "#fff", round(0.13 * min(pen.gloss, 1.6), 3))
        return
    count = 6 + pen.chance.randint(0, 2)
    feet = along(rim, count)
    folds: list[Fold] = []
    for place in range(1, count):
        fx, fy = feet[place]
        start = 300 + (fx - 300) * waist / out * 0.9
        rise = top + pen.chance.uniform(10, 90)
        fx += pen.chance.uniform(-10, 10)
        folds.append(
            (
                fx,
                fy - 2,
                (fx + start) / 2,
                (fy + rise) / 2 + 20,
                start,
                rise,
                pen.chance.uniform(10, 16) * (hem - top) / 460,
            )
        )
    pen.folds(folds, 1.0)
    pen.gleam(*[(a + 22, b - 6, c + 12, d, e + 4, f + 30, 12.0) for a, b, c, d, e, f, _ in folds[:3]], opacity=0.07)


def _wedge(x: float, top: float, fx: float, fy: float, share: float) -> str:
    bend = 300 + (x - 300) * 1.5
    width = 32 * share
    return (
        f"M{x:.0f} {top}Q{bend:.0f} {top + 120} {fx:.0f} {fy:.0f}L{fx - width:.0f} "
        f"{fy:.0f}Q{bend - width * 0.4:.0f} {top + 120} {x:.0f} {top}Z"
    )
