"""The range: categories, cards, and search while typing."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.catalogue import StyleCard
from kiosk.ports.storage import Category, SearchResult
from ui.availability import Reach, reach_of
from ui.formatting import joined, picture_id, price
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import CardRow, CategoryRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

PAGE = 24
MAX_QUERY = 40
_TONES = {Reach.HERE: "here", Reach.ELSEWHERE: "nearby", Reach.NONE: "plain", Reach.UNKNOWN: "plain"}


@QmlElement
@QmlUncreatable("made by the program")
class BrowseModel(PageModel):
    """Cards come page by page; a slower answer to an older question is thrown away."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._query = ""
        self._category = ""
        self._searching = False
        self._asked = 0
        self._answered = ("", "")  # the query and category that the cards answer
        self._loading = False
        self._stale = False
        self._total = 0
        self._found: list[StyleCard] = []
        self._reach: dict[str, Reach] = {}
        self._known: tuple[Category, ...] = ()
        self._scroll = 0.0
        self._cards = Rows(CardRow, self)
        self._categories = Rows(CategoryRow, self)
        self._cards.page_through(self._has_more, self._fetch)

    # What QML shows

    @Property(Rows, constant=True)
    def cards(self) -> Rows:
        return self._cards

    @Property(Rows, constant=True)
    def categories(self) -> Rows:
        return self._categories

    @Property(str, notify=changed)
    def query(self) -> str:
        return self._query

    @Property(bool, notify=changed)
    def searching(self) -> bool:
        return self._searching

    @Property(str, notify=changed)
    def heading(self) -> str:
        query, category = self._answered
        if query:
            return self.texts("ui.browse.found", count=self._total, query=query)
        chosen = next((self.texts.named(known) for known in self._known if known.id == category), "")
        return self.texts("ui.browse.count", name=chosen or self.texts("ui.browse.all"), count=self._total)

    @Property(bool, notify=changed)
    def nothing(self) -> bool:
        return not self._loading and not self._found

    @Property(int, notify=changed)
    def nameLines(self) -> int:
        """How many lines a name needs on a card: Chinese names are short."""
        return 1 if self.texts.language == "zh" else 2

    @Property(float, notify=changed)
    def scroll(self) -> float:
        return self._scroll

    # What a person does

    @Slot(str)
    def choose(self, category: str) -> None:
        self._category, self._query, self._scroll = category, "", 0.0
        self._searching = False
        self._load()

    @Slot(str)
    def open(self, style_id: str) -> None:
        self._searching = False
        self.stage.go("style", (style_id, ""))

    @Slot()
    def startSearch(self) -> None:
        self._searching = True
        self.stage.go("browse", "")

    @Slot()
    def stopSearch(self) -> None:
        self._searching = False
        self.refresh()

    @Slot()
    def clear(self) -> None:
        self._query = ""
        self._load()

    @Slot(float)
    def keepScroll(self, at: float) -> None:
        self._scroll = at

    def typed(self, text: str) -> None:
        self._searching = True
        self._query = (self._query + text).lstrip()[:MAX_QUERY]
        self._load()

    def erase(self) -> None:
        self._query = self._query[:-1]
        self._load()

    def submit(self) -> None:
        self.stopSearch()

    # What follows

    def enter(self, shown: object) -> None:
        if shown is None:
            self._searching = False
        if self._stale or not self._found or not self._known:
            self.arrived()
        else:
            self._hint(self._asked, list(self._found))
        self.refresh()

    def reset(self) -> None:
        """A new shopper: from the top."""
        self._query, self._category, self._searching, self._scroll = "", "", False, 0.0
        self._load()

    def outdate(self) -> None:
        """The range changed: ask again when the page is next opened."""
        self._stale = True

    def arrived(self) -> None:
        self._load(keep=max(len(self._found), PAGE))

    def refresh(self) -> None:
        self._say()
        self.changed.emit()

    def _load(self, keep: int = PAGE) -> None:
        if self.here is None:
            return
        self._asked += 1
        asked, query, category, zone = (
            self._asked,
            self._query,
            "" if self._query else self._category,
            self.here.price_zone,
        )
        catalogue = self.stage.glass.catalogue
        self._loading = True
        self.changed.emit()
        self.stage.read(
            lambda: (catalogue.categories(), catalogue.search(query, zone, category=category, limit=keep)),
            lambda answer: self._show(asked, (query, category), *answer),
        )

    def _show(
        self, asked: int, question: tuple[str, str], categories: tuple[Category, ...], result: SearchResult
    ) -> None:
        if asked != self._asked:
            return
        self._loading, self._stale, self._answered = False, False, question
        self._known, self._found, self._total = categories, list(result.cards), result.total
        self.refresh()
        self._hint(asked, list(result.cards))

    def _has_more(self) -> bool:
        return not self._loading and len(self._found) < self._total

    def _fetch(self) -> None:
        if self.here is None:
            return
        asked, query, zone, offset = self._asked, self._query, self.here.price_zone, len(self._found)
        category = "" if query else self._category
        catalogue = self.stage.glass.catalogue
        self._loading = True
        self.stage.read(
            lambda: catalogue.search(query, zone, category=category, limit=PAGE, offset=offset),
            lambda result: self._append(asked, result),
        )

    def _append(self, asked: int, result: SearchResult) -> None:
        if asked != self._asked:
            return
        self._loading = False
        if not result.cards:
            self._total = len(self._found)
        self._found += result.cards
        self._cards.add([self._card(card) for card in result.cards])
        self._hint(asked, list(result.cards))

    def _hint(self, asked: int, cards: list[StyleCard]) -> None:
        """Where the pieces are, a moment after the cards themselves."""
        here, glass = self.here, self.stage.glass
        if here is None:
            return
        self.stage.read(
            lambda: reach_of(tuple(card.style for card in cards), here, glass.catalogue, glass.reader),
            lambda reach: self._tell_reach(asked, reach),
        )

    def _tell_reach(self, asked: int, reach: dict[str, Reach]) -> None:
        if asked == self._asked:
            self._reach |= reach
            self._say()

    def _say(self) -> None:
        everything = CategoryRow("", self.texts("ui.browse.all"), not self._category and not self._query)
        rows = [
            CategoryRow(known.id, self.texts.named(known), known.id == self._category and not self._query)
            for known in self._known
        ]
        self._categories.show([everything, *rows])
        self._cards.show([self._card(card) for card in self._found])

    def _card(self, card: StyleCard) -> CardRow:
        style = card.style
        row = CardRow(
            key=style.id,
            name=self.texts.named(style),
            price=price(card.price_minor, card.currency) or self.texts("ui.browse.no_price"),
            picture=picture_id(
                style.picture, card.swatches[0] if card.swatches else "", self.texts.named(style, "category"), style
            ),
            hint=self.texts("ui.browse.colours", count=card.colours) if card.colours > 1 else "",
            tone="plain",
        )
        reach = self._reach.get(style.id)
        if reach is None:
            return row
        hint = joined(self.texts, self.texts(f"ui.reach.{reach.value}"), row.hint)
        return replace(row, hint=hint, tone=_TONES[reach])
