"""A tablet's folder, opened: the one object that bootstrap takes storage from."""

import contextlib
import logging
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Self

from kiosk.errors import EnvironmentProblem
from kiosk.ports.identity import DeviceIdentity
from kiosk.storage.catalogues import CatalogueStore, FileCatalogue, pointed_file
from kiosk.storage.examination import Examination
from kiosk.storage.files import ROOM_BYTES, DamagedFile, Readers, check_file, is_up_to_date, own_folder, put_aside
from kiosk.storage.journal import GUARD_FILE, JOURNAL_FILE, SqliteJournal, wall_clock_ms
from kiosk.storage.keys import FileDeviceKey, NotEnrolled, load_identity, save_identity
from kiosk.storage.lock import LOCK_FILE, FolderLock
from kiosk.storage.members_index import FILE as MEMBERS_FILE
from kiosk.storage.members_index import KnownEverywhere, open_index
from kiosk.storage.reader import SqliteShopReader
from kiosk.storage.retiring import IDENTITY_FILE, begin_anew, check_in_service
from kiosk.storage.schemas import CATALOGUE, JOURNAL, SHOP
from kiosk.storage.shop import ShopStore
from kiosk.storage.writer import WriterThread

_log = logging.getLogger(__name__)

KEY_FILE = "device.key"


class TabletStorage:
    """The four files, open for writing; one process a folder.

    `journal` (Journal, EventSource, PrintQueue), `shop` (Replica of the shop's and the device's streams), `catalogues`
    (CatalogueReader, SnapshotStore, Replica of the public streams), `reader` (ShopReader), `identity`, `key`.
    """

    def __init__(
        self, folder: Path, *, clock: Callable[[], int] = wall_clock_ms, purpose: str = "kiosk run",
        room_bytes: int = ROOM_BYTES, enrolling: bool = False,
    ) -> None:  # fmt: skip
        """As `open` says; `enrolling` may begin the journal."""
        self.folder = folder
        check_in_service(folder)
        self.identity = load_identity(folder / IDENTITY_FILE)
        self.key = FileDeviceKey.load(folder / KEY_FILE)
        own_folder(folder)
        with ExitStack() as undo:
            lock = FolderLock(folder, purpose)
            undo.callback(lock.release)
            self._check_journal(enrolling=enrolling)
            self._open(clock, room_bytes, undo)
            self._close = undo.pop_all().close

    def _check_journal(self, *, enrolling: bool) -> None:
        """Before anything else is touched. A journal that has gone must not silently begin again at number one."""
        journal = self.folder / JOURNAL_FILE
        if journal.exists() and journal.stat().st_size:
            check_file(journal, JOURNAL)
        elif not enrolling and not (self.folder / GUARD_FILE).exists():
            raise DamagedFile(
                f"{journal} is missing. Put it back from a backup; if there is none, move this folder away and enrol "
                "this tablet again: kiosk enrol URL CODE"
            )

    def _open(self, clock: Callable[[], int], room_bytes: int, undo: ExitStack) -> None:
        """Closed in reverse: readers before their writer, so that it is the last to leave its files and tidies up."""
        self._state_writer = WriterThread("state-writer")
        undo.callback(self._state_writer.close)
        self.shop = self._open_shop()
        undo.callback(self.shop.readers.close)
        self.members = open_index(self._state_writer, self.folder)
        undo.callback(self.members.readers.close)
        self.catalogues = CatalogueStore(self._state_writer, self.folder, self.shop)
        undo.callback(self.catalogues.close)
        self.journal = SqliteJournal(
            self.folder, self.identity, self.key, self.shop.readers, clock=clock, room_bytes=room_bytes
        )
        undo.callback(self.journal.close)
        self.reader = SqliteShopReader(
            self.journal.readers, self.shop.readers, self.identity, self.catalogues.ages, self.journal.find_blob,
            KnownEverywhere(self.members.readers),
        )  # fmt: skip
        self.catalogues.here = self.reader.skus_here

    def _open_shop(self) -> ShopStore:
        """What HQ told us can be told again: a damaged file is put aside, and the sale goes on."""
        try:
            return ShopStore(self._state_writer, self.folder, self.identity)
        except DamagedFile as error:
            _log.error("%s It was put aside; HQ sends everything in it again.", error)
            self._state_writer.release(self.folder / "shop.db")
            put_aside(self.folder / "shop.db")
            return ShopStore(self._state_writer, self.folder, self.identity)

    def know_hq_by(self, pins: tuple[str, ...]) -> None:
        """HQ has other certificates from now on (DeviceIdentity.hq_pins)."""
        self.identity = replace(self.identity, hq_pins=pins)
        save_identity(self.folder / IDENTITY_FILE, self.identity)

    @property
    def examination(self) -> Examination:
        """Looks at the files while they are worked on."""
        return Examination(self.folder, self.identity.device, self.journal.readers, self.shop.readers, self.catalogues)

    @classmethod
    def open(
        cls, folder: Path, *, clock: Callable[[], int] = wall_clock_ms, purpose: str = "kiosk run",
        room_bytes: int = ROOM_BYTES,
    ) -> "TabletStorage":  # fmt: skip
        """Raises NotEnrolled, FolderTaken, NewerFile or DamagedFile; nothing was changed then."""
        return cls(folder, clock=clock, purpose=purpose, room_bytes=room_bytes)

    @staticmethod
    def prepare(folder: Path) -> "FreshFolder":
        """A folder to enrol in: has a key, waits for an identity. Raises FolderTaken."""
        return FreshFolder(folder)

    @classmethod
    def create(
        cls,
        folder: Path,
        identity: DeviceIdentity,
        key: FileDeviceKey | None = None,
        *,
        clock: Callable[[], int] = wall_clock_ms,
        room_bytes: int = ROOM_BYTES,
    ) -> "TabletStorage":
        """Make `folder` this device's, with the key given or a fresh one, and open it."""
        own_folder(folder)
        if key is not None and not (folder / KEY_FILE).exists():
            key.save(folder / KEY_FILE)
        with cls.prepare(folder) as fresh:
            fresh.adopt(identity, clock=clock)
        return cls(folder, clock=clock, room_bytes=room_bytes)

    @staticmethod
    def read_only(folder: Path) -> "TabletView":
        """A look from another process, also while a kiosk runs. Raises NotEnrolled when there is nothing to see."""
        return TabletView(folder)

    def close(self) -> None:
        """Let everything that was asked for finish, and leave the folder to whoever comes next. May be called twice."""
        self._close()


