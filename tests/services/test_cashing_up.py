"""The day of the drawer: who may do what, blind count, once, numbered, reprintable, without HQ."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.domain.cashing import DENOMINATIONS, CashReason, DayOpened
from kiosk.domain.money import MINOR_DIGITS
from kiosk.domain.tenders import TenderKind
from kiosk.errors import InputError, RuleError
from kiosk.ports.devices import Slip
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet, words


@pytest.fixture
def tablet() -> MemoryTablet:
    made = memory_tablet()
    made.desk.set_language("en")
    return made


def manager(tablet: MemoryTablet) -> None:
    tablet.unlock(retailer.MEI_BADGE, retailer.MEI_PIN)


def sell(tablet: MemoryTablet, *, cash: int = 0) -> int:
    """A shirt, paid in cash or by card; what it cost."""
    tablet.unlock()
    tablet.desk.add(retailer.TOTE_ONE)
    order = tablet.desk.place()
    if cash:
        tablet.desk.till.pay_cash(order.order_id, cash)
    else:
        tablet.desk.till.pay_external(order.order_id, f"T-{order.placed.number}")
    return order.placed.total_minor


def last(tablet: MemoryTablet) -> Slip:
    return tablet.slips[-1]


def test_a_guide_opens_the_day_once_with_a_float(tablet: MemoryTablet) -> None:
    tablet.unlock()
    opened = tablet.desk.day.open_day(50_000)
    assert opened.business_date == "2026-11-23"
    assert last(tablet).open_drawer
    assert "¥500.00" in words(last(tablet))
    with pytest.raises(RuleError, match="open already"):
        tablet.desk.day.open_day(50_000)
    assert tablet.desk.day.state().day.figures.float_minor == 50_000


def test_the_date_is_that_of_the_shops_clock(tablet: MemoryTablet) -> None:
    tablet.clock.advance(hours=10)  # midnight in Shanghai, 16:00 UTC
    tablet.unlock()
    assert tablet.desk.day.open_day(0).business_date == "2026-11-24"


def test_nobody_without_a_badge_and_no_guide_does_what_is_a_managers(tablet: MemoryTablet) -> None:
    day = tablet.desk.day
    guides: tuple[Callable[[], object], ...] = (day.state, day.x, lambda: day.open_day(0))
    for verb in guides:
        with pytest.raises(RuleError, match="needs a guide"):
            verb()
    sell(tablet)
    before = len(tablet.journal.state.events)
    managers: tuple[Callable[[], object], ...] = (
        day.open_drawer,
        day.close_day,
        lambda: day.count(0),
        lambda: day.move_cash(100, CashReason.CHANGE),
        lambda: day.reprint_z("JA-02-A-Z-000001"),
    )
    for verb in managers:
        with pytest.raises(RuleError, match="needs a manager"):
            verb()
    assert len(tablet.journal.state.events) == before


def test_a_reading_has_no_effect_and_does_not_say_what_should_be_in_the_drawer(tablet: MemoryTablet) -> None:
    tablet.unlock()
    tablet.desk.day.open_day(50_000)
    sell(tablet, cash=20_000)
    before = len(tablet.journal.state.events)
    day = tablet.desk.day.x()
    assert day.figures.expected_minor == 62_900
    assert len(tablet.journal.state.events) == before
    assert "not a closing" in words(last(tablet))
    assert "¥629.00" not in words(last(tablet))
    assert "Change | ¥71.00" in words(last(tablet))
    assert not last(tablet).open_drawer


def test_cash_goes_in_and_out_with_a_reason_and_a_slip(tablet: MemoryTablet) -> None:
    manager(tablet)
    tablet.desk.day.move_cash(20_000, CashReason.CHANGE)
    tablet.desk.day.move_cash(-5_000, CashReason.EXPENSE, "light bulbs\n")
    assert "For the shop" in words(last(tablet))
    assert "light bulbs" in words(last(tablet))
    assert last(tablet).open_drawer
    assert tablet.desk.day.state().day.figures.expected_minor == 15_000
    with pytest.raises(InputError, match="above zero"):
        tablet.desk.day.move_cash(0, CashReason.CHANGE)
    with pytest.raises(InputError, match="no reason"):
        tablet.desk.day.move_cash(100, CashReason.EXPENSE)


def test_the_count_comes_before_the_expectation_and_every_count_is_kept(tablet: MemoryTablet) -> None:
    tablet.unlock()
    tablet.desk.day.open_day(50_000)
    sell(tablet, cash=12_900)
    manager(tablet)
    with pytest.raises(RuleError, match="Count the drawer first"):
        tablet.desk.day.close_day()
    tablet.desk.day.open_drawer()
    assert last(tablet).open_drawer
    assert [item.difference_minor for item in tablet.desk.day.count(61_000)] == [-1_900]
    tablet.desk.reset()  # nobody was there for a while: what was counted is not forgotten
    tablet.desk.set_language("en")
    manager(tablet)
    assert [item.difference_minor for item in tablet.desk.day.count(61_900)] == [-1_900, -1_000]
    report = tablet.desk.day.close_day()
    assert (report.body.counted_minor, report.body.earlier_counts) == (61_900, (61_000,))
    assert report.body.difference_minor == -1_000
    paper = words(last(tablet))
    for said in ("JA-02-A-Z-000001", "Should be there | ¥629.00", "Counted before | ¥610.00", "Missing | ¥10.00"):
        assert said in paper
    assert not last(tablet).open_drawer, "it is open, and was counted"


def test_what_changes_between_count_and_closing_has_to_be_counted_again(tablet: MemoryTablet) -> None:
    sell(tablet, cash=12_900)
    manager(tablet)
    tablet.desk.day.count(12_900)
    sell(tablet, cash=12_900)
    manager(tablet)
    with pytest.raises(RuleError, match="Count it again"):
        tablet.desk.day.close_day()
    assert tablet.reader.z_reports() == ()
    tablet.desk.day.count(25_800)
    assert tablet.desk.day.close_day().body.earlier_counts == (), "that was another drawer"


def test_a_z_covers_each_event_once_and_the_next_one_begins_with_it(tablet: MemoryTablet) -> None:
    sell(tablet)
    manager(tablet)
    first = tablet.desk.day.close_day(0)
    assert (first.body.first_seq, first.body.last_seq) == (1, first.seq - 1)
    assert first.body.chain == tablet.journal.state.events[first.seq - 2].chain
    sell(tablet, cash=20_000)
    manager(tablet)
    second = tablet.desk.day.close_day(12_900)
    assert (second.body.number, second.body.first_seq) == ("JA-02-A-Z-000002", first.seq)
    assert second.body.figures.paid.amount_minor == 12_900, "the first sale was the first Z's"
    assert second.body.day_id == first.event_id, "nobody opened it: it is named by the Z before"


def test_a_second_z_with_nothing_in_it_is_refused(tablet: MemoryTablet) -> None:
    manager(tablet)
    with pytest.raises(RuleError, match="nothing to close"):
        tablet.desk.day.close_day(0)
    sell(tablet)
    manager(tablet)
    tablet.desk.day.close_day(0)
    for verb in (tablet.desk.day.open_drawer, lambda: tablet.desk.day.close_day(0)):
        with pytest.raises(RuleError, match="nothing to close"):
            verb()
    assert [report.body.number for report in tablet.reader.z_reports()] == ["JA-02-A-Z-000001"]


def test_a_day_that_nobody_opened_is_closed_all_the_same(tablet: MemoryTablet) -> None:
    sell(tablet, cash=12_900)
    day = tablet.desk.day.state().day
    assert (day.figures.opened, day.figures.float_minor, day.business_date) == (False, 0, "2026-11-23")
    manager(tablet)
    tablet.desk.day.close_day(12_900)
    assert "Opened | not opened" in words(last(tablet))
    assert "It fits | ¥0.00" in words(last(tablet))


def test_what_was_sold_after_the_z_is_late_on_the_next_day(tablet: MemoryTablet) -> None:
    sell(tablet)
    manager(tablet)
    tablet.desk.day.close_day(0)
    total = sell(tablet)
    tablet.clock.advance(hours=20)
    tablet.desk.day.open_day(0)
    sell(tablet)
    (late,) = tablet.desk.day.state().day.figures.late
    assert (late.business_date, late.count, late.paid_minor) == ("2026-11-23", 1, total)
    manager(tablet)
    closed = tablet.desk.day.close_day(0).body
    assert closed.business_date == "2026-11-24"
    assert closed.figures.paid.count == 2, "late, and counted"
    assert "Mon 23 Nov | Entries: 1" in words(last(tablet)).replace("\u00a0", " ")


def test_a_day_nobody_opened_after_a_late_sale_has_its_own_date(tablet: MemoryTablet) -> None:
    sell(tablet)
    manager(tablet)
    tablet.desk.day.close_day(0)
    sell(tablet)
    assert tablet.desk.day.state().day.business_date == "2026-11-23", "until the next date begins it goes on"
    tablet.clock.advance(hours=20)
    sell(tablet)
    day = tablet.desk.day.state().day
    assert (day.business_date, len(day.figures.late)) == ("2026-11-24", 1)


def test_what_a_clock_that_was_set_back_recorded_is_late_and_counted(tablet: MemoryTablet) -> None:
    tablet.unlock()
    tablet.desk.day.open_day(0)
    tablet.clock.advance(days=-3)
    sell(tablet, cash=12_900)
    figures = tablet.desk.day.state().day.figures
    assert figures.paid.count == 1
    assert [late.business_date for late in figures.late] == ["2026-11-20"]


def test_a_copy_is_the_same_paper_but_for_its_mark(tablet: MemoryTablet) -> None:
    sell(tablet, cash=20_000)
    manager(tablet)
    number = tablet.desk.day.close_day(12_900).body.number
    original = last(tablet)
    tablet.clock.advance(days=9)
    tablet.desk.set_language("zh")
    tablet.desk.day.reprint_z(f" {number.lower()} ")
    copy = last(tablet)
    marks = [part for part in copy.parts if part not in original.parts]
    assert [part.text for part in marks] == ["COPY"], "in the language it was closed in"
    assert replace(copy, parts=tuple(part for part in copy.parts if part not in marks)) == original
    with pytest.raises(InputError, match="not known on this tablet"):
        tablet.desk.day.reprint_z("JA-01-A-Z-000001")


def test_guides_and_tenders_are_told_apart(tablet: MemoryTablet) -> None:
    sell(tablet, cash=20_000)
    sell(tablet)
    manager(tablet)
    tablet.desk.add(retailer.TOTE_ONE)
    tablet.desk.till.pay_external(tablet.desk.place().order_id, "T-0002")
    figures = tablet.desk.day.state().day.figures
    assert [(item.staff_id, item.paid.count) for item in figures.guides] == [("G-LIN", 2), ("G-MEI", 1)]
    assert figures.tender(TenderKind.EXTERNAL).net_minor == 25_800
    assert figures.tender(TenderKind.WALLET).net_minor == 0
    tablet.desk.day.close_day(12_900)
    assert "Lin (2) | ¥258.00" in words(last(tablet))


def test_what_is_refused_leaves_no_number_unused(tablet: MemoryTablet) -> None:
    sell(tablet, cash=12_900)
    manager(tablet)
    tablet.desk.day.count(0)
    sell(tablet, cash=12_900)
    manager(tablet)
    for _ in range(3):
        with pytest.raises(RuleError):
            tablet.desk.day.close_day()
    assert tablet.desk.day.close_day(25_800).body.number == "JA-02-A-Z-000001"


def test_amounts_out_of_all_measure_are_refused(tablet: MemoryTablet) -> None:
    manager(tablet)
    for verb in (lambda: tablet.desk.day.open_day(-1), lambda: tablet.desk.day.count(-1)):
        with pytest.raises(InputError, match="from zero up"):
            verb()
    with pytest.raises(InputError, match="above zero"):
        tablet.desk.day.move_cash(10**12, CashReason.OTHER)


def test_every_currency_has_its_notes_and_coins() -> None:
    assert DENOMINATIONS.keys() == MINOR_DIGITS.keys()
    for values in DENOMINATIONS.values():
        assert list(values) == sorted(set(values), reverse=True)


def test_facts_that_contradict_themselves_are_none(tablet: MemoryTablet) -> None:
    sell(tablet)
    manager(tablet)
    closed = tablet.desk.day.close_day(0).body
    for change in (
        {"expected_minor": 1},
        {"counted_minor": -1},
        {"first_seq": closed.last_seq + 1},
        {"business_date": "23 Nov"},
    ):
        with pytest.raises(ValueError):  # noqa: PT011 - each has its own words
            replace(closed, **change)
    with pytest.raises(ValueError, match="float"):
        DayOpened("d", "JA", "2026-11-23", -1)
