"""What the glass shows when nobody is there: the range in large pictures, and the ways in."""

from itertools import chain, zip_longest

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.catalogue import Look, LookPiece, StyleCard
from kiosk.ports.storage import CatalogueReader
from kiosk.texts import LANGUAGES, Texts, load_texts
from ui.formatting import price
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import SlideRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
LOOKS, STYLES, PIECES = 3, 4, 4


@QmlElement
@QmlUncreatable("made by the program")
class AttractModel(PageModel):
    """Needs no line and no range: without either there is still the invitation, and every scan works."""

    changed = Signal()
    typedAhead = Signal(str)
    turned = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._slides = Rows(SlideRow, self)
        self._shown: tuple[Look | StyleCard, ...] = ()
        self._slide = self._turns = 0
        self._hint = ""

    # What QML shows

    @Property(Rows, constant=True)
    def slides(self) -> Rows:
        return self._slides

    @Property(int, notify=changed)
    def slide(self) -> int:
        """The one that is to be seen."""
        return self._slide

    @Property(bool, notify=changed)
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self._shown

    @Property(str, notify=changed)
    def invitation(self) -> str:
        return self._in(self._turns)("ui.attract.invitation")

    @Property(str, notify=changed)
    def invitationToo(self) -> str:
        """The same in the other language."""
        return self._in(self._turns + 1)("ui.attract.invitation")

    @Property(str, notify=changed)
    def hint(self) -> str:
        """What to hold before the scanner: "tag", "order", or "" when nobody asked."""
        return self._hint

    @Property(str, notify=changed)
    def hintTitle(self) -> str:
        return self.texts(f"ui.attract.{self._hint}_title") if self._hint else ""

    @Property(str, notify=changed)
    def hintText(self) -> str:
        return self.texts(f"ui.attract.{self._hint}_text") if self._hint else ""

    # What a person does

    @Slot()
    def look(self) -> None:
        self.stage.go("browse")

    @Slot()
    def openSlide(self) -> None:
        """The look or the style that is to be seen."""
        if not self._shown:
            self.look()
            return
        seen = self._shown[self._slide]
        if isinstance(seen, Look):
            self.stage.go("look", seen.id)
        else:
            self.stage.go("style", (seen.style.id, ""))

    @Slot(str)
    def explain(self, what: str) -> None:
        self._hint = what
        self.changed.emit()

    @Slot()
    def closeHint(self) -> None:
        self.explain("")

    @Slot()
    def turn(self) -> None:
        """The next picture, and the invitation in the other language."""
        self._turns += 1
        self._slide = (self._slide + 1) % max(len(self._shown), 1)
        self.changed.emit()
        self.turned.emit()

    # What follows

    def enter(self, _shown: object) -> None:
        self._turns, self._hint = 0, ""
        self.arrived()
        self.changed.emit()

    def leave(self) -> None:
        self._hint = ""

    def arrived(self) -> None:
        if self.here is None:
            return
        catalogue, zone = self.stage.glass.catalogue, self.here.price_zone
        self.stage.read(lambda: _worth_showing(catalogue, zone), self._show)

    def refresh(self) -> None:
        self._say()
        self.changed.emit()

    def typed(self, text: str) -> None:
        """Whoever begins to type is searching."""
        self.typedAhead.emit(text)

    def submit(self) -> None:
        self.look()

    def _show(self, shown: tuple[Look | StyleCard, ...]) -> None:
        self._shown = shown
        self._slide = self._slide if self._slide < len(shown) else 0
        self.refresh()

    def _say(self) -> None:
        self._slides.show([self._row(item) for item in self._shown])

    def _row(self, item: Look | StyleCard) -> SlideRow:
        if isinstance(item, Look):
            pictures = tuple(self._picture(piece) for piece in item.pieces[:PIECES])
            detail = self.texts("ui.attract.pieces", count=len(item.pieces))
            return SlideRow(f"look:{item.id}", self.texts.named(item), detail, pictures)
        style = item.style
        swatch = item.swatches[0] if item.swatches else ""
        detail = price(item.price_minor, item.currency)
        return SlideRow(style.id, self.texts.named(style), detail, (self.stage.picture(style.id, swatch, large=True),))

    def _picture(self, piece: LookPiece) -> str:
        zone = self.here.price_zone if self.here else ""
        page = self.stage.glass.catalogue.page(piece.style, zone)
        variants = page.variants if page else ()
        swatch = next((variant.swatch for variant in variants if variant.colour == piece.colour), "")
        return self.stage.picture(piece.style, swatch)

    def _in(self, turns: int) -> Texts:
        first = LANGUAGES.index(self.texts.language)
        return load_texts(LANGUAGES[(first + turns) % len(LANGUAGES)])


def _worth_showing(catalogue: CatalogueReader, zone: str) -> tuple[Look | StyleCard, ...]:
    """Looks and popular styles by turns."""
    looks, cards = catalogue.looks(LOOKS), catalogue.search("", zone, limit=STYLES).cards
    return tuple(item for item in chain.from_iterable(zip_longest(looks, cards)) if item is not None)
