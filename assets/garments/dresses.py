"""Dresses: a bodice that meets a skirt at the waist."""

from assets.garments.body import Cut, arms, cuffs
from assets.garments.bottoms import drape
from assets.garments.collars import back_neck, back_stand, neck_band, placket, roll, shirt_collar
from assets.garments.fabric import Spec, cables, dress_up, ribs
from assets.garments.geometry import half, path
from assets.garments.pen import SHADE, Pen

_HEMS = {"mini": 560, "midi": 668, "maxi": 690}


def dress(pen: Pen, spec: Spec) -> None:
    hem = _HEMS.get(spec.length, 640)
    draw = {"slip": _slip, "knit": _knit_dress, "shift": _shift}.get(spec.cut, _waisted)
    draw(pen, spec, hem)


def _waisted(pen: Pen, spec: Spec, hem: float) -> None:
    """Bodice, waistband and a full skirt; a shirt dress has collar and buttons, a wrap dress is crossed in front."""
    shirt = spec.cut == "shirt"
    wrap = spec.cut == "wrap"
    cut = Cut(
        top=62,
        neck=46,
        drop=38 if shirt else 112 if wrap else 60,
        vee=wrap or spec.collar == "vee",
        shoulder=112,
        shoulder_y=88,
        chest=104,
        chest_y=182,
        waist=82,
        hem=80,
        hem_y=300,
        round_hem=4,
        cuff_y=392,
        sleeve_out=66,
    )
    back_neck(pen, cut)
    if shirt:
        back_stand(pen, cut)
    _dress_arms(pen, spec, cut)
    _full_skirt(pen, spec, hem, 172 if shirt else 196)
    _bodice(pen, spec, cut)
    if wrap:
        pen.dusk((256, 64, 290, 150, 374, 270, -5.0), opacity=0.09)
        pen.seam("M256 64 C272 120 320 200 372 262", "M344 64 C336 110 322 150 304 178")
    band = half("M0 296 C30 296 60 294 81 288 L82 318 C60 326 30 328 0 328")
    pen.solid(band, depth=6, casts=False)
    pen.dusk((219, 322, 300, 336, 381, 322, -4.0), opacity=0.08)
    if wrap or shirt:
        _bow(pen, 372 if wrap else 334, 308)
    if shirt:
        placket(pen, cut.top + cut.drop, 296, 4)
        placket(pen, 332, hem + 10, 5)
        shirt_collar(pen, cut, spec)
    elif not wrap:
        neck_band(pen, cut, 7, ribbed=False)


def _full_skirt(pen: Pen, spec: Spec, hem: float, out: float) -> None:
    skirt = half(
        f"M0 294 L80 290 C98 330 122 380 {out - 40} {hem - 150} C{out - 18} "
        f"{hem - 90} {out - 6} {hem - 40} {out} {hem - 16}"
        f" C{out * 0.66} {hem + 8} {out * 0.33} {hem + 14} 0 {hem + 14}"
    )
    outline = pen.solid(skirt, depth=16)
    dress_up(pen, outline, spec)
    drape(pen, 78, 308, out, hem, 14, spec)


def _bodice(pen: Pen, spec: Spec, cut: Cut) -> None:
    bodice = half(
        f"{_neckline(cut)} C{cut.neck + 22} {cut.top + 8} {cut.shoulder - 26} "
        f"{cut.shoulder_y - 11} {cut.shoulder} {cut.shoulder_y}"
        f" C{cut.shoulder - 12} 118 {cut.chest - 16} 144 {cut.chest} 182 "
        f"C{cut.chest - 2} 222 84 250 80 300 C54 308 26 310 0 310"
    )
    outline = pen.solid(bodice, depth=11)
    dress_up(pen, outline, spec)
    pen.folds(
        [
            (222, 292, 236, 250, 252, 214, 5.0),
            (248, 298, 256, 264, 264, 236, 4.0),
            (378, 292, 364, 250, 350, 214, -5.0),
            (352, 298, 346, 264, 338, 236, -4.0),
            (200, 186, 226, 196, 252, 192, 4.0),
            (400, 186, 374, 196, 348, 192, -4.0),
        ],
        1.1,
    )


def _neckline(cut: Cut) -> str:
    n, t, d = cut.neck, cut.top, cut.drop
    if cut.vee:
        return f"M0 {t + d} C{n * 0.5} {t + d * 0.7} {n * 0.9} {t + d * 0.3} {n} {t}"
    return f"M0 {t + d} C{n * 0.7} {t + d} {n} {t + d * 0.5} {n} {t}"


