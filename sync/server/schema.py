"""`GET /schema`: what HQ answers, as an OpenAPI 3.1 document made of the very types that are encoded and decoded.

https://spec.openapis.org/oas/v3.1.1.html. A test compares its paths with the routes that are served, and asks each of
them by it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from kiosk.ports.sync import Acknowledgement
from sync import protocol
from sync.protocol import Problem
from sync.server.metrics import PATH as METRICS

PATH = "/schema"
MEDIA_TYPE = "application/vnd.oai.openapi+json; version=3.1"
Json = dict[str, Any]

_REF = "#/components/schemas/{name}"
_NUMBER: Json = {"type": "number", "minimum": 0}
_INTEGER: Json = {"type": "integer", "minimum": 0, "maximum": 2**53}
_TEXT: Json = {"type": "string"}
_MEANINGS = {
    400: "Bad input: nothing was done",
    401: "No session, one that ended, or a code or proof that does not hold",
    403: "A device that HQ does not know or serves no more, or something that is not for it",
    404: "There is no such thing",
    408: "The body did not come in time",
    409: "The cursor cannot go on: a snapshot, or the stream from its beginning",
    410: "It has ended",
    412: "A run that leaves a gap, or contradicts what HQ holds (`code`: gap, forked)",
    413: "Too large, as it arrives or inflated",
    415: "An encoding of the body that is not taken",
    416: "Beyond the end",
    422: "Something typed does not fit",
    425: "The challenge was used, or is too old: ask for another one",
    429: "Too often; see Retry-After",
    503: "HQ's machine is in the way, or a snapshot is being built; see Retry-After",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """Of the path, the query or the head of a request."""

    name: str
    place: str
    meaning: str
    schema: Mapping[str, Any]

    def told(self) -> Json:
        told: Json = {"name": self.name, "in": self.place, "description": self.meaning, "schema": dict(self.schema)}
        return told | ({"required": True} if self.place == "path" else {})


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing to ask. `problems`: the statuses beside `_ALWAYS` that it may end with."""

    path: str
    method: str
    name: str
    meaning: str
    body: type | None = None
    answer: type | None = None
    answers: tuple[str, ...] = ("application/json",)
    parameters: tuple[Parameter, ...] = ()
    problems: tuple[int, ...] = ()
    session: bool = False
    form: bool = False


_ALWAYS = (400, 429, 503)
_SENT = (413, 415)  # wherever there is a body
_SESSION = (401, 403)
_WAIT = Parameter("wait", "query", "Seconds to wait for news, at most 55", _NUMBER)
_NAME = Parameter("name", "path", "", {"type": "string", "minLength": 1, "pattern": "^[^/]+$"})
_RANGES = (
    Parameter("Range", "header", "One range of the bytes as they are encoded: `bytes=first-last`", _TEXT),
    Parameter("If-Range", "header", "The ETag of what the range is of", _TEXT),
)
_KNOWN: Json = {"type": "array", "items": {"type": "string", "pattern": "^[^:]*:[0-9]{1,18}$"}}
_PAGE_ASKED = (
    Parameter("gen", "query", "The stream's gen as the caller knows it; empty to begin", _TEXT),
    Parameter("after", "query", "Rows with a larger seq", _INTEGER),
    Parameter("limit", "query", "So many rows at most", {**_INTEGER, "default": protocol.PAGE_ROWS}),
)
OPERATIONS = (
    Operation(
        protocol.PATH_ENROL_START, "post", "enrolStart", "A pairing code, and who has typed it",
        protocol.EnrolStart, protocol.EnrolOffer, problems=(401, 403, 409),
    ),
    Operation(
        protocol.PATH_ENROL_FINISH, "post", "enrolFinish",
        "The nonce that was committed to; without `device` nobody at HQ has confirmed the six digits yet",
        protocol.EnrolFinish, protocol.EnrolAnswer, parameters=(_WAIT,), problems=(401, 403),
    ),
    Operation(
        protocol.PATH_SESSION, "post", "session", "A challenge; then, with its proof, a token",
        protocol.SessionRequest, protocol.SessionAnswer, problems=(401, 403, 425),
    ),
    Operation(
        protocol.PATH_EVENTS, "post", "events", "A sealed run, which is stored before it is answered",
        protocol.WireRun, Acknowledgement, problems=(403, 412),
    ),
    Operation(
        protocol.PATH_HEADS, "get", "heads", "All streams of the caller; the one long poll",
        answer=protocol.Heads, problems=_SESSION, session=True,
        parameters=(_WAIT, Parameter("known", "query", "`stream:seq`, one for each stream", _KNOWN)),
    ),
    Operation(
        protocol.PATH_STREAMS + "/{name}", "get", "page", "Rows that changed since a cursor",
        answer=protocol.Page, parameters=(_NAME, *_PAGE_ASKED), problems=(*_SESSION, 409), session=True,
    ),
    Operation(
        protocol.PATH_RESOLVE, "post", "resolve", "Who has a code or phone that is in no index",
        protocol.ResolveRequest, protocol.ResolveAnswer, problems=_SESSION, session=True,
    ),
    Operation(
        protocol.PATH_SNAPSHOTS + "/{name}", "get", "manifest", "A ready-made catalogue file, described and signed",
        answer=protocol.WireManifest, parameters=(_NAME,), problems=(*_SESSION, 404), session=True,
    ),
    Operation(
        protocol.PATH_BLOBS + "/{name}", "get", "blob", "A chunk of a snapshot, or a picture, by its SHA-256",
        answers=("application/octet-stream",), parameters=(_NAME, *_RANGES), problems=(*_SESSION, 404, 416),
        session=True,
    ),
    Operation("/v1/health", "get", "health", "Whether HQ is there", answer=protocol.Health),
    Operation(PATH, "get", "schema", "This document", answers=(MEDIA_TYPE.partition(";")[0],)),
    Operation(METRICS, "get", "metrics", "For a Prometheus on HQ's machine", answers=("text/plain",), problems=(404,)),
    *(
        Operation(path, method, f"{name}{method.title()}", meaning, answers=("text/html",), parameters=(_NAME,),
                  problems=problems, form=method == "post")
        for path, name, meaning, problems in (
            ("/o/{name}", "phone", "A shopper's own phone, by the code on the slip", (403, 404, 410, 413, 422)),
            ("/g/{name}", "guide", "A shopper who scanned a guide's code", (403, 404, 410, 413, 422)),
        )
        for method in ("get", "post")
    ),
)  # fmt: skip


