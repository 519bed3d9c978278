"""A shop for a test: HQ, one tablet at the end of a cable, a printer, a scanner, and what people were told."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from drivers.virtual import VirtualPrinter, VirtualScanner
from kiosk.config import FILE_NAME
from tests.e2e.cable import Cable
from tests.e2e.processes import HqProcess, TabletProcess, kiosk, wait_until
from tests.e2e.retailer import PHONE, write_retailer

#: What a tablet says when its line, or its printer, goes away is no surprise to who cut it.
_CONFIG = """\
language = "{language}"

[printer]
url = "{printer}"

[scanner]
url = "{scanner}"
"""


@dataclass
class Shop:
    """`told`: every order number that an answer named, with its total."""

    place: Path
    hq: HqProcess
    cable: Cable
    printer: VirtualPrinter
    scanner: VirtualScanner
    tablet_folder: Path
    told: dict[str, int] = field(default_factory=dict)

    def tablet(self, *more: str | Path, expects: tuple[str, ...] = ()) -> TabletProcess:
        """Start the kiosk on this shop's tablet; returns once it is ready."""
        return TabletProcess(self.tablet_folder, *more, expects=expects)

    def sell(self, tablet: TabletProcess, *lines: str, phone: str = "") -> dict[str, Any]:
        """Place an order at a desk of its own; its number counts as told."""
        return self.tell(tablet.ask("place", lines=list(lines), phone=phone))

    def tell(self, order: dict[str, Any]) -> dict[str, Any]:
        assert self.told.setdefault(order["number"], order["total_minor"]) == order["total_minor"]
        return order

    def status(self) -> dict[str, Any]:
        """What `kiosk sync --status --json` says, whether the kiosk runs or not."""
        found: dict[str, Any] = json.loads(kiosk("sync", "--status", "--json", "--data", self.tablet_folder))
        return found

    def sync(self) -> None:
        kiosk("sync", "--once", "--json", "--data", self.tablet_folder)

    def wait_until_delivered(self) -> None:
        wait_until(lambda: self.status()["pending_events"] == 0, "HQ still lacks events")

    def import_files(self, folder: Path, *, bad_rows: bool = False) -> str:
        """The report. A command that left rows out ends with 1."""
        return kiosk("hq", "import", folder, "--data", self.hq.folder, fails=bad_rows)


@contextmanager
def open_shop(
    place: Path, *, language: str = "zh", retailer: Path | None = None, public_url: str = "",
    expects: tuple[str, ...] = (), database: str = "",
) -> Iterator[Shop]:  # fmt: skip
    """HQ with the small retailer, and a tablet of shop JA, enrolled and synced over the cable, not yet running.
    `public_url`: where phones are told to reach HQ; `expects`: of what HQ may warn; `database`: PostgreSQL, else a
    file."""
    more = ("--database", database) if database else ()
    files = retailer or write_retailer(place / "files")
    with ExitStack() as ends:
        hq = ends.enter_context(HqProcess(place / "hq", expects, public_url=public_url, more=more))
        kiosk("hq", "import", files, "--data", hq.folder)
        cable = Cable(hq.port)
        ends.callback(cable.close)
        printer = VirtualPrinter()
        printer.start()
        ends.callback(printer.stop)
        scanner = VirtualScanner(place / "scanner")
        ends.callback(scanner.close)
        folder = enrol(hq, "JA", cable.url, place / "tablet")
        text = _CONFIG.format(language=language, printer=printer.url, scanner=scanner.url)
        (folder / FILE_NAME).write_text(text, "utf-8")
        shop = Shop(place, hq, cable, printer, scanner, folder)
        shop.sync()
        yield shop
        kiosk("hq", "rebuild", "--data", shop.hq.folder)  # what HQ has is what the journals say, or it ends with 1


def enrol(hq: HqProcess, shop: str, url: str, folder: Path) -> Path:
    """Make a folder a tablet of the shop."""
    hq.enrol(shop, url, folder)
    return folder


def requested(*skus: str, source: str = "WH", kind: str = "bring_here") -> list[str]:
    """Lines for the verb `place` that HQ has to decide on."""
    return [f"{sku}:{kind}:{source}" for sku in skus]


__all__ = ["PHONE", "Shop", "enrol", "open_shop", "requested"]
