"""The tablet that every contract is tried on, in memory and on files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.benches import Bench, FileBench, MemoryBench
from tests.fakes.tablet import OWN


@pytest.fixture(params=[MemoryBench, FileBench], ids=["memory", "files"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    made: Bench = request.param(tmp_path)
    made.hq_stock(*OWN)
    yield made
    made.close()
