"""The critic sees each fault it is there to see, and is content with the same thing done well."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from shiboken6 import delete

from tests.ui.critic import words
from tests.ui.critic.boxes import Box
from tests.ui.critic.contrast import contrast
from tests.ui.critic.scene import Scene, look_at
from tests.ui.glasses import Shown
from tests.ui.layout import RULES, faults
from ui.paths import qml_path
from ui.providers import IconProvider
from ui.window import load_fonts

Draw = Callable[[str], QQuickWindow]
PAGE = """
import QtQuick
import "."
import "controls"
Window {
    width: 1280; height: 800; visible: true; color: Theme.paper
    component Key: Pressable {
        activeFocusOnTab: true
        label: "key"
        Rectangle { anchors.fill: parent; color: Theme.card; border.color: Theme.border }
    }
    component Pair: Rectangle {
        width: 120; height: 60; color: Theme.card
        Key { width: 60; height: 60 }
        Key { x: 60; width: 60; height: 60 }
    }
    component Option: Pressable {
        property alias line: outline.border.color
        x: 20; y: 20; width: 60; height: 60; activeFocusOnTab: true; label: "option"
        Accessible.role: Accessible.RadioButton
        Rectangle { id: outline; anchors.fill: parent; color: Theme.card }
    }
    component Shade: Rectangle {
        id: shade
        property color end
        width: 300; height: 40
        gradient: Gradient {
            orientation: Gradient.Horizontal
            GradientStop { position: 0; color: "#222222" }
            GradientStop { position: 0.4; color: shade.end }
        }
    }
    %s
}
"""


@pytest.fixture
def draw(qapp: object) -> Iterator[Draw]:
    """Windows of a few lines of QML."""
    load_fonts()
    engines: list[QQmlApplicationEngine] = []

    def drawn(body: str) -> QQuickWindow:
        engine = QQmlApplicationEngine()
        engines.append(engine)
        engine.addImageProvider("icons", IconProvider())
        engine.loadData((PAGE % body).encode(), QUrl.fromLocalFile(str(Path(qml_path("Plant.qml")))))
        assert engine.rootObjects(), body
        QGuiApplication.processEvents()  # the window gets its size
        window: QQuickWindow = engine.rootObjects()[0]  # type: ignore[assignment]
        return window

    yield drawn
    for engine in engines:
        delete(engine)


#: The rule that speaks, the fault it must see, and the same without the fault.
PLANTS = {
    "a text that is shortened": (
        "shortened",
        'Words { width: 90; elide: Text.ElideRight; wrapMode: Text.NoWrap; text: "Sage green, size M" }',
        'Words { width: 290; elide: Text.ElideRight; wrapMode: Text.NoWrap; text: "Sage green, size M" }',
    ),
    "letters that are too small": (
        "small letters",
        'Words { text: "Sage"; font.pixelSize: 15 }',
        'Words { text: "Sage"; font.pixelSize: 18 }',
    ),
    "a word broken inside": (
        "broken word",
        'Words { width: 60; text: "Cloud Warehouse" }',
        'Words { width: 110; text: "Cloud Warehouse" }',
    ),
    "a text wider than its place": (
        "cut",
        'Words { width: 40; wrapMode: Text.NoWrap; text: "Sage green" }',
        'Words { width: 40; wrapMode: Text.Wrap; text: "Sage green" }',
    ),
    "a text higher than its place": (
        "cut",
        'Words { width: 60; height: 20; text: "Sage green M" }',
        'Words { width: 60; text: "Sage green M" }',
    ),
    "a text that runs out of its box": (
        "cut",
        'Rectangle { width: 60; height: 40; Words { x: 20; text: "Sage green" } }',
        'Rectangle { width: 160; height: 40; Words { x: 20; text: "Sage green" } }',
    ),
    "a text beyond the window": (
        "cut",
        'Words { y: 790; text: "Sage green" }',
        'Flickable { width: 600; height: 800; contentHeight: 900; Words { y: 790; text: "Sage green" } }',
    ),
    "a text that no scrolling reaches": (
        "cut",
        'Flickable { width: 600; height: 400; contentHeight: 500; Words { text: "a" } Words { y: 495; text: "Sage" } }',
        'Flickable { width: 600; height: 400; contentHeight: 530; Words { text: "a" } Words { y: 495; text: "Sage" } }',
    ),
    "a text that a box clips": (
        "cut",
        'Item { width: 50; height: 40; clip: true; Words { text: "Sage green" } }',
        'Item { width: 150; height: 40; clip: true; Words { text: "Sage green" } }',
    ),
    "two texts in one place": (
        "overlap",
        'Words { text: "Sage green" } Words { x: 40; y: 6; text: "Navy blue" }',
        'Words { text: "Sage green" } Words { x: 40; y: 26; text: "Navy blue" }',
    ),
    "a box over a text": (
        "overlap",
        'Words { text: "Sage green" } Rectangle { x: 50; width: 100; height: 40; color: Theme.card }',
        'Words { text: "Sage green" } Rectangle { x: 50; y: 30; width: 100; height: 40; color: Theme.card }',
    ),
    "words on another's target": (
        "overlap",
        'Key { width: 60; height: 60 } Words { x: 50; y: 10; text: "Navy" }',
        'Key { width: 60; height: 60 } Words { x: 70; y: 10; text: "Navy" }',
    ),
    "targets over each other": (
        "overlap",
        "Key { width: 60; height: 60 } Key { x: 50; width: 60; height: 60 }",
        "Key { width: 60; height: 60 } Key { x: 68; width: 60; height: 60 }",
    ),
    "a target that sticks out of the one it lies in": (
        "overlap",
        "Key { width: 100; height: 60; Key { x: 60; width: 60; height: 60 } }",
        "Key { width: 120; height: 60; Key { x: 60; width: 60; height: 60 } }",
    ),
    "targets nearer than a finger": (
        "too near",
        "Key { width: 60; height: 60 } Key { x: 64; width: 60; height: 60 }",
        "Key { width: 60; height: 60 } Key { x: 68; width: 60; height: 60 }",
    ),
    "targets that touch without being one control": (
        "too near",
        "Row { Key { width: 60; height: 60 } Key { width: 60; height: 60 } }",
        "Pair {}",
    ),
    "a target smaller than a finger": (
        "small target",
        "Key { width: 55; height: 60 }",
        "Key { width: 56; height: 56 }",
    ),
    "a target beside the window": (
        "off-screen",
        "Key { x: 1240; width: 60; height: 60 }",
        "Key { x: 1220; width: 60; height: 60 }",
    ),
    "a target below the window": (
        "off-screen",
        "Key { y: 760; width: 60; height: 60 }",
        "Flickable { width: 99; height: 800; contentHeight: 820; Key { y: 760; width: 60; height: 60 } }",
    ),
    "a target that has no name": (
        "no spoken name",
        'Key { width: 60; height: 60; label: "" }',
        "Key { width: 60; height: 60 }",
    ),
    "a target that no key reaches": (
        "not reached by Tab",
        "Key { width: 60; height: 60; activeFocusOnTab: false }",
        "Key { width: 60; height: 60 }",
    ),
    "what scrolls sideways": (
        "scrolls sideways",
        "Flickable { width: 600; height: 60; contentWidth: 900; contentHeight: 60 }",
        "Flickable { width: 600; height: 60; contentWidth: 600; contentHeight: 900 }",
    ),
    "grey on white": (
        "contrast",
        'Rectangle { width: 300; height: 40; color: "white"; Words { text: "Sage green"; color: "#8C857C" } }',
        'Rectangle { width: 300; height: 40; color: "white"; Words { text: "Sage green"; color: "#6B6660" } }',
    ),
    "ink that opacity thins": (
        "contrast",
        'Item { opacity: 0.5; width: 300; height: 40; Words { text: "Sage green" } }',
        'Item { opacity: 0.9; width: 300; height: 40; Words { text: "Sage green" } }',
    ),
    "white on a light picture": (
        "contrast",
        'Shade { end: "#DDDDDD"; Words { text: "Sage green, navy blue"; color: "white" } }',
        'Shade { end: "#444444"; Words { text: "Sage green, navy blue"; color: "white" } }',
    ),
    "an icon that is faint": (
        "contrast",
        'Key { width: 60; height: 60; Icon { anchors.centerIn: parent; name: "close"; color: Theme.line } }',
        'Key { width: 60; height: 60; Icon { anchors.centerIn: parent; name: "close"; color: Theme.border } }',
    ),
    "a choice whose outline is faint": ("contrast", "Option { line: Theme.line }", "Option { line: Theme.border }"),
}


@pytest.mark.parametrize("plant", PLANTS)
def test_a_planted_fault_is_found_and_its_cure_is_not(draw: Draw, plant: str) -> None:
    rule, fault, cure = PLANTS[plant]
    assert rule in {found.rule for found in faults(draw(fault))}
    assert rule not in {found.rule for found in faults(draw(cure))}


def test_every_rule_finds_one_of_the_planted_faults(draw: Draw) -> None:
    scenes = [look_at(draw(fault)) for _, fault, _ in PLANTS.values()]
    assert [rule.__name__ for rule in RULES if not _speaks(rule, scenes)] == []


def _speaks(rule: Callable[[Scene], Iterator[object]], scenes: list[Scene]) -> bool:
    return any(next(iter(rule(scene)), None) for scene in scenes)


def test_what_lies_behind_a_sheet_is_not_judged_and_what_is_on_it_is(draw: Draw) -> None:
    sheet = 'Key { width: 20; height: 20 } Words { y: 330; text: "Behind" } Sheet { title: "On it" %s }'
    assert "small target" not in {fault.rule for fault in faults(draw(sheet % ""))}
    assert "small target" in {fault.rule for fault in faults(draw(sheet % "; Key { width: 20; height: 20 }"))}


def test_a_disabled_control_may_be_faint_and_small(draw: Draw) -> None:
    faint = 'Key { enabled: false; width: 40; height: 40; Words { text: "x"; color: Theme.line } }'
    assert {fault.rule for fault in faults(draw(faint))} <= {"small letters"}


def test_the_rows_of_a_list_may_touch(draw: Draw) -> None:
    rows = "ListView { width: 300; height: 300; model: 3; delegate: Key { width: 300; height: 60 } }"
    assert faults(draw(rows)) == []


@pytest.mark.parametrize(("one", "other", "known"), [("000000", "FFFFFF", 21.0), ("777777", "FFFFFF", 4.48)])
def test_contrast_is_that_of_the_standard(one: str, other: str, known: float) -> None:
    def rgb(text: str) -> tuple[int, int, int]:
        return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)

    assert contrast(rgb(one), rgb(other)) == pytest.approx(known, abs=0.005)


def test_distance_is_measured_between_edges() -> None:
    assert Box(0, 0, 10, 10).apart(Box(18, 0, 30, 10)) == 8
    assert Box(0, 0, 10, 10).apart(Box(8, 5, 30, 30)) == -2


def test_the_critic_looks_at_the_pixels_that_were_drawn(glass: Shown) -> None:
    """A text whose colour promises enough, under something that washes it out."""
    scene = look_at(glass.window.quick)
    white = Scene(scene.window, scene.seen, scene.whole, scene.scale, Image.new("RGB", scene.picture.size, "white"))
    assert any("nothing of it is drawn" in fault.what for rule in RULES for fault in rule(white))


def test_the_critic_sees_what_is_wrong_with_a_page(glass: Shown) -> None:
    place, card = glass.player._item("bar.place"), glass.player._item("browse.card.0")
    assert place is not None
    assert card is not None
    place.setWidth(40)
    card.setHeight(30)
    assert {"cut", "small target"} <= {fault.rule for fault in faults(glass.window.quick)}


def test_a_word_of_the_other_language_is_found_and_a_name_is_not(draw: Draw) -> None:
    chinese = look_at(draw('Words { text: "购物袋 basket" }'))
    assert [fault.what for fault in words.foreign(chinese, "zh", ())] == ["'购物袋 basket'"]
    assert list(words.foreign(chinese, "zh", ("Basket",))) == []
    assert [fault.rule for fault in words.foreign(chinese, "en", ("basket",))] == ["other language"]


def test_a_word_that_came_from_nowhere_is_found(draw: Draw) -> None:
    scene = look_at(
        draw('Words { text: "Basket" } Words { y: 40; text: "Total‡" } Words { y: 80; text: "Sage green 5" }')
    )
    assert [fault.what for fault in words.untranslated(scene, ("Sage green",))] == ["'Basket'"]


def test_what_is_only_spoken_is_read_too(draw: Draw) -> None:
    scene = look_at(draw('Key { width: 60; height: 60; label: "Erase" }'))
    assert [fault.what for fault in words.untranslated(scene, ())] == ["'Erase'"]
