"""Out of service: what is the shop's goes, what was recorded stays, and a power cut in between changes nothing."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.storage.keys import load_identity
from kiosk.storage.lock import FolderLock, FolderTaken
from kiosk.storage.retiring import NOTE_FILE, OutOfService, check_in_service, retire
from kiosk.storage.tablet import TabletStorage
from tests.storage.tablets import IDENTITY, T0_MS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "tablet"
    TabletStorage.create(made, IDENTITY).close()
    (made / "blobs" / ("0" * 64)).write_bytes(b"13800000000")
    (made / "catalogue-01234567.db").write_bytes(b"prices")
    (made / "pictures").mkdir()
    (made / "kiosk.toml").write_text("", "utf-8")
    return made


def left(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


OUT_OF_SERVICE = {
    "kiosk.lock", "kiosk.toml", NOTE_FILE, "retired/ja-02/identity.json", "retired/ja-02/journal.db",
    "retired/ja-02/journal.guard",
}  # fmt: skip


def test_what_is_the_shops_goes_and_the_journal_stays(folder: Path) -> None:
    journal = (folder / "journal.db").read_bytes()
    assert {"shop.db", "device.key"} < left(folder)
    retire(folder, T0_MS)
    assert left(folder) == OUT_OF_SERVICE
    assert (folder / "retired" / "ja-02" / "journal.db").read_bytes() == journal


@pytest.mark.parametrize("opening", [TabletStorage.open, TabletStorage.read_only])
def test_nobody_runs_on_it_and_everybody_is_told_how_to_enrol_again(
    folder: Path, opening: Callable[[Path], object]
) -> None:
    retire(folder, T0_MS)
    with pytest.raises(
        OutOfService, match=r"ja-02 of shop JA\) out of service on .*kiosk hq pair SHOP.*kiosk enrol URL"
    ):
        opening(folder)


class PowerCut(BaseException):
    pass


@pytest.mark.parametrize("steps", range(8))
def test_what_a_power_cut_left_undone_is_done_by_whoever_comes_next(
    folder: Path, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_over = [steps]

    def cutting(work: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **options: object) -> object:
            if not left_over[0]:
                raise PowerCut
            left_over[0] -= 1
            return work(*args, **options)

        return step

    with monkeypatch.context() as patch:
        for name in ("unlink", "rename"):
            patch.setattr(Path, name, cutting(getattr(Path, name)))
        patch.setattr(shutil, "rmtree", cutting(shutil.rmtree))
        with pytest.raises(PowerCut):
            retire(folder, T0_MS)
    with pytest.raises(OutOfService):
        check_in_service(folder)
    assert left(folder) == OUT_OF_SERVICE


def test_another_device_may_begin_in_the_same_folder(folder: Path) -> None:
    retire(folder, T0_MS)
    fresh = replace(IDENTITY, device="ja-03")
    TabletStorage.create(folder, fresh).close()
    assert load_identity(folder / "identity.json") == fresh
    assert not (folder / NOTE_FILE).exists()
    TabletStorage.open(folder).close()


def test_a_note_about_a_former_device_takes_nothing_from_the_present_one(folder: Path) -> None:
    """The power went between the new identity and the end of the note."""
    retire(folder, T0_MS)
    note = (folder / NOTE_FILE).read_bytes()
    TabletStorage.create(folder, replace(IDENTITY, device="ja-03")).close()
    (folder / NOTE_FILE).write_bytes(note)
    before = left(folder)
    TabletStorage.open(folder).close()
    assert left(folder) >= before - {NOTE_FILE}


def test_a_folder_that_somebody_works_on_stays_as_it_is(folder: Path) -> None:
    before = left(folder)
    lock = FolderLock(folder, "kiosk run")
    with pytest.raises(FolderTaken):
        retire(folder, T0_MS)
    lock.release()
    assert left(folder) == before
