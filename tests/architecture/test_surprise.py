"""The tests fail on surprise: proven by tests that must fail, run by a pytest of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SURPRISING = {
    "a stray warning in the log": 'import logging\ndef test_it(): logging.getLogger("x").warning("stray")',
    "a Python warning": 'import warnings\ndef test_it(): warnings.warn("old", DeprecationWarning)',
    "a message of Qt": 'def test_it(qapp):\n from PySide6.QtCore import qWarning\n qWarning("stray")',
    "a marker nobody declared": "import pytest\n@pytest.mark.expects_warning\ndef test_it(): pass",
}
EXPECTED = {
    "a log line the test looks at": (
        'import logging\ndef test_it(caplog):\n logging.getLogger("x").warning("w")\n assert caplog.messages == ["w"]'
    ),
    "a log line the test announces": (
        'import logging, pytest\n@pytest.mark.expects_warnings("says so")\n'
        'def test_it(): logging.getLogger("x").warning("stray")'
    ),
}


def run_alone(source: str, folder: Path) -> int:
    """Runs one test file with the project's settings and the project's conftest; the answer of pytest."""
    (folder / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text("utf-8"), "utf-8")
    (folder / "test_one.py").write_text(source + "\n", "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", str(ROOT / "setup.cfg")]
    command += ["--rootdir", str(folder), str(folder)]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120)
    return done.returncode


@pytest.mark.parametrize("source", SURPRISING.values(), ids=SURPRISING)
def test_a_surprise_fails_the_test_that_caused_it(source: str, tmp_path: Path) -> None:
    assert run_alone(source, tmp_path) != 0


@pytest.mark.parametrize("source", EXPECTED.values(), ids=EXPECTED)
def test_what_a_test_expects_is_no_surprise(source: str, tmp_path: Path) -> None:
    assert run_alone(source, tmp_path) == 0
