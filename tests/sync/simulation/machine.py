"""A shop as a state machine for Hypothesis: what people and faults do, in whatever order, and what must be true then.

The world is the simulation's: real journals, real engine, real head office, in one process. Here Hypothesis chooses
what happens, down to the request of a sync that fails, and makes a history that breaks a promise as short as it can.
"""

import atexit
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.bootstrap.simulated import Wiring
from kiosk.errors import KioskError
from sync.simulation import line, retailer
from sync.simulation.checks import settle, wrong
from sync.simulation.line import Line
from sync.simulation.retailer import Published
from sync.simulation.running import MEMORY
from sync.simulation.world import Node, Shown, World

SHOP, WITNESS = "NA", "na-witness"
TABLETS = ("na-1", "na-2")
DAY_MS = 24 * 3_600_000

POISON = "poison"  # something that head office cannot interpret: a reason with a character that no column holds
AT_ORDER: dict[str, dict[str, object]] = {
    "cancel": {"reason": "mistake"},
    "ready": {},
    "dispatch": {"reference": "SF-1"},
    "return": {"lines": ["1"]},
    "refund": {"lines": ["1"]},
    POISON: {"reason": "a\0b"},
}
OF_STOCK = ("receive", "count", "head office counts")
AT_HEAD_OFFICE = (
    "interpret", "interpret", "kill", "start", "back up", "restore", "publish", "older program", "newer program",
)  # fmt: skip
MORNING = 10  # things that happen before a disk is cloned

tablets = st.sampled_from(TABLETS)
seldom_not = st.sampled_from((True, True, True, False))
goods = st.lists(
    st.tuples(
        st.sampled_from(retailer.SKUS),
        st.integers(1, 2),
        st.sampled_from(("", "", ":take_now", ":pick_up", ":bring_here", ":deliver")),
    ),
    min_size=1,
    max_size=2,
)
some_order = st.integers(0, 1 << 16)
_BEFALLS = (
    line.WELL, line.WELL, line.REQUEST_LOST, line.ANSWER_LOST, line.TWICE, line.SICK, line.PORTAL, line.DIES_BEFORE,
    line.DIES_AFTER,
)  # fmt: skip
befalls = st.lists(st.sampled_from(_BEFALLS), max_size=4)


@cache
def template() -> tuple[Path, Published]:
    """A shop on its first morning, everything everywhere, and what it costs; made once for all histories of a
    process."""
    place = Path(tempfile.mkdtemp(prefix="kiosk-machine-", dir=MEMORY if MEMORY.is_dir() else None))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    world = World(place / "shop", Wiring(), random.Random(1))
    published = retailer.open_for_business(world.open_office(), 40)
    for name in (*TABLETS, WITNESS):
        node = world.add(name, SHOP)
        while not world.sync(node):
            pass
    world.close()
    return place / "shop", published


def a_morning(folder: Path, seed: int) -> World:
    files, published = template()
    shutil.copytree(files, folder, ignore=shutil.ignore_patterns("kiosk.lock"))
    world = World(folder, Wiring(), random.Random(seed), published=[published])
    world.open_office()
    for name in (*TABLETS, WITNESS):
        world.nodes.append(Node(name, SHOP, folder / name, Line(lambda: world.office, world.rng)))
    return world


