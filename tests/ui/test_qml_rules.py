"""What QML may hold: how things look and where they stand. What they are and what they cost is decided elsewhere."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ui.qml_source import QmlSource
from ui.paths import qml_path

OTHERS = [path for path in sorted(qml_path().rglob("*.qml")) if path.name != "Theme.qml"]
Rule = Callable[[QmlSource], Iterator[str]]

COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3,4}){1,2}$")
NAMED = {
    "black",
    "white",
    "red",
    "green",
    "blue",
    "grey",
    "gray",
    "yellow",
    "orange",
    "brown",
    "pink",
    "purple",
    "navy",
}
MADE = re.compile(r"\bQt\.(?:rgba|hsla|hsva|lighter|darker|tint|alpha|color)\b")
#: Properties that are a length on glass.
SIZE = re.compile(
    r"(?:.*[wW]idth|.*[hH]eight|.*[sS]pacing|.*[rR]adius|.*[mM]argins?|.*Margin|.*[pP]adding|.*[pP]ixelSize|.*Size|x|y|size)$"
)
#: Lengths that the theme tells, and counts.
TOLD = re.compile(r"Theme\.\w+\([^()]*\)")
#: A share of the room, not a length.
SHARE = re.compile(r"Layout\.preferred(?:Width|Height): \d$|lineHeight: [01]\.\d+$")
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
MONEY = r"(?:price|amount|total|sum|due|change|paid|minor|money|cost)"
RECKONING = re.compile(
    rf"\b\w*{MONEY}\w*\b\s*[-*/%]\s*\w|\w\s*[-*/%]\s*\w*\.?\w*{MONEY}\b|(?<![\"\w])\d+\s*\+\s*\w*{MONEY}\b",
    re.IGNORECASE,
)
READING = re.compile(r"\b(?:parseInt|parseFloat|toFixed|toLocaleString|JSON|Date|Number)\b")
LOOP = re.compile(r"\b(?:for|while|do)\s*[({]|\.(?:map|filter|reduce|forEach|sort|find|some|every)\(")
#: Statements that a handler or a function has at most; Pressable and Main.qml, with the keys, need the most.
MOST_STATEMENTS = 5


def colours(qml: QmlSource) -> Iterator[str]:
    for literal in qml.literals():
        if COLOUR.match(literal.text) or (literal.text in NAMED and literal.binding.lower().endswith("color")):
            yield f"{literal.line}: {literal.text}"
    for found in MADE.finditer(qml.code):
        yield f"{qml.code.count(chr(10), 0, found.start()) + 1}: {found.group()}"


def sizes(qml: QmlSource) -> Iterator[str]:
    """Lengths in figures. A fraction is a share of something, and so is what multiplies or divides."""
    for binding in qml.bindings():
        if not SIZE.match(binding.name) or SHARE.match(f"{binding.name}: {binding.value}"):
            continue
        value = re.sub(r'"[^"]*"', '""', TOLD.sub("t", binding.value))
        for found in NUMBER.finditer(value):
            before, after = value[: found.start()], value[found.end() :]
            factor = re.search(r"[*/]\s*$", before) or re.match(r"\s*[*/]", after)
            compared = re.search(r"[<>=]\s*$", before) or re.match(r"\s*[<>=]", after)
            if found.group() not in ("0", "1") and "." not in found.group() and not factor and not compared:
                yield f"{binding.line}: {binding.name}: {binding.value}"
                break


def loops(qml: QmlSource) -> Iterator[str]:
    for found in LOOP.finditer(qml.code):
        yield f"{qml.code.count(chr(10), 0, found.start()) + 1}: {found.group()}"


def reckoning(qml: QmlSource) -> Iterator[str]:
    """Arithmetic on money, and text taken apart for its figures."""
    for binding in (*qml.bindings(), *qml.functions()):
        plain = re.sub(r'"[^"]*"', '""', binding.value)
        if RECKONING.search(plain) or READING.search(plain):
            yield f"{binding.line}: {binding.name}: {binding.value}"


def long_handlers(qml: QmlSource) -> Iterator[str]:
    handlers = (binding for binding in qml.bindings() if re.search(r"(?:^|\.)on[A-Z]\w*$", binding.name))
    for binding in (*handlers, *qml.functions()):
        count = statements(binding.value)
        if count > MOST_STATEMENTS:
            yield f"{binding.line}: {binding.name} has {count} statements"


def statements(block: str) -> int:
    """Lines of a block that do something; brackets alone do not."""
    return sum(bool(re.search(r"\w", line)) for line in block.splitlines())


def untyped(qml: QmlSource) -> Iterator[str]:
    """`property var` hides what it is from qmllint."""
    for number, line in enumerate(qml.code.splitlines(), 1):
        if re.search(r"\bproperty var\b", line):
            yield f"{number}: {line.strip()}"


def tapped_otherwise(qml: QmlSource) -> Iterator[str]:
    """What can be tapped is a Pressable; a bare MouseArea has neither name nor focus."""
    for found in re.finditer(r"\b(MouseArea|TapHandler)\s*\{", qml.code):
        body = qml._bracketed(found.end() - 1)
        if qml.name != "Pressable.qml" and re.search(r"\bon(Clicked|Tapped|Pressed|Released)\b", body):
            yield f"{qml.code.count(chr(10), 0, found.start()) + 1}: {found.group(1)}"


RULES: tuple[Rule, ...] = (colours, sizes, loops, reckoning, long_handlers, untyped, tapped_otherwise)

#: What a rule is broken by on purpose, and why it may be.
ALLOWED = {
    ("tapped_otherwise", "Sheet.qml"): "beside a sheet is no control: whoever uses keys has its cross",
    ("tapped_otherwise", "AttractPage.qml"): "beside its buttons a touch leads in, as the largest of them does",
    ("tapped_otherwise", "StylePage.qml"): "beside the large picture is no control: whoever uses keys has its cross",
    ("untyped", "LookPicture.qml"): "tiles are maps: a part of the picture and its place",
    ("untyped", "LookCard.qml"): "the same tiles",
    ("loops", "Matrix.qml"): "cells grow with their words, and all are as high as the highest",
    ("long_handlers", "Matrix.qml"): "the same loop",
}


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_qml_shows_and_decides_nothing(path: Path) -> None:
    qml = QmlSource.of(path)
    broken = [
        f"{rule.__name__}, line {found}"
        for rule in RULES
        if (rule.__name__, path.name) not in ALLOWED
        for found in rule(qml)
    ]
    assert broken == []


def test_what_is_allowed_is_still_needed() -> None:
    rules = {rule.__name__: rule for rule in RULES}
    files = {path.name: path for path in OTHERS}
    assert [name for rule, name in ALLOWED if not any(rules[rule](QmlSource.of(files[name])))] == []


BROKEN = {
    'Rectangle {\n    color: "#FF0000"\n}': "colours",
    'Rectangle {\n    color: down ? "red" : Theme.card\n}': "colours",
    "Rectangle {\n    color: Qt.rgba(0, 0, 0, 0.5)\n}": "colours",
    "Item {\n    width: 120\n}": "sizes",
    "Item {\n    Layout.preferredWidth: 120\n}": "sizes",
    "Item {\n    anchors.leftMargin: wide ? Theme.gap : 12\n}": "sizes",
    "Text {\n    font.pixelSize: 18\n}": "sizes",
    "Item {\n    implicitHeight: row.implicitHeight + 20\n}": "sizes",
    "Item {\n    function sum(): int {\n        for (let i = 0; i < 3; i++)\n            n += i\n    }\n}": "loops",
    "Item {\n    property int n: rows.filter(row => row.open).length\n}": "loops",
    "Text {\n    text: line.priceMinor * line.quantity\n}": "reckoning",
    "Text {\n    text: model.due - model.paid\n}": "reckoning",
    "Text {\n    text: (minor / 100).toFixed(2)\n}": "reckoning",
    "Item {\n    onTapped: {\n" + 6 * "        a()\n" + "    }\n}": "long_handlers",
    "Item {\n    property var thing: null\n}": "untyped",
    "Item {\n    MouseArea {\n        onClicked: item.open()\n    }\n}": "tapped_otherwise",
}


@pytest.mark.parametrize("source", BROKEN)
def test_a_broken_rule_is_found(source: str) -> None:
    assert [rule.__name__ for rule in RULES if any(rule(QmlSource(source)))] == [BROKEN[source]]


SOUND = """
// 120 and "#FF0000" in a comment
Item {
    width: 2 * Theme.gap + Theme.px(120)
    height: parent.height / 3 - 1
    implicitWidth: Math.max(Theme.target, words.implicitWidth)
    readonly property color fore: chosen ? Theme.nightText : Theme.ink
    property string kind: "quiet"
    columns: 3
    onTapped: page.model.choose(index)
}
"""


def test_what_keeps_the_rules_is_left_alone() -> None:
    assert [rule.__name__ for rule in RULES if any(rule(QmlSource(SOUND)))] == []


def test_controls_know_no_part_of_a_page_and_no_view_model() -> None:
    controls = sorted(qml_path("controls").glob("*.qml"))
    outward = re.compile(r'^import (?:"\.\./(?:parts|pages)"|Kiosk)$', re.MULTILINE)
    assert len(controls) > 20
    assert [path.name for path in controls if outward.search(path.read_text("utf-8"))] == []
    assert outward.search(qml_path("parts", "TopBar.qml").read_text("utf-8")), "the search itself must find something"
