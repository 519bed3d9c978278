"""Whether a bundle is fit for a shop: what is in it, what it weighs, and that it works by itself.

`python .ci/bundle.py dist/kiosk`: no GTK and no Virtual Keyboard, no more than 230 MB; HQ, a tablet and `kiosk doctor`
run from it, and the tour is played in both languages, as processes that see neither this checkout nor its packages.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIMIT_MB = 230
UNWANTED = ("gtk", "virtualkeyboard", "webengine", "hypothesis", "pytest")


def main(bundle: Path) -> None:
    program = bundle.absolute() / "kiosk"
    entries = list(bundle.rglob("*"))
    files = [path for path in entries if path.is_file() and not path.is_symlink()]
    weight = sum(path.stat().st_size for path in files) / 1e6
    print(f"{bundle}: {len(files):,} files, {weight:.1f} MB ({LIMIT_MB} allowed)", flush=True)
    foreign = [str(path) for path in entries if any(word in path.name.lower() for word in UNWANTED)]
    if foreign or weight > LIMIT_MB:
        heaviest = sorted(files, key=lambda path: -path.stat().st_size)[:12]
        told = "\n".join(f"  {path.stat().st_size / 1e6:6.1f} MB  {path.relative_to(bundle)}" for path in heaviest)
        raise SystemExit(f"unwanted: {foreign or 'nothing'}; the heaviest:\n{told}")
    with tempfile.TemporaryDirectory(prefix="kiosk-bundle-") as place:
        print(_run(program, "--version", place=place), flush=True)
        os.environ.clear()
        os.environ |= _bare(place) | {"KIOSK_COMMAND": str(program)}
        _doctor(Path(place))
        _tour(program, Path(place))


def _doctor(place: Path) -> None:
    """HQ serves, a tablet is enrolled, sells and syncs, all from the bundle."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.e2e.processes import kiosk
    from tests.e2e.shop import open_shop

    with open_shop(place / "shop") as shop:
        with shop.tablet() as tablet:
            shop.sell(tablet, "SILK-SCARF/ROSE/ONE")
            shop.wait_until_delivered()
        print(kiosk("doctor", "--data", shop.tablet_folder), flush=True)


def _tour(program: Path, place: Path) -> None:
    began = time.monotonic()
    _run(program, "demo", "--tour", "--out", str(place / "tour"), place=str(place))
    pictures = len(list((place / "tour").rglob("[0-9]*.png")))
    print(f"the tour from the bundle: {pictures} pictures in {time.monotonic() - began:.0f} s", flush=True)


def _run(program: Path, *words: str, place: str) -> str:
    done = subprocess.run(
        [str(program), *words], cwd=place, env=_bare(place), capture_output=True, text=True, timeout=900, check=False
    )
    if done.returncode:
        raise SystemExit(f"{program.name} {' '.join(words)} ended with {done.returncode}:\n{done.stderr[-4000:]}")
    return done.stdout.strip()


def _bare(place: str) -> dict[str, str]:
    """Next to no environment, so that whatever is missing is missed."""
    return {
        "PATH": "/usr/bin:/bin", "HOME": place, "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": place,
        "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software",
    }  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "dist/kiosk"))
