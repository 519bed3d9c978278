"""A sync that is cut anywhere, and a process that dies in between, end where an undisturbed one ends.

The real thing on both ends and real sockets between them; only the network is ours.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes import retailer
from tests.sync.proxy import Fault, FaultProxy
from tests.sync.real_ends import Hq, Tablet, open_hq

BOXES = 40  # events of each tablet: one piece received in each


@pytest.fixture(scope="module")
def hq(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hq]:
    with open_hq(tmp_path_factory.mktemp("hq")) as opened:
        yield opened


def test_the_way_up_and_down_on_real_files_and_real_sockets(hq: Hq, tmp_path: Path) -> None:
    tablet = Tablet(hq, tmp_path, hq.url)
    before = hq.on_hand()
    tablet.receive_boxes(5)
    first, second = tablet.engine.cycle(), tablet.engine.cycle()
    assert (first.error, second.error) == (None, None)
    assert hq.office.drain()
    tablet.engine.cycle()
    assert hq.on_hand() == before + 5
    assert tablet.on_hand().on_hand == before + 5
    assert tablet.storage.catalogues.search("", retailer.ZONE).total == 250
    assert tablet.storage.reader.staff("G-LIN") == retailer.LIN
    assert tablet.storage.reader.sync_status().pending_events == 0
    tablet.stop()


def test_however_it_is_cut_both_ends_agree_and_nothing_is_doubled(hq: Hq, tmp_path: Path) -> None:
    undisturbed = Tablet(hq, tmp_path / "undisturbed", hq.url)
    with FaultProxy(hq.url) as proxy:
        up, down = _bytes_of_a_first_sync(hq, proxy, tmp_path / "measured")
        cut_short = 0
        for seed in range(10):
            chance = random.Random(seed)
            proxy.faults.clear()
            tablet = Tablet(hq, tmp_path / f"cut-{seed}", proxy.url)
            before = hq.on_hand()
            tablet.receive_boxes(BOXES)
            proxy.faults.extend(_cut(chance, up, down) for _ in range(chance.randint(1, 8)))
            reports = tablet.sync_until_well(chance)
            cut_short += len(reports) > 1
            _agree(hq, tablet, undisturbed, before + BOXES)
            tablet.stop()
    undisturbed.stop()
    assert cut_short >= 7, "too few met a fault: the test shows nothing"


def _bytes_of_a_first_sync(hq: Hq, proxy: FaultProxy, folder: Path) -> tuple[int, int]:
    tablet = Tablet(hq, folder, proxy.url)
    tablet.receive_boxes(BOXES)
    assert tablet.engine.cycle().error is None
    tablet.stop()
    assert hq.office.drain()
    return proxy.up_bytes, proxy.down_bytes


def _cut(chance: random.Random, up: int, down: int) -> Fault:
    """Somewhere in the conversation; half of the time early, where most of it happens."""
    share = chance.random() ** chance.choice([1, 3])
    return Fault(cut_up=int(share * up)) if chance.random() < 0.5 else Fault(cut_down=int(share * down))


def _agree(hq: Hq, tablet: Tablet, undisturbed: Tablet, on_hand: int) -> None:
    assert hq.office.drain()
    assert hq.on_hand() == on_hand
    assert tablet.sync_until_well()[-1].error is None
    assert undisturbed.sync_until_well()[-1].error is None
    assert tablet.storage.reader.sync_status().pending_events == 0
    assert tablet.on_hand().on_hand == on_hand
    ours, theirs = tablet.rows(), undisturbed.rows()
    assert ours.keys() == theirs.keys()
    for table, rows in ours.items():
        assert rows == theirs[table], table
    assert hq.office.held() == ()
    assert hq.office.stock_differences() == []
