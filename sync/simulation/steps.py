"""What people do and what befalls them: one step of a world, chosen by its seed."""

from collections.abc import Callable
from typing import Any

from kiosk.domain.repairs import SETTLED_BY_WORD
from kiosk.errors import KioskError
from sync.simulation import retailer
from sync.simulation.line import Weather
from sync.simulation.world import Node, Shown, World

_MOST_CLONES = 1
_WEATHERS: tuple[dict[str, Any], ...] = (
    {}, {}, {"cut": True}, {"rough": 0.3}, {"rough": 0.7}, {"rough": 0.2, "deadly": 0.1},
)  # fmt: skip
_DAY_MS = 24 * 3_600_000
#: None of what head office records itself.
_NEWER = (
    "MoneyRefunded", "LinesAskedAgain", "AttentionSettled", "GoodsReturned", "OrderCancelled", "GoodsHandedOver",
    "RightsReturned",
)  # fmt: skip


def step(world: World) -> None:
    """One thing happens."""
    does = world.rng.choices(list(_STEPS), list(_STEPS.values()))[0]
    world.now_ms += world.rng.choice((50, 1_000, 60_000, 600_000))
    does(world)


def _trader(world: World) -> Node:
    return world.rng.choice(world.traders())


def _known(world: World, node: Node) -> tuple[str, Shown] | None:
    """Some order of the node's shop."""
    found = [(order_id, known) for order_id, known in world.shown.items() if known.shop == node.shop]
    return world.rng.choice(found) if found else None


# What shoppers and guides do


def _order(world: World) -> None:
    node = _trader(world)
    lines = [_line(world) for _ in range(world.rng.randint(1, 3))]
    phone = world.rng.choice(("", _phone(world)))
    found: Any = world.try_to(node, "place", lines=lines, phone=phone)
    if found is not None:
        world.shown[found["order_id"]] = Shown(found["number"], node.shop, node.name)


def _phone(world: World) -> str:
    return f"138{world.rng.randrange(10**8):08d}"


def _order_scarce(world: World) -> None:
    """Limited goods: off the shelf by a right, or from elsewhere, as head office decides."""
    node = _trader(world)
    kind = world.rng.choice(("", ":take_now", ":take_now", ":bring_here"))
    lines = [f"{retailer.SCARCE}*{world.rng.randint(1, 2)}{kind}"]
    found: Any = world.try_to(node, "place", lines=lines, phone=_phone(world))
    if found is not None:
        world.shown[found["order_id"]] = Shown(found["number"], node.shop, node.name)


def _line(world: World) -> str:
    kind = world.rng.choice(("", "", ":take_now", ":pick_up", ":bring_here", ":deliver"))
    return f"{world.rng.choice(retailer.SKUS)}*{world.rng.randint(1, 2)}{kind}"


def _at_order(world: World, verb: str, **args: object) -> str:
    """A guide does something with an order of the shop; its id, "" where there is none or the tablet said no. (Two
    orders of a tablet and its copy may have one number: what the tablet did it to is what counts.)"""
    node = _trader(world)
    chosen = _known(world, node)
    if chosen is None:
        return ""
    signed_in = retailer.Guide(node.shop).signed_in
    found: Any = world.try_to(node, verb, number=chosen[1].number, **signed_in, **args)
    if found is None:
        return ""
    return str(found.get("order_id") or found["order"]["order_id"])


def _pay(world: World) -> None:
    paid = world.shown.get(_at_order(world, "pay", reference=f"T-{world.rng.randrange(10**9):09d}"))
    if paid:
        paid.paid = True


def _cancel(world: World) -> None:
    _at_order(world, "cancel", reason="mistake")


def _poison(world: World) -> None:
    """Something that head office cannot interpret: a reason with a character that no column holds."""
    if order_id := _at_order(world, "cancel", reason="a\0b"):
        world.poisoned.add(order_id)


def _ready(world: World) -> None:
    _at_order(world, "ready")


def _dispatch(world: World) -> None:
    _at_order(world, "dispatch", reference="SF-1")


