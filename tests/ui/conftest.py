"""Glass for tests: opened before a tablet in memory, closed behind the test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ui.glasses import Shown, show

Open = Callable[..., Shown]


@pytest.fixture
def open_glass(qapp: object, tmp_path: Path) -> Iterator[Open]:
    """Open windows; every one is closed when the test is over."""
    opened: list[Shown] = []

    def open_one(*args: object, **kwargs: object) -> Shown:
        kwargs.setdefault("pictures", tmp_path)
        opened.append(show(*args, **kwargs))  # type: ignore[arg-type]
        return opened[-1]

    yield open_one
    for shown in opened:
        shown.window.close()


@pytest.fixture
def glass(open_glass: Open) -> Shown:
    """A window on the range, in Chinese, lying down."""
    shown = open_glass()
    shown.play("wait page browse", "wait object browse.card.0")
    return shown


@pytest.fixture
def english(open_glass: Open) -> Shown:
    """The same in English: what tests read."""
    shown = open_glass(language="en")
    shown.play("wait page browse", "wait object browse.card.0")
    return shown
