"""The shop's verbs for a terminal: plain values in, plain values out, over a desk of the caller's own."""

from collections.abc import Callable
from typing import Any

from kiosk.domain.basket import Offer
from kiosk.domain.codes import CodeKind, recognise
from kiosk.domain.money import format_minor, parse_minor
from kiosk.domain.order import OrderView
from kiosk.errors import InputError
from kiosk.ports.storage import CatalogueReader
from kiosk.services.arguments import Args, cropped, number_of, text_of, texts_of
from kiosk.services.desk import Desk
from kiosk.services.fulfilling import AlreadyHandedOver, HandOver
from kiosk.services.guiding import PinLocked, PinWrong
from kiosk.services.shelf import Cell, StyleScreen
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
            "ready": self._ready,
            "hand-over": self._hand_over,
            "dispatch": self._dispatch,
            "cancel": self._cancel,
            "call-backs": self._call_backs,
            "call-back": self._call_back,
            "receive": self._receive,
            "count": self._count,
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
        try:
            self._desk.enter_pin(pin)
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
            "where": promise_where(texts, kind, self._desk.location(offer.promise.source)),
        }

    def _place(self, args: Args) -> Any:
        """`lines`: `SKU[*pieces][:kind[:source]]`."""
        for text in texts_of(args, "lines"):
            sku, pieces, kind, source = _line(text)
            self._desk.add(sku, pieces, kind=kind, source=source, strict=bool(kind))
        return self._order(self._desk.place(text_of(args, "phone", "")))

    def _status(self, args: Args) -> Any:
        return self._order(self._named(args))

    def _orders(self, args: Args) -> Any:
        return [self._order(order) for order in self._desk.open_orders(number_of(args, "limit", 50))]

    def _pay(self, args: Args) -> Any:
        order = self._named(args)
        if cash := text_of(args, "cash", ""):
            given_minor = parse_minor(cash, order.placed.currency)
            return self._order(self._desk.till.pay_cash(order.order_id, given_minor))
        return self._order(self._desk.till.pay_external(order.order_id, text_of(args, "reference", "")))

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

    def _receive(self, args: Args) -> Any:
        """`set_aside`: the numbers of orders whose goods came with the box, and wait for them now."""
        document, pieces = text_of(args, "document"), _pieces(texts_of(args, "lines"))
        waited = self._desk.stockroom.receive(document, pieces, text_of(args, "source", "") or None)
        numbers = [order.placed.number for order in waited]
        return {"document": document, "pieces": sum(pieces.values()), "set_aside": numbers}

    def _count(self, args: Args) -> Any:
        return {"differences": self._desk.stockroom.count(_pieces(texts_of(args, "lines")))}

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
            "due_minor": order.due_minor,
            "due": _money(order.due_minor, currency),
            "pick_up_codes": order.placed.pick_up_codes,
            "receipts": list(order.receipt_numbers),
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


def _line(text: str) -> tuple[str, int, str, str]:
    head, _, rest = text.partition(":")
    kind, _, source = rest.partition(":")
    sku, _, pieces = head.partition("*")
    return sku, _count_of(pieces or "1", text), kind, source


def _pieces(lines: list[str]) -> dict[str, int]:
    """`CODE*pieces` each; the same code twice adds up."""
    pieces: dict[str, int] = {}
    for text in lines:
        code, _, count = text.partition("*")
        pieces[code] = pieces.get(code, 0) + _count_of(count or "1", text)
    return pieces


def _count_of(text: str, where: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise InputError(f"{cropped(where)}: the pieces after * are a number")
    return int(text)
