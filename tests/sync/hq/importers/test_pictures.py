"""Pictures of styles: found by name, checked by content, kept when a file does not bring them again."""

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from kiosk.domain import codec
from kiosk.domain.catalogue import Style
from sync.hq.blobs import BlobFolder
from sync.hq.database import HqDatabase
from sync.hq.importers import ImportReport, import_directory

STYLES = """style,name_zh,name_en,category,picture
LINEN,亚麻衬衫,Linen Shirt,shirts,
WOOL,羊毛大衣,Wool Coat,coats,coat.jpg
"""


def drawn(width: int, height: int, *, kind: str = "PNG", mode: str = "RGB", **more: Any) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, kind, **more)
    return out.getvalue()


PNG = drawn(40, 60)


def take(database: HqDatabase, folder: Path) -> ImportReport:
    return import_directory(database, folder, keep_picture=BlobFolder(folder.parent / "kept").put)


def pictures(database: HqDatabase) -> dict[str, str]:
    with database.read() as read:
        return {key: codec.load(Style, body).picture for key, body in read.rows("catalogue", "style")}


def test_a_picture_called_like_the_style_is_its_picture(database: HqDatabase, folder: Path) -> None:
    (folder / "pictures").mkdir()
    (folder / "pictures" / "LINEN.png").write_bytes(PNG)
    (folder / "pictures" / "WOOL.png").mkdir()
    assert take(database, folder).complaints() == []
    assert pictures(database) == {"LINEN": hashlib.sha256(PNG).hexdigest(), "WOOL": ""}


def test_what_is_missing_or_no_picture_costs_the_picture_and_not_the_style(database: HqDatabase, folder: Path) -> None:
    (folder / "styles.csv").write_text(STYLES, "utf-8")
    (folder / "pictures").mkdir()
    (folder / "pictures" / "LINEN.png").write_bytes(b"not a picture")
    report = take(database, folder)
    assert [str(complaint) for complaint in report.complaints()] == [
        "styles.csv:2: picture 'LINEN.png' is no picture, whatever its name says; the style is shown without it",
        "styles.csv:3: picture 'coat.jpg' is not in pictures/; the style is shown without it",
    ]
    assert not report.failed
    assert pictures(database) == {"LINEN": "", "WOOL": ""}


def test_without_the_folder_styles_keep_the_pictures_hq_has(database: HqDatabase, folder: Path) -> None:
    (folder / "pictures").mkdir()
    (folder / "pictures" / "LINEN.png").write_bytes(PNG)
    take(database, folder)
    (folder / "pictures" / "LINEN.png").unlink()
    (folder / "pictures").rmdir()
    assert take(database, folder).changes == 0
    assert pictures(database)["LINEN"] == hashlib.sha256(PNG).hexdigest()


def test_a_new_picture_under_the_old_name_is_a_change(database: HqDatabase, folder: Path) -> None:
    (folder / "pictures").mkdir()
    for content in (PNG, PNG + b" taken again"):
        (folder / "pictures" / "LINEN.png").write_bytes(content)
        report = take(database, folder)
    assert report.file("styles.csv").changed == 1
    assert pictures(database)["LINEN"] == hashlib.sha256(PNG + b" taken again").hexdigest()


def listed(database: HqDatabase, folder: Path, style: str) -> Image.Image:
    """What lists show of the style."""
    with database.read() as read:
        body = read.row("catalogue", "style", style)
    assert body is not None
    name = codec.load(Style, body).thumbnail
    return Image.open(io.BytesIO(b"".join(BlobFolder(folder.parent / "kept").pieces(name))))


@pytest.mark.parametrize(
    ("size", "small"), [((1200, 900), (400, 300)), ((300, 4000), (30, 400)), ((401, 401), (400, 400))]
)
def test_a_large_picture_has_a_small_one_for_lists(
    database: HqDatabase, folder: Path, size: tuple[int, int], small: tuple[int, int]
) -> None:
    (folder / "pictures").mkdir()
    (folder / "pictures" / "LINEN.jpg").write_bytes(drawn(*size, kind="JPEG"))
    take(database, folder)
    with listed(database, folder, "LINEN") as shown:
        assert (shown.format, shown.size) == ("JPEG", small)
    assert take(database, folder).changes == 0


def test_what_can_be_seen_through_stays_so_and_a_turned_photograph_is_upright(
    database: HqDatabase, folder: Path
) -> None:
    (folder / "pictures").mkdir()
    (folder / "pictures" / "LINEN.png").write_bytes(drawn(800, 400, mode="RGBA"))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: EXIF 2.3, orientation
    (folder / "pictures" / "WOOL.jpg").write_bytes(drawn(800, 400, kind="JPEG", exif=exif))
    take(database, folder)
    with listed(database, folder, "LINEN") as clear, listed(database, folder, "WOOL") as turned:
        assert (clear.format, clear.mode, clear.size) == ("PNG", "RGBA", (400, 200))
        assert (turned.format, turned.size) == ("JPEG", (200, 400))


def test_a_small_picture_and_a_drawing_serve_lists_as_they_are(database: HqDatabase, folder: Path) -> None:
    (folder / "pictures").mkdir()
    (folder / "pictures" / "LINEN.png").write_bytes(drawn(400, 300))
    (folder / "pictures" / "WOOL.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    assert take(database, folder).complaints() == []
    with database.read() as read:
        styles = [codec.load(Style, body) for _, body in read.rows("catalogue", "style")]
    assert [(style.thumbnail, style.listed_picture == style.picture != "") for style in styles] == [("", True)] * 2


def test_a_damaged_picture_costs_the_picture_and_not_the_style(database: HqDatabase, folder: Path) -> None:
    (folder / "pictures").mkdir()
    (folder / "pictures" / "LINEN.jpg").write_bytes(drawn(1200, 900, kind="JPEG")[:500])
    (folder / "pictures" / "WOOL.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"a picture")
    told = [str(complaint) for complaint in take(database, folder).complaints()]
    assert [line[: line.index("(")] for line in told] == [
        "styles.csv:2: picture 'LINEN.jpg' is damaged ", "styles.csv:3: picture 'WOOL.png' is damaged ",
    ]  # fmt: skip
    assert all(line.endswith("; the style is shown without it") for line in told)
    assert pictures(database) == {"LINEN": "", "WOOL": ""}


def test_a_picture_that_unfolds_to_gigabytes_is_not_opened(database: HqDatabase, folder: Path) -> None:
    (folder / "pictures").mkdir()
    (folder / "pictures" / "LINEN.png").write_bytes(drawn(9_000, 8_000, mode="1"))
    told = [str(complaint) for complaint in take(database, folder).complaints()]
    assert len(told) == 1
    assert "9000x8000 pixels are too many" in told[0]
