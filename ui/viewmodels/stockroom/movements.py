"""What moved on a day, by kind and article, and the card of one article."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.movements import KINDS, StockMovement
from kiosk.services.desk import Desk
from kiosk.services.goods import Article, StockCard
from kiosk.services.wording import clock_text, date_text, moment_text
from ui.formatting import joined
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import AmountRow
from ui.rows_stock import KindRow, MovementRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.stockroom.scanning import LONGEST
from ui.viewmodels.stockroom.words import detail_of, name_of, zone_name

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
_TONES = {"received": "here", "transfer_in": "here", "returned": "here", "sold": "plain", "count": "amber",
          "transfer_out": "nearby", "settled": "amber"}  # fmt: skip
_Day = tuple[date, date, tuple[StockMovement, ...], dict[str, Article], dict[str, str]]


@QmlElement
@QmlUncreatable("made by the program")
class MovementsModel(PageModel):
    """`day` counts back from today. What is typed narrows the list to articles that have it in name or code."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._back = 0
        self._kind = ""
        self._query = ""
        self._keys = False
        self._day: date | None = None
        self._moved: tuple[StockMovement, ...] = ()
        self._articles: dict[str, Article] = {}
        self._names: dict[str, str] = {}
        self._card: StockCard | None = None
        self._rows, self._kinds, self._card_rows = Rows(MovementRow, self), Rows(KindRow, self), Rows(MovementRow, self)
        self._figures = Rows(AmountRow, self)

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        return self._rows

    @Property(Rows, constant=True)
    def kinds(self) -> Rows:
        return self._kinds

    @Property(bool, notify=changed)
    def nothing(self) -> bool:
        return not self._rows.rows

    @Property(str, notify=changed)
    def dayLabel(self) -> str:
        if self._day is None or self.here is None:
            return ""
        noon = datetime.combine(self._day, time(12), ZoneInfo(self.here.timezone))
        said = date_text(self.texts, int(noon.timestamp() * 1000), self.here)
        return joined(self.texts, self.texts("ui.stockroom.today"), said) if not self._back else said

    @Property(bool, notify=changed)
    def canGoOn(self) -> bool:
        return self._back > 0

    @Property(str, notify=changed)
    def query(self) -> str:
        return self._query

    @Property(bool, notify=changed)
    def keys(self) -> bool:
        return self._keys

    # The card of an article

    @Property(bool, notify=changed)
    def cardShown(self) -> bool:
        return self._card is not None

    @Property(str, notify=changed)
    def cardTitle(self) -> str:
        return name_of(self.stage, self._card.article) if self._card else ""

    @Property(str, notify=changed)
    def cardDetail(self) -> str:
        return detail_of(self.stage, self._card.article) if self._card else ""

    @Property(Rows, constant=True)
    def cardFigures(self) -> Rows:
        """Here, set aside, free."""
        return self._figures

    @Property(Rows, constant=True)
    def cardRows(self) -> Rows:
        return self._card_rows

    # What a person does

    @Slot()
    def earlier(self) -> None:
        self._turn(self._back + 1)

    @Slot()
    def later(self) -> None:
        self._turn(max(self._back - 1, 0))

    @Slot(str)
    def choose(self, kind: str) -> None:
        self._kind = "" if kind == self._kind else kind
        self.refresh()

    @Slot()
    def search(self) -> None:
        self._keys = True
        self.refresh()

    @Slot()
    def hideKeys(self) -> None:
        self._keys = False
        self.refresh()

    @Slot()
    def clearQuery(self) -> None:
        self._query = ""
        self.refresh()

    @Slot(str)
    def open(self, key: str) -> None:
        """The card of the article that a row is about."""
        self.scan(key.rpartition("#")[2])

    @Slot()
    def closeCard(self) -> None:
        self._card = None
        self.refresh()

    def scan(self, text: str) -> None:
        self._keys = False
        self.stage.ask(lambda desk: desk.stockroom.card(text), self._show_card)

    def typed(self, text: str) -> None:
        self._query = (self._query + text)[:LONGEST]
        self.refresh()

    def erase(self) -> None:
        self._query = self._query[:-1]
        self.refresh()

    def submit(self) -> None:
        self.hideKeys()

    def look(self) -> None:
        back = self._back
        self.stage.ask(lambda desk: _read(desk, back), self._show)

    def refresh(self) -> None:
        seen = [item for item in self._moved if self._fits(item)]
        counts = Counter(item.kind for item in seen)
        self._kinds.show(
            [
                KindRow(kind, self.texts(f"ui.stockroom.kind_{kind}"), str(counts[kind]), kind == self._kind)
                for kind in KINDS
                if counts[kind] or kind == self._kind
            ]
        )
        chosen = [item for item in seen if self._kind in ("", item.kind)]
        self._rows.show([self._row(item, clock_text) for item in chosen])
        self._figures.show(self._card_figures(self._card.article) if self._card else [])
        self._card_rows.show([self._row(item, moment_text) for item in (self._card.movements if self._card else ())])
        self.changed.emit()

    def _card_figures(self, article: Article) -> list[AmountRow]:
        free = article.on_hand - article.reserved
        told = (("here", "figure", article.on_hand), ("amber", "reserved", article.reserved), ("plain", "free", free))
        return [AmountRow(tone, self.texts(f"ui.stockroom.{key}"), str(pieces)) for tone, key, pieces in told]

    def _fits(self, item: StockMovement) -> bool:
        article = self._articles.get(item.sku)
        words = f"{item.sku} {name_of(self.stage, article) if article else ''} {self._paper(item)}"
        return self._query.strip().casefold() in words.casefold()

    def _row(self, item: StockMovement, when: object) -> MovementRow:
        assert callable(when)
        told = when(item.at_ms, self.here) if self.here else ""
        article = self._articles.get(item.sku)
        who = self._names.get(item.actor, item.actor)
        change = f"{item.delta:+d}".replace("-", "−")
        name = name_of(self.stage, article) if article else item.sku
        colour = ""
        if article and article.variant:
            colour = f"{self.texts.named(article.variant, 'colour')} {article.variant.size}".strip()
        summary = joined(self.texts, told, colour, self._paper(item), who)
        kind = self.texts(f"ui.stockroom.kind_{item.kind}")
        return MovementRow(f"{item.event_id}#{item.sku}", name, summary, kind, _TONES[item.kind], change)

    def _paper(self, item: StockMovement) -> str:
        return zone_name(self.texts, item.paper) if item.kind == "count" else item.paper

    def _turn(self, back: int) -> None:
        self._back = back
        self.look()

    def _show(self, seen: _Day) -> None:
        self._day, _today, self._moved, self._articles, self._names = seen
        self.refresh()

    def _show_card(self, card: StockCard) -> None:
        self._card = card
        self._articles = {**self._articles, card.article.sku: card.article}
        self.refresh()


def _read(desk: Desk, back: int) -> _Day:
    room = desk.stockroom
    today = room.today()
    day = today - timedelta(days=back)
    moved = room.movements(day)
    articles = room.goods.articles(tuple(dict.fromkeys(item.sku for item in moved)))
    staff = {actor: desk.colleague(actor) for actor in {item.actor for item in moved}}
    names = {actor: known.name for actor, known in staff.items() if known}
    return day, today, moved, {article.sku: article for article in articles}, names
