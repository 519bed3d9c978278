"""Pictures are fetched once, kept by their hash, and never shown when they are not what they are called."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from kiosk.errors import HqUnreachable
from sync.pictures import MAX_BYTES, PictureCache

JACKET = b"<svg>a jacket</svg>"
NAME = hashlib.sha256(JACKET).hexdigest()


class Shelf:
    """The one verb of HQ that pictures need."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.asked = 0
        self.reachable = True

    def blob(self, token: str, sha256: str) -> Iterator[bytes]:
        assert (token, sha256) == ("token", NAME)
        self.asked += 1
        if not self.reachable:
            raise HqUnreachable("no answer")
        yield from (self.content[:4], self.content[4:])


def cache(folder: Path, shelf: Shelf, token: str = "token") -> PictureCache:
    made = PictureCache(folder / "pictures", shelf, lambda: token)  # type: ignore[arg-type]  # only blob is asked
    made.heard()
    return made


def test_a_picture_is_fetched_once_and_then_found_offline(tmp_path: Path) -> None:
    shelf = Shelf(JACKET)
    kept = cache(tmp_path, shelf).path(NAME)
    assert kept is not None
    assert kept.read_bytes() == JACKET

    shelf.reachable = False
    assert cache(tmp_path, shelf).path(NAME) == kept
    assert shelf.asked == 1


@pytest.mark.parametrize("content", [b"something else", b"", b"x" * (MAX_BYTES + 1)])
def test_what_is_not_the_picture_is_not_kept(tmp_path: Path, content: bytes) -> None:
    assert cache(tmp_path, Shelf(content)).path(NAME) is None
    assert not list(tmp_path.rglob("*.*"))


def test_a_picture_hq_did_not_give_is_not_asked_for_again_at_once(tmp_path: Path) -> None:
    shelf = Shelf(JACKET)
    shelf.reachable = False
    pictures = cache(tmp_path, shelf)
    assert [pictures.path(NAME), pictures.path(NAME)] == [None, None]
    assert shelf.asked == 1


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "z" * 63, "/" * 64])
def test_a_name_that_is_no_hash_opens_nothing(tmp_path: Path, name: str) -> None:
    shelf = Shelf(JACKET)
    assert cache(tmp_path, shelf).path(name) is None
    assert shelf.asked == 0


def test_without_a_session_nothing_is_asked(tmp_path: Path) -> None:
    shelf = Shelf(JACKET)
    assert cache(tmp_path, shelf, token="").path(NAME) is None
    assert shelf.asked == 0


def test_the_first_picture_waits_for_hqs_first_word(tmp_path: Path) -> None:
    tokens: list[str] = [""]
    shelf = Shelf(JACKET)
    pictures = PictureCache(tmp_path / "pictures", shelf, lambda: tokens[0])  # type: ignore[arg-type]
    found: list[Path | None] = []
    looking = Thread(target=lambda: found.append(pictures.path(NAME)))
    looking.start()
    tokens[0] = "token"
    pictures.heard()
    looking.join(20)
    assert found == [tmp_path / "pictures" / NAME]
