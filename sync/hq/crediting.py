"""Credit at HQ: the same pure ledger over the facts HQ holds, exported by the month, and tried under a draft."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import text

from kiosk.domain import codec
from kiosk.domain.binding import MemberBindings
from kiosk.domain.credit import ledger
from kiosk.domain.credit_entries import Entry, Number, Parties
from kiosk.domain.credit_rules import CreditRules, as_if_always
from kiosk.domain.facts import OrderFacts
from kiosk.domain.order import OrderView, view
from kiosk.errors import InputError
from sync.hq.database import HqDatabase, HqRead
from sync.hq.folding import HqFoldStore
from sync.hq.importers.credit import known_rules
from sync.hq.people import known_of, read_records
from sync.hq.publishing import has_tablets, shop_stream

_ORDERS = text("SELECT facts FROM order_facts WHERE number <> '' ORDER BY placed_ms, order_id")
_ZONE = "Asia/Shanghai"  # of what was sold nowhere that HQ knows


@dataclass(frozen=True, slots=True)
class Moved:
    """An entry of the month, with the order that it is of."""

    order: OrderView
    entry: Entry


@dataclass(frozen=True, slots=True)
class Difference:
    """What somebody has of one number in the month: under the rules as they are, and under the draft."""

    party: str
    name: str
    number: str
    now_minor: int
    draft_minor: int

    @property
    def difference_minor(self) -> int:
        return self.draft_minor - self.now_minor


class CreditBooks:
    """One consistent view of HQ's facts."""

    def __init__(self, read: HqRead, now_ms: int) -> None:
        self._read = read
        self._now_ms = now_ms
        self._places = read.locations()
        self._bindings: dict[str, MemberBindings | None] = {}
        self.rules = known_rules(read)
        shops = sorted(place.id for place in self._places.values() if has_tablets(place))
        records = read_records(read.conn, shops)
        people = {key: known for key, record in records.items() if (known := known_of(record))}
        self.names = {key: known.name for key, known in people.items()}
        left = {key: known.left_ms for key, known in people.items() if known.left_ms}
        own = {member: codec.load(_Own, body).guide for shop in shops[:1] for member, body in self._own(shop)}
        self._parties = Parties(left, own, frozenset(shops))

    def month(self, month: str, rules: CreditRules | None = None) -> Iterator[Moved]:
        """Entries that moved in `month` (`2026-10`, on the clock of each order's shop), oldest order first."""
        _check_month(month)
        for facts in self._read.conn.execute(_ORDERS.execution_options(yield_per=500)).scalars():
            known = codec.load(OrderFacts, facts)
            seen = view(known)
            if seen is None or not known.paid:
                continue
            zone = self._zone(seen.placed.shop)
            for entry in self.ledger(known, seen, rules or self.rules):
                if f"{datetime.fromtimestamp(entry.at_ms / 1000, zone):%Y-%m}" == month:
                    yield Moved(seen, entry)

    def ledger(self, facts: OrderFacts, seen: OrderView, rules: CreditRules) -> tuple[Entry, ...]:
        member = seen.placed.member
        known = self._known(member) if member else None
        bindings = {known.member_id: known} if known else {}
        return ledger(facts, rules, bindings, self._parties, self._now_ms)

    def name(self, party: str) -> str:
        """Whoever has an entry, as HQ calls them."""
        place = self._places.get(party)
        return self.names.get(party) or (place.name_zh if place else "") or party

    def _own(self, shop: str) -> Iterator[tuple[str, str]]:
        yield from self._read.rows(shop_stream(shop), "own_member")

    def _known(self, member: str) -> MemberBindings | None:
        if member not in self._bindings:
            self._bindings[member] = HqFoldStore(self._read.conn).bindings_of_person(member)
        return self._bindings[member]

    def _zone(self, shop: str) -> ZoneInfo:
        place = self._places.get(shop)
        return ZoneInfo(place.timezone if place else _ZONE)


@dataclass(frozen=True, slots=True)
class _Own:
    guide: str


def try_rule(database: HqDatabase, draft: CreditRules, month: str) -> tuple[Difference, ...]:
    """The month's facts once more, as if the draft's newest rule had always been in effect: who gains, who loses, how
    much, of commission and of credit. Whoever loses most comes first. Nothing is changed."""
    sums: defaultdict[tuple[str, Number], list[int]] = defaultdict(lambda: [0, 0])
    with database.read() as read:
        books = CreditBooks(read, database.clock())
        for at, rules in enumerate((books.rules, as_if_always(draft.rules))):
            for moved in books.month(month, rules):
                sums[moved.entry.party, moved.entry.number][at] += moved.entry.amount_minor
        found = (
            Difference(party, books.name(party), number.value, now, then)
            for (party, number), (now, then) in sums.items()
            if number is not Number.REVENUE
        )
        return tuple(sorted(found, key=lambda item: (item.number, item.difference_minor, item.party)))


def _check_month(month: str) -> None:
    try:
        datetime.strptime(month, "%Y-%m")  # noqa: DTZ007 - only its form is looked at
    except ValueError:
        raise InputError(f"{month[:20]!r} is no month; write it as 2026-10") from None
