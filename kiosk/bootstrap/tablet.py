"""A tablet, wired: storage, sync, printer, scanner, desk. Everything a command needs of one comes from here."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec

from kiosk import __version__
from kiosk.bootstrap.clock import wall_ms
from kiosk.bootstrap.ending import Ending
from kiosk.bootstrap.folder import trust_of
from kiosk.bootstrap.health import PICTURES, RunningHealth, picture_budget
from kiosk.bootstrap.pins import hash_pin, verify_pin
from kiosk.bus import Bus
from kiosk.config import load_config
from kiosk.control import ControlClient, ControlServer, Progress, running
from kiosk.domain.codes import Meaning
from kiosk.domain.money import MINOR_DIGITS, format_minor
from kiosk.domain.people import PEOPLE_EVENTS
from kiosk.errors import EnvironmentProblem, KioskError
from kiosk.ports.devices import PrinterState, Scanner
from kiosk.ports.storage import PeopleChanged
from kiosk.ports.sync import RoundApplied, SyncProgress, SyncState, TakenOutOfService
from kiosk.services.arguments import text_of
from kiosk.services.at_desk import Scanned
from kiosk.services.desk import Desk
from kiosk.services.own_phone import PUBLIC_URL, OwnPhone
from kiosk.services.shelf import Shop
from kiosk.services.terminal import Verbs
from kiosk.storage.retiring import retire
from kiosk.storage.schemas import CATALOGUE
from kiosk.storage.tablet import TabletStorage
from kiosk.storage.transaction import Committed
from sync.address import Patience
from sync.client import HttpEndpoint
from sync.engine import SyncEngine
from sync.looking_up import AT_ONCE, MemberLookUp
from sync.pictures import PictureCache, PictureFiller
from sync.worker import SyncWorker

if TYPE_CHECKING:
    from drivers.spooler import Spooler

LAPSE_EVERY_S = 20.0
SYNC_WAIT_S = 600.0
_log = logging.getLogger(__name__)


def do_alone(folder: Path, verb: str, args: dict[str, Any]) -> Any:
    """Run a terminal's verb here, on files that no kiosk runs on."""
    with Till(folder) as till:
        return till.answer(verb, args)


def status(folder: Path) -> dict[str, Any]:
    """What HQ has and has not, without disturbing whoever runs on the folder."""
    seen = TabletStorage.read_only(folder)
    try:
        found = seen.reader.sync_status()
    finally:
        seen.close()
    return {
        "pending_events": found.pending_events,
        "pending_orders": found.pending_orders,
        "pending": format_minor(found.pending_minor),
        "oldest": _moment(found.oldest_pending_ms or 0),
        "online": found.online,
        "since": _moment(found.since_ms),
        "last_error": found.last_error,
        "streams": [
            {"stream": age.stream, "rows": age.rows, "complete": _moment(age.complete_ms)} for age in found.streams
        ],
    }


def sync_once(folder: Path, progress: Progress) -> None:
    """Send everything, fetch everything, in the kiosk that runs on `folder`, else here. Raises what was in the way."""
    if running(folder):
        with ControlClient(folder) as client:
            client.call("sync", on_progress=progress)
        return
    with Till(folder) as till:
        till.sync(progress)


def run_headless(folder: Path, announce: Callable[[str], object]) -> None:
    """The kiosk without glass, until interrupted or told to end (SIGTERM)."""
    ending = Ending()
    with RunningTill(folder) as till:
        till.watch_badges()
        till.bus.subscribe(TakenOutOfService, lambda _: ending.ask())
        till.start(till.scan_from_cable)
        announce(f"kiosk runs on {folder}")
        ending.wait()


def _moment(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="seconds") if at_ms else ""


@contextmanager
def _reporting(bus: Bus, progress: Progress) -> Iterator[None]:
    """Tell `progress` (stream, done, announced, unit) while the block runs."""
    forget = bus.subscribe(SyncProgress, lambda item: progress([item.stream, item.rows, item.announced, item.unit]))
    try:
        yield
    finally:
        forget()


