"""The stockroom: boxes that come in and go out, shelves that are counted, and what moved."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.catalogue import Location
from kiosk.domain.in_transit import Transfer, settled
from kiosk.domain.movements import StockMovement
from kiosk.domain.order import OrderView
from kiosk.domain.promises import local
from kiosk.domain.transfers import GoodsSent, Settlement
from kiosk.errors import InputError
from kiosk.services import stocktaking, transferring
from kiosk.services.arguments import cropped
from kiosk.services.counting_room import CountingRoom
from kiosk.services.goods import Article, Goods, StockCard, StockScan
from kiosk.services.room import Room
from kiosk.services.transfer_slip import Named

MOST_WAITING = 2_000  # open orders that a box is held against


class Stockroom:
    """Part of a desk; every verb needs somebody signed in."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self.goods = Goods(room)
        self.counting = CountingRoom(room, self.goods)

    def scan(self, text: str) -> StockScan:
        """What a code means here. Changes nothing, and never refuses."""
        self._room.guide()
        return self.goods.scan(text)

    # Boxes that come in

    def receive(
        self,
        document: str,
        pieces: dict[str, int],
        source: str | None = None,
        *,
        transfer: str | None = None,
        unknown: Sequence[str] = (),
    ) -> tuple[OrderView, ...]:
        """Take in a box; returns the orders that waited for goods of it, which are set aside for them. `transfer`: the
        id on the slip of a box that another location of ours has sent."""
        staff, here, known = self._room.guide(), self._room.here, self._by_sku(pieces)
        if source and self._room.shop.catalogue.location(source) is None:
            raise InputError(f"{cropped(source)} is no location of ours. Leave it out for a supplier's box.")
        box = stocktaking.Box(document, known, source or None, transfer or None, unknown)
        found = self._room.open_orders(MOST_WAITING)
        # Orders that wait for goods from where the box comes from, oldest first; the unit of work looks again.
        waiting = tuple(order.order_id for order in found if stocktaking.awaited(order, here, box.source))[::-1]
        return self._room.run(lambda tx: stocktaking.receive_goods(tx, here, box, staff.id, waiting))

    # Boxes that go out, and what is between

    def destinations(self) -> tuple[Location, ...]:
        """Where a box can go: every other location of ours."""
        return tuple(place for place in self._room.shop.catalogue.locations() if place.id != self._room.shop.shop_id)

    def send(self, to: str, pieces: dict[str, int], note: str = "", *, unknown: Sequence[str] = ()) -> GoodsSent:
        """Goods go to another location; two slips are queued, one for the box."""
        staff, here, known, paper = self._room.guide(), self._room.here, self._by_sku(pieces), self._room.paper()
        place = self._room.shop.catalogue.location(to)
        if place is None:
            raise InputError(f"{cropped(to)} is no location of ours. A box goes to one of them.")
        names = {article.sku: self._named(article) for article in self.goods.articles(tuple(known))}
        sending = transferring.Sending(place, known, note, names, unknown)
        return self._room.run(lambda tx: transferring.send_goods(tx, here, sending, paper, staff.id))

    def transfers(self) -> tuple[Transfer, ...]:
        """From here or to here, with something in transit or a difference; newest first."""
        self._room.guide()
        return tuple(settled(facts) for facts in self._room.shop.reader.open_transfers())

    def transfer(self, transfer_id: str) -> Transfer | None:
        facts = self._room.shop.reader.transfer(transfer_id)
        return settled(facts) if facts else None

    def close_transfer(self, transfer_id: str, settlement: Settlement, reason: str) -> Transfer:
        """A manager says where missing or surplus pieces are."""
        staff, here = self._room.manager(), self._room.here
        return self._room.run(
            lambda tx: transferring.close_transfer(tx, here, transfer_id, settlement, reason, staff.id)
        )

    # Shelves

    def count(self, pieces: dict[str, int]) -> dict[str, int]:
        """A few articles, counted at this moment."""
        staff, here, known = self._room.guide(), self._room.here, self._by_sku(pieces)
        return self._room.run(lambda tx: stocktaking.correct_count(tx, here, known, staff.id))

    # What moved

    def today(self) -> date:
        return local(self._room.shop.clock(), self._room.here).date()

    def movements(self, day: date | None = None) -> tuple[StockMovement, ...]:
        """What this tablet moved on a day of the shop's clock (today), newest first."""
        self._room.guide()
        from_ms, to_ms = _bounds(day or self.today(), self._room.here)
        return self._room.shop.reader.movements(from_ms, to_ms)

    def card(self, code: str) -> StockCard:
        """An article's figure and its last movements, by SKU or GTIN. Raises InputError when the range has none."""
        self._room.guide()
        sku = self._room.shelf.variant(code).sku
        return StockCard(self.goods.article(sku), self._room.shop.reader.movements_of(sku))

    def _named(self, article: Article) -> Named:
        texts = self._room.paper().texts
        if article.variant is None or article.style is None:
            return Named(article.sku, "")
        detail = f"{texts.named(article.variant, 'colour')} {article.variant.size}".strip()
        return Named(texts.named(article.style), detail)

    def _by_sku(self, pieces: dict[str, int]) -> dict[str, int]:
        """A variant may have been scanned by its GTIN and typed by its SKU: its pieces add up."""
        known: dict[str, int] = {}
        for code, quantity in pieces.items():
            sku = self._room.shelf.variant(code).sku
            known[sku] = known.get(sku, 0) + quantity
        return known


def _bounds(day: date, here: Location) -> tuple[int, int]:
    """From midnight to midnight on the shop's clock (UTC ms)."""
    zone = ZoneInfo(here.timezone)
    first, last = (int(datetime.combine(each, time(), zone).timestamp() * 1000) for each in (day, day + timedelta(1)))
    return first, last
