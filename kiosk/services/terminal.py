"""The shop's verbs for a terminal: plain values in, plain values out, over a desk of the caller's own."""

from collections.abc import Callable
from typing import Any

from kiosk.domain.basket import Offer
from kiosk.domain.money import format_minor, parse_minor
from kiosk.domain.order import OrderView
from kiosk.errors import InputError
from kiosk.ports.storage import CatalogueReader
from kiosk.services.desk import Desk
from kiosk.services.fulfilling import AlreadyHandedOver, HandOver
from kiosk.services.shelf import Cell, StyleScreen
from kiosk.services.wording import line_status, moment_text, promise_when, promise_where

Args = dict[str, Any]


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
            raise InputError(f"There is no verb {verb!r}.")
        if "language" in args:
            self._desk.set_language(args["language"])
        if args.get("badge"):
            self._desk.scan(args["badge"])
            self._desk.enter_pin(args["pin"])
        return chosen(args)

    def _search(self, args: Args) -> Any:
        zone = self._desk.here.price_zone
        found = self._catalogue.search(args.get("text", ""), zone, limit=args.get("limit", 20))
        named = self._desk.texts.named
        styles = [
            {"style": card.style.id, "name": named(card.style), "price": _money(card.price_minor, card.currency)}
            for card in found.cards
        ]
        return {"total": found.total, "styles": styles}

    def _show(self, args: Args) -> Any:
        screen = self._desk.style(args["style"])
        if screen is None:
            screen = self._desk.scan(args["style"]).style
        if screen is None:
            raise InputError(f"{args['style']} is not in the range on this tablet.")
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
        for text in args["lines"]:
            sku, pieces, kind, source = _line(text)
            self._desk.add(sku, pieces, kind=kind, source=source)
        return self._order(self._desk.place(args.get("phone", "")))

    def _status(self, args: Args) -> Any:
        return self._order(self._desk.order_by_number(args["number"]))

    def _orders(self, args: Args) -> Any:
        return [self._order(order) for order in self._desk.open_orders()[: args.get("limit", 50)]]

    def _pay(self, args: Args) -> Any:
        order = self._desk.order_by_number(args["number"])
        if args.get("cash"):
            given_minor = parse_minor(args["cash"], order.placed.currency)
            return self._order(self._desk.pay_cash(order.order_id, given_minor))
        return self._order(self._desk.pay_external(order.order_id, args.get("reference") or ""))

    def _ready(self, args: Args) -> Any:
        return self._order(self._desk.mark_ready(self._desk.order_by_number(args["number"]).order_id))

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
        code = "".join(filter(str.isdigit, args["code"]))
        if len(code) == 8 and "-" not in args["code"].strip()[2:]:
            found = self._desk.orders_by_pick_up_code(code)
            if len(found) != 1:
                raise InputError("Several orders wait under this code; hand over by order number.")
            return self._desk.hand_over(found[0].order_id, code)
        return self._desk.hand_over(self._desk.order_by_number(args["code"]).order_id)

    def _cancel(self, args: Args) -> Any:
        return self._order(self._desk.cancel(self._desk.order_by_number(args["number"]).order_id, args["reason"]))

    def _call_backs(self, _: Args) -> Any:
        return [{"number": task.number, "lines": list(task.line_ids)} for task in self._desk.call_backs()]

    def _call_back(self, args: Args) -> Any:
        task = next((task for task in self._desk.call_backs() if task.number == args["number"]), None)
        if task is None:
            raise InputError("No call-back waits for this order.")
        self._desk.call_back(task.order_id, task.line_ids, args["outcome"])
        return {"number": task.number}

    def _receive(self, args: Args) -> Any:
        pieces = _pieces(args["lines"])
        self._desk.receive(args["document"], pieces, args.get("source"))
        return {"document": args["document"], "pieces": sum(pieces.values())}

    def _count(self, args: Args) -> Any:
        return {"differences": self._desk.count(_pieces(args["lines"]))}

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
        raise InputError(f"{where}: the pieces after * are a number")
    return int(text)