class Till:
    """One tablet's files and rules. Use as a context manager: it owns the folder until closed."""

    def __init__(self, folder: Path, *, language: str | None = None) -> None:
        config = load_config(folder, MINOR_DIGITS)
        self.config = msgspec.structs.replace(config, language=language) if language else config
        self.folder = folder
        self.bus = Bus()
        self._printer = PrinterState.UNKNOWN if config.printer.url else PrinterState.NONE
        self.storage = TabletStorage.open(folder, clock=wall_ms, room_bytes=config.disk.floor_mb << 20)
        self._trust = trust_of(folder, self.storage.identity)
        self.shop = Shop(
            self.storage.journal,
            self.storage.reader,
            self.storage.catalogues,
            self.storage.identity.shop,
            verify_pin,
            wall_ms,
            config.brand,
            config.currency,
            lambda: self._printer,
            hash_pin,
            OwnPhone(self.storage.identity.device, self.storage.key.sign, self._public_url),
        )
        self.bus.subscribe(SyncState, self._note_line)
        self.bus.subscribe(PrinterState, self._note_printer)
        self.left_service = False  # HQ revoked this tablet, and has all that it recorded
        self.bus.subscribe(TakenOutOfService, self._leave_service)

    def _public_url(self) -> str:
        return self.storage.reader.setting(PUBLIC_URL) or ""

    def new_desk(self) -> Desk:
        return Desk(self.shop, self.config.language)

    def answer(self, verb: str, args: dict[str, Any]) -> Any:
        """One verb of a terminal, at a desk of its own."""
        return Verbs(self.new_desk(), self.storage.catalogues).run(verb, args)

    def endpoint(self, patience: Patience | None = None) -> HttpEndpoint:
        """A connection to HQ of the caller's own."""
        return HttpEndpoint(self.storage.identity.hq_url, trust=self._trust, patience=patience)

    def engine(self, endpoint: HttpEndpoint) -> SyncEngine:
        storage = self.storage
        return SyncEngine(
            endpoint, storage.identity, storage.key, storage.journal,
            (storage.shop, storage.catalogues, storage.members),
            storage.catalogues, self.bus.publish, clock=wall_ms, program=__version__, schema=len(CATALOGUE.steps),
            heed_pins=self._heed_pins,
        )  # fmt: skip

    def _heed_pins(self, pins: tuple[str, ...]) -> None:
        """HQ says by which certificates it is known; where an authority vouches, or there is no TLS, that is nothing
        new."""
        if self._trust.pinned and pins != self._trust.pins:
            self.storage.know_hq_by(pins)
            self._trust.pins = pins

    def sync(self, progress: Progress) -> None:
        """One cycle, here and now; while HQ asks for patience (it may be making a catalogue ready), another one. Raises
        what was in the way; what could be done is done."""
        engine, deadline = self.engine(self.endpoint()), time.monotonic() + SYNC_WAIT_S
        with _reporting(self.bus, progress):
            report = engine.cycle()
            while report.error and report.retry_after_s and time.monotonic() < deadline:
                time.sleep(report.retry_after_s)
                report = engine.cycle()
        if report.error:
            raise report.error

    def close(self) -> None:
        """A tablet that is out of service goes with its files; an order that came in between is sent first, with the
        next start."""
        everything_sent = self.left_service and not self.storage.reader.sync_status().pending_events
        self.storage.close()
        if everything_sent:
            retire(self.folder, wall_ms())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _note_line(self, state: SyncState) -> None:
        if state.online:
            self.storage.shop.note_online(state.since_ms)
        else:
            self.storage.shop.note_offline(state.since_ms, state.error)

    def _leave_service(self, _news: TakenOutOfService) -> None:
        self.left_service = True

    def _note_printer(self, state: PrinterState) -> None:
        self._printer = state


