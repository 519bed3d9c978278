"""A command that asks the running kiosk, and a kiosk that dies under it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.control import ControlClient, ControlServer, running, socket_path
from kiosk.errors import EnvironmentProblem, InputError


@contextmanager
def dying_kiosk(folder: Path, last_words: bytes) -> Iterator[None]:
    """Takes one request, says `last_words` and is gone."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(socket_path(folder)))
        listener.listen(1)

        def answer() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(last_words)

        thread = threading.Thread(target=answer)
        thread.start()
        yield
        thread.join(10)


@pytest.mark.parametrize("last_words", [b"", b'{"result": {"number": "JA-01-A-0', b'{"progress": 1}\n'])
def test_a_kiosk_that_dies_before_its_answer_is_said_to_be_gone(tmp_path: Path, last_words: bytes) -> None:
    with dying_kiosk(tmp_path, last_words), ControlClient(tmp_path) as client:
        with pytest.raises(EnvironmentProblem, match="ended before it answered"):
            client.call("place", lines=["LINEN-SHIRT"])
        with pytest.raises(EnvironmentProblem, match="ended before it answered"):
            client.call("place", lines=["LINEN-SHIRT"])


def test_a_socket_that_a_killed_kiosk_left_behind_is_taken_over(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as killed:
        killed.bind(str(socket_path(tmp_path)))
    assert not running(tmp_path)
    with pytest.raises(EnvironmentProblem, match="Nothing that runs"):
        ControlClient(tmp_path)
    server = ControlServer(tmp_path, lambda verb, args, progress: {verb: args})
    try:
        with ControlClient(tmp_path) as client:
            assert client.call("echo", word="你好") == {"echo": {"word": "你好"}}
    finally:
        server.close()
    assert not running(tmp_path)


def test_errors_and_progress_cross_the_socket_as_they_are(tmp_path: Path) -> None:
    def handle(verb: str, args: dict[str, object], progress: object) -> object:
        assert callable(progress)
        progress(["catalogue", 1, 2])
        raise InputError(f"There is no verb {verb!r}.")

    server = ControlServer(tmp_path, handle)
    seen: list[object] = []
    try:
        with ControlClient(tmp_path) as client, pytest.raises(InputError, match="no verb 'dance'") as refused:
            client.call("dance", on_progress=seen.append)
    finally:
        server.close()
    assert refused.value.code == "input"
    assert seen == [["catalogue", 1, 2]]


def test_a_folder_with_a_long_name_has_its_socket_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / ("very-long-name-" * 8)
    folder.mkdir()
    assert socket_path(folder).parent != folder
    server = ControlServer(folder, lambda _verb, _args, _progress: "here")
    try:
        with ControlClient(folder) as client:
            assert client.call("where") == "here"
    finally:
        server.close()
