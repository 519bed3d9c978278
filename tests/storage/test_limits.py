"""What HQ lets a role give away, on the tablet."""

from pathlib import Path

from kiosk.domain.staff import Role, RoleLimits, limits_untold
from kiosk.storage.schemas import SHOP
from kiosk.storage.tablet import TabletStorage
from tests.storage.tablets import Stream, new_tablet

GUIDE = RoleLimits(Role.GUIDE, 10, 20_000, None, 100, 0)


def test_limits_are_those_hq_sent_and_without_any_the_safe_ones(tmp_path: Path) -> None:
    tablet, stream = new_tablet(tmp_path), Stream("shop.JA")
    assert tablet.reader.limits(Role.GUIDE) == limits_untold(Role.GUIDE) == RoleLimits(Role.GUIDE, 0, 0, 0, 0, 0)
    assert tablet.reader.limits(Role.MANAGER) == RoleLimits(Role.MANAGER, None, None, None, None, None)
    stream.put("role_limits", "guide", GUIDE)
    stream.pull(tablet.shop)
    assert tablet.reader.limits(Role.GUIDE) == GUIDE
    assert tablet.reader.limits(Role.MANAGER) == limits_untold(Role.MANAGER)
    stream.remove("role_limits", "guide")
    stream.pull(tablet.shop)
    assert tablet.reader.limits(Role.GUIDE) == limits_untold(Role.GUIDE)
    tablet.close()


def test_a_shop_file_from_before_limits_asks_hq_for_the_stream_once_more(tmp_path: Path) -> None:
    """Its rows of this kind were passed over when they came."""
    tablet, stream = new_tablet(tmp_path), Stream("shop.JA")
    stream.put("staff", "G1", '{"id": "G1", "shop": "JA", "name": "Lin", "role": "guide"}')
    stream.pull(tablet.shop)
    tablet.close()
    _before_limits(tmp_path / "tablet" / "shop.db")
    tablet = TabletStorage.open(tmp_path / "tablet")
    cursor = tablet.shop.cursor("shop.JA")
    assert cursor is not None
    assert cursor.gen != "g1"  # HQ knows no such generation, and gives everything anew
    assert tablet.reader.staff("G1") is not None  # what is here goes on being used until then
    tablet.close()


def _before_limits(path: Path) -> None:
    """Undo the step, as if the file were of the version before."""
    import sqlite3

    conn = sqlite3.connect(path)
    conn.execute("DROP TABLE role_limits")
    conn.execute("DELETE FROM _sqlite_migrations WHERE name = 'm005_limits'")
    conn.execute(f"PRAGMA user_version = {len(SHOP.steps) - 1}")
    conn.commit()
    conn.close()
