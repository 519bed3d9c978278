"""People: the newest word counts, a badge that is off stays off, and a PIN is not the first one anybody tries."""

import random
from itertools import permutations

import pytest

from kiosk.domain.people import (
    BadgeIssued,
    BadgeRevoked,
    OffReason,
    Person,
    PinChanged,
    StaffAdded,
    StaffLeft,
    check_pin,
    member_of,
    merge_person,
    person_of,
    said_by,
)
from kiosk.domain.staff import Role
from kiosk.errors import RuleError
from tests.fakes import retailer

OLD, NEW, THIRD = "a" * 64, "b" * 64, "c" * 64
BO = StaffAdded("G-BO", "JA", "Bo", Role.GUIDE, OLD, "pin:2580", "BO")
FACTS = (
    BO,
    BadgeRevoked("G-BO", "JA", OLD, OffReason.LOST),
    BadgeIssued("G-BO", "JA", NEW),
    PinChanged("G-BO", "JA", "pin:9517"),
)


def _said(facts) -> list[Person]:
    return [said_by(body, hlc, f"e{hlc}") for hlc, body in enumerate(facts, 1)]


def _all(said) -> Person:
    found = said[0]
    for item in said[1:]:
        found = merge_person(found, item)
    return found


def test_somebody_is_what_was_said_last_in_whatever_order_it_is_heard():
    said = _said(FACTS)
    for order in permutations(said):
        member = member_of(_all([*order, order[0]]))
        assert member is not None
        assert (member.name, member.badge_sha256, member.pin_hash) == ("Bo", NEW, "pin:9517")


def test_merging_in_any_grouping_is_the_same():
    rng = random.Random(4)
    kinds = [
        *FACTS,
        StaffLeft("G-BO", "JA"),
        BadgeIssued("G-BO", "JA", OLD),
        BadgeRevoked("G-BO", "JA", NEW, OffReason.LEFT),
    ]
    for _ in range(300):
        said = [said_by(rng.choice(kinds), rng.randint(1, 4), f"e{rng.randint(1, 6)}") for _ in range(6)]
        a, b, c = _all(said[:2]), _all(said[2:4]), _all(said[4:])
        assert merge_person(a, b) == merge_person(b, a)
        assert merge_person(merge_person(a, b), c) == merge_person(a, merge_person(b, c))
        assert merge_person(a, a) == a


def test_a_lost_badge_stays_off_whatever_is_said_later():
    lost = _all(_said([BO, BadgeRevoked("G-BO", "JA", OLD, OffReason.LOST), BadgeIssued("G-BO", "JA", OLD)]))
    member = member_of(lost)
    assert member is not None
    assert member.badge_sha256 == ""


def test_a_row_of_hq_counts_until_something_is_said():
    known = person_of(retailer.LIN)
    assert member_of(known) == retailer.LIN
    changed = member_of(merge_person(known, said_by(PinChanged("G-LIN", "JA", "pin:9517"), 1, "e1")))
    assert changed is not None
    assert (changed.pin_hash, changed.badge_sha256) == ("pin:9517", retailer.LIN.badge_sha256)


def test_who_left_is_nobody_here():
    assert member_of(_all(_said([BO, StaffLeft("G-BO", "JA")]))) is None
    assert member_of(_all(_said([PinChanged("G-BO", "JA", "pin:9517")]))) is None


@pytest.mark.parametrize(
    "make",
    [
        lambda: BadgeIssued("G-BO", "JA", "B-12345678"),
        lambda: BadgeRevoked("G-BO", "JA", "", OffReason.LOST),
        lambda: PinChanged("G-BO", "JA", "2580"),
        lambda: StaffAdded("G-BO", "JA", "Bo", Role.GUIDE, "B-12345678", "pin:2580", "BO"),
        lambda: StaffAdded("G-BO", "JA", " ", Role.GUIDE, OLD, "pin:2580", "BO"),
    ],
)
def test_a_plain_badge_or_pin_cannot_become_a_fact(make):
    with pytest.raises(ValueError, match=r"SHA-256|hash|name"):
        make()


@pytest.mark.parametrize("pin", ["2580", "1357", "19472", "830415", "1221", "121315"])
def test_a_pin_that_nobody_tries_first_may_be_chosen(pin):
    check_pin(pin)


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("123", "4 to 6"), ("1234567", "4 to 6"), ("12a4", "4 to 6"), ("١٢٣٤", "4 to 6"), ("", "4 to 6"),
        ("0000", "same digit"), ("777777", "same digit"),
        ("1234", "in a row"), ("987654", "in a row"), ("7890", "in a row"), ("0987", "in a row"),
        ("1212", "pair"), ("474747", "pair"),
    ],
)  # fmt: skip
def test_a_pin_that_everybody_tries_first_is_refused_with_the_reason(pin, why):
    with pytest.raises(RuleError, match=why):
        check_pin(pin)
