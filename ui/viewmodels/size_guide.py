"""Which size fits which body: the guide of a style as a page."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.catalogue import Measure, SizeGuide, Style
from kiosk.ports.storage import CatalogueReader
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import MeasureRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_MM_IN_CM = 10


@QmlElement
@QmlUncreatable("made by the program")
class SizeGuideModel(PageModel):
    """`open` turns to the page if the style has a guide; else nothing happens."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._style: Style | None = None
        self._guide: SizeGuide | None = None
        self._size = ""
        self._rows = Rows(MeasureRow, self)

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        """A size each."""
        return self._rows

    @Property(list, notify=changed)
    def measures(self) -> list[str]:
        return [self.texts.named(measure) for measure in self._guide.measures] if self._guide else []

    @Property(str, notify=changed)
    def title(self) -> str:
        return self.texts("ui.sizes.title", name=self.texts.named(self._guide)) if self._guide else ""

    @Property(str, notify=changed)
    def style(self) -> str:
        """The name of the style the guide was opened from."""
        return self.texts.named(self._style) if self._style else ""

    @Property(str, notify=changed)
    def note(self) -> str:
        return self.texts.named(self._guide, "note") if self._guide else ""

    @Slot(str)
    def open(self, style_id: str) -> None:
        self.openFor(style_id, "")

    @Slot(str, str)
    def openFor(self, style_id: str, size: str) -> None:
        """With a size that is marked: the one that is chosen on the style's page."""
        catalogue = self.stage.glass.catalogue
        self.stage.read(lambda: _guide_of(style_id, catalogue), lambda found: self._opened(found, size))

    @Slot()
    def close(self) -> None:
        self.stage.backed.emit()

    def enter(self, _shown: object) -> None:
        self.refresh()

    def arrived(self) -> None:
        if self._style is None:
            return
        style_id, catalogue = self._style.id, self.stage.glass.catalogue
        self.stage.read(lambda: _guide_of(style_id, catalogue), self._found)

    def refresh(self) -> None:
        sizes = self._guide.sizes if self._guide else ()
        self._rows.show([self._row(number, size) for number, size in enumerate(sizes)])
        self.changed.emit()

    def _opened(self, found: tuple[Style, SizeGuide] | None, size: str) -> None:
        if found is not None:
            self._size = size
            self._found(found)
            self.stage.go("sizeGuide", found[1].id)

    def _found(self, found: tuple[Style, SizeGuide] | None) -> None:
        if found is not None:
            self._style, self._guide = found
            self.refresh()

    def _row(self, number: int, size: str) -> MeasureRow:
        measures = self._guide.measures if self._guide else ()
        figures = [figure(measure, number) for measure in measures]
        said = [f"{self.texts.named(measure)} {text}" for measure, text in zip(measures, figures, strict=True)]
        return MeasureRow(size, size == self._size, figures, self.texts("ui.comma").join((size, *said)))


def figure(measure: Measure, number: int) -> str:
    """`88–92` or `57.5`: centimetres, with a decimal only where there is one."""
    low, high = measure.low_mm[number], measure.high_mm[number]
    return _cm(low) if low == high else f"{_cm(low)}–{_cm(high)}"


def _cm(mm: int) -> str:
    whole, rest = divmod(mm, _MM_IN_CM)
    return f"{whole}.{rest}" if rest else str(whole)


def _guide_of(style_id: str, catalogue: CatalogueReader) -> tuple[Style, SizeGuide] | None:
    style = catalogue.style(style_id)
    guide = catalogue.size_guide(style.size_guide) if style and style.size_guide else None
    return (style, guide) if style and guide else None
