"""One cycle of synchronising: events up, then state down. Neither way waits for the other to succeed."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from kiosk.errors import HqRefused, HqRevoked, HqUnreachable, KioskError, OutOfStep, SnapshotRequired, TooOld
from kiosk.ports.identity import DeviceIdentity, DeviceKey
from kiosk.ports.sync import (
    Cursor,
    EventSource,
    Replica,
    RoundApplied,
    SnapshotStore,
    SyncProgress,
    SyncState,
    TakenOutOfService,
)
from sync.protocol import (
    Endpoint,
    Head,
    Heads,
    Page,
    SessionAnswer,
    SessionRequest,
    pins_message,
    revoked_message,
    session_message,
)
from sync.rounds import Rounds
from sync.signatures import is_signed
from sync.snapshot import CATALOGUE, SnapshotInstaller
from sync.uploading import Uploader

T = TypeVar("T")

_DAY_MS = 24 * 3_600_000
ORDER_DOWN = ("device", "shop", CATALOGUE, "stock")  # small and urgent first; others after

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class CycleReport:
    """What a cycle did. `rows`: made visible, per stream. `heads`: what HQ has, when it said so."""

    uploaded: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    upload_error: KioskError | None = None
    download_error: KioskError | None = None
    heads: Heads | None = None

    @property
    def error(self) -> KioskError | None:
        return self.download_error or self.upload_error

    @property
    def retry_after_s(self) -> float | None:
        """When HQ asked us to come back."""
        waits = [getattr(error, "retry_after_s", None) for error in (self.upload_error, self.download_error)]
        return max((wait_s for wait_s in waits if wait_s is not None), default=None)


class SyncEngine:
    """Belongs to one thread, with its endpoint. `observer` gets the messages of kiosk.ports.sync; `clock` is UTC
    milliseconds; `heed_pins` is told by which certificates HQ is known. `local_events` may be set from any thread: what
    is new goes up between two pages."""

    def __init__(
        self, endpoint: Endpoint, identity: DeviceIdentity, key: DeviceKey, source: EventSource,
        replicas: Sequence[Replica], snapshots: SnapshotStore, observer: Callable[[object], None], *,
        clock: Callable[[], int], program: str, schema: int,
        heed_pins: Callable[[tuple[str, ...]], None] = lambda _pins: None,
    ) -> None:  # fmt: skip
        self._endpoint = endpoint
        self._identity = identity
        self._key = key
        self._source = source
        self._replicas = replicas
        self._observer = observer
        self._clock = clock
        self._program = program
        self._heed_pins = heed_pins
        self._uploader = Uploader(endpoint, source, observer)
        self._rounds = Rounds(self._ask_page, observer, self._between, clock)
        self._snapshots = SnapshotInstaller(
            endpoint, snapshots, hq_public_key=identity.hq_public_key, schema=schema, clock=clock
        )
        self._session: SessionAnswer | None = None
        self._compared: object = None  # what HQ held of us, and we knew it to hold, when that was last looked at
        self._report = CycleReport()
        self._halted: KioskError | None = None
        self.state = SyncState(False, clock())
        self._said = False
        self._revoked = self._left = False
        self._answered = False
        self._let_go_ms = 0  # not before, on HQ's clock
        self.local_events = threading.Event()

    @property
    def token(self) -> str:
        """Of the running session, for a long poll on another connection; "" before there is one."""
        return self._session.token if self._session else ""

    def try_again(self) -> None:
        """HQ refused this device or this version, and a person says that this has changed."""
        self._halted = None

    def cycle(self, heads: Heads | None = None) -> CycleReport:
        """Upload, then bring every stream that is behind up to date. `heads`: what HQ has just said, when known.

        Never raises what is HQ's or the network's fault; that is in the report."""
        self._report = report = CycleReport()
        self._answered = False
        if not self._halted:
            report.download_error = self._attempt(self._ensure_session)
        self.upload()
        if not self._halted and report.download_error is None:
            report.download_error = self._attempt(lambda: self._download(heads))
        self._note(report)
        self._leave_service(report)
        self._let_go(report)
        return report

    def _let_go(self, report: CycleReport) -> None:
        """Once a day, when everything is well: old events that HQ has leave the journal."""
        if report.heads is None or report.error or report.heads.server_ms < self._let_go_ms:
            return
        self._let_go_ms = report.heads.server_ms + _DAY_MS
        self._source.let_go(report.heads.server_ms)

    def _attempt(self, work: Callable[[], object]) -> KioskError | None:
        try:
            work()
        except (HqRefused, TooOld) as error:
            self._halted = self._told(error)
            self._session = None
            return self._halted
        except KioskError as error:
            return error
        return None

    def _told(self, error: HqRefused | TooOld) -> KioskError:
        """Anybody can say that HQ revoked us. Only HQ can sign it, and only then anything is deleted."""
        device, proof = self._identity.device, str(error.params.get("proof", ""))
        if not is_signed(self._identity.hq_public_key, proof, revoked_message(device)):
            return error
        self._revoked = True
        return HqRevoked(
            "Head office took this tablet out of service. What it recorded and head office lacks is still sent; then "
            "what is the shop's is deleted here. To use it again, ask head office for a pairing code and enrol it"
        )

    def _leave_service(self, report: CycleReport) -> None:
        if self._revoked and not self._left and report.upload_error is None:
            self._left = self._source.next_run(max_events=1) is None
            if self._left:
                self._observer(TakenOutOfService())

    # --- up

    def upload(self) -> KioskError | None:
        """Only the way up; what stands in it."""
        self.local_events.clear()
        before = self._uploader.delivered
        try:
            self._uploader.drain()
        except KioskError as error:
            self._report.upload_error = error
            if isinstance(error, OutOfStep):
                self._session = None  # the next one begins with what HQ holds
        else:
            self._report.upload_error = None
        self._report.uploaded += self._uploader.delivered - before
        return self._report.upload_error

    def _between(self) -> None:
        """Between two pages or chunks: an order does not wait for a large round to end."""
        if self.local_events.is_set():
            self.upload()

    # --- session

    def _ensure_session(self) -> SessionAnswer:
        if self._session is None:
            self._session = self._open_session()
        return self._session

    def _open_session(self) -> SessionAnswer:
        """Prove that we are who HQ enrolled: it asks, we sign."""
        request = SessionRequest(
            self._identity.device,
            self._program,
            acknowledgement=self._source.newest_acknowledgement(),
            gen=self._gen_of(f"shop.{self._identity.shop}"),
            known=self._source.known_to_hq(),
        )
        asked = self._endpoint.session(request)
        if asked.token:
            return self._begun(asked)
        proof = self._key.sign(session_message(self._identity.device, asked.challenge)).hex()
        answer = self._endpoint.session(_with_proof(request, asked.challenge, proof))
        if not answer.token:
            raise HqUnreachable("HQ asked for a proof and gave no session for it. Nothing was changed")
        return self._begun(answer)

    def _begun(self, session: SessionAnswer) -> SessionAnswer:
        self._source.held_by_hq(session.holds, session.astray)
        self._compared = session.holds, self._source.known_to_hq()
        if session.pins and is_signed(self._identity.hq_public_key, session.pins_signature, pins_message(session.pins)):
            self._heed_pins(session.pins)
        return session

    def _is_news(self, holds: tuple[tuple[int, int, str], ...]) -> bool:
        """Some differences stay: what a copy of this journal sent. They are looked at once."""
        return self._compared != (holds, self._source.known_to_hq())

    def _gen_of(self, stream: str) -> str:
        replica = self._replica_of(stream)
        cursor = replica.cursor(stream) if replica else None
        return cursor.gen if cursor else ""

    def _with_token(self, ask: Callable[[str], T]) -> T:
        """A token that HQ no longer takes is renewed once; a fresh one that it refuses means it."""
        reused = self._session is not None
        session = self._ensure_session()
        try:
            return ask(session.token)
        except HqRefused:
            if not reused:
                raise
            self._session = None
            return ask(self._ensure_session().token)

    # --- down

    def _download(self, heads: Heads | None) -> None:
        answer = heads or self._with_token(self._endpoint.heads)
        if answer.holds is not None and self._is_news(answer.holds) and not self._source.agrees(answer.holds):
            self._session = None  # the next one shows HQ what it signed for, and we hear what it lacks
            self._ensure_session()
            answer = self._with_token(self._endpoint.heads)
        self._report.heads = answer
        self._answered = heads is None
        by_stream = {head.stream: head for head in answer.heads}
        first: KioskError | None = None
        for head in sorted(answer.heads, key=_urgency):
            try:
                if not self._comes_with_the_catalogue(head, by_stream):
                    self._bring_up(head, by_stream)
            except (HqRefused, TooOld):
                raise
            except KioskError as error:
                first = first or error
                if isinstance(error, HqUnreachable) and error.status is None:
                    break
        if first is not None:
            raise first

    def _comes_with_the_catalogue(self, head: Head, heads: dict[str, Head]) -> bool:
        """Stock figures lie in the catalogue's file: while there is none, page after page of them would be in vain."""
        replica = self._replica_of(CATALOGUE)
        if replica is None or _kind(head) != "stock" or CATALOGUE not in heads:
            return False
        return replica.cursor(CATALOGUE) is None

    def _bring_up(self, head: Head, heads: dict[str, Head]) -> None:
        replica = self._replica_of(head.stream)
        if replica is None:
            return
        if not self._caught_up(head, replica) and not self._replaced(head, replica, heads):
            raise HqUnreachable(
                f"HQ cannot give {head.stream} from its beginning now. What is here stays; it is asked again"
            )

    def _caught_up(self, head: Head, replica: Replica) -> bool:
        """Read on from where we are; False when there is nothing yet, or HQ cannot go on from there. Only HQ decides
        that: the head that we know may be older than our cursor."""
        cursor = replica.cursor(head.stream)
        if cursor == Cursor(head.gen, head.head):
            replica.touched(head.stream, self._clock())
            return True
        return cursor is not None and self._read(head.stream, replica, cursor)

    def _replaced(self, head: Head, replica: Replica, heads: dict[str, Head]) -> bool:
        """Everything anew: by a snapshot where there is one that helps, or from the stream's beginning."""
        if head.stream == CATALOGUE and self._installed(heads) and self._caught_up(head, replica):
            return True
        return self._read(head.stream, replica, None)

    def _read(self, stream: str, replica: Replica, cursor: Cursor | None) -> bool:
        try:
            rows = self._rounds.run(stream, replica, cursor)
        except SnapshotRequired as error:
            _log.info("%s: %s", stream, error)
            return False
        self._report.rows[stream] = self._report.rows.get(stream, 0) + rows
        return True

    def _installed(self, heads: dict[str, Head]) -> bool:
        name = self._ensure_session().snapshot_set
        if not name:
            return False

        def tick(done: int, size: int) -> None:
            self._observer(SyncProgress(CATALOGUE, done, size, "bytes"))
            self._between()

        manifest = self._with_token(lambda token: self._snapshots.install(token, name, heads, tick))
        if manifest is None:
            return False
        self._rounds.forget()
        self._observer(RoundApplied(CATALOGUE, 0))
        return True

    def _ask_page(self, stream: str, gen: str, after: int) -> Page:
        return self._with_token(lambda token: self._endpoint.page(token, stream, gen=gen, after=after))

    def _replica_of(self, stream: str) -> Replica | None:
        return next((replica for replica in self._replicas if replica.holds(stream)), None)

    # --- what people are told

    def _note(self, report: CycleReport) -> None:
        """Publish and log a change of state once, however often it is tried."""
        trouble = self._halted or report.error
        online = not isinstance(trouble, HqUnreachable) or self._answered or bool(report.rows or report.uploaded)
        code, error = (trouble.code, str(trouble)) if trouble else ("", "")
        if self._said and (online, code) == (self.state.online, self.state.code):
            return
        since_ms = self.state.since_ms if self._said and online == self.state.online else self._clock()
        self.state = SyncState(online, since_ms, code, error)
        self._said = True
        level = logging.WARNING if isinstance(trouble, HqRefused | TooOld) else logging.INFO
        _log.log(level, "HQ (%s) is %s%s", self._identity.hq_url, "there" if online else "away", error and f": {error}")
        self._observer(self.state)


def _with_proof(request: SessionRequest, challenge: str, proof: str) -> SessionRequest:
    return msgspec.structs.replace(request, challenge=challenge, proof=proof)


def _urgency(head: Head) -> tuple[int, str]:
    kind = _kind(head)
    return (ORDER_DOWN.index(kind) if kind in ORDER_DOWN else len(ORDER_DOWN), head.stream)


def _kind(head: Head) -> str:
    return head.stream.split(".")[0]
