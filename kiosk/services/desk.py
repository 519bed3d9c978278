"""The desk: one tablet's conversation with whoever stands before it, without any glass.

Glass, headless kiosk and terminal all talk to this one object, from one thread. It keeps what is open (basket, who
is signed in, language) and hands every verb to a unit of work; what it returns are plain frozen values.
"""

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TypeVar

from kiosk.domain.basket import Basket, Offer
from kiosk.domain.catalogue import Location
from kiosk.domain.codes import Code, Meaning, Screen, meaning, recognise
from kiosk.domain.order import OrderView, view
from kiosk.domain.staff import StaffMember
from kiosk.domain.standing import under_way
from kiosk.domain.visits import BasketParked, searched
from kiosk.errors import EnvironmentProblem, InputError, RuleError
from kiosk.ports.storage import GuideCall, SyncStatus
from kiosk.services import approving, checkout, filling, fulfilling, guiding, helping, parking
from kiosk.services.at_desk import AtDesk, Scanned
from kiosk.services.calls import Calls
from kiosk.services.clientele_room import Clientele
from kiosk.services.credit_room import Credit
from kiosk.services.day import BusinessDay
from kiosk.services.demand import note_nothing_found
from kiosk.services.fulfilling import HandOver
from kiosk.services.members_room import Members
from kiosk.services.paperwork import Paperwork
from kiosk.services.parking import NotParked, TakenUp
from kiosk.services.people import People
from kiosk.services.repairs_desk import Repairs
from kiosk.services.returns_desk import Returns
from kiosk.services.rights import return_rights
from kiosk.services.room import Room
from kiosk.services.shelf import Shop, StyleScreen
from kiosk.services.stockroom import Stockroom
from kiosk.services.till import Till
from kiosk.texts import Texts, load_texts

T = TypeVar("T")
IDLE_LOCK_MS = 3 * 60 * 1000
PARCELS_UNDER_WAY = 200  # looked at beyond a list's length, for nothing is left to do about them


