"""Somebody between a device and HQ, over real sockets: each side believes to speak to the other."""

import http.client
import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

Change = Callable[[str, bytes], bytes]


def unchanged(_path: str, body: bytes) -> bytes:
    return body


class Impostor:
    """Listens on `url`, asks HQ. `up` and `down` may change what passes; `tls`: the certificate shown to devices."""

    def __init__(
        self, hq_url: str, *, up: Change = unchanged, down: Change = unchanged, tls: ssl.SSLContext | None = None
    ) -> None:
        self.passed: list[str] = []
        impostor = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                impostor.passed.append(self.path)
                status, answer = _ask(hq_url, self.path, up(self.path, body))
                told = down(self.path, answer)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

            def log_message(self, *_: object) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _ask(url: str, path: str, body: bytes) -> tuple[int, bytes]:
    parts = urlsplit(url)
    assert parts.hostname
    if parts.scheme == "https":
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        line: http.client.HTTPConnection = http.client.HTTPSConnection(parts.hostname, parts.port, context=context)
    else:
        line = http.client.HTTPConnection(parts.hostname, parts.port)
    line.request("POST", path, body, {"Content-Type": "application/json"})
    response = line.getresponse()
    try:
        return response.status, response.read()
    finally:
        line.close()
