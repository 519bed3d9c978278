"""Where the QML files lie: in a checkout, a wheel or a bundle alike."""

import sys
from pathlib import Path


def qml_path(*parts: str) -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) / "ui" if frozen else Path(__file__).parent
    return root.joinpath("qml", *parts)
