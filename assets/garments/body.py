"""The body of what is worn above the waist: torso, sleeves, cuffs and hems, as they hang on an invisible body."""

from dataclasses import dataclass

from assets.garments.fabric import Spec, dress_up, ribs
from assets.garments.geometry import Path, Polygon, half, path
from assets.garments.pen import Fold, Pen


@dataclass(frozen=True, slots=True)
class Cut:
    """Measures of a torso, in units from the middle and from the top."""

    top: float = 108
    neck: float = 56  # half the width of the neck
    drop: float = 46  # how deep the neckline hangs in front
    vee: bool = False
    shoulder: float = 152
    shoulder_y: float = 146
    chest: float = 146
    chest_y: float = 282
    waist: float = 138
    hem: float = 146
    hem_y: float = 622
    round_hem: float = 8  # how much deeper the middle hangs
    sleeve_out: float = 94  # how far the cuff stands off
    cuff_y: float = 556


def torso(cut: Cut) -> Path:
    top, neck = cut.top, cut.neck
    front = (
        f"M0 {top + cut.drop} L{neck * 0.94} {top + 6} L{neck} {top}"
        if cut.vee
        else f"M0 {top + cut.drop} C{neck * 0.62} {top + cut.drop} {neck * 0.96} {top + cut.drop * 0.5} {neck} {top}"
    )
    s, sy, c, cy = cut.shoulder, cut.shoulder_y, cut.chest, cut.chest_y
    middle = (cy + cut.hem_y) / 2
    return half(
        f"{front} C{neck + 30} {top + 12} {s - 34} {sy - 16} {s} {sy}"
        f" C{s - 14} {sy + 44} {c - 20} {cy - 60} {c} {cy}"
        f" C{c - 3} {cy + 60} {cut.waist} {middle - 70} {cut.waist} {middle}"
        f" C{cut.waist} {middle + 70} {cut.hem - 3} {cut.hem_y - 60} {cut.hem} {cut.hem_y}"
        f" C{cut.hem * 0.66} {cut.hem_y + cut.round_hem} {cut.hem * 0.33} "
        f"{cut.hem_y + cut.round_hem * 1.3} 0 {cut.hem_y + cut.round_hem * 1.3}"
    )


def sleeve(cut: Cut, length: str = "long", wide: float = 0.0) -> tuple[Path, float]:
    """The right sleeve, and the angle at which it hangs. `wide` lets it out."""
    s, sy, c, cy = cut.shoulder, cut.shoulder_y, cut.chest, cut.chest_y
    if length == "short":
        return path(
            f"M{s - 34} {sy - 16} C{s - 2} {sy - 4} {s + 24} {sy + 14} {s + 40} {sy + 54}"
            f" C{s + 54} {sy + 84} {s + 64} {sy + 116} {s + 74 + wide} {sy + 152}"
            f" C{s + 52} {sy + 170} {s + 24} {sy + 180} {c + 4} {cy + 50}"
            f" C{c - 2} {cy + 30} {c - 6} {cy + 12} {c - 8} {cy} L{s - 44} {sy + 40} L{s - 34} {sy - 16}",
            dx=300,
        ), -14
    out = s + cut.sleeve_out
    end = cut.cuff_y if length == "long" else (cut.shoulder_y + cut.cuff_y) / 2 + 56
    part = (end - sy) / (cut.cuff_y - sy)
    ox = s + 26 + (out - s - 26) * part
    return path(
        f"M{s - 34} {sy - 16} C{s} {sy - 4} {s + 32} {sy + 20} {s + 46} {sy + 72}"
        f" C{s + 62 + wide} {sy + 140} {ox - 10 + wide} {end - 150} {ox + wide * 0.3} {end}"
        f" C{ox - 18} {end + 11} {ox - 40} {end + 15} {ox - 60 - wide * 0.3} {end + 10}"
        f" C{ox - 66 - wide * 0.6} {end - 120} {c + 18} {cy + 90} {c - 8} {cy + 4} "
        f"L{s - 44} {sy + 40} L{s - 34} {sy - 16}",
        dx=300,
    ), -10


def arms(pen: Pen, spec: Spec, cut: Cut, wide: float = 0.0) -> None:
    """Both sleeves with their fabric and the creases of hanging arms."""
    if spec.sleeve == "none":
        return
    right, degrees = sleeve(cut, spec.sleeve, wide)
    for side, shape in ((-1, right.mirrored()), (1, right)):
        outline = pen.solid(shape, form="t", shade=0.05 if side > 0 else 0.0)
        dress_up(pen, outline, spec, degrees * side)
        _arm_folds(pen, cut, spec, side)


