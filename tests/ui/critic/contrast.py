"""Contrast, computed from the pixels of the window as WCAG 2.2 defines it."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible

from tests.ui.critic.boxes import Box
from tests.ui.critic.scene import Fault, Scene, Seen, evaluated, role

TEXT, LARGE, CONTROL = 4.5, 3.0, 3.0
LARGE_PIXELS = 24
Colour = tuple[int, int, int]
Counted = list[tuple[int, Colour]]
#: Where the outline says that one can type or choose there; a button is known by its words.
OUTLINED = {QAccessible.Role.EditableText, QAccessible.Role.RadioButton, QAccessible.Role.CheckBox}
_WHITE = (255, 255, 255)
_FLAT = 0.3  # of a text's box in one colour: that is what it is written on
_WORST = 0.1  # on a picture, so much of the ground may be worse than what we say
_DRAWN = 0.35  # of the way from the ground to the ink: the stem of a letter gets at least this far
_ROUNDING = 0.05
#: A rectangle whose border nobody set says that it is 1 wide and black, and draws none.
_DRAWN_LINE = 'border.width > 0 && String(border.color) !== "#000000"'
_REACH = 5  # pixels outwards and inwards of an edge, where its outline is looked for


def contrast(one: Colour, other: Colour) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def unreadable(scene: Scene) -> Iterator[Fault]:
    """Texts against what they are written on; exempt are disabled controls, and one that a finger lies on."""
    for text in scene.texts:
        box = _whole(text.ink.meet(text.sight), scene)
        pressed = any(around.target and around.item.property("pressed") for around in text.above())
        if box is None or not text.enabled or pressed or scene.under_overlay(text):
            continue
        counted = _counted(box, scene)
        ground = _ground(counted, box, scene, _laid_over(text, _WHITE))
        ink = _laid_over(text, ground)
        least = LARGE if text.strong and text.pixel_size >= scene.px(LARGE_PIXELS) else TEXT
        found = contrast(ink, ground)
        if found < least - _ROUNDING:
            yield Fault("contrast", f"{found:.1f} of {least}, {_hex(ink)} on {_hex(ground)}: {text.text!r}")
        elif text.sight.holds(text.ink) and max(
            _distance(colour, ground) for _, colour in counted
        ) < _DRAWN * _distance(ink, ground):
            yield Fault("contrast", f"nothing of it is drawn on {_hex(ground)}: {text.text!r}")


def faint_icons(scene: Scene) -> Iterator[Fault]:
    """Icons on what can be tapped."""
    for icon in (seen for seen in scene.seen if seen.kind == "Icon" and not seen.sight.empty):
        box = _whole(icon.sight, scene)
        target = next((around for around in icon.above() if around.target), None)
        if (
            target is None
            or box is None
            or icon.sight != icon.box
            or not icon.enabled
            or scene.hidden(icon)
            or scene.under_overlay(icon)
        ):
            continue
        counted = _counted(box, scene)
        ground = max(counted)[1]
        found = max(contrast(colour, ground) for _, colour in counted)
        if found < CONTROL - _ROUNDING:
            yield Fault("contrast", f"{found:.1f} of {CONTROL} of the icon of {target.name}")


def faint_outlines(scene: Scene) -> Iterator[Fault]:
    """Fields and choices that draw an outline, against what they lie on; their fill may do as well."""
    for target in scene.targets:
        whole = target.opacity == 1 and target.sight == target.box and not scene.under_overlay(target)
        if role(target.item) not in OUTLINED or not whole or not _outlined(target, scene):
            continue
        found = _outline(target, scene)
        if found is not None and found < CONTROL - _ROUNDING:
            yield Fault("contrast", f"{found:.1f} of {CONTROL} of the outline of {target.name}")


def _outlined(target: Seen, scene: Scene) -> bool:
    """Whether it draws a line around itself; a swatch with its name, or a filled cell, is known by its words."""
    inside = (seen for seen in scene.seen if seen.within(target) and seen.item.inherits("QQuickRectangle"))
    return any(seen.box.holds(target.box) and evaluated(seen.item, _DRAWN_LINE) for seen in inside)


def _outline(target: Seen, scene: Scene) -> float | None:
    """The best contrast with what is outside, on a line inwards through the middle of each side."""
    box, found = target.box, list[float]()
    middle = round((box.left + box.right) / 2), round((box.top + box.bottom) / 2)
    steps = range(-_REACH, _REACH)
    lines = (
        [(round(box.left) + step, middle[1]) for step in steps],
        [(middle[0], round(box.top) + step) for step in steps],
        [(middle[0], round(box.bottom) - 1 - step) for step in steps],
    )
    for line in lines:
        if all(0 <= x < scene.picture.width and 0 <= y < scene.picture.height for x, y in line):
            colours: list[Colour] = [scene.picture.getpixel(place) for place in line]  # type: ignore[misc]
            found.append(max(contrast(colours[0], colour) for colour in colours))
    return max(found, default=None)


def _whole(box: Box, scene: Scene) -> Box | None:
    """The whole pixels of a box, when there are enough of them to say something."""
    inside = Box(*(float(round(edge)) for edge in box.meet(scene.whole)))
    return inside if inside.width >= 4 and inside.height >= 4 else None


def _counted(box: Box, scene: Scene) -> Counted:
    cropped = scene.picture.crop((int(box.left), int(box.top), int(box.right), int(box.bottom)))
    return cropped.getcolors(cropped.width * cropped.height)  # type: ignore[return-value]


def _ground(counted: Counted, box: Box, scene: Scene, ink: Colour) -> Colour:
    """The colour that most of the box has. On a picture, where none prevails: nearly the worst of what is around."""
    count, colour = max(counted)
    if count >= _FLAT * box.width * box.height:
        return colour
    outer = _whole(box.grown(3), scene) or box
    around = {colour: count for count, colour in _counted(outer, scene)}
    for within, colour in counted:
        around[colour] -= within
    ordered = sorted((contrast(ink, colour), colour, count) for colour, count in around.items() if count > 0)
    left = _WORST * sum(count for _, _, count in ordered)
    for _, colour, count in ordered:
        left -= count
        if left <= 0:
            return colour
    return colour


def _laid_over(text: Seen, ground: Colour) -> Colour:
    """A text's colour as it comes out on a ground, with its opacity."""
    ink, share = text.colour, text.colour.alphaF() * text.opacity
    red, green, blue = (
        round(part * share + under * (1 - share))
        for part, under in zip((ink.red(), ink.green(), ink.blue()), ground, strict=True)
    )
    return red, green, blue


def _luminance(colour: Colour) -> float:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in (c / 255 for c in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _distance(one: Colour, other: Colour) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / 3


def _hex(colour: Colour) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)


RULES = (unreadable, faint_icons, faint_outlines)
