"""What the gallery of components shows: a small frozen range, in either language, without a shop."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.catalogue import Style
from kiosk.domain.money import format_minor
from kiosk.texts import LANGUAGES, load_texts
from ui.formatting import picture_id
from ui.qt import Property, QmlUncreatable
from ui.viewmodels.access import PERCENTS

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
STYLE = Style("GALLERY-COAT", "羊毛大衣", "Wool coat", "coats", "大衣", "Coats")
PRICE_MINOR, SWATCHES, NUMBER = 159_900, ("#9AA092", "#2C3A57", "#B78B5A"), "JA-01-A-000042"


@QmlElement
@QmlUncreatable("made by the program")
class GalleryModel(QObject):
    """Nothing is sold here; what is tapped is counted."""

    changed = Signal()
    retranslated = Signal()
    page = "gallery"

    def __init__(self, language: str) -> None:
        super().__init__()
        self.texts = load_texts(language)
        self._taps, self._pieces, self._typed, self._percent = 0, 1, "linen", PERCENTS[0]
        self._asking = False

    @Property(int, notify=changed)
    def textPercent(self) -> int:
        return self._percent

    @Property(bool, notify=changed)
    def asking(self) -> bool:
        """Whether the sheet is open."""
        return self._asking

    @Property(int, notify=changed)
    def taps(self) -> int:
        return self._taps

    @Property(int, notify=changed)
    def pieces(self) -> int:
        return self._pieces

    @Property(str, notify=changed)
    def typed(self) -> str:
        return self._typed

    @Property(str, notify=changed)
    def name(self) -> str:
        return self.texts.named(STYLE)

    @Property(str, notify=changed)
    def longName(self) -> str:
        return self.texts("ui.gallery.long_name")

    @Property(str, notify=changed)
    def longText(self) -> str:
        return self.texts("ui.gallery.long_text")

    @Property(str, notify=changed)
    def hint(self) -> str:
        return self.texts("ui.reach.here")

    @Property(str, notify=changed)
    def colour(self) -> str:
        return self.texts("ui.gallery.colour")

    @Property(str, constant=True)
    def swatch(self) -> str:
        return SWATCHES[0]

    @Property(list, constant=True)
    def swatches(self) -> list[str]:
        return list(SWATCHES)

    @Property(str, constant=True)
    def price(self) -> str:
        return format_minor(PRICE_MINOR)

    @Property(str, constant=True)
    def number(self) -> str:
        return NUMBER

    @Property(str, notify=changed)
    def picture(self) -> str:
        return picture_id(SWATCHES[0], self.name, STYLE)

    @Property(list, notify=changed)
    def stages(self) -> list[str]:
        return [self.texts(f"ui.gallery.{state}") for state in ("normal", "chosen", "pressed")]

    @Property("QVariantMap", notify=changed)  # type: ignore[arg-type]
    def cellWords(self) -> dict[str, str]:
        return {
            "offered": self.texts("promise.now"),
            "sold_out": self.texts("ui.cell.sold_out"),
            "unknown": self.texts("ui.cell.unknown"),
        }

    @property
    def language(self) -> str:
        return self.texts.language

    @Slot()
    def tap(self) -> None:
        self._taps += 1
        self.changed.emit()

    @Slot()
    def openSheet(self) -> None:
        self._asking = True
        self.changed.emit()

    @Slot()
    def closeSheet(self) -> None:
        self._asking = False
        self.changed.emit()

    @Slot(int)
    def setPieces(self, pieces: int) -> None:
        self._pieces = max(0, pieces)
        self.changed.emit()

    @Slot(str)
    def type(self, key: str) -> None:
        self._typed += key
        self.changed.emit()

    @Slot()
    def erase(self) -> None:
        self._typed = self._typed[:-1]
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        self._typed = ""
        self.changed.emit()

    @Slot()
    def turnLetters(self) -> None:
        """The next size of letters, round and round."""
        self._percent = PERCENTS[(PERCENTS.index(self._percent) + 1) % len(PERCENTS)]
        self.changed.emit()

    @Slot()
    def switchLanguage(self) -> None:
        self.set_language(next(language for language in LANGUAGES if language != self.texts.language))

    def set_language(self, language: str) -> None:
        self.texts = load_texts(language)
        self.changed.emit()
        self.retranslated.emit()