def _arm_folds(pen: Pen, cut: Cut, spec: Spec, side: int) -> None:
    s, sy, c, cy = cut.shoulder, cut.shoulder_y, cut.chest, cut.chest_y

    def at(x: float) -> float:
        return 300 + side * x

    edge = (at(s - 6), sy + 6, at(c - 6), cy - 74, at(c + 3), cy + 2, 13.0 * side)
    pen.dusk(edge, opacity=0.075)
    if spec.sleeve == "short":
        pen.folds([(at(s + 2), sy + 70, at(s + 22), sy + 96, at(s + 40), sy + 104, 5 * side)])
        return
    wave = [
        (at(c + 4), cy + 14, at(c + 34), cy - 6, at(s + 44), cy - 36, -6.0 * side),
        (at(c + 14), cy + 66, at(c + 44), cy + 62, at(s + 58), cy + 28, -6.0 * side),
        (at(c + 36), cy + 138, at(c + 52), cy + 142, at(s + 64), cy + 118, -5.0 * side),
        (at(s + 60), cy + 150, at(s + 50), cy + 190, at(s + 30), cy + 176, 6.0 * side),
    ]
    end = cut.cuff_y if spec.sleeve == "long" else cy + 190
    pen.folds([fold for fold in wave if max(fold[1], fold[5]) < end - 20])


def body_folds(pen: Pen, cut: Cut, strength: float = 1.0) -> None:
    """Soft drape: from the armpits inwards, at the waist, up from the hem."""
    c, cy, w, h = cut.chest, cut.chest_y, cut.waist, cut.hem_y
    middle = (cy + h) / 2
    folds: list[Fold] = []
    for side in (-1, 1):

        def at(x: float, side: int = side) -> float:
            return 300 + side * x

        lift = pen.chance.uniform(-10, 10)
        folds += [
            (at(c - 8), cy + 6, at(c - 44), cy + 22, at(c - 78), cy + 62 + lift, 6.0 * side),
            (at(c - 10), cy + 34, at(c - 30), cy + 70, at(c - 52), cy + 128 + lift, 6.0 * side),
            (at(w - 8), middle - 12 + lift, at(w - 40), middle + 8, at(w - 74), middle - 4, 5.0 * side),
            (at(w - 10), middle + 44, at(w - 34), middle + 50 + lift, at(w - 66), middle + 34, 5.0 * side),
            (at(cut.hem * 0.62), h - 12, at(cut.hem * 0.58), h - 70, at(cut.hem * 0.5), h - 128 + lift, 6.0 * side),
        ]
    folds.append((286, h - 8, 280, h - 80, 290, h - 150, 5.0))
    pen.folds(folds, strength)
    pen.gleam((300 - c + 34, cy + 20, 300 - w + 26, middle, 300 - cut.hem + 40, h - 40, -12.0), opacity=0.05)


def cuffs(pen: Pen, spec: Spec, cut: Cut, height: float = 34.0, ribbed: bool = True, wide: float = 0.0) -> None:
    """Bands at the ends of long sleeves."""
    if spec.sleeve != "long":
        return
    out, end = cut.shoulder + cut.sleeve_out, cut.cuff_y
    shape = path(
        f"M{out - 8 + wide * 0.3} {end - height} C{out - 4 + wide * 0.3} "
        f"{end - height * 0.5} {out} {end - 8} {out - 2} {end + 4}"
        f" C{out - 18} {end + 14} {out - 40} {end + 18} {out - 58} {end + 12}"
        f" C{out - 60} {end} {out - 64} {end - 14} {out - 64 - wide * 0.3} "
        f"{end - height + 8} C{out - 46} {end - height + 14} {out - 26} "
        f"{end - height + 10} {out - 8 + wide * 0.3} {end - height}",
        dx=300,
    )
    for side, piece in ((-1, shape.mirrored()), (1, shape)):
        outline = pen.solid(piece, form="t", casts=False, depth=6)
        if ribbed:
            ribs(pen, outline, -8 * side, 6)
        else:
            dress_up(pen, outline, spec, -10 * side)
        x = 300 + side * (out - 36)
        pen.dusk(
            (
                x - 28,
                end - height + (4 if side > 0 else 0),
                x,
                end - height + 10,
                x + 28,
                end - height + (0 if side > 0 else 4),
                -4.0,
            )
        )


def hem_band(pen: Pen, cut: Cut, height: float = 42.0, ribbed: bool = True) -> Polygon:
    h, w, r = cut.hem_y, cut.hem, cut.round_hem * 1.3
    shape = half(
        f"M0 {h - height + r} C{w * 0.4} {h - height + r} {w * 0.8} {h - height + r * 0.5} {w - 1} {h - height}"
        f" C{w + 1} {h - height * 0.6} {w - 2} {h - 6} {w - 5} {h + 2} C{w * 0.66} "
        f"{h + r} {w * 0.33} {h + r + 2} 0 {h + r + 2}"
    )
    outline = pen.solid(shape, casts=False, depth=7)
    if ribbed:
        ribs(pen, outline, 0, 7)
    pen.dusk((300 - w + 4, h - height - 1, 300, h - height + r * 1.6, 300 + w - 4, h - height - 1, -3.0), opacity=0.06)
    return outline


def armholes(pen: Pen, cut: Cut) -> None:
    s, sy, c, cy = cut.shoulder, cut.shoulder_y, cut.chest, cut.chest_y
    band = path(
        f"M{s + 1} {sy} C{s - 13} {sy + 44} {c - 19} {cy - 60} {c + 1} {cy + 2} L{c - 2} {cy + 20}"
        f" C{c - 36} {cy - 50} {s - 30} {sy + 44} {s - 16} {sy - 5} L{s + 1} {sy}",
        dx=300,
    )
    for piece in (band.mirrored(), band):
        ribs(pen, pen.solid(piece, casts=False, depth=4, rim=0.25), 90, 5)
