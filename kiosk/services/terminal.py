"""The shop's verbs for a terminal: plain values in, plain values out, over a desk of the caller's own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from kiosk.domain.basket import Offer
from kiosk.domain.codes import CodeKind, recognise
from kiosk.domain.money import format_minor
from kiosk.domain.order import OrderView
from kiosk.errors import InputError
from kiosk.ports.storage import CatalogueReader
from kiosk.services.approving import NeedsManager
from kiosk.services.arguments import Args, cropped, line_of, number_of, text_of, texts_of
from kiosk.services.day_verbs import DayVerbs
from kiosk.services.desk import Desk
from kiosk.services.fulfilling import AlreadyHandedOver, HandOver
from kiosk.services.guiding import PinLocked, PinWrong
from kiosk.services.return_terms import ticket_of
from kiosk.services.shelf import Cell, StyleScreen
from kiosk.services.terminal_credit import CreditVerbs
from kiosk.services.terminal_members import MemberVerbs
from kiosk.services.terminal_people import PeopleVerbs
from kiosk.services.terminal_print import PrintVerbs
from kiosk.services.terminal_repair import RepairVerbs
from kiosk.services.terminal_stock import StockVerbs
from kiosk.services.terminal_till import approval_of, given_of, wanted_of
from kiosk.services.wording import line_status, moment_text, promise_when, promise_where
from kiosk.texts import LANGUAGES


class Verbs:
    """Runs one named verb at a time. `badge` and `pin` among the arguments sign a guide in for that verb alone."""

    def __init__(self, desk: Desk, catalogue: CatalogueReader) -> None:
        self._desk = desk
        self._catalogue = catalogue
        self._verbs: dict[str, Callable[[Args], Any]] = {
            "search": self._search,
            "show": self._show,
            "place": self._place,
            "status": self._status,
            "orders": self._orders,
            "pay": self._pay,
            "reduce": self._reduce,
            "ready": self._ready,
            "hand-over": self._hand_over,
            "dispatch": self._dispatch,
            "cancel": self._cancel,
            "return": self._return,
            "call-backs": self._call_backs,
            "call-back": self._call_back,
            **PrintVerbs(desk).by_name,
            **RepairVerbs(desk, self._order).by_name,
            **PeopleVerbs(desk).by_name(),
            **MemberVerbs(desk).by_name(),
            **StockVerbs(desk).verbs(),
            **DayVerbs(desk).verbs,
            **CreditVerbs(desk).verbs,
        }

    def names(self) -> frozenset[str]:
        return frozenset(self._verbs)

    def run(self, verb: str, args: Args) -> Any:
        """Raises KioskError with what happened, what is safe, what to do."""
        chosen = self._verbs.get(verb)
        if chosen is None:
            raise InputError(f"There is no verb {cropped(verb)!r}.")
        if language := text_of(args, "language", ""):
            self._speak(language)
        if badge := text_of(args, "badge", ""):
            self._sign_in(badge, text_of(args, "pin"))
        return chosen(args)

    def _speak(self, language: str) -> None:
        if language not in LANGUAGES:
            raise InputError(f"{cropped(language)!r} is no language of this program: {', '.join(LANGUAGES)}.")
        self._desk.set_language(language)

    def _sign_in(self, badge: str, pin: str) -> None:
        if recognise(badge).kind is not CodeKind.BADGE:
            raise InputError("What was given as the badge is none: a badge's code begins with B-. Nothing was changed.")
        self._desk.scan(badge)
        with self._told():
            self._desk.enter_pin(pin)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What a wrong PIN leaves, and until when a badge is locked, in words."""
        try:
            yield
        except PinWrong as error:
            raise PinWrong(f"{error} {_tries(error.params['left'])}", **error.params) from None
        except PinLocked as error:
            until = moment_text(int(str(error.params["until_ms"])), self._desk.here)
            raise PinLocked(f"Too many wrong PINs. This badge is locked until {until}.", **error.params) from None

    def _search(self, args: Args) -> Any:
        zone = self._desk.here.price_zone
        found = self._catalogue.search(text_of(args, "text", ""), zone, limit=number_of(args, "limit", 20))
        named = self._desk.texts.named
        styles = [
            {"style": card.style.id, "name": named(card.style), "price": _money(card.price_minor, card.currency)}
            for card in found.cards
        ]
        return {"total": found.total, "styles": styles}

    def _show(self, args: Args) -> Any:
        asked = text_of(args, "style")
        screen = self._desk.style(asked) or self._desk.scan(asked).style
        if screen is None:
            raise InputError(f"{cropped(asked)} is not in the range on this tablet.")
        return self._style(screen)

    def _style(self, screen: StyleScreen) -> Args:
        cells = [self._cell(cell, screen.page.currency) for cell in screen.cells]
        return {"style": screen.page.style.id, "name": self._desk.texts.named(screen.page.style), "variants": cells}

    def _cell(self, cell: Cell, currency: str) -> Args:
        return {
            "sku": cell.variant.sku,
            "gtin": cell.variant.gtin,
            "colour": self._desk.texts.named(cell.variant, "colour"),
            "size": cell.variant.size,
            "price": _money(cell.price_minor, currency),
            "ways": [self._way(offer) for offer in cell.offers],
        }

    def _way(self, offer: Offer) -> Args:
        here, texts, kind = self._desk.here, self._desk.texts, offer.kind
        return {
            "kind": kind.value,
            "source": offer.promise.source,
            "pieces": offer.pieces,
            "when": promise_when(texts, kind, offer.promise, here, self._desk.now_ms),
            "where": promise_where(texts, kind, offer.promise, self._desk.location),
        }

    def _place(self, args: Args) -> Any:
        """`lines`: `SKU[*pieces][:kind[:source]]`."""
        for text in texts_of(args, "lines"):
            sku, pieces, kind, source = line_of(text)
            self._desk.add(sku, pieces, kind=kind, source=source, strict=bool(kind))
        return self._order(self._desk.place(text_of(args, "phone", "")))

    def _status(self, args: Args) -> Any:
        return self._order(self._named(args))

    def _orders(self, args: Args) -> Any:
        return [self._order(order) for order in self._desk.open_orders(number_of(args, "limit", 50))]

    def _pay(self, args: Args) -> Any:
        """With one or several tenders."""
        order = self._named(args)
        return self._order(self._desk.till.pay(order.order_id, given_of(args, order)))

    def _reduce(self, args: Args) -> Any:
        """Above the guide's limit with a manager's badge and PIN."""
        order, approval = self._named(args), approval_of(args)
        wanted = wanted_of(args, order)
        try:
            with self._told():
                return self._order(self._desk.till.reduce(order.order_id, wanted, approval))
        except NeedsManager as error:
            raise NeedsManager(f"{error} Give --manager-badge and --manager-pin.", **error.params) from None

    def _ready(self, args: Args) -> Any:
        return self._order(self._desk.mark_ready(self._named(args).order_id))

    def _hand_over(self, args: Args) -> Any:
        """By pick-up code or by order number. A second time says when the goods went out, and by whom."""
        try:
            done = self._handed_over(args)
        except AlreadyHandedOver as before:
            raise AlreadyHandedOver(f"{before} {self._when_and_by_whom(before)}", **before.params) from None
        return {"handed_over": [item.line.sku for item in done.lines], "order": self._order(done.order)}

    def _when_and_by_whom(self, before: AlreadyHandedOver) -> str:
        at_ms, by = before.params["at_ms"], str(before.params["by"])
        staff = self._desk.colleague(by)
        when = moment_text(at_ms, self._desk.here) if isinstance(at_ms, int) else ""
        return f"On {when} by {staff.name if staff else by}."

    def _handed_over(self, args: Args) -> HandOver:
        typed = text_of(args, "code")
        code = "".join(filter(str.isdigit, typed))
        if len(code) == 8 and "-" not in typed.strip()[2:]:
            found = self._desk.orders_by_pick_up_code(code)
            if len(found) != 1:
                raise InputError("Several orders wait under this code; hand over by order number.")
            return self._desk.hand_over(found[0].order_id, code)
        return self._desk.hand_over(self._desk.order_by_number(typed).order_id)

    def _cancel(self, args: Args) -> Any:
        return self._order(self._desk.cancel(self._named(args).order_id, text_of(args, "reason")))

    def _return(self, args: Args) -> Any:
        """What comes back of an order, and what is taken for it."""
        done = self._desk.returns.book(ticket_of(self._desk, self._named(args), args), approval_of(args))
        currency = done.order.placed.currency
        return {
            "return": done.number,
            "refund": _money(done.balance.refund_minor, currency),
            "paid_back": _money(done.balance.back_minor, currency),
            "paid": _money(done.balance.due_minor, currency),
            "order": self._order(done.order),
            "exchange": self._order(done.exchange) if done.exchange else None,
        }

    def _dispatch(self, args: Args) -> Any:
        return self._order(self._desk.dispatch(self._named(args).order_id, text_of(args, "reference", "")))

    def _call_backs(self, _: Args) -> Any:
        return [{"number": task.number, "lines": list(task.line_ids)} for task in self._desk.calls.waiting()]

    def _call_back(self, args: Args) -> Any:
        number = text_of(args, "number").strip().upper()
        task = next((task for task in self._desk.calls.waiting() if task.number == number), None)
        if task is None:
            raise InputError("No call-back waits for this order.")
        self._desk.calls.made(task.order_id, task.line_ids, text_of(args, "outcome"))
        return {"number": task.number}

    def _named(self, args: Args) -> OrderView:
        return self._desk.order_by_number(text_of(args, "number"))

    def _order(self, order: OrderView) -> Args:
        here, texts, currency = self._desk.here, self._desk.texts, order.placed.currency
        lines = [
            {
                "line": item.line.line_id,
                "sku": item.line.sku,
                "quantity": item.line.quantity,
                "total": _money(item.line.total_minor, currency),
                "returned": item.returned,
                "reduced": _money(item.reduced_minor, currency),
                "kind": item.line.fulfilment.value,
                "status": item.status.value,
                "status_text": line_status(texts, item),
                "source": item.promise.source,
                "place": item.promise.place,
                "when": promise_when(texts, item.line.fulfilment, item.promise, here, self._desk.now_ms),
            }
            for item in order.lines
        ]
        return {
            "order_id": order.order_id,
            "number": order.placed.number,
            "status": order.status.value,
            "total_minor": order.placed.total_minor,
            "reduced_minor": order.reduced_minor,
            "due_minor": order.due_minor,
            "due": _money(order.due_minor, currency),
            "pick_up_codes": order.placed.pick_up_codes,
            "receipts": list(order.receipt_numbers),
            "returns": list(order.return_numbers),
            "refunded_minor": order.refunded_minor,
            "attention": [item.value for item in order.attention],
            "lines": lines,
        }


def _money(minor: int | None, currency: str) -> str:
    return "" if minor is None else format_minor(minor, currency)


def _tries(left: object) -> str:
    """What a wrong PIN leaves."""
    if not left:
        return "That was the last try; the badge is locked for some minutes."
    return "1 try is left." if left == 1 else f"{left} tries are left."
