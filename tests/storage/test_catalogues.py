"""Catalogue files that come, are switched to, and go, while people look at them."""

import hashlib
import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.domain.catalogue import Price
from kiosk.errors import EnvironmentProblem
from kiosk.ports.sync import Cursor, Manifest
from kiosk.storage.catalogue import SCHEMA, CatalogueReplica
from kiosk.storage.files import DamagedFile, NewerFile
from kiosk.storage.tablet import TabletStorage
from tests.storage.tablets import T0_MS, Stream, new_tablet, small_range, style, variant


def snapshot(folder: Path, *streams: Stream, name: str = "snapshot.db") -> Path:
    """What HQ does: its own streams applied to an empty file."""
    path = folder / name
    with CatalogueReplica(path, ("catalogue", "stock.east")) as replica:
        for stream in streams:
            stream.pull(replica)
    return path


def manifest_of(path: Path) -> Manifest:
    content = path.read_bytes()
    return Manifest("east", "g1", SCHEMA, {}, (), hashlib.sha256(content).hexdigest(), len(content), T0_MS)


def adopt(tablet: TabletStorage, path: Path) -> str:
    manifest = manifest_of(path)
    staged = tablet.catalogues.staging_path(manifest.sha256)
    shutil.copy(path, staged)
    tablet.catalogues.adopt(staged, manifest)
    return manifest.sha256


def catalogue_files(tablet: TabletStorage) -> list[str]:
    return sorted(path.name for path in tablet.folder.glob("catalogue-*") if not path.name.endswith(("-wal", "-shm")))


def priced(minor: int, styles: int = 30) -> Stream:
    """A range in which everything costs the same."""
    stream = Stream("catalogue", gen=f"g{minor}")
    for number in range(styles):
        style_id = f"S{number}"
        stream.put("style", style_id, style(style_id, "衬衫", "shirt", rank=number + 1))
        stream.put("variant", f"{style_id}/A", variant(f"{style_id}/A"))
        stream.put("price", f"cn//{style_id}", Price("cn", "", style_id, minor))
    return stream


