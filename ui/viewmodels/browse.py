"""The shop window: categories, looks and cards; search while typing; what to do where nothing was found."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.catalogue import StyleCard, StylePage
from kiosk.domain.colours import colour_family
from kiosk.ports.storage import NO_FILTERS
from ui.cards import card_row
from ui.formatting import age
from ui.models import Rows
from ui.outfits import look_row
from ui.qt import Property, QmlUncreatable
from ui.rows import CardRow, CategoryRow, ChoiceRow, LookRow
from ui.stage import Stage
from ui.suggestions import remembered, suggestions
from ui.viewmodels.base import PageModel
from ui.viewmodels.facets import FacetsModel
from ui.viewmodels.finding import Finder, Question

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

FIRST_CATEGORIES = 9  # above the cards, with that of everything
MAX_QUERY = 40
STALE_MS = 60 * 60_000  # figures of other places older than this are told to be
_QUERY = "\0"  # stands in a sentence where the query is shown


@QmlElement
@QmlUncreatable("made by the program")
class BrowseModel(PageModel):
    """Says what the finder found. The cards are those of the last answer until the next one comes."""

    changed = Signal()
    turned = Signal()  # the cards are those of another question: from the top

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._finder = Finder(stage)
        self._facets = FacetsModel(stage, self._finder)
        self._searching = False
        self._open = False
        self._recent: tuple[str, ...] = ()
        self._in_vain: set[str] = set()  # what was searched for on this visit, and is not here
        self._scroll = 0.0
        self._shown = Question()  # whose cards stand there
        self._cards = Rows(CardRow, self)
        self._popular = Rows(CardRow, self)
        self._categories = Rows(CategoryRow, self)
        self._first_categories = Rows(CategoryRow, self)
        self._looks = Rows(LookRow, self)
        self._tries = Rows(ChoiceRow, self)
        self._cards.page_through(self._finder.has_more, self._finder.more)
        self._finder.asking.connect(self.changed)
        self._finder.answered.connect(self.refresh)
        self._finder.grew.connect(self._grew)
        self._finder.reached.connect(self._say_reach)

    # What QML shows

    @Property(FacetsModel, constant=True)
    def facets(self) -> FacetsModel:
        return self._facets

    @Property(Rows, constant=True)
    def cards(self) -> Rows:
        return self._cards

    @Property(Rows, constant=True)
    def popular(self) -> Rows:
        """What many look at: offered where nothing was found."""
        return self._popular

    @Property(Rows, constant=True)
    def categories(self) -> Rows:
        return self._categories

    @Property(Rows, constant=True)
    def firstCategories(self) -> Rows:
        """The first, and the chosen one: where they lie above the cards, a hundred would hide them."""
        return self._first_categories

    @Property(str, notify=changed)
    def moreCategories(self) -> str:
        """What the way to the others says; "" when there are none."""
        left = self._categories.count - self._first_categories.count
        return self.texts("ui.browse.all_categories", count=left) if left else ""

    @Property(Rows, constant=True)
    def looks(self) -> Rows:
        return self._looks

    @Property(Rows, constant=True)
    def tries(self) -> Rows:
        """Searches to begin with."""
        return self._tries

    @Property(str, notify=changed)
    def query(self) -> str:
        return self._finder.question.query

    @Property(str, notify=changed)
    def shownQuery(self) -> str:
        """What the search field holds: on other pages it begins anew, while coming back finds what was asked."""
        return self.query if self._open else ""

    @Property(bool, notify=changed)
    def searching(self) -> bool:
        return self._searching

    @Property(bool, notify=changed)
    def trying(self) -> bool:
        """Whether somebody is about to search and has typed nothing."""
        return self._searching and not self.query

    @Property(bool, notify=changed)
    def window(self) -> bool:
        """Whether the page is the shop window: nothing asked, so looks come first."""
        return not self._searching and self._finder.answer.question.home and self._looks.count > 0

    @Property(str, notify=changed)
    def heading(self) -> str:
        return self._heading().replace(_QUERY, self._finder.answer.question.query)

    @Property(list, notify=changed)
    def headingParts(self) -> list[str]:
        """What stands before the query, the query, what stands behind it; the query is shown as what was typed."""
        before, found, after = self._heading().partition(_QUERY)
        return [before.strip(), self._finder.answer.question.query if found else "", after.strip()]

    @Property(str, notify=changed)
    def note(self) -> str:
        """That figures of other places are old; "" while they are fresh or were never given."""
        as_of_ms = self._finder.answer.as_of_ms
        if not as_of_ms or self.now_ms - as_of_ms < STALE_MS:
            return ""
        return self.texts("ui.browse.stale", age=age(self.texts, as_of_ms, self.now_ms, self.here))

    @Property(bool, notify=changed)
    def loading(self) -> bool:
        """Whether there is nothing to show yet: places of cards are shown instead."""
        return self._finder.stale and not self._finder.cards

    @Property(bool, notify=changed)
    def nothing(self) -> bool:
        return self._finder.answers and not self._finder.cards

    @Property(str, notify=changed)
    def nothingTitle(self) -> str:
        if self._hidden():
            return self.texts("ui.browse.filtered")
        query = self._finder.answer.question.query
        return self.texts("ui.browse.nothing_for", query=query) if query else self.texts("ui.browse.nothing")

    @Property(str, notify=changed)
    def nothingThen(self) -> str:
        """Why there is nothing, and what to do."""
        if self._hidden():
            return self.texts("ui.browse.filtered_then", count=self._hidden())
        if self.note:
            return f"{self.texts('ui.browse.nothing_since')} {self.texts('ui.browse.nothing_then')}"
        return self.texts("ui.browse.nothing_then")

    @Property(str, notify=changed)
    def unfilter(self) -> str:
        """What takes the filters away and shows so many; "" when that would show nothing either."""
        return self.texts("ui.browse.unfilter", count=self._hidden()) if self._hidden() else ""

    @Property(int, notify=changed)
    def nameLines(self) -> int:
        """How many lines a name, or where a piece is with its colours, needs on a card: Chinese is short."""
        return 1 if self.texts.language == "zh" else 2

    @Property(float, notify=changed)
    def scroll(self) -> float:
        return self._scroll

    # What a person does

    @Slot(str)
    def choose(self, category: str) -> None:
        self._remember()
        self._searching, self._scroll = False, 0.0
        self._facets.close()
        self._finder.ask(Question(category=category, sort=self._finder.question.sort))
        self.refresh()

    @Slot(str)
    def open(self, style_id: str) -> None:
        """The style's page; in the colour that was asked for, if one was."""
        self._remember()
        self._searching = False
        families = self._finder.question.filters.colours
        here, catalogue = self.here, self.stage.glass.catalogue
        if not families or here is None:
            self.stage.go("style", (style_id, ""))
            return
        zone = here.price_zone
        self.stage.read(
            lambda: _colour_in(catalogue.page(style_id, zone), families),
            lambda colour: self.stage.go("style", (style_id, "", colour)),
        )

    @Slot(str)
    def openLook(self, look_id: str) -> None:
        self.stage.go("look", look_id)

    @Slot()
    def openLooks(self) -> None:
        self.stage.go("looks")

    @Slot()
    def startSearch(self) -> None:
        """From the range the words stand to be changed; from any other page a search begins anew."""
        self._searching = True
        if self.query and not self._open:
            self._finder.change(query="")
        self._facets.close()
        if self._open:
            self.refresh()  # the page stands: to build it anew would be what the shopper waits for
        else:
            self.stage.go("browse", "")

    @Slot()
    def stopSearch(self) -> None:
        self._remember()
        self._searching = False
        self.refresh()

    @Slot()
    def clear(self) -> None:
        self._note_in_vain()
        self._finder.change(query="")

    @Slot(str)
    def tryQuery(self, query: str) -> None:
        self._searching = False
        self._finder.change(query=query)
        self._remember()
        self.refresh()

    @Slot()
    def dropFilters(self) -> None:
        self._finder.change(filters=NO_FILTERS)

    @Slot(float)
    def keepScroll(self, at: float) -> None:
        self._scroll = at

    def typed(self, text: str) -> None:
        self._searching = True
        self._scroll = 0.0
        self._finder.change(query=(self.query + text).lstrip()[:MAX_QUERY])

    def erase(self) -> None:
        self._finder.change(query=self.query[:-1])

    def submit(self) -> None:
        self.stopSearch()

    # What follows

    def mark(self) -> object:
        return self._finder.question

    def enter(self, shown: object) -> None:
        self._open = True
        if shown is None or isinstance(shown, Question):
            self._searching = False
        if isinstance(shown, Question) and shown != self._finder.question:
            self._finder.ask(shown)
        elif self._finder.stale or not self._finder.answer.categories:
            self._finder.again()
        else:
            self._finder.look_again()
        self.refresh()

    def leave(self) -> None:
        self._note_in_vain()
        self._open = False
        self._facets.close()
        self.changed.emit()

    def reset(self) -> None:
        """A new shopper: from the top, and what the last one searched is forgotten."""
        self._searching, self._scroll, self._recent = False, 0.0, ()
        self._in_vain.clear()
        self._facets.close()
        self._finder.ask(Question())

    def outdate(self) -> None:
        """The range changed: ask again when the page is next opened."""
        self._finder.stale = True

    def arrived(self) -> None:
        self._finder.again()

    def refresh(self) -> None:
        self._say_categories()
        self._say_cards()
        found = self._finder.answer
        self._looks.show([look_row(self.texts, outfit) for outfit in found.looks])
        words = suggestions(self.texts, found.categories, [card.style for card in found.popular], self._recent)
        self._tries.show([ChoiceRow(word, word, word in self._recent) for word in words])
        self._facets.refresh()
        self.changed.emit()

    def _say_categories(self) -> None:
        question, known = self._finder.question, self._finder.answer.categories
        chosen = None if question.query else question.category
        total = sum(category.styles for category in known)
        rows = [self._category("", self.texts("ui.browse.all"), total, chosen)]
        rows += [self._category(one.id, self.texts.named(one), one.styles, chosen) for one in known]
        self._categories.show(rows)
        few = rows if len(rows) <= FIRST_CATEGORIES + 3 else rows[:FIRST_CATEGORIES]
        self._first_categories.show([row for row in rows if row in few or row.chosen])

    def _category(self, key: str, name: str, styles: int, chosen: str | None) -> CategoryRow:
        spoken = self.texts("ui.browse.count", name=name, count=styles)
        return CategoryRow(key, name, str(styles) if styles else "", key == chosen, spoken)

    @Slot(frozenset)
    def _say_reach(self, styles: frozenset[str]) -> None:
        """Of these alone: whoever has come to the thousandth card does not wait for nine hundred others."""
        cards = self._finder.cards
        self._cards.change(
            {number: self._rows([card])[0] for number, card in enumerate(cards) if card.style.id in styles}
        )
        self._say_popular()

    def _say_popular(self) -> None:
        self._popular.show(self._rows(list(self._finder.answer.popular)))

    def _say_cards(self) -> None:
        """Into the cards that stand: to build a screen of them for each letter would be most of what one waits for."""
        self._cards.write(self._rows(self._finder.cards))
        self._say_popular()
        asked = self._finder.answer.question
        if asked != self._shown:
            self._shown = asked
            self.turned.emit()

    @Slot(list)
    def _grew(self, cards: list[StyleCard]) -> None:
        self._cards.add(self._rows(cards))

    def _rows(self, cards: list[StyleCard]) -> list[CardRow]:
        families, reach = self._finder.answer.question.filters.colours, self._finder.reach
        return [card_row(self.texts, card, reach.get(card.style.id), families) for card in cards]

    def _heading(self) -> str:
        """The heading with _QUERY where the query stands."""
        found = self._finder.answer
        if found.question.query:
            return self.texts("ui.browse.found", count=self._finder.total, query=_QUERY)
        known = (self.texts.named(one) for one in found.categories if one.id == found.question.category)
        name = next(known, self.texts("ui.browse.all"))
        return self.texts("ui.browse.count", name=name, count=self._finder.total) if found.categories else name

    def _hidden(self) -> int:
        """How many styles only the filters keep out, where nothing is shown."""
        found = self._finder.answer
        return 0 if found.result.cards else found.result.total_without_filters

    def _remember(self) -> None:
        self._recent = remembered(self._recent, self.query)
        self._note_in_vain()

    def _note_in_vain(self) -> None:
        """A search has ended with nothing: kept once a visit, when the answer is that to what was asked."""
        found = self._finder.answer.question
        if self.nothing and found.query not in ("", *self._in_vain) and found == self._finder.question:
            query, hidden = found.query, self._hidden()
            self._in_vain.add(query)
            self.stage.ask(lambda desk: desk.searched_in_vain(query, hidden), lambda _none: None, lambda _error: None)


def _colour_in(page: StylePage | None, families: tuple[str, ...]) -> str:
    """The first colourway of the colour families; "" when there is none."""
    variants = page.variants if page else ()
    found = ((one.colour, colour_family(one.swatch, one.colour_zh, one.colour_en)) for one in variants)
    return next((colour for colour, family in found if family in families), "")
