"""The wire, version 1: messages and the one Endpoint type that HQ implements and the tablet's client speaks.

Unknown fields are ignored, so either end may be newer. Event bodies travel as JSON *text inside* JSON: the exact
bytes that
were hashed survive whatever lies in between.

Over HTTP every message is JSON under the `PATH_…` constants; both ends may gzip (`Content-Encoding`, bodies of requests
too). The token of a session travels as `Authorization: Bearer …`. `GET /v1/heads?wait=55&known=shop.JA:17&known=…`
(one `known` per stream), `GET /v1/streams/{stream}?gen=&after=&limit=`. A blob is `application/octet-stream`, answers
`Range` over the bytes as they are encoded, and has its sha256 as `ETag`. Whatever is not 2xx has a `Problem` as its
body.
"""

import base64
from collections.abc import Iterator
from typing import Protocol

import msgspec

from kiosk.domain.events import Event
from kiosk.errors import InputError
from kiosk.ports.sync import Acknowledgement, Chunk, CutEntry, Manifest, SealedRun, StreamRow

VERSION = 1
MAX_RUN_EVENTS = 500
MAX_RUN_BYTES = 1 << 20
PAGE_ROWS = 2000

FORKED, GAP = "forked", "gap"  # why HQ cannot take a run (412)

PATH_ENROL_START = "/v1/enrol/start"
PATH_ENROL_FINISH = "/v1/enrol/finish"
PATH_SESSION = "/v1/session"
PATH_EVENTS = "/v1/events"
PATH_HEADS = "/v1/heads"
PATH_STREAMS = "/v1/streams"
PATH_SNAPSHOTS = "/v1/snapshots"
PATH_BLOBS = "/v1/blobs"
PATH_RESOLVE = "/v1/members/resolve"


class EnrolStart(msgspec.Struct, frozen=True):
    """`public_key`: the device's raw Ed25519 key, hex. `name`: how people call the machine. `commitment`: to a nonce of
    the device's (sync.pairing)."""

    code: str
    public_key: str
    name: str
    commitment: str


class EnrolOffer(msgspec.Struct, frozen=True):
    """HQ's answer to a code it knows: from now on the code is this device's."""

    enrolment: str
    nonce: str
    hq_public_key: str


class EnrolFinish(msgspec.Struct, frozen=True):
    """`nonce`: the one committed to. `proof`: the device's signature (hex) over what it saw (Transcript.message)."""

    enrolment: str
    nonce: str
    proof: str


class EnrolAnswer(msgspec.Struct, frozen=True):
    """Without `device` nobody at HQ has confirmed the six digits yet."""

    device: str = ""
    shop: str = ""
    till: str = ""
    till_prefix: str = ""
    region: str = ""


class SessionRequest(msgspec.Struct, frozen=True):
    """First without `challenge` (HQ answers with one), then with it and `proof` = signature (hex) over
    session_message. `acknowledgement`: the newest one the device has, and `gen` of its shop's stream, as it knows them:
    HQ recognises by them that it was put back from a backup. `known`: (epoch, through, chain) that HQ signed for."""

    device: str
    program: str
    challenge: str = ""
    proof: str = ""
    acknowledgement: Acknowledgement | None = None
    gen: str = ""
    known: tuple[tuple[int, int, str], ...] = ()


class SessionAnswer(msgspec.Struct, frozen=True):
    """Either `challenge`, or all the rest. `holds`: what HQ has of this device, (epoch, through, chain) per epoch.
    `astray`: epochs in which HQ has other events than those it signed for, as the device knows them.
    `pins`: by which certificates HQ is known from now on (sync.pins), its next one among them before it is served; with
    its signature (hex) over pins_message. None without TLS."""

    challenge: str = ""
    token: str = ""
    server_ms: int = 0
    holds: tuple[tuple[int, int, str], ...] = ()
    streams: tuple[str, ...] = ()
    snapshot_set: str = ""
    astray: tuple[int, ...] = ()
    pins: tuple[str, ...] = ()
    pins_signature: str = ""


