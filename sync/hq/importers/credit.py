"""credit.toml: the rules of credit, to every shop. A rule that has been in effect never changes: it was promised."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from kiosk.domain import codec
from kiosk.domain.credit_rules import CreditRule, CreditRules
from kiosk.errors import InputError
from sync.hq.database import HqDatabase, HqRead, HqTx
from sync.hq.importers.credit_file import read_rules
from sync.hq.importers.report import FileReport
from sync.hq.importers.world import World
from sync.hq.publishing import shop_stream

FILE, STREAM, ENTITY = "credit.toml", "credit", "credit_rules"
MAX_BYTES = 1 << 20


def read_file(path: Path) -> CreditRules:
    """The rules in a file. Raises InputError."""
    try:
        raw = path.read_bytes()
        if len(raw) > MAX_BYTES:
            raise InputError(f"it has {len(raw):,} bytes; rules fit into {MAX_BYTES:,}")
        return read_rules(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError("it is not UTF-8") from None
    except OSError as error:
        raise InputError(f"it cannot be read ({error.strerror})") from None


def take_rules(database: HqDatabase, path: Path, report: FileReport, world: World) -> None:
    """Give every shop the whole set; what HQ keeps for itself stands in a stream that no device reads."""
    try:
        told = read_file(path).rules
        with database.write() as tx:
            known = known_rules(tx).rules
            _check(told, known, tx.now_ms)
            gone = {rule.name for rule in known if rule.effective_ms <= tx.now_ms} - {rule.name for rule in told}
            rules = (*told, *(rule for rule in known if rule.name in gone))
            _put(tx, rules, report, world)
    except InputError as problem:
        report.refuse(str(problem))


def known_rules(read: HqRead) -> CreditRules:
    """The rules as last taken in."""
    return CreditRules(tuple(codec.load(CreditRule, body) for _, body in read.rows(STREAM, ENTITY)))


def _check(told: Iterable[CreditRule], known: Iterable[CreditRule], now_ms: int) -> None:
    before = {rule.name: rule for rule in known}
    begun = {rule.effective_ms: rule for rule in before.values() if rule.effective_ms <= now_ms}
    for rule in told:
        was = before.get(rule.name)
        if was is not None and was.effective_ms <= now_ms and rule != was:
            raise InputError(
                f"rule {rule.name!r} has been in effect since {_day(was.effective_ms)} and was promised to guides; "
                "give what changes a new name and a moment to come"
            )
        if was is None and begun and rule.effective_ms <= now_ms:
            newest = begun[max(begun)]
            raise InputError(
                f"rule {rule.name!r} begins on {_day(rule.effective_ms)}, which is over; what was paid since then "
                f"stands under {newest.name!r}. Let it begin at a moment to come"
            )


def _day(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m-%d %H:%M} UTC"


def _put(tx: HqTx, rules: Iterable[CreditRule], report: FileReport, world: World) -> None:
    rows = [(rule.name, codec.dump(rule).decode()) for rule in rules]
    report.rows = len(rows)
    changes = tx.put_whole(STREAM, ENTITY, rows)
    report.added, report.changed = changes.added, changes.changed
    report.withdrawn, report.same = changes.withdrawn, changes.same
    for shop in world.shops(tx):
        tx.put_whole(shop_stream(shop), ENTITY, rows)
