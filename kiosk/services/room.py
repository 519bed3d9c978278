"""What every part of a desk stands on: the shop, who is there, and how a unit of work is run."""

from collections.abc import Callable
from typing import TypeVar

from kiosk.domain.catalogue import Location
from kiosk.domain.order import OrderView, view
from kiosk.domain.staff import Role, StaffMember
from kiosk.errors import EnvironmentProblem, RuleError
from kiosk.ports.storage import JournalTx
from kiosk.services.approving import Approval, Authority, authority
from kiosk.services.at_desk import AtDesk
from kiosk.services.checkout import Checkout
from kiosk.services.own_phone import PublicCode, no_link
from kiosk.services.shelf import Shelf, Shop
from kiosk.services.slip_parts import Paper
from kiosk.texts import load_texts

T = TypeVar("T")


class Room:
    """Shared by the desk and its parts. `open` is replaced when the desk forgets whoever was there."""

    def __init__(self, shop: Shop, language: str) -> None:
        self.shop = shop
        self.shelf = Shelf(shop)
        self.open = AtDesk(language)

    @property
    def here(self) -> Location:
        """This shop. Raises EnvironmentProblem before the first sync has brought it."""
        found = self.shop.catalogue.location(self.shop.shop_id)
        if found is None:
            raise EnvironmentProblem("This tablet has not been synced yet. Connect it to head office once.")
        return found

    def guide(self) -> StaffMember:
        """Who is signed in. Raises RuleError when nobody is."""
        if self.open.staff is None:
            raise RuleError("This needs a guide: scan a badge and enter the PIN.")
        return self.open.staff

    def manager(self) -> StaffMember:
        """The manager who is signed in. Raises RuleError when nobody is, or a guide."""
        staff = self.guide()
        if staff.role is not Role.MANAGER:
            raise RuleError("This needs a manager: scan a manager's badge and enter the PIN.")
        return staff

    def authority(self, approval: Approval | None = None) -> Authority:
        """What whoever is signed in may give away; with `approval`, what a manager allows beyond it."""
        return authority(self.shop, self.guide(), approval)

    def run(self, work: Callable[[JournalTx], T]) -> T:
        return self.shop.journal.run(work)

    def order(self, order_id: str) -> OrderView | None:
        facts = self.shop.reader.order(order_id)
        return view(facts) if facts else None

    def open_orders(self, limit: int) -> tuple[OrderView, ...]:
        """Orders that are not over, newest first."""
        seen = (view(facts) for facts in self.shop.reader.open_orders(limit))
        return tuple(order for order in seen if order is not None)

    def paper(self, language: str = "") -> Paper:
        """Paper of this shop, in a language; "" = the one that is chosen here."""
        texts = load_texts(language or self.open.language)
        link = self.shop.own_phone.link if self.shop.own_phone else no_link
        places = self.shop.catalogue.location
        return Paper(texts, self.here, self.shop.brand, self.shop.clock(), places, link, self.public_code)

    def public_code(self, staff_id: str) -> PublicCode | None:
        """By which a member makes somebody of this shop their guide; None where phones cannot reach head office."""
        phones = self.shop.own_phone
        return phones.guide(self.shop.reader.staff(staff_id)) if phones else None

    def plan(self, phone: str = "") -> Checkout:
        """What placing an order here needs beside the basket, whoever is there."""
        catalogue, staff = self.shop.catalogue, self.open.staff
        locations = {location.id: location for location in catalogue.locations()}
        return Checkout(self.shop.currency, catalogue.publication(), locations, phone, staff.id if staff else None)

    def order_paper(self, order_id: str) -> Paper:
        """Paper in the language the shopper ordered in."""
        seen = self.order(order_id)
        return self.paper(seen.placed.language if seen else "")
