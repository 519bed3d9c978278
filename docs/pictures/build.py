"""Makes the pictures of README and guides anew from what the tour left: `make demo && make pictures`.

Small on purpose: half the size of the glass would be too small to read, so they keep three quarters, in 128 colours.
"""

import sys
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
WIDTH, COLOURS, GAP = 960, 128, 24
#: The tour's pictures that are kept, by name, whatever their number; and those that have another name here.
KEPT = (
    "attract", "home", "look", "style", "basket-split", "placed-requested", "placed-offline", "my-order",
    "my-order-refused", "large-text", "pin", "guide-order", "take-off", "manager-allows", "payment-cash", "paid",
    "handed-over", "orders", "call-back", "exchange", "returned", "receive", "send", "count-shelf", "movements",
    "day-float", "sync-offline", "sync", "people", "new-guide", "badge-lost", "health", "day-figures",
    "drawer-compared", "drawer-fits", "z", "joining-ready", "me-new", "own-phone", "credit-day", "credit-why",
    "claiming", "member", "member-private", "credit-disputes", "hand-over", "online-order", "online-credit",
    "public-code", "guide-basket", "old-card",
)  # fmt: skip
RENAMED = {"search-pinyin": "search", "idle-warning": "idle", "guide-called": "help"}
#: The slips that lie beside one another, by their numbers.
SLIPS = {"slips": (2, 3, 4, 5), "slips-return": (7, 8, 9), "slips-transfer": (10, 11), "slips-day": (12, 13, 14)}


def main(tour: Path) -> None:
    for taken, name in (dict(zip(KEPT, KEPT, strict=True)) | RENAMED).items():
        found = [path for path in tour.glob("*.png") if path.stem.partition("-")[2] == taken]
        if len(found) != 1:
            raise SystemExit(f"{tour} has {len(found)} pictures of {taken!r}: play the tour first, with make demo")
        picture = Image.open(found[0]).convert("RGB")
        keep(picture.resize((WIDTH, picture.height * WIDTH // picture.width), Image.Resampling.LANCZOS), name)
    for name, numbers in SLIPS.items():
        found = [next((tour / "slips").glob(f"{number:03d}-*.png")) for number in numbers]
        keep(beside([Image.open(path).convert("RGB") for path in found]), name)


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
