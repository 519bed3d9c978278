"""A serial cable to the virtual printer: a real pty, whose far end is carried to the printer's socket. When the printer
hangs up the adapter is pulled out – the pty is gone – and is plugged in again under the same path."""

import os
import pty
import selectors
import socket
import threading
import tty
from pathlib import Path
from typing import Self

from drivers.virtual import VirtualPrinter


class SerialLine:
    """A context manager; `path` is what a driver opens."""

    def __init__(self, path: Path, printer: VirtualPrinter) -> None:
        self.path, self._printer = path, printer
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="serial line")

    def __enter__(self) -> Self:
        plugged = threading.Event()
        self._plugged = plugged.set
        self._thread.start()
        assert plugged.wait(5)
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join(10)

    def _run(self) -> None:
        while not self._stopping.is_set():
            master, slave = pty.openpty()
            tty.setraw(slave)  # and kept open here: a driver may let go of the line without hanging it up
            link = socket.create_connection((self._printer.host, self._printer.port))
            try:
                self._plug(os.ttyname(slave))
                self._carry(master, link)
            finally:
                link.close()
                os.close(slave)
                os.close(master)

    def _plug(self, device: str) -> None:
        draft = self.path.with_suffix(".new")
        draft.symlink_to(device)
        draft.replace(self.path)
        self._plugged()

    def _carry(self, master: int, link: socket.socket) -> None:
        """Both ways until the printer hangs up."""
        with selectors.DefaultSelector() as selector:
            selector.register(master, selectors.EVENT_READ)
            selector.register(link, selectors.EVENT_READ)
            while not self._stopping.is_set():
                for key, _ in selector.select(0.05):
                    try:
                        if key.fileobj is link:
                            answer = link.recv(256)
                            if not answer:
                                return
                            os.write(master, answer)
                        else:
                            link.sendall(os.read(master, 4096))
                    except OSError:
                        return
