"""Photographs in place of the demo's drawings, matched to its styles by file name, or by kind and colour."""

import csv
import math
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assets.garments import Spec, guess
from kiosk.errors import InputError

if TYPE_CHECKING:
    from PIL import Image

Row = dict[str, str]
Colour = tuple[float, float, float]
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
#: What a folder of photographs is called, for each kind of garment.
CLASSES = {
    "dress": "dress", "hat": "hat", "knit": "longsleeve", "jacket": "outwear", "coat": "outwear", "trousers": "pants",
    "shirt": "shirt", "shoe": "shoes", "boot": "shoes", "skirt": "skirt", "tee": "t-shirt",
}  # fmt: skip
_LONGEST = 900  # pixels of the longer side: no place on glass shows more
_MOST_PIXELS = 60_000_000
_GREY = (128.0, 128.0, 128.0)
#: What Pillow raises for files that are no pictures, or broken ones.
UNREADABLE = (OSError, ValueError, SyntaxError)


def with_photographs(source: Path, media: Path, target: Path, announce: Callable[[str], object]) -> Path:
    """A copy of a retailer's files at `target` whose styles show the photographs that fit them; others keep what they
    have. The same folder always gives the same. Raises InputError when `media` holds nothing that can be matched."""
    rows = _rows(source / "styles.csv")
    swatches: dict[str, str] = {}
    for variant in _rows(source / "variants.csv"):
        swatches.setdefault(variant["style"], variant["swatch"])
    found = dict(_matched(rows, swatches, media))
    if not found:
        raise InputError(
            f"{media} holds neither photographs called like a style (YJ-24101.jpg) nor folders of them"
            f" ({', '.join(sorted({*CLASSES.values(), 'shorts'}))}). Nothing was changed."
        )
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.py", "__pycache__", "*.drive"))
    (target / "pictures").mkdir(exist_ok=True)
    kept = 0
    for row in rows:
        photograph = found.get(row["style"])
        if photograph and _scaled_down(photograph, target / "pictures" / f"{row['style']}.jpg", announce):
            row["picture"] = f"{row['style']}.jpg"
            kept += 1
    _write(target / "styles.csv", rows)
    announce(f"{kept} of {len(rows)} styles show photographs of {media}")
    return target


def _matched(rows: list[Row], swatches: dict[str, str], media: Path) -> Iterator[tuple[str, Path]]:
    """Style and photograph. A photograph stands for one style only: two styles that look the same confuse. Of those of
    its kind a style takes the one nearest to its first colour."""
    if not media.is_dir():
        raise InputError(f"{media} is no folder. Nothing was changed.")
    own = {path.name: path for path in media.iterdir() if _is_photograph(path)}
    left = {name: _photographs(media / name) for name in {*CLASSES.values(), "shorts"}}
    for row in rows:
        names = (row["picture"], *(row["style"] + suffix for suffix in SUFFIXES))
        photograph = next((own[name] for name in names if name in own), None)
        others = left.get(_class_of(row), {})
        if photograph is None and others:
            wanted = _rgb(swatches.get(row["style"], ""))
            photograph = min(others, key=lambda path: (math.dist(others[path], wanted), path.name))
            del others[photograph]
        if photograph:
            yield row["style"], photograph


def _class_of(row: Row) -> str:
    spec = guess(f"{row['name_zh']}|{row['name_en']}|{row['category_zh']} {row['category_en']}", row["style"])
    return _folder_for(spec) if spec else ""


def _folder_for(spec: Spec) -> str:
    if spec.kind == "trousers" and spec.cut == "shorts":
        return "shorts"
    if spec.kind == "tee" and spec.sleeve == "long":
        return "longsleeve"
    return CLASSES.get(spec.kind, "")


def _photographs(folder: Path) -> dict[Path, Colour]:
    """The photographs of a folder and the colour of their middle, where the goods are."""
    paths = sorted(path for path in folder.iterdir() if _is_photograph(path)) if folder.is_dir() else []
    return {path: _middle(path) for path in paths}


def _middle(path: Path) -> Colour:
    """Grey for what cannot be read; that is said when it is scaled down."""
    from PIL import Image

    try:
        with Image.open(path) as picture:
            _check(picture)
            picture.draft("RGB", (64, 64))
            width, height = picture.size
            box = (width * 2 // 5, height * 2 // 5, width * 3 // 5 + 1, height * 3 // 5 + 1)
            red, green, blue = picture.convert("RGB").crop(box).resize((1, 1)).tobytes()
    except (*UNREADABLE, Image.DecompressionBombError):
        return _GREY
    return float(red), float(green), float(blue)


def _rgb(swatch: str) -> Colour:
    if not re.fullmatch("#[0-9a-fA-F]{6}", swatch):
        return _GREY
    red, green, blue = bytes.fromhex(swatch[1:])
    return float(red), float(green), float(blue)


def _is_photograph(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and path.is_file()


def _scaled_down(photograph: Path, target: Path, announce: Callable[[str], object]) -> bool:
    """Write it as a JPEG of moderate size. False, and said, when it is no picture or too large to be safe."""
    from PIL import Image, ImageOps

    try:
        with Image.open(photograph) as picture:
            _check(picture)
            picture.draft("RGB", (_LONGEST, _LONGEST))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail((_LONGEST, _LONGEST))
            upright.save(target, "JPEG", quality=85)
    except (*UNREADABLE, Image.DecompressionBombError) as problem:
        announce(f"{photograph.name} is left out: {problem}")
        return False
    return True


def _check(picture: "Image.Image") -> None:
    """Before a pixel is decoded: a small file may unfold into gigabytes."""
    if picture.width * picture.height > _MOST_PIXELS:
        raise ValueError(f"{picture.width}x{picture.height} pixels are too many")


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
