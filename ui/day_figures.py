"""A day's figures as rows on glass. What should be in the drawer is not among them: it is told after the count."""

from collections.abc import Callable, Iterator
from datetime import date

from kiosk.domain.cashing import Figures, Sum
from kiosk.domain.tenders import TenderKind
from kiosk.services.wording import day_text
from ui.rows_day import SumRow
from ui.stage import Stage


class FigureRows:
    """`name`: whoever did something, by the id that facts carry."""

    def __init__(self, stage: Stage, name: Callable[[str], str]) -> None:
        self._texts = stage.texts
        self._money = stage.money
        self._name = name

    def of(self, figures: Figures) -> list[SumRow]:
        sections = (
            ("", self._sales),
            ("late", self._late),
            ("by_tender", self._tenders),
            ("by_guide", self._guides),
            ("orders", self._orders),
            ("drawer", self._drawer),
        )
        rows: list[SumRow] = []
        for title, section in sections:
            found = list(section(figures))
            if found and title:
                rows.append(SumRow(title, self._word(title), "", "heading"))
            rows += found
        return rows

    def _word(self, name: str) -> str:
        return self._texts(f"paper.cashing.{name}")

    def _row(self, key: str, words: str, item: Sum, *, minus: bool = False, look: str = "row") -> SumRow:
        named = self._texts("paper.cashing.counted_as", name=words, count=item.count)
        return SumRow(key, named, self._money(-item.amount_minor if minus else item.amount_minor), look)

    def _sales(self, figures: Figures) -> Iterator[SumRow]:
        yield self._row("receipts", self._word("receipts"), figures.paid)
        if figures.returned.count:
            yield self._row("returns", self._word("returns"), figures.returned, minus=True)
        net_minor = figures.paid.amount_minor - figures.returned.amount_minor
        yield SumRow("net", self._word("net"), self._money(net_minor), "strong")

    def _tenders(self, figures: Figures) -> Iterator[SumRow]:
        for item in figures.tenders:
            yield self._row(item.kind.value, self._texts(f"paper.{item.kind.value}"), item.taken)
            if item.given_back.count:
                back = self._word("given_back")
                yield self._row(f"{item.kind.value}.back", back, item.given_back, minus=True, look="part")

    def _guides(self, figures: Figures) -> Iterator[SumRow]:
        for item in figures.guides:
            yield self._row(item.staff_id, self._name(item.staff_id), Sum(item.paid.count, item.net_minor))

    def _orders(self, figures: Figures) -> Iterator[SumRow]:
        if figures.placed.count:
            yield self._row("placed", self._word("orders_placed"), figures.placed)
        if figures.reduced.count:
            yield self._row("reduced", self._word("reductions"), figures.reduced, minus=True)
        counts = (
            ("pieces_placed", figures.pieces),
            ("pieces_back", figures.pieces_back),
            ("orders_cancelled", figures.cancelled),
            ("orders_lapsed", figures.lapsed),
        )
        for name, count in counts:
            if count:
                yield SumRow(name, self._word(name), str(count))

    def _drawer(self, figures: Figures) -> Iterator[SumRow]:
        yield SumRow("float", self._word("float"), self._money(figures.float_minor))
        cash = figures.tender(TenderKind.CASH)
        if figures.change_minor:
            yield SumRow("given", self._texts("paper.given"), self._money(figures.given_minor))
            yield SumRow("change", self._texts("paper.change"), self._money(-figures.change_minor))
        elif cash.taken.count:
            yield self._row("cash_taken", self._word("cash_taken"), cash.taken)
        if figures.cash_in.count:
            yield self._row("cash_in", self._word("cash_in"), figures.cash_in)
        if figures.cash_out.count:
            yield self._row("cash_out", self._word("cash_out"), figures.cash_out, minus=True)

    def _late(self, figures: Figures) -> Iterator[SumRow]:
        for item in figures.late:
            day = day_text(self._texts, date.fromisoformat(item.business_date))
            count = self._texts("paper.cashing.late_count", count=item.count)
            yield SumRow(item.business_date, day, count)
            sums = (("late_sales", item.paid_minor - item.returned_minor), ("late_cash", item.cash_minor))
            for name, minor in sums:
                if minor:
                    yield SumRow(f"{item.business_date}.{name}", self._word(name), self._money(minor), "part")
