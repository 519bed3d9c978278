"""roles.csv: every shop has the same limits, and a typing error changes none."""

from collections.abc import Callable

from kiosk.domain import codec
from kiosk.domain.staff import Role, RoleLimits
from sync.hq.database import HqDatabase
from sync.hq.importers import ImportReport
from tests.sync.hq.importers.conftest import FILES

Take = Callable[..., ImportReport]
GUIDE = RoleLimits(Role.GUIDE, 10, 20_000, 10, 100, 100_000)


def limits(database: HqDatabase, shop: str) -> dict[str, RoleLimits]:
    with database.read() as read:
        return {key: codec.load(RoleLimits, body) for key, body in read.rows(f"shop.{shop}", "role_limits")}


def test_every_shop_has_the_limits_and_no_other_place(take: Take, database: HqDatabase) -> None:
    report = take(roles=FILES["roles.csv"] + "manager,any,ANY,50,0,any\n")
    assert (report.file("roles.csv").added, report.failed) == (2, False)
    manager = RoleLimits(Role.MANAGER, None, None, 50, 0, None)
    for shop in ("JA", "XH"):
        assert limits(database, shop) == {"guide": GUIDE, "manager": manager}
    assert limits(database, "WH") == {}


def test_the_same_limits_again_are_nothing_new_and_a_missing_role_is_withdrawn(
    take: Take, database: HqDatabase
) -> None:
    take()
    assert take().changes == 0
    report = take(roles=FILES["roles.csv"].replace("guide", "manager"))
    assert (report.file("roles.csv").added, report.file("roles.csv").withdrawn) == (1, 1)
    assert list(limits(database, "XH")) == ["manager"]


def test_a_bad_row_leaves_every_shop_what_it_has(take: Take, database: HqDatabase) -> None:
    take()
    report = take(roles=FILES["roles.csv"].replace("guide,10", "guide,1000") + "manager,1,1,1,1,1\n")
    assert [str(item) for item in report.complaints()] == ["roles.csv:2: line_discount_percent 1000 is more than 100"]
    for shop in ("JA", "XH"):
        assert limits(database, shop)["guide"] == GUIDE
        assert set(limits(database, shop)) == {"guide", "manager"}


def test_a_file_without_one_good_row_is_refused(take: Take, database: HqDatabase) -> None:
    take()
    report = take(roles=FILES["roles.csv"].replace("guide,10", "guide,"))
    assert report.file("roles.csv").refused
    assert limits(database, "JA") == {"guide": GUIDE}


def test_a_new_shop_gets_the_limits_with_the_next_import(take: Take, database: HqDatabase) -> None:
    take()
    report = take(locations=FILES["locations.csv"] + "HZ,dealer,杭州店,Hangzhou,east,east,DEALER\n")
    assert report.file("roles.csv").added == 1
    assert limits(database, "HZ") == {"guide": GUIDE}
