"""What the simulated shops sell: little enough that every fault meets every article."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain import codec
from kiosk.domain.catalogue import (
    Location,
    LocationKind,
    OpeningHours,
    Price,
    Publication,
    SaleMode,
    Style,
    Variant,
)
from kiosk.domain.events import OpenedStock, StockOpened
from kiosk.domain.staff import Role, StaffMember
from sync.hq.database import HqTx
from sync.hq.office import HeadOffice

SHOPS = ("NA", "NB")
WAREHOUSE = "WH"
PIN = "2468"
_ZONE = "east"
_HOURS = tuple(OpeningHours(weekday, 0, 24 * 60 - 1) for weekday in range(7))
_STYLES = {"SCARF": ("围巾", "Scarf", 19_900), "CAP": ("帽子", "Cap", 9_900), "GLOVES": ("手套", "Gloves", 14_900)}
_SIZES = ("S", "L")
#: Limited: what lies in a shop is sold by rights alone. No box, no count, no file moves it, so that what is missing
#: was sold twice.
_SCARCE = ("RUNNERS", "限量跑鞋", "Limited runners", 89_900)
SCARCE = f"{_SCARCE[0]}/PLAIN/S"
SCARCE_PIECES = 6
SKUS = tuple(f"{style}/PLAIN/{size}" for style in _STYLES for size in _SIZES)


Published = tuple[str, dict[str, int]]  # what orders name a list of prices by; style → price


@dataclass(frozen=True, slots=True)
class Guide:
    """Somebody who may do everything in a shop."""

    shop: str

    @property
    def badge(self) -> str:
        return f"B-SIM{self.shop}0001"

    @property
    def signed_in(self) -> dict[str, str]:
        """What a terminal's verb needs of them."""
        return {"badge": self.badge, "pin": PIN}


def open_for_business(office: HeadOffice, pieces: int) -> Published:
    """Range, places, people, and `pieces` of everything everywhere; what it costs."""
    with office.database.write() as tx:
        _put_range(tx)
        published = _publish(tx)
        for shop in SHOPS:
            badge = hashlib.sha256(Guide(shop).badge.encode()).hexdigest()
            member = StaffMember(f"G-{shop}", shop, "Guide", Role.MANAGER, badge, f"pin:{PIN}")
            tx.put_rows(f"shop.{shop}", [("staff", member.id, codec.dump(member).decode())])
    for place in (*SHOPS, WAREHOUSE):
        open_stock(office, place, {**dict.fromkeys(SKUS, pieces), SCARCE: SCARCE_PIECES}, office.database.clock())
    return published


def open_stock(office: HeadOffice, place: str, pieces: dict[str, int], at_ms: int) -> None:
    """A count from head office's files."""
    lines = tuple(OpenedStock(sku, quantity) for sku, quantity in sorted(pieces.items()))
    with office.database.write() as tx:
        tx.append(StockOpened(place, at_ms, lines))


def publish_price(office: HeadOffice, style: str, minor: int) -> Published:
    """Another price of one style; the whole list then, and what orders name it by. Head office that is put back counts
    on from what it has, and may use a name twice, as the real one may."""
    price = Price(_ZONE, "", style, minor)
    with office.database.write() as tx:
        tx.put_rows("catalogue", [("price", f"{_ZONE}//{style}", codec.dump(price).decode())])
        return _publish(tx)


def _publish(tx: HqTx) -> Published:
    before = [int(name.removeprefix("P-")) for name, _ in tx.rows("catalogue", "publication")]
    publication = Publication(f"P-{max(before, default=0) + 1:06d}", tx.now_ms)
    tx.put_whole("catalogue", "publication", [(publication.id, codec.dump(publication).decode())])
    prices = (codec.load(Price, body) for _, body in tx.rows("catalogue", "price"))
    return publication.id, {price.code: price.minor for price in prices}


def styles() -> tuple[str, ...]:
    return tuple(_STYLES)


def _put_range(tx: HqTx) -> None:
    places = [
        Location(shop, LocationKind.SHOP, shop, shop, "east", _ZONE, "brand", hours=_HOURS, till_prefix=shop)
        for shop in SHOPS
    ]
    places.append(
        Location(WAREHOUSE, LocationKind.WAREHOUSE, WAREHOUSE, WAREHOUSE, "east", _ZONE, "brand", hours=_HOURS)
    )
    tx.put_whole("catalogue", "location", [(place.id, codec.dump(place).decode()) for place in places])
    for rank, (style, (zh, en, minor)) in enumerate(sorted(_STYLES.items()), 1):
        _put_style(tx, Style(style, zh, en, "all", "全部", "All", rank=rank), minor, _SIZES)
    style, zh, en, minor = _SCARCE
    rank = len(_STYLES) + 1
    _put_style(tx, Style(style, zh, en, "all", "全部", "All", SaleMode.LIMITED, rank=rank), minor, _SIZES[:1])


def _put_style(tx: HqTx, style: Style, minor: int, sizes: Sequence[str]) -> None:
    tx.put_rows("catalogue", [("style", style.id, codec.dump(style).decode())])
    price = Price(_ZONE, "", style.id, minor)
    tx.put_rows("catalogue", [("price", f"{_ZONE}//{style.id}", codec.dump(price).decode())])
    for order, size in enumerate(sizes):
        variant = Variant(f"{style.id}/PLAIN/{size}", style.id, "PLAIN", "素色", "Plain", size, "", order=order)
        tx.put_rows("catalogue", [("variant", variant.sku, codec.dump(variant).decode())])
