"""Narrowing the list: chips over the cards, and the sheet that a chip opens."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ports.storage import NO_FILTERS, Filters, Sort
from ui.models import Rows
from ui.narrowing import SORT, chips, choices, is_chosen, toggled, without
from ui.qt import Property, QmlUncreatable
from ui.rows import ChipRow, FacetRow
from ui.stage import Stage
from ui.viewmodels.finding import Finder

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class FacetsModel(QObject):
    """A choice is heeded at once; the sheet stays open, because one may want several."""

    changed = Signal()

    def __init__(self, stage: Stage, finder: Finder) -> None:
        super().__init__(stage)
        self._stage = stage
        self._finder = finder
        self._sheet = ""
        self._chips = Rows(ChipRow, self)
        self._choices = Rows(FacetRow, self)

    @Property(Rows, constant=True)
    def chips(self) -> Rows:
        return self._chips

    @Property(Rows, constant=True)
    def choices(self) -> Rows:
        return self._choices

    @Property(bool, notify=changed)
    def useful(self) -> bool:
        """Whether there is anything that could be narrowed or sorted."""
        return self._finder.answer.whole.total > 0

    @Property(str, notify=changed)
    def sort(self) -> str:
        """How the list is sorted."""
        return self._stage.texts(f"ui.sort.{self._finder.question.sort.value}")

    @Property(bool, notify=changed)
    def sorted(self) -> bool:
        """Whether it is sorted in another way than usual."""
        return self._finder.question.sort is not Sort.POPULAR

    @Property(str, notify=changed)
    def sheet(self) -> str:
        """What is being chosen: colour, size, price, sort; "" when no sheet is open."""
        return self._sheet

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._stage.texts(f"ui.facet.title_{self._sheet}") if self._sheet else ""

    @Property(bool, notify=changed)
    def several(self) -> bool:
        """Whether more than one may be chosen, so that one has to say when one is done."""
        return self._sheet not in ("", SORT)

    @Property(bool, notify=changed)
    def canClear(self) -> bool:
        return self.several and is_chosen(self._sheet, self._finder.question.filters)

    @Property(str, notify=changed)
    def done(self) -> str:
        return self._stage.texts("ui.facet.show", count=self._finder.answer.facets.total)

    @Slot(str)
    def tap(self, chip: str) -> None:
        """A chip: a switch, or what opens a sheet."""
        filters = self._finder.question.filters
        if chip == "all":
            self._narrow(NO_FILTERS)
        elif chip == "here":
            self._narrow(replace(filters, here_now=not filters.here_now))
        else:
            self._sheet = chip
            self.refresh()

    @Slot(str)
    def choose(self, key: str) -> None:
        """A value of the open sheet, or one less."""
        if self._sheet == SORT:
            self._sheet = ""
            self._finder.change(sort=Sort(key))
            self.refresh()
        elif self._sheet:
            question = self._finder.question
            self._narrow(toggled(self._sheet, key, question.filters, self._finder.answer.whole))

    @Slot()
    def clear(self) -> None:
        """Nothing of the open sheet's kind is chosen any more."""
        self._narrow(without(self._sheet, self._finder.question.filters))

    @Slot()
    def close(self) -> None:
        self._sheet = ""
        self.changed.emit()

    def refresh(self) -> None:
        """Say everything again."""
        texts, question, found = self._stage.texts, self._finder.question, self._finder.answer
        self._chips.show(chips(texts, found.facets, found.whole, question.filters))
        if self._sheet:
            rows = choices(texts, self._sheet, found.facets, found.whole, question.filters, question.sort)
            self._choices.show(rows)
        self.changed.emit()

    def _narrow(self, filters: Filters) -> None:
        self._finder.change(filters=filters)
        self.refresh()
