"""X and Z of 2,000 random days are what the journals say."""

import random
from collections import Counter
from dataclasses import replace

from kiosk.domain.cashing import Figures
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet
from tests.services.days import Plain, Shopkeeper, books_by_hand, date_by_hand, date_in_shanghai, plain

TABLETS, DAYS = 250, 8
SEED = 20_261_123


def flat(figures: Figures) -> Counter[tuple[str, ...]]:
    """The program's figures under the names that the books by hand have."""
    flat: Counter[tuple[str, ...]] = Counter()
    for name in ("paid", "returned", "placed", "reduced", "cash_in", "cash_out"):
        item = getattr(figures, name)
        flat[name, "count"], flat[name,] = item.count, item.amount_minor
    for tender in figures.tenders:
        for way, item in (("in", tender.taken), ("out", tender.given_back)):
            flat["tender", tender.kind.value, way, "count"] = item.count
            flat["tender", tender.kind.value, way] = item.amount_minor
    for guide in figures.guides:
        for name, item in (("paid", guide.paid), ("returned", guide.returned)):
            flat["guide", guide.staff_id, name, "count"] = item.count
            flat["guide", guide.staff_id, name] = item.amount_minor
    for late in figures.late:
        day = late.business_date
        flat["late", day, "count"] = late.count
        flat["late", day, "OrderPaid"], flat["late", day, "GoodsReturned"] = late.paid_minor, late.returned_minor
        flat["late", day, "CashMoved"] = late.cash_minor
    flat["given",], flat["change",] = figures.given_minor, figures.change_minor
    flat["pieces",], flat["pieces_back",] = figures.pieces, figures.pieces_back
    flat["OrderCancelled",], flat["OrderLapsed",] = figures.cancelled, figures.lapsed
    flat["DrawerOpened",], flat["float",] = figures.drawer_opened, figures.float_minor
    flat["cash",] = figures.expected_minor
    return Counter({name: value for name, value in flat.items() if value})


def live(tablet: MemoryTablet, rng: random.Random) -> int:
    """Some days of a tablet, with an X in each that is held against the books; how many had something late."""
    keeper, late = Shopkeeper(tablet, rng), 0
    for _ in range(DAYS):
        if rng.random() < 0.7:
            keeper.open_day()
        for _ in range(rng.randint(1, 4)):
            keeper.do_something()
        keeper.sale()
        keeper.sign_in(retailer.LIN.id)
        late += bool(assert_x(tablet).late)
        keeper.close()
        if rng.random() < 0.4:
            keeper.sale()  # after the Z, on its date
        tablet.clock.now_ms += rng.randint(8, 30) * 3_600_000
    return late


def assert_x(tablet: MemoryTablet) -> Figures:
    rows = plain(tablet.journal.state.events)
    last = next((at for at in range(len(rows) - 1, -1, -1) if rows[at]["type"] == "DayClosed"), None)
    closed = rows[last]["business_date"] if last is not None else ""
    rows = rows[last or 0 :]
    day = tablet.desk.day.state().day
    assert day.business_date == date_by_hand(rows, closed, tablet.clock())
    assert flat(day.figures) == books_by_hand(rows, day.business_date)
    return day.figures


def assert_z(tablet: MemoryTablet) -> int:
    """Every Z against the books of its own stretch, and the stretches against each other; how many there are."""
    rows = plain(tablet.journal.state.events)
    reports = tablet.reader.z_reports(1_000)[::-1]
    assert [report.body.number for report in reports] == [f"JA-02-A-Z-{n:06d}" for n in range(1, len(reports) + 1)]
    covered: Counter[int] = Counter()
    closed = ""
    for report in reports:
        body = report.body
        stretch = [row for row in rows if body.first_seq <= row["seq"] <= body.last_seq]
        covered.update(row["seq"] for row in stretch)
        assert body.business_date == date_by_hand(stretch, closed, report.closed_ms)
        books = books_by_hand(stretch, body.business_date)
        assert flat(body.figures) == books
        assert body.expected_minor == books["cash",]
        assert body.chain == stretch[-1]["chain"]
        closed = body.business_date
    end = reports[-1].seq
    assert covered == Counter(range(1, end)), "every event up to the last Z is in exactly one"
    return len(reports)


def test_x_and_z_of_two_thousand_random_days_are_what_the_journals_say() -> None:
    days = late = 0
    seen: Counter[str] = Counter()
    for number in range(TABLETS):
        tablet, rng = memory_tablet(), random.Random(SEED + number)
        tablet.clock.advance(hours=rng.randint(0, 10_000))
        late += live(tablet, rng)
        days += assert_z(tablet)
        seen.update(event.type for event in tablet.journal.state.events)
    assert days == TABLETS * DAYS == 2_000
    assert late > 100, "nothing came late: that proves nothing about it"
    assert min(seen[kind] for kind in ("OrderPaid", "GoodsReturned", "CashMoved", "OrderLapsed", "PriceReduced")) > 200


def test_the_books_by_hand_would_notice_a_figure_that_is_off_by_one() -> None:
    tablet = memory_tablet()
    Shopkeeper(tablet, random.Random(1)).sale()
    tablet.unlock()
    figures = tablet.desk.day.state().day.figures
    rows: list[Plain] = plain(tablet.journal.state.events)
    books = books_by_hand(rows, date_in_shanghai(tablet.clock()))
    assert flat(figures) == books
    assert flat(replace(figures, pieces=figures.pieces + 1)) != books
    assert flat(replace(figures, float_minor=1)) != books
