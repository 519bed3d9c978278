"""The whole walk, chapter by chapter, each in whatever process it is given to, and what it comes to."""

import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

Found = tuple[str, str, str, str]  # page, state, view, fault


def walk(name: str, out: Path) -> tuple[int, list[Found]]:
    """One chapter, in a process that may have walked others: how many looks, and what was found."""
    prepare()
    from PySide6.QtGui import QGuiApplication

    from tests.ui.glasses import Shown
    from tests.ui.walk.chapters import CHAPTERS
    from tests.ui.walk.script import Stop
    from tests.ui.walk.views import ALL, View
    from tests.ui.walk.walker import Report, Walker

    _app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    report, looks = Report(), Counter[str]()

    def look(shown: Shown, stop: Stop, view: View) -> None:
        report.look(shown, stop, view)
        shown.player.save(f"{stop}-{view.slug}.png")
        looks[name] += 1

    chapter = next(chapter for chapter in CHAPTERS if chapter.name == name)
    try:
        Walker(lambda _stop: ALL, look, report.look_for_words).walk(chapter, out)
        broken = []
    except Exception as error:  # the other chapters are walked all the same, and this one is told
        broken = [("?", name, "", f"the walk breaks off: {error}")]
    return looks[name], [(stop.page, stop.state, str(view), str(fault)) for stop, view, fault in report.found] + broken


def summary(looks: int, found: list[Found]) -> Iterator[str]:
    """Faults by page and state; one fault in several views is one line."""
    pages: dict[str, dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
    for page, state, view, fault in found:
        pages[page][state, fault].append(view)
    for page, faults in sorted(pages.items()):
        yield f"{page}: {sum(map(len, faults.values()))}"
        for (state, fault), views in sorted(faults.items()):
            more = f" and {len(views) - 1} more" if len(views) > 1 else ""
            yield f"  {state}: {fault} [{views[0]}{more}]"
    yield f"{looks:,} looks, {len(found):,} faults on {len(pages)} pages"


def prepare() -> None:
    os.environ["QT_QPA_PLATFORM"], os.environ["QT_QUICK_BACKEND"] = "offscreen", "software"
    os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")
