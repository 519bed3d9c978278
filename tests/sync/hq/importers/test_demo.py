"""The demo retailer's files, taken in twice."""

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from assets import asset_path
from assets.demo import build
from assets.garments import KINDS, guess
from kiosk.domain import codec, codes
from kiosk.domain.catalogue import Location, LocationKind, Look, Price, Publication, SaleMode, SizeGuide, Style, Variant
from kiosk.domain.member import Member
from kiosk.domain.staff import Role, StaffMember
from kiosk.domain.stock import StockRow
from sync.hq.blobs import BlobFolder
from sync.hq.database import HqDatabase
from sync.hq.importers import ImportReport, fields, import_directory

DEMO = asset_path("demo")
ENTITIES = {
    "location": Location, "style": Style, "variant": Variant, "look": Look, "size_guide": SizeGuide, "price": Price,
    "publication": Publication,
}  # fmt: skip


def opened(folder: Path) -> HqDatabase:
    """A head office on the evening after the count."""
    return HqDatabase(folder / "hq" / "hq.db", clock=lambda: fields.moment(build.COUNTED_AT) + 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def database(folder: Path) -> Iterator[HqDatabase]:
    """Taken in once for all tests that only look."""
    database = opened(folder)
    yield database
    database.close()


@pytest.fixture(scope="module")
def pictures(folder: Path) -> BlobFolder:
    return BlobFolder(folder / "pictures")


@pytest.fixture(scope="module")
def report(database: HqDatabase, pictures: BlobFolder) -> ImportReport:
    return import_directory(database, DEMO, keep_picture=pictures.put)


def everything(database: HqDatabase) -> dict[tuple[str, str], dict[str, str]]:
    entities = {"catalogue": (*ENTITIES,), "stock.east": ("stock",), "stock.national": ("stock",)}
    entities |= {f"shop.{shop}": ("staff", "role_limits", "member", "stock") for shop in ("JA", "XH", "HZ")}
    with database.read() as read:
        return {(stream, kind): dict(read.rows(stream, kind)) for stream, kinds in entities.items() for kind in kinds}


def rows_of(database: HqDatabase, entity: str) -> list[str]:
    with database.read() as read:
        return [body for _, body in read.rows("catalogue", entity)]


def variants(database: HqDatabase) -> list[Variant]:
    return [codec.load(Variant, body) for body in rows_of(database, "variant")]


def test_every_row_of_the_demo_is_good(report: ImportReport) -> None:
    assert report.complaints() == []
    assert not report.failed
    assert {found.file: found.rows for found in report.files} == {
        "locations.csv": 4, "opening_hours.csv": 6, "styles.csv": 124, "variants.csv": 3939, "prices.csv": 746,
        "stock.csv": 12111, "size_guides.csv": 146, "looks.csv": 13, "staff.csv": 6, "roles.csv": 2,
        "members.csv": 40, "coupons.csv": 25, "credit.toml": 1,
    }  # fmt: skip


def test_the_same_files_again_change_nothing(report: ImportReport, database: HqDatabase, pictures: BlobFolder) -> None:
    before = everything(database)
    again = import_directory(database, DEMO, keep_picture=pictures.put)
    assert again.changes == 0
    assert [found.events for found in again.files] == [0] * 13
    assert everything(database) == before


def test_bodies_are_what_the_codec_would_write(report: ImportReport, database: HqDatabase) -> None:
    rows = everything(database)
    for (stream, entity), kind in {("catalogue", name): kind for name, kind in ENTITIES.items()}.items():
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


def test_one_style_is_sold_online_only_and_some_have_pictures(
    report: ImportReport, database: HqDatabase, pictures: BlobFolder
) -> None:
    styles = [codec.load(Style, body) for body in everything(database)["catalogue", "style"].values()]
    assert [style.id for style in styles if style.sale_mode is not SaleMode.EVERYWHERE] == ["YJ-24201"]
    shown = {style.id: style.picture for style in styles if style.picture}
    assert set(shown) == {design.style for design in build.WITH_PICTURES}
    for style, picture in shown.items():
        drawn = (DEMO / "pictures" / f"{style}.svg").read_bytes()
        assert picture == hashlib.sha256(drawn).hexdigest()
        assert len(drawn) < 32_000
        assert pictures.has(picture)


def test_whatever_has_no_picture_can_be_drawn_from_its_names(report: ImportReport, database: HqDatabase) -> None:
    styles = [codec.load(Style, body) for body in everything(database)["catalogue", "style"].values()]
    kinds = {}
    for style in styles:
        spec = guess(f"{style.name_zh}|{style.name_en}|{style.category_zh} {style.category_en}", style.id)
        assert spec is not None, style.name_en
        kinds[style.id] = spec.kind
        assert spec == guess(f"{style.name_zh}|{style.name_en}", style.id), "the names alone say it"
    assert set(kinds.values()) == set(KINDS)


def test_a_look_names_three_to_five_pieces_that_are_made(report: ImportReport, database: HqDatabase) -> None:
    made = {(variant.style, variant.colour) for variant in variants(database)}
    looks = [codec.load(Look, body) for body in rows_of(database, "look")]
    assert 10 <= len(looks) <= 14
    for look in looks:
        assert 3 <= len(look.pieces) <= 5, look.id
        assert all((piece.style, piece.colour) in made for piece in look.pieces), look.id


def test_a_style_with_a_table_of_measures_finds_all_its_sizes_there(report: ImportReport, database: HqDatabase) -> None:
    guides = {guide.id: guide for guide in (codec.load(SizeGuide, body) for body in rows_of(database, "size_guide"))}
    styles = {style.id: style for style in (codec.load(Style, body) for body in rows_of(database, "style"))}
    measured = {style.size_guide for style in styles.values()} - {""}
    assert measured == set(guides)
    for variant in variants(database):
        guide = styles[variant.style].size_guide
        assert not guide or variant.size in guides[guide].sizes, variant.sku


def test_the_first_page_of_the_range_is_a_mix(report: ImportReport, database: HqDatabase) -> None:
    styles = sorted((codec.load(Style, body) for body in rows_of(database, "style")), key=lambda style: style.rank)
    assert len({style.category for style in styles[:12]}) >= 6


def test_styles_are_ranked_by_popularity(report: ImportReport, database: HqDatabase) -> None:
    styles = [codec.load(Style, body) for body in everything(database)["catalogue", "style"].values()]
    with (DEMO / "styles.csv").open(encoding="utf-8", newline="") as stream:
        sold = {row["style"]: int(row["popularity"]) for row in csv.DictReader(stream)}
    ranked = sorted(styles, key=lambda style: style.rank)
    assert [style.rank for style in ranked] == list(range(1, 125))
    assert [style.id for style in ranked] == sorted(sold, key=lambda style: -sold[style])


def test_the_committed_files_are_what_the_script_writes(tmp_path: Path) -> None:
    build.build(tmp_path)
    written = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {
        path.relative_to(DEMO) for path in DEMO.rglob("*") if path.suffix in (".csv", ".svg") and path.is_file()
    }
    for name in written:
        assert (tmp_path / name).read_bytes() == (DEMO / name).read_bytes(), name


def test_without_a_place_for_pictures_the_rest_is_taken_and_said(tmp_path: Path) -> None:
    said: list[str] = []
    database = opened(tmp_path)
    report = import_directory(database, DEMO, log=said.append)
    assert not report.failed
    assert said[0] == "pictures/ is left out: there is no place to keep pictures in"
    with database.read() as read:
        assert not any(codec.load(Style, body).picture for _, body in read.rows("catalogue", "style"))
    database.close()
