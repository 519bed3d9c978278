"""HQ's rule for requested lines: explainable, never more than there is."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.allocation import Request, Supply, allocate, is_parcel
from kiosk.domain.catalogue import Location, LocationKind
from kiosk.domain.events import Fulfilment, LineDecision, OrderLine, Outcome, Promise, Reason
from kiosk.domain.order import DOOR

NOW_MS = 1_764_000_000_000
PICK_UP, BRING, DELIVER = Fulfilment.PICK_UP, Fulfilment.BRING_HERE, Fulfilment.DELIVER


def place(name: str, kind: LocationKind = LocationKind.SHOP, region: str = "east", parcels: int = 5) -> Location:
    return Location(name, kind, name, name, region, region, "brand", parcels_a_day=parcels)


JA, XH = place("JA"), place("XH", parcels=0)
FAR, NORTH = place("FAR", region="north"), place("NORTH", LocationKind.WAREHOUSE, "north", 0)
WH = place("WH", LocationKind.WAREHOUSE, parcels=0)
VAN = place("VAN", LocationKind.VAN)
EVERYWHERE = {item.id: item for item in (JA, XH, FAR, NORTH, WH, VAN)}
PLACES = sorted(EVERYWHERE)


def line(
    kind: Fulfilment, source: str, where: str, *, line_id: str = "1", quantity: int = 1, sku: str = "SHIRT"
) -> OrderLine:
    return OrderLine(
        line_id, sku, "STYLE", quantity, 100, 100 * quantity, kind, Promise(NOW_MS, NOW_MS, source, where),
        "brand", "brand", "brand", "brand", "衬衫", "Shirt",
    )  # fmt: skip


def decide(*lines: OrderLine, sent: dict[str, int] | None = None, **pieces: int) -> tuple[LineDecision, ...]:
    supplies = [Supply(name, "SHIRT", available) for name, available in pieces.items()]
    return allocate(Request("JA", lines), EVERYWHERE, supplies, sent or {}, NOW_MS)


def test_what_was_promised_stands_when_it_can_be_kept() -> None:
    asked = line(DELIVER, "JA", DOOR, quantity=2)
    (decision,) = decide(asked, JA=2, WH=50)
    assert decision == LineDecision("1", Outcome.CONFIRMED, Reason.CUSTOMER, asked.promise)


def test_a_source_of_the_same_region_comes_before_a_warehouse_elsewhere_and_that_before_other_shops() -> None:
    asked = line(DELIVER, "JA", DOOR)
    chosen = [
        decide(asked, XH=9, WH=1, NORTH=9, FAR=9),
        decide(asked, XH=9, NORTH=1, FAR=9),
        decide(asked, XH=9, FAR=1),
    ]
    assert [item.promise.source for (item,) in chosen if item.promise] == ["WH", "NORTH", "FAR"]
    assert {(item.outcome, item.reason) for (item,) in chosen} == {(Outcome.RE_SOURCED, Reason.GOODS)}


def test_goods_of_another_source_are_brought_to_where_the_shopper_was_told_to_go() -> None:
    (decision,) = decide(line(PICK_UP, "XH", "XH"), WH=3)
    assert decision.promise is not None
    assert (decision.outcome, decision.promise.source, decision.promise.place) == (Outcome.RE_SOURCED, "WH", "XH")
    assert decision.promise.earliest_ms > NOW_MS


def test_goods_that_turn_up_where_they_should_be_brought_wait_there() -> None:
    (decision,) = decide(line(BRING, "XH", "JA"), JA=1)
    assert decision.promise is not None
    assert (decision.promise.source, decision.promise.place) == ("JA", "JA")


def test_a_shop_without_parcels_still_gives_to_other_shops_but_not_to_a_door() -> None:
    assert decide(line(BRING, "XH", "JA"), XH=1)[0].outcome is Outcome.CONFIRMED
    (decision,) = decide(line(DELIVER, "XH", DOOR), XH=1)
    assert (decision.outcome, decision.reason) == (Outcome.REFUSED, Reason.PLACE)


def test_parcels_of_the_day_used_up_go_elsewhere_or_are_refused_for_time() -> None:
    asked = line(DELIVER, "JA", DOOR)
    (elsewhere,) = decide(asked, sent={"JA": 5}, JA=9, WH=9)
    assert (elsewhere.outcome, elsewhere.reason) == (Outcome.RE_SOURCED, Reason.TIME)
    (refused,) = decide(asked, sent={"JA": 5}, JA=9)
    assert (refused.outcome, refused.reason) == (Outcome.REFUSED, Reason.TIME)


def test_fetching_goods_where_they_lie_uses_no_parcel() -> None:
    assert decide(line(PICK_UP, "JA", "JA"), sent={"JA": 5}, JA=1)[0].outcome is Outcome.CONFIRMED
    assert not is_parcel(Fulfilment.TAKE_NOW, "JA", "JA")


def test_nobody_has_it_is_a_refusal_for_goods_without_a_promise() -> None:
    assert decide(line(DELIVER, "JA", DOOR)) == (LineDecision("1", Outcome.REFUSED, Reason.GOODS),)


def test_a_van_and_a_place_hq_does_not_know_give_nothing() -> None:
    assert decide(line(DELIVER, "JA", DOOR), VAN=9, NOWHERE=9)[0].outcome is Outcome.REFUSED
    assert decide(line(PICK_UP, "GONE", "GONE"), WH=9)[0].reason is Reason.PLACE


def test_a_line_that_needs_more_than_any_one_place_has_is_refused() -> None:
    assert decide(line(DELIVER, "JA", DOOR, quantity=3), JA=2, WH=2)[0].outcome is Outcome.REFUSED


kinds = st.sampled_from([PICK_UP, BRING, DELIVER])
sources = st.sampled_from([*PLACES, "GONE"])


@st.composite
def lines(draw: st.DrawFn) -> tuple[OrderLine, ...]:
    made = []
    for number in range(draw(st.integers(1, 6))):
        kind, source = draw(kinds), draw(sources)
        where = DOOR if kind is DELIVER else source if kind is PICK_UP else "JA"
        sku = draw(st.sampled_from(["SHIRT", "COAT"]))
        made.append(line(kind, source, where, line_id=str(number), quantity=draw(st.integers(1, 4)), sku=sku))
    return tuple(made)


stocks = st.dictionaries(
    st.tuples(st.sampled_from([*PLACES, "GONE"]), st.sampled_from(["SHIRT", "COAT"])), st.integers(-3, 8)
)
parcels = st.dictionaries(st.sampled_from(PLACES), st.integers(0, 7))


def outcome_of(
    asked: tuple[OrderLine, ...], stock: dict[tuple[str, str], int], sent: dict[str, int]
) -> tuple[LineDecision, ...]:
    supplies = [Supply(where, sku, pieces) for (where, sku), pieces in stock.items()]
    return allocate(Request("JA", asked), EVERYWHERE, supplies, sent, NOW_MS)


@given(lines(), stocks, parcels)
def test_never_more_is_given_than_there_is(
    asked: tuple[OrderLine, ...], stock: dict[tuple[str, str], int], sent: dict[str, int]
) -> None:
    given_away: Counter[tuple[str, str]] = Counter()
    for item, decision in zip(asked, outcome_of(asked, stock, sent), strict=True):
        if decision.promise is not None:
            given_away[decision.promise.source, item.sku] += item.quantity
    assert all(pieces <= stock[key] for key, pieces in given_away.items())


@given(lines(), stocks, parcels)
def test_no_place_sends_more_parcels_than_it_can(
    asked: tuple[OrderLine, ...], stock: dict[tuple[str, str], int], sent: dict[str, int]
) -> None:
    told = [decision.promise for decision in outcome_of(asked, stock, sent)]
    leaving = Counter(item.source for item in told if item is not None and item.source != item.place)
    for name, count in leaving.items():
        limit = EVERYWHERE[name].parcels_a_day
        assert not limit or count + sent.get(name, 0) <= limit


@given(lines(), stocks, parcels)
def test_every_line_is_decided_once_and_the_same_each_time(
    asked: tuple[OrderLine, ...], stock: dict[tuple[str, str], int], sent: dict[str, int]
) -> None:
    decisions = outcome_of(asked, stock, sent)
    assert [item.line_id for item in decisions] == [item.line_id for item in asked]
    assert outcome_of(asked, dict(reversed(stock.items())), sent) == decisions


@given(lines(), stocks, parcels)
def test_what_is_refused_nobody_could_have_given(
    asked: tuple[OrderLine, ...], stock: dict[tuple[str, str], int], sent: dict[str, int]
) -> None:
    """One line alone, against the plainest reading of the rule."""
    item = asked[0]
    (decision,) = outcome_of((item,), stock, sent)
    if decision.outcome is not Outcome.REFUSED:
        return
    for location in EVERYWHERE.values():
        enough = stock.get((location.id, item.sku), 0) >= item.quantity
        leaves = item.promise.place != location.id
        busy = leaves and 0 < location.parcels_a_day <= sent.get(location.id, 0)
        ships = item.fulfilment is not DELIVER or location.kind is LocationKind.WAREHOUSE or location.parcels_a_day > 0
        reachable = item.promise.place == DOOR or item.promise.place in EVERYWHERE
        other = location.kind is not LocationKind.VAN and reachable
        assert not (enough and ships and not busy and (other or location.id == item.promise.source))


@given(lines(), stocks, parcels)
def test_the_shopper_still_goes_where_they_were_told_to(
    asked: tuple[OrderLine, ...], stock: dict[tuple[str, str], int], sent: dict[str, int]
) -> None:
    for item, decision in zip(asked, outcome_of(asked, stock, sent), strict=True):
        if decision.promise is not None:
            assert decision.promise.place == item.promise.place
