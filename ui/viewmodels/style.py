"""A style: where every colour and size is and when it can be had, and the ways to get the chosen one."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.basket import Basket
from kiosk.services.shelf import StyleScreen
from ui.chosen import Chosen
from ui.formatting import picture_id
from ui.matrix import cell_rows, colours_of, sizes_of
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import CellRow, ColourRow, WayRow
from ui.stage import Said, Stage, nothing_said
from ui.viewmodels import style_words as words
from ui.viewmodels.base import PageModel
from ui.viewmodels.ways import way_rows
from ui.viewmodels.wish import WishModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
LOOK_AGAIN_MS = 60_000  # a cut-off passes while one stands there
Shown = StyleScreen | tuple[str, str] | tuple[str, str, str] | None


@QmlElement
@QmlUncreatable("made by the program")
class StyleModel(PageModel):
    """`enter` takes (style id, SKU or ""), (style id, "", colourway) as a look has it, or a StyleScreen that a scan
    brought."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._chosen = Chosen()
        self._style_id = ""
        self._told: Said = nothing_said
        self._problem: Said = nothing_said
        self._wish = WishModel(stage)
        self._colours = Rows(ColourRow, self)
        self._cells = Rows(CellRow, self)
        self._ways = Rows(WayRow, self)
        self._again = QTimer(self)
        self._again.setInterval(LOOK_AGAIN_MS)
        self._again.timeout.connect(self.arrived)

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

    @Property(WishModel, constant=True)
    def wish(self) -> WishModel:
        return self._wish

    @Property(list, notify=changed)
    def sizes(self) -> list[str]:
        return list(sizes_of(self._screen.cells)) if self._screen else []

    @Property(bool, notify=changed)
    def oneSize(self) -> bool:
        """Whether there is only one size: a list of colours says more than a matrix of one column."""
        return self._chosen.one_size

    @Property(str, notify=changed)
    def styleId(self) -> str:
        return self._style_id

    @Property(str, notify=changed)
    def chosenSize(self) -> str:
        cell = self._chosen.cell
        return cell.variant.size if cell else ""

    @Property(bool, notify=changed)
    def hasSizeGuide(self) -> bool:
        return self._screen is not None and bool(self._screen.page.style.size_guide)

    @Property(str, notify=changed)
    def title(self) -> str:
        return self.texts.named(self._screen.page.style) if self._screen else ""

    @Property(str, notify=changed)
    def reference(self) -> str:
        return self._chosen.sku or self._style_id

    @Property(str, notify=changed)
    def price(self) -> str:
        return words.price_text(self.stage, self._screen.page, self._chosen.cell) if self._screen else ""

    @Property(str, notify=changed)
    def description(self) -> str:
        return self.texts.named(self._screen.page.style, "description") if self._screen else ""

    @Property(str, notify=changed)
    def picture(self) -> str:
        """In the chosen colourway."""
        if self._screen is None:
            return picture_id("", "")
        return words.picture_of(self.stage, self._screen, self._chosen.colour)

    @Property(str, notify=changed)
    def asOf(self) -> str:
        return words.as_of_text(self.stage, self._screen) if self._screen else ""

    @Property(bool, notify=changed)
    def stale(self) -> bool:
        return self._screen is not None and words.is_stale(self.stage, self._screen)

    @Property(str, notify=changed)
    def waysTitle(self) -> str:
        cell = self._chosen.cell
        return self.texts("ui.style.ways", variant=self._name()) if cell and cell.offers else ""

    @Property(str, notify=changed)
    def noWay(self) -> str:
        """Why the chosen variant cannot be had; "" when it can."""
        cell = self._chosen.cell
        if cell is None or cell.offers:
            return ""
        key = "ui.style.sold_out" if cell.known and cell.price_minor else "ui.style.unknown"
        return self.texts(key, variant=self._name())

    @Property(str, notify=changed)
    def addLabel(self) -> str:
        return words.add_text(self.stage, self._name(), self._chosen.cell, self._chosen.offer)

    @Property(bool, notify=changed)
    def canAdd(self) -> bool:
        return self._chosen.offer is not None and not self.acting

    @Property(str, notify=changed)
    def added(self) -> str:
        """What was just put into the basket; "" once something else is looked at."""
        return self._told()

    @Property(str, notify=changed)
    def problem(self) -> str:
        """Why it was not."""
        return self._problem()

    @Property(str, notify=changed)
    def held(self) -> str:
        """How many of the chosen variant are in the basket already."""
        pieces = words.held_of(self.stage.basket.lines, self._chosen.sku)
        return self.texts("ui.style.held", count=pieces) if pieces else ""

    # What a person does

    @Slot(str)
    def choose(self, sku: str) -> None:
        self._chosen.take(sku)
        self._chose()

    @Slot(str)
    def chooseColour(self, colour: str) -> None:
        self._chosen.take_colour(colour)
        self._chose()

    @Slot(int)
    def chooseWay(self, index: int) -> None:
        self._chosen.way = index
        self._chose()

    @Slot()
    def add(self) -> None:
        cell, offer, before = self._chosen.cell, self._chosen.offer, self.stage.basket
        if cell is None or offer is None:
            return
        sku, kind, source = cell.variant.sku, offer.kind.value, offer.promise.source
        self._forget_remarks()
        self.act(
            lambda desk: desk.add(sku, kind=kind, source=source),
            lambda after: self._added(before, after),
            self._not_added,
        )

    # What follows

    def enter(self, shown: Shown) -> None:
        self._forget_remarks()
        self._again.start()
        if shown is not None:
            looked = shown.page.style.id if isinstance(shown, StyleScreen) else shown[0]
            self.stage.ask(lambda desk: desk.clientele.looked_at(looked), lambda _none: None)
        if isinstance(shown, StyleScreen):
            self._turn_to(shown.page.style.id, shown.chosen_sku)
            self._show(shown)  # into the items that stand: nothing else makes a scan after a scan wait
            return
        if shown is not None and self._turn_to(*shown):
            for rows in (self._colours, self._cells, self._ways):
                rows.show([])
        self.changed.emit()
        self.arrived()

    def mark(self) -> object:
        return (self._style_id, self._chosen.sku) if self._style_id else None

    def leave(self) -> None:
        self._again.stop()

    def arrived(self) -> None:
        style_id, chosen = self._style_id, self._chosen.sku
        if style_id:
            self.stage.ask(lambda desk: desk.style(style_id, chosen), self._show)

    def submit(self) -> None:
        self.add()

    def refresh(self) -> None:
        chosen, screen = self._chosen, self._chosen.screen
        if screen is not None and self.here is not None:
            places = self.stage.glass.catalogue.locations()
            self._colours.write(colours_of(self.texts, screen.cells, chosen.colour))
            self._cells.write(cell_rows(self.texts, screen, chosen.sku, self.here, self.now_ms, places))
            self._ways.write(way_rows(self.stage, chosen.offers, chosen.way))
        self.changed.emit()

    def _turn_to(self, style_id: str, sku: str, colour: str = "") -> bool:
        """Whether what is shown is another style's, or was chosen anew."""
        fresh = bool(style_id != self._style_id or sku or colour)
        if fresh:
            self._chosen = Chosen(sku=sku, colour=colour)
        self._style_id = style_id
        return fresh

    def _show(self, screen: StyleScreen | None) -> None:
        if screen is not None and screen.page.style.id == self._style_id:
            self._chosen.show(screen)
            self._wish.follow(self._style_id, self._chosen.sku)
            self.refresh()

    def _chose(self) -> None:
        self._forget_remarks()
        self._wish.follow(self._style_id, self._chosen.sku)
        self.refresh()

    def _added(self, before: Basket, after: Basket) -> None:
        self._told = lambda: words.added_text(self.stage, before, after, self._name())
        self.stage.set_basket(after)
        self.arrived()

    def _not_added(self, error: Exception) -> None:
        sku = self._chosen.sku
        self._problem = lambda: words.problem_text(self.stage, error, sku)
        self.changed.emit()
        self.arrived()

    def _forget_remarks(self) -> None:
        self._told = self._problem = nothing_said

    @property
    def _screen(self) -> StyleScreen | None:
        return self._chosen.screen

    def _name(self) -> str:
        """The chosen variant, or the colourway while no size is chosen."""
        chosen = self._chosen
        if chosen.cell is not None:
            return words.variant_name(self.texts, chosen.cell.variant, one_size=chosen.one_size)
        return self.texts.named(chosen.of_colour[0].variant, "colour") if chosen.of_colour else ""
