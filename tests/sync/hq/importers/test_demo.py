"""The demo retailer's files, taken in twice."""

import csv
import hashlib
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from assets import asset_path
from assets.demo import build
from kiosk.domain import codec, codes
from kiosk.domain.catalogue import Location, LocationKind, Price, Publication, SaleMode, Style, Variant
from kiosk.domain.member import Member
from kiosk.domain.staff import Role, StaffMember
from kiosk.domain.stock import StockRow
from sync.hq.blobs import BlobFolder
from sync.hq.database import HqDatabase
from sync.hq.importers import ImportReport, fields, import_directory

DEMO = asset_path("demo")
KINDS = {"location": Location, "style": Style, "variant": Variant, "price": Price, "publication": Publication}


@pytest.fixture(autouse=True)
def after_the_count(now: list[int]) -> None:
    now[0] = fields.moment(build.COUNTED_AT) + 1


@pytest.fixture
def pictures(tmp_path: Path) -> BlobFolder:
    return BlobFolder(tmp_path / "pictures")


@pytest.fixture
def report(database: HqDatabase, pictures: BlobFolder) -> ImportReport:
    return import_directory(database, DEMO, keep_picture=pictures.put)


def everything(database: HqDatabase) -> dict[tuple[str, str], dict[str, str]]:
    entities = {"catalogue": (*KINDS,), "stock.east": ("stock",), "stock.national": ("stock",)}
    entities |= {f"shop.{shop}": ("staff", "member", "stock") for shop in ("JA", "XH", "HZ")}
    with database.read() as read:
        return {(stream, kind): dict(read.rows(stream, kind)) for stream, kinds in entities.items() for kind in kinds}


def test_every_row_of_the_demo_is_good(report: ImportReport) -> None:
    assert report.complaints() == []
    assert not report.failed
    assert {found.file: found.rows for found in report.files} == {
        "locations.csv": 4, "opening_hours.csv": 6, "styles.csv": 31, "variants.csv": 383, "prices.csv": 188,
        "stock.csv": 1532, "staff.csv": 6, "members.csv": 40,
    }  # fmt: skip


def test_the_same_files_again_change_nothing(report: ImportReport, database: HqDatabase, pictures: BlobFolder) -> None:
    before = everything(database)
    again = import_directory(database, DEMO, keep_picture=pictures.put)
    assert again.changes == 0
    assert [found.events for found in again.files] == [0] * 8
    assert everything(database) == before


def test_bodies_are_what_the_codec_would_write(report: ImportReport, database: HqDatabase) -> None:
    rows = everything(database)
    for (stream, entity), kind in {("catalogue", name): kind for name, kind in KINDS.items()}.items():
        assert rows[stream, entity]
        for body in rows[stream, entity].values():
            assert codec.dump(codec.load(kind, body)).decode() == body


def test_there_are_three_shops_and_a_warehouse_with_hours(report: ImportReport, database: HqDatabase) -> None:
    with database.read() as read:
        places = read.locations()
    assert {key: place.kind for key, place in places.items()} == {
        "JA": LocationKind.SHOP, "XH": LocationKind.SHOP, "HZ": LocationKind.DEALER, "WH": LocationKind.WAREHOUSE,
    }  # fmt: skip
    assert {place.party for place in places.values()} == {"YUNJIA", "HUBIN-TRADING"}
    assert [hours.weekday for hours in places["WH"].hours] == [0, 1, 2, 3, 4, 5]
    assert places["JA"].hours[6].closes_min == 22 * 60 + 30


