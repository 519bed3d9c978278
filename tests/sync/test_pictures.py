"""Pictures are fetched once, kept by their hash, and never shown when they are not what they are called."""

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from kiosk.errors import EnvironmentProblem, HqUnreachable, InputError
from sync.pictures import MAX_BYTES, PictureCache, PictureFiller, room

JACKET = b"<svg>a jacket</svg>"
NAME = hashlib.sha256(JACKET).hexdigest()


class Wall:
    """HQ with many pictures; those of `gone` it does not have."""

    def __init__(self, contents: Iterable[bytes]) -> None:
        self.blobs = {hashlib.sha256(content).hexdigest(): content for content in contents}
        self.asked: list[str] = []
        self.gone: set[str] = set()

    def blob(self, token: str, sha256: str) -> Iterator[bytes]:
        self.asked.append(sha256)
        if sha256 in self.gone:
            raise InputError("no such blob", status=404)
        yield self.blobs[sha256]


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


def filled(folder: Path, wall: Wall, budget: int) -> PictureCache:
    made = PictureCache(folder / "pictures", wall, lambda: "token", budget)  # type: ignore[arg-type]
    made.heard()
    return made


def long_ago(folder: Path, name: str, hours: float) -> None:
    then = time.time() - hours * 3_600
    os.utime(folder / "pictures" / name, (then, then))


def test_the_folder_keeps_its_size_and_what_was_longest_unseen_goes(tmp_path: Path) -> None:
    wall = Wall(bytes([number]) * 1_000 for number in range(6))
    names = list(wall.blobs)
    pictures = filled(tmp_path, wall, 5_000)
    for name in names[:5]:
        assert pictures.path(name)
    for hours, name in enumerate(names[:5], 2):
        long_ago(tmp_path, name, hours)
    assert pictures.path(names[4]), "looked at again, though it came first"
    assert pictures.path(names[5])
    assert room(tmp_path / "pictures", 5_000).names == {*names[:2], *names[4:]}
    assert room(tmp_path / "pictures", 5_000).size <= 5_000


def test_a_picture_larger_than_the_room_is_shown_all_the_same(tmp_path: Path) -> None:
    wall = Wall([b"a" * 100, b"b" * 9_000])
    small, large = wall.blobs
    pictures = filled(tmp_path, wall, 5_000)
    assert pictures.path(small)
    kept = pictures.path(large)
    assert kept is not None
    assert kept.exists()
    assert room(tmp_path / "pictures", 5_000).names == {large}


def test_pictures_come_beforehand_in_order_until_there_is_little_room(tmp_path: Path) -> None:
    wall = Wall(bytes([number]) * 1_000 for number in range(20))
    names = list(wall.blobs)
    pictures = filled(tmp_path, wall, 10_000)
    assert pictures.path(names[2])
    assert pictures.fill(names, Event()) == 8
    assert room(tmp_path / "pictures", 10_000).names == set(names[:9])
    wall.asked.clear()
    assert filled(tmp_path, wall, 10_000).fill(names, Event()) == 0, "after a restart it knows what is there"
    assert wall.asked == []


def test_one_that_hq_does_not_have_is_passed_over_and_silence_ends_it(tmp_path: Path) -> None:
    wall = Wall(bytes([number]) * 10 for number in range(30))
    names = list(wall.blobs)
    wall.gone = {names[1], *names[10:]}
    assert filled(tmp_path, wall, 10_000).fill(names, Event()) == 9
    assert len(wall.asked) == 9 + 1 + 5


def test_the_filler_works_when_it_is_told_and_ends_when_it_must(tmp_path: Path) -> None:
    wall = Wall(bytes([number]) * 10 for number in range(5))
    asked = Event()

    def wanted() -> list[str]:
        asked.set()
        return list(wall.blobs)

    filler = PictureFiller(filled(tmp_path, wall, 10_000), wanted)
    filler.start()
    assert not asked.wait(0.1)
    filler.nudge()
    deadline = time.monotonic() + 20
    while len(room(tmp_path / "pictures", 1).names) < 5 and time.monotonic() < deadline:
        time.sleep(0.01)
    filler.stop()
    assert room(tmp_path / "pictures", 1).names == set(wall.blobs)


def test_a_disk_that_takes_nothing_costs_the_picture_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "pictures").write_text("no folder can be made here", "utf-8")
    wall = Wall([b"one"])
    pictures = filled(tmp_path, wall, 10_000)
    assert [pictures.path(name) for name in [*wall.blobs] * 2] == [None, None]
    assert caplog.text.count("a picture could not be kept") == 1


def test_the_filler_goes_on_after_the_range_could_not_be_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    wall = Wall([b"one"])
    calls: list[int] = []

    def wanted() -> list[str]:
        calls.append(1)
        if len(calls) == 1:
            raise EnvironmentProblem("damaged")
        return list(wall.blobs)

    filler = PictureFiller(filled(tmp_path, wall, 10_000), wanted)
    filler.start()
    deadline = time.monotonic() + 20
    while not wall.asked and time.monotonic() < deadline:
        filler.nudge()
        time.sleep(0.01)
    filler.stop()
    assert room(tmp_path / "pictures", 1).names == set(wall.blobs)
    assert "could not be fetched beforehand: damaged" in caplog.text
