"""An HQ with the small retailer's files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.hq.office import HeadOffice
from tests.postgres import begun_database
from tests.sync.hq.desk import Clock, open_office, put_range


@pytest.fixture
def hq_clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgres"])
def hq_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where HQ's database is: "" for a file in its folder. Whoever takes this runs on both."""
    if request.param == "sqlite":
        yield ""
        return
    with begun_database() as url:
        yield url


@pytest.fixture
def office(tmp_path: Path, hq_clock: Clock, hq_url: str) -> Iterator[HeadOffice]:
    with open_office(tmp_path / "hq", clock=hq_clock, url=hq_url) as opened:
        put_range(opened)
        yield opened
        assert opened.drain(20)
        found = opened.rebuild()
        assert (found.differences, found.broken) == ((), ()), "HQ has what its journals say, and they are whole"
