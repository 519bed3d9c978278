"""Looks: all of them, those with a style, and one with its pieces."""

from dataclasses import dataclass
from functools import reduce

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.catalogue import Location
from kiosk.ports.storage import CatalogueReader, ShopReader
from ui.availability import Reach, nearer, reach_of_variants
from ui.cards import TONES
from ui.formatting import price
from ui.models import Rows
from ui.outfits import Outfit, Piece, look_row, outfit, piece_picture, tiles, total_text
from ui.qt import Property, QmlUncreatable
from ui.rows import LookPieceRow, LookRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

PAGE = 24


@QmlElement
@QmlUncreatable("made by the program")
class LooksModel(PageModel):
    """The page of all looks; and, for a style's page, the looks with that style."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._found: list[Outfit] = []
        self._with: tuple[Outfit, ...] = ()
        self._style_id = ""
        self._asked = 0
        self._complete = self._read = False
        self._rows = Rows(LookRow, self)
        self._with_style = Rows(LookRow, self)
        self._rows.page_through(lambda: not self._complete, self._more)

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        return self._rows

    @Property(Rows, constant=True)
    def withStyle(self) -> Rows:
        """The looks with the style that `forStyle` named last."""
        return self._with_style

    @Property(bool, notify=changed)
    def loading(self) -> bool:
        return not self._read

    @Property(bool, notify=changed)
    def nothing(self) -> bool:
        return self._read and not self._found

    @Property(str, notify=changed)
    def longest(self) -> str:
        """The name that takes most room: all cards are as high as its card must be. A Chinese character is as wide as
        two Latin letters."""
        names = (row.name for row in self._rows.rows)
        return max(names, key=lambda name: len(name.encode("gb18030", "replace")), default="")

    @Slot(str)
    def open(self, look_id: str) -> None:
        self.stage.go("look", look_id)

    @Slot()
    def openRange(self) -> None:
        self.stage.go("browse")

    @Slot(str)
    def forStyle(self, style_id: str) -> None:
        """Find the looks with a style; `withStyle` has them a moment later."""
        if style_id != self._style_id:
            self._style_id, self._with = style_id, ()
            self._with_style.show([])
        here, catalogue = self.here, self.stage.glass.catalogue
        if here is None or not style_id:
            return
        zone = here.price_zone
        self.stage.read(
            lambda: tuple(outfit(look, catalogue, zone) for look in catalogue.looks_with(style_id)),
            lambda found: self._found_with(style_id, found),
        )

    def enter(self, _shown: object) -> None:
        self.arrived()

    def arrived(self) -> None:
        self._load(0, max(len(self._found), PAGE))

    def refresh(self) -> None:
        self._rows.show([look_row(self.texts, found) for found in self._found])
        self._with_style.show([look_row(self.texts, found) for found in self._with])
        self.changed.emit()

    def _more(self) -> None:
        self._load(len(self._found), PAGE)

    def _load(self, offset: int, limit: int) -> None:
        if self.here is None:
            return
        self._asked += 1
        self._complete = True  # nothing more is asked for until this has come
        asked, catalogue, zone = self._asked, self.stage.glass.catalogue, self.here.price_zone
        self.stage.read(
            lambda: [outfit(look, catalogue, zone) for look in catalogue.looks(limit, offset)],
            lambda found: self._show(asked, offset, limit, found),
        )

    def _show(self, asked: int, offset: int, limit: int, found: list[Outfit]) -> None:
        if asked != self._asked:
            return
        self._read, self._complete = True, len(found) < limit
        self._found = self._found[:offset] + found
        if offset:
            self._rows.add([look_row(self.texts, one) for one in found])
            self.changed.emit()
        else:
            self.refresh()

    def _found_with(self, style_id: str, found: tuple[Outfit, ...]) -> None:
        if style_id == self._style_id:
            self._with = found
            self.refresh()


@dataclass(frozen=True, slots=True)
class _Seen:
    """A look with where its pieces are, by style."""

    outfit: Outfit
    reach: dict[str, Reach]


@QmlElement
@QmlUncreatable("made by the program")
class LookModel(PageModel):
    """`enter` takes a look's id."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._look_id = ""
        self._seen: _Seen | None = None
        self._gone = False
        self._pieces = Rows(LookPieceRow, self)

    @Property(Rows, constant=True)
    def pieces(self) -> Rows:
        return self._pieces

    @Property(list, notify=changed)
    def tiles(self) -> list[dict[str, object]]:
        return tiles(self.texts, self._seen.outfit) if self._seen else []

    @Property(str, notify=changed)
    def title(self) -> str:
        return self.texts.named(self._seen.outfit.look) if self._seen else ""

    @Property(str, notify=changed)
    def description(self) -> str:
        return self.texts.named(self._seen.outfit.look, "description") if self._seen else ""

    @Property(str, notify=changed)
    def total(self) -> str:
        return total_text(self.texts, self._seen.outfit) if self._seen else ""

    @Property(bool, notify=changed)
    def gone(self) -> bool:
        """Whether the range has this look no more."""
        return self._gone

    @Slot(str)
    def openPiece(self, style_id: str) -> None:
        """The style's page, in the look's colour."""
        pieces = self._seen.outfit.pieces if self._seen else ()
        colours = (piece.variants[0].colour for piece in pieces if piece.style.id == style_id and piece.variants)
        self.stage.go("style", (style_id, "", next(colours, "")))

    @Slot()
    def openLooks(self) -> None:
        self.stage.go("looks")

    def mark(self) -> object:
        return self._look_id or None

    def enter(self, shown: str | None) -> None:
        if shown is not None and shown != self._look_id:
            self._look_id, self._seen, self._gone = shown, None, False
            self._pieces.show([])
        self.arrived()
        self.changed.emit()

    def arrived(self) -> None:
        here, glass, look_id = self.here, self.stage.glass, self._look_id
        if here is not None:
            self.stage.read(
                lambda: _see(look_id, here, glass.catalogue, glass.reader),
                lambda seen: self._show(look_id, seen),
            )

    def refresh(self) -> None:
        if self._seen is not None:
            self._pieces.show([self._row(piece, self._seen) for piece in self._seen.outfit.pieces])
        self.changed.emit()

    def _show(self, look_id: str, seen: _Seen | None) -> None:
        if look_id == self._look_id:
            self._seen, self._gone = seen, seen is None
            self.refresh()

    def _row(self, piece: Piece, seen: _Seen) -> LookPieceRow:
        texts, reach = self.texts, seen.reach.get(piece.style.id, Reach.UNKNOWN)
        name, hint = texts.named(piece.style), texts(f"ui.reach.{reach.value}")
        colour = texts.named(piece.variants[0], "colour") if piece.variants else ""
        cost = price(piece.price_minor, seen.outfit.currency) or texts("ui.browse.no_price")
        return LookPieceRow(
            key=piece.style.id,
            name=name,
            colour=colour,
            price=cost,
            picture=piece_picture(texts, piece),
            hint=hint,
            tone=TONES[reach],
            spoken=texts("ui.comma").join((name, colour, cost, hint)),
        )


def _see(look_id: str, here: Location, catalogue: CatalogueReader, reader: ShopReader) -> _Seen | None:
    """Runs off the GUI thread."""
    look = catalogue.look(look_id)
    if look is None:
        return None
    found = outfit(look, catalogue, here.price_zone)
    modes = {piece.style.id: piece.style.sale_mode for piece in found.pieces}
    variants = tuple(variant for piece in found.pieces for variant in piece.variants)
    near = reach_of_variants(variants, modes, here, catalogue, reader)
    reach = {
        piece.style.id: reduce(nearer, (near[one.sku] for one in piece.variants))
        for piece in found.pieces
        if piece.variants
    }
    return _Seen(found, reach)
