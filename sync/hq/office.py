"""Head office as one object: what devices ask of it (sync.protocol.Endpoint) and what its own people do."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

from kiosk.domain.credit_rules import CreditRules
from kiosk.domain.in_transit import Transfer
from kiosk.errors import InputError
from kiosk.ports.sync import Acknowledgement, Manifest
from sync.hq.blobs import MAX_PICTURE_BYTES, BlobFolder
from sync.hq.counts import figures, stock_differences, summary
from sync.hq.crediting import Difference, try_rule
from sync.hq.database import VAULT, HqDatabase, HqRead, wall_ms
from sync.hq.demand import LostDemand, lost_demand
from sync.hq.devices import (
    DeviceRegister,
    DeviceState,
    EnrolledDevice,
    held_of,
    refused,
    region_of,
    snapshot_set,
    streams_of,
)
from sync.hq.enrolling import Enrolments
from sync.hq.exporter import OrderLineRow, order_lines
from sync.hq.ingest import Intake
from sync.hq.interpreter import Interpreter
from sync.hq.interpreting import HeldEvent, held_events, retry_held
from sync.hq.keys import HqKey
from sync.hq.member_desk import MemberLine, erase_member, member_line, member_lines, split_member
from sync.hq.oversold import OversoldSale, RightState, oversold, rights_out
from sync.hq.own_phone import PhoneDesk
from sync.hq.pages import read_page, wait_for_heads
from sync.hq.public_code import GuideDesk
from sync.hq.publishing import has_tablets, shop_stream
from sync.hq.rebuild import Rebuilt, rebuild
from sync.hq.resolving import Resolver
from sync.hq.shipping import dispatch
from sync.hq.snapshots import ReplicaFactory, SnapshotShop, check_set
from sync.hq.stockroom import UnknownCode, open_transfers, unknown_codes
from sync.protocol import (
    PAGE_ROWS,
    EnrolAnswer,
    EnrolFinish,
    EnrolOffer,
    EnrolStart,
    Heads,
    Page,
    ResolveAnswer,
    SessionAnswer,
    SessionRequest,
)


class HeadOffice:
    """HQ over one database: the file at `path`, or PostgreSQL at `url`. Beside the file, or in the folder `shared` by
    all processes on one database: `hq.key`, `vault.db`, `pictures/` and `chunks/`.

    `replica_factory(path, streams)` is a context that yields the replica of an empty catalogue file, and completes and
    closes the file at its end; `snapshot_schema` is the version of those files. Begins at once to interpret, with what
    earlier processes stored and did not get to; without `interpret` only after `start`."""

    def __init__(
        self,
        path: Path,
        *,
        replica_factory: ReplicaFactory,
        snapshot_schema: int,
        clock: Callable[[], int] = wall_ms,
        interpret: bool = True,
        url: str = "",
        shared: Path | None = None,
    ) -> None:
        folder = shared or path.parent
        folder.mkdir(parents=True, exist_ok=True)
        key = HqKey(folder / "hq.key")
        self.database = HqDatabase(path, clock=clock, url=url, vault=folder / VAULT, key=key.public_hex())
        self.pictures = BlobFolder(folder / "pictures")
        self._chunks = BlobFolder(folder / "chunks")
        self._register = DeviceRegister(self.database, key)
        self.enrolments = Enrolments(self.database, key)
        self._intake = Intake(self.database, key)
        self._snapshots = SnapshotShop(self.database, key, self._chunks, replica_factory, snapshot_schema)
        self._interpreter = Interpreter(self.database)
        self._resolver = Resolver()
        self.phone = PhoneDesk(self.database)
        self.guides = GuideDesk(self.database)
        if interpret:
            self.start()

    def start(self) -> None:
        """Begin to interpret; held events get another chance first, for this program may know more than the last."""
        self._interpreter.start()

    def interpret(self) -> None:
        """Interpret what is stored, here and now: for an office that was opened without `interpret`."""
        self._interpreter.once()

    def wake(self) -> None:
        """Look for work: another process of HQ's stored something."""
        self._interpreter.wake()

    def close(self) -> None:
        """Stop after the work at hand. Nothing acknowledged is lost: it is picked up at the next start."""
        self._interpreter.stop()
        self._snapshots.close()
        self.database.close()

    def __enter__(self) -> "HeadOffice":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    # What devices ask.

    @property
    def pin(self) -> str:
        return self.enrolments.pin

    def enrol_start(self, request: EnrolStart) -> EnrolOffer:
        return self.enrolments.start(request)

    def enrol_finish(self, request: EnrolFinish, *, wait_s: float = 0) -> EnrolAnswer:
        return self.enrolments.finish(request, wait_s=wait_s)

    def session(self, request: SessionRequest) -> SessionAnswer:
        return self._register.session(request)

    def push(self, run: bytes) -> Acknowledgement:
        acknowledgement = self._intake.push(run)
        self._interpreter.wake()
        return acknowledgement

    def heads(self, token: str, *, wait_s: float = 0, known: dict[str, int] | None = None) -> Heads:
        with self.database.read() as read:
            device, streams = self._caller(read, token)
        if known:
            self._register.presence.polled(device.id, known)
        found = wait_for_heads(self.database, streams, known or {}, wait_s)
        with self.database.read() as read:
            return Heads(found, self.database.clock(), held_of(read.conn, device.id))

    def page(self, token: str, stream: str, *, gen: str, after: int, limit: int = PAGE_ROWS) -> Page:
        with self.database.read() as read:
            device, streams = self._caller(read, token)
        if stream not in streams:
            raise refused("stream", f"{stream} is not for {device.id}", status=403)
        return read_page(self.database, stream, gen=gen, after=after, limit=limit)

    def resolve(self, token: str, hashed: str) -> ResolveAnswer:
        with self.database.read() as read:
            device, _ = self._caller(read, token)
            return self._resolver.answer(read, device.id, hashed)

    def manifest(self, token: str, set_name: str) -> Manifest:
        with self.database.read() as read:
            _, streams = self._caller(read, token)
        check_set(set_name, snapshot_set(streams))
        return self._snapshots.manifest(set_name)

    def blob(self, token: str, sha256: str) -> Iterator[bytes]:
        return self._folder_of(token, sha256).pieces(sha256)

    def stored_blob(self, token: str, sha256: str) -> bytes:
        """As `blob`, but as it is stored, compressed by zstd: nobody packs the same bytes once more for each tablet."""
        return self._folder_of(token, sha256).stored(sha256)

    def whose(self, token: str) -> str:
        """The device of a session. Raises HqRefused."""
        with self.database.read() as read:
            return self._register.by_token(read, token, self.database.clock()).id

    def _folder_of(self, token: str, sha256: str) -> BlobFolder:
        with self.database.read() as read:
            self._caller(read, token)
        return self._chunks if self._chunks.has(sha256) else self.pictures

    def _caller(self, read: HqRead, token: str) -> tuple[EnrolledDevice, tuple[str, ...]]:
        device = self._register.by_token(read, token, self.database.clock())
        return device, streams_of(read, device.id, device.shop, region_of(read, device))

    # What HQ's own people do.

    def known_by(self, pin: str, next_pin: str = "") -> None:
        """Which certificate HQ serves (sync.pins; "" without TLS), and which it will serve next."""
        self.enrolments.pin = pin
        self._register.pins = tuple(each for each in (pin, next_pin) if each)

    def pair(self, shop: str) -> str:
        """A code to type at a new device of the shop, good for ten minutes and one device."""
        return self.enrolments.pair(shop)

    def confirm(self, shop: str, digits: str) -> str:
        """A new device of the shop shows these six digits: take it in; returns its name. Raises InputError, and ends
        the enrolment, when HQ shows others."""
        return self.enrolments.confirm(shop, digits)

    def devices(self) -> tuple[DeviceState, ...]:
        """Every enrolled tablet, what HQ holds of it, when it was last heard of, and how far it is."""
        return self._register.all()

    def revoke(self, device_id: str) -> None:
        """Stop serving a device; what it still sends is stored and held."""
        self._register.revoke(device_id)
        self._interpreter.wake()  # its rights are written off

    def dispatch(self, number: str, reference: str) -> tuple[str, ...]:
        """Parcels of an order left its warehouses; returns the SKUs that went."""
        return dispatch(self.database, number, reference)

    def begin_anew(self) -> None:
        """After the database was put back from a backup: every tablet asks for everything again."""
        with self.database.write() as tx:
            tx.begin_anew()

    def tell_shops(self, name: str, value: str) -> None:
        """Put a setting of all shops: what their tablets know as `reader.setting(name)`."""
        with self.database.write() as tx:
            shops = [place.id for place in tx.locations().values() if has_tablets(place)]
            for shop in sorted(shops):
                tx.put_rows(shop_stream(shop), [("setting", name, json.dumps({"value": value}))])

    def held(self) -> tuple[HeldEvent, ...]:
        """Events that wait for a person or a newer program, with the reason."""
        return held_events(self.database)

    def oversold(self) -> tuple[OversoldSale, ...]:
        """Sales of scarce goods that nothing was promised for, or that need a decision where pieces are missing."""
        return oversold(self.database)

    def rights(self) -> tuple[RightState, ...]:
        """Rights to scarce goods that are out."""
        return rights_out(self.database)

    def transfers(self) -> tuple[Transfer, ...]:
        """Boxes between shops of which something is in transit, or came that was not sent."""
        return open_transfers(self.database)

    def unknown_codes(self) -> tuple[UnknownCode, ...]:
        """Codes that shops scanned among their goods and that are no article of theirs."""
        return unknown_codes(self.database)

    def lost_demand(self) -> tuple[LostDemand, ...]:
        """What shoppers searched for in vain, most often first."""
        return lost_demand(self.database)

    def retry_held(self) -> int:
        """Try held events again; returns how many are folded now."""
        return retry_held(self.database)

    def members(self) -> tuple[MemberLine, ...]:
        """Who joined at a tablet, with what became of them; neither names nor numbers."""
        return member_lines(self.database)

    def member(self, member_id: str) -> tuple[MemberLine, ...]:
        """Whoever has this id or code, under every id."""
        return member_line(self.database, member_id)

    def split_member(self, member_id: str) -> str:
        """Undo a merge: the id stands for itself again. Returns whom it was merged into."""
        return split_member(self.database, member_id)

    def erase_member(self, member_id: str) -> tuple[str, ...]:
        """Forget a member for good, at their wish; returns all ids that were theirs."""
        return erase_member(self.database, member_id)

    def orders(self) -> Iterator[OrderLineRow]:
        """Every order, line by line; no personal data."""
        return order_lines(self.database)

    def try_rule(self, draft: CreditRules, month: str) -> tuple[Difference, ...]:
        """Who gains and who loses in a month under a draft; nothing is changed."""
        return try_rule(self.database, draft, month)

    def put_blob(self, content: bytes) -> str:
        """Store a style's picture; returns the name that styles use. Raises InputError when it is over 8 MiB."""
        if len(content) > MAX_PICTURE_BYTES:
            raise InputError(f"a picture of {len(content)} bytes; HQ takes {MAX_PICTURE_BYTES}")
        return self.pictures.put(content)

    def notify(self, device_id: str, notice_id: str, message: str | None) -> None:
        """Put a notice on a device's glass, or take it away (None)."""
        with self.database.write() as tx:
            tx.put_rows(f"device.{device_id}", [("notice", notice_id, message)])

    def build_snapshots(self) -> tuple[Manifest, ...]:
        """Make the snapshots of all regions with tablets ready, so that nobody waits for one: after a large import."""
        with self.database.read() as read:
            places = [place for place in read.locations().values() if has_tablets(place)]
            sets = {snapshot_set(streams_of(read, "", place.id, place.region)) for place in places}
        return tuple(self._snapshots.manifest(name, _BUILD_S, newest=True) for name in sorted(sets))

    def drain(self, timeout_s: float = 60) -> bool:
        """Wait until everything stored so far is folded or held; whether it is."""
        return self._interpreter.drain(timeout_s)

    def summary(self) -> dict[str, int]:
        """Counts for a status line."""
        return summary(self.database)

    def figures(self) -> dict[str, float]:
        """The same, with ages in seconds, for whoever watches HQ."""
        return figures(self.database)

    def rebuild(self) -> Rebuilt:
        """Fold all journals again, in a copy, and compare with what is here."""
        return rebuild(self.database)

    def stock_differences(self) -> Sequence[tuple[str, str, int, int]]:
        """(location, sku, on hand, opening + movements) wherever the two differ: nowhere."""
        return stock_differences(self.database)


_BUILD_S = 3600.0
