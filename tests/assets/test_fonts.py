"""The bundled fonts hold what the shop writes, and Qt finds them on a machine that has no font at all."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from assets import FONT_BOLD, FONT_FAMILY, FONT_PAPER_BOLD, FONT_PAPER_REGULAR, FONT_REGULAR, asset_path

SYMBOLS = "™₫¥￥€£▢⌫‹›«»→←↑↓✓−–—×÷±·•…℃№①②③○●◎△▲▼★☆♥°½“”‘’、。，；：！？（）《》【】「」〜％＋"
KANA = "あいうえおアイウエオんンー々"
BEYOND_GBK = "㐂㐁䶮𠮷𬶋𬳶𫖯"
SURROUNDING = "ếộữạẾÀßñçþαβЯж"

WITHOUT_FONTS = """
import sys
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication, QImage, QPainter
app = QGuiApplication([])
before = QFontDatabase.families()
for path in sys.argv[1:]:
    assert QFontDatabase.addApplicationFont(path) >= 0, path
def inked(text, weight):
    image = QImage(80, 80, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    font = QFont("Noto Sans SC")
    font.setPixelSize(60)
    font.setWeight(QFont.Weight(weight))
    painter.setFont(font)
    painter.drawText(5, 65, text)
    painter.end()
    return sum(255 - value for value in bytes(image.constBits()))
regular, bold = (QFont("Noto Sans SC", 20, weight) for weight in (400, 700))
print("Noto Sans SC" in before, QFontInfo(regular).family(), QFontInfo(bold).weight(), sep="|")
thin, thick, blank = (inked(*c) for c in (("衬", 400), ("衬", 700), (" ", 400)))
print(blank == 0 < thin < thick)
print(inked("𠮷", 400) > 0, inked("𠮷", 700) > 0)
"""


def lacks(font: str, characters: Iterable[str]) -> str:
    """Which of the characters the font cannot draw."""
    with TTFont(asset_path(font), lazy=True) as opened:
        held = opened.getBestCmap()
    return "".join(c for c in characters if ord(c) not in held)


def in_gbk(code: int) -> bool:
    """Whether GBK, the code of receipt printers, can hold the character."""
    try:
        chr(code).encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def han_of_gbk() -> str:
    """All Han characters a receipt printer prints as text."""
    return "".join(chr(code) for code in range(0x3400, 0xA000) if in_gbk(code))


@pytest.mark.parametrize("font", [FONT_REGULAR, FONT_BOLD])
def test_both_weights_hold_every_han_character_of_gbk(font: str) -> None:
    han = han_of_gbk()
    assert len(han) > 20_900
    assert lacks(font, han) == ""


@pytest.mark.parametrize("font", [FONT_REGULAR, FONT_BOLD])
def test_both_weights_hold_symbols_kana_and_the_letters_of_neighbouring_languages(font: str) -> None:
    assert lacks(font, SYMBOLS + KANA + SURROUNDING + "".join(map(chr, range(0x20, 0x7F)))) == ""


@pytest.mark.parametrize("font", [FONT_REGULAR, FONT_BOLD])
def test_extension_a_is_whole_but_for_the_ten_characters_added_after_the_source_was_drawn(font: str) -> None:
    missing = lacks(font, map(chr, range(0x3400, 0x4DC0)))
    assert missing == "".join(map(chr, range(0x4DB6, 0x4DC0)))


@pytest.mark.parametrize("font", [FONT_REGULAR, FONT_BOLD])
def test_both_weights_hold_names_that_a_receipt_printer_cannot_write(font: str) -> None:
    assert lacks(font, BEYOND_GBK) == ""
    assert not any(in_gbk(ord(c)) for c in BEYOND_GBK)


@pytest.mark.parametrize(("font", "weight"), [(FONT_REGULAR, 400), (FONT_BOLD, 700)])
def test_both_files_are_weights_of_one_family_under_the_open_font_licence(font: str, weight: int) -> None:
    with TTFont(asset_path(font), lazy=True) as opened:
        assert opened["name"].getDebugName(1) == FONT_FAMILY
        assert opened["OS/2"].usWeightClass == weight
        assert "SIL Open Font License" in opened["name"].getDebugName(13)
    assert "SIL OPEN FONT LICENSE" in asset_path("fonts", "OFL.txt").read_text("utf-8")


@pytest.mark.parametrize("font", [FONT_PAPER_REGULAR, FONT_PAPER_BOLD])
def test_letters_for_paper_are_half_as_wide_as_high(font: str) -> None:
    with TTFont(asset_path(font), lazy=True) as opened:
        held = opened.getBestCmap()
        widths = {opened["hmtx"][held[code]][0] for code in (*range(0x20, 0x7F), 0xA5)}
        assert widths == {opened["head"].unitsPerEm // 2}
        assert "SIL Open Font License" in opened["name"].getDebugName(13)


def test_qt_finds_the_family_on_a_machine_without_fonts(tmp_path: Path) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>", "utf-8")
    env = {**os.environ, "FONTCONFIG_FILE": str(empty)}
    command = [sys.executable, "-c", WITHOUT_FONTS, str(asset_path(FONT_REGULAR)), str(asset_path(FONT_BOLD))]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    found, drawn, rare = done.stdout.splitlines()
    assert found == f"False|{FONT_FAMILY}|700"
    assert drawn == "True"
    assert rare == "True True"


def test_a_missing_asset_says_that_the_installation_is_incomplete() -> None:
    with pytest.raises(FileNotFoundError, match=r"incomplete, fonts/none\.otf is missing"):
        asset_path("fonts", "none.otf")


def test_an_asset_of_a_bundle_lies_beside_its_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "sound.wav").touch()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert asset_path("sound.wav") == tmp_path / "assets" / "sound.wav"