def session_message(device: str, challenge: str) -> bytes:
    return f"kiosk/session/1|{device}|{challenge}".encode()


def revoked_message(device: str) -> bytes:
    return f"kiosk/revoked/1|{device}".encode()


def pins_message(pins: tuple[str, ...]) -> bytes:
    return f"kiosk/pins/1|{','.join(pins)}".encode()


class Head(msgspec.Struct, frozen=True):
    """`rows`: live rows in the stream, for progress; below `horizon` a cursor cannot go on."""

    stream: str
    gen: str
    head: int
    horizon: int = 0
    rows: int = 0


class Heads(msgspec.Struct, frozen=True):
    """`holds`: as in a session's answer; None from an HQ that does not say."""

    heads: tuple[Head, ...]
    server_ms: int
    holds: tuple[tuple[int, int, str], ...] | None = None


class WireRow(msgspec.Struct, frozen=True, array_like=True):
    entity: str
    id: str
    seq: int
    body: str | None


class WireCut(msgspec.Struct, frozen=True, array_like=True):
    device: str
    epoch: int
    n: int
    held: tuple[int, ...] = ()


class Page(msgspec.Struct, frozen=True):
    """Rows with seq in (after, upto], ascending. The page without `more` ends the round: it was read in one transaction
    with the head (`upto`) and, for a shop's stream, the cut. `announced`: rows from `after` to the head, this page's
    included."""

    stream: str
    gen: str
    upto: int
    rows: tuple[WireRow, ...]
    more: bool
    announced: int
    cut: tuple[WireCut, ...] = ()


class WireEvent(msgspec.Struct, frozen=True):
    id: str
    type: str
    version: int
    body: str
    actor: str
    hlc: int
    wall_ms: int
    seq: int
    content: str
    chain: str


class WireRun(msgspec.Struct, frozen=True):
    device: str
    epoch: int
    previous_chain: str
    events: tuple[WireEvent, ...]
    seal: str
    blobs: dict[str, str] = {}


class WireManifest(msgspec.Struct, frozen=True):
    set: str
    gen: str
    schema: int
    cursors: dict[str, int]
    chunks: tuple[tuple[str, int], ...]
    sha256: str
    size: int
    built_ms: int
    signature: str = ""


class ResolveRequest(msgspec.Struct, frozen=True):
    """`hash`: the keyed hash of a member's code or phone, as in the index of all members."""

    hash: str


class ResolveAnswer(msgspec.Struct, frozen=True):
    """What the index has under a hash, as HQ knows it now."""

    known: bool
    member: str = ""
    tier: str = ""
    price_list: str = ""
    home_shop: str = ""
    consent: bool = False


class Health(msgspec.Struct, frozen=True):
    """HQ answers. `version`: of this protocol."""

    status: str = "ok"
    version: int = VERSION


class Problem(msgspec.Struct, frozen=True):
    """The body of every answer that is not 2xx: a stable code, and a sentence for the log. `proof`, with the code
    "revoked": HQ's signature (hex) over revoked_message, for the device deletes what is the shop's."""

    code: str
    detail: str
    proof: str = ""


class Endpoint(Protocol):
    """What a device asks of HQ. The client raises HqUnreachable, HqRefused (401/403), SnapshotRequired (409),
    OutOfStep (412), TooOld (426), InputError (400, 404, 413, 422)."""

    @property
    def pin(self) -> str:
        """Of HQ's certificate as this end of the line sees it (sync.pins); "" where there is no TLS."""

    def enrol_start(self, request: EnrolStart) -> EnrolOffer: ...

    def enrol_finish(self, request: EnrolFinish, *, wait_s: float = 0) -> EnrolAnswer:
        """Waits up to `wait_s` for a person at HQ; asked again, it answers the same."""

    def session(self, request: SessionRequest) -> SessionAnswer: ...

    def push(self, run: bytes) -> Acknowledgement:
        """A sealed run as encoded by `encode_run`; authorised by its seal alone."""

    def heads(self, token: str, *, wait_s: float = 0, known: dict[str, int] | None = None) -> Heads:
        """All streams of the caller; waits up to `wait_s` for one to move past `known`."""

    def page(self, token: str, stream: str, *, gen: str, after: int, limit: int = PAGE_ROWS) -> Page:
        """`gen` "" starts from nothing. Raises SnapshotRequired on another gen, above the head or below the horizon."""

    def resolve(self, token: str, hashed: str) -> ResolveAnswer:
        """Who has a code or phone that is in no index here. HqUnreachable with status 429 when asked too often."""

    def manifest(self, token: str, set_name: str) -> Manifest: ...

    def blob(self, token: str, sha256: str) -> Iterator[bytes]:
        """The inflated bytes of a chunk or picture, in pieces."""


