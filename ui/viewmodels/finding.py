"""Asking the range: one question at a time, its answer page by page, and where the pieces are a moment later."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from kiosk.domain.catalogue import Location, StyleCard
from kiosk.ports.storage import NO_FILTERS, CatalogueReader, Category, Facets, Filters, SearchResult, Sort
from ui.availability import Reach, reach_of
from ui.outfits import Outfit, outfit
from ui.stage import Stage

PAGE = 24
POPULAR = 4  # styles that are offered where nothing was found
LOOKS = 6  # looks in the shop window


@dataclass(frozen=True, slots=True)
class Question:
    """What the shopper wants to see. A query is asked of the whole range, whatever category was open."""

    query: str = ""
    category: str = ""
    filters: Filters = NO_FILTERS
    sort: Sort = Sort.POPULAR

    @property
    def home(self) -> bool:
        """Nothing was asked yet: the shop window."""
        return self == Question()

    def page(self, catalogue: CatalogueReader, zone: str, limit: int, offset: int = 0) -> SearchResult:
        category = "" if self.query else self.category
        return catalogue.search(
            self.query, zone, category=category, filters=self.filters, sort=self.sort, limit=limit, offset=offset
        )

    def facets(self, catalogue: CatalogueReader, zone: str, filters: Filters) -> Facets:
        category = "" if self.query else self.category
        return catalogue.facets(self.query, zone, category=category, filters=filters)


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything the page shows for a question, read in one go. `whole`: what the list could be narrowed to if nothing
    were filtered. `popular`: what is offered where nothing was found, and what a search can be tried with."""

    question: Question = field(default_factory=Question)
    result: SearchResult = field(default_factory=lambda: SearchResult((), 0))
    facets: Facets = field(default_factory=Facets)
    whole: Facets = field(default_factory=Facets)
    categories: tuple[Category, ...] = ()
    looks: tuple[Outfit, ...] = ()
    popular: tuple[StyleCard, ...] = ()
    as_of_ms: int = 0


def answer(question: Question, catalogue: CatalogueReader, zone: str, limit: int, before: Answer) -> Answer:
    """Runs off the GUI thread. Looks and what is popular are read for the shop window only: while one types or
    narrows, they are those of the answer before."""
    window = question.home or not before.popular
    result = question.page(catalogue, zone, limit)
    facets = question.facets(catalogue, zone, question.filters)
    narrow = question.filters != NO_FILTERS
    return Answer(
        question=question,
        result=result,
        facets=facets,
        whole=question.facets(catalogue, zone, NO_FILTERS) if narrow else facets,
        categories=catalogue.categories(),
        looks=tuple(outfit(look, catalogue, zone) for look in catalogue.looks(LOOKS)) if window else before.looks,
        popular=catalogue.search("", zone, limit=POPULAR).cards if window else before.popular,
        as_of_ms=catalogue.stock_as_of_ms(),
    )


class Finder(QObject):
    """Holds the question, its answer and the cards so far. A slower answer to an older question is thrown away."""

    asking = Signal()
    answered = Signal()
    grew = Signal(list)  # the cards of one more page
    reached = Signal(frozenset)  # where the pieces of these styles are became known

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._asked = 0
        self.question = Question()
        self.answer = Answer()
        self.cards: list[StyleCard] = []
        self.reach: dict[str, Reach] = {}
        self.loading = False
        self.stale = True  # not asked yet, or the range changed since
        self.total = 0

    @property
    def answers(self) -> bool:
        """Whether the cards are those of the question."""
        return not self.loading and self.answer.question == self.question

    def change(self, **parts: object) -> None:
        """Ask another question: the same but for these parts."""
        self.ask(replace(self.question, **parts))  # type: ignore[arg-type]

    def ask(self, question: Question, keep: int = PAGE) -> None:
        self.question = question
        here = self._stage.here
        if here is None:
            return
        self._asked += 1
        self.loading = True
        asked, catalogue, zone = self._asked, self._stage.glass.catalogue, here.price_zone
        before = Answer() if self.stale else self.answer
        self.asking.emit()
        self._stage.read(
            lambda: answer(question, catalogue, zone, keep, before),
            lambda found: self._answered(asked, found, here),
        )

    def again(self) -> None:
        """The same question, as many cards as are shown."""
        self.ask(self.question, keep=max(len(self.cards), PAGE))

    def has_more(self) -> bool:
        return not self.loading and len(self.cards) < self.total

    def more(self) -> None:
        here = self._stage.here
        if here is None:
            return
        asked, question, offset = self._asked, self.question, len(self.cards)
        self.loading = True
        catalogue, zone = self._stage.glass.catalogue, here.price_zone
        self._stage.read(
            lambda: question.page(catalogue, zone, PAGE, offset),
            lambda result: self._append(asked, result, here),
        )

    def look_again(self) -> None:
        """Where the pieces are now: orders and counts change it."""
        if self._stage.here is not None and self.cards:
            self._find(self._asked, list(self.cards), self._stage.here)

    def _answered(self, asked: int, found: Answer, here: Location) -> None:
        if asked != self._asked:
            return
        self.loading, self.stale, self.answer = False, False, found
        self.cards, self.total = list(found.result.cards), found.result.total
        self.answered.emit()
        self._find(asked, [*found.result.cards, *found.popular], here)

    def _append(self, asked: int, result: SearchResult, here: Location) -> None:
        if asked != self._asked:
            return
        self.loading = False
        if not result.cards:
            self.total = len(self.cards)
        self.cards += result.cards
        self.grew.emit(list(result.cards))
        self._find(asked, list(result.cards), here)

    def _find(self, asked: int, cards: list[StyleCard], here: Location) -> None:
        glass, styles = self._stage.glass, tuple(card.style for card in cards)
        self._stage.read(
            lambda: reach_of(styles, here, glass.catalogue, glass.reader),
            lambda reach: self._reached(asked, reach),
        )

    def _reached(self, asked: int, reach: dict[str, Reach]) -> None:
        if asked == self._asked:
            self.reach |= reach
            self.reached.emit(frozenset(reach))
