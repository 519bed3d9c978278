"""What setup.cfg names is what is installed, and what is bundled."""

import configparser
import glob
import importlib.util
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
#: What a build needs of a checkout.
SOURCES = ("kiosk", "drivers", "sync", "ui", "assets", "setup.cfg", "pyproject.toml", "LICENSE", "NOTICE", "README.md")


def settings() -> configparser.ConfigParser:
    """The project's setup.cfg."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", "utf-8")
    return parser


def package_data() -> set[str]:
    """The files that setup.cfg names as package data, relative to the project."""
    found = set()
    for package, patterns in settings()["options.package_data"].items():
        for pattern in patterns.split():
            found |= set(glob.glob(f"{package}/{pattern}", root_dir=ROOT, recursive=True))
    return {name for name in found if (ROOT / name).is_file() and not name.endswith((".py", ".pyc"))}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel of this checkout, built in a copy: a build folder of an earlier day would be packed with it."""
    place = tmp_path_factory.mktemp("wheel")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, place)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    done = subprocess.run([*command, "-w", "dist", "."], cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return zipfile.ZipFile(next((place / "dist").glob("kiosk-*.whl")))


def test_the_wheel_carries_screens_fonts_and_licences(wheel: zipfile.ZipFile) -> None:
    carried = set(wheel.namelist())
    assert package_data() - carried == set()
    assert {name for name in package_data() if name.startswith("assets/fonts/")}
    assert {Path(name).name for name in carried if "/licenses/" in name} == {"LICENSE", "NOTICE"}
    assert {str(path.relative_to(ROOT)) for path in (ROOT / "ui").rglob("*.qml")} <= carried


def test_the_wheel_carries_every_module_and_no_tests(wheel: zipfile.ZipFile) -> None:
    packages = ("kiosk", "drivers", "sync", "ui", "assets")
    modules = {str(path.relative_to(ROOT)) for package in packages for path in (ROOT / package).rglob("*.py")}
    carried = set(wheel.namelist())
    assert modules - carried == set()
    assert {name.split("/")[0] for name in carried if "dist-info" not in name} == set(packages)


def test_the_wheel_installs_the_command(wheel: zipfile.ZipFile) -> None:
    entry = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "kiosk = kiosk.__main__:main" in wheel.read(entry).decode()


def run_spec() -> dict[str, Any]:
    """Runs kiosk.spec with PyInstaller's names replaced by recorders: what it asked to bundle."""
    asked: dict[str, Any] = {}

    def analysis(scripts: list[str], **named: Any) -> SimpleNamespace:
        asked.update(named, scripts=scripts)
        binaries = [
            ("PySide6/Qt/plugins/platforms/libqoffscreen.so", "x", "BINARY"),
            ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", "x", "BINARY"),
            ("PySide6/Qt/lib/libQt6VirtualKeyboard.so.6", "x", "BINARY"),
            ("PySide6/Qt/lib/libQt6QuickControls2Imagine.so.6", "x", "BINARY"),
            ("PIL/_imagingtk.cpython-311-x86_64-linux-gnu.so", "x", "BINARY"),
        ]
        return SimpleNamespace(pure=[], scripts=scripts, binaries=binaries, datas=named["datas"])

    def collect(_program: object, binaries: object, _datas: object, name: str, *, strip: bool) -> None:
        asked.update(binaries=binaries, name=name, strip=strip)

    spec = ROOT / "kiosk.spec"
    lent = {"SPECPATH": str(ROOT), "Analysis": analysis, "COLLECT": collect}
    lent |= {"EXE": lambda *_a, **_n: None, "PYZ": lambda *_a: None}
    exec(compile(spec.read_text("utf-8"), str(spec), "exec"), lent)
    return asked


@pytest.fixture(scope="module")
def bundle() -> dict[str, Any]:
    """What kiosk.spec bundles."""
    return run_spec()


def test_the_bundle_holds_all_package_data_where_the_program_looks_for_it(bundle: dict[str, Any]) -> None:
    bundled = {f"{folder}/{Path(file).name}" for file, folder in bundle["datas"]}
    others = tuple(f"{name}/" for name in settings()["kiosk:bundle"]["data_of"].split())
    records = {name for name in bundled if ".dist-info/" in name}
    assert {name for name in bundled - records if not name.startswith(others)} == package_data()
    assert records, "`kiosk doctor` tells Qt's version"
    assert "biip/gs1_application_identifiers/_application_identifiers.json" in bundled


def test_the_bundle_holds_every_module_of_ours_and_what_setup_cfg_says_is_imported_by_name(
    bundle: dict[str, Any],
) -> None:
    named = settings()["kiosk:bundle"]["hidden_imports"].split()
    ours = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for package in ("kiosk", "drivers", "sync", "ui", "assets")
        for path in (ROOT / package).rglob("*.py")
    }
    assert {*named, *ours} - set(bundle["hiddenimports"]) == set()
    assert [name for name in named if importlib.util.find_spec(name) is None] == []


def test_the_bundle_leaves_out_what_drags_in_gtk_or_another_licence(bundle: dict[str, Any]) -> None:
    assert [entry[0] for entry in bundle["binaries"]] == ["PySide6/Qt/plugins/platforms/libqoffscreen.so"]


def locked(name: str) -> dict[str, str]:
    """Package → version of one lock file."""
    lines = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").splitlines()
    pins = (line.split()[0].split("==") for line in lines if not line.startswith(" "))
    return {pin[0]: pin[1] for pin in pins}


@pytest.mark.parametrize("name", ["base", "hq", "dev"])
def test_every_lock_holds_what_a_build_without_isolation_needs(name: str) -> None:
    assert {"setuptools", "wheel", "pyside6-essentials", "requests"} <= set(locked(name))


def test_the_locks_agree_on_versions() -> None:
    dev = locked("dev").items()
    assert locked("base").items() <= locked("hq").items() <= dev


@pytest.mark.parametrize("name", ["base", "hq", "dev"])
def test_every_locked_package_has_a_hash(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    entries = [entry for entry in text.replace("\\\n", " ").splitlines() if entry.strip()]
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
