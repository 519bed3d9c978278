"""The shops, their tablets and head office, and what befalls them. Every number that was shown is remembered."""

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from kiosk.domain.events import BODIES
from kiosk.errors import KioskError
from sync.hq.office import HeadOffice
from sync.simulation import retailer
from sync.simulation.line import Crash, Line
from sync.simulation.ports import Tablet, Wiring
from sync.simulation.retailer import Published

START_MS = 1_764_000_000_000  # 24 November 2025
PIECES = 40
KEPT_MS = 90 * 24 * 3_600_000  # so long, at least, tablets keep what HQ signed for


@dataclass(slots=True)
class Shown:
    """An order whose number somebody saw."""

    number: str
    shop: str
    node: str
    paid: bool = False


@dataclass(slots=True)
class Node:
    """A tablet: its folder, its line, its clock, and whether it is a copy of another one."""

    name: str
    shop: str
    folder: Path
    line: Line
    ahead_ms: int = 0
    tablet: Tablet | None = None
    copied: bool = False  # its journal was on two machines, or was put back: its paper may carry a number twice
    backup: Path | None = None


@dataclass(slots=True)
class World:
    """`seed` gives everything that happens. `folder` is the world's own."""

    folder: Path
    wiring: Wiring
    rng: random.Random
    now_ms: int = START_MS
    nodes: list[Node] = field(default_factory=list)
    office: HeadOffice | None = None
    shown: dict[str, Shown] = field(default_factory=dict)
    fragile: set[str] = field(default_factory=set)  # the tablet's copy is gone; HQ alone has them
    destroyed: set[str] = field(default_factory=set)  # the only copy went with its disk
    poisoned: set[str] = field(default_factory=set)  # orders of which HQ cannot interpret something
    members: dict[str, str] = field(default_factory=dict)  # who joined, with a number that nobody else has
    erased: dict[str, str] = field(default_factory=dict)  # those of them whom head office has forgotten
    said: list[str] = field(default_factory=list)  # what happened, step by step
    restored: int = 0  # how often HQ was put back
    backed_up_ms: int = 0  # when HQ was copied last
    published: list[Published] = field(default_factory=list)  # every list of prices there was
    unknown: frozenset[str] = frozenset()  # types of event that head office's program does not know yet

    def say(self, what: str) -> None:
        self.said.append(what)

    # Head office

    def interpret(self, office: HeadOffice) -> None:
        """What is stored is interpreted, as far as the program of the day knows it."""
        with _without(self.unknown):
            office.interpret()

    def upgrade(self, unknown: frozenset[str] = frozenset()) -> None:
        """Head office goes on with another program; what was held gets another chance, as at every start."""
        self.unknown = unknown
        office = self.answers()
        with _without(unknown):
            office.retry_held()

    @property
    def office_folder(self) -> Path:
        return self.folder / "hq"

    @property
    def office_backup(self) -> Path:
        return self.folder / "hq-backup"

    def open_office(self) -> HeadOffice:
        self.office = self.wiring.open_office(self.office_folder, lambda: self.now_ms)
        return self.office

    def close_office(self) -> None:
        if self.office:
            self.office.close()
            self.office = None

    def kill_office(self) -> None:
        """Power loss: every commit of head office is on the disk when it answers, so a copy of the files is what it has
        afterwards."""
        _kill(self.office_folder, self.close_office)
        self.say("head office is down")

    def back_up_office(self) -> None:
        _copy(self.office_folder, self.office_backup, "hq.guard")
        self.backed_up_ms = self.now_ms
        self.say("head office is backed up")

    def restore_office(self) -> None:
        if not self.office_backup.exists() or self.now_ms - self.backed_up_ms >= KEPT_MS:
            return  # tablets have let go of what such a backup lacks
        self.close_office()
        note = self.office_folder / "hq.guard"
        kept = note.read_bytes() if note.exists() and self.rng.random() < 0.5 else b""
        _copy(self.office_backup, self.office_folder)
        if kept:
            note.write_bytes(kept)
        office = self.open_office()
        if not kept:
            office.begin_anew()  # as `kiosk hq restore` does
        self.restored += 1
        self._erase_again(office)
        for node in self.nodes:
            node.line.acknowledged.clear()
        self.say("head office is put back from its backup")

    def _erase_again(self, office: HeadOffice) -> None:
        """As `kiosk hq restore` does. Whom the backup does not know yet, it cannot forget."""
        office.interpret()
        for member_id in list(self.erased):
            if not self.erase(member_id):
                del self.erased[member_id]

    def erase(self, member_id: str) -> bool:
        """Whether head office knew and forgot them."""
        try:
            self.answers().erase_member(member_id)
        except KioskError:
            return False
        self.erased[member_id] = self.members[member_id]
        self.say(f"{member_id} is erased")
        return True

    def answers(self) -> HeadOffice:
        """Head office, after it was mended if it was down."""
        return self.office or self.open_office()

    # Tablets

    def add(self, name: str, shop: str) -> Node:
        line = Line(lambda: self.office, self.rng)
        node = Node(name, shop, self.folder / name, line)
        self.wiring.enrol(node.folder, lambda: self.now_ms, self.answers(), line, shop)
        self.nodes.append(node)
        self.switch_on(node)
        return node

    def switch_on(self, node: Node) -> Tablet:
        if node.tablet is None:
            node.tablet = self.wiring.open_tablet(node.folder, lambda: self.now_ms + node.ahead_ms, node.line)
        return node.tablet

    def switch_off(self, node: Node) -> None:
        if node.tablet:
            node.tablet.close()
            node.tablet = None

    def kill(self, node: Node) -> None:
        _kill(node.folder, lambda: self.switch_off(node))
        self.say(f"{node.name} loses power")

    def back_up(self, node: Node) -> None:
        node.backup = self.folder / f"{node.name}-backup"
        _copy(node.folder, node.backup)
        self.say(f"{node.name} is backed up")

    def put_back(self, node: Node, *, guard: bool) -> None:
        """The tablet's disk is put back; without `guard` its note of how far the journal had come, too."""
        if node.backup is None:
            return
        note = node.folder / "journal.guard"
        kept = note.read_bytes() if note.exists() and guard else None
        self.switch_off(node)
        _copy(node.backup, node.folder)
        if kept is not None:
            note.write_bytes(kept)
        node.copied = True
        self._note_lost(node)
        self.say(f"{node.name} is put back, {'with' if guard else 'without'} its note")

    def clone(self, node: Node) -> None:
        """Another machine goes on with the same files."""
        twin = Node(
            f"{node.name}-twin", node.shop, self.folder / f"{node.name}-twin", Line(lambda: self.office, self.rng)
        )
        self.switch_off(node)
        _copy(node.folder, twin.folder)
        node.copied = twin.copied = True
        self.nodes.append(twin)
        self.say(f"{node.name} is cloned")

    def _note_lost(self, node: Node) -> None:
        """Which orders went with the disk: what its copy does not have, and HQ neither."""
        kept = {event.id for event in self.switch_on(node).events()}
        orders = order_ids(self.switch_on(node)) | self._elsewhere(node)
        at_hq = self.at_office()
        for order_id, known in self.shown.items():
            if known.node == node.name and order_id not in orders and kept:
                (self.fragile if order_id in at_hq else self.destroyed).add(order_id)

    def _elsewhere(self, node: Node) -> set[str]:
        found: set[str] = set()
        for other in self.nodes:
            if other is not node and other.tablet:
                found |= order_ids(other.tablet)
        return found

    def at_office(self) -> set[str]:
        """Orders whose events HQ has stored, interpreted or not."""
        with self.answers().database.read() as read:
            rows = read.conn.exec_driver_sql("SELECT body FROM event WHERE type = 'OrderPlaced'").scalars()
            return {_order_id(bytes(body)) for body in rows}

    # Doing things that may fail

    def traders(self) -> list[Node]:
        """Tablets that somebody works at."""
        return [node for node in self.nodes if not node.name.endswith("witness")]

    def try_to(self, node: Node, verb: str, **args: object) -> object | None:
        """A verb at a tablet; None when the tablet says no."""
        try:
            found: object = self.switch_on(node).do(verb, dict(args))
        except KioskError as error:
            self.say(f"{node.name} {verb}: {error.code}")
            return None
        self.say(f"{node.name} {verb}")
        return found

    def sync(self, node: Node) -> bool:
        """One cycle; whether it ended without an error. The power may go in the middle of it."""
        try:
            report = self.switch_on(node).cycle()
        except Crash:
            self.kill(node)
            return False
        self.say(f"{node.name} syncs: {report.error.code if report.error else 'well'}")
        return report.error is None

    def close(self) -> None:
        for node in self.nodes:
            self.switch_off(node)
        self.close_office()


