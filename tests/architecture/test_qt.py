"""What this program relies on Qt for Python to do, and its lint to find."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal

ROOT = Path(__file__).parents[2]
TIMES = 20_000
#: References that come and go with the interpreter's own work, far below one per emission.
NOISE = 500

TYPES = """
from PySide6.QtCore import Property, QAbstractListModel, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

QML_IMPORT_NAME = "Scratch"
QML_IMPORT_MAJOR_VERSION = 1

class Page(QObject):
    changed = Signal()

    @Property(str, notify=changed)
    def title(self) -> str:
        return ""

@QmlElement
class Rows(QAbstractListModel):
    @Slot(str, result=bool)
    def choose(self, code: str) -> bool:
        return bool(code)

@QmlElement
@QmlSingleton
class Shop(Page):
    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        return Rows()
"""
GLASS = """import QtQuick
import Scratch

Item {
    width: 100
    Text { text: Shop.title }
    ListView { model: Shop.rows }
    TapHandler { onTapped: Shop.rows.choose("8120") }
}
"""
MISTAKES = {
    "a property of a base class in Python": ("Shop.title", "Shop.titel"),
    "a slot of a model in Python": ("rows.choose", "rows.chose"),
    "a property of Qt's own": ("width", "widht"),
    "a type nobody registered": ("Shop.title", "Stor.title"),
    "a name without owner": ("Shop.title", "title"),
}


class Glass(QObject):
    """Something to emit from."""

    told = Signal(object)


def drift(value: object) -> int:
    """How many references to a value that lives for ever are lost or gained by `TIMES` emissions and properties."""
    glass = Glass()
    heard = [0]

    def count(_value: object) -> None:
        heard[0] += 1

    glass.told.connect(count)
    before = sys.getrefcount(value)
    for _ in range(TIMES):
        glass.told.emit(value)
        glass.setProperty("flag", value)
    after = sys.getrefcount(value)
    assert heard == [TIMES]
    return abs(after - before)


@pytest.mark.parametrize("value", [None, True, False], ids=str)
def test_emitting_and_setting_properties_keeps_the_reference_counts_of_singletons(value: object) -> None:
    """One release of Qt for Python lost one each time on CPython 3.11, and the process aborted at zero."""
    assert drift(value) < NOISE


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Lints the QML of a scratch package the way `make test` lints ours."""
    command = [sys.executable, str(ROOT / ".ci" / "qmllint.py"), "--package", "scratchglass"]
    command += ["--qml", str(folder / "qml"), "--build", str(folder / "build")]
    env = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def glass(tmp_path: Path) -> Path:
    """A package with Python types and a QML file that uses them rightly."""
    (tmp_path / "scratchglass").mkdir()
    (tmp_path / "scratchglass" / "__init__.py").touch()
    (tmp_path / "scratchglass" / "types.py").write_text(TYPES, "utf-8")
    (tmp_path / "qml").mkdir()
    (tmp_path / "qml" / "Glass.qml").write_text(GLASS, "utf-8")
    return tmp_path


def test_qml_that_uses_python_types_rightly_is_clean(glass: Path) -> None:
    done = lint(glass)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("right", "wrong"), MISTAKES.values(), ids=MISTAKES)
def test_a_misspelling_in_qml_is_found(glass: Path, right: str, wrong: str) -> None:
    (glass / "qml" / "Glass.qml").write_text(GLASS.replace(right, wrong), "utf-8")
    done = lint(glass)
    assert done.returncode != 0
    assert "Glass.qml" in done.stderr


def test_a_folder_without_qml_is_clean(glass: Path) -> None:
    (glass / "qml" / "Glass.qml").unlink()
    assert lint(glass).returncode == 0
