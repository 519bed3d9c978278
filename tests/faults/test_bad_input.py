"""Wrong files, wrong codes, a full disk: each has a clear answer, and nothing is lost."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from drivers.escpos_ops import Code, Cut, Drawer, Feed, Text
from kiosk.config import FILE_NAME
from kiosk.errors import EnvironmentProblem, InputError, RuleError
from tests.e2e import books
from tests.e2e.processes import kiosk, wait_until
from tests.e2e.retailer import GUIDE, STYLES, gtin_of, write_lines, write_stock
from tests.e2e.shop import Shop, open_shop

SHIRT = "LINEN-SHIRT/INDIGO/M"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """One shop for all: every test leaves it as it found it, which is what is tested."""
    with open_shop(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def bytes_of(*paths: Path) -> list[str]:
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]


def events_in(folder: Path) -> int:
    ((count,),) = books.rows(folder / "journal.db", "SELECT count(*) FROM event")
    return int(count)


def test_a_wrong_pairing_code_enrols_nobody_and_the_right_one_still_works(shop: Shop, tmp_path: Path) -> None:
    folder = tmp_path / "fresh"
    said = kiosk("enrol", shop.cable.url, "WRONG-CODE", "--data", folder, fails=True)
    assert "pairing code" in said
    assert "Nothing was changed" in said
    assert not (folder / "identity.json").exists()
    assert not (folder / "journal.db").exists()
    shop.hq.enrol("JA", shop.cable.url, folder)
    assert (folder / "identity.json").exists()


def test_a_pairing_code_is_good_for_one_tablet(shop: Shop, tmp_path: Path) -> None:
    code = shop.hq.pair("JA")
    shop.hq.enrol("JA", shop.cable.url, tmp_path / "one", code=code)
    assert "pairing code" in kiosk("enrol", shop.cable.url, code, "--data", tmp_path / "two", fails=True)


def test_a_catalogue_that_is_no_database_is_thrown_away_and_fetched_again(shop: Shop) -> None:
    with shop.tablet() as tablet:
        order = shop.sell(tablet, SHIRT)
    (catalogue,) = shop.tablet_folder.glob("catalogue-*.db")
    catalogue.write_bytes(b"this is no database" * 1_000)
    with shop.tablet(expects=(rf"{catalogue.name} cannot be used",)) as tablet:
        tablet.ask("sync")
        assert tablet.ask("search", text="shirt")["total"] == 1
        assert tablet.ask("status", number=order["number"])["total_minor"] == order["total_minor"]
        shop.sell(tablet, SHIRT)
    for found in shop.tablet_folder.glob("catalogue-*.db"):
        assert found.read_bytes()[:15] == b"SQLite format 3"


def test_a_journal_of_a_newer_version_is_refused_and_not_touched(shop: Shop) -> None:
    journal = shop.tablet_folder / "journal.db"
    version = _set_version(journal, 999)
    before = bytes_of(journal)
    for command in (("run", "--headless"), ("sync", "--once"), ("order", "place", SHIRT)):
        said = kiosk(*command, "--data", shop.tablet_folder, fails=True)
        assert "newer version" in said
        assert "journal.db" in said
    assert bytes_of(journal) == before
    _set_version(journal, version)
    with shop.tablet() as tablet:
        shop.sell(tablet, SHIRT)


def _set_version(path: Path, version: int) -> int:
    with closing(sqlite3.connect(path)) as conn:
        ((before,),) = conn.execute("PRAGMA user_version").fetchall()
        conn.execute("PRAGMA journal_mode = DELETE")
        conn.execute(f"PRAGMA user_version = {version}")
        return int(before)


def test_a_wrong_key_in_the_settings_is_named_with_file_and_line(shop: Shop) -> None:
    settings = shop.tablet_folder / FILE_NAME
    right = settings.read_text("utf-8")
    settings.write_text(right + "\n[disk]\nflor_mb = 3\n", "utf-8")
    said = kiosk("run", "--headless", "--data", shop.tablet_folder, fails=True)
    line = right.count("\n") + 3
    assert f"{settings}, line {line}, key 'flor_mb'" in said
    assert "floor_mb" in said
    settings.write_text(right, "utf-8")


def test_a_second_kiosk_on_a_folder_is_told_who_has_it(shop: Shop) -> None:
    with shop.tablet() as tablet:
        said = kiosk("run", "--headless", "--data", shop.tablet_folder, fails=True)
        assert f"process {tablet.pid}" in said
        assert "Nothing was changed" in said
        shop.sell(tablet, SHIRT)


def test_a_full_disk_is_said_before_anything_is_written(shop: Shop) -> None:
    settings = shop.tablet_folder / FILE_NAME
    right = settings.read_text("utf-8")
    settings.write_text(right + "\n[disk]\nfloor_mb = 1_000_000_000\n", "utf-8")
    before = events_in(shop.tablet_folder)
    with shop.tablet() as tablet:
        with pytest.raises(EnvironmentProblem, match=r"disk is full\. Nothing was ordered"):
            tablet.ask("place", lines=[SHIRT])
        assert tablet.ask("search", text="shirt")["total"] == 1
    assert events_in(shop.tablet_folder) == before
    settings.write_text(right, "utf-8")
    with shop.tablet() as tablet:
        shop.sell(tablet, SHIRT)


def test_garbage_from_the_scanner_changes_nothing(shop: Shop) -> None:
    qr = "https://example.com/?" + "q" * 4_000
    with shop.tablet() as tablet:
        before = events_in(shop.tablet_folder)
        shop.scanner.wait_for_listener()
        shop.scanner.write(bytes(range(256)) * 8 + b"\r")
        shop.scanner.scan(qr)
        shop.scanner.scan("'; DROP TABLE event; --")
        shop.scanner.write(b"\xff\xfe\x00half a code without an end")
        shop.scanner.write(b"\r")
        shop.scanner.scan(gtin_of(SHIRT))
        wait_until(lambda: tablet.desk()["pieces"] == 1, "the good scan after the garbage did not arrive")
        assert tablet.desk() == {"pieces": 1, "screen": "shopper"}
        for code in (qr, "\x1b@\x1dV\x00", "'; DROP TABLE event; --", "0000000000000"):
            with pytest.raises(InputError, match=r"Scan the price tag|not in the range"):
                tablet.desk(scan=code)
        assert tablet.desk() == {"pieces": 1, "screen": "shopper"}
        assert events_in(shop.tablet_folder) == before


def test_a_request_that_is_none_gets_a_sentence_and_the_kiosk_goes_on(shop: Shop) -> None:
    with shop.tablet() as tablet:
        with pytest.raises(InputError):
            tablet.ask("dance")
        for line in (f"{SHIRT}*many", "NO-SUCH/SKU", f"{SHIRT}:fly"):
            with pytest.raises((InputError, RuleError)):
                tablet.ask("place", lines=[line])
        shop.sell(tablet, SHIRT)


def test_control_characters_in_a_name_reach_neither_glass_nor_paper(shop: Shop, tmp_path: Path) -> None:
    evil = '"Linen\x1b@\x1dV\x00 \x1bp\x00\x19\xfashirt\u202e"'
    write_lines(
        tmp_path / "styles.csv", (*STYLES[:1], f"LINEN-SHIRT,\x1bp\x00\x19\xfa亚麻衬衫,{evil},tops", *STYLES[2:])
    )
    report = shop.import_files(tmp_path)
    assert "control characters" in report
    with shop.tablet() as tablet:
        tablet.ask("sync")
        wait_until(lambda: tablet.ask("search", text="linen")["total"] == 1, "the renamed style has not come")
        (style,) = tablet.ask("search", text="linen")["styles"]
        assert style["name"].isprintable()
        order = shop.sell(tablet, SHIRT)
        wait_until(lambda: _slip_of(shop, order["number"]), "no slip")
    slip = _slip_of(shop, order["number"])
    assert slip.drawer == 0
    assert sum(isinstance(op, Cut) for op in slip.ops) == 1
    assert all(text.isprintable() for op in slip.ops if isinstance(op, Text) for text in [op.text])
    assert not [op for op in slip.ops if isinstance(op, Drawer)]
    assert {type(op) for op in slip.ops} >= {Text, Feed, Code, Cut}


def _slip_of(shop: Shop, number: str) -> Any:
    return next((slip for slip in tuple(shop.printer.slips) if number in slip.barcodes and slip.cut), None)


def test_prices_of_zero_or_less_are_reported_and_never_sold_at(shop: Shop, tmp_path: Path) -> None:
    write_lines(
        tmp_path / "prices.csv",
        (
            "zone,code,price",
            "CN,LINEN-SHIRT,683.50",
            "CN,SILK-SCARF,0",
            "CN,WOOL-COAT,-2199.00",
            "CN,CANVAS-TOTE,129.00",
        ),
    )
    report = shop.import_files(tmp_path, bad_rows=True)
    assert "2 bad" in report
    bad = (shop.hq.folder / "bad_rows.csv").read_text("utf-8")
    assert "prices.csv" in bad
    assert "zero" in bad
    assert "negative" in bad
    with shop.tablet() as tablet:
        tablet.ask("sync")
        assert all(card["price"] != "¥0.00" for card in tablet.ask("search", text="")["styles"])
        shop.sell(tablet, SHIRT)


def test_a_count_from_the_future_is_a_bad_row_and_the_rest_is_taken(shop: Shop, tmp_path: Path) -> None:
    write_stock(tmp_path, {("JA", SHIRT): 99}, datetime(2099, 1, 1, tzinfo=UTC))
    assert "stock.csv:2" in (report := shop.import_files(tmp_path, bad_rows=True))
    assert "future" in report


def test_wrong_pins_are_counted_and_lock_the_badge_across_a_restart(shop: Shop) -> None:
    wrong = {"badge": GUIDE["badge"], "pin": "0000"}
    with shop.tablet() as tablet:
        order = shop.sell(tablet, SHIRT)
        for _ in range(5):
            with pytest.raises(Exception, match="PIN"):
                tablet.ask("pay", number=order["number"], cash="700", **wrong)
        tablet.kill()
    with shop.tablet() as tablet, pytest.raises(Exception, match="locked"):
        tablet.ask("pay", number=order["number"], cash="700", **GUIDE)
