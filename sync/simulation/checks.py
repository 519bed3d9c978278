"""What must be true after any history, once the line is there again. Each check tells what is wrong, in words."""

from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Iterator

import msgspec

from kiosk.domain import codec
from kiosk.domain.facts import OrderFacts
from kiosk.domain.order import OrderView, view
from sync.hq.office import HeadOffice
from sync.hq.oversold import Why
from sync.simulation import retailer
from sync.simulation.world import Node, World

_NUMBERED = {
    "OrderPlaced": "number", "OrderPaid": "receipt_number", "GoodsReturned": "number", "MoneyRefunded": "number",
}  # fmt: skip
ROUND_MS = 5_000
MOST_ROUNDS = 12  # together a minute: so long may it take until everything is everywhere


def settle(world: World) -> int:
    """Let the line heal, and everybody sync until nothing is left to do; how many rounds of five seconds it took."""
    office = world.answers()
    world.upgrade()
    for node in world.nodes:
        node.line.weather.cut, node.line.weather.rough, node.line.weather.deadly = False, 0.0, 0.0
        world.switch_on(node).fill_disk(full=False)
    for number in range(1, MOST_ROUNDS + 1):
        world.now_ms += ROUND_MS
        if not _one_round(world, office):
            return number
    return MOST_ROUNDS + 1


def _one_round(world: World, office: HeadOffice) -> bool:
    """Whether anything moved, or did not go well."""
    moved = False
    for node in world.nodes:
        report = world.switch_on(node).cycle()
        moved |= bool(report.uploaded or report.error or any(report.rows.values()))
    world.interpret(office)
    waiting = office.summary()["waiting"]
    return moved or bool(waiting) or any(node.tablet and node.tablet.pending() for node in world.nodes)


def wrong(world: World, rounds: int) -> Iterator[str]:
    """Everything that is not as promised."""
    office = world.answers()
    if rounds > MOST_ROUNDS:
        yield from _not_settled(world)
    orders = {facts.order_id: facts for facts in _orders(office)}
    yield from _lost(world, orders)
    yield from _doubled(orders)
    yield from _unpaid(world, orders)
    yield from _mispriced(world, orders)
    yield from _held_up(world, office)
    yield from _oversold(world, office)
    yield from _numbers(world)
    yield from _differing(world)
    yield from (
        f"stock of {place}/{sku} is {has}, its movements give {due}"
        for place, sku, has, due in office.stock_differences()
    )
    rebuilt = office.rebuild()
    yield from rebuilt.broken
    yield from (f"rebuilt differently: {item}" for item in rebuilt.differences)
    yield from _remembered(world)


def _not_settled(world: World) -> Iterator[str]:
    for node in world.nodes:
        if node.tablet:
            report = node.tablet.cycle()
            yield f"{node.name} is not done after a minute: {report.error}, {report.rows}, {node.tablet.pending()} left"


def _orders(office: HeadOffice) -> list[OrderFacts]:
    with office.database.read() as read:
        found = read.conn.exec_driver_sql("SELECT facts FROM order_facts ORDER BY order_id").scalars()
        return [codec.load(OrderFacts, facts) for facts in found]


def _view(facts: OrderFacts | None) -> OrderView | None:
    return view(facts) if facts else None


def _lost(world: World, orders: dict[str, OrderFacts]) -> Iterator[str]:
    """An order whose number was shown is at head office, unless the only disk that had it is gone."""
    excused = world.destroyed | (world.fragile if world.restored else set())
    stored = world.at_office()
    for order_id, known in world.shown.items():
        if order_id in excused:
            continue
        if order_id not in stored:
            yield f"order {known.number} of {known.node} is lost"
        elif order_id not in orders and order_id not in world.poisoned:
            yield f"order {known.number} of {known.node} is stored and not interpreted"


def _doubled(orders: dict[str, OrderFacts]) -> Iterator[str]:
    for facts in orders.values():
        if len(facts.placed) > 1:
            yield f"order {facts.order_id} was placed {len(facts.placed)} times"


def _unpaid(world: World, orders: dict[str, OrderFacts]) -> Iterator[str]:
    """What was paid stays paid. (Money that came back was given back for goods.)"""
    for order_id, known in world.shown.items():
        seen = _view(orders.get(order_id))
        excused = order_id in world.destroyed | world.fragile | world.poisoned or _may_lack_events(world, known.node)
        if known.paid and seen and not seen.receipt_numbers and not excused:
            yield f"order {known.number} was paid and is not"


def _mispriced(world: World, orders: dict[str, OrderFacts]) -> Iterator[str]:
    """Every line costs what the publication says that its order names: none is priced with two."""
    for facts in orders.values():
        for body in (fact.body for fact in facts.placed):
            costs = {line.style: line.unit_price_minor for line in body.lines}
            named = [prices for name, prices in world.published if name == body.publication]
            if not any(costs.items() <= prices.items() for prices in named):
                yield f"order {body.number} costs {costs}, which is not what {body.publication or 'nobody'} says"