def _hand_over(world: World) -> None:
    node = _trader(world)
    chosen = _known(world, node)
    if chosen:
        world.try_to(node, "hand-over", code=chosen[1].number, **retailer.Guide(node.shop).signed_in)


def _return(world: World) -> None:
    _at_order(world, "return", lines=["1"])


def _refund(world: World) -> None:
    """Money goes back without goods: for a line, or only what was paid too much."""
    _at_order(world, "refund", **world.rng.choice(({"lines": ["1"]}, {"lines": ["1"]}, {})))


def _ask_again(world: World) -> None:
    """Of another source, for a line that head office refused."""
    node = _trader(world)
    asked = [(order, line) for order in _seen(world, node) for line in order["lines"] if line["status"] == "refused"]
    if asked:
        order, line = world.rng.choice(asked)
        signed_in = retailer.Guide(node.shop).signed_in
        world.try_to(node, "other-way", number=order["number"], line=line["line"], **signed_in)


def _decide(world: World) -> None:
    """Somebody leaves as it is what an order is marked with."""
    node = _trader(world)
    marked = [(order, mark) for order in _seen(world, node) for mark in order["attention"] if mark in SETTLED_BY_WORD]
    if marked:
        order, mark = world.rng.choice(marked)
        signed_in = retailer.Guide(node.shop).signed_in
        world.try_to(node, "decide", number=order["number"], mark=mark, reason="seen by everybody", **signed_in)


def _seen(world: World, node: Node) -> list[Any]:
    """Orders that a person at the tablet sees."""
    found: Any = world.try_to(node, "orders", limit=50)
    return found or []


def _count(world: World) -> None:
    node = _trader(world)
    pieces = [f"{sku}*{world.rng.randint(0, 9)}" for sku in world.rng.sample(retailer.SKUS, 2)]
    world.try_to(node, "count", lines=pieces, **retailer.Guide(node.shop).signed_in)


def _send_box(world: World) -> None:
    node = _trader(world)
    to = next(shop for shop in retailer.SHOPS if shop != node.shop)
    world.try_to(node, "send", to=to, lines=[world.rng.choice(retailer.SKUS)], **retailer.Guide(node.shop).signed_in)


def _receive(world: World) -> None:
    node = _trader(world)
    document = f"DN-{world.rng.randrange(10**6):06d}"
    lines = [f"{world.rng.choice(retailer.SKUS)}*3"]
    world.try_to(node, "receive", document=document, lines=lines, **retailer.Guide(node.shop).signed_in)


def _lapse(world: World) -> None:
    node = _trader(world)
    world.now_ms += world.rng.choice((0, 3 * _DAY_MS))
    try:
        world.say(f"{node.name} lets {world.switch_on(node).lapse()} lapse")
    except KioskError as error:
        world.say(f"{node.name} lapse: {error.code}")


def _join(world: World) -> None:
    node = _trader(world)
    text: Any = world.try_to(node, "member-text")
    phone, signed_in = f"139{world.rng.randrange(10**8):08d}", retailer.Guide(node.shop).signed_in
    agreed = {"consent": text["version"], "phone": phone, "proof": "rang"} if text else {}
    found: Any = world.try_to(node, "member-join", **agreed, **signed_in) if agreed else None
    if found:
        world.members[found["member"]] = phone
        world.try_to(node, "member-note", code=found["code"], field="notes", text=f"ring {phone}", **signed_in)


def _erase(world: World) -> None:
    if world.members:
        world.interpret(world.answers())
        world.erase(world.rng.choice(list(world.members)))


# What the line, the power and the disks do


def _sync(world: World) -> None:
    world.sync(_trader(world))


def _change_weather(world: World) -> None:
    node = _trader(world)
    node.line.weather = world.rng.choice(
        (
            Weather(),
            Weather(),
            Weather(cut=True),
            Weather(rough=0.3),
            Weather(rough=0.7),
            Weather(rough=0.2, deadly=0.1),
        )
    )
    world.say(f"{node.name} has {node.line.weather}")


