"""A contact sheet of a retailer's files: every style in all its colourways, as glass would show it."""

import csv
import hashlib
from collections import defaultdict
from pathlib import Path

from kiosk.domain.catalogue import Style
from kiosk.errors import EnvironmentProblem


def contact_sheet(folder: Path, out: Path) -> int:
    """Draw it into a PNG; returns how many styles are on it. Raises EnvironmentProblem when it cannot be written."""
    from ui.app import prepare_environment

    prepare_environment()
    from ui.contact_sheet import Strip, draw_sheet

    swatches: dict[str, dict[str, str]] = defaultdict(dict)  # style → colour → swatch
    for row in _rows(folder / "variants.csv"):
        swatches[row["style"]].setdefault(row["colour"], row["swatch"])
    files = {path.name: path for path in (folder / "pictures").iterdir()} if (folder / "pictures").is_dir() else {}
    pictures = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files.values()}
    named = {path.name: sha256 for sha256, path in pictures.items()}
    strips = [
        Strip(_style(row, named.get(row["picture"], "")), tuple(swatches[row["style"]].values()))
        for row in _rows(folder / "styles.csv")
    ]
    if not draw_sheet(strips, pictures.get, out):
        raise EnvironmentProblem(f"The contact sheet could not be written to {out}: is its folder there, and not full?")
    return len(strips)


def _style(row: dict[str, str], picture: str) -> Style:
    return Style(
        id=row["style"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        category=row["category"],
        category_zh=row["category_zh"],
        category_en=row["category_en"],
        picture=picture,
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