def _held_up(world: World, office: HeadOffice) -> Iterator[str]:
    """What cannot be interpreted holds up its own order and nothing else."""
    poisoned = {f"order:{order_id}" for order_id in world.poisoned}
    for event in office.held():
        if event.aggregate not in poisoned:
            yield f"{event.type} {event.seq} of {event.device} is held: {event.reason}"


def _oversold(world: World, office: HeadOffice) -> Iterator[str]:
    """Scarce goods are sold once: but by a tablet of which there was a copy, and then every such sale is listed; or in
    an order that two tablets took for two things, which is marked itself."""
    copied = {node.tablet.identity.device for node in world.nodes if node.copied and node.tablet}
    listed = office.oversold()
    for sale in listed:
        if sale.why is not Why.ATTENTION and sale.device not in copied:
            yield f"order {sale.number} sold {sale.pieces} of {sale.sku} ({sale.why}), and {sale.device} has no copy"
    with office.database.read() as read:
        find = "SELECT location, reserved - on_hand AS missing FROM stock WHERE sku = ? AND reserved > on_hand"
        short = list(read.conn.exec_driver_sql(find, (retailer.SCARCE,)))
    for row in short:
        found = sum(sale.pieces for sale in listed if sale.location == row.location)
        if found < row.missing:
            lacking = f"{row.missing} of {retailer.SCARCE} are missing in {row.location}"
            yield f"{lacking}, and {found} are listed as oversold"


def _remembered(world: World) -> Iterator[str]:
    """An erased person's number is in no file of head office or of a tablet; sealed content counts as none. Tablets are
    switched off for it: what was removed leaves their logs in a quiet moment, which they have not had here."""
    for node in world.nodes:
        world.switch_off(node)
    # Somebody may have joined once more with the same number.
    known = {phone for member_id, phone in world.members.items() if member_id not in world.erased}
    traces = {member_id: _as_written(phone) for member_id, phone in world.erased.items() if phone not in known}
    for folder in (world.office_folder, *(node.folder for node in world.nodes)) if traces else ():
        for path in (path for path in sorted(folder.rglob("*")) if path.is_file()):
            content = path.read_bytes()
            for member_id, forms in traces.items():
                if any(form in content for form in forms):
                    yield f"{member_id} was erased, and is in {folder.name}/{path.name}"


def _as_written(phone: str) -> list[bytes]:
    """Plain, and in base64 from any of three offsets."""
    found = [phone.encode()]
    for before in range(3):
        whole = b64encode(b"." * before + phone.encode())
        found.append(whole[(before * 8 + 5) // 6 : len(whole) - 4])
    return found


def _may_lack_events(world: World, node: str) -> bool:
    """Whether a disk of that shop was put back: the payment may have gone with it."""
    shop = next(item.shop for item in world.nodes if item.name == node)
    return any(item.copied for item in world.nodes if item.shop == shop)


def _numbers(world: World) -> Iterator[str]:
    """1, 2, 3 … in every series of a tablet, and nowhere twice but on copies."""
    for node in world.nodes:
        series: dict[str, list[int]] = defaultdict(list)
        events = node.tablet.events() if node.tablet else ()
        pruned = len(events) < sum(Counter({event.epoch: event.seq for event in events}).values())
        for event in events:
            if field := _NUMBERED.get(event.type):
                name, _, number = str(msgspec.json.decode(event.body)[field]).rpartition("-")
                series[name].append(int(number))
        for name, found in series.items():
            first = min(found) if pruned else 1  # what came before is at head office alone
            if sorted(found) != list(range(first, first + len(found))) and not node.copied:
                yield f"{node.name} has the numbers {sorted(found)} in its series {name}"
    counted = Counter(known.number for known in world.shown.values() if not _is_copied(world, known.node))
    yield from (f"number {number} was shown {times} times" for number, times in counted.items() if times > 1)


def _is_copied(world: World, name: str) -> bool:
    return any(node.copied for node in world.nodes if node.name == name)


def _differing(world: World) -> Iterator[str]:
    """What a tablet was told, through whatever befell it, is what one was told to which nothing happened."""
    witnesses = {node.shop: node for node in world.nodes if node.name.endswith("witness")}
    for node in world.traders():
        yield from _compared(node, witnesses[node.shop])


def _compared(node: Node, witness: Node) -> Iterator[str]:
    if node.tablet is None or witness.tablet is None:
        return
    has, due = node.tablet.rows(), witness.tablet.rows()
    for table, rows in due.items():
        if has[table] != rows:
            odd = sorted(set(has[table]) ^ set(rows))[:2]
            yield f"{node.name} has other rows of {table} than a tablet that was told all at once: {odd}"
