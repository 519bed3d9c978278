"""Every page and state, each in two of its views; `make walk` looks at all of them in all views."""

from collections import Counter
from pathlib import Path

import pytest

from tests.ui.walk.chapters import CHAPTERS
from tests.ui.walk.script import Chapter, Stop
from tests.ui.walk.views import ALL, sample
from tests.ui.walk.walker import Report, Walker
from ui.paths import qml_path

STOPS = [stop for chapter in CHAPTERS for stop in chapter.stops]
PAGES = {path.stem.removesuffix("Page") for path in qml_path("pages").glob("*Page.qml")}


def page_file(page: str) -> str:
    return page[:1].upper() + page[1:]


def test_every_page_is_reached_by_the_walk() -> None:
    assert {page_file(stop.page) for stop in STOPS} == PAGES


def test_every_stop_has_a_name_of_its_own() -> None:
    assert len(set(STOPS)) == len(STOPS)


def test_the_sample_sees_every_view_several_times() -> None:
    seen = Counter(view for number in range(len(STOPS)) for view in sample(number))
    assert set(seen) == set(ALL)
    assert min(seen.values()) >= 2 * len(STOPS) // len(ALL)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_a_chapter_is_sound(qapp: object, tmp_path: Path, chapter: Chapter) -> None:
    report = Report()
    Walker(lambda stop: sample(STOPS.index(stop)), report.look, report.look_for_words).walk(chapter, tmp_path)
    assert list(report.lines()) == []


def test_a_stop_is_looked_at_on_its_own_page_in_the_view_it_was_asked_for(qapp: object, tmp_path: Path) -> None:
    looks: list[tuple[Stop, str, str, int, int]] = []
    walker = Walker(
        lambda _stop: ALL,
        lambda shown, stop, view: looks.append(
            (stop, shown.window.app.page, shown.window.app.language, shown.window.quick.width(), len(str(view)))
        ),
    )
    walker.walk(next(chapter for chapter in CHAPTERS if chapter.name == "basket-empty"), tmp_path)
    assert [(page, language, width) for _, page, language, width, _ in looks] == [
        ("basket", view.language, view.size[0]) for view in ALL
    ]
