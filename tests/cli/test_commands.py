"""What a command says when it cannot do what was typed, and how it counts."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.bootstrap.hq import HqProcess
from kiosk.bootstrap.hq_place import DATABASE
from kiosk.bootstrap.tablet import Till
from kiosk.cli import cli
from kiosk.cli.tablet import _Bar, _show
from kiosk.control import ControlServer
from kiosk.domain.events import OpenedStock, StockOpened
from kiosk.storage.tablet import TabletStorage
from tests.e2e.processes import KIOSK
from tests.storage.tablets import IDENTITY

NO_TEXT = os.fsdecode(b"\xff\xfe")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "tablet"
    TabletStorage.create(made, IDENTITY).close()
    return made


def said(*words: str | Path) -> str:
    """What a command that must fail says."""
    done = CliRunner().invoke(cli, [str(word) for word in words])
    assert done.exit_code == 1, done.output
    assert isinstance(done.exception, SystemExit), "a sentence, not a trace"
    return done.output


def test_a_rebuild_that_differs_names_the_row_says_that_nothing_was_changed_and_ends_with_1(tmp_path: Path) -> None:
    with HqProcess(tmp_path) as hq, hq.office.database.write() as tx:
        tx.append(StockOpened("JA", 1, (OpenedStock("SHIRT", 3),)))
    done = CliRunner().invoke(cli, ["hq", "rebuild", "--data", str(tmp_path)])
    assert (done.exit_code, done.output) == (0, "1 events folded again give 2 rows; 0 are not HQ's.\n")
    with closing(sqlite3.connect(tmp_path / DATABASE)) as conn:
        conn.execute("UPDATE stock SET on_hand = 4")
        conn.commit()
    told = said("hq", "rebuild", "--data", tmp_path)
    assert "1 events folded again give 2 rows; 1 are not HQ's." in told
    assert "stock JA/SHIRT\n  HQ has  ('JA', 'SHIRT', 4, 0, 1)\n  events  ('JA', 'SHIRT', 3, 0, 1)" in told
    assert "Nothing was changed." in told


def test_bytes_that_are_no_text_are_a_sentence_alone_and_through_the_running_kiosk(folder):
    assert "no text" in said("order", "status", NO_TEXT, "--data", folder)
    with Till(folder) as till:
        server = ControlServer(folder, lambda verb, args, _progress: till.answer(verb, args))
        try:
            assert "no text" in said("order", "status", NO_TEXT, "--data", folder)
        finally:
            server.close()


def test_bytes_that_are_no_text_are_a_sentence_where_nobody_looked_for_them(tmp_path):
    assert "no text" in said("enrol", "http://127.0.0.1:9", NO_TEXT, "--data", tmp_path / "new")


def test_a_badge_that_is_none_is_told_at_the_command_line(folder):
    asked = ("order", "ready", "JA-02-A-000001", "--badge", "Lin", "--pin", "2468", "--data", folder)
    assert "begins with B-" in said(*asked)


def test_parcels_are_dispatched_by_a_command(folder):
    asked = ("order", "dispatch", "JA-02-A-000001", "--reference", "SF-17", "--badge", "B-LIN000001", "--pin", "2468")
    assert "badge is not known" in said(*asked, "--data", folder)


def test_goods_come_back_by_a_command_with_all_that_was_said(folder):
    asked: list[tuple[str, dict[str, object]]] = []

    def heard(verb: str, args: dict[str, object], _progress: object) -> str:
        asked.append((verb, args))
        return "done"

    server = ControlServer(folder, heard)
    words = ("order", "return", "JA-02-A-000001", "1:size", "2*2", "--new", "YJ-1", "--new", "YJ-2*2", "--cash", "20")
    people = ("--badge", "B-LIN000001", "--pin", "2468", "--data", str(folder))
    try:
        done = CliRunner().invoke(cli, [*words, *people])
        both = CliRunner().invoke(cli, [*words, "--reference", "T-0001", "--wallet", "WX-0001", *people])
    finally:
        server.close()
    assert (done.exit_code, both.exit_code) == (0, 2), done.output
    ((verb, args),) = asked
    assert (verb, args["lines"], args["new"], args["cash"]) == ("return", ["1:size", "2*2"], ["YJ-1", "YJ-2*2"], "20")
    assert "phone" not in args


GUIDE = ("--badge", "B-LIN000001", "--pin", "2468")


def test_a_payment_is_given_one_way_or_in_parts(folder):
    for given in ((), ("--reference", "T-0001", "--cash", "5"), ("--reference", "T-0001", "--card", "5:T-0002")):
        done = CliRunner().invoke(cli, ["order", "pay", "JA-02-A-000001", *given, *GUIDE, "--data", str(folder)])
        assert done.exit_code == 2
        assert "either --reference" in done.output
    parts = ("--card", "5:POS-1", "--card", "6:POS-2", "--wallet", "7:WX-1", "--cash", "5")
    assert "badge is not known" in said("order", "pay", "JA-02-A-000001", *parts, *GUIDE, "--data", folder)


def test_a_manager_is_asked_for_the_pin_when_only_the_badge_is_given(folder):
    words = ["order", "reduce", "JA-02-A-000001", "--percent", "5", "--reason", "flaw", *GUIDE, "--data", str(folder)]
    done = CliRunner().invoke(cli, [*words, "--manager-badge", "B-MEI000001"], input="1357\n")
    assert "The manager's PIN" in done.output
    assert "1357" not in done.output
    assert "badge is not known" in done.output


@pytest.mark.parametrize(
    ("events", "orders", "words"),
    [(0, 0, "HQ does not have: nothing"), (1, 1, "1 event of 1 order ("), (1_200, 2, "1,200 events of 2 orders (")],
)
def test_what_hq_lacks_is_counted_in_words_that_fit(capsys, events, orders, words):
    status = {"pending_events": events, "pending_orders": orders, "pending": "¥1.00", "oldest": "today"}
    _show(status | {"online": False, "since": "", "last_error": "no connection", "streams": []}, as_json=False)
    told = capsys.readouterr().out
    assert words in told
    assert "no connection" in told


def test_a_sync_goes_on_when_nobody_reads_its_bar_any_more(monkeypatch):
    shown: list[str] = []

    def gone(text: str, **_: object) -> None:
        shown.append(text)
        raise BrokenPipeError

    monkeypatch.setattr("kiosk.cli.tablet.click.echo", gone)
    bar = _Bar()
    for stream in ("catalogue", "shop.JA"):
        bar((stream, 5, 5, "rows"))
    assert len(shown) == 1


def test_a_reader_that_goes_away_is_no_error_to_talk_about(folder):
    with subprocess.Popen(
        [*KIOSK, "sync", "--status", "--data", str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as asked:
        assert asked.stdout is not None
        asked.stdout.close()
        assert asked.stderr is not None
        assert asked.stderr.read() == b""


_WHO = ("--badge", "B-MEI000001", "--pin", "1357")


@pytest.mark.parametrize(
    ("typed", "verb", "args"),
    [
        (("receive", "DN-1", "A*2"), "receive", {"document": "DN-1", "lines": ["A*2"]}),
        (("receive", "--transfer", "T-1"), "receive", {"transfer": "T-1"}),
        (("receive", "A*2", "B", "--transfer", "T-1"), "receive", {"transfer": "T-1", "lines": ["A*2", "B"]}),
        (("send", "XH", "A*2"), "send", {"to": "XH", "lines": ["A*2"]}),
        (("count", "A*2"), "count", {"lines": ["A*2"]}),
        (("count", "--zones", "Floor,Window", "--whole"), "count-begin", {"zones": ["Floor", "Window"], "whole": True}),
        (("count", "--zone", "Floor", "A*2"), "count-zone", {"zone": "Floor", "lines": ["A*2"]}),
        (("count", "--compare"), "count-compare", {}),
        (("count", "--again", "A*3"), "count-again", {"lines": ["A*3"]}),
        (("count", "--book"), "count-book", {}),
        (("count", "--give-up"), "count-drop", {}),
        (("movements", "--day", "2026-11-26"), "movements", {"day": "2026-11-26"}),
        (
            ("settle", "T-1", "lost", "--reason", "gone"),
            "settle",
            {"transfer": "T-1", "where": "lost", "reason": "gone"},
        ),
    ],
    ids=lambda item: " ".join(item) if isinstance(item, tuple) else "",
)
def test_what_is_typed_about_stock_is_asked_as_one_verb(monkeypatch, typed, verb, args):
    asked: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr("kiosk.cli.shop._answer", lambda _data, verb, given: asked.append((verb, given)))
    done = CliRunner().invoke(cli, ["stock", *typed, *_WHO])
    assert done.exit_code == 0, done.output
    assert asked == [(verb, {**args, "badge": "B-MEI000001", "pin": "1357"})]


@pytest.mark.parametrize(
    "typed",
    [("receive", "DN-1"), ("count",), ("count", "--zone", "Floor"), ("count", "--book", "--compare")],
    ids=" ".join,
)
def test_a_step_of_a_count_that_lacks_something_is_no_verb(monkeypatch, typed):
    monkeypatch.setattr("kiosk.cli.shop._answer", lambda *_: pytest.fail("nothing may be asked"))
    assert CliRunner().invoke(cli, ["stock", *typed, *_WHO]).exit_code == 2


@pytest.mark.parametrize(
    "words", [("open", "500"), ("cash", "20", "--out", "--reason", "bank"), ("x",), ("close", "0"), ("z",)]
)
def test_the_day_is_kept_by_commands(folder, words):
    assert "badge is not known" in said("day", *words, "--badge", "B-LIN000001", "--pin", "2468", "--data", folder)