class Desk:
    """Not thread-safe: its owner calls it from one thread."""

    def __init__(self, shop: Shop, language: str = "zh") -> None:
        self._home_language = language
        self._shop = shop
        self._room = Room(shop, language)
        self._shelf = self._room.shelf
        self.till = Till(self._room)
        self.stockroom = Stockroom(self._room)
        self.returns = Returns(self._room)
        self.repairs = Repairs(self._room)
        self.paperwork = Paperwork(self._room)
        self.people = People(self._room)
        self.day = BusinessDay(self._room)
        self.calls = Calls(self._room)
        self.members = Members(self._room)
        self.credit = Credit(self._room)
        self.clientele = Clientele(self._room, self.members, self.credit)

    # What is open

    @property
    def language(self) -> str:
        return self._room.open.language

    @property
    def texts(self) -> Texts:
        return load_texts(self._room.open.language)

    @property
    def now_ms(self) -> int:
        return self._shop.clock()

    @property
    def basket(self) -> Basket:
        return self._room.open.basket

    @property
    def staff(self) -> StaffMember | None:
        """The guide or manager the tablet is unlocked for."""
        return self._room.open.staff

    @property
    def screen(self) -> Screen:
        if self._room.open.staff:
            return Screen.GUIDE
        return Screen.PIN if self._room.open.asked else Screen.SHOPPER

    @property
    def here(self) -> Location:
        """This shop. Raises EnvironmentProblem before the first sync has brought it."""
        return self._room.here

    def location(self, location_id: str) -> Location | None:
        return self._shop.catalogue.location(location_id)

    def colleague(self, staff_id: str) -> StaffMember | None:
        """Whoever did something here, by the id that facts carry; None when this tablet does not know them."""
        return self._shop.reader.staff(staff_id)

    def set_language(self, language: str) -> None:
        self._room.open.language = language

    def reset(self) -> None:
        """Idle or finished: empty basket, the shop's language, nobody signed in, no personal trace."""
        self._room.open = AtDesk(self._home_language)

    def leave(self, *, keep_basket: bool = False) -> BasketParked | None:
        """Nobody is there any more: like `reset`, but a basket may be put aside first, and nobody waits for a guide.
        What was put aside, None when nothing was. A full disk costs the basket, never the forgetting."""
        try:
            self.cancel_call("left")
            return self.park(printed=False) if keep_basket and self._room.open.basket.lines else None
        except EnvironmentProblem:
            return None
        finally:
            self.reset()

    # The shopper looks

    def style(self, style_id: str, chosen_sku: str = "") -> StyleScreen | None:
        """The matrix of a style with the ways to get each variant, as this tablet knows them now."""
        return self._shelf.style(style_id, self.here, chosen_sku)

    def offers(self, sku: str) -> tuple[Offer, ...]:
        return self._shelf.offers(sku, self.here)

    # The basket

    def add(
        self,
        sku: str,
        quantity: int = 1,
        *,
        kind: str = "",
        source: str = "",
        strict: bool = False,
        guide: str | None = None,
    ) -> Basket:
        """Put pieces into the basket, as `filling.add` says. `guide`: who helped, by default whoever is signed in."""
        helped = (self.staff.id if self.staff else "") if guide is None else guide
        return self._fill(
            filling.add(self._room, self.basket, sku, quantity, kind=kind, source=source, strict=strict, guide=helped)
        )

    def change_quantity(self, index: int, quantity: int) -> Basket:
        """More than the line's way has go the next best way; none removes the line."""
        return self._fill(filling.change_quantity(self._room, self.basket, index, quantity))

    def change_offer(self, index: int, kind: str, source: str) -> Basket:
        """Another way for a line to reach the shopper."""
        return self._fill(filling.change_way(self._room, self.basket, index, kind, source))

    def renew_prices(self) -> Basket | None:
        """The open basket whole at prices that were published since; None where they are those of now."""
        before = self.basket
        after = filling.renewed(self._room, before)
        self._room.open.basket = after
        return after if after.lines != before.lines else None

    def _fill(self, basket: Basket) -> Basket:
        self._room.open.basket = basket
        return basket

    def take_back(self, before: Basket) -> Basket:
        """The lines as they were: a shopper thinks better of a change."""
        basket = replace(self._room.open.basket, lines=before.lines, publication=before.publication)
        return self._fill(filling.renewed(self._room, basket))

    def park(self, *, printed: bool = True) -> BasketParked:
        """Put the basket aside under a code until the day is over; the desk's is empty then. Raises RuleError."""
        basket, paper = self._room.open.basket, self._room.paper()
        parked = self._room.run(lambda tx: parking.park_basket(tx, basket, paper, self._actor, printed=printed))
        self._room.open.basket = replace(self._room.open.basket, lines=())
        return parked

    def parked(self, code: str) -> BasketParked:
        """What is put aside under the code. Raises NotParked."""
        found = self._shop.reader.parked_basket(code, self.now_ms)
        if found is None:
            raise NotParked("No basket is put aside under this code on this tablet.")
        return found

    def take_up(self, code: str) -> TakenUp:
        """Put what was parked under the code into the basket, beside what is in it: at today's prices, as far as it can
        still be had, the same way where that is possible. Raises NotParked."""
        parked = self._room.run(lambda tx: parking.take_up_basket(tx, code, self._actor))
        return parking.put_back(parked, self)

    @property
    def _actor(self) -> str:
        return self._room.open.staff.id if self._room.open.staff else "shopper"

    # Help

    def call_guide(self, page: str, style: str = "") -> GuideCall:
        """Somebody wants a guide at this tablet."""
        here = self.here
        return self._room.run(lambda tx: helping.call_guide(tx, here.id, page, style))

    def guide_call(self) -> GuideCall | None:
        return self._shop.reader.guide_call()

    def cancel_call(self, reason: str = "shopper") -> None:
        self._room.run(lambda tx: helping.cancel_call(tx, reason))

    def can_order(self) -> bool:
        """Whether the disk can take another order; the screen says so *before* the shopper confirms."""
        return self._shop.journal.room_for_orders()

    def place(self, phone: str = "") -> OrderView:
        """Place the order. When this returns it is durable, its slip is queued, and its number may be shown."""
        if not self.can_order():
            raise EnvironmentProblem("This tablet's disk is full. Nothing was ordered; please call a guide.")
        basket, paper, plan = self._room.open.basket, self._room.paper(), self._room.plan(phone)
        placed = self._room.run(lambda tx: checkout.place_order(tx, basket, plan, paper))
        self._room.open.basket = Basket()
        return placed

    def searched_in_vain(self, text: str, filtered: int = 0) -> None:
        """A search ended with nothing. It is kept without anybody's numbers; a full disk costs the note, never the
        search."""
        here, kept = self.here.id, searched(text)
        with suppress(EnvironmentProblem):
            if kept:
                self._room.run(lambda tx: note_nothing_found(tx, here, kept, filtered))

    # Scans

    def scan(self, text: str) -> Scanned:
        """What a scanned text means on the screen that is open, and the effect it has. Raises InputError with what
        to do when the code is none of ours or unknown; nothing has changed then."""
        code = recognise(text)
        means = meaning(code, self.screen)
        if means is Meaning.REFUSE and self.screen is Screen.PIN:
            raise InputError("The PIN comes first. Type it, or scan another badge.")
        if means is Meaning.REFUSE:
            raise InputError("This is not one of our codes. Scan the price tag, a member code or an order slip.")
        if means is Meaning.SHOW_VARIANT:
            return Scanned(means, code, style=self._shelf.scanned(code, self.here))
        if means is Meaning.ASK_PIN:
            staff = self._ask_pin(code.value)
            return Scanned(means, code, staff=staff, answered=self._answer(staff))
        if means is Meaning.RECOGNISE_MEMBER:
            return Scanned(means, code, member_name=self._recognise(code.value))
        if means in (Meaning.SHOW_ORDER, Meaning.OPEN_ORDER):
            return Scanned(means, code, order=self.order_by_number(code.value))
        if means is Meaning.TAKE_UP:
            return Scanned(means, code, parked=self.parked(code.value))
        if means is Meaning.RECEIVE:
            return Scanned(means, code, transfer=self.stockroom.goods.slip(code.value))
        if means is Meaning.HAND_OVER:
            return self._scanned_pick_up(code)
        return Scanned(means, code)

    def _ask_pin(self, badge: str) -> StaffMember:
        staff = guiding.ask_pin(self._shop.reader, badge)
        self._room.open.asked = staff
        self._room.open.staff = None
        return staff

    def _answer(self, staff: StaffMember) -> GuideCall | None:
        """A badge is shown where a guide was called: the guide is there."""
        return self._room.run(lambda tx: helping.answer_call(tx, staff.id)) if self.guide_call() else None

    def _recognise(self, code: str) -> str:
        return self.members.recognise(code).masked_name

    def _scanned_pick_up(self, code: Code) -> Scanned:
        """Hand over what is paid and here; an order that is not paid is opened instead, for payment."""
        found = self.orders_by_pick_up_code(code.value)
        if len(found) == 1 and found[0].receipt_numbers and found[0].paid:
            done = self.hand_over(found[0].order_id, code.value)
            return Scanned(Meaning.HAND_OVER, code, order=done.order, hand_over=done)
        if len(found) == 1:
            return Scanned(Meaning.OPEN_ORDER, code, order=found[0])
        return Scanned(Meaning.HAND_OVER, code, orders=found)

    # Orders

    def order(self, order_id: str) -> OrderView | None:
        return self._room.order(order_id)

    def phone_link(self, order: OrderView) -> str:
        """Where this order's shopper gives on the own phone what is still asked for; "" where nothing is."""
        return self._room.paper().link(order, self.now_ms)

    def order_by_number(self, number: str) -> OrderView:
        facts = self._shop.reader.order_by_number(number.strip().upper())
        seen = view(facts) if facts else None
        if seen is None:
            raise InputError("This order is not known here. It may be from another shop, or not synced yet.")
        return seen

    def orders_by_pick_up_code(self, digits: str) -> tuple[OrderView, ...]:
        seen = (view(facts) for facts in self._shop.reader.orders_by_pick_up_code(digits))
        found = tuple(order for order in seen if order is not None)
        if not found:
            raise InputError("No order waits under this pick-up code here.")
        return found

    def open_orders(self, limit: int = 100) -> tuple[OrderView, ...]:
        """Orders somebody has to do something for, newest first; parcels on their way are the carrier's."""
        found = (order for order in self._room.open_orders(limit + PARCELS_UNDER_WAY) if not under_way(order))
        return tuple(found)[:limit]

    def lapse_due(self) -> int:
        """Let unpaid orders of this device lapse whose limit has passed; how many did."""
        due = self._shop.reader.unpaid_due(self._shop.clock())
        return sum(self._room.run(partial(checkout.lapse_order, order_id=facts.order_id)) for facts in due)

    def return_rights(self) -> int:
        """Give back the rights to scarce goods that head office asks for; how many."""
        return return_rights(self._shop.journal) if self._shop.reader.rights_asked_back() else 0

    # The guide

    def enter_pin(self, pin: str) -> StaffMember:
        """Unlock for the badge that was shown. Raises PinWrong or PinLocked."""
        if self._room.open.asked is None:
            raise RuleError("Scan a badge first.")
        signed_in = guiding.sign_in(self._shop.journal, self._room.open.asked, pin, self._shop.verify_pin)
        self._room.open.staff, self._room.open.asked = signed_in, None
        self._room.open.members = frozenset()
        return signed_in

    def locked_until_ms(self) -> int:
        """Until when the badge that was shown takes no PIN; 0 = it takes one."""
        asked = self._room.open.asked
        until_ms = self._shop.reader.pin_attempts(asked.id).locked_until() if asked else 0
        return until_ms if until_ms > self.now_ms else 0

    def manager_with(self, badge: str) -> StaffMember:
        """The manager who is asked to allow something. Raises InputError; signs nobody in."""
        self._room.guide()
        return approving.manager_with(self._shop, badge)

    def lock(self) -> None:
        """Back to the shopper's screen; the basket stays."""
        self._room.open.staff = self._room.open.asked = None
        self._room.open.members = frozenset({self.basket.member} if self.basket.member else ())

    def hand_over(self, order_id: str, code: str = "") -> HandOver:
        staff, here = self._room.guide(), self.here
        return self._room.run(lambda tx: fulfilling.hand_over(tx, order_id, here, staff.id, code))

    def mark_ready(self, order_id: str) -> OrderView:
        staff, here = self._room.guide(), self.here
        return self._room.run(lambda tx: fulfilling.mark_ready(tx, order_id, here, staff.id))

    def cancel(self, order_id: str, reason: str) -> OrderView:
        """A guide cancels with a reason; a shopper may cancel their own unpaid order."""
        actor = self._room.open.staff.id if self._room.open.staff else "shopper"
        return self._room.run(lambda tx: checkout.cancel_order(tx, order_id, reason, actor))

    def dispatch(self, order_id: str, reference: str = "") -> OrderView:
        """A parcel left this shop for the shopper's door."""
        staff, here = self._room.guide(), self.here
        return self._room.run(lambda tx: fulfilling.dispatch(tx, order_id, here, staff.id, reference))

    def sync_status(self) -> SyncStatus:
        return self._shop.reader.sync_status()
