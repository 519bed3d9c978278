"""Who may import whom: the contracts of setup.cfg hold, would fail if broken, and speak of these packages."""

import ast
import configparser
import importlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("kiosk", "drivers", "sync", "ui", "assets")
#: What the contracts forbid, each by one import that breaks it.
TRESPASSES = {
    "a rule imports storage": ("kiosk/domain/trespass.py", "import kiosk.storage"),
    "a rule imports a database": ("kiosk/domain/trespass.py", "import sqlite3"),
    "a port imports the wire's types": ("kiosk/ports/trespass.py", "import msgspec"),
    "a service imports HTTP": ("kiosk/services/trespass.py", "import requests"),
    "the wire imports glass": ("sync/trespass.py", "import ui"),
    "glass imports cables": ("ui/trespass.py", "import drivers"),
    "glass imports storage": ("ui/trespass.py", "import kiosk.storage"),
    "glass imports a database": ("ui/trespass.py", "import sqlite3"),
    "cables import Qt": ("drivers/trespass.py", "import PySide6.QtCore"),
    "the tablet's engine imports HQ": ("sync/engine.py", "import sync.hq"),
    "HQ imports the tablet's client": ("sync/hq/trespass.py", "import sync.client"),
    "errors import anything": ("kiosk/errors.py", "import kiosk.bus"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs import-linter with the settings and the packages of `folder`."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house of the same shape with empty rooms, for breaking things."""
    place = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "setup.cfg", place)
    for package in PACKAGES:
        for found in (ROOT / package).rglob("*.py"):
            target = place / found.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text("", "utf-8")
    (place / "sync" / "client.py").touch()
    return place


def test_every_import_points_inwards() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_the_house_with_empty_rooms_breaks_no_contract(copy: Path) -> None:
    assert lint(copy).returncode == 0


@pytest.mark.parametrize(("module", "statement"), TRESPASSES.values(), ids=TRESPASSES)
def test_a_trespass_is_found(copy: Path, module: str, statement: str) -> None:
    path = copy / module
    before = path.read_text("utf-8") if path.exists() else None
    path.write_text(statement + "\n", "utf-8")
    try:
        done = lint(copy)
    finally:
        path.write_text("", "utf-8") if before is not None else path.unlink()
    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 broken" in done.stdout or "2 broken" in done.stdout


@pytest.mark.parametrize("package", PACKAGES)
def test_the_package_imported_is_ours_and_not_another_of_the_same_name(package: str) -> None:
    imported = importlib.import_module(package).__file__
    assert imported is not None
    assert Path(imported).parent == ROOT / package


def test_setup_cfg_packages_and_contracts_name_the_same_packages() -> None:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", "utf-8")
    packaged = settings["options.packages.find"]["include"].split()
    assert {name.removesuffix(".*") for name in packaged} == set(PACKAGES)
    assert set(settings["importlinter"]["root_packages"].split()) == set(PACKAGES)


def imports_of(path: Path) -> Iterator[str]:
    """The top-level names a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", sorted((ROOT / "kiosk" / "domain").rglob("*.py")), ids=lambda path: path.stem)
def test_a_rule_of_the_domain_needs_the_standard_library_only(path: Path) -> None:
    foreign = {
        name
        for name in imports_of(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith(("kiosk.domain", "kiosk.errors"))
    }
    assert foreign == set()
