"""A whole tablet of shop JA in memory, with the retailer's range and some stock."""

import hashlib
from dataclasses import dataclass

from kiosk.domain.staff import Role, RoleLimits
from kiosk.domain.stock import StockRow
from kiosk.ports.devices import Part, Slip
from kiosk.services.desk import Desk
from kiosk.services.own_phone import PUBLIC_URL, OwnPhone
from kiosk.services.shelf import Shop
from tests.fakes import retailer
from tests.fakes.catalogue import MemoryCatalogue
from tests.fakes.clock import FakeClock
from tests.fakes.reader import MemoryShopReader
from tests.fakes.storage import MemoryJournal

#: What lies in JA, and what is known of the others.
OWN = (
    StockRow("JA", retailer.SHIRT_M, 3),
    StockRow("JA", retailer.SHIRT_L, 0),
    StockRow("JA", retailer.TOTE_ONE, 10),
)
REGIONAL = (
    *OWN,
    StockRow("XH", retailer.SHIRT_M, 5),
    StockRow("XH", retailer.SHIRT_L, 2),
    StockRow("WH", retailer.SHIRT_L, 40),
    StockRow("WH", retailer.COAT_S, 7),
    StockRow("WH", retailer.DRESS_S, 4),
)


@dataclass
class MemoryTablet:
    clock: FakeClock
    journal: MemoryJournal
    reader: MemoryShopReader
    catalogue: MemoryCatalogue
    shop: Shop
    desk: Desk

    @property
    def slips(self) -> list[Slip]:
        return self.journal.state.slips

    def unlock(self, badge: str = retailer.LIN_BADGE, pin: str = retailer.LIN_PIN) -> None:
        self.desk.scan(badge)
        self.desk.enter_pin(pin)


def memory_tablet(journal: MemoryJournal | None = None, clock: FakeClock | None = None) -> MemoryTablet:
    """Unlocked for nobody, an empty basket, Chinese."""
    clock = clock or FakeClock()
    journal = journal or MemoryJournal(clock)
    journal.hq_stock(OWN)
    reader = MemoryShopReader(journal, retailer.STAFF, (retailer.MEMBER,))
    reader.role_limits[Role.GUIDE] = RoleLimits(Role.GUIDE, 0, 0, 0, 0, None)
    catalogue = MemoryCatalogue(
        retailer.LOCATIONS,
        retailer.STYLES,
        retailer.VARIANTS,
        retailer.PRICES,
        REGIONAL,
        retailer.PUBLICATION,
        retailer.LOOKS,
        retailer.SIZE_GUIDES,
    )
    catalogue.here = lambda skus: frozenset(sku for sku, row in reader.own_stock(tuple(skus)).items() if row.atp())
    own_phone = OwnPhone(journal.device, _signed, lambda: reader.setting(PUBLIC_URL) or "")
    shop = Shop(
        journal, reader, catalogue, "JA", retailer.verify_pin, clock,
        hash_pin=retailer.hash_pin, own_phone=own_phone,
    )  # fmt: skip
    return MemoryTablet(clock, journal, reader, catalogue, shop, Desk(shop))


def _signed(message: bytes) -> bytes:
    """As long as a signature; proves nothing."""
    return hashlib.sha512(message).digest()


def words(slip: Slip) -> str:
    """All that is legible on a slip, one part a line."""
    return "\n".join(_words(part) for part in slip.parts)


def _words(part: Part) -> str:
    text = f"{part.lead} {part.text}" if part.lead else part.text
    return f"{text} | {part.right}" if part.right else text
