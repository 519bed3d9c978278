"""Rights to scarce goods: the rule of each step, and that no order of steps sells more than there is."""

from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.rights import (
    IN_HAND,
    ReturnedRight,
    RightFacts,
    RightSale,
    RightsGranted,
    RightsRecalled,
    RightsReturned,
    RightsWithdrawn,
    SpentRight,
    after,
    merge_right,
    rights_said,
    share_out,
    spend,
)

SKU = "RUNNER/GOLD/42"


def _granted(pieces: int = 2, right_id: str = "r") -> RightFacts:
    return RightFacts(right_id, RightsGranted(right_id, "ja-01", 1, SKU, "JA", pieces, 0))


def _sold(pieces: int, order_id: str = "o", right_id: str = "r") -> RightFacts:
    return RightFacts(right_id, sales=(RightSale(order_id, "1", pieces),))


def test_what_is_granted_is_nobody_elses_until_it_is_sold_or_given_back() -> None:
    right = _granted(2)
    assert (right.outstanding, right.left) == (2, 2)
    right = merge_right(right, _sold(1))
    assert (right.outstanding, right.left) == (1, 1)
    right = merge_right(right, RightFacts("r", said=1))
    assert (right.outstanding, right.left, right.open) == (0, 0, False)


def test_what_was_sold_in_an_order_that_is_not_known_yet_stays_aside() -> None:
    """It may be held, or on its way: the tablet said that it sold two."""
    right = merge_right(_granted(2), RightFacts("r", said=2))
    assert (right.outstanding, right.left) == (2, 0)
    assert merge_right(right, _sold(2)).outstanding == 0


def test_a_right_that_is_void_keeps_nothing_aside() -> None:
    right = merge_right(merge_right(_granted(2), _sold(1)), RightFacts("r", void=True))
    assert (right.outstanding, right.left, right.open) == (0, 0, False)


def test_a_right_sold_twice_owes_nothing_more() -> None:
    right = merge_right(merge_right(_granted(2), _sold(2)), _sold(2, "of its copy"))
    assert (right.spent, right.outstanding) == (4, 0)


def test_rights_pay_in_their_order() -> None:
    rights = [merge_right(_granted(2, "a"), _sold(1, right_id="a")), _granted(2, "b")]
    assert spend("1", 2, rights) == (SpentRight("1", "a", 1), SpentRight("1", "b", 1))
    assert spend("1", 9, rights) == (SpentRight("1", "a", 1), SpentRight("1", "b", 2)), "as far as they go"
    assert after(rights[1], spend("1", 2, rights)).left == 1
    assert spend("1", 1, []) == ()


@pytest.mark.parametrize(
    ("free", "held", "given"),
    [
        (12, {"a": 0, "b": 0}, {"a": IN_HAND, "b": IN_HAND}),
        (3, {"a": 0, "b": 0}, {"a": 1, "b": 1}),  # and one for everybody else
        (1, {"a": 0, "b": 0}, {"a": 1}),
        (1, {"a": 1, "b": 0}, {"b": 1}),
        (5, {"a": IN_HAND, "b": 1}, {"b": 1}),
        (0, {"a": 0}, {}),
        (-4, {"a": 0, "b": 1}, {}),
    ],
)
def test_pieces_are_shared_out_evenly(free: int, held: dict[str, int], given: dict[str, int]) -> None:
    assert share_out(free, held) == given


@given(st.integers(-5, 60), st.dictionaries(st.text("abc", min_size=1, max_size=2), st.integers(0, 9), min_size=1))
def test_no_more_is_shared_out_than_is_free(free: int, held: dict[str, int]) -> None:
    given_out = share_out(free, held)
    assert sum(given_out.values()) <= max(free, 0)
    assert all(held[device] + pieces <= IN_HAND for device, pieces in given_out.items())


_FACTS = st.lists(
    st.one_of(
        st.just(_granted(2)),
        st.builds(_sold, st.integers(1, 3), st.sampled_from("abc")),
        st.builds(lambda said: RightFacts("r", said=said), st.integers(0, 3)),
        st.sampled_from((RightFacts("r", recalled=True), RightFacts("r", void=True))),
    ),
    min_size=1,
    max_size=6,
)


@given(_FACTS, st.randoms(use_true_random=False))
def test_what_is_known_does_not_depend_on_the_order_it_came_in(facts: list[RightFacts], random: object) -> None:
    def merged(parts: list[RightFacts]) -> RightFacts | None:
        known: RightFacts | None = None
        for part in parts:
            known = merge_right(known, part)
        return known

    shuffled = [*facts, *facts]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merged(shuffled) == merged(facts)


# The whole of it: head office, tablets without a line, power that goes, and head office put back from a backup.


@dataclass
class Tablet:
    """`rows`: what head office last told it. `journal`: sales and what it gave back; `sent` of them have arrived, those
    that are `held` say nothing yet."""

    name: str
    rows: dict[str, RightFacts] = field(default_factory=dict)
    own: dict[str, RightFacts] = field(default_factory=dict)
    journal: list[RightFacts] = field(default_factory=list)
    held: list[RightFacts] = field(default_factory=list)
    sent: int = 0

    def known(self) -> list[RightFacts]:
        return [merge_right(self.own.get(right_id), row) for right_id, row in sorted(self.rows.items())]

    def write(self, facts: RightFacts) -> None:
        self.journal.append(facts)
        self.own[facts.right_id] = merge_right(self.own.get(facts.right_id), facts)

    def sell(self, order_id: str, pieces: int) -> int:
        paid = spend("1", pieces, [right for right in self.known() if not right.asked_back])
        if sum(item.pieces for item in paid) < pieces:
            return 0
        for item in paid:
            self.write(_sold(item.pieces, order_id, item.right_id))
        return pieces

    def answer(self) -> None:
        for right in self.known():
            if right.asked_back and right.open:
                self.write(RightFacts(right.right_id, said=right.spent))


