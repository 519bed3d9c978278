"""The stockroom's verbs for a terminal: plain values in, plain values out."""

from collections.abc import Callable
from datetime import date
from typing import Any

from kiosk.domain.codes import CodeKind, recognise
from kiosk.domain.counting import Counting
from kiosk.domain.in_transit import Transfer
from kiosk.domain.movements import StockMovement
from kiosk.domain.transfers import BoxSlip, Settlement
from kiosk.errors import InputError
from kiosk.services.arguments import Args, count_of, cropped, text_of, texts_of
from kiosk.services.desk import Desk
from kiosk.services.wording import moment_text


class StockVerbs:
    """Part of the terminal's verbs."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._room = desk.stockroom

    def verbs(self) -> dict[str, Callable[[Args], Any]]:
        return {
            "receive": self._receive,
            "send": self._send,
            "transfers": self._transfers,
            "settle": self._settle,
            "count": self._count,
            "count-begin": self._begin,
            "count-zone": self._count_zone,
            "count-compare": self._compare,
            "count-again": self._again,
            "count-book": self._book,
            "count-drop": self._drop,
            "movements": self._movements,
            "card": self._card,
        }

    # Boxes

    def _receive(self, args: Args) -> Any:
        """`set_aside`: the numbers of orders whose goods came with the box, and wait for them now. With `transfer`, a
        slip's code, its articles need not be given: all of it came, unless `lines` say otherwise."""
        slip = self._slip(text_of(args, "transfer", ""))
        document = (
            slip.document if slip and slip.document else text_of(args, "document", slip.transfer_id if slip else None)
        )
        pieces = pieces_of(texts_of(args, "lines")) if args.get("lines") or not slip else dict(slip.pieces)
        source = text_of(args, "source", "") or (slip.from_location if slip else "") or None
        transfer = slip.transfer_id if slip else None
        waited = self._room.receive(document, pieces, source, transfer=transfer)
        numbers = [order.placed.number for order in waited]
        told = {"document": document, "pieces": sum(pieces.values()), "set_aside": numbers}
        known = self._room.transfer(slip.transfer_id) if slip else None
        return {**told, "missing": known.missing, "surplus": known.surplus} if known and known.sent_ms else told

    def _slip(self, code: str) -> BoxSlip | None:
        """By the bars or the QR code of the slip, or by the number of a transfer that head office has told of."""
        if not code:
            return None
        if recognise(code).kind is CodeKind.TRANSFER:
            return self._room.goods.slip(recognise(code).value)
        for known in self._room.transfers():
            if known.document == code.strip().upper():
                return self._room.goods.slip(known.transfer_id)
        raise InputError(f"{cropped(code)} is no transfer that this tablet knows. Scan its slip, or sync first.")

    def _send(self, args: Args) -> Any:
        sent = self._room.send(text_of(args, "to"), pieces_of(texts_of(args, "lines")), text_of(args, "note", ""))
        pieces = sum(line.quantity for line in sent.lines)
        return {"transfer": sent.transfer_id, "document": sent.document, "to": sent.to_location, "pieces": pieces}

    def _transfers(self, _: Args) -> Any:
        return [_told(transfer) for transfer in self._room.transfers()]

    def _settle(self, args: Args) -> Any:
        where, slip = text_of(args, "where"), self._slip(text_of(args, "transfer"))
        if where not in tuple(Settlement) or slip is None:
            raise InputError(f"What is left of a transfer is one of: {', '.join(Settlement)}.")
        settlement, reason = Settlement(where), text_of(args, "reason")
        return _told(self._room.close_transfer(slip.transfer_id, settlement, reason))

    # Shelves

    def _count(self, args: Args) -> Any:
        return {"differences": self._room.count(pieces_of(texts_of(args, "lines")))}

    def _begin(self, args: Args) -> Any:
        return _zones(self._room.counting.begin(texts_of(args, "zones"), whole=bool(args.get("whole"))))

    def _count_zone(self, args: Args) -> Any:
        """All that lies in the zone; it is closed then."""
        zone = text_of(args, "zone")
        for code, count in pieces_of(texts_of(args, "lines")).items():
            self._room.counting.set_pieces(zone, self._sku(code), count)
        return _zones(self._room.counting.close_zone(zone))

    def _compare(self, _: Args) -> Any:
        found = self._room.counting.compare()
        rows = [
            {"sku": item.row.sku, "zone": item.row.zone, "counted": item.row.counted, "expected": item.row.expected,
             "difference": item.row.difference, "count_again": item.to_recount}
            for item in found.differences
        ]  # fmt: skip
        return {"articles": found.articles, "to_count_again": found.to_recount, "differences": rows}

    def _again(self, args: Args) -> Any:
        for code, count in pieces_of(texts_of(args, "lines")).items():
            self._room.counting.recount(self._sku(code), count)
        return self._compare(args)

    def _book(self, _: Args) -> Any:
        done = self._room.counting.book()
        return {"articles": done.articles, "differences": done.differences, "unknown": list(done.unknown)}

    def _drop(self, _: Args) -> Any:
        self._room.counting.give_up()
        return {"given_up": True}

    def _sku(self, code: str) -> str:
        found = self._room.scan(code).article
        if found is None:
            raise InputError(f"{cropped(code)} is not in the range on this tablet.")
        return found.sku

    # What moved

    def _movements(self, args: Args) -> Any:
        text = text_of(args, "day", "")
        try:
            day = date.fromisoformat(text) if text else None
        except ValueError:
            raise InputError(f"{cropped(text)} is no day; one is written like 2026-11-26.") from None
        return [self._moved(item) for item in self._room.movements(day)]

    def _card(self, args: Args) -> Any:
        card = self._room.card(text_of(args, "code"))
        article = card.article
        figures = {"sku": article.sku, "on_hand": article.on_hand, "reserved": article.reserved}
        return {**figures, "movements": [self._moved(item) for item in card.movements]}

    def _moved(self, item: StockMovement) -> Args:
        staff = self._desk.colleague(item.actor)
        return {
            "at": moment_text(item.at_ms, self._desk.here), "what": item.kind, "sku": item.sku, "pieces": item.delta,
            "paper": item.paper, "who": staff.name if staff else item.actor,
        }  # fmt: skip


def _told(transfer: Transfer) -> Args:
    lines = [
        {"sku": line.sku, "sent": line.sent, "received": line.received, "left": line.left} for line in transfer.lines
    ]
    return {
        "transfer": transfer.transfer_id, "document": transfer.document, "from": transfer.sender,
        "to": transfer.receiver, "missing": transfer.missing, "surplus": transfer.surplus, "lines": lines,
    }  # fmt: skip


def _zones(counting: Counting) -> Args:
    zones = {zone.name: "counted" if zone.done else "open" for zone in counting.zones}
    return {"count": counting.count_id, "whole": counting.whole, "zones": zones}


def pieces_of(lines: list[str]) -> dict[str, int]:
    """`CODE*pieces` each; the same code twice adds up."""
    pieces: dict[str, int] = {}
    for text in lines:
        code, _, count = text.partition("*")
        pieces[code] = pieces.get(code, 0) + count_of(count or "1", text)
    return pieces