def begin(folder: Path, wiring: Wiring, seed: int) -> World:
    """Two shops, two tablets in the first, one in the second, and one in each that watches and does nothing."""
    world = World(folder, wiring, random.Random(seed))  # noqa: S311 - it has to be repeated, not secret
    office = world.open_office()
    world.published.append(retailer.open_for_business(office, PIECES))
    for name, shop in (("na-1", "NA"), ("na-2", "NA"), ("nb-1", "NB"), ("na-witness", "NA"), ("nb-witness", "NB")):
        world.add(name, shop)
    for node in world.traders():
        world.sync(node)
    return world


@contextmanager
def _without(types: frozenset[str]) -> Iterator[None]:
    """A program that does not know these events. Nobody else works meanwhile: a simulation has one thread."""
    taken = {key: BODIES.pop(key) for key in list(BODIES) if key[0] in types}
    try:
        yield
    finally:
        BODIES.update(taken)


def order_ids(tablet: Tablet) -> set[str]:
    return {_order_id(event.body) for event in tablet.events() if event.type == "OrderPlaced"}


def _order_id(body: bytes) -> str:
    found: str = msgspec.json.decode(body)["order_id"]
    return found


def _copy(source: Path, target: Path, *left_out: str) -> None:
    """Files as they are at this moment: nobody writes. What SQLite keeps in memory for a log is made anew."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("*-shm", "kiosk.lock", ".snapshot-*", *left_out))


def _kill(folder: Path, close: Callable[[], None]) -> None:
    """What the disk has when the power goes: a tidy end would write more."""
    aside = folder.with_name(f"{folder.name}-killed")
    _copy(folder, aside)
    close()
    shutil.rmtree(folder)
    aside.rename(folder)
