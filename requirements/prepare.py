"""Makes this checkout ready to run: environment, locked packages, the product itself, the libraries Qt needs.

    python3 requirements/prepare.py hq      what `make demo` needs
    python3 requirements/prepare.py dev     that, and everything `make test` needs

A second run with nothing changed takes a fraction of a second. Uses the standard library only, and is written so that
an old Python still gets as far as saying that it is too old.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

from qt_libs import apt_line, install_packages, missing_packages

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
#: Each set, and the sets it contains.
SETS = {"hq": ("hq",), "dev": ("dev", "hq")}


class Stop(Exception):
    """Something on this machine is in the way; the message tells a person what to do."""


def main(wanted: str) -> None:
    """Prepares the set of packages `wanted`, once, however many commands ask for it at the same time."""
    if sys.version_info < OLDEST:
        running = ".".join(map(str, sys.version_info[:3]))
        raise Stop(f"kiosk needs Python 3.11 or newer, this is {running}. Name another one: make PYTHON=python3.12 …")
    with open(ROOT / ".venv.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_done(wanted):
            _make_environment()
            _install(wanted)
            for name in SETS[wanted]:
                _stamp(name).write_text(_fingerprint(name), "utf-8")
        _check_libraries()


def _stamp(wanted: str) -> Path:
    return VENV / f"stamp-{wanted}"


def _is_done(wanted: str) -> bool:
    stamp = _stamp(wanted)
    return PYTHON.exists() and stamp.exists() and stamp.read_text("utf-8") == _fingerprint(wanted)


def _fingerprint(wanted: str) -> str:
    """Changes when the environment must: other packages, other metadata, another place, another Python."""
    digest = hashlib.sha256(f"{ROOT} {sys.version_info[:2]}".encode())
    for path in (_lock_file(wanted), ROOT / "setup.cfg", ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _lock_file(wanted: str) -> Path:
    return ROOT / "requirements" / f"{wanted}.txt"


def _make_environment() -> None:
    if _is_usable():
        return
    if not _runs([sys.executable, "-c", "import ensurepip, venv"]):
        _need([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"], "a Python that can make environments")
    _say("making the environment .venv")
    _run([sys.executable, "-m", "venv", "--clear", str(VENV)])


def _is_usable() -> bool:
    """An environment that was copied here, or is of another Python, starts programs of the place it came from."""
    activate = VENV / "bin" / "activate"
    library = VENV / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    here = activate.exists() and str(VENV) in activate.read_text("utf-8")
    return here and library.exists() and _runs([str(PYTHON), "-c", "import pip"])


def _install(wanted: str) -> None:
    # The first time takes so long that a person wants to see it move.
    quiet = ["--quiet"] if os.environ.get("CI") or any(VENV.glob("stamp-*")) else []
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
    _say(f"installing the packages of requirements/{wanted}.txt (the first time: 250 MB and a minute or two)")
    _run([*pip, *quiet, "--require-hashes", "--requirement", str(_lock_file(wanted))])
    # Hashes refuse an editable project, and build isolation would fetch a setuptools that no lock names.
    os.environ["PYTHONWARNINGS"] = "ignore"  # setuptools warns everybody that an editable project is editable
    _run([*pip, "--quiet", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])


def _check_libraries() -> None:
    packages = missing_packages(PYTHON)
    if packages:
        _need(packages, "shared libraries that Qt needs")


def _need(packages: list[str], what: str) -> None:
    """Installs Debian or Ubuntu packages where that is allowed, else says how."""
    if os.geteuid() != 0 or not install_packages(packages):
        raise Stop(f"this machine lacks {what}. Install them, then run make again:\n\n    {apt_line(packages)}\n")


def _runs(command: list[str]) -> bool:
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


def _run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode != 0:
        raise Stop(f"this did not work, see above why; run it again when it is mended:\n\n    {' '.join(command)}\n")


def _say(text: str) -> None:
    print(f"kiosk: {text}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in SETS:
        raise SystemExit(f"usage: {sys.argv[0]} {{{','.join(SETS)}}}")
    try:
        main(sys.argv[1])
    except Stop as stop:
        raise SystemExit(f"kiosk: {stop}") from None
