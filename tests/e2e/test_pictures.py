"""Pictures in real processes: small ones of the whole range come beforehand, and are there when head office is not."""

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from tests.e2e.processes import kiosk, wait_until
from tests.e2e.retailer import write_retailer
from tests.e2e.shop import open_shop

LARGE = {"LINEN-SHIRT": (1600, 1200, "#2b3a55"), "WOOL-COAT": (900, 1500, "#c19a6b")}
SMALL = {"SILK-SCARF": (300, 200, "#a14a36")}


@pytest.mark.slow
def test_the_range_has_its_small_pictures_before_anybody_looks_and_keeps_them_offline(tmp_path: Path) -> None:
    files = write_retailer(tmp_path / "files")
    (files / "pictures").mkdir()
    for style, (width, height, colour) in (LARGE | SMALL).items():
        Image.new("RGB", (width, height), colour).save(files / "pictures" / f"{style}.jpg", quality=90)
    with open_shop(tmp_path, retailer=files, language="en") as shop:
        assert _pictures(shop.tablet_folder)["here"] == 0, "a sync by itself fetches none"
        with shop.tablet():
            wait_until(lambda: _pictures(shop.tablet_folder)["code"] == "all", "pictures are missing")
            shop.cable.cut()
            found = _pictures(shop.tablet_folder)
        assert (found["here"], found["wanted"], found["verdict"]) == (3, 3, "ok")
        kept = [Image.open(io.BytesIO(path.read_bytes())) for path in (shop.tablet_folder / "pictures").iterdir()]
        assert sorted(picture.size for picture in kept) == [(240, 400), (300, 200), (400, 300)]


def _pictures(folder: Path) -> dict[str, str | int]:
    checks: list[dict[str, str | int]] = json.loads(kiosk("doctor", "--json", "--data", folder))
    return next(check for check in checks if check["check"] == "pictures")
