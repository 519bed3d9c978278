"""The contact sheet: every style in its colourways, by the command and by itself."""

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtGui import QImage

from kiosk.bootstrap.sheet import contact_sheet
from kiosk.cli import cli
from kiosk.domain.catalogue import Style
from tests.e2e.processes import KIOSK
from ui.contact_sheet import Strip, draw_sheet

GREEN = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="5"><rect width="4" height="5" fill="#0f0"/></svg>'
SKIRT = Style("YJ-1", "百褶裙", "Pleated Skirt", "dresses", "裙装", "Dresses")


def no_media(_sha256: str) -> None:
    return None


def hue_of_picture(sheet: QImage, place: int) -> int:
    """In the middle of the first strip's picture at a place, where the skirt hangs."""
    return sheet.pixelColor(32 + 42 + place % 8 * 90, 32 + 28 + 52 + place // 8 * 111).hsvHue()


def test_every_colourway_is_drawn_in_its_colour(qapp: object, tmp_path: Path) -> None:
    colours = ("#ff0000", "#00ff00", "#0000ff")
    assert draw_sheet([Strip(SKIRT, colours)], no_media, tmp_path / "sheet.png")
    sheet = QImage(str(tmp_path / "sheet.png"))
    red, green, blue = (hue_of_picture(sheet, place) for place in range(3))
    assert red < 20 or red > 345
    assert 100 < green < 140
    assert 220 < blue < 260
    assert sheet.pixelColor(32 + 42 + 3 * 90, 110) == sheet.pixelColor(5, 5), "and no more than there are"


def test_many_colourways_go_on_in_the_next_line(qapp: object, tmp_path: Path) -> None:
    assert draw_sheet([Strip(SKIRT, ("#ff0000",) * 8 + ("#0000ff",))], no_media, tmp_path / "sheet.png")
    assert 220 < hue_of_picture(QImage(str(tmp_path / "sheet.png")), 8) < 260


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_any_number_of_styles_finds_its_place(qapp: object, tmp_path: Path, count: int) -> None:
    assert draw_sheet([Strip(SKIRT, ("#ff0000",))] * count, no_media, tmp_path / "sheet.png")
    assert not QImage(str(tmp_path / "sheet.png")).isNull()


def test_a_place_that_cannot_be_written_is_told(qapp: object, tmp_path: Path) -> None:
    assert not draw_sheet([], no_media, tmp_path / "nowhere" / "sheet.png")


def test_a_retailers_files_make_a_sheet_pictures_included(qapp: object, tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "own.svg").write_text(GREEN, "utf-8")
    (tmp_path / "styles.csv").write_text(
        "style,name_zh,name_en,category,category_zh,category_en,picture\n"
        "S-1,百褶裙,Pleated Skirt,dresses,裙装,Dresses,own.svg\nS-2,百褶裙,Pleated Skirt,dresses,裙装,Dresses,\n",
        "utf-8",
    )
    (tmp_path / "variants.csv").write_text(
        "sku,style,colour,size,swatch\nA,S-1,RED,M,#ff0000\nB,S-1,RED,L,#ff0000\nC,S-2,RED,M,#ff0000\n", "utf-8"
    )
    assert contact_sheet(tmp_path, tmp_path / "sheet.png") == 2
    sheet = QImage(str(tmp_path / "sheet.png"))
    assert 100 < hue_of_picture(sheet, 0) < 140, "a picture that is there is shown as it is"
    assert sheet.pixelColor(32 + 90 + 42, 110) == sheet.pixelColor(5, 5), "one colourway, in two sizes"


@pytest.mark.slow
def test_the_command_draws_all_of_the_demo(tmp_path: Path) -> None:
    out = tmp_path / "sheet.png"
    done = subprocess.run(
        [*KIOSK, "demo", "--contact-sheet", str(out)], capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "124 styles in their colourways" in done.stdout
    assert QImage(str(out)).height() > 4_000


def test_the_command_tells_of_a_wrong_folder_and_help_of_both_options(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["demo", "--contact-sheet", "x.png", "--media", str(tmp_path / "nowhere")])
    assert done.exit_code == 1
    assert "is no folder" in done.output
    told = CliRunner().invoke(cli, ["demo", "--help"]).output
    assert "--contact-sheet" in told
    assert "--media" in told
