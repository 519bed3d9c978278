"""What is open at a desk, and what came of a scan."""

from dataclasses import dataclass, field

from kiosk.domain.basket import Basket
from kiosk.domain.codes import Code, Meaning
from kiosk.domain.identity import IndexedMember
from kiosk.domain.member import Member
from kiosk.domain.order import OrderView
from kiosk.domain.staff import StaffMember
from kiosk.domain.transfers import BoxSlip
from kiosk.domain.visits import BasketParked
from kiosk.ports.storage import GuideCall
from kiosk.services.fulfilling import HandOver
from kiosk.services.shelf import StyleScreen


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan meant here and what came of it. Exactly the field that fits `meaning` is set."""

    meaning: Meaning
    code: Code
    style: StyleScreen | None = None
    order: OrderView | None = None
    orders: tuple[OrderView, ...] = ()
    hand_over: HandOver | None = None
    staff: StaffMember | None = None
    member_name: str = ""
    answered: GuideCall | None = None  # a badge: the call it answers
    parked: BasketParked | None = None
    transfer: BoxSlip | None = None  # the slip of a box from another shop


@dataclass
class AtDesk:
    """What is open at the desk right now."""

    language: str = "zh"
    basket: Basket = field(default_factory=Basket)
    asked: StaffMember | None = None  # showed a badge, has not given the PIN
    staff: StaffMember | None = None
    members: frozenset[str] = frozenset()  # whose code was shown since the tablet was unlocked, or since somebody came
    elsewhere: dict[str, Member] = field(default_factory=dict)  # of them, whom only the index of all members knows
    heard: dict[str, IndexedMember] = field(default_factory=dict)  # by their hash, whom head office told of just now
    looked: frozenset[tuple[str, str]] = frozenset()  # member and style whose page they had open on this visit
