"""Enrolling in folders that were somebody's, and at an HQ that is away."""

import hashlib
import shutil
import socket
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from kiosk.bootstrap.enrolling import enrol
from kiosk.errors import EnvironmentProblem, HqUnreachable
from kiosk.storage.tablet import TabletStorage
from sync.hq.office import HeadOffice
from sync.server.run import serve_in_thread
from tests.storage.tablets import IDENTITY
from tests.sync.contracts.offices import RealOffice, head_office


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[tuple[HeadOffice, str]]:
    (tmp_path / "hq").mkdir()
    with head_office(tmp_path / "hq") as office:
        RealOffice(office, office)  # puts the shops there are
        serving = serve_in_thread(office)
        try:
            yield office, serving.url
        finally:
            serving.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A device's folder, with its journal."""
    made = tmp_path / "tablet"
    TabletStorage.create(made, IDENTITY).close()
    return made


def _bytes(folder: Path) -> dict[str, str]:
    kept = (path for path in folder.iterdir() if path.is_file() and path.name != "kiosk.lock")
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}


def _closed_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("identity.json", b"{", r"identity\.json is damaged"),
        ("identity.json", None, r"identity\.json is missing"),
        ("device.key", None, r"device\.key is missing"),
        ("device.key", b"short", r"device\.key is damaged"),
    ],
)
def test_a_journal_whose_device_is_gone_is_kept_and_another_folder_named(folder, name, content, says):
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    before = _bytes(folder)
    with pytest.raises(EnvironmentProblem, match=rf"journal\.db.*{says}.*move the folder aside and keep it"):
        enrol(folder, "http://127.0.0.1:9", "CODE", "tablet", print)
    assert _bytes(folder) == before


def test_a_folder_that_is_enrolled_stays_as_it_is(folder):
    before = _bytes(folder)
    with pytest.raises(EnvironmentProblem, match="enrolled already"):
        enrol(folder, "http://127.0.0.1:9", "CODE", "tablet", print)
    assert _bytes(folder) == before


@pytest.mark.parametrize("name", ["identity.json", "device.key"])
@pytest.mark.parametrize("gone", [True, False])
def test_where_no_journal_hangs_on_it_a_new_device_begins(folder, tmp_path, hq, name, gone):
    office, url = hq
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    for kept in ("identity.json", "device.key"):
        shutil.copy(folder / kept, fresh / kept)
    (fresh / name).write_bytes(b"{")
    if gone:
        (fresh / name).unlink()
    identity = enrol(fresh, url, office.pair("JA"), "tablet", partial(office.confirm, "JA"))
    assert identity.device != IDENTITY.device
    with closing(TabletStorage.open(fresh)) as opened:
        assert opened.identity == identity
    assert ((fresh / f"{name}.damaged-1").exists()) == (not gone)


def test_an_hq_that_is_away_enrols_nobody_and_the_code_is_still_good(tmp_path, hq):
    office, url = hq
    code = office.pair("JA")
    with pytest.raises(HqUnreachable, match="Nothing was enrolled, and the code is still good") as refused:
        enrol(tmp_path / "tablet", f"http://127.0.0.1:{_closed_port()}", code, "tablet", partial(office.confirm, "JA"))
    assert "sent later" not in str(refused.value)
    assert not (tmp_path / "tablet" / "identity.json").exists()
    assert enrol(tmp_path / "tablet", url, code, "tablet", partial(office.confirm, "JA")).shop == "JA"
