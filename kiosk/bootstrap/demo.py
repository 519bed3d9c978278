"""The demo: a head office with the demo retailer, one tablet of its shop, virtual scanner and printer, here."""

import csv
import io
import os
import shutil
import socket
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from assets import asset_path
from drivers.escpos_ops import DecodedSlip
from drivers.virtual import VirtualPrinter, VirtualScanner
from kiosk.bootstrap.enrolling import enrol
from kiosk.bootstrap.glass import show
from kiosk.bootstrap.hq import HqProcess
from kiosk.bootstrap.media import with_photographs
from kiosk.bootstrap.sheet import contact_sheet
from kiosk.bootstrap.tablet import RunningTill, Till
from kiosk.config import FILE_NAME
from kiosk.domain.money import format_minor

SHOP = "JA"
LAST_ONE = "YJ-24101-CAMEL-M"  # what the tour orders offline, and HQ has to refuse
SOLD_ONLINE = ("YJ-24101-NAVY-L", "599.00", "m004")  # what, for how much, to whom
TOURS = ("zh", "en")
_PORT_FILE = "hq-port"
_CONFIG = """\
language = "{language}"

[printer]
url = "{printer}"

[scanner]
url = "{scanner}"
"""

Announce = Callable[[str], object]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def has_screen() -> bool:
    """Whether a window could be seen here."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) and "QT_QPA_PLATFORM" not in os.environ


class DemoShop:
    """Everything but the glass, in one folder; a second start on the same folder takes up where the first ended."""

    def __init__(self, place: Path, slips: Path, language: str, announce: Announce, media: Path | None = None) -> None:
        place.mkdir(parents=True, exist_ok=True)
        files = retailer(media, place / "range", announce)
        self.place = place
        self.tablet = place / "tablet"
        self._port = _kept_port(place)
        self.hq = HqProcess(place / "hq")
        self.slips: list[DecodedSlip] = []
        self.printer = VirtualPrinter(folder=slips, on_slip=self.slips.append)
        self.scanner = VirtualScanner(place / "scanner")
        announce(f"HQ takes in the demo retailer from {asset_path('demo')}")
        self.take_in(files)
        self._public_url = f"http://127.0.0.1:{self._port}"
        self.url = self.hq.listen("127.0.0.1", self._port, public_url=self._public_url)
        announce(f"HQ serves {self.url}")
        self.printer.start()
        self.scanner.plug_in()
        self._enrol(announce)
        self._configure(language)

    def take_in(self, folder: Path) -> None:
        self.hq.answer("import", {"folder": str(folder)}, lambda _: None)

    def cut_line(self) -> None:
        self.hq.hang_up()

    def heal_line(self) -> None:
        self.hq.listen("127.0.0.1", self._port, public_url=self._public_url)

    def empty_warehouse(self, sku: str, location: str = "WH") -> None:
        """Head office counts zero of one variant: what a tablet offline cannot know."""
        self._hand_in("stock.csv", location=location, sku=sku, quantity=0, counted_at=_now())

    def sell_online(self, sku: str, price: str, member: str) -> None:
        """The web shop sells a piece that is to be fetched in the shop."""
        when = _now()
        self._hand_in(
            "online_orders.csv",
            order="WEB-100231", placed_at=when, line=1, sku=sku, quantity=1, unit_price=price, total=price,
            fulfilment="pick_up", shop=SHOP, member=member, paid_at=when, tender="wallet", reference="4200001",
        )  # fmt: skip

    def _hand_in(self, name: str, **cells: object) -> None:
        """A file of one row."""
        with tempfile.TemporaryDirectory() as folder:
            with (Path(folder) / name).open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, cells)
                writer.writeheader()
                writer.writerow(cells)
            self.take_in(Path(folder))

    def close(self) -> None:
        self.printer.stop()
        self.scanner.unplug()
        self.hq.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _enrol(self, announce: Announce) -> None:
        if not (self.tablet / "journal.db").exists():
            office = self.hq.office
            identity = enrol(
                self.tablet, self.url, office.pair(SHOP), "demo tablet", lambda digits: office.confirm(SHOP, digits)
            )
            announce(f"This machine is till {identity.till} of shop {identity.shop}")
        with Till(self.tablet) as till:
            till.sync(lambda _: None)

    def _configure(self, language: str) -> None:
        text = _CONFIG.format(language=language, printer=self.printer.url, scanner=self.scanner.url)
        (self.tablet / FILE_NAME).write_text(text, "utf-8")


def retailer(media: Path | None, place: Path, announce: Announce) -> Path:
    """The demo retailer's files; with photographs of `media` in a copy at `place`."""
    return with_photographs(asset_path("demo"), media, place, announce) if media else asset_path("demo")


def draw_contact_sheet(out: Path, media: Path | None, announce: Announce) -> None:
    """Every style of the demo in its colourways on one picture."""
    with tempfile.TemporaryDirectory(prefix="kiosk-sheet-") as place:
        styles = contact_sheet(retailer(media, Path(place) / "range", announce), out)
    announce(f"{styles} styles in their colourways: {out}")


def run_demo(place: Path, out: Path, language: str, announce: Announce, media: Path | None = None) -> int:
    """The demo on this machine's screen, until its window is closed."""
    with DemoShop(place, out / "slips", language, announce, media) as shop, RunningTill(shop.tablet) as till:
        announce(f"Slips are printed to {out / 'slips'}. Scan by writing a code to {shop.scanner.path}.")
        announce("Badges and PINs of the demo: docs/files.md")
        return show(till)


def play_tour(out: Path, announce: Announce, media: Path | None = None) -> int:
    """Every screen and slip of a small day, in both languages, as pictures and text in `out`."""
    for language in TOURS:
        folder = out / language
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        code = _play(folder, language, announce, media)
        if code:
            return code
    announce(f"The tour's pictures and slips: {out}")
    return 0


def _play(folder: Path, language: str, announce: Announce, media: Path | None) -> int:
    with (
        tempfile.TemporaryDirectory(prefix="kiosk-demo-") as place,
        DemoShop(Path(place), folder / "slips", language, announce, media) as shop,
    ):
        with RunningTill(shop.tablet) as till:
            hooks = {
                "cut the line": shop.cut_line,
                "heal the line": shop.heal_line,
                "another shop takes the last one": lambda: shop.empty_warehouse(LAST_ONE),
                "the web shop sells": lambda: shop.sell_online(*SOLD_ONLINE),
            }
            code = show(till, drive=asset_path("demo", "tour.drive"), pictures=folder, hooks=hooks)
        (folder / "summary.txt").write_text(_summary(shop), "utf-8")
    return code


def _summary(shop: DemoShop) -> str:
    """What was sold and what HQ holds, to be read by a person."""
    figures = shop.hq.answer("summary", {}, lambda _: None)
    rows = list(csv.DictReader(io.StringIO(shop.hq.answer("export-orders", {}, lambda _: None))))
    sold = [
        f"{row['order_number']}  {row['status']:<10} {row['quantity']} × {row['sku']:<22} {row['fulfilment']:<11}"
        f"{row['line_status']:<12} {format_minor(int(row['total_minor'])):>12}"
        for row in rows
    ]
    held = [f"{name:<12} {value:>8,}" for name, value in figures.items()]
    parts = ("What was sold", *sold, "", "What HQ holds", *held, "", f"Slips printed: {len(shop.slips)}", "")
    return "\n".join(parts)


def _kept_port(place: Path) -> int:
    """A free port, the same one at every start of this demo, because the tablet remembers HQ's address."""
    file = place / _PORT_FILE
    if file.exists():
        return int(file.read_text())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    file.write_text(str(port))
    return port