def _come_late(world: World) -> None:
    node = _trader(world)
    try:
        node.line.late()
    except KioskError as error:
        world.say(f"{node.name} late run: {error.code}")


def _lose_power(world: World) -> None:
    world.kill(_trader(world))


def _jump_clock(world: World) -> None:
    node = _trader(world)
    node.ahead_ms = world.rng.choice((0, 0, -_DAY_MS, 4 * 60_000, 5 * 365 * _DAY_MS, -5 * 365 * _DAY_MS))
    world.say(f"{node.name}'s clock is {node.ahead_ms} ms ahead")


def _fill_disk(world: World) -> None:
    node = _trader(world)
    full = world.rng.random() < 0.5
    world.switch_on(node).fill_disk(full=full)
    world.say(f"{node.name}'s disk is {'full' if full else 'free'}")


def _back_up(world: World) -> None:
    world.back_up(_trader(world))


def _put_back(world: World) -> None:
    world.put_back(_trader(world), guard=world.rng.random() < 0.5)


def _clone(world: World) -> None:
    originals = [node for node in world.traders() if not node.name.endswith("twin")]
    if len(world.traders()) - len(originals) < _MOST_CLONES:
        world.clone(world.rng.choice(originals))


# What head office does


def _days_pass(world: World) -> None:
    """Head office does what is due by then: orders that nobody paid lapse although their tablets are silent."""
    world.now_ms += 4 * _DAY_MS
    _interpret(world)


def _close_day(world: World) -> None:
    node = _trader(world)
    world.try_to(node, "day-close", counted="0", **retailer.Guide(node.shop).signed_in)


def _season_passes(world: World) -> None:
    """What is at head office since before it leaves the journals of tablets."""
    world.now_ms += 91 * _DAY_MS
    for node in world.traders():
        world.sync(node)


def _interpret(world: World) -> None:
    if world.office:
        world.interpret(world.office)
        world.say("head office interprets")


def _change_program(world: World) -> None:
    """Tablets are upgraded one by one, head office before or behind them: for a while it does not know all they say."""
    chosen = world.rng.sample(_NEWER, world.rng.randint(1, 3)) if not world.unknown else ()
    world.upgrade(frozenset(chosen))
    world.say(f"head office knows everything but {', '.join(sorted(chosen)) or 'nothing'}")


def _kill_office(world: World) -> None:
    world.kill_office()


def _start_office(world: World) -> None:
    world.answers()


def _back_up_office(world: World) -> None:
    world.answers()
    world.back_up_office()


def _restore_office(world: World) -> None:
    world.restore_office()


def _publish(world: World) -> None:
    style, minor = world.rng.choice(retailer.styles()), world.rng.randrange(1_000, 50_000)
    world.published.append(retailer.publish_price(world.answers(), style, minor))
    world.say(f"{style} costs {minor}")


def _open_stock(world: World) -> None:
    place = world.rng.choice((*retailer.SHOPS, retailer.WAREHOUSE))
    pieces = {sku: world.rng.choice((0, 0, 1, 3, 30)) for sku in world.rng.sample(retailer.SKUS, 2)}
    retailer.open_stock(world.answers(), place, pieces, world.now_ms)
    world.say(f"head office counts {place}")


_STEPS: dict[Callable[[World], None], float] = {
    _order: 30, _order_scarce: 8, _pay: 12, _cancel: 3, _poison: 0.7, _ready: 4, _dispatch: 2, _hand_over: 8,
    _return: 4, _refund: 3, _ask_again: 3, _decide: 2, _count: 2,
    _send_box: 2, _receive: 2, _join: 2, _erase: 1, _lapse: 2, _sync: 30, _change_weather: 8, _come_late: 3,
    _lose_power: 3, _jump_clock: 2, _fill_disk: 2, _back_up: 2, _put_back: 0.7, _clone: 0.4, _interpret: 15,
    _days_pass: 0.7, _close_day: 3, _season_passes: 0.5, _kill_office: 2, _start_office: 4, _back_up_office: 1,
    _restore_office: 0.6, _publish: 3,
    _open_stock: 2, _change_program: 2,
}  # fmt: skip