def test_the_padded_jacket_shows_every_answer_a_shopper_can_get(report: ImportReport, database: HqDatabase) -> None:
    figures: dict[str, dict[str, int]] = {}
    with database.read() as read:
        for region in ("east", "national"):
            for _, body in read.rows(f"stock.{region}", "stock"):
                row = codec.load(StockRow, body)
                figures.setdefault(row.sku, {})[row.location] = row.on_hand
    assert figures["YJ-24101-NAVY-L"] == {"JA": 3, "XH": 0, "HZ": 0, "WH": 0}  # only here
    assert figures["YJ-24101-SAGE-L"] == {"JA": 0, "XH": 2, "HZ": 0, "WH": 0}  # only at the sibling
    assert figures["YJ-24101-CAMEL-L"] == {"JA": 0, "XH": 0, "HZ": 4, "WH": 0}  # only at the dealer's
    assert figures["YJ-24101-NAVY-XXL"] == {"JA": 0, "XH": 0, "HZ": 0, "WH": 1}  # the last one, in the warehouse
    assert figures["YJ-24101-CAMEL-S"] == {"JA": 0, "XH": 0, "HZ": 0, "WH": 0}  # sold out everywhere


def test_codes_of_the_demo_are_what_a_scanner_takes_them_for(report: ImportReport, database: HqDatabase) -> None:
    rows = everything(database)
    for sku, body in rows["catalogue", "variant"].items():
        assert codes.recognise(sku) == codes.Code(codes.CodeKind.SKU, sku)
        assert codes.recognise(codec.load(Variant, body).gtin[1:]).kind is codes.CodeKind.GTIN
    members = [
        codec.load(Member, body) for shop in ("JA", "XH", "HZ") for body in rows[f"shop.{shop}", "member"].values()
    ]
    assert len(members) == 40
    assert all(codes.recognise(member.code).kind is codes.CodeKind.MEMBER for member in members)
    assert {member.masked_name for member in members} == {"会**"}


def test_demo_badges_and_pins_open_the_tablet(report: ImportReport, database: HqDatabase) -> None:
    rows = everything(database)
    for staff_id, shop, _, role, badge, pin in build.STAFF:
        person = codec.load(StaffMember, rows[f"shop.{shop}", "staff"][staff_id])
        assert person.role is Role(role)
        assert codes.recognise(badge).kind is codes.CodeKind.BADGE
        assert person.badge_sha256 == hashlib.sha256(badge.encode()).hexdigest()
        assert PasswordHasher().verify(person.pin_hash, pin)


def test_one_style_is_sold_online_only_and_all_have_pictures(
    report: ImportReport, database: HqDatabase, pictures: BlobFolder
) -> None:
    styles = [codec.load(Style, body) for body in everything(database)["catalogue", "style"].values()]
    assert [style.id for style in styles if style.sale_mode is not SaleMode.EVERYWHERE] == ["YJ-24201"]
    for style in styles:
        drawn = (DEMO / "pictures" / f"{style.id}.svg").read_bytes()
        assert style.picture == hashlib.sha256(drawn).hexdigest()
        assert len(drawn) < 4_000
        assert pictures.has(style.picture)


def test_styles_are_ranked_by_popularity(report: ImportReport, database: HqDatabase) -> None:
    styles = [codec.load(Style, body) for body in everything(database)["catalogue", "style"].values()]
    with (DEMO / "styles.csv").open(encoding="utf-8", newline="") as stream:
        sold = {row["style"]: int(row["popularity"]) for row in csv.DictReader(stream)}
    ranked = sorted(styles, key=lambda style: style.rank)
    assert [style.rank for style in ranked] == list(range(1, 32))
    assert [style.id for style in ranked] == sorted(sold, key=lambda style: -sold[style])


def test_the_committed_files_are_what_the_script_writes(tmp_path: Path) -> None:
    build.build(tmp_path)
    for name in (*build.TABLES, *(f"pictures/YJ-{number}.svg" for number in (24101, 24604, 24703))):
        assert (tmp_path / name).read_bytes() == (DEMO / name).read_bytes(), name


def test_without_a_place_for_pictures_the_rest_is_taken_and_said(database: HqDatabase) -> None:
    said: list[str] = []
    report = import_directory(database, DEMO, log=said.append)
    assert not report.failed
    assert said[0] == "pictures/ is left out: there is no place to keep pictures in"
    with database.read() as read:
        assert not any(codec.load(Style, body).picture for _, body in read.rows("catalogue", "style"))
