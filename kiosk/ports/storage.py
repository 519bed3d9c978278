"""What services and screens need from the three files of a tablet."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from kiosk.domain.cashing import DayClosed
from kiosk.domain.catalogue import Location, Look, Publication, SizeGuide, Style, StyleCard, StylePage, Variant
from kiosk.domain.events import Body, Event, Position
from kiosk.domain.facts import OrderFacts
from kiosk.domain.people import BadgeOff
from kiosk.domain.rights import RightFacts
from kiosk.domain.staff import PinAttempts, Role, RoleLimits, StaffMember
from kiosk.domain.standing import Standing
from kiosk.domain.stock import StockRow
from kiosk.domain.visits import BasketParked, GuideCalled
from kiosk.ports.credit import CreditReader
from kiosk.ports.devices import PrintJobs, QueuedJob, Slip
from kiosk.ports.members import MemberReader, MemberTx
from kiosk.ports.orders import CallBackTask as CallBackTask  # noqa: PLC0414 - part of what a reader gives
from kiosk.ports.orders import OrderQuery, OrdersFound, PendingOrder
from kiosk.ports.stock import StockReader, StockTx

T = TypeVar("T")


class JournalTx(StockTx, MemberTx, Protocol):
    """One unit of work on the journal's writer thread: all of it is durable when `run` returns, or nothing is."""

    @property
    def now_ms(self) -> int: ...

    def new_id(self) -> str:
        """A fresh UUIDv7."""

    def random_digits(self, count: int) -> str: ...

    def append(self, body: Body, actor: str) -> Event:
        """Record a fact and fold it into the projections. Raises EnvironmentProblem when the disk is too full."""

    def next_number(self, counter: str) -> str:
        """The next of "order" (`JA-02-A-000417`), "receipt" (`…-R-000398`), "return" (`…-T-…`), "transfer" (`…-V-…`) or
        "z" (`…-Z-…`).
        Gapless: a rolled-back unit of work gives it back."""

    def keep_blob(self, content: bytes) -> str:
        """Store personal content encrypted beside the journal until HQ has it; returns the SHA-256 of the plain
        content."""

    def enqueue(self, slip: Slip) -> int:
        """Queue the first paper of a slip; returns the job's number."""

    def enqueue_copy(self, slip: Slip) -> int:
        """Queue another paper of a slip. It is marked as the copy it is, counted over all papers of the slip's kind,
        reference and `which` that may have come out - one elsewhere, when it was never queued here - and leaves the
        drawer alone."""

    @property
    def print_jobs(self) -> PrintJobs: ...

    def order(self, order_id: str) -> OrderFacts | None:
        """HQ's facts and ours, merged."""

    def own_stock(self, sku: str) -> StockRow:
        """This shop's figure: HQ's row plus our events outside its cut. Zero when neither knows the variant."""

    def rights(self, sku: str) -> tuple[RightFacts, ...]:
        """Rights of this tablet to pieces of a scarce SKU on its shop's shelf that have some left, oldest first."""

    def rights_asked_back(self) -> tuple[RightFacts, ...]:
        """Rights that HQ wants back, and its questions, as long as they were not answered."""

    def pick_up_code_taken(self, code: str) -> bool: ...

    def parked_basket(self, code: str) -> BasketParked | None:
        """The basket that is put aside on this tablet under the code, unless it has been taken up or has lapsed."""

    def guide_call(self) -> "GuideCall | None":
        """The call for a guide that nobody has answered or cancelled yet."""

    @property
    def position(self) -> Position:
        """The end of the journal, with what this unit of work has appended."""

    def since_z(self) -> "SinceZ":
        """What this device recorded since its last Z."""

    def reference_used(self, reference: str, amount_minor: int) -> str:
        """The number of an order for which this device took that amount under that reference in the last months; ""
        when none."""

    def pin_attempts(self, staff_id: str) -> PinAttempts: ...

    def put_pin_attempts(self, staff_id: str, attempts: PinAttempts) -> None: ...


class Journal(Protocol):
    """The precious file."""

    def run(self, work: Callable[[JournalTx], T]) -> T:
        """Run a unit of work in the writer thread and wait. An exception rolls it back and is raised here."""

    def room_for_orders(self) -> bool:
        """Whether the disk can take another order with its paper; asked before the shopper confirms."""


