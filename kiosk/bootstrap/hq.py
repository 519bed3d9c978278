"""Head office, wired: database, importer, server, and the local socket for its chores."""

import io
from collections.abc import Callable
from pathlib import Path
from socket import gethostname
from types import TracebackType
from typing import Any, Self

from kiosk.bootstrap.certificate import NO_TLS, Tls
from kiosk.bootstrap.clock import wall_ms
from kiosk.bootstrap.ending import Ending
from kiosk.bootstrap.hq_backup import back_up
from kiosk.bootstrap.hq_place import DATABASE, find_place, note_place
from kiosk.control import ControlServer, Progress
from kiosk.domain.codec import to_json
from kiosk.domain.in_transit import Transfer
from kiosk.errors import InputError
from kiosk.services.own_phone import PUBLIC_URL
from kiosk.storage.catalogue import SCHEMA, CatalogueReplica
from kiosk.storage.lock import FolderLock
from sync.hq.credit_export import write_credit
from sync.hq.crediting import Difference
from sync.hq.exporter import write_orders
from sync.hq.importers import import_directory
from sync.hq.importers.credit import read_file
from sync.hq.office import HeadOffice
from sync.hq.shipping_list import write_shipping
from sync.server.run import Server, serve_in_thread

BAD_ROWS = "bad_rows.csv"
PAIRING_WAIT_S = 5.0


