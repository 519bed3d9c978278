"""Files and facts about one person, in whatever order HQ hears of them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.people import (
    BadgeIssued,
    BadgeRevoked,
    OffReason,
    Person,
    PinChanged,
    StaffAdded,
    StaffLeft,
    merge_person,
    said_by,
)
from kiosk.domain.staff import Role, StaffMember
from sync.hq.people import Record, restated, rows_of

BADGES = [letter * 64 for letter in "abc"]
ROW = StaffMember("G-BO", "JA", "Bo", Role.GUIDE, BADGES[0], "pin:1", "BO")

badges, pins, shops = st.sampled_from(BADGES), st.sampled_from(["pin:1", "pin:2"]), st.sampled_from(["JA", "XH"])
files = st.none() | st.builds(
    lambda shop, badge, pin: replace(ROW, shop=shop, badge_sha256=badge, pin_hash=pin), shops, badges, pins
)
facts = st.one_of(
    st.builds(lambda badge: BadgeIssued("G-BO", "JA", badge), badges),
    st.builds(lambda badge: BadgeRevoked("G-BO", "JA", badge, OffReason.LOST), badges),
    st.builds(lambda pin: PinChanged("G-BO", "JA", pin), pins),
    st.builds(lambda badge, pin: StaffAdded("G-BO", "JA", "Bo", Role.GUIDE, badge, pin, "BO"), badges, pins),
    st.just(StaffLeft("G-BO", "JA")),
)
stamped = st.tuples(st.integers(min_value=1, max_value=50), facts)


def after(told: list[StaffMember | None], said: list[tuple[int, object]], places: list[int]) -> Record:
    """The files at their times, 10, 20, 30 …; the facts wherever among them they arrive."""
    record = Record(Person("G-BO"))
    arriving = [
        (place, said_by(body, hlc, f"e{at}")) for at, ((hlc, body), place) in enumerate(zip(said, places, strict=True))
    ]
    for number in range(len(told) + 1):
        for place, words in arriving:
            if place == number:
                record = replace(record, person=merge_person(record.person, words))
        if number < len(told):
            record = restated(record, told[number], (number + 1) * 10)
    return record


@given(st.data(), st.lists(files, max_size=4), st.lists(stamped, max_size=6))
def test_whenever_facts_arrive_among_the_files_the_record_is_the_same(data, told, said):
    places = st.lists(st.integers(min_value=0, max_value=len(told)), min_size=len(said), max_size=len(said))
    assert after(told, said, data.draw(places)) == after(told, said, data.draw(places))


@given(st.lists(files, max_size=4), st.lists(stamped, max_size=6))
def test_a_badge_that_was_switched_off_is_nobodys_badge(told, said):
    record = after(told, said, [0] * len(said))
    off = {body.badge_sha256 for _, body in said if isinstance(body, BadgeRevoked)}
    assert record.member is None or record.member.badge_sha256 not in off


@given(files.filter(bool), st.lists(stamped, max_size=6))
def test_the_same_file_again_says_nothing(told, said):
    once = after([told], said, [1] * len(said))
    assert restated(once, told, 1_000) == once


def test_who_moves_leaves_one_shops_stream_and_comes_to_the_others():
    before = restated(Record(Person("G-BO")), ROW, 10)
    moved = restated(before, replace(ROW, shop="XH"), 20)
    rows = rows_of(before, moved)
    assert rows["shop.JA", "staff"] == {"G-BO": None}
    assert '"shop":"XH"' in (rows["shop.XH", "staff"]["G-BO"] or "")
    gone = rows_of(moved, restated(moved, None, 30))
    assert gone["shop.XH", "staff"] == {"G-BO": None}
