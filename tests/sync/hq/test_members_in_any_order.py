"""Tablets are heard in whatever order their lines allow: who is one person does not depend on it."""

import random
from contextlib import nullcontext
from pathlib import Path

import pytest

from kiosk.domain.members import Field, ProfileChanged
from kiosk.domain.profile import profile_blob
from tests.postgres import begun_database
from tests.sync.hq.desk import NOW_MS, Tablet, all_rows, enrolled, open_office, put_range
from tests.sync.hq.test_members import DAY_MS, OTHER, PHONE, joins, same_key


@pytest.mark.parametrize("seed", range(6))
def test_in_whatever_order_tablets_are_heard_the_same_people_are_one(seed: int, tmp_path: Path) -> None:
    """Joins of two phones at three tablets over months, some of them vouched for, and what was written down. One head
    office of the three is on PostgreSQL."""
    found = []
    for again in range(3):
        where = begun_database() if again == 1 else nullcontext("")
        with where as url, open_office(tmp_path / f"hq{again}", url=url) as office:
            put_range(office)
            same_key(office)
            tablets = [enrolled(office, shop) for shop in ("JA", "XH", "JA")]
            dice = random.Random(seed)
            for digit in range(1, 13):
                tablet = dice.choice(tablets)
                _some_life(tablet, digit, dice)
            order = [tablet for tablet in tablets for _ in range(4)]
            random.Random(seed * 10 + again).shuffle(order)
            for tablet in order:
                if tablet.unsent:
                    tablet.push(office, last=min(tablet.sent + 2, len(tablet.events)))
            for tablet in tablets:
                if tablet.unsent:
                    tablet.push(office)
            rows = [row for row in all_rows(office) if row[1].entity in ("member", "profile", "identity")]
            found.append((rows, {line.id: (line.state, line.of) for line in office.members()}))
    assert found[0] == found[1] == found[2]
    assert any(state == "merged" for state, _ in found[0][1].values())


def _some_life(tablet: Tablet, digit: int, dice: random.Random) -> None:
    at_ms = NOW_MS + dice.randrange(120) * DAY_MS + digit
    name = f"m-{digit:02d}"
    phone = dice.choice([PHONE, OTHER])
    joins(tablet, name, digit, phone=phone, guide="G-LIN" if phone == OTHER else "", at_ms=at_ms)
    blob = tablet.keep(profile_blob({Field.NAME: f"Name {digit}"}, f"s{digit}"))
    tablet.append(ProfileChanged(name, tablet.shop, (Field.NAME,), blob), at_ms=at_ms + 1)
