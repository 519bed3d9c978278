"""What glass looked like when somebody last looked at it and was content: half size, 256 colours, at most 40 pictures.

`pytest tests/ui/test_goldens.py --approve-goldens` takes the pictures of now."""

from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw
from PySide6.QtGui import QImage

from tests.goldens import Goldens
from tests.ui.critic.scene import pillow
from tests.ui.glasses import Shown
from tests.ui.walk.chapters import CHAPTERS
from tests.ui.walk.script import Chapter, Stop
from tests.ui.walk.views import View
from tests.ui.walk.walker import Walker
from ui.drive import Player, parse
from ui.gallery import GalleryWindow

MOST = 40
#: Greys by which letters differ from one machine to the next, and so many pixels that a speck has.
LEVELS, SPECK = 28, 24
_LYING, _STANDING = (1280, 800), (800, 1280)
#: How far the gallery is scrolled, and its language.
GALLERY = ((0, "zh"), (1300, "en"), (2600, "zh"), (3900, "en"))
#: Stops of the walk that have a picture, and how they are looked at.
PAGES = {
    "attract-show": ("zh", _LYING),
    "waiting-rows": ("en", _LYING),
    "browse-home": ("zh", _LYING),
    "browse-keyboard": ("en", _STANDING),
    "browse-nothing": ("en", _LYING),
    "browse-colours": ("zh", _LYING),
    "looks-all": ("zh", _LYING),
    "look-pieces": ("en", _LYING),
    "sizeGuide-tops": ("zh", _LYING),
    "style-offered": ("zh", _LYING),
    "style-delivered": ("en", _STANDING),
    "basket-empty": ("en", _LYING),
    "basket-filled": ("zh", _LYING),
    "basket-split": ("en", _STANDING),
    "basket-parked": ("zh", _LYING),
    "phone-begun": ("zh", _LYING),
    "placed-confirmed": ("zh", _LYING),
    "placed-requested": ("en", _LYING),
    "myOrder-placed": ("zh", _STANDING),
    "myOrder-refused": ("en", _LYING),
    "browse-idle": ("en", _LYING),
    "browse-guide-called": ("zh", _LYING),
    "orders-list": ("en", _LYING),
    "payment-change": ("zh", _LYING),
    "sync-pending": ("en", _LYING),
}
SEEN = {str(stop): chapter for chapter in CHAPTERS for stop in chapter.stops}


def halved(picture: QImage) -> Image.Image:
    whole = pillow(picture)
    return whole.resize((whole.width // 2, whole.height // 2), Image.Resampling.BOX)


def compare(goldens: Goldens, picture: Image.Image, name: str) -> None:
    goldens.compare(picture, name, levels=LEVELS, pixels=SPECK)


def test_there_are_few_and_each_is_of_a_stop_of_the_walk() -> None:
    assert len(list(Path(__file__).parents[1].glob("**/goldens/*.png"))) <= MOST, "those of paper included"
    assert len(PAGES) + len(GALLERY) == len(list((Path(__file__).parent / "goldens").glob("*.png")))
    assert PAGES.keys() - SEEN.keys() == set()


@pytest.mark.parametrize("chapter", dict.fromkeys(SEEN[name].name for name in PAGES))
def test_a_page_looks_as_approved(qapp: object, tmp_path: Path, goldens: Goldens, chapter: str) -> None:
    def views(stop: Stop) -> tuple[View, ...]:
        return (View(*PAGES[str(stop)], "normal"),) if str(stop) in PAGES else ()

    def look(shown: Shown, stop: Stop, view: View) -> None:
        compare(goldens, halved(shown.window.quick.grabWindow()), f"{stop}-{view.language}")

    found: Chapter = next(one for one in CHAPTERS if one.name == chapter)
    Walker(views, look).walk(found, tmp_path)


@pytest.mark.parametrize(("at", "language"), GALLERY)
def test_the_components_look_as_approved(
    qapp: object, tmp_path: Path, goldens: Goldens, at: int, language: str
) -> None:
    with closing(GalleryWindow(language, size=_LYING, still=True)) as window:
        player = Player(window, tmp_path, timeout_s=10)
        view = player._item("gallery")
        assert view is not None
        view.setProperty("contentY", float(at))
        player.do(parse("wait page gallery")[0])
        compare(goldens, halved(window.quick.grabWindow()), f"gallery-{at}-{language}")


@pytest.fixture
def shelf(tmp_path: Path) -> Goldens:
    """A folder with one golden: the page of cards."""
    folder = tmp_path / "shelf"
    Goldens(folder, tmp_path / "out", approve=True).compare(card(), "card")
    return Goldens(folder, tmp_path / "out")


def card(*, at: int = 40, letters: str = "Linen shirt", noise: int = 0) -> Image.Image:
    """Something like a card of glass, at half size."""
    picture = Image.new("RGB", (640, 400), "#F6F4F0")
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((at, 40, at + 150, 240), 8, fill="#FFFFFF", outline="#8C857C")
    draw.text((at + 10, 200), letters, fill="#1C1B1F")
    speckled = Image.effect_noise(picture.size, noise).convert("RGB") if noise else None
    return ImageChops.add(picture, speckled, 1, -128) if speckled else picture


def test_the_noise_of_rounding_is_no_difference(shelf: Goldens) -> None:
    compare(shelf, card(noise=4), "card")


@pytest.mark.parametrize(
    "changed", [card(at=42), card(letters="Linen"), card(letters="")], ids=["moved", "cut", "gone"]
)
def test_what_moved_or_is_missing_is_a_difference_with_a_picture_of_it(shelf: Goldens, changed: Image.Image) -> None:
    with pytest.raises(pytest.fail.Exception, match=r"card-difference\.png"):
        compare(shelf, changed, "card")
    assert (shelf.out / "card-difference.png").is_file()
