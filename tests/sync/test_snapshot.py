"""The ready-made catalogue: what is not exactly what HQ signed is never used, and nothing is fetched twice."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.errors import EnvironmentProblem, HqUnreachable
from kiosk.ports.sync import Cursor, Manifest
from sync.protocol import Head
from sync.snapshot import DAY_MS, Mismatch, SnapshotInstaller
from tests.sync.fakes import FolderSnapshots, MemoryReplica
from tests.sync.memory_hq import MemoryHq, sick

CONTENT = FolderSnapshots.MAGIC + bytes(range(256)) * 4  # eleven chunks of 100 bytes


class Case:
    """HQ with one snapshot, and a tablet that has none."""

    def __init__(self, folder: Path) -> None:
        self.hq = MemoryHq("catalogue", "stock.east")
        self.hq.put("catalogue", "LINEN-SHIRT", {})
        self.manifest = self.hq.publish("catalogue.east", CONTENT, streams=("catalogue", "stock.east"))
        self.hq.tokens.add("ours")
        self.replica = MemoryReplica("catalogue", "stock.east")
        self.store = FolderSnapshots(folder, self.replica)
        self.now_ms = 0
        self.ticks: list[tuple[int, int]] = []
        self.installer = self.fresh_installer()

    def fresh_installer(self) -> SnapshotInstaller:
        """As after a restart of the program."""
        return SnapshotInstaller(
            self.hq, self.store, hq_public_key=self.hq.public_key, schema=1, clock=lambda: self.now_ms
        )

    def heads(self) -> dict[str, Head]:
        return {head.stream: head for head in self.hq.heads("ours").heads}

    def install(self) -> Manifest | None:
        return self.installer.install("ours", "catalogue.east", self.heads(), lambda *tick: self.ticks.append(tick))

    def staged(self) -> Path:
        return self.store.staging_path(self.manifest.sha256)

    def blobs_asked(self) -> int:
        return self.hq.requests.count("blob")


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def test_a_snapshot_is_fetched_verified_and_adopted(case: Case, tmp_path: Path) -> None:
    assert case.install() == case.manifest
    assert case.store.adopted == [case.manifest]
    assert (tmp_path / f"catalogue-{case.manifest.sha256[:8]}").read_bytes() == CONTENT
    assert case.replica.cursor("catalogue") == Cursor("g1", 1)
    assert case.ticks[0] == (0, len(CONTENT))
    assert case.ticks[-1] == (len(CONTENT), len(CONTENT))


@pytest.mark.parametrize("kept", [0, 1, 99, 100, 101, 350, len(CONTENT) - 1, len(CONTENT)])
def test_a_download_that_was_killed_at_any_byte_goes_on(case: Case, kept: int) -> None:
    case.staged().write_bytes(CONTENT[:kept])
    assert case.install() is not None
    whole_chunks = len(case.manifest.chunks) if kept == len(CONTENT) else kept // 100
    assert case.blobs_asked() == len(case.manifest.chunks) - whole_chunks


def test_damaged_bytes_on_the_disk_are_fetched_again(case: Case) -> None:
    case.staged().write_bytes(CONTENT[:150] + b"?" + CONTENT[151:400])
    assert case.install() is not None
    assert case.blobs_asked() == len(case.manifest.chunks) - 1


def test_bytes_beyond_the_end_are_cut_off(case: Case, tmp_path: Path) -> None:
    case.staged().write_bytes(CONTENT + b"more")
    assert case.install() is not None
    assert (tmp_path / f"catalogue-{case.manifest.sha256[:8]}").read_bytes() == CONTENT


def test_a_broken_connection_keeps_whole_chunks_only(case: Case) -> None:
    case.hq.before = lambda request: breaks_at(case.hq, request, 4)
    with pytest.raises(HqUnreachable):
        case.install()
    assert case.staged().read_bytes() == CONTENT[:300]
    case.hq.before = lambda _request: None
    asked = case.blobs_asked()
    assert case.install() is not None
    assert case.blobs_asked() - asked == len(case.manifest.chunks) - 3


def breaks_at(hq: MemoryHq, request: str, number: int) -> None:
    if request == "blob, half way" and hq.requests.count("blob") == number:
        raise sick("cut", None)


@pytest.mark.parametrize(
    "forge",
    [
        lambda manifest: replace(manifest, signature="00" * 64),
        lambda manifest: replace(manifest, signature="no signature"),
        lambda manifest: replace(manifest, size=manifest.size + 1),
        lambda manifest: replace(manifest, chunks=manifest.chunks[:-1]),
    ],
)
def test_what_hq_did_not_sign_is_not_even_fetched(
    case: Case, forge: "type[Manifest]", caplog: pytest.LogCaptureFixture
) -> None:
    case.hq.manifests["catalogue.east"] = forge(case.manifest)  # type: ignore[call-arg, arg-type]
    assert case.install() is None
    assert case.blobs_asked() == 0


def test_a_snapshot_for_another_version_of_the_program_is_left_alone(case: Case) -> None:
    case.hq.manifests["catalogue.east"] = case.hq.signed(replace(case.manifest, schema=2))
    assert case.install() is None


def test_a_snapshot_of_an_older_gen_is_left_alone(case: Case) -> None:
    case.hq.new_gen("catalogue", "g2")
    assert case.install() is None


def test_a_snapshot_below_the_horizon_is_left_alone(case: Case) -> None:
    case.hq.streams["catalogue"].horizon = 2
    assert case.install() is None


def test_without_a_snapshot_at_hq_there_is_nothing_to_install(case: Case) -> None:
    case.hq.manifests.clear()
    assert case.install() is None


def test_a_snapshot_that_is_damaged_twice_is_left_alone_for_a_day(case: Case, caplog: pytest.LogCaptureFixture) -> None:
    right = dict(case.hq.blobs)
    case.hq.blobs[case.manifest.chunks[2].sha256] = b"!" * 100
    for _ in range(2):
        with pytest.raises(Mismatch):
            case.install()
        assert case.staged().read_bytes() == CONTENT[:200]
    case.hq.blobs = right
    assert case.install() is None
    case.now_ms += DAY_MS
    assert case.install() is not None


def test_a_chunk_without_end_is_given_up(case: Case) -> None:
    taken = []

    def endless(_token: str, _sha256: str) -> Iterator[bytes]:
        for number in range(1000):
            taken.append(number)
            yield b"!" * 60

    case.hq.blob = endless  # type: ignore[method-assign, assignment]
    with pytest.raises(Mismatch):
        case.install()
    assert len(taken) == 2
    assert case.staged().read_bytes() == b""


def test_what_is_no_catalogue_is_thrown_away_and_fetched_again(case: Case, caplog: pytest.LogCaptureFixture) -> None:
    case.manifest = case.hq.publish("catalogue.east", b"no catalogue" * 20, streams=("catalogue",))
    with pytest.raises(Mismatch):
        case.install()
    assert not case.staged().exists()
    case.manifest = case.hq.publish("catalogue.east", CONTENT, streams=("catalogue",))
    assert case.install() is not None


def test_chunks_that_match_but_make_another_file_are_thrown_away(case: Case) -> None:
    swapped = (case.manifest.chunks[0], *reversed(case.manifest.chunks[1:]))
    case.hq.manifests["catalogue.east"] = case.hq.signed(replace(case.manifest, chunks=swapped))
    with pytest.raises(Mismatch):
        case.install()
    assert not case.staged().exists()


def test_a_disk_that_takes_nothing_is_said_and_the_old_catalogue_stays(case: Case, tmp_path: Path) -> None:
    case.staged().mkdir()
    with pytest.raises(EnvironmentProblem, match="make room"):
        case.install()
    assert case.store.adopted == []
