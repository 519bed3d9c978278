"""Glass before a whole tablet in memory: the retailer of tests.fakes, and a range wide enough to look at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from kiosk.bus import Bus
from kiosk.domain.catalogue import Price, Style, Variant
from kiosk.domain.stock import StockRow
from kiosk.ports.storage import SyncStatus
from tests.fakes import retailer
from tests.fakes.storage import MemoryJournal
from tests.fakes.tablet import MemoryTablet, memory_tablet
from ui.drive import Player
from ui.glass import Glass
from ui.window import GlassWindow, open_window

LANDSCAPE, PORTRAIT = (1280, 800), (800, 1280)
SWATCHES = {
    "SAGE": ("灰绿", "Sage green", "#9AA092"),
    "NAVY": ("藏青", "Navy", "#2C3A57"),
    "CAMEL": ("驼色", "Camel", "#B78B5A"),
    "BLACK": ("黑色", "Black", "#23221F"),
    "CREAM": ("米白", "Cream", "#EDE4D3"),
}
_STYLES = (
    ("PADDED-JACKET", "立领夹棉外套", "Stand-collar padded jacket", "coats", "外套", "Coats", 59_900),
    ("CORD-SHIRT", "灯芯绒短袖衬衫", "Short-sleeved corduroy shirt", "shirts", "衬衫", "Shirts", 25_900),
    ("FLORAL-DRESS", "碎花收腰连衣裙", "Floral dress with a waist", "dresses", "连衣裙", "Dresses", 39_900),
    ("DESERT-BOOT", "牛皮短靴", "Leather desert boot", "shoes", "鞋", "Shoes", 69_900),
    ("CHUNKY-KNIT", "高领粗针毛衣", "Chunky roll-neck jumper", "knits", "针织", "Knitwear", 32_900),
    ("STRAIGHT-JEAN", "直筒牛仔裤", "Straight jeans", "trousers", "裤装", "Trousers", 35_900),
    ("QUILTED-JACKET", "斜襟绗缝外套", "Quilted jacket, slanted front", "coats", "外套", "Coats", 89_900),
    ("STRIPE-SHIRT", "印花条纹短袖衬衫", "Printed striped shirt", "shirts", "衬衫", "Shirts", 21_900),
)
SIZES = ("S", "M", "L", "XL", "XXL")
JACKET = "PADDED-JACKET"
JACKET_M = "PADDED-JACKET/SAGE/M"
JACKET_XL = "PADDED-JACKET/SAGE/XL"
KNIT_M = "CHUNKY-KNIT/SAGE/M"


@dataclass
class Shown:
    """A window with all that stands behind it, and somebody to use it."""

    tablet: MemoryTablet
    glass: Glass
    window: GlassWindow
    player: Player
    bus: Bus
    synced: list[str]
    seen: list[str] = field(default_factory=list)

    def play(self, *lines: str) -> None:
        """Steps of a drive script."""
        from ui.drive import parse

        for step in parse("\n".join(lines)):
            self.player.do(step)

    def scan(self, code: str) -> None:
        self.window.bridge.scan(code)

    def sign_in(self) -> None:
        self.scan(retailer.LIN_BADGE)
        self.play("wait page pin", f"type {retailer.LIN_PIN}", "click pin.unlock", "wait page orders")


def wide_tablet() -> MemoryTablet:
    """The small retailer, with eight more styles in five sizes and three colours, here, near and far."""
    tablet = memory_tablet()
    tablet.catalogue.__init__(  # type: ignore[misc]
        retailer.LOCATIONS,
        (*retailer.STYLES, *_more_styles()),
        (*retailer.VARIANTS, *_more_variants()),
        (*retailer.PRICES, *(Price(retailer.ZONE, "", style[0], style[6]) for style in _STYLES)),
        (*tablet.catalogue.stock, *_elsewhere()),
        retailer.PUBLICATION,
    )
    tablet.catalogue.as_of_ms = tablet.clock() - 7 * 60_000
    tablet.journal.hq_stock(_here())
    return tablet


def empty_tablet() -> MemoryTablet:
    """Before the first sync."""
    tablet = memory_tablet()
    tablet.catalogue.__init__()  # type: ignore[misc]
    return tablet


def _more_styles() -> Iterable[Style]:
    for rank, (style, zh, en, category, category_zh, category_en, _minor) in enumerate(_STYLES, 10):
        yield Style(style, zh, en, category, category_zh, category_en, rank=rank)


def _more_variants() -> Iterable[Variant]:
    number = 100
    for style in _STYLES:
        cells = product(tuple(SWATCHES)[:3], SIZES)
        for order, (colour, size) in enumerate(cells):
            number += 1
            zh, en, swatch = SWATCHES[colour]
            if (colour, size) in (("SAGE", "XXL"), ("CAMEL", "XXL")):
                continue
            sku = f"{style[0]}/{colour}/{size}"
            yield Variant(sku, style[0], colour, zh, en, size, retailer.gtin(number), swatch, order)


def _here() -> Iterable[StockRow]:
    for variant in _more_variants():
        if variant.style != "STRAIGHT-JEAN" and variant.colour != "CAMEL" and variant.size in ("S", "M"):
            yield StockRow("JA", variant.sku, 3 if variant.size == "S" else 1)
        elif variant.size == "XXL":
            continue
        else:
            yield StockRow("JA", variant.sku, 0)


def _elsewhere() -> Iterable[StockRow]:
    for variant in _more_variants():
        if variant.size == "L":
            yield StockRow("XH", variant.sku, 4)
        if variant.size in ("S", "XL") and variant.colour != "CAMEL":
            yield StockRow("WH", variant.sku, 40)
        if variant.colour == "CAMEL" and variant.size == "M":
            yield StockRow("WH", variant.sku, 2)


def show(
    tablet: MemoryTablet | None = None,
    size: tuple[int, int] = LANDSCAPE,
    *,
    language: str = "zh",
    sync_now: Callable[[], object] | None = None,
    idle_s: float = 600.0,
    pictures: Path | None = None,
    media: Callable[[str], Path | None] = lambda _sha: None,
) -> Shown:
    """Open glass; close it with `shown.window.close()`."""
    assert QGuiApplication.instance() is not None
    tablet = tablet or wide_tablet()
    tablet.desk.set_language(language)
    bus, synced = Bus(), list[str]()
    glass = Glass(
        desk=tablet.desk,
        catalogue=tablet.catalogue,
        reader=tablet.reader,
        bus=bus,
        clock=tablet.clock,
        sync_now=sync_now or (lambda: synced.append("now")),
        media=media,
        home_language=language,
        idle_s=idle_s,
    )
    window = open_window(glass, size=size, still=True)
    return Shown(tablet, glass, window, Player(window, pictures or Path()), bus, synced)


def status(tablet: MemoryTablet, **changes: object) -> SyncStatus:
    """The reader's status with some of it changed."""
    from dataclasses import replace

    return replace(tablet.reader.sync_status(), **changes)  # type: ignore[arg-type]


__all__ = ["JACKET", "JACKET_M", "JACKET_XL", "KNIT_M", "MemoryJournal", "Shown", "show", "wide_tablet"]
