"""What is wrong with a page as it is laid out: cut text, text that runs out of its box, letters or targets too
small."""

from collections.abc import Iterator
from itertools import takewhile

from PySide6.QtCore import QObject, QRectF
from PySide6.QtQuick import QQuickItem, QQuickWindow

from ui.finding import items_below

SMALLEST_TEXT, SMALLEST_TARGET = 18, 56
SLACK = 1.5  # pixels: glyphs are hinted, boxes are rounded


def faults(window: QQuickWindow) -> list[str]:
    """Each fault in words; empty when the page is sound."""
    window.grabWindow()  # draws, and lays out before it does
    scale = _scale(window)
    found: list[str] = []
    for item in items_below(window.contentItem()):
        if item.inherits("QQuickText"):
            found += _text_faults(item, window, scale)
        elif _is_target(item):
            found += _target_faults(item, window, scale)
    return found


def _scale(window: QQuickWindow) -> float:
    short, long = sorted((window.width(), window.height()))
    return max(0.9, min(short / 800, long / 1280))


def _text_faults(item: QQuickItem, window: QQuickWindow, scale: float) -> Iterator[str]:
    text = str(item.property("text"))
    if not text or not _in_sight(item, window):
        return
    if item.property("truncated") and not _may_elide(item):
        yield f"shortened: {text!r}"
    if item.property("font").pixelSize() < round(SMALLEST_TEXT * scale) - 1:
        yield f"small letters: {text!r}"
    if item.property("contentWidth") > item.width() + SLACK:
        yield f"runs out of its width ({item.property('contentWidth'):.0f} > {item.width():.0f}): {text!r}"
    box = painted(item)
    for around in _around(item):
        if not _contains(around, box, item):
            yield f"runs out of {_kind(around)}: {text!r}"
            return


def _target_faults(item: QQuickItem, window: QQuickWindow, scale: float) -> Iterator[str]:
    least = round(SMALLEST_TARGET * scale) - 0.5
    if not item.isEnabled() or not _in_sight(item, window):
        return
    if item.width() < least or item.height() < least:
        yield f"small target {item.width():.0f} x {item.height():.0f}: {_name(item)}"
    box = _scene(item)
    if box.left() < -SLACK or box.right() > window.width() + SLACK:
        yield f"reaches beyond the window's side: {_name(item)}"
    if not _flickable(item) and (box.top() < -SLACK or box.bottom() > window.height() + SLACK):
        yield f"reaches beyond the window: {_name(item)}"


def painted(item: QQuickItem) -> QRectF:
    """The box of a text, in the window; its letters are inside when its width suffices."""
    high = min(float(item.property("contentHeight")), item.height())
    return QRectF(item.mapRectToScene(QRectF(0, 0, item.width(), high)))


def _around(item: QQuickItem) -> Iterator[QQuickItem]:
    """The boxes a text stands in: what can be tapped, coloured boxes, the window's own item."""
    for parent in _ancestors(item):
        if _is_target(parent) or parent.inherits("QQuickRectangle") or parent.parentItem() is None:
            yield parent


def _contains(around: QQuickItem, box: QRectF, item: QQuickItem) -> bool:
    outer = _scene(around)
    sideways = outer.left() - SLACK <= box.left() and box.right() <= outer.right() + SLACK
    if _scrolls_between(item, around):
        return sideways
    return sideways and outer.top() - SLACK <= box.top() and box.bottom() <= outer.bottom() + SLACK


def _scrolls_between(item: QQuickItem, around: QQuickItem) -> bool:
    inside = takewhile(lambda parent: parent is not around, _ancestors(item))
    return any(parent.inherits("QQuickFlickable") for parent in inside)


def _in_sight(item: QQuickItem, window: QQuickWindow) -> bool:
    """Whether any of it is in the window and in what scrolls around it."""
    box = _scene(item).intersected(QRectF(0, 0, window.width(), window.height()))
    view = _flickable(item)
    return not box.isEmpty() and (view is None or not box.intersected(_scene(view)).isEmpty())


def _flickable(item: QQuickItem) -> QQuickItem | None:
    return next((parent for parent in _ancestors(item) if parent.inherits("QQuickFlickable")), None)


def _ancestors(item: QQuickItem) -> Iterator[QQuickItem]:
    parent: QQuickItem | None = item.parentItem()
    while parent is not None:
        yield parent
        parent = parent.parentItem()


def _may_elide(item: QQuickItem) -> bool:
    """What says how many lines it may have may be shortened: a name on a card stands in full on the style's page."""
    return bool(item.property("maximumLineCount") in (1, 2))


def _is_target(item: QObject) -> bool:
    return item.metaObject().indexOfSignal("tapped()") >= 0


def _scene(item: QQuickItem) -> QRectF:
    return QRectF(item.mapRectToScene(QRectF(0, 0, item.width(), item.height())))


def _name(item: QQuickItem) -> str:
    return item.objectName() or str(item.property("label"))


def _kind(item: QQuickItem) -> str:
    return f"{item.metaObject().className().split('_')[0]} {_name(item)}".strip()
