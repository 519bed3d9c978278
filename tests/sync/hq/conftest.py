"""An HQ with the small retailer's files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.hq.office import HeadOffice
from tests.sync.hq.desk import Clock, open_office, put_range


@pytest.fixture
def hq_clock() -> Clock:
    return Clock()


@pytest.fixture
def office(tmp_path: Path, hq_clock: Clock) -> Iterator[HeadOffice]:
    with open_office(tmp_path / "hq", clock=hq_clock) as opened:
        put_range(opened)
        yield opened
        assert opened.drain(20)
        found = opened.rebuild()
        assert (found.differences, found.broken) == ((), ()), "HQ has what its journals say, and they are whole"
