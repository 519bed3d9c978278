"""Serving an Endpoint on a socket: in the foreground, or in a thread for a demo and for tests."""

import ipaddress
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from kiosk.errors import EnvironmentProblem
from sync.protocol import Endpoint
from sync.server.app import Routes, create_app

_START_S = 30


@dataclass(frozen=True, slots=True)
class Tls:
    """PEM files: the certificate with its chain, and its key."""

    certificate: Path
    key: Path


class Serving:
    """A server that is up. `url` is what devices are told."""

    def __init__(self, server: "_Server", listening: socket.socket, url: str) -> None:
        self.url = url
        self._server = server
        self._socket = listening
        self._thread = threading.Thread(target=self._run, name="hq-server", daemon=True)

    def start(self) -> None:
        self._thread.start()
        while not self._server.ready.wait(0.1):
            if not self._thread.is_alive():
                raise EnvironmentProblem("HQ's server could not start; its log says why. Nothing was changed.")

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until it has ended; whether it has."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def stop(self) -> None:
        """Answer what is being asked, close the socket."""
        self._server.ask_to_stop()
        self._thread.join()

    def _run(self) -> None:
        with self._socket:
            self._server.run(sockets=[self._socket])


class _Server(uvicorn.Server):
    """Says when it listens, and lets long polls go when it stops."""

    def __init__(self, config: uvicorn.Config, routes: Routes) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self._routes = routes

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.should_exit:
            self.ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._routes.stop()
        await super().shutdown(sockets)

    def ask_to_stop(self) -> None:
        self._routes.stop()
        self.should_exit = True


def serve(endpoint: Endpoint, host: str = "127.0.0.1", port: int = 0, tls: Tls | None = None) -> Serving:
    """Serve in a thread until `stop`. Port 0 takes a free one: read it from `url`. Raises EnvironmentProblem when the
    port is taken, a TLS file does not fit, or plain HTTP would leave this machine."""
    serving = _prepare(endpoint, host, port, tls)
    serving.start()
    return serving


def serve_in_foreground(
    endpoint: Endpoint, host: str, port: int, tls: Tls | None = None, *, on_ready: Callable[[str], None]
) -> None:
    """Serve in this thread, the main one, until SIGINT or SIGTERM. `on_ready` gets the URL before the first request."""
    serving = _prepare(endpoint, host, port, tls)
    on_ready(serving.url)
    serving._run()


def _prepare(endpoint: Endpoint, host: str, port: int, tls: Tls | None) -> Serving:
    if tls is None and not _is_loopback(host):
        raise EnvironmentProblem(
            f"HQ does not serve plain HTTP on {host}: anybody on the way could read and change what is said. "
            "Give it a certificate and key, or let it listen on 127.0.0.1 behind a proxy that has them."
        )
    app = create_app(endpoint)
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, ws="none", lifespan="on", loop="asyncio",
        timeout_keep_alive=75, timeout_graceful_shutdown=10,
        ssl_certfile=str(tls.certificate) if tls else None, ssl_keyfile=str(tls.key) if tls else None,
    )  # fmt: skip
    try:
        config.load()
    except OSError as error:  # ssl.SSLError is one
        raise EnvironmentProblem(f"HQ's certificate or key cannot be used: {error}. Nothing was started.") from error
    listening = _listen(host, port)
    scheme = "https" if tls else "http"
    shown = f"[{host}]" if ":" in host else host
    return Serving(_Server(config, app.state["routes"]), listening, f"{scheme}://{shown}:{listening.getsockname()[1]}")


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        raise EnvironmentProblem(
            f"HQ cannot listen on {host}, port {port}: {error.strerror}. "
            "Another program, perhaps another HQ, has it: end that one or choose another port."
        ) from error


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