class HqProcess:
    """The process that owns an HQ folder: the office, and whoever asks it by the local socket."""

    def __init__(self, folder: Path, url: str = "", shared: Path | None = None) -> None:
        """`url`: PostgreSQL, if that is where the database shall be; `shared`: see `hq_place`. Both are remembered."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._lock = FolderLock(folder, "kiosk hq")
        try:
            place = find_place(folder, url, shared)
            self.office = HeadOffice(
                folder / DATABASE,
                replica_factory=CatalogueReplica,
                snapshot_schema=SCHEMA,
                clock=wall_ms,
                url=place.url,
                shared=place.shared,
            )
        except BaseException:
            self._lock.release()
            raise
        note_place(folder, place)
        self._server: Server | None = None
        self._public_url = ""
        self._control: ControlServer | None = None

    def listen(self, host: str, port: int, tls: Tls = NO_TLS, public_url: str = "") -> str:
        """Serve tablets, shoppers' phones and local commands from now on; returns the address. Off loopback without a
        certificate HQ makes one of its own. `public_url` is where phones get here; without one slips carry no link."""
        tls = tls.settled(self.folder, host)
        self.office.known_by(*tls.pins())
        self._public_url = public_url
        self.office.tell_shops(PUBLIC_URL, public_url)
        office = self.office
        self._server = serve_in_thread(
            office, host, port, tls.cert, tls.key, office.phone, public_url, office.guides, figures=office.figures
        )
        if self._control is None:
            self._control = ControlServer(self.folder, self.answer)
        return self._server.url

    def hang_up(self) -> None:
        """Serve tablets no more; local commands still work."""
        if self._server:
            self._server.stop()
            self._server = None

    def answer(self, verb: str, args: dict[str, Any], progress: Progress) -> Any:
        verbs: dict[str, Callable[[], Any]] = {
            "import": lambda: self._import(Path(args["folder"]), progress),
            "pair": lambda: self._pair(args["shop"]),
            "pairing": lambda: to_json(self.office.enrolments.pairing(args["code"], args["seen"], PAIRING_WAIT_S)),
            "confirm": lambda: self.office.confirm(args["shop"], args["digits"]),
            "refuse": lambda: self.office.enrolments.refuse(args["shop"], args["digits"]),
            "export-orders": self._export_orders,
            "export-addresses": self._export_addresses,
            "credit": lambda: self._credit(args["month"]),
            "try-rule": lambda: self._try_rule(Path(args["rules"]), args["month"]),
            "dispatch": lambda: self.office.dispatch(args["number"], args.get("reference", "")),
            "revoke": lambda: self.office.revoke(args["device"]),
            "held": lambda: [to_json(item) for item in self.office.held()],
            "retry-held": self.office.retry_held,
            "oversold": lambda: [to_json(item) for item in self.office.oversold()],
            "rights": lambda: [to_json(item) for item in self.office.rights()],
            "transfers": lambda: [_told(item) for item in self.office.transfers()],
            "unknown-codes": lambda: [to_json(item) for item in self.office.unknown_codes()],
            "lost-demand": lambda: [to_json(item) for item in self.office.lost_demand()],
            "members": lambda: [to_json(item) for item in self.office.members()],
            "member": lambda: [to_json(item) for item in self.office.member(args["member"])],
            "member-split": lambda: self.office.split_member(args["member"]),
            "member-erase": lambda: self.office.erase_member(args["member"]),
            "devices": lambda: [to_json(item) for item in self.office.devices()],
            "summary": self.office.summary,
            "rebuild": lambda: to_json(self.office.rebuild()),
            "backup": lambda: back_up(self.office, self.folder, Path(args["target"])),
        }
        if verb not in verbs:
            raise InputError(f"HQ has no verb {verb!r}.")
        return verbs[verb]()

    def close(self) -> None:
        if self._control:
            self._control.close()
        self.hang_up()
        self.office.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _import(self, folder: Path, progress: Progress) -> dict[str, Any]:
        report = import_directory(
            self.office.database,
            folder,
            progress=lambda item: progress([item.file, item.done, item.total, round(item.rows_per_s)]),
            bad_rows=self.folder / BAD_ROWS,
            keep_picture=self.office.put_blob,
        )
        self.office.tell_shops(PUBLIC_URL, self._public_url)  # new shops are told, too
        self.office.wake()
        return {"text": str(report), "failed": report.failed}

    def _pair(self, shop: str) -> dict[str, Any]:
        return {"code": self.office.pair(shop), "minutes": 10, "url": self._told_url()}

    def _told_url(self) -> str:
        """Where a tablet finds this server; "" while nothing is served."""
        url = self._server.url if self._server else ""
        return url.replace("//0.0.0.0:", f"//{gethostname()}:").replace("//[::]:", f"//{gethostname()}:")

    def _credit(self, month: str) -> str:
        out = io.StringIO()
        write_credit(self.office.database, month, out)
        return out.getvalue()

    def _try_rule(self, path: Path, month: str) -> list[dict[str, Any]]:
        try:
            draft = read_file(path)
        except InputError as problem:
            raise InputError(f"{path.name}: {problem}. Nothing was tried.") from None
        return [_compared(item) for item in self.office.try_rule(draft, month)]

    def _export_orders(self) -> str:
        out = io.StringIO()
        write_orders(self.office.database, out)
        return out.getvalue()

    def _export_addresses(self) -> str:
        out = io.StringIO()
        write_shipping(self.office.database, out)
        return out.getvalue()


def _told(transfer: Transfer) -> dict[str, Any]:
    return {
        "document": transfer.document, "transfer": transfer.transfer_id, "from": transfer.sender,
        "to": transfer.receiver, "missing": transfer.missing, "surplus": transfer.surplus,
    }  # fmt: skip


def _compared(item: Difference) -> dict[str, Any]:
    return {
        "number": item.number, "party": item.party, "name": item.name, "now_minor": item.now_minor,
        "draft_minor": item.draft_minor, "difference_minor": item.difference_minor,
    }  # fmt: skip


def do_alone(folder: Path, verb: str, args: dict[str, Any], progress: Progress) -> Any:
    """Run a chore here, on an HQ that nothing runs on."""
    with HqProcess(folder) as hq:
        return hq.answer(verb, args, progress)


def serve(
    folder: Path,
    host: str,
    port: int,
    tls: Tls,
    announce: Callable[[str, str], None],
    public_url: str = "",
    database: str = "",
    shared: Path | None = None,
) -> None:
    """Serve until interrupted or told to end (SIGTERM). `announce` is told the address, and the pin of the certificate
    that devices see, "" without one."""
    ending = Ending()
    with HqProcess(folder, database, shared) as hq:
        url = hq.listen(host, port, tls, public_url)
        announce(url, hq.office.pin)
        ending.wait()
