"""Garments drawn from words: what stands in for a photograph, lit and grounded, in any colour.

Plain Python that writes SVG as Qt draws it: no filters, clip paths, masks or patterns. `guess` finds out from a style's
names what it is, `draw` draws it in a colour, `tint` gives a drawing another colour.
"""

from collections.abc import Callable

from assets.garments.bags import bag, belt, scarf
from assets.garments.boots import boot
from assets.garments.bottoms import skirt, trousers
from assets.garments.coats import coat
from assets.garments.dresses import dress
from assets.garments.fabric import GLOSS, Spec
from assets.garments.hats import hat
from assets.garments.jackets import jacket
from assets.garments.knits import knit
from assets.garments.pen import HEIGHT, WIDTH, Pen, is_drawing, tint
from assets.garments.shirts import shirt, tee
from assets.garments.shoes import shoe
from assets.garments.words import guess

KINDS: dict[str, Callable[[Pen, Spec], None]] = {
    "bag": bag, "belt": belt, "boot": boot, "coat": coat, "dress": dress, "hat": hat, "jacket": jacket, "knit": knit,
    "scarf": scarf, "shirt": shirt, "shoe": shoe, "skirt": skirt, "tee": tee, "trousers": trousers,
}  # fmt: skip


def draw(spec: Spec, colour: str) -> str:
    """The SVG of a garment in a colour (`#rrggbb`); the same text for the same spec."""
    pen = Pen(spec.seed, GLOSS.get(spec.fabric, 1.0))
    KINDS[spec.kind](pen, spec)
    return pen.svg(colour)


__all__ = ["HEIGHT", "KINDS", "WIDTH", "Spec", "draw", "guess", "is_drawing", "tint"]
