"""locations.csv and opening_hours.csv: where goods are, and when."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from kiosk.domain import codec
from kiosk.domain.catalogue import Location, LocationKind, OpeningHours, SourceClass
from kiosk.domain.order import ONLINE
from sync.hq.database import HqDatabase, HqTx
from sync.hq.importers import fields
from sync.hq.importers.fields import BadRow
from sync.hq.importers.table import Columns
from sync.hq.importers.whole import Cells, Input, WholeFile, add_up
from sync.hq.importers.world import World
from sync.hq.publishing import CATALOGUE, has_tablets

LOCATIONS = Columns(
    required=("location", "kind", "name_zh", "name_en", "region", "price_zone", "party"),
    optional=(
        "source_class", "timezone", "cut_off", "pack_days", "ship_days", "transfer_days", "parcels_a_day",
        "safety_stock", "pay_limit_min", "till_prefix",
    ),
)  # fmt: skip
HOURS = Columns(required=("location", "weekday", "opens", "closes"))
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MAX_DAYS = 90
MAX_PAY_LIMIT_MIN = 60 * 24 * 60

Hours = dict[str, tuple[OpeningHours, ...]]


def take_places(database: HqDatabase, inputs: Mapping[str, Input], world: World) -> None:
    """Locations with their hours. Without an hours file they keep the hours HQ has; an hours file without locations
    changes those HQ has."""
    locations, hours = inputs.get("locations.csv"), inputs.get("opening_hours.csv")
    with database.write() as tx:
        if locations:
            with locations.desk.working():
                rows = _Locations(locations).take(tx)
        else:
            rows = list(tx.locations().values())
        known = {key: location.hours for key, location in tx.locations().items()}
        now = _read_hours(hours, {row.id for row in rows}, known) if hours else known
        bodies = [(row.id, _body(replace(row, hours=now.get(row.id, ())))) for row in rows]
        changes = tx.put_whole(CATALOGUE, "location", bodies)
        if locations:
            add_up(locations.desk, changes)
    world.forget()


def _read_hours(source: Input, locations: set[str], before: Hours) -> Hours:
    with source.desk.working():
        now = read_hours(source, locations)
    for key in sorted(locations):
        old, new = before.get(key, ()), now.get(key, ())
        source.desk.report.added += len(set(new) - set(old))
        source.desk.report.withdrawn += len(set(old) - set(new))
        source.desk.report.same += len(set(old) & set(new))
    return now


def _body(location: Location) -> str:
    return codec.dump(location).decode()


class _Locations:
    """Parses locations; two of them never number their orders alike."""

    def __init__(self, source: Input) -> None:
        self._source = source
        self._prefixes: dict[str, str] = {}

    def take(self, tx: HqTx) -> list[Location]:
        file = WholeFile(self._source, lambda cells: fields.place(cells[0], "location"), self._body)
        return [codec.load(Location, body) for _, body in file.rows_and_kept(tx, CATALOGUE, "location")]

    def _body(self, key: str, line: int, cells: Cells) -> str:
        if key.upper() == ONLINE:
            raise BadRow(f"location {key} is where orders of the web shop are placed; give the place another id")
        row = self._location(key, line, cells)
        if has_tablets(row):
            prefix = fields.till_prefix(row.till_prefix or row.id)
            other = self._prefixes.setdefault(prefix, row.id)
            if other != row.id:
                raise BadRow(f"till_prefix {prefix} is that of {other}: their orders would be numbered alike")
        return _body(row)

    def _location(self, key: str, line: int, cells: Cells) -> Location:
        kind = fields.choice(LocationKind, cells[1], "kind")
        name_zh, name_en = fields.names(cells[2], cells[3], "name", lambda text: self._source.desk.notice(line, text))
        source_class, timezone, cut_off, pack, ship, transfer, parcels, safety, pay_limit, prefix = cells[7:]
        return Location(
            key,
            kind,
            name_zh,
            name_en,
            region=fields.place(cells[4], "region"),
            price_zone=fields.place(cells[5], "price_zone"),
            party=fields.place(cells[6], "party"),
            source_class=fields.choice(SourceClass, source_class, "source_class", default=SourceClass.SCANNED),
            timezone=_timezone(timezone),
            cut_off_min=fields.minute_of_day(cut_off or "15:00", "cut_off"),
            pack_days=fields.whole(pack, "pack_days", default=0, highest=MAX_DAYS),
            ship_days=fields.whole(ship, "ship_days", default=2, highest=MAX_DAYS),
            transfer_days=fields.whole(transfer, "transfer_days", default=1, highest=MAX_DAYS),
            parcels_a_day=fields.whole(parcels, "parcels_a_day", default=0),
            safety_stock=fields.whole(safety, "safety_stock", default=0),
            pay_limit_min=_pay_limit(pay_limit),
            till_prefix=prefix,
        )


def _timezone(text: str) -> str:
    try:
        return ZoneInfo(text or "Asia/Shanghai").key
    except (ValueError, OSError, KeyError):
        raise BadRow(f"timezone {text[:40]!r} is not one of the IANA names like Asia/Shanghai") from None


def _pay_limit(text: str) -> int:
    minutes = fields.whole(text, "pay_limit_min", default=24 * 60, highest=MAX_PAY_LIMIT_MIN)
    if minutes == 0:
        raise BadRow("pay_limit_min is 0: every order would lapse at once")
    return minutes


def read_hours(source: Input, locations: set[str]) -> Hours:
    """Hours per location, Monday first; one row a weekday."""
    found: defaultdict[str, dict[int, OpeningHours]] = defaultdict(dict)
    for line, (location, weekday, opens, closes) in source.table.read(source.desk):
        try:
            if location not in locations:
                raise BadRow(f"location {location[:40]!r} is not known")
            days = _weekdays(weekday)
            _add_hours(found[location], days, opens, closes)
        except BadRow as problem:
            source.desk.bad(line, str(problem))
    return {location: tuple(days[day] for day in sorted(days)) for location, days in found.items()}


def _add_hours(known: dict[int, OpeningHours], days: range, opens: str, closes: str) -> None:
    twice = [WEEKDAYS[day] for day in days if day in known]
    if twice:
        raise BadRow(f"{', '.join(twice)} has hours already")
    opens_min, closes_min = fields.minute_of_day(opens, "opens"), fields.minute_of_day(closes, "closes")
    if closes_min <= opens_min:
        raise BadRow(f"closes {closes} is not after opens {opens} (hours end at 24:00 at the latest)")
    known.update((day, OpeningHours(day, opens_min, closes_min)) for day in days)


def _weekdays(text: str) -> range:
    """`wed`, or `mon-fri`."""
    first, _, last = text.lower().partition("-")
    if first not in WEEKDAYS or (last or first) not in WEEKDAYS:
        raise BadRow(f"weekday {text[:20]!r} is not one of {', '.join(WEEKDAYS)}, or two like mon-fri")
    days = range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1)
    if not days:
        raise BadRow(f"weekday {text[:20]!r} runs backwards (the week begins on mon)")
    return days
