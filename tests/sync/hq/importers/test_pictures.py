"""Pictures of styles: found by name, checked by content, kept when a file does not bring them again."""

import hashlib
from pathlib import Path

from kiosk.domain import codec
from kiosk.domain.catalogue import Style
from sync.hq.blobs import BlobFolder
from sync.hq.database import HqDatabase
from sync.hq.importers import ImportReport, import_directory

PNG = b"\x89PNG\r\n\x1a\n" + b"a picture"
STYLES = """style,name_zh,name_en,category,picture
LINEN,亚麻衬衫,Linen Shirt,shirts,
WOOL,羊毛大衣,Wool Coat,coats,coat.jpg
"""


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
