"""Two cards that turn out to be one person's have one guide, whichever card the guide helped with."""

from kiosk.domain import codec
from kiosk.domain.binding import BoundHow, GuideBound, MemberBindings
from sync.hq.office import HeadOffice
from tests.sync.hq.desk import NOW_MS, Tablet, enrolled, read_stream
from tests.sync.hq.test_crediting import sale, sell, shares, tablet
from tests.sync.hq.test_members import joins, same_key

__all__ = ["tablet"]


def test_a_guide_of_one_card_is_the_guide_of_the_person(office: HeadOffice, tablet: Tablet) -> None:
    same_key(office)
    other = enrolled(office, "XH")
    joins(tablet, "m-1", 1, at_ms=NOW_MS - 90_000)
    joins(other, "m-2", 2, at_ms=NOW_MS - 80_000)
    other.append(GuideBound("m-2", "G-XU", "XH", BoundHow.JOINED), at_ms=NOW_MS - 80_000, actor="G-XU")
    tablet.push(office)
    other.push(office)
    assert {line.id: line.of for line in office.members()} == {"m-1": "", "m-2": "m-1"}
    sell(tablet, sale("o1", member="m-1"))
    tablet.push(office)
    assert shares(office)["G-XU"] == 499
    told = read_stream(office, tablet.session(office).token, "shop.JA").of("binding")
    known = {member: codec.load(MemberBindings, body) for member, body in told.items()}
    assert [item.guide for item in known["m-1"].told] == ["G-XU"], "the shop's tablets come to the same"
    office.split_member("m-2")
    assert "G-XU" not in shares(office)
    after = read_stream(office, tablet.session(office).token, "shop.JA").of("binding")
    assert "m-1" not in after or not codec.load(MemberBindings, after["m-1"]).told
