"""A shop whose head office keeps its books on PostgreSQL, and one whose head office is two processes."""

import json
from pathlib import Path

import pytest

from tests.e2e.processes import HqProcess, TabletProcess, kiosk, wait_until
from tests.e2e.shop import enrol, open_shop, requested
from tests.postgres import new_database, run

SCARF, COAT, TOTE = "SILK-SCARF/ROSE/ONE", "WOOL-COAT/CAMEL/S", "CANVAS-TOTE/SAND/ONE"
PHONE = "13800000000"


@pytest.mark.slow
def test_two_processes_on_one_database_serve_one_shop_and_a_rebuild_agrees(tmp_path: Path) -> None:
    """The shop sells by one, then by the other, then by the first again after that was killed; a second shop sells by
    the other all the time."""
    with new_database() as url, open_shop(tmp_path, database=url) as shop:
        shared = ("--database", url, "--shared", shop.hq.folder)
        with HqProcess(tmp_path / "hq2", more=shared) as other, shop.tablet() as tablet:
            dealer = enrol(other, "JB", f"http://127.0.0.1:{other.port}", tmp_path / "dealer")
            kiosk("sync", "--once", "--data", dealer)
            shop.sell(tablet, TOTE, phone=PHONE)
            shop.wait_until_delivered()
            shop.cable.connect_to(other.port)
            shop.cable.cut()  # what is open goes to the process it went to
            shop.cable.heal()
            coat = shop.sell(tablet, *requested(COAT), phone=PHONE)
            with TabletProcess(dealer) as second:
                second.ask("place", lines=[SCARF], phone="")
                _wait_for_word(tablet, coat["number"])
                shop.hq.kill()
                shop.sell(tablet, TOTE)
                shop.wait_until_delivered()
                wait_until(lambda: _counts(other)["orders"] == 4, "HQ lacks an order")
            shop.sell(tablet, TOTE, phone=PHONE)
            shop.wait_until_delivered()
            wait_until(lambda: _counts(other)["waiting"] == 0, "HQ has not made sense of everything")
            counts = _counts(other)
            assert (counts["orders"], counts["held"], counts["oversold"]) == (5, 0, 0)
            assert "0 are not HQ's" in kiosk("hq", "rebuild", "--data", other.folder)
        assert _counts(shop.hq) == counts, "alone on the folder that was killed, from the same database"
        seqs = run("SELECT stream, seq FROM stream_row WHERE seq < 1", url)
        assert seqs == [], "no row was left unstamped"
        heads = run(
            "SELECT h.stream FROM stream_head h JOIN stream_row r ON r.stream = h.stream"
            " GROUP BY h.stream, h.head HAVING max(r.seq) <> h.head", url
        )  # fmt: skip
        assert heads == [], "each head is the seq of its last row"


def _wait_for_word(tablet: TabletProcess, number: str) -> None:
    def decided() -> bool:
        return all(line["status"] != "requested" for line in tablet.ask("status", number=number)["lines"])

    wait_until(decided, f"HQ said nothing of {number}")


def _counts(hq: HqProcess) -> dict[str, int]:
    lines = kiosk("hq", "summary", "--data", hq.folder).splitlines()
    return {name: int(value) for name, value in (line.split() for line in lines)}


def test_the_folder_remembers_its_database_and_tells_nobody_the_password(tmp_path: Path) -> None:
    with new_database() as url:
        given = url.replace("postgres:@", "postgres:secret@")
        with HqProcess(tmp_path / "hq", more=("--database", given)):
            pass
        note = tmp_path / "hq" / "hq.toml"
        assert note.stat().st_mode & 0o077 == 0
        assert json.dumps(given) in note.read_text("utf-8")
        assert not (tmp_path / "hq" / "hq.db").exists()
        assert "events" in kiosk("hq", "summary", "--data", tmp_path / "hq")
        elsewhere = given.replace("/hq_", "/other_")
        said = kiosk("hq", "serve", "--data", tmp_path / "hq", "--port", "0", "--database", elsewhere, fails=True)
        assert "has another database already" in said
        note.write_text(f"database = {json.dumps(elsewhere)}\n")
        said = kiosk("hq", "summary", "--data", tmp_path / "hq", fails=True)
        assert "does not exist" in said
        assert "secret" not in said
        note.write_text("database = \n")
        assert "cannot be read" in kiosk("hq", "summary", "--data", tmp_path / "hq", fails=True)


def test_a_folder_with_a_file_of_its_own_does_not_begin_anew_on_a_server(tmp_path: Path) -> None:
    kiosk("hq", "summary", "--data", tmp_path / "hq")
    words = ("--port", "0", "--database", "postgresql://127.0.0.1:9/hq")
    assert "hq.db" in kiosk("hq", "serve", "--data", tmp_path / "hq", *words, fails=True)
    said = kiosk("hq", "serve", "--data", tmp_path / "hq", "--port", "0", "--shared", tmp_path / "keys", fails=True)
    assert "the keys of a file lie beside it" in said
    assert not (tmp_path / "hq" / "hq.toml").exists()
    assert not (tmp_path / "keys").exists()
