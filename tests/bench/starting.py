"""From the command to a kiosk that takes orders."""

from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Figure, timed, times
from tests.e2e.processes import TabletProcess
from tests.e2e.shop import open_shop

STARTS = 10


def starting(folder: Path) -> Iterator[Figure]:
    """`kiosk run --headless` until it says that it is ready, on a tablet that has synced before."""
    seconds = []
    with open_shop(folder / "shop") as shop:
        for _ in range(STARTS):
            found: list[TabletProcess] = []
            seconds.append(timed(lambda found=found: found.append(shop.tablet())))  # type: ignore[misc]
            assert found[0].end() == 0
    yield times("kiosk run --headless, until ready", seconds, limit_ms=400)
