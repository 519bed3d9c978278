"""Serving an endpoint on a socket, in a thread: whoever started it waits, or goes on."""

import socket
import threading
from pathlib import Path

import uvicorn

from kiosk.errors import EnvironmentProblem
from sync.address import is_loopback
from sync.hq.own_phone import PhoneDesk
from sync.hq.public_code import GuideDesk
from sync.protocol import Served
from sync.server.app import Routes, create_app
from sync.server.guide_page import GuideRoutes
from sync.server.metrics import Figures, MetricsRoutes
from sync.server.pace import Paced, Paces
from sync.server.phone import PhoneRoutes

PACES = Paces()


class Server:
    """A server that is up. `url` is what devices are told."""

    def __init__(self, server: "_Uvicorn", listening: socket.socket, url: str) -> None:
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


class _Uvicorn(uvicorn.Server):
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


def serve_in_thread(
    endpoint: Served,
    host: str = "127.0.0.1",
    port: int = 0,
    cert: Path | None = None,
    key: Path | None = None,
    phone: PhoneDesk | None = None,
    public_url: str = "",
    guides: GuideDesk | None = None,
    paces: Paces = PACES,
    figures: Figures | None = None,
) -> Server:
    """Serve in a thread until `stop`. Port 0 takes a free one: read it from `url`. Raises EnvironmentProblem when the
    port is taken, a TLS file (PEM) does not fit, or plain HTTP would leave this machine.

    With `phone` and `guides` shoppers' own phones are served as well; `public_url` is where they get here, by way of a
    proxy. `paces`: how often somebody may ask; `figures`: for a Prometheus on this machine."""
    secure = cert is not None or public_url.startswith("https://")
    app = create_app(
        endpoint,
        PhoneRoutes(phone, secure=secure) if phone else None,
        GuideRoutes(guides, secure=secure) if guides else None,
        MetricsRoutes(figures) if figures else None,
    )
    paced = Paced(app, endpoint.whose, paces)
    serving = _prepare(paced, app.state["routes"], host, port, cert, key)
    serving.start()
    return serving


def _prepare(app: Paced, routes: Routes, host: str, port: int, cert: Path | None, key: Path | None) -> Server:
    if bool(cert) != bool(key):
        raise EnvironmentProblem("TLS needs both a certificate and its key. Nothing was started.")
    if cert is None and not is_loopback(host):
        raise EnvironmentProblem(
            f"HQ does not serve plain HTTP on {host}: anybody on the way could read and change what is said. "
            "Give it a certificate and key, or let it listen on 127.0.0.1 behind a proxy that has them."
        )
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, ws="none", lifespan="on", loop="asyncio",
        timeout_keep_alive=75, timeout_graceful_shutdown=10,
        ssl_certfile=cert, ssl_keyfile=key,
    )  # fmt: skip
    try:
        config.load()
    except OSError as error:  # ssl.SSLError is one
        raise EnvironmentProblem(f"HQ's certificate or key cannot be used: {error}. Nothing was started.") from error
    listening = _listen(host, port)
    scheme = "https" if cert else "http"
    shown = f"[{host}]" if ":" in host else host
    return Server(_Uvicorn(config, routes), listening, f"{scheme}://{shown}:{listening.getsockname()[1]}")


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=1024)
        # What is accepted inherits it. Without, an answer's body waits behind its header for the other side's delayed
        # acknowledgement, 40 ms: asyncio sets it only on sockets that name their protocol, which accepted ones do not.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except OSError as error:
        raise EnvironmentProblem(
            f"HQ cannot listen on {host}, port {port}: {error.strerror}. "
            "Another program, perhaps another HQ, has it: end that one or choose another port."
        ) from error
