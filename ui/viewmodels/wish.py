"""A style on the wish list of whoever is recognised: put there, or taken off, with a tap."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.services.desk import Desk
from ui.qt import Property, QmlUncreatable
from ui.stage import Stage

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class WishModel(QObject):
    """Part of a style's page; there for nobody while nobody is recognised."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._style = self._sku = ""
        self._wished: bool | None = None
        stage.languageChanged.connect(self.changed)

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        return self._wished is not None

    @Property(bool, notify=changed)
    def wished(self) -> bool:
        return bool(self._wished)

    @Property(str, notify=changed)
    def label(self) -> str:
        return self._stage.texts("ui.style.wished" if self._wished else "ui.style.wish")

    @Slot()
    def toggle(self) -> None:
        style, sku, wished = self._style, self._sku, self._wished

        def said(desk: Desk) -> bool | None:
            member = desk.members.current()
            if member is None:
                return None
            if wished:
                desk.clientele.unwish(member.id, style)
            else:
                desk.clientele.wish(member.id, style, sku)
            return desk.clientele.wished(style)

        if style and wished is not None:
            self._stage.ask(said, lambda now: self._show(style, now))

    def follow(self, style: str, sku: str) -> None:
        """The page shows this style, in the variant that is chosen ("" while none is)."""
        fresh, self._style, self._sku = style != self._style, style, sku
        if fresh:
            self._wished = None
            self.changed.emit()
        if style:
            self._stage.ask(lambda desk: desk.clientele.wished(style), lambda now: self._show(style, now))

    def _show(self, style: str, wished: bool | None) -> None:
        if style == self._style:
            self._wished = wished
            self.changed.emit()
