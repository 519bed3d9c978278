"""Texts: whole, in their boxes, large enough, and nothing written over them."""

import re
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtGui import QFontMetricsF

from tests.ui.critic.boxes import SLACK
from tests.ui.critic.scene import Fault, Scene, Seen

SMALLEST_TEXT = 18
#: Where what one typed oneself is shown: its end may not fit.
TYPED = {"SearchField"}
#: What is written in one piece; a line may end behind a hyphen, and between any two Chinese characters.
WORDS = re.compile(r"[A-Za-z0-9.,'¥]{2,}")


def shortened(scene: Scene) -> Iterator[Fault]:
    for text in scene.texts:
        typed = any(around.kind in TYPED for around in text.above())
        if text.item.property("truncated") and not typed:
            yield Fault("shortened", _quoted(text))


def small(scene: Scene) -> Iterator[Fault]:
    least = scene.px(SMALLEST_TEXT)
    for text in scene.texts:
        if text.pixel_size < least:
            yield Fault("small letters", f"{text.pixel_size} px, at least {least}: {_quoted(text)}")


def cut(scene: Scene) -> Iterator[Fault]:
    """Letters outside their own item, outside the box or target they stand in, or outside the window."""
    for text in scene.texts:
        item = text.item
        if item.property("contentWidth") > item.width() + SLACK:
            yield Fault("cut", f"{item.property('contentWidth'):.0f} wide in {item.width():.0f}: {_quoted(text)}")
        elif item.property("contentHeight") > item.height() + SLACK:
            yield Fault("cut", f"{item.property('contentHeight'):.0f} high in {item.height():.0f}: {_quoted(text)}")
        else:
            yield from _out_of_boxes(text, scene)


def _out_of_boxes(text: Seen, scene: Scene) -> Iterator[Fault]:
    scrolled = False
    for around in text.above():
        holds = around.box.holds_sideways if scrolled or around.scrolls else around.box.holds
        if (_is_box(around) or around.scrolls) and not holds(text.ink):
            yield Fault("cut", f"{text.ink} runs out of {around.name} {around.box}: {_quoted(text)}")
            return
        scrolled = scrolled or around.scrolls
    holds = scene.whole.holds_sideways if scrolled else scene.whole.holds
    if not holds(text.ink):
        yield Fault("cut", f"{text.ink} runs out of the window: {_quoted(text)}")


def broken(scene: Scene) -> Iterator[Fault]:
    """A word that is wider than its text may be: Qt breaks it inside, where no language does."""
    for text in scene.texts:
        if text.item.property("lineCount") < 2 or any(around.kind in TYPED for around in text.above()):
            continue
        widths = QFontMetricsF(text.item.property("font"))
        room = text.item.width() - sum(float(text.item.property(f"{side}Padding") or 0) for side in ("left", "right"))
        for word in WORDS.findall(text.text):
            if widths.horizontalAdvance(word) > room + SLACK:
                yield Fault("broken word", f"{word!r} in {room:.0f} pixels: {_quoted(text)}")


def written_over(scene: Scene) -> Iterator[Fault]:
    """Two texts in one place, or a text under something that is no overlay."""
    for lower, upper in combinations(scene.texts, 2):
        shared = lower.ink.meet(lower.sight).meet(upper.ink.meet(upper.sight))
        if shared.width <= 2 * SLACK or shared.height <= 2 * SLACK:
            continue
        if upper.overlay is not None and upper.overlay is not lower.overlay:
            continue
        plate = scene.between(lower, upper, shared)
        how = f"hidden by {plate.name} under" if plate else "written over by"
        yield Fault("overlap", f"{_quoted(lower)} {how} {_quoted(upper)}")


def covered(scene: Scene) -> Iterator[Fault]:
    """A plate that lies over part of a text, and is no overlay."""
    for text in scene.texts:
        for plate in scene.plates:
            if plate.order <= text.order or (plate.overlay is not None and plate.overlay is not text.overlay):
                continue
            if plate.sight.overlaps(text.ink.meet(text.sight), 2 * SLACK):
                yield Fault("overlap", f"{plate.name} lies over {_quoted(text)}")


def _is_box(around: Seen) -> bool:
    return around.target or around.item.inherits("QQuickRectangle") or bool(around.item.clip())


def _quoted(text: Seen) -> str:
    return f"{text.text!r}" + (f" ({text.item.objectName()})" if text.item.objectName() else "")


RULES = (shortened, small, cut, broken, written_over, covered)
