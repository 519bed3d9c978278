"""Makes the pictures of README and guides anew from what the tour left: `make demo && make pictures`.

Small on purpose: half the size of the glass would be too small to read, so they keep three quarters, in 128 colours.
"""

import sys
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
WIDTH, COLOURS, GAP = 960, 128, 24
#: Name here → the tour's picture, whatever its number.
FROM_TOUR = {
    "attract": "attract", "home": "home", "search": "search-pinyin", "look": "look", "style": "style",
    "basket-split": "basket-split", "idle": "idle-warning", "placed-requested": "placed-requested",
    "placed-offline": "placed-offline", "my-order": "my-order", "my-order-refused": "my-order-refused",
    "help": "guide-called", "large-text": "large-text", "payment": "payment-cash", "sync-offline": "sync-offline",
}  # fmt: skip
SLIPS = 4  # the first ones: a basket put aside, an order, its receipt, its pick-up slip


def main(tour: Path) -> None:
    for name, taken in FROM_TOUR.items():
        found = [path for path in tour.glob("*.png") if path.stem.partition("-")[2] == taken]
        if len(found) != 1:
            raise SystemExit(f"{tour} has {len(found)} pictures of {taken!r}: play the tour first, with make demo")
        picture = Image.open(found[0]).convert("RGB")
        keep(picture.resize((WIDTH, picture.height * WIDTH // picture.width), Image.Resampling.LANCZOS), name)
    keep(beside([Image.open(path).convert("RGB") for path in sorted((tour / "slips").glob("*.png"))[:SLIPS]]), "slips")


def beside(pictures: list[Image.Image]) -> Image.Image:
    """On a grey counter, so that paper has an edge."""
    width = sum(picture.width for picture in pictures) + GAP * (len(pictures) + 1)
    counter = Image.new("RGB", (width, max(picture.height for picture in pictures) + 2 * GAP), "#8C857C")
    left = GAP
    for picture in pictures:
        counter.paste(picture, (left, GAP))
        left += picture.width + GAP
    return counter.resize((WIDTH, counter.height * WIDTH // counter.width), Image.Resampling.LANCZOS)


def keep(picture: Image.Image, name: str) -> None:
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo-output/en"))
