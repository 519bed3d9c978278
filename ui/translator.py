"""Qt's `qsTrId` answered from assets/i18n: one set of sentences for glass, paper and terminal."""

from PySide6.QtCore import QTranslator

from kiosk.texts import Texts


class TextTranslator(QTranslator):
    """Give it other texts and call the engine's `retranslate()`: every sentence on glass changes in place."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts

    def isEmpty(self) -> bool:
        return False

    def translate(self, _context: str, key: str, _hint: str | None = None, _count: int = -1) -> str | None:
        return self.texts(key) if key in self.texts else None