def document(paths: Collection[str]) -> bytes:
    """The document of those paths, written with `{name}`, that are served here."""
    served = [asked for asked in OPERATIONS if asked.path in paths]
    types = {kind for asked in served for kind in (asked.body, asked.answer) if kind is not None} | {Problem}
    _, components = msgspec.json.schema_components(sorted(types, key=lambda kind: kind.__name__), ref_template=_REF)
    told: dict[str, Json] = {}
    for asked in served:
        told.setdefault(asked.path, {})[asked.method] = _operation(asked)
    return msgspec.json.encode(
        {
            "openapi": "3.1.1",
            "info": {"title": "Head office", "version": str(protocol.VERSION), "summary": "docs/protocol.md"},
            "paths": told,
            "components": {
                "schemas": {name: _tidied(schema) for name, schema in components.items()},
                "securitySchemes": {"session": {"type": "http", "scheme": "bearer"}},
            },
        }
    )


def _operation(asked: Operation) -> Json:
    told: Json = {"operationId": asked.name, "summary": asked.meaning, "responses": dict(_responses(asked))}
    if asked.parameters:
        told["parameters"] = [parameter.told() for parameter in asked.parameters]
    if asked.body:
        told["requestBody"] = {"required": True, "content": _content(("application/json",), asked.body)}
    if asked.form:
        form: Json = {"schema": {"type": "object", "additionalProperties": {"type": "string"}}}
        told["requestBody"] = {"content": {"application/x-www-form-urlencoded": form}}
    if asked.session:
        told["security"] = [{"session": []}]
    return told


def _responses(asked: Operation) -> Iterable[tuple[str, Json]]:
    answered = {"description": "Done", "content": _content(asked.answers, asked.answer)}
    yield "200", answered
    if _RANGES[0] in asked.parameters:
        yield "206", {**answered, "description": "The range"}
    for status in sorted({*_ALWAYS, *(_SENT if asked.body else ()), *asked.problems}):
        # Pages tell people in their language; what never came so far is told as everywhere.
        page = asked.answers if asked.answers == ("text/html",) else ()
        content = _content(("application/json",), Problem) | _content(page, None)
        yield str(status), {"description": _MEANINGS[status], "content": content}


def _content(media_types: Iterable[str], kind: type | None) -> Json:
    schema: Json = {"schema": {"$ref": _REF.format(name=kind.__name__)}} if kind is not None else {}
    return dict.fromkeys(media_types, schema)


def _tidied(schema: Json) -> Json:
    """Descriptions are docstrings: one line each."""
    return {
        key: " ".join(value.split()) if key == "description" and isinstance(value, str) else value
        for key, value in schema.items()
    }