def _dress_arms(pen: Pen, spec: Spec, cut: Cut) -> None:
    if spec.sleeve == "short":
        s, sy, c, cy = cut.shoulder, cut.shoulder_y, cut.chest, cut.chest_y
        right = path(
            f"M{s - 26} {sy - 11} C{s + 4} {sy - 6} {s + 30} {sy + 14} {s + 46} "
            f"{sy + 56} C{s + 52} {sy + 76} {s + 56} {sy + 92} {s + 58} {sy + 110}"
            f" C{s + 42} {sy + 124} {s + 18} {sy + 128} {c + 4} {cy + 36} C{c} "
            f"{cy + 20} {c - 4} {cy + 6} {c - 6} {cy} L{s - 30} {sy + 30} L{s - 26} "
            f"{sy - 11}",
            dx=300,
        )
        for side, shape in ((-1, right.mirrored()), (1, right)):
            outline = pen.solid(shape, form="t", depth=9)
            dress_up(pen, outline, spec, -14 * side)
            pen.dusk(
                (300 + side * (s - 4), sy + 6, 300 + side * (c - 4), cy - 46, 300 + side * (c + 3), cy + 2, 9.0 * side),
                opacity=0.07,
            )
            pen.folds(
                [
                    (
                        300 + side * (s + 6),
                        sy + 2,
                        300 + side * (s + 10),
                        sy + 50,
                        300 + side * (s + 26),
                        sy + 108,
                        5.0 * side,
                    ),
                    (
                        300 + side * (s - 6),
                        sy + 6,
                        300 + side * (s - 2),
                        sy + 50,
                        300 + side * (s + 4),
                        sy + 112,
                        4.0 * side,
                    ),
                ]
            )
            hem = path(f"M{s + 57} {sy + 100} C{s + 40} {sy + 114} {s + 18} {sy + 118} {c + 2} {cy + 27}", dx=300)
            pen.seam(hem if side > 0 else hem.mirrored())
        return
    arms(pen, spec, cut)
    if spec.sleeve == "long":
        cuffs(pen, spec, cut, 30, ribbed=spec.cut == "knit")


def _bow(pen: Pen, x: float, y: float) -> None:
    """A tied belt."""
    for shape in (
        path(
            f"M{x} {y} C{x + 6} {y + 50} {x + 20} {y + 90} {x + 16} {y + 140} "
            f"L{x + 34} {y + 136} C{x + 38} {y + 90} {x + 22} {y + 40} {x + 6} {y}"
        ),
        path(
            f"M{x} {y} C{x - 6} {y + 40} {x - 6} {y + 76} {x - 20} {y + 112} L{x - 2} "
            f"{y + 118} C{x + 10} {y + 80} {x + 12} {y + 40} {x + 8} {y}"
        ),
        path(
            f"M{x} {y} C{x + 22} {y - 26} {x + 54} {y - 24} {x + 52} {y - 4} C{x + 50} "
            f"{y + 12} {x + 20} {y + 10} {x} {y}"
        ),
        path(
            f"M{x} {y} C{x - 22} {y - 24} {x - 50} {y - 20} {x - 48} {y} C{x - 46} {y + 14} {x - 18} {y + 10} {x} {y}"
        ),
        path(
            f"M{x - 9} {y - 11} C{x - 2} {y - 14} {x + 6} {y - 14} {x + 11} {y - 10} "
            f"L{x + 11} {y + 11} C{x + 4} {y + 14} {x - 4} {y + 14} {x - 9} {y + 11} "
            f"L{x - 9} {y - 11}"
        ),
    ):
        pen.flat(shape.moved(2, 4), SHADE, 0.16)
        pen.solid(shape, casts=False, depth=5, rim=0.28)


def _slip(pen: Pen, spec: Spec, hem: float) -> None:
    """Thin straps, a draped neckline, cut on the bias."""
    pen.reach.append(52)
    for side in (-1, 1):
        strap = path(f"M{300 + side * 62} 52 C{300 + side * 66} 90 {300 + side * 72} 130 {300 + side * 76} 168")
        pen.line(strap.moved(4, 3), 4, SHADE, 0.2)
        pen.line(strap, 5, "currentColor", 1)
        pen.line(strap.moved(-1, 0), 1.4, "#fff", 0.35)
    back = half("M0 182 C40 182 66 174 80 168 L82 210 L0 230")
    pen.solid(back, shade=0.42, depth=5)
    body = half(
        f"M0 206 C34 206 60 188 76 160 C88 168 98 176 106 190 C104 232 92 268 90 310 C92 360 116 400 130 {hem - 150}"
        f" C142 {hem - 90} 154 {hem - 40} 160 {hem - 14} C106 {hem + 6} 50 {hem + 10} 0 {hem + 10}"
    )
    outline = pen.solid(body, depth=14)
    dress_up(pen, outline, spec)
    pen.folds(
        [
            (226, 172, 262, 236, 330, 240, 8.0),
            (236, 166, 280, 214, 350, 212, 6.0),
            (374, 172, 350, 236, 292, 262, -8.0),
            (212, 300, 236, 320, 276, 322, 6.0),
            (388, 306, 364, 334, 316, 340, -6.0),
            (250, hem - 6, 262, 480, 236, 380, 11.0),
            (312, hem + 4, 318, 500, 290, 400, 11.0),
            (372, hem - 2, 356, 500, 352, 396, 10.0),
            (204, hem - 40, 216, 520, 224, 430, 8.0),
        ],
        1.2,
    )
    pen.gleam(
        (228, 330, 206, 470, 186, hem - 40, -14.0),
        (300, 360, 296, 500, 286, hem - 30, -12.0),
        (252, 220, 240, 260, 238, 300, -10.0),
        opacity=0.09,
    )
    pen.seam("M224 162 C240 188 266 207 300 207 C334 207 360 188 376 162")


