"""A snapshot of a window: everything that can be seen, in the order in which it is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from PIL import Image
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QImage
from PySide6.QtQml import QQmlContext, QQmlEngine, QQmlExpression, QQmlProperty
from PySide6.QtQuick import QQuickItem, QQuickWindow

from tests.ui.critic.boxes import Box, box_of

#: Components that lie over a page on purpose: what they cover is not lost, one closes them.
OVERLAYS = {"Sheet", "Notice"}
OPAQUE = 0.5  # what lies behind a scrim of this strength is not there to be read or tapped


class Fault(str):
    """A fault in words. `rule` groups faults of one kind; `what` names the thing and says by how much."""

    rule: str
    what: str

    def __new__(cls, rule: str, what: str) -> "Fault":
        fault = super().__new__(cls, f"{rule}: {what}")
        fault.rule, fault.what = rule, what
        return fault


@dataclass(eq=False)
class Seen:
    """An item as it was when the snapshot was taken."""

    item: QQuickItem
    order: int
    parent: "Seen | None"
    kind: str  # the component's name, e.g. Pill, QQuickRectangle
    box: Box  # where it lies, also where that is out of sight
    sight: Box  # what can be seen of it: in the window, in what scrolls or clips around it
    opacity: float  # its own times that of everything around it
    enabled: bool

    @cached_property
    def target(self) -> bool:
        """Whether it can be tapped."""
        return QQmlProperty(self.item, "onTapped").isSignalProperty()

    @cached_property
    def text(self) -> str:
        """What it writes, when it is a text."""
        return str(self.item.property("text")) if self.item.inherits("QQuickText") else ""

    @cached_property
    def pixel_size(self) -> int:
        return int(self.item.property("font").pixelSize())

    @cached_property
    def strong(self) -> bool:
        return bool(self.item.property("font").bold())

    @cached_property
    def ink(self) -> Box:
        """Where the letters of a text are, by its alignment; the item itself may be larger."""
        item = self.item
        wide, high = (min(float(item.property(f"content{side}")), 1e5) for side in ("Width", "Height"))
        padding = {side: float(item.property(f"{side}Padding") or 0) for side in ("left", "top", "right", "bottom")}
        left, top = padding["left"], padding["top"]
        across, down = item.width() - left - padding["right"] - wide, item.height() - top - padding["bottom"] - high
        flags = _alignment(item)
        left += across * _share(flags, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)
        top += down * _share(flags, Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignBottom)
        return box_of(item.mapRectToScene(QRectF(left, top, wide, high)))

    @cached_property
    def colour(self) -> QColor:
        return QColor(self.item.property("color"))

    @cached_property
    def scrolls(self) -> bool:
        return self.item.inherits("QQuickFlickable")

    @cached_property
    def plate(self) -> bool:
        """Whether it hides what lies behind it."""
        return self.item.inherits("QQuickRectangle") and self.colour.alphaF() * self.opacity >= OPAQUE

    @property
    def name(self) -> str:
        label = self.item.objectName() or str(self.item.property("label") or "") or self.text
        return f"{self.kind} {label!r}" if label else self.kind

    def above(self) -> Iterator["Seen"]:
        """What it lies in, from the nearest to the window."""
        around = self.parent
        while around is not None:
            yield around
            around = around.parent

    def within(self, other: "Seen") -> bool:
        return any(around is other for around in self.above())

    @cached_property
    def view(self) -> "Seen | None":
        """What scrolls it."""
        return next((around for around in self.above() if around.scrolls), None)

    @cached_property
    def overlay(self) -> "Seen | None":
        return next((around for around in (self, *self.above()) if around.kind in OVERLAYS), None)


@dataclass
class Scene:
    window: QQuickWindow
    seen: list[Seen]
    whole: Box
    scale: float
    picture: Image.Image = field(repr=False)

    def px(self, size: float) -> int:
        """As `Theme.px`."""
        return round(size * self.scale)

    @cached_property
    def texts(self) -> list[Seen]:
        """Texts of which something can be seen, and nothing lies over all of it."""
        return [seen for seen in self.seen if seen.text.strip() and not seen.sight.empty and not self.hidden(seen)]

    @cached_property
    def targets(self) -> list[Seen]:
        """What can be tapped now."""
        usable = (seen for seen in self.seen if seen.target and seen.enabled and not seen.sight.empty)
        return [seen for seen in usable if not self.hidden(seen)]

    @cached_property
    def plates(self) -> list[Seen]:
        return [seen for seen in self.seen if seen.plate and not seen.sight.empty]

    def hidden(self, seen: Seen) -> bool:
        """Whether a scrim or a plate drawn later lies over all that could be seen of it."""
        over = (plate for plate in self.plates if plate.order > seen.order and not plate.within(seen))
        return any(plate.sight.holds(seen.sight) for plate in over)

    def under_overlay(self, seen: Seen) -> bool:
        """Whether something that one closes lies over part of it."""
        over = (plate for plate in self.plates if plate.overlay is not None and plate.overlay is not seen.overlay)
        return any(plate.order > seen.order and plate.sight.overlaps(seen.sight) for plate in over)

    def between(self, lower: Seen, upper: Seen, shared: Box) -> Seen | None:
        """A plate that hides `lower` from `upper` where they share the glass."""
        between = (plate for plate in self.plates if lower.order < plate.order < upper.order)
        return next((plate for plate in between if plate.sight.holds(shared)), None)


def look_at(window: QQuickWindow) -> Scene:
    """Draw the window, and take it down."""
    picture = window.grabWindow()  # lays out before it draws
    whole = Box(0, 0, window.width(), window.height())
    seen: list[Seen] = []
    _collect(window.contentItem(), None, whole, seen)
    short, long = sorted((window.width(), window.height()))
    scale = max(0.9, min(short / 800, long / 1280))
    return Scene(window, seen, whole, scale, pillow(picture))


def spoken_name(item: QQuickItem) -> str:
    """What a screen reader calls it."""
    found: QAccessibleInterface | None = QAccessible.queryAccessibleInterface(item)
    return str(found.text(QAccessible.Text.Name)) if found is not None else ""


def role(item: QQuickItem) -> QAccessible.Role:
    found: QAccessibleInterface | None = QAccessible.queryAccessibleInterface(item)
    return found.role() if found is not None else QAccessible.Role.NoRole


def pillow(image: QImage) -> Image.Image:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    raw, row = bytes(plain.constBits()), plain.bytesPerLine()
    return Image.frombuffer("RGB", (plain.width(), plain.height()), raw, "raw", "RGB", row, 1)


def _collect(item: QQuickItem, parent: Seen | None, sight: Box, found: list[Seen]) -> None:
    for child in sorted(item.childItems(), key=lambda child: child.z()):
        if not child.isVisible() or child.opacity() <= 0:
            continue
        box = box_of(child.mapRectToScene(QRectF(0, 0, child.width(), child.height())))
        opacity = child.opacity() * (parent.opacity if parent else 1.0)
        seen = Seen(child, len(found), parent, _kind(child), box, box.meet(sight), opacity, child.isEnabled())
        found.append(seen)
        inner = box.meet(sight) if child.clip() or seen.scrolls else sight
        _collect(child, seen, inner, found)


def _kind(item: QQuickItem) -> str:
    """The component's name. Not by `metaObject()`: Qt for Python keeps what that returns beyond the item's life, and
    hands it out again as the next item at that address."""
    return str(evaluated(item, "toString()") or "QQuickItem").partition("(")[0].partition("_QML")[0]


def evaluated(item: QQuickItem, expression: str) -> object:
    """None for an item that C++ made, such as what a Flickable moves."""
    context: QQmlContext | None = QQmlEngine.contextForObject(item)
    if context is None:
        return None
    value, _undefined = QQmlExpression(context, item, expression).evaluate()
    return value


def _alignment(text: QQuickItem) -> Qt.AlignmentFlag:
    """Both alignments of a text; Python cannot read Text's own enumerations, QML can."""
    return Qt.AlignmentFlag(int(str(evaluated(text, "effectiveHorizontalAlignment | verticalAlignment"))))


def _share(flags: Qt.AlignmentFlag, middle: Qt.AlignmentFlag, end: Qt.AlignmentFlag) -> float:
    """How much of the free room lies before the letters."""
    return 1.0 if flags & end else 0.5 if flags & middle else 0.0
