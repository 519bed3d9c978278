"""Finding things on glass by the name they were given."""

from collections.abc import Iterator

from PySide6.QtCore import Q_ARG, QMetaObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtQuick import QQuickItem, QQuickWindow


def items_below(root: QQuickItem) -> Iterator[QQuickItem]:
    """Every item below `root` that can be seen, in drawing order."""
    for child in root.childItems():
        if child.isVisible() and child.opacity() > 0:
            yield child
            yield from items_below(child)


def at_rest(item: QQuickItem) -> bool:
    """Whether its picture has come."""
    return item.property("ready") is not False


def find_item(root: QQuickItem, name: str) -> QQuickItem | None:
    """The last item of that name that can be seen: what is drawn later lies on top."""
    found = None
    for item in items_below(root):
        if item.objectName() == name:
            found = item
    return found


def lay_out(root: QQuickItem) -> None:
    """Put everything where the next frame will have it: what has just opened lies elsewhere until then. Twice, for what
    lies in a row gives the row its height, and the row its column."""
    for _ in range(2):
        for item in items_below(root):
            item.ensurePolished()


def find_trap(root: QQuickItem) -> QQuickItem | None:
    """The topmost sheet, which what has the focus must not leave; None when no sheet is open."""
    found = None
    for item in items_below(root):
        if item.property("traps") is True:
            found = item
    return found


def text_of(item: QQuickItem | None) -> str:
    """The text an item shows: its own, or its label."""
    if item is None:
        return ""
    for name in ("text", "label", "title"):
        value = item.property(name)
        if isinstance(value, str):
            return value
    return ""


def shows(item: QQuickItem | None, text: str) -> bool:
    """Whether an item is there and its text contains `text`; case does not matter."""
    return item is not None and text.casefold() in text_of(item).casefold()


def centre_of(window: QQuickWindow, item: QQuickItem) -> QPoint:
    """Where to press it, in the window; a list it lies in is scrolled so far that it can be pressed."""
    reveal(window, item)
    centre = item.mapRectToScene(QRectF(0, 0, item.width(), item.height())).center()
    return QPointF(centre).toPoint()


def reveal(window: QQuickWindow, item: QQuickItem) -> None:
    """Scroll every flickable around an item until the item's middle is inside. (The window is given, for asking the
    item for it binds the two: with the item's wrapper the window's ends.)"""
    parent = item.parentItem()
    while parent is not None:
        if parent.inherits("QQuickFlickable"):
            _scroll_to(window, parent, item)
        parent = parent.parentItem()


def _scroll_to(window: QQuickWindow, view: QQuickItem, item: QQuickItem) -> None:
    """QML does the scrolling: a property set from here keeps the interpreter until the pictures that scroll in were
    asked for, which waits for the thread that draws them, which waits for the interpreter."""
    place = view.mapRectFromItem(item, QRectF(0, 0, item.width(), item.height()))
    x = _scrolled(view, "X", (place.left(), place.right()), view.width(), float(view.property("contentWidth")))
    y = _scrolled(view, "Y", (place.top(), place.bottom()), view.height(), float(view.property("contentHeight")))
    arguments = Q_ARG(QQuickItem, view), Q_ARG(float, x), Q_ARG(float, y)
    QMetaObject.invokeMethod(window, "scroll", Qt.ConnectionType.DirectConnection, *arguments)


def _scrolled(view: QQuickItem, axis: str, ends: tuple[float, float], span: float, length: float) -> float:
    """How far to scroll along one axis until what lies between `ends`, as seen, is in the middle of what is seen."""
    now = float(view.property(f"content{axis}"))
    if ends[0] >= 0 and ends[1] <= span:
        return now
    lowest = float(view.property(f"origin{axis}") or 0)
    highest = max(lowest + length - span, lowest)
    wanted = now + ends[0] - max(0.0, (span - (ends[1] - ends[0])) / 2)
    return min(max(wanted, lowest), highest)
