"""Shirts and T-shirts."""

from dataclasses import replace

from assets.garments.body import Cut, arms, body_folds, cuffs, torso
from assets.garments.collars import back_neck, back_stand, neck_band, patch_pocket, placket, shirt_collar, stand_collar
from assets.garments.fabric import Spec, dress_up
from assets.garments.geometry import path
from assets.garments.pen import Pen


def tee(pen: Pen, spec: Spec) -> None:
    cut = Cut(
        drop=96 if spec.collar == "vee" else 44,
        vee=spec.collar == "vee",
        hem_y=600 if spec.length != "long" else 640,
        chest=152,
        waist=146,
        hem=150,
        shoulder=156,
        neck=60,
    )
    if spec.length == "crop":
        cut = Cut(drop=44, hem_y=520, chest=152, waist=148, hem=150, shoulder=156, neck=60)
    back_neck(pen, cut)
    arms(pen, spec, cut, 8)
    outline = pen.solid(torso(cut))
    dress_up(pen, outline, spec)
    body_folds(pen, cut)
    neck_band(pen, cut)
    h, w, r = cut.hem_y, cut.hem, cut.round_hem * 1.3
    hem = path(f"M{301 - w} {h - 17} C{300 - w * 0.5} {h - 15 + r} {300 + w * 0.5} {h - 15 + r} {299 + w} {h - 17}")
    pen.stitch(hem, hem.moved(0, 5))
    if spec.sleeve == "short":
        s, sy = cut.shoulder, cut.shoulder_y
        line = path(
            f"M{s + 79} {sy + 140} C{s + 54} {sy + 158} {s + 28} {sy + 167} {cut.chest + 8} {cut.chest_y + 38}", dx=300
        )
        pen.stitch(line, line.mirrored())
    if spec.cut == "pocket":
        patch_pocket(pen, 330, 262, 58, 66)


def shirt(pen: Pen, spec: Spec) -> None:
    cut = Cut(hem_y=606, round_hem=22, drop=40, neck=50, chest=148, waist=142, hem=146)
    if spec.cut == "relaxed":
        cut = Cut(
            hem_y=612, round_hem=20, drop=40, neck=50, chest=160, waist=156, hem=160, shoulder=160, shoulder_y=150
        )
    open_neck = spec.collar == "camp"
    if open_neck:
        cut = replace(cut, vee=True, drop=84)
    back_neck(pen, cut, 10)
    if spec.collar != "stand":
        back_stand(pen, cut)
    arms(pen, spec, cut, 10 if spec.cut == "relaxed" else 4)
    outline = pen.solid(torso(cut))
    dress_up(pen, outline, spec)
    body_folds(pen, cut, 1.25 if spec.fabric in ("satin", "linen") else 1.0)
    s, sy, t = cut.shoulder, cut.shoulder_y, cut.top
    yoke = path(f"M{s - 9} {sy + 36} C{s - 50} {sy + 26} {cut.neck + 26} {sy + 8} {cut.neck + 10} {t + 20}", dx=300)
    pen.seam(yoke, yoke.mirrored())
    placket(pen, t + cut.drop, cut.hem_y + 24, 6 if not open_neck else 5)
    if spec.fabric != "satin":
        patch_pocket(pen, 336, 256)
    w, h = cut.hem, cut.hem_y
    pen.stitch(
        path(
            f"M{302 - w} {h - 9} C{300 - w * 0.66} {h + 13} {300 - w * 0.33} {h + 20} "
            f"300 {h + 20} C{300 + w * 0.33} {h + 20} {300 + w * 0.66} {h + 13} "
            f"{298 + w} {h - 9}"
        ),
        opacity=0.3,
    )
    if spec.sleeve == "long":
        cuffs(pen, spec, cut, 46, ribbed=False, wide=4)
        for side in (-1, 1):
            pen.button(300 + side * (s + cut.sleeve_out - 12), cut.cuff_y - 14, 4)
    elif spec.sleeve == "short":
        line = path(
            f"M{s + 80} {sy + 136} C{s + 54} {sy + 154} {s + 28} {sy + 163} {cut.chest + 7} {cut.chest_y + 34}", dx=300
        )
        pen.seam(line, line.mirrored())
    if spec.collar == "stand":
        stand_collar(pen, cut, 26, spec)
        pen.button(300, t + cut.drop - 4, 4.5)
    else:
        shirt_collar(pen, cut, spec)
