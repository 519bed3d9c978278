"""The set-up of `make demo` and `make test`: what it says when the machine is in the way."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

REQUIREMENTS = Path(__file__).parents[2] / "requirements"

LDD = """\
/opt/venv/lib/libQt6Gui.so.6:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibEGL.so.1 => not found
\tlibQt6Core.so.6 => /opt/venv/lib/libQt6Core.so.6 (0x00007f)
/opt/venv/plugins/platforms/libqxcb.so:
\tlibxcb-icccm.so.4 => not found
\tlibEGL.so.1 => not found
\tlibQt6XcbQpa.so.6 => not found
\tlibnew.so.9 => not found
"""


@pytest.fixture
def prepare(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, imported the way it imports its neighbour."""
    monkeypatch.syspath_prepend(str(REQUIREMENTS))
    spec = importlib.util.spec_from_file_location("prepare", REQUIREMENTS / "prepare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def qt_libs(prepare: ModuleType) -> ModuleType:
    """The neighbour."""
    return sys.modules[prepare.missing_packages.__module__]


def fake_ldd(folder: Path) -> Path:
    """A program in place of the dynamic linker that lacks what `LDD` lacks."""
    program = folder / "ldd"
    program.write_text(f"#!/bin/sh\ncat <<'END'\n{LDD}END\n", "utf-8")
    program.chmod(0o755)
    return program


def environment(folder: Path) -> Path:
    """The Python of an environment that holds Qt, as far as the check looks."""
    (folder / "lib" / "python3.11" / "site-packages" / "PySide6" / "Qt").mkdir(parents=True)
    return folder / "bin" / "python"


def test_libraries_that_lack_become_packages_each_once_and_unknown_ones_keep_their_name(
    qt_libs: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_ldd(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert qt_libs.missing_packages(environment(tmp_path)) == ["libegl1", "libnew.so.9", "libxcb-icccm4"]


def test_nobody_but_root_installs_and_the_exact_line_is_said(
    prepare: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(prepare.Stop, match=r"sudo apt-get update && sudo apt-get install -y libegl1 libxcb-icccm4"):
        prepare._need(["libegl1", "libxcb-icccm4"], "shared libraries that Qt needs")


def test_root_on_a_machine_without_apt_is_told_the_line_too(
    prepare: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(prepare.Stop, match="apt-get install -y libegl1"):
        prepare._need(["libegl1"], "shared libraries that Qt needs")


def test_an_old_python_is_told_how_to_name_another(prepare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "OLDEST", (9, 9))
    with pytest.raises(prepare.Stop, match=r"needs Python 3\.11 or newer.*make PYTHON="):
        prepare.main("hq")


def test_the_environment_these_tests_run_in_is_complete(qt_libs: ModuleType) -> None:
    assert qt_libs.missing_packages(Path(sys.prefix) / "bin" / "python") == []
