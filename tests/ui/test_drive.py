"""Scripts that use glass like a person."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from kiosk.errors import InputError
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.glasses import JACKET_M, Shown
from ui.drive import StepFailed, parse, play

SALE = """
wait page browse
scan {sku}                       # a tag
wait page style
click style.add
wait text bar.basket 1
click bar.basket
wait page basket
click basket.confirm
wait page placed
remember NUMBER placed.number
digits CODE placed.code.0
grab placed.png
say "sold {{NUMBER}}"
click placed.done
scan {{NUMBER}}
wait page myOrder
expect myOrder.number {{NUMBER}}
note "that is all"
"""


def script(folder: Path, text: str) -> Path:
    path = folder / "some.drive"
    path.write_text(text, "utf-8")
    return path


def test_a_script_goes_from_browsing_to_a_placed_order(
    glass: Shown, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert play(glass.window, script(tmp_path, SALE.format(sku=JACKET_M)), pictures=tmp_path) == 0
    assert capsys.readouterr().out == "sold JA-02-A-000001\n"
    assert QImage(str(tmp_path / "placed.png")).width() == 1280
    assert [slip.reference for slip in glass.tablet.slips] == ["JA-02-A-000001"]


def test_a_step_that_fails_names_itself_leaves_a_picture_and_ends_with_1(
    glass: Shown, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = script(tmp_path, "timeout 0.2\nwait page browse\nclick no.such.thing\ngrab never.png\n")
    assert play(glass.window, path, pictures=tmp_path) == 1
    said = capsys.readouterr().err
    assert "some.drive, line 3: click no.such.thing" in said
    assert "There is no no.such.thing to be seen (page browse)." in said
    assert (tmp_path / "failed.png").exists()
    assert not (tmp_path / "never.png").exists()


def test_typing_goes_through_real_keys(glass: Shown) -> None:
    glass.play("click bar.search", "type 衬衫", "wait text browse.heading 3")
    glass.play("press Backspace", "wait text browse.heading 衬")
    glass.play("click key.s", "wait object browse.nothing")
    assert glass.window.app.browse.query == "衬s"


def test_an_order_placed_by_hand_is_taken_by_a_guide(glass: Shown) -> None:
    glass.play("click browse.card.0", "wait page style", f"click style.cell.{retailer.SHIRT_M}", "click style.add")
    glass.play("click style.toBasket", "click basket.confirm")
    glass.play("wait page placed", "remember N placed.number", "click placed.done", "wait page browse")
    glass.sign_in()
    glass.play("click orders.order.{N}", "wait page order", "click order.pay", "click payment.suggestion.0")
    glass.play("click payment.take", "wait page order", "click order.handOver", "wait page handed")
    assert glass.tablet.journal.state.stock("JA", retailer.SHIRT_M).on_hand == 2  # type: ignore[union-attr]


def test_what_the_player_lends_is_called(open_glass: Open, tmp_path: Path) -> None:
    shown, called = open_glass(), list[str]()
    path = script(tmp_path, 'do "cut the line"\n')
    assert play(shown.window, path, pictures=tmp_path, hooks={"cut the line": lambda: called.append("cut")}) == 0
    assert called == ["cut"]
    assert play(shown.window, path, pictures=tmp_path) == 1


def test_a_language_and_a_size_are_switched_in_place(glass: Shown) -> None:
    glass.play("expect bar.language EN", "language en", "expect bar.language 中文", "expect browse.heading Everything")
    glass.play("resize 800 1280", "wait object browse.card.0")
    assert (glass.window.quick.width(), glass.window.quick.height()) == (800, 1280)


def test_what_was_never_remembered_cannot_be_used(glass: Shown) -> None:
    with pytest.raises(StepFailed, match="nothing is remembered"):
        glass.play("scan {NUMBER}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("jump high", "line 1: jump high: there is no step 'jump'"),
        ("note ok\nclick", "line 2: click: click takes 1 to 1 words"),
        ('say "never closed', "line 1 of the script"),
    ],
)
def test_a_line_that_is_no_step_is_named_before_anything_is_played(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        parse(text)


ALONE = """
import sys
from pathlib import Path
from ui.app import Glass, run_glass
assert not [name for name in sys.modules if name.startswith("PySide6")], "Qt is imported before glass is wanted"
from tests.ui.front import front_of, wide_tablet
folder = Path(sys.argv[1])
code = run_glass(front_of(wide_tablet()), drive=folder / "some.drive", pictures=folder, size=(1280, 800))
from PySide6.QtGui import QFontDatabase
print(",".join(QFontDatabase.families()))
raise SystemExit(code)
"""


RUNNING = """
import os, signal, threading
from ui.app import run_glass
from tests.ui.front import front_of, wide_tablet
tablet = wide_tablet()
search = tablet.catalogue.search
told = []
def seen(*args, **kwargs):
    if not told:
        told.append(threading.Timer({wait_s}, os.kill, (os.getpid(), signal.SIGTERM)))
        told[0].start()
    return search(*args, **kwargs)
tablet.catalogue.search = seen
code = run_glass(front_of(tablet), size=(1280, 800))
print("ended politely", code)
"""


@pytest.mark.parametrize("wait_s", [0.0, 0.2, 1.5], ids=["while it opens", "just opened", "long open"])
def test_glass_without_a_script_runs_until_the_machine_ends_it_and_cleans_up(wait_s: float) -> None:
    command = [sys.executable, "-c", RUNNING.replace("{wait_s}", str(wait_s))]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (0, "ended politely 0\n"), done.stderr
    assert done.stderr == ""


def test_glass_starts_without_a_screen_and_draws_with_its_own_font_alone(tmp_path: Path) -> None:
    """In a process of its own, as `kiosk run` does it: no display named, and no font of this machine in reach."""
    (tmp_path / "fonts.conf").write_text("<fontconfig><dir>/nonexistent</dir></fontconfig>")
    script(tmp_path, "wait page browse\nwait object browse.card.0\ngrab browse.png\n")
    env = {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "PATH": "/usr/bin", "HOME": str(tmp_path)}
    command = [sys.executable, "-c", ALONE, str(tmp_path)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.strip().split(",")) - {"Monospace", "Sans Serif", "Serif"} == {"Noto Sans SC"}
    assert QImage(str(tmp_path / "browse.png")).height() == 800
