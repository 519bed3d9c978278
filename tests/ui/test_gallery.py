"""All components on one page."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.ui.layout import faults
from ui.drive import Player, parse
from ui.gallery import GalleryWindow
from ui.paths import qml_path

SOURCES = "\n".join(path.read_text("utf-8") for path in qml_path("gallery").glob("*.qml"))
SHOWN = set(re.findall(r"^\s+([A-Z]\w+) \{", SOURCES, re.MULTILINE))
CONTROLS = {path.stem for path in qml_path("controls").glob("*.qml")}


@pytest.fixture
def gallery(qapp: object, tmp_path: Path) -> Iterator[Player]:
    with closing(GalleryWindow("en", size=(1280, 800), still=True)) as window:
        player = Player(window, tmp_path, timeout_s=10)
        play(player, "wait page gallery")
        yield player


def play(player: Player, *lines: str) -> None:
    for step in parse("\n".join(lines)):
        player.do(step)


def test_every_component_is_in_the_gallery() -> None:
    assert set() == CONTROLS - SHOWN


def test_what_is_tapped_answers(gallery: Player) -> None:
    play(gallery, "click gallery.button", "expect gallery.button 'Tapped: 1'", "click gallery.stepper.more")
    play(gallery, "expect gallery.stepper.quantity 2", "click search.clear", "click key.k", "expect gallery.search k")


def test_a_sheet_opens_over_the_page_and_closes(gallery: Player) -> None:
    play(gallery, "click gallery.sheet", "wait object sheet.close", "wait page gallery")
    assert faults(gallery.window.quick) == []
    play(gallery, "click sheet.close", "wait gone sheet.close")


def test_the_gallery_speaks_both_languages_and_grows(gallery: Player) -> None:
    play(gallery, "click bar.language", "expect bar.language EN", "click gallery.letters", "expect gallery.letters 125")
    assert gallery.window.quick.title() == "全部组件"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_components_are_sound_at_every_height_of_the_page(gallery: Player, language: str) -> None:
    play(gallery, f"language {language}")
    view, found = gallery._item("gallery"), list[str]()
    assert view is not None
    end = float(view.property("contentHeight")) - view.height()
    for at in (*range(0, int(end), 500), int(end)):
        view.setProperty("contentY", float(at))
        play(gallery, "wait page gallery")
        found += faults(gallery.window.quick)
    assert found == []


def test_no_complaint_of_qml(gallery: Player) -> None:
    assert gallery.window.complaints == []


def test_it_starts_without_a_shop_and_plays_a_script(tmp_path: Path) -> None:
    script = tmp_path / "gallery.drive"
    script.write_text("wait page gallery\nlanguage en\ngrab gallery.png\n")
    command = [sys.executable, "-m", "kiosk", "run", "--gallery", "--drive", str(script), "--size", "800x1280"]
    root = Path(__file__).parents[2]
    env = {"PYTHONPATH": str(root), "PATH": "/usr/bin", "HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert QImage(str(tmp_path / "gallery.png")).height() == 1280
