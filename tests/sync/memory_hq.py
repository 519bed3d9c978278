"""A small HQ in memory that keeps the Endpoint's promises, and fails on demand."""

import hashlib
import itertools
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain import events
from kiosk.domain.events import Event
from kiosk.errors import HqRefused, HqUnreachable, InputError, OutOfStep, SnapshotRequired
from kiosk.ports.sync import Acknowledgement, Chunk, Manifest, acknowledgement_message, seal_message
from sync.pairing import Transcript, code_hash, commitment, new_nonce
from sync.protocol import (
    EnrolAnswer,
    EnrolFinish,
    EnrolOffer,
    EnrolStart,
    Head,
    Heads,
    Page,
    ResolveAnswer,
    SessionAnswer,
    SessionRequest,
    WireCut,
    WireRow,
    decode_run,
    manifest_message,
    session_message,
)
from tests.sync.fakes import signed_by


@dataclass
class _Stream:
    gen: str = "g1"
    head: int = 0
    horizon: int = 0
    rows: dict[tuple[str, str], tuple[int, str | None]] = field(default_factory=dict)


def sick(message: str, status: int | None = 500) -> HqUnreachable:
    error = HqUnreachable(message)
    error.status = status
    return error


class MemoryHq:
    """`before` is called with the name of every request, and may raise what a network or a sick HQ would."""

    def __init__(self, *streams: str, page_rows: int = 10) -> None:
        self._private = Ed25519PrivateKey.generate()
        self.public_key = self._private.public_key().public_bytes_raw()
        self.codes = {"123456"}
        self.devices: dict[str, bytes] = {}
        self._started: dict[str, tuple[EnrolStart, EnrolOffer]] = {}
        self._confirmed: dict[str, str] = {}
        self.shown: dict[str, str] = {}
        self.refused: set[str] = set()
        self.tokens: set[str] = set()
        self.streams = {name: _Stream() for name in streams}
        self.events: dict[tuple[str, int], list[Event]] = {}
        self.blobs: dict[str, bytes] = {}
        self.personal: dict[str, bytes] = {}
        self.manifests: dict[str, Manifest] = {}
        self.cut: tuple[WireCut, ...] = ()
        self.requests: list[str] = []
        self.run_sizes: list[int] = []
        self.sick_of: set[str] = set()
        self.before: Callable[[str], None] = lambda _request: None
        self.waiting = 0  # long polls
        self.let_go = False
        self.never_waits = False
        self._page_rows = page_rows
        self._numbers = itertools.count(1)
        self._moved = threading.Condition()

    # --- what people at HQ do

    def put(self, stream: str, row_id: str, value: object, entity: str = "style") -> None:
        """A new body, or None to withdraw the row."""
        with self._moved:
            kept = self.streams[stream]
            kept.head += 1
            kept.rows[entity, row_id] = (kept.head, None if value is None else json.dumps(value))
            self._moved.notify_all()

    def live(self, stream: str) -> dict[tuple[str, str], str]:
        return {key: body for key, (_seq, body) in self.streams[stream].rows.items() if body is not None}

    def new_gen(self, stream: str, gen: str) -> None:
        self.streams[stream].gen = gen

    def publish(self, set_name: str, content: bytes, *, streams: tuple[str, ...], chunk_bytes: int = 100) -> Manifest:
        pieces = [content[start : start + chunk_bytes] for start in range(0, len(content), chunk_bytes)]
        chunks = tuple(Chunk(hashlib.sha256(piece).hexdigest(), len(piece)) for piece in pieces)
        self.blobs.update({chunk.sha256: piece for chunk, piece in zip(chunks, pieces, strict=True)})
        gen = self.streams[streams[0]].gen
        cursors = {stream: self.streams[stream].head for stream in streams}
        digest = hashlib.sha256(content).hexdigest()
        bare = Manifest(set_name, gen, 1, cursors, chunks, digest, len(content), 1_700_000_000_000)
        self.manifests[set_name] = self.signed(bare)
        return self.manifests[set_name]

    def signed(self, manifest: Manifest) -> Manifest:
        bare = replace(manifest, signature="")
        return replace(bare, signature=self._private.sign(manifest_message(bare)).hex())

    def signed_by_hq(self, message: bytes) -> str:
        return self._private.sign(message).hex()

    def enrolled(self, device: str, public_key: bytes) -> None:
        self.devices[device] = public_key

    # --- Endpoint

    pin = ""

    def enrol_start(self, request: EnrolStart) -> EnrolOffer:
        self._asked("enrol-start")
        if request.code not in self.codes:
            raise HqRefused("no such pairing code")
        self.codes.remove(request.code)
        offer = EnrolOffer(f"enrolment-{next(self._numbers)}", new_nonce(), self.public_key.hex())
        self._started[offer.enrolment] = (request, offer)
        return offer

    def enrol_finish(self, request: EnrolFinish, *, wait_s: float = 0) -> EnrolAnswer:
        self._asked("enrol-finish")
        if request.enrolment in self.refused or request.enrolment not in self._started:
            raise HqRefused("somebody said no")
        start, offer = self._started[request.enrolment]
        hashed = code_hash(start.code)
        seen = Transcript(hashed, start.public_key, offer.hq_public_key, "", offer.nonce, request.nonce)
        if commitment(hashed, start.public_key, request.nonce) != start.commitment:
            raise HqRefused("another nonce")
        self.shown[request.enrolment] = seen.digits()
        if request.enrolment not in self._confirmed:
            return EnrolAnswer()
        device = self._confirmed[request.enrolment]
        self.enrolled(device, bytes.fromhex(start.public_key))
        return EnrolAnswer(device, "JA", "02", "JA-02", "east")

    def confirm(self, digits: str) -> None:
        for enrolment, shown in self.shown.items():
            if shown == digits:
                self._confirmed.setdefault(enrolment, f"device-{next(self._numbers)}")
            else:
                self.refused.add(enrolment)

    def session(self, request: SessionRequest) -> SessionAnswer:
        self._asked("session")
        key = self.devices.get(request.device)
        if key is None:
            raise HqRefused("this device is not enrolled")
        if not request.challenge:
            return SessionAnswer(challenge="prove-it")
        if not signed_by(key, request.proof, session_message(request.device, request.challenge)):
            raise HqRefused("the proof is wrong")
        token = f"token-{next(self._numbers)}"
        self.tokens.add(token)
        held = tuple(
            (epoch, kept[-1].seq, kept[-1].chain)
            for (device, epoch), kept in self.events.items() if device == request.device
        )  # fmt: skip
        snapshot_set = next(iter(self.manifests), "")
        return SessionAnswer("", token, 1_700_000_000_000, held, tuple(self.streams), snapshot_set)

    def push(self, run: bytes) -> Acknowledgement:
        self._asked("push")
        sealed = decode_run(run)
        key = self.devices.get(sealed.device)
        last = sealed.events[-1]
        message = seal_message(sealed.device, sealed.epoch, last.seq, last.chain)
        if key is None or not signed_by(key, sealed.seal, message):
            raise HqRefused("the seal is wrong")
        if any(event.id in self.sick_of for event in sealed.events):
            raise sick("HQ falls over one of these events")
        self.run_sizes.append(len(sealed.events))
        kept = self.events.setdefault((sealed.device, sealed.epoch), [])
        if sealed.events[0].seq > len(kept) + 1:
            raise OutOfStep("there is a gap", forked=False)
        pairs = zip(kept[sealed.events[0].seq - 1 :], sealed.events, strict=False)
        if any(ours.chain != event.chain for ours, event in pairs):
            raise OutOfStep("HQ has other events under these numbers", forked=True)
        previous = kept[-1].chain if kept else events.start_of(sealed.device, sealed.epoch).chain
        for event in sealed.events[max(0, len(kept) + 1 - sealed.events[0].seq) :]:
            if event.seq != len(kept) + 1 or not events.verify(event, previous):
                raise InputError("the chain does not hold")
            kept.append(event)
            previous = event.chain
        self.personal.update(sealed.blobs)
        self.before("acknowledge")
        through, chain = last.seq, last.chain
        signature = self._private.sign(acknowledgement_message(sealed.device, sealed.epoch, through, chain)).hex()
        return Acknowledgement(sealed.device, sealed.epoch, through, chain, signature)

    def heads(self, token: str, *, wait_s: float = 0, known: dict[str, int] | None = None) -> Heads:
        self._asked("heads", token)
        with self._moved:
            self.waiting += 1
            if not self.never_waits:
                self._moved.wait_for(lambda: self.let_go or self._is_news(known or {}), wait_s)
            self.waiting -= 1
            return Heads(tuple(self._head(name) for name in self.streams), int(time.time() * 1000))

    def _is_news(self, known: dict[str, int]) -> bool:
        return any(kept.head > known.get(name, 0) for name, kept in self.streams.items())

    def _head(self, name: str) -> Head:
        kept = self.streams[name]
        return Head(name, kept.gen, kept.head, kept.horizon, len(self.live(name)))

    def page(self, token: str, stream: str, *, gen: str, after: int, limit: int = 2000) -> Page:
        self._asked(f"page {stream}", token)
        kept = self.streams[stream]
        if gen and (gen != kept.gen or after > kept.head or after < kept.horizon):
            raise SnapshotRequired(f"{stream} cannot be continued")
        fresh = sorted((seq, key, body) for key, (seq, body) in kept.rows.items() if seq > after)
        rows = [WireRow(entity, row_id, seq, body) for seq, (entity, row_id), body in fresh]
        some = tuple(rows[: min(limit, self._page_rows)])
        return Page(stream, kept.gen, kept.head, some, len(some) < len(rows), len(rows), self.cut)

    def resolve(self, token: str, hashed: str) -> ResolveAnswer:
        self._asked("resolve", token)
        body = self.live("members.index").get(("identity", hashed)) if "members.index" in self.streams else None
        return ResolveAnswer(known=True, **json.loads(body)) if body else ResolveAnswer(known=False)

    def manifest(self, token: str, set_name: str) -> Manifest:
        self._asked("manifest", token)
        if set_name not in self.manifests:
            raise InputError("there is no snapshot")
        return self.manifests[set_name]

    def blob(self, token: str, sha256: str) -> Iterator[bytes]:
        self._asked("blob", token)
        if sha256 not in self.blobs:
            raise InputError("there is no such blob")
        content = self.blobs[sha256]
        yield content[:50]
        self.before("blob, half way")
        yield content[50:]

    def _asked(self, request: str, token: str | None = None) -> None:
        self.requests.append(request)
        self.before(request)
        if token is not None and token not in self.tokens:
            raise HqRefused("the token is not valid")
