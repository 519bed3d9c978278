"""The tests fail on surprise: proven by tests that must fail, run by a pytest of their own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SURPRISING = {
    "stray_log_line": 'import logging\ndef test_it(): logging.getLogger("x").warning("stray")',
    "stray_log_line_of_a_thread": (
        "import logging, threading\ndef test_it():\n"
        ' thread = threading.Thread(target=logging.getLogger("x").error, args=("stray",))\n'
        " thread.start()\n thread.join()"
    ),
    "python_warning": 'import warnings\ndef test_it(): warnings.warn("old", DeprecationWarning)',
    "error_in_a_thread": (
        "import threading\ndef test_it():\n thread = threading.Thread(target=lambda: 1 / 0)\n"
        " thread.start()\n thread.join()"
    ),
    "message_of_qt": 'def test_it(qapp):\n from PySide6.QtCore import qWarning\n qWarning("stray")',
    "undeclared_marker": "import pytest\n@pytest.mark.expects_warning\ndef test_it(): pass",
}
EXPECTED = {
    "log_line_the_test_looks_at": (
        'import logging\ndef test_it(caplog):\n logging.getLogger("x").warning("w")\n assert caplog.messages == ["w"]'
    ),
    "log_line_the_test_announces": (
        'import logging, pytest\n@pytest.mark.expects_warnings("says so")\n'
        'def test_it(): logging.getLogger("x").warning("stray")'
    ),
    "log_line_of_no_weight": 'import logging\ndef test_it(): logging.getLogger("x").info("started")',
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """File name → PASSED, FAILED or ERROR, with the project's settings and the project's conftest."""
    folder = tmp_path_factory.mktemp("alone")
    (folder / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text("utf-8"), "utf-8")
    for name, source in (SURPRISING | EXPECTED).items():
        (folder / f"test_{name}.py").write_text(source + "\n", "utf-8")
    command = [sys.executable, "-m", "pytest", "-rA", "--continue-on-collection-errors", "-p", "no:cacheprovider"]
    command += ["-c", str(ROOT / "setup.cfg"), "--rootdir", str(folder), str(folder)]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120)
    found = re.findall(r"^(PASSED|FAILED|ERROR) (?:.*/)?test_(\w+)\.py", done.stdout, re.MULTILINE)
    return {name: outcome for outcome, name in found}


@pytest.mark.parametrize("name", SURPRISING)
def test_a_surprise_fails_the_test_that_caused_it(name: str, outcomes: dict[str, str]) -> None:
    assert outcomes[name] in {"FAILED", "ERROR"}


@pytest.mark.parametrize("name", EXPECTED)
def test_what_a_test_expects_is_no_surprise(name: str, outcomes: dict[str, str]) -> None:
    assert outcomes[name] == "PASSED"
