"""The local socket by which a command asks the kiosk, or HQ, that is already running on this machine.

One JSON line asks, `{"verb": …, "args": {…}}`; answers are any number of `{"progress": …}` lines, then one
`{"result": …}` or
`{"error": {"code", "message"}}`. Only this machine's user can open the socket (mode 0600).
"""

import contextlib
import hashlib
import json
import logging
import os
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kiosk.errors import BugError, EnvironmentProblem, InputError, KioskError, RuleError

_MAX_SOCKET_PATH = 100  # sun_path holds 108 bytes, the name and its zero included
_MAX_REQUEST = 1 << 20
_log = logging.getLogger(__name__)

Progress = Callable[[Any], None]
Handler = Callable[[str, dict[str, Any], Progress], Any]


def socket_path(folder: Path) -> Path:
    """Where the process that owns `folder` listens: inside it, or, where that path is too long, in the runtime
    folder."""
    inside = folder.resolve() / "control.sock"
    if len(str(inside)) <= _MAX_SOCKET_PATH:
        return inside
    name = hashlib.sha256(str(inside).encode()).hexdigest()[:16]
    return Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()) / f"kiosk-{name}.sock"


class ControlServer:
    """Answers requests, each in its own thread, until closed. The folder's lock makes its owner the only one to
    listen."""

    def __init__(self, folder: Path, handle: Handler) -> None:
        self._path = socket_path(folder)
        self._handle = handle
        self._path.unlink(missing_ok=True)  # of a process that was killed; we hold the folder's lock
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        with _umask(0o177):
            self._socket.bind(str(self._path))
        self._socket.listen(16)
        threading.Thread(target=self._accept, name="control", daemon=True).start()

    def close(self) -> None:
        self._path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return  # closed
            threading.Thread(target=self._serve, args=(connection,), name="control-request", daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rwb") as stream:

            def send(message: dict[str, Any]) -> None:
                stream.write(json.dumps(message, ensure_ascii=False).encode() + b"\n")
                stream.flush()

            try:
                for line in iter(lambda: stream.readline(_MAX_REQUEST), b""):
                    send(self._answer(line, send))
            except OSError:
                _log.info("a local command went away before its answer")

    def _answer(self, line: bytes, send: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
        try:
            verb, args = _request(line)
            return {"result": self._handle(verb, args, lambda item: send({"progress": item}))}
        except KioskError as error:
            return {"error": {"kind": _kind(error), "code": error.code, "message": str(error)}}
        except OSError:
            raise
        except Exception as error:
            _log.exception("a local command failed")
            return {"error": {"kind": "bug", "code": "bug", "message": f"{type(error).__name__}: {error}"}}


class ControlClient:
    """A command's line to the running process."""

    def __init__(self, folder: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._socket.connect(str(socket_path(folder)))
        except OSError as error:
            self._socket.close()
            raise EnvironmentProblem(f"Nothing that runs on {folder} answers ({error.strerror}).") from None
        self._stream = self._socket.makefile("rwb")

    def call(self, verb: str, *, on_progress: Progress | None = None, **args: Any) -> Any:
        """Ask and wait. Raises the error that the other side named, InputError when the arguments are no text,
        EnvironmentProblem when the other side is gone."""
        request = _line_of(verb, args)
        with _until_it_dies():
            self._stream.write(request)
            self._stream.flush()
        while True:
            with _until_it_dies():
                answer = json.loads(self._stream.readline())
            if "progress" not in answer:
                break
            if on_progress:
                on_progress(answer["progress"])
        if "error" in answer:
            raise _error(answer["error"])
        return answer["result"]

    def close(self) -> None:
        with contextlib.suppress(OSError):  # what the other side did not wait for
            self._stream.close()
        self._socket.close()

    def __enter__(self) -> "ControlClient":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextlib.contextmanager
def _until_it_dies() -> Iterator[None]:
    """A line that is no JSON was torn in the middle; an empty one is the end."""
    try:
        yield
    except (OSError, ValueError):
        raise EnvironmentProblem(
            "The running process ended before it answered. What it had confirmed is safe."
        ) from None


def _line_of(verb: str, args: dict[str, Any]) -> bytes:
    try:
        return json.dumps({"verb": verb, "args": args}, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:  # bytes of a command line that are no UTF-8
        raise InputError(
            "An argument holds bytes that are no text. Nothing was changed; please type it again."
        ) from None


def _request(line: bytes) -> tuple[str, dict[str, Any]]:
    """Verb and arguments of a line. Raises InputError when it is no request."""
    try:
        request = json.loads(line)
    except (ValueError, RecursionError):
        request = None
    verb, args = (request.get("verb"), request.get("args", {})) if isinstance(request, dict) else (None, None)
    if not isinstance(verb, str) or not isinstance(args, dict):
        raise InputError('A request is one line of JSON: {"verb": "…", "args": {…}}. Nothing was changed.')
    return verb, args


def running(folder: Path) -> bool:
    """Whether a process that owns `folder` listens."""
    try:
        ControlClient(folder).close()
    except EnvironmentProblem:
        return False
    return True


_KINDS: dict[str, type[KioskError]] = {
    "input": InputError,
    "rule": RuleError,
    "environment": EnvironmentProblem,
    "bug": BugError,
}


def _kind(error: KioskError) -> str:
    return next((name for name, kind in _KINDS.items() if isinstance(error, kind)), "bug")


def _error(document: dict[str, str]) -> KioskError:
    error = _KINDS[document["kind"]](document["message"])
    error.code = document["code"]
    return error


@contextlib.contextmanager
def _umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)