@dataclass
class Office:
    pieces: int
    rights: dict[str, RightFacts] = field(default_factory=dict)
    sold_online: int = 0
    ids: int = 0

    def sold(self) -> int:
        return self.sold_online + sum(right.spent for right in self.rights.values())

    def free(self) -> int:
        return self.pieces - self.sold() - sum(right.outstanding for right in self.rights.values())

    def paused(self) -> bool:
        return any(right.granted and not right.granted.pieces and right.open for right in self.rights.values())

    def take_in(self, facts: RightFacts) -> None:
        self.rights[facts.right_id] = merge_right(self.rights.get(facts.right_id), facts)

    def grant(self, tablets: list[Tablet]) -> None:
        if self.paused():
            return
        held = {tablet.name: 0 for tablet in tablets}
        for right in self.rights.values():
            if right.granted and right.granted.pieces:
                held[right.granted.device] += right.outstanding
        for device, pieces in share_out(self.free(), held).items():
            self._say(device, 1, pieces)

    def ask(self, tablets: list[Tablet]) -> None:
        for tablet in tablets:
            self._say(tablet.name, 0, 0)

    def _say(self, device: str, epoch: int, pieces: int) -> None:
        self.ids += 1  # ids never come twice, whatever was put back
        granted = RightsGranted(f"{self.ids:04d}", device, epoch, SKU if pieces else "", "JA", pieces, 0)
        for facts in rights_said(granted):
            self.take_in(facts)

    def recall(self) -> None:
        for right_id in [right.right_id for right in self.rights.values() if right.open]:
            self.take_in(RightFacts(right_id, recalled=True))

    def told(self, tablet: Tablet) -> dict[str, RightFacts]:
        ours = (item for item in self.rights.values() if item.granted and item.granted.device == tablet.name)
        return {
            item.right_id: RightFacts(item.right_id, item.granted, recalled=item.asked_back)
            for item in ours
            if item.open
        }


_STEPS = {
    "grant": 8, "sell": 10, "up": 12, "down": 8, "answer": 6, "recall": 2, "online": 4, "copy": 1, "back": 1,
}  # fmt: skip


class History:
    """One order of steps, by its seed. `sold`: pieces that somebody was promised."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.pieces = self.dice.randint(1, 9)
        self.office, self.tablets = Office(self.pieces), [Tablet("a"), Tablet("b"), Tablet("c")]
        self.backup: tuple[dict[str, RightFacts], int] = ({}, 0)
        self.sold = self.orders = 0

    def step(self) -> None:
        what = self.dice.choices(list(_STEPS), list(_STEPS.values()))[0]
        getattr(self, f"_{what}")(self.dice.choice(self.tablets), self.dice.randint(1, 2))

    def _grant(self, _tablet: Tablet, _many: int) -> None:
        self.office.grant(self.tablets)

    def _sell(self, tablet: Tablet, many: int) -> None:
        self.orders += 1
        self.sold += tablet.sell(f"order-{self.orders}", many)

    def _up(self, tablet: Tablet, many: int) -> None:
        for facts in tablet.journal[tablet.sent : tablet.sent + many]:
            if self.dice.random() < 0.1:  # held: it is interpreted with the others some day
                tablet.held.append(facts)
            else:
                self.office.take_in(facts)
        tablet.sent = min(tablet.sent + many, len(tablet.journal))

    def _down(self, tablet: Tablet, _many: int) -> None:
        tablet.rows = self.office.told(tablet)

    def _answer(self, tablet: Tablet, _many: int) -> None:
        tablet.answer()

    def _recall(self, tablet: Tablet, _many: int) -> None:
        self.office.recall()
        for facts in tablet.held:
            self.office.take_in(facts)
        tablet.held.clear()

    def _online(self, _tablet: Tablet, many: int) -> None:
        if not self.office.paused() and self.office.free() >= many:
            self.office.sold_online += many
            self.sold += many

    def _copy(self, _tablet: Tablet, _many: int) -> None:
        self.backup = dict(self.office.rights), self.office.ids

    def _back(self, _tablet: Tablet, _many: int) -> None:
        """What the web shop sold comes again from its files, what tablets sold from their journals."""
        self.office.rights = dict(self.backup[0])
        for tablet in self.tablets:
            tablet.sent = 0
            tablet.held.clear()
        self.office.ask(self.tablets)


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 2**32))
def test_no_order_of_steps_sells_more_than_there_is(seed: int) -> None:
    history = History(seed)
    for _ in range(120):
        history.step()
        assert history.sold <= history.pieces, f"seed {seed}: {history.sold} of {history.pieces} are sold"


def test_the_histories_sell_out_and_come_to_each_case() -> None:
    """Or the one above would show nothing."""
    histories = [History(seed) for seed in range(40)]
    for history in histories:
        for _ in range(120):
            history.step()
    assert sum(history.sold == history.pieces for history in histories) > 5
    rights = [right for history in histories for right in history.office.rights.values()]
    assert any(right.said > 0 for right in rights)
    assert any(right.granted is None and right.spent for right in rights), "granted after the backup"


def test_rights_said_by_each_fact() -> None:
    assert rights_said(RightsRecalled(("r",))) == (RightFacts("r", recalled=True),)
    assert rights_said(RightsWithdrawn(("r",))) == (RightFacts("r", void=True),)
    assert rights_said(RightsReturned((ReturnedRight("r", 1),))) == (RightFacts("r", said=1),)
