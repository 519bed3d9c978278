"""The window of the gallery: all components in all their states, for whoever builds with them."""

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from shiboken6 import delete

from kiosk.errors import BugError
from ui.code_image import CodeProvider
from ui.finding import at_rest, items_below
from ui.paths import qml_path
from ui.providers import IconProvider, PictureProvider
from ui.translator import TextTranslator
from ui.viewmodels.gallery import GalleryModel
from ui.window import SIZE, load_fonts


class Deaf(QObject):
    """Scans mean nothing here."""

    def scan(self, _text: str) -> None:
        return


class GalleryWindow:
    """Lives without a shop; a script drives it as it drives the kiosk."""

    def __init__(self, language: str, *, size: tuple[int, int] | None = None, still: bool = False) -> None:
        load_fonts()
        self.app, self.bridge = GalleryModel(language), Deaf()
        self._translator = TextTranslator(self.app.texts)
        QGuiApplication.installTranslator(self._translator)
        self.engine = QQmlApplicationEngine()
        self.complaints: list[str] = []
        self.engine.warnings.connect(lambda errors: self.complaints.extend(error.toString() for error in errors))
        self.engine.addImageProvider("pictures", PictureProvider(lambda _sha256: None))
        self.engine.addImageProvider("icons", IconProvider())
        self.engine.addImageProvider("codes", CodeProvider())
        self.app.retranslated.connect(self._retranslate)
        self.engine.setInitialProperties({"app": self.app, "still": still})
        self.engine.load(QUrl.fromLocalFile(str(qml_path("gallery", "Gallery.qml"))))
        if not self.engine.rootObjects():
            raise BugError("Gallery.qml does not load; what Qt says about it stands above")
        self.quick: QQuickWindow = self.engine.rootObjects()[0]  # type: ignore[assignment]
        self.quick.resize(*(size or SIZE))

    def settled(self) -> bool:
        return all(at_rest(item) for item in items_below(self.quick.contentItem()))

    def rest(self) -> None:
        """No scanner is heard here."""

    def close(self) -> None:
        delete(self.engine)
        QGuiApplication.removeTranslator(self._translator)
        delete(self.app)

    def _retranslate(self) -> None:
        self._translator.texts = self.app.texts
        self.engine.retranslate()
