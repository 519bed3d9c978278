"""Which shared libraries Qt needs that this machine lacks, as names of Debian and Ubuntu packages.

Asks the dynamic linker (`ldd`) about the very files that will be loaded, instead of keeping a list of what Qt is
thought to need. The xcb and wayland plugins count only where there is a screen: a server that draws
off screen needs neither.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

#: Below `PySide6/Qt`: what every start loads.
ALWAYS = (
    "lib/libQt6Core.so.6",
    "lib/libQt6Gui.so.6",
    "lib/libQt6Network.so.6",
    "lib/libQt6Qml.so.6",
    "lib/libQt6Quick.so.6",
    "lib/libQt6QuickControls2.so.6",
    "lib/libQt6Svg.so.6",
    "lib/libQt6Test.so.6",
    "lib/libQt6Widgets.so.6",
    "plugins/platforms/libqoffscreen.so",
    "plugins/imageformats/libqjpeg.so",
    "plugins/imageformats/libqsvg.so",
)
#: The environment variable that says there is such a screen, and the plugin that draws on it.
SCREENS = {"DISPLAY": "plugins/platforms/libqxcb.so", "WAYLAND_DISPLAY": "plugins/platforms/libqwayland.so"}

#: Library → package. A package of another name on newer releases (`libglib2.0-0t64`) still answers to the old one.
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libpng16.so.16": "libpng16-16",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}


def missing_packages(python: Path) -> list[str]:
    """The packages to install before Qt starts under the interpreter `python`; none when all is there."""
    qt = _qt_folder(python)
    ldd = shutil.which("ldd")
    if qt is None or ldd is None:
        return []
    files = [qt / name for name in (*ALWAYS, *(plugin for var, plugin in SCREENS.items() if os.environ.get(var)))]
    present = [str(path) for path in files if path.exists()]
    listed = subprocess.run([ldd, *present], stdout=subprocess.PIPE, text=True, check=False).stdout
    return sorted({PACKAGES.get(library, library) for library in missing_libraries(listed)})


def missing_libraries(ldd_says: str) -> set[str]:
    """The names `ldd` could not resolve. Qt's own libraries come with Qt: where they seem to lack, its package does."""
    lines = (line.split() for line in ldd_says.splitlines() if "=> not found" in line)
    return {words[0] for words in lines if not words[0].startswith("libQt6")}


def _qt_folder(python: Path) -> Path | None:
    # Not by importing it: an import of Qt is what fails here.
    found = sorted((python.parents[1] / "lib").glob("python3*/site-packages/PySide6/Qt"))
    return found[-1] if found else None


def apt_line(packages: list[str]) -> str:
    """The line an administrator types."""
    return f"sudo apt-get update && sudo apt-get install -y {' '.join(packages)}"


def install_packages(packages: list[str]) -> bool:
    """Installs them as root; False where this is no Debian, or it did not work."""
    if shutil.which("apt-get") is None:
        return False
    print(f"kiosk: installing {' '.join(packages)}", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = ["-qq", "-o", "Dpkg::Use-Pty=0"]
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        if subprocess.run(["apt-get", *quiet, *command], env=env, stdout=subprocess.DEVNULL, check=False).returncode:
            return False
    return True
