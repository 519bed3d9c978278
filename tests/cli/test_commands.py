"""What a command says when it cannot do what was typed, and how it counts."""

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.bootstrap.tablet import Till
from kiosk.cli import cli
from kiosk.cli.tablet import _Bar, _show
from kiosk.control import ControlServer
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
    _show(status | {"online": False, "since": "", "streams": []}, as_json=False)
    assert words in capsys.readouterr().out


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
