"""Small pictures for lists: tablets keep them of the whole range, and fetch the large one when a style is opened."""

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

LONGEST = 400  # pixels of the longer side: a card's place at the largest letters, on glass of one pixel a point
_MOST_PIXELS = 60_000_000  # a small file may unfold into gigabytes
_QUALITY = 80
_DRAWING = (b"<svg", b"<?xml")


class Undrawable(Exception):
    """The file is no picture that could be shown; the message says why."""


def thumbnail(content: bytes) -> bytes:
    """The picture with its longer side at LONGEST: JPEG, or PNG where it can be seen through. b"" when it is small as
    it is, or a drawing. Raises Undrawable."""
    if content.lstrip().startswith(_DRAWING):
        return b""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise Undrawable(f"{picture.width}x{picture.height} pixels are too many")
            if max(picture.size) <= LONGEST:
                picture.verify()
                return b""
            return _scaled_down(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise Undrawable(str(problem) or type(problem).__name__) from None


def _scaled_down(picture: "Image.Image") -> bytes:
    from PIL import ImageOps

    picture.draft("RGB", (LONGEST, LONGEST))
    clear = picture.has_transparency_data
    upright = ImageOps.exif_transpose(picture).convert("RGBA" if clear else "RGB")
    upright.thumbnail((LONGEST, LONGEST))
    out = io.BytesIO()
    if clear:
        upright.save(out, "PNG", optimize=True)
    else:
        upright.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