class ShopMachine(RuleBasedStateMachine):
    """One day, or several, of a shop with two tablets. `looked_at`: how many were played to their end."""

    looked_at: ClassVar[Counter[type]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self._place = tempfile.TemporaryDirectory(prefix="kiosk-machine-", dir=template()[0].parent)
        self.world = World(Path(self._place.name), Wiring(), random.Random(0))

    @initialize(seed=st.integers(0, 3), lines=goods)
    def open_the_shop(self, seed: int, lines: list[tuple[str, int, str]]) -> None:
        """`seed`: of the few things that are nobody's choice here, such as which late run comes once more."""
        self.world = a_morning(Path(self._place.name) / "shop", seed)
        self.sell(TABLETS[0], lines, phone=True, later=50)

    def teardown(self) -> None:
        try:
            if self.world.nodes and sys.exc_info()[0] is None:
                self._all_is_well()
        finally:
            self.world.close()
            self._place.cleanup()

    def _all_is_well(self) -> None:
        """Once the line is there again."""
        rounds = settle(self.world)
        found = list(wrong(self.world, rounds))
        assert not found, "\n".join((*found, "after:", *self.world.said))
        self.looked_at[type(self)] += 1

    def _node(self, name: str) -> Node:
        return next(node for node in self.world.nodes if node.name == name)

    @property
    def _guide(self) -> dict[str, str]:
        return retailer.Guide(SHOP).signed_in

    def _number(self, which: int) -> str:
        """Of some order; "" while there is none."""
        shown = list(self.world.shown.values())
        return shown[which % len(shown)].number if shown else ""

    def _at_order(self, where: str, which: int, verb: str, **args: object) -> str:
        """A guide does something with an order; its id, "" when there is none or the tablet says no."""
        number = self._number(which)
        found: Any = (
            self.world.try_to(self._node(where), verb, number=number, **self._guide, **args) if number else None
        )
        return str(found.get("order_id") or found["order"]["order_id"]) if found else ""

    # What people do. Hypothesis chooses among rules evenly, and leaves some out of a whole history: what happens often
    # is in several, what is rare shares one.

    @rule(where=tablets, lines=goods, phone=seldom_not, later=st.sampled_from((50, 60_000, 600_000)))
    def sell(self, where: str, lines: list[tuple[str, int, str]], phone: bool, later: int) -> None:
        self.world.now_ms += later
        wanted = [f"{sku}*{pieces}{way}" for sku, pieces, way in lines]
        node = self._node(where)
        found: Any = self.world.try_to(node, "place", lines=wanted, phone="13800000000" if phone else "")
        if found is not None:
            self.world.shown[found["order_id"]] = Shown(found["number"], SHOP, where)

    @rule(where=tablets, lines=goods, befalls=befalls)
    def sell_and_sync(self, where: str, lines: list[tuple[str, int, str]], befalls: list[str]) -> None:
        self.sell(where, lines, phone=True, later=50)
        self.sync(where, befalls)

    @rule(where=tablets, lines=goods)
    def sell_and_pay(self, where: str, lines: list[tuple[str, int, str]]) -> None:
        self.sell(where, lines, phone=True, later=1_000)
        self.pay(where, len(self.world.shown) - 1)

    @rule(where=tablets, which=some_order)
    def pay(self, where: str, which: int) -> None:
        reference = f"T-{len(self.world.said):09d}"
        paid = self.world.shown.get(self._at_order(where, which, "pay", reference=reference))
        if paid:
            paid.paid = True

    @rule(where=tablets, which=some_order, verb=st.sampled_from(tuple(AT_ORDER)))
    def attend_to(self, where: str, which: int, verb: str) -> None:
        order_id = self._at_order(where, which, "cancel" if verb == POISON else verb, **AT_ORDER[verb])
        if verb == POISON and order_id:
            self.world.poisoned.add(order_id)

    @rule(where=tablets, which=some_order)
    def hand_over(self, where: str, which: int) -> None:
        if number := self._number(which):
            self.world.try_to(self._node(where), "hand-over", code=number, **self._guide)

    @rule(where=tablets, sku=st.sampled_from(retailer.SKUS), pieces=st.integers(0, 9), how=st.sampled_from(OF_STOCK))
    def see_to_stock(self, where: str, sku: str, pieces: int, how: str) -> None:
        if how == "head office counts":
            retailer.open_stock(self.world.answers(), SHOP, {sku: pieces}, self.world.now_ms)
            self.world.say(f"head office counts {sku}: {pieces}")
            return
        document = {"document": f"DN-{len(self.world.said):06d}"} if how == "receive" else {}
        lines = [f"{sku}*{pieces + (how == 'receive')}"]
        self.world.try_to(self._node(where), how, lines=lines, **document, **self._guide)

    @rule(where=tablets, phone=st.integers(0, 10**8 - 1), what=st.sampled_from(("join", "join", "erase")))
    def see_to_members(self, where: str, phone: int, what: str) -> None:
        if what == "join":
            self._join(self._node(where), f"139{phone:08d}")
        elif members := list(self.world.members):
            self.world.interpret(self.world.answers())
            self.world.erase(members[phone % len(members)])

    def _join(self, node: Node, phone: str) -> None:
        text: Any = self.world.try_to(node, "member-text")
        agreed = {"consent": text["version"], "phone": phone, "proof": "rang"} if text else {}
        found: Any = self.world.try_to(node, "member-join", **agreed, **self._guide) if agreed else None
        if found:
            self.world.members[found["member"]] = phone

    # What the line, the power, clocks and disks do

    @rule(where=tablets, befalls=befalls)
    def sync(self, where: str, befalls: list[str]) -> None:
        node = self._node(where)
        node.line.foretold.extend(befalls)
        self.world.say(f"{where}'s requests: {', '.join(befalls) or 'well'}")
        self.world.sync(node)
        node.line.foretold.clear()

    @rule(
        where=tablets,
        what=st.sampled_from(("power", "power", "late run", "back up", "back up", "full", "free", "lapse")),
    )
    def befall_a_tablet(self, where: str, what: str) -> None:
        node, world = self._node(where), self.world
        match what:
            case "power":
                world.kill(node)
            case "back up":
                world.back_up(node)
            case "late run":
                self._unless_refused(what, node.line.late)
            case "lapse":
                world.now_ms += 3 * DAY_MS
                self._unless_refused(what, world.switch_on(node).lapse)
            case _:
                world.switch_on(node).fill_disk(full=what == "full")
                world.say(f"{where}'s disk is {what}")

    def _unless_refused(self, what: str, work: Callable[[], object]) -> None:
        try:
            self.world.say(f"{what}: {work()}")
        except KioskError as error:
            self.world.say(f"{what}: {error.code}")

    @rule(where=tablets, ahead_ms=st.sampled_from((0, -DAY_MS, 240_000, 5 * 365 * DAY_MS, -5 * 365 * DAY_MS)))
    def jump_clock(self, where: str, ahead_ms: int) -> None:
        self._node(where).ahead_ms = ahead_ms
        self.world.say(f"{where}'s clock is {ahead_ms} ms ahead")

    @precondition(lambda self: any(node.backup for node in self.world.nodes))
    @rule(where=tablets, guard=st.booleans())
    def put_back(self, where: str, guard: bool) -> None:
        self.world.put_back(self._node(where), guard=guard)

    @precondition(lambda self: len(self.world.traders()) == len(TABLETS) and len(self.world.said) > MORNING)
    @rule(where=tablets)
    def clone(self, where: str) -> None:
        self.world.clone(self._node(where))

    @precondition(lambda self: len(self.world.traders()) > len(TABLETS))
    @rule(lines=goods, befalls=befalls)
    def the_clone_sells_and_syncs(self, lines: list[tuple[str, int, str]], befalls: list[str]) -> None:
        self.sell_and_sync(self.world.traders()[-1].name, lines, befalls)

    # What befalls head office

    @rule(what=st.sampled_from(AT_HEAD_OFFICE))
    def at_head_office(self, what: str) -> None:
        world = self.world
        match what:
            case "interpret":
                world.interpret(world.answers())
            case "kill":
                world.kill_office()
            case "back up":
                world.answers()
                world.back_up_office()
            case "restore":
                world.restore_office()
            case "publish":
                costs = 10_000 + len(world.said)
                world.published.append(retailer.publish_price(world.answers(), retailer.styles()[0], costs))
            case "older program":
                world.upgrade(frozenset({"GoodsHandedOver", "MoneyRefunded"}))
            case "newer program":
                world.upgrade()
            case _:
                world.answers()
        world.say(f"head office: {what}")

    # What is true at every moment

    @invariant()
    def what_was_signed_for_is_durable(self) -> None:
        office = self.world.office
        if office is None:
            return
        find = "SELECT device, epoch, count(*), max(seq) FROM event GROUP BY device, epoch"
        with office.database.read() as read:
            found = {(row[0], row[1]): (row[2], row[3]) for row in read.conn.exec_driver_sql(find)}
        for (device, epoch), (count, last) in found.items():
            assert count == last, f"head office has {count} events of {device}, epoch {epoch}, up to {last}"
        for signed in (each for node in self.world.nodes for each in node.line.acknowledged):
            has = found.get((signed.device, signed.epoch), (0, 0))[1]
            assert has >= signed.through, f"signed for {signed.through} of {signed.device}, has {has}"

    @invariant()
    def numbers_are_given_once(self) -> None:
        copied = {node.name for node in self.world.nodes if node.copied}
        numbers = [known.number for known in self.world.shown.values() if known.node not in copied]
        assert len(set(numbers)) == len(numbers), numbers
