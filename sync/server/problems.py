"""Errors as HTTP: a status whose meaning is fixed by the protocol, and a body that says why."""

import logging
from typing import Any

import msgspec
from litestar import MediaType, Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException

from kiosk.errors import (
    EnvironmentProblem,
    HqRefused,
    InputError,
    KioskError,
    OutOfStep,
    RuleError,
    SnapshotRequired,
    TooOld,
)
from sync.protocol import Problem

log = logging.getLogger(__name__)
_RETRY_AFTER_S = "5"
_STATUS: tuple[tuple[type[KioskError], int], ...] = (
    (HqRefused, 401),
    (SnapshotRequired, 409),
    (OutOfStep, 412),
    (TooOld, 426),
    (EnvironmentProblem, 503),
    (InputError, 400),
    (RuleError, 400),
)


def explained(_request: Request[Any, Any, State], error: KioskError) -> Response[bytes]:
    """An error we know: `params` may carry a more precise `status` and `reason`."""
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    status = int(str(error.params.get("status", status)))
    if status >= 500 and error.code != "snapshot_building":
        log.error("answered %s: %s", status, error)
    reason, proof = str(error.params.get("reason", error.code)), str(error.params.get("proof", ""))
    return _problem(status, reason, str(error), proof)


def of_http(_request: Request[Any, Any, State], error: HTTPException) -> Response[bytes]:
    """What the framework refuses by itself: no such route, body too large."""
    return _problem(error.status_code, "http", error.detail)


def unexpected(request: Request[Any, Any, State], error: Exception) -> Response[bytes]:
    """A bug of ours. The device keeps what it has and tries again later."""
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return _problem(500, "bug", "HQ could not do this; its log says why")


def _problem(status: int, code: str, detail: str, proof: str = "") -> Response[bytes]:
    headers = {"Cache-Control": "no-store"}
    if status in (429, 503):
        headers["Retry-After"] = _RETRY_AFTER_S
    return Response(
        msgspec.json.encode(Problem(code, detail, proof)),
        status_code=status,
        media_type=MediaType.JSON,
        headers=headers,
    )


HANDLERS: Any = {KioskError: explained, HTTPException: of_http, Exception: unexpected}