def _knit_dress(pen: Pen, spec: Spec, hem: float) -> None:
    cut = Cut(
        top=84,
        neck=44,
        drop=36,
        shoulder=112,
        shoulder_y=112,
        chest=104,
        chest_y=206,
        waist=96,
        hem=116,
        hem_y=hem,
        round_hem=5,
        cuff_y=436,
        sleeve_out=70,
    )
    back_neck(pen, cut)
    arms(pen, spec, cut, 4)
    body = half(
        f"{_neckline(cut)} C66 92 90 101 112 112 C98 142 90 168 104 206 C102 250 90 280 88 312 C90 360 122 390 128 450"
        f" C130 520 122 {hem - 60} 116 {hem} C76 {hem + 8} 40 {hem + 9} 0 {hem + 9}"
    )
    outline = pen.solid(body, depth=15)
    dress_up(pen, outline, spec)
    if spec.pattern == "cable":
        cables(pen, (300,), 150, hem - 50, 15)
    pen.folds(
        [
            (196, 212, 232, 236, 270, 240, 6.0),
            (404, 212, 368, 236, 330, 240, -6.0),
            (214, 316, 250, 334, 290, 326, 6.0),
            (386, 330, 350, 346, 310, 338, -6.0),
            (182, 440, 220, 470, 270, 470, 6.0),
        ]
    )
    cuffs(pen, spec, cut, 40)
    band = half(
        f"M0 {hem - 44} C50 {hem - 44} 90 {hem - 46} 120 {hem - 50} C119 "
        f"{hem - 20} 117 {hem - 8} 114 {hem + 2} C76 {hem + 10} 40 {hem + 11} 0 "
        f"{hem + 11}"
    )
    ribs(pen, pen.solid(band, casts=False, depth=7))
    if spec.collar == "roll":
        roll(pen, cut)
    else:
        neck_band(pen, cut, 13)


def _shift(pen: Pen, spec: Spec, hem: float) -> None:
    """Straight, tiered or T-shirt dress."""
    cut = Cut(
        top=70,
        neck=48,
        drop=44,
        shoulder=116,
        shoulder_y=98,
        chest=112,
        chest_y=198,
        waist=120,
        hem=166,
        hem_y=hem,
        cuff_y=420,
        sleeve_out=70,
    )
    back_neck(pen, cut)
    _dress_arms(pen, spec, cut)
    out = 168
    body = half(
        f"{_neckline(cut)} C70 78 92 87 116 98 C104 128 96 158 112 198 C112 300 132 420 {out - 8} {hem - 60}"
        f" L{out} {hem - 12} C110 {hem + 8} 50 {hem + 12} 0 {hem + 12}"
    )
    outline = pen.solid(body, depth=15)
    dress_up(pen, outline, spec)
    drape(pen, 92, 250, out, hem, 12, spec)
    pen.folds([(190, 204, 226, 226, 262, 222, 5.0), (410, 204, 374, 226, 338, 222, -5.0)])
    if spec.collar == "tier":
        for y, x in ((330, 122), (480, 142)):
            line = path(f"M{300 - x} {y} C{300 - x * 0.4} {y + 12} {300 + x * 0.4} {y + 12} {300 + x} {y}")
            pen.dusk((300 - x, y, 300, y + 22, 300 + x, y, -6.0), opacity=0.06)
            pen.seam(line)
            pen.folds(
                [
                    (px, y + 8, px + pen.chance.uniform(-6, 6), y + 36, px + pen.chance.uniform(-10, 10), y + 70, 4.0)
                    for px in range(int(312 - x), int(292 + x), 24)
                ]
            )
    neck_band(pen, cut, 8, ribbed=False)