class RunningTill(Till):
    """A till with its threads: sync, spooler, scanner, local socket, and the clock that lets orders lapse."""

    def __init__(self, folder: Path, *, language: str | None = None) -> None:
        super().__init__(folder, language=language)
        self.desk_thread = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self.desk = self.new_desk()
        endpoint, poll, pictures, look_up = self.endpoint(), self.endpoint(), self.endpoint(), self.endpoint(AT_ONCE)
        engine = self.engine(endpoint)
        self.worker = SyncWorker(engine, poll, cuts=(endpoint.cut, poll.cut, pictures.cut, look_up.cut))
        self.look_up = MemberLookUp(look_up, lambda: engine.token, lambda: engine.state.online)
        self.pictures = PictureCache(folder / PICTURES, pictures, lambda: engine.token, picture_budget(self.config))
        self._filler = PictureFiller(self.pictures, self.storage.catalogues.listed_pictures)
        self.bus.subscribe(SyncState, self._line_changed)
        self.bus.subscribe(RoundApplied, self._look_for_pictures)
        self.scanner = self._scanner()
        self.health = RunningHealth(self.storage, self.config, self.bus, (poll, endpoint), self.scanner)
        self.spooler = self._spooler()
        self.storage.journal.on_commit.append(self._committed)
        self._stopped = threading.Event()
        self._control = ControlServer(folder, self._answer)
        self._threads = [threading.Thread(target=self._lapse_due, name="lapse", daemon=True)]

    def start(self, on_scan: Callable[[str], None]) -> None:
        """HQ comes last: what the shopper needs does not wait for it."""
        if self.spooler:
            self.spooler.start()
        if self.scanner:
            self.scanner.start(lambda code: on_scan(code.text))
        for thread in self._threads:
            thread.start()
        self._filler.start()
        self.worker.start()

    def close(self) -> None:
        self._stopped.set()
        self._control.close()
        self.health.close()
        if self.scanner:
            self.scanner.stop()
        self.worker.stop()
        self._filler.stop()
        if self.spooler:
            self.spooler.stop()
        for thread in self._threads:
            thread.join()
        self.desk_thread.shutdown()
        super().close()

    def _note_line(self, state: SyncState) -> None:
        """What is cut at the end to stop at once says nothing about HQ."""
        if not self._stopped.is_set():
            super()._note_line(state)

    def scan(self, text: str) -> Scanned:
        """A scan without glass: the open desk takes it, and a price tag goes into the basket."""
        return self.desk_thread.submit(self._scan, text).result()

    def scan_from_cable(self, text: str) -> None:
        """A scan that nobody waits for: the open desk takes it in its turn."""
        self.desk_thread.submit(self._scan_quietly, text)

    def watch_badges(self) -> None:
        """Sign out whoever's badge is off, as soon as this tablet learns of it. Glass does that by itself."""
        for kind in (RoundApplied, PeopleChanged):
            self.bus.subscribe(kind, self._look_at_badge)

    def _look_at_badge(self, _news: object) -> None:
        self.desk_thread.submit(self.desk.people.sign_out_if_off)

    def _scan_quietly(self, text: str) -> None:
        """What was wrong with the scan goes to the log, without the code."""
        try:
            self._scan(text)
        except KioskError as error:
            _log.info("a scan was refused: %s", error.code)

    def look_at_printer(self) -> None:
        """Have the printer asked how it is, soon: somebody is about to need it."""
        if self.spooler:
            self.spooler.nudge()

    def sync_now(self, progress: Progress = lambda _: None) -> None:
        """Bring everything up and down now, and wait for it. Raises what was in the way."""
        with _reporting(self.bus, progress):
            try:
                report = self.worker.sync_now().result(SYNC_WAIT_S)
            except (TimeoutError, CancelledError):
                raise EnvironmentProblem("Syncing takes long. It goes on by itself; nothing is lost.") from None
        if report.error:
            raise report.error

    def _scan(self, text: str) -> Scanned:
        found = self.desk.scan(text)
        if found.meaning is Meaning.SHOW_VARIANT and found.style:
            self.desk.add(found.style.chosen_sku)
        return found

    def _answer(self, verb: str, args: dict[str, Any], progress: Progress) -> Any:
        if verb == "sync":
            return self.sync_now(progress)
        if verb == "health":
            return self.health.answer()
        if verb == "open-desk":
            return self.desk_thread.submit(self._at_open_desk, args).result()
        return self.answer(verb, args)

    def _at_open_desk(self, args: dict[str, Any]) -> Any:
        """A headless kiosk's own conversation: scan, PIN, and what is in the basket."""
        if "scan" in args:
            return {"meaning": self._scan(text_of(args, "scan")).meaning.value, "pieces": self.desk.basket.pieces}
        if "pin" in args:
            return {"staff": self.desk.enter_pin(text_of(args, "pin")).id}
        if "place" in args:
            return {"number": self.desk.place(text_of(args, "place")).placed.number}
        return {"pieces": self.desk.basket.pieces, "screen": self.desk.screen.value}

    def _committed(self, done: Committed) -> None:
        if done.events:
            self.worker.nudge()
        if any(event.type in PEOPLE_EVENTS for event in done.events):
            self.bus.publish(PeopleChanged())
        if done.print_jobs and self.spooler:
            self.spooler.nudge()

    def _line_changed(self, state: SyncState) -> None:
        self.pictures.heard()
        if state.online:
            self._filler.nudge()

    def _look_for_pictures(self, news: RoundApplied) -> None:
        if news.stream == "catalogue":
            self._filler.nudge()

    def _scanner(self) -> Scanner | None:
        if not self.config.scanner.url:
            return None
        from drivers.registry import open_scanner

        return open_scanner(self.config.scanner.url)

    def _spooler(self) -> "Spooler | None":
        printer = self.config.printer
        if not printer.url:
            return None
        from drivers.registry import open_printer
        from drivers.spooler import Spooler

        glue = "&" if "?" in printer.url else "?"
        device = open_printer(f"{printer.url}{glue}width={printer.width_mm}")
        return Spooler(self.storage.journal, device, self.bus.publish)

    def _lapse_due(self) -> None:
        desk = self.new_desk()
        while True:
            try:
                desk.lapse_due()
                desk.return_rights()
            except KioskError as error:
                _log.warning("orders could not lapse, or rights not be given back: %s", error)
            if self._stopped.wait(LAPSE_EVERY_S):
                return
