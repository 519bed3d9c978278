"""One window with its engine and its view-models; closed in the order in which nothing looks at what is gone."""

from functools import cache
from typing import cast

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from shiboken6 import delete

from assets import FONT_BOLD, FONT_FAMILY, FONT_REGULAR, asset_path
from kiosk.errors import BugError
from ui.bridge import Bridge
from ui.code_image import CodeProvider
from ui.finding import at_rest, find_trap, items_below, reveal
from ui.glass import Glass
from ui.paths import qml_path
from ui.providers import IconProvider, PictureProvider
from ui.stage import Stage
from ui.tasks import Tasks
from ui.touch import TouchWatch
from ui.translator import TextTranslator
from ui.viewmodels.app import App
from ui.wedge import Wedge

SIZE = (1280, 800)


class GlassWindow:
    """Everything that lives as long as the window. Create it in the GUI thread, after QGuiApplication."""

    def __init__(self, glass: Glass, *, still: bool = False) -> None:
        load_fonts()
        self.tasks = Tasks(glass.tasks)
        self.bridge = Bridge(glass.bus)
        self.stage = Stage(glass, self.tasks)
        self.app = App(self.stage, self.bridge)
        self._translator = TextTranslator(self.stage.texts)
        QGuiApplication.installTranslator(self._translator)
        self.engine = QQmlApplicationEngine()
        self.complaints: list[str] = []  # what QML finds wrong with itself while it runs
        self.engine.warnings.connect(lambda errors: self.complaints.extend(error.toString() for error in errors))
        self.engine.addImageProvider("pictures", PictureProvider(glass.media))
        self.engine.addImageProvider("icons", IconProvider())
        self.engine.addImageProvider("codes", CodeProvider())
        self.app.retranslated.connect(self._retranslate)
        self.engine.setInitialProperties({"app": self.app, "still": still})
        self.engine.load(QUrl.fromLocalFile(str(qml_path("Main.qml"))))
        if not self.engine.rootObjects():
            raise BugError("Main.qml does not load; what Qt says about it stands above")
        self.quick: QQuickWindow = self.engine.rootObjects()[0]  # type: ignore[assignment]
        self._watch = TouchWatch(self.app.idle.touched, self.app.access.used, self.quick)
        self._wedge = Wedge(glass.keys, self.bridge.scan, self.quick) if glass.keys else None
        self.quick.activeFocusItemChanged.connect(self._show_focus)
        glass.on_scan(self.bridge.scan)

    def close(self) -> None:
        """Stop what could still call in, then QML, then what QML looked at."""
        if self._wedge:
            self._wedge.close()
        self.bridge.close()
        self.tasks.close()
        self.app.stop()
        delete(self.engine)
        QGuiApplication.removeTranslator(self._translator)
        for part in (self.app, self.stage, self.bridge, self.tasks):
            delete(part)

    def settled(self) -> bool:
        """Whether no key is held back, no answer outstanding, every picture there, and nothing still to be drawn."""
        if not self.tasks.idle or (self._wedge and self._wedge.holding):
            return False
        return all(at_rest(item) for item in items_below(self.quick.contentItem()))

    def rest(self) -> None:
        """Whoever types pauses for longer than a scanner does."""
        if self._wedge:
            self._wedge.rest()

    def _show_focus(self) -> None:
        """What has the focus is scrolled to where it is seen; it does not leave a sheet that lies over the page."""
        item = cast("QQuickItem | None", self.quick.activeFocusItem())  # the stub says never None; it is, in between
        if item is None or not self.app.access.byKeyboard:
            return
        trap = find_trap(self.quick.contentItem())
        if trap is None or trap is item or trap.isAncestorOf(item):
            reveal(self.quick, item)
        else:
            trap.nextItemInFocusChain().forceActiveFocus(Qt.FocusReason.TabFocusReason)

    def _retranslate(self) -> None:
        self._translator.texts = self.stage.texts
        self.engine.retranslate()


def open_window(glass: Glass, *, size: tuple[int, int] | None = None, still: bool = False) -> GlassWindow:
    """A window on its first page."""
    window = GlassWindow(glass, still=still)
    if size or QGuiApplication.platformName() == "offscreen":
        window.quick.resize(*(size or SIZE))
        window.quick.show()
    else:
        window.quick.showFullScreen()
    window.app.start()
    return window


@cache
def load_fonts() -> str:
    """The bundled family, for everything Qt draws; no font of the machine is needed."""
    for name in (FONT_REGULAR, FONT_BOLD):
        QFontDatabase.addApplicationFont(str(asset_path(name)))
    QGuiApplication.setFont(QFont(FONT_FAMILY))
    return FONT_FAMILY