@dataclass(frozen=True, slots=True)
class StreamAge:
    """When a stream was last known to be complete (UTC ms), 0 = never. `rows`: how many it has; while a round is open,
    which `announced` > 0 tells, how many of those announced have come."""

    stream: str
    complete_ms: int
    rows: int = 0
    announced: int = 0


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """What HQ does not have, first; then what HQ gave us.

    An order of which HQ lacks any event, a payment as much as the order itself, is one of `pending_orders`. Only those
    of which it lacks the order itself have their totals in `pending_minor`: of the others HQ knows what they are worth.
    """

    pending_events: int
    pending_orders: int
    pending_minor: int
    oldest_pending_ms: int | None
    online: bool
    since_ms: int  # online or offline since
    last_error: str
    streams: tuple[StreamAge, ...]


@dataclass(frozen=True, slots=True)
class GuideCall:
    """Somebody at this tablet waits for a guide, since `called_ms`."""

    called: GuideCalled
    called_ms: int


@dataclass(frozen=True, slots=True)
class PeopleChanged:
    """On the bus: somebody's badge or PIN was changed on this tablet, on glass or from a terminal."""


@dataclass(frozen=True, slots=True)
class ZReport:
    """A Z and the event that it is: id, place in the journal, when, by whom."""

    event_id: str
    epoch: int
    seq: int
    closed_ms: int
    actor: str
    body: DayClosed


@dataclass(frozen=True, slots=True)
class SinceZ:
    """What the next Z covers: all events from (epoch, seq) on, of which `events` are those that a day counts.

    It begins with the last Z, whose id is `origin`; before the first one with the journal's first event."""

    epoch: int
    seq: int
    origin: str
    events: tuple[Event, ...]
    last: ZReport | None


class ShopReader(StockReader, MemberReader, CreditReader, Protocol):
    """Short indexed reads of shop.db and the journal, from any thread."""

    def staff_by_badge(self, badge_sha256: str) -> StaffMember | None: ...

    def staff(self, staff_id: str) -> StaffMember | None: ...

    def people(self) -> tuple[StaffMember, ...]:
        """Who works in this shop, by name; what was said on this tablet counts before HQ has it."""

    def badge_off(self, badge_sha256: str) -> BadgeOff | None:
        """Since when and why a badge opens nothing any more; None when nobody here switched it off."""

    def pin_attempts(self, staff_id: str) -> PinAttempts:
        """As the unit of work has it."""

    def limits(self, role: Role) -> RoleLimits:
        """What HQ lets people of the role give away; the safe defaults until it has said so."""

    def own_stock(self, skus: tuple[str, ...]) -> dict[str, StockRow]:
        """Figures of this shop, our own events included; a variant nobody has reported is absent."""

    def rights_left(self, skus: tuple[str, ...]) -> dict[str, int]:
        """Pieces of scarce SKUs that this tablet may sell off its shop's shelf; 0 where it may none."""

    def rights_asked_back(self) -> bool:
        """Whether HQ waits for an answer about rights."""

    def other_stock(self, rows: tuple[StockRow, ...]) -> tuple[StockRow, ...]:
        """Other locations' figures less our own requests that HQ has not taken in yet."""

    def order(self, order_id: str) -> OrderFacts | None: ...

    def order_by_number(self, number: str) -> OrderFacts | None: ...

    def orders_by_pick_up_code(self, code: str) -> tuple[OrderFacts, ...]: ...

    def open_orders(self, limit: int = 100) -> tuple[OrderFacts, ...]:
        """Orders not completed, cancelled or lapsed, newest first."""

    def orders(self, query: OrderQuery) -> OrdersFound: ...

    def order_counts(self, since_ms: int, before_ms: int) -> dict[Standing, int]:
        """How many orders a query for each standing would find, the moments as in OrderQuery."""

    def unpaid_due(self, now_ms: int) -> tuple[OrderFacts, ...]:
        """Orders placed at this device whose payment limit has passed."""

    def call_backs(self) -> tuple[CallBackTask, ...]: ...

    def parked_basket(self, code: str, now_ms: int) -> BasketParked | None:
        """As the unit of work has it."""

    def guide_call(self) -> GuideCall | None:
        """As the unit of work has it."""

    def since_z(self) -> SinceZ:
        """As the unit of work has it."""

    def z_reports(self, limit: int = 30) -> tuple[ZReport, ...]:
        """The Zs of this device, newest first."""

    def z_report(self, number: str) -> ZReport | None: ...

    def sync_status(self) -> SyncStatus: ...

    def locked_out(self, now_ms: int) -> dict[str, int]:
        """Staff ids whose PIN is not tried now, and until when (UTC ms)."""

    def pending_orders(self, limit: int = 50) -> tuple[PendingOrder, ...]:
        """The orders that `sync_status` counts, the one that waits longest first."""

    def held_orders(self) -> tuple[PendingOrder, ...]:
        """Orders of which HQ keeps events of ours that it cannot interpret, or that wait behind one; oldest first.
        Nothing of them is lost, and nothing else waits."""

    def print_problems(self) -> tuple[tuple[int, str, str], ...]:
        """Jobs that something keeps from paper, or that a person has to look at: (id, reference, why)."""

    def print_jobs(self, ended: int = 0) -> tuple[QueuedJob, ...]:
        """All that are not on paper, oldest first; before them the newest `ended` that are printed or discarded."""


