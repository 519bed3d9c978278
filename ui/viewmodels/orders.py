"""The guide's home: orders by what is to be done about them, and any order by what it is known by."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.order import OrderView, view
from kiosk.domain.parked import end_of_day
from kiosk.domain.standing import Standing
from kiosk.ports.orders import OrderQuery, OrdersFound
from ui.formatting import joined, time_left
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import OrderRow
from ui.rows_orders import StandingRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.order_lines import order_row

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
MAX_QUERY = 40
PAGE = 40  # orders that are read at a time
NIGHT_MS = 6 * 3_600_000  # of the next day, that still are tonight
DAY_MS = 24 * 3_600_000
SOON_MS = 60 * 60_000
_KINDS = (
    Standing.OPEN, Standing.TO_PAY, Standing.TO_HAND_OVER, Standing.TO_COME, Standing.CALL_BACK, Standing.ATTENTION,
    Standing.LAPSES, Standing.DONE, Standing.OVER,
)  # fmt: skip
_URGENT = (Standing.CALL_BACK, Standing.ATTENTION)
_CALLS = "call_back"  # has a page of its own
Seen = tuple[OrdersFound, dict[Standing, int]]


@QmlElement
@QmlUncreatable("made by the program")
class OrdersModel(PageModel):
    """`enter` takes None, a list to open, or the orders that one pick-up code found. A text is looked for among all
    orders, whatever list was open; a list that is chosen forgets the text."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._query = OrderQuery(limit=PAGE)
        self._searching = False
        self._more = False
        self._seen: tuple[OrderView, ...] = ()
        self._under_code: tuple[OrderView, ...] = ()
        self._counts: dict[Standing, int] = {}
        self._order_rows = Rows(OrderRow, self)
        self._standings = Rows(StandingRow, self)
        self._order_rows.page_through(lambda: self._more and not self._under_code, self._read_more)

    @Property(Rows, constant=True)
    def orders(self) -> Rows:
        return self._order_rows

    @Property(Rows, constant=True)
    def standings(self) -> Rows:
        return self._standings

    @Property(str, notify=changed)
    def query(self) -> str:
        return self._query.text

    @Property(bool, notify=changed)
    def searching(self) -> bool:
        return self._searching

    @Property(str, notify=changed)
    def heading(self) -> str:
        if self._under_code:
            return self.texts("ui.orders.under_code", count=len(self._under_code))
        if self._query.text.strip():
            return self.texts("ui.orders.found", query=self._query.text.strip())
        return self.texts(f"ui.orders.title_{_key(self._query.standing)}")

    @Property(bool, notify=changed)
    def nothing(self) -> bool:
        return not self._shown

    @Property(str, notify=changed)
    def nothingTitle(self) -> str:
        if self._query.text.strip():
            return self.texts("ui.orders.not_found")
        return self.texts(f"ui.orders.none_{_key(self._query.standing)}")

    @Property(str, notify=changed)
    def nothingThen(self) -> str:
        key = "ui.orders.not_found_then" if self._query.text.strip() else "ui.orders.nothing_then"
        return self.texts(key)

    @Slot(str)
    def choose(self, key: str) -> None:
        if key == _CALLS:
            self.stage.go("calls")
            return
        self._searching, self._under_code = False, ()
        self._ask(OrderQuery(Standing[key.upper()], limit=PAGE))

    @Slot()
    def startSearch(self) -> None:
        self._searching = True
        self.changed.emit()

    @Slot()
    def stopSearch(self) -> None:
        self._searching = False
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        self._ask(replace(self._query, text="", limit=PAGE))

    @Slot(str)
    def open(self, order_id: str) -> None:
        order = next((order for order in self._shown if order.order_id == order_id), None)
        if order is not None:
            self.stage.go("order", order)

    def typed(self, text: str) -> None:
        self._searching, self._under_code = True, ()
        self._ask(replace(self._query, text=(self._query.text + text).lstrip()[:MAX_QUERY], limit=PAGE))

    def erase(self) -> None:
        self._ask(replace(self._query, text=self._query.text[:-1], limit=PAGE))

    def submit(self) -> None:
        self.stopSearch()

    def enter(self, shown: object) -> None:
        self._under_code = shown if isinstance(shown, tuple) else ()
        self._searching = False
        if isinstance(shown, Standing):
            self._query = OrderQuery(shown, limit=PAGE)
        self.arrived()

    def leave(self) -> None:
        self._searching = False

    def forget(self) -> None:
        """The guide has gone: the next one begins with what is open."""
        self._query, self._seen, self._under_code, self._counts = OrderQuery(limit=PAGE), (), (), {}
        self.refresh()

    @Slot()
    def arrived(self) -> None:
        self._ask(self._query)

    @Slot()
    def refresh(self) -> None:
        self._say_orders([self._row(order) for order in self._shown])
        self._standings.show([self._standing(kind) for kind in _KINDS])
        self.changed.emit()

    @property
    def _shown(self) -> tuple[OrderView, ...]:
        return self._under_code or self._seen

    def _ask(self, query: OrderQuery) -> None:
        self._query = query
        self.refresh()
        if self.here is None:
            return
        ends_ms = end_of_day(self.now_ms, self.here)
        asked = replace(query, since_ms=ends_ms - DAY_MS, before_ms=ends_ms + NIGHT_MS)
        reader = self.stage.glass.reader
        self.stage.read(
            lambda: (reader.orders(asked), reader.order_counts(asked.since_ms, asked.before_ms)),
            lambda seen: self._show(query, seen),
        )

    def _say_orders(self, rows: list[OrderRow]) -> None:
        """A longer list of the same orders goes on where it ended: one who has come to its end stays there."""
        known = [row.key for row in self._order_rows.rows]
        if known and known == [row.key for row in rows[: len(known)]]:
            self._order_rows.show(rows[: len(known)])
            self._order_rows.add(rows[len(known) :])
        else:
            self._order_rows.show(rows)

    def _read_more(self) -> None:
        self._more = False
        self._ask(replace(self._query, limit=self._query.limit + PAGE))

    def _show(self, query: OrderQuery, seen: Seen) -> None:
        found, self._counts = seen
        if query == self._query:  # an answer to what was asked before comes too late
            orders = (view(facts) for facts in found.orders)
            self._seen, self._more = tuple(order for order in orders if order is not None), found.more
        self.refresh()

    def _row(self, order: OrderView) -> OrderRow:
        row = order_row(self.stage, order)
        if self._under_code or self._query.text or self._query.standing is not Standing.LAPSES:
            marks = [self.texts(f"ui.attention.{mark.value}") for mark in order.attention]
            return replace(row, note=" ".join(marks), note_tone="problem")
        left_ms = order.placed.lapses_ms - self.now_ms
        note = self.texts("ui.orders.lapses", left=time_left(self.texts, left_ms))
        return replace(row, note=note, note_tone="problem" if left_ms < SOON_MS else "amber")

    def _standing(self, kind: Standing) -> StandingRow:
        key, count = _key(kind), self._counts.get(kind, 0)
        name = self.texts(f"ui.standing.{key}")
        spoken = joined(self.texts, name, str(count)) if kind in self._counts else name
        chosen = kind is self._query.standing and not self._query.text.strip() and not self._under_code
        tone = "problem" if kind in _URGENT and count else "plain"
        shown = f"{count:,}" if kind in self._counts else ""
        return StandingRow(key, name, shown, tone, chosen, key == _CALLS, spoken)


def _key(kind: Standing) -> str:
    return str(kind.name).lower()
