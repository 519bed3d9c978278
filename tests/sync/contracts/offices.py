"""The HQs that one suite of cases runs on: in memory, the real one, and the real one behind real sockets."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from kiosk.domain import codec
from kiosk.domain.catalogue import Style
from kiosk.ports.identity import DeviceIdentity
from kiosk.ports.sync import SealedRun
from kiosk.storage.catalogue import SCHEMA, CatalogueReplica
from sync.client import HttpEndpoint
from sync.enrolment import enrol
from sync.hq.office import HeadOffice
from sync.protocol import Endpoint, SessionAnswer, SessionRequest, encode_run, session_message
from sync.server.run import serve_in_thread
from tests.fakes import retailer
from tests.sync.fakes import MemoryJournal, MemoryKey
from tests.sync.memory_hq import MemoryHq

CATALOGUE = "catalogue"
INDEX = "members.index"
SHOP = "JA"

Row = tuple[str, str, str | None]


class Office(Protocol):
    """An HQ and its people."""

    @property
    def endpoint(self) -> Endpoint: ...

    def pair(self) -> str: ...

    def confirm(self, digits: str) -> object:
        """Somebody here says that a new device shows these."""

    def put(self, *rows: Row) -> None:
        """Rows of the catalogue: entity, id, body or None."""

    def put_member(self, hashed: str, told: dict[str, object] | None) -> None:
        """What the index of all members has under a hash; None when somebody was erased."""


class MemoryOffice:
    def __init__(self) -> None:
        self.hq = MemoryHq(CATALOGUE, f"shop.{SHOP}", INDEX, page_rows=2000)
        self.endpoint: Endpoint = self.hq
        self._codes = iter(range(100_000, 200_000))

    def pair(self) -> str:
        code = str(next(self._codes))
        self.hq.codes.add(code)
        return code

    def confirm(self, digits: str) -> None:
        self.hq.confirm(digits)

    def put(self, *rows: Row) -> None:
        for entity, row_id, body in rows:
            self.hq.put(CATALOGUE, row_id, None if body is None else json.loads(body), entity)
        self.hq.publish(CATALOGUE, b"CATALOGUE\n" + bytes(300), streams=(CATALOGUE,))

    def put_member(self, hashed: str, told: dict[str, object] | None) -> None:
        self.hq.put(INDEX, hashed, told, "identity")


class RealOffice:
    def __init__(self, office: HeadOffice, endpoint: Endpoint) -> None:
        self.office = office
        self.endpoint = endpoint
        self.put(*(("location", place.id, codec.dump(place).decode()) for place in retailer.LOCATIONS))

    def pair(self) -> str:
        return self.office.pair(SHOP)

    def confirm(self, digits: str) -> str:
        return self.office.confirm(SHOP, digits)

    def put(self, *rows: Row) -> None:
        with self.office.database.write() as tx:
            tx.put_rows(CATALOGUE, rows)

    def put_member(self, hashed: str, told: dict[str, object] | None) -> None:
        with self.office.database.write() as tx:
            tx.put_rows(INDEX, [("identity", hashed, json.dumps(told) if told else None)])


def styles(count: int, first: int = 0) -> list[Row]:
    """Rows that look like a range's."""
    return [("style", f"STYLE-{number:04d}", _style(number)) for number in range(first, first + count)]


def _style(number: int) -> str:
    style = Style(f"STYLE-{number:04d}", f"款式 {number}", f"Style {number}", "shirts", "衬衫", "Shirts")
    return codec.dump(style).decode()


@contextmanager
def head_office(folder: Path) -> Iterator[HeadOffice]:
    with HeadOffice(folder / "hq.db", replica_factory=CatalogueReplica, snapshot_schema=SCHEMA) as office:
        yield office


@contextmanager
def opened(kind: str, folder: Path) -> Iterator[Office]:
    if kind == "memory":
        yield MemoryOffice()
        return
    with head_office(folder) as office:
        if kind == "direct":
            yield RealOffice(office, office)
            return
        serving = serve_in_thread(office)
        endpoint = HttpEndpoint(serving.url)
        try:
            yield RealOffice(office, endpoint)
        finally:
            endpoint.close()
            serving.stop()


class Device:
    """An enrolled device, with a journal in memory."""

    def __init__(self, office: Office) -> None:
        self.endpoint = office.endpoint
        self.key = MemoryKey()
        self.identity: DeviceIdentity = enrol(
            self.endpoint, office.pair(), self.key, "test", hq_url="https://hq.example", show=office.confirm
        )
        self.id = self.identity.device
        self.journal = MemoryJournal(self.id, self.key, self.identity.hq_public_key)

    def session(self) -> SessionAnswer:
        challenge = self.endpoint.session(SessionRequest(self.id, "test")).challenge
        proof = self.key.sign(session_message(self.id, challenge)).hex()
        return self.endpoint.session(SessionRequest(self.id, "test", challenge, proof))

    def token(self) -> str:
        return self.session().token

    def sealed(self, max_events: int = 500) -> SealedRun:
        run = self.journal.next_run(max_events)
        assert run is not None
        return run

    def run(self, max_events: int = 500) -> bytes:
        return encode_run(self.sealed(max_events))
