"""What every test gets: a place of its own, glass without a screen, and failure on surprise.

The environment is set while this file is imported, because Qt reads it once, with its first import.
"""

import atexit
import gc
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.goldens import Goldens


def _isolate() -> None:
    """Nothing a test starts may see, or write, the home of whoever runs it."""
    place = Path(tempfile.mkdtemp(prefix="kiosk-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    for name in ("RUNTIME_DIR", "DATA_HOME", "CONFIG_HOME", "CACHE_HOME", "STATE_HOME"):
        folder = place / name.lower()
        folder.mkdir(mode=0o700)
        os.environ[f"XDG_{name}"] = str(folder)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_QUICK_BACKEND"] = "software"
    # A zone no shop is in: whoever uses the machine's zone instead of the shop's is found at once.
    os.environ["TZ"] = "NST3:30"
    time.tzset()


_isolate()

settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    max_examples=50,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("deep", deadline=None, max_examples=5_000, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


class _Surprises(logging.Handler):
    """Collects what the program thought worth a warning while a test ran."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


def _is_expected(item: pytest.Item) -> bool:
    return "caplog" in getattr(item, "fixturenames", ()) or item.get_closest_marker("expects_warnings") is not None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """A stray log line of WARNING or worse fails the test that caused it.

    A test that means it takes `caplog` and looks at the lines, or is marked `expects_warnings("why")`.
    """
    surprises = _Surprises()
    logging.getLogger().addHandler(surprises)
    try:
        result = yield
    finally:
        logging.getLogger().removeHandler(surprises)
    if surprises.lines and not _is_expected(item):
        pytest.fail("logged, although nobody expected it:\n  " + "\n  ".join(surprises.lines), pytrace=False)
    return result


def pytest_collection_finish() -> None:
    """Thousands of short tests make much that is soon gone: looking through all of it less often saves a tenth of the
    time they take together."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--approve-goldens", action="store_true", help="write golden pictures instead of comparing")


@pytest.fixture
def goldens(request: pytest.FixtureRequest, tmp_path: Path) -> "Goldens":
    """The golden pictures beside the test's module."""
    from tests.goldens import Goldens

    return Goldens(request.path.parent / "goldens", tmp_path / "pictures", request.config.getoption("approve_goldens"))


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """The product has no widgets, so its tests have none."""
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of large real files that are no part of the product: catalogues, recorded slips, photographs."""
    named = os.environ.get("KIOSK_TEST_DATA", "")
    if not named or not Path(named).is_dir():
        pytest.skip("the test data are not here: set KIOSK_TEST_DATA to their folder")
    return Path(named)