@dataclass(frozen=True, slots=True)
class Category:
    id: str
    name_zh: str
    name_en: str
    styles: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What a shopper narrowed a list to; values of one kind are alternatives, kinds add up.

    A style is kept when one variant of it is in one of the colour families (`kiosk.domain.colours`), in one of the
    sizes and, with `here_now`, lies in this shop to take now, all at once, and when its cheapest variant costs at least
    `price_from_minor` and less than `price_to_minor`."""

    colours: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    price_from_minor: int | None = None
    price_to_minor: int | None = None
    here_now: bool = False

    @property
    def narrow(self) -> bool:
        """Whether anything was chosen."""
        return self != Filters()


class Sort(StrEnum):
    """Prices are those of the cheapest variant for everybody; equal ones by popularity, styles without a price last."""

    POPULAR = "popular"
    PRICE_UP = "price_up"
    PRICE_DOWN = "price_down"


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A colour family or size and how many styles choosing it (alone of its kind) would leave."""

    id: str
    styles: int


@dataclass(frozen=True, slots=True)
class PriceBand:
    """Prices from `from_minor` to less than `to_minor`; None = without a limit on that side."""

    from_minor: int | None
    to_minor: int | None
    styles: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What a list can be narrowed to. A kind's own choice does not shrink the counts of its values.

    Colours and sizes come in a shop's usual order, without those that would leave nothing unless they are chosen. The
    bands touch each other and are made for the list without filters, so that they stay while one chooses; there are
    none when all prices are about the same."""

    colours: tuple[FacetValue, ...] = ()
    sizes: tuple[FacetValue, ...] = ()
    prices: tuple[PriceBand, ...] = ()
    here_now: int = 0  # styles, as Filters.here_now would leave them
    total: int = 0
    total_without_filters: int = 0
    currency: str = "CNY"


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of cards, how many match in all, and how many would without the filters: when none do, whether the range
    has nothing like it or only the filters keep it out."""

    cards: tuple[StyleCard, ...]
    total: int
    total_without_filters: int = 0


class CatalogueReader(Protocol):
    """Short indexed reads of the current catalogue file, from any thread; follows a switch of files by itself."""

    def ready(self) -> bool:
        """Whether a catalogue is installed."""

    def search(
        self,
        text: str,
        zone: str,
        *,
        category: str = "",
        filters: Filters = NO_FILTERS,
        sort: Sort = Sort.POPULAR,
        limit: int = 24,
        offset: int = 0,
    ) -> SearchResult:
        """Styles that match; an empty text lists all (of the category). `total` is exact, save that of a text without
        filters, sorted by popularity: it ends at 1,000."""

    def facets(self, text: str, zone: str, *, category: str = "", filters: Filters = NO_FILTERS) -> Facets:
        """What the list of `search` with the same arguments can be narrowed to."""

    def looks(self, limit: int = 24, offset: int = 0) -> tuple[Look, ...]:
        """By rank. Pieces that are not in the range are left out, and looks of which fewer than two are left."""

    def look(self, look_id: str) -> Look | None: ...

    def looks_with(self, style_id: str) -> tuple[Look, ...]:
        """The looks that show the style, by rank."""

    def size_guide(self, guide_id: str) -> SizeGuide | None: ...

    def categories(self) -> tuple[Category, ...]: ...

    def style(self, style_id: str) -> Style | None: ...

    def page(self, style_id: str, zone: str, tier: str = "") -> StylePage | None: ...

    def listed_pictures(self) -> tuple[str, ...]:
        """SHA-256 of the pictures that lists show, those of the most popular styles first; each once."""

    def variant(self, sku: str) -> Variant | None: ...

    def variant_by_gtin(self, gtin14: str) -> Variant | None: ...

    def price(self, sku: str, zone: str, tier: str = "") -> int | None: ...

    def location(self, location_id: str) -> Location | None: ...

    def locations(self) -> tuple[Location, ...]: ...

    def regional_stock(self, skus: tuple[str, ...]) -> tuple[StockRow, ...]:
        """Figures of all locations whose streams this tablet has, without this tablet's own events."""

    def publication(self) -> Publication | None: ...

    def stock_as_of_ms(self) -> int:
        """When the regional figures were last complete."""
