"""Catalogue files of the version before, and what is made of them."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from kiosk.domain.catalogue import Look, LookPiece
from kiosk.domain.terms import terms_of
from kiosk.ports.storage import FacetValue, Filters, Sort
from kiosk.storage.catalogue import CatalogueReplica
from kiosk.storage.catalogues import FileCatalogue
from kiosk.storage.files import Readers
from kiosk.storage.migrations import MIGRATIONS
from kiosk.storage.schemas import CATALOGUE
from kiosk.storage.tablet import TabletStorage
from tests.storage.tablets import new_tablet, small_range
from tests.storage.test_catalogues import adopt, snapshot


def of_the_first_version(path: Path) -> None:
    """As the version before looks wrote it."""
    database = Database(path)
    MIGRATIONS["catalogue"].apply(database, stop_before="m003_looks_and_narrowing")
    database.execute("INSERT INTO cursor VALUES ('catalogue', 'g1', 13, 1, 3, 0)")
    for number, name in enumerate(("亚麻衬衫 linen shirt", "羊毛大衣 wool coat"), 1):
        terms = " ".join(terms_of(*name.split(" ", 1)))
        row = (
            number * 64,
            f"S{number}",
            name,
            name,
            "shirts",
            "衬衫",
            "Shirts",
            "everywhere",
            "",
            "",
            "",
            number,
            terms,
        )
        marks = ", ".join("?" * len(row))
        database.execute(f"INSERT INTO style VALUES ({marks}, '§736869727473')", row)
        database.execute(
            "INSERT INTO variant VALUES (?, ?, 'NAVY', '藏青', 'Navy', 'M', '', '#2b3a55', 0, ?, '')",
            (f"S{number}/M", f"S{number}", f"M{number}S"),
        )
        database.execute("INSERT INTO price VALUES ('cn', ?, '', ?, 'CNY')", (f"S{number}", number * 10_000))
    database.execute("INSERT INTO style_fts (style_fts) VALUES ('rebuild')")
    database.execute(f"PRAGMA application_id = {CATALOGUE.application_id}")
    database.execute("PRAGMA user_version = 2")
    database.conn.commit()
    database.close()


def test_a_catalogue_from_before_looks_is_shown_and_narrowed_at_once_and_asked_for_anew(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    tablet.shop.point_to("catalogue-00000001.db")
    tablet.close()
    of_the_first_version(tmp_path / "tablet" / "catalogue-00000001.db")
    tablet = TabletStorage.open(tmp_path / "tablet")
    range_ = tablet.catalogues
    assert range_.ready()
    assert [card.price_minor for card in range_.search("linen", "cn").cards] == [10_000]
    assert range_.search("", "cn", filters=Filters(colours=("blue",)), sort=Sort.PRICE_DOWN).cards[0].style.id == "S2"
    assert range_.facets("", "cn").sizes == (FacetValue("M", 2),)
    assert (range_.looks(), range_.size_guide("TOPS")) == ((), None)
    cursor = range_.cursor("catalogue")
    assert cursor is not None
    assert cursor.gen != "g1"  # HQ knows no such generation, and gives everything anew
    stream = small_range()
    stream.put("look", "L1", Look("L1", "看", "Look", pieces=(LookPiece("LINEN-SHIRT", "INDIGO"),) * 2))
    stream.pull(range_, anew=True)
    assert [look.id for look in range_.looks()] == ["L1"]
    assert range_.style("S1") is None
    tablet.close()


def test_a_catalogue_from_before_thumbnails_shows_its_pictures_until_they_come(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    database = Database(path)
    MIGRATIONS["catalogue"].apply(database, stop_before="m005_thumbnails")
    row = (64, "S1", "n", "n", "c", "c", "c", "everywhere", "a" * 64, "", "", 1, "t", "§63", "")
    database.execute(f"INSERT INTO style VALUES ({', '.join('?' * len(row))})", row)
    database.execute(f"PRAGMA application_id = {CATALOGUE.application_id}")
    database.execute("PRAGMA user_version = 4")
    database.conn.commit()
    database.close()
    with CatalogueReplica(path):
        pass
    catalogue = FileCatalogue(Readers(path))
    assert catalogue.listed_pictures() == ("a" * 64,)
    catalogue.close()


def test_a_look_from_outside_at_a_catalogue_from_before_looks_finds_none(tmp_path: Path) -> None:
    """Read-only it cannot be brought up to date; the next start does that."""
    tablet = new_tablet(tmp_path)
    tablet.shop.point_to("catalogue-00000001.db")
    tablet.close()
    of_the_first_version(tmp_path / "tablet" / "catalogue-00000001.db")
    view = TabletStorage.read_only(tmp_path / "tablet")
    assert not view.catalogues.ready()
    view.close()


def test_a_snapshot_of_the_version_before_is_brought_up_to_date_when_it_is_adopted(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    of_the_first_version(tmp_path / "older.db")
    adopt(tablet, tmp_path / "older.db")
    assert tablet.catalogues.facets("", "cn").total == 2
    tablet.close()


def test_a_range_without_sets_is_sorted_at_the_next_start(tmp_path: Path) -> None:
    """Also when the meaning of a set has changed, which the version tells."""
    tablet = new_tablet(tmp_path)
    sha256 = adopt(tablet, snapshot(tmp_path, small_range()))
    expected = tablet.catalogues.facets("", "cn")
    tablet.close()
    for spoil in ("DELETE FROM narrowing", "UPDATE narrowing SET bits = x'302d61' WHERE kind = 'sorted by'"):
        conn = sqlite3.connect(tmp_path / "tablet" / f"catalogue-{sha256[:8]}.db")
        conn.execute("DELETE FROM narrowing WHERE kind = 'fit'")
        conn.execute(spoil)
        conn.commit()
        conn.close()
        tablet = TabletStorage.open(tmp_path / "tablet")
        assert expected.sizes
        assert tablet.catalogues.facets("", "cn") == expected
        tablet.close()
