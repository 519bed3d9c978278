"""How the glass is for whoever stands or sits before it: larger letters, controls within reach, no motion."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.texts import LANGUAGES, load_texts
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import ChoiceRow, SizeRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
PERCENTS = (100, 125, 150)


@QmlElement
@QmlUncreatable("made by the program")
class AccessModel(PageModel):
    """Holds for one shopper: when nobody is there any more, the glass is the shop's again."""

    changed = Signal()
    languageWanted = Signal(str)

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._by_keyboard = self._open = False
        self._sizes, self._languages = Rows(SizeRow, self), Rows(ChoiceRow, self)
        self._take_the_shops()

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        """Whether the sheet with all of it is open."""
        return self._open

    @Property(Rows, constant=True)
    def sizes(self) -> Rows:
        return self._sizes

    @Property(Rows, constant=True)
    def languages(self) -> Rows:
        return self._languages

    @Property(int, notify=changed)
    def textPercent(self) -> int:
        return self._text_percent

    @Property(bool, notify=changed)
    def lowReach(self) -> bool:
        return self._low_reach

    @Property(bool, notify=changed)
    def reduceMotion(self) -> bool:
        return self._reduce_motion

    @Property(bool, notify=changed)
    def byKeyboard(self) -> bool:
        """Whether one moves by Tab, so that what has the focus must be seen."""
        return self._by_keyboard

    @Slot()
    def show(self) -> None:
        self._open = True
        self.refresh()

    @Slot()
    def close(self) -> None:
        self._open = False
        self.changed.emit()

    @Slot(str)
    def chooseText(self, key: str) -> None:
        self.setText(int(key))

    @Slot(int)
    def setText(self, percent: int) -> None:
        if percent in PERCENTS:
            self._text_percent = percent
            self.refresh()

    @Slot(str)
    def chooseLanguage(self, language: str) -> None:
        self.languageWanted.emit(language)

    @Slot(bool)
    def setLowReach(self, wanted: bool) -> None:
        self._low_reach = wanted
        self.changed.emit()

    @Slot(bool)
    def setReduceMotion(self, wanted: bool) -> None:
        self._reduce_motion = wanted
        self.changed.emit()

    def reset(self) -> None:
        """Nobody is there: as the shop has set it."""
        self._open = False
        self._take_the_shops()
        self.refresh()

    def refresh(self) -> None:
        self._sizes.show(
            [
                SizeRow(
                    str(percent), self.texts(f"ui.access.text_{percent}"), percent / 100, percent == self._text_percent
                )
                for percent in PERCENTS
            ]
        )
        spoken = self.texts.language
        self._languages.show(
            [ChoiceRow(code, load_texts(code)("ui.access.language"), code == spoken) for code in LANGUAGES]
        )
        self.changed.emit()

    @property
    def untouched(self) -> bool:
        glass, own = self.stage.glass, (self._text_percent, self._low_reach, self._reduce_motion)
        return not self._open and own == (glass.text_percent, glass.low_reach, glass.reduce_motion)

    def used(self, by_keyboard: bool) -> None:
        """A Tab, or a finger."""
        if by_keyboard != self._by_keyboard:
            self._by_keyboard = by_keyboard
            self.changed.emit()

    def _take_the_shops(self) -> None:
        glass = self.stage.glass
        self._text_percent, self._low_reach, self._reduce_motion = (
            glass.text_percent,
            glass.low_reach,
            glass.reduce_motion,
        )
