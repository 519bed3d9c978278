"""roles.csv: what guides and managers may give away by themselves. Whole, and the same in every shop."""

from collections.abc import Mapping

from kiosk.domain import codec
from kiosk.domain.staff import Role, RoleLimits
from sync.hq.database import HqDatabase
from sync.hq.importers import fields
from sync.hq.importers.fields import BadRow
from sync.hq.importers.table import Columns
from sync.hq.importers.whole import Cells, Input, WholeFile, add_up
from sync.hq.importers.world import World
from sync.hq.publishing import shop_stream

ROLES = Columns(
    required=(
        "role", "line_discount_percent", "order_discount_minor", "price_match_percent", "small_change_minor",
        "refund_minor",
    )
)  # fmt: skip
ENTITY = "role_limits"
NO_LIMIT = "any"
MAX_MINOR = 1_000_000_000


def take_roles(database: HqDatabase, inputs: Mapping[str, Input], world: World) -> None:
    """Give every shop the whole set. The figures are those of the shop for which most was new."""
    source = inputs["roles.csv"]
    with database.write() as tx, source.desk.working():
        streams = [shop_stream(shop) for shop in world.shops(tx)]
        file = WholeFile(source, lambda cells: fields.choice(Role, cells[0], "role").value, _body)
        rows = list(file.rows())
        if not rows and any(list(tx.rows(stream, ENTITY)) for stream in streams):
            file.refuse()
        kept = list(file.kept(tx, streams[0], ENTITY)) if streams else []
        changes = [tx.put_whole(stream, ENTITY, [*rows, *kept]) for stream in streams]
        if changes:
            add_up(source.desk, max(changes, key=lambda found: found.total))


def _body(role: str, _line: int, cells: Cells) -> str:
    figures = [_figure(text, column) for text, column in zip(cells[1:], ROLES.required[1:], strict=True)]
    return codec.dump(RoleLimits(Role(role), *figures)).decode()


def _figure(text: str, column: str) -> int | None:
    """Blank is bad: it could be meant as nothing or as anything."""
    if text.lower() == NO_LIMIT:
        return None
    if not text:
        raise BadRow(f"{column} is blank; write 0 for nothing, {NO_LIMIT} for no limit")
    return fields.whole(text, column, highest=100 if column.endswith("_percent") else MAX_MINOR)
