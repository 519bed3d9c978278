"""coupons.csv: what single members may take off a price, and until when. Whole, over all members."""

from collections.abc import Mapping

from kiosk.domain import codec
from kiosk.domain.insight import Coupon, CouponKind
from sync.hq.database import HqDatabase
from sync.hq.importers import fields
from sync.hq.importers.fields import BadRow
from sync.hq.importers.table import Columns
from sync.hq.importers.whole import Cells, Input, WholeFile, add_up
from sync.hq.importers.world import World
from sync.hq.insights import COUPON, coupon_key
from sync.hq.members import STREAM

COUPONS = Columns(
    required=("coupon_id", "member_id", "title_zh", "title_en", "kind", "value", "valid_from", "valid_until"),
    optional=("minimum",),
)
CURRENCY = "CNY"
MAX_TITLE = 60


def take_coupons(database: HqDatabase, inputs: Mapping[str, Input], _world: World) -> None:
    """Make the file HQ's whole set; the insight of whoever it changes anything for is written anew."""
    with database.write() as tx:
        source = inputs["coupons.csv"]
        coupons = _Coupons(source)
        file = WholeFile(source, coupons.key, coupons.body)
        with source.desk.working():
            before = dict(tx.rows(STREAM, COUPON))
            told = dict(file.rows_and_kept(tx, STREAM, COUPON))
            add_up(source.desk, tx.put_whole(STREAM, COUPON, sorted(told.items())))
        changed = {key for key in before.keys() | told.keys() if before.get(key) != told.get(key)}
        tx.store.to_gather |= {key.partition("/")[0] for key in changed}


class _Coupons:
    """An id belongs to one coupon over all members."""

    def __init__(self, source: Input) -> None:
        self._source = source
        self._lines: dict[str, int] = {}

    def key(self, cells: Cells) -> str:
        return coupon_key(fields.place(cells[1], "member_id"), fields.place(cells[0], "coupon_id"))

    def body(self, _key: str, line: int, cells: Cells) -> str:
        coupon_id, member_id, zh, en, kind, value, begins, ends, minimum = cells
        what = fields.choice(CouponKind, kind, "kind")
        title = fields.names(zh, en, "title", lambda remark: self._source.desk.notice(line, remark))
        if max(map(len, title)) > MAX_TITLE:
            raise BadRow(f"title has over {MAX_TITLE} characters")
        from_ms, until_ms = (
            fields.moment(text, name) for text, name in ((begins, "valid_from"), (ends, "valid_until"))
        )
        if until_ms <= from_ms:
            raise BadRow("valid_until is not after valid_from")
        first = self._lines.setdefault(coupon_id, line)
        if first != line:
            raise BadRow(f"coupon_id is that of line {first}")
        off = fields.amount(value, CURRENCY) if what is CouponKind.AMOUNT else _percent(value)
        least = fields.amount(minimum, CURRENCY) if minimum else 0
        coupon = Coupon(coupon_id, member_id, *title, what, off, least, from_ms, until_ms)
        return codec.dump(coupon).decode()


def _percent(text: str) -> int:
    found = fields.whole(text, "value", highest=100)
    if not found:
        raise BadRow("value is 0 per cent")
    return found