class Served(Endpoint, Protocol):
    """What a server needs behind it."""

    def stored_blob(self, token: str, sha256: str) -> bytes:
        """A chunk or picture as zstd."""

    def whose(self, token: str) -> str:
        """The device of a session. Raises HqRefused."""


def encode_run(run: SealedRun) -> bytes:
    events = tuple(_wire_event(event) for event in run.events)
    blobs = {sha256: base64.b64encode(content).decode() for sha256, content in run.blobs.items()}
    return msgspec.json.encode(WireRun(run.device, run.epoch, run.previous_chain, events, run.seal, blobs))


def decode_run(raw: bytes) -> SealedRun:
    """Raises InputError when it is not a run; hashes and seal are the receiver's to check."""
    try:
        wire = msgspec.json.decode(raw, type=WireRun)
        blobs = {sha256: base64.b64decode(content, validate=True) for sha256, content in wire.blobs.items()}
    except (msgspec.DecodeError, ValueError) as error:
        raise InputError(f"not a run of events: {error}") from None
    if not wire.events or len(wire.events) > MAX_RUN_EVENTS:
        raise InputError(f"a run has 1 to {MAX_RUN_EVENTS} events, not {len(wire.events)}")
    events = tuple(_event(item, wire.device, wire.epoch) for item in wire.events)
    return SealedRun(wire.device, wire.epoch, wire.previous_chain, events, wire.seal, blobs)


def _wire_event(event: Event) -> WireEvent:
    return WireEvent(
        event.id, event.type, event.version, event.body.decode(), event.actor,
        event.hlc, event.wall_ms, event.seq, event.content, event.chain,
    )  # fmt: skip


def _event(wire: WireEvent, device: str, epoch: int) -> Event:
    return Event(
        wire.id, wire.type, wire.version, wire.body.encode(), wire.actor, wire.hlc, wire.wall_ms,
        device, epoch, wire.seq, wire.content, wire.chain,
    )  # fmt: skip


def stream_row(wire: WireRow) -> StreamRow:
    return StreamRow(wire.entity, wire.id, wire.seq, wire.body)


def cut_entry(wire: WireCut) -> CutEntry:
    return CutEntry(wire.device, wire.epoch, wire.n, wire.held)


def wire_manifest(manifest: Manifest) -> WireManifest:
    chunks = tuple((chunk.sha256, chunk.size) for chunk in manifest.chunks)
    return WireManifest(
        manifest.set, manifest.gen, manifest.schema, manifest.cursors, chunks,
        manifest.sha256, manifest.size, manifest.built_ms, manifest.signature,
    )  # fmt: skip


def manifest_from(wire: WireManifest) -> Manifest:
    chunks = tuple(Chunk(sha256, size) for sha256, size in wire.chunks)
    return Manifest(
        wire.set, wire.gen, wire.schema, wire.cursors, chunks, wire.sha256, wire.size, wire.built_ms, wire.signature
    )


def manifest_message(manifest: Manifest) -> bytes:
    """What HQ signs: the manifest without its signature, in field order."""
    wire = wire_manifest(manifest)
    unsigned = msgspec.structs.replace(wire, signature="")
    return b"kiosk/manifest/1|" + msgspec.json.encode(unsigned, order="deterministic")