def test_a_snapshot_is_installed_under_its_own_name_and_found_again_after_a_restart(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    sha256 = adopt(tablet, snapshot(tmp_path, small_range()))
    assert catalogue_files(tablet) == [f"catalogue-{sha256[:8]}.db"]
    assert tablet.catalogues.ready()
    assert tablet.catalogues.cursor("catalogue") == Cursor("g1", 14)
    tablet.close()
    tablet = TabletStorage.open(tmp_path / "tablet")
    assert tablet.catalogues.search("linen", "cn").total == 1
    tablet.close()


def test_rounds_go_on_from_where_the_snapshot_ends(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    stream = small_range()
    adopt(tablet, snapshot(tmp_path, stream))
    stream.put("style", "HEMP", style("HEMP", "麻", "Hemp"))
    assert stream.pull(tablet.catalogues) == 1
    assert tablet.catalogues.search("", "cn").total == 4
    tablet.close()


def test_the_old_file_goes_with_the_switch_even_if_other_threads_had_it_open(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    adopt(tablet, snapshot(tmp_path, small_range()))
    opened, go_on, seen = threading.Event(), threading.Event(), []

    def look() -> None:
        tablet.catalogues.search("linen", "cn")
        opened.set()
        go_on.wait(10)
        seen.append(tablet.catalogues.search("shirt", "cn").total)

    thread = threading.Thread(target=look)
    thread.start()
    opened.wait(10)
    sha256 = adopt(tablet, snapshot(tmp_path, priced(100), name="second.db"))
    assert sorted(path.name for path in tablet.folder.glob("catalogue-*.db")) == [f"catalogue-{sha256[:8]}.db"]
    go_on.set()
    thread.join()
    assert seen == [30]
    tablet.close()


def test_a_snapshot_that_comes_again_does_not_replace_the_file_it_became(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    stream = small_range()
    path = snapshot(tmp_path, stream)
    adopt(tablet, path)
    stream.remove("style", "SILK-SHIRT")
    stream.pull(tablet.catalogues)
    sha256 = adopt(tablet, path)
    assert catalogue_files(tablet) == [f"catalogue-{sha256[:8]}-2.db"]
    assert tablet.catalogues.search("silk", "cn").total == 1
    tablet.close()


def broken_page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    path.write_bytes(content)


def of_a_newer_version(path: Path) -> None:
    conn = sqlite3.connect(path)
    conn.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    conn.close()


def another_database(path: Path) -> None:
    path.unlink()
    conn = sqlite3.connect(path)
    conn.execute("CREATE TABLE t (n)")
    conn.commit()
    conn.close()


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda path: path.write_bytes(b"garbage" * 5000), DamagedFile),
        (lambda path: path.write_bytes(b""), DamagedFile),
        (broken_page, DamagedFile),
        (another_database, DamagedFile),
        (of_a_newer_version, NewerFile),
    ],
)
def test_a_file_that_is_no_catalogue_is_thrown_away_and_the_one_in_use_stays(
    tmp_path: Path, spoil: Callable[[Path], object], error: type[EnvironmentProblem]
) -> None:
    tablet = new_tablet(tmp_path)
    adopt(tablet, snapshot(tmp_path, small_range()))
    before = catalogue_files(tablet)
    path = snapshot(tmp_path, priced(100), name="second.db")
    spoil(path)
    with pytest.raises(error):
        adopt(tablet, path)
    assert catalogue_files(tablet) == before
    assert tablet.catalogues.search("linen", "cn").total == 1
    tablet.close()


def test_a_file_with_another_hash_than_described_is_thrown_away(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    path = snapshot(tmp_path, small_range())
    manifest = manifest_of(path)
    staged = tablet.catalogues.staging_path(manifest.sha256)
    staged.write_bytes(path.read_bytes() + b"\x00")
    with pytest.raises(DamagedFile, match="What was here before stays"):
        tablet.catalogues.adopt(staged, manifest)
    assert not staged.exists()
    assert not tablet.catalogues.ready()
    tablet.close()


def test_an_empty_range_is_no_catalogue(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    with pytest.raises(DamagedFile, match="no complete range"):
        adopt(tablet, snapshot(tmp_path))
    tablet.close()


@pytest.mark.parametrize("content", [b"garbage" * 5000, b"SQLite format 3\x00" + b"\x01" * 9000])
def test_a_catalogue_found_spoilt_at_start_is_removed_and_the_tablet_starts_without(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    tablet = new_tablet(tmp_path)
    sha256 = adopt(tablet, snapshot(tmp_path, small_range()))
    tablet.close()
    (tmp_path / "tablet" / f"catalogue-{sha256[:8]}.db").write_bytes(content)
    tablet = TabletStorage.open(tmp_path / "tablet")
    assert not tablet.catalogues.ready()
    assert catalogue_files(tablet) == []
    assert "HQ is asked for another" in caplog.text
    assert tablet.catalogues.cursor("catalogue") is None
    adopt(tablet, snapshot(tmp_path, small_range(), name="fetched-again.db"))
    assert tablet.catalogues.ready()
    tablet.close()


def test_a_catalogue_found_spoilt_while_reading_is_removed_and_fetched_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tablet = new_tablet(tmp_path)
    sha256 = adopt(tablet, snapshot(tmp_path, priced(100, styles=3_000)))
    tablet.close()
    path = tmp_path / "tablet" / f"catalogue-{sha256[:8]}.db"
    content = path.read_bytes()
    path.write_bytes(content[: 40 * 4096] + b"\xff" * (len(content) - 40 * 4096))
    tablet = TabletStorage.open(tmp_path / "tablet")
    with pytest.raises(DamagedFile, match="Orders and payments are safe"):
        _ = [tablet.catalogues.page(f"S{number}", "cn") for number in range(3_000)]
    assert not tablet.catalogues.ready()
    assert catalogue_files(tablet) == []
    assert "was removed" in caplog.text
    tablet.close()


def test_a_wrong_question_never_costs_the_catalogue(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    tablet = new_tablet(tmp_path)
    adopt(tablet, snapshot(tmp_path, small_range()))
    before = catalogue_files(tablet)
    with pytest.raises(sqlite3.IntegrityError, match="datatype mismatch"):
        tablet.catalogues.search("", "cn", limit="x")  # type: ignore[arg-type]
    assert catalogue_files(tablet) == before
    assert tablet.catalogues.search("linen", "cn").total == 1
    assert caplog.text.count("removed") == 0
    tablet.close()


def test_a_catalogue_that_cannot_be_opened_for_now_is_kept_for_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tablet = new_tablet(tmp_path)
    adopt(tablet, snapshot(tmp_path, small_range()))
    before = catalogue_files(tablet)
    tablet.close()

    def full(_replica: CatalogueReplica) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(CatalogueReplica, "_prepare", full)
        tablet = TabletStorage.open(tmp_path / "tablet")
        assert not tablet.catalogues.ready()
        tablet.close()
    assert "cannot be used (database or disk is full)" in caplog.text
    tablet = TabletStorage.open(tmp_path / "tablet")
    assert catalogue_files(tablet) == before
    assert tablet.catalogues.ready()
    tablet.close()


def test_a_snapshot_older_than_what_is_here_is_caught_up_by_the_next_round(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    stream = small_range()
    older = snapshot(tmp_path, stream)
    adopt(tablet, older)
    stream.put("style", "HEMP", style("HEMP", "麻", "Hemp"))
    stream.pull(tablet.catalogues)
    adopt(tablet, older)
    assert tablet.catalogues.cursor("catalogue") == Cursor("g1", 14)
    assert stream.pull(tablet.catalogues) == 1
    assert tablet.catalogues.search("", "cn").total == 4
    tablet.close()


def test_what_is_left_of_old_files_is_swept_at_start_and_a_download_can_go_on(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    sha256 = adopt(tablet, snapshot(tmp_path, small_range()))
    tablet.close()
    folder = tmp_path / "tablet"
    for name in ("catalogue-0badc0de.db", "catalogue-0badc0de.db-wal", "catalogue-0badc0de.db-shm"):
        (folder / name).write_bytes(b"left behind")
    (folder / "catalogue-12345678.partial").write_bytes(b"half a download")
    tablet = TabletStorage.open(folder)
    assert catalogue_files(tablet) == sorted(["catalogue-12345678.partial", f"catalogue-{sha256[:8]}.db"])
    assert not (folder / "catalogue-0badc0de.db-wal").exists()
    assert tablet.catalogues.ready()
    tablet.close()


def test_a_pointer_to_nothing_is_a_tablet_without_a_catalogue(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    sha256 = adopt(tablet, snapshot(tmp_path, small_range()))
    tablet.close()
    (tmp_path / "tablet" / f"catalogue-{sha256[:8]}.db").unlink()
    tablet = TabletStorage.open(tmp_path / "tablet")
    assert not tablet.catalogues.ready()
    small_range().pull(tablet.catalogues)
    assert tablet.catalogues.ready()
    tablet.close()


def test_a_look_never_sees_half_a_round_nor_a_missing_file(tmp_path: Path) -> None:
    """Readers go on without a pause while rounds are applied and snapshots switched: every page has one price."""
    tablet = new_tablet(tmp_path)
    snapshots = [snapshot(tmp_path, priced(price), name=f"{price}.db") for price in (100, 300)]
    adopt(tablet, snapshots[0])
    stop = threading.Event()
    seen: list[set[int | None]] = []
    counts: set[int] = set()

    def look() -> None:
        while not stop.is_set():
            cards = tablet.catalogues.search("shirt", "cn").cards
            seen.append({card.price_minor for card in cards})
            counts.add(len(cards))

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for price in (200, 250):
        priced(price).pull(tablet.catalogues, anew=True)
    adopt(tablet, snapshots[1])
    priced(400).pull(tablet.catalogues, anew=True)
    adopt(tablet, snapshots[0])
    stop.set()
    for thread in threads:
        thread.join()
    assert {len(prices) for prices in seen} == {1}
    assert counts == {24}
    assert set().union(*seen) <= {100, 200, 250, 300, 400}
    tablet.close()
