"""The day's verbs for a terminal: plain values in, plain values out."""

from collections.abc import Callable
from typing import Any

from kiosk.domain.cashing import CashReason, Figures, Sum
from kiosk.domain.day import Day
from kiosk.domain.money import format_minor, parse_minor
from kiosk.errors import InputError
from kiosk.ports.storage import ZReport
from kiosk.services.arguments import Args, cropped, number_of, text_of
from kiosk.services.desk import Desk
from kiosk.services.wording import moment_text


class DayVerbs:
    """Over a desk of the caller's, where somebody is signed in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.verbs: dict[str, Callable[[Args], Any]] = {
            "day-open": self._open,
            "day-cash": self._cash,
            "day-x": self._x,
            "day-close": self._close,
            "day-z": self._z,
        }

    def _open(self, args: Args) -> Any:
        opened = self._desk.day.open_day(self._minor(args, "float"))
        return {"business_date": opened.business_date, "float": self._money(opened.float_minor)}

    def _cash(self, args: Args) -> Any:
        """`amount` above zero goes in, below zero out."""
        moved = self._desk.day.move_cash(self._minor(args, "amount"), _reason(args), text_of(args, "note", ""))
        return {"amount": self._money(moved.amount_minor), "reason": moved.reason.value}

    def _x(self, _: Args) -> Any:
        """What should be in the drawer is not told: it is counted first."""
        return self._day(self._desk.day.x())

    def _close(self, args: Args) -> Any:
        return self._report(self._desk.day.close_day(self._minor(args, "counted")))

    def _z(self, args: Args) -> Any:
        """The last ones, or, with a `number`, that one, printed again."""
        if number := text_of(args, "number", ""):
            return self._report(self._desk.day.reprint_z(number))
        return [self._line(report) for report in self._desk.day.state(number_of(args, "limit", 30)).reports]

    def _minor(self, args: Args, name: str) -> int:
        return parse_minor(text_of(args, name), self._desk.day.currency)

    def _money(self, minor: int) -> str:
        return format_minor(minor, self._desk.day.currency)

    def _day(self, day: Day) -> Args:
        opened = moment_text(day.opened_ms, self._desk.here) if day.opened_ms else ""
        return {"business_date": day.business_date, "opened": opened, **self._figures(day.figures)}

    def _line(self, report: ZReport) -> Args:
        closed = report.body
        return {
            "number": closed.number,
            "business_date": closed.business_date,
            "closed": moment_text(report.closed_ms, self._desk.here),
            "net": self._money(closed.figures.paid.amount_minor - closed.figures.returned.amount_minor),
            "difference": self._money(closed.difference_minor),
        }

    def _report(self, report: ZReport) -> Args:
        closed = report.body
        return {
            **self._line(report),
            "expected": self._money(closed.expected_minor),
            "counted": self._money(closed.counted_minor),
            "entries": [closed.first_epoch, closed.first_seq, closed.last_epoch, closed.last_seq],
            "chain": closed.chain,
            **self._figures(closed.figures),
        }

    def _figures(self, figures: Figures) -> Args:
        return {
            "receipts": self._sum(figures.paid),
            "returns": self._sum(figures.returned),
            "placed": self._sum(figures.placed),
            "reduced": self._sum(figures.reduced),
            "float": self._money(figures.float_minor),
            "cash_in": self._sum(figures.cash_in),
            "cash_out": self._sum(figures.cash_out),
            "tenders": {
                item.kind.value: {"taken": self._sum(item.taken), "given_back": self._sum(item.given_back)}
                for item in figures.tenders
            },
            "people": {
                item.staff_id: {"paid": self._sum(item.paid), "returned": self._sum(item.returned)}
                for item in figures.guides
            },
            "late": [
                {
                    "business_date": item.business_date,
                    "count": item.count,
                    "sales": self._money(item.paid_minor - item.returned_minor),
                    "cash": self._money(item.cash_minor),
                }
                for item in figures.late
            ],
        }

    def _sum(self, item: Sum) -> Args:
        return {"count": item.count, "amount": self._money(item.amount_minor)}


def _reason(args: Args) -> CashReason:
    typed = text_of(args, "reason")
    if typed not in {reason.value for reason in CashReason}:
        known = ", ".join(CashReason)
        raise InputError(f"{cropped(typed)!r} is no reason: {known}. Nothing was changed.")
    return CashReason(typed)
