"""Twenty histories, each with its faults; and that the checks would notice what they are there for.

`kiosk torture` plays thousands: a seed that fails there is added to FOUND when its fault is mended.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.bootstrap.simulated import Wiring
from sync.simulation import retailer
from sync.simulation.checks import settle, wrong
from sync.simulation.running import simulate
from sync.simulation.steps import step
from sync.simulation.world import Node, Shown, World, begin

pytestmark = pytest.mark.expects_warnings("faults are told")
STEPS = 100
#: seed → what went wrong with it once.
FOUND = {
    46: "HQ was put back while a session lasted that had nothing to send: it never heard that HQ lacked events",
    65: "a session was asked for twice by a line that repeats: the tablet stopped for good",
}


@pytest.mark.parametrize("seed", [*range(1, 19), *FOUND])
def test_nothing_is_lost_and_nothing_doubled(seed: int) -> None:
    outcome = simulate(seed, Wiring(), steps=STEPS)
    assert not outcome.wrong, str(outcome)
    assert outcome.orders > 0


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world in which some orders were placed, and everything is everywhere."""
    world = begin(tmp_path, Wiring(), 7)
    while len(world.shown) < 4:
        step(world)
    return world


def found(world: World) -> str:
    text = "\n".join(wrong(world, settle(world)))
    world.close()
    return text


def test_a_lost_order_would_be_noticed(world: World) -> None:
    world.shown["an order that nobody has"] = Shown("NA-01-A-000099", "NA", "na-1")
    assert "order NA-01-A-000099 of na-1 is lost" in found(world)


def test_what_head_office_lost_of_a_journal_comes_again(world: World) -> None:
    settle(world)
    order_id = next(iter(world.shown))
    with world.answers().database.write() as tx:
        tx.conn.exec_driver_sql("DELETE FROM event WHERE device LIKE 'N%'")
        tx.conn.exec_driver_sql("DELETE FROM run")
    assert order_id not in world.at_office()
    settle(world)
    assert order_id in world.at_office()
    world.close()


def test_head_office_put_back_to_what_a_session_began_with_is_noticed(world: World) -> None:
    """Seed 6020: what it holds is then what it held when the session began, and less than it signed for since."""
    settle(world)
    node = world.traders()[0]
    retailer.open_stock(world.answers(), node.shop, {retailer.SKUS[0]: 30}, world.now_ms)
    assert world.sync(node)
    world.back_up_office()
    placed = world.try_to(node, "place", lines=[retailer.SKUS[0]], phone="")
    assert isinstance(placed, dict)
    world.shown[placed["order_id"]] = Shown(placed["number"], node.shop, node.name)
    assert world.sync(node)
    world.restore_office()
    assert "is lost" not in found(world)


def test_a_doubled_number_would_be_noticed(world: World) -> None:
    first, second = list(world.shown.values())[:2]
    second.number, second.node = first.number, first.node
    assert f"number {first.number} was shown 2 times" in found(world)


def test_an_order_of_two_publications_would_be_noticed(world: World) -> None:
    dearer = ((name, {style: minor + 1 for style, minor in prices.items()}) for name, prices in world.published)
    world.published = list(dearer)
    assert "which is not what P-" in found(world)


def test_stock_that_no_movement_explains_would_be_noticed(world: World) -> None:
    settle(world)
    with world.answers().database.write() as tx:
        more = "UPDATE stock SET on_hand = on_hand + 1 WHERE location = 'WH' AND sku = ?"
        tx.conn.exec_driver_sql(more, (retailer.SKUS[0],))
    assert f"stock of WH/{retailer.SKUS[0]} is" in found(world)


def test_a_tablet_that_was_told_something_else_would_be_noticed(world: World) -> None:
    settle(world)
    with closing(sqlite3.connect(world.traders()[0].folder / "shop.db", isolation_level=None)) as file:
        file.execute("UPDATE stock SET on_hand = on_hand + 1 WHERE sku = ?", (retailer.SKUS[0],))
    assert "na-1 has other rows of stock than a tablet that was told all at once" in found(world)


def test_a_tablet_that_never_ends_sending_would_be_noticed(world: World) -> None:
    node = world.traders()[0]
    node.line.office = lambda: None
    assert "is not done after a minute" in found(world)


def _sell_scarce(world: World, node: Node, pieces: int = 1) -> str:
    placed = world.try_to(node, "place", lines=[f"{retailer.SCARCE}*{pieces}:take_now"], phone="")
    assert isinstance(placed, dict)
    world.shown[placed["order_id"]] = Shown(placed["number"], node.shop, node.name)
    return str(placed["order_id"])


@pytest.fixture
def scarce(tmp_path: Path) -> World:
    """Every tablet has rights to limited goods in hand."""
    world = begin(tmp_path, Wiring(), 7)
    settle(world)
    return world


def test_scarce_goods_are_sold_without_a_line_as_far_as_rights_go(scarce: World) -> None:
    node = scarce.traders()[2]
    node.line.weather.cut = True
    in_hand = [right for right in scarce.answers().rights() if right.location == node.shop]
    pieces = max(right.outstanding for right in in_hand)
    _sell_scarce(scarce, node, pieces)
    assert scarce.try_to(node, "place", lines=[f"{retailer.SCARCE}*1:take_now"], phone="") is None
    assert found(scarce) == ""


def test_scarce_goods_that_a_copy_sold_once_more_are_listed(scarce: World) -> None:
    node = scarce.traders()[2]
    scarce.clone(node)
    sold = {_sell_scarce(scarce, each, 2) for each in scarce.nodes if each.name.startswith(node.name)}
    settle(scarce)
    (sale,) = scarce.answers().oversold()
    assert (sale.order_id in sold, sale.why) == (True, "twice")
    assert "scarce" not in found(scarce), "a copy may"


def test_scarce_goods_sold_twice_by_a_tablet_without_a_copy_would_be_noticed(scarce: World) -> None:
    node = scarce.traders()[2]
    scarce.clone(node)
    for each in scarce.nodes:
        if each.name.startswith(node.name):
            _sell_scarce(scarce, each, 2)
            each.copied = False
    assert f"sold 2 of {retailer.SCARCE} (twice), and" in found(scarce)


def test_scarce_goods_that_are_missing_and_not_listed_would_be_noticed(scarce: World) -> None:
    retailer.open_stock(scarce.answers(), "NB", {retailer.SCARCE: 0}, scarce.now_ms)
    _sell_scarce(scarce, scarce.traders()[2])
    assert f"1 of {retailer.SCARCE} are missing in NB, and 0 are listed as oversold" in found(scarce)


def test_head_office_put_back_from_a_backup_waits_for_what_was_sold_since(scarce: World) -> None:
    """The rights that the tablets have it granted after its backup, and they sell by them meanwhile."""
    scarce.back_up_office()
    settle(scarce)
    nodes = [node for node in scarce.traders() if node.shop == "NA"]
    for node in nodes:
        _sell_scarce(scarce, node)
        scarce.sync(node)
    scarce.answers().interpret()
    for node in nodes:
        scarce.sync(node)
        node.line.weather.cut = True
        _sell_scarce(scarce, node)
    scarce.restore_office()
    far = scarce.traders()[2]
    for _ in range(3):
        placed = scarce.try_to(far, "place", lines=[f"{retailer.SCARCE}*1:bring_here"], phone="13800000001")
        if isinstance(placed, dict):
            scarce.shown[placed["order_id"]] = Shown(placed["number"], far.shop, far.name)
        scarce.sync(far)
        scarce.answers().interpret()
    assert found(scarce) == ""
