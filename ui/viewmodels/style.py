"""A style: where every colour and size is and when it can be had, and the ways to get the chosen one."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.basket import Basket, Offer
from kiosk.services.shelf import Cell, StyleScreen
from kiosk.services.wording import promise_when
from ui.formatting import age, picture_id, price
from ui.matrix import cell_rows, colours_of, sizes_of
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import CellRow, ColourRow, WayRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.ways import way_rows

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class StyleModel(PageModel):
    """`enter` takes (style id, SKU or "") or a StyleScreen that a scan brought."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._screen: StyleScreen | None = None
        self._style_id = ""
        self._chosen = ""
        self._way = 0
        self._colours = Rows(ColourRow, self)
        self._cells = Rows(CellRow, self)
        self._ways = Rows(WayRow, self)

    # What QML shows

    @Property(Rows, constant=True)
    def colours(self) -> Rows:
        return self._colours

    @Property(Rows, constant=True)
    def cells(self) -> Rows:
        return self._cells

    @Property(Rows, constant=True)
    def ways(self) -> Rows:
        return self._ways

    @Property(list, notify=changed)
    def sizes(self) -> list[str]:
        return list(sizes_of(self._screen.cells)) if self._screen else []

    @Property(str, notify=changed)
    def title(self) -> str:
        return self.texts.named(self._screen.page.style) if self._screen else ""

    @Property(str, notify=changed)
    def reference(self) -> str:
        cell = self._cell()
        return cell.variant.sku if cell else self._style_id

    @Property(str, notify=changed)
    def price(self) -> str:
        cell = self._cell()
        if self._screen is None:
            return ""
        prices = [minor for minor in self._screen.page.prices_minor.values() if minor]
        minor = cell.price_minor if cell and cell.price_minor else min(prices, default=None)
        return price(minor, self._screen.page.currency) or self.texts("ui.browse.no_price")

    @Property(str, notify=changed)
    def description(self) -> str:
        return self.texts.named(self._screen.page.style, "description") if self._screen else ""

    @Property(str, notify=changed)
    def picture(self) -> str:
        if self._screen is None:
            return picture_id("", "", "")
        cell = self._cell() or next(iter(self._screen.cells), None)
        style = self._screen.page.style
        swatch = cell.variant.swatch if cell else ""
        return picture_id(style.picture, swatch, self.texts.named(style, "category"), style)

    @Property(str, notify=changed)
    def asOf(self) -> str:
        """How old the figures of other places are: the shopper is told what the promise stands on."""
        if self._screen is None or not self._screen.as_of_ms:
            return ""
        return self.texts("ui.style.as_of", age=age(self.texts, self._screen.as_of_ms, self.now_ms, self.here))

    @Property(str, notify=changed)
    def waysTitle(self) -> str:
        cell = self._cell()
        return self.texts("ui.style.ways", variant=self._variant_name(cell)) if cell else ""

    @Property(str, notify=changed)
    def noWay(self) -> str:
        """Why the chosen variant cannot be had; "" when it can."""
        cell = self._cell()
        if cell is None or cell.offers:
            return ""
        return self.texts("ui.style.sold_out" if cell.known and cell.price_minor else "ui.style.unknown")

    @Property(str, notify=changed)
    def addLabel(self) -> str:
        cell, offer = self._cell(), self._offer()
        if cell is None or offer is None or self.here is None:
            return self.texts("ui.style.choose")
        when = promise_when(self.texts, offer.kind, offer.promise, self.here, self.now_ms)
        return self.texts("ui.style.add", variant=self._variant_name(cell), when=when)

    @Property(bool, notify=changed)
    def canAdd(self) -> bool:
        return self._offer() is not None and not self.acting

    # What a person does

    @Slot(str)
    def choose(self, sku: str) -> None:
        self._chosen, self._way = sku, 0
        self.refresh()

    @Slot(int)
    def chooseWay(self, index: int) -> None:
        self._way = index
        self.refresh()

    @Slot()
    def add(self) -> None:
        cell, offer = self._cell(), self._offer()
        if cell is None or offer is None:
            return
        sku, kind, source = cell.variant.sku, offer.kind.value, offer.promise.source
        self.act(lambda desk: desk.add(sku, kind=kind, source=source), self._added)

    # What follows

    def enter(self, shown: StyleScreen | tuple[str, str] | None) -> None:
        if isinstance(shown, StyleScreen):
            self._open(shown.page.style.id, shown.chosen_sku)
            self._show(shown)
            return
        if shown is not None:
            self._open(*shown)
        self.arrived()

    def arrived(self) -> None:
        style_id, chosen = self._style_id, self._chosen
        if style_id:
            self.stage.ask(lambda desk: desk.style(style_id, chosen), self._show)

    def submit(self) -> None:
        self.add()

    def refresh(self) -> None:
        if self._screen is not None and self.here is not None:
            places = self.stage.glass.catalogue.locations()
            self._colours.show(colours_of(self.texts, self._screen.cells))
            rows = cell_rows(self.texts, self._screen, self._chosen, self.here, self.now_ms, places)
            self._cells.show(rows)
            cell = self._cell()
            self._ways.show(way_rows(self.stage, cell.offers if cell else (), self._way))
        self.changed.emit()

    def _open(self, style_id: str, chosen: str) -> None:
        if style_id != self._style_id or chosen:
            self._screen = None
            self._chosen, self._way = chosen, 0
            for rows in (self._colours, self._cells, self._ways):
                rows.show([])
        self._style_id = style_id
        self.changed.emit()

    def _show(self, screen: StyleScreen | None) -> None:
        if screen is None or screen.page.style.id != self._style_id:
            return
        self._screen = screen
        if not self._chosen:
            best = next((cell for cell in screen.cells if cell.offers), None)
            self._chosen = best.variant.sku if best else ""
        self.refresh()

    def _added(self, basket: Basket) -> None:
        self.stage.set_basket(basket)
        self.stage.tell("ui.style.added", count=basket.pieces)
        self.arrived()

    def _cell(self) -> Cell | None:
        cells = self._screen.cells if self._screen else ()
        return next((cell for cell in cells if cell.variant.sku == self._chosen), None)

    def _offer(self) -> Offer | None:
        cell = self._cell()
        offers = cell.offers if cell else ()
        return offers[self._way] if self._way < len(offers) else None

    def _variant_name(self, cell: Cell) -> str:
        return f"{self.texts.named(cell.variant, 'colour')} {cell.variant.size}".strip()
