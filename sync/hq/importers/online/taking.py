"""Appends what the web shop's files say and HQ does not know yet, and decides where the goods come from.

The ids of orders and events follow from what the files say, so the same rows again, alone or among new ones, are known.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from secrets import token_hex

from kiosk.domain.clock import tick
from kiosk.domain.contact import contact_blob
from kiosk.domain.events import LineDecision, LinesDecided, Outcome, Reason
from sync.hq.database import HqDatabase, HqTx
from sync.hq.deciding import Desk as DecidingDesk
from sync.hq.importers.online.known import id_of
from sync.hq.importers.online.news import News, find_news
from sync.hq.importers.online.world import OnlineWorld
from sync.hq.importers.whole import Input
from sync.hq.importers.world import World
from sync.hq.streams import in_batches

CLOCKS_DIFFER_MS = 5 * 60 * 1000
ORDERS_PER_TRANSACTION = 500


def take_online(database: HqDatabase, inputs: Mapping[str, Input], _world: World) -> None:
    """Order by order, as they were placed. A bad order, payment or change is told and left out, and taken when it comes
    again as it should be."""
    desk = next(iter(inputs.values())).desk
    with desk.working():
        with database.read() as read:
            news, known = find_news(read, inputs, database.clock() + CLOCKS_DIFFER_MS)
        for batch in in_batches(news, ORDERS_PER_TRANSACTION):
            with database.write() as tx:
                desk.report.events += _write(tx, known, batch)


def _write(tx: HqTx, world: OnlineWorld, news: Iterable[News]) -> int:
    deciding, events = DecidingDesk(tx), 0
    for item in news:
        order_id, placed_hlc = id_of("order", item.number), tick(0, item.placed_ms)
        if item.draft is not None:
            body = world.placed(item.draft, order_id, tx.now_ms, _contact(tx, world.phone(item.draft)))
            tx.append_online(body, id_of("placed", item.number), placed_hlc, item.placed_ms)
            events += 1
        if item.given_up:
            refused = (LineDecision(line_id, Outcome.REFUSED, Reason.CUSTOMER) for line_id in item.given_up)
            tx.append(LinesDecided(order_id, tuple(refused)))
        for event_id, at_ms, said in sorted(item.events, key=lambda event: event[1]):
            tx.append_online(said, event_id, tick(placed_hlc, at_ms), at_ms)
            events += 1
        deciding.decide(order_id)
    return events


def _contact(tx: HqTx, phone: str) -> str | None:
    """The name of the side-blob that has the telephone number."""
    if not phone:
        return None
    content = contact_blob(phone, token_hex(24))
    name = sha256(content).hexdigest()
    tx.private.keep({name: content}, tx.now_ms)
    return name