class FreshFolder:
    """A folder while a tablet is being enrolled: nobody else may use it. Use as a context manager.

    Until a device is adopted its key is in memory only, and a folder that was not there before is gone afterwards."""

    def __init__(self, folder: Path) -> None:
        self._made = not folder.exists()
        self._adopted = False
        own_folder(folder)
        self._folder = folder
        self._lock = FolderLock(folder, "kiosk enrol")
        path = folder / KEY_FILE
        try:
            self.key = FileDeviceKey.load(path) if path.exists() else FileDeviceKey.generate()
        except BaseException:
            self._lock.release()
            raise

    def adopt(self, identity: DeviceIdentity, *, clock: Callable[[], int] = wall_clock_ms) -> None:
        """Make the folder this device's and begin its journal. Enrolled again as the same device it keeps the one it
        has; another device's is never touched, and EnvironmentProblem raised."""
        _refuse_other_device(self._folder, identity)
        self._adopted = True
        self.key.save(self._folder / KEY_FILE)
        save_identity(self._folder / IDENTITY_FILE, identity)
        begin_anew(self._folder)
        self._lock.release()
        TabletStorage(self._folder, clock=clock, purpose="kiosk enrol", enrolling=True).close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()
        if self._made and not self._adopted:
            (self._folder / LOCK_FILE).unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # somebody put something there meanwhile
                self._folder.rmdir()


def _refuse_other_device(folder: Path, identity: DeviceIdentity) -> None:
    if not (folder / JOURNAL_FILE).exists():
        return
    known = load_identity(folder / IDENTITY_FILE)
    if (known.device, known.shop) != (identity.device, identity.shop):
        raise EnvironmentProblem(
            f"{folder} holds the journal of device {known.device} of shop {known.shop}. It stays untouched: "
            "enrol in another folder, and keep this one until HQ has everything in it."
        )


class TabletView:
    """Read-only: `reader` (ShopReader), `catalogues` (CatalogueReader), `identity`. Takes no lock, writes nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        check_in_service(folder)
        self.identity = load_identity(folder / IDENTITY_FILE)
        for name, schema in ((JOURNAL_FILE, JOURNAL), ("shop.db", SHOP)):
            if not (folder / name).exists():
                raise NotEnrolled(f"{folder} has no {name} yet. Start the kiosk once: kiosk run")
            check_file(folder / name, schema)
        self._journal = Readers(folder / JOURNAL_FILE)
        self._shop = Readers(folder / "shop.db")
        self._members = Readers(folder / MEMBERS_FILE) if (folder / MEMBERS_FILE).exists() else None
        self.catalogues = FileCatalogue(self._pointed(folder))
        self.reader = SqliteShopReader(
            self._journal, self._shop, self.identity, self.catalogues.ages, index=KnownEverywhere(self._members)
        )
        self.catalogues.here = self.reader.skus_here

    def _pointed(self, folder: Path) -> Readers | None:
        with self._shop.snapshot() as shop:
            path = pointed_file(shop, folder)
        return Readers(path) if path and is_up_to_date(path, CATALOGUE) else None

    @property
    def examination(self) -> Examination:
        """Looks at the files, also while another process works on them."""
        return Examination(self.folder, self.identity.device, self._journal, self._shop, self.catalogues)

    def close(self) -> None:
        for files in (self.catalogues, self._shop, self._journal, self._members):
            if files is not None:
                files.close()
