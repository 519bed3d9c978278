"""Golden pictures: what something looked like when somebody last looked at it and was content.

A test takes the fixture `goldens` and calls `goldens.compare(picture, "browse-zh")`. The golden lies in the folder
`goldens` beside the test's module. `pytest --approve-goldens` writes goldens instead of comparing: look at them before
they are committed.
"""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

#: Anything that is a picture: Pillow's, encoded bytes, a file, a QImage.
Picture = Any
#: Greys of Pillow's "L" pictures per channel that nobody sees: rounding of fonts and gradients.
UNSEEN_LEVELS = 12
_WHITE, _RED = (255, 255, 255), (220, 0, 0)


@dataclass(frozen=True, slots=True)
class Goldens:
    """The goldens of one folder. With `approve` a picture becomes the golden; else differences go to `out`."""

    folder: Path
    out: Path
    approve: bool = False

    def compare(self, picture: Picture, name: str, *, levels: int = UNSEEN_LEVELS, pixels: int = 0) -> None:
        """Fails when more than `pixels` pixels differ by more than `levels` of 255 in any channel, or the size does."""
        fresh, path = reduced(as_image(picture)), self.folder / f"{name}.png"
        if self.approve:
            self._approve(fresh, path)
            return
        if not path.is_file():
            self._fail(fresh, name, f"there is no golden {path.name}")
        golden = as_image(path)
        if golden.size != fresh.size:
            self._fail(fresh, name, f"the golden is {golden.size} and this is {fresh.size}")
        different = differing(golden, fresh, levels)
        if (count := different.histogram()[255]) > pixels:
            self.out.mkdir(parents=True, exist_ok=True)
            marked(golden, different).save(self.out / f"{name}-difference.png")
            self._fail(fresh, name, f"{count} pixels differ, in red in {self.out / f'{name}-difference.png'}")

    def _approve(self, fresh: Image.Image, path: Path) -> None:
        """A golden that still holds keeps its bytes, so that approving shows as a change only what changed."""
        if path.is_file() and (old := as_image(path)).size == fresh.size and not differing(old, fresh, 0).getbbox():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.save(path, optimize=True)

    def _fail(self, fresh: Image.Image, name: str, why: str) -> None:
        self.out.mkdir(parents=True, exist_ok=True)
        fresh.save(self.out / f"{name}.png")
        pytest.fail(
            f"{name} does not look as approved: {why}\n  now: {self.out / f'{name}.png'}\n"
            f"  approve with --approve-goldens after looking at it",
            pytrace=False,
        )


def as_image(picture: Picture) -> Image.Image:
    """Pillow's picture of anything that is one."""
    if isinstance(picture, Image.Image):
        return picture
    return Image.open(io.BytesIO(_encoded(picture)))


def _encoded(picture: Any) -> bytes:
    if isinstance(picture, Path):
        return picture.read_bytes()
    return picture if isinstance(picture, bytes) else _png_of(picture)


def _png_of(glass: Any) -> bytes:
    """A QImage as PNG."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    glass.save(buffer, "PNG")
    return bytes(data.data())


def reduced(image: Image.Image) -> Image.Image:
    """The picture as it is kept: grey when it has no colour, else 256 colours without dither. Transparent is white."""
    plain = Image.new("RGB", image.size, _WHITE)
    plain.paste(image.convert("RGBA"), mask=image.convert("RGBA").getchannel("A"))
    grey = plain.convert("L")
    if ImageChops.difference(plain, grey.convert("RGB")).getbbox() is None:
        return grey
    return plain.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def differing(golden: Image.Image, fresh: Image.Image, levels: int) -> Image.Image:
    """A mask: 255 where any channel differs by more than `levels`."""
    channels = ImageChops.difference(golden.convert("RGB"), fresh.convert("RGB")).split()
    most = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    return most.point(lambda level: 255 if level > levels else 0)


def marked(golden: Image.Image, different: Image.Image) -> Image.Image:
    """The golden, pale, with what differs in red."""
    pale = Image.blend(golden.convert("RGB"), Image.new("RGB", golden.size, _WHITE), 0.6)
    pale.paste(_RED, mask=different)
    return pale
